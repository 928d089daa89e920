"""A person named in a document: the plain type that travels. `inyo.index.people.mentions` finds them."""

from __future__ import annotations

from dataclasses import dataclass

CERTAIN = 0.5
"""Mentions scored below this are candidates: they count only when other documents use the name as a person's."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a document. Offsets are code points in Document.text.

    `start`–`end` the whole mention with its title or honorific (グリア代表), `name_start`–`name_end` the name alone
    (グリア); `title` the title without honorifics (代表, '' if none); `canonical` the fullest name this document
    gives that person (ジェイミソン・グリア); `score` how sure detection is, 0 to 1 (below `CERTAIN` a mere candidate).
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    title: str
    canonical: str
    score: float
