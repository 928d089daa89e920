"""Spans of text in styles, painted into a row of segments."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from inyo.tui.terminal.cells import cell_width


class Span(NamedTuple):
    """Characters `start` up to `end` in the style of a component class: "hit" is `text-pane--hit` in a text pane."""

    start: int
    end: int
    style: str


def paint(text: str, base: Style, layers: Sequence[tuple[int, int, Style]]) -> list[Segment]:
    """Segments of a text; where spans overlap, later ones lie above earlier ones. Spans may reach over the ends."""
    if not layers:
        return [Segment(text, base)] if text else []
    length = len(text)
    spans = [(max(0, start), min(length, end), style) for start, end, style in layers if start < length and end > 0]
    cuts = sorted({0, length, *(cut for start, end, _ in spans for cut in (start, end))})
    segments: list[Segment] = []
    for begin, finish in pairwise(cuts):
        style = base
        for start, end, over in spans:
            if start <= begin and finish <= end:
                style += over
        segments.append(Segment(text[begin:finish], style))
    return segments


def joined(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbours of one style as one segment: each costs some thirty bytes on the line."""
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].style == segment.style:
            found[-1] = Segment(found[-1].text + segment.text, segment.style)
        elif segment.text:
            found.append(segment)
    return found


def changed_cells(old: Iterable[Segment], new: Iterable[Segment]) -> tuple[int, int] | None:
    """The cells, first and one past the last, in which a line differs from what stands there: what both begin and end
    with is left as it is, by whole letters. None where nothing differs; the lines have as many cells."""
    before, after = _letters(old), _letters(new)
    if before == after:
        return None
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - head) if before[-1 - at] != after[-1 - at]), most - head)
    width = sum(cell_width(letter) for letter, _ in after)
    left = sum(cell_width(letter) for letter, _ in after[:head])
    right = sum(cell_width(letter) for letter, _ in after[len(after) - tail :])
    return left, max(width - right, sum(cell_width(letter) for letter, _ in before) - right)


def _letters(segments: Iterable[Segment]) -> list[tuple[str, Style | None]]:
    return [(letter, segment.style) for segment in segments for letter in segment.text]


class SpanTable:
    """Spans in order of their start, asked for those that touch a range; they may lie within one another."""

    def __init__(self, spans: Iterable[Span | tuple[int, int, str]] = ()) -> None:
        self.spans = tuple(sorted((Span(*span) for span in spans), key=lambda span: (span.start, -span.end)))
        self._furthest: list[int] = []
        furthest = 0
        for span in self.spans:
            furthest = max(furthest, span.end)
            self._furthest.append(furthest)

    def touching(self, start: int, end: int) -> list[Span]:
        """The spans that have a character in the range, in order."""
        last = bisect_left(self.spans, end, key=lambda span: span.start)
        found = []
        while last > 0 and self._furthest[last - 1] > start:
            last -= 1
            if self.spans[last].end > start:
                found.append(self.spans[last])
        return found[::-1]


@dataclass(frozen=True, slots=True)
class Hits:
    """Hits in order of their start; `current` is the number of one of them, -1 for none."""

    table: SpanTable = field(default_factory=SpanTable)
    current: int = -1

    @classmethod
    def at(cls, places: Iterable[tuple[int, int]], current: int = -1) -> Hits:
        """Hits at these places, in order or not; `current` counts in their order."""
        return cls(SpanTable((start, end, "hit") for start, end in places), current)

    def __len__(self) -> int:
        return len(self.table.spans)

    def __getitem__(self, number: int) -> Span:
        return self.table.spans[number]

    @property
    def current_span(self) -> Span | None:
        """The current hit; None if there is none."""
        return self[self.current] if 0 <= self.current < len(self) else None

    def going_to(self, number: int) -> Hits:
        """The same hits with another one current."""
        return replace(self, current=number)
