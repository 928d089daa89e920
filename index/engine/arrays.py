"""Arrays: their different values, without what numpy loads for them; flags packed eight to a byte; and what was made
lately and may be asked for again."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

_MANY, _SPREAD = 1 << 15, 40
"""So many values are marked among all numbers up to the last, where these are not too many more."""
_FIRST_BIT = 0x80
_Number = TypeVar("_Number", bound=np.generic)
_T = TypeVar("_T")
_OF_AN_ENTRY = 200
"""Bytes that an entry takes beside its value."""


def distinct(values: NDArray[_Number]) -> NDArray[_Number]:
    """The different values in order. A stable sort merges runs that are in order already, as postings are; `np.unique`
    would load the masked arrays, which takes the first search a hundredth of a second."""
    if len(values) > _MANY and values.dtype == np.uint32 and (last := int(values.max())) < _SPREAD * len(values):
        there = np.zeros(last + 1, np.bool_)
        there[values] = True
        return np.flatnonzero(there).astype(values.dtype)
    values = np.sort(values, kind="stable")
    if len(values) < 2:
        return values
    fresh: NDArray[Any] = np.concatenate(([True], values[1:] != values[:-1]))
    return values if fresh.all() else values[fresh]


def unpacked(edges: NDArray[np.uint8], count: int) -> NDArray[np.bool_]:
    """A flag for each position."""
    return np.unpackbits(edges, count=count).view(np.bool_)


def at_edge(edges: NDArray[np.uint8], positions: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """By position: whether a word starts or ends there."""
    octets = edges.take(positions >> np.uint32(3))
    octets <<= (positions & np.uint32(7)).astype(np.uint8)
    flags: NDArray[np.bool_] = octets >= _FIRST_BIT
    return flags


class AtHand(Generic[_T]):
    """What was made lately, by a key, as long as it takes no more room than is given; then all of it is let go."""

    def __init__(self, room: int) -> None:
        self._room, self._taken = room, 0
        self._found: dict[Hashable, _T] = {}

    def get(self, key: Hashable) -> _T | None:
        return self._found.get(key)

    def put(self, key: Hashable, value: _T, size: int) -> None:
        self._taken += size + _OF_AN_ENTRY
        if self._taken > self._room:
            self._found, self._taken = {}, size + _OF_AN_ENTRY
        self._found[key] = value
