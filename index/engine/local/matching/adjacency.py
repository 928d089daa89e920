"""Matches of words that hold or precede certain characters: the bridge from token space to character space."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.local.matching.segment_view import View
from inyo.index.engine.segments import Positions

_MOST = 400
"""Matches looked at in a segment."""


def followed(view: View, starts: Positions, ends: Positions, endings: Positions) -> tuple[Positions, Positions]:
    """The matches in token space (starts, ends) directly before some positions of character space: their starts and
    ends in character space."""
    endings = endings[view.at_edge(endings)]
    if not len(starts) or not len(endings):
        return starts[:0], starts[:0]
    passages = view.passages_of("t", starts)
    possible = np.flatnonzero(view.with_any("g", endings)[passages])[:_MOST]
    wanted = frozenset(endings.tolist())
    tokens, characters = view.bases("t"), view.bases("g")
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
    passages = view.passages_of("t", starts)
    possible = np.flatnonzero(view.with_any("g", letters)[passages])
    if len(possible) > _MOST:
        kept[possible] = beyond
        possible = possible[: 0 if beyond else _MOST]
    tokens, characters = view.bases("t"), view.bases("g")
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
