"""The terms of many passages side by side: what a block is packed from, without an object for every passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.segments import TOKEN_FIELDS, Field, PassageTerms, Word
from inyo.index.japanese.folding import Folded

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TermColumns:
    """What indexing passages that stand one behind the other yields (see `PassageTerms`).

    `words` of all of them, `counts` how many each has; `offsets` where each word starts and ends, by turns, relative to
    its passage's start; `added` further terms: field, term, number of the passage, position in it; `lengths` those of a
    field by passage, below 0 where it is the number of positions.
    """

    words: Sequence[Word]
    counts: Numbers
    offsets: Numbers
    folded: Sequence[Folded]
    added: Sequence[tuple[Field, str, int, int]]
    lengths: Mapping[Field, Numbers]

    @property
    def characters(self) -> Numbers:
        """By passage: its size in character space."""
        return np.fromiter((len(each.text) for each in self.folded), np.int64, len(self.folded))

    def by_passage(self) -> list[PassageTerms]:
        """The same by passage."""
        bounds = np.concatenate(([0], self.counts.cumsum())).tolist()
        starts, ends = self.offsets[0::2].tolist(), self.offsets[1::2].tolist()
        added: list[list[tuple[Field, str, int]]] = [[] for _ in self.folded]
        for name, term, passage, position in self.added:
            added[passage].append((name, term, position))
        found = []
        for number, (first, last) in enumerate(pairwise(bounds)):
            lengths = {name: int(each[number]) for name, each in self.lengths.items() if each[number] >= 0}
            words, places = self.words[first:last], (starts[first:last], ends[first:last])
            found.append(PassageTerms(words, *places, self.folded[number], added[number], lengths))
        return found


def joined_columns(parts: Sequence[TermColumns]) -> TermColumns:
    """What several yield, one behind the other."""
    if len(parts) == 1:
        return parts[0]
    firsts = np.cumsum([0, *(len(each.counts) for each in parts[:-1])]).tolist()
    unknown = [np.full(len(each.counts), -1, np.int64) for each in parts]
    names = dict.fromkeys(chain.from_iterable(each.lengths for each in parts))
    return TermColumns(
        list(chain.from_iterable(each.words for each in parts)),
        np.concatenate([each.counts for each in parts]),
        np.concatenate([each.offsets for each in parts]),
        list(chain.from_iterable(each.folded for each in parts)),
        [
            (field, term, passage + first, at)
            for each, first in zip(parts, firsts, strict=True)
            for field, term, passage, at in each.added
        ],
        {
            name: np.concatenate([each.lengths.get(name, none) for each, none in zip(parts, unknown, strict=True)])
            for name in names
        },
    )


def columns_of(terms: Sequence[PassageTerms]) -> TermColumns:
    """Passages' terms side by side."""
    counts = np.fromiter((len(each.words) for each in terms), np.int64, len(terms))
    offsets = np.empty(2 * int(counts.sum()), np.int64)
    offsets[0::2] = list(chain.from_iterable(each.starts for each in terms))
    offsets[1::2] = list(chain.from_iterable(each.ends for each in terms))
    return TermColumns(
        list(chain.from_iterable(each.words for each in terms)),
        counts,
        offsets,
        [each.folded for each in terms],
        [(name, term, number, at) for number, each in enumerate(terms) for name, term, at in each.added],
        {name: np.array([each.lengths.get(name, -1) for each in terms], np.int64) for name in TOKEN_FIELDS},
    )
