"""Vertical lines that a program gave out letter by letter, a line each: which of them make a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from inyo.index.reading.lines import Line, ends_sentence

_LONGEST = 3
"""Letters on a line: one, with a mark beside it, or digits set side by side."""
_FEWEST = 12
"""Lines from which letters below one another are text."""
_SINGLE = 0.9
_LETTER = re.compile(r"[ぁ-ヿ一-鿿々〇]")
_NUMBER = re.compile(r"[\d０-９]+")
_POINT = re.compile("[。、︑︒，．]")


def stacked(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Pairs of lines (their numbers) of which the second goes on the first. Lists of letters have no points, words that
    answer others (」「) begin anew, numbers at either end are those of pages."""
    for run in _runs(text, lines):
        words = "".join(text[lines[number].start : lines[number].end] for number in run)
        single = sum(lines[number].end - lines[number].start == 1 for number in run)
        if len(run) < _FEWEST or single < _SINGLE * len(run) or not _POINT.search(words):
            continue
        if len(_LETTER.findall(words)) * 2 < len(words):
            continue
        for at, following in pairwise(run):
            if not (text[lines[at].end - 1] in "」﹂" and text[lines[following].start] in "「﹁"):
                yield at, following


def _runs(text: str, lines: Sequence[Line]) -> Iterator[list[int]]:
    """Short lines one after another, over the end of a page where a sentence goes on there."""
    run: list[int] = []
    for number, line in enumerate(lines):
        if line.blank:
            if run and ends_sentence(text, lines[run[-1]]):
                yield _trimmed(text, lines, run)
                run = []
            continue
        if line.end - line.start > _LONGEST or line.depth:
            yield _trimmed(text, lines, run)
            run = []
            continue
        run.append(number)
    yield _trimmed(text, lines, run)


def _trimmed(text: str, lines: Sequence[Line], run: list[int]) -> list[int]:
    def is_number(number: int) -> bool:
        return bool(_NUMBER.fullmatch(text, lines[number].start, lines[number].end))

    first, last = 0, len(run)
    while first < last and is_number(run[first]):
        first += 1
    while last > first and is_number(run[last - 1]):
        last -= 1
    return run[first:last]
