"""The consonants of a name, under which its Latin and its katakana spelling meet: Zelensky, ゼレンスキー → zrnsk."""

from __future__ import annotations

import re
from functools import lru_cache

from inyo.index.japanese.kana import DEVOICE, same_sound

_OF_ROWS = {
    "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノン", "h": "ハヒフヘホ", "m": "マミムメモ",
    "r": "ラリルレロ",
}  # fmt: skip
_VOICED = {"k": "g", "s": "z", "t": "d", "h": "b"}
_CONSONANT = {kana: consonant for consonant, row in _OF_ROWS.items() for kana in row}
_SPECIAL = {"チ": "t", "ツ": "t", "ジ": "z", "ヂ": "z"}
_LATIN = (
    ("tch", "t"), ("sch", "s"), ("sh", "s"), ("ch", "t"), ("ph", "h"), ("th", "s"), ("gh", "g"), ("ck", "k"),
    ("qu", "k"), ("x", "ks"), ("c(?=[eiy])", "s"), ("c", "k"), ("q", "k"), ("j", "z"), ("l", "r"), ("v", "b"),
    ("f", "h"), ("m(?=[bp])", "n"), ("h(?=[^aeiouy]|$)", ""), ("(?<=[aeiou])r(?=[^aeiouy]|$)", ""),
)  # fmt: skip


@lru_cache(maxsize=1 << 15)
def of_katakana(word: str) -> str:
    """The consonants of a word in katakana."""
    out: list[str] = []
    for letter in same_sound(word):
        plain = letter.translate(DEVOICE)
        consonant = _CONSONANT.get(plain, "")
        if letter in _SPECIAL:
            consonant = _SPECIAL[letter]
        elif letter in "パピプペポ":
            consonant = "p"
        elif plain != letter:
            consonant = _VOICED.get(consonant, consonant)
        out.append(consonant)
    return _without_doubles("".join(out))


@lru_cache(maxsize=1 << 10)
def of_latin(word: str) -> str:
    """The consonants of a name in Latin letters (lower case), as Japanese hears them."""
    for pattern, heard in _LATIN:
        word = re.sub(pattern, heard, word)
    return _without_doubles(re.sub(r"[^bdghkmnprstz]", "", word))


def _without_doubles(consonants: str) -> str:
    return re.sub(r"(.)\1+", r"\1", consonants)
