"""Sentences as a reader selects them: up to a full stop and the brackets that close after it."""

from __future__ import annotations

import re
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
