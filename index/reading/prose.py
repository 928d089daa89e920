"""Raw text → the text that a reader reads: one paragraph a line, nothing in its sentences that is not of them."""

from __future__ import annotations

import re

from inyo.index.reading.lines import Line, begins_item, split
from inyo.index.reading.wrapping import joints
from inyo.index.values.extract import Block, BlockKind, Place

_NEWLINE = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u180e\ufeff]")
_WORD_END = re.compile(r"[0-9A-Za-z\u00c0-\u024f,.;:!?)\"'’”%]")
_WORD_BEGIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f(\"'‘“$&]")


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text of any line ends, lines that were cut at one width joined.

    `place.line` is the line in `text` (from 1, by any line end) where a paragraph begins. Quoted lines of mail are
    REPLY without their `>`, `level` tells how deep.
    """
    plain = _NEWLINE.sub("\n", text)
    lines = list(split(plain))
    joined = {one.following: one.at for one in joints(plain, lines)}
    blocks: list[Block] = []
    words = ""
    first = 0
    for number, line in enumerate(lines):
        if line.blank:
            continue
        here = plain[line.start : line.end]
        if number in joined and words:
            words = _glued(words, here)
            continue
        if words:
            blocks.append(_block(words, lines[first], first, plain))
        words, first = here, number
    if words:
        blocks.append(_block(words, lines[first], first, plain))
    return tuple(block for block in blocks if block.text)


def _block(words: str, line: Line, number: int, text: str) -> Block:
    kind = BlockKind.REPLY if line.depth else BlockKind.ITEM if begins_item(text, line) else BlockKind.PARAGRAPH
    return Block(_INVISIBLE.sub("", words), kind, place=Place(line=number + 1), level=line.depth)


def _glued(before: str, after: str) -> str:
    """Two lines as one: between two words of Latin letters stays a space, a soft hyphen between them goes."""
    if before.endswith("\u00ad"):
        return before[:-1] + after
    spaced = _WORD_END.match(before[-1]) and _WORD_BEGIN.match(after)
    return f"{before} {after}" if spaced else before + after
