"""Documents cut into passages, the unit of search and of a hit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import Document

LONGEST = 400
"""A paragraph longer than this (code points) is cut at sentence ends."""

_SENTENCE_END = re.compile(r"[。！？!?][」』）)”]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """`start`–`end` in Document.text; `paragraph` counts from 1 in the document."""

    start: int
    end: int
    paragraph: int


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order; together they cover every paragraph exactly."""
    return tuple(
        Passage(start, end, number)
        for number, paragraph in enumerate(document.paragraphs, 1)
        for start, end in _cut(document.text, paragraph.start, paragraph.end)
    )


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        ends = [found.end() for found in _SENTENCE_END.finditer(text, start + LONGEST // 2, start + LONGEST)]
        stop = ends[-1] if ends else start + LONGEST
        yield start, stop
        start = stop
    if start < end:
        yield start, end
