"""A text as rows of a width, wrapped only where it is looked at.

The text is cut at paragraph ends into blocks of some thousand characters. A block is wrapped when one of its rows is
asked for; the others have an estimated number of rows. A place is a block and a row in it, so estimates never move
what is on the screen.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from inyo.tui.terminal.cells import NO_START_CHARACTERS, truncate
from inyo.tui.terminal.linebreak import row_starts
from inyo.tui.terminal.sanitise import Display, clean_line, sanitise

BLOCK: Final = 8_192
"""Characters after which a block ends with the paragraph."""
GIANT: Final = 65_536
"""Characters of a block at most; a longer paragraph is cut at a sentence end, where its row may be short."""


class Place(NamedTuple):
    """A row: its block and its number in the block."""

    block: int
    row: int


@dataclass(frozen=True, slots=True)
class RowText:
    """A row as it is shown: `text` is sanitised; `start` and `end` are its code points in the document.

    `end` includes the newline or the spaces that hang over the row's end. `style` is that of a row that only the screen
    has.
    """

    start: int
    end: int
    text: str
    _display: Display
    _first: int
    _block: int
    style: str = ""

    def position(self, offset: int) -> int:
        """Where a document offset stands in `text`: below 0 before the row, beyond its length after it."""
        if offset <= self.start:
            return 0 if offset == self.start else -1
        if offset >= self.end:
            return len(self.text) + 1
        return self._display.to_display(offset - self._block) - self._first

    def offset(self, position: int) -> int:
        """The document offset of a position in `text`."""
        return self._block + self._display.to_document(self._first + position)


class _Wrapped(NamedTuple):
    display: Display
    starts: array[int]
    extras: dict[int, str]
    """Rows that only the screen has, by their numbers."""


class TextLayout:
    """Rows of a document's text for a width in cells (at least 1). `before`: rows that only the screen has, by the
    offset of the line that they stand before; they begin and end there, so nothing that is copied has them. `head`: a
    title over the first of them."""

    def __init__(
        self, text: str, width: int, before: Mapping[int, Sequence[str]] | None = None, head: str = ""
    ) -> None:
        self.text, self._head, self._head_rows = text, head, 0
        self._before = before or {}
        self.width = max(1, width)
        self._bounds = list(_block_bounds(text))
        self._wrapped: list[_Wrapped | None] = [None] * (len(self._bounds) - 1)
        self._rows = [self._estimate(start, end) for start, end in zip(self._bounds, self._bounds[1:], strict=False)]

    def _estimate(self, start: int, end: int) -> int:
        cells = (1 if self.text[start : start + 512].isascii() else 2) * (end - start)
        return max(1, cells // self.width + self.text.count("\n", start, end) // 2)

    def _wrap(self, block: int) -> _Wrapped:
        wrapped = self._wrapped[block]
        if wrapped is None:
            display = sanitise(self.text[self._bounds[block] : self._bounds[block + 1]])
            starts, extras = array("L"), dict[int, str]()
            at, base = 0, self._bounds[block]
            paragraphs = display.text.split("\n")
            if len(paragraphs) > 1 and not paragraphs[-1]:
                paragraphs.pop()
            for paragraph in paragraphs:
                for extra in self._over(base + display.to_document(at), first=not starts):
                    extras[len(starts)] = extra
                    starts.append(at)
                starts.extend([at + start for start in row_starts(paragraph, self.width)])
                at += len(paragraph) + 1
            wrapped = self._wrapped[block] = _Wrapped(display, starts, extras)
            self._rows[block] = len(starts)
        return wrapped

    def _over(self, offset: int, *, first: bool) -> Iterator[str]:
        """The rows that only the screen has over a line; `first`: of its block."""
        if first and offset == 0 and self._head:
            shown = clean_line(self._head)
            cuts = [*row_starts(shown, self.width), len(shown)]
            self._head_rows = len(cuts) - 1
            yield from (shown[start:end] for start, end in pairwise(cuts))
        yield from self._before.get(offset, ())

    @property
    def row_count(self) -> int:
        """The number of rows: exact where it was wrapped, an estimate elsewhere."""
        return sum(self._rows)

    def row_number(self, place: Place) -> int:
        """How many rows are before a place; an estimate like `row_count`."""
        return sum(self._rows[: place.block]) + place.row

    def place_of_row(self, number: int) -> Place:
        """The place of an estimated row number."""
        for block, rows in enumerate(self._rows):
            if number < rows:
                return Place(block, min(max(0, number), len(self._wrap(block).starts) - 1))
            number -= rows
        return self.end

    @property
    def start(self) -> Place:
        """The first row."""
        return Place(0, 0)

    @property
    def end(self) -> Place:
        """The last row."""
        last = len(self._wrapped) - 1
        return Place(last, len(self._wrap(last).starts) - 1)

    def place_of(self, offset: int) -> Place:
        """The row in which a document offset stands (the last row for the text's end)."""
        block = min(max(0, bisect_right(self._bounds, offset) - 1), len(self._wrapped) - 1)
        display, starts, _ = self._wrap(block)
        return Place(block, max(0, bisect_right(starts, display.to_display(offset - self._bounds[block])) - 1))

    def top_of(self, offset: int) -> Place:
        """The row at the top of a view that begins with an offset; with the text's first line all that is over it."""
        return self.place_of(offset) if offset > 0 else self.start

    def move(self, place: Place, rows: int) -> Place:
        """So many rows on (or back), as far as the text goes."""
        block, row = place.block, place.row + rows
        while row < 0:
            if block == 0:
                return self.start
            block -= 1
            row += len(self._wrap(block).starts)
        while row >= (here := len(self._wrap(block).starts)):
            if block == len(self._wrapped) - 1:
                return Place(block, here - 1)
            row -= here
            block += 1
        return Place(block, row)

    def rows(self, place: Place, count: int) -> list[RowText]:
        """Up to `count` rows from a place on."""
        found: list[RowText] = []
        block, row = place
        while len(found) < count and block < len(self._wrapped):
            rows = len(self._wrap(block).starts)
            found.extend(self._row(block, number) for number in range(row, min(rows, row + count - len(found))))
            block, row = block + 1, 0
        return found

    def _row(self, block: int, row: int) -> RowText:
        display, starts, extras = self._wrap(block)
        first = starts[row]
        if row in extras:
            here = self._bounds[block] + _start(display, first)
            style = "title" if block == 0 and row < self._head_rows else "dim"
            shown = truncate(clean_line(extras[row]), self.width)
            return RowText(here, here, shown, display, first, self._bounds[block], style)
        following = starts[row + 1] if row + 1 < len(starts) else len(display.text)
        base = self._bounds[block]
        # spaces may hang over the row's end by the thousand
        text = display.text[first : min(following, first + 8 * self.width + 64)].rstrip("\n")
        end = _start(display, following) if row + 1 < len(starts) else display.length
        return RowText(base + _start(display, first), base + end, text, display, first, base)


def _start(display: Display, first: int) -> int:
    """The offset of a row's start; what is not shown before its first character belongs to it."""
    return min(display.to_document(first), display.to_document(first - 1) + 1) if first else 0


def _block_bounds(text: str) -> Iterator[int]:
    """Where blocks begin, and the text's length."""
    yield 0
    at, length = 0, len(text)
    while length - at > BLOCK:
        end = text.find("\n", at + BLOCK, at + GIANT) + 1
        if not end:
            if length - at <= GIANT:
                break
            end = text.rfind("。", at + BLOCK, at + GIANT) + 1 or at + GIANT
            while end < min(length, at + GIANT + 64) and text[end] in NO_START_CHARACTERS:
                end += 1
        if end >= length:
            break
        yield end
        at = end
    yield length
