"""The rules for spans beside which nobody stands: who was named earlier, in the sentence or before it.

Each takes a Case and gives a Speaker, NOBODY where no one is to be named, or None where it has nothing to say.
"""

from __future__ import annotations

import re

from inyo.index.quotations.discourse import NOBODY, Speaker, modifies
from inyo.index.quotations.speakers.case import Case
from inyo.index.quotations.speakers.subjects import has_predicate
from inyo.index.quotations.weighing import is_relay

_SAYS = ("述べ", "語", "話", "宣言", "コメント", "答え", "訴え", "強調")
"""Beginnings of verbs of which any topic is the speaker."""

_ADMITS = re.compile(r"(?:など)?と[^、。]{0,8}(?:容疑|犯行|起訴内容|起訴事実|罪)を")
_SUSPECT = ("容疑者", "被告", "被告人", "受刑者")
_PASSED_ON = re.compile(r"[^、。]{0,8}(?:と(?:い|言)う|模様|らしい|そうだ)")


def unknown_topic(case: Case) -> Speaker | None:
    """A topic of which nothing says that it can speak, where a verb does nothing but speak."""
    frame = case.frame
    if case.start or frame.mode != "direct" or frame.form != "full" or not frame.cue.startswith(_SAYS):
        return None
    unknown = [phrase for phrase in case.segment if phrase.weight == 0 and phrase.role == "は"]
    return case.discourse.resolve(unknown[-1]) if unknown else None


def earlier_topic(case: Case) -> Speaker | None:
    """The topic of the sentence, before the quotation before."""
    topics = [
        phrase
        for phrase in case.phrases
        if phrase.weight >= 2 and phrase.at < case.frame.first and phrase.role in ("は", "も")
    ]
    return case.discourse.resolve(topics[-1]) if topics and case.start else None


def earlier_person(case: Case) -> Speaker | None:
    """The person with が before the quotation before, where the clause modifies nothing."""
    people = [
        phrase
        for phrase in case.phrases
        if phrase.role == "が"
        and phrase.weight == 3
        and phrase.at < case.start
        and not modifies(case.units, phrase.at + 1, case.frame.first)
    ]
    return case.discourse.resolve(people[-1]) if people else None


def source(case: Case) -> Speaker | None:
    """X in Xによると「…」という; a medium only where no verb of speaking has another subject."""
    frame = case.frame
    relays = [
        phrase
        for phrase in case.phrases
        if phrase.role == "relay" and phrase.at < frame.first and phrase.text != "ところ"
    ]
    if not relays:
        return None
    relay = relays[-1]
    if is_relay(relay):
        passes_on = frame.cue == "という" or frame.cue.startswith(("伝え", "報じ"))
        return case.discourse.resolve(relay) if passes_on else None
    if relay.weight < 2:
        return None
    hearsay = frame.cue in ("という", "", "としている", "とし")
    passed_on = 0 <= frame.cue_at < len(case.units) and _PASSED_ON.match(
        case.sentence.skeleton, case.units[frame.cue_at].at
    )
    return case.discourse.resolve(relay) if hearsay or not passed_on else None


def lifeless_topic(case: Case) -> Speaker | None:
    """Nobody where a topic that cannot speak stands right before the words."""
    stops = any(
        phrase.role == "は" and phrase.weight == 0 and not has_predicate(case.units[phrase.at : case.frame.first])
        for phrase in case.segment
    )
    return NOBODY if stops else None


def not_to_be_carried(case: Case) -> Speaker | None:
    """Nobody inside a bracket or before a noun that nobody makes his own: no speaker is carried over to those."""
    unruled = case.frame.mode in ("noun", "bare", "none") and not case.frame.taken
    return NOBODY if case.sentence.region >= 0 or unruled else None


def suspect(case: Case) -> Speaker | None:
    """The suspect last named in 「…」と容疑を認めている."""
    frame, units = case.frame, case.units
    if frame.quotative < 0 or not _ADMITS.match(case.sentence.skeleton, units[frame.quotative].at):
        return None
    suspect = case.discourse.names.last_titled(_SUSPECT, units[frame.first].start)
    if suspect is None:
        return None
    return Speaker(suspect.canonical, suspect.name + suspect.title, (suspect.start, suspect.end), True)


def carried(case: Case) -> Speaker | None:
    """Whoever spoke, or was spoken of, in a sentence before."""
    frame = case.frame
    if frame.mode == "alone":
        return case.discourse.continued(case.clock, in_paragraph=not case.sentence.begins_line)
    return case.discourse.carried(case.clock, spoken=frame.kind == "speech" and frame.mode in ("direct", "do"))
