"""Did you mean: the words that do occur and are nearest to what was typed, by sound and by shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.strings import standing_at, string_starts
from inyo.index.engine.segments import Field, Space
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import KANA_WORD, from_romaji, katakana, loose, mended_romaji
from inyo.index.japanese.katakana import phonetic_key
from inyo.index.japanese.readings import has_kanji

_MOST = 5
_LONGEST = 24
_LONGEST_EXCHANGED = 10
_SHORTEST_EXCHANGED = 4
_FARTHEST = 1.0
"""The greatest distance of sounds."""


def suggestions(words: Sequence[str], views: Sequence[View]) -> tuple[str, ...]:
    """The nearest words that occur, nearest first; of each word typed that does not occur itself."""
    found: dict[str, float] = {}
    for word in words[:4]:
        folded = fold(word[:_LONGEST]).text.strip()
        if len(folded) < 2:
            continue
        if _count(folded, views):
            continue
        for other, cost in (*_by_sound(folded, views), *_by_shape(folded, views), *_one_other(folded, views)):
            if other != folded:
                found[other] = min(cost, found.get(other, cost))
    return tuple(sorted(found, key=lambda other: (found[other], other))[:_MOST])


def _count(string: str, views: Sequence[View]) -> int:
    """How often a string stands in what is not deleted."""
    return sum(view.living(Space.CHARACTERS, string_starts(view, string)) for view in views)


def _by_sound(folded: str, views: Sequence[View]) -> Iterator[tuple[str, float]]:
    readings = (katakana(folded),) if KANA_WORD.fullmatch(folded) else from_romaji(folded)
    for reading in mended_romaji(folded):
        for word in _read(reading, views):
            yield word, 0.45
    for reading in readings[:2]:
        key = loose(reading)
        if len(key) < 2:
            continue
        for word in _exchanged(reading, views):
            yield word, 0.5
        names = {pair for view in views for pair in view.near_names(phonetic_key(reading))}
        for other, cost in sorted(names, key=lambda pair: (pair[1], pair[0]))[:_MOST]:
            yield other, 0.4 + cost / 2
        near: dict[str, tuple[float, set[str]]] = {}
        for view in views:
            for form, cost, there in view.near_loosely(key, _FARTHEST):
                near.setdefault(form, (cost, set()))[1].update(there)
        for cost, every in near.values():
            for word in sorted(every)[:2]:
                yield word, 0.5 + cost / 2


def _read(reading: str, views: Sequence[View]) -> Iterator[str]:
    """A reading, and the sound of a name, where they occur."""
    if any(view.lives(Field.READING, reading) for view in views):
        yield reading
    sound = phonetic_key(reading)
    if any(view.lives(Field.SOUND, sound) for view in views):
        yield sound


def _exchanged(reading: str, views: Sequence[View]) -> Iterator[str]:
    """The readings of words with two kana beside each other exchanged (フインキ, フンイキ)."""
    if not _SHORTEST_EXCHANGED <= len(reading) <= _LONGEST:
        return
    for at in range(len(reading) - 1):
        other = reading[:at] + reading[at + 1] + reading[at] + reading[at + 2 :]
        if other != reading and any(view.lives(Field.READING, other) for view in views):
            yield other


def _by_shape(folded: str, views: Sequence[View]) -> Iterator[tuple[str, float]]:
    """Words that differ in one or two characters, more alike the more they share."""
    typed = set(folded)
    allowed = 1 if len(folded) < 5 else 2
    fewest = max(1, len(typed) - allowed)
    known = has_kanji(folded)
    for view in views:
        for word in view.words_with(typed, fewest):
            if abs(len(word) - len(folded)) > allowed:
                continue
            edits = _edits(folded, word, allowed)
            if edits <= allowed and (edits < len(folded) - 1 or known) and view.lives(Field.LEMMA, word):
                yield word, 0.6 + edits / len(folded)


def _one_other(folded: str, views: Sequence[View]) -> Iterator[tuple[str, float]]:
    """Strings of the collection, words or not, that have one other character (希士類, 希土類)."""
    if not 3 <= len(folded) <= _LONGEST_EXCHANGED or not has_kanji(folded):
        return
    for at in range(1, len(folded)):
        before, after = folded[:at], folded[at + 1 :]
        found: Counter[str] = Counter()
        for view in views:
            found.update(_between(view, before, after))
        for letter, count in found.items():
            if letter.isalnum() and has_kanji(letter):
                yield before + letter + after, 0.5 + 0.5 / len(folded) + 0.1 / (1 + count)


def _between(view: View, before: str, after: str) -> dict[str, int]:
    """The letters that stand between two strings where it is not deleted, with how often each does. Looked for from the
    longer string, of single letters from the kanji."""
    from_before = (len(before), has_kanji(before)) >= (len(after), has_kanji(after))
    starts = string_starts(view, before if from_before else after)
    starts, _ = view.of_the_living(Space.CHARACTERS, starts, starts)
    passages = view.passages_of(Space.CHARACTERS, starts)
    places = starts.astype(np.int64) - view.bases(Space.CHARACTERS)[passages] + (len(before) if from_before else -1)
    other, first = (after, places + 1) if from_before else (before, places - len(before))
    good = np.flatnonzero(standing_at(view, other, passages, first)) if other else np.arange(len(places))
    letters = view.segment.letters(passages[good], places[good])
    codes = np.sort(letters[letters > 0])
    kinds = distinct(codes)
    ends = np.searchsorted(codes, kinds, "right")
    return dict(zip(map(chr, kinds.tolist()), np.diff(ends, prepend=0).tolist(), strict=True))


def _edits(first: str, second: str, most: int) -> int:
    """Edit distance, or `most` + 1 where it is more."""
    previous = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        current = [row]
        for column, other in enumerate(second, 1):
            current.append(min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (letter != other)))
        if min(current) > most:
            return most + 1
        previous = current
    return previous[-1]
