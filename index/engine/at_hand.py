"""What was made lately and may be asked for again, as much as there is room for."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

_T = TypeVar("_T")
_OF_AN_ENTRY = 200
"""Bytes that an entry takes beside its value."""


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
