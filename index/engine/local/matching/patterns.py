"""Patterns and where they match, as arrays of positions: phrases, strings of characters, chains of readings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.local.matching.adjacency import followed, holding
from inyo.index.engine.local.matching.name_readings import Words, spelled_out
from inyo.index.engine.local.matching.segment_view import View
from inyo.index.engine.segments import Positions
from inyo.index.engine.terms.term_keys import SKELETON
from inyo.index.japanese.kana import DEVOICE, KATAKANA_WORD, loose, without_small
from inyo.index.japanese.readings import all_kanji

_Number = TypeVar("_Number", np.uint32, np.uint64)

_NONE: Positions = np.empty(0, np.uint32)
_LONGEST_READING = 14
_LONGEST_CHAIN = 40
_LONGEST_SKELETON = 6
_SOKUON = ("ツ", "チ", "ク", "キ")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: any of some terms (field, term), `offset` cells behind the first."""

    offset: int
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """A phrase in token space; its last term covers `longer` further cells, or with -1 only shows what is before it.

    `letter` narrows the span to that letter of the word.
    """

    slots: tuple[Slot, ...]
    letter: str = ""
    longer: int = 0

    @property
    def size(self) -> int:
        """Cells from the first to the last."""
        return self.slots[-1].offset + 1 + self.longer


@dataclass(frozen=True, slots=True)
class Grams:
    """A folded string in character space, wherever it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Sounds:
    """A katakana reading, as a chain of readings of adjoining words. `loosely`: without long vowels and ッ;
    `beginning`: the last word may go on."""

    kana: str
    loosely: bool = False
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """Two strings of characters with at most `gap` characters between: a family name and the title behind the name.
    `apart` are words before the title that do not belong to the name."""

    first: str
    last: str
    gap: int
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Two kanji or more, as words of which these are all the kanji, with any okurigana (値上, 値上げ)."""

    kanji: str


@dataclass(frozen=True, slots=True)
class Mixed:
    """A word of which a part is typed in kana: `text` with its kana as katakana, `words` what the rest is found by
    (start, stop, keys of t)."""

    text: str
    words: tuple[tuple[int, int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """Words with a string of characters directly behind: a stem with its ending (たべ|ました)."""

    words: Terms | Sounds | Holding
    ending: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Words written with one of some letters (釣り針, 釣鉤 share 釣), or with `first` beginning with all of them."""

    words: Terms | Sounds
    letters: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Lattice:
    """Words from place 0 to place `size`, whichever way: arcs (start, stop, terms). A sound says in its last digit
    how many cells it covers."""

    size: int
    arcs: tuple[tuple[int, int, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """A katakana reading of words with kanji beside them that are read one by one. `loosely` as in `Sounds`."""

    kana: str
    loosely: bool = False


Pattern: TypeAlias = Lattice | Terms | Grams | Sounds | Around | Skeleton | Mixed | Followed | Holding | SpelledOut


@dataclass(frozen=True, slots=True)
class Matches:
    """Starts (ascending) and ends of matches, in token space 't' or character space 'g'."""

    space: str
    starts: Positions
    ends: Positions

    def __len__(self) -> int:
        return len(self.starts)


def match(pattern: Pattern, view: View) -> Matches:
    """Everywhere a pattern matches in a segment, deleted passages included."""
    if isinstance(pattern, Grams):
        starts = string_starts(view, pattern.text)
        return Matches("g", starts, starts + np.uint32(len(pattern.text)))
    if isinstance(pattern, Terms):
        starts = _phrase(view, pattern.slots)
        return Matches("t", starts, starts + np.uint32(pattern.size))
    if isinstance(pattern, Around):
        return _around(view, pattern)
    if isinstance(pattern, Sounds):
        return _chain(view, len(pattern.kana), _sound_arcs(view, pattern))
    if isinstance(pattern, Lattice):
        return _chain(view, pattern.size, _given_arcs(pattern))
    if isinstance(pattern, Skeleton):
        return _chain(view, len(pattern.kanji), _skeleton_arcs(view, pattern.kanji))
    if isinstance(pattern, SpelledOut):
        return Matches("g", *spelled_out(view, pattern.kana, pattern.loosely, _words_in(view, pattern.loosely)))
    if isinstance(pattern, Holding):
        words = match(pattern.words, view)
        letters = [pattern.letters] if pattern.first else list(dict.fromkeys(pattern.letters))
        places = _union([string_starts(view, letter) for letter in letters]) if len(words) else _NONE
        kept = holding(view, words.starts, words.ends, places, pattern.first, pattern.first)
        return Matches("t", words.starts[kept], words.ends[kept])
    if isinstance(pattern, Followed):
        stems = match(pattern.words, view)
        starts, ends = followed(view, stems.starts, stems.ends, string_starts(view, pattern.ending))
        return Matches("g", starts, ends + np.uint32(len(pattern.ending)))
    return _chain(view, len(pattern.text), _mixed_arcs(view, pattern))


def _words_in(view: View, loosely: bool) -> Words:
    """The occurrences of words by their reading, which names that are looked for one after the other share."""

    def occurrences(kana: str) -> tuple[Positions, Positions]:
        pattern = Sounds(kana, loosely)

        def find() -> tuple[Positions, Positions]:
            found = match(pattern, view)
            return found.starts, found.ends

        return view.remember(pattern, find)

    return occurrences


def beginning(view: View, matches: Matches, strings: tuple[str, ...]) -> NDArray[np.bool_]:
    """By match: whether it begins where one of some strings begins. A string of one kanji is the stem of a verb or
    adjective, behind which no other kanji stands."""

    def find() -> tuple[Positions, Positions]:
        starts = [_stems(view, string) if len(string) == 1 else string_starts(view, string) for string in strings]
        return _union(starts), _NONE

    places = view.remember(strings, find)[0] if strings else _NONE
    if not len(places):
        return np.zeros(len(matches), np.bool_)
    if matches.space == "g":
        return contained(matches.starts, places)
    return holding(view, matches.starts, matches.ends, places, True, False)


def _stems(view: View, kanji: str) -> Positions:
    behind = (letter for letter in view.following(kanji) if not all_kanji(letter))
    return _union([view.positions("g", kanji + letter) for letter in behind])


def contained(values: Positions, within: Positions) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """By value: whether it is in a sorted array."""
    if not len(within) or not len(values):
        return np.zeros(len(values), np.bool_)
    places = np.searchsorted(within, values)
    places[places == len(within)] = 0
    return np.asarray(within[places] == values)


def distinct(values: NDArray[_Number]) -> NDArray[_Number]:
    """The different values in order. A stable sort merges runs that are in order already, as postings are."""
    values = np.sort(values, kind="stable")
    if len(values) < 2:
        return values
    fresh = np.concatenate(([True], values[1:] != values[:-1]))
    return values if fresh.all() else values[fresh]


def _union(arrays: Sequence[Positions]) -> Positions:
    arrays = [array for array in arrays if len(array)]
    if len(arrays) <= 1:
        return arrays[0] if arrays else _NONE
    return distinct(np.concatenate(arrays))


def _aligned(parts: Iterable[tuple[int, Positions]]) -> Positions:
    """The positions p such that p + offset is in every part's array."""
    ordered = sorted(parts, key=lambda part: len(part[1]))
    offset, found = ordered[0]
    if offset:
        found = found[found >= offset] - np.uint32(offset)
    for offset, array in ordered[1:]:
        if not len(found):
            break
        found = found[contained(found + np.uint32(offset) if offset else found, array)]
    return found


def _phrase(view: View, slots: Sequence[Slot]) -> Positions:
    parts = []
    for slot in slots:
        found = _union([view.positions(field, term) for field, term in slot.terms])
        if not len(found):
            return _NONE
        parts.append((slot.offset, found))
    return _aligned(parts)


def string_starts(view: View, text: str) -> Positions:
    """Everywhere a folded string stands."""
    if not text:
        return _NONE
    if len(text) == 1:
        return view.positions_beginning("g", text)
    places = list(range(0, len(text) - 1, 2))
    if places[-1] != len(text) - 2:
        places.append(len(text) - 2)
    parts = []
    for place in places:
        found = view.positions("g", text[place : place + 2])
        if not len(found):
            return _NONE
        parts.append((place, found))
    return _aligned(parts)


def _around(view: View, pattern: Around) -> Matches:
    first, last = string_starts(view, pattern.first), string_starts(view, pattern.last)
    size = np.uint32(len(pattern.first))
    if not len(first) or not len(last):
        return Matches("g", _NONE, _NONE)
    places = np.searchsorted(last, first + size)
    places = np.minimum(places, len(last) - 1)
    behind = last[places]
    good = (behind >= first + size) & (behind - first - size <= pattern.gap)
    first, behind = first[good], behind[good].copy()
    for word in pattern.apart if len(first) else ():
        length = np.uint32(len(word))
        behind[contained(behind - length, string_starts(view, word)) & (behind >= first + size + length)] -= length
    return Matches("g", first, behind)


Arcs: TypeAlias = dict[int, list[tuple[int, list[tuple[str, str]]]]]
"""By place: (next place, the terms of one word between)."""


def _chain(view: View, size: int, arcs: Arcs) -> Matches:
    """Adjoining words that lead from the first place to the last, whichever way."""
    reach: dict[int, tuple[Positions, Positions]] = {}
    for at in range(size):
        if at and at not in reach:
            continue
        for stop, terms in arcs.get(at, ()):
            found = _union([view.positions(field, term) for field, term in terms])
            if not len(found):
                continue
            length = np.uint32(_cells(*terms[0]))
            if at == 0:
                _extend(reach, stop, found, found + length)
            else:
                starts, currents = reach[at]
                good = contained(currents, found)
                if good.any():
                    _extend(reach, stop, starts[good], currents[good] + length)
    starts, ends = reach.get(size, (_NONE, _NONE))
    if not len(starts):
        return Matches("t", _NONE, _NONE)
    both = distinct(starts.astype(np.uint64) << np.uint64(32) | ends.astype(np.uint64))
    return Matches("t", (both >> np.uint64(32)).astype(np.uint32), (both & np.uint64(0xFFFFFFFF)).astype(np.uint32))


def _extend(reach: dict[int, tuple[Positions, Positions]], stop: int, starts: Positions, ends: Positions) -> None:
    if stop in reach:
        before = reach[stop]
        starts, ends = np.concatenate([before[0], starts]), np.concatenate([before[1], ends])
    reach[stop] = (starts, ends)


def _cells(field: str, term: str) -> int:
    """How many cells a term covers: one, unless it is a sound that says otherwise."""
    return int(term[-1]) if field == "k" and term[-1].isdigit() else 1


def _given_arcs(pattern: Lattice) -> Arcs:
    arcs: Arcs = {}
    for start, stop, terms in pattern.arcs:
        by_size: dict[int, list[tuple[str, str]]] = {}
        for term in terms:
            by_size.setdefault(_cells(*term), []).append(term)
        arcs.setdefault(start, []).extend((stop, same) for same in by_size.values())
    return arcs


def _sound_arcs(view: View, pattern: Sounds) -> Arcs:
    kana = pattern.kana
    size = len(kana)
    if size > _LONGEST_CHAIN:
        return {}

    def between(at: int, stop: int) -> list[tuple[str, str]]:
        return [("r", reading) for reading in _readings(view, kana[at:stop], pattern, at > 0, stop < size)]

    return _arcs(size, _LONGEST_READING, between)


def _skeleton_arcs(view: View, kanji: str) -> Arcs:
    def between(at: int, stop: int) -> list[tuple[str, str]]:
        piece = kanji[at:stop]
        marked = SKELETON + piece
        return [("t", marked), ("t", piece)] if marked in view.skeletons else [("t", piece)]

    return _arcs(len(kanji), _LONGEST_SKELETON, between)


def _mixed_arcs(view: View, pattern: Mixed) -> Arcs:
    words = {(start, stop): keys for start, stop, keys in pattern.words}
    size = len(pattern.text)
    sounds = Sounds(pattern.text)

    def between(at: int, stop: int) -> list[tuple[str, str]]:
        terms = [("t", key) for key in words.get((at, stop), ())]
        piece = pattern.text[at:stop]
        if KATAKANA_WORD.fullmatch(piece):
            terms.extend(("r", reading) for reading in _readings(view, piece, sounds, at > 0, stop < size))
        return terms

    return _arcs(size, _LONGEST_READING, between)


def _arcs(size: int, longest: int, between: Callable[[int, int], list[tuple[str, str]]]) -> Arcs:
    """The arcs from which the end can be reached; `between` gives the terms of one word from a place to another."""
    arcs: Arcs = {}
    reachable = {size}
    for at in range(size - 1, -1, -1):
        found: list[tuple[int, list[tuple[str, str]]]] = []
        for stop in range(at + 1, min(size, at + longest) + 1):
            if stop in reachable:
                terms = between(at, stop)
                if terms:
                    found.append((stop, terms))
        if found:
            arcs[at] = found
            reachable.add(at)
    return arcs


def _readings(view: View, piece: str, pattern: Sounds, inside: bool, goes_on: bool) -> list[str]:
    """The readings in the index that a piece of kana may stand for.

    Inside a compound the first sound may be voiced (カイシャ in カブシキガイシャ) and the last syllable before
    another word may have become ッ.
    """
    if piece[0] in "ーッャュョァィゥェォン" and (inside or len(piece) == 1):
        return []
    ways = [piece]
    if inside:
        plain = piece[0].translate(DEVOICE)
        if plain != piece[0]:
            ways.append(plain + piece[1:])
            if plain in "ハヒフヘホ" and piece[0] in "パピプペポ":
                ways.append("バビブベボ"["ハヒフヘホ".index(plain)] + piece[1:])
    if goes_on and len(piece) > 1 and piece[-1] == "ッ":
        ways.extend(way[:-1] + final for way in tuple(ways) for final in _SOKUON)
    if pattern.loosely:
        ways.extend(older for older in map(without_small, tuple(ways)) if older not in ways)
        return [reading for way in ways for reading in view.loose_readings.get(loose(way), ())]
    found = [way for way in ways if way in view.readings]
    if pattern.beginning and not goes_on:
        found.extend(reading for way in ways for reading in view.beginning("r", way))
    return found
