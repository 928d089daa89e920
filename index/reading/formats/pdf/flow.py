"""Lines → blocks: paragraphs joined over lines, columns and pages, headings by size, notes out of the flow."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from inyo.index.reading.formats.building import CELL
from inyo.index.reading.formats.pdf.glyphs import is_japanese
from inyo.index.reading.formats.pdf.page_columns import Column, Line
from inyo.index.values.extracts import Block, BlockKind, BlockRuby, Place

LARGER, SMALLER = 1.12, 0.92  # than the body's size: a heading's, a note's
_ALIKE = 0.085  # of a size: kanji beside Latin letters of the same text, as TeX sets them, are smaller by 8 %
_INDENT = 0.6  # ems
_ROOM, _ROOM_AT_STOP = 1.6, 0.3  # ems of white, beside what the next line begins with, after which a paragraph ends
_HUNG = 1.6  # ems that a mark may hang behind the edge, a space of recognised letters before it
_WIDER = 0.4  # ems more than the usual pitch: white between paragraphs
_FULL, _WIDEST, _FEWEST_STEPS = 1.2, 2.6, 2  # ems of white at most behind a full line; ems from line to line; lines
_LEAD = 4  # lines of one large size are no heading
_LEVELS = 6
_SET_IN = 4.0  # ems
_HANGING = 4.0  # ems that the lines below a numbered one are set in at most
_CELL_LENGTH = 16  # letters of the second of two cells at most

_STOP = re.compile(r"[。．.！？!?」』）)】〕…―]$")
_NOTE = re.compile(r"(?:[※*＊†‡]\d*|注\s?\d*|[（(［\[]?注?\s?[0-9０-９]{1,3}[）)］\].．:：]?)(?=\D)")
_CAPTION = re.compile(r"(?:図|表|写真|Fig\.?|Figure|Table)\s?[0-9０-９一-九]|写真[＝=：:　 ]")
_ITEM = re.compile(r"(?:[•◦‣・●○■□◆◇▼▽▪–]|[-*•]\s|[（(]?[0-9０-９]{1,2}[）)．、]|[①-⑳㋐-㋾])")
_LABEL = re.compile(
    r"(?:第[0-9０-９〇一二三四五六七八九十百]{1,5}[条項号章節款目](?:の[0-9０-９一二三四五六七八九十]{1,3})*"
    r"|[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3}|[ア-ンa-zａ-ｚ]|[①-⑳]"
    r"|[（(][0-9０-９一二三四五六七八九十ア-ンa-z]{1,3}[）)])[　 ]"
)
_COLON = re.compile(r"[^。、：:]{1,12}：")
_LABEL_ALONE = re.compile(r"[（(][^（）()]{1,30}[）)]")
_BULLET = re.compile(r"[•●○◯◎■□◆◇▼▽▪]")
_HEAD = re.compile(r"[!-~]+|[「『（(〈《【〔]*.[、。，．」』）)〉》】〕？！ー々ぁぃぅぇぉっゃゅょ]*", re.DOTALL)
_HYPHENATED = re.compile(r"[A-Za-zÀ-ɏ][-‐\u00ad]$")


@dataclass(slots=True)
class _Open:
    """A block that is being put together; `column` is that of its last line, `entered` the first line of it there."""

    lines: list[Line]
    sheet: int
    column: Column
    kind: BlockKind
    level: int = 0
    after: int = 0
    entered: int = 0


@dataclass(slots=True)
class _Measures:
    """What is usual in a document: the body's size, the pitch of its lines, how much ruby adds to it,
    whether paragraphs are indented."""

    body: float
    pitch: float
    beside_ruby: dict[tuple[bool, bool], float]
    indented: bool
    levels: dict[int, int] = field(default_factory=dict)


def blocks(columns: Sequence[Column], places: Sequence[Place]) -> list[Block]:
    """The blocks of all columns of a document; `places` by sheet (0-based)."""
    columns = [column for column in columns if column.lines]
    if not columns:
        return []
    measures = _measured(columns)
    found: list[_Open] = []
    aside: list[_Open] = []
    for column in columns:
        for number, line in enumerate(column.lines):
            _put(column, number, line, measures, found, aside)
    return [_block(each, places) for each in _woven(found, aside)]


def _put(column: Column, number: int, line: Line, measures: _Measures, found: list[_Open], aside: list[_Open]) -> None:
    kind, level = _kind(column, number, measures, aside)
    stack = aside if kind in (BlockKind.NOTE, BlockKind.CAPTION, BlockKind.BOX) else found
    last = stack[-1] if stack else None
    if last is not None and _goes_on(last, line, column, kind, measures, stack is found and _is_parted(last, aside)):
        last.entered = last.entered if last.column is column else len(last.lines)
        last.lines.append(line)
        last.column = column
        return
    if kind is BlockKind.PARAGRAPH and _ITEM.match(line.text):
        kind = BlockKind.ITEM
    stack.append(_Open([line], column.sheet, column, kind, level, len(found)))


def _is_parted(last: _Open, aside: Sequence[_Open]) -> bool:
    """Whether a caption or a note stands below a block in its column: what comes then may go on with the block."""
    return bool(aside) and aside[-1].column is last.column and aside[-1].lines[0].v0 > last.lines[-1].v0


# What is usual


def _measured(columns: Sequence[Column]) -> _Measures:
    weights: dict[float, int] = defaultdict(int)
    for column in columns:
        for line in column.lines:
            weights[round(line.size * 4) / 4] += len(line.text)
    body = max(weights.items(), key=lambda item: (item[1], -item[0]))[0]
    for column in columns:
        _set_edges(column, body)
    _lend_edges(columns, body)
    steps = [_inner_steps(column) for column in columns]
    usual = _usual_step(list(chain.from_iterable(steps)))
    for column, own in zip(columns, steps, strict=True):
        column.pitch = _usual_step(own) or usual
    pitch = _pitch(columns, body, (False, False)) or 1.7 * body
    larger = sorted({_step(size) for size in weights if size >= LARGER * body}, reverse=True)
    return _Measures(
        body,
        pitch,
        {
            ruby: min(max(_pitch(columns, body, ruby) - pitch, 0.0), body)
            for ruby in ((True, False), (False, True), (True, True))
        },
        _is_indented(columns, body),
        {size: min(rank, _LEVELS) for rank, size in enumerate(larger, 1)},
    )


def _pitch(columns: Sequence[Column], body: float, ruby: tuple[bool, bool]) -> float:
    """The usual step from a line of the body to the next, where `ruby` says which of the two has ruby; 0 if none is.

    A low one of all steps: in a text of short paragraphs with white between most steps are wider than the pitch.
    """
    steps = [
        after.v0 - before.v0
        for column in columns
        for before, after in pairwise(column.lines)
        if _alike(before.size, body) and _alike(after.size, body) and _with_ruby(before, after) == ruby
    ]
    inner = sorted(step for step in steps if step > 0.5 * body)
    return inner[len(inner) // 5] if inner else 0.0


def _inner_steps(column: Column) -> list[float]:
    """The steps between lines of one sentence: a text of wide steps may stand beside code or tables of close ones."""
    return [
        after.v0 - before.v0
        for before, after in pairwise(column.lines)
        if column.right - before.u1 < _FULL * before.size
        and not (_STOP.search(before.text) or before.rubies or after.rubies or before.cuts)
        and _alike(before.size, after.size)
        and 0.5 * after.size < after.v0 - before.v0 < _WIDEST * after.size
    ]


def _usual_step(steps: list[float]) -> float:
    """A high one of some steps; 0 where too few are seen."""
    return sorted(steps)[len(steps) * 3 // 4] if len(steps) >= _FEWEST_STEPS else 0.0


def _with_ruby(before: Line, after: Line) -> tuple[bool, bool]:
    return bool(before.rubies), bool(after.rubies)


def _step(size: float) -> int:
    return round(size * 2)


def _alike(size: float, other: float) -> bool:
    return abs(size - other) <= _ALIKE * min(size, other)


def _set_edges(column: Column, body: float) -> None:
    lines = [line for line in column.lines if _alike(line.size, body)] or column.lines
    lefts = sorted(line.u0 for line in lines)
    rights = sorted((line.u1 for line in lines), reverse=True)
    column.left, column.right = lefts[0], rights[0]
    full = [line.u1 for line in lines if not _STOP.search(line.text) and column.right - line.u1 < _HUNG * body]
    if all(_STOP.search(line.text) for line in lines if column.right - line.u1 < 0.6 * body):
        if len(full) >= _FEWEST_STEPS and max(full) - min(full) < 0.3 * body:
            column.right = max(full)  # lines that go on end at one place, and marks hang behind it
        else:
            column.right = max(column.right, column.margin)  # no line is seen to go on: all may be short
    elif len(lines) >= 6 and rights[0] - rights[1] > 1.2 * body:
        column.right = rights[1]
    if len(lines) >= 6 and lefts[1] - lefts[0] > 1.2 * body:
        column.left = lefts[1]


def _lend_edges(columns: Sequence[Column], body: float) -> None:
    """A column of a few lines takes the edges of a long one at its place."""
    long = [column for column in columns if len(column.lines) >= 5 and not column.cell]
    for column in columns:
        if len(column.lines) >= 5 or column.cell or (column.aside and len(column.lines) > 1):
            continue
        near = [
            each
            for each in long
            if each.vertical == column.vertical
            and -0.5 * body <= column.left - each.left <= 3 * body
            and column.right <= each.right + 1.2 * body
        ]
        at_edge = sum(line.u1 > column.right - 0.6 * body for line in column.lines)
        if near and at_edge < 2:  # two lines that end at one place show the edge themselves
            model = min(near, key=lambda each: (abs(each.left - column.left), abs(each.sheet - column.sheet)))
            column.left, column.right = min(model.left, column.left), max(model.right, column.right)


def _inside(line: Line, column: Column) -> float:
    """How far a line begins behind the edge of its column, or behind a box that stands there."""
    return line.u0 - (column.left if line.left is None else line.left)


def _is_indented(columns: Sequence[Column], body: float) -> bool:
    """Whether the first lines of paragraphs stand an em inside."""
    starts = [
        _inside(line, column) / body
        for column in columns
        for line in column.lines
        if _alike(line.size, body) and len(line.text) > 5
    ]
    inside = sum(0.6 < start < 1.6 for start in starts)
    return inside >= max(1, len(starts) // 30)


# The kinds of lines


def _kind(column: Column, number: int, measures: _Measures, aside: Sequence[_Open]) -> tuple[BlockKind, int]:
    line = column.lines[number]
    if line.size >= LARGER * measures.body and not _is_lead(column, number):
        return BlockKind.HEADING, measures.levels.get(_step(round(line.size * 4) / 4), _LEVELS)
    if column.aside or line.size <= SMALLER * measures.body:
        kind = _aside_kind(column, number, aside)
        if kind is not None:
            return kind, 0
    near = column.lines[max(0, number - 1) : number + 2]
    if _is_row(line) and (column.cell or any(_is_row(each) for each in near if each is not line)):
        return BlockKind.TABLE_ROW, 0
    return BlockKind.PARAGRAPH, 0


def _aside_kind(column: Column, number: int, aside: Sequence[_Open]) -> BlockKind | None:
    """Of a small line, or one in the page's other direction: caption, note or box; None if it is of the text."""
    line = column.lines[number]
    if _CAPTION.match(line.text):
        return BlockKind.CAPTION
    before = aside[-1].lines[-1] if aside else None
    if before is not None and number and before is column.lines[number - 1]:
        if line.v0 - before.v0 < 2.2 * line.size and _alike(line.size, before.size):
            return aside[-1].kind
    elif _NOTE.match(line.text) and number and not column.aside:
        return BlockKind.NOTE
    return BlockKind.BOX if column.aside else None


def _is_row(line: Line) -> bool:
    """Whether a line is cells; a name before what was said is none."""
    if len(line.cuts) == 1 and line.hang > line.u0:
        return len(line.text) - line.cuts[0] < _CELL_LENGTH and not line.text.endswith(("。", "」"))
    return bool(line.cuts)


def _is_lead(column: Column, number: int) -> bool:
    size = column.lines[number].size
    first = last = number
    while first > 0 and _alike(column.lines[first - 1].size, size):
        first -= 1
    while last + 1 < len(column.lines) and _alike(column.lines[last + 1].size, size):
        last += 1
    return last - first + 1 >= _LEAD


# Where a paragraph goes on


def _goes_on(last: _Open, line: Line, column: Column, kind: BlockKind, measures: _Measures, parted: bool) -> bool:
    before = last.lines[-1]
    if last.column is not column and (column.cell or last.column.cell):
        return False
    if not _alike(line.size, before.size) or line.vertical != before.vertical or kind is BlockKind.TABLE_ROW:
        return False
    if kind is BlockKind.HEADING:
        return last.kind is kind and last.column is column and line.v0 - before.v0 <= 2.1 * line.size
    if kind is not last.kind and not (kind is BlockKind.PARAGRAPH and last.kind is BlockKind.ITEM):
        return False
    if kind in (BlockKind.NOTE, BlockKind.BOX, BlockKind.CAPTION) and (
        last.column is not column or (kind is BlockKind.NOTE and _NOTE.match(line.text))
    ):
        return False
    if _ends_short(before, last.column, line):
        return False
    if _STOP.search(before.text) and (_BULLET.match(line.text) or _LABEL_ALONE.fullmatch(line.text)):
        return False
    if last.column is column and not parted:
        return _under(last, line, column, measures)
    if _hangs(last, line, _inside(line, column)):
        return True
    if _inside(line, column) > _INDENT * line.size or _is_set_right(before, last.column, line):
        return False
    return (measures.indented and not _ITEM.match(line.text)) or not _STOP.search(before.text)


def _hangs(last: _Open, line: Line, inside: float) -> bool:
    """Whether a line is set in as those are that go on with a numbered one: the articles of laws, whose text begins
    farther in than the lines below it."""
    first, before = last.lines[0], last.lines[-1]
    if not _LABEL.match(first.text) or _LABEL.match(line.text) or _ITEM.match(line.text):
        return False
    if _STOP.search(before.text) and _open_brackets(before.text) <= 0:
        return False
    if len(last.lines) > 1:
        return abs(inside - _inside(before, last.column)) <= _INDENT * line.size
    return 0.3 * line.size < inside - _inside(first, last.column) <= _HANGING * line.size


def _hangs_of(line: Line) -> Iterator[float]:
    """Where the text of a line begins behind a name, a number, or a label that a colon ends."""
    yield line.hang
    label = _COLON.match(line.text)
    if label and not _STOP.search(line.text):
        yield line.u0 + (line.u1 - line.u0) * label.end() / len(line.text)


def _open_brackets(text: str) -> int:
    return sum((char in "（(「『") - (char in "）)」』") for char in text)


def _is_set_right(before: Line, column: Column, line: Line) -> bool:
    """Whether a line over a column ends at the right edge and begins far inside, as a date below a title does."""
    return len(column.lines) <= _LEAD and before.v1 < line.v0 and before.u0 > line.u0 + _SET_IN * line.size


def _ends_short(before: Line, column: Column, line: Line) -> bool:
    """Whether what the next line begins with would have had room: the break is the writer's."""
    head = _HEAD.match(line.text)
    narrow = 1.0 if line.vertical else 0.55  # Latin letters of a column may stand upright
    needed = sum(1.0 if is_japanese(char) else narrow for char in head.group()) if head else 1.0
    room = ((column.right if before.right is None else before.right) - before.u1) / before.size
    if not is_japanese(before.text[-1]) and not is_japanese(line.text[0]):
        return room > needed + 2 * narrow
    return room > needed + (_ROOM_AT_STOP if _STOP.search(before.text) else _ROOM)


def _under(last: _Open, line: Line, column: Column, measures: _Measures) -> bool:
    before, size = last.lines[-1], line.size
    pitch = measures.pitch if _alike(size, measures.body) else 1.7 * size
    pitch = max(pitch, 1.05 * size, column.pitch)
    beside_ruby = measures.beside_ruby.get(_with_ruby(before, line), 0.0)
    if line.v0 - before.v0 > pitch + _WIDER * size + beside_ruby:
        return False
    if len(last.lines) > 1:
        here = last.lines[max(last.entered, 1) :]
        return abs(_inside(line, column) - min(_inside(each, column) for each in here)) <= _INDENT * size
    if _hangs(last, line, _inside(line, column)):
        return True
    inside = _inside(line, column) - _inside(before, column)
    if inside > _INDENT * size and any(abs(line.u0 - hang) <= _INDENT * size for hang in _hangs_of(before)):
        return True
    if last.kind is BlockKind.ITEM and inside < -0.3 * size and _STOP.search(before.text):
        return False
    if last.kind is BlockKind.ITEM:
        return not _ITEM.match(line.text) or inside > 0.3 * size
    if inside > _INDENT * size:
        return False
    deep = _inside(line, column)
    return inside < -0.3 * size or deep <= _INDENT * size or deep > 1.6 * size


# Blocks


def _woven(found: Sequence[_Open], aside: Sequence[_Open]) -> list[_Open]:
    """Notes, captions and boxes come after the paragraph that they interrupt."""
    woven, at = [], 0
    for number, block in enumerate(found, 1):
        while at < len(aside) and aside[at].after < number:
            woven.append(aside[at])
            at += 1
        woven.append(block)
    return [*woven, *aside[at:]]


def _block(block: _Open, places: Sequence[Place]) -> Block:
    text, rubies = "", []
    for line in map(_in_cells, block.lines) if block.kind is BlockKind.TABLE_ROW else block.lines:
        text = _joint(text, line.text)
        rubies += [BlockRuby(len(text) + start, len(text) + end, reading) for start, end, reading in line.rubies]
        text += line.text
    return Block(text, block.kind, tuple(rubies), places[block.sheet], level=block.level)


def _in_cells(line: Line) -> Line:
    """A row with its cells set apart as other formats set them."""
    parts = [line.text[start + 1 : end] for start, end in pairwise([-1, *line.cuts, len(line.text)])]
    wider = len(CELL) - 1

    def moved(at: int) -> int:
        return at + wider * sum(cut < at for cut in line.cuts)

    rubies = [(moved(start), moved(end), reading) for start, end, reading in line.rubies]
    return replace(line, text=CELL.join(parts), rubies=rubies)


def _joint(text: str, after: str) -> str:
    """A text as the next line may be set behind it: with a space between Latin words, without a dividing hyphen."""
    if not text or is_japanese(text[-1]) or is_japanese(after[0]):
        return text
    if _HYPHENATED.search(text) and after[0].islower():
        return text[:-1]
    return text if text.endswith((" ", "-", "/")) else text + " "
