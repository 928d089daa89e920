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
        for sound in {_plain(way) for way in (*_heard(pinyin), *_heard_apart(pinyin))}:
            before = table.get(sound, ("", ""))
            table[sound] = (before[0] + family, before[1] + given)
    return table


_PLACES = """
北京 bei jing/上海 shang hai/天津 tian jin/重慶 chong qing/河北 he bei/山西 shan xi/遼寧 liao ning/吉林 ji lin
黒竜江 hei long jiang/江蘇 jiang su/浙江 zhe jiang/安徽 an hui/福建 fu jian/江西 jiang xi/山東 shan dong/河南 he nan
湖北 hu bei/湖南 hu nan/広東 guang dong/海南 hai nan/四川 si chuan/貴州 gui zhou/雲南 yun nan/陝西 shan xi
甘粛 gan su/青海 qing hai/台湾 tai wan/広西 guang xi/寧夏 ning xia/新疆 xin jiang/西蔵 xi zang/内蒙古 nei meng gu
広州 guang zhou/深圳 shen zhen/武漢 wu han/成都 cheng du/南京 nan jing/杭州 hang zhou/蘇州 su zhou/西安 xi an
青島 qing dao/大連 da lian/瀋陽 shen yang/長春 chang chun/済南 ji nan/鄭州 zheng zhou/長沙 chang sha/昆明 kun ming
合肥 he fei/福州 fu zhou/厦門 xia men/寧波 ning bo/無錫 wu xi/温州 wen zhou/貴陽 gui yang/南寧 nan ning
南昌 nan chang/太原 tai yuan/蘭州 lan zhou/西寧 xi ning/銀川 yin chuan/石家荘 shi jia zhuang/海口 hai kou
珠海 zhu hai/東莞 dong guan/仏山 fo shan/洛陽 luo yang/開封 kai feng/延安 yan an/桂林 gui lin/敦煌 dun huang
台北 tai bei/高雄 gao xiong/台中 tai zhong/台南 tai nan/基隆 ji long/新竹 xin zhu/花蓮 hua lian/嘉義 jia yi
揚子江 yang zi jiang/長江 chang jiang/黄河 huang he/泰山 tai shan/廬山 lu shan/洞庭湖 dong ting hu
紹興 shao xing/揚州 yang zhou/徐州 xu zhou/煙台 yan tai/威海 wei hai/唐山 tang shan/丹東 dan dong/旅順 lü shun
"""
"""Provinces, cities, rivers and mountains, with their pinyin."""
_MOST_PLACES = 4


def mandarin_places(typed: str) -> tuple[str, ...]:
    """The places of China that are called so in katakana or pinyin: リャオニン and liaoning are 遼寧."""
    if typed.isascii():
        return _places().get(typed.replace("'", "").replace("v", "ü"), ())[:_MOST_PLACES]
    return _places().get(_plain(typed), ())[:_MOST_PLACES]


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for row in _PLACES.replace("\n", "/").strip("/").split("/"):
        kanji, *syllables = row.split()
        found.setdefault("".join(syllables).replace("ü", "u"), {})[kanji] = None
        for ways in product(*(dict.fromkeys((*_heard(each), *_heard_apart(each))) for each in syllables)):
            found.setdefault(_plain("".join(ways)), {})[kanji] = None
    return {key: tuple(places) for key, places in found.items()}


_APART = {"ia": "1ア", "iang": "1アン", "iao": "1アオ", "uan": "2アン", "uang": "2アン"}


def _heard_apart(pinyin: str) -> tuple[str, ...]:
    """A syllable with its vowels apart, as those write it who go by the letters: チアン for jiang."""
    found = _INITIAL.match(pinyin)
    initial = found[0] if found else ""
    way = _APART.get(pinyin[len(initial) :])
    return (_ROWS[initial].split(" ")[int(way[0])] + way[1:],) if way else ()


_W = re.compile("(?<=[ウクグスツヌフムルユュオコゴソトノホモロヨョ])ワ")
_SURDS = str.maketrans("バビブベボ", "パピプペポ")


def _plain(kana: str) -> str:
    """Without long vowels and voice, in which transcriptions differ."""
    return loose(_W.sub("ア", kana).translate(_SURDS)).translate(DEVOICE)


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
