"""What indexing a passage yields: its terms by field, with positions.

t lemma keys, and the kanji of words with okurigana · r readings of single words · k phonetic keys of names in katakana
(with the number of words behind the key where it is more than one) · x source words of loans · c country letters. They
count cells; g, the pairs of characters of the folded text, is made of that text by
`postings_builder.bigrams`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

import numpy as np

from inyo.index.engine.segments import Field, PassageTerms
from inyo.index.engine.terms.columns import TermColumns
from inyo.index.engine.terms.positions import Layout, lay_out_all, sound_runs
from inyo.index.engine.terms.term_keys import Keys
from inyo.index.japanese.folding import Folded, fold, fold_characters
from inyo.index.japanese.kana import KATAKANA_WORD, katakana
from inyo.index.japanese.tokens import Token, Tokens
from inyo.index.values.document import Document, Passage, Ruby

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
