"""The rules for spans whose frame itself says where the speaker stands.

Each takes a Case and gives a Speaker, NOBODY where no one is to be named, or None where it has nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from inyo.index.quotations.actors import names_a_person_or_body
from inyo.index.quotations.discourse import NOBODY, Speaker
from inyo.index.quotations.grammar import SUBJECTS
from inyo.index.quotations.media import names_a_relay
from inyo.index.quotations.phrases import phrase_before
from inyo.index.quotations.speakers import around, owners, subjects
from inyo.index.quotations.speakers.case import Case
from inyo.index.quotations.weighing import Phrase, is_relay

_HONORIFIC_PASSIVE = ("述べ", "話", "語", "答", "発言", "答弁", "説明", "おっしゃ", "指摘", "主張", "強調", "表明")
"""Beginnings of verbs whose passive is as often a form of respect."""

_BYLINE = re.compile(r"^[(（](?P<who>[^()（）、。]{2,20})[)）]と")


def owner(case: Case) -> Speaker | None:
    """X in 「…」というXの声."""
    if case.frame.owner is None:
        return None
    place = case.sentence.unit_at(case.frame.owner[1])
    phrase = phrase_before(case.sentence, place, "の", case.discourse.names)
    return case.resolved(phrase) if phrase is not None and phrase.weight >= 2 else None


def byline(case: Case) -> Speaker | None:
    """X in 「…」（X）と."""
    names = case.discourse.names
    end = case.units[case.frame.last].end
    found = _BYLINE.match(case.sentence.source[end : end + 24])
    if not found or not names_a_person_or_body(found["who"]) or names_a_relay(found["who"]):
        return None
    span = (end + 1, end + 1 + len(found["who"]))
    inside = names.within(*span)
    return Speaker(inside[-1].canonical if inside else names.canonical(found["who"]), found["who"], span)


def of_a_noun(case: Case) -> Speaker | None:
    """X in Xの「…」発言, Xから「…」との声."""
    if case.frame.mode not in ("noun", "bare"):
        return None
    return owners.owner_of_noun(case.frame, case.sentence, case.phrases, case.discourse)


def withdrawn(case: Case) -> Speaker | None:
    """Nobody in 「…」との声が上がる."""
    return NOBODY if case.frame.withdrawn else None


def left_behind(case: Case) -> Speaker | None:
    """The person last spoken of, whose 遺書 it is."""
    frame = case.frame
    if frame.mode != "noun" or frame.taken or not frame.cue.startswith("遺書"):
        return None
    left = case.discourse.carried(case.clock)
    return left if case.discourse.names.is_person(left.name) else NOBODY


def noun_taken_by_none(case: Case) -> Speaker | None:
    """Whoever stands right before 「…」との見方 where no verb makes the view anybody's own; else nobody."""
    frame = case.frame
    if frame.mode != "noun" or frame.taken or frame.quotative < 0:
        return None
    near = [
        phrase
        for phrase in case.phrases
        if phrase.weight >= 2 and subjects.adjacent(case.units, phrase.at, frame.first)
    ]
    return case.discourse.resolve(near[-1]) if near else NOBODY


def agent_of_passive(case: Case) -> Speaker | None:
    """X in Xに「…」と言われた; the writer of the words before where they are written."""
    if not case.frame.passive:
        return None
    before = case.previous if case.previous is not None and case.frame.kind == "written" else NOBODY
    own = case.start if before.name else 0
    agent = _agent(case, [phrase for phrase in case.phrases if phrase.first >= own])
    return agent if agent.name else before


def _agent(case: Case, phrases: Sequence[Phrase]) -> Speaker:
    """Who said it when the verb is passive: the phrase with に or から; the topic where the form is one of respect."""
    frame, units, discourse = case.frame, case.units, case.discourse
    for phrase in reversed(phrases):
        if (
            phrase.role in ("に", "から", "からは")
            and phrase.weight >= 2
            and phrase.at < max(frame.cue_at, frame.first)
        ):
            return discourse.resolve(phrase)
    if frame.kind == "written":
        for phrase in reversed(phrases):
            if (
                phrase.role in ("に", "では")
                and phrase.weight >= 1
                and phrase.at < frame.first
                and not owners.clause_ends(units[phrase.at : frame.first])
            ):
                return discourse.resolve(phrase)
    if frame.cue.startswith(_HONORIFIC_PASSIVE):
        for phrase in reversed(phrases):
            if phrase.role in SUBJECTS and phrase.weight >= 2 and phrase.at < frame.first:
                return discourse.resolve(phrase)
    return NOBODY


def final_name(case: Case) -> Speaker | None:
    """X in 「…」とX。"""
    frame = case.frame
    if frame.mode != "direct" or frame.quotative < 0 or frame.cue_at < len(case.units):
        return None
    return case.resolved(around.final_name(case.sentence, frame, case.discourse))


def giver(case: Case) -> Speaker | None:
    """X in Xから「…」と送り出された."""
    frame = case.frame
    if frame.mode != "direct" or frame.cue:
        return None
    givers = [phrase for phrase in case.phrases if phrase.role == "から" and phrase.weight >= 2]
    if not givers or not subjects.adjacent(case.units, givers[-1].at, frame.first):
        return None
    return case.discourse.resolve(givers[-1]) if around.is_given(case.units[frame.quotative + 1 :]) else None


def subject_behind(case: Case) -> Speaker | None:
    """X in 「…」と、Xは言う and 「…」、Xは言った; in the second nobody else can be."""
    frame = case.frame
    inverted = frame.mode == "inverted"
    if frame.quotative < 0 and not inverted:
        return None
    low = frame.last if inverted else frame.quotative
    high = frame.cue_at if frame.cue_at >= 0 else len(case.units)
    found = subjects.subject_behind(case.units, case.phrases, low, high)
    if found is not None and (inverted or not is_relay(found) or not subjects.has_subject(frame, case.phrases)):
        return case.discourse.resolve(found)
    return NOBODY if inverted else None
