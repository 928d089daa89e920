"""A list above a text, both as wide as the screen, for looking at them in a real terminal: `python -m …stacked_app`.

Keys beside the widgets' own: x changes the focus, z draws everything again, t counts in the terminal's title how often
it was pressed, once nothing that was pressed before it waits anywhere and all is drawn.
"""

from __future__ import annotations

import asyncio
import os
import re

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from inyo.tui.terminal.textual_internals import ShiftingApp, write_raw
from inyo.tui.widgets.list_rows import Row
from inyo.tui.widgets.text_pane import TextPane
from inyo.tui.widgets.virtual_list import VirtualList
from tests.tui.rest import still
from tests.tui.widgets.harness import bind_keys

TEXT = "".join(f"第{number}段。" + "潮が引いて、石が顔を出す。" * (number % 5) + "\n" for number in range(60))


def row(index: int, width: int) -> Row:
    """A row with a hit in it, every ninth a header."""
    return Row(f"{index} 港の朝", [(0, 2, "hit")], f"¶{index}")


class Stacked(ShiftingApp[None]):
    ENABLE_COMMAND_PALETTE = False
    CSS = "VirtualList { height: 8; }"
    BINDINGS: ClassVar = [Binding("x", "app.focus_next"), Binding("z", "draw"), Binding("t", "tell")]

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"
        self.told = 0

    def compose(self) -> ComposeResult:
        yield VirtualList()
        yield TextPane()

    def on_mount(self) -> None:
        for widget in self.query("VirtualList, TextPane"):
            bind_keys(widget)
        self.query_one(VirtualList).set_rows(70, row, headers=range(0, 70, 9), marked=range(0, 70, 4))
        pane = self.query_one(TextPane)
        stones = [found.span() for found in re.finditer("石", TEXT)]
        pane.set_document(TEXT, [(40, 300, "quotation")], hits=stones)
        self.query_one(VirtualList).focus()

    def action_draw(self) -> None:
        self.forget_painted()
        self.screen.refresh(layout=True)

    def action_tell(self) -> None:
        self.told += 1
        self.run_worker(self._tell(self.told))

    async def _tell(self, number: int) -> None:
        """From a task of its own: what a key led to may still wait for a widget that the next key does not go to."""
        quiet = 0
        while quiet < 3:
            await asyncio.sleep(0.005)
            quiet = quiet + 1 if still(self) else 0
        write_raw(self, f"\x1b]2;told {number}\x07")


if __name__ == "__main__":
    Stacked().run()
