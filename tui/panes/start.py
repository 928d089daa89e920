"""The first screen as a list."""

from __future__ import annotations

from typing import ClassVar

from inyo.tui.keymap import Keymap, Scope
from inyo.tui.messages import Messages
from inyo.tui.panes.base import ListPane
from inyo.tui.panes.pieces import plain
from inyo.tui.start import StartRow, start_rows
from inyo.tui.state import State
from inyo.tui.terminal.cells import cell_width, truncate
from inyo.tui.widgets.list_rows import Row

_MEASURE = 76
"""Cells of the widest row: a note at the far end of a wide screen is not read with its row."""


class StartPane(ListPane):
    """What to go on with."""

    SCOPE: ClassVar[Scope] = "start"
    NUMBER: ClassVar[str] = "0"

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self._rows: tuple[StartRow, ...] = ()

    def draw(self, state: State) -> None:
        rows = start_rows(state.start, self.say)
        if rows != self._rows:
            kept = self.current
            self._rows = rows
            heads = [at for at, row in enumerate(rows) if not row.does]
            place = next(
                (at for at, row in enumerate(rows) if kept and (row.does, row.about) == (kept.does, kept.about)), 0
            )
            self.list.set_rows(len(rows), self._row, headers=heads, cursor=place)
        nothing = "documents.none" if state.ready else "documents.empty"
        if not state.documents and self.list.empty != self.say(nothing):
            self.list.empty = self.say(nothing)
            self.list.update_rows()
        quotations = sum(info.quotations for info in state.documents)
        paragraphs = sum(info.paragraphs for info in state.documents)
        counts = self.say("start.counts", count=len(state.documents), paragraphs=paragraphs, quotations=quotations)
        self.entitle("", counts, self.say("documents.count", count=len(state.documents)))

    @property
    def current(self) -> StartRow | None:
        """The row under the cursor."""
        return self._rows[self.list.cursor] if 0 <= self.list.cursor < len(self._rows) else None

    def _row(self, index: int, width: int) -> Row:
        row = self._rows[index]
        if not row.does:
            return Row(row.text, [(0, len(row.text), "document")])
        text, style = plain(row.text)
        note = row.note
        if width > _MEASURE and note:  # beside its row, not at the far end of the screen
            room = _MEASURE - cell_width(note) - 2
            shown = truncate(text, room)
            filled = shown + " " * (room - cell_width(shown)) + "  "
            return Row(filled + note, [(len(filled), len(filled) + len(note), "faint")], sign=row.sign)
        return Row(text, [(0, len(text), style)] if style else [], note=note, sign=row.sign)
