"""Anchors: the speakers that a story itself names beside the words or in a sentence that points at them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from inyo.index.japanese.wordlists import any_of
from inyo.index.quotations.discourse import NOBODY, Speaker
from inyo.index.quotations.names import Names
from inyo.index.quotations.pronouns import INTRODUCING
from inyo.index.quotations.stories.exchange import Spoken, Turn
from inyo.index.quotations.stories.narration import Narration

_SELF = re.compile(
    rf"(?:{any_of(INTRODUCING)})(?:は|が|こそ|こそは)、?"
    r"(?P<name>[^、。！？「」]{1,10}?)(?:でござ|と申|という者|という(?:もの|名)|だ。|です。|じゃ。|である。|だ$|です$)"
)
_CALLED = r"(?:さん|様|さま|君|くん|殿|どの|ちゃん|先生|よ|や)?"
_CALL = re.compile(
    r"(?:^|[。！？!?…―　])(?:(?:おい|なあ|ねえ|ねぇ|これ|おお|もし|さあ|やい|いや|ああ|そこで|では|じゃあ)、?)?"
    rf"(?P<first>[^\s、。！？!?…―「」]{{1,8}}?){_CALLED}(?=[、！!])"
    rf"|(?<=[、…　])(?P<last>[^\s、。！？!?…―「」]{{1,8}}?){_CALLED}(?=[。！？!?…―]|$)"
    rf"|^(?P<who>[^\s、。！？!?…―「」]{{1,8}}?){_CALLED}(?:では|じゃ)(?:ない|ねえ|ありませ|ございませ)"
)


def anchor(turn: Turn, names: Names) -> None:
    """Give the lines of a turn the speakers that stand beside them."""
    previous: Spoken | None = None
    for line in turn.lines:
        _exclude(line, names)
        line.speaker = _beside(line, previous, names)
        previous = line
    for line, following in zip(reversed(turn.lines[:-1]), reversed(turn.lines[1:]), strict=True):
        if not line.speaker.name and following.speaker.name and following.speaker.name not in line.not_by:
            acts = line.behind is not None and (line.behind.subject.name or line.behind.other.name)
            if not acts:
                line.speaker = replace(following.speaker, inferred=True)


def _beside(line: Spoken, previous: Spoken | None, names: Names) -> Speaker:
    if line.stated.name:
        return line.stated
    behind, before, lead = line.behind, line.before, line.lead
    if behind is not None and behind.head.name and behind.head.name not in line.not_by:
        return behind.head
    if before is not None:
        if before.subject.name and before.subject.name not in line.not_by:
            return before.subject
        if before.other.name:
            line.not_by.add(before.other.name)
        elif previous is not None and previous.speaker.name and previous.speaker.name not in line.not_by:
            return replace(previous.speaker, inferred=True)
        return NOBODY
    if previous is not None and previous.speaker.name:
        return replace(previous.speaker, inferred=True)
    if lead is not None and lead.other.name:
        line.not_by.add(lead.other.name)
    if lead is not None and lead.subject.name and lead.subject.name not in line.not_by:
        if lead.open:
            return lead.subject
        if line.clause:
            return replace(lead.subject, inferred=True)
    own = _SELF.search(line.words)
    if own and names.known(own["name"]):
        return Speaker(names.canonical(own["name"]), "", None, True)
    return NOBODY


def _exclude(line: Spoken, names: Names) -> None:
    """Whoever a line addresses does not speak it."""
    for found in _CALL.finditer(line.words):
        name = found["first"] or found["last"] or found["who"]
        if names.known(name):
            line.not_by.add(names.canonical(name))


def point(turns: Sequence[Turn]) -> None:
    """Sentences of speaking on lines of their own: what they point at is the turn before them or the one behind.

    Where both could be meant, the habit of the text decides: where its other sentences of the kind stand.
    """
    habit: Counter[str] = Counter()
    unclear: list[tuple[Turn, Turn, Narration]] = []
    for place, turn in enumerate(turns):
        if turn.lines[-1].clause:
            turn.after = []
        front = turns[place - 1] if place and turns[place - 1].scene == turn.scene else None
        if turn.after and turn.after[0].back:
            habit["back"] += _give(
                turn.lines[-1], turn.after[0].head if turn.after[0].head.name else turn.after[0].subject
            )
        elif turn.after and turn.after[0].says and not turn.after[0].pointing:
            following = turns[place + 1] if place + 1 < len(turns) else None
            if len(turn.after) > 1 or following is None or following.scene != turn.scene:
                habit["back"] += _give(turn.lines[-1], turn.after[0].subject)
        if not turn.told or not turn.told[-1].says or turn.told[-1].back:
            continue
        last = turn.told[-1]
        if front is None or len(turn.told) > 1 or (last.polite and not last.pointing):
            habit["forward"] += _give(turn.lines[0], last.subject)
        elif last.forward or not last.pointing:
            unclear.append((front, turn, last))
    for front, behind, told in unclear:
        if front.last.name and not behind.speaker.name and front.last.name != told.subject.name:
            _give(behind.lines[0], told.subject)
        elif behind.speaker.name and not front.last.name and behind.speaker.name != told.subject.name:
            _give(front.lines[-1], told.subject)
        elif max(habit.values(), default=0) >= max(2, 3 * min(habit["back"], habit["forward"])):
            line = front.lines[-1] if habit["back"] > habit["forward"] else behind.lines[0]
            _give(line, told.subject)


def _give(line: Spoken, speaker: Speaker) -> int:
    """Give a line the speaker that a sentence points at; 1 where he may be, else 0."""
    if line.speaker.name or not speaker.name or speaker.name in line.not_by:
        return 0
    line.speaker = speaker
    return 1
