"""The readings a word may have beside the one the morphological pass chose, and whether words are in a short text as
they are heard: in kana, romaji, old and new kanji."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib import resources
from itertools import product
from math import prod

from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import (
    DEVOICE,
    KATAKANA_WORD,
    VOICE,
    from_romaji,
    katakana,
    loose,
    loose_all,
    prefix_from_romaji,
)
from inyo.index.japanese.tokens import single_words, tokenize

_KANJI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_KANJI_WORD = re.compile(rf"(?:{_KANJI.pattern})+")
_MOST = 8
_MOST_ONYOMI = 12
_MOST_KOREAN = 12
_SAME_VOICED = {"ツ": "ズ", "チ": "ジ"}
_SAME_DEVOICED = {"ズ": "ツ", "ジ": "チ"}
"""ヅ and ヂ as they are also typed."""
_TABLES = ("onyomi.txt", "kunyomi.txt", "nanori.txt", "hanja.txt")


@lru_cache(maxsize=4)
def _table(name: str) -> dict[str, str]:
    """Reading → the kanji that have it, from a file of this package."""
    lines = resources.files("inyo.index.japanese").joinpath(name).read_text("utf-8").splitlines()
    return dict(line.split(" ") for line in lines if line and not line.startswith("#"))


def kanji_with_readings() -> str:
    """The kanji of all tables, some of them again and again."""
    return "".join(kanji for name in _TABLES for kanji in _table(name).values())


@cache
def _readings_in(name: str) -> dict[str, tuple[str, ...]]:
    """The readings that a table gives each of its kanji."""
    table: dict[str, list[str]] = {}
    for reading, kanji in _table(name).items():
        for letter in kanji:
            table.setdefault(letter, []).append(reading)
    return {letter: tuple(readings) for letter, readings in table.items()}


@lru_cache(maxsize=1 << 12)
def kanji_read(reading: str, inside: bool = False, loosely: bool = False) -> frozenset[str]:
    """The kanji that may be read so, in words or in names; `inside` a word also with the first sound voiced.

    `loosely`: the reading may lack the second half of long vowels.
    """
    ways = {reading}
    if inside:
        ways |= {plain + reading[1:] for plain in reading[0].translate(DEVOICE) + _SAME_DEVOICED.get(reading[0], "")}
    if reading[-1] == "ッ" and len(reading) > 1:
        ways |= {way[:-1] + final for way in tuple(ways) for final in "ツチクキ"}
    found = "".join(_table(name).get(way, "") for name in _TABLES for way in ways)
    return frozenset(found + "".join(_shortened().get(way, "") for way in ways) if loosely else found)


@lru_cache(maxsize=1 << 12)
def korean_read(reading: str, inside: bool = False) -> frozenset[str]:
    """The kanji that may be read so in Korean names, wherever in them."""
    return frozenset(_table("hanja.txt").get(reading, ""))


def korean_sounds(kanji: str) -> tuple[str, ...]:
    """How a Korean name in kanji may be called, in katakana: the inverse of `korean_read`; () where a kanji is in no
    Korean name, or there are too many ways."""
    ways = [_readings_in("hanja.txt").get(letter, ()) for letter in kanji]
    if not all(ways) or prod(map(len, ways)) > _MOST_KOREAN:
        return ()
    return tuple(map("".join, product(*ways)))


@lru_cache(maxsize=1 << 10)
def korean_romanized(latin: str, inside: bool = False) -> frozenset[str]:
    """The kanji of Korean names that are written so in Latin letters, in the official or the usual way."""
    ways = [_romanized().get(latin, ""), *from_romaji(latin)[:3]]
    return frozenset(letter for way in " ".join(ways).split() for letter in korean_read(way, inside))


@lru_cache(maxsize=1)
def _romanized() -> dict[str, str]:
    lines = resources.files("inyo.index.japanese").joinpath("korean.txt").read_text("utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _shortened() -> dict[str, str]:
    """Readings without the second half of their long vowels → the kanji."""
    table: dict[str, str] = {}
    for name in _TABLES:
        readings = _table(name)
        for form, (reading, kanji) in zip(loose_all(list(readings)), readings.items(), strict=True):
            if form != reading:
                table[form] = table.get(form, "") + kanji
    return table


@lru_cache(maxsize=1)
def _by_kanji() -> dict[str, tuple[str, ...]]:
    table: dict[str, dict[str, None]] = defaultdict(dict)
    for name in _TABLES:
        for reading, kanji in _table(name).items():
            for letter in kanji:
                table[letter][reading] = None
    return {letter: tuple(readings) for letter, readings in table.items()}


@lru_cache(maxsize=1 << 12)
def readings_of(kanji: str, inside: bool = False, loosely: bool = False) -> tuple[str, ...]:
    """The readings of a kanji in words and names: the inverse of `kanji_read`; before another sound ッ may end them."""
    ways = list(_by_kanji().get(kanji, ()))
    if loosely:
        ways += map(loose, tuple(ways))
    if inside:
        ways += [voiced + way[1:] for way in ways for voiced in VOICE.get(way[0], "") + _SAME_VOICED.get(way[0], "")]
    ways += [way[:-1] + "ッ" for way in ways if len(way) > 1 and way[-1] in "ツチクキ"]
    return tuple(dict.fromkeys(ways))


def may_be_read(word: str, kana: str) -> bool:
    """Whether a word of kanji may be read as some katakana, kanji by kanji."""
    places = {0}
    for at, letter in enumerate(word):
        ways = readings_of(word[at - 1] if letter == "々" and at else letter, at > 0)
        places = {place + len(way) for place in places for way in ways if kana.startswith(way, place)}
        if not places:
            return False
    return len(kana) in places


def has_kanji(text: str) -> bool:
    """Whether a text holds a kanji."""
    return bool(_KANJI.search(text))


def all_kanji(text: str) -> bool:
    """Whether a text is kanji through and through."""
    return bool(_KANJI_WORD.fullmatch(text))


def kanji_of(text: str) -> str:
    """The kanji of a text, in order (打ち合わせ → 打合)."""
    return "".join(_KANJI.findall(text))


@lru_cache(maxsize=1 << 13)
def onyomi(word: str) -> tuple[str, ...]:
    """The Sino-Japanese readings a word of one to three kanji may have; () where a kanji is not in the table."""
    if not 1 <= len(word) <= 3:
        return ()
    table = _readings_in("onyomi.txt")
    parts = [table.get(letter, ()) for letter in word]
    if not all(parts):
        return ()
    return tuple("".join(reading) for reading in list(product(*parts))[:_MOST_ONYOMI])


@lru_cache(maxsize=1 << 12)
def readings(surface: str, reading: str, known: bool) -> tuple[str, ...]:
    """The katakana readings of a word, the given one first.

    Further ones are those of the dictionary's other words of this spelling, and Sino-Japanese ones where the
    dictionary does not know the word, or knows it as a single kanji (which names are made of).
    """
    found = [reading] if reading else []
    if has_kanji(surface):
        if known:
            found.extend(word.reading for word in single_words(surface)[:_MOST])
        if not known or len(surface) == 1:
            found.extend(onyomi(surface))
    return tuple(dict.fromkeys(way for way in found if KATAKANA_WORD.fullmatch(way)))


@lru_cache(maxsize=1 << 14)
def reading_of(text: str) -> str:
    """The reading of a short text in katakana; what the dictionary cannot read stays as it is written."""
    return "".join(katakana(token.reading or token.surface) for token in tokenize(text)).casefold()


def sounds(words: str) -> tuple[str, ...]:
    """What typed kana or romaji sound like, in katakana; the last syllable of romaji may still be open."""
    folded = fold(words).text.casefold()
    spoken = katakana(folded)
    own = (spoken,) if all("ァ" <= letter <= "ー" for letter in spoken) and spoken else ()
    return (*own, *(from_romaji(folded) or prefix_from_romaji(folded)))


def is_heard(words: str, text: str, *, at_start: bool = False) -> bool:
    """Whether words (without spaces) stand in a text, as written or by their sound; `at_start`: at its beginning."""
    if not words:
        return True
    plain, written = fold(words).text.casefold(), fold(text).text.casefold()
    if written.startswith(plain) if at_start else plain in written:
        return True
    spoken = sounds(words)
    if not spoken:
        return False
    reading = reading_of(text)
    return any(reading.startswith(sound) if at_start else sound in reading for sound in spoken)
