"""The hits of a text: where they are, which is the current one, and which one comes next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from inyo.tui.widgets.styles import Span, SpanTable


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

    def step(self, direction: int, start: int, end: int) -> int:
        """The number of the hit on (1) or back (-1) from the current one, or, where that is not in view (`start` up to
        `end`), the first one in this direction from there. It is beyond the first or the last where there is none."""
        current = self.current_span
        if current is not None and start <= current.start < end:
            return self.current + direction
        spans = self.table.spans
        if direction > 0:
            return bisect_left(spans, start, key=lambda span: span.start)
        return bisect_left(spans, end, key=lambda span: span.start) - 1


def find_all(text: str, words: str) -> list[tuple[int, int]]:
    """Every place of `words` in a text, letters' case aside."""
    if not words:
        return []
    import re

    return [found.span() for found in re.finditer(re.escape(words), text, re.IGNORECASE)]
