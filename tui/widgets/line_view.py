"""What the list and the text pane share: rows on the Line API, scrolled by whole rows, with a bar of one cell.

Textual's own scrolling would move in animated steps and lay the screen out again; here a change of place is one
repaint of this widget's rows, and nothing else. Where the widget is as wide as the screen the terminal moves the rows
that stay, and only the others are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.strip import Strip

from inyo.tui.terminal.textual_internals import LazyStyles, ShiftingApp, Unscrolled
from inyo.tui.widgets.spans import changed_cells, joined

WHEEL_ROWS = 3
"""Rows a step of the mouse wheel goes."""


class LineView(LazyStyles, Unscrolled, can_focus=True):
    """Base of the widgets that draw their own rows. Subclasses give what raises NotImplementedError here."""

    ALLOW_SELECT = False
    SIGNS: ClassVar[str] = "text-pane"
    """The component classes that signs of the bar are drawn in begin so."""
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-view--thumb", "line-view--thumb-focused"}
    DEFAULT_CSS = """
    LineView {
        width: 1fr;
        height: 1fr;
        overflow: hidden hidden;

        & > .line-view--thumb { color: $foreground 50%; text-style: reverse; }
        & > .line-view--thumb-focused { color: $accent; text-style: reverse; }
        &:ansi > .line-view--thumb { color: ansi_bright_black; }
        &:ansi > .line-view--thumb-focused { color: ansi_default; }
    }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._styles_by_name: dict[str, Style] = {}
        self._waiting: list[Region] | None = []
        self._shown_thumb = (0, 0)
        self._painted: dict[int, Strip] = {}
        """The lines as they were drawn last."""

    @property
    def text_width(self) -> int:
        """Cells for rows: the widget's width without the bar."""
        return max(1, self.size.width - 1)

    def extent(self) -> tuple[int, int]:
        """The row at the top and the number of rows, both perhaps estimates, for the bar."""
        raise NotImplementedError

    def draw_row(self, y: int, width: int) -> Strip:
        """Row `y` of the view. What is missing to `width` cells is filled with the widget's style."""
        raise NotImplementedError

    def scroll_rows(self, rows: int) -> None:
        """Move the view by so many rows, as far as there are any."""
        raise NotImplementedError

    def scroll_to_row(self, row: int) -> None:
        """Show a row (counted as in `extent`) at the top."""
        raise NotImplementedError

    def base_style(self) -> Style:
        """The widget's own style."""
        if "" not in self._styles_by_name:
            self._styles_by_name[""] = self.rich_style
        return self._styles_by_name[""]

    def style_of(self, name: str) -> Style:
        """What a component class adds to the style under it; nothing if there is no such class."""
        if name not in self._styles_by_name:
            known = name in self.component_names()
            self._styles_by_name[name] = self.get_component_rich_style(name, partial=True) if known else Style.null()
        return self._styles_by_name[name]

    def forget_drawn(self) -> None:
        """Called when everything has to be drawn anew, perhaps in other styles."""
        self._styles_by_name.clear()
        self._painted.clear()

    def notify_style_update(self) -> None:
        self.forget_drawn()
        super().notify_style_update()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        if not regions and repaint:
            self.forget_drawn()
            self._waiting = None
        elif self._waiting is not None:
            self._waiting += regions
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def refresh_row(self, y: int, count: int = 1) -> None:
        """Draw rows of the view again, no others; all of them where the view is not shown and has no rows now."""
        if not self.size.height:
            self.refresh()
        elif count > 0 and y + count > 0 and y < self.size.height:
            self.refresh(Region(0, y, self.size.width, count))

    def refresh_changed(self) -> None:
        """Draw again what differs from what stands on the screen, after all rows may have changed."""
        height = self.size.height
        if not height or self._waiting is None or len(self._painted) != height:
            self.refresh()
            return
        for y in range(height):
            cells = changed_cells(self._painted[y], self._line(y))
            if cells is not None:
                self.refresh(Region(cells[0], y, cells[1] - cells[0], 1))

    @property
    def is_full_width(self) -> bool:
        """Whether the widget is as wide as the screen, so that the terminal can move its rows."""
        if not self.is_attached:
            return False
        region = self.content_region
        return region.x == 0 and region.width == self.screen.size.width and self.app.screen is self.screen

    def shift_rows(self, rows: int, fixed: int = 0) -> None:
        """Draw what a move of the view by `rows` (down the text if positive) leaves to draw, but for the first `fixed`
        rows, which stay."""
        app, height = self.app, self.size.height
        near = 0 < abs(rows) <= (height - fixed) // 2 and self._waiting is not None and self.is_full_width
        if not (near and isinstance(app, ShiftingApp) and app.can_shift):
            self.refresh_row(0, height)
            return
        self.forget_lines()
        self._painted.clear()
        before = _moved_thumb(self._shown_thumb, rows, fixed)
        self._shown_thumb = self._thumb()
        signs = {y: self.bar_sign(y) for y in range(height)}
        stale = {y for y in range(fixed, height) if signs.get(y + rows, (" ", "")) != signs[y]}
        region = self.content_region
        region = Region(region.x, region.y + fixed, region.width, region.height - fixed)
        app.shift(region, rows, self._bar_cells(sorted((before ^ _moved_thumb(self._shown_thumb)) | stale)))
        for waiting in tuple(self._waiting or ()):  # to be drawn where the terminal has moved them
            self.refresh(waiting.translate((0, -rows)))
        self.refresh_row(height - rows if rows > 0 else fixed, abs(rows))

    def _bar_cells(self, rows: Iterable[int]) -> Iterator[tuple[Offset, Strip]]:
        """Cells of the bar with their places on the screen."""
        x, place = self.size.width - 1, self.content_region.offset
        for y in rows:
            if 0 <= y < self.size.height:
                yield place + Offset(x, y), super().render_lines(Region(x, y, 1, 1))[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        self._waiting = []
        self._shown_thumb = self._thumb()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        strip = self._painted[y] = self._line(y)
        return strip

    def _line(self, y: int) -> Strip:
        width = self.text_width
        base = self.base_style()
        strip = self.draw_row(y, width).adjust_cell_length(width, base)
        if self.size.width < 2:
            return strip
        return Strip(joined([*strip, self._bar(y, base)]), width + 1)

    def _thumb(self) -> tuple[int, int]:
        """The first row of the bar's thumb and how many it has; none if all rows are in view."""
        top, rows = self.extent()
        height = self.size.height
        if rows <= height:
            return 0, 0
        thumb = max(1, height * height // rows)
        return round((height - thumb) * min(1.0, top / (rows - height))), thumb

    def _bar(self, y: int, base: Style) -> Segment:
        start, thumb = self._thumb()
        sign, kind = self.bar_sign(y)
        style = base + self.style_of(f"{self.SIGNS}--{kind}") if kind else base
        if not start <= y < start + thumb:
            return Segment(sign, style)
        return Segment(sign, base + self.style_of(f"line-view--thumb{'-focused' if self.has_focus else ''}"))

    def bar_sign(self, y: int) -> tuple[str, str]:
        """What stands in a line of the bar: a character and the name of its style ('' for none)."""
        return " ", ""

    def refresh_for_focus(self) -> None:
        """Draw again what looks different with the focus."""
        self.refresh_row(*self._thumb())

    # Widget's own handlers do the same and draw everything again
    def _on_focus(self, event: events.Focus) -> None:
        event.prevent_default()
        self.has_focus = True
        self._focus_moved(events.DescendantFocus(self))

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self.has_focus = False
        self._focus_moved(events.DescendantBlur(self))

    def _focus_moved(self, event: events.DescendantFocus | events.DescendantBlur) -> None:
        self._styles_by_name.clear()
        self.refresh_for_focus()
        if self.parent is not None:
            self.parent.post_message(event)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_rows(-WHEEL_ROWS)

    def clicked_bar(self, event: events.Click) -> bool:
        """Go to where the bar was clicked; whether it was."""
        place = event.get_content_offset(self)
        if place is None or place.x < self.text_width or self.size.width < 2:
            return False
        _, rows = self.extent()
        self.scroll_to_row(rows * place.y // max(1, self.size.height) - self.size.height // 2)
        return True

    def render(self) -> Any:
        return ""


def _moved_thumb(thumb: tuple[int, int], rows: int = 0, fixed: int = 0) -> set[int]:
    """The rows of a thumb after the terminal has moved them up by `rows`, but for the first `fixed` ones."""
    shown = range(thumb[0], thumb[0] + thumb[1])
    return {y for y in shown if y < fixed} | {y - rows for y in shown if y >= fixed and y - rows >= fixed}
