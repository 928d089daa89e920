"""The widgets alone, for what a collection does not show: a list of 100,000 rows, a document of a megabyte."""

from __future__ import annotations

import os
import re

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from inyo.tui.terminal.textual_internals import ShiftingApp
from inyo.tui.widgets.list_rows import Row
from inyo.tui.widgets.search_box import SearchBox
from inyo.tui.widgets.status_line import StatusLine
from inyo.tui.widgets.text_pane import TextPane
from inyo.tui.widgets.virtual_list import VirtualList
from tests.tui.widgets.harness import bind_keys

PARAGRAPH = (
    "　朝の霧が晴れて、港に人の声が戻った。「まだ早い」と船長は言い、「風が変わるまで待て。Harbour の灯が消えてからだ」"
    "と続けた。積荷は三百二十箱、受け取りの手紙は七月四日付で、差出人の名はなかった……。\n"
)
COUNT = 1_000_000 // len(PARAGRAPH.encode()) + 1
MEGABYTE = "".join(PARAGRAPH.replace("三百二十", f"{number:04}") for number in range(COUNT))
"""No two paragraphs are the same: of a screen that is the same nothing would be sent."""

HITS = [found.span() for found in re.finditer("船長", MEGABYTE)]


def row(index: int, width: int) -> Row:
    """A row of two lines with a hit in it."""
    return Row(f"第{index}の手紙　港の朝", [(0, 2, "title")], "2025-07-04", PARAGRAPH[:60], [(4, 7, "hit")])


class Widgets(ShiftingApp[None]):
    """Keys: R lists 100,000 rows, O opens a megabyte, S says something, n goes to the next hit; Tab as always."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "VirtualList { width: 2fr; border: round $foreground; } TextPane { width: 3fr; border: round $foreground; }"
    BINDINGS: ClassVar = [Binding("R", "rows"), Binding("O", "open"), Binding("S", "say"), Binding("n", "hit")]

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"
        self.said = 0

    def compose(self) -> ComposeResult:
        yield SearchBox()
        with Horizontal():
            yield VirtualList(row_height=2)
            yield TextPane()
        yield StatusLine()

    def on_mount(self) -> None:
        for widget in self.query("VirtualList, TextPane"):
            bind_keys(widget)
        self.query_one(VirtualList).focus()

    def action_rows(self) -> None:
        self.query_one(VirtualList).set_rows(100_000, row, marked=range(0, 100_000, 7))

    def action_open(self) -> None:
        pane = self.query_one(TextPane)
        quotations = [(at, at + 8, "quotation") for at in range(22, len(MEGABYTE), len(PARAGRAPH))]
        pane.set_document(MEGABYTE, quotations, offset=len(MEGABYTE) // 2, hits=HITS)
        pane.focus()

    def action_hit(self) -> None:
        pane = self.query_one(TextPane)
        start, _ = pane.visible_range()
        here = next((number for number, hit in enumerate(HITS) if hit[0] >= start), 0)
        pane.go_to_hit(pane.current_hit + 1 if pane.current_hit >= 0 else here)

    def action_say(self) -> None:
        self.said += 1
        self.query_one(StatusLine).say(f"引用を写しました（{self.said}）：「まだ早い」船長、港の朝、2025年7月4日")


if __name__ == "__main__":
    Widgets().run()
