"""Mentions of people in a document, and which mentions are one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Document
from index.japanese.tokens import Token


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a document. Offsets are code points in Document.text.

    `start`–`end` the whole mention with its title or honorific (グリア代表), `name_start`–`name_end` the name alone
    (グリア); `title` the title without honorifics (代表, '' if none); `canonical` the fullest name this document
    gives that person (ジェイミソン・グリア); `score` how sure detection is, 0 to 1.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    title: str
    canonical: str
    score: float


def find_mentions(document: Document, tokens: Sequence[Token]) -> tuple[Mention, ...]:
    """The mentions of people in a document, in order, not overlapping."""
    return ()
