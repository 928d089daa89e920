"""Sentences as quotations see them: brackets are single units, what stands in parentheses is a sentence of its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from index.japanese.tokens import Token
from index.quotations.brackets import Pair

ATOM = "\ufffc"
"""Stands for a bracketed span in a sentence's skeleton."""

_ENDS = frozenset("。！？!?｡")
_PARENTHESES = re.compile(r"[(（][^()（）「」『』\n]{0,80}[)）]")
_CARRIES_ON = re.compile(r"\n[\s\u3000]*(?:と[、，]|と(?=[^\n「」。]{0,40}(?:[いっ言云]|た|る|て))|って)")
_LONGEST = 600
_LONGEST_WORD = 40


class Unit(NamedTuple):
    """A token outside brackets, or a whole bracketed span (`pair` is then its place among the pairs, else -1).

    `start` and `end` are code points in the document; `at` is where the unit begins in the skeleton.
    """

    start: int
    end: int
    surface: str
    lemma: str
    pos: str
    conjugation: str
    pair: int
    at: int


_unit = tuple.__new__


@dataclass(slots=True)
class Sentence:
    """A sentence of one region (the page, the inside of a bracket, a parenthesis).

    `skeleton` is the text with every bracketed span replaced by ATOM and parentheses left out; `region` is the pair
    it stands in, or -1; `source` is the whole document; `paragraph` counts lines that hold
    something; `first` and `last` say that it begins or ends
    its line.
    """

    source: str
    units: list[Unit]
    skeleton: str
    region: int
    paragraph: int
    in_parentheses: bool
    first: bool = False
    last: bool = False
    starts: list[int] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.units[0].start

    @property
    def end(self) -> int:
        return self.units[-1].end

    def unit_at(self, at: int) -> int:
        """The index of the unit that covers the skeleton offset `at`."""
        return max(0, bisect_right(self.starts, at) - 1)


class _Builder:
    def __init__(self, source: str, region: int, in_parentheses: bool) -> None:
        self.source = source
        self.region = region
        self.in_parentheses = in_parentheses
        self.units: list[Unit] = []
        self.parts: list[str] = []
        self.length = 0
        self.begins_line = True

    def add(self, start: int, end: int, surface: str, lemma: str, pos: str, conjugation: str, pair: int) -> None:
        self.units.append(_unit(Unit, (start, end, surface, lemma, pos, conjugation, pair, self.length)))
        self.parts.append(surface)
        self.length += len(surface)

    def close(self, into: list[Sentence], paragraph: int, last: bool) -> None:
        if self.units:
            into.append(
                Sentence(
                    self.source,
                    self.units,
                    "".join(self.parts),
                    self.region,
                    paragraph,
                    self.in_parentheses,
                    self.begins_line,
                    last,
                    [unit.at for unit in self.units],
                )
            )
            self.units, self.parts, self.length = [], [], 0
            self.begins_line = False
        self.begins_line = self.begins_line or last


def split_sentences(
    text: str, tokens: Sequence[Token], pairs: Sequence[Pair], *, width: int = 0
) -> tuple[Sentence, ...]:
    """The sentences of a document in order of their start. Every pair is a unit of exactly one of them.

    Where lines are broken at a `width` (in columns), the end of a line that is about as wide ends no sentence.
    """
    edges: list[tuple[int, int, int]] = []
    parentheses = [(found.start(), found.end()) for found in _PARENTHESES.finditer(text)]
    parentheses += _parentheses_with_brackets(text, pairs, parentheses)
    for number, pair in enumerate(pairs):
        edges.append((pair.start, pair.end, number))
    for start, end in parentheses:
        edges.append((start, end, -2))
    edges.sort(key=lambda edge: (edge[0], -edge[1]))

    out: list[Sentence] = []
    stack: list[tuple[int, _Builder]] = [(len(text) + 2, _Builder(text, -1, False))]
    paragraph = 0
    edge = 0
    before = 0
    for token in tokens:
        start = token.start
        while stack[-1][0] <= start:
            end, builder = stack.pop()
            builder.close(out, paragraph, True)
            before = max(before, end)
        gap = text[before:start]
        if "\n" in gap:
            paragraph += 1
            broken = width and gap == "\n" and (before - text.rfind("\n", 0, before)) * 2 > width * 0.8
            if not broken and not _carries_on(text, stack[-1][1], before):
                stack[-1][1].close(out, paragraph - 1, True)
        while edge < len(edges) and edges[edge][0] <= start:
            at, end, number = edges[edge]
            edge += 1
            if end <= start or (at < start and number == -2):
                continue
            if end >= stack[-1][0]:
                continue
            if number >= 0:
                if len(stack[-1][1].units) > _LONGEST:
                    stack[-1][1].close(out, paragraph, False)
                stack[-1][1].add(at, end, ATOM, ATOM, "", "", number)
                stack.append((end, _Builder(text, number, False)))
            else:
                stack.append((end, _Builder(text, stack[-1][1].region, True)))
        before = token.end
        if _is_edge(text, token, stack):
            continue
        builder = stack[-1][1]
        morpheme = token.morpheme
        pos = morpheme.pos if token.end - start <= _LONGEST_WORD else ""
        builder.add(start, token.end, text[start : token.end], morpheme.lemma, pos, morpheme.conjugation, -1)
        if (text[start] in _ENDS and _ends_here(text, token.end)) or len(builder.units) > _LONGEST:
            builder.close(out, paragraph, text[token.end : token.end + 1] in ("\n", ""))
    while stack:
        stack.pop()[1].close(out, paragraph, True)
    out.sort(key=lambda sentence: sentence.start)
    return tuple(out)


def _parentheses_with_brackets(
    text: str,
    pairs: Sequence[Pair],
    found: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Parentheses that hold brackets: (『…』『…』), (「…」より)."""
    known = set(found)
    out: set[tuple[int, int]] = set()
    for number, pair in enumerate(pairs):
        before = max(text.rfind(mark, max(0, pair.start - 20), pair.start) for mark in "(（")
        if before < 0 or any(mark in text[before + 1 : pair.start] for mark in "」』)）\n。"):
            continue
        end = pair.end
        for place in range(number + 1, len(pairs)):
            following = pairs[place]
            if following.start >= end:
                if following.start - end > 4:
                    break
                end = following.end
        close = min((at for mark in ")）" if (at := text.find(mark, end, end + 60)) >= 0), default=-1)
        if close >= 0 and not any(mark in text[end:close] for mark in "「『\n(（"):
            out.add((before, close + 1))
    return sorted(out - known)


def _carries_on(text: str, builder: _Builder, at: int) -> bool:
    """Whether a line that begins with と goes on with the sentence of the quotation above it."""
    return bool(builder.units and builder.units[-1].pair >= 0 and _CARRIES_ON.match(text, at))


def _is_edge(text: str, token: Token, stack: list[tuple[int, _Builder]]) -> bool:
    """Whether a token is the bracket that opens or closes the present region."""
    end, builder = stack[-1]
    if len(stack) == 1:
        return False
    if token.end >= end:
        return True
    return not builder.units and token.end - token.start == 1 and text[token.start] in "「『“〝｢(（"


def _ends_here(text: str, at: int) -> bool:
    """A mark of exclamation inside a name (Yahoo!ニュース) or a row of marks ends no sentence."""
    following = text[at : at + 1]
    return following not in _ENDS and not (
        text[at - 1] in "!?！？" and (following.isalnum() and text[at - 2].isascii())
    )
