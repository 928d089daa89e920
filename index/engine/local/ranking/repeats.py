"""The same text again and again among hits: an agency's paragraph in two papers, a publisher's notice in every book."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from inyo.index.engine.local.matching.segment_view import View
from inyo.index.engine.segments import GAP

_SHORTEST = 20
"""Shorter passages are headings and cries, which may well be the same."""


def repeats(views: Sequence[View], passages: Sequence[tuple[int, int]]) -> list[bool]:
    """By passage (segment, number), best first: whether a better one has the same folded text.

    Only passages of one size are compared, so that few texts are looked at.
    """
    found = [False] * len(passages)
    firsts: dict[str, tuple[int, int]] = {}
    for at in _of_one_size(views, passages):
        number, passage = passages[at]
        first = firsts.setdefault(views[number].folded(passage).text, (number, passage))
        found[at] = first != (number, passage)
    return found


def _of_one_size(views: Sequence[View], passages: Sequence[tuple[int, int]]) -> list[int]:
    """The passages that are long enough and as long as another one: their places, in order."""
    numbers, places = np.array(passages, np.int64).reshape(-1, 2).T
    sizes, words = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
    for number in np.unique(numbers).tolist():
        here = numbers == number
        bases = views[number].bases("g")
        sizes[here] = bases[places[here] + 1] - bases[places[here]] - GAP
        words[here] = views[number].segment.lengths("t")[places[here]]
    _, kind, count = np.unique(sizes << 32 | words, return_inverse=True, return_counts=True)
    return [int(at) for at in np.flatnonzero((count[kind] > 1) & (sizes >= _SHORTEST))]
