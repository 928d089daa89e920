"""Boxes drawn on a page round a part of its text: what stands in one is no part of the lines beside it.

A frame is a rectangle, stroked or filled, or four rules that meet. The cells of a table, the ground of a page and what
marks a word are none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from .pdfium import Flags, Floats, Numbers, RawPage
from .ruled import cells_of

_THIN = 3.0  # points: a rule
_LEAST_WIDE, _LEAST_HIGH = 4.0, 2.0  # ems
_FEWEST = 8  # letters
_MOST = 0.6  # of the page's letters
_SAME = 3.0  # points between edges that are one
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
        inside = _within(middle, frame)
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


def _within(points: Floats, frame: Rectangle) -> Flags:
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
