"""Ruby as it is printed: small kana along a line, over a row or to the right of a column.

A reading belongs to the glyphs that it stands beside: those it overlaps, widened over the kanji of the same word until
reading and base have one centre, since a reading is centred on its base, spread or not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from .strokes import Stroke, weighed_size

_LARGEST = 0.67  # of the base's size; 1/2 as a rule, less over headings of browsers
_OVERLAP, _APART = 0.4, 0.45  # ems of the base by which the lines may overlap or stand apart
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・゛゜ヽヾゝゞ]+")
_DOTS = re.compile(r"[・•●○◉◎▲△﹅﹆、，．.。゜ヽ]+")
_KANJI = re.compile(r"[々〆〇ヶ㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_SENTENCE = re.compile(r"[。、「」『』！？]")
_MARK = re.compile(r"[（(［\[]?[※*＊†‡注]?[0-9０-９]{0,3}[）)］\]]?")


def attached(strokes: Sequence[Stroke]) -> list[Stroke]:
    """The strokes without ruby, emphasis dots and raised note marks; rubies lie in the strokes of their bases."""
    strokes = _drawn_together(strokes)
    bases = sorted(strokes, key=lambda stroke: stroke.v0)
    heads = [stroke.v0 for stroke in bases]
    em = max((stroke.size for stroke in strokes), default=0.0)
    body = weighed_size(strokes)
    left = []
    for stroke in strokes:
        base = _base(stroke, bases, heads, em, body)
        if base is None:
            left.append(stroke)
        elif not _DOTS.fullmatch("".join(stroke.text)):
            _attach(stroke, base)
    return [stroke for stroke in left if not _is_raised_mark(stroke, bases, heads)]


def _drawn_together(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Strokes with the white closed that a reading longer than its base makes in the line and round the base."""
    readings = [each for each in strokes if len(each.text) > 2 and _KANA.fullmatch("".join(each.text))]
    bases = sorted(strokes, key=lambda stroke: stroke.v0) if readings else []
    heads = [stroke.v0 for stroke in bases]
    gone: set[int] = set()
    for small in readings:
        em = small.size / _LARGEST
        row = bases[bisect_left(heads, small.v1 - _OVERLAP * em) : bisect_left(heads, small.v1 + _APART * em)]
        row = [each for each in row if each.size >= em and each.vertical == small.vertical and id(each) not in gone]
        row = [each for each in row if each.u1 > small.u0 - each.size and each.u0 < small.u1 + each.size]
        row.sort(key=lambda stroke: stroke.u0)
        for before, after in pairwise(row):
            if after.u0 >= before.u1 and _is_over(small, before.u1, after.u0):
                _join(before, after)
                gone.add(id(before))
        for each in row:
            _close(each, small)
    return [each for each in strokes if id(each) not in gone]


def _is_over(small: Stroke, start: float, end: float) -> bool:
    near = small.size / 2
    return small.u0 - near <= start and end <= small.u1 + near


def _join(before: Stroke, after: Stroke) -> None:
    after.text[:0], after.starts[:0], after.ends[:0] = before.text, before.starts, before.ends
    after.spaced[:0] = before.spaced
    after.u0, after.order = before.u0, min(before.order, after.order)


def _close(base: Stroke, small: Stroke) -> None:
    for number in range(1, len(base.text)):
        start, end = base.ends[number - 1], base.starts[number]
        if end - start > 0.1 * base.size and _is_over(small, start, end):
            base.ends[number - 1] = base.starts[number] = (start + end) / 2


def _base(small: Stroke, bases: list[Stroke], heads: list[float], em: float, body: float) -> Stroke | None:
    text = "".join(small.text)
    kana = _KANA.fullmatch(text) or _DOTS.fullmatch(text)
    # Words other than kana are a reading only where they are smaller than all that is meant to be read by itself:
    # the end of a text above the next one's heading, a line of the page's head and a subtitle are none.
    words = small.size <= _LARGEST * body and not _MARK.fullmatch(text) and not _SENTENCE.search(text)
    best, nearest = None, _APART
    at = bisect_left(heads, small.v1 - _OVERLAP * em)
    while at < len(bases) and heads[at] <= small.v1 + _APART * em:
        base = bases[at]
        at += 1
        ratio = small.size / base.size if base.size else 1.0
        apart = abs(base.v0 - small.v1) / base.size if base.size else 1.0
        if base.vertical != small.vertical or ratio > _LARGEST or apart > nearest or base.v0 < small.v0:
            continue
        if (kana or (words and ratio > 0.38 and apart < 0.2)) and _covers(base, small):
            best, nearest = base, apart
    return best


def _covers(base: Stroke, small: Stroke) -> bool:
    inside = min(base.u1, small.u1) - max(base.u0, small.u0)
    return inside >= 0.45 * (small.u1 - small.u0) and small.u1 - small.u0 <= base.u1 - base.u0 + 1.5 * base.size


def _attach(small: Stroke, base: Stroke) -> None:
    for first, last in _groups(small, base):
        start, end = _span(base, small.starts[first], small.ends[last - 1])
        if start < end:
            base.rubies.append((start, end, "".join(small.text[first:last])))
    base.rubies = _of_one_word(sorted(base.rubies))


def _of_one_word(rubies: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Readings of single kanji side by side as one: whether each kanji or the word has them, the page does not tell."""
    joined: list[tuple[int, int, str]] = []
    for start, end, reading in rubies:
        if joined and joined[-1][1] == start and end - start == 1 and len(joined[-1][2]) <= 3 * (start - joined[-1][0]):
            start, reading = joined[-1][0], joined[-1][2] + reading
            joined.pop()
        joined.append((start, end, reading))
    return joined


def _groups(small: Stroke, base: Stroke) -> list[tuple[int, int]]:
    """The readings in one run of ruby: they part where the white is wide or a glyph that needs none stands between."""
    whites = [after - before for after, before in zip(small.starts[1:], small.ends, strict=False)]
    usual = sorted(whites)[len(whites) // 2] if whites else 0.0
    parts, first = [], 0
    for number, white in enumerate(whites):
        bare = any(
            not _KANJI.match(base.text[each])
            for each in range(*_under(base, small.ends[number], small.starts[number + 1], 0.6))
        )
        if bare or white > 2 * max(usual, 0) + 0.6 * small.size:
            parts.append((first, number + 1))
            first = number + 1
    return [*parts, (first, len(small.text))]


def _under(base: Stroke, start: float, end: float, share: float) -> tuple[int, int]:
    """The glyphs of the base of which at least `share` lies between two points of the line."""
    inside = [
        number
        for number, (first, last) in enumerate(zip(base.starts, base.ends, strict=True))
        if min(last, end) - max(first, start) >= share * max(last - first, 1e-6)
    ]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _span(base: Stroke, start: float, end: float) -> tuple[int, int]:
    first, last = _under(base, start, end, 0.3)
    if first == last:
        first, last = _under(base, start, end, 0.05)
    kanji = [number for number in range(first, last) if _KANJI.match(base.text[number])]
    if not kanji:
        return first, last
    first, last = kanji[0], kanji[-1] + 1
    centre, limit = (start + end) / 2, 0.3 * base.size
    while True:
        off = centre - (base.starts[first] + base.ends[last - 1]) / 2
        if off > limit and last < len(base.text) and _KANJI.match(base.text[last]):
            last += 1
        elif off < -limit and first > 0 and _KANJI.match(base.text[first - 1]):
            first -= 1
        else:
            return first, last


def _is_raised_mark(stroke: Stroke, bases: list[Stroke], heads: list[float]) -> bool:
    """Whether a stroke is a note's number beside a larger line: «である(1)»."""
    if not _MARK.fullmatch("".join(stroke.text)) or stroke.u1 - stroke.u0 > 5 * stroke.size:
        return False
    at = bisect_left(heads, stroke.v0 - 3 * stroke.size)
    while at < len(bases) and heads[at] <= stroke.v1:
        base = bases[at]
        at += 1
        if base is stroke or base.vertical != stroke.vertical or stroke.size > 0.75 * base.size:
            continue
        beside = stroke.u0 < base.u1 + base.size and stroke.u1 > base.u0
        raised = stroke.middle < base.middle - 0.12 * base.size and stroke.v1 > base.v0 - 0.3 * base.size
        if beside and raised and stroke.u0 > base.u0:
            return True
    return False
