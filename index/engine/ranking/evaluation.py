"""A query tree over segments: by passage whether it matches, on which side of the line, how well, and by which words.

Nothing replaces anything: whatever a word may stand for is looked up in every passage, and ranks. First stand passages
with all words (PASSAGE), then documents with all of them, by their best passages (DOCUMENT), then, below the line, what
holds at least half of the weight of the query or only seems to hold a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.matching.segment_view import Numbers, View
from inyo.index.engine.query_language import LEAVES, SCOPES, And, Filter, Near, Node, Not, Or, filters_of, leaves_of
from inyo.index.engine.ranking.attempt import BELOW, DOCUMENT, PASSAGE, Attempt, Leaf, Levels, Scope
from inyo.index.engine.ranking.scoring import (
    Flags,
    Found,
    Scores,
    WordScores,
    drawn,
    find,
    nearness,
    rarity,
    score,
    together,
    within,
)
from inyo.index.engine.segments import Space
from inyo.index.engine.words.alternatives import Alternative

_TITLE = 0.3
"""What a word in the document's title adds, as a share of its weight in the passage."""
_TITLE_WAYS = 3
_ENOUGH = 0.5
"""The share of a query's weight that a passage below the line has."""
_ENOUGH_OF_SENTENCE = 0.6
"""The share of a sentence's weight with which it counts as found."""
_LEAST_OF_SENTENCE = 0.15
_OF_BEST = 0.5
_OF_PARTS = 0.5
"""What parts of a word weigh where the word itself is not there."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a leaf of a tree is looked for: its ways, what it is made of for where it is not found whole, whether it is a
    sentence (of which any words will do) or a crumb (which is never enough alone); and of a sentence the words that
    find nothing but count where others were found."""

    ways: tuple[Alternative, ...]
    parts: tuple[Node, ...] = ()
    sentence: bool = False
    crumb: bool = False
    slight: tuple[Node, ...] = ()


Readings: TypeAlias = Callable[[Node], Reading]
Like: TypeAlias = Callable[[Sequence[tuple[Found, ...]]], tuple[Alternative, ...]]
"""Further ways of a word, from where it was found: the strings that were read so."""


@dataclass(frozen=True, slots=True)
class Part:
    """A node over one segment. `share`: how much of its weight is there; `solid`: not by crumbs alone."""

    score: Scores
    match: Flags
    above: Flags
    share: Scores
    solid: Flags


def mean_length(views: Sequence[View]) -> float:
    """The mean length of the passages that are not deleted."""
    return (sum(view.alive[1] for view in views) / max(1, sum(view.alive[0] for view in views))) or 1.0


@dataclass(frozen=True)
class World:
    """What trees are run over: the segments and the titles, how leaves are read, what filters mean."""

    views: Sequence[View]
    titles: View
    ranks: Mapping[str, int]
    reading: Readings
    like: Like
    scope: Callable[[Filter], Scope]

    @cached_property
    def mean(self) -> float:
        return mean_length(self.views)

    def leaf(self, node: Node, known: dict[Node, Leaf]) -> Leaf:
        """A leaf, looked up once; `known` keeps it."""
        found = known.get(node)
        if found is None:
            found = known[node] = self._look_up(node, known)
        return found

    def _look_up(self, node: Node, known: dict[Node, Leaf]) -> Leaf:
        reading = self.reading(node)
        found = [find(reading.ways, view) for view in self.views]
        alike = self.like(found)
        if alike:
            found = [(*ways, *find(alike, view)) for ways, view in zip(found, self.views, strict=True)]
        scores = tuple(score(ways, view, self.mean) for ways, view in zip(drawn(found), self.views, strict=True))
        title = score(
            drawn([find(reading.ways[:_TITLE_WAYS], self.titles)])[0], self.titles, mean_length([self.titles])
        )
        count = sum(int(word.above.sum()) for word in scores) or sum(int((word.best > 0).sum()) for word in scores)
        weight = rarity(count, sum(view.alive[0] for view in self.views))
        parts = tuple(self.leaf(part, known) for part in reading.parts)
        slight = tuple(self.leaf(part, known) for part in reading.slight)
        return Leaf(scores, title, weight, parts, reading.sentence, reading.crumb, count > 0, slight)


def run(tree: Node, world: World, known: dict[Node, Leaf]) -> Attempt:
    """Evaluate a tree."""
    attempt = Attempt(world.views, world.ranks)
    leaves = leaves_of(tree, True)
    attempt.shown = tuple(dict.fromkeys(node for node, positive in leaves if positive))
    attempt.leaves = {node: world.leaf(node, known) for node, _ in leaves}
    scopes = {node.field for node in filters_of(tree) if node.field in SCOPES}
    filters = {node: world.scope(node) for node in filters_of(tree) if node.field not in SCOPES}
    attempt.scopes = list(filters.values())
    every = "title" in scopes or _beyond_words(tree)
    for number, view in enumerate(world.views):
        rows = np.arange(view.size) if every else _with_words(list(attempt.leaves.values()), number, view.size)
        context = _Context(view, number, attempt.leaves, filters, world.titles, rows)
        part = context.title_only(tree) if "title" in scopes and isinstance(tree, And) else context.part(tree)
        live = view.live[rows] if view.live is not None else np.ones(len(rows), np.bool_)
        level = np.where(part.above & live, PASSAGE, BELOW).astype(np.int8)
        if not scopes & {"passage", "title"}:
            context.raise_documents(tree, level, live, every="document" in scopes)
        match = part.match | (level > BELOW)
        if not scopes and attempt.shown:
            least = _LEAST_OF_SENTENCE if any(leaf.sentence for leaf in attempt.leaves.values()) else _ENOUGH
            match |= (part.share >= least - 1e-9) & part.solid
        elif scopes:
            match &= level > BELOW
        match &= live
        score = np.where(match, part.score + context.closeness(attempt.shown), 0.0)
        attempt.match.append(_spread(match, rows, view.size))
        attempt.level.append(_spread(level, rows, view.size))
        attempt.score.append(_spread(score, rows, view.size))
    if any(leaf.sentence for leaf in attempt.leaves.values()) and not scopes:
        _raise_better(attempt)
    _keep_inside(attempt)
    return attempt


def _raise_better(attempt: Attempt) -> None:
    """A sentence ranks by its score alone: what scores above a passage that has enough of its words stands with these,
    if it has half of the best one's score."""
    scores = zip(attempt.score, attempt.level, strict=True)
    enough = np.concatenate([score[level == PASSAGE] for score, level in scores])
    if len(enough):
        worst = max(float(enough.min()), _OF_BEST * float(enough.max()))
        for score, level, match in zip(attempt.score, attempt.level, attempt.match, strict=True):
            level[match & (score > worst)] = PASSAGE


def _beyond_words(node: Node) -> bool:
    """Whether a node may match where none of its words stands: by filters, or by what is not there."""
    if isinstance(node, (*LEAVES, Near)):
        return False
    if isinstance(node, Or):
        return any(map(_beyond_words, node.nodes))
    soft = [each for each in node.nodes if not isinstance(each, Filter | Not)] if isinstance(node, And) else []
    return not soft or any(map(_beyond_words, soft))


def _with_words(leaves: Sequence[Leaf], number: int, size: int) -> Numbers:
    """The passages of a segment in which some word stands, or a part of one: no others are looked at."""
    words = [leaf.scores[number].rows for leaf in (*leaves, *(part for leaf in leaves for part in leaf.parts))]
    return together(words, size)


def _spread(values: NDArray[Any], rows: Numbers, size: int) -> NDArray[Any]:
    """Values of some passages among all; 0 for the others."""
    if len(rows) == size:
        return values
    whole = np.zeros(size, values.dtype)
    whole[rows] = values
    return whole


@dataclass
class _Context:
    """A tree over some passages of one segment (`rows`, ascending)."""

    view: View
    number: int
    leaves: Mapping[Node, Leaf]
    filters: Mapping[Filter, Scope]
    titles: View
    rows: Numbers
    parts: dict[Node, Part] = field(default_factory=dict)

    def part(self, node: Node) -> Part:
        found = self.parts.get(node)
        if found is None:
            found = self.parts[node] = self._part(node)
        return found

    def _part(self, node: Node) -> Part:
        if isinstance(node, LEAVES):
            return self._leaf(self.leaves[node])
        if isinstance(node, Filter):
            if node.field in SCOPES:
                return self._hard(np.ones(len(self.rows), np.bool_))
            return self._hard(self._inside(self.filters[node])[self.rows])
        if isinstance(node, Not):
            return self._hard(~self.part(node.node).match)
        if isinstance(node, Or):
            return self._any([self.part(each) for each in node.nodes])
        if isinstance(node, Near):
            both = self._all(node.nodes)
            words = [self.leaves[each].scores[self.number] for each in node.nodes]
            near = within(words, self.view, node.most)[self.rows]
            return replace(both, match=both.match & near, above=both.above & near)
        assert isinstance(node, And)
        return self._all(node.nodes)

    def weight(self, node: Node) -> float:
        """What a node weighs among others."""
        if isinstance(node, LEAVES):
            return self.leaves[node].weight
        if isinstance(node, And | Near):
            return sum(map(self.weight, node.nodes))
        return max(map(self.weight, node.nodes), default=0.0) if isinstance(node, Or) else 0.0

    def _weights(self, nodes: Sequence[Node]) -> list[float]:
        """What nodes weigh beside each other. A word that occurs nowhere is as rare as can be, but says nothing of the
        others: it weighs as they do."""
        weights = [max(self.weight(node), 1e-9) for node in nodes]
        absent = [isinstance(node, LEAVES) and not self.leaves[node].occurs for node in nodes]
        known = [weight for weight, missing in zip(weights, absent, strict=True) if not missing]
        mean = sum(known) / len(known) if known else 1.0
        return [mean if missing else weight for weight, missing in zip(weights, absent, strict=True)]

    def _hard(self, match: Flags) -> Part:
        size = len(self.rows)
        return Part(np.zeros(size), match, match, match.astype(np.float64), np.zeros(size, np.bool_))

    def _leaf(self, leaf: Leaf) -> Part:
        best, above = leaf.scores[self.number].over(self.rows)
        match, points = best > 0, self._points(leaf, best)
        if not leaf.parts:
            solid = np.zeros(len(self.rows), np.bool_) if leaf.crumb else match
            return Part(points, match, above, match.astype(np.float64), solid)
        known = [part for part in leaf.parts if not leaf.sentence or part.occurs]
        whole = sum(part.weight for part in known) or 1.0
        words = [part.scores[self.number].over(self.rows) for part in (*leaf.parts, *leaf.slight)]
        held = _summed(has * np.float64(part.weight) for (_, has), part in zip(words, leaf.parts, strict=False))
        held /= whole
        of_parts = _summed(
            self._points(part, of_part) for (of_part, _), part in zip(words, (*leaf.parts, *leaf.slight), strict=True)
        )
        if leaf.sentence:
            enough = held >= _ENOUGH_OF_SENTENCE
            points, match, above = points + of_parts, match | enough, above | enough
        else:
            points = np.where(match, points, _OF_PARTS * of_parts)
        return Part(points, match, above, np.maximum(match, held), match | (held > 0))

    def _points(self, leaf: Leaf, best: Scores) -> Scores:
        points: Scores = best * leaf.weight
        if leaf.title.occurs_above:
            some = np.flatnonzero(best > 0)
            points[some] += _TITLE * leaf.weight * self._titled(leaf, self.rows[some])
        return points

    def _any(self, parts: Sequence[Part]) -> Part:
        return Part(
            _summed(part.score for part in parts),
            _joined(np.logical_or, [part.match for part in parts]),
            _joined(np.logical_or, [part.above for part in parts]),
            _joined(np.maximum, [part.share for part in parts]),
            _joined(np.logical_or, [part.solid for part in parts]),
        )

    def _all(self, nodes: Sequence[Node]) -> Part:
        soft = [node for node in nodes if not isinstance(node, Filter | Not)]
        parts = [self.part(node) for node in soft]
        hard = np.ones(len(self.rows), np.bool_)
        for node in nodes:
            if isinstance(node, Filter | Not):
                hard &= self.part(node).match
        if not soft:
            return self._hard(hard)
        weights = self._weights(soft)
        shares = _summed(weight * part.share for weight, part in zip(weights, parts, strict=True)) / sum(weights)
        all_hard = bool(hard.all())
        score = _summed(part.score for part in parts)
        return Part(
            score if all_hard else np.where(hard, score, 0.0),
            _joined(np.logical_and, [*(part.match for part in parts), hard]),
            _joined(np.logical_and, [*(part.above for part in parts), hard]),
            shares if all_hard else np.where(hard, shares, 0.0),
            _joined(np.logical_or, [part.solid for part in parts]) & hard,
        )

    def closeness(self, shown: Sequence[Node]) -> Scores:
        """What is added because words stand near each other."""
        leaves = [self.leaves[node] for node in shown]
        words = [each for leaf in leaves for each in (leaf.parts if leaf.sentence and leaf.parts else (leaf,))]
        if len(words) < 2:
            return np.zeros(len(self.rows))
        mean = sum(word.weight for word in words) / len(words)
        near: Scores = mean * nearness([word.scores[self.number] for word in words], self.view, self.rows)
        return near

    def raise_documents(self, tree: Node, level: Levels, live: Flags, every: bool) -> None:
        """Raise to DOCUMENT, in documents that have all words but no passage with all of them, the best passage for
        each word, with `every` all passages that have some."""
        node = next(_conjunctions(tree), None)
        soft = [each for each in node.nodes if not isinstance(each, Filter | Not)] if node else []
        if not node or len(soft) < 2 or not len(self.view.firsts):
            return
        parts = [self.part(each) for each in soft]
        hard = live & np.logical_and.reduce(
            [np.ones(len(self.rows), np.bool_), *(self.part(each).match for each in node.nodes if each not in soft)]
        )
        firsts = self.view.firsts
        bounds = np.append(np.searchsorted(self.rows, firsts), len(self.rows))
        numbers = np.repeat(np.arange(len(firsts)), np.diff(bounds))

        def with_any(some: Flags) -> Flags:
            found = np.zeros(len(firsts), np.bool_)
            found[numbers[some]] = True
            return found

        in_document = [
            with_any(part.above & hard) | self._in_title(each, firsts) for each, part in zip(soft, parts, strict=True)
        ]
        documents = np.logical_and.reduce(in_document)
        if not every:
            documents &= ~with_any(level == PASSAGE)
        for at in np.flatnonzero(documents).tolist():
            here = slice(int(bounds[at]), int(bounds[at + 1]))
            for part in parts:
                good = part.above[here] & hard[here]
                if every:
                    level[here][good & (level[here] == BELOW)] = DOCUMENT
                elif good.any():
                    best = int(np.argmax(np.where(good, part.score[here], -1.0)))
                    level[here.start + best] = DOCUMENT

    def _in_title(self, node: Node, firsts: Numbers) -> Flags:
        leaf = self.leaves[node] if isinstance(node, LEAVES) else None
        if leaf is None or not leaf.title.occurs_above:
            return np.zeros(len(firsts), np.bool_)
        return self._titled(leaf, firsts) > 0

    def _title(self, leaf: Leaf) -> Scores | None:
        """How well a word stands in the titles of the documents of the rows; None where it stands in no title."""
        return self._titled(leaf, self.rows) if leaf.title.occurs_above else None

    def _titled(self, leaf: Leaf, passages: Numbers) -> Scores:
        """How well a word stands in the titles of the documents of some passages."""
        by_title = np.zeros(self.titles.size + 1)
        by_title[leaf.title.rows] = np.where(leaf.title.above, leaf.title.best, 0.0)
        found: Scores = by_title[self.view.places_in(self.titles)[passages]]
        return found

    def title_only(self, node: And) -> Part:
        """in:title: all words in the title; the first passage of the document stands for it, others by their words."""
        words = [each for each in node.nodes if isinstance(each, LEAVES)]
        rest = [self.part(each) for each in node.nodes if not isinstance(each, LEAVES)]
        match = np.logical_and.reduce([part.match for part in rest])
        points = np.zeros(len(self.rows))
        for word in words:
            leaf = self.leaves[word]
            title = self._title(leaf)
            here = title if title is not None else np.zeros(len(self.rows))
            match = match & (here > 0)
            points = points + leaf.weight * here
        first = np.zeros(len(self.rows), np.bool_)
        first[self.view.firsts] = True
        return replace(self._hard(match & first), score=np.where(match & first, points, 0.0))

    def _inside(self, scope: Scope) -> Flags:
        match = np.zeros(self.view.size, np.bool_)
        starts, ends = self.view.segment.spans()
        stops = np.append(self.view.firsts[1:], self.view.size)
        for number, key in enumerate(self.view.keys):
            if key not in scope.keys:
                continue
            here = slice(int(self.view.firsts[number]), int(stops[number]))
            if scope.places is None:
                match[here] = True
                continue
            places = np.array(sorted(scope.places.get(key, ())), np.int64).reshape(-1, 2)
            farthest = np.concatenate(([-1], np.maximum.accumulate(places[:, 1])))
            match[here] = farthest[np.searchsorted(places[:, 0], ends[here])] > starts[here]
        return match


def _summed(arrays: Iterable[Scores]) -> Scores:
    """The sum of one array or more, in their order."""
    rest = iter(arrays)
    total = next(rest).astype(np.float64)
    for array in rest:
        total += array
    return total


def _joined(join: np.ufunc, arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """One array of one or more, joined pair by pair."""
    total = arrays[0].copy()
    for array in arrays[1:]:
        join(total, array, out=total)
    return total


def _conjunctions(tree: Node) -> Iterator[And]:
    """The conjunction a query is, or that it may be read as."""
    if isinstance(tree, And):
        yield tree
    elif isinstance(tree, Or):
        yield from (each for each in tree.nodes if isinstance(each, And))


def _keep_inside(attempt: Attempt) -> None:
    """Drop passages whose words stand outside the places a filter allows."""
    scopes = [scope for scope in attempt.scopes if scope.places is not None]
    if not scopes or not attempt.shown:
        return
    for number, view in enumerate(attempt.views):
        words = [attempt.leaves[node].scores[number] for node in attempt.shown]
        for passage in np.flatnonzero(attempt.match[number]).tolist():
            key = view.segment.document(passage)
            start, end, _ = view.segment.span(passage)
            here = [word for word in words if word.has(passage)]
            for scope in scopes:
                assert scope.places is not None
                places = [(a - start, b - start) for a, b in scope.places.get(key, ()) if a < end and b > start]
                if not here or not all(_stands_in(word, view, passage, places, end - start) for word in here):
                    attempt.match[number][passage] = False
                    attempt.level[number][passage] = BELOW
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
