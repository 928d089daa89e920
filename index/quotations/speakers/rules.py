"""Whose words they are: the rules for a bracketed span, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable

from inyo.index.quotations.discourse import NOBODY, Discourse, Speaker
from inyo.index.quotations.frames.frame import Frame
from inyo.index.quotations.sentences import Sentence
from inyo.index.quotations.speakers import clause, remembered, stated
from inyo.index.quotations.speakers.case import Case
from inyo.index.quotations.speakers.owners import segment_start
from inyo.index.quotations.weighing import Phrase

Rule = Callable[[Case], Speaker | None]
"""A Speaker; NOBODY where no one is to be named; None where the next rule is to be asked."""

RULES: tuple[Rule, ...] = (
    stated.owner,
    stated.byline,
    stated.of_a_noun,
    stated.withdrawn,
    stated.left_behind,
    stated.noun_taken_by_none,
    stated.agent_of_passive,
    stated.final_name,
    stated.giver,
    stated.subject_behind,
    clause.cleft,
    clause.ruling,
    clause.subject_in_front,
    clause.label,
    clause.told_behind,
    clause.before_colon,
    clause.modified,
    clause.previous,
    clause.asked,
    clause.named_later,
    clause.said_to_be,
    remembered.unknown_topic,
    remembered.earlier_topic,
    remembered.earlier_person,
    remembered.source,
    remembered.lifeless_topic,
    remembered.not_to_be_carried,
    remembered.suspect,
    remembered.carried,
)
"""The rules in the order in which they are asked."""


def speaker_of(
    frame: Frame, sentence: Sentence, number: int, clock: int, discourse: Discourse, previous: Speaker | None
) -> Speaker:
    """The speaker of a bracketed span in sentence `number`; NOBODY where the text does not say.

    `previous` is the speaker of the span before it in the same sentence, if there is one.
    """
    phrases = discourse.phrases(number, sentence)
    start = segment_start(sentence.units, frame.first)
    segment = [phrase for phrase in phrases if start <= phrase.first and phrase.at < frame.first]
    case = Case(frame, sentence, clock, discourse, phrases, start, segment, previous)
    for rule in RULES:
        speaker = rule(case)
        if speaker is not None:
            return speaker
    return NOBODY


def introduced_by(sentence: Sentence, number: int, clock: int, discourse: Discourse) -> Speaker:
    """Who speaks in the block that a sentence introduces: its subject, else from whom it comes."""
    chosen: Phrase | None = None
    for phrase in discourse.phrases(number, sentence):
        if phrase.weight < 2:
            continue
        if phrase.role in ("は", "も") or (
            phrase.role in ("が", "から", "からは") and (chosen is None or chosen.role not in ("は", "も"))
        ):
            chosen = phrase
    return discourse.resolve(chosen) if chosen is not None else discourse.carried(clock)
