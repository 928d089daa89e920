"""Blocks of a format that knows paragraphs → as a reader reads them, where somebody pasted another text into it.

Text that was copied out of a mail, a PDF or a scan into a word processor or a page keeps its lines, each as a paragraph
of its own, and its spaces between Japanese letters. They are taken out as in plain text (see `prose`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from inyo.index.reading.aozora import is_marked_up, plain_line
from inyo.index.reading.prose import Prose, flowing
from inyo.index.values.extracts import Block, BlockKind, BlockRuby

_FEWEST = 3
"""Paragraphs from which lines can tell that they were cut."""


def flowed(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks, those joined that are lines of one paragraph, without spaces that came between Japanese letters. What has
    a line, a row, a page or a time of its own in the file comes from readers that have seen to it."""
    asked = [number for number, block in enumerate(blocks) if _is_asked(block)]
    if len(asked) < _FEWEST and not any(" " in blocks[number].text for number in asked):
        return blocks
    text, starts = _text(blocks, asked)
    prose = flowing(text, marked=True)
    if prose.text == text:
        return blocks
    made = list(blocks)
    gone = set()
    for begins, ends in _lines(prose.text):
        first, last = (bisect_right(starts, prose.origin.source(at)) - 1 for at in (begins, ends - 1))
        numbers = asked[first : last + 1]
        if numbers != list(range(numbers[0], numbers[-1] + 1)):
            continue
        made[numbers[0]] = _joined(blocks, numbers, starts[first : last + 1], prose, (begins, ends))
        gone.update(numbers[1:])
    return [block for number, block in enumerate(made) if number not in gone]


def unmarked(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks without the marks of Aozora Bunko (｜北の鬼《ノーズオーガ》), the readings as readings, where a text has
    them; what holds nothing but notes goes."""
    if not any("《" in block.text or "［＃" in block.text for block in blocks):
        return blocks
    if not is_marked_up("\n".join(block.text for block in blocks)):
        return blocks
    return [plain for block in blocks if (plain := _unmarked(block))]


def _unmarked(block: Block) -> Block | None:
    if block.rubies or "\n" in block.text:
        return block
    line = plain_line(block.text, cautious=True)
    if line.noted and not line.text.strip():
        return None
    rubies = tuple(BlockRuby(start, end, reading) for start, end, reading in line.rubies)
    return replace(block, text=line.text, rubies=rubies)


def _is_asked(block: Block) -> bool:
    place = block.place
    lines = place.line or place.row or place.sheet or place.time
    return block.kind is BlockKind.PARAGRAPH and not lines and bool(block.text.strip()) and "\n" not in block.text


def _text(blocks: Sequence[Block], asked: Sequence[int]) -> tuple[str, list[int]]:
    """The blocks that are asked as lines, blank ones where others stand between, and where each begins."""
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for place, number in enumerate(asked):
        if place:
            gap = "\n" if number == asked[place - 1] + 1 else "\n\n"
            pieces.append(gap)
            at += len(gap)
        starts.append(at)
        pieces.append(blocks[number].text)
        at += len(blocks[number].text)
    return "".join(pieces), starts


def _lines(text: str) -> list[tuple[int, int]]:
    """(start, end) of lines that hold something."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _joined(
    blocks: Sequence[Block], numbers: Sequence[int], starts: Sequence[int], prose: Prose, span: tuple[int, int]
) -> Block:
    begins, ends = span
    there = prose.origin.text
    rubies = [
        BlockRuby(there(start + ruby.start) - begins, there(start + ruby.end) - begins, ruby.reading)
        for number, start in zip(numbers, starts, strict=True)
        for ruby in blocks[number].rubies
    ]
    return replace(blocks[numbers[0]], text=prose.text[begins:ends], rubies=tuple(rubies))
