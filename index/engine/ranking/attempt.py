"""What running a query gives: which passages, on which level, how well, and by which words; a text that stands in two
files, once; and what filters let in (file:, date:, by:): documents, and the places in these.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import distinct
from inyo.index.engine.interface import Knowledge
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.query_language import Filter, Node
from inyo.index.engine.ranking.scoring import Flags, Found, Scores, WordScores
from inyo.index.engine.segments import GAP, Field, Space
from inyo.index.japanese.folding import fold
from inyo.index.values.document import split_key
from inyo.index.values.hits import Span, Why

BELOW, DOCUMENT, PASSAGE = 0, 1, 2
"""Levels of hits: below the line; the document has all words, the passage some; the passage has all."""
Levels = NDArray[np.int8]
_FEW = 5
_SHORTEST_REPEATED = 20
"""Shorter passages are headings and cries, which may well be the same."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a filter lets words match: documents, and in them only some places if `places` is given. `name` (folded):
    the places are mentions of it, under whatever alias."""

    keys: frozenset[str]
    places: Mapping[str, Sequence[tuple[int, int]]] | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf over all segments, the titles' last."""

    scores: tuple[WordScores, ...]
    title: WordScores
    weight: float
    parts: tuple[Leaf, ...]
    sentence: bool
    crumb: bool
    occurs: bool
    slight: tuple[Leaf, ...] = ()


@dataclass
class Attempt:
    """A query tree that was run. `score`, `match`, `level` by segment and passage."""

    views: Sequence[View]
    ranks: Mapping[str, int]
    score: list[Scores] = field(default_factory=list)
    match: list[Flags] = field(default_factory=list)
    level: list[Levels] = field(default_factory=list)
    leaves: dict[Node, Leaf] = field(default_factory=dict)
    scopes: list[Scope] = field(default_factory=list)
    shown: tuple[Node, ...] = ()

    @property
    def total(self) -> int:
        """How many passages stand above the line."""
        return sum(int((level > BELOW).sum()) for level in self.level)

    @property
    def weaker(self) -> int:
        """How many stand below it."""
        return sum(int(match.sum()) for match in self.match) - self.total

    def tier(self, number: int, passage: int) -> int:
        """How a passage of a segment ranks before its score is looked at."""
        return int(self.level[number][passage])

    def by_document(self) -> dict[str, tuple[int, int]]:
        """By key: how many passages of a document stand above the line, and how many below."""
        counted: dict[str, tuple[int, int]] = {}
        for view, match, level in zip(self.views, self.match, self.level, strict=True):
            numbers = view.document_numbers(np.flatnonzero(match))
            above = np.bincount(view.document_numbers(np.flatnonzero(level > BELOW)), minlength=len(view.keys))
            every = np.bincount(numbers, minlength=len(view.keys))
            some = np.flatnonzero(every)
            pairs = zip(above[some].tolist(), (every - above)[some].tolist(), strict=True)
            counted.update(zip((view.keys[at] for at in some.tolist()), pairs, strict=True))
        return counted

    @property
    def missing(self) -> list[str]:
        """The words that were found nowhere, or only below the line."""
        return [
            str(node).strip('"')
            for node in self.shown
            if not any(word.occurs_above for word in self.leaves[node].scores)
        ]

    @property
    def guessed(self) -> list[str]:
        """The words that were found only in ways of which none is sure, in a few passages."""
        few = 0 < self.total <= _FEW
        return [
            str(node) for node in self.shown if few and not any(word.occurs_surely for word in self.leaves[node].scores)
        ]

    def best(self, limit: int, ranks: Mapping[str, int] | None = None) -> list[tuple[int, int, float]]:
        """(segment, passage, score), best first: by level, then by score, ties in document order. With `ranks` in the
        order of these ranks of documents instead, and of passages in them; above the line before below."""
        columns: list[tuple[np.ndarray, ...]] = []
        for number, view in enumerate(self.views):
            passages = np.flatnonzero(self.match[number])
            if not len(passages):
                continue
            scores = np.round(self.score[number][passages], 6)
            levels = self.level[number][passages]
            if ranks is not None:
                scores, levels = np.zeros(len(passages)), np.minimum(levels, DOCUMENT)
            elif len(passages) > 4 * limit:
                keep = _first(limit, levels, scores)
                passages, scores, levels = passages[keep], scores[keep], levels[keep]
            order = self._document_ranks(ranks or self.ranks, view, passages)
            columns.append((np.full(len(passages), number), passages, scores, levels, order))
        if not columns:
            return []
        numbers, passages, scores, levels, order = (np.concatenate(column) for column in zip(*columns, strict=True))
        sorted_ = np.lexsort((passages, order, -scores, -levels))[:limit]
        return [
            (int(numbers[at]), int(passages[at]), float(self.score[int(numbers[at])][passages[at]])) for at in sorted_
        ]

    def _document_ranks(self, ranks: Mapping[str, int], view: View, passages: np.ndarray) -> np.ndarray:
        last = len(ranks)
        documents, inverse = np.unique(view.document_numbers(passages), return_inverse=True)
        found = np.array([ranks.get(view.keys[document], last) for document in documents.tolist()], np.int64)
        return found[inverse]

    def ways(self, number: int) -> list[tuple[Found, ...]]:
        """The ways in which each shown word was found in a segment, its parts as the weakest."""
        return [_ways_with_parts(self.leaves[node], number) for node in self.shown]

    def scoped(self, key: str, start: int, text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Spans of a passage inside the places of the filters; the places themselves where there are no words."""
        end = start + len(text)
        for scope in self.scopes:
            if scope.places is None:
                continue
            places = [place for place in scope.places.get(key, ()) if place[0] < end and place[1] > start]
            if self.shown:
                spans = tuple(span for span in spans if any(a <= span.start and span.end <= b for a, b in places))
            else:
                inside = [(max(a, start), min(b, end)) for a, b in places]
                spans = tuple(Span(a, b, _why(scope, text[a - start : b - start])) for a, b in inside)
        return spans


def _first(most: int, levels: Levels, scores: Scores) -> Flags:
    """The best so many by level and score, and those that are as good as the last of them."""
    keep: Flags = np.zeros(len(levels), np.bool_)
    for level in (PASSAGE, DOCUMENT, BELOW):
        here = levels == level
        count = int(here.sum())
        if count >= most:
            worst = np.partition(scores[here], count - most)[count - most]
            keep |= here & (scores >= worst)
            break
        keep |= here
        most -= count
        if not most:
            break
    return keep


def _ways_with_parts(leaf: Leaf, number: int) -> tuple[Found, ...]:
    """A word's ways and those of its parts. A part of a longer word is not what was typed, however it is written."""
    parts = (
        replace(each, weight=each.weight / 8, below=True, typed=False,
                why="part" if each.why == "written" and not leaf.sentence else each.why)
        for part in leaf.parts for each in part.scores[number].found if not each.below
    )  # fmt: skip
    return (*leaf.scores[number].found, *parts)


def _why(scope: Scope, words: str) -> Why:
    """Why a place of a filter is shown: a name under an alias; of anything else there is nothing to say."""
    return "alias" if scope.name and fold(words).text != scope.name else "written"


def repeats(views: Sequence[View], passages: Sequence[tuple[int, int]]) -> list[bool]:
    """By passage (segment, number), best first: whether a better one has the same folded text.

    Only passages of one size are compared, so that few texts are looked at.
    """
    found = [False] * len(passages)
    firsts: dict[str, int] = {}
    alike = _of_one_size(views, passages)
    texts: dict[int, str] = {}
    for number, view in enumerate(views):
        here = [at for at in alike if passages[at][0] == number]
        found_texts = view.segment.folded_texts(np.array([passages[at][1] for at in here], np.int64))
        texts.update(zip(here, found_texts, strict=True))
    for at in alike:
        found[at] = firsts.setdefault(texts[at], at) != at
    return found


def _of_one_size(views: Sequence[View], passages: Sequence[tuple[int, int]]) -> list[int]:
    """The passages that are long enough and as long as another one: their places, in order."""
    numbers, places = np.array(passages, np.int64).reshape(-1, 2).T
    sizes, words = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
    for number in distinct(numbers).tolist():
        here = numbers == number
        bases = views[number].bases(Space.CHARACTERS)
        sizes[here] = bases[places[here] + 1] - bases[places[here]] - GAP
        words[here] = views[number].segment.lengths(Field.LEMMA)[places[here]]
    _, kind, count = np.unique(sizes << 32 | words, return_inverse=True, return_counts=True)
    return [int(at) for at in np.flatnonzero((count[kind] > 1) & (sizes >= _SHORTEST_REPEATED))]


Place = tuple[int, int]
"""A segment and a passage in it, by their numbers."""


def once(attempt: Attempt, original: Mapping[str, str]) -> Attempt:
    """What was found, without the passages of copies whose original was found with the same words. `original`: by key
    of a document that is another one once more, the key of that one."""
    found = _passages(attempt, frozenset(original).union(original.values()))
    match, level = [each.copy() for each in attempt.match], [each.copy() for each in attempt.level]
    for copy in found.keys() & original.keys():
        there = {_words(attempt, place) for place in found.get(original[copy], ())}
        for number, passage in found[copy] if there else ():
            if _words(attempt, (number, passage)) in there:
                match[number][passage], level[number][passage] = False, BELOW
    return replace(attempt, match=match, level=level)


def _passages(attempt: Attempt, wanted: frozenset[str]) -> dict[str, list[Place]]:
    """By key of some documents: their passages that match."""
    found: dict[str, list[Place]] = defaultdict(list)
    for number, (view, match) in enumerate(zip(attempt.views, attempt.match, strict=True)):
        passages = np.flatnonzero(match)
        documents = view.document_numbers(passages)
        here = np.isin(documents, [each for each in distinct(documents).tolist() if view.keys[each] in wanted])
        for document, passage in zip(documents[here].tolist(), passages[here].tolist(), strict=True):
            found[view.keys[document]].append((number, passage))
    return dict(found)


def _words(attempt: Attempt, place: Place) -> str:
    """The letters and digits of a passage: what two copies of it share."""
    number, passage = place
    return "".join(filter(str.isalnum, attempt.views[number].segment.text(passage)))


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What search asks of a document beside its passages; `date` ISO or ''."""

    key: str
    title: str
    date: str = ""
    source: str = ""
    author: str = ""

    @property
    def kind(self) -> str:
        """The end of the file's name, in small letters: txt, pdf; of a part of a file that of the file."""
        return split_key(self.key)[0].rpartition("/")[2].rpartition(".")[2].lower()


NAMED: Mapping[str, Callable[[DocumentFacts], str]] = {
    "source": lambda facts: facts.source,
    "author": lambda facts: facts.author,
    "titled": lambda facts: facts.title,
}
"""The filters by what a document is called, or who made it: found in any spelling."""
Alike: TypeAlias = Callable[[str, str], frozenset[str]]
"""A filter and what it asks for → the names among those of all documents that may be meant by it."""


def scope_of(node: Filter, documents: Sequence[DocumentFacts], knowledge: Knowledge, alike: Alike) -> Scope:
    """Where a filter lets words match."""
    wanted = fold(node.value).text.replace(" ", "")
    if node.field in NAMED:
        named, names = NAMED[node.field], alike(node.field, node.value)
        values = ((facts.key, named(facts)) for facts in documents)
        return Scope(
            frozenset(key for key, name in values if name in names or wanted in fold(name).text.replace(" ", ""))
        )
    if node.field == "kind":
        return Scope(frozenset(facts.key for facts in documents if facts.kind == wanted.lstrip(".")))
    if node.field == "file":
        part = _path(node.value)
        return Scope(frozenset(facts.key for facts in documents if part in _path(facts.key)))
    if node.field == "date":
        first, _, last = node.value.partition("..")
        return Scope(frozenset(facts.key for facts in documents if _within(facts.date, first, last)))
    by_speaker = node.field == "by"
    source = knowledge.quotations_by if by_speaker else knowledge.mentions_of
    places = source(node.value) if source else {}
    return Scope(frozenset(places), None if node.whole else places, "" if by_speaker else fold(node.value).text)


def _path(text: str) -> str:
    """A path in which ガ is one letter, however the file system takes it apart, and case does not matter."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def _within(date: str, first: str, last: str) -> bool:
    """Whether an ISO date that may be a month or a year lies in a range of such dates."""
    if not date:
        return False
    return (not first or date[: len(first)] >= first[: len(date)]) and (
        not last or date[: len(last)] <= last[: len(date)]
    )
