"""Words with stars, found from where their letters stand: what a star stands for is read letter by letter from there,
in all places at once. Where two matches would touch, the passage is left to the regular expression.

A star is some kanji, then some katakana, then some Latin letters and figures, as many as fit (see `JOINT`), so that the
longest that may stand before or behind a place is told by its letters alone, and whatever is shorter may stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import Numbers, View
from inyo.index.engine.matching.strings import standing_at, string_starts
from inyo.index.engine.query.lexing import JOINT
from inyo.index.engine.segments import Field, Positions, Space

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


def can_be_found(pieces: Sequence[str]) -> bool:
    """Whether a word is one that `find` knows, by the pieces between its stars: one of letters or two."""
    return 1 <= len([piece for piece in pieces if piece]) <= 2 and "" not in pieces[1:-1]


def find(view: View, pieces: Sequence[str]) -> Starred:
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
