"""What may have been meant by a word that is found nowhere: kana heard or typed a little otherwise, a kanji of the same
sound. Nothing of it is sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from inyo.index.engine.matching.word_patterns import Grams, Sounds
from inyo.index.engine.words.alternatives import REDUCED, Alternative, Tier
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import (
    DEVOICE,
    KANA_WORD,
    KATAKANA_WORD,
    LENGTHENED,
    VOICE,
    VOWEL,
    from_romaji,
    hiragana,
    katakana,
)
from inyo.index.japanese.readings import all_kanji, readings_of
from inyo.index.japanese.tokens import single_words
from inyo.index.japanese.wordlists import words

_SHORTEST, _LONGEST = 3, 14
_MOST_STRINGS, _MOST_READINGS = 64, 28
_KATAKANA_RUN = re.compile("[ァ-ヺー]{3,}")
_SMALL_Y = re.compile("[ャュョ]")
_I_ROW = "キシチニヒミリギジヂビピ"
_LIGHT = "ーッ"
_NO_INSERTION = frozenset("ーッンャュョァィゥェォ")
_SHORT_WORD = 2
_ALIKE = words(
    "壁璧 貧貪 未末 土士 己已巳 待侍 特持 微徴 網綱 因困 遺遣 萩荻 宣宜 逐遂 候侯 戴載 衰哀衷 鳥烏 緑縁 賃貸 孤弧 縞稿 "
    "摘滴適 概慨 嬢壌 壊懐 専博 恕怒 崇祟 爪瓜 剌刺 錬練 搏博 斉斎 徹撤 墳憤 倹険検 偏遍 幣弊 陪倍培 渦禍"
)
"""Kanji that look alike."""


def as_meant(typed: str, near: Iterable[str]) -> Iterator[Alternative]:
    """The ways of what may have been meant by a word as typed; `near` are words of the collection that are like it.
    None of a word of the dictionary, which is meant as it is."""
    folded = fold(typed).text.strip()
    heard = (katakana(folded),) if KANA_WORD.fullmatch(folded) else from_romaji(folded)[:1]
    if single_words(hiragana(heard[0]) if heard and folded.isascii() else folded):
        return
    for other in near:
        if _may_be_mistaken(folded, fold(other).text):
            yield _way(Grams(fold(other).text), typed, other)
    if not _SHORTEST <= len(folded) <= _LONGEST:
        return
    for reading in heard if not KATAKANA_WORD.fullmatch(folded) else ():
        for other in islice(_heard_otherwise(reading), _MOST_READINGS):
            yield _way(Sounds(other), typed, other)
    strings = (
        folded[: run.start()] + other + folded[run.end() :]
        for run in _KATAKANA_RUN.finditer(folded)
        for other in (*_heard_otherwise(run[0]), *_with_light_letters(run[0]))
    )
    for other in islice(dict.fromkeys(strings), _MOST_STRINGS):
        yield _way(Grams(other), typed, other)


def _way(pattern: Grams | Sounds, typed: str, other: str) -> Alternative:
    return Alternative(pattern, REDUCED, "sound", f"{typed}→{other}", whole=True, tier=Tier.WEAK)


def _may_be_mistaken(typed: str, other: str) -> bool:
    """Whether two words of two kanji differ in one of them, which sounds or looks the same: 訪門 and 訪問."""
    if len(typed) != _SHORT_WORD or len(other) != _SHORT_WORD or not all_kanji(typed + other):
        return False
    apart = [pair for pair in zip(typed, other, strict=True) if pair[0] != pair[1]]
    if len(apart) != 1:
        return False
    one, another = apart[0]
    alike = any(one in group and another in group for group in _ALIKE)
    return alike or not set(readings_of(one)).isdisjoint(readings_of(another))


def _heard_otherwise(kana: str) -> Iterator[str]:
    """Katakana with ン for イ before a vowel (ゲイイン), two letters exchanged, a small letter at the syllable beside
    (シュミ, シミュ), a letter that comes again, ッ or the second half of a long vowel left out, ン put in or left out,
    one letter voiced otherwise."""
    for at in range(1, len(kana) - 1):
        if kana[at] == "イ" and kana[at + 1] in "アイウエオ":
            yield kana[:at] + "ン" + kana[at + 1 :]
    for small in _SMALL_Y.finditer(kana):
        plain = kana[: small.start()] + kana[small.end() :]
        for at in (small.start() - 2, small.start()):
            if 0 <= at < len(plain) and plain[at] in _I_ROW:
                yield plain[: at + 1] + small[0] + plain[at + 1 :]
    for at in range(len(kana) - 1):
        if kana[at] != kana[at + 1] and kana[at] not in _NO_INSERTION and kana[at + 1] not in _NO_INSERTION - {"ン"}:
            yield kana[:at] + kana[at + 1] + kana[at] + kana[at + 2 :]
    for at in range(1, len(kana)):
        if kana[at] in "ンッ" or kana[at] == kana[at - 1] or (VOWEL.get(kana[at - 1]), kana[at]) in LENGTHENED:
            yield kana[:at] + kana[at + 1 :]
    for at in range(1, len(kana)):
        if kana[at] not in _NO_INSERTION and kana[at - 1] not in "ッン":
            yield kana[:at] + "ン" + kana[at:]
    yield from _voiced_otherwise(kana)


def _voiced_otherwise(kana: str) -> Iterator[str]:
    for at, letter in enumerate(kana):
        plain = letter.translate(DEVOICE)
        for other in (plain, *VOICE.get(plain, "")):
            if other != letter:
                yield kana[:at] + other + kana[at + 1 :]


def _with_light_letters(kana: str) -> Iterator[str]:
    """Katakana with ー or ッ put in or left out at one place."""
    for at in range(1, len(kana) + 1):
        if kana[at : at + 1] in tuple(_LIGHT):
            yield kana[:at] + kana[at + 1 :]
        elif kana[at - 1] not in _LIGHT + "ン":
            yield kana[:at] + "ー" + kana[at:]
            if at < len(kana) and kana[at] not in _NO_INSERTION:
                yield kana[:at] + "ッ" + kana[at:]
