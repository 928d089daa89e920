"""Documents cut into passages, the unit of search and of a hit."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import combining

from inyo.index.values.document import Document, Passage

LONGEST = 400
"""A paragraph longer than this (code points) is cut at sentence ends."""

STRETCH = 200
"""How much longer a passage may be so that no quotation or bracket is cut."""

_SHORTEST = 120
_BREAKS = re.compile(
    r"(?P<sentence>[。．！？!?]+[」』）)】”’\"]*|\.(?=\s)|\n)"
    r"|(?P<clause>[、，,;；:：]|\s+|[」』）)】]+)"
)
_PAIRS = {
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "〈": "〉",
    "《": "》",
    "［": "］",
    "〔": "〕",
    "“": "”",
}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_BRACKET = re.compile("[" + re.escape("".join([*_PAIRS, *_CLOSERS])) + "]")
_LONGEST_PAIR = 2_000
"""A pair farther apart than this is taken for two strays."""


class _Cut(NamedTuple):
    """A place to cut, better ones first in order: `depth` brackets are open there, `rank` 0 ends a sentence."""

    depth: int
    rank: int
    at: int


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order; together they cover every paragraph exactly.

    A passage ends where a sentence ends outside brackets, if there is such a place within LONGEST (or, to spare a
    bracket pair, LONGEST + STRETCH) code points; else inside the fewest brackets; else between clauses; else anywhere
    but before a combining mark.
    """
    return tuple(
        Passage(start, end, number)
        for number, paragraph in enumerate(document.paragraphs, 1)
        for start, end in pieces(document.text, paragraph.start, paragraph.end)
    )


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The passages of a span of a text."""
    if end - start > LONGEST:
        cuts = _cuts(text, start, end)
        places = [cut.at for cut in cuts]
        while end - start > LONGEST:
            stop = _best(text, start, end, cuts, places)
            if stop >= end:
                break
            yield start, stop
            start = stop
    if start < end:
        yield start, end


def _best(text: str, start: int, end: int, cuts: Sequence[_Cut], places: Sequence[int]) -> int:
    first = bisect_left(places, start + _SHORTEST)
    near = cuts[first : bisect_right(places, start + LONGEST)]
    ideal = [cut for cut in near if cut.depth == 0 and cut.rank == 0]
    if ideal:
        return ideal[-1].at
    far = cuts[first + len(near) : bisect_right(places, start + LONGEST + STRETCH)]
    spared = next((cut for cut in far if cut.depth == 0 and cut.rank == 0), None)
    if end - start <= LONGEST + STRETCH:
        return end
    if spared:
        return spared.at
    if near:
        return min(near, key=lambda cut: (cut.rank, cut.depth, -cut.at)).at
    stop = start + LONGEST
    while stop > start + 1 and stop < end and combining(text[stop]):
        stop -= 1
    return stop if stop > start + 1 else start + LONGEST


def _cuts(text: str, start: int, end: int) -> list[_Cut]:
    """All places where the span may be cut, in order."""
    pairs = _pairs(text, start, end)
    opens, closes = sorted(opener for opener, _ in pairs), sorted(closer for _, closer in pairs)
    return [
        _Cut(bisect_left(opens, at) - bisect_left(closes, at), 0 if found.lastgroup == "sentence" else 1, at)
        for found in _BREAKS.finditer(text, start, end)
        if start < (at := found.end()) < end
    ]


def _pairs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Brackets that belong together; strays are left out. A closer closes the nearest opener of its kind that no
    stray of another kind hides; what stood open inside is stray."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    standing = dict.fromkeys(_PAIRS, 0)
    for bracket in _BRACKET.finditer(text, start, end):
        opener = _CLOSERS.get(bracket[0])
        if opener is None:
            opened.append((bracket[0], bracket.start()))
            standing[bracket[0]] += 1
        elif standing[opener]:
            kind = ""
            at = 0
            while kind != opener:
                kind, at = opened.pop()
                standing[kind] -= 1
            if bracket.start() - at <= _LONGEST_PAIR:
                pairs.append((at, bracket.start()))
    return pairs
