"""Speakers whom what stands around the words names, where no subject in front of them does: labels, the next clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inyo.index.quotations.actors import PERSON_END
from inyo.index.quotations.discourse import Discourse
from inyo.index.quotations.frames.frame import Frame
from inyo.index.quotations.grammar import COMMAS, PASSIVES, SUBJECTS
from inyo.index.quotations.phrases import phrase_before
from inyo.index.quotations.sentences import Sentence, Unit
from inyo.index.quotations.weighing import Phrase

_GOES_ON = re.compile(r"[^、。\ufffc]{1,10}?(?:て|で|ながら|つつ|し)、")


def told_behind(frame: Frame, sentence: Sentence, phrases: Sequence[Phrase]) -> Phrase | None:
    """The person of whom the clause tells that a dash joins to the words (「…」――Xさんは今も問い続ける)."""
    behind = frame.last + 1
    if behind >= len(sentence.units) or sentence.units[behind].surface[0] not in "―─—":
        return None
    return next(
        (phrase for phrase in phrases if phrase.first > behind and phrase.role in SUBJECTS and phrase.weight == 3),
        None,
    )


def final_name(sentence: Sentence, frame: Frame, discourse: Discourse) -> Phrase | None:
    """The person or role that is all there is behind と (「…」とXさん。)."""
    units = sentence.units
    end = len(units)
    while end > frame.quotative and units[end - 1].pos.startswith("補助記号"):
        end -= 1
    phrase = phrase_before(sentence, end, "bare", discourse.names) if end > frame.quotative + 1 else None
    near = phrase is not None and all(unit.surface in COMMAS for unit in units[frame.quotative + 1 : phrase.first])
    return phrase if phrase is not None and near and phrase.weight >= 2 else None


def labelled(frame: Frame, sentence: Sentence, discourse: Discourse) -> Phrase | None:
    """The person whose name is all there is before the words (X社長「…」, X社長の話「…」)."""
    units = sentence.units
    end = frame.first
    if end > 2 and units[end - 1].surface in ("話", "談話", "談", "コメント") and units[end - 2].surface == "の":
        end -= 2
    phrase = phrase_before(sentence, end, "bare", discourse.names)
    return phrase if phrase is not None and phrase.weight == 3 and phrase.first == 0 else None


def named_later(frame: Frame, sentence: Sentence, phrases: Sequence[Phrase]) -> Phrase | None:
    """The person whom only the next clause names (「…」とだけ答えて、X社長は車に乗った)."""
    units = sentence.units
    if frame.first or frame.mode != "direct" or not 0 <= frame.cue_at < len(units):
        return None
    goes_on = _GOES_ON.match(sentence.skeleton, units[frame.cue_at].at)
    if not goes_on:
        return None
    place = sentence.unit_at(goes_on.end())
    return next(
        (phrase for phrase in phrases if phrase.first == place and phrase.role == "は" and phrase.weight == 3), None
    )


def said_to_be(frame: Frame, sentence: Sentence, discourse: Discourse) -> Phrase | None:
    """Whom the clause before a span says somebody was (着物姿の新婦だったが、「…」と話した)."""
    units = sentence.units
    at = frame.first
    while at and units[at - 1].surface in (*COMMAS, "が", "た"):
        at -= 1
    if at < 2 or at > frame.first - 3 or units[at - 1].lemma != "だ":
        return None
    phrase = phrase_before(sentence, at - 1, "bare", discourse.names)
    return phrase if phrase is not None and phrase.weight >= 2 and PERSON_END.search(phrase.text) else None


def is_given(units: Sequence[Unit]) -> bool:
    """Whether the first verb is passive: the words come from whoever stands with から (監督から「…」と送り出された)."""
    for at, unit in enumerate(units[:12]):
        if unit.pos.startswith("動詞"):
            return any(following.lemma in PASSIVES for following in units[at + 1 : at + 3])
    return False


def exists(units: Sequence[Unit], at: int) -> bool:
    """Whether a phrase that ends before unit `at` is of somebody new (社長もいた)."""
    return at + 1 < len(units) and units[at].surface in ("も", "が") and units[at + 1].lemma == "居る"
