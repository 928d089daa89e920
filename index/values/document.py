"""A document as everybody sees it."""

from __future__ import annotations

from dataclasses import dataclass, field

from inyo.index.values.problems import Problem


@dataclass(frozen=True, slots=True)
class Ruby:
    """A reading printed beside the text: `start`–`end` in Document.text, the kana of the reading."""

    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`start`–`end` in Document.text, without surrounding white space; never empty.

    In a text whose lines were cut at one width a paragraph holds line breaks.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file as inyo understands it. Offsets everywhere are code points in `text`.

    `date` is ISO (2025, 2025-06 or 2025-06-10) or ''; `title` is never empty (the file's name at worst). `work_end` is
    where the author's own text ends (the colophon of a book follows), None where nothing else follows. `problems`: what
    reading lost, though the document could be read.
    """

    path: str
    text: str
    title: str
    author: str = ""
    date: str = ""
    source: str = ""
    encoding: str = "utf-8"
    paragraphs: tuple[Paragraph, ...] = ()
    rubies: tuple[Ruby, ...] = field(default=())
    problems: tuple[Problem, ...] = ()
    work_end: int | None = None
