"""A query tree over segments: by passage whether it matches, how well, and by which words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.query.relaxation import Further, filters_of, leaves_of
from inyo.index.engine.query.tree import And, Filter, Node, Not, Or, Phrase, Word
from inyo.index.engine.ranking.scoring import Flags, Found, Scores, WordScores, find, nearness, rarity, score
from inyo.index.engine.segments import Space
from inyo.index.engine.words.alternatives import Alternative
from inyo.index.japanese.folding import fold
from inyo.index.values.hits import Span, Why

_TITLE = 0.3
"""What a word in the document's title adds, as a share of its weight in the passage."""
_TITLE_WAYS = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a filter lets words match: documents, and in them only some places if `places` is given. `name` (folded):
    the places are mentions of it, under whatever alias."""

    keys: frozenset[str]
    places: Mapping[str, Sequence[tuple[int, int]]] | None = None
    name: str = ""


Alternatives: TypeAlias = Callable[[Node], tuple[Alternative, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A node over one segment."""

    score: Scores
    match: Flags
    above: Flags


@dataclass
class Attempt:
    """A query tree that was run. `score`, `match`, `above` by segment and passage."""

    views: Sequence[View]
    ranks: Mapping[str, int]
    score: list[Scores] = field(default_factory=list)
    match: list[Flags] = field(default_factory=list)
    above: list[Flags] = field(default_factory=list)
    words: list[dict[Node, WordScores]] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    shown: tuple[Node, ...] = ()

    @property
    def total(self) -> int:
        """How many passages match."""
        return sum(int(match.sum()) for match in self.match)

    @property
    def documents(self) -> int:
        """In how many documents they are."""
        found = zip(self.views, map(np.flatnonzero, self.match), strict=True)
        numbers = (view.document_numbers(passages) for view, passages in found)
        return sum(int(np.count_nonzero(np.diff(some, prepend=-1))) for some in numbers)

    def weak(self, least: float) -> frozenset[Node]:
        """The words found in no way of at least this weight."""
        found = frozenset(
            node
            for words in self.words
            for node in self.shown
            if isinstance(node, Word) and any(each.weight >= least for each in words[node].found)
        )
        return frozenset(node for node in self.shown if isinstance(node, Word)) - found

    @property
    def widened(self) -> bool:
        """Whether a wider reading of a word was found."""
        return any(words[node].best.any() for words in self.words for node in self.shown if isinstance(node, Further))

    @property
    def missing(self) -> list[str]:
        """The words that were found nowhere."""
        return [
            node.text
            for node in self.shown
            if isinstance(node, Word | Phrase) and not any(words[node].best.any() for words in self.words)
        ]

    def best(self, limit: int) -> list[tuple[int, int, float]]:
        """(segment, passage, score), best first: above the line before below, ties in document order."""
        columns: list[tuple[np.ndarray, ...]] = []
        for number, view in enumerate(self.views):
            passages = np.flatnonzero(self.match[number])
            if not len(passages):
                continue
            scores = np.round(self.score[number][passages], 6)
            above = self.above[number][passages]
            if len(passages) > 4 * limit:
                order = np.lexsort((-scores, ~above))
                cut = scores[order[limit - 1]]
                keep = (above & ~above[order[limit - 1]]) | ((above == above[order[limit - 1]]) & (scores >= cut))
                passages, scores, above = passages[keep], scores[keep], above[keep]
            ranks = self._document_ranks(number, view, passages)
            columns.append((np.full(len(passages), number), passages, scores, above, ranks))
        if not columns:
            return []
        numbers, passages, scores, above, ranks = (np.concatenate(column) for column in zip(*columns, strict=True))
        order = np.lexsort((passages, ranks, -scores, ~above))[:limit]
        return [(int(numbers[at]), int(passages[at]), float(scores[at])) for at in order]

    def _document_ranks(self, number: int, view: View, passages: np.ndarray) -> np.ndarray:
        last = len(self.ranks)
        documents, inverse = np.unique(view.document_numbers(passages), return_inverse=True)
        ranks = np.array([self.ranks.get(view.keys[document], last) for document in documents.tolist()], np.int64)
        return ranks[inverse]

    def ways(self, number: int) -> list[tuple[Found, ...]]:
        """The ways in which each shown word was found in a segment."""
        return [self.words[number][node].found for node in self.shown if node in self.words[number]]

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


def _why(scope: Scope, words: str) -> Why:
    """Why a place of a filter is shown: a name under an alias; of anything else there is nothing to say."""
    return "alias" if scope.name and fold(words).text != scope.name else "written"


def run(
    tree: Node,
    views: Sequence[View],
    alternatives: Alternatives,
    scope: Callable[[Filter], Scope],
    ranks: Mapping[str, int],
    titles: View,
    known: dict[Node, list[WordScores]],
) -> Attempt:
    """Evaluate a tree. `known` remembers words by segment (the titles last) from one attempt to the next."""
    attempt = Attempt(views, ranks)
    leaves = leaves_of(tree, True)
    attempt.shown = tuple(dict.fromkeys(node for node, positive in leaves if positive))
    every = tuple(dict.fromkeys(node for node, _ in leaves))
    filters = {node: scope(node) for node in filters_of(tree) if node.field != "title"}
    attempt.scopes = list(filters.values())
    for node in every:
        if node not in known:
            ways = alternatives(node)
            known[node] = [score(find(ways, view), view) for view in views]
            known[node].append(score(find(ways[:_TITLE_WAYS], titles), titles))
    attempt.words = [{node: known[node][number] for node in every} for number in range(len(views))]
    total = sum(view.size for view in views)
    weights = {node: rarity(sum(int((words[node].best > 0).sum()) for words in attempt.words), total) for node in every}
    in_titles = {node: known[node][-1] for node in attempt.shown}
    for view, words in zip(views, attempt.words, strict=True):
        context = _Context(view, words, weights, filters, in_titles, titles)
        part = context.part(tree)
        match = part.match & (view.live if view.live is not None else True)
        shown = [words[node] for node in attempt.shown]
        points = part.score
        if len(shown) > 1:
            mean = sum(weights[node] for node in attempt.shown) / len(shown)
            points = points + mean * nearness(shown, view)
        attempt.score.append(np.where(match, points, 0.0))
        attempt.match.append(match)
        attempt.above.append(part.above & match)
    _keep_inside(attempt)
    return attempt


@dataclass
class _Context:
    view: View
    words: dict[Node, WordScores]
    weights: dict[Node, float]
    filters: dict[Filter, Scope]
    in_titles: dict[Node, WordScores]
    titles: View

    def part(self, node: Node) -> Part:
        size = self.view.size
        if isinstance(node, Word | Phrase):
            word = self.words[node]
            match = word.best > 0
            points = word.best * self.weights[node]
            title = self._title(node)
            if title is not None:
                points = points + np.where(match, _TITLE * self.weights[node] * title, 0.0)
            return Part(points, match, word.above)
        if isinstance(node, Filter):
            if node.field == "title":
                return Part(np.zeros(size), np.ones(size, np.bool_), np.ones(size, np.bool_))
            match = self._inside(self.filters[node])
            return Part(np.zeros(size), match, match)
        if isinstance(node, Not):
            match = ~self.part(node.node).match
            return Part(np.zeros(size), match, match)
        parts = [self.part(each) for each in node.nodes]
        if isinstance(node, Or):
            return Part(
                np.sum([part.score for part in parts], axis=0),
                np.logical_or.reduce([part.match for part in parts]),
                np.logical_or.reduce([part.above for part in parts]),
            )
        if any(isinstance(each, Filter) and each.field == "title" for each in node.nodes):
            return self._by_title(node)
        match = np.logical_and.reduce([part.match for part in parts])
        return Part(
            np.where(match, np.sum([part.score for part in parts], axis=0), 0.0),
            match,
            np.logical_and.reduce([part.above for part in parts]),
        )

    def _title(self, node: Node) -> Scores | None:
        """By passage: how well a word stands in the document's title; None where it stands in no title."""
        scores = self.in_titles.get(node)
        if scores is None or not scores.above.any():
            return None
        return self._spread(np.where(scores.above, scores.best, 0.0))

    def _spread(self, by_title: Scores) -> Scores:
        return np.append(by_title, 0.0)[self.view.places_in(self.titles)]

    def _by_title(self, node: And) -> Part:
        """in:title: all words in the title; the first passage of the document stands for it, others by their words."""
        words = [each for each in node.nodes if isinstance(each, Word | Phrase)]
        rest = [self.part(each) for each in node.nodes if not isinstance(each, Word | Phrase)]
        match = np.logical_and.reduce([part.match for part in rest])
        points = np.zeros(self.view.size)
        for word in words:
            title = self._title(word)
            here = title if title is not None else np.zeros(self.view.size)
            match = match & (here > 0)
            points = points + self.weights[word] * here
        first = np.zeros(self.view.size, np.bool_)
        first[self.view.firsts] = True
        match = match & first
        return Part(np.where(match, points, 0.0), match, match)

    def _inside(self, scope: Scope) -> Flags:
        match = np.zeros(self.view.size, np.bool_)
        for number, key in enumerate(self.view.keys):
            if key not in scope.keys:
                continue
            first = int(self.view.firsts[number])
            last = int(self.view.firsts[number + 1]) if number + 1 < len(self.view.firsts) else self.view.size
            if scope.places is None:
                match[first:last] = True
                continue
            places = scope.places.get(key, ())
            for passage in range(first, last):
                start, end, _ = self.view.segment.span(passage)
                match[passage] = any(a < end and b > start for a, b in places)
        return match


def _keep_inside(attempt: Attempt) -> None:
    """Drop passages whose words stand outside the places a filter allows."""
    scopes = [scope for scope in attempt.scopes if scope.places is not None]
    if not scopes or not attempt.shown:
        return
    for number, view in enumerate(attempt.views):
        for passage in np.flatnonzero(attempt.match[number]).tolist():
            key = view.segment.document(passage)
            start, end, _ = view.segment.span(passage)
            for scope in scopes:
                assert scope.places is not None
                places = [(a - start, b - start) for a, b in scope.places.get(key, ()) if a < end and b > start]
                if not all(
                    _stands_in(attempt.words[number][node], view, passage, places, end - start)
                    for node in attempt.shown
                    if attempt.words[number][node].best[passage] > 0
                ):
                    attempt.match[number][passage] = False
                    break


def _stands_in(word: WordScores, view: View, passage: int, places: list[tuple[int, int]], length: int) -> bool:
    """Whether some match of a word in a passage lies within one of some places (offsets from its start)."""
    for each in word.found:
        bases = view.bases(each.matches.space)
        base, stop = bases[passage], bases[passage + 1]
        first, last = np.searchsorted(each.matches.starts, [base, stop])
        offsets = view.segment.token_offsets(passage) if each.matches.space == Space.TOKENS else None
        for at in range(int(first), int(last)):
            start, end = int(each.matches.starts[at] - base), int(each.matches.ends[at] - base)
            if offsets is None:
                start, end = view.folded(passage).span(start, end)
            else:
                start, end = int(offsets[start, 0]), int(offsets[end - 1, 1])
            if any(a <= start and min(end, length) <= b for a, b in places):
                return True
    return False
