"""Where strings of characters stand, as arrays of positions, and how they lie to words; and words with stars, found
from where their letters stand: what a star stands for is read letter by letter from there, in all places at once. Where
two matches would touch, the passage is left to the regular expression.

A star is some kanji, then some katakana, then some Latin letters and figures, as many as fit (see `JOINT`), so that the
longest that may stand before or behind a place is told by its letters alone, and whatever is shorter may stand there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import OPEN, Numbers, View
from inyo.index.engine.query_pieces import JOINT
from inyo.index.engine.segments import Field, Positions, Space, Term
from inyo.index.japanese.readings import all_kanji

NONE: Positions = np.empty(0, np.uint32)
_LONGEST_ALIKE = 12
_PRIME = np.uint64(0x9E3779B97F4A7C15)
"""By which the characters of a string become one number."""
_FEWER, _SHORT = 4, 256
"""So many times as many, if more than these, are sooner looked up the other way."""


def contained(values: Positions, within: Positions) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """By value: whether it is in a sorted array. The fewer of both are looked up among the others, where these are in
    order too."""
    if not len(within) or not len(values):
        return np.zeros(len(values), np.bool_)
    if len(values) > max(_FEWER * len(within), _SHORT) and bool((values[1:] > values[:-1]).all()):
        found = np.zeros(len(values), np.bool_)
        places = values.searchsorted(within)
        places[places == len(values)] = 0
        found[places[values[places] == within]] = True
        return found
    places = within.searchsorted(values)
    places[places == len(within)] = 0
    return np.asarray(within[places] == values)


def union(arrays: Sequence[Positions]) -> Positions:
    """The positions of several arrays, each ascending, as one."""
    arrays = [array for array in arrays if len(array)]
    if len(arrays) <= 1:
        return arrays[0] if arrays else NONE
    return distinct(np.concatenate(arrays))


def standing(view: View, terms: Sequence[Term], places: Positions) -> NDArray[np.bool_]:
    """By position: whether one of some terms stands there."""
    many = [term for term in terms if term[1][-1:] == OPEN] if view.is_large else []
    good = contained(places, union([view.positions(*term) for term in terms if term not in many]))
    for field, term in many:
        good |= view.where_beginning(field, term[:-1], places)
    return good


def aligned(parts: Iterable[tuple[int, Positions]]) -> Positions:
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


def string_starts(view: View, text: str) -> Positions:
    """Everywhere a folded string stands."""
    if not text:
        return NONE
    if len(text) == 1:
        return view.positions_beginning(Field.PAIR, text)
    places = list(range(0, len(text) - 1, 2))
    if places[-1] != len(text) - 2:
        places.append(len(text) - 2)
    parts = []
    for place in places:
        found = view.positions(Field.PAIR, text[place : place + 2])
        if not len(found):
            return NONE
        parts.append((place, found))
    return aligned(parts)


def standing_at(view: View, text: str, passages: Numbers, places: Numbers) -> NDArray[np.bool_]:
    """By place of the folded text of a passage: whether a string stands there. What is looked at is the text at the
    places, which are few beside all places of a common letter."""
    found = np.ones(len(places), np.bool_)
    for at, letter in enumerate(text):
        some = np.flatnonzero(found)
        found[some] = view.segment.letters(passages[some], places[some] + at) == ord(letter)
    return found


def followed_by(view: View, starts: Positions, ends: Positions, ending: str) -> tuple[Positions, Positions]:
    """The matches in token space (starts, ends) with a string directly behind them, at the edge of a word: their starts
    and ends in character space."""
    passages = view.passages_of(Space.TOKENS, starts)
    last = view.last_characters(ends, passages)
    edge = view.at_edge(last)
    starts, passages, last = starts[edge], passages[edge], last[edge]
    good = standing_at(view, ending, passages, last.astype(np.int64) - view.bases(Space.CHARACTERS)[passages])
    first, last = view.first_characters(starts[good], passages[good]), last[good]
    order = np.lexsort((last, first))
    return first[order], last[order]


def holding(
    view: View, starts: Positions, ends: Positions, strings: Sequence[str], *, first: bool = False
) -> NDArray[np.bool_]:
    """By match in token space: whether one of some letters is in it, or with `first` whether it begins with one of some
    strings."""
    passages = view.passages_of(Space.TOKENS, starts)
    bases = view.bases(Space.CHARACTERS)[passages]
    begins = view.first_characters(starts, passages).astype(np.int64) - bases
    kept = np.zeros(len(starts), np.bool_)
    if first:
        for string in strings:
            kept |= standing_at(view, string, passages, begins)
        return kept
    stops = view.last_characters(ends, passages).astype(np.int64) - bases
    codes = np.array(sorted(map(ord, strings)), np.uint32)
    left = np.arange(len(starts))
    for at in range(int((stops - begins).max(initial=0))):
        left = left[~kept[left] & (begins[left] + at < stops[left])]
        kept[left] = contained(view.segment.letters(passages[left], begins[left] + at), codes)
    return kept


def beginning_at(view: View, starts: Positions, places: Positions) -> NDArray[np.bool_]:
    """By match in token space: whether it begins at one of some positions of character space."""
    kept = np.zeros(len(starts), np.bool_)
    passages = view.passages_of(Space.TOKENS, starts)
    possible = np.flatnonzero(view.with_any(Space.CHARACTERS, places)[passages])
    kept[possible] = contained(view.first_characters(starts[possible], passages[possible]), places)
    return kept


def beginning_with(view: View, space: Space, starts: Positions, strings: Sequence[str]) -> NDArray[np.bool_]:
    """By match: whether one of some strings stands where it begins; one kanji alone where none follows it."""
    passages = view.passages_of(space, starts)
    bases = view.bases(Space.CHARACTERS)[passages]
    places = (starts if space is Space.CHARACTERS else view.first_characters(starts, passages)).astype(np.int64) - bases
    kept = np.zeros(len(starts), np.bool_)
    for string in strings:
        some = np.flatnonzero(standing_at(view, string, passages, places))
        if len(string) == 1:
            behind = view.segment.letters(passages[some], places[some] + 1)
            other = [code for code in distinct(behind).tolist() if code and not all_kanji(chr(code))]
            some = some[np.isin(behind, np.array(other, np.uint32))]
        kept[some] = True
    return kept


def stem_starts(view: View, kanji: str) -> Positions:
    """Where a kanji stands that no other kanji follows: the stem of a verb or adjective."""
    behind = (letter for letter in view.following(kanji) if not all_kanji(letter))
    return union([view.positions(Field.PAIR, kanji + letter) for letter in behind])


def kanji_strings(view: View, starts: Positions, ends: Positions) -> Counter[str]:
    """The strings of two kanji or more at some matches in token space, with how often each is there."""
    found: Counter[str] = Counter()
    if not len(starts):
        return found
    passages = view.passages_of(Space.TOKENS, starts)
    starts, ends = view.in_characters(starts, ends, passages)
    sizes, first = ends - starts, starts - view.bases(Space.CHARACTERS)[passages]
    begins = view.segment.letters(passages, first.astype(np.int64))
    kanji = [code for code in distinct(begins).tolist() if all_kanji(chr(code))]
    sizes[~np.isin(begins, np.array(kanji, np.uint32))] = 0
    for size in distinct(sizes[(sizes > 1) & (sizes <= _LONGEST_ALIKE)]).tolist():
        here = np.flatnonzero(sizes == size)
        places = first[here].astype(np.int64) + np.arange(size)[:, np.newaxis]
        letters = view.segment.letters(np.tile(passages[here], size), places.reshape(-1)).reshape(size, -1)
        mixed = np.zeros(len(here), np.uint64)
        for codes in letters:
            mixed = mixed * _PRIME + codes
        _, rows, counts = np.unique(mixed, return_index=True, return_counts=True)
        for row, count in zip(rows.tolist(), counts.tolist(), strict=True):
            string = "".join(chr(codes[row]) for codes in letters)
            if all_kanji(string):
                found[string] += count
    return found


_NO_KIND = len(JOINT)
_BEYOND = 0xFFFF
_MOST = np.array([most for _, most in JOINT], np.int64)


@dataclass(frozen=True, slots=True)
class Starred:
    """The matches of a word with stars, and the passages in which some of them touch."""

    starts: Numbers
    ends: Numbers
    passages: Numbers
    doubtful: Numbers


def can_be_starred(pieces: Sequence[str]) -> bool:
    """Whether a word is one that `find_starred` knows, by the pieces between its stars: one of letters or two."""
    return 1 <= len([piece for piece in pieces if piece]) <= 2 and "" not in pieces[1:-1]


def find_starred(view: View, pieces: Sequence[str]) -> Starred:
    """Where a word with stars stands, in character space."""
    first, *rest = (piece for piece in pieces if piece)
    alone = rest and len(first) == 1
    starts = (_going_on(view, first, rest[0][0]) if alone else string_starts(view, first)).astype(np.int64)
    passages = view.passages_of(Space.CHARACTERS, starts.astype(np.uint32))
    ends = starts + len(first)
    for second in rest:
        farthest = _farthest(view, second, passages, ends)
        good = farthest >= 0
        starts, passages, ends = starts[good], passages[good], ends[good] + farthest[good] + len(second)
    if not pieces[-1]:
        ends = ends + _reach(view, passages, ends, 1)
    if not pieces[0]:
        starts = starts - _reach(view, passages, starts, -1)
    touching = np.flatnonzero(starts[1:] < ends[:-1])
    return Starred(starts, ends, passages, distinct(passages[touching]))


def _going_on(view: View, letter: str, following: str) -> Positions:
    """Where a letter stands that is followed by what a star may stand for, or by a letter: most places of hiragana are
    not among them."""
    found = [view.positions(Field.PAIR, letter + following)]
    for first, last in (ends for ranges, _ in JOINT for ends in ranges):
        begin = view.segment.prefixed(Field.PAIR, letter + first)[0]
        end = view.segment.prefixed(Field.PAIR, letter + chr(ord(last) + 1))[0]
        found.append(view.segment.counted(Field.PAIR, begin, end)[1])
    return distinct(np.concatenate(found))


def _farthest(view: View, string: str, passages: Numbers, positions: Numbers) -> Numbers:
    """By position: the most characters that a star may stand for there before a string; -1 where it is not behind."""
    reach = _reach(view, passages, positions, 1)
    places = positions - view.bases(Space.CHARACTERS)[passages]
    found = np.full(len(positions), -1, np.int64)
    for size in range(int(reach.max(initial=-1)) + 1):
        some = np.flatnonzero(reach >= size)
        found[some[standing_at(view, string, passages[some], places[some] + size)]] = size
    return found


def _reach(view: View, passages: Numbers, positions: Numbers, step: int) -> Numbers:
    """By position: how many characters from there on (or with -1 before it) a star may stand for at most."""
    kinds = _kinds()
    places = positions - view.bases(Space.CHARACTERS)[passages] - (step < 0)
    reach, count = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
    kind = np.full(len(places), 0 if step > 0 else _NO_KIND - 1, np.int64)
    left = np.arange(len(places))
    while len(left):
        letters = view.segment.letters(passages[left], places[left] + step * reach[left])
        found = kinds[np.minimum(letters, _BEYOND)]
        same = found == kind[left]
        count[left] = np.where(same, count[left] + 1, 1)
        onward = same | ((found > kind[left]) if step > 0 else (found < kind[left]))
        good = onward & (found < _NO_KIND)
        good[good] = count[left[good]] <= _MOST[found[good]]
        left, found = left[good], found[good]
        reach[left] += 1
        kind[left] = found
    return reach


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.int64]:
    """By code point: which of the kinds of JOINT a character is of; their number where it is of none."""
    kinds = np.full(_BEYOND + 1, _NO_KIND, np.int64)
    for number, (ranges, _) in enumerate(JOINT):
        for first, last in ranges:
            kinds[ord(first) : ord(last) + 1] = number
    return kinds
