"""Tokens as search counts them: one cell for each position in token space, with the keys it is found by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, count, pairwise
from operator import attrgetter
from typing import NamedTuple

from inyo.index.engine.terms.term_keys import (
    BETWEEN_NOUNS,
    DOTTED_NAMES,
    KEYS,
    NUMBER,
    SEPARATORS,
    Keys,
    begins_number,
    is_numeral,
    keys_of,
)
from inyo.index.japanese import numbers
from inyo.index.japanese.countries import country_letters
from inyo.index.japanese.kana import KATAKANA_WORD
from inyo.index.japanese.katakana import phonetic_key
from inyo.index.japanese.readings import readings
from inyo.index.japanese.tokens import Morpheme, Token, Tokens, runs, tokenize

_BOUND = attrgetter("bound")
_KATAKANA = attrgetter("katakana")
_LONGEST_NUMBER = 12
_MOST_SCRAPS = 4
_SCRAP = 2
_NAME = "名詞-固有名詞-人名-一般"


class Cell(NamedTuple):
    """One position of token space: a token, or a run of tokens that is one number. `countries` the country letters it
    stands for."""

    start: int
    end: int
    keys: Keys
    countries: str = ""

    @property
    def surface(self) -> str:
        return self.keys.surface

    @property
    def pos(self) -> str:
        return self.keys.pos


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells of texts that stand one behind the other, side by side: where they start, where they end, their keys;
    the country letters of those that have some, by number; and the first cell of each text, one more at the end. What a
    book has by the hundred thousand is cheaper so."""

    starts: Sequence[int]
    ends: Sequence[int]
    keys: list[Keys]
    countries: list[tuple[int, str]]
    bounds: list[int]


def cells(tokens: Sequence[Token]) -> list[Cell]:
    """The cells of a text's tokens, in order. The dot or = between two katakana words has none."""
    layout = lay_out(tokens)
    countries = dict(layout.countries)
    places = enumerate(zip(layout.starts, layout.ends, layout.keys, strict=True))
    return [Cell(start, end, keys, countries.get(at, "")) for at, (start, end, keys) in places]


@lru_cache(maxsize=1 << 11)
def word_cells(text: str) -> tuple[Cell, ...]:
    """The cells of a word as typed, or of one that may stand for it: asked for by each way to read it."""
    return tuple(cells(tokenize(text)))


def lay_out(tokens: Sequence[Token]) -> Layout:
    """`cells`, side by side."""
    return lay_out_all(tokens, [0, len(tokens)])


def lay_out_all(tokens: Sequence[Token], bounds: Sequence[int]) -> Layout:
    """The layout of texts of which each has the tokens from one bound to the next."""
    begin, end = bounds[0], bounds[-1]
    if begin or end < len(tokens):
        tokens, bounds = Tokens.all(tokens).between(begin, end), [bound - begin for bound in bounds]
    tokens = Tokens.all(tokens)
    starts, ends = tokens.starts, tokens.ends
    keys = list(map(KEYS.__getitem__, tokens.words))
    bound = list(compress(count(), map(_BOUND, keys)))
    if not bound:
        return Layout(starts, ends, keys, [], list(bounds))
    return _bound_to_neighbours(Layout(starts, ends, keys, [], list(bounds)), tokens, bound)


def _bound_to_neighbours(layout: Layout, tokens: Sequence[Token], bound: Sequence[int]) -> Layout:
    """The layout with what the words at some places are beside their neighbours in the same text."""
    edits: list[tuple[int, int, list[Cell]]] = []
    joints: list[tuple[int, Keys]] = []
    done = 0
    for first, last in pairwise(layout.bounds):
        stop = bisect_left(bound, last, done)
        if stop > done:
            inside = [at - first for at in bound[done:stop]]
            for at, there in _bindings(tokens[first:last], layout.keys[first:last], inside):
                if isinstance(there, Keys):
                    joints.append((first + at, there))
                else:
                    edits.append((first + at, *there))
            done = stop
    for at, joint in joints:
        layout.keys[at] = joint
    return _edited(layout, edits) if edits else layout


def _bindings(
    tokens: Sequence[Token], keys: Sequence[Keys], bound: Sequence[int]
) -> Iterator[tuple[int, Keys | tuple[int, list[Cell]]]]:
    """What words of a text that depend on their neighbours are: at which token, another word for that alone, or how
    many tokens are which cells."""
    done = 0
    for at in bound:
        if at < done:
            continue
        word = keys[at]
        if word.surface in BETWEEN_NOUNS:
            if not word.key and 0 < at < len(keys) - 1 and keys[at - 1].nominal and keys[at + 1].nominal:
                yield at, _joint(word.surface, word.pos)
            continue
        there, size = _in_context(tokens, at)
        done = at + size
        if there is not None:
            yield at, (size, there)


def _edited(layout: Layout, edits: Sequence[tuple[int, int, list[Cell]]]) -> Layout:
    """The layout with other cells for so many from some places on."""
    starts: list[int] = []
    ends: list[int] = []
    keys: list[Keys] = []
    countries: list[tuple[int, str]] = []
    places: list[int] = []
    shifts = [0]
    done = 0
    for at, size, there in edits:
        for column, made in ((starts, layout.starts), (ends, layout.ends)):
            column += made[done:at]
        keys += layout.keys[done:at]
        countries += ((len(keys) + number, cell.countries) for number, cell in enumerate(there) if cell.countries)
        starts += (cell.start for cell in there)
        ends += (cell.end for cell in there)
        keys += (cell.keys for cell in there)
        places.append(at)
        shifts.append(shifts[-1] + len(there) - size)
        done = at + size
    starts += layout.starts[done:]
    ends += layout.ends[done:]
    keys += layout.keys[done:]
    return Layout(starts, ends, keys, countries, [each + shifts[bisect_left(places, each)] for each in layout.bounds])


def sound_runs(layout: Layout) -> Iterator[tuple[int, int, str]]:
    """Names in katakana that the dictionary took apart (ベイ|セント): (first cell, number of cells, phonetic key).

    Only adjoining words of one text that are all names, or of which one is a scrap of one or two letters.
    """
    starts, ends = layout.starts, layout.ends
    katakana = list(compress(count(), map(_KATAKANA, layout.keys)))
    if len(katakana) < 2:
        return
    begins = frozenset(layout.bounds)
    for first, last in runs(katakana, lambda at: starts[at] == ends[at - 1] and at not in begins):
        run = layout.keys[first:last]
        names = all(keys.sound for keys in run)
        if len(run) <= _MOST_SCRAPS and (names or any(len(keys.surface) <= _SCRAP for keys in run)):
            yield first, len(run), phonetic_key("".join(keys.surface for keys in run))


def _in_context(tokens: Sequence[Token], at: int) -> tuple[list[Cell] | None, int]:
    """The cells of a word whose neighbours count, None where they change nothing; how many tokens they stand for."""
    start, end, word = tokens[at]
    surface, keys = word.surface, keys_of(word)
    if surface in SEPARATORS:
        return ([] if _between_katakana(tokens, at) else None), 1
    if DOTTED_NAMES.fullmatch(surface):
        return list(_names_apart(tokens[at])), 1
    size = _number_size(tokens, at)
    number = _number(tokens[at : at + size]) if size else None
    if number:
        return [number], size
    countries = country_letters(tokens, at)
    return ([Cell(start, end, keys, countries)] if countries else None), 1


@lru_cache(maxsize=64)
def _joint(surface: str, pos: str) -> Keys:
    """What a particle or mark between two nouns is found by: its reading, as in 井の頭 and 関ヶ原."""
    return Keys(surface, pos, "", (BETWEEN_NOUNS[surface],), katakana=bool(KATAKANA_WORD.fullmatch(surface)))


def _names_apart(token: Token) -> Iterator[Cell]:
    """The cells of names joined by dots that came as one word; offsets stand where folding kept lengths."""
    plain = token.end - token.start == len(token.surface)
    at = token.start
    for part in token.surface.split("・"):
        start, end = (at, at + len(part)) if plain else (token.start, token.end)
        yield Cell(start, end, _name_keys(part))
        at += len(part) + 1


@lru_cache(maxsize=1 << 12)
def _name_keys(name: str) -> Keys:
    return keys_of(Morpheme(name, name, name, _NAME, name, "", "", False))


def _between_katakana(tokens: Sequence[Token], at: int) -> bool:
    return 0 < at < len(tokens) - 1 and tokens[at - 1].morpheme.katakana and tokens[at + 1].morpheme.katakana


def _number_size(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from `at` on make one number; 0 where none begins."""
    if not begins_number(tokens[at].morpheme):
        return 0
    size = 1
    while at + size < len(tokens) and size < _LONGEST_NUMBER:
        token = tokens[at + size]
        if token.start != tokens[at + size - 1].end:
            break
        if is_numeral(token.morpheme) and (
            token.surface.isascii() or "数詞" in token.pos or token.surface in "十百千万億兆"
        ):
            size += 1
        elif token.surface in (",", ".") and _continues(tokens, at + size):
            size += 2
        else:
            break
    return size


def _continues(tokens: Sequence[Token], at: int) -> bool:
    """Whether the comma or point at `at` is inside a number."""
    if at + 1 >= len(tokens) or tokens[at + 1].start != tokens[at].end:
        return False
    before, after = tokens[at - 1].surface, tokens[at + 1].surface
    if not (before.isascii() and after.isascii() and before.isdigit() and after.isdigit()):
        return False
    return tokens[at].surface == "." or (len(after) == 3 and len(before) <= 3)


def _number(tokens: Sequence[Token]) -> Cell | None:
    surface = "".join(token.surface for token in tokens)
    value = numbers.value(surface)
    if not value:
        return None
    spoken = "".join(token.reading for token in tokens)
    way = (spoken,) if spoken and all(token.reading for token in tokens) else ()
    if len(tokens) == 1 and not surface.isascii():
        way = tuple(dict.fromkeys((*way, *readings(surface, spoken, True))))
    return Cell(tokens[0].start, tokens[-1].end, _number_keys(surface, value, way))


@lru_cache(maxsize=1 << 12)
def _number_keys(surface: str, value: str, way: tuple[str, ...]) -> Keys:
    return Keys(surface, "名詞-数詞", NUMBER + value, way)
