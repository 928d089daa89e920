"""Bracket pairs of a text: nested, unclosed, half-width, mis-closed; in linear time."""

from __future__ import annotations

import re
from dataclasses import dataclass

CLOSERS = {"「": "」", "『": "』", "“": "”", "〝": "〟", "｢": "｣"}
"""The brackets that are annotated, by their opening character."""

DEEPEST = 16
"""Pairs nested deeper than this inside other pairs are left out: no text nests so, and their copies would add up."""

_OPENERS_OF = {"」": "「", "』": "『", "”": "“", "〟": "〝", "｣": "｢", '"': "“"}
_BRACKET_OR_BREAK = re.compile(r"[「」『』“”〝〟｢｣\"]|\n[ \t\u3000\r]*\n")


@dataclass(frozen=True, slots=True)
class Pair:
    """A balanced pair. `start`–`end` are code points with the brackets; `depth` 0 outside any other pair.

    `parent` is the place of the enclosing pair in the sequence that `find_pairs` returns, or -1.
    """

    start: int
    end: int
    opener: str
    depth: int
    parent: int


def find_pairs(text: str) -> tuple[Pair, ...]:
    """All balanced pairs in order of start.

    An opening bracket that does not close before a blank line is dropped, and what stands inside it is kept. A
    closing bracket without a partner is ignored; one that skips over younger open brackets closes its own. A curly
    quotation mark may be closed by a straight one.
    """
    matched: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    waiting: dict[str, int] = dict.fromkeys(CLOSERS, 0)
    for found in _BRACKET_OR_BREAK.finditer(text):
        mark = found[0]
        if mark in CLOSERS:
            stack.append((mark, found.start()))
            waiting[mark] += 1
        elif mark[0] == "\n":
            stack.clear()
            waiting = dict.fromkeys(CLOSERS, 0)
        else:
            opener = _OPENERS_OF[mark]
            if mark == '"' and (not stack or stack[-1][0] != "“"):
                continue
            if not waiting[opener]:
                continue
            while True:
                open_mark, start = stack.pop()
                waiting[open_mark] -= 1
                if open_mark == opener:
                    matched.append((start, found.end()))
                    break
    return _nested(sorted(matched), text)


def _nested(spans: list[tuple[int, int]], text: str) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    enclosing: list[tuple[int, int]] = []
    for start, end in spans:
        while enclosing and enclosing[-1][0] <= start:
            enclosing.pop()
        if len(enclosing) >= DEEPEST:
            continue
        parent = enclosing[-1][1] if enclosing else -1
        pairs.append(Pair(start, end, text[start], len(enclosing), parent))
        enclosing.append((end, len(pairs) - 1))
    return tuple(pairs)
