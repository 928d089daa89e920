"""A story being read: its words are kept with what it tells between them until its scenes say who speaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from inyo.index.quotations.brackets import Pair
from inyo.index.quotations.discourse import NOBODY, Discourse, Speaker
from inyo.index.quotations.frames.frame import Frame
from inyo.index.quotations.grammar import COMMAS
from inyo.index.quotations.inner import WHOLE, Inner
from inyo.index.quotations.sentences import Sentence
from inyo.index.quotations.stories.exchange import Spoken, Told, Turn
from inyo.index.quotations.stories.narration import narration
from inyo.index.quotations.stories.scenes import attribute
from inyo.index.quotations.zones import Line
from inyo.index.values.quotation import QUOTED

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
                self._items.append(Spoken(units[place].pair, row, words, stated, frame.mode in _CLAUSE))
            start = place + 1

    def is_spoken(self, sentence: Sentence, place: int, frame: Frame, inner: Inner) -> bool:
        """Whether a span is somebody's words in a scene: a quotation, or words that no particle joins to anything."""
        if frame.kind in QUOTED:
            return frame.kind != "thought" and not frame.withdrawn and frame.mode != "fragment"
        units = sentence.units
        pair = self._pairs[units[place].pair]
        if pair.opener != "「" or (place and units[place - 1].surface not in COMMAS):
            return False
        if place + 1 < len(units) and units[place + 1].pos.startswith(("助詞", "助動詞", "接尾辞", "補助記号")):
            return False
        return inner in WHOLE or bool(_UTTERED.search(self._text[pair.start : pair.end]))

    def turns(self) -> list[Turn]:
        """The turns of the story, with the speakers that its scenes give them."""
        usual = Counter(line.blank for line in self._lines).most_common(1)[0][0]
        breaks = frozenset(row for row, line in enumerate(self._lines) if line.blank > usual)
        return attribute(self._items, breaks, self._discourse.names)

    def _row(self, place: int) -> int:
        return bisect_right(self._rows, place) - 1
