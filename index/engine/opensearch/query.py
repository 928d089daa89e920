"""Patterns and query trees as queries of the cluster: which passages may match.

Every passage in which a pattern matches is found by its query; some of those found do not match (pairs have no
positions there), which is seen when the pattern looks at them here. Weights and tiers become boosts: they only decide
which passages come back first where there are more than are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import singledispatch
from itertools import pairwise
from typing import Any, TypeAlias

from inyo.index.engine.matching.chains import Arcs, cells_of, first_kanji, last_kanji, sounding_arcs
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.word_patterns import (
    Around,
    Compounds,
    Expression,
    Followed,
    Grams,
    Holding,
    Lattice,
    Linked,
    Mixed,
    Pattern,
    Skeleton,
    Slot,
    Sounds,
    SpelledOut,
    Terms,
)
from inyo.index.engine.opensearch.cluster_segments import safe, token
from inyo.index.engine.query_language import LEAVES, SCOPES, And, Filter, Near, Node, Not, Or, leaves_of
from inyo.index.engine.ranking.attempt import Scope
from inyo.index.engine.ranking.evaluation import Reading
from inyo.index.engine.segments import Term
from inyo.index.engine.words.alternatives import Alternative, Tier
from inyo.index.japanese.folding import fold_characters
from inyo.index.japanese.kana import DEVOICE

Clause: TypeAlias = dict[str, Any]
NOTHING: Clause = {"match_none": {}}
EVERYTHING: Clause = {"match_all": {}}
MOST_CLAUSES = 700
"""Of one query; a cluster takes 1,024 unless it is told otherwise."""
_MOST_SPANS, _MOST_SPANS_BESIDE = 240, 16
_SHARE = {Tier.SURE: 1.0, Tier.LOOSE: 0.5, Tier.FAINT: 0.4, Tier.WEAK: 0.25}
_SHORTEST_WORD = 2
_MOST_NEIGHBOURS = 60


def clauses(query: Clause) -> int:
    """How many clauses a query counts as."""
    total = 0
    for kind, inner in query.items():
        if kind in ("term", "terms", "span_term", "range", "match_all", "match_none"):
            total += 1
        elif isinstance(inner, dict):
            total += clauses(inner)
        elif isinstance(inner, list):
            total += sum(clauses(each) for each in inner if isinstance(each, dict))
    return total


def any_of(queries: Sequence[Clause]) -> Clause:
    """What one of some queries finds."""
    wanted = [each for each in queries if each != NOTHING]
    if len(wanted) <= 1:
        return wanted[0] if wanted else NOTHING
    return {"bool": {"should": wanted, "minimum_should_match": 1}}


def all_of(queries: Sequence[Clause]) -> Clause:
    """What all of some queries find, with the sum of their scores."""
    if NOTHING in queries:
        return NOTHING
    return queries[0] if len(queries) == 1 else {"bool": {"must": list(queries)}}


def string(text: str) -> Clause:
    """Passages in which a folded string stands: those with all its pairs."""
    if not text:
        return NOTHING
    if len(text) == 1:
        return {"term": {"g": safe(text)}}
    letters = [safe(letter) for letter in text]
    pairs = dict.fromkeys(one + other for one, other in pairwise(letters))
    return all_of([{"term": {"g": pair}} for pair in pairs])


def _letters(letters: Sequence[str]) -> Clause:
    return {"terms": {"g": [safe(letter) for letter in letters]}} if letters else NOTHING


def _word(terms: Sequence[Term]) -> Clause:
    return {"term": {"w": token(terms[0])}} if len(terms) == 1 else {"terms": {"w": [token(each) for each in terms]}}


def _span(terms: Sequence[Term]) -> Clause:
    spans = [{"span_term": {"w": token(each)}} for each in terms]
    return spans[0] if len(spans) == 1 else {"span_or": {"clauses": spans}}


def _row(words: Sequence[Sequence[Term]], gaps: int) -> Clause:
    """Words one behind the other, with so many positions between."""
    if len(words) == 1:
        return _word(words[0])
    return {"span_near": {"clauses": [_span(each) for each in words], "slop": gaps, "in_order": True}}


def _chain(size: int, arcs: Arcs, most: int = _MOST_SPANS) -> Clause:
    """Words that lead from place 0 to place `size`. Where there are too many ways to ask for each, any word that may
    come first and any that may come last."""
    whole = [term for stop, terms in arcs.get(0, ()) if stop == size for term in terms]
    found = [_word(whole)] if whole else []
    total = 0
    for path in _paths(arcs, 0, size):
        if len(path) == 1:
            continue
        total += sum(map(len, path))
        if total > most:
            heads = [term for stop, terms in arcs.get(0, ()) if stop != size for term in terms]
            tails = [term for at, ways in arcs.items() if at for stop, terms in ways if stop == size for term in terms]
            return any_of([*found[: bool(whole)], all_of([_word(heads), _word(tails)])])
        found.append(_row(path, sum(cells_of(*words[0]) - 1 for words in path[:-1])))
    return any_of(found)


def _paths(arcs: Arcs, at: int, size: int) -> Iterator[list[list[Term]]]:
    for stop, terms in arcs.get(at, ()):
        if stop == size:
            yield [terms]
        else:
            for rest in _paths(arcs, stop, size):
                yield [terms, *rest]


@singledispatch
def candidates(pattern: Pattern, view: View) -> Clause:
    """The passages in which a pattern may match; `view` answers for the words of the collection."""
    raise NotImplementedError(type(pattern).__name__)


@candidates.register
def _terms(pattern: Terms, view: View) -> Clause:
    slots: tuple[Slot, ...] = pattern.slots
    gaps = slots[-1].offset - slots[0].offset + 1 - len(slots)
    return _row([slot.terms for slot in slots], gaps)


@candidates.register
def _compounds(pattern: Compounds, view: View) -> Clause:
    """Passages with all the first letters."""
    heads = (slot.terms[0][1][:1] for slot in pattern.words.slots if slot.offset in pattern.initials)
    return all_of([string(head) for head in dict.fromkeys(heads)])


@candidates.register
def _grams(pattern: Grams, view: View) -> Clause:
    return string(pattern.text)


@candidates.register
def _around(pattern: Around, view: View) -> Clause:
    return all_of([string(pattern.first), string(pattern.last)])


@candidates.register(Sounds)
@candidates.register(Skeleton)
@candidates.register(Mixed)
def _heard(pattern: Sounds | Skeleton | Mixed, view: View) -> Clause:
    return _chain(pattern.size, pattern.arcs(view))


@candidates.register
def _linked(pattern: Linked, view: View) -> Clause:
    words = [_chain(len(kana), sounding_arcs(view, kana, False, False)) for kana in pattern.words]
    return all_of([*words, *map(string, pattern.particles)])


@candidates.register
def _lattice(pattern: Lattice, view: View) -> Clause:
    return _chain(pattern.size, pattern.steps())


@candidates.register
def _followed(pattern: Followed, view: View) -> Clause:
    return all_of([candidates(pattern.words, view), string(pattern.ending)])


@candidates.register
def _holding(pattern: Holding, view: View) -> Clause:
    held = string(pattern.letters) if pattern.first else _letters(list(dict.fromkeys(pattern.letters)))
    return all_of([candidates(pattern.words, view), held])


@candidates.register
def _spelled_out(pattern: SpelledOut, view: View) -> Clause:
    """A word with a part of the reading, and anywhere in the passage a kanji that may stand beside it."""
    kana, loosely = pattern.kana, pattern.loosely
    found = []
    for cut in range(_SHORTEST_WORD, len(kana)):
        beside = sorted(first_kanji(kana[cut:], loosely))
        if beside:
            words = _chain(cut, sounding_arcs(view, kana[:cut], loosely, False), _MOST_SPANS_BESIDE)
            found.append(all_of([words, _letters([*beside, "々"])]))
    for cut in range(1, len(kana) - _SHORTEST_WORD + 1):
        beside = sorted(last_kanji(kana[:cut], loosely))
        tail = kana[cut:]
        for way in dict.fromkeys((tail, tail[0].translate(DEVOICE) + tail[1:])) if beside else ():
            words = _chain(len(way), sounding_arcs(view, way, loosely, False), _MOST_SPANS_BESIDE)
            found.append(all_of([words, _letters(beside)]))
    return any_of(found)


@candidates.register
def _expression(pattern: Expression, view: View) -> Clause:
    if pattern.literals:
        return all_of([string(literal) for literal in pattern.literals])
    return all_of([string(piece) for piece in certain(pattern.pattern)] or [EVERYTHING])


_UNCERTAIN = re.compile(r"\\.|\[(?:[^\]\\]|\\.)*\]|\((?:[^()\\]|\\.)*\)|[.^$]")
_OPTIONAL = re.compile(r"(?s).(?:[*?]|\{[^}]*\})")


def certain(expression: str) -> list[str]:
    """Strings that whatever matches an expression has, as far as that is plain to see."""
    if "|" in expression:
        return []
    plain = _OPTIONAL.sub("\n", _UNCERTAIN.sub("\n", expression))
    if any(mark in plain for mark in "()[]{}*?"):
        return []
    pieces = plain.replace("+", "\n").split("\n")
    return [piece for piece in pieces if piece and fold_characters(piece).text == piece]


def wanted(tree: Node) -> list[Node]:
    """The words, phrases and expressions of a query tree that are not excluded."""
    return [node for node, positive in leaves_of(tree) if positive]


class TreeQuery:
    """A query tree as one query of the cluster. `documents` gives the names of the versions of documents by key."""

    def __init__(
        self,
        reading: Callable[[Node], Reading],
        scope: Callable[[Filter], Scope],
        documents: Callable[[str], str | None],
        view: View,
        tier: Tier = Tier.WEAK,
    ) -> None:
        self._reading, self._scope, self._documents, self._view = reading, scope, documents, view
        self._tier = tier

    def surely(self) -> TreeQuery:
        """The same by the ways to read a word that are sure; by all where a word has none."""
        return TreeQuery(self._reading, self._scope, self._documents, self._view, Tier.SURE)

    def of(self, node: Node) -> Clause:
        """The passages that may match a node."""
        if isinstance(node, LEAVES):
            return self.leaf(node)
        if isinstance(node, Filter):
            return EVERYTHING if node.field in SCOPES else self.inside(self._scope(node))
        if isinstance(node, Not):
            return {"bool": {"must_not": [self.of(node.node)]}}
        if isinstance(node, Or):
            return any_of([self.of(each) for each in node.nodes])
        assert isinstance(node, And | Near)
        hard = [self.of(each) for each in node.nodes if isinstance(each, Filter)]
        not_ = [self.of(each.node) for each in node.nodes if isinstance(each, Not)]
        soft = [self.of(each) for each in node.nodes if not isinstance(each, Filter | Not)]
        return {"bool": {"must": soft, "filter": hard, "must_not": not_}}

    def leaf(self, node: Node) -> Clause:
        """The passages in which a word may stand, the best ways first; where it is a sentence, any part of it."""
        reading = self._reading(node)
        ways = [self._way(each) for each in reading.ways if each.tier <= self._tier or not _sure(reading)]
        if reading.sentence:
            ways += [self.leaf(part) for part in reading.parts]
        found = [each for each in ways if each != NOTHING]
        return {"dis_max": {"queries": bounded(found)}} if found else NOTHING

    def any_word(self, node: Node, otherwise: Clause) -> Clause:
        """The passages in which a word that is wanted may stand; `otherwise` where none is wanted."""
        words = wanted(node)
        return any_of(bounded([self.leaf(word) for word in words])) if words else otherwise

    def _way(self, each: Alternative) -> Clause:
        query = candidates(each.pattern, self._view)
        if query == NOTHING:
            return NOTHING
        return {"bool": {"must": [query], "boost": max(each.weight * _SHARE[each.tier], 0.01)}}

    def inside(self, scope: Scope) -> Clause:
        """The passages inside the places of a filter."""
        if scope.places is None:
            names = [name for key in scope.keys if (name := self._documents(key))]
            return {"terms": {"d": names[:65_000]}} if names else NOTHING
        found = []
        for key, places in scope.places.items():
            name = self._documents(key)
            if name and places:
                ranges = [
                    {"bool": {"filter": [{"range": {"s": {"lt": end}}}, {"range": {"e": {"gt": start}}}]}}
                    for start, end in places
                ]
                first, last = min(start for start, _ in places), max(end for _, end in places)
                if len(ranges) > _MOST_NEIGHBOURS:
                    ranges = [{"bool": {"filter": [{"range": {"s": {"lt": last}}}, {"range": {"e": {"gt": first}}}]}}]
                found.append({"bool": {"filter": [{"term": {"d": name}}, any_of(ranges)]}})
        if sum(map(clauses, found)) > MOST_CLAUSES:
            names = [name for key in scope.places if (name := self._documents(key))]
            return {"terms": {"d": names[:65_000]}}
        return any_of(found)


def _sure(reading: Reading) -> bool:
    return any(each.tier is Tier.SURE for each in reading.ways)


def bounded(queries: Sequence[Clause]) -> list[Clause]:
    """As many of some queries, in order, as a cluster takes in one."""
    found: list[Clause] = []
    total = 0
    for each in queries:
        total += clauses(each)
        if found and total > MOST_CLAUSES:
            break
        found.append(each)
    return found


def in_requests(queries: Sequence[Clause]) -> Iterator[Clause]:
    """Any of some queries, as few queries of bounded size."""
    batch: list[Clause] = []
    total = 0
    for each in queries:
        if each == NOTHING:
            continue
        size = clauses(each)
        if batch and total + size > MOST_CLAUSES:
            yield any_of(batch)
            batch, total = [], 0
        batch.append(each)
        total += size
    if batch:
        yield any_of(batch)
