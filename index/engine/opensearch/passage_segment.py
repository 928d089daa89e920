"""Passages that came back from the cluster as a segment: matching, ranking and marks are those of every engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.opensearch.streams import StoredPassage, plain, token
from inyo.index.engine.ranking.memory_segment import PlainSegment, bases_by_space
from inyo.index.engine.segments import GAP, TOKEN_FIELDS, Field, Positions, Space
from inyo.index.japanese.folding import Folded

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
