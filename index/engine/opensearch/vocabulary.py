"""The words of a collection, as the cluster knows them: what search asks of all terms, answered in bounded questions.

`VocabularyView` stands where an engine on disk has the view of a segment: the same questions, each put to the index
`terms` and remembered. `prepared` hears first which questions a pattern will ask, and puts them in one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from threading import Lock
from typing import Any, Protocol

import numpy as np

from inyo.index.engine.matching.kanji_pairs import bits_of, letters_of
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.sound_tables import KatakanaTerms, sound_group
from inyo.index.engine.opensearch.connection import Connection
from inyo.index.engine.opensearch.streams import plain, safe
from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.engine.segments import Field, Positions, Segment, Term
from inyo.index.engine.terms.term_keys import NUMBER, SKELETON
from inyo.index.japanese.kana import loose, without_small
from inyo.index.japanese.katakana import consonants_of_katakana, consonants_of_word, distance

_HERE: Positions = np.zeros(1, np.uint32)
_NOWHERE: Positions = np.empty(0, np.uint32)
_MOST = 10_000
_MOST_NEAR = 400
_MOST_PREFIXED = 400
_ASKED_AT_ONCE = 5_000
_HEADS = 60
_REMEMBERED = 500_000


def described(field: str, term: str) -> dict[str, Any]:
    """A term as the index `terms` keeps it, with what it is found by besides itself."""
    found: dict[str, Any] = {"f": field, "w": safe(term)}
    kind = Field(field)
    if kind is Field.READING:
        older = without_small(term)
        ways = [loose(term), *([loose(older)] if "ィ" in term and older != term else [])]
        found["lo"] = [safe(way) for way in ways]
        found["en"] = [safe(end) for way in ways if len(way) > 1 for end in (_head(way), _tail(way))]
    elif kind is Field.SOUND:
        key = term.rstrip("0123456789")
        found["so"] = _group(key) if key else ""
        found["co"] = safe(consonants_of_katakana(term.rstrip("23")))
    elif kind is Field.PAIR and len(term) == 2:
        found["fi"], found["la"] = safe(term[0]), safe(term[1])
    elif kind is Field.LEMMA and (spelled := consonants_of_word(term)):
        found["co"] = [safe(way) for way in spelled]
    return found


def _head(way: str) -> str:
    return f"{way[0]}_{len(way)}"


def _tail(way: str) -> str:
    return f"_{way[-2:]}{len(way)}"


def _group(key: str) -> str:
    return f"{sound_group(key)}.{len(key)}"


class Asking(Protocol):
    """A pattern, or whatever asks a view for words."""

    def find(self, view: View) -> object:
        """Ask."""


class _Questions(View):
    """A view that answers yes, and notes what was asked."""

    def __init__(self) -> None:
        super().__init__(MemorySegment([]))
        self.terms: set[Term] = set()
        self.loose: set[str] = set()
        self.prefixes: set[str] = set()

    def has(self, field: Field, term: str) -> bool:
        self.terms.add((field, term))
        return True

    def read_loosely(self, form: str) -> list[str]:
        self.loose.add(form)
        return [form]

    def beginning(self, field: Field, prefix: str) -> list[str]:
        self.prefixes.add(prefix)
        return [prefix]

    def following(self, character: str) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True)
class _Question:
    """A search, and what is done with the terms that it finds."""

    body: dict[str, Any]
    keep: Callable[[list[str]], None]


class Words:
    """Questions to the index `terms` of one generation, and their answers as long as nothing is committed."""

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection, self._index = connection, index
        self._there: dict[Term, bool] = {}
        self._lists: dict[tuple[str, str], tuple[str, ...]] = {}
        self._lock = Lock()

    def ask(
        self, terms: Iterable[Term] = (), loosely: Iterable[str] = (), beginnings: Iterable[str] = (), most: int = 0
    ) -> None:
        """Find out in one call which of some terms there are, the readings that some forms have loosely, and the first
        readings that begin with some strings."""
        questions = [*self._whether(terms), *self._with("lo", loosely, Field.READING)]
        self._put([*questions, *self._beginning(Field.READING, beginnings, most)])

    def _put(self, questions: Sequence[_Question]) -> None:
        """Put some questions in one call, and remember the answers."""
        for question, found in zip(questions, self._answers([each.body for each in questions]), strict=True):
            question.keep(found)

    def _whether(self, terms: Iterable[Term]) -> Iterator[_Question]:
        by_field: dict[Field, list[str]] = {}
        for field, term in dict.fromkeys(terms):
            if (field, term) not in self._there:
                by_field.setdefault(field, []).append(term)
        for field, words in by_field.items():
            for at in range(0, len(words), _ASKED_AT_ONCE):
                some = words[at : at + _ASKED_AT_ONCE]
                body = _query([{"term": {"f": field.value}}, {"terms": {"w": list(map(safe, some))}}], len(some))
                yield _Question(body, partial(self._know, field, dict.fromkeys(some, False)))

    def _know(self, field: Field, asked: Mapping[str, bool], found: Iterable[str]) -> None:
        """Remember which terms there are; `asked` those of which it is not known."""
        with self._lock:
            if len(self._there) > _REMEMBERED:
                self._there.clear()
            self._there.update(
                {(field, word): there for word, there in {**asked, **dict.fromkeys(found, True)}.items()}
            )

    def _list(self, key: tuple[str, str], field: Field | None, found: Sequence[str]) -> None:
        """Remember the terms that answer a question; all of them are there."""
        self._lists[key] = tuple(found)
        if field:
            self._know(field, {}, self._lists[key])

    def has(self, term: Term) -> bool:
        """Whether a term occurs."""
        if term not in self._there:
            self.ask([term])
        return self._there.get(term, False)

    def by(self, kind: str, values: Iterable[str], field: Field | None = None) -> dict[str, tuple[str, ...]]:
        """By value of another field (lo, en, so, co): the terms that have it, in order."""
        wanted = list(dict.fromkeys(values))
        self._put(list(self._with(kind, wanted, field)))
        return {value: tuple(sorted(self._lists[kind, value])) for value in wanted}

    def _with(self, kind: str, values: Iterable[str], field: Field | None) -> Iterator[_Question]:
        of = [{"term": {"f": field.value}}] if field else []
        for value in dict.fromkeys(values):
            if (kind, value) not in self._lists:
                body = _query([{"term": {kind: safe(value)}}, *of], _MOST)
                yield _Question(body, partial(self._list, (kind, value), field))

    def beginning(self, field: Field, prefix: str, most: int) -> tuple[str, ...]:
        """The first terms that begin with a prefix."""
        self._put(list(self._beginning(field, [prefix], most)))
        return self._lists[_beginnings(field, most), prefix]

    def _beginning(self, field: Field, prefixes: Iterable[str], most: int) -> Iterator[_Question]:
        kind = _beginnings(field, most)
        for prefix in dict.fromkeys(prefixes):
            if (kind, prefix) not in self._lists:
                body = _query([{"term": {"f": field.value}}, {"prefix": {"w": safe(prefix)}}], most, in_order=True)
                yield _Question(body, partial(self._list, (kind, prefix), field))

    def pairs(self, firsts: Iterable[str], seconds: Iterable[str]) -> list[str]:
        """The pairs of characters with one of some characters first and one of some others behind it."""
        heads, tails = sorted(firsts), sorted(map(safe, seconds))
        bodies = [
            _query(
                [{"terms": {"fi": list(map(safe, heads[at : at + _HEADS]))}}, {"terms": {"la": tails}}],
                _MOST,
            )
            for at in range(0, len(heads), _HEADS)
        ]
        return [pair for found in self._answers(bodies) for pair in found]

    def near(self, field: Field, word: str, edits: int) -> tuple[str, ...]:
        """The terms that differ from a word in so many characters at most, in order."""
        key = (f"~{field.value}{edits}", word)
        if key not in self._lists:
            like = {"value": safe(word), "fuzziness": edits, "transpositions": False, "max_expansions": 1_000}
            body = _query([{"term": {"f": field.value}}, {"fuzzy": {"w": like}}], _MOST_NEAR)
            self._list(key, field, sorted(next(iter(self._answers([body])))))
        return self._lists[key]

    def spelled(self, consonants: str) -> tuple[Term, ...]:
        """The sounds of names in katakana, then the words in katakana or Latin letters, with some consonants."""
        terms = dict.fromkeys(self.by("co", [consonants])[consonants])
        found = [(field, term) for field in (Field.SOUND, Field.LEMMA) for term in terms]
        self.ask(found)
        return tuple(each for each in found if self.has(each))

    def _answers(self, bodies: Sequence[dict[str, Any]]) -> list[list[str]]:
        answers = self._connection.searches(self._index, bodies)
        return [[plain(hit["fields"]["w"][0]) for hit in answer["hits"]["hits"]] for answer in answers]


def _beginnings(field: Field, most: int) -> str:
    return f"^{field.value}{most}"


def _query(filters: list[dict[str, Any]], size: int, in_order: bool = False) -> dict[str, Any]:
    body: dict[str, Any] = {
        "query": {"bool": {"filter": filters}},
        "size": size,
        "_source": False,
        "docvalue_fields": ["w"],
        "track_total_hits": False,
        "sort": ["w"] if in_order else ["_doc"],
    }
    return body


class ClusterView(View):
    """A view of some passages that answers for all of the collection where words are asked for that may stand
    elsewhere: those that sound or look alike. `typed` are the words whose neighbours in shape may be asked for; `whole`
    the passages of the collection and the sum of their lengths."""

    def __init__(
        self, segment: Segment, words: Words, typed: Sequence[str] = (), whole: tuple[int, float] = (0, 0.0)
    ) -> None:
        super().__init__(segment)
        self._words, self._typed, self._whole = words, typed, whole

    @cached_property
    def alive(self) -> tuple[int, float]:
        return self._whole

    def lives(self, field: Field, term: str) -> bool:
        """Whether a term occurs anywhere."""
        return self._words.has((field, term))

    def read_loosely(self, form: str) -> list[str]:
        return self._readings(form) if self.size else []  # of no passages nothing is found: nothing need be asked

    def _readings(self, form: str) -> list[str]:
        return list(self._words.by("lo", [form], Field.READING)[form])

    def near_loosely(self, form: str, most: float) -> Iterator[tuple[str, float, list[str]]]:
        costs = {near: cost for near in self._like(form) if (cost := distance(form, near)) <= most}
        readings = self._words.by("lo", costs, Field.READING)
        for near, cost in costs.items():
            yield near, cost, list(readings[near])

    def _like(self, form: str) -> list[str]:
        """The loose forms of about the same length that end alike, or begin alike and also end or go on alike."""
        sizes = range(len(form) - 1, len(form) + 2)
        asked = [way for size in sizes for way in (f"{form[0]}_{size}", f"_{form[-2:]}{size}")]
        found = self._words.by("en", asked, Field.READING)
        readings = dict.fromkeys(reading for way in asked for reading in found[way])
        ways = dict.fromkeys(way for each in readings for way in (loose(each), loose(without_small(each))))
        return [
            way
            for way in ways
            if len(way) in sizes
            and len(way) > 1
            and (way[-2:] == form[-2:] or (way[0] == form[0] and (way[-1] == form[-1] or way[1] == form[1:2])))
        ]

    def near_names(self, sound: str) -> Iterator[tuple[str, float]]:
        if not sound:
            return iter(())
        groups = [f"{sound_group(sound)}.{length}" for length in range(max(1, len(sound) - 2), len(sound) + 3)]
        found = self._words.by("so", groups, Field.SOUND)
        return KatakanaTerms.of((each for group in found.values() for each in group), counted=True).near(sound)

    def shaped_like(self, word: str) -> Iterator[tuple[int, str]]:
        return KatakanaTerms.of(self._words.near(Field.LEMMA, word, 2)).alike(word)

    def of_consonants(self, consonants: str) -> Iterator[Term]:
        return iter(self._words.spelled(consonants))

    def words_with(self, letters: Iterable[str], fewest: int) -> Iterator[str]:
        found = dict.fromkeys(
            near
            for typed in self._typed
            for near in self._words.near(Field.LEMMA, typed, 1 if len(typed) < 5 else 2)
            if len(near) > 1 and near[0] not in (NUMBER, SKELETON)
        )
        return iter(found)


class VocabularyView(ClusterView):
    """All terms of a collection, asked as the view of a segment is."""

    def __init__(self, words: Words) -> None:
        super().__init__(MemorySegment([]), words)

    def prepared(self, patterns: Iterable[Asking]) -> None:
        """Put the questions of some patterns in a few."""
        questions = _Questions()
        for pattern in patterns:
            pattern.find(questions)
        self._words.ask(questions.terms, questions.loose, questions.prefixes, _MOST_PREFIXED)

    def expect(self, terms: Iterable[Term]) -> None:
        self._words.ask(terms)

    def read_loosely(self, form: str) -> list[str]:
        return self._readings(form)

    def has(self, field: Field, term: str) -> bool:
        return self._words.has((field, term))

    def positions(self, field: Field, term: str) -> Positions:
        """Something where the term occurs."""
        return _HERE if self._words.has((field, term)) else _NOWHERE

    def beginning(self, field: Field, prefix: str) -> list[str]:
        return list(self._words.beginning(field, prefix, _MOST_PREFIXED))

    def following_of(self, kanji: Iterable[str], wanted: int) -> dict[str, int]:
        found: dict[str, set[str]] = {each: set() for each in kanji}
        for pair in self._words.pairs(found, frozenset(letters_of(wanted))) if found and wanted else ():
            found[pair[0]].add(pair[1])
        return {each: bits_of(frozenset(behind)) for each, behind in found.items() if behind}

    def following(self, character: str) -> frozenset[str]:
        return frozenset(pair[1] for pair in self._words.beginning(Field.PAIR, character, _MOST) if len(pair) == 2)
