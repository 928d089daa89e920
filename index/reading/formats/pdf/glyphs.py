"""A page's glyphs as cells in the space of the upright page: x to the right, y downwards, from the top left corner; and
what is ruled there: the rows and cells of tables that glyphs stand in, and boxes round a part of the text.

A cell is the em box that a glyph occupies in setting, not its ink: a comma's cell is as large as a kanji's, which is
what lines, ruby and gaps are measured by.

What stands in a box is no part of the lines beside it. A frame is a rectangle, stroked or filled, or four rules that
meet. The cells of a table, the ground of a page and what marks a word are none.

Also which pages have letters that nobody can name: fonts without Unicode values, whose codes mean nothing outside their
file. PDFium says of which glyphs it knows no value. Where it believes a wrong table of the file, the text shows it:
marks instead of letters, accents without letters, kanji that no language uses, alphabets all mixed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from inyo.index.reading.formats.pdf.pdfium import Flags, Floats, Numbers, RawPage

CELL = 1_000
"""Numbers of cells among those of frames begin here, in reading order."""

_THIN, _SAME = 3.0, 3.0  # points: a rule's thickness, between edges that are one
_THICK = 0.35  # ems: a rule of large print
_MOST_RULES, _MOST_CELLS = 800, 4_000
_NEXT = 1.15  # ems between the middles of letters side by side
_NEW_LINE = 0.6  # ems between the feet of letters of two lines


def cells_of(paths: Floats, middle: Floats, em: float) -> Numbers:
    """For every glyph the number of its row, or of its cell where words are wrapped; 0 outside of tables."""
    numbers = np.zeros(len(middle), np.int64)
    upright, level = _rules(paths, em)
    if len(upright) < 3 or len(level) < 2 or max(len(upright), len(level)) > _MOST_RULES:
        return numbers
    following = CELL
    for own_upright, own_level in _tables(upright, level):
        columns, rows = _clustered(own_upright[:, 0]), _clustered(own_level[:, 0])
        if len(columns) < 3 or len(rows) < 2 or len(columns) * len(rows) > _MOST_CELLS:
            continue
        inside = np.flatnonzero(_within(middle, columns, rows))
        if len(inside):
            cell, row = _cell_of_each(middle[inside], columns, rows, own_upright, own_level)
            found = np.zeros(len(inside), np.int64)
            if not _crossed(cell, middle[inside], em):
                found = _numbered(cell, row, middle[inside, 1], em, _stands_alone(middle, rows, len(inside)))
            numbers[inside] = np.where(found > 0, found + following, 0)
            following += int(found.max())
    return numbers


def _rules(paths: Floats, em: float) -> tuple[Floats, Floats]:
    """The upright rules (x, from y, to y) and the level ones (y, from x, to x), edges of rectangles among them."""
    x0, y0, x1, y1 = paths.T
    wide, high = x1 - x0, y1 - y0
    thin = max(_THIN, _THICK * em)
    standing, lying, box = (wide < thin) & (high > em / 2), (high < thin) & (wide > em / 2), (wide > em) & (high > em)
    upright = [np.stack(((x0 + x1) / 2, y0, y1), 1)[standing], *(np.stack((x, y0, y1), 1)[box] for x in (x0, x1))]
    level = [np.stack(((y0 + y1) / 2, x0, x1), 1)[lying], *(np.stack((y, x0, x1), 1)[box] for y in (y0, y1))]
    return np.concatenate(upright), np.concatenate(level)


def _tables(upright: Floats, level: Floats) -> list[tuple[Floats, Floats]]:
    """Rules that touch one another, the highest first."""
    x, low, high = (upright[:, number, None] for number in range(3))
    y, left, right = (level[None, :, number] for number in range(3))
    meet = (x > left - _SAME) & (x < right + _SAME) & (y > low - _SAME) & (y < high + _SAME)
    waiting, found = np.ones(len(upright), np.bool_), []
    while waiting.any():
        own = np.zeros(len(upright), np.bool_)
        own[int(np.argmax(waiting))] = True
        while True:
            across = meet[own].any(axis=0)
            more = meet[:, across].any(axis=1) | own
            if (more == own).all():
                break
            own = more
        waiting &= ~own
        found.append((upright[own], level[across]))
    return sorted(found, key=lambda table: -max(table[1][:, 0], default=0.0))


def _clustered(values: Floats) -> Floats:
    ordered = np.sort(values)
    return ordered[np.append(True, np.diff(ordered) > _SAME)] if len(ordered) else ordered


def _within(middle: Floats, columns: Floats, rows: Floats) -> Flags:
    x, y = middle.T
    inside: Flags = (x > columns[0]) & (x < columns[-1]) & (y > rows[0]) & (y < rows[-1])
    return inside


def _cell_of_each(
    middle: Floats, columns: Floats, rows: Floats, upright: Floats, level: Floats
) -> tuple[Numbers, Numbers]:
    """The cell of each glyph, as the place of its first field from the top left, and the row of that field."""
    tall, broad = len(rows) - 1, len(columns) - 1
    field = np.arange(tall * broad).reshape(tall, broad)  # row 0 is the lowest
    for row in range(tall):
        y = (rows[row] + rows[row + 1]) / 2
        for column in range(1, broad):
            parted = (np.abs(upright[:, 0] - columns[column]) < 2 * _SAME) & (upright[:, 1] < y) & (upright[:, 2] > y)
            if not parted.any():
                field[field == field[row, column]] = field[row, column - 1]
    for column in range(broad):
        x = (columns[column] + columns[column + 1]) / 2
        for row in range(tall - 1, 0, -1):
            parted = (np.abs(level[:, 0] - rows[row]) < 2 * _SAME) & (level[:, 1] < x) & (level[:, 2] > x)
            if not parted.any():
                field[field == field[row - 1, column]] = field[row, column]
    first: dict[int, tuple[int, int]] = {}
    for row in range(tall - 1, -1, -1):
        for column in range(broad):
            first.setdefault(int(field[row, column]), (tall - 1 - row, column))
    at = field[
        np.clip(np.searchsorted(rows, middle[:, 1]) - 1, 0, tall - 1),
        np.clip(np.searchsorted(columns, middle[:, 0]) - 1, 0, broad - 1),
    ]
    row_of = np.array([first[each][0] for each in at.tolist()], np.int64)
    column_of = np.array([first[each][1] for each in at.tolist()], np.int64)
    return row_of * broad + column_of, row_of


def _crossed(cell: Numbers, middle: Floats, em: float) -> bool:
    """Whether words run over a rule: what is drawn there parts no cells."""
    step = np.abs(np.diff(middle, axis=0))
    return bool(((np.diff(cell) != 0) & (step[:, 0] < _NEXT * em) & (step[:, 1] < 0.2 * em)).any())


def _stands_alone(middle: Floats, rows: Floats, inside: int) -> bool:
    """Whether no text stands beside a table."""
    return int(((middle[:, 1] > rows[0]) & (middle[:, 1] < rows[-1])).sum()) == inside


def _numbered(cell: Numbers, row: Numbers, y: Floats, em: float, alone: bool) -> Numbers:
    """Numbers from 1 in reading order: of each cell in rows with wrapped words, of other rows as they stand. None where
    no row has such and text stands beside."""
    numbers, last = np.zeros(len(cell), np.int64), 0
    parted = alone
    for each in np.unique(row).tolist():
        own = row == each
        cells = np.unique(cell[own]).tolist()
        wrapped = any((np.diff(np.sort(y[cell == number])) > _NEW_LINE * em).any() for number in cells)
        parted |= wrapped and len(cells) > 1
        for part in [cell == number for number in cells] if wrapped and len(cells) > 1 else [own]:
            last += 1
            numbers[part] = last
    return numbers if parted else np.zeros(len(cell), np.int64)


_LEAST_WIDE, _LEAST_HIGH = 4.0, 2.0  # ems
_FEWEST = 8  # letters
_MOST_RULED = 0.6  # of the page's letters
_MOST_RECTANGLES = 60

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def frames(page: RawPage) -> tuple[Numbers, list[Rectangle]]:
    """For every glyph the number of the frame that it stands in, from 1; 0 outside of all. Beside it the rectangles
    that lines may end at: frames and pictures."""
    numbers = np.zeros(len(page.codes), np.int64)
    if not len(page.codes) or not (len(page.paths) or len(page.pictures)):
        return numbers, []
    em = float(np.median(page.size * np.hypot(page.matrix[:, 2], page.matrix[:, 3])))
    middle = page.origin + (page.matrix[:, :2] + 0.76 * page.matrix[:, 2:]) * page.size[:, None] / 2
    found = _rectangles(page.paths, em)
    found = [each for each in found if not _is_table(each, found, page.paths)]
    for number, frame in enumerate(found, 1):
        inside = _within_frame(middle, frame)
        if _FEWEST <= inside.sum() <= _MOST_RULED * len(numbers) and _stands_beside(middle[~inside], frame, middle):
            numbers[inside] = number
    if len(page.paths) and not _downwards(middle):
        cells = cells_of(page.paths, middle, em)
        numbers[cells > 0] = cells[cells > 0]
    pictures = [
        tuple(row) for row in page.pictures.tolist() if min(row[2] - row[0], row[3] - row[1]) > _LEAST_HIGH * em
    ]
    return numbers, [each for each in (*found, *pictures) if _area(each) < _MOST_RULED * _area(page.box)]


def _area(box: Rectangle) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _within_frame(points: Floats, frame: Rectangle) -> Flags:
    x, y = points.T
    left, bottom, right, top = frame
    inside: Flags = (x > left) & (x < right) & (y > bottom) & (y < top)
    return inside


def _stands_beside(others: Floats, frame: Rectangle, all_: Floats) -> bool:
    """Whether lines of other text run beside a frame."""
    downwards = _downwards(all_)
    along = others[:, 0 if downwards else 1]
    low, high = (frame[0], frame[2]) if downwards else (frame[1], frame[3])
    return int(((along > low) & (along < high)).sum()) >= _FEWEST


def _downwards(all_: Floats) -> bool:
    steps = np.abs(np.diff(all_, axis=0))
    return bool((steps[:, 1] > steps[:, 0]).mean() > 0.5) if len(steps) else False


def _rectangles(paths: Floats, em: float) -> list[Rectangle]:
    """The rectangles drawn, the larger of two nearly alike, the smallest last."""
    wide, high = paths[:, 2] - paths[:, 0], paths[:, 3] - paths[:, 1]
    boxes = [tuple(row) for row in paths[(wide >= _LEAST_WIDE * em) & (high >= _LEAST_HIGH * em)].tolist()]
    boxes += [each for each in _of_rules(paths) if min(each[2] - each[0], each[3] - each[1]) >= _LEAST_HIGH * em]
    boxes.sort(key=lambda each: (each[0] - each[2]) * (each[3] - each[1]))
    kept: list[Rectangle] = []
    for each in boxes[:_MOST_RECTANGLES]:
        if not any(max(abs(one - other) for one, other in zip(each, box, strict=True)) < 2 * _SAME for box in kept):
            kept.append(each)
    return kept


def _of_rules(paths: Floats) -> list[Rectangle]:
    """Rectangles of two upright and two level rules that meet."""
    wide, high = paths[:, 2] - paths[:, 0], paths[:, 3] - paths[:, 1]
    upright: dict[tuple[int, int], list[float]] = defaultdict(list)
    for left, bottom, _, top in paths[(wide < _THIN) & (high > 2 * _THIN)].tolist():
        upright[round(bottom / _SAME), round(top / _SAME)].append(left)
    level = paths[(high < _THIN) & (wide > 2 * _THIN)].tolist()
    found = []
    for sides in upright.values():
        if len(sides) != 2:
            continue
        left, right = sorted(sides)
        ends = sorted(each[1] for each in level if abs(each[0] - left) < _SAME and abs(each[2] - right) < 2 * _SAME)
        if len(ends) == 2:
            found.append((left, ends[0], right, ends[1]))
    return found


def _is_table(frame: Rectangle, frames: Sequence[Rectangle], paths: Floats) -> bool:
    """Whether a rectangle is a cell beside others, or rules cross it from side to side."""
    if any(_touch(frame, other) for other in frames if other is not frame):
        return True
    left, bottom, right, top = frame
    wide, high = right - left, top - bottom
    across = (
        (paths[:, 3] - paths[:, 1] < _THIN)
        & (paths[:, 2] - paths[:, 0] > 0.9 * wide)
        & (paths[:, 0] > left - _SAME)
        & (paths[:, 2] < right + _SAME)
        & (paths[:, 1] > bottom + _SAME)
        & (paths[:, 3] < top - _SAME)
    )
    along = (
        (paths[:, 2] - paths[:, 0] < _THIN)
        & (paths[:, 3] - paths[:, 1] > 0.5 * high)
        & (paths[:, 0] > left + _SAME)
        & (paths[:, 2] < right - _SAME)
        & (paths[:, 1] > bottom - _SAME)
        & (paths[:, 3] < top + _SAME)
    )
    return int(across.sum()) > 1 or bool(along.any())


def _touch(frame: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles share an edge from outside, as cells do."""
    beside = min(abs(frame[0] - other[2]), abs(frame[2] - other[0])) < _SAME
    level = min(frame[3], other[3]) - max(frame[1], other[1]) > _SAME
    under = min(abs(frame[1] - other[3]), abs(frame[3] - other[1])) < _SAME
    over = min(frame[2], other[2]) - max(frame[0], other[0]) > _SAME
    return (beside and level) or (under and over)


ASCENT, DESCENT = 0.88, 0.12  # of the em, above and below the baseline
UNKNOWN = "〓"  # a letter whose value the file does not say; so printers mark a missing type
_SYMBOLS = range(0xF020, 0xF100)  # of fonts like Wingdings, by which word processors draw the bullets of lists
SMALLEST = 2.0  # points: below it nobody reads (masks of scanned pages, hidden marks)

_JAPANESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One row a glyph. `upright` is false for letters lying on their side; `spaced`: a space stands before it;
    `frame`: the number of the box drawn round it, 0 without one. `obstacles`: x0, y0, x1, y1 of what lines may end at.
    """

    width: float
    height: float
    obstacles: tuple[Rectangle, ...]
    chars: tuple[str, ...]
    x0: Floats
    x1: Floats
    y0: Floats
    y1: Floats
    baseline: Floats
    size: Floats
    wide: Flags
    upright: Flags
    spaced: Flags
    frame: Numbers

    def __len__(self) -> int:
        return len(self.chars)

    def take(self, which: Flags | Numbers) -> Glyphs:
        """The glyphs of a mask or of numbers."""
        numbers = np.flatnonzero(which) if which.dtype == np.bool_ else which
        chars = self.chars
        return Glyphs(
            self.width,
            self.height,
            self.obstacles,
            tuple(chars[number] for number in numbers.tolist()),
            *(getattr(self, name)[numbers] for name in self.__slots__[4:]),
        )


@lru_cache(maxsize=20_000)
def is_wide(char: str) -> bool:
    """Whether a character is set in a full em as a rule."""
    return unicodedata.east_asian_width(char) in "WF" or char in "―…‥“”‘’—○●◎△▲□■◇◆★☆※×÷±→←↑↓"


@lru_cache(maxsize=20_000)
def is_japanese(char: str) -> bool:
    """Whether no space is written on either side of a character: kana, kanji and the marks between them."""
    return bool(_JAPANESE.match(char)) or char in "―…‥“”‘’※○●◎△▲□■◇◆★☆〓"


@lru_cache(maxsize=20_000)
def is_readable(code: int) -> bool:
    """Whether a code is a letter that a person could have printed: no control, no private use, no replacement."""
    return code != 0xFFFD and code < 0x110000 and unicodedata.category(chr(code)) not in ("Cc", "Co", "Cn", "Cs")


@lru_cache(maxsize=20_000)
def _char(code: int, unmapped: bool) -> str:
    if code in _SYMBOLS:
        return "•"
    return UNKNOWN if unmapped or not is_readable(code) else chr(code)


def cells(page: RawPage) -> Glyphs:
    """A page without its spaces, turned so that most of its Japanese (if there is none, most of all) stands upright."""
    codes = page.codes
    space = _among(codes, (0x20, 0xA0, 0x3000, 0x09, 0x0A, 0x0D, 0x2002, 0x2003, 0x2009))
    spaced = np.zeros(len(codes), np.bool_)
    spaced[1:] = space[:-1]
    chars = list(map(_char, codes.tolist(), page.unmapped.tolist()))
    wide = np.fromiter(map(is_wide, chars), np.bool_, len(chars))
    right, up, advance = _directions(page, wide)
    turns, scale = page.turns, np.hypot(up[:, 0], up[:, 1])
    turns += _lying(right, turns, wide if (wide & ~space).sum() * 4 > len(chars) else np.ones(len(chars), np.bool_))
    start, right, up, width, height = _turned(page, right, up, turns % 4)
    corners = _corners(start, right * advance[:, None], up)
    upright = (right[:, 0] > np.abs(right[:, 1]) * 4) | (scale == 0)
    lying = np.abs(right[:, 1]) > np.abs(right[:, 0]) * 4
    middle_x, middle_y = (corners[0] + corners[1]) / 2, (corners[2] + corners[3]) / 2
    inside = (middle_x > 0) & (middle_x < width) & (middle_y > 0) & (middle_y < height)
    invisible = _among(codes, (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE))
    keep = (upright | lying) & inside & ~space & ~invisible & (scale >= SMALLEST)
    frame, found = frames(page)
    obstacles = tuple(_upright(page, each, turns % 4) for each in found)
    glyphs = Glyphs(width, height, obstacles, tuple(chars), *corners, start[:, 1], scale, wide, upright, spaced, frame)
    return glyphs.take(keep)


def _among(codes: npt.NDArray[np.uint32], wanted: tuple[int, ...]) -> Flags:
    return np.isin(codes, np.array(wanted, np.uint32))


def _directions(page: RawPage, wide: Flags) -> tuple[Floats, Floats, Floats]:
    """Where each glyph's line goes and where its top is, an em long, and its advance in ems."""
    a, b, c, d = page.matrix.T
    size = np.where(np.hypot(c, d) > 0, page.size, 0.0)
    right, up = np.stack((a, b), 1) * size[:, None], np.stack((c, d), 1) * size[:, None]
    em = np.maximum(np.hypot(right[:, 0], right[:, 1]), 1e-6)
    flat = np.abs(b) <= np.abs(a) * 0.25
    extent = np.where(flat, page.loose[:, 2] - page.loose[:, 0], page.loose[:, 3] - page.loose[:, 1]) / em
    usual = np.where(wide, 1.0, 0.5)
    # A vertical font's box is an em or two wide for any glyph, and a box of the ink alone is low: they tell nothing.
    tall = page.loose[:, 3] - page.loose[:, 1] > 0.8 * em
    trusted = np.where(wide, (extent > 0.25) & (extent < 1.02) & flat & tall, (extent > 0.02) & (extent < 1.6))
    trusted &= ~(~wide & (np.abs(extent - 1) < 1e-3))
    return right, up, np.where(trusted, extent, usual)


def _lying(right: Floats, turns: int, chosen: Flags) -> int:
    """The quarter turns that a page still needs after /Rotate, by the way most of its chosen glyphs lie."""
    quarter = np.rint(np.arctan2(-right[:, 1], right[:, 0]) / (np.pi / 2)).astype(np.int64) + turns
    found = np.bincount(quarter[chosen] % 4, minlength=4)
    return 0 if found.sum() == 0 else int(-np.argmax(found)) % 4


def _turned(page: RawPage, right: Floats, up: Floats, turns: int) -> tuple[Floats, Floats, Floats, float, float]:
    left, bottom, far, top = page.box
    turn = ((1, 0), (0, 1), (-1, 0), (0, -1))[turns]

    def vector(way: Floats) -> Floats:
        """Of y upwards, turned clockwise, with y downwards."""
        cos, sin = turn
        return np.stack((way[:, 0] * cos + way[:, 1] * sin, way[:, 0] * sin - way[:, 1] * cos), 1)

    width, height = far - left, top - bottom
    return (
        _placed(page, page.origin, turns),
        vector(right),
        vector(up),
        *((height, width) if turns % 2 else (width, height)),
    )


def _placed(page: RawPage, points: Floats, turns: int) -> Floats:
    """Points of a page where they are on the upright page."""
    left, bottom, far, top = page.box
    x, y = points.T
    return np.stack(((x - left, top - y), (y - bottom, x - left), (far - x, y - bottom), (top - y, far - x))[turns], 1)


def _upright(page: RawPage, box: Rectangle, turns: int) -> Rectangle:
    corners = _placed(page, np.array([box[:2], box[2:]]), turns)
    (x0, y0), (x1, y1) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return x0, y0, x1, y1


def _corners(start: Floats, advance: Floats, up: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """x0, x1, y0, y1 of the cells."""
    low, high = start - up * DESCENT, start + up * ASCENT
    ends = np.stack((low, high, low + advance, high + advance))
    least, most = ends.min(axis=0), ends.max(axis=0)
    return least[:, 0], most[:, 0], least[:, 1], most[:, 1]


_MOST = 0.3  # of a page's letters may be unknown; beyond, the page is left out
_ENOUGH = 40  # letters of a kind from which their statistics say something
_WIDE_LATIN = 0.7  # of Latin letters an em wide: codes of kanji taken for letters
_FEWEST_LETTERS = 0.45  # of Latin text
_MOST_ACCENTS = 0.4  # of Latin text; Vietnamese has 0.3
_KNOWN_KANJI = 0.75  # of kanji that one of the large character sets has
_ALPHABETS = 6
_MOST_STRANGE = 0.06  # of Japanese text


def is_garbled(page: RawPage) -> bool:
    """Whether what a page's codes spell is not what is printed."""
    values, places, counts = np.unique(page.codes, return_inverse=True, return_counts=True)
    readable = np.fromiter((is_readable(code) for code in values.tolist()), np.bool_, len(values))
    if (page.unmapped | ~readable[places]).mean() > _MOST:
        return True
    letters = {chr(code): count for code, count in zip(values.tolist(), counts.tolist(), strict=True) if code > 0x20}
    return _is_wide_latin(page) or _is_soup(letters)


def _is_wide_latin(page: RawPage) -> bool:
    """Latin letters that are all as wide as kanji."""
    em = page.size * np.hypot(page.matrix[:, 0], page.matrix[:, 1])
    latin = (page.codes > 0x20) & (page.codes < 0x250) & (em > 0) & (page.matrix[:, 0] > 0)
    tall = page.loose[:, 3] - page.loose[:, 1] > 0.8 * em
    width = page.loose[:, 2] - page.loose[:, 0]
    asked = latin & tall
    if asked.sum() < _ENOUGH or latin.sum() * 2 < len(latin):
        return False
    return bool((np.abs(width[asked] / em[asked] - 1) < 0.02).mean() > _WIDE_LATIN)


def _is_soup(letters: dict[str, int]) -> bool:
    whole = sum(letters.values())
    latin = {char: count for char, count in letters.items() if char < "\u0250"}
    kanji = {char: count for char, count in letters.items() if "\u4e00" <= char <= "\u9fff"}
    exotic = {_alphabet(char) for char, count in letters.items() if char >= "\u0530" and not is_japanese(char)}
    if len(exotic - {""}) >= _ALPHABETS:
        return True
    if sum(latin.values()) >= max(_ENOUGH, 0.6 * whole) and _is_no_latin(latin):
        return True
    if sum(kanji.values()) >= _ENOUGH and _stands_for_kana(letters, sum(kanji.values())):
        return True
    return sum(kanji.values()) >= max(_ENOUGH, 0.5 * whole) and _is_no_language(kanji)


def _stands_for_kana(letters: dict[str, int], kanji: int) -> bool:
    """Whether letters of codes that nobody writes between kanji stand where kana were printed, as programs leave it
    that take the glyphs of a font for its letters."""
    kana = sum(count for char, count in letters.items() if "\u3041" <= char <= "\u30ff")
    strange = sum(count for char, count in letters.items() if char in "{|}~^`" or "\u00b2" <= char < "\u0250")
    return kana < kanji and strange > _MOST_STRANGE * sum(letters.values())


def _is_no_latin(latin: dict[str, int]) -> bool:
    whole = sum(latin.values())
    plain = sum(count for char, count in latin.items() if char.isascii() and char.isalnum())
    accents = sum(count for char, count in latin.items() if char > "\u007f")
    dots = sum(latin.get(char, 0) for char in ".-_·")  # leaders of a table of contents
    return accents > _MOST_ACCENTS * whole or plain < _FEWEST_LETTERS * (whole - dots)


def _is_no_language(kanji: dict[str, int]) -> bool:
    """Whether neither Japanese nor either Chinese uses such kanji."""
    whole = sum(kanji.values())
    known = (
        sum(count for char, count in kanji.items() if _encodes(char, name)) for name in ("cp932", "gb2312", "big5")
    )
    return max(known) < _KNOWN_KANJI * whole


@lru_cache(maxsize=20_000)
def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=5_000)
def _alphabet(char: str) -> str:
    """The first word of a letter's name, which is its script; '' for what is no letter."""
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""
