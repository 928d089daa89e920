"""The rules that look for the speaker in the clause of a span and in those beside it.

Each takes a Case and gives a Speaker, NOBODY where no one is to be named, or None where it has nothing to say.
"""

from __future__ import annotations

import re

from inyo.index.quotations.discourse import Speaker
from inyo.index.quotations.speakers import around, owners, subjects
from inyo.index.quotations.speakers.case import Case
from inyo.index.quotations.weighing import is_relay

_ASKED = re.compile(
    r"に(?:話を|理由を|感想を|事情を)?(?:聞[いくけ]|尋ね|たずね|問[いうえ]|取材)[^、。]{0,4}(?:と|ば|ところ)、?$"
)
_NEAR = 5
"""How many units before a span a source still gives the words."""


def cleft(case: Case) -> Speaker | None:
    """X in 「…」と話すのはXだ."""
    if case.frame.quotative < 0 or case.frame.cue_at < 0:
        return None
    return case.resolved(owners.cleft_speaker(case.sentence, case.frame.cue_at + 1, case.discourse.names))


def ruling(case: Case) -> Speaker | None:
    """The judgment in 「…」とした一審判決."""
    return case.resolved(owners.ruling_modified(case.frame, case.sentence, case.discourse.names))


def subject_in_front(case: Case) -> Speaker | None:
    """X in Xは「…」と述べた; X in Yが訪れると、Xによれば「…」, where a clause ends between the two."""
    frame = case.frame
    subject = subjects.subject_in_front(frame, case.units, case.segment)
    relay = next((phrase for phrase in reversed(case.segment) if phrase.role == "relay"), None)
    if relay is not None and (relay.weight < 2 or is_relay(relay) or frame.first - relay.at > _NEAR):
        relay = None
    if subject is None or relay is None:
        return case.resolved(subject or relay)
    parted = subject.at < relay.first and subjects.has_predicate(case.units[subject.at : relay.first])
    return case.discourse.resolve(relay if parted else subject)


def label(case: Case) -> Speaker | None:
    """X in X社長「…」."""
    if case.frame.mode != "end":
        return None
    return case.resolved(around.labelled(case.frame, case.sentence, case.discourse))


def told_behind(case: Case) -> Speaker | None:
    """X in 「…」――Xさんは今も問い続ける."""
    if case.frame.mode != "alone":
        return None
    return case.resolved(around.told_behind(case.frame, case.sentence, case.phrases))


def before_colon(case: Case) -> Speaker | None:
    """X in X：「…」."""
    if case.frame.mode not in ("end", "alone"):
        return None
    return case.resolved(owners.before_colon(case.sentence, case.frame, case.discourse.names))


def modified(case: Case) -> Speaker | None:
    """X in 「…」と主張するX; a newcomer stays what the text calls him (「…」と言う社長もいた)."""
    head = owners.head_of_relative(case.frame, case.sentence, case.discourse.names)
    if head is not None and head.person is None and around.exists(case.units, head.last):
        return Speaker(head.text, head.text, (head.start, head.end))
    return case.resolved(head)


def previous(case: Case) -> Speaker | None:
    """Whoever spoke the words before in the same sentence."""
    return case.previous if case.previous is not None and case.previous.name else None


def asked(case: Case) -> Speaker | None:
    """X in Xに話を聞くと「…」."""
    found = _ASKED.search(case.sentence.skeleton[: case.units[case.frame.first].at])
    if not found:
        return None
    place = case.sentence.unit_at(found.start())
    return case.resolved(
        next((each for each in case.segment if each.role == "に" and each.weight >= 2 and each.at == place), None)
    )


def named_later(case: Case) -> Speaker | None:
    """X in 「…」とだけ答えて、Xは車に乗った."""
    return case.resolved(around.named_later(case.frame, case.sentence, case.phrases))


def said_to_be(case: Case) -> Speaker | None:
    """X in 着物姿のXだったが、「…」."""
    return case.resolved(around.said_to_be(case.frame, case.sentence, case.discourse))
