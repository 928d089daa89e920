"""Long names in katakana, wherever dots stand in them and in whichever spelling each part is; words with the large
letters of before 1946."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inyo.index.engine.matching.word_patterns import Expression
from inyo.index.engine.terms.positions import Cell
from inyo.index.japanese.kana import KATAKANA_WORD

_SHORTEST_RUN, _LONGEST_RUN = 7, 30
_SHORTEST_FIRST = 2
_ONE_SOUND = (
    ("ヴァ", "バ"), ("ヴィ", "ビ", "ヴイ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴュ", "ビュ"), ("ヴ", "ブ"),
    ("ティ", "チ", "テイ"), ("ディ", "ジ", "デイ"), ("ヂ", "ジ"), ("ヅ", "ズ"), ("ウィ", "ウイ"), ("ウェ", "ウエ"),
    ("ウォ", "ウオ"), ("ファ", "フア"), ("フィ", "フイ"), ("フェ", "フエ"), ("フォ", "フオ"), ("クァ", "クア"),
    ("グァ", "グア"), ("クォ", "クオ"), ("イェ", "エ"), ("リャ", "リア", "リヤ"), ("リア", "リヤ"), ("ニア", "ニヤ"),
    ("シア", "シャ", "シヤ"), ("ツィ", "チ"), ("シェ", "セ"), ("ジェ", "ゼ"), ("チェ", "テ"), ("トゥ", "ト", "ツ"),
    ("ドゥ", "ド"),
)  # fmt: skip
"""Spellings in katakana of one foreign sound."""
_SPELLINGS: dict[str, tuple[str, ...]] = {}
for _group in _ONE_SOUND:
    for _each in _group:
        if len(_each) > 1 or _each in "ヂヅヴ":
            _SPELLINGS[_each] = tuple(dict.fromkeys((*_SPELLINGS.get(_each, ()), *_group)))
_UNIT = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)) + "|[ァ-ヺー]|[・=]")
_MARKS = frozenset("・=ー")
_SMALL_TO_LARGE = str.maketrans("ッャュョァィゥェォ", "ツヤユヨアイウエオ")


def dotted_anywhere(kana: str, found: Sequence[Cell]) -> Expression | None:
    """A long name of several words, by its sounds: with a dot, a long vowel and the other spelling of a sound wherever
    they may be (レオナルドダヴィンチ, レオナルド・ダ・ビンチ). Its first word has to stand as it is typed."""
    words = [cell.surface for cell in found if KATAKANA_WORD.fullmatch(cell.surface)]
    if not _SHORTEST_RUN <= len(kana) <= _LONGEST_RUN or len(words) < 2 or len(words[0]) < _SHORTEST_FIRST:
        return None
    first = words[0].rstrip("ー")
    if not kana.startswith(first):
        return None
    units = [found_[0] for found_ in _UNIT.finditer(kana[len(first) :]) if found_[0] not in _MARKS]
    sounds = ("|".join(sorted(_SPELLINGS.get(unit, (unit,)), key=len, reverse=True)) for unit in units)
    pattern = "".join(f"[ー・=]*(?:{sound})" for sound in sounds)
    return Expression(f"(?<![ァ-ヺー]){first}{pattern}ー?(?![ァ-ヺー])", (first,))


def with_large_letters(kana: str) -> Iterator[str]:
    """Katakana as it was written when small letters were not set: シュミツト, シユミツト."""
    yield kana.replace("ッ", "ツ")
    yield kana.translate(_SMALL_TO_LARGE)
