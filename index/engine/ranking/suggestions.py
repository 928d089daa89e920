"""Did you mean: the words that do occur and are nearest to what was typed, by sound and by shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.strings import string_starts
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import KANA_WORD, from_romaji, katakana, loose
from inyo.index.japanese.katakana import distance, phonetic_key
from inyo.index.japanese.readings import has_kanji

_MOST = 5
_LONGEST = 24
_LONGEST_EXCHANGED = 10
_MOST_NEIGHBOURS = 400
"""Words of a segment beyond these are not compared."""


def suggestions(words: Sequence[str], views: Sequence[View]) -> tuple[str, ...]:
    """The nearest words that occur, nearest first; of each word typed that does not occur itself."""
    found: dict[str, float] = {}
    for word in words[:4]:
        folded = fold(word[:_LONGEST]).text.strip()
        if len(folded) < 2:
            continue
        if any(len(string_starts(view, folded)) for view in views):
            continue
        for other, cost in (*_by_sound(folded, views), *_by_shape(folded, views), *_one_other(folded, views)):
            if other != folded:
                found[other] = min(cost, found.get(other, cost))
    return tuple(sorted(found, key=lambda other: (found[other], other))[:_MOST])


def _by_sound(folded: str, views: Sequence[View]) -> Iterator[tuple[str, float]]:
    readings = (katakana(folded),) if KANA_WORD.fullmatch(folded) else from_romaji(folded)
    for reading in readings[:2]:
        key = loose(reading)
        if len(key) < 2:
            continue
        sound = phonetic_key(reading)
        for view in views:
            for other, cost in view.sounds.near(sound, 5):
                yield other, 0.4 + cost / 2
            for near in _neighbours(key, view):
                cost = distance(key, near)
                if cost <= 1.0:
                    for word in view.loose_readings[near][:2]:
                        yield word, 0.5 + cost / 2


def _neighbours(key: str, view: View) -> list[str]:
    """Loose readings of about the same length that begin and, if there are many, also end alike."""
    sizes = range(len(key) - 1, len(key) + 2)
    ends = [other for size in sizes for other in view.loose_by_ends.get((key[-2:], size), ())]
    heads = [
        other
        for size in sizes
        for other in view.loose_by_ends.get((key[0], size), ())
        if other[-1] == key[-1] or other[1] == key[1:2]
    ]
    return list(dict.fromkeys((*ends, *heads)))[:_MOST_NEIGHBOURS]


def _by_shape(folded: str, views: Sequence[View]) -> Iterator[tuple[str, float]]:
    """Words that differ in one or two characters, more alike the more they share."""
    typed = set(folded)
    allowed = 1 if len(folded) < 5 else 2
    sizes = range(len(folded) - allowed, len(folded) + allowed + 1)
    near = {
        word
        for view in views
        for size in sizes
        for word in view.words_by_size.get(size, ())
        if not typed.isdisjoint(word) and len(typed.difference(word)) <= allowed
    }
    for word in near:
        edits = _edits(folded, word, allowed)
        if edits <= allowed and (edits < len(folded) - 1 or has_kanji(folded)):
            yield word, 0.6 + edits / len(folded)


def _one_other(folded: str, views: Sequence[View]) -> Iterator[tuple[str, float]]:
    """Strings of the collection, words or not, that have one other character (希士類, 希土類)."""
    if not 3 <= len(folded) <= _LONGEST_EXCHANGED or not has_kanji(folded):
        return
    for view in views:
        for at in range(1, len(folded)):
            if at > 1 and not len(string_starts(view, folded[:at])):
                break
            after = folded[at + 1 : at + 2]
            for letter in view.following(folded[at - 1]):
                if after and after not in view.following(letter):
                    continue
                other = folded[:at] + letter + folded[at + 1 :]
                count = len(string_starts(view, other))
                if count and (letter.isalnum() and has_kanji(letter)):
                    yield other, 0.5 + 0.5 / len(folded) + 0.1 / (1 + count)


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
