"""Selecting by sentence: where sentences begin and end, how a selection begins, grows and moves.

A sentence, as a reader selects it, goes up to a full stop and the brackets that close after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

REACH: Final = 5_000
"""Characters looked at on each side; a longer stretch without a full stop is cut there."""

# 「行く。」と言った。 is one sentence, as the words go on after the bracket
_END: Final = re.compile(
    r"(?:[。．！？]+(?![」』）〉》】〕])|[!?]+(?=\s)|\.(?=\s)"
    r"|[。．！？!?]+[」』）〉》】〕]+(?!と|って|など|の|は|が|を|も|に|へ|で|、|，|──|――|……|[（(〈《〔]))[ \u3000]*|\n+"
)
_BLANK: Final = re.compile(r"[\s\u3000]*")


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Begin and end of the sentence at an offset; the next one if there is only white space. Empty at the end."""
    low, high = max(0, offset - REACH), min(len(text), offset + REACH)
    begin = max(low, text.rfind("\n", low, offset) + 1)
    for found in _END.finditer(text, begin, high):
        if found.end() > offset:
            start, end = _trimmed(text, begin, found.start() if found[0][0] == "\n" else found.end())
            if end > max(start, offset):
                return start, end
            offset = max(offset, found.end())
        begin = found.end()
    return _trimmed(text, begin, high)


def sentence_after(text: str, end: int) -> tuple[int, int] | None:
    """The sentence that begins at or after `end`, or None."""
    start, finish = sentence_at(text, end)
    return (max(start, end), finish) if finish > max(start, end) else None


def sentence_before(text: str, start: int) -> tuple[int, int] | None:
    """The sentence that ends at or before `start`, or None."""
    at = start
    while at > 0 and text[at - 1].isspace():
        at -= 1
    if at == 0:
        return None
    begin, end = sentence_at(text, at - 1)
    return (begin, min(end, start)) if begin < start else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    blank = _BLANK.match(text, start, end)
    start = blank.end() if blank else start
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Selection:
    """Code points `start` up to `end` of a text; `first` is the sentence it began with, which stays in it."""

    first: Place
    start: int
    end: int

    @property
    def span(self) -> Place:
        return self.start, self.end

    @classmethod
    def at(cls, text: str, offset: int) -> Selection | None:
        """The sentence at an offset; None where there is none."""
        return cls._of(sentence_at(text, offset))

    @classmethod
    def first_in(cls, text: str, start: int, end: int) -> Selection | None:
        """The first sentence that begins in a range; the one that runs into it where no other does."""
        sentence = sentence_at(text, start)
        if sentence[0] < start and sentence[1] < end:
            sentence = sentence_after(text, sentence[1]) or sentence
        return cls._of(sentence)

    @classmethod
    def _of(cls, sentence: Place) -> Selection | None:
        return cls(sentence, *sentence) if sentence[1] > sentence[0] else None

    def extended(self, text: str, sentences: int) -> Selection:
        """With the free end moved by one sentence on (1) or back (-1)."""
        first, start, end = self.first, self.start, self.end
        if sentences > 0:
            if start < first[0]:
                after = sentence_after(text, sentence_at(text, start)[1])
                start = min(first[0], after[0]) if after else first[0]
            else:
                after = sentence_after(text, end)
                end = after[1] if after else end
        elif end > first[1]:
            before = sentence_before(text, end)
            before = sentence_before(text, before[0]) if before else None
            end = max(first[1], before[1]) if before else first[1]
        else:
            before = sentence_before(text, start)
            start = before[0] if before else start
        return Selection(first, start, end)


def difference(one: Place | None, other: Place | None) -> list[Place]:
    """The ranges in one of two spans but not in both."""
    if one is None or other is None:
        return [span for span in (one, other) if span is not None]
    return [(min(a, b), max(a, b)) for a, b in zip(one, other, strict=True) if a != b]
