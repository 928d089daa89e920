"""A segment in memory: for titles, and wherever texts need no file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import distinct
from inyo.index.engine.local.packed_arrays import FlatTexts, pack_offsets, pack_texts, pack_uneven
from inyo.index.engine.matching.sound_tables import HEARD, sound_tables
from inyo.index.engine.passage_terms import bases_of, bigrams, columns_of, edges_of, terms_of
from inyo.index.engine.segments import TOKEN_FIELDS, Ends, Excerpt, Field, PassageTerms, Positions, Space
from inyo.index.engine.term_keys import lay_out
from inyo.index.japanese.folding import Folded
from inyo.index.japanese.tokens import tokenize

_NONE: Positions = np.empty(0, np.uint32)
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage: the document's key, start and end in it, the paragraph's number, its terms and its text."""

    key: str
    start: int
    end: int
    paragraph: int
    terms: PassageTerms
    text: str


def placed_titles(titles: Iterable[tuple[str, str]]) -> list[Placed]:
    """Titles as passages, each of a document of its own; from (key, title)."""
    return [Placed(key, 0, len(title), 1, _title_terms(title), title) for key, title in titles]


@lru_cache(maxsize=1 << 15)
def _title_terms(title: str) -> PassageTerms:
    return terms_of(title, lay_out(tokenize(title)))


def bases_by_space(tokens: Sequence[int], characters: Sequence[int]) -> dict[Space, Positions]:
    """`bases` of both spaces, from the numbers of tokens and of characters of each passage."""
    sizes = {Space.TOKENS: tokens, Space.CHARACTERS: characters}
    return {space: bases_of(np.array(each, np.int64)).astype(np.uint32) for space, each in sizes.items()}


class PlainSegment(ABC):
    """What is the same in every segment of few passages, of which none is deleted."""

    _bases: Mapping[Space, Positions]
    """See `bases_by_space`."""

    @property
    @abstractmethod
    def passages(self) -> int: ...

    @property
    @abstractmethod
    def _terms(self) -> Mapping[Field, Sequence[str]]:
        """The terms by field, in code point order."""

    @abstractmethod
    def positions(self, field: Field, term: str) -> Positions: ...

    @abstractmethod
    def token_offsets(self, passage: int) -> NDArray[np.uint32]: ...

    @abstractmethod
    def text(self, passage: int) -> str: ...

    @abstractmethod
    def folded(self, passage: int) -> Folded: ...

    @abstractmethod
    def document(self, passage: int) -> str: ...

    @abstractmethod
    def span(self, passage: int) -> tuple[int, int, int]: ...

    @property
    def live(self) -> NDArray[np.bool_]:
        return np.ones(self.passages, np.bool_)

    def bases(self, field: Field) -> NDArray[np.uint32]:
        return self._bases[field.space]

    def has(self, field: Field, term: str) -> bool:
        return len(self.positions(field, term)) > 0

    def prefixed(self, field: Field, prefix: str) -> tuple[int, int]:
        terms = self._terms[field]
        return bisect_left(terms, prefix), bisect_left(terms, prefix + _LAST) if prefix else len(terms)

    def term(self, field: Field, number: int) -> str:
        return self._terms[field][number]

    def flat_terms(self, field: Field, first: int, last: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        terms = [term.encode("utf-8", "surrogatepass") for term in self._terms[field][first:last]]
        return np.frombuffer(b"".join(terms), np.uint8), np.cumsum([0, *map(len, terms)], dtype=np.int64)

    def joined_terms(self, field: Field, first: int, last: int) -> str:
        return "".join(self._terms[field][first:last])

    def counted(self, field: Field, first: int, last: int) -> tuple[NDArray[np.int64], Positions]:
        arrays = [self.positions(field, term) for term in self._terms[field][first:last]]
        return np.array([len(array) for array in arrays], np.int64), np.concatenate([_NONE, *arrays])

    def table(self, name: str) -> NDArray[Any]:
        return self._tables[name]

    @cached_property
    def _tables(self) -> dict[str, NDArray[Any]]:
        return sound_tables(*(self._terms[field] for field in HEARD))

    def positions_beginning(self, field: Field, prefix: str) -> Positions:
        return self.counted(field, *self.prefixed(field, prefix))[1]

    def terms(self, field: Field, prefix: str = "") -> Iterator[str]:
        first, last = self.prefixed(field, prefix)
        return iter(self._terms[field][first:last])

    @cached_property
    def _flat(self) -> FlatTexts:
        passages = range(self.passages)
        texts, places = list(map(self.text, passages)), list(map(self.token_offsets, passages))
        counts, sizes = np.array(list(map(len, places)), np.int64), list(map(len, texts))
        offsets = np.concatenate([_NONE, *(each.reshape(-1) for each in places)]).astype(np.int64)
        uneven = pack_uneven((self.folded(passage).starts for passage in passages), sizes)
        arrays = {**pack_texts(texts), **pack_offsets(counts, offsets), **uneven}
        bounds, firsts = (np.concatenate(([0], np.cumsum(each, dtype=np.int64))) for each in (sizes, counts))
        return FlatTexts(arrays.__getitem__, bounds, firsts)

    def character_places(self, passages: NDArray[np.int64], tokens: NDArray[np.int64], ends: Ends) -> NDArray[np.int64]:
        return self._flat.places(passages, self._flat.tokens[passages] + tokens, ends)

    def character_spans(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        return self._flat.spans(passages)

    def token_spans(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        offsets = list(map(self.token_offsets, passages.tolist()))
        both = np.concatenate([np.empty((0, 2), np.int64), *offsets]).astype(np.int64)
        return np.array(list(map(len, offsets)), np.int64), both[:, 0], both[:, 1]

    def excerpts(self, passages: NDArray[np.int64]) -> list[Excerpt]:
        return [Excerpt(self.document(each), *self.span(each), self.text(each)) for each in passages.tolist()]

    def letters(self, passages: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.uint32]:
        return self._flat.letters(passages, places)

    def folded_texts(self, passages: NDArray[np.int64]) -> Iterator[str]:
        return (self.folded(passage).text for passage in passages.tolist())

    def spans(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        places = np.array([self.span(passage)[:2] for passage in range(self.passages)], np.uint32).reshape(-1, 2)
        return places[:, 0], places[:, 1]


class MemorySegment(PlainSegment):
    """`segments.Segment` over Python dictionaries of arrays."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._placed = tuple(placed)
        self._bases = bases_by_space(
            [len(each.terms.words) for each in self._placed], [each.terms.characters for each in self._placed]
        )
        self._offsets: dict[int, NDArray[np.uint32]] = {}
        self._positions: dict[Field, dict[str, Positions]] = {}
        found = [each.terms.by_term() for each in self._placed]
        for field in TOKEN_FIELDS:
            bases = self.bases(field)
            gathered: dict[str, list[int]] = {}
            for base, each in zip(bases.tolist(), found, strict=False):
                for term, places in each[field].items():
                    gathered.setdefault(term, []).extend(base + place for place in places)
            self._positions[field] = {term: distinct(np.array(gathered[term], np.uint32)) for term in sorted(gathered)}
        texts = [each.terms.folded.text for each in self._placed]
        pairs, counts, positions = bigrams(texts)
        split = np.split(positions, counts.cumsum()[:-1]) if pairs else []
        self._positions[Field.PAIR] = dict(zip(pairs, split, strict=True))
        self._lengths = {
            field: np.array(
                [
                    each.terms.lengths.get(field, sum(map(len, there[field].values())))
                    for each, there in zip(self._placed, found, strict=True)
                ],
                np.uint32,
            )
            for field in TOKEN_FIELDS
        }
        self._lengths[Field.PAIR] = np.array([len(text) for text in texts], np.uint32)
        self._edges = edges_of(columns_of([each.terms for each in self._placed]))

    @cached_property
    def _terms(self) -> Mapping[Field, Sequence[str]]:
        return {field: list(by_term) for field, by_term in self._positions.items()}

    @property
    def passages(self) -> int:
        return len(self._placed)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in groupby(each.key for each in self._placed))

    @cached_property
    def firsts(self) -> NDArray[np.uint32]:
        sizes = [len(list(group)) for _, group in groupby(each.key for each in self._placed)]
        return np.cumsum([0, *sizes]).astype(np.uint32)

    def positions(self, field: Field, term: str) -> Positions:
        return self._positions[field].get(term, _NONE)

    def lengths(self, field: Field) -> NDArray[np.uint32]:
        return self._lengths[field]

    @property
    def edges(self) -> NDArray[np.uint8]:
        return self._edges

    def token_offsets(self, passage: int) -> NDArray[np.uint32]:
        found = self._offsets.get(passage)
        if found is None:
            terms = self._placed[passage].terms
            found = self._offsets[passage] = np.array([terms.starts, terms.ends], np.uint32).T
        return found

    def text(self, passage: int) -> str:
        return self._placed[passage].text

    def folded(self, passage: int) -> Folded:
        return self._placed[passage].terms.folded

    def document(self, passage: int) -> str:
        return self._placed[passage].key

    def span(self, passage: int) -> tuple[int, int, int]:
        each = self._placed[passage]
        return each.start, each.end, each.paragraph
