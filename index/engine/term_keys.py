"""What a word is found by: its keys, worked out once for each form of each word, and the tokens of a text as search
counts them, one cell for each position in token space."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, count, pairwise
from operator import attrgetter
from typing import NamedTuple

from inyo.index.engine.segments import Field, Term
from inyo.index.japanese import numbers
from inyo.index.japanese.countries import LETTERS, country_letters, may_be_countries
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import HIRAGANA_WORD, KATAKANA_WORD, katakana
from inyo.index.japanese.kanji_forms import NAME_VARIANTS
from inyo.index.japanese.katakana import phonetic_key, spelling_key
from inyo.index.japanese.readings import has_kanji, kanji_of, readings
from inyo.index.japanese.tokens import Morpheme, Remembered, Token, Tokens, runs, single_words, tokenize

NUMBER = "#"
"""Begins the key of a number."""
SKELETON = "&"
"""Begins a skeleton: a word's kanji without its kana."""
LIGHT = frozenset({"為る", "有る", "居る", "成る", "言う", "其れ", "此れ", "事", "物", "様", "無い"})
"""Lemma keys that count nothing for length: words of grammar."""
SEPARATORS = frozenset("・=")
"""Between two words of a name in katakana they are no word."""
BETWEEN_NOUNS = {"の": "ノ", "が": "ガ", "ヶ": "ガ", "つ": "ツ", "之": "ノ"}
"""Particles and marks that belong to a name or compound between two nouns, with their readings there."""
DOTTED_NAMES = re.compile(r"[ァ-ヺー]+(?:・[ァ-ヺー]+)+")
_VARIANTS = str.maketrans(NAME_VARIANTS)
_PROPER = "名詞-固有名詞"
_NOMINAL = ("名詞", "接尾辞", "接頭辞", "代名詞")
_NOT_CONTENT = ("助詞", "助動詞", "補助記号", "空白")
_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class Keys:
    """A word and what it is found by. `surface` as folded, `pos` its parts of speech; `key` its lemma key ('' for
    particles and marks), `readings` katakana, `sound` the phonetic key of a name in katakana, `origin` the source word
    of a loan, `skeleton` the kanji of a word with okurigana, marked. `katakana`: the word is katakana alone; `bound`:
    what it is found by depends on its neighbours; `entries`: the terms of all this, each with its field; `counted`:
    the word counts for length; `nominal`: it may stand in a noun phrase.
    """

    surface: str
    pos: str
    key: str
    readings: tuple[str, ...] = ()
    sound: str = ""
    origin: str = ""
    skeleton: str = ""
    katakana: bool = False
    bound: bool = False
    entries: tuple[Term, ...] = field(init=False, repr=False, compare=False)
    counted: bool = field(init=False, repr=False, compare=False)
    nominal: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        terms = (
            (Field.LEMMA, self.key),
            (Field.LEMMA, self.skeleton),
            *((Field.READING, reading) for reading in self.readings),
            (Field.SOUND, self.sound),
            (Field.ORIGIN, self.origin),
        )
        object.__setattr__(self, "entries", tuple(entry for entry in terms if entry[1]))
        object.__setattr__(self, "counted", bool(self.key) and self.key not in LIGHT)
        object.__setattr__(self, "nominal", self.pos.startswith(_NOMINAL))


def keys_of(morpheme: Morpheme) -> Keys:
    """The keys of a word on its own."""
    return KEYS[morpheme]


def _keys(morpheme: Morpheme) -> Keys:
    surface, pos, key = morpheme.surface, morpheme.pos, key_of(morpheme)
    bound = _bound(morpheme)
    if not key:
        return Keys(surface, pos, "", katakana=morpheme.katakana, bound=bound)
    named = morpheme.katakana and len(surface) > 1 and (pos.startswith(_PROPER) or not morpheme.known)
    return Keys(
        surface,
        pos,
        key,
        tuple(_readings(morpheme)),
        phonetic_key(surface) if named else "",
        origin_key(morpheme.origin),
        _skeleton(morpheme),
        morpheme.katakana,
        bound,
    )


KEYS = Remembered(_keys, _REMEMBERED)
"""`keys_of`, for what asks for many words at once."""


def _bound(morpheme: Morpheme) -> bool:
    surface = morpheme.surface
    return (
        surface in SEPARATORS
        or surface in BETWEEN_NOUNS
        or begins_number(morpheme)
        or (surface[-1:] in LETTERS and may_be_countries(surface))
        or bool(DOTTED_NAMES.fullmatch(surface))
    )


def key_of(morpheme: Morpheme) -> str:
    """The lemma key of a word on its own; '' for particles and marks."""
    surface, pos = morpheme.surface, morpheme.pos
    if not surface.strip() or pos.startswith(_NOT_CONTENT) or (pos.startswith("記号") and not surface.isalnum()):
        return ""
    if pos.startswith(_PROPER) or not morpheme.known:
        return spelling_key(morpheme.surface) if morpheme.katakana else morpheme.surface.translate(_VARIANTS)
    return lemma_key(morpheme.lemma)


def _skeleton(morpheme: Morpheme) -> str:
    """The kanji of a word that also has kana: of nouns and of forms that make compounds; '' for others."""
    kanji = kanji_of(morpheme.surface)
    if not kanji or len(kanji) == len(morpheme.surface):
        return ""
    if len(kanji) == 1 and not (morpheme.pos.startswith(("名詞", "接尾辞")) or morpheme.conjugation == "連用形-一般"):
        return ""
    return SKELETON + kanji


@lru_cache(maxsize=1 << 14)
def lemma_key(lemma: str) -> str:
    """The key of a dictionary form."""
    lemma = fold(lemma).text
    return spelling_key(lemma) if KATAKANA_WORD.fullmatch(lemma) else lemma


@lru_cache(maxsize=1 << 14)
def origin_key(origin: str) -> str:
    """The key of a loan's source word: lower case, without what is not a letter."""
    return "".join(letter for letter in fold(origin).text if letter.isalnum())


def _readings(morpheme: Morpheme) -> Iterator[str]:
    surface = morpheme.surface
    if morpheme.katakana:
        yield surface
        return
    first = morpheme.reading or (katakana(surface) if HIRAGANA_WORD.fullmatch(surface) else "")
    if morpheme.conjugation:
        others = _other_verbs(surface, morpheme.pos[:2]) if has_kanji(surface) else ()
        yield from dict.fromkeys(
            way for way in (first, morpheme.lemma_reading, *others) if KATAKANA_WORD.fullmatch(way)
        )
    else:
        yield from readings(surface, first, morpheme.known)


def _other_verbs(surface: str, kind: str) -> Iterator[str]:
    """The readings of the dictionary's other words of that form: 開いた is ヒライタ and アイタ."""
    return (word.reading for word in single_words(surface) if word.conjugation and word.pos.startswith(kind))


def is_numeral(word: Morpheme) -> bool:
    """Whether a word is a numeral, or a kanji that is one beside others."""
    surface = word.surface
    return bool(numbers.NUMERAL.fullmatch(surface)) and (surface.isascii() or "数詞" in word.pos or len(surface) == 1)


def begins_number(word: Morpheme) -> bool:
    """Whether a number may begin with a word."""
    return is_numeral(word) and (word.surface.isascii() or "数詞" in word.pos)


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
