"""Bracket pairs of a text: nested, unclosed, half-width, mis-closed; in linear time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

CLOSERS = {"「": "」", "『": "』", "“": "”", "〝": "〟", "｢": "｣"}
"""The brackets that are annotated, by their opening character."""

DEEPEST = 16
"""Pairs nested deeper than this inside other pairs are left out: no text nests so, and their copies would add up."""

_OPENERS_OF = {"」": "「", "』": "『", "”": "“", "〟": "〝", "｣": "｢", '"': "“"}
_BRACKET_OR_BREAK = re.compile(r"[「」『』“”〝〟｢｣\"]|\n[ \t\u3000\r]*\n")


_OTHER = re.compile(
    r"(?P<straight>(?<![\w=:,{\[(<\"\\])[\"＂](?P<a>[^\"＂\n]{1,400})[\"＂](?![\w\"]*[=:,;}\]>]))"
    r"|«(?P<b>[^«»\n]{1,400})»|(?<![A-Za-z])‘(?P<c>[^‘\n]{1,400}?)’(?![A-Za-z])|„(?P<d>[^„“”‟\n]{1,400})[“”‟]",
    re.ASCII,
)
"""Quotation marks of other languages and typewriters, on one line; straight ones where no code has them."""

_OTHER_BEGINS = re.compile('["＂«‘„]')
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")


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
    quotation mark may be closed by a straight one. Marks of other languages («», „“, ‘’, "") pair where Japanese stands
    between them.
    """
    matched: list[tuple[int, int]] = list(_others(text))
    others = {place for start, end in matched for place in (start, end - 1)}
    stack: list[tuple[str, int]] = []
    waiting: dict[str, int] = dict.fromkeys(CLOSERS, 0)
    for found in _BRACKET_OR_BREAK.finditer(text):
        mark = found[0]
        if found.start() in others:
            continue
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


_FEWEST = 2
_OTHERS_MORE = 8
"""How many times as often other marks stand in a text that quotes with them."""


def in_corner_brackets(text: str, pairs: Sequence[Pair]) -> str:
    """A text that quotes with other marks than 「」, with 「」 in their places; every other character where it was.

    `pairs` are those of the text. Marks that it has beside 「」 mean something else than these do: such a text is given
    back as it is.
    """
    used = Counter(pair.opener for pair in pairs if pair.opener != "『")
    corner = used.pop("「", 0)
    opener, times = max(used.items(), key=itemgetter(1), default=("", 0))
    if times < max(_FEWEST, corner * _OTHERS_MORE):
        return text
    letters = list(text)
    for pair in pairs:
        if pair.opener == opener:
            letters[pair.start], letters[pair.end - 1] = "「」"
    return "".join(letters)


def _others(text: str) -> Iterator[tuple[int, int]]:
    """Pairs of marks of other languages. What they hold begins and ends with no blank and holds whole pairs only."""
    at = 0
    while begins := _OTHER_BEGINS.search(text, at):
        at = begins.end()
        found = _OTHER.match(text, begins.start())
        if found is None:
            continue
        words = text[found.start() + 1 : found.end() - 1]
        whole = all(_balanced(words, *pair) for pair in CLOSERS.items())
        closing = found["straight"] and _closes_curly(text, found.start())
        if whole and not closing and words == words.strip() and _JAPANESE.search(words):
            yield found.span()
            at = found.end()


def _balanced(words: str, opener: str, closer: str) -> bool:
    """Whether every opening bracket of a kind closes in the words, and none closes that opened before."""
    if opener not in words and closer not in words:
        return True
    depth = 0
    for mark in words:
        depth += (mark == opener) - (mark == closer)
        if depth < 0:
            return False
    return not depth


def _closes_curly(text: str, at: int) -> bool:
    """Whether the straight mark at `at` closes a curly one."""
    opened = text.rfind("“", max(0, at - 400), at)
    return opened >= 0 and not any(mark in text[opened:at] for mark in '”"')


def _nested(spans: list[tuple[int, int]], text: str) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    enclosing: list[tuple[int, int]] = []
    for start, end in spans:
        while enclosing and enclosing[-1][0] <= start:
            enclosing.pop()
        crossing = bool(enclosing) and end > enclosing[-1][0]  # marks of two languages, the earlier one holds
        if crossing or len(enclosing) >= DEEPEST:
            continue
        parent = enclosing[-1][1] if enclosing else -1
        pairs.append(Pair(start, end, text[start], len(enclosing), parent))
        enclosing.append((end, len(pairs) - 1))
    return tuple(pairs)
