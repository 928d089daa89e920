"""Dialogue: who says a line that stands alone, where the narrative beside it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.quotations import reporting
from index.quotations.sentences import Sentence
from index.quotations.speakers import NOBODY, Discourse, Speaker

_BACK = re.compile(r"そう|そのように|言い終|言いかけ|言って|云って")
_FORWARD = re.compile(r"こう|次のように|このように|口を開|切り出|続け[たる]|尋ね|訊|答え")


def named_beside(number: int, sentences: Sequence[Sentence], discourse: Discourse) -> Speaker | None:
    """The speaker of the line that sentence `number` is, from the sentence after it (Xはそう言った) or before it.

    None where neither speaks of speaking; nobody in particular where the line is one of an exchange.
    """
    following = _outer(number, sentences, 1)
    if following is not None and _reports(following) and _BACK.search(following.skeleton):
        speaker = _subject(number, following, sentences, discourse)
        if speaker.name:
            return speaker
    before = _outer(number, sentences, -1)
    if (
        before is not None
        and _reports(before)
        and _FORWARD.search(before.skeleton)
        and not _BACK.search(before.skeleton)
    ):
        speaker = _subject(number, before, sentences, discourse)
        if speaker.name:
            return speaker
    sentence = sentences[number]
    if sentence.first and sentence.last and _exchange(number, sentences):
        return NOBODY
    return None


def _outer(number: int, sentences: Sequence[Sentence], step: int) -> Sentence | None:
    """The next sentence of the page itself, within reach."""
    here = sentences[number]
    for place in range(number + step, max(-1, number - 12) if step < 0 else min(len(sentences), number + 12), step):
        found = sentences[place]
        if found.region < 0 and not found.in_parentheses:
            return found if abs(found.paragraph - here.paragraph) <= 1 else None
    return None


def _reports(sentence: Sentence) -> bool:
    if any(unit.pair >= 0 for unit in sentence.units):
        return False
    return any(unit.lemma in reporting.SAYING for unit in sentence.units[-8:])


def _subject(number: int, sentence: Sentence, sentences: Sequence[Sentence], discourse: Discourse) -> Speaker:
    place = next(
        (at for at in range(max(0, number - 12), min(len(sentences), number + 12)) if sentences[at] is sentence), number
    )
    chosen = None
    for phrase in discourse.phrases(place, sentence):
        if phrase.weight == 2 and phrase.role in ("は", "が", "も") and (chosen is None or phrase.role == "は"):
            chosen = phrase
    return discourse.resolve(chosen) if chosen is not None else NOBODY


def _exchange(number: int, sentences: Sequence[Sentence]) -> bool:
    """Whether the line before or after is a line of speech, too."""
    for step in (1, -1):
        found = _outer(number, sentences, step)
        if (
            found is not None
            and found.first
            and found.units[0].pair >= 0
            and found.paragraph != sentences[number].paragraph
        ):
            return True
    return False
