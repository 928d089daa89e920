"""How near two katakana spellings of one foreign name are, for putting people together.

Stricter than the keys of `katakana`, by which search finds: a false merge is worse than a name found in vain. Keys join
the spellings that differ by rule (ヴァ/バ, ウィ/ウイ, a final ー); the weighted distance finds those that were heard
differently (ベセント, ベサント). Weights and thresholds were measured on 127 real pairs of spellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from inyo.index.japanese.kana import DEVOICE
from inyo.index.japanese.katakana import FAR, allowed, edit_distance

_RULES = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴュ", "ビュ"), ("ヴ", "ブ"), ("ヂ", "ジ"),
    ("ヅ", "ズ"),
    ("ウィ", "ウイ"), ("ウェ", "ウエ"), ("ウォ", "ウオ"), ("ヰ", "イ"), ("ヱ", "エ"), ("ヲ", "オ"),
)  # fmt: skip
_LABIALS = (("ファ", "ハ"), ("フィ", "ヒ"), ("フェ", "ヘ"), ("フォ", "ホ"))
_ROWS = {
    "ア": "アイウエオァィゥェォ",
    "カ": "カキクケコガギグゲゴヵヶ",
    "サ": "サシスセソザジズゼゾ",
    "タ": "タチツテトダヂヅデド",
    "ナ": "ナニヌネノ",
    "ハ": "ハヒフヘホバビブベボパピプペポ",
    "マ": "マミムメモ",
    "ヤ": "ヤユヨャュョ",
    "ラ": "ラリルレロ",
    "ワ": "ワヮ",
    "ン": "ン",
}
_ROW = {letter: row for row, letters in _ROWS.items() for letter in letters}
_LARGE = str.maketrans("ァィゥェォャュョヮヵヶ", "アイウエオヤユヨワカケ")
_VOWELS = frozenset("アイウエオ")
_LONG_ENOUGH = 4


@lru_cache(maxsize=1 << 15)
def spelling_key(word: str) -> str:
    """Katakana under which spellings that differ by rule meet: ヴァ/バ, ヂ/ジ, ウィ/ウイ, a final ー, no ・."""
    word = re.sub(r"[・･=＝\s\-‐]", "", word)
    for spelling, key in _RULES:
        if spelling[0] in word:
            word = word.replace(spelling, key)
    return word[:-1] if len(word) >= _LONG_ENOUGH and word.endswith("ー") else word


@lru_cache(maxsize=1 << 15)
def phonetic_key(word: str) -> str:
    """The spelling key without ッ and long vowels, ファ as ハ (ベッセント → ベセント)."""
    key = spelling_key(word)
    for spelling, simple in _LABIALS:
        key = key.replace(spelling, simple)
    return re.sub("[ッー]", "", key) or key


def _insertion(letter: str) -> float:
    return 0.5 if letter in _VOWELS else 1.0


def _substitution(a: str, b: str) -> float:
    if a == b:
        return 0.0
    plain_a, plain_b = a.translate(DEVOICE), b.translate(DEVOICE)
    if plain_a == plain_b:
        return 0.7
    return 0.5 if _ROW.get(a, a) == _ROW.get(b, b) and (a == plain_a) == (b == plain_b) else 1.0


def distance(first: str, second: str, limit: float = 1.0) -> float:
    """Weighted edit distance of two phonetic keys; `FAR` as soon as it is certain to exceed `limit`.

    Same consonant row .5, voiced pair .7, a lone vowel in or out .5, anything else 1.
    """
    if first == second:
        return 0.0
    if abs(len(first) - len(second)) * 0.5 > limit:
        return FAR
    return edit_distance(first.translate(_LARGE), second.translate(_LARGE), _insertion, _substitution, limit)


def same_sound(first: str, second: str) -> bool:
    """Whether two katakana words may be spellings of one name: their distance is within the measured threshold."""
    a, b = phonetic_key(first), phonetic_key(second)
    limit = allowed(min(len(a), len(b)))
    return a == b or distance(a, b, limit) <= limit


@lru_cache(maxsize=1 << 15)
def skeleton(key: str) -> str:
    """The consonant rows of a phonetic key, voiced as voiceless, vowels left out.

    Equal for keys that differ only in ways cheaper than 1.
    """
    rows = [_ROW.get(letter, letter) for letter in key.translate(DEVOICE)]
    return "".join(row for row in rows if row not in "アヤ") or "ア"


def blocks(key: str) -> Iterator[str]:
    """Keys of blocks; names within the threshold share one: the skeleton, and it with one row left out."""
    whole = skeleton(key)
    yield whole
    if len(key) > _LONG_ENOUGH:
        seen = {whole}
        for at in range(len(whole)):
            shorter = whole[:at] + whole[at + 1 :]
            if shorter not in seen:
                seen.add(shorter)
                yield shorter
