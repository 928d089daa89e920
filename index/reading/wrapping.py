"""Where a text's lines were cut at one width: which line breaks a reader does not see.

A line was cut where the first word of the next would not have fitted. So each break in mid-sentence allows some widths
and forbids all others; the width that most breaks allow is the text's, if they are many, if few others speak against
it and if the breaks stand where a writer would make none, inside words and before particles. Widths are sought by
file and by stretches of some forty lines, in characters and in columns, since one file may hold several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inyo.index.reading.lines import (
    Line,
    begins_anew,
    begins_item,
    ends_loosely,
    ends_sentence,
    hanging,
    stands_alone,
    unit,
    widths,
)

NARROWEST, WIDEST = 17, 164
"""Widths that are looked for, in columns; in characters from half the first to half the second."""

_STRETCH = 40
_ENOUGH = 3.0
_FITTING = 0.7
_TOLERANCE = (2, 4, 4)


class Break(NamedTuple):
    """The break between two lines: `at` the number of the first, `following` that of the second.

    By each measure (characters, columns, narrow columns) the widths from `low` to `high` explain it. `open`: the first
    line ends in mid-sentence; `weight`: how much more often a wrapped text breaks so than any other, as a logarithm.
    """

    at: int
    following: int
    low: tuple[int, int, int]
    high: tuple[int, int, int]
    open: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Width:
    """A width by one of the measures of Break (0, 1, 2)."""

    measure: int
    size: int

    def explains(self, found: Break, slack: int = 0) -> bool:
        return found.low[self.measure] <= self.size <= found.high[self.measure] + slack


_CLASSES = (
    (re.compile(r"[一-鿿々][ぁ-ゖ]"), 1.2),
    (re.compile(r"[ァ-ヺー][ァ-ヺー]"), 1.5),
    (re.compile(r".[をんぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮー々、。」』）,.]"), 2.5),
    (re.compile(r"[ぁ-ゖ][ぁ-ゖ]"), 0.6),
    (re.compile(r"[一-鿿々][一-鿿々]"), 0.2),
    (re.compile(r"[a-z,]\S"), 0.4),
    (re.compile(r"、."), 0.0),
)


def joints(text: str, lines: Sequence[Line]) -> list[Break]:
    """The breaks inside paragraphs of a text given by its lines, in order."""
    runs = list(_runs(text, lines))
    whole = _width([one for run in runs for one in run])
    found: list[Break] = []
    for stretch in _stretches(runs):
        breaks = [one for run in stretch for one in run]
        width = _width(breaks) or whole
        if width:
            found += (one for one in breaks if _joined(one, width))
    return found


def _joined(one: Break, width: Width) -> bool:
    return width.explains(one, _TOLERANCE[width.measure] if one.open else 0)


def _runs(text: str, lines: Sequence[Line]) -> Iterator[list[Break]]:
    """For each block of lines without a blank one between, its breaks where a line could go on."""
    run: list[Break] = []
    before = -1
    for number, line in enumerate(lines):
        if line.blank or (before >= 0 and lines[before].depth != line.depth):
            if run:
                yield run
            run = []
        if line.blank:
            before = -1
            continue
        if before >= 0 and _may_go_on(text, lines, before, number):
            run.append(_break(text, lines, before, number))
        before = number
    if run:
        yield run


def _stretches(runs: Sequence[list[Break]]) -> Iterator[list[list[Break]]]:
    stretch: list[list[Break]] = []
    size = 0
    for run in runs:
        for at in range(0, len(run), _STRETCH):
            stretch.append(run[at : at + _STRETCH])
            size += len(stretch[-1])
            if size >= _STRETCH:
                yield stretch
                stretch, size = [], 0
    if stretch:
        yield stretch


def _may_go_on(text: str, lines: Sequence[Line], at: int, following: int) -> bool:
    line, after = lines[at], lines[following]
    if stands_alone(text, line) or stands_alone(text, after) or begins_item(text, after):
        return False
    if after.indent > line.indent and not begins_item(text, line):
        return False
    return not (begins_anew(text, after) and ends_sentence(text, line))


def _break(text: str, lines: Sequence[Line], at: int, following: int) -> Break:
    line, after = lines[at], lines[following]
    hang = hanging(text, line.end)
    word = unit(text, after.start)
    hangs = (len(hang), *widths(hang))
    units = (len(word), *widths(word))
    sizes = (line.size, line.cells, line.narrow)
    low = tuple(size - hung for size, hung in zip(sizes, hangs, strict=True))
    high = tuple(size + more - 1 for size, more in zip(sizes, units, strict=True))
    is_open = not ends_sentence(text, line) and not ends_loosely(text, line)
    return Break(at, following, low, high, is_open, _weight(text[line.end - 1] + text[after.start]) if is_open else 0)  # type: ignore[arg-type]


def _weight(pair: str) -> float:
    return next((weight for pattern, weight in _CLASSES if pattern.match(pair)), 0.1)


def _width(breaks: Sequence[Break]) -> Width | None:
    """The width at which lines were cut, or None."""
    asked = [one for one in breaks if one.open]
    if len(asked) < 2:
        return None
    best = max((_best(asked, measure) for measure in range(3)), key=lambda one: (one[0], -one[1].measure))
    width = best[1]
    fitting = [one for one in asked if width.explains(one)]
    if sum(one.weight + 0.6 for one in fitting) < _ENOUGH or len(fitting) < _FITTING * len(asked):
        return None
    return width


def _best(breaks: Sequence[Break], measure: int) -> tuple[int, Width]:
    """How many breaks the best width by a measure explains, and that width."""
    narrowest, widest = (NARROWEST // 2, WIDEST // 2) if measure == 0 else (NARROWEST, WIDEST)
    steps = [0] * (widest + 2)
    for one in breaks:
        low, high = max(one.low[measure], narrowest), min(one.high[measure], widest)
        if low <= high:
            steps[low] += 1
            steps[high + 1] -= 1
    most, size, count = 0, widest, 0
    for at, step in enumerate(steps):
        count += step
        if count > most:
            most, size = count, at
    return most, Width(measure, size)
