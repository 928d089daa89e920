"""Where the characters of a text stand in the file that it was made from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """`start`–`end` of a text become `text`, which is not longer."""

    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class SourceMap:
    """From offsets in a text to offsets in its source, both in code points.

    From `texts[i]` on characters stand one after another in the source from `sources[i]` on; both rise strictly.
    Without anchors text and source are the same.
    """

    texts: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()

    def source(self, offset: int) -> int:
        """Where in the source the character at `offset` stands; what was taken out before it comes earlier."""
        at = bisect_right(self.texts, offset) - 1
        return offset if at < 0 else self.sources[at] + offset - self.texts[at]

    def text(self, offset: int) -> int:
        """The first offset in the text whose character stands at or behind `offset` in the source."""
        at = bisect_right(self.sources, offset) - 1
        there = offset if at < 0 else self.texts[at] + offset - self.sources[at]
        return min(there, self.texts[at + 1]) if at + 1 < len(self.texts) else there

    def over(self, upper: SourceMap) -> SourceMap:
        """The map of a text made from this one's text; `upper` leads from it to this one's."""
        if not (upper.texts and self.texts):
            return self if self.texts else upper
        places = sorted({*upper.texts, *map(upper.text, self.texts)})
        return SourceMap(tuple(places), tuple(self.source(upper.source(place)) for place in places))


IDENTITY = SourceMap()
"""The map of a text that is its source."""


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, SourceMap]:
    """A text with edits made, and the map back. Edits come in order and do not overlap."""
    pieces: list[str] = []
    texts: list[int] = []
    sources: list[int] = []
    at = length = 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        length += start - at + len(new)
        at = end
        if len(new) != end - start:
            if texts and texts[-1] == length:
                sources[-1] = end
            else:
                texts.append(length)
                sources.append(end)
    pieces.append(text[at:])
    return "".join(pieces), SourceMap(tuple(texts), tuple(sources))
