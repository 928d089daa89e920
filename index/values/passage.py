"""The unit of search and of a hit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """`start`–`end` in Document.text; `paragraph` counts from 1 in the document."""

    start: int
    end: int
    paragraph: int
