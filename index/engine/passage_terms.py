"""What indexing a passage yields: its terms by field, with positions, gathered word by word; and field g, every two
adjoining characters of folded texts with their places, and each text's last character alone.

t lemma keys, and the kanji of words with okurigana · r readings of single words · k phonetic keys of names in katakana
(with the number of words behind the key where it is more than one) · x source words of loans · c country letters. They
count cells; g, the pairs of characters of the folded text, is made of that text by
`postings_builder.bigrams`.

A book has some words a thousand times. So places are gathered by word first, as arrays, and only then is each word
asked, once, for the terms it is found by.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress, pairwise
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.segments import GAP, TOKEN_FIELDS, Field, PassageTerms, Positions, Word
from inyo.index.engine.term_keys import Keys, Layout, lay_out_all, sound_runs
from inyo.index.japanese.folding import Folded, fold, fold_characters
from inyo.index.japanese.kana import KATAKANA_WORD, katakana
from inyo.index.japanese.tokens import Token, Tokens
from inyo.index.values.document import Document, Passage, Ruby

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TermColumns:
    """What indexing passages that stand one behind the other yields (see `PassageTerms`).

    `words` of all of them, `counts` how many each has; `offsets` where each word starts and ends, by turns, relative to
    its passage's start; `added` further terms: field, term, number of the passage, position in it; `lengths` those of a
    field by passage, below 0 where it is the number of positions.
    """

    words: Sequence[Word]
    counts: Numbers
    offsets: Numbers
    folded: Sequence[Folded]
    added: Sequence[tuple[Field, str, int, int]]
    lengths: Mapping[Field, Numbers]

    @property
    def characters(self) -> Numbers:
        """By passage: its size in character space."""
        return np.fromiter((len(each.text) for each in self.folded), np.int64, len(self.folded))

    def by_passage(self) -> list[PassageTerms]:
        """The same by passage."""
        bounds = np.concatenate(([0], self.counts.cumsum())).tolist()
        starts, ends = self.offsets[0::2].tolist(), self.offsets[1::2].tolist()
        added: list[list[tuple[Field, str, int]]] = [[] for _ in self.folded]
        for name, term, passage, position in self.added:
            added[passage].append((name, term, position))
        found = []
        for number, (first, last) in enumerate(pairwise(bounds)):
            lengths = {name: int(each[number]) for name, each in self.lengths.items() if each[number] >= 0}
            words, places = self.words[first:last], (starts[first:last], ends[first:last])
            found.append(PassageTerms(words, *places, self.folded[number], added[number], lengths))
        return found


def joined_columns(parts: Sequence[TermColumns]) -> TermColumns:
    """What several yield, one behind the other."""
    if len(parts) == 1:
        return parts[0]
    firsts = np.cumsum([0, *(len(each.counts) for each in parts[:-1])]).tolist()
    unknown = [np.full(len(each.counts), -1, np.int64) for each in parts]
    names = dict.fromkeys(chain.from_iterable(each.lengths for each in parts))
    return TermColumns(
        list(chain.from_iterable(each.words for each in parts)),
        np.concatenate([each.counts for each in parts]),
        np.concatenate([each.offsets for each in parts]),
        list(chain.from_iterable(each.folded for each in parts)),
        [
            (field, term, passage + first, at)
            for each, first in zip(parts, firsts, strict=True)
            for field, term, passage, at in each.added
        ],
        {
            name: np.concatenate([each.lengths.get(name, none) for each, none in zip(parts, unknown, strict=True)])
            for name in names
        },
    )


def columns_of(terms: Sequence[PassageTerms]) -> TermColumns:
    """Passages' terms side by side."""
    counts = np.fromiter((len(each.words) for each in terms), np.int64, len(terms))
    offsets = np.empty(2 * int(counts.sum()), np.int64)
    offsets[0::2] = list(chain.from_iterable(each.starts for each in terms))
    offsets[1::2] = list(chain.from_iterable(each.ends for each in terms))
    return TermColumns(
        list(chain.from_iterable(each.words for each in terms)),
        counts,
        offsets,
        [each.folded for each in terms],
        [(name, term, number, at) for number, each in enumerate(terms) for name, term, at in each.added],
        {name: np.array([each.lengths.get(name, -1) for each in terms], np.int64) for name in TOKEN_FIELDS},
    )


_COUNTED = attrgetter("counted")


def document_terms(
    document: Document, passages: Sequence[Passage], tokens: Sequence[Token], folded: Sequence[Folded]
) -> TermColumns:
    """The terms of the passages of a document. `tokens` are the document's in order, `folded` its paragraphs as
    `folding.fold_characters` gives them."""
    tokens = Tokens.all(tokens)
    starts = tokens.starts
    bounds = [bisect_left(starts, passage.start) for passage in passages]
    bounds.append(bisect_left(starts, passages[-1].end) if passages else 0)
    layout = lay_out_all(tokens, bounds)
    texts = _folded_passages(document, passages, folded)
    return _terms(texts, [(each.start, each.end) for each in passages], layout, document.rubies)


def terms_of(text: str, layout: Layout) -> PassageTerms:
    """The terms of a text that stands alone."""
    return _terms([fold_characters(text)], [(0, len(text))], layout, ()).by_passage()[0]


def _folded_passages(document: Document, passages: Sequence[Passage], folded: Sequence[Folded]) -> list[Folded]:
    """Each passage folded, from its paragraph, which it mostly is the whole of."""
    found: list[Folded] = []
    for passage in passages:
        paragraph, whole = document.paragraphs[passage.paragraph - 1], folded[passage.paragraph - 1]
        if (passage.start, passage.end) != (paragraph.start, paragraph.end):
            if whole.starts:
                whole = fold_characters(document.text[passage.start : passage.end])
            else:
                whole = Folded(whole.text[passage.start - paragraph.start : passage.end - paragraph.start])
        found.append(whole)
    return found


def _terms(
    folded: list[Folded], spans: Sequence[tuple[int, int]], layout: Layout, rubies: Sequence[Ruby]
) -> TermColumns:
    """The terms of texts that stand at some spans of what the offsets of cells and rubies count."""
    bounds = np.array(layout.bounds)
    counts = np.diff(bounds)
    placed = [(Field.COUNTRY, letter, at) for at, letters in layout.countries for letter in letters]
    placed += [(Field.SOUND, f"{sound}{size}", at) for at, size, sound in sound_runs(layout)]
    if rubies:
        placed += _ruby_terms(layout, spans, rubies)
    at = np.array([at for _, _, at in placed], np.int64)
    passages = np.searchsorted(bounds, at, "right") - 1
    where = zip(placed, passages.tolist(), (at - bounds[passages]).tolist(), strict=True)
    begins, ends = np.array(spans, np.int64).reshape(-1, 2).T
    offsets = np.empty((len(layout.keys), 2), np.int64)
    offsets[:, 0], offsets[:, 1] = layout.starts, layout.ends
    offsets -= np.repeat(begins, counts)[:, np.newaxis]
    np.minimum(offsets[:, 1], np.repeat(ends - begins, counts), out=offsets[:, 1])
    counted = np.fromiter(map(_COUNTED, layout.keys), np.int64, len(layout.keys))
    lengths = np.diff(np.concatenate(([0], counted.cumsum()))[bounds])
    added = [(field, term, passage, position) for (field, term, _), passage, position in where]
    return TermColumns(layout.keys, counts, offsets.reshape(-1), folded, added, {Field.LEMMA: lengths})


def _ruby_terms(
    layout: Layout, spans: Sequence[tuple[int, int]], rubies: Sequence[Ruby]
) -> Iterator[tuple[Field, str, int]]:
    """Ruby readings that the words they stand on do not have, with the numbers of the cells.

    A reading over several cells is divided among them, and stands whole on the first; one over a part of a word is
    completed by the word's own kana.
    """
    given: set[tuple[str, int]] = set()
    for reading, at in _readings_on(layout, spans, rubies):
        if (reading, at) not in given and reading not in layout.keys[at].readings:
            given.add((reading, at))
            yield Field.READING, reading, at


def _readings_on(layout: Layout, spans: Sequence[tuple[int, int]], rubies: Sequence[Ruby]) -> Iterator[tuple[str, int]]:
    """The readings of the rubies that stand in a text each, with the numbers of the cells."""
    starts, ends = layout.starts, layout.ends
    begins = [start for start, _ in spans]
    for ruby in rubies:
        text = bisect_right(begins, ruby.start) - 1
        if text < 0 or ruby.end > spans[text][1]:
            continue
        reading = _ruby_reading(ruby.reading)
        if not reading:
            continue
        low, high = layout.bounds[text : text + 2]
        at = first = bisect_left(starts, ruby.start, low, high)
        while at < high and ends[at] <= ruby.end:
            at += 1
        if at > first:
            if ends[at - 1] < ruby.end and at < high and starts[at] < ruby.end:
                at += 1
            yield from zip(_divide(reading, layout.keys[first:at]), range(first, at), strict=False)
            if at - first > 1:
                yield reading, first
            continue
        inside = bisect_left(starts, ruby.end, low, high) - 1
        if inside >= low and starts[inside] <= ruby.start:
            word = layout.keys[inside].surface
            for whole in _in_word(word, ruby.start - starts[inside], ruby.end - starts[inside], reading):
                yield whole, inside


@lru_cache(maxsize=1 << 12)
def _ruby_reading(printed: str) -> str:
    """A ruby as katakana; '' where it is no reading."""
    reading = katakana(fold(printed).text)
    return reading if KATAKANA_WORD.fullmatch(reading) else ""


def _in_word(word: str, start: int, end: int, reading: str) -> list[str]:
    """The reading of a word of which a ruby covers a part: the rest must be kana (云う with い over 云)."""
    whole = katakana(word[:start]) + reading + katakana(word[end:])
    return [whole] if KATAKANA_WORD.fullmatch(whole) else []


def _divide(reading: str, run: Sequence[Keys]) -> list[str]:
    """A reading over several words, in parts: each word's own reading where it fits, else by number of characters."""
    parts: list[str] = []
    rest = reading
    for number, keys in enumerate(run[:-1]):
        own = [way for way in keys.readings if rest.startswith(way) and len(rest) > len(way)]
        left = sum(len(later.surface) for later in run[number:])
        size = len(max(own, key=len)) if own else max(1, round(len(rest) * len(keys.surface) / left))
        parts.append(rest[:size])
        rest = rest[size:]
    parts.append(rest)
    return [part for part in parts if part]


PairKeys = NDArray[np.uint64]
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


def _order(codes: NDArray[np.uint32], following: PairKeys, keys: PairKeys) -> Numbers:
    """The order of pairs, of equal ones as they stand: by numbers of two bytes twice, where they suffice, which takes a
    seventh of the time."""
    if not len(codes) or int(codes.max()) >= _TWO_BYTES:
        return np.argsort(keys, kind="stable")
    order = np.argsort(following.astype(np.uint16), kind="stable")
    return order[np.argsort(codes.astype(np.uint16)[order], kind="stable")]


def pair_keys(codes: NDArray[Any], following: NDArray[Any]) -> PairKeys:
    """Numbers that stand in the order of terms of a character and the one that follows (of which one more than its code
    point is given, 0 where none does)."""
    keys: PairKeys = codes.astype(np.uint64) << _HALF | following.astype(np.uint64)
    return keys


def pairs_of(keys: PairKeys) -> tuple[str, Numbers]:
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
