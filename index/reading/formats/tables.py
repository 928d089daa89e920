"""Tables → documents: CSV, TSV and their kin, the sheets of Excel (.xlsx) and OpenDocument (.ods).

ECMA-376 part 1, 18 (SpreadsheetML): 18.3.1.4 cells, 18.4 strings (phonetic runs are left out), 18.8.30 formats. OASIS
OpenDocument 1.3 part 3: 9.1 (tables, repeated rows and cells), 19.385 (days as they are, not as they are shown).
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal

from inyo.index.reading.formats.building import damage, decoded, with_reading
from inyo.index.reading.formats.office import Package
from inyo.index.reading.formats.rows import Row, documents, is_header
from inyo.index.reading.formats.xml import End, Start
from inyo.index.values.extracts import Block, Extract, FormatProblem, Place, UnreadableFormat

_DELIMITERS = ",\t;|"
_TOLD_DELIMITER = re.compile(r"sep=.\n")
"""What a table begins with that tells Excel how it is cut."""

_SAMPLE = 65_536
_SAMPLE_ROWS = 50
_MOST_CAPTIONS = 6
_GIVEN_NAME = re.compile(r"(?:sheet|シート) ?\d*", re.IGNORECASE)
_DUMPED = re.compile(r"[。」』！？][ \u3000]?(?:\\r)?\\n|(?:^|\t)\\N(?:\t|$)", re.MULTILINE)
_ESCAPED = re.compile(r"\\([nrt\\])")
_ESCAPES = {"n": "\n", "r": "", "t": " ", "\\": "\\"}

Line = tuple[int, int, list[str]]
"""A row's number, the line of the file where it begins (0 where there are none), and its cells."""


def read(data: bytes, name: str) -> tuple[Extract, ...]:
    """The documents of a table of text. Raises UnreadableFormat where it holds nothing."""
    found = decoded(data)
    if told := _TOLD_DELIMITER.match(found.text):
        found = replace(found, text="\n" + found.text[told.end() :])
    delimiter = "\t" if name.lower().endswith((".tsv", ".tab")) else _delimiter(found.text)
    rows = _rows(found.text, delimiter)
    if delimiter == "\t" and _DUMPED.search(found.text):
        rows = ((number, line, list(map(_undumped, cells))) for number, line, cells in rows)
    return with_reading(table(rows), found.encoding, damage(found))


def _undumped(cell: str) -> str:
    """A cell as MySQL and PostgreSQL write them to text: \\n is a line's end, \\N nothing at all."""
    return "" if cell == "\\N" else _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), cell)


def table(lines: Iterator[Line]) -> tuple[Extract, ...]:
    """The documents of a table's rows, with or without a row of names at the top; blank rows are left out."""
    rows = [(number, line, cells) for number, line, cells in lines if any(map(str.strip, cells))]
    if not rows:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds no rows; nothing to index")
    captions = rows[: _captions(rows)]
    rows = rows[len(captions) :]
    first = [cell.strip() for cell in rows[0][2]]
    named = len(rows) > 1 and is_header(first, [cells for _, _, cells in rows[1 : _SAMPLE_ROWS + 1]])
    header = _unique(first) if named else []
    found = documents([Row(number, _named(cells, header), line) for number, line, cells in rows[named:]], header)
    return _below(captions, found) if captions else found


def _captions(rows: Sequence[Line]) -> int:
    """How many rows with one cell stand above the row that names the columns: what the table is called, its day."""
    alone = next((at for at, row in enumerate(rows[:_MOST_CAPTIONS]) if sum(map(bool, map(str.strip, row[2]))) > 1), 0)
    if not alone or len(rows) == alone + 1:
        return 0
    below = [cells for _, _, cells in rows[alone + 1 : alone + 1 + _SAMPLE_ROWS]]
    return alone if is_header([cell.strip() for cell in rows[alone][2]], below) else 0


def _below(captions: Sequence[Line], found: tuple[Extract, ...]) -> tuple[Extract, ...]:
    """The documents of a table below its captions: in one document these stand above its rows, else they are one."""
    blocks = tuple(
        Block(" ".join("".join(cells).split()), place=Place(row=number, line=line)) for number, line, cells in captions
    )
    if len(found) == 1:
        return (replace(found[0], blocks=blocks + found[0].blocks),)
    return (Extract(blocks, part=str(captions[0][0])), *found)


def sheets(found: Iterator[tuple[str, Iterator[Line]]]) -> tuple[Extract, ...]:
    """The documents of the sheets of a workbook, each given by its name and rows. Raises UnreadableFormat where all are
    empty."""
    read_sheets: list[tuple[str, tuple[Extract, ...]]] = []
    for title, rows in found:
        try:
            read_sheets.append((title, table(rows)))
        except UnreadableFormat as problem:
            if problem.kind is not FormatProblem.EMPTY:
                raise
    if not read_sheets:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds no rows; nothing to index")
    alone = len(read_sheets) == 1
    return tuple(_placed(extract, title, alone=alone) for title, extracts in read_sheets for extract in extracts)


def _placed(extract: Extract, sheet: str, *, alone: bool) -> Extract:
    """A sheet's document with the sheet as its chapter, and in its part where there are others."""
    blocks = tuple(replace(block, place=replace(block.place, chapter=sheet)) for block in extract.blocks)
    part = extract.part if alone else f"{sheet} › {extract.part}" if extract.part else sheet
    title = extract.title or ("" if extract.part or _GIVEN_NAME.fullmatch(sheet) else sheet)
    return replace(extract, blocks=blocks, part=part, title=title)


def _named(cells: Sequence[str], header: Sequence[str]) -> dict[str, str]:
    named = dict(zip(header, map(str.strip, cells), strict=False))
    for at in range(len(header), len(cells)):
        named[str(at + 1)] = cells[at].strip()
    return named


def _unique(names: Sequence[str]) -> list[str]:
    """Column names; empty ones get their number, repeated ones too."""
    seen: Counter[str] = Counter()
    unique = []
    for at, name in enumerate(names, 1):
        seen[name] += 1
        unique.append(name if name and seen[name] == 1 else f"{name} {at}".strip())
    return unique


def _rows(text: str, delimiter: str) -> Iterator[Line]:
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" and text.count('"') % 2 else csv.QUOTE_MINIMAL
    before = csv.field_size_limit(sys.maxsize)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
        line = 1
        for number, cells in enumerate(reader, 1):
            yield number, line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise UnreadableFormat(FormatProblem.DAMAGED, f"is no table that can be read (line {line})") from None
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str) -> str:
    """The mark that cuts most rows at the top into the same number of cells, more than one."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, delimiter = 0.0, ","
    for mark in _DELIMITERS:
        sizes = Counter(len(cells) for _, _, cells in islice(_rows(sample, mark), _SAMPLE_ROWS) if cells)
        size, number = max(sizes.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        share = number / sizes.total() if size > 1 else 0.0
        if share > best:
            best, delimiter = share, mark
    return delimiter


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


def read_excel(data: bytes, name: str) -> tuple[Extract, ...]:
    """The documents of the sheets that are shown: of each its articles, or one list. Raises UnreadableFormat."""
    package = Package(data)
    parts, zero = _excel_sheets(package)
    book = _Book(_strings(package), _dated_styles(package), zero)
    return sheets((title, _excel_rows(package, part, book)) for title, part in parts)


def _excel_sheets(package: Package) -> tuple[list[tuple[str, str]], datetime]:
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


def _excel_rows(package: Package, part: str, book: _Book) -> Iterator[tuple[int, int, list[str]]]:
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


_UNREAD = frozenset(("annotation", "ruby-text", "shapes", "tracked-changes", "forms"))
_MOST_REPEATED = 100
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


def read_ods(data: bytes, name: str) -> tuple[Extract, ...]:
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
