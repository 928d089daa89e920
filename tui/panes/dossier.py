"""A person's statements by date; beside those of a second person in two columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, zip_longest
from typing import ClassVar

from textual.app import ComposeResult

from inyo.index.library import Person, Quote
from inyo.tui.keymap import Keymap, Scope
from inyo.tui.messages import Messages
from inyo.tui.panes.base import ListPane, TitleBar
from inyo.tui.panes.pieces import Pieces, Titles, column, plain, snippet, spans_of, width_of
from inyo.tui.state import Dossier, State, mark_key
from inyo.tui.terminal.cells import cell_width, time_bar
from inyo.tui.terminal.linebreak import rows
from inyo.tui.widgets.list_rows import Row
from inyo.tui.widgets.virtual_list import GUTTER


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A row: the head of a document or a month (`head`), or a quotation of the person, of the second one, or both."""

    head: str = ""
    date: str = ""
    first: Quote | None = None
    second: Quote | None = None

    @property
    def is_head(self) -> bool:
        """Whether it stands over quotations. The head of those without a date is empty."""
        return self.first is None and self.second is None


def by_date(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """By date, the undated last; in one document in the order of the text."""
    return tuple(sorted(quotes, key=lambda q: (not q.date, q.date, q.file, q.quotation.start)))


def dossier(quotes: Iterable[Quote]) -> tuple[DossierRow, ...]:
    """All statements of a person, under the documents that they stand in."""
    rows: list[DossierRow] = []
    for _, group in groupby(by_date(quotes), key=lambda quote: quote.file):
        found = list(group)
        rows.append(DossierRow(head=found[0].title, date=found[0].date))
        rows += [DossierRow(first=quote) for quote in found]
    return tuple(rows)


def compared(first: Iterable[Quote], second: Iterable[Quote]) -> tuple[DossierRow, ...]:
    """The statements of two people side by side, under their months."""
    months: dict[str, tuple[list[Quote], list[Quote]]] = {}
    for side, quotes in enumerate((first, second)):
        for quote in by_date(quotes):
            months.setdefault(quote.date[:7], ([], []))[side].append(quote)
    rows: list[DossierRow] = []
    for month in sorted(months, key=lambda month: (not month, month)):
        rows.append(DossierRow(head=month, date=month))
        rows += [DossierRow(first=one, second=other) for one, other in zip_longest(*months[month])]
    return tuple(rows)


def rows_of(shown: Dossier) -> tuple[DossierRow, ...]:
    """What a person said, alone or beside a second one."""
    return compared(shown.first, shown.second) if shown.other else dossier(shown.first)


def place_of(row: DossierRow) -> str:
    """Where a statement stands in its text; '' for a head."""
    return f"¶{row.first.paragraph}" if row.first else ""


def months_of(quotes: Iterable[Quote]) -> tuple[tuple[str, int], ...]:
    """Statements by month (by year where no more is known), in order; the undated are left out."""
    return tuple(sorted(Counter(quote.date[:7] for quote in quotes if quote.date).items()))


def beside(person: str, quotes: Iterable[Quote], people: Sequence[Person]) -> tuple[Person, ...]:
    """With whom a person may be compared: everybody who is quoted, first who is named in the same documents."""
    there = {quote.file for quote in quotes}
    others = [other for other in people if other.quotations and other.name != person]
    return tuple(sorted(others, key=lambda other: (not there.intersection(other.files), -other.quotations)))


def taller_rows(rows: Sequence[DossierRow], width: int, height: int) -> tuple[int, ...]:
    """The rows with a second line: those whose words one of `width` cells cuts, the first ones, as far as a list of
    `height` lines has the room."""
    cut = (
        at
        for at, row in enumerate(rows)
        if any(quote and cell_width(quote.quotation.text[:width]) > width for quote in (row.first, row.second))
    )
    return tuple(islice(cut, max(0, height - len(rows))))


def half_of(width: int) -> int:
    """Cells of each of two columns."""
    return max(4, (width - cell_width(_BETWEEN)) // 2)


def also_named(
    person: str, files: Iterable[str], people: Sequence[Person], most: int = 5
) -> tuple[tuple[str, int], ...]:
    """Who else is named in these documents, and in how many of them; most often first."""
    there = set(files)
    counts = [(other.name, len(there.intersection(other.files))) for other in people if other.name != person]
    return tuple(sorted((each for each in counts if each[1]), key=lambda each: (-each[1], each[0]))[:most])


_USED = "▸"
"""Before the name of the one of two whose column is in use."""
_BETWEEN = " │ "
_SIGN = "  "
"""The room behind a statement for the sign of what was inferred."""
_ELSEWHERE = 2
"""Lines of the screen that are not the pane's: the search box, the status line."""
_BAR = 40
"""Cells of the bar of months at most."""
_APART = 4
"""Cells between what stands at the left of the title row and at its right."""
_FEW = 3
"""How many others should be told of, where there are so many."""


class DossierPane(ListPane):
    """Statements under their documents, or two people's under their months."""

    SCOPE: ClassVar[Scope] = "dossier"
    NUMBER: ClassVar[str] = "i"

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self._shown: Dossier | None = None
        self.rows: tuple[DossierRow, ...] = ()
        self._taller: tuple[int, ...] = ()
        self._place = 0
        """The cells of the widest place of a statement, and one before it."""
        self._titles = Titles()
        self._people: Sequence[Person] = ()
        self.others = TitleBar()
        self.others.display = False

    def compose(self) -> ComposeResult:
        yield self.title_bar
        yield self.others
        yield self.body

    @property
    def heading(self) -> int:
        return 1 + bool(self.others.display)

    def draw(self, state: State) -> None:
        shown, kept, new = state.dossier, self.current, state.dossier is not self._shown
        self._shown, self._people = shown, state.people
        self._entitle()
        if new:
            self._titles = self._titles.of(state.documents, state.paths)
            self.rows = rows_of(shown) if shown else ()
            self._place = 1 + max((cell_width(place_of(row)) for row in self.rows), default=0)
            self.list.empty = self.say("dossier.empty", name=shown.name if shown else "")
            places = (at for at, row in enumerate(self.rows) if kept is not None and kept in (row.first, row.second))
            self._list(next(places, 0))
        self.list.set_marked(
            at for at, row in enumerate(self.rows)
            if any(quote is not None and mark_key(quote) in state.marks for quote in (row.first, row.second))
        )  # fmt: skip

    def _entitle(self) -> None:
        """The title row; who else is named stands in it where three of them fit, else in a row of their own."""
        shown, width = self._shown, self.app.size.width
        if shown is None:
            self.entitle()
            return
        months = time_bar(months_of([*shown.first, *shown.second]), _BAR)
        counts = self.say("dossier.count", count=len(shown.first) + len(shown.second))
        used = (_USED, "") if not shown.second_side else ("", _USED)  # whose words are copied and marked
        note = f"{used[0]}{shown.name} ⇄ {used[1]}{shown.other}" if shown.other else shown.name
        note = plain(note)[0]
        # beside two people there is no room for others
        named = () if shown.other else self._named(shown.name, shown.first)
        room = width - cell_width(f" {self.NUMBER} {self.say('dossier.title')}  {note} ") - _APART
        rights = ["  ".join(filter(None, parts)) for parts in ([months, counts], [counts])]
        whole = ["  ".join(filter(None, (months, names, counts))) for names in named[: max(1, len(named) - _FEW + 1)]]
        beside = [right for right in whole if cell_width(right) <= room]
        below = "" if beside else next((names for names in named if cell_width(names) <= width - 2), "")
        self.entitle(note, *beside, *(right for right in rights if cell_width(right) <= room), counts)
        self.others.display = bool(below)
        self.others.show([(below, "note")])

    def _named(self, person: str, quotes: Sequence[Quote]) -> list[str]:
        """Who else is named where a person speaks: all that are told, then ever fewer."""
        others = also_named(person, {quote.file for quote in quotes}, self._people)
        return [
            plain(self.say("dossier.others", names=" · ".join(f"{name} {count}" for name, count in others[:most])))[0]
            for most in range(len(others), 0, -1)
        ]

    def on_resize(self) -> None:
        """A statement takes one line or two, by the room, and who else is named a row of their own."""
        self._entitle()
        if self._taller != self._wanted():
            self._list(self.list.cursor)

    def _list(self, cursor: int) -> None:
        """List the rows, those that are cut higher as far as there is room."""
        heads = [at for at, row in enumerate(self.rows) if row.is_head]
        self._taller = self._wanted()
        self.list.set_rows(
            len(self.rows), self._row, headers=heads, cursor=cursor, marked=self.list.marked,
            taller=[(at, 1) for at in self._taller],
        )  # fmt: skip

    def _wanted(self) -> tuple[int, ...]:
        """The rows with a second line. A dossier has all of the screen but three lines, also before it is shown."""
        shown = self._shown
        if shown is None:
            return ()
        width, height = self.app.size
        room = (half_of(width - GUTTER) if shown.other else width - GUTTER - self._place) - len(_SIGN)
        return taller_rows(self.rows, room, height - _ELSEWHERE - self.heading)

    @property
    def current(self) -> Quote | None:
        """The quotation under the cursor: of two, the one on the side that is in use."""
        row = self.under_cursor(self.rows)
        if row is None:
            return None
        side = self._shown.second_side if self._shown else False
        return (row.second or row.first) if side else (row.first or row.second)

    def _row(self, index: int, width: int) -> Row:
        shown = self._shown
        if shown is None:
            return Row("")
        row = self.rows[index]
        if row.is_head:
            if shown.other:
                head = row.head or self.say("facets.undated")
                return Row(head, [(0, len(head), "document")])
            quote = self.rows[index + 1].first
            file, part = (quote.file, quote.part) if quote else ("", "")
            date = row.date or self.say("facets.undated")
            title = self._titles.pieces(row.head, file, part, width - cell_width(date) - 2)
            return Row(*spans_of(title), note=date)
        if shown.other:
            half = half_of(width)
            left, right = (
                self._broken(quote, half, half if index in self._taller else 0) for quote in (row.first, row.second)
            )
            (text, spans), (below, below_spans) = (
                spans_of(sides(*line, half)) for line in zip(left, right, strict=True)
            )
            return Row(text, spans, below=below, below_spans=below_spans)
        said, rest = self._broken(row.first, width - self._place, width if index in self._taller else 0)
        text, spans = spans_of(said)
        return Row(text, spans, place_of(row), *spans_of(rest))

    def _broken(self, quote: Quote | None, width: int, below: int) -> tuple[Pieces, Pieces]:
        """A statement in a line of `width` cells; where it has two, broken as Japanese is, the second of `below` cells.
        With the sign of what was inferred."""
        if quote is None:
            return [], []
        text = plain(quote.quotation.text)[0]
        doubted = quote.quotation.inferred and not quote.edited
        sign: Pieces = [(self.say("quotation.inferred"), "mark")] if doubted else []
        width -= len(_SIGN)
        if not below:
            return [*snippet(text, (), width), *sign], []
        first, end = rows(text, width)[0]
        if end == len(text):
            return [plain(text), *sign], []
        return [plain(text[first:end].rstrip())], [*snippet(text[end:], (), below - len(_SIGN)), *sign]


def sides(left: Pieces, right: Pieces, half: int) -> Pieces:
    """A line of two columns."""
    return [*left, column("", max(0, half - width_of(left))), (_BETWEEN, "faint"), *right]
