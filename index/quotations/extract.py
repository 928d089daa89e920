"""Document → quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.documents import Document
from index.japanese.people import Mention
from index.japanese.tokens import Token
from index.quotations import blocks as blocks_module
from index.quotations import reporting
from index.quotations.brackets import Pair, find_pairs
from index.quotations.cast import find_cast, is_narrative
from index.quotations.dialogue import named_beside
from index.quotations.discourse import NOBODY, Discourse, Speaker
from index.quotations.frames.frame import Frame
from index.quotations.frames.rules import frame_of
from index.quotations.grammar import COMMAS
from index.quotations.headlines import headline_quotation
from index.quotations.inner import WHOLE, Inner, inners_of
from index.quotations.model import Quotation, Zone
from index.quotations.names import Names
from index.quotations.narration import narration
from index.quotations.scenes import Line as Spoken
from index.quotations.scenes import Told, attribute
from index.quotations.sentences import Sentence, split_sentences
from index.quotations.speakers.owners import label_speaker
from index.quotations.speakers.rules import introduced_by, speaker_of
from index.quotations.turns import Block, find_answers, find_turns
from index.quotations.zones import Line, Zones, find_zones, lines_of, wrapping_width

_UTTERED = re.compile(r"[。！？!?…―─、][」]$")
_QUOTES = ("speech", "written", "thought")


def extract(document: Document, tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """Every bracketed span and unbracketed block of a document, judged, in order of start.

    Linear in the length of the text. Never raises for any text.
    """
    text = document.text
    pairs = find_pairs(text)
    lines = lines_of(text)
    zones = find_zones(text, lines, pairs)
    names = Names(text, tokens, mentions)
    turns = find_turns(lines)
    blocks = [
        *turns,
        *blocks_module.find_comments(lines, zones),
        *blocks_module.find_block_quotes(lines, text),
        *blocks_module.find_lists(lines, zones),
        *blocks_module.find_inverted(lines, text, zones),
    ]
    sentences = split_sentences(text, tokens, pairs, width=wrapping_width(lines))
    answers = {start: label_speaker(text, label, names) for start, label in find_answers(lines).items()}
    story = not turns and not answers and is_narrative(lines)
    if story:
        names.admit(find_cast(text, tokens, names))
    reader = _Reader(text, pairs, zones, names, sentences, inners_of(pairs, sentences), turns, lines if story else ())
    reader.answers = answers
    introduced = reader.read({block.intro for block in blocks if block.intro >= 0})
    out = [reader.found.get(place) or _term(text, pair, reader.zone_at(pair.start)) for place, pair in enumerate(pairs)]
    spans = {(quotation.start, quotation.end) for quotation in out}
    for block in _apart(blocks):
        if (block.start, block.end) not in spans and block.start < block.end:
            out.append(
                _block_quotation(text, block, reader.turn_speaker(block) or introduced.get(block.intro, NOBODY), names)
            )
    return tuple(sorted(out, key=lambda quotation: (quotation.start, -quotation.end)))


def _apart(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in order, without those that begin inside another."""
    out: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.start, -block.end)):
        if (
            not out
            or block.start >= out[-1].end
            or (out[-1].zone == "transcript" and block.zone != "transcript" and block.intro >= 0)
        ):
            out.append(block)
    return out


def _term(text: str, pair: Pair, zone: Zone) -> Quotation:
    return Quotation(pair.start, pair.end, text[pair.start : pair.end], "term", "", zone)


def _block_quotation(text: str, block: Block, speaker: Speaker, names: Names) -> Quotation:
    if not speaker.name and block.speaker:
        speaker = Speaker(names.canonical(block.speaker), block.speaker, None)
    if not speaker.name and block.label is not None:
        speaker = label_speaker(text, block.label, names)
    return Quotation(
        block.start,
        block.end,
        text[block.start : block.end],
        block.kind,
        "block",
        block.zone,
        speaker.name,
        speaker.text,
        speaker.span,
        "",
        speaker.inferred,
    )


class _Reader:
    """One pass over the sentences of a document."""

    def __init__(
        self,
        text: str,
        pairs: Sequence[Pair],
        zones: Zones,
        names: Names,
        sentences: Sequence[Sentence],
        inners: Sequence[Inner],
        turns: Sequence[Block],
        story: Sequence[Line],
    ) -> None:
        self.text = text
        self.pairs = pairs
        self.zones = zones
        self.names = names
        self.sentences = sentences
        self.inners = inners
        self.turns = turns
        self.found: dict[int, Quotation] = {}
        self.discourse = Discourse(names)
        self.answers: dict[int, Speaker] = {}
        self.discourse.narrated = bool(story)
        self.items: list[Spoken | Told] = []
        self._story = story
        self._rows = [line.start for line in story]
        self._turn_starts = [turn.start for turn in turns]
        self._turn = -1

    def zone_at(self, place: int) -> Zone:
        """The zone of a place, turns of a transcript included."""
        turn = bisect_right(self._turn_starts, place) - 1
        if turn >= 0 and place < self.turns[turn].end:
            return "transcript"
        return self.zones.at(place)

    def turn_speaker(self, block: Block) -> Speaker | None:
        """Who speaks a turn; None for other blocks."""
        return label_speaker(self.text, block.label, self.names) if block.zone == "transcript" and block.label else None

    def read(self, intros: set[int]) -> dict[int, Speaker]:
        """Judge every pair; returns who speaks in the blocks that the sentences ending at `intros` introduce."""
        introduced: dict[int, Speaker] = {}
        clock = 0
        for number, sentence in enumerate(self.sentences):
            outer = sentence.region < 0 and not sentence.in_parentheses
            clock += outer
            if outer:
                self._enter(sentence.last_start)
            self._judge(number, sentence, clock, outer)
            if outer and sentence.end in intros:
                speaker = introduced_by(sentence, number, clock, self.discourse)
                introduced[sentence.end] = speaker
                if speaker.name:
                    self.discourse.speaks(clock, speaker)
        if self._story:
            self._attribute()
        return introduced

    def _attribute(self) -> None:
        """Give the words of a story to those who speak in its scenes."""
        usual = Counter(line.blank for line in self._story).most_common(1)[0][0]
        breaks = frozenset(row for row, line in enumerate(self._story) if line.blank > usual)
        for spoken in attribute(self.items, breaks, self.names):
            found, speaker = self.found[spoken.pair], spoken.speaker
            kind = found.kind if found.kind in _QUOTES else "speech"
            self.found[spoken.pair] = replace(
                found,
                kind=kind,
                form=found.form or "full",
                speaker=speaker.name,
                speaker_text=speaker.text,
                speaker_span=speaker.span,
                inferred=speaker.inferred,
            )

    def _tell(self, number: int, sentence: Sentence, frames: dict[int, tuple[Frame, Speaker]]) -> None:
        """Keep a sentence of a story for its scenes: the words spoken in it, and what it tells between them."""
        units = sentence.units
        start = 0
        for place in (*frames, len(units)):
            told = narration(sentence, number, start, place, self.discourse)
            if told is not None:
                self.items.append(Told(bisect_right(self._rows, units[start].start) - 1, told))
            if place < len(units):
                frame, speaker = frames[place]
                pair = self.pairs[units[place].pair]
                clause = frame.mode in ("direct", "noun", "do")
                stated = speaker if not speaker.inferred else NOBODY
                row = bisect_right(self._rows, pair.start) - 1
                words = self.text[pair.start + 1 : pair.end - 1]
                self.items.append(Spoken(units[place].pair, row, words, stated, clause))
            start = place + 1

    def _is_line(self, sentence: Sentence, place: int, frame: Frame, inner: Inner) -> bool:
        """Whether a span is somebody's words in a scene: a quotation, or words that no particle joins to anything."""
        if frame.kind in _QUOTES:
            return frame.kind != "thought" and not frame.withdrawn and frame.mode != "fragment"
        units = sentence.units
        pair = self.pairs[units[place].pair]
        if pair.opener != "「" or (place and units[place - 1].surface not in COMMAS):
            return False
        if place + 1 < len(units) and units[place + 1].pos.startswith(("助詞", "助動詞", "接尾辞", "補助記号")):
            return False
        return inner in WHOLE or bool(_UTTERED.search(self.text[pair.start : pair.end]))

    def _announced(self, number: int) -> bool:
        """Whether the sentence before announces somebody's words (Xは次のように述べた。)."""
        for before in reversed(self.sentences[max(0, number - 8) : number]):
            if before.region < 0 and not before.in_parentheses:
                return bool(blocks_module.SAYS_THIS.search(before.skeleton[-60:]))
        return False

    def _enter(self, place: int) -> None:
        """Forget who spoke when a new turn begins."""
        turn = bisect_right(self._turn_starts, place) - 1
        if turn >= 0 and place >= self.turns[turn].end:
            turn = -1
        if turn != self._turn:
            self._turn = turn
            block = self.turns[turn] if turn >= 0 else None
            self.discourse.turn(label_speaker(self.text, block.label, self.names) if block and block.label else NOBODY)

    def _judge(self, number: int, sentence: Sentence, clock: int, outer: bool) -> None:
        previous: Speaker | None = None
        last: tuple[int, Speaker] | None = None
        frames: dict[int, tuple[Frame, Speaker]] = {}
        for place, unit in enumerate(sentence.units if sentence.pairs else ()):
            if unit.pair < 0:
                continue
            pair = self.pairs[unit.pair]
            zone = self.zone_at(pair.start)
            inner = self.inners[unit.pair]
            if pair.start in self.answers:
                frame = Frame("speech", "full", "alone", place, place)
                self.found[unit.pair] = _quotation(self.text, pair, frame, "transcript", self.answers[pair.start])
                continue
            if zone in ("headline", "source"):
                self.found[unit.pair] = headline_quotation(self.text, pair, sentence, place, inner, zone, self.names)
                continue
            frame = frame_of(sentence, place, inner)
            if frame.mode == "none" and not place and inner == "clause" and outer and self._announced(number):
                frame = Frame("speech", "full", "alone", place, place)
            speaker = NOBODY
            if frame.kind in _QUOTES:
                speaker = speaker_of(frame, sentence, number, clock, self.discourse, previous)
                if frame.mode == "alone" and outer and not self._story:
                    beside = named_beside(number, self.sentences, self.discourse)
                    speaker = beside if beside is not None else speaker
                if zone == "comment" and speaker.inferred:
                    speaker = NOBODY
                if frame.kind != "thought" and not frame.withdrawn and not frame.passive and speaker.name:
                    previous = previous if frame.subordinate else speaker
                    last = (clock - frame.subordinate, replace(speaker, inferred=False))
            self.found[unit.pair] = _quotation(self.text, pair, frame, zone, speaker)
            if self._story and outer and self._is_line(sentence, place, frame, inner):
                frames[place] = (frame, speaker)
        if outer and self.zones.at(sentence.start) not in ("headline", "source"):
            self.discourse.read(number, clock, sentence)
            if self._story:
                self._tell(number, sentence, frames)
            if last is not None:
                self.discourse.speaks(*last)


def _quotation(text: str, pair: Pair, frame: Frame, zone: Zone, speaker: Speaker) -> Quotation:
    kind = frame.kind
    if kind == "speech" and reporting.PUBLISHES.search(speaker.name):
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
