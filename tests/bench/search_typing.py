"""The ways in which people type what stands in a text: other kana, romaji in each fashion, kanji half converted or in
other forms, widths, spaces, particles, questions, slips of the fingers; and the forms of numbers and dates.

Each way is a function: a word as it stands, its reading in katakana → what is typed, '' where there is no such way.
"""

from __future__ import annotations

import random
import re
import struct
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import unidic_lite

from inyo.index.japanese.kana import DEVOICE, hiragana
from inyo.index.japanese.kanji_forms import NEW_FORMS, substituted
from inyo.index.japanese.readings import all_kanji, kanji_of, readings_of
from tests.bench.search_corpus import romaji

Way: TypeAlias = Callable[[str, str], str]
_HEADER = struct.Struct("<10I")
_TOKEN = struct.Struct("<HHHhII")
_FORM, _LEMMA_READING, _LEMMA, _ORTH = 5, 6, 7, 8
_NEW_TO_OLD: dict[str, str] = {}
for _former, _today in NEW_FORMS.items():
    _NEW_TO_OLD.setdefault(_today, _former)
_ZENKAKU = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
_FULL = str.maketrans(_ZENKAKU)
_HALF = str.maketrans({wide: narrow for narrow, wide in _ZENKAKU.items()})
_HALF_KANA = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
_KUNREI = (
    ("sha", "sya"), ("shu", "syu"), ("sho", "syo"), ("cha", "tya"), ("chu", "tyu"), ("cho", "tyo"), ("ja", "zya"),
    ("ju", "zyu"), ("jo", "zyo"), ("tch", "tt"), ("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("fu", "hu"),
    ("ji", "zi"),
)  # fmt: skip
_XTSU = re.compile(r"([kstpgzdbcfhmrwy])(?=\1|ch)")


@lru_cache(maxsize=1)
def spellings() -> Mapping[str, tuple[str, ...]]:
    """By word (in its dictionary form): its other spellings in the dictionary at hand, of one lemma and reading."""
    data = (Path(unidic_lite.DICDIR) / "sys.dic").read_bytes()
    _, _, _, size, _, _, trie, tokens, features, _ = _HEADER.unpack_from(data)
    begin = _HEADER.size + 32 + trie
    strings = memoryview(data)[begin + tokens : begin + tokens + features]
    joined: dict[tuple[str, str, str], dict[str, None]] = {}
    for at in range(size):
        start = _TOKEN.unpack_from(data, begin + at * _TOKEN.size)[4]
        entry = bytes(strings[start : start + 400]).split(b"\0", 1)[0].decode("utf-8", "ignore").split(",")
        if (
            len(entry) > _ORTH
            and entry[_FORM] in ("*", "終止形-一般")
            and entry[0] in ("名詞", "動詞", "形容詞", "副詞")
            and entry[1] != "固有名詞"
        ):
            joined.setdefault((entry[0], entry[_LEMMA_READING], entry[_LEMMA]), {})[entry[_ORTH]] = None
    found: dict[str, dict[str, None]] = {}
    for group in joined.values():
        for word in group:
            found.setdefault(word, {}).update((other, None) for other in group if other != word)
    return {word: tuple(others) for word, others in found.items() if others}


def _draw(word: str) -> random.Random:
    return random.Random(f"29 {word}")


def _half_kana(_: str, reading: str) -> str:
    out = ""
    for letter in reading:
        plain = unicodedata.normalize("NFD", letter)
        marks = {"\u3099": "ﾞ", "\u309a": "ﾟ"}
        out += _HALF_KANA.get(plain[0], plain[0]) + "".join(marks.get(mark, "") for mark in plain[1:])
    return out


def kunrei(latin: str) -> str:
    """Hepburn as Kunrei."""
    for one, other in _KUNREI:
        latin = latin.replace(one, other)
    return latin


def _with_macrons(_: str, reading: str, marks: str = "āīūēō") -> str:
    latin = romaji(reading)
    for plain, long in zip(("aa", "ii", "uu", "ee", "oo"), marks, strict=True):
        latin = latin.replace(plain, long)
    return re.sub("([aiueo])-", lambda found: marks["aiueo".index(found[1])], latin.replace("ou", marks[4]))


def _short(_: str, reading: str) -> str:
    latin = romaji(reading).replace("-", "")
    return re.sub("(?<=o)(?:u|o)|(?<=u)u", "", latin)


def _before_labials(_: str, reading: str) -> str:
    latin = romaji(reading)
    changed = re.sub("n(?=[bpm])", "m", latin)
    return changed if changed != latin else ""


def _double_n(_: str, reading: str) -> str:
    kana = re.sub("ン", "\0", reading)
    parts = kana.split("\0")
    return "nn".join(map(romaji, parts)) if len(parts) > 1 else ""


def _apostrophe(_: str, reading: str) -> str:
    found = re.search("ン(?=[アイウエオヤユヨ])", reading)
    return romaji(reading[: found.end()]) + "'" + romaji(reading[found.end() :]) if found else ""


def _xtsu(_: str, reading: str) -> str:
    return "xtu".join(map(romaji, reading.split("ッ"))) if "ッ" in reading else ""


def _parts(word: str, reading: str) -> list[str]:
    """The reading of each kanji of a word of two to four."""
    found: list[list[str]] = [[]]
    done = [0]
    for at, letter in enumerate(word):
        ways = readings_of(letter, at > 0)
        step = [
            (done[n] + len(way), [*parts, reading[done[n] : done[n] + len(way)]])
            for n, parts in enumerate(found)
            for way in ways
            if reading[done[n] :].startswith(way)
        ]
        if not step:
            return []
        done, found = [one for one, _ in step], [parts for _, parts in step]
    whole = [parts for end, parts in zip(done, found, strict=True) if end == len(reading)]
    return whole[0] if whole else []


def _half_converted(word: str, reading: str, which: int) -> str:
    if not all_kanji(word) or len(word) < 2:
        return ""
    parts = _parts(word, reading)
    if not parts:
        return ""
    at = which % len(word)
    return word[:at] + hiragana(parts[at]) + word[at + 1 :]


def _old(word: str, _: str) -> str:
    old = "".join(_NEW_TO_OLD.get(letter, letter) for letter in word)
    return old if old != word else ""


def _rewritten(word: str, _: str) -> str:
    ways = [way for way in substituted(word) if way in spellings().get(word, ())]
    return ways[0] if ways else ""


def _other_spelling(word: str, _: str, kanji: bool = False) -> str:
    others = [
        way
        for way in spellings().get(word, ())
        if kanji_of(way)
        and (kanji_of(way) != kanji_of(word)) == kanji
        and re.fullmatch(r"[\u4e00-\u9fff々ぁ-ゖ]+", way)
    ]
    return _draw(word).choice(others) if others else ""


def _spaced(word: str, _: str) -> str:
    at = max(1, len(word) // 2)
    return f"{word[:at]} {word[at:]}" if len(word) > 3 else ""


_SLIP_SHORTEST = 4


def _slip(kind: str) -> Way:
    """One slip of the fingers in kana: a letter left out, doubled, two exchanged, ん, っ or a long vowel missing, a
    voiced mark missing."""

    def typed(word: str, reading: str) -> str:
        kana = hiragana(reading)
        if len(kana) < _SLIP_SHORTEST:
            return ""
        draw = _draw(word + kind)
        at = draw.randrange(1, len(kana) - 1)
        if kind == "omitted":
            return kana[:at] + kana[at + 1 :]
        if kind == "doubled":
            return kana[:at] + kana[at] + kana[at:]
        if kind == "exchanged":
            return kana[:at] + kana[at + 1] + kana[at] + kana[at + 2 :] if kana[at] != kana[at + 1] else ""
        if kind == "voicing":
            plain = hiragana(reading.translate(DEVOICE))
            places = [n for n in range(len(kana)) if plain[n] != kana[n]]
            return kana[: places[0]] + plain[places[0]] + kana[places[0] + 1 :] if places else ""
        lost = {"no n": "ん", "no tsu": "っ", "no long vowel": "ー|(?<=[おこそとのほもよろごぞどぼぽょ])う|(?<=ゅ)う"}[
            kind
        ]
        short = re.sub(lost, "", kana, count=1)
        return short if short != kana else ""

    return typed


def _romaji_slip(word: str, reading: str) -> str:
    latin = romaji(reading)
    if len(latin) < 6:
        return ""
    at = _draw(word).randrange(2, len(latin) - 1)
    return latin[:at] + latin[at + 1 :]


BY_READING: Mapping[str, Way] = {
    "hiragana": lambda _, reading: hiragana(reading),
    "katakana": lambda _, reading: reading,
    "half-width kana": _half_kana,
    "Hepburn, by letter": lambda _, reading: romaji(reading),
    "Hepburn, no long vowels": _short,
    "Hepburn, macrons": _with_macrons,
    "Hepburn, circumflexes": lambda word, reading: _with_macrons(word, reading, "âîûêô"),
    "Hepburn, m before b and p": _before_labials,
    "Kunrei": lambda _, reading: kunrei(romaji(reading)),
    "word processor, nn": _double_n,
    "n'": _apostrophe,
    "xtu": _xtsu,
    "romaji, Capital": lambda _, reading: romaji(reading).capitalize(),
    "romaji, CAPITALS": lambda _, reading: romaji(reading).upper(),
    "romaji, full width": lambda _, reading: romaji(reading).translate(_FULL),
    "hiragana with を": lambda _, reading: hiragana(reading) + "を",
    "hiragana with の": lambda _, reading: hiragana(reading) + "の",
}
BY_WRITING: Mapping[str, Way] = {
    "as written": lambda word, _: word,
    "first kanji in kana": lambda word, reading: _half_converted(word, reading, 0),
    "last kanji in kana": lambda word, reading: _half_converted(word, reading, -1),
    "old kanji": _old,
    "official substitutes": _rewritten,
    "other kana, dictionary": _other_spelling,
    "other kanji, dictionary": lambda word, reading: _other_spelling(word, reading, kanji=True),
    "with の before": lambda word, _: "の" + word,
    "with を": lambda word, _: word + "を",
    "with は": lambda word, _: word + "は",
    "…について": lambda word, _: word + "について",
    "…とは": lambda word, _: word + "とは",
    "…とは何ですか": lambda word, _: word + "とは何ですか",
    "…って何?": lambda word, _: word + "って何？",
    "phrase": lambda word, _: f'"{word}"',
    "phrase 「」": lambda word, _: f"「{word}」",
    "phrase “”": lambda word, _: f"“{word}”",
    "full width": lambda word, _: word.translate(_FULL) if word.translate(_FULL) != word else "",
    "half width": lambda word, _: word.translate(_HALF) if word.translate(_HALF) != word else "",
    "spaced": _spaced,
    "with 、 behind": lambda word, _: word + "、",
    "with 。 behind": lambda word, _: word + "。",
    "lower": lambda word, _: word.lower() if word.lower() != word else "",
    "UPPER": lambda word, _: word.upper() if word.upper() != word else "",
}
SLIPS: Mapping[str, Way] = {
    **{
        f"slip: {kind}": _slip(kind)
        for kind in ("omitted", "doubled", "exchanged", "voicing", "no n", "no tsu", "no long vowel")
    },
    "slip: romaji, one letter less": _romaji_slip,
}
