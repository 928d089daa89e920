"""The one line that says what happened and where we are; it draws only the cells that changed."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from tui.cells import cell_width, truncate
from tui.sanitise import clean_line
from tui.widgets.styles import LazyStyles, joined

Kind = Literal["info", "warning", "error"]


class StatusLine(LazyStyles):
    """A message at the left, a place at the right. Both may be raw text; neither is markup."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-line--warning", "status-line--error", "status-line--place"}
    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        width: 1fr;
        & > .status-line--warning { color: $warning; text-style: bold; }
        & > .status-line--error { color: $error; text-style: bold reverse; }
        & > .status-line--place { color: $foreground 80%; }
        &:ansi > .status-line--warning { color: ansi_default; }
        &:ansi > .status-line--error { color: ansi_default; }
        &:ansi > .status-line--place { color: ansi_default; }
    }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._message = ""
        self._kind: Kind = "info"
        self._place = ""

    @property
    def message(self) -> str:
        """What is said, sanitised."""
        return self._message

    @property
    def place(self) -> str:
        """What stands at the right, sanitised."""
        return self._place

    def say(self, message: str, kind: Kind = "info") -> None:
        """Replace the message ('' for none)."""
        message = clean_line(message)
        if (message, kind) == (self._message, self._kind):
            return
        before = cell_width(self._message)
        self._message, self._kind = message, kind
        width = max(before, cell_width(message))
        # a region that ends inside the place at the right would cut a wide character in two
        self._draw(0, width if width <= self.size.width - cell_width(self._place) else self.size.width)

    def show_place(self, place: str) -> None:
        """Replace what stands at the right."""
        place = clean_line(place)
        if place == self._place:
            return
        before, self._place = cell_width(self._place), place
        width = max(before, cell_width(place)) + 2
        if width + cell_width(self._message) > self.size.width:  # the message is cut elsewhere now
            width = self.size.width
        self._draw(self.size.width - width, width)

    def _draw(self, x: int, width: int) -> None:
        if self.size.width:
            x = max(0, x)
            self.refresh(Region(x, 0, min(width, self.size.width - x), 1))

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        width = self.size.width
        if y:
            return Strip.blank(width, base)
        place = truncate(self._place, width // 2)
        room = width - (cell_width(place) + 1 if place else 0)
        message = truncate(self._message, room)
        said = base
        if self._kind != "info":
            said += self.get_component_rich_style(f"status-line--{self._kind}", partial=True)
        beside = base + self.get_component_rich_style("status-line--place", partial=True)
        gap = width - cell_width(message) - cell_width(place)
        return Strip(joined([Segment(message, said), Segment(" " * gap, base), Segment(place, beside)]), width)

    def render(self) -> Any:
        return ""
