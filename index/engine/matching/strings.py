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
_MOST_LOOKED_AT = 400
"""Matches looked at in a segment."""


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
    possible = np.flatnonzero(view.with_any(Space.CHARACTERS, endings)[passages])[:_MOST_LOOKED_AT]
    wanted = frozenset(endings.tolist())
    tokens, characters = view.bases(Space.TOKENS), view.bases(Space.CHARACTERS)
    places, last = None, -1
    found: list[tuple[int, int]] = []
    for at in possible.tolist():
        passage = int(passages[at])
        if passage != last:
            places, last = view.token_places(passage), passage
        assert places is not None
        base = int(tokens[passage])
        end = int(places[int(ends[at]) - base - 1, 1]) + int(characters[passage])
        if end in wanted:
            found.append((int(places[int(starts[at]) - base, 0]) + int(characters[passage]), end))
    pairs = np.array(sorted(found), np.uint32).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def holding(
    view: View, starts: Positions, ends: Positions, letters: Positions, first: bool, beyond: bool
) -> NDArray[np.bool_]:
    """By match in token space: whether one of some positions of character space is in it, with `first` its first. Of a
    word that is everywhere not all are looked at where such a position is in the passage: of the others, `beyond` is
    said, and of all where that is that they do."""
    kept = np.zeros(len(starts), np.bool_)
    if not len(letters):
        return kept
    passages = view.passages_of(Space.TOKENS, starts)
    possible = np.flatnonzero(view.with_any(Space.CHARACTERS, letters)[passages])
    if len(possible) > _MOST_LOOKED_AT:
        kept[possible] = beyond
        possible = possible[: 0 if beyond else _MOST_LOOKED_AT]
    tokens, characters = view.bases(Space.TOKENS), view.bases(Space.CHARACTERS)
    edges = np.zeros((len(possible), 2), np.int64)
    for row, at in enumerate(possible.tolist()):
        passage = int(passages[at])
        places, base = view.token_places(passage), int(tokens[passage])
        edges[row] = places[int(starts[at]) - base, 0], places[int(ends[at]) - base - 1, 1]
    edges += characters[passages[possible]].astype(np.int64)[:, np.newaxis]
    behind = np.searchsorted(letters, edges[:, 0])
    nearest = letters[np.minimum(behind, len(letters) - 1)].astype(np.int64)
    kept[possible] = (nearest == edges[:, 0]) if first else ((nearest >= edges[:, 0]) & (nearest < edges[:, 1]))
    return kept


def stem_starts(view: View, kanji: str) -> Positions:
    """Where a kanji stands that no other kanji follows: the stem of a verb or adjective."""
    behind = (letter for letter in view.following(kanji) if not all_kanji(letter))
    return union([view.positions(Field.PAIR, kanji + letter) for letter in behind])
