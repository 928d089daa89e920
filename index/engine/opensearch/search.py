"""A search on the cluster: it finds the passages that may match, ours decides what matches, how well, and what to mark.

The search of every engine runs over the passages fetched so far and notes each pattern it looks for; what it has looked
for in vain because nothing of it was fetched yet is fetched, and it runs again, until it asks for nothing new. Up to
`FEW` passages all that may match are fetched, so that hits, order and numbers are those of an index on disk; beyond
that the best by the cluster's own BM25 with our weights, and the numbers are the cluster's.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock, RLock
from typing import Any, TypeVar

from inyo.index.engine.interface import Knowledge
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.word_patterns import Mixed, Pattern, Skeleton, Sounds, SpelledOut
from inyo.index.engine.opensearch.cluster_segments import (
    ClusterView,
    PassageSegment,
    StoredPassage,
    VocabularyView,
    Words,
    from_source,
    safe,
)
from inyo.index.engine.opensearch.connection import Connection
from inyo.index.engine.opensearch.query import (
    EVERYTHING,
    NOTHING,
    Clause,
    TreeQuery,
    all_of,
    any_of,
    bounded,
    candidates,
    in_requests,
    string,
    wanted,
)
from inyo.index.engine.query_language import And, Node, Query, Wild, filters_of, leaves_of, parse
from inyo.index.engine.ranking.attempt import DocumentFacts
from inyo.index.engine.ranking.evaluation import Reading
from inyo.index.engine.ranking.scoring import Found
from inyo.index.engine.ranking.searcher import Searcher
from inyo.index.engine.words.alternatives import Alternative, Tier, Vocabulary
from inyo.index.japanese.folding import fold
from inyo.index.values.hits import Answer, DocumentHits, Order, Span

FEW = 3_000
"""Passages that may match, up to which all of them are fetched."""
_BEST, _WEAKER = 1_500, 500
"""Beyond that: passages with all words, and others, that are fetched."""
_WIDE = 1_500
"""Passages fetched of those where a name may be read kanji by kanji, for all ways together."""
_ALL = 50_000
"""Passages fetched where somebody wants every hit."""
_SOME = 500
"""Of those where many others are looked at already."""
_LOOSE = 1_000
"""Passages that are fetched for ways that are not sure, where not all of them are."""
_PAGE = 5_000
_FIRST = 300
"""Passages that come with their number; where there are more, all are asked for then."""
_ROUNDS = 6
_MOST_NEAR = 300
_ROUGH = (Sounds, Skeleton, Mixed)
"""Patterns with so many ways that the cluster finds many passages where they do not match."""
_SHORTEST_NEAR, _LONGEST_NEAR = 3, 10
_RECENT = 8
_FIELDS = ["d", "n", "s", "e", "p", "x", "w", "o", "l"]
_BY_DOCUMENT = {"documents": {"terms": {"field": "d", "size": 20_000}}}
_T = TypeVar("_T")


@dataclass
class Contents:
    """What a search knows of one state of the collection: its index of passages, its words, its documents in order with
    the names of their versions, how many passages it has and the sum of their lengths, the titles' view."""

    connection: Connection
    index: str
    words: Words
    documents: Sequence[DocumentFacts]
    versions: Mapping[str, str]
    passages: int
    length: float
    titles: View

    def __post_init__(self) -> None:
        self.keys = {version: key for key, version in self.versions.items()}
        self.ranks = {facts.key: rank for rank, facts in enumerate(self.documents)}
        self.vocabulary = VocabularyView(self.words)


class ClusterSearch:
    """`Search` over one state of a collection."""

    def __init__(self, contents: Contents, knowledge: Knowledge) -> None:
        self._contents = contents
        self._knowledge = knowledge
        self._expanded: dict[Node, Reading] = {}
        self._recent: OrderedDict[str, _Fetched] = OrderedDict()
        self._lock = Lock()

    def search(
        self,
        text: str,
        *,
        limit: int = 100,
        order: Order = "relevance",
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """The best passages for a query. Raises EngineError where the cluster does not answer."""
        stopped = cancelled or (lambda: False)
        query = parse(text)
        if query.tree is None or stopped():
            return Answer(text, (), 0, query.notices)
        fetched = _Fetched(self._contents, _ALL if limit > FEW else FEW, order)
        if limit <= FEW and order == "relevance":
            fetched = self._remembered(text)

        def find(searcher: _Asking) -> Answer:
            return searcher.search(text, limit=limit, order=order, cancelled=stopped)

        answer = self._settled(fetched, find, stopped)
        return fetched.counted(answer) if fetched.overflow else answer

    def highlights(self, key: str, text: str) -> tuple[Span, ...]:
        """Every span of a document that a query matches, in order; () for a document that is not there."""
        version = self._contents.versions.get(key)
        if version is None or parse(text).tree is None:
            return ()
        return self._in_document(version, text, lambda searcher: searcher.highlights(key, text))

    def passages(self, key: str, text: str) -> tuple[tuple[int, int], ...]:
        """The passages of a document that a query finds above the line, in order; () for one that is not there."""
        version = self._contents.versions.get(key)
        if version is None or parse(text).tree is None:
            return ()
        return self._in_document(version, text, lambda searcher: searcher.passages(key, text))

    def _in_document(self, version: str, text: str, find: Callable[[_Asking], _T]) -> _T:
        """What a query finds in one document, all passages of which are fetched where not all that match were."""
        fetched = self._remembered(text)
        found = self._settled(fetched, find, lambda: False)
        if not fetched.overflow:
            return found
        fetched.whole(version)
        return self._settled(fetched, find, lambda: False)

    def _remembered(self, text: str) -> _Fetched:
        """What was fetched for a query, which is asked again as its hits are opened."""
        with self._lock:
            fetched = self._recent.get(text)
            if fetched is None:
                fetched = self._recent[text] = _Fetched(self._contents, FEW, "relevance")
            self._recent.move_to_end(text)
            while len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
            return fetched

    def word_counts(self, keys: Sequence[str]) -> tuple[tuple[int, ...], int]:
        """How often the words of each lemma key stand in all documents, and how many words of content there are."""
        counts: list[int] = []
        for at in range(0, len(keys), 400):
            counts += self._counts(keys[at : at + 400])
        return tuple(counts), int(self._contents.length)

    def _counts(self, keys: Sequence[str]) -> list[int]:
        again = {f"{time}:{safe(key)}": number for number, key in enumerate(keys) for time in range(2, 17)}
        body = {
            "size": 0,
            "aggs": {
                "once": {"filters": {"filters": [{"term": {"w": f"t{safe(key)}"}} for key in keys]}},
                "again": {"terms": {"field": "m", "include": list(again), "size": max(1, len(again))}},
            },
        }
        (answer,) = self._contents.connection.searches(self._contents.index, [body])
        found = answer["aggregations"]
        counts = [bucket["doc_count"] for bucket in found["once"]["buckets"]]
        for bucket in found["again"]["buckets"]:
            counts[again[bucket["key"]]] += bucket["doc_count"]
        return counts

    def _settled(self, fetched: _Fetched, find: Callable[[_Asking], _T], stopped: Callable[[], bool]) -> _T:
        """What a search finds when it asks for nothing any more that was not fetched."""
        with fetched.lock:
            return self._rounds(fetched, find, stopped)

    def _rounds(self, fetched: _Fetched, find: Callable[[_Asking], _T], stopped: Callable[[], bool]) -> _T:
        documents = self._contents.documents
        for _ in range(_ROUNDS):
            searcher = _Asking(
                (), documents, self._knowledge, (fetched.view(),), fetched=fetched, expanded=self._expanded
            )
            found = find(searcher)
            if stopped() or not fetched.more(searcher):
                return found
        return found


@dataclass
class _Asking(Searcher):
    """The search of every engine over what was fetched, which notes what it looked for."""

    fetched: _Fetched = field(kw_only=True)
    expanded: dict[Node, Reading] = field(kw_only=True)
    trees: list[Node] = field(default_factory=list)
    asked: dict[Pattern, Tier] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self._expanded = self.expanded

    @cached_property
    def titles(self) -> View:
        return self.fetched.contents.titles

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return self.fetched.contents.ranks

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary((self.fetched.contents.vocabulary,), self.knowledge.synonyms, self.knowledge.aliases)

    def _tree(self, query: Query) -> Node:
        tree = super()._tree(query)
        self.trees.append(tree)
        return tree

    def _reading(self, node: Node) -> Reading:
        reading = super()._reading(node)
        if self.fetched.overflow and reading.slight:  # how rare they are is not known
            reading = replace(reading, slight=())
        self._note(reading.ways)
        return reading

    def _reading_instead(self, node: Node, missing: Sequence[str], found: Sequence[str]) -> Reading:
        reading = super()._reading_instead(node, missing, found)
        self._note(reading.ways)
        return reading

    def _alike(self, found: Sequence[tuple[Found, ...]]) -> tuple[Alternative, ...]:
        ways = super()._alike(found)
        self._note(ways)
        return ways

    def _nearest(self, missing: Sequence[str]) -> tuple[str, ...]:
        if self.fetched.lacks(self.asked):
            return ()  # whether they are missing is not known yet
        self.missing.update(dict.fromkeys(missing))
        return super()._nearest(missing) if self.fetched.near_known(missing) else ()

    def _note(self, ways: Iterable[Alternative]) -> None:
        for way in ways:
            self.asked[way.pattern] = min(way.tier, self.asked.get(way.pattern, way.tier))


class _Fetched:
    """The passages fetched for one query, and for which patterns."""

    def __init__(self, contents: Contents, most: int, order: Order) -> None:
        self.contents = contents
        self.overflow = False
        self.lock = RLock()
        self._most, self._order = most, order
        self._passages: dict[tuple[str, int], StoredPassage] = {}
        self._known: set[Pattern] = set()
        self._near: dict[str, None] = {}
        self._scoped: set[Node] = set()
        self._view: View | None = None
        self._whole: set[str] = set()
        self._tree: tuple[Node, TreeQuery] | None = None

    def view(self) -> View:
        """What was fetched, in document order."""
        if self._view is None:
            contents = self.contents
            rows = [
                (contents.keys[one.document], one) for one in self._passages.values() if one.document in contents.keys
            ]
            rows.sort(key=lambda row: (contents.ranks[row[0]], row[1].number))
            segment = PassageSegment([one for _, one in rows], [key for key, _ in rows])
            typed = tuple(fold(word).text.strip() for word in self._near)
            self._view = ClusterView(segment, contents.words, typed, (contents.passages, contents.length))
        return self._view

    def lacks(self, asked: Iterable[Pattern]) -> bool:
        """Whether something that was looked for was not fetched."""
        return not self.overflow and any(each not in self._known for each in asked)

    def near_known(self, words: Sequence[str]) -> bool:
        """Whether what is near some words was fetched."""
        return all(word in self._near for word in words)

    def more(self, searcher: _Asking) -> bool:
        """Fetch what a search looked for and did not have; whether there was such a thing."""
        new = [each for each in searcher.asked if each not in self._known]
        near = [word for word in searcher.missing if word not in self._near]
        tree = searcher.trees[-1] if searcher.trees else None
        scoped = tree is not None and tree not in self._scoped
        if not new and not near and not scoped:
            return False
        self._known.update(new)
        self._near.update(dict.fromkeys(near))
        self._view = None
        if not self.overflow:
            self.contents.vocabulary.prepared(new)
        beside = any_of(bounded([each for word in near for each in _neighbours(word)])), _MOST_NEAR
        if self.overflow:
            self._fetch_best_of([beside])
        else:
            self._fetch_all(new, beside, searcher, tree)
        if tree is not None and scoped:
            self._scoped.add(tree)
            self._fetch_scopes(tree, searcher)
        return True

    def _fetch_all(
        self, patterns: Sequence[Pattern], beside: tuple[Clause, int], searcher: _Asking, tree: Node | None
    ) -> None:
        """All passages in which some patterns may match; most often they are few, and there with the first answer.
        Where they are too many, all for the ways that are sure, and of the others the best; where those of sure ways
        are too many already, the best for the query tree."""
        sure, others, wide = self._requests(patterns, searcher.asked)
        names = any_of(bounded(wide))
        firsts = [self._counted(each) for each in (*sure, *others)]
        answers = self._fetch_best_of([beside], [*firsts, *([self._body(names, _SOME)] if names != NOTHING else ())])
        named = sum(len(self._keep(each)) for each in answers[len(firsts) :])
        totals = [each["hits"]["total"]["value"] for each in answers[: len(firsts)]]
        found = list(zip((*sure, *others), totals, answers, strict=False))
        if sum(totals) <= self._most or tree is None:
            self._fetch_rest(found)
            self._fetch(names, _WIDE if named == _SOME else 0)
        elif sum(totals[: len(sure)]) <= self._most:
            self._fetch_rest(found[: len(sure)])
            self._fetch_loose(sorted(found[len(sure) :], key=lambda each: each[1]))
        else:
            self.overflow = True
            self._fetch_best(tree, searcher)

    def _fetch_rest(self, found: Iterable[tuple[Clause, int, dict[str, Any]]]) -> None:
        """Take the first passages of some queries, with how many there are, and fetch the others."""
        for request, total, answer in found:
            self._keep(answer)
            if total > _FIRST:
                self._fetch(request, min(total, self._most))

    def _fetch_loose(self, found: Iterable[tuple[Clause, int, dict[str, Any]]]) -> None:
        """The same, those with the fewest first, as far as there is room; of what is left the best."""
        left = _LOOSE
        best: list[Clause] = []
        for request, total, answer in found:
            left -= total
            if left < 0:
                best.append(request)
            else:
                self._fetch_rest([(request, total, answer)])
        self._fetch(any_of(bounded(best)), _SOME)

    def _requests(
        self, patterns: Sequence[Pattern], tiers: Mapping[Pattern, Tier]
    ) -> tuple[list[Clause], list[Clause], list[Clause]]:
        """What is asked for some patterns: for those that are sure, for others, of which those found only roughly are
        asked each for itself, and for names that may be read kanji by kanji."""
        sure: list[Clause] = []
        others: list[Clause] = []
        rough: list[Clause] = []
        wide: list[Clause] = []
        for each in patterns:
            if isinstance(each, SpelledOut):
                kind = wide
            elif tiers[each] is Tier.SURE:
                kind = sure
            else:
                kind = rough if isinstance(each, _ROUGH) else others
            kind.append(candidates(each, self.contents.vocabulary))
        return list(in_requests(sure)), [*in_requests(others), *(each for each in rough if each != NOTHING)], wide

    def _counted(self, query: Clause) -> dict[str, Any]:
        return {**self._body({"constant_score": {"filter": query}}, _FIRST), "track_total_hits": True}

    def _fetch_best(self, tree: Node, searcher: _Asking) -> None:
        """The best passages with all words; of documents that have all of them elsewhere; and some with one."""
        query = self._asked(tree, searcher)
        most = self._most if self._most > FEW else _BEST
        leaves, others = wanted(tree), query.any_word(tree, NOTHING)
        found = self._fetch(query.of(tree), most, beside=[(others, _WEAKER)])
        if isinstance(tree, And) and len(leaves) > 1 and found < most:
            self._fetch_documents(leaves, query, others)

    def _asked(self, tree: Node, searcher: _Asking) -> TreeQuery:
        """The query tree as the cluster is asked it, here and later for numbers and whole documents."""
        contents = self.contents
        query = TreeQuery(searcher._reading, searcher._scope, contents.versions.get, contents.vocabulary)
        self._tree = tree, query
        return query

    def _fetch_documents(self, leaves: Sequence[Node], query: TreeQuery, others: Clause) -> None:
        """Passages of documents that have all words, though none of their passages has."""
        bodies = [{"query": query.leaf(node), "size": 0, "aggs": _BY_DOCUMENT} for node in leaves]
        answers = self._searches(bodies)
        sets = [{one["key"] for one in each["aggregations"]["documents"]["buckets"]} for each in answers]
        both = sorted(set.intersection(*sets))[:2_000]
        if both:
            self._fetch(all_of([{"terms": {"d": both}}, others]), _BEST)

    def _fetch_scopes(self, tree: Node, searcher: _Asking) -> None:
        """Passages that filters name where words do not: of a query without words; the first of a document whose title
        has the words."""
        contents, leaves = self.contents, wanted(tree)
        if any(node.field == "title" for node in filters_of(tree)):
            keys = {key for node in leaves for key in _titled(searcher._reading(node).ways, contents.titles)}
            names = [contents.versions[key] for key in keys if key in contents.versions]
            for at in range(0, len(names), _PAGE):
                self._fetch({"bool": {"filter": [{"term": {"n": 0}}, {"terms": {"d": names[at : at + _PAGE]}}]}}, _PAGE)
        if not leaves:
            query = self._asked(tree, searcher)
            self.overflow = self._fetch(query.of(tree), self._most, in_order=True) >= self._most

    def whole(self, version: str) -> None:
        """Fetch of one document all passages that have some word."""
        if self._tree is not None and version not in self._whole:
            self._whole.add(version)
            tree, query = self._tree
            self._fetch(all_of([{"term": {"d": version}}, query.any_word(tree, EVERYTHING)]), _PAGE)
            self._view = None

    def _fetch_best_of(
        self, queries: Iterable[tuple[Clause, int]], besides: Sequence[dict[str, Any]] = ()
    ) -> list[dict[str, Any]]:
        """Fetch so many of the best passages of some queries, and in the same call what other searches answer."""
        bodies = [self._body(query, most) for query, most in queries if query != NOTHING]
        answers = self._searches([*bodies, *besides])
        for answer in answers[: len(bodies)]:
            self._keep(answer)
        return answers[len(bodies) :]

    def _fetch(
        self, query: Clause, most: int, in_order: bool = False, beside: Sequence[tuple[Clause, int]] = ()
    ) -> int:
        """Fetch passages, the best first, page by page, and in the call for the first the best of others; how many
        there were of `query`."""
        found = 0
        after: list[Any] = []
        sort = ["d", "n"] if in_order else self._sort or (["d", "n"] if most > _PAGE else [])
        if query == NOTHING or not most:
            self._fetch_best_of(beside)
            return 0
        while found < most:
            body = {**self._body(query, min(_PAGE, most - found), sort), **({"search_after": after} if after else {})}
            (answer,) = self._fetch_best_of(() if found else beside, [body])
            hits = self._keep(answer)
            found += len(hits)
            if len(hits) < body["size"] or not sort:
                break
            after = hits[-1]["sort"]
        return found

    def _body(self, query: Clause, size: int, sort: Sequence[Any] = ()) -> dict[str, Any]:
        by = sort or self._sort
        body = {"query": query, "size": size, "_source": _FIELDS, "track_total_hits": False}
        return {**body, "sort": by} if by else body

    @cached_property
    def _sort(self) -> Sequence[Any]:
        """What decides which passages are the best; nothing where it is how well they match."""
        if self._order not in ("newest", "oldest"):
            return ()
        return [{"date": {"order": "desc" if self._order == "newest" else "asc", "missing": "_last"}}, "d", "n"]

    def _keep(self, answer: dict[str, Any]) -> list[dict[str, Any]]:
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        for hit in hits:
            source = hit["_source"]
            where = source["d"], source["n"]
            if where not in self._passages:
                self._passages[where] = from_source(source)
        return hits

    def _searches(self, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        return self.contents.connection.searches(self.contents.index, bodies)

    def counted(self, answer: Answer) -> Answer:
        """An answer with the cluster's own numbers, where not all that may match was fetched: of sure ways, for of the
        others it finds too much."""
        if self._tree is None or any(isinstance(node, Wild) for node, _ in leaves_of(self._tree[0], True)):
            return answer
        tree, sure = self._tree[0], self._tree[1].surely()
        whole, some = self._searches(
            [
                {"query": sure.of(tree), "size": 0, "track_total_hits": True, "aggs": _BY_DOCUMENT},
                {"query": sure.any_word(tree, EVERYTHING), "size": 0, "track_total_hits": True},
            ]
        )
        buckets = whole["aggregations"]["documents"]["buckets"]
        counts = {
            self.contents.keys[one["key"]]: one["doc_count"] for one in buckets if one["key"] in self.contents.keys
        }
        known = {each.file: each for each in answer.by_document}
        rows = []
        for key in sorted({*counts, *known}, key=lambda key: self.contents.ranks.get(key, sys.maxsize)):
            here = known.get(key, DocumentHits(key, 0, 0))
            rows.append(DocumentHits(key, max(here.passages, counts.get(key, 0)), here.weaker))
        total = max(answer.total, whole["hits"]["total"]["value"])
        weaker = max(answer.weaker, some["hits"]["total"]["value"] - total)
        return replace(
            answer,
            total=total,
            weaker=weaker,
            documents=sum(each.passages > 0 for each in rows),
            by_document=tuple(rows),
        )


def _titled(ways: Sequence[Alternative], titles: View) -> set[str]:
    """The documents whose titles a word is found in."""
    found: set[str] = set()
    for way in ways:
        matches = way.pattern.find(titles)
        for passage in titles.passages_of(matches.space, matches.starts).tolist():
            found.add(titles.segment.document(passage))
    return found


def _neighbours(word: str) -> list[Clause]:
    """Passages with a string that has one other character, not the first."""
    folded = fold(word).text.strip()
    if not _SHORTEST_NEAR <= len(folded) <= _LONGEST_NEAR:
        return []
    parts = [(folded[:at], folded[at + 1 :]) for at in range(1, len(folded))]
    return [all_of([string(head), *([string(tail)] if tail else [])]) for head, tail in parts]
