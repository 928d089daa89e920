"""A field's terms: sorted, mapped, found by binary search; never all of them as strings in memory."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from inyo.index.engine.local.files.sections import Sections

_STEP = 64
"""Every so manieth term is kept as bytes, so that a search touches the file only at its end."""


def encode(term: str) -> bytes:
    """A term as stored: UTF-8, whose order is that of code points; lone surrogates (of file names) survive."""
    return term.encode("utf-8", "surrogatepass")


def decode(term: bytes) -> str:
    """The inverse of `encode`."""
    return term.decode("utf-8", "surrogatepass")


class Dictionary:
    """The terms of one field of one file, numbered from 0 in code point order."""

    def __init__(self, sections: Sections, field: str) -> None:
        self._buffer = sections.buffer
        self._place = sections.place(f"{field}.terms")
        self._bounds = sections.array(f"{field}.bounds")
        self._count = len(self._bounds) - 1
        self._samples: list[bytes] = []

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> bytes:
        """Term `number` as bytes."""
        start, end = self._bounds[number : number + 2].tolist()
        return self._buffer[self._place + start : self._place + end]

    def all(self, first: int = 0, last: int | None = None) -> list[bytes]:
        """The terms from number `first` up to `last` (without it)."""
        bounds = self._bounds[first : (self._count if last is None else last) + 1].tolist()
        if len(bounds) < 2:
            return []
        origin = bounds[0]
        blob = self._buffer[self._place + origin : self._place + bounds[-1]]
        return [blob[start - origin : end - origin] for start, end in pairwise(bounds)]

    def iterate(self, first: int, last: int) -> Iterator[bytes]:
        """As `all`, some at a time."""
        for start in range(first, last, 1024):
            yield from self.all(start, min(start + 1024, last))

    def find(self, term: bytes) -> int:
        """The number of a term, -1 where it does not occur."""
        number = self.lower(term)
        return number if number < self._count and self[number] == term else -1

    def lower(self, term: bytes) -> int:
        """The number of the first term that is not before `term`."""
        samples = self._sampled()
        after = bisect_left(samples, term)
        low, high = max(after - 1, 0) * _STEP, min(after * _STEP, self._count)
        return low + bisect_left(_Window(self, low, high), term)

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """The numbers of the terms that begin with `prefix`: the first, and the one after the last."""
        if not prefix:
            return 0, self._count
        stem = prefix.rstrip(b"\xff")
        first = self.lower(prefix)
        return first, self.lower(stem[:-1] + bytes([stem[-1] + 1])) if stem else self._count

    def _sampled(self) -> list[bytes]:
        if not self._samples and self._count:
            self._samples = [self[number] for number in range(0, self._count, _STEP)]
        return self._samples


class _Window:
    """A stretch of a dictionary, for `bisect`."""

    __slots__ = ("_dictionary", "_first", "_last")

    def __init__(self, dictionary: Dictionary, first: int, last: int) -> None:
        self._dictionary, self._first, self._last = dictionary, first, last

    def __len__(self) -> int:
        return self._last - self._first

    def __getitem__(self, number: int) -> bytes:
        return self._dictionary[self._first + number]
