"""The subject of the clause that governs a span, in front of the words or behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from inyo.index.quotations.frames.frame import Frame
from inyo.index.quotations.grammar import COMMAS, CONJUNCTIVE, NEW_NOUNS, PREDICATES, SUBJECTS
from inyo.index.quotations.media import DOCUMENT
from inyo.index.quotations.sentences import Unit
from inyo.index.quotations.weighing import Phrase, is_relay

_CLOSING = frozenset(("ので", "けれど", "けれども", "が", "と", "ば", "から", "のに"))
"""The conjunctive particles with which the clause of a subject is over."""

_TURNING = frozenset(("が", "けれど", "けど", "ものの", "一方", "一方で", "ため", "ので"))
"""The words behind which another clause may have a subject of its own."""

_AGAIN = re.compile(r"と(?:している|しており|した|発表した|説明した|説明している)(?:。|$)")
_BETWEEN = (*COMMAS, ",", "は", "も")


def subject_in_front(frame: Frame, units: Sequence[Unit], segment: Sequence[Phrase]) -> Phrase | None:
    """The subject among the phrases of the segment in front of a span: its topic, the one with が, or a place.

    A topic is the speaker unless the phrase with が behind it stands in the clause of the verb of speaking alone.
    """
    topic: Phrase | None = None
    nominative: Phrase | None = None
    told: Phrase | None = None
    place: Phrase | None = None
    for phrase in segment:
        if phrase.role == "が" and place is not None and _has(units, place, phrase):
            return place
        if phrase.role == "as":
            told = phrase if phrase.weight >= 2 else told
        elif phrase.weight < _needed(frame, phrase, adjacent(units, phrase.at, frame.first)):
            continue
        elif phrase.role in ("は", "も"):
            if frame.mode != "fragment" or topic is None:
                topic = phrase
        elif phrase.role == "が":
            if not _closed(units, phrase.at + 1, frame.first):
                nominative = phrase
        elif _is_place(frame, units, phrase):
            place = phrase
    if topic is not None and topic.weight < 2 and told is None:
        topic = _user(topic, units, segment) or topic
    if told is not None and (topic is None or told.at > topic.at):
        return told
    if topic is not None and nominative is not None and nominative.at > topic.at:
        return _of_two(frame, units, topic, nominative)
    if place is not None and place.role == "から" and not adjacent(units, place.at, frame.first):
        place = None
    return topic or nominative or place


def _has(units: Sequence[Unit], place: Phrase, phrase: Phrase) -> bool:
    """Whether a place is said to have what follows (県には|決まりが|ある)."""
    return place.at + 1 == phrase.first and phrase.at + 1 < len(units) and units[phrase.at + 1].lemma == "有る"


def _is_place(frame: Frame, units: Sequence[Unit], phrase: Phrase) -> bool:
    """Whether words may come from a phrase with では or から: somebody, or a document right before them."""
    if phrase.role not in ("では", "からは", "から"):
        return False
    document = phrase.role == "では" and bool(DOCUMENT.search(phrase.text))
    return phrase.weight >= 2 or (document and adjacent(units, phrase.at, frame.first))


def _of_two(frame: Frame, units: Sequence[Unit], topic: Phrase, nominative: Phrase) -> Phrase:
    """The speaker where a topic and a phrase with が behind it both could be."""
    if frame.mode == "fragment":
        return nominative if frame.subordinate and not adjacent(units, nominative.at, frame.first) else topic
    embedded = (
        frame.subordinate
        or (topic.person is None and _reported_again(frame, units))
        or _turns(units, topic.at, nominative.first)
    )
    return nominative if embedded else topic


def subject_behind(units: Sequence[Unit], phrases: Sequence[Phrase], low: int, high: int) -> Phrase | None:
    """A subject between unit `low`, the と, and unit `high`, the reporting verb (「…」と、X氏は言う)."""
    for phrase in phrases:
        if phrase.first <= low or phrase.at >= high or phrase.role not in SUBJECTS:
            continue
        if phrase.weight >= 2 or (phrase.weight == 1 and phrase.first <= low + 2):
            if phrase.role == "が" and _closed(units, phrase.at + 1, high):
                continue
            if any(
                unit.pos.startswith(("動詞", CONJUNCTIVE)) and following.surface == "、"
                for unit, following in pairwise(units[low + 1 : phrase.first])
            ):
                continue
            return phrase
    return None


def has_subject(frame: Frame, phrases: Sequence[Phrase]) -> bool:
    """Whether somebody else than a medium stands as the subject in front of a span."""
    return any(
        phrase.role in SUBJECTS and phrase.weight >= 2 and phrase.at < frame.first and not is_relay(phrase)
        for phrase in phrases
    )


def adjacent(units: Sequence[Unit], at: int, place: int) -> bool:
    """Whether only a comma stands between the particle at `at` and the unit `place`."""
    return 0 < place - at <= 4 and all(unit.surface in _BETWEEN for unit in units[at + 1 : place])


def has_predicate(units: Sequence[Unit]) -> bool:
    """Whether a verb, an auxiliary or an adjective stands among the units."""
    return any(unit.pos.startswith(PREDICATES) for unit in units)


def _user(topic: Phrase, units: Sequence[Unit], segment: Sequence[Phrase]) -> Phrase | None:
    """Whoever does in the clause before a lifeless topic what modifies it (少年が使った|ナイフは「…」と話した)."""
    for phrase in reversed(segment):
        if phrase.role == "が" and phrase.weight >= 2 and phrase.at < topic.first:
            between = units[phrase.at + 1 : topic.first]
            modified = bool(between) and between[-1].pos.startswith(("動詞", "助動詞"))
            return phrase if modified and not any(unit.surface in COMMAS for unit in between) else None
    return None


def _reported_again(frame: Frame, units: Sequence[Unit]) -> bool:
    """Whether the whole clause is itself reported further on (Xは、Yが「…」と話したとしている)."""
    start = max(frame.cue_at, frame.last) + 1
    text = "".join(unit.surface for unit in units[start : start + 60])
    return bool(_AGAIN.search(text))


def _needed(frame: Frame, phrase: Phrase, beside: bool) -> int:
    """The weight a phrase needs to be taken for the speaker: less where little else could be the subject."""
    stated = frame.mode in ("direct", "noun", "do") and frame.form == "full" and bool(frame.cue)
    if not beside:
        return 1 if stated and phrase.role == "は" and frame.mode != "noun" and not phrase.quoted else 2
    return 0 if stated and phrase.role in ("は", "が") else 1


def _turns(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether another clause with its own subject begins between `start` and `stop`."""
    return any(
        unit.surface in _TURNING and unit.pos.startswith((CONJUNCTIVE, "名詞")) for unit in units[start + 1 : stop]
    )


def _closed(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether the clause of a subject ends between `start` and `stop`: a relative clause or another subject's turn."""
    for at in range(start, stop):
        unit = units[at]
        if unit.surface == "ため" or (unit.surface in _CLOSING and unit.pos.startswith(CONJUNCTIVE)):
            return True
        if unit.pos.startswith(PREDICATES) and at + 1 < stop and "連用" not in unit.conjugation:
            following = units[at + 1]
            if following.pos.startswith((*NEW_NOUNS, "接頭辞")) or following.surface == "の":
                return True
    return False
