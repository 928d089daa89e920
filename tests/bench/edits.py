"""Changes made to an annotated text, and where its places stand after them."""

from __future__ import annotations

from collections.abc import Iterable

Edit = tuple[int, int, str]
"""What stands from one offset to another, and what stands there instead."""


def changed(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made, which are in order and apart."""
    out, at = [], 0
    for start, end, new in edits:
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]])


def moved(place: int, edits: Iterable[Edit], *, end: bool = False) -> int:
    """Where a place of the text stands after the edits; where one adds something there, an `end` stays before it."""
    shift = 0
    for start, stop, new in edits:
        if stop > place or (start == stop == place and end):
            break
        shift += len(new) - (stop - start)
    return place + shift
