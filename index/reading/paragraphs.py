"""A text → its paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

_SENTENCE_END = tuple("。．！？!?」』）)】…")
_STRUCTURE = re.compile(r"[ 　\t]*(?:[-*+・●○■□◆◇▼▶※>＞#|｜]|\d+[.)．、]|[（(]?[0-9０-９一二三四五六七八九十]+[)）])")
_MINIMUM_LINES = 8
_LOOKED_AT = 3_000
_NARROWEST, _WIDEST = 40, 160
_SLACK = 4
"""Columns by which full lines differ: no line begins with a closing mark, so one or two characters move."""


def paragraph_spans(text: str, *, prose_lines: bool = True) -> Iterator[tuple[int, int]]:
    """(start, end) of every paragraph, in order, without white space around.

    A line that is not blank is one; in a text whose lines were cut at one width (and `prose_lines`), the lines of a
    block are one together, up to a line that ends short or begins indented.
    """
    lines = list(_lines(text))
    width = _wrapped_at(text, lines) if prose_lines else None
    if width is None:
        yield from lines
        return
    start, end = lines[0]
    for next_start, next_end in lines[1:]:
        if _goes_on(text, end, next_start) and abs(_columns(text[_line_start(text, end) : end]) - width) <= _SLACK:
            end = next_end
        else:
            yield start, end
            start, end = next_start, next_end
    yield start, end


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines that are not blank, without white space around."""
    at = 0
    for line in text.split("\n"):
        if stripped := line.strip():
            start = at + len(line) - len(line.lstrip())
            yield start, start + len(stripped)
        at += len(line) + 1


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _goes_on(text: str, end: int, following: int) -> bool:
    """Whether the line at `following` can go on the one that ends at `end`: next line, not indented, no list item."""
    return (
        text.count("\n", end, following) == 1 and text[following - 1] == "\n" and not _STRUCTURE.match(text, following)
    )


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "FWA" else 1 for character in text)


def _wrapped_at(text: str, lines: Sequence[tuple[int, int]]) -> int | None:
    """The width at which lines were cut, or None. Conservative: nearly all lines that another goes on must have it."""
    lines = lines[:_LOOKED_AT]
    if any(end - start > _WIDEST for start, end in lines):
        return None
    widths = [
        (_columns(text[_line_start(text, start) : end]), text[end - 1] in _SENTENCE_END)
        for (start, end), (following, _) in pairwise(lines)
        if _goes_on(text, end, following)
    ]
    if len(widths) < _MINIMUM_LINES:
        return None
    usual, _ = Counter(width for width, _ in widths).most_common(1)[0]
    full = [ends for width, ends in widths if abs(width - usual) <= _SLACK]
    if not _NARROWEST <= usual <= _WIDEST or len(full) < 0.7 * len(widths) or len(full) < _MINIMUM_LINES:
        return None
    return usual if sum(full) <= 0.25 * len(full) else None
