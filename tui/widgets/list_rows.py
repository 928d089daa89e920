"""The rows of a list: what one shows, as segments (text with spans, a note at the right, everything sanitised), and
which lines of the list they stand on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style

from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.terminal.sanitise import clean_line, sanitise
from inyo.tui.widgets.spans import Span, paint

Spans = Sequence[Span | tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """What a row shows. All of it may be raw text of a document; it is sanitised here.

    `spans` and `below_spans` are code points of `text` and `below`, with style names: "hit", "dim", "speaker",
    "cue", "title" or what a subclass adds as component class `virtual-list--NAME`. `note` stands at the right end,
    dim. `below` is the second line of a list with `row_height` 2, `more` are those after it of a higher one. `sign`
    replaces the sign of a mark. A header has no `below` and no sign.
    """

    text: str
    spans: Spans = ()
    note: str = ""
    below: str = ""
    below_spans: Spans = ()
    sign: str = ""
    more: tuple[tuple[str, Spans], ...] = ()

    def line(self, number: int) -> tuple[str, Spans]:
        """The text of a line (from 0) with its spans; empty after the last."""
        return ((self.text, self.spans), (self.below, self.below_spans), *self.more, ("", ()))[
            min(number, 2 + len(self.more))
        ]


def row_segments(row: Row, line: int, room: int, base: Style, style_of: Callable[[str], Style]) -> list[Segment]:
    """A line of a row (from 0) in exactly `room` cells. `style_of` gives what the name of a style adds to `base`."""
    (raw, spans), note = row.line(line), row.note if line == 0 else ""
    note = _shortened(clean_line(note), room // 2)
    left = room - (cell_width(note) + 1 if note else 0)
    # longer than any row can show, and a document's line may have megabytes
    shown = sanitise(raw[: 4 * room + 64].replace("\n", " "))
    text = truncate(shown.text, left)
    layers = [(shown.to_display(start), shown.to_display(end), style_of(name)) for start, end, name in spans]
    segments = paint(text, base, layers)
    gap = left - cell_width(text) + (1 if note else 0)
    if gap:
        segments.append(Segment(" " * gap, base))
    if note:
        segments.append(Segment(note, base + style_of("dim")))
    return segments


def _shortened(note: str, room: int) -> str:
    """A note without those of its parts that do not fit."""
    while cell_width(note) > room and " · " in note:
        note = note.rpartition(" · ")[0]
    return truncate(note, room)


STUCK_FROM = 4
"""Lines of a view from which its first may be given to a header that has been scrolled away."""


@dataclass(frozen=True, slots=True)
class ListLines:
    """A list of `count` rows of `row_height` lines each. `headers`: the numbers of the rows that head a group, in
    ascending order; they have one line and are never chosen. `taller`: a few rows, and how many lines more each has."""

    count: int
    row_height: int = 1
    headers: tuple[int, ...] = ()
    taller: tuple[tuple[int, int], ...] = ()

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
        more = sum(lines for at, lines in self.taller if at < index)
        return index * self.row_height - bisect_left(self.headers, index) * (self.row_height - 1) + more

    def height_of(self, index: int) -> int:
        """How many lines a row has."""
        more = next((lines for at, lines in self.taller if at == index), 0)
        return 1 if self.is_header(index) else self.row_height + more

    def index_at(self, line: int) -> int:
        """The row that a line belongs to."""
        return bisect_right(range(self.count), line, key=self.first_of) - 1

    def header_over(self, index: int) -> int:
        """The header of the group that a row is in, itself if it is one; -1 if it is in none."""
        at = bisect_right(self.headers, index)
        return self.headers[at - 1] if at else -1

    def stuck(self, top: int, height: int) -> int:
        """The header that stands in the first line of a view, in the place of the row there: that of the row's group,
        when it has been scrolled away. -1 if the row itself stands there."""
        if height < STUCK_FROM or not 0 <= top < self.total:
            return -1
        index = self.index_at(top)
        return -1 if self.is_header(index) else self.header_over(index)

    def scrolled(self, index: int, top: int, height: int, ahead: int = 0) -> int:
        """The first line of a view of `height` lines after it was scrolled as little from `top` as shows a row and the
        headers right above it, with `ahead` lines beyond; to the middle of the view from afar."""
        line = self.first_of(index)
        bottom = line + self.height_of(index)
        while line > 0 and bottom - line < height and self.is_header(self.index_at(line - 1)):
            line -= 1
        # a header that stays in view takes the line above
        least = line - 1 if line > 0 and self.stuck(line, height) >= 0 else line
        if line < top - height or bottom > top + 2 * height:
            top = min(least, max(line - height // 2, bottom - height))
        elif line < top + (self.stuck(top, height) >= 0):
            top = max(least - ahead, bottom - height)
        elif bottom > top + height:
            top = min(least, bottom - height + ahead)
        return self.clamped(top, height)

    def clamped(self, top: int, height: int) -> int:
        """The nearest first line of a view that leaves no empty lines below the rows."""
        return max(0, min(top, self.total - height))

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
