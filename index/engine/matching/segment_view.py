"""A segment with what search asks of it again and again: terms and positions at hand, what sounds or looks alike, words
in both spaces, and which kanji stand behind which, as bits of whole numbers, so that many are compared at once. Nothing
of it is made for the whole segment: the tables are written with it.

Bit n of a number stands for the n-th kanji of those that have a reading in the tables, in code point order.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable, Iterable, Iterator
from copy import copy
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import AtHand, at_edge, distinct
from inyo.index.engine.matching.sound_tables import OF_LEMMA, KatakanaTerms, LooseForms, of_consonants
from inyo.index.engine.segments import GAP, Ends, Field, Positions, Segment, Space, Term
from inyo.index.engine.term_keys import NUMBER, SKELETON
from inyo.index.japanese.folding import Folded
from inyo.index.japanese.katakana import consonants_of_word
from inyo.index.japanese.mandarin import mandarin_kanji
from inyo.index.japanese.readings import kanji_with_readings

Numbers = NDArray[np.int64]
_FIRST, _LAST = 0x4E00, 0x9FFF
_PAIR = 6
"""Bytes of two kanji in UTF-8."""


@lru_cache(maxsize=1)
def _kanji() -> str:
    """The kanji with readings, in code point order."""
    codes = np.frombuffer((kanji_with_readings() + mandarin_kanji()).encode("utf-32-le"), "<u4")
    known = np.zeros(_LAST + 1 - _FIRST, np.bool_)
    known[codes[(codes >= _FIRST) & (codes <= _LAST)] - _FIRST] = True
    return "".join(map(chr, (np.flatnonzero(known) + _FIRST).tolist()))


@lru_cache(maxsize=1)
def _numbers() -> Numbers:
    """By code point, from that of the first kanji on: the number of a kanji; -1 where it has no reading."""
    numbers = np.full(_LAST + 1 - _FIRST, -1, np.int64)
    numbers[np.frombuffer(_kanji().encode("utf-16-le"), "<u2").astype(np.int64) - _FIRST] = np.arange(len(_kanji()))
    return numbers


def _of_numbers(numbers: Numbers) -> int:
    flags = np.zeros(len(_kanji()), np.bool_)
    flags[numbers] = True
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


@lru_cache(maxsize=1 << 12)
def bits_of(letters: frozenset[str]) -> int:
    """The bits of some kanji; those without a reading have none."""
    codes = np.array([ord(letter) for letter in letters if _FIRST <= ord(letter) <= _LAST], np.int64)
    numbers = _numbers()[codes - _FIRST]
    return _of_numbers(numbers[numbers >= 0])


def letters_of(bits: int) -> Iterator[str]:
    """The kanji of some bits, in code point order."""
    kanji = _kanji()
    while bits:
        lowest = bits & -bits
        yield kanji[lowest.bit_length() - 1]
        bits ^= lowest


class KanjiPairs:
    """The pairs of kanji of a segment, read once."""

    def __init__(self, segment: Segment) -> None:
        first, last = (segment.prefixed(Field.PAIR, chr(code))[side] for side, code in enumerate((_FIRST, _LAST)))
        octets, bounds = segment.flat_terms(Field.PAIR, first, last)
        starts = bounds[:-1][np.diff(bounds) == _PAIR]
        heads, behind = _codes(octets, starts), _codes(octets, starts + _PAIR // 2)
        known = (behind >= _FIRST) & (behind <= _LAST)
        numbers = _numbers()[np.where(known, behind, _FIRST) - _FIRST]
        known &= numbers >= 0
        self._behind = numbers[known].astype(np.uint16)
        self._firsts = np.searchsorted(heads[known], np.arange(_FIRST, _LAST + 2)).astype(np.uint32)
        self._bits: dict[str, int] = {}

    def behind(self, letter: str) -> int:
        """The bits of the kanji that stand behind one."""
        found = self._bits.get(letter)
        if found is None:
            at = ord(letter) - _FIRST
            first, last = self._firsts[at : at + 2].tolist() if 0 <= at <= _LAST - _FIRST else (0, 0)
            found = self._bits[letter] = _of_numbers(self._behind[first:last].astype(np.int64)) if last > first else 0
        return found


def _codes(octets: NDArray[np.uint8], starts: Numbers) -> Numbers:
    """The code points of letters of three bytes that start at some places."""
    one, two, three = (octets[starts + at].astype(np.int64) for at in range(3))
    codes: Numbers = ((one & 0x0F) << 12) | ((two & 0x3F) << 6) | (three & 0x3F)
    return codes


def union_of(bits: Iterable[int]) -> int:
    """What is in any."""
    total = 0
    for each in bits:
        total |= each
    return total


_T = TypeVar("_T")
OPEN = "\U0010ffff"
"""Behind a term: all terms that begin so."""
_REMEMBERED = 1_024
_DERIVED = 8_192
_LATELY = 8
_MANY = 1_024
"""So many positions are looked up in a table, which is made for them."""
_FEWEST_BITS, _SPREAD = 14, 8
_LARGE = 10_000
"""Passages of a large segment."""
_LAST_POSITION = 0xFFFFFFFF
_ROOM = 16_000_000
"""Bytes of arrays that are kept at hand, of positions and of matches."""


class View:
    """One segment, read only. Everything derived is computed at first use and kept as long as the view."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.size = segment.passages
        self._places: tuple[weakref.ref[View], Numbers] | None = None

    def over(self, segment: Segment) -> View:
        """A view of the same segment after other deletions: with all that does not depend on them."""
        if segment is self.segment:
            return self
        view = copy(self)
        view.segment = segment
        for name in ("live", "alive", "_following"):
            view.__dict__.pop(name, None)
        return view

    def positions(self, field: Field, term: str) -> Positions:
        """Ascending positions of a term, or of all that begin as one with OPEN behind it."""
        found = self._remembered.get((field, term))
        if found is None:
            whole = term[-1:] != OPEN
            found = self.segment.positions(field, term) if whole else self.positions_beginning(field, term[:-1])
            self._remembered.put((field, term), found, found.nbytes)
        return found

    @cached_property
    def _remembered(self) -> AtHand[Positions]:
        return AtHand(_ROOM)

    def remember(self, key: Hashable, find: Callable[[], tuple[Positions, Positions]]) -> tuple[Positions, Positions]:
        """What `find` gives, asked once for a key as long as it is remembered."""
        found = self._matches.get(key)
        if found is None:
            found = find()
            self._matches.put(key, found, found[0].nbytes + found[1].nbytes)
        return found

    def derive(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, made once for a key as long as it is remembered."""
        found = self._derived.get(key)
        if found is None:
            if len(self._derived) >= _DERIVED:
                self._derived.clear()
            found = self._derived[key] = make()
        return found

    @cached_property
    def _derived(self) -> dict[Hashable, Any]:
        return {}

    def lately(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, made once for a key while it is among the last few asked for."""
        found = self._lately.pop(key, None)
        if found is None:
            found = make()
            while len(self._lately) >= _LATELY:
                self._lately.pop(next(iter(self._lately), None), None)
        self._lately[key] = found
        return found  # type: ignore[no-any-return]

    @cached_property
    def _lately(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def _matches(self) -> AtHand[tuple[Positions, Positions]]:
        return AtHand(_ROOM)

    def has(self, field: Field, term: str) -> bool:
        """Whether a term occurs, be it in deleted passages."""
        found = self._there.get((field, term))
        if found is None:
            found = self.segment.has(field, term)
            self._there.put((field, term), found, 64)
        return found

    @cached_property
    def _there(self) -> AtHand[bool]:
        return AtHand(_ROOM // 8)

    def expect(self, terms: Iterable[Term]) -> None:
        """Hear which terms are about to be asked for: where every question is a journey they are answered in one."""

    def beginning(self, field: Field, prefix: str) -> list[str]:
        """Terms that together stand for all that begin with a prefix."""
        return [prefix + OPEN]

    def lives(self, field: Field, term: str) -> bool:
        """Whether a term occurs in a passage that is not deleted."""
        if self.live is None:
            return self.has(field, term)
        return self.living(field.space, self.positions(field, term)) > 0

    def living(self, space: Space, positions: Positions) -> int:
        """How many of some positions are in passages that are not deleted."""
        if self.live is None or not len(positions):
            return len(positions)
        return int(self.live[self.passages_of(space, positions)].sum())

    def following(self, character: str) -> frozenset[str]:
        """The characters that stand behind a character where it is not deleted."""
        found = self._following.get(character)
        if found is None:
            if len(self._following) >= _REMEMBERED:
                self._following.clear()
            found = self._following[character] = frozenset(self._behind(character))
        return found

    def following_of(self, kanji: Iterable[str], wanted: int) -> dict[str, int]:
        """By kanji: which of the wanted stand behind it, as bits (see `KanjiPairs`); those with none are left out."""
        if self.live is None:
            behind = self._pairs.behind
            return {each: found for each in kanji if (found := behind(each) & wanted)}
        return {each: found for each in kanji if (found := bits_of(self.following(each)) & wanted)}

    @cached_property
    def _pairs(self) -> KanjiPairs:
        return KanjiPairs(self.segment)

    @cached_property
    def _following(self) -> dict[str, frozenset[str]]:
        return {}

    def _behind(self, character: str) -> list[str]:
        first, last = self.segment.prefixed(Field.PAIR, character)
        text = self.segment.joined_terms(Field.PAIR, first, last)
        alone = len(text) % 2  # of pairs that begin so the one that is no pair: at the end of a passage
        found = list(text[1 + alone :: 2])
        if self.live is None or not found:
            return found
        counts, positions = self.segment.counted(Field.PAIR, first + alone, last)
        living = self.live[self.passages_of(Space.CHARACTERS, positions)]
        some = np.logical_or.reduceat(living, counts.cumsum() - counts)
        return [found[at] for at in np.flatnonzero(some).tolist()]

    def positions_beginning(self, field: Field, prefix: str) -> Positions:
        """Ascending positions of all terms that begin with a prefix."""
        return distinct(self.segment.positions_beginning(field, prefix))

    @cached_property
    def is_large(self) -> bool:
        """Whether so much is in it that terms which begin alike are too many to be put into order."""
        return self.size > _LARGE

    def where_beginning(self, field: Field, prefix: str, places: Positions) -> NDArray[np.bool_]:
        """By place: whether a term stands there that begins with a prefix. Of these terms there may be very many, so
        that only those are put into order that have the last bits of some place."""
        last = np.uint32((1 << max(_FEWEST_BITS, (_SPREAD * len(places)).bit_length())) - 1)
        wanted = np.zeros(int(last) + 1, np.bool_)
        wanted[places & last] = True
        every = self.segment.positions_beginning(field, prefix)
        some = np.sort(every[wanted[every & last]])
        if not len(some):
            return np.zeros(len(places), np.bool_)
        at = np.minimum(np.searchsorted(some, places), len(some) - 1)
        found: NDArray[np.bool_] = some[at] == places
        return found

    def bases(self, space: Space) -> Positions:
        """First position of each passage in a space; one more at the end."""
        return self._bases[space]

    @cached_property
    def _bases(self) -> dict[Space, Positions]:
        fields = {Space.TOKENS: Field.LEMMA, Space.CHARACTERS: Field.PAIR}
        return {space: np.ascontiguousarray(self.segment.bases(field), np.uint32) for space, field in fields.items()}

    def passages_of(self, space: Space, starts: Positions) -> Numbers:
        """The passage of each position. Of many the passage is read from a table: between the first positions of two
        passages lie GAP or more, so that of any GAP positions at most one is the first of a passage."""
        if len(starts) < _MANY and space not in self._blocks:
            return (self.bases(space).searchsorted(starts, "right") - 1).astype(np.int64)
        found = self._blocks.get(space)
        if found is None:
            bases = self.bases(space)
            counts = np.bincount((bases.astype(np.int64) + GAP - 1) // GAP)
            table = (counts.cumsum() - 1).astype(np.int32)
            found = self._blocks[space] = table, np.append(bases, np.uint32(_LAST_POSITION))
        before, bases = found
        passages = before.take(starts // np.uint32(GAP), mode="clip").astype(np.int64)
        passages += bases.take(passages + 1) <= starts
        return passages

    @cached_property
    def _blocks(self) -> dict[Space, tuple[NDArray[np.int32], Positions]]:
        """By space: the passage of the first of every GAP positions; the bases with one more behind them."""
        return {}

    def with_any(self, space: Space, positions: Positions) -> NDArray[np.bool_]:
        """By passage: whether one of some positions is in it."""
        found = np.zeros(self.size, np.bool_)
        found[self.passages_of(space, positions)] = True
        return found

    def folded(self, passage: int) -> Folded:
        """The folded text of a passage, which the positions of character space count."""
        found = self._texts.get(passage)
        if found is None:
            found = self.segment.folded(passage)
            self._texts.put(passage, found, 4 * len(found.text))
        return found

    @cached_property
    def _texts(self) -> AtHand[Folded]:
        return AtHand(_ROOM // 8)

    def in_characters(self, starts: Positions, ends: Positions, passages: Numbers) -> tuple[Positions, Positions]:
        """Matches of token space, in these passages, as starts and ends in character space."""
        ends_of = np.arange(2 * len(starts)) >= len(starts)
        both = np.concatenate((passages, passages))
        places = self.places_of_edges(np.concatenate((starts, ends - np.uint32(1))), both, ends_of)
        found = (self.bases(Space.CHARACTERS)[both] + places).astype(np.uint32)
        return found[: len(starts)], found[len(starts) :]

    def first_characters(self, starts: Positions, passages: Numbers) -> Positions:
        """Where the tokens at some places, in these passages, start in character space."""
        return (self.bases(Space.CHARACTERS)[passages] + self.places_of_edges(starts, passages, False)).astype(
            np.uint32
        )

    def last_characters(self, ends: Positions, passages: Numbers) -> Positions:
        """Where the tokens before some places, in these passages, end in character space."""
        places = self.places_of_edges(ends - np.uint32(1), passages, True)
        return (self.bases(Space.CHARACTERS)[passages] + places).astype(np.uint32)

    def places_of_edges(self, tokens: Positions, passages: Numbers, ends: Ends) -> Numbers:
        """Where tokens of passages start in their folded texts, or end, as `ends` says."""
        inside = tokens.astype(np.int64) - self.bases(Space.TOKENS)[passages]
        return self.segment.character_places(passages, inside, ends)

    def in_tokens(self, starts: Positions, ends: Positions) -> tuple[Numbers, Numbers]:
        """Matches of character space as the tokens they begin and end in: the first, and the one behind the last."""
        passages = self.passages_of(Space.CHARACTERS, starts)
        distinct, at = np.unique(passages, return_inverse=True)
        counts, begins, stops = self.segment.character_spans(distinct)
        bases = np.repeat(self.bases(Space.CHARACTERS)[distinct].astype(np.int64), counts)
        before = (self.bases(Space.TOKENS)[distinct].astype(np.int64) - counts.cumsum() + counts)[at]
        first = np.searchsorted(bases + stops, starts.astype(np.int64), "right")
        last = np.searchsorted(bases + begins, ends.astype(np.int64), "left")
        known = counts[at] > 0
        return (before + first)[known], (before + last)[known]

    def at_edge(self, positions: Positions) -> NDArray[np.bool_]:
        """By position of character space: whether a word starts or ends there."""
        return at_edge(self.segment.edges, positions)

    @cached_property
    def live(self) -> NDArray[np.bool_] | None:
        """By passage: not deleted; None where nothing is deleted."""
        live = self.segment.live
        return None if bool(live.all()) else live

    @cached_property
    def lengths(self) -> NDArray[np.float64]:
        """By passage: its length for ranking."""
        return self.segment.lengths(Field.LEMMA).astype(np.float64)

    @cached_property
    def alive(self) -> tuple[int, float]:
        """The number of passages that are not deleted, and the sum of their lengths."""
        lengths = self.lengths if self.live is None else self.lengths[self.live]
        return len(lengths), float(lengths.sum())

    def of_the_living(self, space: Space, starts: Positions, ends: Positions) -> tuple[Positions, Positions]:
        """Matches without those in passages that are deleted."""
        if self.live is None or not len(starts):
            return starts, ends
        stay = self.live[self.passages_of(space, starts)]
        return starts[stay], ends[stay]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The documents of the segment that have passages, in order."""
        keys, some = self.segment.keys, np.flatnonzero(np.diff(self.segment.firsts))
        return tuple(keys) if len(some) == len(keys) else tuple(keys[number] for number in some.tolist())

    @cached_property
    def firsts(self) -> Numbers:
        """The first passage of each of `keys`."""
        firsts = self.segment.firsts.astype(np.int64)
        return firsts[:-1][np.diff(firsts) > 0]

    def document_numbers(self, passages: Numbers) -> Numbers:
        """The document (its place in `keys`) of each passage."""
        return (np.searchsorted(self.firsts, passages, "right") - 1).astype(np.int64)

    def places_in(self, titles: View) -> Numbers:
        """By passage: the number of its document's passage in a view that has one for each; -1 where it has none."""
        if self._places is None or self._places[0]() is not titles:
            rows = {key: row for row, key in enumerate(titles.keys)}
            by_document = np.array([rows.get(key, -1) for key in self.keys], np.int64)
            self._places = weakref.ref(titles), by_document[self.document_numbers(np.arange(self.size))]
        return self._places[1]

    def read_loosely(self, form: str) -> list[str]:
        """The readings with a loose form (see `kana.loose`)."""
        return [self.segment.term(Field.READING, number) for number in self._loose.readings(form)]

    def near_loosely(self, form: str, most: float) -> Iterator[tuple[str, float, list[str]]]:
        """(loose form, distance, readings) of what sounds nearly as a loose form and is not deleted."""
        for near, distance, numbers in self._loose.near(form, most):
            readings = [self.segment.term(Field.READING, number) for number in numbers]
            living = [reading for reading in readings if self.lives(Field.READING, reading)]
            if living:
                yield near, distance, living

    @cached_property
    def _loose(self) -> LooseForms:
        return LooseForms(self.segment.table)

    def near_names(self, sound: str) -> Iterator[tuple[str, float]]:
        """(phonetic key, distance) of the names in katakana that sound nearly as one and are not deleted."""
        for key, distance in self._names.near(sound):
            if self.live is None or any(self.lives(Field.SOUND, key + words) for words in ("", "2", "3")):
                yield key, distance

    @cached_property
    def _names(self) -> KatakanaTerms:
        return KatakanaTerms(
            *self.segment.flat_terms(Field.SOUND, *self.segment.prefixed(Field.SOUND, "")), counted=True
        )

    def shaped_like(self, word: str) -> Iterator[tuple[int, str]]:
        """(kind, word) of the words in katakana that differ from one in a letter or two (see `KatakanaTerms.alike`)."""
        return (pair for pair in self._katakana.alike(word) if self.lives(Field.LEMMA, pair[1]))

    @cached_property
    def _katakana(self) -> KatakanaTerms:
        first, last = self.segment.prefixed(Field.LEMMA, "ァ")[0], self.segment.prefixed(Field.LEMMA, "ー")[1]
        return KatakanaTerms(*self.segment.flat_terms(Field.LEMMA, first, last))

    def of_consonants(self, consonants: str) -> Iterator[Term]:
        """The names in katakana, then the words in katakana or Latin letters, that have some consonants and are not
        deleted, in order."""
        for number in of_consonants(self.segment.table, consonants):
            field = Field.LEMMA if number & OF_LEMMA else Field.SOUND
            term = self.segment.term(field, number & (OF_LEMMA - 1))
            if consonants in consonants_of_word(term.rstrip("23")) and self.lives(field, term):
                yield field, term

    def words_with(self, letters: Iterable[str], fewest: int) -> Iterator[str]:
        """The words among the terms of LEMMA (no numbers, no skeletons) that have so many of some letters at least."""
        first, last = self.segment.prefixed(Field.LEMMA, "")
        octets, bounds = self.segment.flat_terms(Field.LEMMA, first, last)
        counts = np.zeros(last - first, np.int64)
        for letter in letters:
            counts[
                np.searchsorted(bounds, _places_of(letter.encode("utf-8", "surrogatepass"), octets), "right") - 1
            ] += 1
        for number in np.flatnonzero(counts >= fewest).tolist():
            term = self.segment.term(Field.LEMMA, first + number)
            if len(term) > 1 and term[0] not in (NUMBER, SKELETON):
                yield term


def _places_of(letter: bytes, octets: NDArray[np.uint8]) -> Numbers:
    """Where the bytes of a letter begin, of every term at most once wherever it is asked for terms."""
    last = np.flatnonzero(octets[len(letter) - 1 :] == letter[-1])
    for at, octet in enumerate(letter[:-1]):
        last = last[octets[last + at] == octet]
    return last
