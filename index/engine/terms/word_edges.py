"""Where words start and end in character space: a bit for each position, packed (see `segments.Segment`)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.segments import Positions
from inyo.index.engine.terms.columns import TermColumns
from inyo.index.engine.terms.postings_builder import bases_of

Bits = NDArray[np.uint8]


def edges_of(terms: TermColumns) -> Bits:
    """The edges of passages one behind the other."""
    sizes, counts, places = terms.characters, 2 * terms.counts, terms.offsets
    ends = counts.cumsum()
    uneven = [number for number, folded in enumerate(terms.folded) if folded.starts]
    if uneven:
        places = places.copy()
        for number in uneven:
            here = slice(ends[number] - counts[number], ends[number])
            places[here] = np.searchsorted(terms.folded[number].starts, places[here])
    bases = bases_of(sizes)
    flags = np.zeros(int(bases[-1]), np.bool_)
    flags[np.repeat(bases[:-1], counts) + np.minimum(places, np.repeat(sizes, counts))] = True
    return np.packbits(flags)


def unpacked(edges: Bits, count: int) -> NDArray[np.bool_]:
    """A flag for each position."""
    return np.unpackbits(edges, count=count).view(np.bool_)


def at_edge(edges: Bits, positions: Positions) -> NDArray[np.bool_]:
    """By position: whether a word starts or ends there."""
    octets = edges[positions >> np.uint32(3)]
    flags: NDArray[np.bool_] = np.bitwise_and(octets >> (~positions & np.uint32(7)).astype(np.uint8), 1) != 0
    return flags
