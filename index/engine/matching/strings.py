"""Where strings of characters stand, as arrays of positions, and how they lie to words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.segments import Field, Positions, Space
from inyo.index.japanese.readings import all_kanji

_Number = TypeVar("_Number", np.uint32, np.uint64)

NONE: Positions = np.empty(0, np.uint32)


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


def union(arrays: Sequence[Positions]) -> Positions:
    """The positions of several arrays, each ascending, as one."""
    arrays = [array for array in arrays if len(array)]
    if len(arrays) <= 1:
        return arrays[0] if arrays else NONE
    return distinct(np.concatenate(arrays))


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


def followed_by(view: View, starts: Positions, ends: Positions, endings: Positions) -> tuple[Positions, Positions]:
    """The matches in token space (starts, ends) directly before some positions of character space: their starts and
    ends in character space."""
    endings = endings[view.at_edge(endings)]
    if not len(starts) or not len(endings):
        return starts[:0], starts[:0]
    passages = view.passages_of(Space.TOKENS, starts)
    possible = view.with_any(Space.CHARACTERS, endings)[passages]
    starts, passages, last = (
        starts[possible],
        passages[possible],
        view.last_characters(ends[possible], passages[possible]),
    )
    good = contained(last, endings)
    first, last = view.first_characters(starts[good], passages[good]), last[good]
    order = np.lexsort((last, first))
    return first[order], last[order]


def holding(view: View, starts: Positions, ends: Positions, letters: Positions, first: bool) -> NDArray[np.bool_]:
    """By match in token space: whether one of some positions of character space is in it, with `first` its first."""
    kept = np.zeros(len(starts), np.bool_)
    if not len(letters):
        return kept
    passages = view.passages_of(Space.TOKENS, starts)
    possible = np.flatnonzero(view.with_any(Space.CHARACTERS, letters)[passages])
    begins = view.first_characters(starts[possible], passages[possible])
    behind = np.searchsorted(letters, begins)
    nearest = letters[np.minimum(behind, len(letters) - 1)]
    if first:
        kept[possible] = nearest == begins
        return kept
    after = nearest >= begins
    possible, nearest = possible[after], nearest[after]
    kept[possible] = nearest < view.last_characters(ends[possible], passages[possible])
    return kept


def stem_starts(view: View, kanji: str) -> Positions:
    """Where a kanji stands that no other kanji follows: the stem of a verb or adjective."""
    behind = (letter for letter in view.following(kanji) if not all_kanji(letter))
    return union([view.positions(Field.PAIR, kanji + letter) for letter in behind])
