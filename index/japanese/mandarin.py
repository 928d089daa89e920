"""Chinese names by their native sound: in pinyin, in the romanization of Taiwan, or in katakana as they are heard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import resources
from itertools import product
from math import prod

from inyo.index.japanese.kana import DEVOICE, loose

_INITIAL = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]")
_PALATAL = ("j", "q", "x", "zh", "ch", "sh", "y")
_ROWS = {
    "": "ア イ ウ エ オ", "b": "パ ピ プ ペ ポ", "p": "パ ピ プ ペ ポ", "m": "マ ミ ム メ モ",
    "f": "ファ フィ フ フェ フォ", "d": "タ ティ トゥ テ ト", "t": "タ ティ トゥ テ ト", "n": "ナ ニ ヌ ネ ノ",
    "l": "ラ リ ル レ ロ", "g": "カ キ ク ケ コ", "k": "カ キ ク ケ コ", "h": "ハ ヒ フ ヘ ホ",
    "j": "チャ チ チュ チェ チョ", "q": "チャ チ チュ チェ チョ", "x": "シャ シ シュ シェ ショ",
    "zh": "チャ チ チュ チェ チョ", "ch": "チャ チ チュ チェ チョ", "sh": "シャ シ シュ シェ ショ",
    "r": "ラ リ ル レ ロ", "z": "ツァ ツ ツ ツェ ツォ", "c": "ツァ ツ ツ ツェ ツォ", "s": "サ ス ス セ ソ",
    "y": "ヤ イ ユ イェ ヨ", "w": "ワ ウィ ウ ウェ ウォ",
}  # fmt: skip
_FINALS = {
    "a": "0", "o": "4", "e": "4", "ai": "0イ", "ei": "3イ", "ao": "0オ", "ou": "4ウ", "an": "0ン",
    "en": "3ン", "ang": "0ン", "eng": "4ン", "ong": "4ン", "i": "1", "ie": "1エ", "iu": "1ウ", "ian": "1エン",
    "in": "1ン", "ing": "1ン", "u": "2", "ua": "2ア", "uo": "2オ", "uai": "2アイ", "ui": "2イ", "uan": "2アン",
    "un": "2ン", "uang": "2アン", "ue": "2エ", "ü": "2", "er": "0ル", "ia": "1ア", "iao": "1ャオ", "iang": "1ャン",
    "iong": "1ョン",
}  # fmt: skip
_AFTER_PALATAL = {"ia": "0", "iao": "0オ", "iang": "0ン", "iong": "4ン", "ie": "3"}
_OTHER = {"uo": "4", "uang": "4アン", "uan": "4アン", "ui": "4イ", "ua": "4ア", "e": "3", "ian": "3ン", "eng": "3ン"}
"""Further ways in which finals are heard."""
_TAIWAN = {
    "tsai": "cai", "ing": "ying", "ching": "qing jing", "te": "de", "chiang": "jiang", "hsieh": "xie", "hsu": "xu",
    "chang": "zhang", "chou": "zhou", "tse": "ze", "tung": "dong", "teng": "deng", "hsiao": "xiao", "kuo": "guo",
    "chung": "zhong", "chien": "jian", "chin": "jin", "chu": "zhu", "hung": "hong", "jung": "rong", "kao": "gao",
    "lo": "luo", "ma": "ma", "pai": "bai", "pei": "bei", "shih": "shi", "sung": "song", "tang": "tang",
    "tsao": "cao", "wen": "wen", "yen": "yan", "yeh": "ye", "yi": "yi", "yu": "yu you", "kang": "gang", "ko": "ke",
    "kai": "jie", "shek": "shi", "yat": "yi", "sen": "xian", "mou": "mou", "chiu": "qiu", "han": "han",
    "hou": "hou", "jen": "ren", "chih": "zhi", "cheng": "cheng zheng", "chi": "qi ji", "li": "li", "lee": "li",
}  # fmt: skip


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, str]]:
    """Pinyin → the kanji of family names, of given names."""
    lines = resources.files("inyo.index.japanese").joinpath("pinyin.txt").read_text("utf-8").splitlines()
    rows = (line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    parted = ((pinyin, kanji.partition("|")) for pinyin, kanji in rows)
    return {pinyin: (family, given) for pinyin, (family, _, given) in parted}


def mandarin_kanji() -> str:
    """The kanji that have a reading here, some of them again and again."""
    return "".join(family + given for family, given in _table().values())


@lru_cache(maxsize=1 << 12)
def pinyin_read(latin: str, inside: bool = False) -> frozenset[str]:
    """The kanji that are read so in pinyin or the romanization of Taiwan: of family names, `inside` of given ones."""
    found = "".join(
        _table().get(way, ("", ""))[inside] for way in {latin, *_TAIWAN.get(latin, "").split(), latin.replace("v", "ü")}
    )
    return frozenset(found)


@lru_cache(maxsize=1 << 12)
def mandarin_heard(kana: str, inside: bool = False) -> frozenset[str]:
    """The kanji of Chinese names that are heard so in katakana."""
    return frozenset(_by_sound().get(_plain(kana), ("", ""))[inside])


_MOST_SOUNDS = 16


def mandarin_sounds(kanji: str) -> tuple[str, ...]:
    """How a Chinese name in kanji may be called, in katakana: the inverse of `mandarin_heard`; () where its first kanji
    is no family name, or there are too many ways."""
    if not kanji or kanji[0] not in _families():
        return ()
    ways = [_called().get(letter, ((), ()))[at > 0] for at, letter in enumerate(kanji)]
    if not all(ways) or prod(map(len, ways)) > _MOST_SOUNDS:
        return ()
    return tuple(map("".join, product(*ways)))


_MOST_SPELLED = 4


def mandarin_spelled(kanji: str) -> tuple[str, ...]:
    """A Chinese name in kanji as it stands in Latin letters, the family name first: 毛沢東 as mao zedong; () where its
    first kanji is no family name."""
    if not kanji or kanji[0] not in _families():
        return ()
    ways = [_in_pinyin().get(letter, ((), ()))[at > 0] for at, letter in enumerate(kanji)]
    if not all(ways) or prod(map(len, ways)) > _MOST_SPELLED:
        return ()
    return tuple(f"{first} {''.join(given)}" for first, *given in product(*ways))


Ways = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


def _by_letter(ways: Callable[[str], Iterable[str]]) -> Ways:
    """By kanji: what its pinyin gives as a family name, and in given names."""
    table: dict[str, tuple[list[str], list[str]]] = {}
    for pinyin, parts in _table().items():
        found = tuple(ways(pinyin))
        for place, letters in enumerate(parts):
            for letter in letters:
                table.setdefault(letter, ([], []))[place].extend(found)
    return {letter: (tuple(family), tuple(given)) for letter, (family, given) in table.items()}


@lru_cache(maxsize=1)
def _in_pinyin() -> Ways:
    """By kanji: its pinyin as a family name, and in given names."""
    return _by_letter(lambda pinyin: (pinyin.replace("ü", "u"),))


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    return frozenset("".join(family for family, _ in _table().values()))


@lru_cache(maxsize=1)
def _called() -> Ways:
    """By kanji: how it is heard as a family name, and in given names."""
    return _by_letter(_heard)


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for pinyin, (family, given) in _table().items():
        for sound in {_plain(way) for way in _heard(pinyin)}:
            before = table.get(sound, ("", ""))
            table[sound] = (before[0] + family, before[1] + given)
    return table


_SURDS = str.maketrans("バビブベボ", "パピプペポ")


def _plain(kana: str) -> str:
    """Without long vowels and voice, in which transcriptions differ."""
    return loose(kana.translate(_SURDS)).translate(DEVOICE)


def _heard(pinyin: str) -> list[str]:
    found = _INITIAL.match(pinyin)
    initial = found[0] if found else ""
    final = pinyin[len(initial) :]
    row = _ROWS[initial].split(" ")
    if final == "i" and initial in ("z", "c", "s"):
        final = "u"
    ways = [_AFTER_PALATAL[final] if initial in _PALATAL and final in _AFTER_PALATAL else _FINALS[final]]
    if final in _OTHER:
        ways.append(_OTHER[final])
    if initial == "y" and final in ("an", "uan", "ue"):
        ways = {"an": ["3ン"], "uan": ["2アン", "2エン"], "ue": ["2エ"]}[final]
    return [row[int(way[0])] + way[1:] for way in ways]
