"""Whose words they are: the subject of the clause that governs a quotation, or whoever spoke before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.quotations.actors import is_pronoun
from index.quotations.frames import Frame
from index.quotations.names import Names
from index.quotations.phrases import Phrase, is_relay, phrase_before, phrases_of
from index.quotations.sentences import Sentence, Unit

_CLOSING = frozenset(("ため", "ので", "けれど", "けれども", "が", "と", "ば", "から", "のに"))
_FIRST_PERSON = re.compile(
    r"^(?:私|僕|俺|わたし|わたくし|ぼく|おれ|自分|我々|われわれ|われら|余|吾輩|わし|あたし|自身|自ら)$"
)
_THIRD_PERSON = re.compile(r"^(?:彼|彼女|同氏|氏|本人|あの人|その人)$")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: canonical name, mention as written with its span, and whether it was carried over."""

    name: str
    text: str
    span: tuple[int, int] | None
    inferred: bool = False


NOBODY = Speaker("", "", None)


@dataclass(slots=True)
class Discourse:
    """What a reader remembers while reading: who was last spoken of, and who spoke last, with where."""

    names: Names
    spoken: Speaker = NOBODY
    spoken_at: int = -99
    topic: Speaker = NOBODY
    topic_at: int = -99
    people: list[tuple[int, str]] = field(default_factory=list)
    me: Speaker = NOBODY
    _phrases: dict[int, tuple[Phrase, ...]] = field(default_factory=dict)

    def phrases(self, number: int, sentence: Sentence) -> tuple[Phrase, ...]:
        if number not in self._phrases:
            if len(self._phrases) > 64:
                self._phrases.clear()
            self._phrases[number] = phrases_of(sentence, self.names)
        return self._phrases[number]

    def turn(self, speaker: Speaker) -> None:
        """A new turn begins: `speaker` says I, and whoever spoke before is forgotten."""
        self.me = speaker
        self.spoken = self.topic = NOBODY

    def read(self, number: int, clock: int, sentence: Sentence) -> None:
        """Remember whom a sentence is about."""
        best: Phrase | None = None
        for phrase in self.phrases(number, sentence):
            if phrase.weight < 2 or phrase.role not in ("は", "が", "も") or _FIRST_PERSON.match(phrase.text):
                continue
            if phrase.role in ("は", "も") or best is None:
                best = phrase
        if best is not None:
            speaker = self.resolve(best)
            if speaker.name:
                self.topic, self.topic_at = speaker, clock
                if best.person is not None or _THIRD_PERSON.match(best.text):
                    self.people.append((clock, speaker.name))
        for name in self.names.within(sentence.start, sentence.end):
            newly = not self.people or self.people[-1][1] != name.canonical
            if newly and (best is None or best.person is None):
                self.people.append((clock, name.canonical))

    def resolve(self, phrase: Phrase) -> Speaker:
        """The speaker a phrase means; nobody where a pronoun could mean two."""
        span = (phrase.start, phrase.end)
        if phrase.person is not None:
            person = phrase.person
            return Speaker(person.canonical, phrase.text, (person.start, phrase.end))
        text = phrase.text
        if _FIRST_PERSON.match(text):
            return self.me
        if _THIRD_PERSON.match(text):
            return Speaker(self.people[-1][1], text, span) if self.people else NOBODY
        if is_pronoun(text):
            return Speaker(text, text, span)
        if self.names.known(text):
            return Speaker(self.names.canonical(text), text, span)
        holder = self.names.holder(text, phrase.start)
        if holder:
            return Speaker(holder, text, span)
        return Speaker(text, text, span)


def speaker_of(
    frame: Frame, sentence: Sentence, number: int, clock: int, discourse: Discourse, previous: Speaker | None
) -> Speaker:
    """The speaker of a bracketed span.

    `previous` is the speaker of the span before it in the same sentence, if there is one.
    """
    phrases = discourse.phrases(number, sentence)
    units = sentence.units
    nested = sentence.region >= 0
    if frame.owner is not None:
        owner = phrase_before(sentence, sentence.unit_at(frame.owner[1]), "の", discourse.names)
        if owner is not None and owner.weight == 2:
            return discourse.resolve(owner)
    if frame.mode in ("noun", "bare"):
        named = _owner_of_noun(frame, sentence, phrases, discourse)
        if named is not None:
            return named
        if frame.withdrawn:
            return NOBODY
    if frame.passive:
        return _agent(frame, phrases, discourse)
    if frame.que >= 0 or frame.mode == "inverted":
        low, high = (frame.que, frame.cue_at) if frame.mode != "inverted" else (frame.last, frame.cue_at)
        behind = _behind(units, phrases, low, high if high >= 0 else len(units))
        if behind is not None:
            return discourse.resolve(behind)
    if frame.mode == "inverted":
        return NOBODY
    start = _segment_start(units, frame.first)
    segment = [phrase for phrase in phrases if start <= phrase.first and phrase.at < frame.first]
    chosen = _in_front(frame, units, segment)
    if chosen is not None:
        return discourse.resolve(chosen)
    if frame.mode in ("end", "alone"):
        colon = _before_colon(sentence, frame, discourse.names)
        if colon is not None:
            return discourse.resolve(colon)
    if previous is not None and previous.name:
        return previous
    relays = [phrase for phrase in segment if phrase.role == "relay"]
    if relays:
        relay = relays[-1]
        if not is_relay(relay):
            return discourse.resolve(relay) if relay.weight == 2 else NOBODY
        if frame.cue in ("という", "伝え", "報じ") or frame.cue.startswith(("伝え", "報じ")):
            return discourse.resolve(relay)
    if (frame.mode in ("noun", "bare", "none") and not frame.taken) or nested:
        return NOBODY
    return _carried(clock, discourse)


_BEARER = re.compile(r"^(?P<office>[^（(]*)[（(](?P<name>[^）)]+?)(?:君|くん|さん|氏)?[）)]$")
_HONORED = re.compile(r"(?:君|くん|さん|氏|様|先生)$")


def label_speaker(text: str, label: tuple[int, int], names: Names) -> Speaker:
    """Who a label at the head of a turn names: 議長（山田太郎君）, 山田太郎君, 山田."""
    words = text[label[0] : label[1]]
    bearer = _BEARER.match(words)
    name = bearer["name"] if bearer else _HONORED.sub("", words) or words
    inside = names.within(*label)
    if not bearer and inside:
        name = inside[-1].name
    first = next(
        (
            mention.canonical
            for mention in names.mentions
            if mention.canonical.startswith(name) and mention.canonical != name
        ),
        "",
    )
    known = names.canonical(name)
    if known == name and first:
        known = first
    return Speaker(known, words, label)


def introduced_by(sentence: Sentence, number: int, clock: int, discourse: Discourse) -> Speaker:
    """Who speaks in the block that a sentence introduces: its subject, else from whom it comes."""
    chosen: Phrase | None = None
    for phrase in discourse.phrases(number, sentence):
        if phrase.weight < 2:
            continue
        if phrase.role in ("は", "も") or (
            phrase.role in ("が", "から", "に") and (chosen is None or chosen.role in ("が", "に"))
        ):
            chosen = phrase
    return discourse.resolve(chosen) if chosen is not None else _carried(clock, discourse)


def _segment_start(units: Sequence[Unit], place: int) -> int:
    """Where the stretch before a span begins: behind the span before it in the same sentence."""
    for at in range(place - 1, max(-1, place - 200), -1):
        if units[at].pair >= 0:
            if (
                at + 1 < len(units)
                and units[at + 1].surface in ("の", "と")
                and at + 1 < place
                and not _quotes(units, at + 1)
            ):
                continue
            if at + 1 < len(units) and units[at + 1].surface in ("を", "が", "に", "は", "で", "へ", "や"):
                continue
            return at + 1
    return max(0, place - 200)


def _quotes(units: Sequence[Unit], at: int) -> bool:
    return units[at].surface == "と"


def _behind(units: Sequence[Unit], phrases: Sequence[Phrase], low: int, high: int) -> Phrase | None:
    """A subject between と and the reporting verb (「…」と、X氏は言う)."""
    for phrase in phrases:
        if phrase.first <= low or phrase.at >= high or phrase.role not in ("は", "が", "も"):
            continue
        if phrase.weight == 2 or (phrase.weight == 1 and phrase.first <= low + 2):
            if phrase.role == "が" and _closed(units, phrase.at + 1, high):
                continue
            if any(
                unit.pos.startswith("動詞") and following.surface == "、"
                for unit, following in zip(
                    units[low + 1 : phrase.first], units[low + 2 : phrase.first + 1], strict=False
                )
            ):
                continue
            return phrase
    return None


def _in_front(frame: Frame, units: Sequence[Unit], segment: Sequence[Phrase]) -> Phrase | None:
    topic: Phrase | None = None
    nominative: Phrase | None = None
    told: Phrase | None = None
    agent: Phrase | None = None
    place: Phrase | None = None
    for phrase in segment:
        adjacent = _adjacent(units, phrase.at, frame.first)
        if phrase.role == "as" and phrase.weight == 2:
            told = phrase
        elif phrase.weight == 0 or (phrase.weight == 1 and not adjacent):
            continue
        elif phrase.role in ("は", "も"):
            if frame.mode == "fragment" and topic is not None:
                continue
            topic = phrase
        elif phrase.role == "が":
            if units[phrase.at + 1].lemma == "有る" and place is not None and place.at + 1 == phrase.first:
                agent = place
            elif not _closed(units, phrase.at + 1, frame.first):
                nominative = phrase
        elif phrase.role in ("では", "から") and phrase.weight == 2:
            place = phrase
    if agent is not None:
        return agent
    if told is not None and (topic is None or told.at > topic.at):
        return told
    if topic is not None and nominative is not None:
        if nominative.at < topic.at:
            return topic
        if frame.mode == "fragment":
            return nominative if frame.subordinate and not _adjacent(units, nominative.at, frame.first) else topic
        if frame.subordinate or _turns(units, topic.at, nominative.first):
            return nominative
        return topic
    return topic or nominative or place


def _turns(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether another clause begins between `start` and `stop`: が、 or a break with its own subject."""
    return any(
        unit.surface in ("が", "けれど", "けど", "ものの", "一方", "一方で", "ため", "ので")
        and unit.pos.startswith(("助詞-接続助詞", "名詞"))
        for unit in units[start + 1 : stop]
    )


def _adjacent(units: Sequence[Unit], at: int, place: int) -> bool:
    """Whether only a comma stands between the particle at `at` and the unit `place`."""
    rest = units[at + 1 : place]
    return all(unit.surface in ("、", "，", ",", "は", "も") for unit in rest)


def _closed(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether the clause of a subject ends between `start` and `stop`: a relative clause or another subject's turn."""
    for at in range(start, stop):
        unit = units[at]
        if unit.surface in _CLOSING and (unit.pos.startswith("助詞-接続助詞") or unit.surface in ("ため",)):
            return True
        if unit.pos.startswith(("動詞", "助動詞", "形容詞")) and at + 1 < stop:
            following = units[at + 1]
            if (
                following.pos.startswith(("名詞-普通", "名詞-固有", "代名詞", "接頭辞"))
                and "連用" not in unit.conjugation
            ):
                return True
            if following.surface == "の" and "連用" not in unit.conjugation:
                return True
    return False


def _agent(frame: Frame, phrases: Sequence[Phrase], discourse: Discourse) -> Speaker:
    """Who said it when the verb is passive: the phrase with に or から."""
    for phrase in reversed(phrases):
        if phrase.role in ("に", "から") and phrase.weight == 2 and phrase.at < max(frame.cue_at, frame.first):
            return discourse.resolve(phrase)
    return NOBODY


def _owner_of_noun(frame: Frame, sentence: Sentence, phrases: Sequence[Phrase], discourse: Discourse) -> Speaker | None:
    """X's in Xの「…」発言 and Xから「…」との声."""
    units = sentence.units
    at = frame.first - 1
    if at < 0:
        return None
    if units[at].surface in ("、", "，"):
        at -= 1
    if at > 0 and units[at].surface == "の":
        phrase = phrase_before(sentence, at, "の", discourse.names)
        if phrase is not None and phrase.weight == 2:
            return discourse.resolve(phrase)
    start = _segment_start(units, frame.first)
    for phrase in reversed(phrases):
        if start <= phrase.first and phrase.at < frame.first and phrase.role == "から" and phrase.weight == 2:
            return discourse.resolve(phrase)
    if frame.mode == "bare" and at >= 0:
        phrase = phrase_before(sentence, at + 1, "bare", discourse.names)
        if phrase is not None and phrase.weight == 2:
            return discourse.resolve(phrase)
    if frame.withdrawn:
        for phrase in reversed(phrases):
            if (
                start <= phrase.first
                and phrase.at < frame.first
                and phrase.role == "relay"
                and phrase.weight == 2
                and not is_relay(phrase)
            ):
                return discourse.resolve(phrase)
    return None


def _before_colon(sentence: Sentence, frame: Frame, names: Names) -> Phrase | None:
    units = sentence.units
    at = frame.first
    while at and units[at - 1].surface in (":", "：", "―", "─", "—", "-", "、", "…", "曰く", "いわく"):
        at -= 1
    if at == frame.first or at == 0:
        return None
    phrase = phrase_before(sentence, at, "bare", names)
    return phrase if phrase is not None and phrase.weight >= 1 else None


def _carried(clock: int, discourse: Discourse) -> Speaker:
    """The speaker carried over from a sentence just before."""
    recent = [
        (at, speaker)
        for at, speaker in ((discourse.topic_at, discourse.topic), (discourse.spoken_at, discourse.spoken))
        if clock - 2 <= at <= clock and speaker.name
    ]
    if not recent:
        return NOBODY
    _, speaker = max(recent, key=lambda pair: pair[0])
    return Speaker(speaker.name, speaker.text, speaker.span, True)
