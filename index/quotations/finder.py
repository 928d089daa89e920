"""Quotation → item: everybody who may have said it, each with how he stands to the words.

In the sentence itself what the rules say, its noun phrases and its names speak for somebody; around it the sentences
beside it (neighbours).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inyo.index.japanese.grammar import COMMAS, SUBJECTS
from inyo.index.japanese.sentences import Sentence
from inyo.index.japanese.tokens import Remembered
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.people.phrases import phrase_before
from inyo.index.people.titles import THIRD_PERSON, may_mean, names_a_relay, voices_in_front
from inyo.index.people.weighing import Phrase, is_lifeless
from inyo.index.quotations.clauses import Clause, Frame, clauses_of, governing, path
from inyo.index.quotations.neighbours import Neighbours, plain_mode
from inyo.index.quotations.relations import segment_start
from inyo.index.quotations.rules import RULES, Case
from inyo.index.quotations.scorer import Candidate, Candidates, Item, type_of

_GUESSING = frozenset(("carried", "suspect"))
"""The rules that look beyond the clause of the words."""
_SHORT = 14
"""Characters of a span up to which it may be a mere name."""
_SPEAKING = (*SUBJECTS, "からは", "relay")
"""The roles in which even a thing may be what is quoted (選評は, 規則によれば)."""


_IS_OWN: Remembered[str, bool] = Remembered(lambda feature: feature.startswith(("front", "mid", "first")), 1 << 16)
"""Whether a feature says that somebody stands in the clauses around the words."""


class Finder:
    """Finds the candidates of the quotations of one document."""

    def __init__(self, sentences: Sequence[Sentence], discourse: Discourse, story: bool) -> None:
        self._sentences = sentences
        self._discourse = discourse
        self._story = story
        self._neighbours = Neighbours(sentences, discourse, story)
        self._clauses: dict[int, tuple[Clause, ...]] = {}
        self._kinds: dict[str, tuple[str, ...]] = {}

    def clauses(self, number: int) -> tuple[Clause, ...]:
        if number not in self._clauses:
            self._clauses[number] = clauses_of(self._sentences[number].units)
        return self._clauses[number]

    def item(self, pair: int, frame: Frame, number: int, clock: int, previous: Speaker | None) -> tuple[Item, Speaker]:
        """The item of a quotation, and whom the first rule that knows names (for the memory of the reading)."""
        sentence = self._sentences[number]
        units = sentence.units
        phrases = self._discourse.phrases(number, sentence)
        self._discourse.at_hand(phrases)
        start = segment_start(units, frame.first)
        segment = [phrase for phrase in phrases if start <= phrase.first and phrase.at < frame.first]
        at = next(at for at in range(frame.first, frame.last + 1) if units[at].pair == pair)
        case = Case(at, frame, sentence, clock, self._discourse, phrases, start, segment, previous)
        found = Candidates(self._discourse, self._story)
        first, given = _by_rules(case, found)
        _phrases_around(case, self.clauses(number), found)
        if not self._story:
            _against(case, found)
            _addressed(case, found)
        _named(case, found)
        self._neighbours.around(case, number, found)
        self._neighbours.recent(case, found)
        if not self._story:
            self._neighbours.beside(case, number, given, found)
        if self._discourse.me.name and not self._story:
            _in_a_turn(case, found)
        own = any(phrase.weight >= 2 and phrase.role in SUBJECTS for phrase in segment)
        self._finish(case, found, own)
        if not self._story:
            self._neighbours.in_paragraph(case, f"{plain_mode(frame)}|{given}", found)
        return self._made(pair, case, found, own), first

    def _finish(self, case: Case, found: Candidates, own: bool) -> None:
        """What is said of every candidate once all are known, and of nobody."""
        if self._story:
            found.nobody.features.append("nobody")
            return
        pronouns = [
            phrase.text
            for phrase in case.phrases
            if phrase.text in THIRD_PERSON and phrase.person is None and phrase.role in SUBJECTS
        ]
        unit = case.units[case.at]
        words = case.sentence.source[unit.start : unit.end]
        told = self._discourse.names.told_in(words)
        for name in told.themselves:
            found.add(Speaker(name, name, None, True), "names himself")
        for name, candidate in found.by_name.items():
            if name:
                candidate.features += self._kind(name, candidate)
                if name in told.others or _speaks_of(words, candidate.speaker.text or name):
                    person = self._discourse.names.is_person(name)
                    candidate.features.append(f"spoken of {'person' if person else 'other'}")
                if name in told.honoured:
                    candidate.features.append("honoured in the words")
                if pronouns and not any(may_mean(pronoun, name) for pronoun in pronouns):
                    candidate.features.append("not meant by the pronoun")
        found.nobody.features += self._nobody(case, own)

    def _made(self, pair: int, case: Case, found: Candidates, own: bool) -> Item:
        frame, units, sentence = case.frame, case.units, case.sentence
        alone = frame.first == 0 and frame.last >= len(units) - 2 and frame.quotative < 0
        return Item(
            pair,
            units[frame.first].start,
            units[frame.last].end,
            frame,
            found.by_name,
            sentence.paragraph,
            case.clock,
            alone and sentence.begins_line and sentence.ends_line,
            own,
            sentence.region >= 0,
            sentence.begins_line and frame.first == 0,
            self._story,
        )

    def _kind(self, name: str, candidate: Candidate) -> tuple[str, ...]:
        """What kind of speaker a candidate is, and how lately he was spoken of."""
        kind = self._kinds.get(name)
        if kind is None:
            kind = self._kinds[name] = tuple(self._kind_of(name))
        own = any(map(_IS_OWN.__getitem__, candidate.features))
        return *kind, f"rank {self._discourse.rank(name)}|{'own' if own else 'far'}"

    def _kind_of(self, name: str) -> Iterator[str]:
        names = self._discourse.names
        person = names.is_person(name)
        yield f"is person {person}"
        if not person:
            yield "acts" if names.acts(name) else "relay" if names_a_relay(name) else "no person"

    def _nobody(self, case: Case, own: bool) -> Iterator[str]:
        frame = case.frame
        yield "nobody"
        yield f"nobody|{frame.mode}"
        yield f"nobody|{frame.mode}|{frame.form}|{own}"
        yield f"nobody|own {own}"
        if frame.withdrawn:
            yield f"nobody|withdrawn|{own}"
        if frame.passive:
            yield "nobody|passive"
        if frame.mode == "noun":
            yield f"nobody|taken {frame.taken}|{own}"
        if frame.mode in ("noun", "bare") and frame.cue and not frame.taken and not own:
            yield "nobody|noun of nobody here"
        if voices_in_front(case.sentence.skeleton, case.units[frame.first].at):
            yield f"nobody|crowd|{own}"


_OF_A_NOUN = re.compile(r"[一-龥ァ-ヺの]")
_OF_ANOTHER = re.compile(r"(?:さん|氏)?[はがもにをと]")


def _speaks_of(words: str, text: str) -> bool:
    """Whether words speak of somebody called `text` (その父) as of another (父は、山は怒っていると言う)."""
    if len(text) < 2:
        return False
    noun = text.rpartition("の")[2]
    start = words.find(noun)
    while start >= 0:
        apart = not start or not _OF_A_NOUN.match(words, start - 1)
        if apart and _OF_ANOTHER.match(words, start + len(noun)):
            return True
        start = words.find(noun, start + 1)
    return False


_HUMBLE = re.compile(r"申し(?!入れ|立て|込)|まいり|参り|いたし|お[答願話伝]|存じ|伺[いっ]|(?:言|話)ってきま")
_HONOURING = re.compile(
    r"おっしゃ|仰|(?:言|話さ|述べら|指摘さ|発言さ|尋ねら)れ|くださ|ご(?:指摘|意見|発言|質問)|声|との|という"
)


def _in_a_turn(case: Case, found: Candidates) -> None:
    """Whoever has the turn may quote himself, or others: humble verbs are his own, honouring ones those of others."""
    units, frame = case.units, case.frame
    behind = case.sentence.skeleton[units[frame.last].at + 1 :][:_REACH_OF_VERB]
    way = "honour" if _HONOURING.search(behind) else "humble" if _HUMBLE.search(behind) else "plain"
    me = case.discourse.me
    found.add(me._replace(inferred=True), f"turn me|{way}", f"turn me|{frame.mode}|{frame.form}")
    for name, candidate in found.by_name.items():
        if name != me.name:
            candidate.features.append(f"turn {'other' if name else 'nobody'}|{way}")


_REACH_OF_VERB = 16
"""Characters behind words in which the verb stands that says whether they are one's own."""


def _by_rules(case: Case, found: Candidates) -> tuple[Speaker, str]:
    """What the first rule that knows says, and with that whether the clause itself gives somebody, or nobody, or is
    silent."""
    for rule in RULES:
        said = rule(case)
        name = rule.__name__
        if said is None or (not said.name and name == "carried"):
            continue
        if said.name:
            found.add(said, f"first {name}")
        else:
            found.nobody.features.append(f"first {name}")
        return said, "silent" if name in _GUESSING else "given" if said.name else "nobody"
    found.nobody.features.append("no rule")
    return NOBODY, "silent"


def _phrases_around(case: Case, clauses: Sequence[Clause], found: Candidates) -> None:
    """The noun phrases of the sentence, each with how it stands in the clauses around the words."""
    frame = case.frame
    for phrase in case.phrases:
        stands = _stands(case, clauses, phrase)
        silent = phrase.weight < 0 and (found.story or phrase.role not in _SPEAKING or is_lifeless(phrase.text))
        if stands is None or silent:
            continue
        where, way, covered = stands
        if found.story:
            found.resolve(phrase, (f"{where} {phrase.role}|passive",) if frame.passive else ())
            continue
        kind, base = type_of(phrase), f"{where} {_role(case, phrase)}"
        features: tuple[str, ...] = (
            f"{base}|{frame.mode}",
            f"{base}|{kind}",
            f"{base}|way {way}|over {covered}|{frame.mode}",
            f"kind {kind}",
            f"{base}|over {covered}|{kind}",
        )
        if phrase.at < frame.first:
            features += (f"under {phrase.role}|{governing(case.units, clauses, phrase.at, frame.first)}",)
        features += (f"{base}|passive",) if frame.passive else ()
        found.resolve(phrase, features)


_TOWARDS = re.compile(r"に(?:対|向け|向か|つい|関)")


def _role(case: Case, phrase: Phrase) -> str:
    """The role of a phrase; に対し, に向けて and に関して are apart from に, which may stand with an agent."""
    if phrase.role == "に" and _TOWARDS.match(case.sentence.skeleton, case.units[phrase.at].at):
        return "に対し"
    return phrase.role


def _stands(case: Case, clauses: Sequence[Clause], phrase: Phrase) -> tuple[str, str, str] | None:
    """Where a phrase stands, over what joints of clauses and over which other subjects."""
    frame = case.frame
    if phrase.at < frame.first:
        over = [
            other.role
            for other in case.phrases
            if phrase.at < other.first and other.at < frame.first and other.weight >= 2 and other.role in SUBJECTS
        ]
        where = "front" if phrase.first >= case.start else "beyond"
        return where, path(clauses, phrase.at, frame.first), "".join(dict.fromkeys(over))
    if phrase.first <= frame.last:
        return None
    cue = frame.cue_at if frame.cue_at >= 0 else len(case.units)
    return "mid" if phrase.at < cue else "after", path(clauses, frame.last, phrase.first), ""


def _against(case: Case, found: Candidates) -> None:
    """Whoever stands right before the bracket (世話人「…」), before の there, or as a topic that only a comma marks."""
    frame, units, names = case.frame, case.units, case.discourse.names
    at = frame.first - 1
    if at >= 0 and units[at].pair < 0:
        which = "owner" if units[at].surface == "の" else "against"
        phrase = phrase_before(case.sentence, at if which == "owner" else frame.first, "bare", names)
        if phrase is not None and phrase.weight >= 0:
            kind, long = type_of(phrase), units[frame.last].end - units[frame.first].start > _SHORT
            found.resolve(
                phrase, (f"{which} {kind}|{frame.mode}", f"{which} {kind}|{long}", f"{which}|{frame.mode}|{frame.form}")
            )
    comma = next((at for at in range(case.start, frame.first) if units[at].surface in COMMAS), -1)
    if comma > case.start and units[comma - 1].pair < 0:
        phrase = phrase_before(case.sentence, comma, "bare", names)
        if phrase is not None and phrase.weight >= 2 and phrase.first == case.start:
            found.resolve(phrase, (f"comma {type_of(phrase)}|{frame.mode}", f"comma|{frame.mode}"))


def _addressed(case: Case, found: Candidates) -> None:
    """Whom somebody says the words to (弟子たちに「…」と言い続ける)."""
    if case.frame.passive or case.frame.mode not in ("direct", "do") or not case.frame.cue:
        return
    for phrase in case.segment:
        if phrase.role in ("に", "へ") and phrase.weight >= 1:
            found.resolve(phrase, (f"addressed {type_of(phrase)}",))


def _named(case: Case, found: Candidates) -> None:
    """The people named anywhere in the sentence, outside brackets."""
    units, frame = case.units, case.frame
    sentence = case.sentence
    for name in case.discourse.names.within(sentence.start, sentence.end):
        if sentence.in_brackets(name.start):
            continue
        before = name.start < units[frame.first].start
        gap = 0 if before else name.start - units[frame.last].end
        place = "before" if before else "behind" if gap > 2 else "at once"
        speaker = Speaker(name.canonical, sentence.source[name.start : name.end], (name.start, name.end))
        if found.story:
            found.add(speaker)
        else:
            passive = (f"named {place}|passive",) if frame.passive else ()
            found.add(speaker, f"named {place}", f"named {place}|{frame.mode}", *passive)
