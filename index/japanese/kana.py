"""Kana: hiragana and katakana, rows and voicing, romaji as people type it, the loose form of a reading, and how words
were spelled before 1946."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

_HIRAGANA = "".join(chr(code) for code in range(0x3041, 0x3097)) + "ゝゞ"
_KATAKANA = "".join(chr(code + 0x60) for code in range(0x3041, 0x3097)) + "ヽヾ"
_TO_KATAKANA = str.maketrans(_HIRAGANA, _KATAKANA)
_TO_HIRAGANA = str.maketrans(_KATAKANA, _HIRAGANA)

KANA_WORD = re.compile(r"[ぁ-ゖァ-ヺー]+")
KATAKANA_WORD = re.compile(r"[ァ-ヺー]+")
HIRAGANA_WORD = re.compile(r"[ぁ-ゖー]+")

_VOICED = "ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ"
_VOICELESS = "カキクケコサシスセソタチツテトハヒフヘホハヒフヘホウ"
DEVOICE = str.maketrans(_VOICED, _VOICELESS)
"""Voiced katakana (and パ row) → voiceless."""
VOICE = {plain: "".join(v for v, p in zip(_VOICED, _VOICELESS, strict=True) if p == plain) for plain in _VOICELESS}
"""Voiceless katakana → what it may become inside a word (ハ → バ, パ)."""


def voice_first(reading: str) -> str:
    """A katakana reading as it may sound inside a compound: ハリ → バリ."""
    return VOICE.get(reading[0], reading[0])[0] + reading[1:]


_VOWEL_ROWS = {
    "ア": "アカサタナハマヤラワガザダバパァャヮ",
    "イ": "イキシチニヒミリギジヂビピィヰ",
    "ウ": "ウクスツヌフムユルグズヅブプゥュヴ",
    "エ": "エケセテネヘメレゲゼデベペェヱ",
    "オ": "オコソトノホモヨロヲゴゾドボポォョ",
}
VOWEL = {letter: vowel for vowel, letters in _VOWEL_ROWS.items() for letter in letters}
"""Katakana → its vowel."""


def katakana(text: str) -> str:
    """Hiragana as katakana; all else stays."""
    return text.translate(_TO_KATAKANA)


def hiragana(text: str) -> str:
    """Katakana as hiragana; all else stays."""
    return text.translate(_TO_HIRAGANA)


_SAME_SOUND = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴュ", "ビュ"), ("ヴャ", "ビャ"),
    ("ヴョ", "ビョ"), ("ヴ", "ブ"), ("ヂ", "ジ"), ("ヅ", "ズ"), ("ヰ", "イ"), ("ヱ", "エ"),
    ("ヲ", "オ"), ("クヮ", "カ"), ("グヮ", "ガ"), ("クァ", "クア"),
    ("グァ", "グア"), ("クォ", "クオ"), ("ツィ", "チ"), ("テュ", "チュ"), ("デュ", "ジュ"), ("フュ", "ヒュ"),
    ("イェ", "エ"),
)  # fmt: skip
LENGTHENED = {("ア", "ア"), ("イ", "イ"), ("ウ", "ウ"), ("エ", "エ"), ("エ", "イ"), ("オ", "オ"), ("オ", "ウ")}
"""A vowel and the letter that, after it, is heard as its second half."""
_YA_AFTER_I = re.compile(r"(?<=[イキシチニヒミリギジビピ])ヤ")
_SMALL_VOWELS = str.maketrans("ァィゥェォヮヵヶ", "アイウエオワカケ")


_HEARD_LEAST = re.compile(
    "|".join(
        f"[{letters}][{''.join(second for first, second in sorted(LENGTHENED) if first == vowel)}ーッ]+"
        for vowel, letters in (*_VOWEL_ROWS.items(), ("", f"^\n{''.join(_VOWEL_ROWS.values())}"))
    )
)
"""A letter, and what after it is heard least; no line end."""


def _first(found: re.Match[str]) -> str:
    return found[0][0]


def same_sound(word: str) -> str:
    """Katakana with one spelling for what sounds the same: ヴァ → バ, ヂ → ジ, ヲ → オ."""
    for spelling, key in _SAME_SOUND:
        if spelling[0] in word:
            word = word.replace(spelling, key)
    return word


def without_small(reading: str) -> str:
    """ティ as チ and ディ as ジ: how loans were written before these syllables were."""
    return reading.replace("ティ", "チ").replace("ディ", "ジ")


@lru_cache(maxsize=1 << 16)
def loose(reading: str) -> str:
    """A katakana reading without what is heard least: ー, ッ and the second half of long vowels.

    ハンドウタイ and ハンドタイ, グローバル and グロバル, レアアース and レアス are one.
    """
    return _HEARD_LEAST.sub(_first, _YA_AFTER_I.sub("ア", same_sound(reading).translate(_SMALL_VOWELS)))


def loose_all(readings: Sequence[str]) -> list[str]:
    """The loose form of each of some readings without line ends: all in one pass, ten times as fast as one by one."""
    return loose.__wrapped__("\n".join(readings)).split("\n") if readings else []


_OLD_LETTERS = str.maketrans("ヰヱヲヂヅ", "イエオジズ")
_OLD_H = re.compile(r"(?<=[ァ-ヺ])[ハヒフヘホ]")
_OLD_Y = re.compile(r"(?<=[キシチニヒミリギジヂビピ])[ヤユヨ]")
_OLD_TSU = re.compile(r"(?<=[ァ-ヺ])ツ(?=[カキクケコサシスセソタチツテトパピプペポ])")
_O_OF_A = str.maketrans("アカサタナハマヤラワガザダバパャ", "オコソトノホモヨロオゴゾドボポョ")


def modern_kana(reading: str) -> tuple[str, ...]:
    """A katakana reading in the orthography of before 1946 as it is written now, the likeliest ways; () if it is new.

    ワウジヤク → オウジャク, ムザウサ → ムゾウサ, シヒタケ → シイタケ, コウエフ → コウヨウ.
    """
    plain = reading.replace("クワ", "カ").replace("グワ", "ガ").replace("クヮ", "カ").replace("グヮ", "ガ")
    plain = plain.translate(_OLD_LETTERS)
    with_w = _OLD_H.sub(lambda found: "ワイウエオ"["ハヒフヘホ".index(found[0])], plain)
    ways = []
    for base in (with_w, plain):
        small = _OLD_Y.sub(lambda found: "ャュョ"["ヤユヨ".index(found[0])], base)
        for way in (small, _OLD_TSU.sub("ッ", small), base):
            ways.append(_long_vowels(way))
            ways.append(way)
    return tuple(way for way in dict.fromkeys(ways) if way != reading)[:6]


def _long_vowels(reading: str) -> str:
    out: list[str] = []
    for letter in reading:
        before = out[-1] if out else ""
        vowel = VOWEL.get(before, "")
        if letter == "ウ" and vowel == "ア":
            out[-1] = before.translate(_O_OF_A)
        elif letter == "ウ" and vowel == "イ" and before != "イ":
            out.append("ュ")
        elif letter == "ウ" and before == "イ":
            out[-1] = "ユ"
        elif letter == "ウ" and vowel == "エ":
            out[-1:] = ["ヨ"] if before == "エ" else [_I_OF_E.get(before, before), "ョ"]
        out.append(letter)
    return "".join(out)


_I_OF_E = dict(zip("ケセテネヘメレゲゼデベペ", "キシチニヒミリギジジビピ", strict=True))

_ROMAJI_ROWS = """
a ア i イ u ウ e エ o オ ka カ ki キ ku ク ke ケ ko コ sa サ si シ shi シ su ス se セ so ソ
ta タ chi チ tsu ツ tu ツ te テ to ト na ナ ni ニ nu ヌ ne ネ no ノ ha ハ hi ヒ hu フ fu フ
he ヘ ho ホ ma マ mi ミ mu ム me メ mo モ ya ヤ yu ユ yo ヨ ye イェ ra ラ ri リ ru ル re レ
ro ロ la ラ li リ lu ル le レ lo ロ wa ワ wo ヲ wi ウィ we ウェ wu ウ ga ガ gi ギ gu グ ge ゲ
go ゴ za ザ zi ジ ji ジ zu ズ ze ゼ zo ゾ da ダ du ヅ dzu ヅ dji ヂ de デ do ド ba バ bi ビ
bu ブ be ベ bo ボ pa パ pi ピ pu プ pe ペ po ポ va ヴァ vi ヴィ vu ヴ ve ヴェ vo ヴォ kya キャ
kyu キュ kyo キョ sya シャ syu シュ syo ショ sha シャ shu シュ sho ショ she シェ sye シェ tya チャ
tyu チュ tyo チョ cha チャ chu チュ cho チョ che チェ tye チェ cya チャ cyu チュ cyo チョ nya ニャ
nyu ニュ nyo ニョ hya ヒャ hyu ヒュ hyo ヒョ mya ミャ myu ミュ myo ミョ rya リャ ryu リュ ryo リョ
lya リャ lyu リュ lyo リョ gya ギャ gyu ギュ gyo ギョ zya ジャ zyu ジュ zyo ジョ ja ジャ ju ジュ
jo ジョ je ジェ jya ジャ jyu ジュ jyo ジョ zye ジェ dya ヂャ dyu ヂュ dyo ヂョ bya ビャ byu ビュ
byo ビョ pya ピャ pyu ピュ pyo ピョ fa ファ fi フィ fe フェ fo フォ fyu フュ vyu ヴュ tsa ツァ tsi ツィ
tse ツェ tso ツォ thi ティ thu テュ dhi ディ dhu デュ twu トゥ dwu ドゥ t'i ティ d'i ディ t'u トゥ
d'u ドゥ kwa クァ kwi クィ kwe クェ kwo クォ gwa グァ qa クァ qi クィ qe クェ qo クォ ca カ cu ク
co コ ci シ ce セ xa ァ xi ィ xu ゥ xe ェ xo ォ xya ャ xyu ュ xyo ョ xtu ッ xtsu ッ ltu ッ
ltsu ッ xwa ヮ lyi ィ wha ウァ whi ウィ whe ウェ who ウォ
"""
_MULTIPLE = {"ti": ("チ", "ティ"), "di": ("ヂ", "ディ")}
_SYLLABLES: dict[str, tuple[str, ...]] = {
    **{romaji: (kana,) for romaji, kana in zip(_ROMAJI_ROWS.split()[::2], _ROMAJI_ROWS.split()[1::2], strict=True)},
    **_MULTIPLE,
}
_LONGEST = max(map(len, _SYLLABLES))
_MACRONS = {
    "ā": "aa",
    "ī": "ii",
    "ū": "uu",
    "ē": "ee",
    "ō": "ou",
    "â": "aa",
    "î": "ii",
    "û": "uu",
    "ê": "ee",
    "ô": "ou",
}
_ROMAJI = re.compile(r"[a-zāīūēōâîûêô'\-]+")
_MOST_READINGS = 12


@lru_cache(maxsize=1 << 10)
def from_romaji(text: str) -> tuple[str, ...]:
    """The katakana that romaji may stand for, likeliest first; () where it is not romaji through and through.

    Hepburn, Kunrei and word-processor spellings; n before a vowel both ways (kinen: キネン, キンエン), ti and di both
    ways, m before b, p and m as ン, a doubled consonant as ッ, oh before a consonant as a long o. Lower case expected.
    """
    if not _ROMAJI.fullmatch(text) or len(text) > 60:
        return ()
    for letter, plain in _MACRONS.items():
        text = text.replace(letter, plain)
    found: dict[int, tuple[str, ...]] = {len(text): ("",)}
    for at in range(len(text) - 1, -1, -1):
        ways: list[str] = []
        for size, heads in _heads(text, at):
            ways.extend(head + rest for head in heads for rest in found.get(at + size, ()))
        if ways:
            found[at] = tuple(dict.fromkeys(ways))[:_MOST_READINGS]
    return found.get(0, ())


def _heads(text: str, at: int) -> list[tuple[int, tuple[str, ...]]]:
    """What may be read at a place: (letters used, katakana), likeliest first."""
    if text.startswith("nn", at) and text[at + 2 : at + 3] in tuple("aiueoy"):
        return [(1, ("ン",)), (2, ("ン",))]
    heads: list[tuple[int, tuple[str, ...]]] = []
    for size in range(min(_LONGEST, len(text) - at), 0, -1):
        kana = _SYLLABLES.get(text[at : at + size])
        if kana:
            heads.append((size, kana))
            break
    letter, following = text[at], text[at + 1 : at + 2]
    if letter == "n":
        if following == "'":
            return [(2, ("ン",))]
        if following == "n":
            return [(2, ("ン",))]
        heads.append((1, ("ン",)))
    elif letter == "m" and following and following in "bpm":
        heads.append((1, ("ン",)))
    elif letter == "-" and at:
        heads.append((1, ("ー",)))
    elif letter == "'" and at:
        heads.append((1, ("",)))
    elif letter == "h" and at and text[at - 1] == "o" and (not following or following not in "aiueoy"):
        heads.append((1, ("ウ",)))
    elif (following == letter and letter not in "aiueo'-") or text.startswith("tch", at):
        heads.append((1, ("ッ",)))
    return heads


def prefix_from_romaji(text: str) -> tuple[str, ...]:
    """Like `from_romaji` while the last syllable is still being typed (torihik → トリヒ)."""
    for cut in (1, 2):
        ways = from_romaji(text[:-cut]) if len(text) > cut + 1 else ()
        if ways and not any(letter in "aiueo" for letter in text[-cut:]):
            return ways
    return ()


_LONGEST_MENDED, _MOST_MENDED = 20, 24


def mended_romaji(text: str) -> tuple[str, ...]:
    """The katakana of what may have been meant by Latin letters that are no romaji (kishda: キシダ); () where it is
    romaji, or nothing helps."""
    return () if from_romaji(text) else mistyped_romaji(text)[:_MOST_MENDED]


_TYPED = "aiueonkstrhmygzdbpwjcf"
"""The letters of romaji, the commonest first."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {key: row[max(at - 1, 0) : at] + row[at + 1 : at + 2] for row in _KEYS for at, key in enumerate(row)}


def mistyped_romaji(text: str) -> tuple[str, ...]:
    """The katakana of romaji in which one letter behind the first was left out, one was too many, two stood the other
    way round, or the key beside it was struck; the likeliest first."""
    if not _ROMAJI.fullmatch(text) or len(text) > _LONGEST_MENDED:
        return ()
    halves = [(text[:at], text[at:]) for at in range(1, len(text) + 1)]
    ways = [before + letter + behind for letter in _TYPED for before, behind in halves]
    ways += [before + behind[1:] for before, behind in halves if behind]
    ways += [before + behind[1::-1] + behind[2:] for before, behind in halves if behind]
    ways += [before + key + behind[1:] for before, behind in halves if behind for key in _BESIDE.get(behind[0], "")]
    return tuple(dict.fromkeys(kana for way in dict.fromkeys(ways) if way != text for kana in from_romaji(way)[:2]))


_BEGINS_NO_WORD = frozenset("ァィゥェォャュョヮーンッ")
_KANA_TYPED = (
    "ンウイックシツキョカトチリコュルスタラセマソサハケジオナモレガミノメゴネダヒフブ"
    "ドテロワエアズャヤボユムバデニゲホギザビヨゼパグゾヌピプヘベペポ"
)
"""The letters of readings, the commonest first."""


def mistyped_kana(kana: str) -> tuple[str, ...]:
    """Katakana as they were meant if one letter was left out, one was too many, or two stood the other way round."""
    halves = [(kana[:at], kana[at:]) for at in range(len(kana) + 1)]
    ways = [before + letter + behind for letter in _KANA_TYPED for before, behind in halves]
    ways += [before + behind[1:] for before, behind in halves if behind]
    ways += [before + behind[1::-1] + behind[2:] for before, behind in halves if len(behind) > 1]
    return tuple(way for way in dict.fromkeys(ways) if way != kana and way[:1] not in _BEGINS_NO_WORD)


_HEPBURN: dict[str, str] = {}
for _romaji, _kana in zip(_ROMAJI_ROWS.split()[::2], _ROMAJI_ROWS.split()[1::2], strict=True):
    _HEPBURN.setdefault(_kana, _romaji)
_HEPBURN |= {
    "シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "ヲ": "o", "シャ": "sha",
    "シュ": "shu", "ショ": "sho", "チャ": "cha", "チュ": "chu", "チョ": "cho", "ジャ": "ja", "ジュ": "ju", "ジョ": "jo",
    "ヂャ": "ja", "ヂュ": "ju", "ヂョ": "jo", "ティ": "ti", "ディ": "di",
}  # fmt: skip
_LONG_IN_LATIN = re.compile("(?<=o)(?:o|u(?!e))|(?<=u)u")
_SYLLABLE = re.compile("[ァ-ヺ][ァィゥェォャュョ]|[ァ-ヺー]")


@lru_cache(maxsize=1 << 10)
def hepburn(reading: str) -> str:
    """A katakana reading in Latin letters as names are written in English, without marks of long vowels: オオサカ is
    osaka, サトウ sato, イノウエ inoue; '' where a letter has none."""
    out, doubled = "", False
    for syllable in _SYLLABLE.findall(reading):
        if syllable in "ッー":
            doubled = doubled or syllable == "ッ"
            continue
        letters = "n" if syllable == "ン" else _HEPBURN.get(syllable, "")
        if not letters:
            return ""
        out += ("t" if letters.startswith("ch") else letters[0]) * doubled + letters
        doubled = False
    return _LONG_IN_LATIN.sub("", out)


_O, _A = "こそとのほもろごぞどぼよ", "かさたなはまらがざだばや"
_LONG = {
    "おう": ("はう", "あふ", "わう"),
    **{f"{o}う": (f"{a}う", f"{a}ふ") for o, a in zip(_O, _A, strict=True)},
    "こう": ("かう", "くわう", "かふ"),
    "かい": ("くわい", "かひ", "かゐ"), "がい": ("ぐわい", "がひ"), "かん": ("くわん",),
    "がん": ("ぐわん",), "かつ": ("くわつ",),
    "かく": ("くわく",), "がつ": ("ぐわつ",),
    "きょう": ("きやう", "けふ", "けう"), "しょう": ("せう", "しやう", "せふ"), "ちょう": ("ちやう", "てふ", "てう"),
    "にょう": ("ねう",), "ひょう": ("ひやう", "へう"), "みょう": ("みやう", "めう"), "りょう": ("りやう", "れう"),
    "ぎょう": ("ぎやう", "げふ"), "じょう": ("じやう", "ぢやう", "ぜう"), "びょう": ("びやう",),
    "きゅう": ("きう", "きふ"), "しゅう": ("しう",), "ちゅう": ("ちう",), "にゅう": ("にふ",), "りゅう": ("りう",),
    "じゅう": ("じふ", "ぢう"), "ゆう": ("いふ",),
}  # fmt: skip
_INSIDE = {
    "わ": ("は",),
    "い": ("ひ", "ゐ"),
    "う": ("ふ",),
    "え": ("へ", "ゑ"),
    "お": ("ほ", "を"),
    "じ": ("ぢ",),
    "ず": ("づ",),
}
_KWA = str.maketrans({"か": "くわ", "が": "ぐわ"})
_KWA_KANJI = frozenset(
    "火化花過果科課菓華貨禍渦靴寡嘩瓜画会怪回灰快悔懐塊壊絵拡郭獲穫活括滑官管館観関完慣歓寛冠巻勧貫換棺款還環串患喚"
    "外瓦臥月元願丸玩頑光広黄皇荒鉱晃"
)


def with_kwa(word: str, reading: str) -> str:
    """A reading (hiragana) of a word of one or two kanji with くわ for か where a kanji of it was read so before 1946:
    火事 くわじ, 映画 えいぐわ; as it is for other words."""
    last = max(reading.rfind("か"), reading.rfind("が"))
    if word[0] in _KWA_KANJI and reading[0] in "かが":
        return reading[0].translate(_KWA) + reading[1:]
    if len(word) == 2 and word[1] in _KWA_KANJI and last > 0:
        return reading[:last] + reading[last:].translate(_KWA)
    return reading


_FIRST = {"お": ("を",), "い": ("ゐ",), "え": ("ゑ",)}
_UNIT = re.compile("|".join(sorted(_LONG, key=len, reverse=True)) + "|.", re.DOTALL)
_LARGE = str.maketrans("っゃゅょ", "つやゆよ")
_LONGEST_OLD = 10
_MOST = 16
_MOST_LOOKED_AT = 200


@lru_cache(maxsize=1 << 10)
def old_kana(word: str) -> tuple[str, ...]:
    """The likeliest older spellings of a word in hiragana, or in kanji and hiragana; fewest changes first."""
    if not 2 <= len(word) <= _LONGEST_OLD or not re.search("[ぁ-ゖ]", word):
        return ()
    units = [found[0] for found in _UNIT.finditer(word)]
    options: list[tuple[str, ...]] = []
    for at, unit in enumerate(units):
        table = _LONG if len(unit) > 1 else _INSIDE if at else _FIRST
        options.append((unit, *table.get(unit, ())))
    possible = 1
    for choices in options:
        possible *= len(choices)
    if possible > _MOST_LOOKED_AT:
        options = [choices[:2] for choices in options]
    ways = sorted(product(*options), key=lambda way: sum(a != b for a, b in zip(way, units, strict=True)))
    spelled = ["".join(way) for way in ways[: _MOST + 1]]
    return tuple(dict.fromkeys(way for way in (*spelled, *(each.translate(_LARGE) for each in spelled)) if way != word))
