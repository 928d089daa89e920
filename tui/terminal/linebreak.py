"""Rows of a paragraph for a width in cells, by JIS X 4051 and JLREQ.

A row never begins with a closing bracket, a full stop, a small kana and the like, nor ends with an opening bracket;
what would is pushed down to the next row, with at most `MOST_PUSHED` characters before it. ASCII words of up to
`LONGEST_WORD` cells stay whole, runs of leaders too, and a mark stays with its base. Spaces at a break hang over the
end of their row. U+3000 is an ordinary cell, so an indent stays. Rows follow one another without gaps:
breaks are on the screen only.
"""

from __future__ import annotations

from typing import Final

from inyo.tui.terminal.cells import NO_END, NO_START, SPACE, UNBROKEN, WIDTH, WORD, kinds, widths

MOST_PUSHED: Final = 4
"""Characters pushed down at most (a word counts as none), else the rules give way: laughter is long."""
LONGEST_WORD: Final = 30
"""Cells of the longest word that is kept whole."""


def _forbidden() -> bytes:
    """For a pair of kinds (first << 7 | second): 0 break allowed, 1 not, 2 not if both are the same character."""
    table = bytearray(1 << 14)
    for first in range(128):
        for second in range(128):
            if not second & WIDTH or second & (NO_START | SPACE) or first & NO_END or first & second & WORD:
                table[first << 7 | second] = 1
            elif first & second & UNBROKEN:
                table[first << 7 | second] = 2
    return bytes(table)


_FORBIDDEN: Final = _forbidden()


def row_starts(text: str, width: int) -> list[int]:
    """Where the rows of a paragraph (sanitised, without newlines) begin; the first is 0, also of an empty one.

    `width` is in cells, at least 1; a character wider than that has a row of its own.
    """
    starts = [0]
    end = len(text)
    if end * 2 <= width:
        return starts
    kind = kinds(text)
    cells = widths(kind)
    width = max(1, width)
    half = width // 2
    begin = 0
    while end - begin > half:
        at = begin + half
        used = sum(cells[begin:at])
        while used < width and at < end:
            step = (width - used) // 2 or 1
            used += sum(cells[at : at + step])
            at += step
        if at >= end and used <= width:
            break
        if used > width:
            at -= 1
        if at <= begin:
            at = begin + 1
        while at < end and not cells[at]:
            at += 1
        while at < end and kind[at] & SPACE:
            at += 1
        if at >= end:
            break
        if _FORBIDDEN[kind[at - 1] << 7 | kind[at]]:
            at = _break_before(text, kind, begin, at, width)
        starts.append(at)
        begin = at
    return starts


def rows(text: str, width: int) -> list[tuple[int, int]]:
    """Begin and end of each row of a paragraph; see `row_starts`."""
    starts = row_starts(text, width)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _break_before(text: str, kind: bytes, begin: int, limit: int, width: int) -> int:
    """The last place at or before `limit` where the row that starts at `begin` may end."""
    at, pushed = limit, 0
    while at > begin and pushed <= MOST_PUSHED:
        first, second = kind[at - 1], kind[at]
        rule = _FORBIDDEN[first << 7 | second]
        if not rule or (rule == 2 and text[at - 1] != text[at]):
            return at
        if first & second & WORD:
            start = _word_start(kind, begin, at)
            if start == begin or _longer_than(kind, start, at, min(LONGEST_WORD, width)):
                return _inside_word(kind, start, at)
            at = start
            continue
        at -= 1
        pushed += 1 if second & WIDTH else 0
    return limit


def _inside_word(kind: bytes, start: int, limit: int) -> int:
    """Where a word that is too long is broken: at the row's end, but not before a mark that must not begin a row."""
    for at in range(limit, max(start, limit - MOST_PUSHED - 1), -1):
        if not kind[at] & NO_START and kind[at] & WIDTH and not kind[at - 1] & NO_END:
            return at
    return limit


def _word_start(kind: bytes, begin: int, at: int) -> int:
    while at > begin and (kind[at - 1] & WORD or not kind[at - 1] & WIDTH):
        at -= 1
    return at


def _longer_than(kind: bytes, start: int, inside: int, most: int) -> bool:
    """Whether the word from `start` through `inside` has more than `most` cells."""
    if inside - start > most:
        return True
    cells = 0
    for byte in kind[start : start + 4 * most]:
        if byte & WIDTH and not byte & WORD:
            return False
        cells += byte & WIDTH
        if cells > most:
            return True
    return False
