"""Document text → what may reach the terminal, with a map of offsets between the two.

A document is untrusted: an escape in it could set the clipboard, a bidi control reverse a row, a heap of marks reach
over other rows. Nothing here changes a document: what is copied or exported is always the document's own text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

MOST_MARKS: Final = 4
"""Marks shown on one base; the rest of a heap is left out."""
TAB: Final = "    "
UNREADABLE: Final = "␦"
"""Stands for a C1 control, half a surrogate pair, or a noncharacter."""

_INVISIBLE: Final = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff"
)
_SEPARATORS: Final = "\x85\u2028\u2029"
_UNREADABLE: Final = "\x80-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_CONTROLS: Final = "\x00-\x09\x0b-\x1f\x7f"
_FLAGS: Final = "\U0001f1e6-\U0001f1ff"


def _marks() -> str:
    """A regular expression's class of the characters that stand on the one before them."""
    from wcwidth.table_zero import ZERO_WIDTH

    newest = ZERO_WIDTH[max(ZERO_WIDTH, key=lambda version: tuple(map(int, version.split("."))))]
    shown = re.compile(f"[{_INVISIBLE}{_CONTROLS}{_UNREADABLE}{_SEPARATORS}]")
    points = [point for start, end in newest for point in range(start, end + 1) if not shown.match(chr(point))]
    points = [point for point in points if point > 0xFF]
    breaks = [0, *(i + 1 for i, (one, two) in enumerate(pairwise(points)) if two != one + 1), len(points)]
    return "".join(f"{chr(points[start])}-{chr(points[end - 1])}" for start, end in pairwise(breaks))


_PLAIN: Final = (
    "\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u2b55"
    "\u2e80-\u3029\u3030-\u3098\u309b-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff9f\uffe0-\uffee"
)
"""What Japanese text is made of: without anything else in it, a text needs no second look."""
_SUSPECT: Final = re.compile(f"[^{_PLAIN}]")


@cache
def _changed() -> re.Pattern[str]:
    """What is not shown as it is. Made when a text first needs it: most never do."""
    marks = _marks()
    return re.compile(
        f"(?P<bare>(?<![^\n])[{_INVISIBLE}]*(?=[{marks}]))|(?P<heap>(?:[{marks}][{_INVISIBLE}]*){{{MOST_MARKS + 1},}})"
        f"|(?P<dropped>[{_INVISIBLE}]+)|[{_SEPARATORS}{_UNREADABLE}{_CONTROLS}{_FLAGS}]"
    )


_DROPPED: Final = re.compile(f"[{_INVISIBLE}]")
_PICTURES: Final = {
    **{chr(code): chr(0x2400 + code) for code in range(0x20)},
    "\t": TAB,
    "\x7f": "␡",
    **dict.fromkeys("\x85\u2028\u2029", "␤"),
    **{chr(0x1F1E6 + letter): chr(ord("A") + letter) for letter in range(26)},
}


@dataclass(frozen=True, slots=True)
class Display:
    """Text for the screen and where each part of it stands in the document.

    `text` holds newlines as the document does; offsets count from the beginning of what was given to `sanitise`.
    The two lists hold the places where the distance between the two offsets changes; empty if nothing was changed.
    """

    text: str
    length: int
    displayed: array[int]
    documented: array[int]

    def to_document(self, position: int) -> int:
        """The document offset of what stands at a position of `text`. For the end of `text` the document's length."""
        if not self.displayed:
            return position
        if position >= len(self.text):
            return self.length
        found = bisect_right(self.displayed, position) - 1
        offset = start = self.documented[found]
        offset += position - self.displayed[found]
        following = found + 1
        return max(start, min(offset, self.documented[following] - 1)) if following < len(self.documented) else offset

    def to_display(self, offset: int) -> int:
        """The position in `text` of a document offset; of something not shown, where it would stand."""
        if not self.displayed:
            return offset
        found = bisect_right(self.documented, offset) - 1
        position = self.displayed[found] + offset - self.documented[found]
        following = found + 1
        return min(position, self.displayed[following]) if following < len(self.displayed) else position


_NOWHERE: Final = array("L")


def sanitise(text: str) -> Display:
    """Text as it may be shown: controls as pictures, invisible and bidi characters left out, heaps of marks capped.

    Tabs become spaces, newlines stay. Variation selectors go (terminals disagree on their widths), letters of flags
    become plain letters, and a mark without a base gets a space to stand on.
    """
    if _SUSPECT.search(text) is None:
        return Display(text, len(text), _NOWHERE, _NOWHERE)
    pieces: list[str] = []
    displayed, documented = array("L", [0]), array("L", [0])
    done = position = 0
    for start, end, shown in _edits(text):
        pieces += text[done:start], shown
        position += start - done
        displayed.append(position)
        documented.append(start)
        position += len(shown)
        displayed.append(position)
        documented.append(end)
        done = end
    if len(displayed) == 1:
        return Display(text, len(text), _NOWHERE, _NOWHERE)
    pieces.append(text[done:])
    return Display("".join(pieces), len(text), displayed, documented)


def _edits(text: str) -> Iterator[tuple[int, int, str]]:
    """What is shown differently, in order: begin, end, and what stands for it."""
    for found in _changed().finditer(text):
        start, end = found.span()
        match found.lastgroup:
            case "bare":
                yield start, end, " "
            case "dropped":
                yield start, end, ""
            case "heap":
                marks = 0
                for at in range(start, end):
                    invisible = _DROPPED.match(text, at) is not None
                    marks += not invisible
                    if invisible or marks > MOST_MARKS:
                        yield at, at + 1, ""
            case _:
                yield start, end, _PICTURES.get(found[0], UNREADABLE)


def clean(text: str) -> str:
    """Like `sanitise`, the text alone."""
    return sanitise(text).text


def clean_line(text: str) -> str:
    """Text for one line: a title, a file name. Newlines too become spaces."""
    return clean(text.replace("\r\n", " ").replace("\n", " "))
