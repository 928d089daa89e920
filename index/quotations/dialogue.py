"""Dialogue: who says a line that stands alone, where the narrative beside it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inyo.index.quotations import reporting
from inyo.index.quotations.discourse import NOBODY, Discourse, Speaker
from inyo.index.quotations.grammar import SUBJECTS
from inyo.index.quotations.sentences import ATOM, Sentence
from inyo.index.quotations.speakers.owners import cleft_speaker

_BACK = re.compile(
    r"[そこ]う(?=[^、。]{0,10}(?:[言云話語訊答説述伝訴叫呟尋強評記書嘆漏]|い[いっうわ]|つぶや|問|切り出|明か|打ち明|振り返))|"
    r"[さか]う(?=[云言])|そのように|言い終|言いかけ|と[言云]った|と言って"
)
_FORWARD = re.compile(
    r"[こか]う(?=[^、。]{0,10}(?:[言云話語訊答説述伝訴叫呟尋強]|い[いっうわ]))|次のように|このように|"
    r"口を開|切り出"
)
_SPEAKING = re.compile(rf"(?:{reporting.SAYING_NOUNS})(?:し|する|を)|{reporting.OLD_KANA.pattern}")
_SAYS = re.compile(r"[言云話語訊答説述伝訴叫呟尋問評記書]|つぶや|い[いっうわ]|強調")
_NAME_LINE = re.compile(r"^[^。、「」『』]{2,30}$")


def named_beside(number: int, sentences: Sequence[Sentence], discourse: Discourse) -> Speaker | None:
    """The speaker of the span that sentence `number` consists of: from the sentence behind it or before it.

    Behind: Xはそう言った, or any sentence of speaking in a line of its own; before: Xはこう言った, or a line that is a
    name. None where neither tells; NOBODY where the span is one of an exchange.
    """
    sentence = sentences[number]
    own_line = sentence.begins_line and sentence.ends_line
    following = _outer(number, sentences, 1)
    if following is not None:
        lead = following.skeleton.split(ATOM)[0]
        own = own_line and following.begins_line and ATOM not in following.skeleton and _reports(following)
        if own and _FORWARD.search(lead):
            after = _outer(number, sentences, 2)
            own = after is None or after.units[0].pair < 0
        gesture = not own and following.paragraph == sentence.paragraph and reporting.GESTURE.search(following.skeleton)
        if own or gesture or (_BACK.search(lead) and (_spoken(lead) or _reports(following))):
            speaker = _subject(number, following, sentences, discourse)
            if speaker.name:
                return speaker
    before = _outer(number, sentences, -1)
    if before is not None and ATOM not in before.skeleton:
        earlier = _outer(number, sentences, -2)
        taken = earlier is not None and earlier.units[0].pair >= 0 and earlier.paragraph == before.paragraph - 1
        if _reports(before) and (_FORWARD.search(before.skeleton) or not (taken or _BACK.search(before.skeleton))):
            speaker = _subject(number, before, sentences, discourse)
            if speaker.name:
                return speaker
        if own_line and before.begins_line and before.ends_line and _NAME_LINE.match(before.skeleton):
            inside = discourse.names.within(before.start, before.end)
            if inside and inside[0].start == before.start:
                return Speaker(inside[0].canonical, inside[0].name, (inside[0].start, inside[0].name_end))
    return NOBODY if own_line and _exchange(number, sentences) else None


def _outer(number: int, sentences: Sequence[Sentence], step: int) -> Sentence | None:
    """The sentence of the page itself `step` places on, within reach and in a neighbouring paragraph."""
    here = sentences[number]
    direction = 1 if step > 0 else -1
    left = abs(step)
    for place in range(
        number + direction, max(-1, number - 16) if step < 0 else min(len(sentences), number + 16), direction
    ):
        found = sentences[place]
        if found.on_page:
            left -= 1
            if not left:
                return found if abs(found.paragraph - here.paragraph) <= abs(step) else None
    return None


def _reports(sentence: Sentence) -> bool:
    verbs = reporting.SAYING | reporting.WRITING
    return any(unit.lemma in verbs for unit in sentence.units[-8:]) or bool(_SPEAKING.search(sentence.skeleton[-16:]))


def _spoken(lead: str) -> bool:
    return bool(_SAYS.search(lead))


def _subject(number: int, sentence: Sentence, sentences: Sequence[Sentence], discourse: Discourse) -> Speaker:
    place = next(
        (at for at in range(max(0, number - 16), min(len(sentences), number + 17)) if sentences[at] is sentence), number
    )
    said = _BACK.search(sentence.skeleton)
    cleft = cleft_speaker(sentence, sentence.unit_at(said.end()) + 1, discourse.names) if said else None
    if cleft is not None:
        return discourse.resolve(cleft)
    chosen = None
    for phrase in discourse.phrases(place, sentence):
        if phrase.weight >= 2 and phrase.role in SUBJECTS and (chosen is None or phrase.role == "は"):
            chosen = phrase
            if phrase.role == "は":
                break
    return discourse.resolve(chosen) if chosen is not None else NOBODY


def _exchange(number: int, sentences: Sequence[Sentence]) -> bool:
    """Whether the line before or after is a line of speech, too."""
    for step in (1, -1):
        found = _outer(number, sentences, step)
        if (
            found is not None
            and found.begins_line
            and found.units[0].pair >= 0
            and found.paragraph != sentences[number].paragraph
        ):
            return True
    return False
