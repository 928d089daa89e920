"""What is ruled on a page: the rows and cells of tables that glyphs stand in, and boxes round a part of the text.

What stands in a box is no part of the lines beside it. A frame is a rectangle, stroked or filled, or four rules that
meet. The cells of a table, the ground of a page and what marks a word are none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from .pdfium import Flags, Floats, Numbers, RawPage

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
_MOST = 0.6  # of the page's letters
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
        if _FEWEST <= inside.sum() <= _MOST * len(numbers) and _stands_beside(middle[~inside], frame, middle):
            numbers[inside] = number
    if len(page.paths) and not _downwards(middle):
        cells = cells_of(page.paths, middle, em)
        numbers[cells > 0] = cells[cells > 0]
    pictures = [
        tuple(row) for row in page.pictures.tolist() if min(row[2] - row[0], row[3] - row[1]) > _LEAST_HIGH * em
    ]
    return numbers, [each for each in (*found, *pictures) if _area(each) < _MOST * _area(page.box)]


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
