"""Spaces that the recognition of characters or the making of a PDF put between Japanese letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inyo.index.values.source_map import Edit

_KANJI, _KATAKANA, _OTHER, _DIGIT = "々〆一-鿿㐀-䶿", "ァ-ヺー", "ぁ-ゖ、。「」『』（）・", "0-9０-９"
_LETTER = f"[{_KANJI}{_KATAKANA}{_OTHER}{_DIGIT}]"
_SPACE = "[ \u00a0\u2002-\u200a\u202f]"
_BETWEEN = re.compile(f"(?<={_LETTER}){_SPACE}(?={_LETTER})")
_KINDS = tuple(re.compile(f"[{kind}]") for kind in (_KANJI, _KATAKANA, _OTHER, _DIGIT))
_SERIES = frozenset(
    "月火水木金土日祝一二三四五六七八九十百千東西南北甲乙丙丁春夏秋冬上中下左右男女大小前後有無可否優良天地人年時分秒円内外計"
)
_FEWEST, _FEWEST_WITH_KANA = 3, 5


def stray_spaces(text: str) -> Iterator[Edit]:
    """The spaces to take out: those in a run of single Japanese letters with one space between each.

    Three letters make a run, with hiragana among them five (in books for children every word stands apart). A run whose
    letters all count or name days, directions or ranks is a row of a table and stays. Digits go with the letters
    among which they stand.
    """
    run: list[int] = []
    for found in _BETWEEN.finditer(text):
        if run and found.start() != run[-1] + 2:
            yield from _taken_out(text, run)
            run = []
        run.append(found.start())
    yield from _taken_out(text, run)


def _taken_out(text: str, spaces: Sequence[int]) -> Iterator[Edit]:
    if len(spaces) < 2:
        return
    letters = [text[at + 1] for at in spaces[:-1]]
    letters += [
        text[at]
        for at, beside in ((spaces[0] - 1, spaces[0] - 2), (spaces[-1] + 1, spaces[-1] + 2))
        if _alone(text, at, beside)
    ]
    digits = sum(bool(_KINDS[3].match(letter)) for letter in letters)
    letters = [letter for letter in letters if not _KINDS[3].match(letter)]
    fewest = _FEWEST_WITH_KANA if any(_KINDS[2].match(letter) for letter in letters) else _FEWEST
    if len(letters) >= max(fewest, digits) and not _SERIES.issuperset(letters):
        yield from (Edit(at, at + 1) for at in spaces)


def _alone(text: str, at: int, beside: int) -> bool:
    """Whether the letter at one end of a run stands alone: the one beside it is of another kind."""
    kind = next(kind for kind in _KINDS if kind.match(text, at))
    return beside < 0 or not kind.match(text, beside)
