"""One pass over the sentences of a document: each bracketed span is judged, and whoever is spoken of remembered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from inyo.index.quotations.blocks import announces
from inyo.index.quotations.brackets import Pair
from inyo.index.quotations.dialogue import named_beside
from inyo.index.quotations.discourse import NOBODY, Discourse, Speaker
from inyo.index.quotations.frames.frame import Frame
from inyo.index.quotations.frames.rules import frame_of
from inyo.index.quotations.headlines import headline_quotation
from inyo.index.quotations.inner import Inner, inners_of
from inyo.index.quotations.media import PUBLISHES
from inyo.index.quotations.names import Names
from inyo.index.quotations.sentences import Sentence
from inyo.index.quotations.speakers.owners import label_speaker
from inyo.index.quotations.speakers.rules import introduced_by, speaker_of
from inyo.index.quotations.stories.story import Story
from inyo.index.quotations.turns import Block
from inyo.index.quotations.zones import Line, Zones
from inyo.index.values.quotation import QUOTED, Quotation, Zone

_ANNOUNCED_WITHIN = 8
"""How many sentences back the one may be, brackets and parentheses included, that announces words."""


class Reader:
    """Reads a document once, from its first sentence to its last; `found` are the quotations by their pairs.

    `turns` are those of a transcript, `answers` the speakers of brackets that a label or a question gives to somebody,
    by the place of the bracket; `story` the lines of the text where it is a story, else none.
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
    ) -> None:
        self.found: dict[int, Quotation] = {}
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
        self._discourse = Discourse(names, narrated=bool(story))
        self._story = Story(text, pairs, story, self._discourse) if story else None

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
            self.found.update(self._story.attributed(self.found))
        return introduced

    def _turn_at(self, place: int) -> int:
        """Which turn a place stands in; -1 for none."""
        turn = bisect_right(self._turn_starts, place) - 1
        return turn if turn >= 0 and place < self._turns[turn].end else -1

    def _labelled(self, block: Block) -> Speaker:
        return label_speaker(self._text, block.label, self._names) if block.label else NOBODY

    def _enter_turn(self, place: int) -> None:
        """Forget who spoke when a new turn begins."""
        turn = self._turn_at(place)
        if turn != self._turn:
            self._turn = turn
            self._discourse.turn(self._labelled(self._turns[turn]) if turn >= 0 else NOBODY)

    def _remember(self, number: int, sentence: Sentence, clock: int) -> None:
        """Judge the pairs of a sentence of the page, and keep whom it is about and who speaks in it."""
        spoken, last = self._judge(number, sentence, clock)
        if self._zones.at(sentence.start) in ("headline", "source"):
            return
        self._discourse.read(number, clock, sentence)
        if self._story is not None:
            self._story.tell(number, sentence, spoken)
        if last is not None:
            self._discourse.speaks(*last)

    def _judge(
        self, number: int, sentence: Sentence, clock: int
    ) -> tuple[dict[int, tuple[Frame, Speaker]], tuple[int, Speaker] | None]:
        """Judge the pairs of a sentence; what is spoken in a story, by its unit, and who spoke last and when."""
        previous: Speaker | None = None
        last: tuple[int, Speaker] | None = None
        spoken: dict[int, tuple[Frame, Speaker]] = {}
        for place, unit in enumerate(sentence.units if sentence.pairs else ()):
            if unit.pair < 0:
                continue
            pair, inner = self._pairs[unit.pair], self._inners[unit.pair]
            zone = self.zone_at(pair.start)
            if pair.start in self._answers:
                self.found[unit.pair] = _quotation(
                    self._text, pair, _standing_alone(place), "transcript", self._answers[pair.start]
                )
                continue
            if zone in ("headline", "source"):
                self.found[unit.pair] = headline_quotation(self._text, pair, sentence, place, inner, zone, self._names)
                continue
            frame = self._frame(number, sentence, place, inner)
            speaker = NOBODY
            if frame.kind in QUOTED:
                speaker = self._speaker(frame, sentence, number, clock, zone, previous)
                if frame.kind != "thought" and not frame.withdrawn and not frame.passive and speaker.name:
                    previous = previous if frame.subordinate else speaker
                    last = (clock - frame.subordinate, replace(speaker, inferred=False))
            self.found[unit.pair] = _quotation(self._text, pair, frame, zone, speaker)
            if self._story and sentence.on_page and self._story.is_spoken(sentence, place, frame, inner):
                spoken[place] = (frame, speaker)
        return spoken, last

    def _frame(self, number: int, sentence: Sentence, place: int, inner: Inner) -> Frame:
        frame = frame_of(sentence, place, inner)
        begins = not place and inner == "clause" and sentence.on_page
        return _standing_alone(place) if begins and frame.mode == "none" and self._announced(number) else frame

    def _speaker(
        self, frame: Frame, sentence: Sentence, number: int, clock: int, zone: Zone, previous: Speaker | None
    ) -> Speaker:
        speaker = speaker_of(frame, sentence, number, clock, self._discourse, previous)
        if frame.mode == "alone" and sentence.on_page and self._story is None:
            beside = named_beside(number, self._sentences, self._discourse)
            speaker = beside if beside is not None else speaker
        return NOBODY if zone == "comment" and speaker.inferred else speaker

    def _announced(self, number: int) -> bool:
        """Whether the sentence before announces somebody's words (Xは次のように述べた。)."""
        for before in reversed(self._sentences[max(0, number - _ANNOUNCED_WITHIN) : number]):
            if before.on_page:
                return announces(before.skeleton)
        return False


def _standing_alone(place: int) -> Frame:
    """The frame of words that are somebody's though nothing in their sentence governs them."""
    return Frame("speech", "full", "alone", place, place)


def _quotation(text: str, pair: Pair, frame: Frame, zone: Zone, speaker: Speaker) -> Quotation:
    kind = frame.kind
    if kind == "speech" and PUBLISHES.search(speaker.name):
        kind = "written"
    return Quotation(
        pair.start,
        pair.end,
        text[pair.start : pair.end],
        kind,
        frame.form,
        zone,
        speaker.name,
        speaker.text,
        speaker.span,
        frame.cue,
        speaker.inferred,
    )
