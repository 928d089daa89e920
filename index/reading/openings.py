"""What somebody says before the first turn of a talk: the statement under a heading that announces it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inyo.index.reading.layout_table import HEADING, ROLE, SENTENCE_END, Block, Interviewee
from inyo.index.reading.zones import Line

_ANNOUNCES = re.compile(
    r"^[（(＜〈【《［\[◎●■◆◇○□▼★#\s\d０-９.．、・-]{0,6}(?P<who>[一-龥ァ-ヴー]{0,8}?)(?:から|より|による|の)?(?:の|ご)?"
    r"(?:冒頭(?:の?(?:説明|発言|挨拶|あいさつ|報告))?|発表(?:事項|項目|内容)?|報告(?:事項|項目)?|あいさつ|挨拶|説明(?:事項|項目)?|発言|所信表明|所感|スピーチ)"
    r"[）)＞〉】》］\]]*$"
)
_SIGN = re.compile(r"^[○◯〇●◎・][\s\u3000]*")
_LONGEST = 24
"""Characters of such a heading."""


def opening(lines: Sequence[Line], first: int, whom: Interviewee) -> Block | None:
    """The statement between its heading and line `first`, where the first turn begins; None where there is none.

    Its speaker is the office in the heading (市長からの報告), else whoever answers questions.
    """
    at = next((n for n in range(first - 1, -1, -1) if _heading(lines[n]) is not None), -1)
    if at < 0:
        return None
    said: list[Line] = []
    for line in lines[at + 1 : first]:
        if HEADING.match(line.text) and not SENTENCE_END.search(line.text):
            break
        if not said and not SENTENCE_END.search(line.text):
            return None
        if not SENTENCE_END.search(line.text):
            break
        said.append(line)
    if not said:
        return None
    sign = _SIGN.match(said[0].text)
    start = said[0].start + (sign.end() if sign else 0)
    match = _heading(lines[at])
    named = match is not None and bool(ROLE.search(match["who"]))
    label = (lines[at].start + match.start("who"), lines[at].start + match.end("who")) if match and named else None
    return Block(start, said[-1].end, "speech", "transcript", label or whom(lines[first].start))


def _heading(line: Line) -> re.Match[str] | None:
    return _ANNOUNCES.match(line.text) if len(line.text) <= _LONGEST else None
