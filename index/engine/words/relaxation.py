"""What is tried for what is found nowhere as it was typed: what a longer word or a sentence is made of, and what may
have been meant (kana heard or typed a little otherwise, a kanji of the same sound). Nothing of it is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from inyo.index.engine.matching.word_patterns import Grams, Sounds
from inyo.index.engine.term_keys import LIGHT, NUMBER, Cell, word_cells
from inyo.index.engine.words.alternatives import REDUCED, Alternative, Tier, Vocabulary
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import (
    DEVOICE,
    HIRAGANA_WORD,
    KANA_WORD,
    KATAKANA_WORD,
    LENGTHENED,
    VOICE,
    VOWEL,
    from_romaji,
    hiragana,
    katakana,
    mistyped_kana,
    mistyped_romaji,
)
from inyo.index.japanese.readings import all_kanji, readings_of
from inyo.index.japanese.tokens import single_words
from inyo.index.japanese.wordlists import words

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


_SHORTEST_MEANT, _LONGEST_MEANT, _SHORTEST_LATIN_SLIP = 3, 14, 5
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


def as_meant(typed: str, near: Iterable[str], vocabulary: Vocabulary) -> Iterator[Alternative]:
    """The ways of what may have been meant by a word as typed; `near` are words of the collection that are like it.
    None of a word of the dictionary, which is meant as it is."""
    folded = fold(typed).text.strip()
    heard = (katakana(folded),) if KANA_WORD.fullmatch(folded) else from_romaji(folded)[:1]
    if single_words(hiragana(heard[0]) if heard and folded.isascii() else folded):
        return
    for other in near:
        if _may_be_mistaken(folded, fold(other).text):
            yield _way(Grams(fold(other).text), typed, other)
    if not _SHORTEST_MEANT <= len(folded) <= _LONGEST_MEANT:
        return
    spoken = () if KATAKANA_WORD.fullmatch(folded) else heard
    otherwise = (other for reading in spoken for other in islice(_heard_otherwise(reading), _MOST_READINGS))
    for other in dict.fromkeys((*_mistyped(folded, vocabulary), *otherwise)):
        yield _way(Sounds(other), typed, other)
    strings = (
        folded[: run.start()] + other + folded[run.end() :]
        for run in _KATAKANA_RUN.finditer(folded)
        for other in (*_heard_otherwise(run[0]), *_with_light_letters(run[0]))
    )
    for other in islice(dict.fromkeys(strings), _MOST_STRINGS):
        yield _way(Grams(other), typed, other)


def _mistyped(folded: str, vocabulary: Vocabulary) -> list[str]:
    """The readings of words that stand in the collection, of which a word as typed differs in a letter."""
    if folded.isascii():
        ways = mistyped_romaji(folded) if len(folded) >= _SHORTEST_LATIN_SLIP else ()
    else:
        ways = mistyped_kana(katakana(folded)) if HIRAGANA_WORD.fullmatch(folded) else ()
    return vocabulary.standing(ways)[:_MOST_READINGS]


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
