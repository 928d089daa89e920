"""Words of Latin letters as they are read out: SNS and エスエヌエス, NHK and エヌエイチケイ."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LETTERS = (
    ("a", "エー エイ"), ("b", "ビー"), ("c", "シー"), ("d", "ディー デー"), ("e", "イー"), ("f", "エフ"),
    ("g", "ジー"), ("h", "エイチ エッチ"), ("i", "アイ"), ("j", "ジェー ジェイ"), ("k", "ケー ケイ"), ("l", "エル"),
    ("m", "エム"), ("n", "エヌ"), ("o", "オー"), ("p", "ピー"), ("q", "キュー"), ("r", "アール"), ("s", "エス"),
    ("t", "ティー テー"), ("u", "ユー"), ("v", "ブイ ヴイ"), ("w", "ダブリュー ダブル"), ("x", "エックス"),
    ("y", "ワイ"), ("z", "ゼット"),
)  # fmt: skip
_NAMES = {letter: tuple(names.split()) for letter, names in _LETTERS}
_LETTER_OF = {name: letter for letter, names in _NAMES.items() for name in names}
_NAME = re.compile("|".join(sorted(_LETTER_OF, key=len, reverse=True)))
_READ_OUT = re.compile(f"(?:{_NAME.pattern}){{2,6}}")
_ACRONYM = re.compile("[a-z]{2,6}")
_MOST = 4


def read_out(folded: str, typed: str) -> Iterator[str]:
    """An acronym (typed in capitals) by the names of its letters, the usual ones first."""
    if not _ACRONYM.fullmatch(folded) or not typed.isupper():
        return
    ways = [""]
    for letter in folded:
        ways = [way + name for way in ways for name in _NAMES[letter]][:_MOST]
    yield from ways


def as_letters(folded: str) -> str:
    """The acronym that a word in katakana reads out; '' for other words."""
    return "".join(_LETTER_OF[name] for name in _NAME.findall(folded)) if _READ_OUT.fullmatch(folded) else ""
