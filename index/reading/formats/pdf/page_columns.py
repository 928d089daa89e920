"""Strokes → lines in reading order: columns by the white between them, rows of tables whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from inyo.index.reading.formats.pdf.glyphs import Rectangle, is_japanese
from inyo.index.reading.formats.pdf.strokes import Stroke, weighed_size

GUTTER = 0.9  # ems of white at least between two columns
_STEP, _STEP_LINES = 0.6, 4  # ems of white between two steps of vertical text, and the lines that one has at least
_WORD_SPACE = 1.3  # ems of white at most between two words
_CELL = 1.2  # ems of white between the cells of a table
_NAME = 8  # letters of a name or a number that stands before its text
_LARGE = 1.15  # times the em: a heading
_CANDIDATES = 6  # places where a gutter may be, tried for one part of a page
SMALL = 0.92  # times the size of the text at most: captions, notes
_OVERLAP, _SQUEEZED, _SQUEEZED_TWICE = 0.6, 0.9, 1.05  # ems
_FULL = 1.2  # ems of white at most at the end of a line that goes on
_STOP = re.compile(r"[。．！？!?」』）)】〕]$")
_SHORTEST = 6.0  # ems: a narrower column is a table's
_DEEPEST = 12  # columns within columns
_SET_IN, _OTHER_SIZE = 2.5, 0.12  # ems, share: by which what stands over a column differs from its lines
_PROTRUDING = 10  # of so many strokes of a column one may reach into the gutter
_SCRIPT, _SCRIPT_SIZE, _RAISED, _SCRIPT_OVERLAP = 4, 0.45, 0.7, 0.4  # letters; of the size beside; ems
_LAST = 8.0  # ems in which the last lines of a part are looked for


@dataclass(slots=True)
class Line:
    """A printed line: strokes on one line of one column, spaces put where a reader sees them.

    `cuts`: where in the text such a space is as wide as between the cells of a table. `hang`: where the text begins
    behind a name or a number. `left`, `right`: its own edges, where a box beside it narrows the column.
    """

    text: str
    rubies: list[tuple[int, int, str]]
    u0: float
    u1: float
    v0: float
    v1: float
    size: float
    vertical: bool
    cuts: list[int]
    hang: float
    order: int
    left: float | None = None
    right: float | None = None


@dataclass(slots=True)
class Column:
    """Lines that stand under one another. `left` and `right` are its edges in u, `margin` where the text of its page
    ends if it has the same white on both sides. `cell`: it is the cell of a table. `pitch`: see `flow`."""

    lines: list[Line]
    left: float
    right: float
    sheet: int = 0
    vertical: bool = False
    aside: bool = False
    cell: bool = False
    margin: float = 0.0
    pitch: float = 0.0


def columns(strokes: Sequence[Stroke], known: Sequence[float] = ()) -> list[Column]:
    """The columns of strokes of one direction, in reading order. `known`: where pages before had their `gutters`."""
    if not strokes:
        return []
    em = weighed_size(strokes)
    boxes: list[list[Stroke]] = []
    found = [_column(part, em) for part in _parted(list(strokes), em, _DEEPEST, boxes, known)]
    for box in boxes:
        aside = _column(box, em)
        aside.aside = True
        _narrow(found, aside.left, aside.right, aside.lines[0].v0, aside.lines[-1].v1)
        found.append(aside)
    return found


def gutters(found: Sequence[Column]) -> list[float]:
    """Where, between two columns of a page that stand beside each other, the white is."""
    long = [each for each in found if not each.cell and not each.aside and len(each.lines) >= _STEP_LINES]
    return [
        (left.right + right.left) / 2
        for left, right in pairwise(long)
        if left.vertical == right.vertical and left.right < right.left and left.lines[-1].v0 > right.lines[0].v0
    ]


def make_room(found: Sequence[Column], obstacles: Sequence[Rectangle], width: float, height: float) -> None:
    """Says where the text of the page may end, and gives lines beside a box or a picture that stands in their column
    edges of their own."""
    for column in found:
        if not column.cell and not any(
            other.left > column.right and other.vertical == column.vertical for other in found
        ):
            column.margin = (height if column.vertical else width) - column.left
        for x0, y0, x1, y1 in obstacles:
            _narrow([column], *((y0, y1, width - x1, width - x0) if column.vertical else (x0, x1, y0, y1)))


def _narrow(found: Sequence[Column], u0: float, u1: float, v0: float, v1: float) -> None:
    for column in found:
        beside = [each for each in column.lines if each.v1 > v0 - each.size and each.v0 < v1 + each.size]
        before = [each for each in beside if each.u1 < u0 + each.size / 3]
        behind = [each for each in beside if each.u0 > u1 - each.size / 3]
        for line in before if u0 < column.right else ():
            line.right = max(each.u1 for each in before)
        for line in behind if u1 > column.left else ():
            line.left = min(each.u0 for each in behind)


def _middle(stroke: Stroke) -> float:
    return stroke.middle


def _parted(
    strokes: list[Stroke], em: float, depth: int, boxes: list[list[Stroke]], known: Sequence[float]
) -> list[list[Stroke]]:
    """The columns in reading order; what the text flows round comes into `boxes`."""
    split = _best_gutter(strokes, em, known) if depth and len(strokes) > 3 else None
    if split is None:
        return [strokes] if strokes else []
    above, left, right, below = split
    for box, beside in ((right, left), (left, right)):
        if _flows_round(box, beside, above, below, em):
            boxes.append(box)
            return _parted([*above, *beside, *below], em, depth - 1, boxes, known)
    return [column for part in split if part for column in _parted(part, em, depth - 1, boxes, known)]


def _flows_round(box: list[Stroke], beside: list[Stroke], above: list[Stroke], below: list[Stroke], em: float) -> bool:
    """Whether a sentence goes on from the lines beside a part of a page to the whole lines below it, and ends in it."""
    if not below:
        return False
    lines, end, after = _last_lines(beside, em), _last_lines(box, em)[-1], _first_line(below, em)
    last, edge = lines[-1], max(stroke.u1 for stroke in beside)
    pitch = max((one.v0 - other.v0 for other, one in pairwise(lines[-3:])), default=1.7 * em)
    far = edge - last.u1 > _FULL * em
    left = min(stroke.u0 for part in (above, beside, below) for stroke in part)
    if _STOP.search(last.text) or far or after.v0 - last.v0 > 1.25 * pitch or abs(after.size - last.size) > 0.08 * em:
        return False
    if after.u0 - left > _FULL * em / 2 or after.u1 < edge + em:
        return False
    small = weighed_size(box) < 0.95 * em
    ended = bool(_STOP.search(end.text)) or max(stroke.u1 for stroke in box) - end.u1 > _FULL * em
    if min(stroke.u0 for stroke in beside) - left < em:
        return small or ended
    return small and ended


def _last_lines(strokes: list[Stroke], em: float) -> list[Line]:
    """The lines at the end of a part, without those of the rest: some three of them are asked for."""
    end = max(stroke.middle for stroke in strokes)
    return _lines([stroke for stroke in strokes if stroke.middle > end - _LAST * em])


def _first_line(strokes: list[Stroke], em: float) -> Line:
    begin = min(stroke.middle for stroke in strokes)
    return _lines([stroke for stroke in strokes if stroke.middle < begin + _LAST * em])[0]


def _best_gutter(strokes: list[Stroke], em: float, known: Sequence[float]) -> tuple[list[Stroke], ...] | None:
    """What stands above the best pair of columns, its two sides, and what stands below."""
    best, most = None, 0.0
    large = [stroke for stroke in strokes if stroke.size > _LARGE * em]
    begin, end = min(stroke.v0 for stroke in strokes), max(stroke.v1 for stroke in strokes)
    for place in _gutter_places(strokes, em):
        crossing = [(each.v0, each.v1) for each in strokes if each.u0 < place < each.u1]
        crossing += [(each.v0, each.v1) for each in large if _stands_alone(each, strokes, place, em)]
        before = any(abs(place - each) < em for each in known)
        edges = [-1e9, *(edge for pair in sorted(crossing) for edge in pair), 1e9]
        for top, bottom in zip(edges[::2], edges[1::2], strict=True):
            if min(bottom, end) - max(top, begin) < max(2 * em, most):
                continue
            split = _split(strokes, place, top, bottom)
            height = _worth(split[1], split[2], em, before=before)
            if height > most:
                best, most = split, height
    return best


def _stands_alone(head: Stroke, strokes: list[Stroke], place: float, em: float) -> bool:
    """Whether a heading on one side of a gutter has nothing beside it but text above and below: it heads both sides."""
    left = head.u1 <= place
    top, bottom = head.v0 - em / 2, head.v1 + em
    for each in strokes:
        if each.v0 < bottom and each.v1 > top and (each.u1 <= place) != left and not each.u0 < place < each.u1:
            return False
    beside = [each for each in strokes if (each.u1 <= place) != left and not each.u0 < place < each.u1]
    above = any(each.v1 < head.v0 for each in beside)
    below = any(each.v0 > head.v1 for each in beside)
    return above and (below or not any(each.v0 > head.v1 for each in strokes))


def _gutter_places(strokes: list[Stroke], em: float) -> list[float]:
    """The middles of the whites between neighbours on a line, those that most lines share first."""
    rows: dict[int, list[Stroke]] = defaultdict(list)
    for stroke in strokes:
        for band in range(int(stroke.v0 // em), int(stroke.v1 // em) + 1):
            rows[band].append(stroke)
    places: dict[int, list[float]] = defaultdict(list)
    for row in rows.values():
        row.sort(key=lambda stroke: stroke.u0)
        last = row[0]
        for stroke in row[1:]:
            least = _STEP if stroke.vertical else GUTTER
            if stroke.u0 - last.u1 >= least * em and not _between_words(last, stroke, em):
                places[int((last.u1 + stroke.u0) / 2 // em)].append((stroke.u0 + last.u1) / 2)
            last = max(last, stroke, key=lambda each: each.u1)
    ranked = sorted(places.values(), key=len, reverse=True)[:_CANDIDATES]
    return [median(each) for each in ranked]


def _between_words(before: Stroke, after: Stroke, em: float) -> bool:
    """Whether the white is a space that the file has beside a Latin word, an em wide where letters stand upright."""
    latin = not (is_japanese(before.text[-1][-1]) and is_japanese(after.text[0][0]))
    return latin and after.spaced[0] and after.u0 - before.u1 < _WORD_SPACE * em


def _split(strokes: list[Stroke], place: float, top: float, bottom: float) -> tuple[list[Stroke], ...]:
    parts: tuple[list[Stroke], ...] = ([], [], [], [])
    above, left, right, below = parts
    for stroke in strokes:
        middle = stroke.middle
        if middle <= top:
            above.append(stroke)
        elif middle >= bottom:
            below.append(stroke)
        else:
            (left if stroke.u1 <= place else right).append(stroke)
    for side, other in ((left, right), (right, left)):
        _hand_down(side, other, below)
        _hand_up(side, other, above)
    return parts


def _hand_up(side: list[Stroke], other: list[Stroke], above: list[Stroke]) -> None:
    """Moves what stands over a column before the one beside it begins (a title, a date at the right) to the part above:
    set otherwise than the lines below it."""
    begin = min((each.v0 for each in other), default=-1e9)
    beside = [each for each in side if each.middle >= begin]
    if len(beside) < 2 or len(beside) == len(side):
        return
    size, left = weighed_size(beside), min(each.u0 for each in beside)
    lines = [each for each in side if each.u0 - left <= _SET_IN * size and abs(each.size - size) <= _OTHER_SIZE * size]
    end = min(each.v0 for each in [*lines, *beside])
    above += (each for each in side if each.v1 < end + size / 3)
    side[:] = [each for each in side if each.v1 >= end + size / 3]


def _hand_down(side: list[Stroke], other: list[Stroke], below: list[Stroke]) -> None:
    """Moves lines of the text that stand under a caption and no longer beside anything to the part below."""
    end = max((each.v1 for each in other), default=0.0)
    if not below or not any(each.v0 >= end - each.size for each in side):
        return
    em = weighed_size([*other, *below])
    text = [each for each in side if each.v0 >= end - em / 4 and each.size > SMALL * em]
    if text and all(each.size <= SMALL * em for each in side if each not in text):
        side[:] = [each for each in side if each not in text]
        below += text


def _worth(left: list[Stroke], right: list[Stroke], em: float, *, before: bool) -> float:
    """The height that two columns share, 0 if they are no columns of text. `before`: pages before had columns there, so
    that one side may be a heading and the end of a paragraph."""
    if not left or not right:
        return 0.0
    ends = sorted((each.u1 for each in left), reverse=True)
    begins = sorted(each.u0 for each in right)
    white = begins[len(right) // _PROTRUDING] - ends[len(left) // _PROTRUDING]
    if (
        white < _gutter(left, right) * em
        or begins[0] - ends[0] < 0.4 * em
        or not (any if before else all)(_is_text(side, em) for side in (left, right))
    ):
        return 0.0
    top = max(min(each.v0 for each in side) for side in (left, right))
    bottom = min(max(each.v1 for each in side) for side in (left, right))
    return max(0.0, bottom - top)


def _gutter(left: list[Stroke], right: list[Stroke]) -> float:
    """The ems of white at least between two columns: less between two steps of vertical text, of many lines."""
    return _STEP if left[0].vertical and max(len(left), len(right)) >= _STEP_LINES else GUTTER


def _is_text(side: list[Stroke], em: float) -> bool:
    """Whether a side's lines run from edge to edge, as sentences do and a table's cells do not; where it holds columns
    whose lines are not level, those of each."""
    if _is_full(side, em):
        return True
    parts = _apart(side, em)
    return len(parts) > 1 and all(_is_full(part, em) for part in parts)


def _apart(side: list[Stroke], em: float) -> list[list[Stroke]]:
    """Strokes by the whites that run through all of them."""
    parts: list[list[Stroke]] = []
    end = -1e9
    for stroke in sorted(side, key=lambda each: each.u0):
        if stroke.u0 - end >= GUTTER * em:
            parts.append([])
        parts[-1].append(stroke)
        end = max(end, stroke.u1)
    return parts


def _is_full(side: list[Stroke], em: float) -> bool:
    lengths, left, right = _lengths_of_lines(side)
    if len(lengths) < 2 or right - left < _SHORTEST * em:
        return False
    full = sum(length >= 0.75 * (right - left) for length in lengths)
    return full * 2 >= len(lengths)


def _lengths_of_lines(side: list[Stroke]) -> tuple[list[float], float, float]:
    """The lengths of the lines that strokes make, and the edges of them all."""
    rows: list[list[float]] = []
    middle = -1e9
    for stroke in sorted(side, key=_middle):
        if stroke.middle - middle < 0.45 * stroke.size:
            row = rows[-1]
            row[0], row[1] = min(row[0], stroke.u0), max(row[1], stroke.u1)
        else:
            rows.append([stroke.u0, stroke.u1])
            middle = stroke.middle
    return [row[1] - row[0] for row in rows], min(row[0] for row in rows), max(row[1] for row in rows)


def _column(strokes: list[Stroke], em: float) -> Column:
    lines = _lines(strokes)
    return Column(lines, min(line.u0 for line in lines), max(line.u1 for line in lines), vertical=strokes[0].vertical)


def _lines(strokes: list[Stroke]) -> list[Line]:
    """Strokes that share a line, joined."""
    rows: list[list[Stroke]] = []
    for stroke in sorted(_parted_by_scripts(strokes), key=_middle):
        row = rows[-1] if rows else None
        if row is not None and _on_one_line(row, stroke):
            row.append(stroke)
        else:
            rows.append([stroke])
    return [_line(sorted(row, key=lambda each: (each.u0, each.order))) for row in rows]


def _parted_by_scripts(strokes: list[Stroke]) -> list[Stroke]:
    """Strokes parted where a letter set lower or higher stands in them: H₂O, a letter with an index."""
    scripts = sorted((each for each in strokes if len(each.text) <= _SCRIPT), key=_middle)
    middles = [each.middle for each in scripts]
    found = []
    for stroke in strokes:
        reach = _RAISED * stroke.size
        near = scripts[bisect_left(middles, stroke.middle - reach) : bisect_right(middles, stroke.middle + reach)]
        for gap in sorted({_gap_for(each, stroke) for each in near} - {0}, reverse=True):
            stroke, rest = stroke.parted(gap)
            found.append(rest)
        found.append(stroke)
    return found


def _gap_for(script: Stroke, stroke: Stroke) -> int:
    """The number of the glyph of a stroke before which a script stands; 0 if it stands in none."""
    if script is stroke or not stroke.u0 < script.u0 <= script.u1 < stroke.u1 or script.vertical or stroke.vertical:
        return 0
    if script.size < _SCRIPT_SIZE * stroke.size:
        return 0
    number = bisect_right(stroke.starts, (script.u0 + script.u1) / 2)
    slack = _SCRIPT_OVERLAP * stroke.size
    inside = 0 < number < len(stroke.starts)
    fits = inside and stroke.ends[number - 1] <= script.u0 + slack and script.u1 - slack <= stroke.starts[number]
    return number if fits else 0


def _on_one_line(row: list[Stroke], stroke: Stroke) -> bool:
    other = max(row, key=lambda each: each.size)
    least, off = min(other.size, stroke.size), abs(stroke.middle - other.middle)
    if stroke.vertical:
        beside = off < 0.45 * least
    else:
        beside = min(other.v1, stroke.v1) - max(other.v0, stroke.v0) >= 0.55 * least
    if not beside and not (off < 0.65 * least and _moved_by_ruby(row, stroke)):
        return False
    return all(min(each.u1, stroke.u1) - max(each.u0, stroke.u0) < _overlap(each, stroke) for each in row)


def _overlap(one: Stroke, other: Stroke) -> float:
    """By how much two strokes on one line may overlap: a mark's half without ink may lie under the next letter."""
    first, second = sorted((one, other), key=lambda each: each.u0)
    marks = (first.text[-1][-1] in "、。，．」』）)〕】・") + (second.text[0][0] in "「『（(〔【")
    return (_OVERLAP, _SQUEEZED, _SQUEEZED_TWICE)[marks] * other.size


def _moved_by_ruby(row: list[Stroke], stroke: Stroke) -> bool:
    """Whether a base with ruby, set a little aside as LibreOffice does in columns, adjoins the line."""
    near = 0.3 * stroke.size
    return any(
        (each.rubies or stroke.rubies)
        and (abs(each.u1 - stroke.u0) < near or abs(stroke.u1 - each.u0) < near)
        and abs(each.size - stroke.size) < 0.1 * stroke.size
        for each in row
    )


def _line(row: list[Stroke]) -> Line:
    text: list[str] = []
    length, rubies, cuts, before = 0, [], [], None
    for stroke in row:
        if before is not None:
            white = stroke.u0 - before.u1
            space = _space(before.text[-1], stroke.text[0], white / max(stroke.size, 1e-6), stroke.spaced[0])
            cuts += [length] if space and white > _CELL * stroke.size else []
            text.append(space)
            length += len(space)
        places = [length]
        for piece in _pieces(stroke):
            text.append(piece)
            length += len(piece)
            places.append(length)
        for start, end, reading in stroke.rubies:
            rubies.append((places[end] - _lengths(stroke, start, end), places[end], reading))
        before = stroke
    big = max(row, key=lambda each: len(each.text))
    return Line(
        "".join(text),
        rubies,
        row[0].u0,
        max(each.u1 for each in row),
        big.v0,
        big.v1,
        big.size,
        big.vertical,
        cuts,
        row[1].u0 if len(row) > 1 and len(row[0].text) <= _NAME else row[0].u0,
        min(each.order for each in row),
    )


def _lengths(stroke: Stroke, start: int, end: int) -> int:
    pieces = _pieces(stroke)[start:end]
    return sum(map(len, pieces)) - (len(pieces[0]) - len(stroke.text[start]) if pieces else 0)


def _pieces(stroke: Stroke) -> list[str]:
    """Each glyph of a stroke with the space before it, if a reader sees one there."""
    least = 0.08 * stroke.size
    whites = [after - before for after, before in zip(stroke.starts[1:], stroke.ends, strict=False)]
    pieces = list(stroke.text)
    for number, white in enumerate(whites, 1):
        if white > least:
            before, char = stroke.text[number - 1], stroke.text[number]
            pieces[number] = _space(before, char, white / stroke.size, stroke.spaced[number]) + char
    return pieces


def _space(before: str, after: str, white: float, spaced: bool) -> str:
    """The space to write between two glyphs. Japanese has none but a full one, and that only where it is wide."""
    if is_japanese(before[-1]) and is_japanese(after[0]):
        return "　" if white > 0.75 else ""
    if is_japanese(before[-1]) or is_japanese(after[0]):
        return " " if white > 0.75 else ""
    return " " if white > 0.24 or (spaced and white > 0.08) else ""
