"""What the cluster keeps, as segments of ours: a passage, its terms with their positions as text that white space alone
takes apart; passages that came back (matching, ranking and marks are those of every engine); and the words of a
collection, what search asks of all terms, answered in bounded questions.

`tトランプ|kトランプ _ t大統領|rダイトウリョウ`: one word for each position; its terms divided by |, each behind the
letter of its field; _ where there is none.

`VocabularyView` stands where an engine on disk has the view of a segment: the same questions, each put to the index
`terms` and remembered. `prepared` hears first which questions a pattern will ask, and puts them in one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from sys import intern
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.matching.segment_view import View, bits_of, letters_of
from inyo.index.engine.matching.sound_tables import KatakanaTerms, sound_group
from inyo.index.engine.opensearch.connection import Connection
from inyo.index.engine.ranking.memory_segment import MemorySegment, PlainSegment, bases_by_space
from inyo.index.engine.segments import GAP, TOKEN_FIELDS, Field, PassageTerms, Positions, Segment, Space, Term
from inyo.index.engine.term_keys import NUMBER, SKELETON
from inyo.index.japanese.folding import Folded, fold_characters
from inyo.index.japanese.kana import loose, without_small
from inyo.index.japanese.katakana import consonants_of_katakana, consonants_of_word, distance

_UNSAFE = re.compile(
    r"[\s|%\x00-\x1f\x7f-\x9f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff\ufeff]"
)
_SAFE = re.compile(r"%([0-9a-f]+);")
_SURROGATE = re.compile(r"[\ud800-\udfff%]")
_LONGEST = 2_000
"""Characters of a term: what is longer is no word, and Lucene takes no more than 32,766 bytes."""
_MOST_AGAIN = 16


def safe(text: str) -> str:
    """A term without white space and marks of ours."""
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):x};", text[:_LONGEST])


def plain(text: str) -> str:
    """The inverse of `safe`."""
    return _SAFE.sub(lambda found: chr(int(found[1], 16)), text) if "%" in text else text


def token(term: Term) -> str:
    """A term as it stands in a stream."""
    return term[0].value + safe(term[1])


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage that came back. `stacks`: by position its terms as tokens; `places` start and end of each position's
    word, relative to the passage's start; `length` for ranking."""

    document: str
    number: int
    start: int
    end: int
    paragraph: int
    text: str
    stacks: tuple[str, ...]
    places: tuple[int, ...]
    length: int

    @property
    def folded(self) -> Folded:
        """The folded text."""
        return fold_characters(self.text)


def to_source(terms: PassageTerms, text: str) -> dict[str, Any]:
    """The fields of a passage that come of its terms and its text."""
    stacks: list[list[str]] = [[token(each) for each in word.entries] for word in terms.words]
    for field, term, position in terms.added:
        stacks[position].append(token((field, term)))
    folded = terms.folded.text
    source: dict[str, Any] = {
        "x": _SURROGATE.sub(lambda found: f"%{ord(found[0]):x};", text),
        "w": " ".join("|".join(stack) or "_" for stack in stacks),
        "o": _packed(terms.starts, terms.ends),
        "l": terms.lengths[Field.LEMMA],
        "g": " ".join(dict.fromkeys(grams(folded))),
    }
    again = list(repeated(stacks))
    if again:
        source["m"] = again
    return source


def grams(folded: str) -> Iterator[str]:
    """The pairs of characters of a folded text, and its characters."""
    letters = [safe(letter) for letter in folded]
    for at, letter in enumerate(letters):
        yield letter
        if at + 1 < len(letters):
            yield letter + letters[at + 1]


def repeated(stacks: Sequence[Sequence[str]]) -> Iterator[str]:
    """What tells how often a lemma stands in a passage where it is more than once: `2:` and the lemma where twice, `3:`
    too where three times. So the places of a word are counted by counting passages."""
    counts = Counter(each for stack in stacks for each in stack if each[0] == Field.LEMMA.value)
    for each, count in counts.items():
        for time in range(2, min(count, _MOST_AGAIN) + 1):
            yield f"{time}:{each[1:]}"


def from_source(source: dict[str, Any]) -> StoredPassage:
    """A passage from what the cluster kept."""
    stream = source["w"]
    return StoredPassage(
        source["d"],
        source["n"],
        source["s"],
        source["e"],
        source["p"],
        plain(source["x"]),
        tuple(map(intern, stream.split(" "))) if stream else (),  # the same words stand in many passages
        tuple(_unpacked(source["o"])),
        source["l"],
    )


def _packed(starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """Places as the gap before each word and its length."""
    found: list[int] = []
    last = 0
    for start, end in zip(starts, ends, strict=True):
        found += (start - last, end - start)
        last = end
    return found


def _unpacked(packed: Sequence[int]) -> Iterator[int]:
    at = 0
    for step in packed:
        at += step
        yield at


_NONE: Positions = np.empty(0, np.uint32)
_BETWEEN = "\uffff"
"""Between the texts of passages: no character."""


class PassageSegment(PlainSegment):
    """`Segment` over passages, with their documents' keys, in order."""

    def __init__(self, passages: Sequence[StoredPassage], keys: Sequence[str]) -> None:
        self._stored = tuple(passages)
        self._keys = tuple(keys)
        self._folded = [each.folded for each in passages]
        self._text = "".join(each.text.replace(_BETWEEN, " ") + _BETWEEN * GAP for each in self._folded)
        self._bases = bases_by_space([len(each.stacks) for each in passages], [len(each.text) for each in self._folded])

    @property
    def passages(self) -> int:
        return len(self._stored)

    @cached_property
    def _first_passages(self) -> list[int]:
        return [at for at, key in enumerate(self._keys) if not at or self._keys[at - 1] != key]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._keys[at] for at in self._first_passages)

    @cached_property
    def firsts(self) -> NDArray[np.uint32]:
        return np.array([*self._first_passages, len(self._stored)], np.uint32)

    @cached_property
    def _postings(self) -> dict[str, Positions]:
        gathered: dict[str, list[int]] = {}
        bases = self._bases[Space.TOKENS].tolist()
        for base, each in zip(bases, self._stored, strict=False):
            for position, stack in enumerate(each.stacks, base):
                if stack != "_":
                    for one in stack.split("|"):
                        gathered.setdefault(one, []).append(position)
        return {one: np.array(places, np.uint32) for one, places in gathered.items()}

    @cached_property
    def _terms(self) -> Mapping[Field, Sequence[str]]:
        found: dict[Field, list[str]] = _Terms(self._text)
        found.update({field: [] for field in TOKEN_FIELDS})
        fields = {field.value: field for field in TOKEN_FIELDS}
        for one in self._postings:
            found[fields[one[0]]].append(plain(one[1:]))
        for field in TOKEN_FIELDS:
            found[field].sort()
        return found

    def positions(self, field: Field, term: str) -> Positions:
        if field is Field.PAIR:
            return self._standing(term if len(term) > 1 else term + _BETWEEN)
        return self._postings.get(token((field, term)), _NONE)

    def positions_beginning(self, field: Field, prefix: str) -> Positions:
        if field is Field.PAIR and prefix:
            return self._standing(prefix)
        return super().positions_beginning(field, prefix)

    def _standing(self, string: str) -> Positions:
        found, text = [], self._text
        if not string.startswith(_BETWEEN):
            at = text.find(string)
            while at >= 0:
                found.append(at)
                at = text.find(string, at + 1)
        return np.array(found, np.uint32)

    def lengths(self, field: Field) -> NDArray[np.uint32]:
        if field is Field.LEMMA:
            return np.array([each.length for each in self._stored], np.uint32)
        bases = self._bases[field.space].astype(np.int64)
        return (np.diff(bases) - GAP).astype(np.uint32)

    @cached_property
    def edges(self) -> NDArray[np.uint8]:
        bases = self._bases[Space.CHARACTERS]
        flags = np.zeros(int(bases[-1]) + 1, np.bool_)
        for base, each, folded in zip(bases.tolist(), self._stored, self._folded, strict=False):
            places = np.array(each.places, np.int64)
            if folded.starts:
                places = np.searchsorted(folded.starts, places)
            flags[base + np.minimum(places, len(folded.text))] = True
        return np.packbits(flags)

    def token_offsets(self, passage: int) -> NDArray[np.uint32]:
        return np.array(self._stored[passage].places, np.uint32).reshape(-1, 2)

    def text(self, passage: int) -> str:
        return self._stored[passage].text

    def folded(self, passage: int) -> Folded:
        return self._folded[passage]

    def document(self, passage: int) -> str:
        return self._keys[passage]

    def span(self, passage: int) -> tuple[int, int, int]:
        each = self._stored[passage]
        return each.start, each.end, each.paragraph


class _Terms(dict[Field, list[str]]):
    """Terms by field; those of pairs are made when they are asked for, which is rare."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, field: Field) -> list[str]:
        pairs = {one + other for one, other in pairwise(self._text) if one != _BETWEEN}
        found = self[field] = sorted(pair.rstrip(_BETWEEN) for pair in pairs)
        return found


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
