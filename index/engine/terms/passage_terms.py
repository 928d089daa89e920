"""What indexing a passage yields: its terms by field, with positions.

t lemma keys, and the kanji of words with okurigana · r readings of single words · k phonetic keys of names in katakana
(with the number of words behind the key where it is more than one) · x source words of loans · c country letters. They
count cells; g, the pairs of characters of the folded text, is made of that text by
`postings_builder.bigrams`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.segments import TOKEN_FIELDS, Field, PassageTerms, Word
from inyo.index.engine.terms.term_keys import Keys, Layout, lay_out_all, sound_runs
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
