"""A document as everybody sees it: its text, where the characters of that stand in the file it was made from, how it is
called; and the passage, the unit of search and of a hit.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from inyo.index.values.extracts import Place
from inyo.index.values.problems import Problem


class Edit(NamedTuple):
    """`start`–`end` of a text become `text`, which is not longer."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class SourceMap:
    """From offsets in a text to offsets in its source, both in code points.

    From `texts[i]` on characters stand one after another in the source from `sources[i]` on; both rise strictly.
    Without anchors text and source are the same.
    """

    texts: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()

    def source(self, offset: int) -> int:
        """Where in the source the character at `offset` stands; what was taken out before it comes earlier."""
        at = bisect_right(self.texts, offset) - 1
        return offset if at < 0 else self.sources[at] + offset - self.texts[at]

    def text(self, offset: int) -> int:
        """The first offset in the text whose character stands at or behind `offset` in the source."""
        at = bisect_right(self.sources, offset) - 1
        there = offset if at < 0 else self.texts[at] + offset - self.sources[at]
        return min(there, self.texts[at + 1]) if at + 1 < len(self.texts) else there

    def over(self, upper: SourceMap) -> SourceMap:
        """The map of a text made from this one's text; `upper` leads from it to this one's."""
        if not (upper.texts and self.texts):
            return self if self.texts else upper
        places = sorted({*upper.texts, *map(upper.text, self.texts)})
        return SourceMap(tuple(places), tuple(self.source(upper.source(place)) for place in places))


IDENTITY = SourceMap()
"""The map of a text that is its source."""


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, SourceMap]:
    """A text with edits made, and the map back. Edits come in order and do not overlap."""
    pieces: list[str] = []
    texts: list[int] = []
    sources: list[int] = []
    at = length = 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        length += start - at + len(new)
        at = end
        if len(new) != end - start:
            if texts and texts[-1] == length:
                sources[-1] = end
            else:
                texts.append(length)
                sources.append(end)
    pieces.append(text[at:])
    return "".join(pieces), SourceMap(tuple(texts), tuple(sources))


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


class FileNames:
    """Translates between the index's keys (resolved paths) and what is shown and typed."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._roots = [(path.resolve(), path) for path in paths]
        self._folders = [(f"{str(resolved).rstrip('/')}/", str(given / "_")[:-1]) for resolved, given in self._roots]
        self._known: dict[str, str] = {}

    def shown(self, key: str) -> str:
        """The path under which the reader knows a document."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._show(key)
        return found

    def _show(self, key: str) -> str:
        file, part = split_key(key)
        return self._as_given(file) + (PART + part if part else "")

    def _as_given(self, file: str) -> str:
        """A path of ours, which has neither `.` nor `//` in it: a Path for each of 20,000 takes half a second."""
        for root, given in self._folders:
            if file.startswith(root):
                return given + file[len(root) :]
        for resolved, name in self._roots:
            if file == str(resolved):
                return str(name)
        return file

    def key(self, file: str) -> str:
        """The key of a document as shown (a key is its own)."""
        name, mark, part = file.partition(PART)
        if mark and not os.path.lexists(file):
            return document_key(self.key(name), part)
        path = Path(file)
        for resolved, given in self._roots:
            if path == given:
                return str(resolved)
            if path.is_relative_to(given):
                return str(resolved / path.relative_to(given))
        return file
