"""The one line that says what happened and where we are; it draws only the cells that changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.terminal.sanitise import clean_line
from inyo.tui.terminal.textual_internals import LazyStyles
from inyo.tui.widgets.spans import joined

Kind = Literal["info", "warning", "error"]
_BETWEEN = " · "


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
        self._hints: tuple[str, ...] = ()
        self._kept = 0
        self._places: tuple[str, ...] = ("",)

    @property
    def message(self) -> str:
        """What is said, sanitised; all the hints when hints are offered, whether or not they fit."""
        return self._message

    @property
    def place(self) -> str:
        """What stands at the right at its longest, sanitised."""
        return self._places[0]

    def say(self, message: str, kind: Kind = "info") -> None:
        """Replace the message ('' for none). One that is too long takes the room of the place."""
        self._change(message=clean_line(message), kind=kind, hints=())

    def offer(self, hints: Sequence[str], kept: int) -> None:
        """Replace the message by hints, of which as many are shown as fit, first things first; number `kept` always."""
        hints = tuple(clean_line(hint) for hint in hints)
        self._change(message=" " + _BETWEEN.join(hints), kind="info", hints=hints, kept=kept)

    def show_place(self, *places: str) -> None:
        """Replace what stands at the right: the first text that fits in half of the line, else the last."""
        self._change(places=tuple(clean_line(place) for place in places) or ("",))

    def _change(self, **changes: object) -> None:
        """Set attributes, and draw only what they changed."""
        before, kind = self._shown(), self._kind
        for name, value in changes.items():
            setattr(self, f"_{name}", value)
        width, after = self.size.width, self._shown()
        if (before, kind) == (after, self._kind) or not width:
            return
        said = max(cell_width(before[0]), cell_width(after[0]))
        beside = max(cell_width(before[1]), cell_width(after[1]))
        if before[1] != after[1]:
            # where the message is as it was, the rest of the line is all there is to draw
            whole = before[0] != after[0] or kind != self._kind or said + beside > width
            self.refresh(Region(0, 0, width, 1) if whole else Region(width - beside, 0, beside, 1))
        else:
            # a region that ends inside the place at the right would cut a wide character in two
            self.refresh(Region(0, 0, said if said <= width - beside else width, 1))

    def _shown(self) -> tuple[str, str]:
        """The message and the place as they are drawn in the width there is."""
        width = self.size.width
        place = next((place for place in self._places if cell_width(place) <= width // 2), self._places[-1])
        place = truncate(place, width // 2)
        room = width - (cell_width(place) + 1 if place else 0)
        if self._hints:
            return truncate(self._fitting(room), room), place
        if cell_width(self._message) > room:
            return truncate(self._message, width), ""
        return self._message, place

    def _fitting(self, room: int) -> str:
        """The hints that fit, in their order."""
        chosen: list[int] = [self._kept] if self._kept < len(self._hints) else []
        for number in range(len(self._hints)):
            tried = sorted({*chosen, number})
            if 1 + cell_width(_BETWEEN.join(self._hints[at] for at in tried)) > room:
                break
            chosen = tried
        return " " + _BETWEEN.join(self._hints[at] for at in chosen)

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        width = self.size.width
        if y:
            return Strip.blank(width, base)
        message, place = self._shown()
        said = base
        if self._kind != "info":
            said += self.get_component_rich_style(f"status-line--{self._kind}", partial=True)
        beside = base + self.get_component_rich_style("status-line--place", partial=True)
        gap = width - cell_width(message) - cell_width(place)
        return Strip(joined([Segment(message, said), Segment(" " * gap, base), Segment(place, beside)]), width)

    def render(self) -> Any:
        return ""
