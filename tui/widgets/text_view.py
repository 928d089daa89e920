"""A text in rows broken by the rules, and the place in it that is on the screen: an offset, so that it stays when the
widget's width changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from textual import events

from inyo.tui.widgets.line_view import LineView
from inyo.tui.widgets.text_layout import Place, RowText, TextLayout

GUTTER = 2
"""Cells before the text, for signs."""

Align = Literal["top", "third", "middle", "nearest"]


class TextView(LineView):
    """A text to scroll in. All offsets are code points of the text. Subclasses draw its rows."""

    def __init__(
        self, *, measure: int = 0, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        """`measure` is the most cells a row of text takes (0: all there are); wider panes have it in the middle."""
        super().__init__(name=name, id=id, classes=classes)
        self.measure = measure
        self._text = ""
        self._before: Mapping[int, Sequence[str]] = {}
        self._head = ""
        self._layout_of_text: TextLayout | None = None
        self._anchor = 0
        self._pending: tuple[int, Align, int] | None = None
        self._top = Place(0, 0)
        self._rows: list[RowText] | None = None
        self._rows_height = 0
        self._seen = (-1, -1)

    @property
    def text(self) -> str:
        """The text shown."""
        return self._text

    def show_text(
        self, text: str, before: Mapping[int, Sequence[str]] | None, offset: int, align: Align, head: str = ""
    ) -> None:
        """Show another text from `offset` on. `before`: rows that only the screen has, by the offset of the line that
        they stand before; `head`: a title over the first of them."""
        self._text, self._before, self._head = text, before or {}, head
        self._layout_of_text = self._rows = None
        self._anchor, self._top = 0, Place(0, 0)
        self.refresh()
        self.scroll_to_offset(offset, align)
        self._announce()

    @property
    def layout_of_text(self) -> TextLayout:
        """The rows of the text at the present width."""
        width = self.text_width - self._left
        width = max(1, min(width, self.measure) if self.measure else width)
        if self._layout_of_text is None or self._layout_of_text.width != width:
            self._layout_of_text = TextLayout(self._text, width, self._before, self._head)
            self._top = self._layout_of_text.top_of(self._anchor)
            self._rows = None
        return self._layout_of_text

    @property
    def _left(self) -> int:
        """Cells left of the text."""
        gutter = GUTTER if self.text_width >= 12 else 0
        spare = self.text_width - gutter - self.measure
        return gutter + (spare // 2 if self.measure and spare > 0 else 0)

    def scroll_to_offset(self, offset: int, align: Align = "top", end: int = 0) -> None:
        """Show an offset: in the top row, a third down, in the middle, or (`nearest`) move only if it is not in view.

        What `nearest` has to move goes a third down. What stands from the offset up to `end` is shown whole if it fits.
        """
        height, end = self.size.height, max(end, offset + 1)
        if not height:
            self._anchor, self._pending = offset, (offset, align, end)
            return
        self._pending = None
        top, bottom = self.visible_range()
        if align == "nearest":
            if top <= offset and (end <= bottom or offset < bottom == len(self._text)):
                return
            align = "third"
        layout = self.layout_of_text
        place = layout.top_of(offset) if align == "top" else layout.place_of(offset)
        needed = sum(row.start < end for row in layout.rows(place, height))
        back = {"top": 0, "third": height // 3, "middle": height // 2}[align]
        self._go(layout.move(place, -min(back, height - needed)))

    def top_offset(self) -> int:
        """The offset at the beginning of the top row: give it to `scroll_to_offset` to come back."""
        return self._anchor

    def visible_range(self) -> tuple[int, int]:
        """The offsets of what is on the screen."""
        rows = self._visible_rows()
        return (rows[0].start, rows[-1].end) if rows else (0, 0)

    def extent(self) -> tuple[int, int]:
        layout = self.layout_of_text
        return layout.row_number(self._top), layout.row_count

    def scroll_rows(self, rows: int) -> None:
        self._go(self.layout_of_text.move(self._top, rows), rows)

    def scroll_to_row(self, row: int) -> None:
        self._go(self.layout_of_text.place_of_row(max(0, row)))

    def _go(self, place: Place, rows: int = 0) -> None:
        """Make a place the top row, but leave no empty rows below the text. `rows`: how far it is, if known."""
        layout = self.layout_of_text
        place = min(place, layout.move(layout.end, 1 - self.size.height))
        if place == self._top:
            return
        as_far = layout.move(place, -rows) == self._top  # not at an end of the text
        self._top = place
        self._rows = None
        shown = self._visible_rows()
        self._anchor = shown[0].start if shown else 0
        self.shift_rows(rows if as_far else 0)
        self._announce()

    def _announce(self) -> None:
        if self.size.height and (seen := self.visible_range()) != self._seen:
            self._seen = seen
            self.visible_changed(*seen)

    def visible_changed(self, start: int, end: int) -> None:
        """Called when other text is on the screen: what is drawn for it here goes into the same frame."""

    def _visible_rows(self) -> list[RowText]:
        layout, height = self.layout_of_text, self.size.height
        if self._rows is None or height != self._rows_height:  # another size is painted before its event comes
            self._rows, self._rows_height = layout.rows(self._top, height), height
        return self._rows

    def on_resize(self, event: events.Resize) -> None:
        self._rows = None
        before = self._top
        layout = self.layout_of_text
        if self._pending is not None:
            pending, self._pending = self._pending, None
            self.scroll_to_offset(*pending)
        self._top = min(layout.top_of(self._anchor), layout.move(layout.end, 1 - max(1, self.size.height)))
        self._rows = None
        if self._top != before:  # the rows may have been painted before this event came
            self.refresh()
        self._announce()

    def action_half_down(self) -> None:
        """Half a page down."""
        self.scroll_rows(max(1, self.size.height // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.scroll_rows(-max(1, self.size.height // 2))

    def action_page_down(self) -> None:
        """A page down, with one row of the last page left."""
        self.scroll_rows(max(1, self.size.height - 1))

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_rows(-max(1, self.size.height - 1))

    def action_first(self) -> None:
        """The beginning of the text."""
        self._go(self.layout_of_text.start)

    def action_last(self) -> None:
        """The end of the text."""
        self._go(self.layout_of_text.end)
