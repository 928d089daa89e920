"""A story being read: its words in their places, and what it tells between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inyo.index.japanese.grammar import COMMAS
from inyo.index.japanese.sentences import Sentence
from inyo.index.people.anaphora import SAYS_I
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.quotations.clauses import WHOLE, Frame, Inner
from inyo.index.quotations.narration import Narration, narration
from inyo.index.quotations.scenes import Words, words_of
from inyo.index.reading.brackets import Pair
from inyo.index.reading.zones import Line
from inyo.index.values.quotation import QUOTED


@dataclass(slots=True)
class Spoken:
    """A quotation of a story in its place.

    `row` is the line of the text it begins on, `manner` how its words are spoken. `before` and `behind` are the
    narration beside it on that line, `lead` the last sentence of the narration on the lines before it. `stated` is the
    speaker that its own clause gives, `clause` whether a clause with と governs it at all.
    """

    pair: int
    row: int
    words: str
    manner: Words
    stated: Speaker = NOBODY
    clause: bool = False
    before: Narration | None = None
    behind: Narration | None = None
    lead: Narration | None = None
    speaker: Speaker = NOBODY
    not_by: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of narration in its place; `row` is the line of the text it begins on."""

    row: int
    narration: Narration


_UTTERED = re.compile(r"[。！？!?…―─、][」]$")
_CLAUSE = ("direct", "noun", "do")


class Story:
    """The words and the narration of one text, in order. `lines` are those of the text."""

    def __init__(self, text: str, pairs: Sequence[Pair], lines: Sequence[Line], discourse: Discourse) -> None:
        self._text = text
        self._pairs = pairs
        self._lines = lines
        self._rows = [line.start for line in lines]
        self._discourse = discourse
        self._items: list[Spoken | Told] = []

    def tell(self, number: int, sentence: Sentence, spoken: Mapping[int, tuple[Frame, Speaker]]) -> None:
        """Keep sentence `number`: the words `spoken` in it, by their units, and what it tells between them."""
        units = sentence.units
        start = 0
        for place in (*spoken, len(units)):
            told = narration(sentence, number, start, place, self._discourse)
            if told is not None:
                self._items.append(Told(self._row(units[start].start), told))
            if place < len(units):
                frame, speaker = spoken[place]
                pair = self._pairs[units[place].pair]
                stated = speaker if not speaker.inferred else NOBODY
                words = self._text[pair.start + 1 : pair.end - 1]
                row = self._row(pair.start)
                self._items.append(
                    Spoken(units[place].pair, row, words, words_of(words), stated, frame.mode in _CLAUSE)
                )
            start = place + 1

    def is_spoken(self, sentence: Sentence, place: int, frame: Frame, inner: Inner) -> bool:
        """Whether a span is somebody's words in a scene: a quotation, or words that no particle joins to anything."""
        if frame.kind in QUOTED:
            return frame.kind != "thought" and not frame.withdrawn and frame.mode != "fragment"
        units = sentence.units
        pair = self._pairs[units[place].pair]
        if pair.opener != "「" or (place and units[place - 1].surface not in COMMAS):
            return False
        following = units[place + 1] if place + 1 < len(units) else None
        if following is not None and not place and following.surface in ("と", "って") and sentence.begins_line:
            return True
        if following is not None and following.pos.startswith(("助詞", "助動詞", "接尾辞", "補助記号")):
            return False
        return inner in WHOLE or bool(_UTTERED.search(self._text[pair.start : pair.end]))

    def narrator(self) -> str:
        """The pronoun with which the one who tells the story speaks of himself; '' where nobody in it tells it."""
        told = [item.narration.text for item in self._items if isinstance(item, Told)]
        found = Counter(match["I"] for text in told for match in SAYS_I.finditer(text))
        best = found.most_common(1)
        return best[0][0] if best and best[0][1] >= max(3, len(told) // 40) else ""

    def scenes(self) -> tuple[Sequence[Spoken | Told], frozenset[int]]:
        """What was kept, in order, and the lines of the text with which a new scene begins."""
        usual = Counter(line.blank for line in self._lines).most_common(1)[0][0]
        return self._items, frozenset(row for row, line in enumerate(self._lines) if line.blank > usual)

    def _row(self, place: int) -> int:
        return bisect_right(self._rows, place) - 1
