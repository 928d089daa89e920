"""Names that sound nearly alike: a table of phonetic keys, searched by weighted distance with numpy."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from inyo.index.japanese.kana import DEVOICE
from inyo.index.japanese.katakana import allowed, insertion, row, substitution

_ALPHABET = "".join(chr(code) for code in range(ord("ァ"), ord("ー") + 1))
_CODE = {letter: number for number, letter in enumerate(_ALPHABET, 1)}
_SHORTEST = 3
_DIGITS = "0123456789"


def _costs() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    size = len(_ALPHABET) + 1
    substitutions = np.full((size, size), 2.0, np.float32)
    insertions = np.ones(size, np.float32)
    for first, one in _CODE.items():
        insertions[one] = insertion(first)
        for second, other in _CODE.items():
            substitutions[one, other] = substitution(first, second)
    np.fill_diagonal(substitutions, 0)
    return substitutions, insertions


_SUBSTITUTIONS, _INSERTIONS = _costs()
_SHORTEST_SHAPE, _LONG_SHAPE = 4, 7


class SoundIndex:
    """Phonetic keys by length and by the row of their first letter."""

    def __init__(self, keys: Iterable[str]) -> None:
        gathered: dict[tuple[int, int], list[str]] = {}
        for key in dict.fromkeys(term.rstrip(_DIGITS) for term in keys):
            if len(key) >= _SHORTEST:
                gathered.setdefault((len(key), sound_group(key)), []).append(key)
        self._keys = gathered
        self._codes = {
            where: np.array([[_CODE.get(letter, 0) for letter in key] for key in group], np.int16)
            for where, group in gathered.items()
        }

    def near(self, key: str, most: int = 12) -> list[tuple[str, float]]:
        """The other keys within the allowed distance, nearest first: (key, distance)."""
        if len(key) < _SHORTEST:
            return []
        found: list[tuple[float, str]] = []
        for length in range(max(_SHORTEST, len(key) - 2), len(key) + 3):
            group = self._codes.get((length, sound_group(key)))
            if group is None:
                continue
            limit = allowed(min(length, len(key)))
            if limit <= 0:
                continue
            distances = _distances(key, group)
            keys = self._keys[length, sound_group(key)]
            found.extend(
                (float(distances[at]), keys[at]) for at in np.flatnonzero(distances <= limit + 1e-6) if keys[at] != key
            )
        return [(near, distance) for distance, near in sorted(found)[:most]]


def sound_group(key: str) -> int:
    """The row of a key's first letter: only keys of one row are near each other."""
    letter = key[0]
    return row(letter) or 100 + ord(letter.translate(DEVOICE))


def _distances(key: str, group: NDArray[np.int16]) -> NDArray[np.float32]:
    """Weighted edit distance of a key from each row of a group of keys of one length."""
    codes = [_CODE.get(letter, 0) for letter in key]
    count, length = group.shape
    previous = np.zeros((length + 1, count), np.float32)
    costs = _INSERTIONS[group].T
    np.cumsum(costs, axis=0, out=previous[1:])
    for code in codes:
        current = np.empty_like(previous)
        current[0] = previous[0] + _INSERTIONS[code]
        substitutions = _SUBSTITUTIONS[code][group].T
        for at in range(length):
            current[at + 1] = np.minimum(
                np.minimum(previous[at] + substitutions[at], previous[at + 1] + _INSERTIONS[code]),
                current[at] + costs[at],
            )
        previous = current
    return previous[length]


class ShapeIndex:
    """Words in katakana by length, for those that differ in a letter, whatever it sounds like."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[int, list[str]] = {}
        for word in words:
            if len(word) >= _SHORTEST_SHAPE - 1:
                self._words.setdefault(len(word), []).append(word)
        self._codes = {
            size: np.array([[_CODE.get(letter, 0) for letter in word] for word in group], np.int16)
            for size, group in self._words.items()
        }

    def near(self, word: str, most: int = 6) -> list[str]:
        """The other words with one letter more, less or exchanged; from seven letters on with two exchanged."""
        if len(word) < _SHORTEST_SHAPE:
            return []
        codes = np.array([_CODE.get(letter, 0) for letter in word], np.int16)
        found: list[str] = []
        for size in (len(word), len(word) - 1, len(word) + 1):
            group = self._codes.get(size)
            if group is None:
                continue
            if size == len(word):
                good = (group != codes).sum(axis=1) <= (2 if size >= _LONG_SHAPE else 1)
            else:
                shorter = min(size, len(word))
                ahead = np.logical_and.accumulate(group[:, :shorter] == codes[:shorter], axis=1).sum(axis=1)
                behind = np.logical_and.accumulate(group[:, ::-1][:, :shorter] == codes[::-1][:shorter], axis=1).sum(
                    axis=1
                )
                good = ahead + behind >= shorter
            found.extend(self._words[size][at] for at in np.flatnonzero(good).tolist())
        return [near for near in found if near != word][:most]
