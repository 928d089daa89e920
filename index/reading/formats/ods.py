"""OpenDocument spreadsheets (.ods) → the documents of their sheets.

OASIS OpenDocument 1.3 part 3: 9.1 (tables, repeated rows and cells), 19.385 (days as they are, not as they are shown).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from inyo.index.reading.formats.package import Package
from inyo.index.reading.formats.tables import Line, sheets
from inyo.index.reading.formats.xml_events import End, Start
from inyo.index.values.extracts import Extract, FormatProblem, UnreadableFormat

_UNREAD = frozenset(("annotation", "ruby-text", "shapes", "tracked-changes", "forms"))
_MOST_COLUMNS, _MOST_REPEATED = 16_384, 100
"""Cells of a row, and how often a row or a cell that is written once counts: a file may say a million."""


@dataclass(slots=True)
class _Sheet:
    name: str
    rows: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Cells:
    """A row as it grows. What is repeated and empty is only remembered: a sheet ends in a thousand such cells."""

    cells: list[str] = field(default_factory=list)
    empty: int = 0

    def add(self, text: str, times: int) -> None:
        if not text:
            self.empty += times
            return
        self.cells += [""] * min(self.empty, _MOST_COLUMNS - len(self.cells))
        self.cells += [text] * min(times, _MOST_REPEATED, _MOST_COLUMNS - len(self.cells))
        self.empty = 0


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The documents of the sheets: of each its articles, or one list. Raises UnreadableFormat."""
    package = Package(data)
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise UnreadableFormat(FormatProblem.ENCRYPTED, "needs a password; save it without one")
    return sheets((sheet.name, iter(sheet.rows)) for sheet in _sheets(package))


def _sheets(package: Package) -> Iterator[_Sheet]:
    sheet, row, number, repeated, times = _Sheet(""), _Cells(), 0, 1, 1
    pieces: list[str] = []
    day, paragraph, unread = "", 0, 0
    for event in package.events("content.xml"):
        if isinstance(event, Start):
            unread += event.name in _UNREAD
            if unread:
                continue
            if event.name == "table":
                sheet, number = _Sheet(event.get("name")), 0
            elif event.name == "table-row":
                row, repeated = _Cells(), _times(event.get("number-rows-repeated"))
            elif event.name in ("table-cell", "covered-table-cell"):
                times, day, pieces = _times(event.get("number-columns-repeated")), event.get("date-value")[:10], []
            elif event.name == "p":
                pieces += ["\n"] if pieces else []
                paragraph += 1
            elif event.name in ("s", "tab", "line-break") and paragraph:
                pieces.append("\n" if event.name == "line-break" else " ")
        elif isinstance(event, End):
            if event.name in _UNREAD:
                unread -= 1
            elif unread:
                continue
            elif event.name == "p":
                paragraph -= 1
            elif event.name in ("table-cell", "covered-table-cell"):
                row.add(day or "".join(pieces).strip(), times)
            elif event.name == "table-row":
                shown = min(repeated, _MOST_REPEATED) if row.cells else 0
                sheet.rows += [(number + more + 1, 0, row.cells) for more in range(shown)]
                number += repeated
            elif event.name == "table":
                yield sheet
        elif paragraph and not unread:
            pieces.append(event.text)


def _times(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 8 else 1
