"""What indexing a passage yields: its terms by field, with positions.

t lemma keys, and the kanji of words with okurigana · r readings of single words · k phonetic keys of names in katakana
(with the number of words behind the key where it is more than one) · x source words of loans · c country letters. They
count cells; g, the pairs of characters of the folded text, is made of that text by
`postings_builder.bigrams`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from operator import attrgetter

from inyo.index.engine.segments import Field, PassageTerms
from inyo.index.engine.terms.positions import Layout, lay_out_all, sound_runs
from inyo.index.engine.terms.term_keys import Keys
from inyo.index.japanese.folding import Folded, fold, fold_characters
from inyo.index.japanese.kana import KATAKANA_WORD, katakana
from inyo.index.japanese.tokens import Token
from inyo.index.values.document import Document, Passage, Ruby

_COUNTED = attrgetter("counted")


def document_terms(
    document: Document, passages: Sequence[Passage], tokens: Sequence[Token], folded: Sequence[Folded]
) -> list[PassageTerms]:
    """The terms of each passage of a document. `tokens` are the document's in order, `folded` its paragraphs as
    `folding.fold_characters` gives them."""
    if not passages:
        return []
    text, rubies = document.text, document.rubies
    starts = [token.start for token in tokens]
    bounds = [bisect_left(starts, passage.start) for passage in passages]
    bounds.append(bisect_left(starts, passages[-1].end))
    ruby_starts = [ruby.start for ruby in rubies]
    found: list[PassageTerms] = []
    for passage, layout in zip(passages, lay_out_all(tokens, bounds), strict=True):
        paragraph, whole = document.paragraphs[passage.paragraph - 1], folded[passage.paragraph - 1]
        if (passage.start, passage.end) != (paragraph.start, paragraph.end):
            if whole.starts:
                whole = fold_characters(text[passage.start : passage.end])
            else:
                whole = Folded(whole.text[passage.start - paragraph.start : passage.end - paragraph.start])
        inside: Sequence[Ruby] = ()
        if rubies:
            first = bisect_left(ruby_starts, passage.start)
            inside = list(takewhile(lambda ruby: ruby.end <= passage.end, islice(rubies, first, None)))  # noqa: B023
        found.append(_terms(whole, passage.end - passage.start, layout, passage.start, inside))
    return found


def terms_of(text: str, layout: Layout) -> PassageTerms:
    """The terms of a text that stands alone."""
    return _terms(fold_characters(text), len(text), layout, 0, ())


def _terms(folded: Folded, size: int, layout: Layout, start: int, rubies: Sequence[Ruby]) -> PassageTerms:
    """The terms of a text of a size that stands at `start` in what the offsets of its cells and rubies count."""
    keys, starts, ends = layout.keys, layout.starts, layout.ends
    added = [(Field.COUNTRY, letter, position) for position, letters in layout.countries for letter in letters]
    added += [(Field.SOUND, f"{sound}{size}", position) for position, size, sound in sound_runs(layout)]
    if rubies:
        added += _ruby_terms(layout, rubies)
    if start:
        starts, ends = [place - start for place in starts], [place - start for place in ends]
    if ends and ends[-1] > size:
        ends = [min(place, size) for place in ends]
    return PassageTerms(keys, starts, ends, folded, added, {Field.LEMMA: sum(map(_COUNTED, keys))})


def _ruby_terms(layout: Layout, rubies: Sequence[Ruby]) -> Iterator[tuple[Field, str, int]]:
    """Ruby readings that the words they stand on do not have, with the cells' positions.

    A reading over several cells is divided among them, and stands whole on the first; one over a part of a word is
    completed by the word's own kana.
    """
    given: set[tuple[str, int]] = set()
    for reading, position in _readings_on(layout, rubies):
        if (reading, position) not in given and reading not in layout.keys[position].readings:
            given.add((reading, position))
            yield Field.READING, reading, position


def _readings_on(layout: Layout, rubies: Sequence[Ruby]) -> Iterator[tuple[str, int]]:
    starts, ends = layout.starts, layout.ends
    for ruby in rubies:
        reading = _ruby_reading(ruby.reading)
        if not reading:
            continue
        at = first = bisect_left(starts, ruby.start)
        while at < len(starts) and ends[at] <= ruby.end:
            at += 1
        if at > first:
            if ends[at - 1] < ruby.end and at < len(starts) and starts[at] < ruby.end:
                at += 1
            yield from zip(_divide(reading, layout.keys[first:at]), range(first, at), strict=False)
            if at - first > 1:
                yield reading, first
            continue
        inside = bisect_left(starts, ruby.end) - 1
        if inside >= 0 and starts[inside] <= ruby.start:
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
