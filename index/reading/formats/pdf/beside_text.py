"""What is printed beside the text of a page: running heads, feet and page numbers, which stand at its edge, apart from
the text, and come back; and ruby, small kana along a line, over a row or to the right of a column.

A reading belongs to the glyphs that it stands beside: those it overlaps, widened over the kanji of the same word until
reading and base have one centre, since a reading is centred on its base, spread or not.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from inyo.index.reading.formats.pdf.glyphs import Rectangle
from inyo.index.reading.formats.pdf.strokes import Stroke, weighed_size

_SAME_HEIGHT = 4.0  # points by which a head may move from page to page
_APART = 0.3  # ems of white at least between a head and the text
_FAR = 1.0  # ems of white at least between the text and a head that only its page number tells
_LONGEST_HEAD = 40  # letters
_EDGE = 0.16  # of the page's height or width where furniture stands
_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7}|[一二三四五六七八九十百〇]{1,5})"
_FOLIO = re.compile(
    rf"[-–—―─‐ー−~〜・|\[(<《〈【]*(?:p\.?|page|頁|第)?{_NUMBER}(?:[/／]{_NUMBER}|of\d+)?(?:頁|ページ)?[-–—―─‐ー−~〜・|\])>》〉】]*"
)
_DASHED = re.compile(r"[-–—―─‐ー−~〜]\d{1,4}[-–—―─‐ー−~〜]")
_WORDS = r"[^\d。、「」]{3,30}"
_HEAD_AND_NUMBER = re.compile(rf"(?P<head>{_WORDS})(?P<after>\d{{1,3}})|(?P<before>\d{{1,3}})(?P<foot>{_WORDS})")
_PRINTED = re.compile(
    r"\d{1,4}/\d{1,2}/\d{1,4},?\d{1,2}:\d\d(?:[AP]M)?(?![:\d])|(?:https?|file)://[^\s、。「」]*?\d{1,4}/\d{1,4}$", re.I
)
"""What a browser prints above and below a page: when, and from where."""

_DIGITS_OF_LINES, _FEWEST_NUMBERED, _NUMBERED_LINES, _FILLED, _UNEVEN = 3, 5, 0.9, 0.4, 0.12
_PROSE = 15
"""Numbers of lines: digits, lines at least, the part of all where each bears one and the part of these that are filled,
by how much the white may differ; ems of lines that are no list."""

_NUMBERED = re.compile(r"資料|別[紙添表]|様式|参考|付録|[図表第]$|その$|no\.?$|vol\.?$|[章節項条]$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")


@dataclass(frozen=True, slots=True)
class PageStrokes:
    """The strokes of one page, its size in points, and the boxes that lines may end at."""

    width: float
    height: float
    strokes: list[Stroke]
    obstacles: tuple[Rectangle, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edge:
    """A stroke in the margin: `at` is its distance from that side of the page, `apart` the white to the text in
    ems; strokes side by side have one `band`."""

    sheet: int
    stroke: Stroke
    side: str
    at: float
    text: str
    apart: float
    band: int
    alone: bool
    short: bool


def without_furniture(pages: Sequence[PageStrokes]) -> list[list[Stroke]]:
    """The strokes of each page that belong to the text."""
    edges = [edge for sheet, page in enumerate(pages) for edge in _edges(sheet, page)]
    dropped = {id(edge.stroke) for edge in edges if _is_folio(edge)}
    dropped |= _with_page_number(edges, pages)
    dropped |= _at_one_place(pages) | {id(stroke) for page in pages for stroke in _line_numbers(page)}
    by_side: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        by_side[edge.side].append(edge)
    for side in by_side.values():
        for group in _at_one_height(side):
            dropped |= {id(edge.stroke) for edge in _repeated(group, len(pages))}
    return [[stroke for stroke in page.strokes if id(stroke) not in dropped] for page in pages]


def _with_page_number(edges: Sequence[_Edge], pages: Sequence[PageStrokes]) -> set[int]:
    """Strokes of a head or foot that is words and the number of its page, or what a browser prints: also where no other
    page repeats it, but not where the numbers go on below as in a list."""
    bands: dict[tuple[int, str, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.side in ("top", "bottom") and edge.apart > _APART:
            bands[edge.sheet, edge.side, edge.band].append(edge)
    dropped: set[int] = set()
    for (sheet, _, _), band in bands.items():
        text = "".join(edge.text for edge in sorted(band, key=lambda edge: edge.stroke.u0)).replace(" ", "")
        found = _HEAD_AND_NUMBER.fullmatch(text)
        numbered = found and int(found["after"] or found["before"]) == sheet + 1
        if found and numbered and _goes_on_below(band, pages[sheet].strokes):
            continue
        if found and numbered and all(edge.short for edge in band):
            told = not _NUMBERED.search(found["head"] or found["foot"])
        else:
            told = bool(_PRINTED.match(text)) or _is_head_of(band, sheet)
        if told:
            dropped |= {id(edge.stroke) for edge in band}
    return dropped


def _goes_on_below(band: Sequence[_Edge], strokes: Sequence[Stroke]) -> bool:
    """Whether the next number stands right below the one of a band."""
    numbers = [edge.stroke for edge in band if edge.text.isdecimal()]
    return any(
        _value(one) + 1 == _value(other) and abs(one.u1 - other.u1) < one.size
        for one in numbers
        for other in strokes
        if other.v0 > one.v1
    )


def _is_head_of(band: Sequence[_Edge], sheet: int) -> bool:
    """Whether short words that begin or end with a number of their own (a chapter's) stand level with the page's."""
    words = [edge for edge in band if edge.text != str(sheet + 1)]
    far = all((edge.short or edge.text.isdigit()) and edge.apart > _FAR for edge in band)
    return far and 0 < len(words) < len(band) and sum(len(edge.text) for edge in words) <= _LONGEST_HEAD


def _at_one_place(pages: Sequence[PageStrokes]) -> set[int]:
    """Strokes of one text at one place of the margin on at least half of the pages, whatever stands near them."""
    found: dict[tuple[str, int, int], list[tuple[int, int]]] = defaultdict(list)
    for sheet, page in enumerate(pages):
        for stroke in page.strokes:
            x0, y0, x1, y1 = box_of(stroke, page.width)
            across, along = page.width * _EDGE, page.height * _EDGE
            if x1 < across or x0 > page.width - across or y1 < along or y0 > page.height - along:
                found["".join(stroke.text), round(x0 / 6), round(y0 / 6)].append((sheet, id(stroke)))
    least = max(2, len(pages) // 2)
    return {one for places in found.values() if len({sheet for sheet, _ in places}) >= least for _, one in places}


def _line_numbers(page: PageStrokes) -> list[Stroke]:
    """The numbers of lines beside them, as courts and contracts have them: they count as fast as the lines come."""
    rows = [stroke for stroke in page.strokes if not stroke.vertical]
    numbers = sorted((stroke for stroke in rows if _value(stroke) >= 0), key=lambda stroke: stroke.middle)
    words = [stroke for stroke in rows if _value(stroke) < 0]
    if len(numbers) < 2 or len(words) < _FEWEST_NUMBERED:
        return []
    left, right = min(stroke.u0 for stroke in words), max(stroke.u1 for stroke in words)
    em = median(stroke.size for stroke in words)
    heights = sorted(stroke.middle for stroke in words)
    lines = [heights[0], *(after for before, after in pairwise(heights) if after - before > em / 2)]
    filled = right - left > _PROSE * em and sum(each.u1 > right - 1.5 * em for each in words) >= _FILLED * len(words)
    before = [each for each in numbers if each.u1 < left - em / 3]
    behind = [each for each in numbers if each.u0 > right + em / 3]
    for found in (before, behind):
        every = filled and len(found) >= max(_FEWEST_NUMBERED, _NUMBERED_LINES * len(lines))
        if _count_lines(found, lines, every=every):
            return found
    return []


def _count_lines(numbers: Sequence[Stroke], lines: Sequence[float], *, every: bool) -> bool:
    """Whether numbers grow with the heights of lines, `every` one of which has its own or only some."""
    if len(numbers) < 2 or len(lines) < 2:
        return False
    pitch = median(after - before for before, after in pairwise(lines))
    steps = [(_value(after) - _value(one), after.middle - one.middle) for one, after in pairwise(numbers)]
    counted = all(more > 0 and abs(apart / more - pitch) < _UNEVEN * pitch for more, apart in steps)
    return counted and (every or min(more for more, _ in steps) > 1)


def _value(stroke: Stroke) -> int:
    """The number that a stroke is; -1 where it is none."""
    text = "".join(stroke.text)
    return int(text) if len(text) <= _DIGITS_OF_LINES and text.isdecimal() else -1


def box_of(stroke: Stroke, width: float) -> tuple[float, float, float, float]:
    """x0, y0, x1, y1 on the page."""
    if stroke.vertical:
        return width - stroke.v1, stroke.u0, width - stroke.v0, stroke.u1
    return stroke.u0, stroke.v0, stroke.u1, stroke.v1


def _edges(sheet: int, page: PageStrokes) -> list[_Edge]:
    if not page.strokes:
        return []
    boxes = [box_of(stroke, page.width) for stroke in page.strokes]
    spans = {
        "top": [(box[1], box[3]) for box in boxes],
        "bottom": [(page.height - box[3], page.height - box[1]) for box in boxes],
        "left": [(box[0], box[2]) for box in boxes],
        "right": [(page.width - box[2], page.width - box[0]) for box in boxes],
    }
    em = median(stroke.size for stroke in page.strokes)
    found = []
    for side, span in spans.items():
        length = page.height if side in ("top", "bottom") else page.width
        for number, band, alone, apart in _bands(span, em, length * _EDGE):
            stroke = page.strokes[number]
            text = unicodedata.normalize("NFKC", "".join(stroke.text)).strip()
            short = _is_short(boxes, number, side) and stroke.size <= 1.05 * em and not text.endswith("。")
            found.append(_Edge(sheet, stroke, side, span[number][0], text, apart, band, alone, short))
    return found


def _is_short(boxes: Sequence[tuple[float, float, float, float]], number: int, side: str) -> bool:
    """Whether a stroke takes up less than most of the page's text along its side."""
    first, last = (0, 2) if side in ("top", "bottom") else (1, 3)
    whole = max(box[last] for box in boxes) - min(box[first] for box in boxes)
    return boxes[number][last] - boxes[number][first] <= 0.6 * whole


def _bands(spans: list[tuple[float, float]], em: float, reach: float) -> list[tuple[int, int, bool, float]]:
    """The strokes of the two outermost thin bands: number, band, whether alone in it, the white after it in ems."""
    order = sorted(range(len(spans)), key=lambda number: spans[number][0])
    found, at = [], 0
    for number in range(2):
        band: list[int] = []
        end = -1e9
        while at < len(order) and (not band or spans[order[at]][0] < end):
            band.append(order[at])
            end = max(end, spans[order[at]][1])
            at += 1
        if not band or end > reach or end - spans[band[0]][0] > 3.5 * em:
            break
        apart = (spans[order[at]][0] - end) / em if at < len(order) else 99.0
        found += [(each, number, len(band) == 1, apart) for each in band]
    return found


def _is_folio(edge: _Edge) -> bool:
    """A page number that shows itself: alone at the top or bottom of its page, far from the text, or between dashes."""
    if edge.alone and _DASHED.fullmatch(edge.text.replace(" ", "")):
        return True
    if edge.side not in ("top", "bottom") or not edge.alone or edge.apart < 1.2:
        return False
    text = edge.text.replace(" ", "").lower()
    return len(text) < 14 and _FOLIO.fullmatch(text) is not None and not re.fullmatch(r"[一-九十百〇]+", text)


def _at_one_height(edges: list[_Edge]) -> list[list[_Edge]]:
    edges = sorted(edges, key=lambda edge: edge.at)
    groups: list[list[_Edge]] = []
    for edge in edges:
        if groups and edge.at - groups[-1][0].at <= _SAME_HEIGHT:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return groups


def _repeated(group: list[_Edge], pages: int) -> list[_Edge]:
    """Of strokes at one height on many pages: those of one text, those that count the pages, and heads of chapters."""
    least = 2 if pages <= 6 else 3
    sheets: dict[str, set[int]] = defaultdict(set)
    for edge in group:
        sheets[edge.text].add(edge.sheet)
    counts = Counter(offset for edge in group for offset in _offsets(edge))
    heads = [edge for edge in group if edge.apart > 1.4 and edge.short]
    if len({edge.sheet for edge in heads}) < max(3, 0.6 * pages):
        heads = []
    return heads + [
        edge
        for edge in group
        if len(sheets[edge.text]) >= least or any(counts[offset] >= least for offset in _offsets(edge))
    ]


def _offsets(edge: _Edge) -> set[tuple[str, int]]:
    """By how much the numbers in a text run ahead of the sheet, with the words around them."""
    text = edge.text.translate(_KANJI_DIGITS)
    return {
        (text[: match.start()] + "#" + text[match.end() :], int(match.group()) - edge.sheet)
        for match in _DIGITS.finditer(text)
        if len(match.group()) < 5
    }


_LARGEST = 0.67  # of the base's size; 1/2 as a rule, less over headings of browsers
_OVERLAP, _RUBY_APART = 0.4, 0.45  # ems of the base by which the lines may overlap or stand apart
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
        row = bases[bisect_left(heads, small.v1 - _OVERLAP * em) : bisect_left(heads, small.v1 + _RUBY_APART * em)]
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
    best, nearest = None, _RUBY_APART
    at = bisect_left(heads, small.v1 - _OVERLAP * em)
    while at < len(bases) and heads[at] <= small.v1 + _RUBY_APART * em:
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
