"""Sentences as quotations see them: brackets are single units, what stands in parentheses is a sentence of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from inyo.index.japanese.tokens import Token

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
        tokens: Sequence[Token],
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
        self.start = begin if pair >= 0 else tokens[begin].start
        begin, stop, pair = pieces[-1]
        self.end = stop if pair >= 0 else tokens[stop - 1].end
        self.last_start = begin if pair >= 0 else tokens[stop - 1].start
        self.pairs = pair >= 0 or pieces[0][2] >= 0 or (len(pieces) > 2 and any(piece[2] >= 0 for piece in pieces))

    def __getattr__(self, name: str) -> Any:
        if name == "starts":
            self.starts = [unit.at for unit in self.units]
        elif name == "skeleton":
            self.skeleton = "".join(
                ATOM if pair >= 0 else self.source[self._tokens[begin].start : self._tokens[stop - 1].end]
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
            run = self._tokens[begin:stop]
            shift = at - run[0].start
            units += [
                _unit(
                    Unit,
                    (
                        start,
                        end,
                        source[start:end],
                        word.lemma,
                        word.pos if end - start <= _LONGEST_WORD else "",
                        word.conjugation,
                        -1,
                        start + shift,
                    ),
                )
                for start, end, word in run
            ]
            at += run[-1].end - run[0].start
        return units

    def unit_at(self, at: int) -> int:
        """The index of the unit that covers the skeleton offset `at`."""
        return max(0, bisect_right(self.starts, at) - 1)
