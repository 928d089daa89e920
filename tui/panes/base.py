"""What all panes share: a title row, the keys of their scope, and a body that takes the focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from inyo.tui.keymap import Keymap, Scope, scopes_of
from inyo.tui.messages import Messages
from inyo.tui.panes.pieces import Piece, Pieces, aligned, width_of
from inyo.tui.terminal.textual_internals import Column, LazyStyles, set_bindings
from inyo.tui.widgets.spans import changed_cells
from inyo.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from inyo.tui.state import State


T = TypeVar("T")
_LEAST = 24
"""Cells that are left to the name and the note of a pane."""


class TitleBar(LazyStyles):
    """One row: what the pane is at the left, how much is in it at the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title-bar--name", "title-bar--note"}
    DEFAULT_CSS = "TitleBar { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._left: Pieces = []
        self._rights: list[Pieces] = []
        self._painted = Strip([])

    def show(self, left: Pieces, *rights: Pieces) -> None:
        """Draw the row again if it says something new. Of the texts for the right end the first that leaves room for
        the left is shown, else the last."""
        if (left, list(rights)) != (self._left, self._rights):
            self._left, self._rights = left, list(rights)
            width = self.size.width
            cells = changed_cells(self._painted, self._line()) if width and self._painted.cell_length == width else ()
            if cells:
                self.refresh(Region(cells[0], 0, cells[1] - cells[0], 1))
            elif cells is not None:
                self.refresh()

    def render_line(self, y: int) -> Strip:
        self._painted = self._line()
        return self._painted

    def _line(self) -> Strip:
        width = self.size.width
        room = width - min(width_of(self._left), max(_LEAST, width // 3)) - 4
        fitting = next((right for right in self._rights if width_of(right) <= room), None)
        right = fitting or (self._rights[-1] if self._rights else [])
        pieces = aligned([(" ", ""), *self._left], [*right, (" ", "")], width)
        base = self.rich_style
        segments = [
            Segment(text, self.get_component_rich_style(f"title-bar--{style}") if style else base)
            for text, style in pieces
        ]
        return Strip([*segments, Segment(" " * max(0, width - width_of(pieces)), base)], width)


class Pane(Column):
    """A pane: `name_key` is its title's message, `number` the key that goes to it."""

    SCOPE: ClassVar[Scope] = "list"
    NUMBER: ClassVar[str] = ""

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(id=self.SCOPE, classes="pane")
        self.say = say
        set_bindings(self, keymap.bindings(scopes_of(self.SCOPE)))
        self.title_bar = TitleBar()

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield self.body

    @property
    def body(self) -> Widget:
        """The widget that takes the focus."""
        raise NotImplementedError

    def entitle(self, note: str = "", *rights: str) -> None:
        """Set the title row: number and name, a quiet note after it, and what stands at the right, longest first."""
        name: Piece = (f"{self.NUMBER} {self.say(f'{self.SCOPE}.title')}", "name")
        left: Pieces = [name]
        if note:
            left.append((f"  {note}", "note"))
        self.title_bar.show(left, *([(right, "note")] for right in rights if right))

    def draw(self, state: State) -> None:
        """Show what the state says."""
        raise NotImplementedError


class PaneList(VirtualList):
    """The list of a pane. Its keys come from the table, through the pane."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--open",
        "virtual-list--document",
        "virtual-list--said",
        "virtual-list--faint",
        "virtual-list--key",
    }


class ListPane(Pane):
    """A pane whose body is a list. What is under the cursor is its `current`."""

    ROW_HEIGHT = 1

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self.list = PaneList(row_height=self.ROW_HEIGHT)

    @property
    def body(self) -> PaneList:
        return self.list

    @property
    def heading(self) -> int:
        """The rows over the list."""
        return 1

    def lines_wanted(self, width: int) -> int:
        """The lines that all of the list needs in so many cells, its title included."""
        return self.list.extent()[1] + self.heading

    def under_cursor(self, items: Sequence[T]) -> T | None:
        """The one of these items, a row each, that is under the cursor."""
        return items[self.list.cursor] if 0 <= self.list.cursor < len(items) else None
