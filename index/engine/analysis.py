"""What indexing a passage yields: its terms by field, with positions.

t lemma keys, and the kanji of words with okurigana · r readings of single words · k phonetic keys of names in katakana
(with the number of words behind the key where it is more than one) · x source words of loans · c country letters. They
count cells; g, the pairs of characters of the folded text, is made of that text by `bigrams`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from index.documents import Document, Ruby
from index.engine.cells import Cell, cells, sound_runs
from index.engine.postings import PassageTerms
from index.japanese.folding import fold, fold_characters
from index.japanese.kana import KATAKANA_WORD, katakana
from index.japanese.tokens import Token
from index.passages import Passage

LIGHT = frozenset({"為る", "有る", "居る", "成る", "言う", "其れ", "此れ", "事", "物", "様", "無い"})
"""Lemma keys that count nothing for length: words of grammar."""


def passage_terms(document: Document, passage: Passage, tokens: Sequence[Token]) -> PassageTerms:
    """The terms of a passage. `tokens` are those that begin in it, offsets in `document.text`."""
    text = document.text[passage.start : passage.end]
    return terms_of(text, cells(tokens), passage.start, _rubies(document.rubies, passage))


def terms_of(text: str, found: Sequence[Cell], start: int = 0, rubies: Sequence[Ruby] = ()) -> PassageTerms:
    """The terms of a text that stands at `start` in what the offsets of its cells and rubies count."""
    lemmas, readings, sounds, origins, countries = (defaultdict[str, list[int]](list) for _ in range(5))
    length = 0
    for position, (_, _, _, _, keys, letters) in enumerate(found):
        if keys.key:
            lemmas[keys.key].append(position)
            length += keys.key not in LIGHT
        if keys.skeleton:
            lemmas[keys.skeleton].append(position)
        for reading in keys.readings:
            readings[reading].append(position)
        if keys.sound:
            sounds[keys.sound].append(position)
        if keys.origin:
            origins[keys.origin].append(position)
        for letter in letters:
            countries[letter].append(position)
    for position, size, sound in sound_runs(found):
        sounds[f"{sound}{size}"].append(position)
    if rubies:
        _add_rubies(readings, found, rubies)
    size = len(text)
    offsets = [(cell[0] - start, min(cell[1] - start, size)) for cell in found]
    terms: dict[str, dict[str, list[int]]] = {"t": lemmas, "r": readings, "k": sounds, "x": origins, "c": countries}
    return PassageTerms(terms, offsets, fold_characters(text), {"t": length})


def _rubies(rubies: Sequence[Ruby], passage: Passage) -> list[Ruby]:
    found = []
    for ruby in rubies[bisect_left(rubies, passage.start, key=lambda ruby: ruby.start) :]:
        if ruby.end > passage.end:
            break
        found.append(ruby)
    return found


def _add_rubies(terms: dict[str, list[int]], found: Sequence[Cell], rubies: Sequence[Ruby]) -> None:
    """Ruby readings at the cells they stand on.

    A reading over several cells is divided among them; one over a part of a word is completed by the word's own kana.
    """
    starts = [cell.start for cell in found]
    for ruby in rubies:
        reading = _ruby_reading(ruby.reading)
        if not reading:
            continue
        at = bisect_left(starts, ruby.start)
        covered = []
        while at < len(found) and found[at].end <= ruby.end:
            covered.append(at)
            at += 1
        if covered:
            if found[covered[-1]].end < ruby.end and at < len(found) and found[at].start < ruby.end:
                covered.append(at)
            parts = _divide(reading, [found[each] for each in covered])
            for position, part in zip(covered, parts, strict=False):
                _insert(terms, part, position)
            continue
        inside = bisect_left(starts, ruby.end) - 1
        if 0 <= inside < len(found) and found[inside].start <= ruby.start:
            for whole in _in_word(found[inside], ruby, reading):
                _insert(terms, whole, inside)


@lru_cache(maxsize=1 << 12)
def _ruby_reading(printed: str) -> str:
    """A ruby as katakana; '' where it is no reading."""
    reading = katakana(fold(printed).text)
    return reading if KATAKANA_WORD.fullmatch(reading) else ""


def _in_word(cell: Cell, ruby: Ruby, reading: str) -> list[str]:
    """The reading of a word of which a ruby covers a part: the rest must be kana (云う with い over 云)."""
    before = katakana(cell.surface[: ruby.start - cell.start])
    after = katakana(cell.surface[ruby.end - cell.start :])
    whole = before + reading + after
    return [whole] if KATAKANA_WORD.fullmatch(whole) else []


def _divide(reading: str, run: Sequence[Cell]) -> list[str]:
    """A reading over several cells, in parts: each cell's own reading where it fits, else by number of characters."""
    parts: list[str] = []
    rest = reading
    for number, cell in enumerate(run[:-1]):
        own = [way for way in cell.keys.readings if rest.startswith(way) and len(rest) > len(way)]
        left = sum(len(later.surface) for later in run[number:])
        size = len(max(own, key=len)) if own else max(1, round(len(rest) * len(cell.surface) / left))
        parts.append(rest[:size])
        rest = rest[size:]
    parts.append(rest)
    return [part for part in parts if part]


def _insert(terms: dict[str, list[int]], reading: str, position: int) -> None:
    places = terms.setdefault(reading, [])
    if position not in places:
        places.append(position)
        places.sort()
