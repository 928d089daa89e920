"""What pages leave of themselves in a text: columns side by side (`pdftotext -layout`), vertical lines letter by
letter, the count before each line; page numbers, running heads and page ends in the middle of a sentence.

A program that dumps a page as text leaves it as it looks, so that each column begins at one place of its lines, counted
in characters or in columns of a terminal. Columns of prose tell themselves from a table: their lines are filled and end
in mid-sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from inyo.index.reading.lines import Line, begins_anew, begins_item, ends_loosely, ends_sentence, stands_alone
from inyo.index.reading.wrapping import beginning

_WIDE = re.compile("[\u1100-\uff60\uffe0-\U0003ffff]")
_APART = re.compile(r" {2,}(?=\S)")
_COUNTED = re.compile(r"[ \t]{0,12}(?P<count>\d{1,4})(?:[ \t]{2,}|\t)(?P<words>\S.*)")
_SPREAD = re.compile(r"(?<=[^\x00-\x7f]) {2,}(?=[^\x00-\x7f])")
"""What is left of a wide space."""
_UNCOUNTED = 4
"""Lines of a counted page that bear no count: its head, its foot, a title."""
_WHITE = 2
"""Spaces at least before a column."""
_FEWEST, _SUPPORT, _CROSSING = 5, 0.25, 0.15
"""Lines in which a column begins at a place, at least and of all; those of all that may go on over it (headings)."""
_INDENTS = 2
"""By how much a line may begin behind the place of its column."""
_NARROWEST = 8
_FILLED, _FULL, _OPEN, _MARKED = 0.5, 0.75, 0.4, 60
"""Of a column's lines: so many are as wide as that part of the widest, and so many end in mid-sentence; characters to a
mark of sentences."""
_FILL = 0.85
_MARK, _ENDED = re.compile("[。、]"), re.compile(r"[。！？!?」』）)]$")
_SHORTEST_PAGE, _LONGEST_LINE = 8, 1_000
_MOST_LETTERS = 3
"""Letters on a line: one, with a mark beside it, or digits set side by side."""
_FEWEST_LETTERS = 12
"""Lines from which letters below one another are text."""
_SINGLE = 0.9
_LETTER = re.compile(r"[ぁ-ヿ一-鿿々〇]")
_NUMBER = re.compile(r"[\d０-９]+")
_POINT = re.compile("[。、︑︒，．]")

_COUNT = r"(?:\d{1,4}|[０-９]{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百〇]{1,5})"
_PAGE = re.compile(
    rf"(?P<plain>\d{{1,4}}|[０-９]{{1,4}})"
    rf"|[-‐−–—―ー－~〜・\s]*(?:p(?:age|p)?[.．]?|第)?\s*{_COUNT}\s*(?:頁|ページ)?\s*[-‐−–—―ー－~〜・\s]*"
    rf"|(?P<bracketed>[(（\[［〔〈<]\s*{_COUNT}\s*[)）\]］〕〉>])"
    rf"|(?:p(?:age)?[.．]?\s*)?{_COUNT}\s*(?:[/／]|of)\s*{_COUNT}(?:\s*(?:頁|ページ))?",
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


class Row(NamedTuple):
    """A line of the text as it is read: the number of the file's line (from 0), and its words; '' parts."""

    line: int
    words: str


def unfolded(text: str) -> list[Row] | None:
    """The lines of a text in the order of its columns, without their count; None where no page has either. A form feed
    stays at the head of a page's first line."""
    if text.count(" " * _WHITE) < _SHORTEST_PAGE:
        return None
    found: list[Row] = []
    any_columns, first = False, 0
    for number, page in enumerate(text.split("\f")):
        lines = page.split("\n")
        told = len(lines) >= _SHORTEST_PAGE and max(map(len, lines)) <= _LONGEST_LINE
        rows = (_numbered(lines) or _page(lines)) if told else None
        any_columns = any_columns or rows is not None
        rows = rows or [(at, line) for at, line in enumerate(lines)]
        for place, (at, words) in enumerate(rows):
            found.append(Row(first + at, "\f" * (number > 0 and place == 0) + words))
        first += len(lines) - 1
    return found if any_columns else None


def _numbered(lines: Sequence[str]) -> list[tuple[int, str]] | None:
    """A page's lines (numbers and words) without the count that minutes and drafts have before each, and without the
    blank ones between; None where lines of prose are not counted so."""
    found = [(at, match) for at, line in enumerate(lines) if (match := _COUNTED.match(line))]
    words = [match["words"] for _, match in found]
    counts = [int(match["count"]) for _, match in found]
    rest = sum(bool(line.strip()) for line in lines) - len(found)
    going_on = sum(after == before + 1 for before, after in pairwise(counts))
    if len(found) < _SHORTEST_PAGE or rest > _UNCOUNTED or going_on < len(found) - 2 or not _is_prose(words):
        return None
    first, last = found[0][0], found[-1][0]
    plain = {at: _SPREAD.sub("\u3000", match["words"].strip()) for at, match in found}
    return [
        (at, plain.get(at, line.strip()))
        for at, line in enumerate(lines)
        if at in plain or line.strip() or not first < at < last
    ]


def _page(lines: Sequence[str]) -> list[tuple[int, str]] | None:
    """A page's lines (numbers and words) column by column, by whichever measure gives columns."""
    for measure in (str, _in_cells):
        spread = list(map(measure, lines))
        if starts := _starts(spread):
            columns = [[_part(line, *span) for line in spread] for span in pairwise([0, *starts, _LONGEST_LINE * 2])]
            if _are_prose(columns):
                return list(_read(spread, starts, columns))
    return None


def _in_cells(line: str) -> str:
    """A line in which every wide character takes two places."""
    return _WIDE.sub("\\g<0>\0", line)


def _part(line: str, start: int, end: int) -> str:
    return line[start:end].replace("\0", "").strip()


def _starts(lines: Sequence[str]) -> list[int]:
    """The places where columns behind the first begin."""
    begun = Counter(found.end() for line in lines for found in _APART.finditer(line))
    written = [line for line in lines if line.strip()]
    chosen: list[int] = []
    for place in sorted(begun, key=lambda each: (-sum(begun[each + more] for more in range(_INDENTS + 1)), each)):
        support = sum(begun[place + more] for more in range(_INDENTS + 1))
        if support < max(_FEWEST, _SUPPORT * len(written)):
            break
        apart = all(abs(place - other) >= _NARROWEST for other in [0, *chosen])
        if apart and sum(_crosses(line, place) for line in written) <= 1 + _CROSSING * len(written):
            chosen.append(place)
    return sorted(chosen)


def _crosses(line: str, place: int) -> bool:
    return bool(line[place - _WHITE : place].strip()) and len(line.rstrip()) > place


def _are_prose(columns: Sequence[Sequence[str]]) -> bool:
    """Whether at least two columns are of filled lines of sentences, and what else there is is short."""
    long = [lines for column in columns if len(lines := [line for line in column if line]) >= _FEWEST]
    return len(long) >= 2 and all(map(_is_prose, long))


def _is_prose(lines: Sequence[str]) -> bool:
    widest = sorted(map(len, lines))[len(lines) * 9 // 10]
    filled = sum(len(line) >= _FULL * widest for line in lines)
    going_on = sum(not _ENDED.search(line) for line in lines)
    marks = sum(len(_MARK.findall(line)) for line in lines)
    enough = marks * _MARKED >= sum(map(len, lines)) and widest >= _NARROWEST
    return enough and filled >= _FILLED * len(lines) and going_on >= _OPEN * len(lines)


def _read(lines: Sequence[str], starts: Sequence[int], columns: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """The bands between lines that go on over several columns, each column by column."""
    first, indented = 0, _indented(lines, starts[0])
    for at, line in enumerate(lines):
        if any(_crosses(line, place) for place in starts):
            yield from _band(columns, indented, first, at)
            if at > first and not lines[at - 1].strip():
                yield at - 1, ""
            yield at, line.replace("\0", "").strip()
            first = at + 1
    yield from _band(columns, indented, first, len(lines))


def _indented(lines: Sequence[str], end: int) -> frozenset[int]:
    """The lines whose part in the first column, which ends before `end`, has an indent that most have not."""
    indents = {at: len(line) - len(line.lstrip()) for at, line in enumerate(lines) if line[:end].strip()}
    found = frozenset(at for at, indent in indents.items() if 0 < indent <= _INDENTS)
    return found if 2 * len(found) < len(indents) else frozenset()


def _band(
    columns: Sequence[Sequence[str]], indented: Collection[int], first: int, end: int
) -> Iterator[tuple[int, str]]:
    """Lines from `first` to `end` of each column. The lines of columns that do not stand at one height are blank by
    turns: more blank lines than are usual are a gap between paragraphs, if not behind a filled line in mid-sentence.
    Before what is `indented` in the first column a paragraph ends."""
    for number, column in enumerate(columns):
        written = [at for at in range(first, end) if column[at]]
        gaps = Counter(after - at for at, after in pairwise(written))
        usual = max((gap for gap, count in gaps.items() if 4 * count >= len(written)), default=1)
        widest = max((len(column[at]) for at in written), default=0)
        for at, after in zip_longest(written, written[1:]):
            yield at, column[at]
            ends = _ENDED.search(column[at]) or len(column[at]) < _FILL * widest
            begins = number == 0 and after in indented and at not in indented
            if after and ((after - at > usual and ends) or begins):
                yield at + 1, ""


def stacked(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Pairs of lines (their numbers) of which the second goes on the first. Lists of letters have no points, words that
    answer others (」「) begin anew, numbers at either end are those of pages."""
    for run in _runs(text, lines):
        words = "".join(text[lines[number].start : lines[number].end] for number in run)
        single = sum(lines[number].end - lines[number].start == 1 for number in run)
        if len(run) < _FEWEST_LETTERS or single < _SINGLE * len(run) or not _POINT.search(words):
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
        if line.end - line.start > _MOST_LETTERS or line.depth:
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
