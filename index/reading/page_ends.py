"""Page numbers, running heads and page ends that stand in the middle of a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from inyo.index.reading.line_breaks import beginning
from inyo.index.reading.lines import Line, begins_anew, begins_item, ends_loosely, ends_sentence, stands_alone

_NUMBER = r"(?:\d{1,4}|[０-９]{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百〇]{1,5})"
_PAGE = re.compile(
    rf"(?P<plain>\d{{1,4}}|[０-９]{{1,4}})"
    rf"|[-‐−–—―ー－~〜・\s]*(?:p(?:age|p)?[.．]?|第)?\s*{_NUMBER}\s*(?:頁|ページ)?\s*[-‐−–—―ー－~〜・\s]*"
    rf"|(?P<bracketed>[(（\[［〔〈<]\s*{_NUMBER}\s*[)）\]］〕〉>])"
    rf"|(?:p(?:age)?[.．]?\s*)?{_NUMBER}\s*(?:[/／]|of)\s*{_NUMBER}(?:\s*(?:頁|ページ))?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9０-９]+")
_WORDS = re.compile(r"\w")
_LABEL = re.compile(r"[:：]$")
_LONGEST = 60
_PAGES_APART = 8
"""Lines that at least lie between two heads of pages."""
_LONGEST_WORDS = 400
"""Characters before the end of a page in which words that go on over it were opened."""
_SURELY = 1.0
_SHORTEST = 12
"""Characters; a shorter line before the end of a page is a heading rather than a sentence that goes on."""


class _Gap(NamedTuple):
    """What stands between two lines of words: blank lines, and lines that look like a page's furniture.

    `plain`: a number is bare or in brackets, as in lists; `page`: a form feed is there; `apart`: a blank line is.
    """

    before: int
    after: int
    numbers: tuple[int, ...]
    plain: bool
    heads: int
    page: bool
    apart: bool


def interruptions(text: str, lines: Sequence[Line], pages: Collection[int]) -> Iterator[tuple[int, int]]:
    """Pairs of lines (their numbers) between which a page ends and a sentence goes on. `pages`: the offsets of form
    feeds.

    What stands between is a page number of a form that nothing else has, or one that counts on from page to page, or a
    line that comes back at every page, or it is just the end of a page.
    """
    shaped = [bool(line.end - line.start <= _LONGEST and _PAGE.fullmatch(text, line.start, line.end)) for line in lines]
    ends = {number for number, line in enumerate(lines) if line.first - 1 in pages}
    heads = _heads(text, lines, shaped, ends)
    if not (heads or ends or any(shaped)):
        return
    gaps = list(_gaps(text, lines, shaped, heads, ends))
    counted = {number: gap.before for gap in gaps for number in gap.numbers}
    for gap in gaps:
        sure = gap.page or (gap.numbers and not gap.plain) or _counts_on(gap, counted)
        line, after = lines[gap.before], lines[gap.after]
        if (sure or (gap.heads and _inside(text, line, after))) and _goes_on(text, line, after):
            yield gap.before, gap.after


def _counts_on(gap: _Gap, counted: Mapping[int, int]) -> bool:
    """Whether a bare number stands apart and has the one before or after it a page away."""
    near = (counted.get(number + step) for number in gap.numbers for step in (-1, 1))
    return gap.apart and any(at is not None and abs(at - gap.before) >= _PAGES_APART for at in near)


def _heads(text: str, lines: Sequence[Line], shaped: Sequence[bool], ends: Collection[int]) -> set[int]:
    """Lines that come back, but for their digits, at the distance of pages; beside a page's end or number twice are
    enough, elsewhere four times at like distances."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if (
            2 <= line.end - line.start <= _LONGEST
            and not shaped[number]
            and not _LABEL.search(text, line.start, line.end)
        ):
            if ends_sentence(text, line):
                continue
            key = _DIGITS.sub("0", text[line.start : line.end])
            if len(_WORDS.findall(key)) >= 2:
                places[key].append(number)
    found: set[int] = set()
    for numbers in places.values():
        apart = [later - earlier for earlier, later in pairwise(numbers)]
        if apart and all(
            number in ends for number in numbers[1:]
        ):  # the first line of every page, however short the pages are
            found.update(numbers)
            continue
        if not apart or min(apart) < _PAGES_APART:
            continue
        beside = sum(
            any(0 <= at < len(lines) and (shaped[at] or at in ends) for at in range(n - 2, n + 3)) for n in numbers
        )
        if beside >= max(2, 0.6 * len(numbers)) or (len(apart) >= 3 and max(apart) <= 1.3 * min(apart) + 2):
            found.update(numbers)
    return found


def _gaps(
    text: str, lines: Sequence[Line], shaped: Sequence[bool], heads: Collection[int], ends: Collection[int]
) -> Iterator[_Gap]:
    before = -1
    numbers: list[int] = []
    plain, kept, page, between = False, 0, False, False
    for number, line in enumerate(lines):
        page = page or number in ends
        if line.blank or shaped[number] or number in heads:
            between = between or not line.blank
            kept += number in heads
            if shaped[number] and (digits := _DIGITS.search(text, line.start, line.end)):
                numbers.append(int(digits[0]))
            if shaped[number]:
                plain = plain or _is_plain(text, line)
            continue
        if before >= 0 and (page or between) and lines[before].depth == line.depth:
            apart = any(one.blank for one in lines[before + 1 : number])
            yield _Gap(before, number, tuple(numbers), plain, kept, page, apart)
        before, numbers, plain, kept, page, between = number, [], False, 0, False, False


def _is_plain(text: str, line: Line) -> bool:
    found = _PAGE.fullmatch(text, line.start, line.end)
    return found is not None and bool(found["plain"] or found["bracketed"])


def _inside(text: str, line: Line, after: Line) -> bool:
    return beginning(text[line.end - 1], text[after.start]) >= _SURELY


def _is_speaking(text: str, line: Line) -> bool:
    """Whether words were opened above the end of a line and not closed."""
    start = max(line.end - _LONGEST_WORDS, text.rfind("\n\n", 0, line.end))
    words = text[max(0, start) : line.end]
    return words.count("「") > words.count("」")


def _goes_on(text: str, line: Line, after: Line) -> bool:
    if (
        (ends_sentence(text, line) and not _is_speaking(text, line))
        or ends_loosely(text, line)
        or line.end - line.start < _SHORTEST
        or after.indent > line.indent
    ):
        return False
    if stands_alone(text, line) or stands_alone(text, after):
        return False
    return not (begins_item(text, after) or begins_anew(text, after))
