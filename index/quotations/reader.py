"""One pass over the sentences of a document: what is said of each bracketed span, and who is spoken of, remembered."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from inyo.index.japanese.sentences import Sentence
from inyo.index.japanese.wordlists import any_of
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.people.names import Names
from inyo.index.people.titles import FIELDS, ON_LABELS, SPORT, title_at_end
from inyo.index.quotations.candidates import Item
from inyo.index.quotations.clauses import WHOLE, Frame, Inner, inners_of
from inyo.index.quotations.features import kind_features
from inyo.index.quotations.finder import Finder
from inyo.index.quotations.frames import frame_of
from inyo.index.quotations.headlines import headline_span, headline_speech
from inyo.index.quotations.reports import AT_HEART, reported_clause
from inyo.index.quotations.rules import introduced_by
from inyo.index.quotations.scorer import Weights
from inyo.index.quotations.stories import Story, attribute
from inyo.index.quotations.story_features import add_story_features
from inyo.index.reading.blocks import announces
from inyo.index.reading.brackets import Pair
from inyo.index.reading.layout_table import ROLE, Block
from inyo.index.reading.zones import Line, Zones
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
        turn = self._turn_at(place)
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
            frame = self._frame(number, sentence, place, inner)
            span = Span(unit.pair, pair.start, pair.end, frame, inner, zone)
            span.features += kind_features(sentence, place, frame, inner, zone, self._story is not None)
            if frame.mode == "alone" and self._at_heart(number):
                span.features.append("at heart behind")
            self.spans.append(span)
            speaker = NOBODY
            if frame.kind in QUOTED or self._may_be_spoken(span):
                item, speaker = self._finder.item(unit.pair, frame, number, clock, previous, inner)
                self.items.append(item)
                if frame.kind in SHOWN and not frame.withdrawn and not frame.passive and speaker.name:
                    previous = previous if frame.subordinate else speaker
                    last = (clock - frame.subordinate, replace(speaker, inferred=False))
            if self._story and sentence.on_page and self._story.is_spoken(sentence, place, frame, inner):
                spoken[place] = (frame, speaker if frame.kind in QUOTED else NOBODY)
        return spoken, last

    def _headline(self, sentence: Sentence, place: int, pair: Pair, inner: Inner, zone: Zone) -> Span:
        """A span of a headline or a citation; who says it is looked for where it may be somebody's words."""
        found = headline_span(self._text, pair, sentence, place, inner, zone, self._names)
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


_BEARER = re.compile(rf"^(?P<office>[^（(]*)[（(](?:以下、?)?(?P<name>[^）)]+?)(?:{any_of(ON_LABELS)})?[）)]$")
_HONOURED = re.compile(rf"(?:{any_of((*ON_LABELS, '様', '先生'))})$")
_SPORT = FIELDS[SPORT]
_ANSWER_OF = re.compile(r"(?<=[^のご])の?(?:答弁|回答)$")
"""Behind whoever answers (市の答弁, 町長答弁)."""
_ASKED = re.compile(r"[QＱAＡ問答]|質問|回答")
_BODY = re.compile(r"(?:新聞|新報|日報|放送|テレビ|通信|大学|高校?|[社局市町村県区院館校園会党部])$")
"""The end of what stands in parentheses behind a name and is whom he belongs to."""


def label_speaker(text: str, label: tuple[int, int], names: Names, talk: int) -> Speaker:
    """Who a label at the head of a turn names: 議長（山田太郎君）, 山田太郎君, 山田; the talk begins at `talk`."""
    words = _ANSWER_OF.sub("", text[label[0] : label[1]])
    label = label[0], label[0] + len(words)
    bearer = _BEARER.match(words)
    if bearer and _ASKED.fullmatch(bearer["office"]):
        label = (label[0] + bearer.start("name"), label[0] + bearer.end("name"))
        words, bearer = bearer["name"], None
    if bearer and (
        (title_at_end(bearer["name"]) >= 0 and title_at_end(bearer["office"]) < 0)
        or _named_in_front(bearer, label[0], names)
        or (_BODY.search(bearer["name"]) and not ROLE.search(bearer["office"]))
    ):
        words, bearer = bearer["office"], None
        label = (label[0], label[0] + len(words))
    name = bearer["name"] if bearer else _HONOURED.sub("", words) or words
    office, _, own = name.rpartition("・")
    name = own if bearer and title_at_end(office) >= 0 else name
    inside = names.within(*label)
    if not bearer and inside:
        name = inside[-1].name
    elif not bearer and (at := title_at_end(name)) > 0 and name[at:] in _SPORT:
        name = name[:at]
    known = names.canonical(name)
    if known == name:
        holder = names.bearer(name, label[0], talk) if title_at_end(name) >= 0 else ""
        known = names.first_with(name) or holder or name
    return Speaker(known, words, label)


_AGE = re.compile(r"[0-9０-９]{1,3}(?:歳|代)?")


def _named_in_front(bearer: re.Match[str], start: int, names: Names) -> bool:
    """Whether the name stands before the title, and in brackets the club, the age or the like (澤田選手（大分）)."""
    if _AGE.fullmatch(bearer["name"]):
        return True
    office, inner = ((start + bearer.start(part), start + bearer.end(part)) for part in ("office", "name"))
    at = title_at_end(bearer["office"])
    if at <= 0:
        return False
    return bool(names.within(*office)) or (bearer["office"][at:] in _SPORT and not names.within(*inner))
