"""The positions of a field's terms on disk: the first of each term in four bytes, then the distance of each from the
one before in one, two or four, whichever takes least for the term.

In one byte or two a zero says that the distance is still 255 or 65,535 more than what follows. `places` has for every
term where its bytes begin (the low 30 bits, one more at the end) and how wide its distances are (the high two). Both
ways are numpy alone: a term with 100,000 positions is read in a fraction of a millisecond, and the file is less than
half of what positions of four bytes take.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.segments import Positions

Numbers = NDArray[np.int64]
Octets = NDArray[np.uint8]

_FIRST = 4
_WIDTHS = (1, 2, 4)
_MOST = {1: 0xFF, 2: 0xFFFF, 4: 0xFFFFFFFF}
_SHIFT = np.uint32(30)
_PLACE = np.uint32((1 << 30) - 1)
ROOM = 1 << 30
"""Bytes that `places` can number."""
_AT_ONCE = 1 << 16
"""Positions that are packed or unpacked at once: the arrays between take ten times the room of the positions."""
_COMMON, _RARE = 1 << 10, 1 << 11
"""Bytes of a term's positions from which it is sooner read alone; so many others are read at once."""


def pack(counts: Numbers, positions: Positions) -> tuple[Positions, Octets]:
    """`places` and the bytes, of the positions of all terms, end to end and ascending for each, and how many each has
    (at least one). What is given twice is kept once. Raises ValueError where they take too much room."""
    counts, positions = _once(counts, positions)
    ends = np.cumsum(counts)
    places, data, at, first = [], [], 0, 0
    while first < len(counts):
        begin = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, begin + _AT_ONCE, "right")))
        widths, starts, octets = _packed(counts[first:last], positions[begin : int(ends[last - 1])])
        places.append((widths.astype(np.int64) // 2 << 30) + starts + at)
        data.append(octets)
        at += len(octets)
        first = last
        if at >= ROOM:
            raise ValueError("too many positions for one segment")
    places.append(np.array([at], np.int64))
    return np.concatenate(places).astype(np.uint32), np.concatenate(data) if data else np.empty(0, np.uint8)


def joined(packed: Sequence[tuple[Positions, Octets]]) -> tuple[Positions, Octets]:
    """What `pack` gives for terms that were packed in stretches. Raises ValueError as it does."""
    sizes = [len(octets) for _, octets in packed]
    if sum(sizes) >= ROOM:
        raise ValueError("too many positions for one segment")
    shifts = np.cumsum([0, *sizes]).astype(np.uint32)
    places = [each[:-1] + shift for (each, _), shift in zip(packed, shifts, strict=False)]
    return np.concatenate((*places, shifts[-1:])), np.concatenate(
        (np.empty(0, np.uint8), *(each for _, each in packed))
    )


def _once(counts: Numbers, positions: Positions) -> tuple[Numbers, Positions]:
    starts = counts.cumsum() - counts
    fresh = np.ones(len(positions), np.bool_)
    fresh[1:] = positions[1:] != positions[:-1]
    fresh[starts] = True
    if fresh.all():
        return counts, positions
    return np.add.reduceat(fresh.astype(np.int64), starts), positions[fresh]


def _packed(counts: Numbers, positions: Positions) -> tuple[Numbers, Numbers, Octets]:
    """For some terms: their widths, where their bytes begin, and these."""
    starts = counts.cumsum() - counts
    distances = positions.astype(np.int64)
    distances[1:] -= distances[:-1].copy()
    distances[starts] = 1
    if len(distances) and int(distances.min()) < 1:
        raise ValueError("the positions of a term do not ascend")
    # of most terms no distance needs a filler: then nothing is divided
    largest = int(distances.max(initial=1))
    fillers = {width: (distances - 1) // _MOST[width] for width in _WIDTHS if largest > _MOST[width]}
    entries = [counts + np.add.reduceat(fillers[each], starts) if each in fillers else counts for each in _WIDTHS]
    sizes = np.array([width * (each - 1) for width, each in zip(_WIDTHS, entries, strict=True)])
    chosen = sizes.argmin(axis=0)
    widths = np.array(_WIDTHS)[chosen]
    begins = np.concatenate(([0], (_FIRST + sizes[chosen, np.arange(len(counts))]).cumsum()))
    octets = np.zeros(int(begins[-1]), np.uint8)
    _scatter(octets, begins[:-1], positions[starts].astype(np.int64), _FIRST)
    width = np.repeat(widths, counts)
    room = width.copy()
    for each, filled in fillers.items():
        own = width == each
        room[own] += each * filled[own]
        distances[own] -= _MOST[each] * filled[own]
    room[starts] = 0
    ends = room.cumsum()
    inside = ends - np.repeat(ends[starts], counts)
    where = np.repeat(begins[:-1] + _FIRST, counts) + inside - width
    later = np.ones(len(distances), np.bool_)
    later[starts] = False
    for each in _WIDTHS:
        some = np.flatnonzero(later & (width == each))
        if len(some):
            _scatter(octets, where[some], distances[some], each)
    return widths, begins[:-1], octets


def _scatter(octets: Octets, where: Numbers, values: Numbers, width: int) -> None:
    for octet in range(width):
        octets[where + octet] = (values >> (8 * octet)).astype(np.uint8)


class PackedPostings:
    """The positions of a field's terms by their numbers, read from `places` and the bytes."""

    def __init__(self, places: Positions, octets: Octets) -> None:
        self._places, self._octets = places, octets

    def sizes(self) -> Numbers:
        """The bytes of each term's positions."""
        begins: Numbers = (self._places & _PLACE).astype(np.int64)
        return begins[1:] - begins[:-1]

    def of(self, number: int) -> Positions:
        """The positions of a term, ascending."""
        start, end = self._places[number : number + 2].tolist()
        width = 1 << (start >> 30)
        first = start & int(_PLACE)
        raw = self._octets[first : end & int(_PLACE)]
        if len(raw) == _FIRST:
            return raw.view("<u4")
        return _summed(raw[_FIRST:].view(f"<u{width}"), raw[:_FIRST].view("<u4")[0], width)

    def between(self, first: int, last: int) -> tuple[Numbers, Positions]:
        """How many positions each term from number `first` up to `last` has, and these, term by term."""
        counts, found = [np.empty(0, np.int64)], [np.empty(0, np.uint32)]
        while first < last:
            begin = int(self._places[first] & _PLACE)
            behind = (self._places[first + 1 : last + 1] & _PLACE).astype(np.int64)
            stop = first + max(1, int(np.searchsorted(behind, begin + _AT_ONCE, "right")))
            count, positions = self._unpacked(np.arange(first, stop))
            counts.append(count)
            found.append(positions)
            first = stop
        return np.concatenate(counts), np.concatenate(found)

    def all(self, first: int, last: int) -> Positions:
        """The positions of the terms from number `first` up to `last`, in no order: those of common terms one by one,
        of the others many terms at once."""
        places = (self._places[first : last + 1] & _PLACE).astype(np.int64)
        common = np.diff(places) > _COMMON
        found = [self.of(number) for number in (first + np.flatnonzero(common)).tolist()]
        rare = first + np.flatnonzero(~common)
        bounds = np.arange(0, len(rare), _RARE).tolist()
        found += [self._unpacked(rare[at : at + _RARE])[1] for at in bounds]
        return np.concatenate((np.empty(0, np.uint32), *found))

    def _unpacked(self, numbers: Numbers) -> tuple[Numbers, Positions]:
        places = self._places[numbers]
        begins = (places & _PLACE).astype(np.int64)
        sizes = (self._places[numbers + 1] & _PLACE).astype(np.int64) - begins
        octets = self._octets
        widths = np.left_shift(1, (places >> _SHIFT).astype(np.int64))
        entries = 1 + (sizes - _FIRST) // widths
        starts = entries.cumsum() - entries
        steps = np.zeros(int(entries.sum()), np.int64)
        steps[starts] = _gathered(octets, begins, _FIRST)
        fillers = np.zeros(len(steps), np.bool_)
        inside = np.arange(len(steps)) - np.repeat(starts, entries) - 1
        where = np.repeat(begins + _FIRST, entries) + inside * np.repeat(widths, entries)
        width = np.repeat(widths, entries)
        width[starts] = 0
        for each in _WIDTHS:
            some = np.flatnonzero(width == each)
            if len(some):
                values = _gathered(octets, where[some], each)
                zero = some[values == 0]
                values[values == 0] = _MOST[each]
                steps[some] = values
                fillers[zero] = True
        sums = steps.cumsum()
        sums -= np.repeat(sums[starts] - steps[starts], entries)
        counts = np.add.reduceat((~fillers).astype(np.int64), starts) if len(starts) else starts
        return counts, sums[~fillers].astype(np.uint32)


def _gathered(octets: Octets, where: Numbers, width: int) -> Numbers:
    values = octets[where].astype(np.int64)
    for octet in range(1, width):
        values |= octets[where + octet].astype(np.int64) << (8 * octet)
    return values


def _summed(steps: NDArray[Any], first: np.uint32, width: int) -> Positions:
    """The positions from the first and the distances between, as they are kept."""
    out = np.empty(len(steps) + 1, np.uint32)
    out[0] = first
    out[1:] = steps
    whole = width == _FIRST or (b"\0" not in steps.tobytes() if width == 1 else bool(steps.all()))
    if not whole:
        np.putmask(out[1:], steps == 0, _MOST[width])
    np.add.accumulate(out, out=out)
    return out if whole else out[np.concatenate(([True], steps != 0))]
