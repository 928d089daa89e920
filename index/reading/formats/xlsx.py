"""Excel (.xlsx) → the documents of its sheets.

ECMA-376 part 1, 18 (SpreadsheetML): 18.3.1.4 cells, 18.4 strings (phonetic runs are left out), 18.8.30 formats.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inyo.index.reading.formats.package import Package
from inyo.index.reading.formats.tables import sheets
from inyo.index.reading.formats.xml_events import End, Start
from inyo.index.values.extracts import Extract

_DATES = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
"""Numbers of Excel's own formats that show a day."""

_DATE_CODE = re.compile(r"[yYeg年].*[mM月]|[mM月].*[dD日]")
_NO_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_COLUMNS = 16_384
_DAY_ZERO, _DAY_ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_DAY = 2_958_465


@dataclass(frozen=True, slots=True)
class _Book:
    """What cells refer to: strings by number, which styles show days, and from which day those count."""

    strings: Sequence[str]
    dated: frozenset[int]
    zero: datetime


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The documents of the sheets that are shown: of each its articles, or one list. Raises UnreadableFormat."""
    package = Package(data)
    parts, zero = _sheets(package)
    book = _Book(_strings(package), _dated_styles(package), zero)
    return sheets((title, _rows(package, part, book)) for title, part in parts)


def _sheets(package: Package) -> tuple[list[tuple[str, str]], datetime]:
    """Names and parts of the sheets that are not hidden, and the day from which days count."""
    targets = {
        event.get("Id"): posixpath.normpath(posixpath.join("xl", event.get("Target"))).removeprefix("/")
        for event in package.events("xl/_rels/workbook.xml.rels")
        if isinstance(event, Start) and event.name == "Relationship"
    }
    found: list[tuple[str, str]] = []
    zero = _DAY_ZERO
    for event in package.events("xl/workbook.xml"):
        if isinstance(event, Start) and event.name == "sheet" and event.get("state", "visible") == "visible":
            identity = next((value for key, value in event.attributes.items() if key.endswith("}id")), "")
            found.append((event.get("name"), targets.get(identity, "")))
        elif isinstance(event, Start) and event.name == "workbookPr" and event.get("date1904") in ("1", "true"):
            zero = _DAY_ZERO_1904
    return found, zero


def _strings(package: Package) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    inside, phonetic = False, False
    for event in package.events("xl/sharedStrings.xml"):
        if isinstance(event, Start):
            inside = event.name == "t"
            phonetic = phonetic or event.name == "rPh"
        elif isinstance(event, End):
            inside = False
            if event.name == "rPh":
                phonetic = False
            elif event.name == "si":
                strings.append("".join(pieces))
                pieces.clear()
        elif inside and not phonetic:
            pieces.append(event.text)
    return strings


def _dated_styles(package: Package) -> frozenset[int]:
    """The numbers of cell styles that show days."""
    codes: dict[int, str] = {}
    dated: set[int] = set()
    number, inside = 0, False
    for event in package.events("xl/styles.xml"):
        if isinstance(event, Start):
            if event.name == "numFmt":
                codes[_number(event.get("numFmtId"))] = _NO_CODE.sub("", event.get("formatCode")[:200])
            elif event.name == "cellXfs":
                inside = True
            elif event.name == "xf" and inside:
                form = _number(event.get("numFmtId"))
                if form in _DATES or _DATE_CODE.search(codes.get(form, "")):
                    dated.add(number)
                number += 1
        elif isinstance(event, End) and event.name == "cellXfs":
            inside = False
    return frozenset(dated)


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 9 else -1


def _rows(package: Package, part: str, book: _Book) -> Iterator[tuple[int, int, list[str]]]:
    """A sheet's rows: number, no line, cells by their columns."""
    cells: dict[int, str] = {}
    number, kind, style, column = 0, "", -1, -1
    pieces: list[str] = []
    inside, phonetic = False, False
    for event in package.events(part):
        if isinstance(event, Start):
            if event.name == "row":
                cells = {}
                number = _number(event.get("r", str(number + 1)))
            elif event.name == "c":
                place = _REFERENCE.fullmatch(event.get("r"))
                column = _column(place[1]) if place else column + 1
                kind, style, pieces = event.get("t", "n"), _number(event.get("s", "")), []
            phonetic = phonetic or event.name == "rPh"
            inside = event.name in ("v", "t") and not phonetic
        elif isinstance(event, End):
            inside = False
            if event.name == "rPh":
                phonetic = False
            elif event.name == "c" and 0 <= column < _MOST_COLUMNS:
                cells[column] = _value("".join(pieces), kind, style, book)
            elif event.name == "row":
                column = -1
                yield number, 0, [cells.get(at, "") for at in range(max(cells, default=-1) + 1)]
        elif inside:
            pieces.append(event.text)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _value(raw: str, kind: str, style: int, book: _Book) -> str:
    """What a cell shows, as far as a reader wants it: strings, numbers, days in ISO."""
    if kind == "s":
        number = _number(raw)
        return book.strings[number] if 0 <= number < len(book.strings) else ""
    if kind in ("e", "b"):
        return ""
    if kind == "n" and style in book.dated and re.fullmatch(r"\d{1,7}(?:\.\d+)?", raw):
        days = float(raw)
        return (book.zero + timedelta(days=days)).date().isoformat() if 0 < days <= _LAST_DAY - 1_462 else raw
    return raw
