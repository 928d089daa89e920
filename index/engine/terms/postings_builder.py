"""The terms of a document's passages with their positions, gathered word by word; and field g, every two adjoining
characters of folded texts with their places, and each text's last character alone.

A book has some words a thousand times. So places are gathered by word first, as arrays, and only then is each word
asked, once, for the terms it is found by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.segments import GAP, TOKEN_FIELDS, Field, PassageTerms, Positions

Numbers = NDArray[np.int64]
_HALF = np.uint64(32)


def bases_of(sizes: Numbers) -> Numbers:
    """The first position of each passage, and one more, from the passages' sizes."""
    return np.concatenate(([0], (sizes + GAP).cumsum()))


@dataclass(slots=True)
class _Entries:
    """A field's terms, and for each the number of the word it is of; further terms with their positions."""

    terms: list[str]
    words: list[int]
    added: list[str]
    places: list[int]


class Gathered:
    """Distinct words with their places, in the positions that `bases` number."""

    def __init__(self, bases: Numbers, places: Numbers, starts: Numbers, entries: dict[Field, _Entries]) -> None:
        self.bases = bases
        self._places = places
        self._starts = starts
        self._entries = entries

    def field(self, field: Field) -> tuple[list[str], Numbers, Positions]:
        """A field's terms in code point order, how many positions each has, and these, term by term, ascending."""
        entries = self._entries[field]
        order = sorted({*entries.terms, *entries.added})
        rank = {term: number for number, term in enumerate(order)}
        words = np.array(entries.words, np.int64)
        first = self._starts[words]
        count = self._starts[words + 1] - first
        ends = count.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        at = np.arange(total) + np.repeat(first - ends + count, count)
        ranks = np.fromiter(map(rank.__getitem__, chain(entries.terms, entries.added)), np.uint64)
        high = np.concatenate((np.repeat(ranks[: len(words)], count), ranks[len(words) :])) << _HALF
        keys = high | np.concatenate((self._places[at], np.array(entries.places, np.int64))).astype(np.uint64)
        keys.sort()
        counts = np.bincount((keys >> _HALF).astype(np.int64), minlength=len(order))
        return order, counts, keys.astype(np.uint32)


def gather(terms: Sequence[PassageTerms], sizes: Numbers) -> Gathered:
    """The words of passages that stand one behind the other with GAP between. `sizes`: how many each has.

    Raises ValueError where a position lies outside of its passage and the gap behind it.
    """
    words = list(chain.from_iterable(each.words for each in terms))
    identities = np.fromiter(map(id, words), np.int64, len(words))
    order = identities.argsort(kind="stable")
    sorted_ = identities[order]
    firsts = np.flatnonzero(np.concatenate(([True], sorted_[1:] != sorted_[:-1]))) if len(words) else order
    places = (np.arange(len(words)) + np.repeat(GAP * np.arange(len(terms)), sizes))[order]
    entries = {field: _Entries([], [], [], []) for field in TOKEN_FIELDS}
    for number, at in enumerate(order[firsts].tolist()):
        for field, term in words[at].entries:
            entries[field].terms.append(term)
            entries[field].words.append(number)
    bases = bases_of(sizes)
    for each, base, size in zip(terms, bases.tolist(), sizes.tolist(), strict=False):
        for field, term, position in each.added:
            if not 0 <= position < size + GAP:
                raise ValueError(f"a position of field {field} lies outside of its passage")
            entries[field].added.append(term)
            entries[field].places.append(base + position)
    return Gathered(bases, places, np.append(firsts, len(words)), entries)


def bigrams(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64], Positions]:
    """The bigrams of texts that stand one behind the other with GAP between: terms in code point order, how many
    positions each has, and these, term by term."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    sizes = np.array([len(text) for text in texts], np.int64)
    following = np.zeros(len(codes), np.uint64)
    following[:-1] = codes[1:] + 1
    following[sizes.cumsum()[sizes > 0] - 1] = 0
    keys = codes.astype(np.uint64) << _HALF | following
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    positions = (np.arange(len(codes)) + np.repeat(GAP * np.arange(len(texts)), sizes))[order]
    counts = np.diff(np.append(firsts, len(keys)))
    return [_term(key) for key in keys[firsts].tolist()], counts, positions.astype(np.uint32)


def _term(key: int) -> str:
    first, following = key >> 32, key & 0xFFFFFFFF
    return chr(first) + chr(following - 1) if following else chr(first)
