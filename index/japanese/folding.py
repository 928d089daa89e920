"""The normal form under which spellings meet, with a map back to the text it came from."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `starts[i]`, `ends[i]`: the span of the source that folded character i stands for.

    `starts` is empty where folding changed no length, so that offsets are the same.
    """

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the folded span `start`–`end` (not empty)."""
        if not self.starts:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def place(self, source: int) -> int:
        """The folded offset at which the source offset `source` begins."""
        return bisect_right(self.starts, source - 1) if self.starts else source


def fold(text: str) -> Folded:
    """NFKC and lower case, cluster by cluster (a base with its marks)."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    changed = False
    at = 0
    while at < len(text):
        stop = at + 1
        while stop < len(text) and (unicodedata.combining(text[stop]) or text[stop] in "ﾞﾟ"):
            stop += 1
        piece = unicodedata.normalize("NFKC", text[at:stop]).lower() or text[at:stop]
        changed = changed or len(piece) != 1 or stop - at != 1
        out.append(piece)
        starts.extend([at] * len(piece))
        ends.extend([stop] * len(piece))
        at = stop
    if not changed:
        return Folded("".join(out))
    return Folded("".join(out), tuple(starts), tuple(ends))
