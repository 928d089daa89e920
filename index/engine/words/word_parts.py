"""What a longer word or a sentence is made of: for where it is not found as a whole."""

from __future__ import annotations

import re

from inyo.index.engine.terms.positions import Cell, word_cells
from inyo.index.engine.terms.term_keys import LIGHT, NUMBER
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import HIRAGANA_WORD, KANA_WORD
from inyo.index.japanese.readings import all_kanji

_LONGEST = 400
_SHORTEST_IN_KANA = 3
_NOMINAL = ("名詞", "接尾辞", "接頭辞")
_NOUNS = ("名詞-普通名詞-一般", "名詞-普通名詞-サ変可能", "名詞-普通名詞-副詞可能", "名詞-固有名詞")
_LONGEST_COMPOUND = 5
_SHORTEST_SENTENCE = 8
_FEWEST_WORDS = 3
_COUNTED = re.compile(r"[0-9,.〇一二三四五六七八九十百千万億兆数]+[^0-9]{0,2}")
_ERAS = frozenset({"明治", "大正", "昭和", "平成", "令和"})
_QUESTION = ("か", "?", "か。", "誰", "どこ", "何", "いつ", "なぜ", "どれ", "どちら", "いくつ", "いくら", "どう")
"""What a question ends with."""


def is_crumb(text: str) -> bool:
    """Whether a word is too little to be found by alone where other words were asked for: one letter, an amount."""
    folded = fold(text[:_LONGEST]).text.strip()
    return len(folded) < 2 or bool(_COUNTED.fullmatch(folded))


def is_sentence(text: str) -> bool:
    """Whether a word as typed is a sentence or a question: particles between three words of meaning or more."""
    folded = fold(text[:_LONGEST]).text.strip()
    if len(folded) < _SHORTEST_SENTENCE:
        return False
    found = word_cells(folded)
    inner = sum(cell.pos.startswith(("助詞", "補助記号")) for cell in found[1:])
    asks = folded.endswith(_QUESTION)
    return inner > 0 and len(parts(folded, letters=asks)) >= (2 if asks else _FEWEST_WORDS)


def parts(text: str, *, letters: bool = False) -> tuple[str, ...]:
    """The words of meaning in a longer word or a sentence, for when it is not found as a whole; with `letters` short
    nouns too (犬, ばら). None of a name in kana that the dictionary does not know and takes apart into scraps."""
    folded = fold(text[:_LONGEST]).text
    chosen = [cell for cell in word_cells(folded) if cell.keys.key and not _slight(cell, letters)]
    plain = len(text) == len(folded)  # capitals tell an acronym from a word in romaji
    found = [text[cell.start : cell.end] if plain and cell.surface.isascii() else cell.surface for cell in chosen]
    if KANA_WORD.fullmatch(folded):
        found = [piece for piece in found if len(piece) >= _SHORTEST_IN_KANA]
        if 2 * sum(map(len, found)) < len(folded):
            return ()
    return tuple(dict.fromkeys(found))


def compounds(text: str) -> tuple[str, ...]:
    """The runs of two nouns or more in a sentence (希土類, 台風13号): beside `parts`, for when any of them will do."""
    folded = fold(text[:_LONGEST]).text
    found: list[str] = []
    run: list[Cell] = []
    for cell in (*word_cells(folded), None):
        if cell and cell.keys.key and cell.pos.startswith(_NOMINAL) and (not run or run[-1].end == cell.start):
            run.append(cell)
            continue
        if 1 < len(run) <= _LONGEST_COMPOUND:
            found.append(folded[run[0].start : run[-1].end])
        run = [cell] if cell and cell.keys.key and cell.pos.startswith(_NOMINAL) else []
    return tuple(way for way in dict.fromkeys(found) if way != folded)


def _slight(cell: Cell, letters: bool = False) -> bool:
    """Whether a word of a sentence says nothing of what it is about: 誰, 何, amounts, counters, single letters (with
    `letters` not short nouns)."""
    if (
        cell.keys.key in LIGHT
        or cell.surface in _ERAS
        or cell.keys.key.startswith(NUMBER)
        or "数詞" in cell.pos
        or "助数詞" in cell.pos
    ):
        return True
    if len(cell.surface) < 2 and not cell.pos.startswith(("動詞", "形容詞")):
        return not (letters and cell.pos.startswith(_NOUNS) and all_kanji(cell.surface))
    return cell.pos.startswith(("代名詞", "接頭辞")) or (
        bool(HIRAGANA_WORD.fullmatch(cell.surface))
        and (
            (len(cell.surface) < 3 and not (letters and cell.pos.startswith(_NOUNS)))
            or cell.pos.startswith(("副詞", "接続詞", "連体詞"))
        )
    )
