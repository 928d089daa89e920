"""The terms of a document's passages with their positions, gathered word by word; and field g, every two adjoining
characters of folded texts with their places, and each text's last character alone.

A book has some words a thousand times. So places are gathered by word first, as arrays, and only then is each word
asked, once, for the terms it is found by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, compress
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.segments import GAP, TOKEN_FIELDS, Field, Positions
from inyo.index.engine.terms.passage_terms import TermColumns

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]
_HALF = np.uint64(32)
_TWO_BYTES = 0xFFFF
_NUMBER = {field: number for number, field in enumerate(TOKEN_FIELDS)}
_ENTRIES = attrgetter("entries")


def bases_of(sizes: Numbers) -> Numbers:
    """The first position of each passage, and one more, from the passages' sizes."""
    return np.concatenate(([0], (sizes + GAP).cumsum()))


@dataclass(slots=True)
class _Entries:
    """A field's terms, and for each the number of the word it is of; further terms with their positions."""

    terms: list[str]
    words: Numbers
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
        words = entries.words
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


def gather(terms: TermColumns) -> Gathered:
    """The words of passages that stand one behind the other with GAP between.

    Raises ValueError where a position lies outside of its passage and the gap behind it.
    """
    words, sizes = terms.words, terms.counts
    identities = np.fromiter(map(id, words), np.int64, len(words))
    order = identities.argsort(kind="stable")
    sorted_ = identities[order]
    firsts = np.flatnonzero(np.concatenate(([True], sorted_[1:] != sorted_[:-1]))) if len(words) else order
    places = (np.arange(len(words)) + np.repeat(GAP * np.arange(len(sizes)), sizes))[order]
    distinct = list(map(_ENTRIES, map(words.__getitem__, order[firsts].tolist())))
    fields, found = zip(*chain.from_iterable(distinct), strict=True) if any(distinct) else ((), ())
    owners = np.repeat(np.arange(len(distinct)), np.fromiter(map(len, distinct), np.int64, len(distinct)))
    numbers = np.fromiter(map(_NUMBER.__getitem__, fields), np.int8, len(fields))
    entries: dict[Field, _Entries] = {}
    for field, number in _NUMBER.items():
        own = numbers == number
        entries[field] = _Entries(list(compress(found, own.tolist())), owners[own], [], [])
    bases = bases_of(sizes)
    for field, term, passage, position in terms.added:
        if not 0 <= position < sizes[passage] + GAP:
            raise ValueError(f"a position of field {field} lies outside of its passage")
        entries[field].added.append(term)
        entries[field].places.append(int(bases[passage]) + position)
    return Gathered(bases, places, np.append(firsts, len(words)), entries)


def edges_of(terms: TermColumns) -> NDArray[np.uint8]:
    """Where words start and end in the folded texts of passages one behind the other: a bit for each position."""
    sizes, counts, places = terms.characters, 2 * terms.counts, terms.offsets
    ends = counts.cumsum()
    uneven = [number for number, folded in enumerate(terms.folded) if folded.starts]
    if uneven:
        places = places.copy()
        for number in uneven:
            here = slice(ends[number] - counts[number], ends[number])
            places[here] = np.searchsorted(terms.folded[number].starts, places[here])
    bases = bases_of(sizes)
    flags = np.zeros(int(bases[-1]), np.bool_)
    flags[np.repeat(bases[:-1], counts) + np.minimum(places, np.repeat(sizes, counts))] = True
    return np.packbits(flags)


def bigrams(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64], Positions]:
    """The bigrams of texts that stand one behind the other with GAP between: terms in code point order, how many
    positions each has, and these, term by term."""
    whole, sizes, counts, positions = bigram_postings(texts)
    ends = np.cumsum(sizes).tolist()
    return [whole[end - size : end] for end, size in zip(ends, sizes.tolist(), strict=True)], counts, positions


def bigram_postings(texts: Sequence[str]) -> tuple[str, Numbers, Numbers, Positions]:
    """As `bigrams`, with the terms end to end and the length of each."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    lengths = np.array([len(text) for text in texts], np.int64)
    following = np.zeros(len(codes), np.uint64)
    following[:-1] = codes[1:] + 1
    following[lengths.cumsum()[lengths > 0] - 1] = 0
    keys = pair_keys(codes, following)
    order = _order(codes, following, keys)
    keys = keys[order]
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    positions = (np.arange(len(codes)) + np.repeat(GAP * np.arange(len(texts)), lengths))[order]
    whole, letters = pairs_of(keys[firsts])
    return whole, letters, np.diff(np.append(firsts, len(keys))), positions.astype(np.uint32)


def _order(codes: NDArray[np.uint32], following: Keys, keys: Keys) -> Numbers:
    """The order of pairs, of equal ones as they stand: by numbers of two bytes twice, where they suffice, which takes a
    seventh of the time."""
    if not len(codes) or int(codes.max()) >= _TWO_BYTES:
        return np.argsort(keys, kind="stable")
    order = np.argsort(following.astype(np.uint16), kind="stable")
    return order[np.argsort(codes.astype(np.uint16)[order], kind="stable")]


def pair_keys(codes: NDArray[Any], following: NDArray[Any]) -> Keys:
    """Numbers that stand in the order of terms of a character and the one that follows (of which one more than its code
    point is given, 0 where none does)."""
    keys: Keys = codes.astype(np.uint64) << _HALF | following.astype(np.uint64)
    return keys


def pairs_of(keys: Keys) -> tuple[str, Numbers]:
    """The inverse of `pair_keys`: the terms end to end, and the characters of each."""
    pairs = np.stack((keys >> _HALF, (keys & np.uint64(0xFFFFFFFF)) - np.uint64(1)), 1).astype("<u4").ravel()
    alone = keys.astype(np.uint32) == 0
    kept = np.ones(len(pairs), np.bool_)
    kept[1::2] = ~alone
    return pairs[kept].tobytes().decode("utf-32-le", "surrogatepass"), 2 - alone.astype(np.int64)


def encoded_sizes(terms: str, sizes: Numbers) -> Numbers:
    """How many bytes each of some terms, end to end, takes in UTF-8. `sizes`: their characters."""
    codes = np.frombuffer(terms.encode("utf-32-le", "surrogatepass"), "<u4")
    octets = np.concatenate(([0], (1 + (codes > 0x7F) + (codes > 0x7FF) + (codes > 0xFFFF)).cumsum()))
    return np.diff(octets[np.concatenate(([0], sizes.cumsum()))])
