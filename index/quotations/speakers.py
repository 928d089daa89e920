"""Whose words they are: the subject of the clause that governs a quotation, or whoever spoke before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.quotations.actors import names_a_person_or_body, names_a_relay
from index.quotations.around import exists, final_name, is_given, labelled, named_later, said_to_be, told_behind
from index.quotations.discourse import NOBODY, Discourse, Speaker, modifies
from index.quotations.frames import Frame
from index.quotations.owners import (
    before_colon,
    clause_ends,
    cleft_speaker,
    head_of_relative,
    owner_of_noun,
    ruling_modified,
    segment_start,
)
from index.quotations.phrases import phrase_before
from index.quotations.sentences import Sentence, Unit
from index.quotations.weighing import DOCUMENT, Phrase, is_relay

_CLOSING = frozenset(("ので", "けれど", "けれども", "が", "と", "ば", "から", "のに"))
_TURN = frozenset(("が", "けれど", "けど", "ものの", "一方", "一方で", "ため", "ので"))
_HONORIFIC_PASSIVE = ("述べ", "話", "語", "答", "発言", "答弁", "説明", "おっしゃ", "指摘", "主張", "強調", "表明")
_AGAIN = re.compile(r"と(?:している|しており|した|発表した|説明した|説明している)(?:。|$)")
_BYLINE = re.compile(r"^[(（](?P<who>[^()（）、。]{2,20})[)）]と")
_ASKED = re.compile(
    r"に(?:話を|理由を|感想を|事情を)?(?:聞[いくけ]|尋ね|たずね|問[いうえ]|取材)[^、。]{0,4}(?:と|ば|ところ)、?$"
)
_ADMITS = re.compile(r"(?:など)?と[^、。]{0,8}(?:容疑|犯行|起訴内容|起訴事実|罪)を")
_SUSPECT = ("容疑者", "被告", "被告人", "受刑者")
_SAYS = ("述べ", "語", "話", "宣言", "コメント", "答え", "訴え", "強調")


def speaker_of(
    frame: Frame, sentence: Sentence, number: int, clock: int, discourse: Discourse, previous: Speaker | None
) -> Speaker:
    """The speaker of a bracketed span.

    `previous` is the speaker of the span before it in the same sentence, if there is one.
    """
    phrases = discourse.phrases(number, sentence)
    units = sentence.units
    explicit = _stated(frame, sentence, clock, phrases, discourse, previous)
    if explicit is not None:
        return explicit
    cleft = cleft_speaker(sentence, frame.cue_at + 1, discourse.names) if frame.que >= 0 and frame.cue_at >= 0 else None
    if cleft is not None:
        return discourse.resolve(cleft)
    ruling = ruling_modified(frame, sentence, discourse.names)
    if ruling is not None:
        return discourse.resolve(ruling)
    start = segment_start(units, frame.first)
    segment = [phrase for phrase in phrases if start <= phrase.first and phrase.at < frame.first]
    chosen = _in_front(frame, units, segment)
    relay = next((phrase for phrase in reversed(segment) if phrase.role == "relay"), None)
    if chosen is not None and relay is not None and relay.weight >= 2 and not is_relay(relay):
        near = frame.first - relay.at <= 5 and chosen.at < relay.first
        if near and not _no_verb(units[chosen.at : relay.first]):
            return discourse.resolve(relay)
    if chosen is not None:
        return discourse.resolve(chosen)
    if relay is not None and relay.weight >= 2 and not is_relay(relay) and frame.first - relay.at <= 5:
        return discourse.resolve(relay)
    if frame.mode == "end":
        label = labelled(frame, sentence, discourse)
        if label is not None:
            return discourse.resolve(label)
    if frame.mode == "alone":
        told = told_behind(frame, sentence, phrases)
        if told is not None:
            return discourse.resolve(told)
    if frame.mode in ("end", "alone"):
        colon = before_colon(sentence, frame, discourse.names)
        if colon is not None:
            return discourse.resolve(colon)
    head = head_of_relative(frame, sentence, discourse.names)
    if head is not None:
        some = head.person is None and exists(units, head.last)
        return Speaker(head.text, head.text, (head.start, head.end)) if some else discourse.resolve(head)
    if previous is not None and previous.name:
        return previous
    asked = _ASKED.search(sentence.skeleton[: units[frame.first].at])
    if asked:
        place = sentence.unit_at(asked.start())
        for phrase in segment:
            if phrase.role == "に" and phrase.weight >= 2 and phrase.at == place:
                return discourse.resolve(phrase)
    later = named_later(frame, sentence, phrases)
    if later is not None:
        return discourse.resolve(later)
    was = said_to_be(frame, sentence, discourse)
    if was is not None:
        return discourse.resolve(was)
    unknown = [phrase for phrase in segment if phrase.weight == 0 and phrase.role == "は"]
    if unknown and frame.mode == "direct" and frame.form == "full" and frame.cue.startswith(_SAYS) and not start:
        return discourse.resolve(unknown[-1])
    topics = [
        phrase for phrase in phrases if phrase.weight >= 2 and phrase.at < frame.first and phrase.role in ("は", "も")
    ]
    if topics and start:
        return discourse.resolve(topics[-1])
    own = [
        phrase
        for phrase in phrases
        if phrase.role == "が"
        and phrase.weight == 3
        and phrase.at < start
        and not modifies(units, phrase.at + 1, frame.first)
    ]
    if own:
        return discourse.resolve(own[-1])
    relays = [
        phrase for phrase in phrases if phrase.role == "relay" and phrase.at < frame.first and phrase.text != "ところ"
    ]
    if relays:
        relayed = _relayed(frame, sentence, relays[-1], discourse)
        if relayed is not None:
            return relayed
    if any(
        phrase.role == "は" and phrase.weight == 0 and _no_verb(units[phrase.at : frame.first]) for phrase in segment
    ):
        return NOBODY
    if sentence.region >= 0 or (frame.mode in ("noun", "bare", "none") and not frame.taken):
        return NOBODY
    if frame.que >= 0 and _ADMITS.match(sentence.skeleton, units[frame.que].at):
        suspect = discourse.names.last_titled(_SUSPECT, units[frame.first].start)
        if suspect is not None:
            return Speaker(suspect.canonical, suspect.name + suspect.title, (suspect.start, suspect.end), True)
    if frame.mode == "alone":
        return discourse.continued(clock, in_paragraph=not sentence.first)
    return discourse.carried(clock, spoken=frame.kind == "speech" and frame.mode in ("direct", "do"))


def _stated(
    frame: Frame,
    sentence: Sentence,
    clock: int,
    phrases: Sequence[Phrase],
    discourse: Discourse,
    previous: Speaker | None,
) -> Speaker | None:
    """The speaker where the frame itself says where to look; None to go on looking, NOBODY to stop."""
    units = sentence.units
    if frame.owner is not None:
        owner = phrase_before(sentence, sentence.unit_at(frame.owner[1]), "の", discourse.names)
        if owner is not None and owner.weight >= 2:
            return discourse.resolve(owner)
    end = units[frame.last].end
    byline = _BYLINE.match(sentence.source[end : end + 24])
    if byline and names_a_person_or_body(byline["who"]) and not names_a_relay(byline["who"]):
        span = (end + 1, end + 1 + len(byline["who"]))
        inside = discourse.names.within(*span)
        name = inside[-1].canonical if inside else discourse.names.canonical(byline["who"])
        return Speaker(name, byline["who"], span)
    if frame.mode in ("noun", "bare"):
        named = owner_of_noun(frame, sentence, phrases, discourse)
        if named is not None:
            return named
    if frame.withdrawn:
        return NOBODY
    if frame.mode == "noun" and frame.cue.startswith("遺書") and not frame.taken:
        left = discourse.carried(clock)
        return left if discourse.names.is_person(left.name) else NOBODY
    if frame.mode == "noun" and not frame.taken and frame.que >= 0:
        near = [phrase for phrase in phrases if phrase.weight >= 2 and _adjacent(units, phrase.at, frame.first)]
        return discourse.resolve(near[-1]) if near else NOBODY
    if frame.passive:
        before = previous if previous is not None and frame.kind == "written" else NOBODY
        own = segment_start(units, frame.first) if before.name else 0
        agent = _agent(frame, units, [phrase for phrase in phrases if phrase.first >= own], discourse)
        return agent if agent.name else before
    if frame.mode == "direct" and frame.que >= 0 and frame.cue_at >= len(units):
        final = final_name(sentence, frame, discourse)
        if final is not None:
            return discourse.resolve(final)
    if frame.mode == "direct" and not frame.cue:
        given = [phrase for phrase in phrases if phrase.role == "から" and phrase.weight >= 2]
        if given and _adjacent(units, given[-1].at, frame.first) and is_given(units[frame.que + 1 :]):
            return discourse.resolve(given[-1])
    if frame.que >= 0 or frame.mode == "inverted":
        low = frame.last if frame.mode == "inverted" else frame.que
        behind = _behind(units, phrases, low, frame.cue_at if frame.cue_at >= 0 else len(units))
        relayed = behind is not None and is_relay(behind) and frame.mode != "inverted"
        if behind is not None and not (relayed and _has_subject(frame, phrases)):
            return discourse.resolve(behind)
    return NOBODY if frame.mode == "inverted" else None


def _has_subject(frame: Frame, phrases: Sequence[Phrase]) -> bool:
    """Whether somebody else than a medium stands as the subject in front of a span."""
    return any(
        phrase.role in ("は", "が", "も") and phrase.weight >= 2 and phrase.at < frame.first and not is_relay(phrase)
        for phrase in phrases
    )


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


def _behind(units: Sequence[Unit], phrases: Sequence[Phrase], low: int, high: int) -> Phrase | None:
    """A subject between と and the reporting verb (「…」と、X氏は言う)."""
    for phrase in phrases:
        if phrase.first <= low or phrase.at >= high or phrase.role not in ("は", "が", "も"):
            continue
        if phrase.weight >= 2 or (phrase.weight == 1 and phrase.first <= low + 2):
            if phrase.role == "が" and _closed(units, phrase.at + 1, high):
                continue
            if any(
                unit.pos.startswith(("動詞", "助詞-接続助詞")) and following.surface == "、"
                for unit, following in pairwise(units[low + 1 : phrase.first])
            ):
                continue
            return phrase
    return None


def _in_front(frame: Frame, units: Sequence[Unit], segment: Sequence[Phrase]) -> Phrase | None:
    topic: Phrase | None = None
    nominative: Phrase | None = None
    told: Phrase | None = None
    place: Phrase | None = None
    for phrase in segment:
        needed = _needed(frame, phrase, _adjacent(units, phrase.at, frame.first))
        agent = phrase.role == "が" and place is not None and place.at + 1 == phrase.first
        if agent and phrase.at + 1 < len(units) and units[phrase.at + 1].lemma == "有る":
            return place
        if phrase.role == "as":
            told = phrase if phrase.weight >= 2 else told
        elif phrase.weight < needed:
            continue
        elif phrase.role in ("は", "も"):
            if frame.mode != "fragment" or topic is None:
                topic = phrase
        elif phrase.role == "が":
            if not _closed(units, phrase.at + 1, frame.first):
                nominative = phrase
        elif phrase.role in ("では", "からは", "から") and (
            phrase.weight >= 2
            or (
                phrase.role == "では"
                and bool(DOCUMENT.search(phrase.text))
                and _adjacent(units, phrase.at, frame.first)
            )
        ):
            place = phrase
    if topic is not None and topic.weight < 2 and told is None:
        topic = _user(topic, units, segment) or topic
    if told is not None and (topic is None or told.at > topic.at):
        return told
    if topic is not None and nominative is not None and nominative.at > topic.at:
        if frame.mode == "fragment":
            return nominative if frame.subordinate and not _adjacent(units, nominative.at, frame.first) else topic
        embedded = (
            frame.subordinate
            or (topic.person is None and _reported_again(frame, units))
            or _turns(units, topic.at, nominative.first)
        )
        return nominative if embedded else topic
    if place is not None and place.role == "から" and not _adjacent(units, place.at, frame.first):
        place = None
    return topic or nominative or place


def _user(topic: Phrase, units: Sequence[Unit], segment: Sequence[Phrase]) -> Phrase | None:
    """Whoever does in the clause before a lifeless topic what modifies it (少年が使った|ナイフは「…」と話した)."""
    for phrase in reversed(segment):
        if phrase.role == "が" and phrase.weight >= 2 and phrase.at < topic.first:
            between = units[phrase.at + 1 : topic.first]
            modified = bool(between) and between[-1].pos.startswith(("動詞", "助動詞"))
            return phrase if modified and not any(unit.surface in ("、", "，") for unit in between) else None
    return None


def _reported_again(frame: Frame, units: Sequence[Unit]) -> bool:
    """Whether the whole clause is itself reported further on (Xは、Yが「…」と話したとしている)."""
    start = max(frame.cue_at, frame.last) + 1
    text = "".join(unit.surface for unit in units[start : start + 60])
    return bool(_AGAIN.search(text))


def _needed(frame: Frame, phrase: Phrase, adjacent: bool) -> int:
    """The weight a phrase needs to be taken for the speaker: less where little else could be the subject."""
    stated = frame.mode in ("direct", "noun", "do") and frame.form == "full" and bool(frame.cue)
    if not adjacent:
        return 1 if stated and phrase.role == "は" and frame.mode != "noun" and not phrase.quoted else 2
    return 0 if stated and phrase.role in ("は", "が") else 1


def _no_verb(units: Sequence[Unit]) -> bool:
    return not any(unit.pos.startswith(("動詞", "形容詞", "助動詞")) for unit in units)


def _turns(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether another clause with its own subject begins between `start` and `stop`."""
    return any(
        unit.surface in _TURN and unit.pos.startswith(("助詞-接続助詞", "名詞")) for unit in units[start + 1 : stop]
    )


def _adjacent(units: Sequence[Unit], at: int, place: int) -> bool:
    """Whether only a comma stands between the particle at `at` and the unit `place`."""
    return 0 < place - at <= 4 and all(unit.surface in ("、", "，", ",", "は", "も") for unit in units[at + 1 : place])


def _closed(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether the clause of a subject ends between `start` and `stop`: a relative clause or another subject's turn."""
    for at in range(start, stop):
        unit = units[at]
        if unit.surface == "ため" or (unit.surface in _CLOSING and unit.pos.startswith("助詞-接続助詞")):
            return True
        if unit.pos.startswith(("動詞", "助動詞", "形容詞")) and at + 1 < stop and "連用" not in unit.conjugation:
            following = units[at + 1]
            if following.pos.startswith(("名詞-普通", "名詞-固有", "代名詞", "接頭辞")) or following.surface == "の":
                return True
    return False


def _agent(frame: Frame, units: Sequence[Unit], phrases: Sequence[Phrase], discourse: Discourse) -> Speaker:
    """Who said it when the verb is passive: the phrase with に or から; the topic where the form is one of respect."""
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
                and not clause_ends(units[phrase.at : frame.first])
            ):
                return discourse.resolve(phrase)
    if frame.cue.startswith(_HONORIFIC_PASSIVE):
        for phrase in reversed(phrases):
            if phrase.role in ("は", "が", "も") and phrase.weight >= 2 and phrase.at < frame.first:
                return discourse.resolve(phrase)
    return NOBODY


def _relayed(frame: Frame, sentence: Sentence, relay: Phrase, discourse: Discourse) -> Speaker | None:
    """The speaker where a relay is all there is: the medium only where no verb of speaking has another subject."""
    hearsay = frame.cue in ("という", "", "としている", "とし")
    if is_relay(relay):
        return discourse.resolve(relay) if frame.cue == "という" or frame.cue.startswith(("伝え", "報じ")) else None
    if relay.weight < 2:
        return None
    units = sentence.units
    told_on = 0 <= frame.cue_at < len(units) and re.match(
        r"[^、。]{0,8}(?:と(?:い|言)う|模様|らしい|そうだ)", sentence.skeleton[units[frame.cue_at].at :]
    )
    return discourse.resolve(relay) if hearsay or not told_on else None
