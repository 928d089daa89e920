"""Turns that no label in front of them tells: questions behind a sign, names in brackets behind the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from inyo.index.reading.zones import Line

Span = tuple[int, int]

ASKING = re.compile(r"(?:[かはねもにでを]|でしょう|ください)[。？?]?\*{0,2}$|[？?]\*{0,2}$")
"""How a question ends, also one that is cut short (費用は。)."""
_ASKER = re.compile(r"[（(][^）)\n]{1,16}[）)]$")
_SIGN = re.compile(r"^(?:[>＞]{2}(?!\d)|≫|》|[■□◆◇●▼▽▶►▷★☆♦＊*・])[\s\u3000]*")
_FEWEST, _SHARE = 3, 0.8
"""How many lines behind one sign, and which share of them, must ask for the sign to mark questions."""
_BEHIND = re.compile(r"[（(〔［\[【](?P<label>[^（(〔［\[【】\]］〕）)\n。、「」]{1,16})[】\]］〕）)]$")
_NO_LABEL = re.compile(
    r"笑|拍手|中略|後略|前略|以下|続く|敬称|写真|共同|時事|注|参照|\d|[０-９]|[年月日時分円歳％%人位]$|^[A-Za-z.]{1,3}$"
)
_FEWEST_BEHIND = 4


def questions_behind_a_sign(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The questions of an interview that begin with a sign (■, ＞＞, ◆), each as its line and where its words begin.

    Empty where lines behind the sign are not nearly all questions, or stand together without an answer between them.
    """
    by_sign: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(lines):
        match = _SIGN.match(line.text)
        if match:
            by_sign.setdefault(match[0].strip(), []).append((number, line.start + match.end()))
    for found in sorted(by_sign.values(), key=len, reverse=True):
        asking = sum(bool(ASKING.search(_ASKER.sub("", lines[number].text))) for number, _ in found)
        answered = sum(second - first > 1 for (first, _), (second, _) in pairwise(found))
        if asking >= max(_FEWEST, _SHARE * len(found)) and answered >= _SHARE * (len(found) - 1):
            return found
    return []


def labels_behind(lines: Sequence[Line], speaks: Callable[[str], bool]) -> Iterator[tuple[int, int, Span | None]]:
    """Turns whose speaker stands in brackets behind them (来年です。（市長）): start and end of the words, the label.

    A line without a label that asks, between labelled ones, is a turn of nobody known. Nothing where labels are few,
    or where none of them names a speaker. `speaks` says whether a label is somebody's name or office.
    """
    found = {number: match for number, line in enumerate(lines) if (match := _labelled(line)) is not None}
    count = Counter(match["label"] for match in found.values())
    if len(found) < _FEWEST_BEHIND or len(count) < 2 or not any(speaks(label) for label in count):
        return
    if 2 * sum(times for times in count.values() if times > 1) < len(found):
        return
    first, last = min(found), max(found)
    if 3 * len(found) < last - first + 1:
        return
    for number in range(max(0, first - 1), last + 1):
        line = lines[number]
        sign = _SIGN.match(line.text) or re.match(r"[→⇒⇨][\s\u3000]*", line.text)
        start = line.start + (sign.end() if sign else 0)
        if number in found:
            match = found[number]
            end = line.start + match.start()
            yield start, end, (line.start + match.start("label"), line.start + match.end("label"))
        elif ASKING.search(line.text):
            yield start, line.end, None


def _labelled(line: Line) -> re.Match[str] | None:
    match = _BEHIND.search(line.text)
    if match is None or match.start() < 2 or _NO_LABEL.search(match["label"]):
        return None
    return match if line.text[match.start() - 1] in "。．！？!?…―ー笑」』）)" else None
