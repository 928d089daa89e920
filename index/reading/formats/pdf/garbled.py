"""Pages whose letters nobody can name: fonts without Unicode values, whose codes mean nothing outside their file.

PDFium says of which glyphs it knows no value. Where it believes a wrong table of the file, the text itself shows it:
marks instead of letters, accents without letters, kanji that no language uses, alphabets all mixed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np

from .glyphs import is_japanese, is_readable
from .pdfium import RawPage

_MOST = 0.3  # of a page's letters may be unknown; beyond, the page is left out
_ENOUGH = 40  # letters of a kind from which their statistics say something
_WIDE_LATIN = 0.7  # of Latin letters an em wide: codes of kanji taken for letters
_FEWEST_LETTERS = 0.45  # of Latin text
_MOST_ACCENTS = 0.4  # of Latin text; Vietnamese has 0.3
_KNOWN_KANJI = 0.75  # of kanji that one of the large character sets has
_ALPHABETS = 6


def is_garbled(page: RawPage) -> bool:
    """Whether what a page's codes spell is not what is printed."""
    values, places, counts = np.unique(page.codes, return_inverse=True, return_counts=True)
    readable = np.fromiter((is_readable(code) for code in values.tolist()), np.bool_, len(values))
    if (page.unmapped | ~readable[places]).mean() > _MOST:
        return True
    letters = {chr(code): count for code, count in zip(values.tolist(), counts.tolist(), strict=True) if code > 0x20}
    return _is_wide_latin(page) or _is_soup(letters)


def _is_wide_latin(page: RawPage) -> bool:
    """Latin letters that are all as wide as kanji."""
    em = page.size * np.hypot(page.matrix[:, 0], page.matrix[:, 1])
    latin = (page.codes > 0x20) & (page.codes < 0x250) & (em > 0) & (page.matrix[:, 0] > 0)
    tall = page.loose[:, 3] - page.loose[:, 1] > 0.8 * em
    width = page.loose[:, 2] - page.loose[:, 0]
    asked = latin & tall
    if asked.sum() < _ENOUGH or latin.sum() * 2 < len(latin):
        return False
    return bool((np.abs(width[asked] / em[asked] - 1) < 0.02).mean() > _WIDE_LATIN)


def _is_soup(letters: dict[str, int]) -> bool:
    whole = sum(letters.values())
    latin = {char: count for char, count in letters.items() if char < "\u0250"}
    kanji = {char: count for char, count in letters.items() if "\u4e00" <= char <= "\u9fff"}
    exotic = {_alphabet(char) for char, count in letters.items() if char >= "\u0530" and not is_japanese(char)}
    if len(exotic - {""}) >= _ALPHABETS:
        return True
    if sum(latin.values()) >= max(_ENOUGH, 0.6 * whole) and _is_no_latin(latin):
        return True
    return sum(kanji.values()) >= max(_ENOUGH, 0.5 * whole) and _is_no_language(kanji)


def _is_no_latin(latin: dict[str, int]) -> bool:
    whole = sum(latin.values())
    plain = sum(count for char, count in latin.items() if char.isascii() and char.isalnum())
    accents = sum(count for char, count in latin.items() if char > "\u007f")
    dots = sum(latin.get(char, 0) for char in ".-_·")  # leaders of a table of contents
    return accents > _MOST_ACCENTS * whole or plain < _FEWEST_LETTERS * (whole - dots)


def _is_no_language(kanji: dict[str, int]) -> bool:
    """Whether neither Japanese nor either Chinese uses such kanji."""
    whole = sum(kanji.values())
    known = (
        sum(count for char, count in kanji.items() if _encodes(char, name)) for name in ("cp932", "gb2312", "big5")
    )
    return max(known) < _KNOWN_KANJI * whole


@lru_cache(maxsize=20_000)
def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=5_000)
def _alphabet(char: str) -> str:
    """The first word of a letter's name, which is its script; '' for what is no letter."""
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""
