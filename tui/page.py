"""How a document is set as a page: what is a heading, where there is air, what stands under the title, where its pages
and chapters begin. Pure functions; all of it is on the screen only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from inyo.index.library import Document

_HEADING = re.compile(
    r"^(?:[■◆●▼◇□▽★☆◎○▲【〔]|第[〇一二三四五六七八九十百0-9０-９]+[章節部話回条]"
    r"|[一二三四五六七八九十]{1,3}[　 ]?$)"
)
_MARKED = re.compile(r"^#{1,6}\s")
"""Whoever wrote it calls it a heading, however it ends."""
_SENTENCE = re.compile(r"[。．！？!?」』]$")
_LONGEST = 45
"""Characters of a heading at most."""
_FIRST = 3
"""Paragraphs in which the text may bring its title."""
_AIRY = 50
"""The median length of paragraphs from which each has a blank row before it: lines of a dialogue stay together."""


@dataclass(frozen=True, slots=True)
class Page:
    """`headings` are set bold. `before`: rows of the screen, by the offset of the line that they stand before; `head`:
    the title, over the first of them, where the text has none."""

    headings: tuple[tuple[int, int], ...] = ()
    before: dict[int, tuple[str, ...]] = field(default_factory=dict)
    head: str = ""


def paged(document: Document, words: str = "") -> Page:
    """The page of a document; `words` (source, date, author) stand under its title, which stands over the text where
    this does not bring it."""
    text, paragraphs = document.text, document.paragraphs
    headings = [(p.start, p.end) for number, p in enumerate(paragraphs) if is_heading(document, number)]
    before: dict[int, tuple[str, ...]] = {}
    airy = bool(paragraphs) and median(p.end - p.start for p in paragraphs) >= _AIRY
    starts = {start for start, _ in headings}
    for number, paragraph in enumerate(paragraphs[1:], 1):
        gap = text[paragraphs[number - 1].end : paragraph.start].count("\n")
        rows = [""] if gap == 1 and (airy or paragraph.start in starts) else []
        rows += _place_rows(document, number)
        if rows:
            before[_line(text, paragraph.start)] = tuple(rows)
    if (at := title_at(document)) >= 0:
        end = text.find("\n", paragraphs[at].end)
        if words and end >= 0:
            following = before.get(end + 1, ())
            before[end + 1] = (words, *(following or ([""] if text[end + 1 : end + 2] != "\n" else [])))
        return Page(tuple(headings), before)
    head = "" if _brings_title(document) else document.title.strip()
    if head or words:
        before[0] = (*([words] if words else []), "", *before.get(0, ()))
    return Page(tuple(headings), before, head)


def title_at(document: Document) -> int:
    """The number of the paragraph, one of the first, that is the document's title; -1 if none is."""
    lines = (document.text[p.start : p.end].lstrip("#　 ").strip() for p in document.paragraphs[:_FIRST])
    return next((number for number, line in enumerate(lines) if line == document.title.strip()), -1)


def _brings_title(document: Document) -> bool:
    """Whether one reads the title, or what it is the beginning of, in the first lines of the text."""
    title = document.title.strip().removesuffix("…")
    first = (document.text[p.start : p.end].lstrip("#　 ") for p in document.paragraphs[:_FIRST])
    return not document.paragraphs or any(line.startswith(title) for line in first)


def is_heading(document: Document, number: int) -> bool:
    """Whether a paragraph (from 0) is the title or a heading: it looks like one, or a chapter of the file bears it."""
    paragraph = document.paragraphs[number]
    text = document.text[paragraph.start : min(paragraph.end, paragraph.start + _LONGEST + 1)]
    if number < _FIRST and number == title_at(document):
        return True
    if paragraph.end - paragraph.start > _LONGEST or "\n" in text:
        return False
    if document.places and text.strip() and text.strip() == document.place(number + 1).chapter:
        return True
    return bool(_MARKED.match(text)) or (bool(_HEADING.match(text)) and not _SENTENCE.search(text))


def _place_rows(document: Document, number: int) -> Iterator[str]:
    """What says that another page, or another chapter, of the file begins with a paragraph (from 0)."""
    if not document.places:
        return
    here, above = document.place(number + 1), document.place(number)
    if (here.page, here.sheet) != (above.page, above.sheet) and (here.page or here.sheet):
        yield f"── p. {here.page or here.sheet} ──"
    if here.chapter and here.chapter != above.chapter and not is_heading(document, number):
        yield f"── {here.chapter} ──"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document: what it is called, where it begins and where the next one does, how deep it stands."""

    name: str
    start: int
    end: int
    depth: int = 0


def contents(document: Document) -> tuple[Section, ...]:
    """The headings and chapters of a document, in order; its pages where it has none. The title alone is none."""
    paragraphs = document.paragraphs
    numbers = range(title_at(document) + 1, len(paragraphs))
    found = [
        (paragraphs[number].start, *_named(document, number)) for number in numbers if is_heading(document, number)
    ]
    known = {start for start, _, _ in found}
    for number in numbers:
        here, above = document.place(number + 1), document.place(number) if number else None
        start = paragraphs[number].start
        if here.chapter and (above is None or here.chapter != above.chapter) and start not in known:
            found.append((start, here.chapter, 0))
    if not found:
        found = [
            (paragraphs[number].start, f"p. {here.page or here.sheet}", 0)
            for number in range(len(paragraphs))
            if ((here := document.place(number + 1)).page or here.sheet)
            and (number == 0 or (here.page, here.sheet) != _page_of(document, number))
        ]
    if not found:
        return ()
    found.sort()
    ends = [start for start, _, _ in found[1:]] + [len(document.text)]
    top = min(depth for _, _, depth in found)
    return tuple(Section(name, start, end, depth - top) for (start, name, depth), end in zip(found, ends, strict=True))


def _page_of(document: Document, number: int) -> tuple[str, int]:
    place = document.place(number)
    return place.page, place.sheet


def _named(document: Document, number: int) -> tuple[str, int]:
    """What a heading says, without the signs that make it one, and how deep it stands."""
    paragraph = document.paragraphs[number]
    text = document.text[paragraph.start : paragraph.end].strip()
    marks = len(text) - len(text.lstrip("#"))
    return text[marks:].strip(), marks if _MARKED.match(text) else 0


def _line(text: str, offset: int) -> int:
    """Where the line begins that an offset stands in."""
    return text.rfind("\n", 0, offset) + 1
