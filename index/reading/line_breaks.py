"""The breaks between the lines of a text where a line could go on in the next, and what each says of that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from inyo.index.reading.lines import (
    Line,
    begins_anew,
    begins_item,
    ends_loosely,
    ends_sentence,
    hanging,
    marker,
    opens,
    stands_alone,
    unclosed,
    unit,
    widths,
)

_HEAD = re.compile(r"[○◯〇◎●◆◇■□▲△▼▽][^\s。、「」]{1,30}$")
_SHORTEST = 10
"""Columns; shorter lines were cut by nobody and say nothing."""
_HEADING = 0.8
"""Of the line below, a heading is shorter."""

Sizes = tuple[int, int, int]


class Break(NamedTuple):
    """The break between two lines: `at` the number of the first, `following` that of the second.

    By each measure (characters, columns, narrow columns) the widths from `low` to `high` explain it; `size` is that of
    the first line. `open`: that line ends in mid-sentence; `loose`: with a mark after which a sentence may go on;
    `marked`: the second begins as the entry of a list or with a label, and which; `opens`: with an opening quotation
    mark; `solid`: the first is one word that cannot be parted; `inside`: it opens words that it does not
    close; `indents` of both; `depth`: how many marks of quoting stand before them;
    `spaced`: the second begins with one wide space more than the first; `headed`: the first is the head of a turn
    (○議長（林君）); `begins`: the first may begin a paragraph, so that it may have lost an indent. `weight`: how much
    more often lines begin so inside a sentence than where a writer begins one, as a logarithm.
    """

    at: int
    following: int
    size: Sizes
    low: Sizes
    high: Sizes
    open: bool
    loose: bool
    marked: str
    opens: bool
    solid: bool
    inside: bool
    indents: tuple[int, int]
    weight: float
    depth: int
    spaced: bool
    headed: bool
    begins: bool

    def unindented(self) -> Break:
        """This break as it is where the first lines of paragraphs lost an indent of one wide space."""
        size, columns, narrow = self.high
        return self._replace(high=(size + 1, columns + 2, narrow + 2)) if self.begins else self


_BEGINNINGS = (
    (3.5, "っれんくるをてらゃょゅげびぬべりろめぞぅぃぁぇぉゎゔンー々ャュョッィェァォ、。」』）』,)"),
    (2.0, "にのへえうぶじばづがせきぐざネルソモ・"),
    (0.4, "はたよねなかいでもイラチツダ"),
    (-0.7, "おことそふ「『（○・※【■□◆〔"),
)
_BEGINNING = {letter: weight for weight, letters in _BEGINNINGS for letter in letters}
"""How lines of wrapped texts begin, against lines that writers began: counted over news of our own and of 2005–2019 and
novels, in logarithms, and lowered where verse may begin so."""
_PAIRS = (
    (re.compile(r"[一-鿿々][ぁ-ゖ]"), 0.7),
    (re.compile(r"[ァ-ヺー][ァ-ヺー]"), 1.0),
    (re.compile(r"[ぁ-ゖ]\S"), 0.2),
    (re.compile(r"[a-z,] ?[a-z]"), 1.0),
    (re.compile(r"[、,]"), -0.7),
    (re.compile(r"[一-鿿々]"), -0.2),
)


def runs_of(text: str, lines: Sequence[Line], over: Mapping[int, int]) -> Iterator[list[Break]]:
    """For each block of lines without a blank one between, its breaks where a line could go on."""
    run: list[Break] = []
    before, prior = -1, -1
    until = 0
    alone = alone_before = False
    for number, line in enumerate(lines):
        if number < until:
            continue
        if line.blank or (before >= 0 and lines[before].depth != line.depth):
            if run:
                yield run
            run = []
            before = prior = -1
        if line.blank:
            continue
        alone_before, alone = alone, stands_alone(text, line)
        if before >= 0 and not (alone or alone_before) and _may_go_on(text, lines[before], line):
            begins = prior < 0 or _may_end(text, lines[prior], lines[before])
            run.append(_break(text, lines, before, number, begins=begins))
        before, prior = number, before
        until = over.get(number, 0)
    if run:
        yield run


def _may_go_on(text: str, line: Line, after: Line) -> bool:
    if line.cells < _SHORTEST and line.cells + widths(unit(text, after.start))[0] <= _SHORTEST:
        return False
    return (
        after.indent <= line.indent
        or begins_item(text, line)
        or (after.indent == 2 and unclosed(text, line))
        or _is_spaced(text, line, after)
    )


def _may_end(text: str, line: Line, after: Line) -> bool:
    """Whether a paragraph, or a heading, may end before another line."""
    return ends_sentence(text, line) or ends_loosely(text, line) or line.size < _HEADING * after.size


def _is_spaced(text: str, line: Line, after: Line) -> bool:
    """Whether a line is indented by the wide space that stood in the text, if it is no paragraph's indent."""
    return after.indent == line.indent + 2 and text[after.start - 1] == "\u3000"


def _break(text: str, lines: Sequence[Line], at: int, following: int, *, begins: bool) -> Break:
    line, after = lines[at], lines[following]
    hang, word = hanging(text, line.end), unit(text, after.start)
    size = (line.size, line.cells, line.narrow)
    less, more = (len(hang), *widths(hang)), (len(word), *widths(word))
    wide = text.startswith("\u3000", line.end)
    low = (size[0] - less[0], size[1] - less[1], size[2] - less[2])
    high = (size[0] + more[0] - 1 + wide, size[1] + more[1] - 1 + 2 * wide, size[2] + more[2] - 1 + 2 * wide)
    loose = ends_loosely(text, line)
    is_open = not loose and not ends_sentence(text, line)
    marked = marker(text, after) if begins_item(text, after) else ":" if begins_anew(text, after) else ""
    weight = beginning(text[line.end - 1], text[after.start]) if is_open else 0.0
    indents = (line.indent, after.indent)
    solid = not re.search(r"\s", text[line.start : line.end]) and len(unit(text, line.start)) == line.end - line.start
    inside = unclosed(text, line)
    spaced = not inside and _is_spaced(text, line, after)
    headed = bool(_HEAD.match(text, line.start, line.end))
    return Break(
        at, following, size, low, high, is_open, loose, marked, opens(text, after), solid, inside, indents, weight,
        line.depth, spaced, headed, begins,
    )  # fmt: skip


def beginning(last: str, first: str) -> float:
    """How much more often a line begins with `first` after `last` inside a sentence than where a writer began it."""
    pair = last + first
    return _BEGINNING.get(first, 0.0) + next((weight for pattern, weight in _PAIRS if pattern.match(pair)), 0.0)
