"""Selecting by sentence: where a selection begins, how it grows and moves."""

from __future__ import annotations

from dataclasses import dataclass

from inyo.tui.widgets.sentences import sentence_after, sentence_at, sentence_before

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

    def moved(self, text: str, sentences: int) -> Selection:
        """The next (1) or previous (-1) sentence; the same selection where there is none."""
        found = sentence_after(text, self.end) if sentences > 0 else sentence_before(text, self.start)
        return Selection(found, *found) if found else self


def difference(one: Place | None, other: Place | None) -> list[Place]:
    """The ranges in one of two spans but not in both."""
    if one is None or other is None:
        return [span for span in (one, other) if span is not None]
    return [(min(a, b), max(a, b)) for a, b in zip(one, other, strict=True) if a != b]
