"""A document as everybody sees it, and the passage, the unit of search and of a hit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from inyo.index.values.extracts import Place
from inyo.index.values.problems import Problem
from inyo.index.values.source_map import IDENTITY, SourceMap

PART = " › "
"""Between a file and a part of it, where a document is called by both: `記事.zip › 記事/表示能力.txt`."""
_KEY = "\0"


@dataclass(frozen=True, slots=True)
class Ruby:
    """A reading printed beside the text: `start`–`end` in Document.text, the kana of the reading."""

    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`start`–`end` in Document.text, without surrounding white space; never empty, no line break inside."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """`start`–`end` in Document.text are words that the file's format gives to somebody (`speaker`, '' unknown).

    "turn": the voice of a subtitle or transcript; "reply": quoted mail; "comment": what readers wrote below an article.
    """

    start: int
    end: int
    kind: Literal["turn", "reply", "comment"]
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One file, or one part of a file of many (see `part`), as inyo reads it. Offsets are code points in `text`, which
    is what a reader reads: `origin` leads from there to the decoded file, where that is a text.

    `date` is ISO (2025, 2025-06 or 2025-06-10) or ''; `title` is never empty (the file's name at worst). `work_end` is
    where the author's own text ends (the colophon of a book follows), None where nothing else follows. `problems`: what
    reading lost, though the document could be read. `part` names it within a file of several documents, `places` has
    one entry for each paragraph where the format knows places.
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
    part: str = ""
    url: str = ""
    places: tuple[Place, ...] = ()
    regions: tuple[Region, ...] = ()
    origin: SourceMap = IDENTITY

    def place(self, paragraph: int) -> Place:
        """Where a paragraph (from 1) stands in the original; an empty Place where the format has none."""
        return self.places[paragraph - 1] if 0 < paragraph <= len(self.places) else Place()


def document_key(path: str, part: str) -> str:
    """What an index calls a document: its file's path, and the part where the file holds several."""
    return f"{path}{_KEY}{part}" if part else path


def split_key(key: str) -> tuple[str, str]:
    """The inverse of `document_key`."""
    path, _, part = key.partition(_KEY)
    return path, part


def path_of(file: str, part: str) -> str:
    """The file alone, of what readers call a document (`file`, with PART and the part behind it)."""
    return file[: -len(PART + part)] if part and file.endswith(PART + part) else file


@dataclass(frozen=True, slots=True)
class Passage:
    """`start`–`end` in Document.text; `paragraph` counts from 1 in the document."""

    start: int
    end: int
    paragraph: int
