"""The words of grammar that every stage asks for: parts of speech as UniDic spells them, particles, commas; where the
clause of a subject ends; and the endings of verbs and adjectives, kana in which auxiliaries and conjunctive particles
follow a stem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from inyo.index.japanese.kana import hiragana
from inyo.index.japanese.sentences import Unit

COMMAS = ("、", "，")

SUBJECTS = ("は", "が", "も")
"""The particles that may mark a subject or a topic."""

NOUNS = ("名詞", "接頭辞", "接尾辞")
"""What the parts of speech begin with of which noun phrases are made."""

NEW_NOUNS = ("名詞-普通", "名詞-固有", "代名詞")
"""Nouns with which a noun phrase may begin."""

PREDICATES = ("動詞", "助動詞", "形容詞")
"""What a clause may end in."""

VERB_TAILS = ("助動詞", "動詞-非自立", "助詞-接続助詞")
"""What belongs to the verb before it."""

CONJUNCTIVE = "助詞-接続助詞"

PASSIVES = ("れる", "られる")
"""The lemmas of the passive, which is also a form of respect."""

HANDED = frozenset(
    ("貰う", "頂く", "戴く", "賜る", "受ける", "受け取る", "受け継ぐ", "引き継ぐ", "譲り受ける", "授かる", "預かる")
) | frozenset(("借りる", "教わる", "習う", "学ぶ", "聞く", "聞かす", "得る", "浴びる", "買う"))
"""The lemmas of verbs whose source stands with から or に: their subject is another."""


_CLOSING = frozenset(("ので", "けれど", "けれども", "が", "と", "ば", "から", "のに"))
"""The conjunctive particles with which the clause of a subject is over."""


def closed(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether the clause of a subject ends between `start` and `stop`: a relative clause or another subject's turn."""
    for at in range(start, stop):
        unit = units[at]
        if unit.surface == "ため" or (unit.surface in _CLOSING and unit.pos.startswith(CONJUNCTIVE)):
            return True
        if unit.surface == "も" and units[at - 1].surface in ("て", "で") and units[at - 1].pos.startswith(CONJUNCTIVE):
            return True
        if unit.pos.startswith(PREDICATES) and at + 1 < stop and "連用" not in unit.conjugation:
            following = units[at + 1]
            if following.pos.startswith((*NEW_NOUNS, "接頭辞")) or following.surface == "の":
                return True
            if following.surface == "と" and at + 2 < stop and units[at + 2].surface == "の":
                return True
    return False


def modifies(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether the clause whose subject ends before unit `start` modifies a noun (Ｋが着ている着物).

    An adjective does not count: in Ｋが低い声で言った the voice is low, not Ｋ.
    """
    verbs = ("動詞", "助動詞")
    for at in range(start, stop - 1):
        if units[at].surface in ("、", "。"):
            return False
        if units[at].pos.startswith(verbs) and "連用" not in units[at].conjugation:
            following = units[at + 1]
            if following.pos.startswith(verbs):
                continue
            return following.pos.startswith(NEW_NOUNS) or following.surface == "の"
    return False


_ENDING = re.compile(
    r"(?:させる|させ|せる|せ|られる|られ|れる|れ|ます|まし|ませ|ましょ|ない|なかっ|なく|なけれ|たい|たかっ|たく"
    r"|たら|だら|たり|だり|た|だ|て|で|ん(?!さ[れせ]|し[たてま]|する|せ)|ば|う|よう|ず|ながら|つつ|そう|です|でし|でしょ|だろ|いる|いれ|い|おり|おる"
    r"|しまう|しまい|しまっ|くる|こ|き|し|する|は|も|から|の){1,8}"
)
_BEGINS = re.compile(r"[さらせれまなたつだてんばうよずそでい]")
_LONGEST = 14


@lru_cache(maxsize=1 << 10)
def endings(reading: str) -> tuple[tuple[str, str], ...]:
    """The ways in which a katakana reading may be a stem with an ending: (stem in katakana, ending in hiragana).

    The longest stem first. タベマシタ: タベ with ました; whether there is such a stem the texts have to tell.
    """
    found = []
    for at in range(len(reading) - 1, max(0, len(reading) - _LONGEST - 1), -1):
        ending = hiragana(reading[at:])
        if _BEGINS.match(ending) and _ENDING.fullmatch(ending) and at + len(ending) > 2:
            found.append((reading[:at], ending))
    return tuple(found)


def is_ending(kana: str) -> bool:
    """Whether hiragana may be what follows the stem of a verb or adjective."""
    return len(kana) <= _LONGEST and bool(_ENDING.fullmatch(kana))


_I_OF_U = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))


def noun_forms(word: str) -> tuple[str, ...]:
    """The nouns that a verb or adjective in its dictionary form may make (高まる: 高まり; 揺れる: 揺れ, 揺れり; 痛い:
    痛み, 痛さ)."""
    if word[-1:] == "い" and len(word) > 1:
        return word[:-1] + "み", word[:-1] + "さ"
    if word[-1:] not in _I_OF_U:
        return ()
    forms = (word[:-1] + _I_OF_U[word[-1]],)
    return (word[:-1], *forms) if word[-1] == "る" and len(word) > 2 else forms
