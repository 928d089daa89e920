"""What a longer word or a sentence is made of: for where it is not found as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inyo.index.engine.terms.term_keys import LIGHT, NUMBER, Cell, word_cells
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
_ASKING = frozenset({"どんな", "どの", "どう", "なぜ", "いつ", "いくつ", "いくら", "何", "幾"})


@dataclass(frozen=True, slots=True)
class Said:
    """A word of a sentence: as it stands there, and its lemma key by the words around it; '' for several words."""

    text: str
    key: str = ""


_ABOUT = (
    "について|につき|に(?:関|かん)(?:し|する)て?|に対(?:し|する)て?|をめぐ(?:る|って)|とは|って|というの[はが]|のこと"
)
_WHAT = "何|なに|なん|誰|だれ|どこ|いつ|どう|どんな|どういう|なぜ"
_COPULA = "です|でしょう|だ|だろう|なの|のこと|こと|もの|の|意味|いう|する|なる|ある|いる|か|ん|人"
_TELL = (
    "(?:(?:を|が|も|について)?(?:(?:教え|おしえ|調べ|しらべ|説明し|解説し|探し|さがし|見せ)て(?:ください|下さい|くれ|ほしい)?"
    "|知りたい|しりたい|見たい|読みたい)(?:です|ん)?)"
)
_ASKED = re.compile(
    rf"(?P<core>.+?)(?:(?P<about>{_ABOUT})(?:は|の)?)?"
    rf"(?P<what>(?:は|が|(?<=は)|(?<=って)|(?<=の))(?:{_WHAT})(?:{_COPULA})*)?(?P<tell>{_TELL})?[?。!、]*"
)
_CUT_OFF = ("って", "とは", "のこと")
"""These ask only before what: 言って is a verb."""
_SHORTEST_ASKED, _LONGEST_ASKED = 2, 40
_ASKING_END = re.compile(rf"(?:{_ABOUT}|{_WHAT}|{_COPULA}|てください|て下さい|て|たい|くれ|ほしい)[?。!、]*$")


def asked_for(text: str) -> str:
    """The word that a short question or a wish to know is about (国債とは何ですか, NASAについて教えて); '' for other
    words, and where a phrase is asked about: 国債の金利は何ですか."""
    folded = fold(text[:_LONGEST]).text.strip()
    if len(folded) > _LONGEST_ASKED or not _ASKING_END.search(folded):
        return ""
    found = _ASKED.fullmatch(folded)
    if not found or not (found["about"] or found["what"] or found["tell"]):
        return ""
    core = found["core"]
    if len(core) < _SHORTEST_ASKED or (found["about"] in _CUT_OFF and not (found["what"] or found["tell"])):
        return ""
    keys = [cell.keys.key for cell in word_cells(core)]
    if not KANA_WORD.fullmatch(core) and (not keys[-1] or (found["what"] and not all(keys))):
        return ""
    return text.strip()[: len(core)] if len(text.strip()) == len(folded) else core


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
    last = max((at for at, cell in enumerate(found) if cell.keys.key), default=0)
    inner = [cell.pos for cell in found[1:last] if cell.pos.startswith(("助詞", "補助記号"))]
    asks = folded.endswith(_QUESTION)
    clauses = sum(pos.startswith("助詞") for pos in inner) > 1
    return bool(inner) and len(words_of(text, letters=asks or clauses)) >= (2 if asks else _FEWEST_WORDS)


def parts(text: str) -> tuple[str, ...]:
    """The words of meaning in a longer word, for when it is not found as a whole. None of a name in kana that the
    dictionary does not know and takes apart into scraps."""
    folded = fold(text[:_LONGEST]).text
    found = [word.text for word in words_of(text)]
    if KANA_WORD.fullmatch(folded):
        found = [piece for piece in found if len(piece) >= _SHORTEST_IN_KANA]
        if 2 * sum(map(len, found)) < len(folded):
            return ()
    return tuple(dict.fromkeys(found))


def words_of(text: str, *, letters: bool = False) -> tuple[Said, ...]:
    """The words of meaning in a sentence; with `letters` short nouns too (犬, ばら)."""
    folded = fold(text[:_LONGEST]).text
    chosen = [cell for cell in word_cells(folded) if cell.keys.key and not _slight(cell, letters)]
    plain = len(text) == len(folded)  # capitals tell an acronym from a word in romaji
    found = [text[cell.start : cell.end] if plain and cell.surface.isascii() else cell.surface for cell in chosen]
    said = (Said(piece, cell.keys.key) for piece, cell in zip(found, chosen, strict=True))
    return tuple(dict.fromkeys(said))


def slight_words(text: str) -> tuple[Said, ...]:
    """The other words of a sentence, which find nothing but tell passages apart: numbers with their counters (20号),
    suffixes, words of grammar. What asks (誰, 何) is none of them: an answer does not have it."""
    folded = fold(text[:_LONGEST]).text
    found: list[Said] = []
    counted = range(0)
    for cell in (each for each in word_cells(folded) if each.keys.key):
        if cell.keys.key.startswith(NUMBER):
            counted = range(cell.start, cell.end)
            found.append(Said(cell.surface))
        elif counted and counted.stop == cell.start and "助数詞" in cell.pos:
            found[-1] = Said(folded[counted.start : cell.end])
        elif _slight(cell, True) and not _asks(cell):
            found.append(Said(cell.surface, cell.keys.key))
    return tuple(dict.fromkeys(found))


def _asks(cell: Cell) -> bool:
    return cell.pos.startswith("代名詞") or cell.surface in _ASKING


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
