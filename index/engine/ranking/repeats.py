"""Which passages of an answer have the same words as a better one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.segments import GAP, Field, Space

_SHORTEST_REPEATED = 20
"""Shorter passages are headings and cries, which may well be the same."""


def repeats(views: Sequence[View], passages: Sequence[tuple[int, int]]) -> list[bool]:
    """By passage (segment, number), best first: whether a better one has the same folded text.

    Only passages of one size are compared, so that few texts are looked at.
    """
    found = [False] * len(passages)
    firsts: dict[str, int] = {}
    alike = _of_one_size(views, passages)
    texts: dict[int, str] = {}
    for number, view in enumerate(views):
        here = [at for at in alike if passages[at][0] == number]
        found_texts = view.segment.folded_texts(np.array([passages[at][1] for at in here], np.int64))
        texts.update(zip(here, found_texts, strict=True))
    for at in alike:
        found[at] = firsts.setdefault(texts[at], at) != at
    return found


def _of_one_size(views: Sequence[View], passages: Sequence[tuple[int, int]]) -> list[int]:
    """The passages that are long enough and as long as another one: their places, in order."""
    numbers, places = np.array(passages, np.int64).reshape(-1, 2).T
    sizes, words = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
    for number in distinct(numbers).tolist():
        here = numbers == number
        bases = views[number].bases(Space.CHARACTERS)
        sizes[here] = bases[places[here] + 1] - bases[places[here]] - GAP
        words[here] = views[number].segment.lengths(Field.LEMMA)[places[here]]
    _, kind, count = np.unique(sizes << 32 | words, return_inverse=True, return_counts=True)
    return [int(at) for at in np.flatnonzero((count[kind] > 1) & (sizes >= _SHORTEST_REPEATED))]
