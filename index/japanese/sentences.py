"""Sentences with their brackets: a bracketed span is one unit, what stands in parentheses is a sentence of its own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain, repeat
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from inyo.index.japanese.tokens import Token, Tokens
from inyo.index.reading.brackets import Pair

ATOM = "\ufffc"
"""Stands for a bracketed span in a sentence's skeleton."""

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
_AT = itemgetter(7)
_GRAMMAR = attrgetter("lemma", "pos", "conjugation")
Piece = tuple[int, int, int]
"""A run of tokens (first, behind the last, -1) or a bracketed span (start, end, its place among the pairs)."""


class Sentence:
    """A sentence of one region (the page, the inside of a bracket, a parenthesis).

    `skeleton` is the text with every bracketed span replaced by ATOM and parentheses left out; `region` is the pair
    it stands in, or -1; `source` is the whole document; `paragraph` counts lines that hold something; `begins_line`
    and `ends_line` say how it stands in its line; `start`–`end` are its place, `last_start` that of its last unit;
    `pairs` says whether bracketed spans stand in it.

    `units`, `skeleton` and `starts` (of the units in the skeleton) are made when they are first asked for: most
    sentences of a text without quotations are never looked at.
    """

    __slots__ = (
        "_pieces",
        "_tokens",
        "begins_line",
        "end",
        "ends_line",
        "in_parentheses",
        "last_start",
        "pairs",
        "paragraph",
        "region",
        "skeleton",
        "source",
        "start",
        "starts",
        "units",
    )

    units: list[Unit]
    skeleton: str
    starts: list[int]

    def __init__(
        self,
        source: str,
        tokens: Tokens,
        pieces: list[Piece],
        region: int,
        paragraph: int,
        in_parentheses: bool,
        begins_line: bool,
        ends_line: bool,
    ) -> None:
        self.source = source
        self.region = region
        self.paragraph = paragraph
        self.in_parentheses = in_parentheses
        self.begins_line = begins_line
        self.ends_line = ends_line
        self._tokens = tokens
        self._pieces = pieces
        begin, stop, pair = pieces[0]
        self.start = begin if pair >= 0 else tokens.starts[begin]
        begin, stop, pair = pieces[-1]
        self.end = stop if pair >= 0 else tokens.ends[stop - 1]
        self.last_start = begin if pair >= 0 else tokens.starts[stop - 1]
        self.pairs = pair >= 0 or pieces[0][2] >= 0 or (len(pieces) > 2 and any(piece[2] >= 0 for piece in pieces))

    def __getattr__(self, name: str) -> Any:
        if name == "starts":
            self.starts = list(map(_AT, self.units))
        elif name == "skeleton":
            self.skeleton = "".join(
                ATOM if pair >= 0 else self.source[self._tokens.starts[begin] : self._tokens.ends[stop - 1]]
                for begin, stop, pair in self._pieces
            )
        elif name == "units":
            self.units = self._made()
        return object.__getattribute__(self, name)

    @property
    def on_page(self) -> bool:
        """Whether it stands in the text itself, outside brackets and parentheses."""
        return self.region < 0 and not self.in_parentheses

    def __len__(self) -> int:
        """How many units it has, without making them."""
        return sum(1 if pair >= 0 else stop - begin for begin, stop, pair in self._pieces)

    def _made(self) -> list[Unit]:
        source = self.source
        units: list[Unit] = []
        at = 0
        for begin, stop, pair in self._pieces:
            if pair >= 0:
                units.append(_unit(Unit, (begin, stop, ATOM, ATOM, "", "", pair, at)))
                at += 1
                continue
            tokens = self._tokens
            starts, ends = tokens.starts[begin:stop], tokens.ends[begin:stop]
            shift = at - starts[0]
            lemmas, kinds, forms = zip(*map(_GRAMMAR, tokens.words[begin:stop]), strict=True)
            surfaces = [source[start:end] for start, end in zip(starts, ends, strict=True)]
            if tokens.longest > _LONGEST_WORD:
                kinds = tuple(
                    "" if len(surface) > _LONGEST_WORD else kind for kind, surface in zip(kinds, surfaces, strict=True)
                )
            places = [start + shift for start in starts] if shift else starts
            units += map(  # Unit._make, without its frame
                _unit,
                repeat(Unit),
                zip(starts, ends, surfaces, lemmas, kinds, forms, repeat(-1), places, strict=False),
            )
            at += ends[-1] - starts[0]
        return units

    def in_brackets(self, place: int) -> bool:
        """Whether a place (in the source) is in one of the bracketed spans."""
        return self.pairs and any(start <= place < end for start, end, pair in self._pieces if pair >= 0)

    def unit_at(self, at: int) -> int:
        """The index of the unit that covers the skeleton offset `at`."""
        return max(0, bisect_right(self.starts, at) - 1)


_ENDS = frozenset("。！？!?｡")
_PARENTHESES = re.compile(
    r"[(（][^()（）「」『』\n]{0,80}[)）]"
    r"|(?<=[)）んさ氏君者告人生員長師手督授士])[=＝][^=＝()（）「」『』。\n]{1,40}[=＝](?=[はがもをにとのら、。])"
)
"""Parentheses, and the double hyphens of the press behind somebody (容疑者（87）＝灘市＝は)."""
_CARRIES_ON = re.compile(r"\n[\s\u3000]*(?:と[、，]|と(?=[^\n「」。]{0,40}(?:[いっ言云]|た|る|て))|って)")
_LONGEST = 600
"""Units; a longer sentence is cut."""


class _Builder:
    """A region being read. `run` is the first token of the run of tokens that is open, or -1; `room` how many units
    the sentence takes before it is cut."""

    __slots__ = ("begins_line", "in_parentheses", "pieces", "region", "room", "run")

    def __init__(self, region: int, in_parentheses: bool) -> None:
        self.region = region
        self.in_parentheses = in_parentheses
        self.pieces: list[Piece] = []
        self.run = -1
        self.room = _LONGEST + 1
        self.begins_line = True

    def stop_run(self, number: int) -> None:
        """The run of tokens ends before token `number`."""
        if self.run >= 0:
            self.pieces.append((self.run, number, -1))
            self.room -= number - self.run
            self.run = -1


def split_sentences(
    text: str, tokens: Sequence[Token], pairs: Sequence[Pair], *, width: int = 0
) -> tuple[Sentence, ...]:
    """The sentences of a document in order of their start. Every pair is a unit of exactly one of them.

    Where lines are broken at a `width` (in columns), the end of a line that is about as wide ends no sentence.
    """
    tokens = Tokens.all(tokens)
    edges: list[tuple[int, int, int]] = []
    parentheses = [(found.start(), found.end()) for found in _PARENTHESES.finditer(text)]
    parentheses += _parentheses_with_brackets(text, pairs, parentheses)
    for number, pair in enumerate(pairs):
        edges.append((pair.start, pair.end, number))
    for start, end in parentheses:
        edges.append((start, end, -2))
    edges.sort(key=lambda edge: (edge[0], -edge[1]))
    never = len(text) + 2
    edges.append((never, never, -2))

    out: list[Sentence] = []

    def close(builder: _Builder, paragraph: int, last: bool, number: int) -> None:
        builder.stop_run(number)
        if builder.pieces:
            out.append(
                Sentence(
                    text,
                    tokens,
                    builder.pieces,
                    builder.region,
                    paragraph,
                    builder.in_parentheses,
                    builder.begins_line,
                    last,
                )
            )
            builder.pieces = []
            builder.room = _LONGEST + 1
            builder.begins_line = False
        builder.begins_line = builder.begins_line or last

    stack: list[tuple[int, _Builder]] = [(never, _Builder(-1, False))]
    limit, builder = stack[0]
    paragraph = 0
    edge = 0
    before = 0
    stop = 0
    following = edges[0][0]
    starts, ends, count = tokens.starts, tokens.ends, len(tokens)
    marked = _marked(text, starts, ends)
    number = -1
    while (number := number + 1) < count:
        if number < stop and (mark := marked[bisect_left(marked, number)]) > number:
            plain = min(stop, mark, bisect_left(starts, following, number), bisect_left(ends, limit, number))
            if plain > number:
                number, before = plain, ends[plain - 1]
                if number == count:
                    break
        start, token_end = starts[number], ends[number]
        while limit <= start:
            close(builder, paragraph, True, number)
            stack.pop()
            before = max(before, limit)
            limit, builder = stack[-1]
        gap = text[before:start]
        if "\n" in gap:
            paragraph += 1
            broken = width and gap == "\n" and (before - text.rfind("\n", 0, before)) * 2 > width * 0.8
            builder.stop_run(number)
            if not broken and not _carries_on(text, builder, before):
                close(builder, paragraph - 1, True, number)
        while edges[edge][0] <= start:
            at, end, pair_number = edges[edge]
            edge += 1
            if end <= start or (at < start and pair_number == -2) or end >= limit:
                continue
            builder.stop_run(number)
            if pair_number >= 0:
                if builder.room <= 0:
                    close(builder, paragraph, False, number)
                builder.pieces.append((at, end, pair_number))
                builder.room -= 1
                limit, builder = end, _Builder(pair_number, False)
            else:
                limit, builder = end, _Builder(builder.region, True)
            stack.append((limit, builder))
        following = edges[edge][0]
        before_gap, before = before, token_end
        if len(stack) > 1 and (
            token_end >= limit
            or (builder.run < 0 and not builder.pieces and token_end - start == 1 and text[start] in "「『“〝｢(（")
        ):
            builder.stop_run(number)
            stop = 0
            continue
        if start != before_gap:
            builder.stop_run(number)
        if builder.run < 0:
            builder.run = number
        stop = builder.run + builder.room - 1
        if (text[start] in _ENDS and _ends_here(text, token_end)) or number >= stop:
            close(builder, paragraph, text[token_end : token_end + 1] in ("\n", ""), number + 1)
            stop = 0
    while stack:
        close(stack.pop()[1], paragraph, True, len(tokens))
    out.sort(key=lambda sentence: sentence.start)
    return tuple(out)


def _marked(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """The tokens that do not begin where the one before ends, and those of a mark that ends sentences; one more at the
    end."""
    befores = chain((0,), ends)
    found = [
        number
        for number, (start, before) in enumerate(zip(starts, befores, strict=False))
        if start != before or text[start] in _ENDS
    ]
    return [*found, len(starts)]


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
    return bool(builder.pieces and builder.pieces[-1][2] >= 0 and _CARRIES_ON.match(text, at))


def _ends_here(text: str, at: int) -> bool:
    """A mark of exclamation inside a name (Yahoo!ニュース) or a row of marks ends no sentence."""
    following = text[at : at + 1]
    return following not in _ENDS and not (
        text[at - 1] in "!?！？" and (following.isalnum() and text[at - 2].isascii())
    )
