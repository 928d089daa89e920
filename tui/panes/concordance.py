"""Every match with its context, the matches under one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from inyo.index.library import Collocate, ConcordanceLine
from inyo.tui.keymap import Keymap, Scope
from inyo.tui.messages import Messages
from inyo.tui.panes.base import ListPane
from inyo.tui.panes.pieces import AND, Titles, in_columns, plain
from inyo.tui.state import LineOrder, State
from inyo.tui.terminal.cells import cell_width, fitting, truncate
from inyo.tui.widgets.list_rows import Row

_DATED = 70
"""Cells of a row from which the date of the document stands at its end, and its title where there is more room."""
_TITLED = 110
_DATE = 10
"""Cells of a whole date."""


class ConcordancePane(ListPane):
    """A line a match; where it stands is at the right."""

    SCOPE: ClassVar[Scope] = "concordance"
    NUMBER: ClassVar[str] = "c"

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self._lines: tuple[ConcordanceLine, ...] = ()
        self._dates: dict[str, str] = {}
        self._dated = False
        self._titles = Titles()

    def draw(self, state: State) -> None:
        if state.lines is not self._lines:
            kept = self.current
            self._lines = state.lines
            self._titles = self._titles.of(state.documents, state.paths)
            self._dates = {info.file: info.date for info in state.documents}
            self._dated = any(self._dates.get(line.file) for line in self._lines)
            self.list.empty = self.say("concordance.empty")
            place = next((at for at, line in enumerate(self._lines) if kept is not None and same(line, kept)), 0)
            self.list.set_rows(len(self._lines), self._row, cursor=place)
        documents = len({line.file for line in self._lines})
        counts = self.say("concordance.count", lines=len(self._lines), count=documents)
        self.entitle(f"{plain(state.view.query)[0]} · {self.say(f'concordance.{state.line_order}')}", counts)

    @property
    def current(self) -> ConcordanceLine | None:
        """The line under the cursor."""
        return self.under_cursor(self._lines)

    def _row(self, index: int, width: int) -> Row:
        line = self._lines[index]
        note = self._source(line, width)
        text, start, end = aligned(line, width - (cell_width(note) + 1 if note else 0))
        return Row(text, [(start, end, "hit")], note=note)

    def _source(self, line: ConcordanceLine, width: int) -> str:
        """Where a match stands, as wide in every row: the date if any document here has one, and the title."""
        parts = []
        if self._dated and width >= _DATED:
            parts.append(f"{self._dates.get(line.file, ''):<{_DATE}}")
        if width >= _TITLED:
            title = self._titles.apart(line.title, line.file, line.part) or line.title
            room = width // 5 + (0 if self._dated else _DATE)
            parts.append(_filled(truncate(plain(title)[0], room), room))
        return "  ".join(parts)


_BARE = re.compile(r"[\s、。，．・：；？！「」『』（）()【】…―—ー～〜\"'*#]*")


def ordered(lines: Iterable[ConcordanceLine], order: LineOrder) -> tuple[ConcordanceLine, ...]:
    """The lines as they come, by what stands before the match (read backwards from it), or by what stands after it.
    Marks and spaces beside the match do not count."""
    if order == "text":
        return tuple(lines)

    def sides(line: ConcordanceLine) -> tuple[str, str]:
        left, right = bare(line.left[::-1]), bare(line.right)
        return (left, right) if order == "left" else (right, left)

    return tuple(sorted(lines, key=sides))


def bare(text: str) -> str:
    """A text without the marks and spaces at its beginning."""
    found = _BARE.match(text)
    return text[found.end() :] if found else text


def same(one: ConcordanceLine, other: ConcordanceLine) -> bool:
    """Whether two lines are the same match."""
    return (one.file, one.start) == (other.file, other.start)


def aligned(line: ConcordanceLine, width: int) -> tuple[str, int, int]:
    """A line in at most `width` cells, with the code points of its match: the match begins at the same column in every
    line of a width."""
    column = column_of(width)
    match = truncate(plain(line.node)[0], max(1, width - column - 2))
    left = plain(line.left)[0]
    room = column - 1
    if cell_width(left) > room:
        left = _ending(left, room - 1)
        left = "…" + left if cell_width(left) < room else left
    left = " " * max(0, room - cell_width(left)) + left + " "
    right = truncate(" " + plain(line.right)[0], max(0, width - column - cell_width(match)))
    return left + match + right, len(left), len(left) + len(match)


def column_of(width: int) -> int:
    """The column in which matches begin."""
    return max(2, width * 2 // 5)


def _ending(text: str, width: int) -> str:
    """As much of the end of a text as fits."""
    backwards = text[::-1]
    return backwards[: fitting(backwards, max(0, width))][::-1]


def _filled(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))


def frequency_rows(counted: Sequence[tuple[str, int]], most: int = 40) -> list[tuple[str, str]]:
    """Words and their counts as rows of a menu."""
    return [(plain(word)[0], f"{count:,}") for word, count in counted[:most]]


def collocate_rows(found: Sequence[Collocate], most: int = 40) -> list[tuple[str, str]]:
    """Words with what puts them in their order: how often they stand there, and how sure it is that they belong."""
    notes = in_columns([f"{each.together:,}{AND}{each.log_likelihood:,.1f}" for each in found[:most]])
    return [(plain(each.lemma)[0], note) for each, note in zip(found, notes, strict=False)]
