"""A file → Document: its text, title, author, date, source and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class ProblemKind(StrEnum):
    """Why a file or folder was left out; `Problem` carries the sentence."""

    MISSING = "missing"
    EMPTY = "empty"
    BINARY = "binary"
    ENCODING = "encoding"
    PERMISSION = "permission"
    TOO_LARGE = "too-large"
    LINK = "link"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Problem:
    """One file or folder that was skipped. `detail` is an English clause: what is wrong and what to do."""

    path: str
    kind: ProblemKind
    detail: str


class UnreadableDocument(Exception):
    """Raised by `read`; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.path}: {problem.detail}")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Ruby:
    """A reading printed beside the text: `start`–`end` in Document.text, the kana of the reading."""

    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`start`–`end` in Document.text, without surrounding white space; never empty."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file as inyo understands it. Offsets everywhere are code points in `text`.

    `date` is ISO (2025, 2025-06 or 2025-06-10) or ''; `title` is never empty (the file's name at worst).
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


def discover(paths: Sequence[Path]) -> Iterator[Path | Problem]:
    """The document files under `paths` (files or folders), each once, in a stable order; what is skipped as Problem."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".md") and p.is_file())
        else:
            yield path


def read(path: Path) -> Document:
    """The document in a file. Raises UnreadableDocument."""
    text = path.read_text("utf-8", "replace")
    paragraphs = tuple(Paragraph(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text))
    title = text[paragraphs[0].start : paragraphs[0].end][:80] if paragraphs else path.name
    return Document(str(path), text, title, paragraphs=paragraphs)
