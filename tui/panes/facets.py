"""What the documents of an answer have in common and by what they differ: speakers, people, months, kinds, sources."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import ClassVar

from inyo.index.library import Facets, FacetValue
from inyo.tui.keymap import Keymap, Scope
from inyo.tui.messages import Messages
from inyo.tui.panes.base import ListPane
from inyo.tui.panes.pieces import plain
from inyo.tui.state import State
from inyo.tui.terminal.cells import time_bar
from inyo.tui.widgets.list_rows import Row

_MOST = 25
"""Values of a facet that are offered."""
_FIRST = {"months": 12}
_FIRST_OF_OTHERS = 5
"""Values of a facet before those that one asks for: so all facets are in sight."""
_TERMS = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_WHOLE = "in:document"
_TITLE_BARS = (72, 36, 24)
"""Cells of the bar in the title row: the widest for which there is room is shown."""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A value with its counts and the `term` that narrows a query to it; without one, what stands over values, or for
    the rest of the values of a facet (`rest`: its name)."""

    text: str
    value: FacetValue | None = None
    term: str = ""
    rest: str = ""

    @property
    def is_head(self) -> bool:
        """Whether it stands over values."""
        return self.value is None and not self.rest


def facet_rows(
    found: Facets, say: Messages, whole: Container[str] | None = None, chosen: Container[str] = ()
) -> tuple[FacetRow, ...]:
    """The values of an answer, under what they are values of. `whole`: the facets of which all values are listed, by
    default every one; of another the first ones, those that a query has as the terms `chosen`, and how many more."""
    facets: tuple[tuple[str, str, Sequence[FacetValue]], ...] = (
        ("speakers", "by", found.speaker[:_MOST]), ("people", "person", found.person[:_MOST]),
        ("months", "date", found.month), ("kinds", "kind", found.kind[:_MOST]),
        ("sources", "source", found.source[:_MOST]),
    )  # fmt: skip
    rows: list[FacetRow] = []
    for name, field, values in facets:
        values = [value for value in values if value.value]
        if not values:
            continue
        rows.append(FacetRow(say(f"facets.{name}")))
        listed = [FacetRow(plain(value.value)[0], value, term_of(field, value.value)) for value in values]
        first = _FIRST.get(name, _FIRST_OF_OTHERS)
        if whole is None or name in whole or len(listed) <= first + 1:  # a row that tells of one takes the room of it
            rows += listed
            continue
        shown = [row for at, row in enumerate(listed) if at < first or row.term in chosen]
        rows += [*shown, FacetRow(say("facets.more", count=len(listed) - len(shown)), rest=name)]
    return tuple(rows)


def term_of(field: str, value: str) -> str:
    """What narrows a query to a value of a field."""
    words = value.replace('"', "")
    return f"{field}:{words}" if (words == value and value.isalnum()) or field == "date" else f'{field}:"{words}"'


def narrowed(query: str, term: str) -> str:
    """A query with a term of a facet; without it where it has it.

    Somebody's words and names are those of the documents that were found, wherever these have the query's words.
    """
    terms = _TERMS.findall(query)
    if term in terms:
        left = [each for each in terms if each != term]
        return " ".join(each for each in left if each != _WHOLE or any(map(is_somebody, left)))
    scoped = any(each.startswith("in:") or is_somebody(each) for each in terms)
    return " ".join([*terms, *([_WHOLE] if is_somebody(term) and not scoped else []), term])


def widened(query: str) -> str:
    """A query that asks for words and for somebody, so that these may stand anywhere in one document; '' for another
    query, and for one that says already where."""
    terms = _TERMS.findall(query)
    somebody = [term for term in terms if is_somebody(term)]
    if not 0 < len(somebody) < len(terms) or any(term.startswith("in:") for term in terms):
        return ""
    return " ".join([*terms, _WHOLE])


def is_of_documents(query: str) -> bool:
    """Whether somebody whom a query names may speak, or be named, anywhere in a document that it finds."""
    return _WHOLE in _TERMS.findall(query)


def is_somebody(term: str) -> bool:
    """Whether a term of a query is a speaker or a person."""
    return term.startswith(("by:", "person:"))


def months_bar(found: Facets, width: int) -> str:
    """The passages of an answer by month, by year where the documents have no months."""
    return time_bar(((value.value, value.passages) for value in found.month or found.year), width)


class FacetsPane(ListPane):
    """Values to narrow the query by; one that is in the query has a sign."""

    SCOPE: ClassVar[Scope] = "facets"
    NUMBER: ClassVar[str] = "F"

    def __init__(self, say: Messages, keymap: Keymap) -> None:
        super().__init__(say, keymap)
        self._found = Facets()
        self._query = ""
        self._whole: frozenset[str] = frozenset()
        """The facets of which all values are listed."""
        self._rows: tuple[FacetRow, ...] = ()

    def draw(self, state: State) -> None:
        if state.facets != self._found:
            kept = self.current if state.view.focus == self.SCOPE else None
            self._found, self._whole = state.facets, frozenset()
            self._list(state.view.query, kept)
        if state.view.query != self._query:
            self._query = state.view.query
            self.list.update_rows(at for at, row in enumerate(self._rows) if row.value is not None)
        # as much as the name leaves, and where that is little a bar for several months
        self.entitle("", *(months_bar(self._found, most) for most in _TITLE_BARS))

    def _list(self, query: str, kept: FacetRow | None) -> None:
        self._rows = facet_rows(self._found, self.say, self._whole, _TERMS.findall(query))
        heads = [at for at, row in enumerate(self._rows) if row.is_head]
        place = next((at for at, row in enumerate(self._rows) if kept and row.term == kept.term), 0)
        self.list.set_rows(len(self._rows), self._row, headers=heads, cursor=place)

    def show_rest(self, name: str) -> None:
        """List all values of a facet; the cursor stays where the first of those stands that were not listed."""
        at = self.list.cursor
        self._whole |= {name}
        self._list(self._query, None)
        self.list.move_to(at)

    @property
    def current(self) -> FacetRow | None:
        """The value under the cursor, or what stands for the rest of them."""
        row = self.under_cursor(self._rows)
        return None if row is None or row.is_head else row

    def _row(self, index: int, width: int) -> Row:
        row = self._rows[index]
        if row.rest:
            return Row(row.text, [(0, len(row.text), "faint")])
        if row.value is None:
            return Row(row.text)
        sign = "•" if row.term in _TERMS.findall(self._query) else ""
        return Row(row.text, note=f"{row.value.documents:,}", sign=sign)
