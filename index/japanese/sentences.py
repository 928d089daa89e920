"""Sentences with their brackets: a bracketed span is one unit, what stands in parentheses is a sentence of its own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, compress, count, repeat
from operator import attrgetter, itemgetter, ne
from typing import Any, NamedTuple

from inyo.index.japanese.tokens import Token, Tokens
from inyo.index.reading.zones import Pair

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


_WESTERN = frozenset("，,")
_COMMA = re.compile(r"，|(?<=[ぁ-んァ-ヴー一-龥々」』）)\ufffc]),(?=[^\s\d])")
"""The comma of official documents, which is read as 、: full width, or narrow behind a word and not before a figure."""
_unit = tuple.__new__
_AT = itemgetter(7)
_LEMMA, _KIND, _FORM = attrgetter("lemma"), attrgetter("pos"), attrgetter("conjugation")
Piece = tuple[int, int, int]
"""A run of tokens (first, behind the last, -1) or a bracketed span (start, end, its place among the pairs)."""


class Sentence:
    """A sentence of one region (the page, the inside of a bracket, a parenthesis).

    `skeleton` is the text with every bracketed span replaced by ATOM and parentheses left out, Western commas read
    as 、 there and in the surfaces of units; `region` is the pair it stands in, or -1; `source` is the whole document;
    `paragraph` counts lines that hold something; `begins_line` and `ends_line` say how it stands in its line;
    `start`–`end` are its place, `last_start` that of its last unit; `pairs` says whether bracketed spans stand in it.

    `units`, `skeleton` and `starts` (of the units in the skeleton) are made when they are first asked for: most
    sentences of a text without quotations are never looked at.
    """

    __slots__ = (
        "_pieces",
        "_words",
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
        words: _Words,
        pieces: list[Piece],
        region: int,
        paragraph: int,
        in_parentheses: bool,
        begins_line: bool,
        ends_line: bool,
    ) -> None:
        tokens = words.tokens
        self.source = words.source
        self.region = region
        self.paragraph = paragraph
        self.in_parentheses = in_parentheses
        self.begins_line = begins_line
        self.ends_line = ends_line
        self._words = words
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
            self.skeleton = self._read()
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

    def _read(self) -> str:
        source, starts, ends = self.source, self._words.tokens.starts, self._words.tokens.ends
        pieces = self._pieces
        begin, stop, pair = pieces[0]
        if len(pieces) == 1 and pair < 0:
            skeleton = source[starts[begin] : ends[stop - 1]]
        else:
            parts = [ATOM if pair >= 0 else source[starts[begin] : ends[stop - 1]] for begin, stop, pair in pieces]
            skeleton = "".join(parts)
        return _COMMA.sub("、", skeleton) if "," in skeleton or "，" in skeleton else skeleton

    def _made(self) -> list[Unit]:
        units: list[Unit] = []
        starts, ends = self._words.tokens.starts, self._words.tokens.ends
        columns = self._words.columns
        at = 0
        for begin, stop, pair in self._pieces:
            if pair >= 0:
                units.append(_unit(Unit, (begin, stop, ATOM, ATOM, "", "", pair, at)))
                at += 1
                continue
            own, own_ends = starts[begin:stop], ends[begin:stop]
            told = (column[begin:stop] for column in columns)
            shift = at - own[0]
            places: Iterable[int] = map(shift.__add__, own) if shift else own
            # Unit._make, without its frame
            units += map(_unit, repeat(Unit), zip(own, own_ends, *told, repeat(-1), places, strict=False))
            at += ends[stop - 1] - starts[begin]
        return units

    @property
    def spans(self) -> Iterator[int]:
        """The places of its bracketed spans among its units."""
        at = 0
        for begin, stop, pair in self._pieces if self.pairs else ():
            if pair >= 0:
                yield at
            at += 1 if pair >= 0 else stop - begin

    def in_brackets(self, place: int) -> bool:
        """Whether a place (in the source) is in one of the bracketed spans."""
        return self.pairs and any(start <= place < end for start, end, pair in self._pieces if pair >= 0)

    def unit_at(self, at: int) -> int:
        """The index of the unit that covers the skeleton offset `at`."""
        return max(0, bisect_right(self.starts, at) - 1)


class _Words:
    """The tokens of a document, and what its units say of them, column by column; made when somebody first asks."""

    def __init__(self, source: str, tokens: Tokens) -> None:
        self.source = source
        self.tokens = tokens

    @cached_property
    def columns(self) -> tuple[list[str], list[str], list[str], list[str]]:
        """Surfaces, lemmas, kinds and forms: every Western comma that parts clauses is a 、, and what is
        too long to be a word has no kind."""
        source, tokens = self.source, self.tokens
        starts, ends, words = tokens.starts, tokens.ends, tokens.words
        surfaces = list(map(source.__getitem__, map(slice, starts, ends)))
        lemmas, kinds, forms = list(map(_LEMMA, words)), list(map(_KIND, words)), list(map(_FORM, words))
        if tokens.longest > _LONGEST_WORD:
            kinds = [kind if len(word) <= _LONGEST_WORD else "" for kind, word in zip(kinds, surfaces, strict=True)]
        if "，" in source or "," in source:
            for at in compress(count(), map(_WESTERN.__contains__, surfaces)):
                if _COMMA.match(source, starts[at]):
                    surfaces[at], lemmas[at], kinds[at] = "、", "、", "補助記号-読点"
        return surfaces, lemmas, kinds, forms


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

    def close(self, words: _Words, paragraph: int, last: bool, number: int) -> Sentence | None:
        """What was read before token `number` is a sentence, the `last` of its line or not; None where nothing was."""
        self.stop_run(number)
        read, begins_line = self.pieces, self.begins_line
        self.begins_line = last or (begins_line and not read)
        if not read:
            return None
        self.pieces = []
        self.room = _LONGEST + 1
        return Sentence(words, read, self.region, paragraph, self.in_parentheses, begins_line, last)


def split_sentences(
    text: str, tokens: Sequence[Token], pairs: Sequence[Pair], *, width: int = 0
) -> tuple[Sentence, ...]:
    """The sentences of a document in order of their start. Every pair is a unit of exactly one of them.

    Where lines are broken at a `width` (in columns), the end of a line that is about as wide ends no sentence.
    """
    return _Splitter(text, Tokens.all(tokens), pairs, width).sentences()


class _Splitter:
    """A document being read token by token.

    `edges` are the bracketed spans and parentheses that are still to come, from number `edge` on; `stack` the regions
    that are open, each with where it ends, `builder` and `limit` the innermost; `before` the end of the token before,
    `stop` the token at which the sentence must be cut at the latest.
    """

    def __init__(self, text: str, tokens: Tokens, pairs: Sequence[Pair], width: int) -> None:
        self.text = text
        self.tokens = tokens
        self.words = _Words(text, tokens)
        self.width = width
        self.edges = _edges(text, pairs)
        self.edge = 0
        never = len(text) + 2
        self.edges.append((never, never, -2))
        self.limit, self.builder = never, _Builder(-1, False)
        self.stack = [(self.limit, self.builder)]
        self.paragraph = 0
        self.before = 0
        self.stop = 0
        self.marked = _marked(text, tokens.starts, tokens.ends)
        self.out: list[Sentence] = []

    def sentences(self) -> tuple[Sentence, ...]:
        """All of them."""
        number, count = self._behind_plain(0), len(self.tokens)
        while number < count:
            start = self.tokens.starts[number]
            if self.limit <= start:
                self._end_regions(number)
            if "\n" in self.text[self.before : start]:
                self._break_line(number)
            if self.edges[self.edge][0] <= start:
                self._begin_regions(number)
            self._take(number)
            number = self._behind_plain(number + 1)
        while self.stack:
            self._close(self.stack.pop()[1], self.paragraph, True, count)
        self.out.sort(key=lambda sentence: sentence.start)
        return tuple(self.out)

    def _close(self, builder: _Builder, paragraph: int, last: bool, number: int) -> None:
        closed = builder.close(self.words, paragraph, last, number)
        if closed is not None:
            self.out.append(closed)

    def _behind_plain(self, number: int) -> int:
        """The first token from `number` on that is more than the next of its sentence."""
        if number >= self.stop or (mark := self.marked[bisect_left(self.marked, number)]) <= number:
            return number
        starts, ends = self.tokens.starts, self.tokens.ends
        edge = bisect_left(starts, self.edges[self.edge][0], number)
        plain = min(self.stop, mark, edge, bisect_left(ends, self.limit, number))
        if plain > number:
            self.before = ends[plain - 1]
        return plain

    def _end_regions(self, number: int) -> None:
        start = self.tokens.starts[number]
        while self.limit <= start:
            self._close(self.builder, self.paragraph, True, number)
            self.stack.pop()
            self.before = max(self.before, self.limit)
            self.limit, self.builder = self.stack[-1]

    def _break_line(self, number: int) -> None:
        before = self.before
        self.paragraph += 1
        alone = self.text[before : self.tokens.starts[number]] == "\n"
        broken = self.width and alone and (before - self.text.rfind("\n", 0, before)) * 2 > self.width * 0.8
        self.builder.stop_run(number)
        if not (broken or _carries_on(self.text, self.builder, before) or _leads_on(self.text, self.builder, before)):
            self._close(self.builder, self.paragraph - 1, True, number)

    def _begin_regions(self, number: int) -> None:
        start = self.tokens.starts[number]
        while self.edges[self.edge][0] <= start:
            at, end, pair = self.edges[self.edge]
            self.edge += 1
            if end <= start or (at < start and pair == -2) or end >= self.limit:
                continue
            builder = self.builder
            builder.stop_run(number)
            if pair >= 0:
                if builder.room <= 0:
                    self._close(builder, self.paragraph, False, number)
                builder.pieces.append((at, end, pair))
                builder.room -= 1
                self.builder = _Builder(pair, False)
            else:
                self.builder = _Builder(builder.region, True)
            self.limit = end
            self.stack.append((end, self.builder))

    def _take(self, number: int) -> None:
        """Take a token into the sentence that is open, which may end with it."""
        text, builder = self.text, self.builder
        start, end = self.tokens.starts[number], self.tokens.ends[number]
        adjoins = start == self.before
        self.before = end
        if len(self.stack) > 1 and (
            end >= self.limit
            or (builder.run < 0 and not builder.pieces and end - start == 1 and text[start] in "「『“〝｢(（")
        ):
            builder.stop_run(number)
            self.stop = 0
            return
        if not adjoins:
            builder.stop_run(number)
        if builder.run < 0:
            builder.run = number
        self.stop = builder.run + builder.room - 1
        if (text[start] in _ENDS and _ends_here(text, end)) or number >= self.stop:
            self._close(builder, self.paragraph, text[end : end + 1] in ("\n", ""), number + 1)
            self.stop = 0


def _edges(text: str, pairs: Sequence[Pair]) -> list[tuple[int, int, int]]:
    """Where bracketed spans (with their places among the pairs) and parentheses (-2) begin and end, in order."""
    parentheses = [(found.start(), found.end()) for found in _PARENTHESES.finditer(text)]
    parentheses += _parentheses_with_brackets(text, pairs, parentheses)
    edges = [(pair.start, pair.end, number) for number, pair in enumerate(pairs)]
    edges += [(start, end, -2) for start, end in parentheses]
    return sorted(edges, key=lambda edge: (edge[0], -edge[1]))


def _marked(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """The tokens that do not begin where the one before ends, and those of a mark that ends sentences; one more at the
    end."""
    apart = compress(count(), map(ne, starts, chain((0,), ends)))
    ending = compress(count(), map(_ENDS.__contains__, map(text.__getitem__, starts)))
    return [*sorted({*apart, *ending}), len(starts)]


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


_LEADS_ON = re.compile(r"\n{1,2}[\s\u3000]*[「『]")
_LEADING = re.compile(r"(?:は|が|も|から|によると|によれば|に対し(?:て)?)、?$|、$")
_LEAD = 40
"""Characters of a line that leads on to the words below it."""


def _leads_on(text: str, builder: _Builder, at: int) -> bool:
    """Whether a line that ends with a subject or a comma goes on with the bracket below it (会長は⏎「…」)."""
    if builder.region >= 0 or not builder.pieces or not _LEADS_ON.match(text, at):
        return False
    return _LEADING.search(text, max(text.rfind("\n", 0, at) + 1, at - _LEAD), at) is not None


def _ends_here(text: str, at: int) -> bool:
    """A mark of exclamation inside a name (Yahoo!ニュース) or a row of marks ends no sentence."""
    following = text[at : at + 1]
    return following not in _ENDS and not (
        text[at - 1] in "!?！？" and (following.isalnum() and text[at - 2].isascii())
    )
