"""One pass over the sentences of a document: what is said of each bracketed span, and who is spoken of, remembered; of
a span of a headline or a citation the name beside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from inyo.index.japanese import reporting
from inyo.index.japanese.grammar import NOUNS, SUBJECTS
from inyo.index.japanese.sentences import Sentence, Unit
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.people.names import Names
from inyo.index.people.phrases import phrase_before, phrases_of
from inyo.index.people.titles import names_a_person_or_body
from inyo.index.people.weighing import Phrase, is_human
from inyo.index.quotations.clauses import WHOLE, Frame, Inner, inners_of
from inyo.index.quotations.features import Headline, headline_span, kind_features
from inyo.index.quotations.finder import Finder
from inyo.index.quotations.frames import frame_of
from inyo.index.quotations.narration import Story
from inyo.index.quotations.relations import head_of_relative, label_speaker, labels_in_a_row
from inyo.index.quotations.reports import AT_HEART, reported_clause
from inyo.index.quotations.rules import introduced_by
from inyo.index.quotations.scorer import Item, Weights
from inyo.index.quotations.stories import add_story_features, attribute
from inyo.index.reading.layout_table import Block, announces
from inyo.index.reading.zones import Line, Pair, Zones
from inyo.index.values.quotation import QUOTED, SHOWN, Form, Kind, Quotation, Zone

_REACH_OF_HEART = 60
"""Characters of a sentence in which it says to whom somebody spoke."""
_ANNOUNCED_WITHIN = 8
"""How many sentences back the one may be, brackets and parentheses included, that announces words."""

_MAY_REPORT = re.compile(
    r"と、?(?:[^、。「」]{0,6}(?:述べ|語|話|言|伝え|訴え|答え|応じ|漏ら|明か|笑|打ち明|身構|譲)|[一-龥]{2}(?:し|。|、|す))|という|といい|としてい|"
    r"との[^、。「」]{1,12}[をも]|こと[をも]|(?:考え|方針|意向|姿勢|見通し)[をも]|によ(?:ると|れば|りますと)"
)
"""What a sentence holds that reports a clause without brackets."""
_SPANS_AT_HAND = 40
"""How many of the last spans may stand in the sentence at hand."""
_MAY_BE = 0.25
"""From which probability on a span that no rule takes for somebody's words gets candidates."""


@dataclass(slots=True)
class Span:
    """A bracketed span whose kind is to be chosen: its frame, what stands in it, the features of its kind, and how
    probable each kind is where that was asked already; of a headline the quotation that it is if it is one."""

    pair: int
    start: int
    end: int
    frame: Frame
    inner: Inner
    zone: Zone
    features: list[str] = field(default_factory=list)
    kinds: dict[Kind, float] | None = None
    speech: Quotation | None = None

    def quotation(self, text: str, kind: Kind) -> Quotation:
        """The quotation of a kind that it is, without a speaker."""
        form: Form = ""
        if self.speech is not None and kind in QUOTED:
            return replace(self.speech, kind=kind)
        if kind in QUOTED:
            form = self.frame.form or ("full" if self.inner in WHOLE else "partial")
        cue = self.frame.cue if kind in QUOTED else ""
        return Quotation(self.start, self.end, text[self.start : self.end], kind, form, self.zone, cue=cue)


class Reader:
    """Reads a document once, from its first sentence to its last. `spans` are its bracketed spans, `items` those whose
    speaker is to be chosen, `fixed` the quotations that need no choice. With `weights` only spans that may be
    somebody's words become items.

    `turns` are those of a transcript, `answers` the speakers of brackets that a label or a question gives to somebody,
    by the place of the bracket; `story` the lines of the text where it is a story, else none; `author` who says I
    outside of turns, '' where nobody knows.
    """

    def __init__(
        self,
        text: str,
        pairs: Sequence[Pair],
        zones: Zones,
        names: Names,
        sentences: Sequence[Sentence],
        turns: Sequence[Block],
        answers: Mapping[int, Speaker],
        story: Sequence[Line],
        weights: Weights | None,
        author: str,
    ) -> None:
        self.fixed: list[Quotation] = []
        self.spans: list[Span] = []
        self.items: list[Item] = []
        self._text = text
        self._pairs = pairs
        self._zones = zones
        self._names = names
        self._sentences = sentences
        self._inners = inners_of(pairs, sentences)
        self._turns = turns
        self._turn_starts = [turn.start for turn in turns]
        self._turn = -1
        self._answers = answers
        self._discourse = Discourse(names, author=author, narrated=bool(story))
        self._story = Story(text, pairs, story, self._discourse) if story else None
        self._finder = Finder(sentences, self._discourse, bool(story))
        self._weights = weights

    def zone_at(self, place: int) -> Zone:
        """The zone of a place, turns of a transcript included."""
        return "transcript" if self._turn_at(place) >= 0 else self._zones.at(place)

    def turn_speaker(self, block: Block) -> Speaker | None:
        """Who speaks a turn; None for other blocks."""
        return self._labelled(block) if block.zone == "transcript" and block.label else None

    def read(self, intros: set[int]) -> dict[int, Speaker]:
        """Judge every pair; returns who speaks in the blocks that the sentences ending at `intros` introduce."""
        introduced: dict[int, Speaker] = {}
        clock = 0
        for number, sentence in enumerate(self._sentences):
            if not sentence.on_page:
                self._judge(number, sentence, clock)
                continue
            clock += 1
            self._enter_turn(sentence.last_start)
            self._remember(number, sentence, clock)
            if sentence.end in intros:
                speaker = introduced_by(sentence, number, clock, self._discourse)
                introduced[sentence.end] = speaker
                if speaker.name:
                    self._discourse.speaks(clock, speaker)
        if self._story is not None:
            turns = attribute(*self._story.scenes(), self._names)
            spoken = {line.pair for turn in turns for line in turn.lines}
            for span in self.spans:
                if span.pair in spoken:
                    span.features.append("in a scene")
            items = {item.pair: item for item in self.items}
            add_story_features(items, turns, self._names, self._story.narrator())
        return introduced

    def _turn_at(self, place: int) -> int:
        """Which turn a place stands in; -1 for none."""
        turn = bisect_right(self._turn_starts, place) - 1
        return turn if turn >= 0 and place < self._turns[turn].end else -1

    def _labelled(self, block: Block) -> Speaker:
        talk = self._turn_starts[0] if self._turn_starts else 0
        return label_speaker(self._text, block.label, self._names, talk) if block.label else NOBODY

    def _enter_turn(self, place: int) -> None:
        """Forget who spoke when a new turn begins."""
        turn = self._turn_at(place) if self._turns else -1
        if turn != self._turn:
            self._turn = turn
            self._discourse.turn(self._labelled(self._turns[turn]) if turn >= 0 else None)

    def _remember(self, number: int, sentence: Sentence, clock: int) -> None:
        """Judge the pairs of a sentence of the page, and keep whom it is about and who speaks in it."""
        spoken, last = self._judge(number, sentence, clock)
        if self._zones.at(sentence.start) in ("headline", "source"):
            return
        self._report(number, sentence)
        self._discourse.read(number, clock, sentence)
        if self._story is not None:
            self._story.tell(number, sentence, spoken)
        if last is not None:
            self._discourse.speaks(*last)

    def _report(self, number: int, sentence: Sentence) -> None:
        """Keep the clause that a sentence of the body reports without brackets."""
        if self._story is not None or self._turn >= 0 or self._zones.at(sentence.start) != "body":
            return
        if not _MAY_REPORT.search(self._text, sentence.start, sentence.end):
            return
        quoted = {span.pair for span in self.spans[-_SPANS_AT_HAND:] if span.frame.kind in QUOTED}
        spans = (sentence.units[place].pair for place in sentence.spans)
        quoted |= {pair for pair in spans if self._pairs[pair].start in self._answers}
        found = reported_clause(sentence, lambda: self._discourse.phrases(number, sentence), quoted)
        if found is None:
            return
        speaker = self._discourse.resolve(found.by) if found.by is not None else NOBODY
        words = self._text[found.start : found.end]
        self.fixed.append(
            Quotation(
                found.start, found.end, words, "indirect", "clause", "body",
                speaker.name, speaker.text, speaker.span, found.cue,
            )
        )  # fmt: skip

    def _judge(
        self, number: int, sentence: Sentence, clock: int
    ) -> tuple[dict[int, tuple[Frame, Speaker]], tuple[int, Speaker] | None]:
        """Judge the pairs of a sentence; what is spoken in a story, by its unit, and who spoke last and when."""
        previous: Speaker | None = None
        last: tuple[int, Speaker] | None = None
        spoken: dict[int, tuple[Frame, Speaker]] = {}
        labels = {} if self._story else labels_in_a_row(sentence, self._names)
        for place in sentence.spans:
            unit = sentence.units[place]
            pair, inner = self._pairs[unit.pair], self._inners[unit.pair]
            zone = self.zone_at(pair.start)
            if pair.start in self._answers:
                answer = self._answers[pair.start]
                self.fixed.append(_labelled(self._text, pair, answer))
                continue
            if zone in ("headline", "source"):
                self.spans.append(self._headline(sentence, place, pair, inner, zone))
                continue
            label = labels.get(place) if inner in WHOLE else None
            if label is not None:
                self.fixed.append(_labelled(self._text, pair, self._discourse.resolve(label)))
                continue
            frame = self._frame(number, sentence, place, inner)
            span = Span(unit.pair, pair.start, pair.end, frame, inner, zone)
            span.features += kind_features(sentence, place, frame, inner, zone, self._story is not None)
            if frame.mode == "alone" and self._at_heart(number):
                span.features.append("at heart behind")
            self.spans.append(span)
            speaker = NOBODY
            if frame.kind in QUOTED or self._may_be_spoken(span):
                item, speaker = self._finder.item(unit.pair, frame, number, clock, previous)
                self.items.append(item)
                only_named = frame.mode in ("noun", "bare") and not frame.taken
                if frame.kind in SHOWN and not frame.withdrawn and not frame.passive and speaker.name:
                    previous = previous if frame.subordinate else speaker
                    last = last if only_named else (clock - frame.subordinate, speaker._replace(inferred=False))
            if self._story and sentence.on_page and self._story.is_spoken(sentence, place, frame, inner):
                spoken[place] = (frame, speaker if frame.kind in QUOTED else NOBODY)
        return spoken, last

    def _headline(self, sentence: Sentence, place: int, pair: Pair, inner: Inner, zone: Zone) -> Span:
        """A span of a headline or a citation; who says it is looked for where it may be somebody's words."""
        beside = _beside(sentence, place, self._names)
        found = headline_span(self._text, pair, sentence, place, inner, zone, beside)
        frame = frame_of(sentence, place, inner)
        span = Span(sentence.units[place].pair, pair.start, pair.end, frame, inner, zone)
        span.features += [*found.features, *kind_features(sentence, place, frame, inner, zone, None)]
        if self._may_be_spoken(span):
            span.speech = headline_speech(found, self._text, pair, sentence, place, inner, zone, self._names)
        return span

    def _at_heart(self, number: int) -> bool:
        """Whether the sentence of the page behind number `number` says that somebody said something to himself."""
        behind = next((each for each in self._sentences[number + 1 : number + 4] if each.on_page), None)
        return behind is not None and AT_HEART.search(behind.skeleton, 0, _REACH_OF_HEART) is not None

    def _frame(self, number: int, sentence: Sentence, place: int, inner: Inner) -> Frame:
        frame = frame_of(sentence, place, inner)
        begins = not place and inner == "clause" and sentence.on_page
        return _standing_alone(place) if begins and frame.mode == "none" and self._announced(number) else frame

    def _may_be_spoken(self, span: Span) -> bool:
        """Whether a span that no rule takes for somebody's words may be so all the same."""
        if self._weights is None or self._story is not None:
            return True
        span.kinds = self._weights.kind(span.features)
        return sum(span.kinds[kind] for kind in QUOTED) > _MAY_BE

    def _announced(self, number: int) -> bool:
        """Whether the sentence before announces somebody's words (Xは次のように述べた。)."""
        for before in reversed(self._sentences[max(0, number - _ANNOUNCED_WITHIN) : number]):
            if before.on_page:
                return announces(before.skeleton)
        return False


def _standing_alone(place: int) -> Frame:
    """The frame of words that are somebody's though nothing in their sentence governs them."""
    return Frame("speech", "full", "alone", place, place)


def _labelled(text: str, pair: Pair, speaker: Speaker) -> Quotation:
    """A bracketed span that a label or a question gives to somebody."""
    words = text[pair.start : pair.end]
    sure = 0.97 if speaker.name else 1.0
    reasons = ("label",) if speaker.name else ()
    return Quotation(
        pair.start, pair.end, words, "speech", "full", "transcript",
        speaker.name, speaker.text, speaker.span, "", False, sure, "", reasons,
    )  # fmt: skip


_SAYS = re.compile(rf"(?:{reporting.SAYING_NOUNS}|明かす|語る|吐露|激白|遺書|手紙|投稿)")
_FELT = "怒り|嘆き|悲鳴|叫び|訴え|不満|怒号|ため息|本音|願い|疑問|声"
_WORDS = re.compile(
    r"[一-龥]{0,3}(?:演説|発言|談話|会見|声明|コメント|答弁|証言|講演|スピーチ|手紙|言葉|"
    rf"{_FELT})"
)
_OF_OTHERS = re.compile(rf"[^「」。、\s\ufffc]{{1,12}}の(?:{_FELT})")
"""Right behind a span: that it is what those feel who stand there (「…」株主の怒りに社長が陳謝)."""
_BEFALLS = frozenset(
    ("逮捕", "送検", "起訴", "再逮捕", "拘束", "出頭", "聴取", "処分", "解任", "死去", "会見", "辞任", "引退", "辞意")
)
_PLACE = re.compile(r"[都道府県市区町村国州]$")
_SEPARATORS = ("、", ":", "：", "・", "，", "…", "―", "─", "—", "-", "=", "＝", *"】〉＞》〕")


def headline_speech(
    headline: Headline, text: str, pair: Pair, sentence: Sentence, place: int, inner: Inner, zone: Zone, names: Names
) -> Quotation:
    """The quotation that a span of a headline is if it is one, by whoever stands beside it or elsewhere in it."""
    form: Form = "full" if inner in WHOLE else "partial"
    phrase = headline.beside
    tail = sentence.skeleton[sentence.units[place].at + 1 :]
    if phrase is None and _OF_OTHERS.match(tail):
        return Quotation(pair.start, pair.end, text[pair.start : pair.end], "speech", form, zone, cue=headline.cue)
    if phrase is None or _speaks_next(sentence, place, phrase):
        other = _elsewhere(sentence, place, names)
        if phrase is None or (other is not None and other.start < pair.start):
            phrase = other
    speaker = Discourse(names).resolve(phrase) if phrase is not None else NOBODY
    return Quotation(
        pair.start, pair.end, text[pair.start : pair.end], "speech", form, zone,
        speaker.name, speaker.text, speaker.span, headline.cue,
    )  # fmt: skip


def _beside(sentence: Sentence, place: int, names: Names) -> Phrase | None:
    """The name or the role right before or right behind a span."""
    units = sentence.units
    before = _behind_separators(units, place)
    if before:
        for last in _ends(sentence, before):
            phrase = phrase_before(sentence, last, "bare", names)
            if phrase is not None and phrase.weight < 2 and before == place:
                phrase = _apart(sentence, phrase, names)
            if phrase is not None and phrase.weight >= 2:
                return _trimmed(sentence, phrase)
    after = next((at for at in range(place + 1, len(units)) if units[at].pair < 0), len(units))
    if after < len(units) and units[after].surface == "と":
        head = head_of_relative(frame_of(sentence, place, "clause"), sentence, names)
        if head is not None:
            return _apart(sentence, head, names)
        after += 1
    stop = _run_end(sentence, after)
    if stop == after:
        return None
    if (
        stop < len(units)
        and units[stop].surface in ("が", "は")
        and not _SAYS.search(sentence.skeleton, units[stop].at + 1)
    ):
        return None
    if stop < len(units) and units[stop].pos.startswith("動詞") and units[stop].start == units[stop - 1].end:
        return None
    for at in range(after + 1, stop):
        if units[at].surface == "の" and _WORDS.match(sentence.skeleton, units[at].at + 1):
            stop = at
            break
    if stop < len(units) and units[stop].surface in ("で", "に") and units[stop].pos.startswith("助詞"):
        return None
    phrase = phrase_before(sentence, stop, "bare", names)
    if phrase is not None and phrase.weight < 2:
        phrase = _apart(sentence, phrase, names)
    if phrase is None or phrase.weight < 2 or phrase.first < after or phrase.text.isascii():
        return None
    return None if phrase.person is None and _PLACE.search(phrase.text) else phrase


def _behind_separators(units: Sequence[Unit], place: int) -> int:
    """Where what stands before a unit ends, without the marks that part it from that."""
    while place and units[place - 1].surface in _SEPARATORS:
        place -= 1
    return place


def _speaks_next(sentence: Sentence, place: int, phrase: Phrase) -> bool:
    """Whether a phrase behind a span stands right before the next one (「…」　桑原監督「…」)."""
    units = sentence.units
    return place < phrase.first and phrase.last < len(units) and units[phrase.last].pair >= 0


def _apart(sentence: Sentence, phrase: Phrase, names: Names) -> Phrase:
    """A phrase without the noun behind it that says what happened to whoever it names (配達員の男|逮捕)."""
    units = sentence.units
    last = phrase.last
    while last - 1 > phrase.first and units[last - 1].surface in _BEFALLS:
        last -= 1
    if last == phrase.last:
        return phrase
    shorter = phrase_before(sentence, last, "bare", names)
    return shorter if shorter is not None and shorter.first >= phrase.first and is_human(shorter) else phrase


def _trimmed(sentence: Sentence, phrase: Phrase) -> Phrase:
    """A role or a body without the words of the headline run together with it: from its last proper name on."""
    units = sentence.units
    if phrase.person is not None or "の" in phrase.text:
        return phrase
    for at in range(phrase.last - 1, phrase.first, -1):
        text = sentence.source[units[at].start : phrase.end]
        if units[at].pos.startswith("名詞-固有名詞") and names_a_person_or_body(text):
            return phrase._replace(first=at, start=units[at].start, text=text)
    return phrase


def _run_end(sentence: Sentence, start: int) -> int:
    """Where the run of nouns that begins at `start` ends, の between two of them included."""
    units = sentence.units
    stop = start
    while stop < len(units):
        linked = units[stop].surface == "の" and stop + 1 < len(units) and units[stop + 1].pos.startswith("名詞")
        if not linked and not units[stop].pos.startswith((*NOUNS, "連体詞")):
            break
        if stop > start and units[stop].start > units[stop - 1].end:
            break
        stop += 1
    return stop


def _ends(sentence: Sentence, before: int) -> list[int]:
    """Where the phrase before a span may end: right there, before は or が, before a verbal noun (Xが警鐘「…」)."""
    units = sentence.units
    if units[before - 1].surface in SUBJECTS:
        return [before - 1]
    if units[before - 1].surface == "に":
        return []
    if units[before - 1].lemma in reporting.SAYING and before > 1:
        return [before - 1]
    out = [before]
    at = before - 1
    while at > 0 and at > before - 5:
        if units[at].surface in ("が", "は") and _SAYS.search(
            sentence.skeleton[units[at].at : units[before - 1].at + 8]
        ):
            out.append(at)
            break
        at -= 1
    return out


def _elsewhere(sentence: Sentence, place: int, names: Names) -> Phrase | None:
    """The one who stands at the head of the headline, or the only person it names."""
    units = sentence.units
    first = next((at for at in range(min(place, 12)) if units[at].surface in ("、", ":", "：", "，")), -1)
    if first > 0:
        phrase = phrase_before(sentence, first, "bare", names)
        if phrase is not None and phrase.first == 0 and is_human(phrase):
            return phrase
    final = len(units)
    begin = final
    while begin > place + 1 and units[begin - 1].pos.startswith(NOUNS):
        begin -= 1
    if place + 2 < begin < final and units[begin - 1].surface in ("で", "に", "、", "…", "=", "＝", "-"):
        phrase = phrase_before(sentence, final, "bare", names)
        if phrase is not None and phrase.first >= begin and phrase.weight >= 2 and not _PLACE.search(phrase.text):
            return phrase
    subjects = [
        phrase
        for phrase in phrases_of(sentence, names)
        if phrase.role in ("が", "は") and phrase.weight >= 2 and phrase.at < place
    ]
    if subjects:
        return subjects[-1]
    people = [
        mention for mention in names.within(sentence.start, sentence.end) if not sentence.in_brackets(mention.start)
    ]
    if people and len({mention.canonical for mention in people}) == 1:
        person = people[0]
        return Phrase(0, 1, person.start, person.end, sentence.source[person.start : person.end], "bare", 0, person, 3)
    return None
