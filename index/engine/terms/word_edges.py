"""Where words start and end in character space: a bit for each position, packed (see `segments.Segment`)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.segments import PassageTerms, Positions
from inyo.index.engine.terms.postings_builder import bases_of

Bits = NDArray[np.uint8]


def edges_of(terms: Sequence[PassageTerms], places: NDArray[np.int64]) -> Bits:
    """The edges of passages one behind the other. `places`: the starts and ends of all their tokens, end to end."""
    sizes = np.array([each.characters for each in terms], np.int64)
    counts = np.array([2 * len(each.words) for each in terms], np.int64)
    places = places.copy()
    at = 0
    for each, count in zip(terms, counts.tolist(), strict=True):
        if each.folded.starts:
            places[at : at + count] = np.searchsorted(each.folded.starts, places[at : at + count])
        at += count
    bases = bases_of(sizes)
    flags = np.zeros(int(bases[-1]), np.bool_)
    flags[np.repeat(bases[:-1], counts) + np.minimum(places, np.repeat(sizes, counts))] = True
    return np.packbits(flags)


def flat_offsets(terms: Sequence[PassageTerms]) -> NDArray[np.int64]:
    """The starts and ends of all tokens of some passages, end to end."""
    places = np.empty(2 * sum(len(each.words) for each in terms), np.int64)
    places[0::2] = [start for each in terms for start in each.starts]
    places[1::2] = [end for each in terms for end in each.ends]
    return places


def unpacked(edges: Bits, count: int) -> NDArray[np.bool_]:
    """A flag for each position."""
    return np.unpackbits(edges, count=count).view(np.bool_)


def at_edge(edges: Bits, positions: Positions) -> NDArray[np.bool_]:
    """By position: whether a word starts or ends there."""
    octets = edges[positions >> np.uint32(3)]
    flags: NDArray[np.bool_] = np.bitwise_and(octets >> (~positions & np.uint32(7)).astype(np.uint8), 1) != 0
    return flags
