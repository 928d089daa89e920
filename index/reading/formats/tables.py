"""CSV, TSV and their kin → documents."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Literal

from inyo.index.reading.formats.article_rows import Row, documents, is_header
from inyo.index.reading.formats.building import damage, decoded, with_reading
from inyo.index.values.extracts import Block, Extract, FormatProblem, Place, UnreadableFormat

_DELIMITERS = ",\t;|"
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
