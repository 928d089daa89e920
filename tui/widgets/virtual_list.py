"""A list of any length: rows are asked for when they are drawn, and a move of the cursor draws two of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.terminal.linebreak import rows
from inyo.tui.terminal.sanitise import clean_line
from inyo.tui.widgets.line_view import LineView
from inyo.tui.widgets.list_rows import ListLines, Row, row_segments

GUTTER = 2
"""Cells before a row: the sign of the cursor and the sign of a mark."""
NARROW = 8
"""Below so many cells there is no gutter."""
CURSOR_SIGN = ">"
MARK_SIGN = "*"
KEPT_ROWS = 2000
"""Drawn rows that are kept."""


Source = Callable[[int, int], Row]
"""Gives the row of an index for a width in cells (without the gutter)."""


class VirtualList(LineView):
    """A list whose rows come from a callback.

    `set_rows(count, source, headers=…)` shows a list; `headers` are the indexes of rows that head a group: one line,
    never under the cursor, and in view as long as a row of their group is. `cursor` is the index of the current row,
    -1 if there is none. `set_marked` puts the sign of a mark before rows. Posts `Highlighted` when the cursor comes to
    another row and `Selected` for Enter, a double click, or a click on the current row.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--cursor",
        "virtual-list--cursor-blurred",
        "virtual-list--header",
        "virtual-list--mark",
        "virtual-list--hit",
        "virtual-list--dim",
        "virtual-list--speaker",
        "virtual-list--cue",
        "virtual-list--title",
        "virtual-list--empty",
    }
    DEFAULT_CSS = """
    VirtualList {
        & > .virtual-list--cursor { text-style: reverse; }
        & > .virtual-list--cursor-blurred { text-style: bold; }
        & > .virtual-list--header { color: $accent; text-style: bold; }
        & > .virtual-list--mark { color: $warning; text-style: bold; }
        & > .virtual-list--hit { color: $warning; text-style: bold underline; }
        & > .virtual-list--dim { color: $foreground 60%; }
        & > .virtual-list--speaker { color: $accent; }
        & > .virtual-list--cue { color: $foreground 80%; }
        & > .virtual-list--title { text-style: bold; }
        & > .virtual-list--empty { color: $foreground 60%; }
        &:ansi > .virtual-list--header { color: ansi_default; }
        &:ansi > .virtual-list--mark { color: ansi_default; }
        &:ansi > .virtual-list--hit { color: ansi_default; }
        &:ansi > .virtual-list--dim { color: ansi_default; }
        &:ansi > .virtual-list--speaker { color: ansi_default; }
        &:ansi > .virtual-list--cue { color: ansi_default; }
        &:ansi > .virtual-list--empty { color: ansi_default; }
    }
    """

    @dataclass
    class Highlighted(Message):
        """The cursor came to row `index`."""

        list: VirtualList
        index: int

        @property
        def control(self) -> VirtualList:
            return self.list

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, VirtualList.Highlighted) and message.list is self.list

    @dataclass
    class Selected(Message):
        """Row `index` was chosen."""

        list: VirtualList
        index: int

        @property
        def control(self) -> VirtualList:
            return self.list

    def __init__(
        self,
        *,
        row_height: int = 1,
        empty: str = "",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`row_height` is 1 or 2 lines a row; `empty` is said in the middle of a list without rows."""
        super().__init__(name=name, id=id, classes=classes)
        self.row_height = row_height
        self.empty = empty
        self._lines = ListLines(0, row_height)
        self._source: Source = _no_rows
        self._cursor = -1
        self._wanted = -1
        self._top = 0
        self._marked: frozenset[int] = frozenset()
        self._drawn: OrderedDict[tuple[int, int, int, bool, bool, bool], Strip] = OrderedDict()

    # what is listed

    def set_rows(
        self,
        count: int,
        source: Source,
        *,
        headers: Sequence[int] = (),
        cursor: int | None = None,
        marked: Iterable[int] = (),
        announce: bool = False,
        taller: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Show other rows. `headers` in ascending order. The cursor goes to `cursor` (default: the first row).
        `taller`: rows, no headers and only a few, that have so many lines more than `row_height`.

        Posts `Highlighted` only if `announce`.
        """
        if 0 <= self._wanted < count:
            cursor, self._wanted = self._wanted, -1
        self._lines, self._source = ListLines(count, self.row_height, tuple(headers), tuple(taller)), source
        self._marked = frozenset(marked)
        self._drawn.clear()
        self._cursor = self._lines.selectable(0 if cursor is None else cursor)
        self._top = 0
        self._show_cursor()
        self.refresh_changed()
        if announce and self._cursor >= 0:
            self.post_message(self.Highlighted(self, self._cursor))

    def update_rows(self, indexes: Iterable[int] | None = None) -> None:
        """Draw rows again whose content changed (all without an argument); place and cursor stay."""
        if indexes is None:
            self._drawn.clear()
            self.refresh()
            return
        stale = set(indexes)
        for key in [key for key in self._drawn if key[0] in stale]:
            del self._drawn[key]
        for index in stale:
            self._refresh_index(index)

    def lines_of(self, index: int) -> int:
        """How many lines a row has."""
        return self._lines.height_of(index)

    @property
    def count(self) -> int:
        """Number of rows, headers included."""
        return self._lines.count

    @property
    def marked(self) -> frozenset[int]:
        """The indexes of marked rows."""
        return self._marked

    def set_marked(self, indexes: Iterable[int]) -> None:
        """Say which rows are marked; only those that changed are drawn again."""
        before, self._marked = self._marked, frozenset(indexes)
        for index in before ^ self._marked:
            self._refresh_index(index)

    # where the cursor is

    @property
    def cursor(self) -> int:
        """The index of the current row; -1 in an empty list."""
        return self._cursor

    def move_to(self, index: int, *, announce: bool = True) -> None:
        """Put the cursor on a row (the nearest one that is no header) and show it."""
        index = self._lines.selectable(index, forward=index >= self._cursor)
        if index == self._cursor:
            return
        before, self._cursor = self._cursor, index
        top, stuck = self._top, self._stuck
        self._refresh_index(before, 1)
        if self._show_cursor():
            self._moved(top, stuck)
        self._refresh_index(index, 1)
        if announce:
            self.post_message(self.Highlighted(self, index))

    def go_when_there(self, index: int) -> None:
        """Put the cursor on a row as soon as there are as many (-1: on none)."""
        self._wanted = index
        if 0 <= index < self._lines.count:
            self._wanted = -1
            self.move_to(index, announce=False)

    def _show_cursor(self) -> bool:
        """Scroll as little as brings the cursor into view, or to its middle from afar; whether the view moved.

        Where each row more would draw all of them again, a third of the view comes into it at once.
        """
        height, before = self.size.height, self._top
        if self._cursor >= 0 and height:
            ahead = 0 if self.is_full_width else height // 3
            self._top = self._lines.scrolled(self._cursor, before, height, ahead)
        self._top = self._lines.clamped(self._top, height)
        return self._top != before

    @property
    def _stuck(self) -> int:
        """The header that stands in the first line of the view though it was scrolled away; -1 if none does."""
        return self._lines.stuck(self._top, self.size.height)

    def extent(self) -> tuple[int, int]:
        return self._top, self._lines.total

    def scroll_rows(self, rows: int) -> None:
        self.scroll_to_row(self._top + rows)

    def scroll_to_row(self, row: int) -> None:
        self._go(row)

    def _go(self, top: int) -> None:
        before, stuck = self._top, self._stuck
        self._top = self._lines.clamped(top, self.size.height)
        if self._top != before:
            self._moved(before, stuck)

    def _moved(self, before: int, stuck: int) -> None:
        """Draw what a move of the view leaves to draw. `before`: the first line until then, with the header that was
        stuck there."""
        stays = max(stuck, self._stuck) >= 0
        self.shift_rows(self._top - before, 1 if stays else 0)
        was = stuck if stuck >= 0 else self._lines.index_at(before)
        if stays and was != self._index_at(0):
            self.refresh_row(0)

    def _index_at(self, y: int) -> int:
        """The row, or the header, that stands in a line of the view."""
        return self._stuck if y == 0 and self._stuck >= 0 else self._lines.index_at(self._top + y)

    def on_resize(self, event: events.Resize) -> None:
        if self._show_cursor():  # the rows may have been painted before this event came
            self.refresh()

    # drawing

    def _refresh_index(self, index: int, lines: int = 0) -> None:
        """Draw a row again, or its first lines: only these show the cursor."""
        if 0 <= index < self._lines.count:
            self.refresh_row(self._lines.first_of(index) - self._top, lines or self._lines.height_of(index))

    def refresh_for_focus(self) -> None:
        super().refresh_for_focus()
        self._refresh_index(self._cursor, 1)

    def forget_drawn(self) -> None:
        super().forget_drawn()
        self._drawn.clear()

    def draw_row(self, y: int, width: int) -> Strip:
        line = self._top + y
        if line >= self._lines.total:
            return self._draw_empty(y - self.size.height // 2, width) if not self._lines.count else Strip([])
        index = self._index_at(y)
        current = index == self._cursor
        part = 0 if index == self._stuck else line - self._lines.first_of(index)
        key = (index, part, width, current, self.has_focus, index in self._marked)
        strip = self._drawn.get(key)
        if strip is None:
            strip = self._drawn[key] = self._draw(index, part, width, current)
            if len(self._drawn) > KEPT_ROWS:
                self._drawn.popitem(last=False)
        return strip

    def _draw_empty(self, row: int, width: int) -> Strip:
        """A row of what is said in an empty list, counted from its middle."""
        text = clean_line(self.empty)
        broken = rows(text, max(1, width))
        if not 0 <= row < len(broken):
            return Strip([])
        text = truncate(text[slice(*broken[row])].rstrip(), width)
        left = (width - cell_width(text)) // 2
        base = self.base_style()
        return Strip([Segment(" " * left, base), Segment(text, base + self.style_of("virtual-list--empty"))])

    def _draw(self, index: int, line: int, width: int, current: bool) -> Strip:
        base = self.base_style()
        if current and line == 0:
            base += self.style_of(f"virtual-list--cursor{'' if self.has_focus else '-blurred'}")
        gutter = GUTTER if width >= NARROW else 0
        row = self._source(index, width - gutter)
        if self._lines.is_header(index):
            base += self.style_of("virtual-list--header")
            lead = [Segment(" ", base)] if gutter else []
        elif line == 0:
            sign = (clean_line(row.sign)[:1] or MARK_SIGN) if index in self._marked or row.sign else " "
            lead = [
                Segment(CURSOR_SIGN if current else " ", base),
                Segment(sign, base if sign == " " else base + self._over(base)("mark")),
            ]
        else:
            lead = [Segment("  ", base)]
        lead = lead if gutter else []
        room = width - sum(segment.cell_length for segment in lead)
        return Strip([*lead, *row_segments(row, line, room, base, self._over(base))], width)

    def _over(self, base: Style) -> Callable[[str], Style]:
        """What the name of a style adds to `base`. Over a reversed one no colour, which would be its ground."""
        return self._attributes if base.reverse else self._row_style

    def _row_style(self, name: str) -> Style:
        return self.style_of(f"virtual-list--{name}")

    def _attributes(self, name: str) -> Style:
        return self._row_style(name).without_color

    # keys and mouse

    def action_cursor_down(self) -> None:
        """Next row."""
        self._step(1)

    def action_cursor_up(self) -> None:
        """Previous row."""
        self._step(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self._page(self.size.height - 1)

    def action_page_up(self) -> None:
        """A page up."""
        self._page(1 - self.size.height)

    def action_first(self) -> None:
        """First row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Last row."""
        self.move_to(self._lines.count - 1)

    def action_select(self) -> None:
        """Choose the current row."""
        if self._cursor >= 0:
            self.post_message(self.Selected(self, self._cursor))

    def _step(self, step: int) -> None:
        at = self._cursor + step
        while 0 <= at < self._lines.count and self._lines.is_header(at):
            at += step
        if 0 <= at < self._lines.count:
            self.move_to(at)

    def _page(self, lines: int) -> None:
        """Move the cursor by lines, and the view with it."""
        if self._cursor < 0:
            return
        target = self._lines.index_at(min(max(0, self._lines.first_of(self._cursor) + lines), self._lines.total - 1))
        target = self._lines.selectable(target, forward=lines > 0)
        if (target - self._cursor) * lines <= 0:
            target = self._cursor + (1 if lines > 0 else -1)
        if not 0 <= target < self._lines.count:
            return
        self._go(self._top + lines)
        self.move_to(target)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self.clicked_bar(event):
            return
        place = event.get_content_offset(self)
        if place is None or not 0 <= self._top + place.y < self._lines.total:
            return
        index = self._index_at(place.y)
        if self._lines.is_header(index):
            return
        if index == self._cursor or event.chain > 1:
            self.move_to(index)
            self.action_select()
        else:
            self.move_to(index)


def _no_rows(index: int, width: int) -> Row:
    raise IndexError(f"an empty list has no row {index}")
