"""Tables with rules: which row each glyph stands in, and which cell where the words of cells are wrapped."""

from __future__ import annotations

import numpy as np

from .pdfium import Flags, Floats, Numbers

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
