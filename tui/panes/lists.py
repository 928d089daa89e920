"""What the panes that are lists share."""

from __future__ import annotations

from typing import ClassVar

from inyo.tui.keymap import Keymap
from inyo.tui.messages import Messages
from inyo.tui.panes.base import Pane
from inyo.tui.widgets.virtual_list import VirtualList


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
    """A pane whose body is a list."""

    ROW_HEIGHT = 1

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self.list = PaneList(row_height=self.ROW_HEIGHT)

    @property
    def body(self) -> PaneList:
        return self.list
