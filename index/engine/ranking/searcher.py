"""Search: a query over segments → an answer. The one door to all that this package knows of finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from inyo.index.engine.interface import Knowledge
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.query import relaxation as widening
from inyo.index.engine.query.tree import And, Filter, Node, Or, Phrase, Query, Word, parse
from inyo.index.engine.ranking import evaluation
from inyo.index.engine.ranking.evaluation import Attempt, Scope
from inyo.index.engine.ranking.memory_segment import MemorySegment, Placed
from inyo.index.engine.ranking.scoring import WordScores
from inyo.index.engine.ranking.spans import spans_of
from inyo.index.engine.ranking.suggestions import suggestions
from inyo.index.engine.segments import GAP, Field, PassageTerms, Segment, Space
from inyo.index.engine.terms.passage_terms import terms_of
from inyo.index.engine.terms.positions import lay_out
from inyo.index.engine.words.alternatives import Alternative, Vocabulary
from inyo.index.engine.words.expansion import as_written, compounds, expand, further, parts
from inyo.index.japanese.folding import fold
from inyo.index.japanese.tokens import tokenize
from inyo.index.values.hits import Answer, Hit, Notice, Relaxed, Span

_VIEWS: WeakKeyDictionary[Segment, View] = WeakKeyDictionary()
_LOCK = Lock()
_REMEMBERED = 256
_AHEAD = 200
"""How many passages more than are wanted may, at most, take the places of those that repeat a better one."""
_SURE_ENOUGH = 0.6
"""Where a word was found in no better way than this weight, it is also tried as the beginning of a reading."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What search asks of a document beside its passages; `date` ISO or ''."""

    key: str
    title: str
    date: str = ""


def view_of(segment: Segment) -> View:
    """The view of a segment, the same as long as the segment lives."""
    with _LOCK:
        view = _VIEWS.get(segment)
        if view is None:
            view = _VIEWS[segment] = View(segment)
        return view


@dataclass
class Searcher:
    """Searches a snapshot of a collection. Cheap to make anew for each generation; safe in several threads.

    `documents` in collection order (ties are broken by it).
    """

    segments: Sequence[Segment]
    documents: Sequence[DocumentFacts]
    knowledge: Knowledge = field(default_factory=Knowledge)

    def __post_init__(self) -> None:
        self._expanded: dict[Node, tuple[Alternative, ...]] = {}

    @cached_property
    def views(self) -> tuple[View, ...]:
        return tuple(view_of(segment) for segment in self.segments)

    @cached_property
    def _facts(self) -> dict[str, DocumentFacts]:
        return {facts.key: facts for facts in self.documents}

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {facts.key: rank for rank, facts in enumerate(self.documents)}

    @cached_property
    def _titles(self) -> View:
        placed = [
            Placed(facts.key, 0, len(facts.title), 1, _title_terms(facts.title), facts.title)
            for facts in self.documents
        ]
        return View(MemorySegment(placed))

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.views, self.knowledge.synonyms, self.knowledge.aliases)

    def search(self, text: str, *, limit: int = 100, cancelled: Callable[[], bool] | None = None) -> Answer:
        """The best passages for a query. Never raises for anything typed; an empty answer where it was cancelled."""
        query = parse(text)
        if query.tree is None:
            return Answer(text, (), 0, query.notices)
        attempt, notices = self._attempts(query, cancelled or (lambda: False))
        notices = (*query.notices, *notices)
        if attempt is None:
            return Answer(text, (), 0, notices)
        guessed = not attempt.total or any(
            isinstance(notice, Relaxed) and notice.how != "reading" for notice in notices
        )
        typed = _words(query.tree)
        missing = [word for word in attempt.missing if word in typed] if guessed else []
        found = suggestions(missing, self.views) if missing else ()
        return Answer(text, self._hits(attempt, limit), attempt.total, notices, found, attempt.documents)

    def highlights(self, key: str, text: str) -> tuple[Span, ...]:
        """Every span of a document that a query matches, in order; words of it anywhere in the document."""
        query = parse(text)
        if query.tree is None:
            return ()
        attempt, _ = self._attempts(query, lambda: False)
        if attempt is None:
            return ()
        spans: list[Span] = []
        for number, view in enumerate(self.views):
            if key not in view.keys:
                continue
            document = view.keys.index(key)
            first = int(view.firsts[document])
            last = int(view.firsts[document + 1]) if document + 1 < len(view.firsts) else view.size
            if view.live is not None and not view.live[first]:
                continue
            for hit in self._in_view(attempt, number, list(range(first, last)), [0.0] * (last - first)):
                spans.extend(hit.spans)
        return tuple(spans)

    def attempt(self, text: str) -> Attempt | None:
        """The passages that match, without their texts; None for an empty query."""
        query = parse(text)
        return None if query.tree is None else self._attempts(query, lambda: False)[0]

    def _attempts(self, query: Query, cancelled: Callable[[], bool]) -> tuple[Attempt | None, tuple[Notice, ...]]:
        """The query as typed, then wider readings of it until one finds something."""
        assert query.tree is not None
        tree = widening.with_joined(query.tree, lambda word: bool(self.knowledge.synonyms.of(fold(word).text)))
        literal = widening.with_literal(tree, query.text, self._stands)
        known: dict[Node, list[WordScores]] = {}

        def run(step: Node) -> Attempt:
            return evaluation.run(step, self.views, self._alternatives, self._scope, self._ranks, self._titles, known)

        best = run(literal)
        weak = best.weak(_SURE_ENOUGH)
        wider: list[tuple[Callable[[], Node], Relaxed]] = []
        name = None if best.total else widening.as_name(tree)
        if name is not None:
            wider.append((lambda: name, Relaxed("reading")))
        if weak:
            wider.append((lambda: widening.with_further(literal, weak), Relaxed("reading")))
        if not best.total:
            if weak:
                wider.append((lambda: widening.in_parts(literal, parts, weak), Relaxed("parts")))
            wider.append((lambda: widening.any_of(tree, self._any_parts), Relaxed("any word")))
        for step, notice in wider:
            if cancelled():
                return None, ()
            attempt = run(step())
            if attempt.total > best.total or (best.total and attempt.widened):
                return attempt, (notice,)
        return (None, ()) if cancelled() else (best, ())

    def _stands(self, phrase: Phrase) -> bool:
        """Whether a phrase stands anywhere, perhaps in a deleted passage."""
        ways = [way.pattern for way in self._alternatives(phrase)]
        return any(len(way.find(view)) for way in ways for view in self.views)

    def _any_parts(self, text: str) -> tuple[str, ...]:
        """The words of a sentence, and those of its compounds that other words stand for."""
        return (*parts(text), *(word for word in compounds(text) if self.knowledge.synonyms.of(fold(word).text)))

    def _alternatives(self, node: Node) -> tuple[Alternative, ...]:
        found = self._expanded.get(node)
        if found is None:
            if isinstance(node, Phrase):
                found = as_written(node.text)
            elif isinstance(node, widening.Further):
                found = further(node.text, self._vocabulary)
            else:
                assert isinstance(node, Word)
                found = expand(node.text, self._vocabulary)
            if len(self._expanded) >= _REMEMBERED:
                self._expanded.clear()
            self._expanded[node] = found
        return found

    def _scope(self, node: Filter) -> Scope:
        if node.field == "file":
            wanted = node.value.casefold()
            return Scope(frozenset(facts.key for facts in self.documents if wanted in facts.key.casefold()))
        if node.field == "date":
            first, _, last = node.value.partition("..")
            return Scope(frozenset(facts.key for facts in self.documents if _within(facts.date, first, last)))
        by_speaker = node.field == "by"
        source = self.knowledge.quotations_by if by_speaker else self.knowledge.mentions_of
        places = source(node.value) if source else {}
        return Scope(frozenset(places), places, "" if by_speaker else fold(node.value).text)

    def _hits(self, attempt: Attempt, limit: int) -> tuple[Hit, ...]:
        best = self._repeats_last(attempt, attempt.best(limit + min(limit, _AHEAD)))[:limit]
        by_view: dict[int, list[tuple[int, float]]] = {}
        for number, passage, value in best:
            by_view.setdefault(number, []).append((passage, value))
        made: dict[tuple[int, int], Hit] = {}
        for number, pairs in by_view.items():
            passages = [passage for passage, _ in pairs]
            hits = self._in_view(attempt, number, passages, [value for _, value in pairs])
            made.update({(number, passage): hit for passage, hit in zip(passages, hits, strict=True)})
        return tuple(made[number, passage] for number, passage, _ in best)

    def _repeats_last(self, attempt: Attempt, best: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
        """Passages with each text once, then the others with a text that was there already; apart above and below the
        line. A filter without words is no ranking and keeps the order of the documents."""
        if not attempt.shown:
            return best
        again = _repeats(self.views, [(number, passage) for number, passage, _ in best])
        if not any(again):
            return best
        below = [not attempt.above[number][passage] for number, passage, _ in best]
        order = sorted(range(len(best)), key=lambda at: (below[at], again[at], at))
        return [best[at] for at in order]

    def _in_view(self, attempt: Attempt, number: int, passages: list[int], scores: list[float]) -> list[Hit]:
        view = self.views[number]
        places = [(view.segment.document(passage), *view.segment.span(passage)) for passage in passages]
        texts = [view.segment.text(passage) for passage in passages]
        found = spans_of(attempt.ways(number), view, passages, texts)
        hits = []
        for passage, value, (key, start, end, paragraph), text, (spans, note) in zip(
            passages, scores, places, texts, found, strict=True
        ):
            placed = tuple(Span(start + span.start, start + span.end, span.why) for span in spans)
            placed = attempt.scoped(key, start, text, placed)
            title = self._facts[key].title if key in self._facts else ""
            below = not bool(attempt.above[number][passage])
            hits.append(Hit(key, title, paragraph, start, end, text, placed, round(value, 4), below, note))
        return hits


def _within(date: str, first: str, last: str) -> bool:
    """Whether an ISO date that may be a month or a year lies in a range of such dates."""
    if not date:
        return False
    return (not first or date[: len(first)] >= first[: len(date)]) and (
        not last or date[: len(last)] <= last[: len(date)]
    )


def _words(node: Node) -> list[str]:
    if isinstance(node, Word | Phrase):
        return [node.text]
    if isinstance(node, And | Or):
        return [word for each in node.nodes for word in _words(each)]
    return []


@lru_cache(maxsize=1 << 15)
def _title_terms(title: str) -> PassageTerms:
    return terms_of(title, lay_out(tokenize(title)))


_SHORTEST_REPEATED = 20
"""Shorter passages are headings and cries, which may well be the same."""


def _repeats(views: Sequence[View], passages: Sequence[tuple[int, int]]) -> list[bool]:
    """By passage (segment, number), best first: whether a better one has the same folded text.

    Only passages of one size are compared, so that few texts are looked at.
    """
    found = [False] * len(passages)
    firsts: dict[str, tuple[int, int]] = {}
    for at in _of_one_size(views, passages):
        number, passage = passages[at]
        first = firsts.setdefault(views[number].folded(passage).text, (number, passage))
        found[at] = first != (number, passage)
    return found


def _of_one_size(views: Sequence[View], passages: Sequence[tuple[int, int]]) -> list[int]:
    """The passages that are long enough and as long as another one: their places, in order."""
    numbers, places = np.array(passages, np.int64).reshape(-1, 2).T
    sizes, words = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
    for number in np.unique(numbers).tolist():
        here = numbers == number
        bases = views[number].bases(Space.CHARACTERS)
        sizes[here] = bases[places[here] + 1] - bases[places[here]] - GAP
        words[here] = views[number].segment.lengths(Field.LEMMA)[places[here]]
    _, kind, count = np.unique(sizes << 32 | words, return_inverse=True, return_counts=True)
    return [int(at) for at in np.flatnonzero((count[kind] > 1) & (sizes >= _SHORTEST_REPEATED))]
