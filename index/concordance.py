"""A concordance: every match of an answer with the words before and after it (KWIC), in several orders, and the words
that stand near. Pure functions of hits; words are counted from MeCab's tokens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from inyo.index.values.hits import Hit

REACH = 60
"""Code points of context on each side."""
NEAR = 5
"""Words on each side within which a word stands near (the usual window of collocation)."""
_NO_WORD = re.compile(r"[\s、。，．・：；？！「」『』（）()【】…―—ー～〜\"'*#]*")
_CONTENT = ("名詞", "動詞", "形容詞", "形状詞", "副詞")

LineOrder = Literal["text", "left", "right"]


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """A match with its context. `start`–`end` are code points in the document; `hit` is its number in the answer."""

    file: str
    title: str
    paragraph: int
    hit: int
    start: int
    end: int
    left: str
    match: str
    right: str


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near the matches: in how many lines it stands before and after them."""

    word: str
    before: int
    after: int

    @property
    def count(self) -> int:
        """Lines, on either side."""
        return self.before + self.after


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands near the matches of an answer: words right before, right after, and content words within NEAR."""

    before: tuple[tuple[str, int], ...]
    after: tuple[tuple[str, int], ...]
    near: tuple[Collocate, ...]


def concordance(hits: Sequence[Hit]) -> tuple[ConcordanceLine, ...]:
    """A line for each span of each hit, in the order of the hits; spans that overlap are one. What stands below the
    line is left out, unless all does."""
    found: list[ConcordanceLine] = []
    weak = all(hit.below for hit in hits)
    for number, hit in enumerate(hits):
        if hit.below and not weak:
            continue
        for start, end in _joined(hit):
            a, b = start - hit.start, end - hit.start
            left, right = hit.text[max(0, a - REACH) : a], hit.text[b : b + REACH]
            found.append(
                ConcordanceLine(hit.file, hit.title, hit.paragraph, number, start, end, left, hit.text[a:b], right)
            )
    return tuple(found)


def _joined(hit: Hit) -> Iterable[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for span in sorted(hit.spans, key=lambda span: (span.start, span.end)):
        if spans and span.start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], span.end)
        elif hit.start <= span.start < span.end <= hit.end:
            spans.append((span.start, span.end))
    return spans


def ordered(lines: Iterable[ConcordanceLine], order: LineOrder) -> tuple[ConcordanceLine, ...]:
    """The lines as they come, by what stands before the match (read backwards from it), or by what stands after it.
    Marks and spaces beside the match do not count."""
    keys: dict[LineOrder, Callable[[ConcordanceLine], tuple[str, str]]] = {
        "left": lambda line: (_bare(line.left[::-1]), _bare(line.right)),
        "right": lambda line: (_bare(line.right), _bare(line.left[::-1])),
    }
    return tuple(sorted(lines, key=keys[order])) if order in keys else tuple(lines)


def _bare(text: str) -> str:
    found = _NO_WORD.match(text)
    return text[found.end() :] if found else text


def neighbours(lines: Sequence[ConcordanceLine]) -> Neighbours:
    """What stands near the matches, most often first. Each word counts once a line and side."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in lines:
        words = _words(line.left)
        if words:
            before[words[-1][0]] += 1
        left.update({word for word, content in words[-NEAR:] if content})
        words = _words(line.right)
        if words:
            after[words[0][0]] += 1
        right.update({word for word, content in words[:NEAR] if content})
    near = [Collocate(word, left[word], right[word]) for word in left | right]
    near.sort(key=lambda each: (-each.count, each.word))
    return Neighbours(tuple(before.most_common()), tuple(after.most_common()), tuple(near))


def _words(text: str) -> list[tuple[str, bool]]:
    """Lemmas with whether they are content words; marks are left out."""
    from inyo.index.japanese.tokens import tokenize

    return [
        (token.lemma, (token.pos.startswith(_CONTENT) and len(token.lemma) > 1) or token.pos.startswith("名詞-固有"))
        for token in tokenize(text)
        if _bare(token.surface)
    ]
