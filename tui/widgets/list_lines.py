"""Which lines the rows of a list stand on: a row has one or two, a header one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListLines:
    """A list of `count` rows of `row_height` lines each. `headers`: the numbers of the rows that head a group, in
    ascending order; they have one line and are never chosen."""

    count: int
    row_height: int = 1
    headers: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """The number of lines."""
        return self.first_of(self.count)

    def is_header(self, index: int) -> bool:
        """Whether a row heads a group."""
        at = bisect_left(self.headers, index)
        return at < len(self.headers) and self.headers[at] == index

    def first_of(self, index: int) -> int:
        """The first line of a row; also of the row after the last."""
        return index * self.row_height - bisect_left(self.headers, index) * (self.row_height - 1)

    def height_of(self, index: int) -> int:
        """How many lines a row has."""
        return 1 if self.is_header(index) else self.row_height

    def index_at(self, line: int) -> int:
        """The row that a line belongs to."""
        return bisect_right(range(self.count), line, key=self.first_of) - 1

    def selectable(self, index: int, *, forward: bool = True) -> int:
        """The nearest row that is no header, first in the direction given; -1 if there is none."""
        if self.count == 0:
            return -1
        index = min(max(index, 0), self.count - 1)
        for step in (1, -1) if forward else (-1, 1):
            at = index
            while 0 <= at < self.count and self.is_header(at):
                at += step
            if 0 <= at < self.count:
                return at
        return -1
