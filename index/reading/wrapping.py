"""Where a text's lines were cut at one width: which line breaks a reader does not see.

A line was cut where the first word of the next would not have fitted. So each break in mid-sentence allows some widths
and forbids all others; the width that most breaks allow is the text's, if few others speak against it and if lines
begin as no phrase begins (with a particle, inside a word), which lines of verse and entries of lists do not. Widths are
sought by stretches of some forty breaks and by blocks, in characters and in columns, since one file may hold several.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, zip_longest
from types import MappingProxyType
from typing import NamedTuple

from inyo.index.reading.lines import (
    Line,
    are_code,
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


NARROWEST, WIDEST = 17, 164
"""Widths that are looked for, in columns; in characters from half the first to half the second."""

_STRETCH = 40
_ROUNDS = 3
_ENOUGH, _ENOUGH_OF_FEW, _ENOUGH_OF_SOME, _ENOUGH_QUOTED = 2.5, 4.5, 5.0, 1.2
"""The evidence that a width needs: by many breaks or long lines, by fewer than _MANY of short lines (verse), by a part
of a stretch, those blocks that it fits; by long lines of a mail that another quotes, since programs cut them."""
_MANY = 4
_POINT = re.compile("[。、]")
_FEWEST_LOST, _GOING_ON, _MORE = 2, 0.3, 0.1
"""First lines without their indents from which it is known that indents were lost; lines that go on and are no first
ones, as many at least and as a part of all; so many more breaks of all are explained then."""
_EXPLAINED, _EXPLAINED_WIDE, _EXPLAINED_WIDEST, _FILLED_WIDE = 0.3, 1.4, 2.0, 0.5
_AGAINST, _AGAINST_SHORT = 1.5, 0.4
"""What a break adds to the evidence for a width that explains it, besides its weight, more where the line has no room
left, and takes away otherwise, less where the line is so short that it is a heading. Verse and lists have many lines of
one length, but seldom above _WIDE columns."""
_WIDE, _WIDEST = 48, 100
_SLACK = (2, 4, 4)
"""By how much more a line that ends in mid-sentence may be short: characters, columns."""


class Joint(NamedTuple):
    """Two lines (their numbers) of one paragraph. `exact`: lines were cut at any character, so that a space stands
    between them only if one was there. `spaced`: the wide space that the second begins with is of the text."""

    at: int
    following: int
    exact: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Width:
    """A width by one of the measures of Break (0, 1, 2)."""

    measure: int
    size: int

    @property
    def cells(self) -> int:
        """The width in columns, were all characters kanji."""
        return self.size if self.measure else 2 * self.size

    def likes(self) -> tuple[Width, ...]:
        """This width, and what it is by other measures where all characters are kanji."""
        others = (Width(0, self.cells // 2), Width(1, self.cells), Width(2, self.cells))
        return self, *(other for other in others if other != self)

    def behind_marks(self, depth: int) -> tuple[Width, ...]:
        """This width, and what is left of it behind so many marks of quoting (`>> `, `> > `)."""
        taken = dict.fromkeys((0, depth, depth + 1, 2 * depth)) if depth else (0,)
        return tuple(Width(self.measure, self.size - less) for less in taken)

    def explains(self, found: Break, slack: int = 0) -> bool:
        fits = found.low[self.measure] <= self.size + slack or found.solid
        return fits and self.size <= found.high[self.measure] + slack

    def filled(self, found: Break) -> bool:
        """Whether the line has no room for one more character."""
        return 0 <= self.size - found.size[self.measure] < (1 if self.measure == 0 else 2)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a stretch was set: its width, the indent of lines that go on, whether paragraphs begin with a deeper one,
    whether lines were cut at any character, whether lines begin with an opening quotation mark that nothing cut,
    whether the first lines of paragraphs lost an indent (where a text was copied out of a PDF)."""

    width: Width
    indent: int
    first: bool
    exact: bool
    spoken: bool
    unindented: bool

    def lacks_indent(self, one: Break) -> bool:
        """Whether a line is just an indent shorter than those that go on."""
        wider = one._replace(begins=True).unindented()
        return one.open and not self.width.explains(one) and self.width.explains(wider)

    def may_be_headed(self, one: Break) -> bool:
        """Whether the first line of a text without blank ones may be its headline: of narrow lines without any indents
        it may just have their width, and nothing says that a word or a phrase goes on in the next."""
        return self.width.cells < _WIDE and not self.first and one.weight <= 0 and not (one.depth or any(one.indents))


def joints(text: str, lines: Sequence[Line], over: Mapping[int, int] = MappingProxyType({})) -> list[Joint]:
    """The breaks between lines of one paragraph, in order. `over`: pairs that are known, with a page's end between."""
    if not over and all(line.blank or ends_sentence(text, line) or ends_loosely(text, line) for line in lines):
        return []
    runs = [run for run in runs_of(text, lines, over) if not _is_code(text, lines, run)]
    lists = _lists(runs)
    found = {pair: Joint(*pair) for pair in over.items()}
    first = _first_of_solid(text, lines)
    for run, layout in _laid_out(runs, lambda run: lines[run[0].at].depth):
        for one, after in zip_longest(run, run[1:]):
            going_on = not after or one.open or after.at != one.following or not layout.unindented
            headed = one.at == first and layout.may_be_headed(one) and not _is_rest(text, lines[one.following], layout)
            if headed or (not going_on and layout.lacks_indent(after)):
                continue
            if _joined(one.unindented() if layout.unindented else one, layout, lists):
                spaced = one.spaced or (one.headed and one.indents[1] >= 2)
                found[one[:2]] = Joint(one.at, one.following, layout.exact, spaced)
    return [found[pair] for pair in sorted(found)]


def _is_rest(text: str, line: Line, layout: _Layout) -> bool:
    """Whether a line below a headline is its rest: it ends long before the width, and no sentence with it."""
    return line.cells < layout.width.cells - _SLACK[1] and not (ends_sentence(text, line) or ends_loosely(text, line))


def _first_of_solid(text: str, lines: Sequence[Line]) -> int:
    """The first line of a text without blank lines, -1 of others: there they part a headline from what is below. Nor
    one with a point or a comma in it, which sentences have more often than headlines."""
    written = [number for number, line in enumerate(lines) if not line.blank]
    if not written or written[-1] - written[0] >= len(written):
        return -1
    first = lines[written[0]]
    return -1 if _POINT.search(text, first.start, first.end) else written[0]


def _is_code(text: str, lines: Sequence[Line], run: Sequence[Break]) -> bool:
    return are_code(text, lines[run[0].at : run[-1].following + 1], whole=False)


def _laid_out(
    runs: Sequence[list[Break]], depth: Callable[[list[Break]], int]
) -> Iterator[tuple[list[Break], _Layout]]:
    """Blocks that were set at a width, with their layouts; at last those that were if their paragraphs lost indents."""
    known: Counter[Width] = Counter()
    found = list(_set(runs, depth, known))
    alike: defaultdict[_Layout, list[Break]] = defaultdict(list)
    for run, layout in found:
        alike[layout] += run
    better = {layout: _with_lost_indents(layout, breaks) for layout, breaks in alike.items()}
    yield from ((run, better[layout]) for run, layout in found)
    done = {one.at for run, _ in found for one in run}
    lost = {one.at for run, layout in found if better[layout].unindented for one in run}
    rests = ((run, [one for one in run if one.at not in done]) for run in runs)
    left = [rest for run, rest in rests if rest == run or (rest and any(one.at in lost for one in run))]
    plain = {one.at: one for run in left for one in run}
    further: defaultdict[_Layout, list[Break]] = defaultdict(list)
    for run, layout in _set([[one.unindented() for one in run] for run in left], depth, known):
        further[layout] += run
    for layout, run in further.items():
        if _goes_on(layout, run):
            yield [plain[one.at] for one in run], replace(layout, unindented=True)


def _with_lost_indents(layout: _Layout, breaks: Sequence[Break]) -> _Layout:
    """A layout, or the one that explains more of its breaks if paragraphs lost their indents."""
    firsts = [one for one in breaks if one.begins and one.open and one.at != breaks[0].at]
    shorter = sum(layout.lacks_indent(one) for one in firsts)
    if shorter >= _FEWEST_LOST and shorter > 2 * sum(map(layout.width.explains, firsts)):
        return replace(layout, unindented=True)
    wider = [one.unindented() for one in breaks]
    other = _layout(wider)
    if other is None or not _goes_on(other, wider):
        return layout
    more = sum(map(other.width.explains, _asked(wider))) - sum(map(layout.width.explains, _asked(breaks)))
    return replace(other, unindented=True) if more >= max(_FEWEST_LOST, _MORE * len(breaks)) else layout


def _goes_on(layout: _Layout, breaks: Sequence[Break]) -> bool:
    """Whether enough lines that are surely no first ones speak for a layout."""
    going_on = sum(one.open and not one.begins and layout.width.explains(one) for one in breaks)
    return going_on >= max(_FEWEST_LOST, _GOING_ON * sum(one.open for one in breaks))


def _set(
    runs: Sequence[list[Break]], depth: Callable[[list[Break]], int], known: Counter[Width]
) -> Iterator[tuple[list[Break], _Layout]]:
    """Blocks that were set at a width, with their layouts. What fits no width of its stretch is looked at again with
    what is left of others, at last with the widths that others have."""
    left = sorted(runs, key=depth)
    for _ in range(_ROUNDS):
        waiting: list[list[Break]] = []
        for stretch in (one for _, group in groupby(left, key=depth) for one in _stretches(list(group))):
            layout = _common(stretch)
            for run in stretch:
                own = layout if layout and _agrees(layout.width, run) else _layout(run)
                if own:
                    known[own.width] += len(run)
                    yield run, own
                else:
                    waiting += _halves(run)
        if len(waiting) == len(left):
            break
        left = waiting
    yield from ((run, layout) for run in left if (layout := _borrowed(run, known)))


def _halves(run: list[Break]) -> list[list[Break]]:
    """A long block in two: an article and the headlines below it, without a blank line between them."""
    return [run[: len(run) // 2], run[len(run) // 2 :]] if len(run) > _STRETCH // 2 else [run]


def _joined(one: Break, layout: _Layout, lists: frozenset[str]) -> bool:
    if one.headed and one.indents[1] >= 2:
        return layout.width.explains(one)
    if one.spaced:
        return layout.width.filled(one) and not layout.first
    if layout.first and one.indents[1] > layout.indent and not _left_over(one, layout):
        return False
    if one.marked and (one.marked in lists or not (one.open or one.loose)):
        return False
    if one.open:
        return layout.width.explains(one, 0 if one.marked else _SLACK[layout.width.measure])
    if one.opens and layout.spoken:
        return False
    return (one.indents[1] <= layout.indent or one.inside) and layout.width.explains(one)


def _left_over(one: Break, layout: _Layout) -> bool:
    """Whether the second line's indent (in columns) is the space that stood where the line was cut: by a cut at any
    character, or behind the end of a sentence in words that go on."""
    return one.indents[1] == layout.indent + (1 if one.open else 2) and (one.open or one.inside)


def _lists(runs: Sequence[Sequence[Break]]) -> frozenset[str]:
    """The marks with which entries of lists begin in this text: what begins lines behind the end of a sentence."""
    marks = Counter(one.marked for run in runs for one in run if one.marked and not (one.open or one.spaced))
    return frozenset(mark for mark, count in marks.items() if count >= 2)


def _borrowed(run: Sequence[Break], known: Counter[Width]) -> _Layout | None:
    """A layout of other stretches that explains this one's breaks."""
    asked = _asked(run)
    commons = [like for common, _ in known.most_common(4) for like in common.likes()]
    for width in (each for common in commons for each in common.behind_marks(run[0].depth)):
        explained = sum(width.explains(one) for one in asked)
        if explained and explained >= 2 * (len(asked) - explained) and sum(one.weight for one in asked) >= -1.0:
            return _set_at(width, run)
    return None


def _stretches(runs: Sequence[list[Break]]) -> Iterator[list[list[Break]]]:
    stretch: list[list[Break]] = []
    size = 0
    for run in runs:
        parts = max(1, len(run) // _STRETCH)
        for part in range(parts):
            stretch.append(run[part * len(run) // parts : (part + 1) * len(run) // parts])
            size += len(stretch[-1])
            if size >= _STRETCH:
                yield stretch
                stretch, size = [], 0
    if stretch:
        yield stretch


def _asked(breaks: Sequence[Break]) -> list[Break]:
    """The breaks that tell of a width: in mid-sentence, and not before an indent where lines that go on have none."""
    asked = [one for one in breaks if one.open and not one.marked and not one.spaced]
    back = [one.indents[1] for one in asked if one.indents[0] > one.indents[1]]
    return [one for one in asked if one.indents[1] <= min(back)] if len(back) >= 2 else asked


def _agrees(width: Width, run: Sequence[Break]) -> bool:
    asked = _asked(run)
    return sum(width.explains(one, _SLACK[width.measure]) for one in asked) >= 0.5 * len(asked)


def _common(stretch: Sequence[list[Break]]) -> _Layout | None:
    """The layout that all blocks of a stretch have, or by more evidence some of them."""
    every = [one for run in stretch for one in run]
    if layout := _layout(every):
        return layout
    asked = _asked(every)
    if not asked:
        return None
    width = _likeliest(asked, every)
    some = [one for run in stretch if _agrees(width, run) for one in run]
    return _set_at(width, some) if _evidence(width, _asked(some)) >= _ENOUGH_OF_SOME else None


def _layout(breaks: Sequence[Break]) -> _Layout | None:
    """How lines were set, or None where none were cut."""
    asked = _asked(breaks)
    if not asked:
        return None
    width = _likeliest(asked, breaks)
    explained = sum(width.explains(one) for one in asked)
    against = sum(_against(width, one) == _AGAINST and not width.explains(one) for one in asked)
    few = explained < _MANY and width.cells < _WIDE
    enough = _ENOUGH_OF_FEW if few else _ENOUGH_QUOTED if breaks[0].depth and width.cells >= _WIDE else _ENOUGH
    if _evidence(width, asked) < enough or explained < max(against, 1 + few):
        return None
    return _set_at(width, breaks)


def _evidence(width: Width, asked: Sequence[Break]) -> float:
    each, full = (_EXPLAINED_WIDE, _FILLED_WIDE) if width.cells >= _WIDE else (_EXPLAINED, 0.0)
    each = _EXPLAINED_WIDEST if width.cells >= _WIDEST else each
    return sum(
        one.weight + each + full * width.filled(one) if width.explains(one) else -_against(width, one) for one in asked
    )


def _against(width: Width, one: Break) -> float:
    return _AGAINST if one.size[width.measure] >= 0.6 * width.size else _AGAINST_SHORT


def _likeliest(asked: Sequence[Break], breaks: Sequence[Break]) -> Width:
    """The width that explains most breaks, those behind whole sentences too where two explain as many."""
    best = [_best(asked, measure) for measure in range(3)]
    most = max(count for count, _ in best)
    whole = [one for one in breaks if not one.open and one.indents[1] <= one.indents[0]]
    widths = [width for count, width in best if count == most]
    return max(widths, key=lambda width: (sum(map(width.explains, whole)), -width.measure))


def _set_at(width: Width, breaks: Sequence[Break]) -> _Layout:
    asked = [one for one in _asked(breaks) if width.explains(one)]
    indents = Counter(one.indents[1] for one in asked)
    indent = indents.most_common(1)[0][0] if indents else 0
    first = any(one.indents[0] > one.indents[1] == indent for one in asked)
    filled = sum(width.filled(one) for one in asked)
    spoken = any(one.opens and not (one.open or one.spaced or width.explains(one)) for one in breaks)
    return _Layout(width, indent, first, len(asked) >= 4 and filled >= 0.95 * len(asked), spoken, unindented=False)


def _best(breaks: Sequence[Break], measure: int) -> tuple[int, Width]:
    """How many breaks the best width by a measure explains, and that width."""
    narrowest, widest = (NARROWEST // 2, WIDEST // 2) if measure == 0 else (NARROWEST, WIDEST)
    steps = [0] * (widest + 2)
    for one in breaks:
        low, high = max(one.low[measure], narrowest), min(one.high[measure], widest)
        if low <= high:
            steps[low] += 1
            steps[high + 1] -= 1
    counts = list(accumulate(steps))
    most = max(counts)
    size = counts.index(most) if most else widest
    return most, Width(measure, size)
