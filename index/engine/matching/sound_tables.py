"""What a segment's words sound like: tables that are written with it, and searches in them with numpy.

Katakana are kept as a byte a letter (ァ is 1), so that words of one length are rows of a matrix. Tables, by name:
`loose.codes` (the loose forms of all readings by length, then in order; see `kana.loose`), `loose.lengths` (how many of
each length), `loose.starts` (of each form's readings) and `loose.readings` (the numbers of these among the terms of
READING); `consonants.hash` (ascending checksums of the consonants of names, and of words in katakana or Latin letters)
and `consonants.terms` (the number of each among those of SOUND, or with the highest bit among those of LEMMA).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import distinct
from inyo.index.engine.segments import Field
from inyo.index.japanese.kana import DEVOICE, KATAKANA_WORD, loose_all, without_small
from inyo.index.japanese.katakana import (
    allowed,
    consonants_of_katakana,
    consonants_of_word,
    insertion,
    row,
    substitution,
)

Codes = NDArray[np.uint8]
Numbers = NDArray[np.int64]
Column = Callable[[str], NDArray[Any]]

HEARD = (Field.READING, Field.SOUND, Field.LEMMA)
"""The fields of whose terms they are made."""
OF_LEMMA = 1 << 31
_NO_NUMBERS: Numbers = np.empty(0, np.int64)
_BEFORE_FIRST = ord("ァ") - 1
_ALPHABET = "".join(chr(code) for code in range(ord("ァ"), ord("ー") + 1))
_CODE = {letter: number for number, letter in enumerate(_ALPHABET, 1)}
_SHORTEST = 3
_DIGITS = "23"
_SHORTEST_SHAPE, _LONG_SHAPE = 4, 7
_FAR = 99.0


def sound_tables(readings: Sequence[str], sounds: Iterable[str], lemmas: Iterable[str]) -> dict[str, NDArray[Any]]:
    """The tables, from the terms of READING, SOUND and LEMMA in order."""
    return {**_loose_table(readings), **_consonant_table(sounds, lemmas)}


def _loose_table(readings: Sequence[str]) -> dict[str, NDArray[Any]]:
    numbers = [number for number, reading in enumerate(readings) if KATAKANA_WORD.fullmatch(reading)]
    plain = [readings[number] for number in numbers]
    older = [(way, number) for number, reading in zip(numbers, plain, strict=True)
             if "ィ" in reading and (way := without_small(reading)) != reading]  # fmt: skip
    forms: dict[str, list[int]] = {}
    spelled, of = [*plain, *(way for way, _ in older)], [*numbers, *(number for _, number in older)]
    for form, number in zip(loose_all(spelled), of, strict=True):
        forms.setdefault(form, []).append(number)
    order = sorted((form for form in forms if form), key=lambda form: (len(form), form))
    lengths = np.bincount(np.array([len(form) for form in order], np.int64), minlength=1)
    return {
        "loose.codes": _codes("".join(order)),
        "loose.lengths": lengths.astype(np.uint32),
        "loose.starts": np.cumsum([0, *(len(forms[form]) for form in order)]).astype(np.uint32),
        "loose.readings": np.array([number for form in order for number in forms[form]], np.uint32),
    }


def _consonant_table(sounds: Iterable[str], lemmas: Iterable[str]) -> dict[str, NDArray[Any]]:
    found = [(_hash(consonants_of_katakana(term.rstrip(_DIGITS))), number) for number, term in enumerate(sounds)]
    found += (
        (_hash(consonants), number | OF_LEMMA)
        for number, term in enumerate(lemmas)
        for consonants in consonants_of_word(term)
    )
    found.sort()
    return {
        "consonants.hash": np.array([key for key, _ in found], np.uint32),
        "consonants.terms": np.array([number for _, number in found], np.uint32),
    }


def _hash(consonants: str) -> int:
    return zlib.crc32(consonants.encode("ascii"))


def _codes(katakana: str) -> Codes:
    return (np.frombuffer(katakana.encode("utf-16-le"), "<u2") - _BEFORE_FIRST).astype(np.uint8)


def _letters(codes: Codes) -> str:
    return (codes.astype("<u2") + _BEFORE_FIRST).astype("<u2").tobytes().decode("utf-16-le")


def of_consonants(column: Column, consonants: str) -> list[int]:
    """The terms that may have some consonants (see the table `consonants.terms`), those of SOUND first."""
    hashes = column("consonants.hash")
    wanted = np.uint32(_hash(consonants))
    first, last = np.searchsorted(hashes, wanted, "left"), np.searchsorted(hashes, wanted, "right")
    return sorted(column("consonants.terms")[first:last].tolist())


class LooseForms:
    """The loose forms of a segment's readings: which readings have one, and which forms are near another."""

    def __init__(self, column: Column) -> None:
        self._codes: Codes = column("loose.codes")
        counts = column("loose.lengths").astype(np.int64)
        self._counts = counts
        self._rows = counts.cumsum() - counts
        sizes = counts * np.arange(len(counts))
        self._places = sizes.cumsum() - sizes
        self._starts, self._readings = column("loose.starts"), column("loose.readings")
        self._ordered: dict[int, NDArray[np.bytes_]] = {}

    def readings(self, form: str) -> list[int]:
        """The numbers of the readings with a loose form."""
        size = len(form)
        if not 0 < size < len(self._counts) or not KATAKANA_WORD.fullmatch(form):
            return []
        rows = self._ordered.get(size)
        if rows is None:
            rows = self._ordered[size] = self._group(size).view(f"S{size}").reshape(-1)
        wanted = bytes([_CODE[letter] for letter in form])
        at = int(np.searchsorted(rows, wanted))
        return self._of_row(int(self._rows[size]) + at) if at < len(rows) and rows[at] == wanted else []

    def near(self, form: str, most: float) -> Iterator[tuple[str, float, list[int]]]:
        """(form, distance, numbers of its readings) of the forms of about the same length within a distance, of those
        that end alike, or begin alike and also end or go on alike."""
        codes = _codes(form)
        for size in range(max(2, len(form) - 1), min(len(form) + 2, len(self._counts))):
            group = self._group(size)
            begins = group[:, 0] == codes[0]
            alike = (group[:, -1] == codes[-1]) & ((group[:, -2] == codes[-2]) | begins)
            alike |= begins & (group[:, 1] == codes[1])
            rows = np.flatnonzero(alike)
            distances = _distances(codes, group[rows], most)
            for at in np.flatnonzero(distances <= most + 1e-6).tolist():
                row_ = int(rows[at])
                yield _letters(group[row_]), float(distances[at]), self._of_row(int(self._rows[size]) + row_)

    def _group(self, size: int) -> Codes:
        first = int(self._places[size])
        return self._codes[first : first + size * int(self._counts[size])].reshape(-1, size)

    def _of_row(self, at: int) -> list[int]:
        first, last = self._starts[at : at + 2].tolist()
        found: list[int] = self._readings[first:last].tolist()
        return found


class KatakanaTerms:
    """Terms that are katakana alone, perhaps with a digit behind, by their length: from the UTF-8 of terms end to end
    and their bounds in it."""

    def __init__(self, octets: Codes, bounds: Numbers, *, counted: bool = False) -> None:
        self._octets = octets = np.concatenate((octets, np.zeros(2, np.uint8)))
        ends = bounds[1:]
        if counted:  # the number of words that a name was taken apart into
            ends = ends - np.isin(octets[np.maximum(ends - 1, 0)], np.frombuffer(_DIGITS.encode(), np.uint8))
        self._starts = bounds[:-1]
        sizes = ends - self._starts
        second, third = octets[1:-1], octets[2:]
        late = (second == 0x83) & (third <= 0xBC) & (third != 0xBB)
        letters = (octets[:-2] == 0xE3) & (((second == 0x82) & (third >= 0xA1)) | late)
        summed = np.concatenate(([0], letters.cumsum()))
        whole = (sizes > 0) & (sizes % 3 == 0) & (3 * (summed[ends] - summed[self._starts]) == sizes)
        self._sizes = np.where(whole, sizes // 3, 0)

    @classmethod
    def of(cls, terms: Iterable[str], *, counted: bool = False) -> KatakanaTerms:
        """Those of some terms."""
        octets = [term.encode("utf-8", "surrogatepass") for term in terms]
        bounds = np.cumsum([0, *map(len, octets)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(octets), np.uint8), bounds, counted=counted)

    @cached_property
    def _by_head(self) -> dict[int, Numbers]:
        """By row of the first letter: the numbers of the terms."""
        some = np.flatnonzero(self._sizes)
        heads = _HEADS[self._matrix(some, 1)[:, 0]]
        return {head: some[heads == head] for head in distinct(heads).tolist()}

    def _matrix(self, numbers: Numbers, size: int, sizes: Numbers | None = None) -> Codes:
        """The first letters of terms that have so many; with `sizes` 0 behind the last of those that have fewer."""
        letters = np.arange(size)
        places = self._starts[numbers][:, np.newaxis] + 3 * letters
        if sizes is not None:
            there = letters < sizes[:, np.newaxis]
            return np.where(there, self._at(np.where(there, places, 0)), np.uint8(0))
        return self._at(places)

    def _at(self, places: Numbers) -> Codes:
        high, low = self._octets[places + 1] & 0x3F, self._octets[places + 2] & 0x3F
        codes: Codes = (((high - 2) << 6) + low - 0x20).astype(np.uint8)
        return codes

    def near(self, key: str) -> Iterator[tuple[str, float]]:
        """The other keys within the distance at which two may be one name, with their distance; in no order."""
        if len(key) < _SHORTEST or not KATAKANA_WORD.fullmatch(key):
            return
        numbers = self._by_head.get(int(_HEADS[_CODE[key[0]]]), _NO_NUMBERS)
        sizes = self._sizes[numbers]
        first, last = max(_SHORTEST, len(key) - 2), len(key) + 2
        limits = np.array([allowed(min(size, len(key))) for size in range(last + 1)])
        good = (sizes >= first) & (sizes <= last) & (limits[np.minimum(sizes, last)] > 0)
        numbers, sizes = numbers[good], sizes[good]
        if not len(numbers):
            return
        group = self._matrix(numbers, int(sizes.max()), sizes)
        distances = _distances(_codes(key), group, float(limits.max()), sizes)
        for at in np.flatnonzero(distances <= limits[sizes] + 1e-6).tolist():
            other = _letters(group[at, : sizes[at]])
            if other != key:
                yield other, float(distances[at])

    def alike(self, word: str) -> Iterator[tuple[int, str]]:
        """(0 of the same length, 1 shorter, 2 longer; word) of the other words with one letter more, less or exchanged;
        from seven letters on with two exchanged."""
        if len(word) < _SHORTEST_SHAPE or not KATAKANA_WORD.fullmatch(word):
            return
        codes = _codes(word)
        for kind, size in enumerate((len(word), len(word) - 1, len(word) + 1)):
            numbers = np.flatnonzero(self._sizes == size)
            if not len(numbers):
                continue
            group = self._matrix(numbers, size)
            if size == len(word):
                good = (group != codes).sum(axis=1) <= (2 if size >= _LONG_SHAPE else 1)
            else:
                shorter = min(size, len(word))
                ahead = np.logical_and.accumulate(group[:, :shorter] == codes[:shorter], axis=1).sum(axis=1)
                behind = np.logical_and.accumulate(group[:, ::-1][:, :shorter] == codes[::-1][:shorter], axis=1)
                good = ahead + behind.sum(axis=1) >= shorter
            for at in np.flatnonzero(good).tolist():
                other = _letters(group[at])
                if other != word:
                    yield kind, other


def sound_group(key: str) -> int:
    """The row of a key's first letter: only keys of one row are near each other."""
    letter = key[0]
    return row(letter) or 100 + ord(letter.translate(DEVOICE)) - _BEFORE_FIRST


_HEADS = np.array([0, *map(sound_group, _ALPHABET)], np.uint8)


_LEAST = min(map(insertion, _ALPHABET))
"""What a letter costs at least that only one of two has."""


@lru_cache(maxsize=1)
def _insertions() -> NDArray[np.float32]:
    """By letter: what it costs where only one of two has it."""
    return np.array([1.0, *map(insertion, _ALPHABET)], np.float32)


@lru_cache(maxsize=len(_ALPHABET) + 1)
def _substitutions(code: int) -> NDArray[np.float32]:
    """By letter: what it costs in place of another. Made for the letters that are asked for: all of them together
    would take a tenth of the first search."""
    letter = _ALPHABET[code - 1]
    return np.array([2.0, *(substitution(letter, other) for other in _ALPHABET)], np.float32)


def _distances(key: Codes, group: Codes, most: float, sizes: Numbers | None = None) -> NDArray[np.float32]:
    """Weighted edit distance of a key from each row of a group of keys, which are of one length or of `sizes`; more
    than `most` where it is more. What one has and the other has not costs _LEAST at least, so that no more letters than
    that allows are shifted."""
    insertion_costs = _insertions()
    shift = int(most / _LEAST)
    count, length = group.shape
    previous = np.full((length + 1, count), _FAR, np.float32)
    costs = np.ascontiguousarray(insertion_costs[group].T)
    previous[0] = 0
    np.cumsum(costs[:shift], axis=0, out=previous[1 : shift + 1])
    for row_, code in enumerate(key.tolist(), 1):
        first, last = max(0, row_ - shift - 1), min(length, row_ + shift)
        current = np.full_like(previous, _FAR)
        if row_ <= shift:
            current[0] = previous[0] + insertion_costs[code]
        ahead = np.minimum(
            previous[first:last] + _substitutions(code)[group[:, first:last]].T,
            previous[first + 1 : last + 1] + insertion_costs[code],
        )
        for at in range(first, last):
            np.minimum(ahead[at - first], current[at] + costs[at], out=current[at + 1])
        previous = current
    return previous[length] if sizes is None else previous[sizes, np.arange(count)]
