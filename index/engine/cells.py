"""Tokens as search counts them: one cell for each position in token space, with the keys it is found by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.japanese import numbers
from index.japanese.countries import country_letters
from index.japanese.folding import fold
from index.japanese.kana import HIRAGANA_WORD, KATAKANA_WORD, katakana
from index.japanese.kanji_forms import NAME_VARIANTS
from index.japanese.katakana import phonetic_key, spelling_key
from index.japanese.readings import kanji_of, readings
from index.japanese.tokens import Morpheme, Token

NUMBER = "#"
"""Begins the key of a number."""
SKELETON = "&"
"""Begins a skeleton: a word's kanji without its kana."""
_VARIANTS = str.maketrans(NAME_VARIANTS)
_SEPARATORS = frozenset("・=")
_NOT_CONTENT = ("助詞", "助動詞", "補助記号", "空白")
_BETWEEN_NOUNS = {"の": "ノ", "が": "ガ", "ヶ": "ガ", "つ": "ツ", "之": "ノ"}
_LONGEST_NUMBER = 12
_MOST_SCRAPS = 4
_SCRAP = 2
_DOTTED = re.compile(r"[ァ-ヺー]+(?:・[ァ-ヺー]+)*")
_NAME = "名詞-固有名詞-人名-一般"


@dataclass(frozen=True, slots=True)
class Keys:
    """What a word is found by. `key` is its lemma key ('' for particles and marks), `readings` katakana, `sound` the
    phonetic key of a name in katakana, `origin` the source word of a loan, `skeleton` the kanji of a word with
    okurigana, marked.
    """

    key: str
    readings: tuple[str, ...] = ()
    sound: str = ""
    origin: str = ""
    skeleton: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One position of token space: a token, or a run of tokens that is one number."""

    start: int
    end: int
    surface: str
    pos: str
    keys: Keys
    countries: str = ""


def sound_runs(found: Sequence[Cell]) -> Iterator[tuple[int, int, str]]:
    """Names in katakana that the dictionary took apart (ベイ|セント): (first cell, number of cells, phonetic key).

    Only adjoining words that are all names, or of which one is a scrap of one or two letters.
    """
    at = 0
    while at < len(found):
        last = at
        while (
            last < len(found)
            and KATAKANA_WORD.fullmatch(found[last].surface)
            and (last == at or found[last].start == found[last - 1].end)
        ):
            last += 1
        run = found[at:last]
        names = all(cell.keys.sound for cell in run)
        if 2 <= len(run) <= _MOST_SCRAPS and (names or any(len(cell.surface) <= _SCRAP for cell in run)):
            yield at, len(run), phonetic_key("".join(cell.surface for cell in run))
        at = max(last, at + 1)


def cells(tokens: Sequence[Token]) -> list[Cell]:
    """The cells of a text's tokens, in order. The dot or = between two katakana words has none."""
    found: list[Cell] = []
    at = 0
    while at < len(tokens):
        size = _number_size(tokens, at)
        if size:
            number = _number(tokens[at : at + size])
            if number:
                found.append(number)
                at += size
                continue
        token = tokens[at]
        if "・" in token.surface and len(token.surface) > 1 and _DOTTED.fullmatch(token.surface):
            found.extend(_names_apart(token))
            at += 1
            continue
        if not (token.surface in _SEPARATORS and _between_katakana(tokens, at)):
            keys = keys_of(token.morpheme)
            if not keys.key and token.surface in _BETWEEN_NOUNS and _between_nouns(tokens, at):
                keys = Keys("", (_BETWEEN_NOUNS[token.surface],))
            found.append(Cell(token.start, token.end, token.surface, token.pos, keys, country_letters(tokens, at)))
        at += 1
    return found


def _names_apart(token: Token) -> Iterator[Cell]:
    """The cells of names joined by dots that came as one word; offsets stand where folding kept lengths."""
    plain = token.end - token.start == len(token.surface)
    at = token.start
    for part in token.surface.split("・"):
        if part:
            morpheme = Morpheme(part, part, part, _NAME, part, "", "", False)
            start, end = (at, at + len(part)) if plain else (token.start, token.end)
            yield Cell(start, end, part, _NAME, keys_of(morpheme))
        at += len(part) + 1


@lru_cache(maxsize=1 << 17)
def keys_of(morpheme: Morpheme) -> Keys:
    """The keys of a word on its own."""
    surface, pos = morpheme.surface, morpheme.pos
    if not surface.strip() or pos.startswith(_NOT_CONTENT):
        return Keys("")
    if pos.startswith("記号") and not surface.isalnum():
        return Keys("")
    proper = pos.startswith("名詞-固有名詞")
    is_katakana = bool(KATAKANA_WORD.fullmatch(surface))
    sound = phonetic_key(surface) if is_katakana and len(surface) > 1 and (proper or not morpheme.known) else ""
    return Keys(
        _key(morpheme, proper, is_katakana),
        tuple(_readings(morpheme)),
        sound,
        origin_key(morpheme.origin),
        _skeleton(morpheme),
    )


def _key(morpheme: Morpheme, proper: bool, is_katakana: bool) -> str:
    if proper or not morpheme.known:
        return spelling_key(morpheme.surface) if is_katakana else morpheme.surface.translate(_VARIANTS)
    return lemma_key(morpheme.lemma)


def _skeleton(morpheme: Morpheme) -> str:
    """The kanji of a word that also has kana: of nouns and of forms that make compounds; '' for others."""
    kanji = kanji_of(morpheme.surface)
    if not kanji or len(kanji) == len(morpheme.surface):
        return ""
    if len(kanji) == 1 and not (morpheme.pos.startswith(("名詞", "接尾辞")) or morpheme.conjugation == "連用形-一般"):
        return ""
    return SKELETON + kanji


@lru_cache(maxsize=1 << 16)
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
    if KATAKANA_WORD.fullmatch(surface):
        yield surface
        return
    first = morpheme.reading or (katakana(surface) if HIRAGANA_WORD.fullmatch(surface) else "")
    if morpheme.conjugation:
        ways = dict.fromkeys(way for way in (first, morpheme.lemma_reading) if KATAKANA_WORD.fullmatch(way))
        yield from ways
    else:
        yield from readings(surface, first, morpheme.known)


def _between_katakana(tokens: Sequence[Token], at: int) -> bool:
    return (
        0 < at < len(tokens) - 1
        and bool(KATAKANA_WORD.fullmatch(tokens[at - 1].surface))
        and bool(KATAKANA_WORD.fullmatch(tokens[at + 1].surface))
    )


def _between_nouns(tokens: Sequence[Token], at: int) -> bool:
    nominal = ("名詞", "接尾辞", "接頭辞", "代名詞")
    return (
        0 < at < len(tokens) - 1 and tokens[at - 1].pos.startswith(nominal) and tokens[at + 1].pos.startswith(nominal)
    )


def _is_numeral(token: Token) -> bool:
    surface = token.surface
    return bool(numbers.NUMERAL.fullmatch(surface)) and (surface.isascii() or "数詞" in token.pos or len(surface) == 1)


def _number_size(tokens: Sequence[Token], at: int) -> int:
    """How many tokens from `at` on make one number; 0 where none begins."""
    if not _is_numeral(tokens[at]) or (not tokens[at].surface.isascii() and "数詞" not in tokens[at].pos):
        return 0
    size = 1
    while at + size < len(tokens) and size < _LONGEST_NUMBER:
        token = tokens[at + size]
        if token.start != tokens[at + size - 1].end:
            break
        if _is_numeral(token) and (token.surface.isascii() or "数詞" in token.pos or token.surface in "十百千万億兆"):
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
    return Cell(tokens[0].start, tokens[-1].end, surface, "名詞-数詞", Keys(NUMBER + value, way))
