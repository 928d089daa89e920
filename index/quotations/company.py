"""Everybody named in a document, in order: who is named before and behind a place, and whom the text is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from inyo.index.japanese.sentences import Sentence
from inyo.index.people.names import Names


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named on the page outside of brackets: the place, the number of the sentence among those of the page,
    its paragraph, and what follows the name."""

    start: int
    end: int
    canonical: str
    text: str
    sentence: int
    paragraph: int
    mark: str


_NOTE = re.compile(r"[(（][^()（）]{0,20}[)）]")
_BYLINE = re.compile(r"(?:【[^【】\n]{0,30}|[(（][^()（）\n]{1,20}[=＝]|(?:撮影|写真|取材|構成|文)[・：:=＝／/])$")
_BYLINE_ENDS = re.compile(r"(?:記者|特派員|支局長|通信員|編集委員)?(?:、[^】\n]{0,30})?[】)）\]］\n]|$")
_REACH_BEFORE, _REACH_BEHIND, _MOST_NAMES = 12, 2, 40
_SHARES = (0.1, 0.2, 0.35, 0.5)


def _reports(text: str, start: int, end: int) -> bool:
    """Whether a name is the reporter's (【港支局長・藤原剣】, （パリ＝山田太郎）): the text is not about him."""
    return bool(_BYLINE_ENDS.match(text, end) and _BYLINE.search(text, max(0, start - 34), start))


class Company:
    """Everybody named in a document, in order. `main`: the three who are named oftenest, each with his share of all
    names and where he is named first; `alone`: only one is named."""

    def __init__(self, sentences: Sequence[Sentence], page: Sequence[int], names: Names) -> None:
        self._named: list[Named] = []
        for place, number in enumerate(page):
            sentence = sentences[number]
            for name in names.within(sentence.start, sentence.end):
                if sentence.in_brackets(name.start) or _reports(sentence.source, name.start, name.name_end):
                    continue
                text = sentence.source[name.start : name.name_end]
                mark = self._mark(sentence, name.end)
                self._named.append(
                    Named(name.start, name.name_end, name.canonical, text, place, sentence.paragraph, mark)
                )
        self._starts = [named.start for named in self._named]
        counts = Counter(named.canonical for named in self._named)
        firsts: dict[str, int] = {}
        for named in self._named:
            firsts.setdefault(named.canonical, named.start)
        total = max(1, counts.total())
        self.main = [
            (name, bisect_right(_SHARES, count / total), firsts[name])
            for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], firsts[pair[0]]))[:3]
        ]
        self.alone = min(3, len(counts))

    def _mark(self, sentence: Sentence, end: int) -> str:
        note = _NOTE.match(sentence.source, end)
        end = note.end() if note else end
        following = sentence.source[end : end + 1] if end < sentence.end else ""
        return (
            following
            if following and following in "のはがもをにと、で"
            else "end"
            if following in ("", "。", "\n")
            else "."
        )

    def before(self, start: int, place: int, most: int = 4) -> list[Named]:
        """Who is named last before a place in the sentence `place`, the last first, each once."""
        out: dict[str, Named] = {}
        last = bisect_left(self._starts, start)
        for at in range(last - 1, max(-1, last - _MOST_NAMES), -1):
            named = self._named[at]
            if place - named.sentence > _REACH_BEFORE or len(out) == most:
                break
            out.setdefault(named.canonical, named)
        return list(out.values())

    def behind(self, end: int, place: int, most: int = 2) -> list[Named]:
        """Who is named next behind a place, in the order of the text, each once."""
        out: dict[str, Named] = {}
        first = bisect_left(self._starts, end)
        for at in range(first, min(len(self._named), first + _MOST_NAMES)):
            named = self._named[at]
            if named.sentence - place > _REACH_BEHIND or len(out) == most:
                break
            out.setdefault(named.canonical, named)
        return list(out.values())
