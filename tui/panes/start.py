"""The first screen as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from inyo.tui.keymap import Keymap, Scope
from inyo.tui.messages import Messages
from inyo.tui.panes.base import ListPane
from inyo.tui.panes.pieces import in_columns, plain
from inyo.tui.state import Kept, Start, State
from inyo.tui.terminal.cells import cell_width, time_bar, truncate
from inyo.tui.widgets.list_rows import Row

_MEASURE = 76
"""Cells of the widest row: a note at the far end of a wide screen is not read with its row."""

_LEAST = 8
"""People and terms that are offered on a small screen."""

Does = Literal["", "read", "search", "person", "documents", "marks", "problems", "news"]


@dataclass(frozen=True, slots=True)
class StartRow:
    """A row: a head (no `does`), or something to go on with. `about` is its file, query or name."""

    text: str
    note: str = ""
    does: Does = ""
    about: str = ""
    sign: str = ""


def start_rows(start: Start, say: Messages, lines: int = 0, width: int = _MEASURE) -> tuple[StartRow, ...]:
    """The rows of the first screen, `width` cells wide; more people and terms where there are more `lines`."""
    few = _rows(start, say, _LEAST, width)
    spare = max(0, lines - len(few)) // 2
    return _rows(start, say, _LEAST + spare, width) if spare else few


def _rows(start: Start, say: Messages, most: int, width: int) -> tuple[StartRow, ...]:
    rows: list[StartRow] = []

    def part(name: str, found: Sequence[StartRow]) -> None:
        if found:
            rows.append(StartRow(say(f"start.{name}")))
            rows.extend(found)

    part("reading", [StartRow(info.title, f"{share} %", "read", info.file) for info, share in start.reading[:3]])
    kept = [StartRow(each.query, _found(each, say), "search", each.query, "*") for each in start.kept]
    part("kept", kept)
    part("queries", [StartRow(query, "", "search", query) for query in start.queries[:5]])
    part("news", [StartRow(say(f"news.{item.kind}", title=item.info.title), item.info.date, "read", item.info.file)
                  for item in start.news[:5] if item.kind != "removed"])  # fmt: skip
    people = start.people[:most]
    counts = [say("start.person", mentions=person.mentions, count=person.quotations) for person in people]
    part("people", [StartRow(person.name, count, "person", person.name)
                    for person, count in zip(people, in_columns(counts), strict=True)])  # fmt: skip
    terms = sorted(start.terms[:most], key=lambda term: -term.places)  # in the order that their numbers tell
    part("terms", [StartRow(term.text, f"{term.places:,}", "search", term.text) for term in terms])
    dated = start.facets.year if len(start.facets.year) > 3 else start.facets.month
    if dated:
        undated = say("start.undated", count=start.undated) if start.undated else ""
        bars = time_bar(((value.value, value.documents) for value in dated), min(_MEASURE, width))
        rows.append(StartRow(say("start.dates"), undated))
        rows.append(StartRow(bars, "", "documents"))
    other = [StartRow(say("start.marks", count=start.marks), "", "marks")] if start.marks else []
    other += [StartRow(say("start.problems", count=start.problems), "", "problems")] if start.problems else []
    part("other", other)
    return tuple(rows)


def _nothing(state: State) -> str:
    """The sentence for a first screen that has no rows."""
    if not state.documents:
        return "documents.none" if state.ready else "documents.empty"
    return "start.nothing" if state.start.facets.kind else "start.counting"


def _found(kept: Kept, say: Messages) -> str:
    if kept.now < 0:
        return f"{kept.before:,}" if kept.before >= 0 else ""
    return say("start.new", count=kept.now, new=kept.new) if kept.new else f"{kept.now:,}"


class StartPane(ListPane):
    """What to go on with."""

    SCOPE: ClassVar[Scope] = "start"
    NUMBER: ClassVar[str] = "0"

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self._rows: tuple[StartRow, ...] = ()
        self._start = Start()

    def on_resize(self) -> None:
        self._fill()

    def _fill(self) -> None:
        rows = start_rows(self._start, self.say, self.size.height - 1, self.size.width - 4)
        if rows == self._rows:
            return
        kept = self.current if self.current is not self._first else None  # who has not moved stays at the first row
        self._rows = rows
        heads = [at for at, row in enumerate(rows) if not row.does]
        place = next(
            (at for at, row in enumerate(rows) if kept and (row.does, row.about) == (kept.does, kept.about)), 0
        )
        self.list.set_rows(len(rows), self._row, headers=heads, cursor=place)

    def draw(self, state: State) -> None:
        self._start = state.start
        self._fill()
        nothing = self.say(_nothing(state))
        if self.list.empty != nothing:
            self.list.empty = nothing
            self.list.update_rows()
        quotations = sum(info.quotations for info in state.documents)
        paragraphs = sum(info.paragraphs for info in state.documents)
        if not state.documents and not state.ready:  # how many there are is not known yet
            self.entitle("")
            return
        counts = self.say("start.counts", count=len(state.documents), paragraphs=paragraphs, quotations=quotations)
        self.entitle("", counts, self.say("documents.count", count=len(state.documents)))

    @property
    def _first(self) -> StartRow | None:
        return next((row for row in self._rows if row.does), None)

    @property
    def current(self) -> StartRow | None:
        """The row under the cursor."""
        return self.under_cursor(self._rows)

    def _row(self, index: int, width: int) -> Row:
        row = self._rows[index]
        text, style = plain(row.text) if row.does else (row.text, "document")
        note = row.note
        if width > _MEASURE and note:  # beside its row, not at the far end of the screen
            room = _MEASURE - cell_width(note) - 2
            shown = truncate(text, room)
            filled = shown + " " * (room - cell_width(shown)) + "  "
            spans = [(len(filled), len(filled) + len(note), "faint")]
            return Row(filled + note, spans if row.does else [(0, len(shown), style), *spans], sign=row.sign)
        return Row(text, [(0, len(text), style)] if style else [], note=note, sign=row.sign)
