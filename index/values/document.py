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

    def line_in(self, source: str, offset: int, paragraph: int) -> int:
        """The line, from 1, of the decoded file on which the character at `offset` stands, in a paragraph (from 1); 0
        where the file has these words nowhere (written in escapes, cut by markup) or in several places."""
        words = self.text[offset : offset + _AROUND].partition("\n")[0]
        places = [self.origin.source(offset + at) for at in range(min(_SURE, len(words)))]
        if places and all(source[place : place + 1] == words[at] for at, place in enumerate(places)):
            return source.count("\n", 0, places[0]) + 1
        if line := self.place(paragraph).line:  # of a row or a caption; in a part of a file its own
            near = "".join(source.split("\n", line + _NEAR)[line - 1 : line + _NEAR])
            if any(words[at : at + _SURE] in near for at in range(max(1, len(words) - _SURE))):
                return line
        for begin in range(0, len(words), _SURE):
            piece = words[begin : begin + 2 * _SURE]
            if len(piece) >= _SURE and source.count(piece) == 1:
                return source.count("\n", 0, source.index(piece)) + 1
        return 0


_SURE = 6
"""Characters that are looked at in a file, where they should stand; twice as many are looked for."""
_NEAR = 4
"""Lines from that of a place on which its words stand."""
_AROUND = 120
"""Characters behind a place of which some may be looked for."""


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
