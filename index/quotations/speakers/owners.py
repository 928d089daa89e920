"""Speakers who stand elsewhere than as the subject: whom a noun, a verb, a colon or a label gives the words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inyo.index.japanese.wordlists import any_of
from inyo.index.people.honorifics import ON_LABELS
from inyo.index.quotations.actors import title_at_end
from inyo.index.quotations.discourse import Discourse, Speaker
from inyo.index.quotations.frames.frame import Frame
from inyo.index.quotations.grammar import COMMAS, CONJUNCTIVE, NOUNS, PREDICATES, VERB_TAILS
from inyo.index.quotations.names import Names
from inyo.index.quotations.phrases import phrase_before
from inyo.index.quotations.sentences import Sentence, Unit
from inyo.index.quotations.weighing import Phrase, is_relay

_BEARER = re.compile(rf"^(?P<office>[^（(]*)[（(](?P<name>[^）)]+?)(?:{any_of(ON_LABELS)})?[）)]$")
_HONOURED = re.compile(rf"(?:{any_of((*ON_LABELS, '様', '先生'))})$")
_ANSWERED = re.compile(r"[^。]{0,16}?(?:に(?:答え|応え|応じ|対し|関し)|を(?:受け|踏まえ))")
_RULING = re.compile(r"(?:判決|決定|命令|判断|見解|報告書?|答申|勧告|声明|決議)$")
_ASKED = re.compile(r"[QＱAＡ問答]|質問|回答")
_NOUNS = (*NOUNS, "代名詞")
_CLAUSE_ENDS = (*PREDICATES, CONJUNCTIVE)
_CLEFT = re.compile(r"(?:た|て(?:い(?:る|た))?|る|いる|だ|で(?:いる|いた)){0,3}の[はが]")
_WINDOW = 200


def label_speaker(text: str, label: tuple[int, int], names: Names) -> Speaker:
    """Who a label at the head of a turn names: 議長（山田太郎君）, 山田太郎君, 山田."""
    words = text[label[0] : label[1]]
    bearer = _BEARER.match(words)
    if bearer and _ASKED.fullmatch(bearer["office"]):
        label = (label[0] + bearer.start("name"), label[0] + bearer.end("name"))
        words, bearer = bearer["name"], None
    if bearer and title_at_end(bearer["name"]) >= 0 and title_at_end(bearer["office"]) < 0:
        words, bearer = bearer["office"], None
        label = (label[0], label[0] + len(words))
    name = bearer["name"] if bearer else _HONOURED.sub("", words) or words
    inside = names.within(*label)
    if not bearer and inside:
        name = inside[-1].name
    known = names.canonical(name)
    if known == name:
        known = names.first_with(name) or (names.bearer(name, label[0]) if title_at_end(name) >= 0 else "") or name
    return Speaker(known, words, label)


def segment_start(units: Sequence[Unit], place: int) -> int:
    """Where the stretch before a span begins: behind the quotation before it in the same sentence."""
    stop = max(0, place - _WINDOW)
    for at in range(place - 1, stop - 1, -1):
        if units[at].pair < 0:
            continue
        if units[at + 1].surface not in ("の", "を", "が", "に", "は", "で", "へ", "や", "も") or at + 1 >= place:
            return at + 1
    return stop


def head_of_relative(frame: Frame, sentence: Sentence, names: Names) -> Phrase | None:
    """The speaker whom the reporting verb modifies: 「…」と主張する人, 「…」と言うX."""
    units = sentence.units
    if frame.quotative < 0 or not 0 <= frame.cue_at < len(units) or frame.mode not in ("direct", "do"):
        return None
    at = frame.cue_at + 1
    if at + 1 < len(units) and units[at].surface == "を" and units[at + 1].lemma == "為る":
        at += 1
    while (
        at < len(units)
        and at < frame.cue_at + 6
        and units[at].pos.startswith(VERB_TAILS)
        and units[at].surface not in ("が", "と", "ば", "、")
    ):
        at += 1
    end = at
    while end < len(units) and end < at + 8 and units[end].pos.startswith(_NOUNS) and units[end].pair < 0:
        end += 1
    begin = at
    while end < len(units) and units[end].surface in ("の", "に", "を", "で") and end < at + 16:
        follows = end + 1
        if units[end].surface != "の":
            if not _modifies_noun(units, follows):
                break
            follows += 1
            begin = follows
        end = follows
        while end < len(units) and units[end].pair < 0 and units[end].pos.startswith(_NOUNS):
            end += 1
    if (
        end == at
        or end >= len(units)
        or units[end].surface not in ("は", "が", "も", "に", "の", "を", "から", "、", "と")
    ):
        return None
    phrase = phrase_before(sentence, end, "bare", names)
    return phrase if phrase is not None and phrase.weight >= 2 and phrase.first >= begin else None


def _modifies_noun(units: Sequence[Unit], at: int) -> bool:
    """Whether at `at` a verb stands in its adnominal form right before a noun (に|住む|男)."""
    if at + 1 >= len(units):
        return False
    verb, noun = units[at], units[at + 1]
    return verb.pos.startswith("動詞") and "連体" in verb.conjugation and noun.pos.startswith(_NOUNS)


def owner_of_noun(frame: Frame, sentence: Sentence, phrases: Sequence[Phrase], discourse: Discourse) -> Speaker | None:
    """X's in Xの「…」発言, Xが言う「…」 and Xから「…」との声."""
    units = sentence.units
    at = frame.first - 1
    if at < 0:
        return None
    if units[at].surface in COMMAS:
        at -= 1
    if at > 0 and units[at].surface == "の":
        phrase = phrase_before(sentence, at, "の", discourse.names)
        if phrase is not None and phrase.weight >= 2:
            return discourse.resolve(phrase)
    start = segment_start(units, frame.first)
    for phrase in reversed(phrases):
        if (
            start <= phrase.first
            and phrase.at < frame.first
            and phrase.role in ("から", "からは")
            and phrase.weight >= (1 if phrase.at + 1 == frame.first else 2)
            and not clause_ends(units[phrase.at : frame.first])
        ):
            return discourse.resolve(phrase)
    if frame.mode == "bare" and at >= 0:
        place = at if units[at].lemma in ("言う", "語る", "述べる", "呼ぶ", "話す") else at + 1
        while place > 0 and place > at - 4 and units[place].surface not in ("が", "の") and place <= at:
            place -= 1
        phrase = phrase_before(sentence, place if place <= at else at + 1, "bare", discourse.names)
        if phrase is not None and phrase.weight >= 2:
            return discourse.resolve(phrase)
    if frame.withdrawn and not _ANSWERED.match(sentence.skeleton[units[frame.cue_at].at :]):
        for phrase in reversed(phrases):
            if phrase.at < frame.first and phrase.role == "relay" and phrase.weight >= 2 and not is_relay(phrase):
                return discourse.resolve(phrase)
    return None


def clause_ends(units: Sequence[Unit]) -> bool:
    """Whether a predicate with a comma behind it, or with what joins it to another clause, stands among the units."""
    joined = False
    for unit in units:
        if joined and unit.surface in COMMAS:
            return True
        joined = unit.pos.startswith(_CLAUSE_ENDS) or (
            joined and unit.surface in ("ほか", "他", "一方", "一方で", "ため", "上", "うえ", "で")
        )
    return False


def cleft_speaker(sentence: Sentence, start: int, names: Names) -> Phrase | None:
    """The one with whom a sentence ends that says who it is that speaks (「…」と話すのはXだ).

    `start` is the unit behind the beginning of the verb.
    """
    units = sentence.units
    if start >= len(units) or not _CLEFT.match(sentence.skeleton, units[start].at):
        return None
    end = len(units)
    while end > start and (units[end - 1].pos.startswith("補助記号") or units[end - 1].lemma in ("だ", "です", "有る")):
        end -= 1
    phrase = phrase_before(sentence, end, "bare", names)
    return phrase if phrase is not None and phrase.weight >= 2 and phrase.first > start else None


def ruling_modified(frame: Frame, sentence: Sentence, names: Names) -> Phrase | None:
    """The ruling or the document that …とした modifies (「…」とした一審判決を破棄した)."""
    units = sentence.units
    at = frame.quotative + 2
    if frame.mode != "do" or frame.quotative < 0 or at + 1 >= len(units) or units[at].surface != "た":
        return None
    end = at + 1
    while (end < len(units) and units[end].pos.startswith(NOUNS)) or (
        end < len(units) and units[end].surface in ("の", "・") and units[end - 1].pos.startswith("名詞")
    ):
        end += 1
    text = "".join(unit.surface for unit in units[at + 1 : end])
    if not _RULING.search(text):
        return None
    return phrase_before(sentence, end, "bare", names)


def before_colon(sentence: Sentence, frame: Frame, names: Names) -> Phrase | None:
    """Whoever stands before a colon, a dash or 曰く in front of a span."""
    units = sentence.units
    at = frame.first
    while at and units[at - 1].surface in (":", "：", "―", "─", "—", "-", "、", "…", "曰く", "いわく"):
        at -= 1
    if at == frame.first or at == 0:
        return None
    phrase = phrase_before(sentence, at, "bare", names)
    return phrase if phrase is not None and phrase.weight >= 1 else None
