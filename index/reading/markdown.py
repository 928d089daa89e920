"""Markdown: which line breaks are soft, so that a reader does not see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inyo.index.reading.lines import Line, ends_loosely, ends_sentence

_FENCE = re.compile(r"(`{3,}|~{3,})")
_ENDING = r"#{1,6}(?:[ \t]|$)|(?:[-*_][ \t]*){3,}$|=+\s*$|-+\s*$|\||<[!/a-zA-Z]|\[[^\]\n]+\]:\s|:{3,}|\$\$"
_ENDS = re.compile(_ENDING)
_BLOCK = re.compile(_ENDING + r"|[-*+][ \t]|\d{1,9}[.)][ \t]|[―─—–]")
_ITEM = re.compile(r"[-*+][ \t]|\d{1,9}[.)][ \t]")
_SPOKEN = re.compile(r"[「『（(]")
_HARD = ("<br>", "<br/>", "<br />")
_CODE = 4


def soft_breaks(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Pairs of lines (their numbers) of which the second goes on the paragraph of the first.

    Two blanks or a backslash at the end of a line, and <br>, break; so does a paragraph in the Japanese way: a line
    that begins with an ideographic space, or with an opening bracket below a short line that ends a sentence. Code,
    tables, HTML and headings stay.
    """
    fence = ""
    before = -1
    for number, line in enumerate(lines):
        mark = _FENCE.match(text, line.start, line.end)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
            before = -1
            continue
        if mark:
            fence, before = mark[1], -1
            continue
        if line.blank or (line.indent >= _CODE and before < 0 and not _ITEM.match(text, line.start)):
            before = -1
            continue
        if (
            before >= 0
            and _goes_on(text, lines[before], line)
            and not (_SPOKEN.match(text, line.start) and _short(text, lines, before))
        ):
            yield before, number
        before = -1 if _ENDS.match(text, line.start, line.end) else number


def _goes_on(text: str, line: Line, after: Line) -> bool:
    if line.depth != after.depth or _BLOCK.match(text, after.start, after.end):
        return False
    end = text.find("\n", line.end)
    if text[line.end - 1] == "\\" or text[line.end : end].endswith("  ") or text.endswith(_HARD, line.start, line.end):
        return False
    return text[after.start - 1] != "\u3000"


def _short(text: str, lines: Sequence[Line], number: int) -> bool:
    """Whether a line ends as a paragraph may, and before the width of the lines around."""
    line = lines[number]
    longest = max(near.cells for near in lines[max(0, number - 4) : number + 5])
    return (ends_sentence(text, line) or ends_loosely(text, line)) and line.cells < 0.8 * longest
