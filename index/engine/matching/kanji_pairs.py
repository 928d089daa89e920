"""Which kanji stand behind which in a segment, as bits of whole numbers, so that many are compared at once.

Bit n of a number stands for the n-th kanji of those that have a reading in the tables, in code point order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.segments import Field, Segment
from inyo.index.japanese.mandarin import mandarin_kanji
from inyo.index.japanese.readings import kanji_with_readings

Numbers = NDArray[np.int64]
_FIRST, _LAST = 0x4E00, 0x9FFF
_PAIR = 6
"""Bytes of two kanji in UTF-8."""


@lru_cache(maxsize=1)
def _kanji() -> str:
    """The kanji with readings, in code point order."""
    codes = np.frombuffer((kanji_with_readings() + mandarin_kanji()).encode("utf-32-le"), "<u4")
    known = np.zeros(_LAST + 1 - _FIRST, np.bool_)
    known[codes[(codes >= _FIRST) & (codes <= _LAST)] - _FIRST] = True
    return "".join(map(chr, (np.flatnonzero(known) + _FIRST).tolist()))


@lru_cache(maxsize=1)
def _numbers() -> Numbers:
    """By code point, from that of the first kanji on: the number of a kanji; -1 where it has no reading."""
    numbers = np.full(_LAST + 1 - _FIRST, -1, np.int64)
    numbers[np.frombuffer(_kanji().encode("utf-16-le"), "<u2").astype(np.int64) - _FIRST] = np.arange(len(_kanji()))
    return numbers


def _of_numbers(numbers: Numbers) -> int:
    flags = np.zeros(len(_kanji()), np.bool_)
    flags[numbers] = True
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


@lru_cache(maxsize=1 << 12)
def bits_of(letters: frozenset[str]) -> int:
    """The bits of some kanji; those without a reading have none."""
    codes = np.array([ord(letter) for letter in letters if _FIRST <= ord(letter) <= _LAST], np.int64)
    numbers = _numbers()[codes - _FIRST]
    return _of_numbers(numbers[numbers >= 0])


def letters_of(bits: int) -> Iterator[str]:
    """The kanji of some bits, in code point order."""
    kanji = _kanji()
    while bits:
        lowest = bits & -bits
        yield kanji[lowest.bit_length() - 1]
        bits ^= lowest


class KanjiPairs:
    """The pairs of kanji of a segment, read once."""

    def __init__(self, segment: Segment) -> None:
        first, last = (segment.prefixed(Field.PAIR, chr(code))[side] for side, code in enumerate((_FIRST, _LAST)))
        octets, bounds = segment.flat_terms(Field.PAIR, first, last)
        starts = bounds[:-1][np.diff(bounds) == _PAIR]
        heads, behind = _codes(octets, starts), _codes(octets, starts + _PAIR // 2)
        known = (behind >= _FIRST) & (behind <= _LAST)
        numbers = _numbers()[np.where(known, behind, _FIRST) - _FIRST]
        known &= numbers >= 0
        self._behind = numbers[known].astype(np.uint16)
        self._firsts = np.searchsorted(heads[known], np.arange(_FIRST, _LAST + 2)).astype(np.uint32)
        self._bits: dict[str, int] = {}

    def behind(self, letter: str) -> int:
        """The bits of the kanji that stand behind one."""
        found = self._bits.get(letter)
        if found is None:
            at = ord(letter) - _FIRST
            first, last = self._firsts[at : at + 2].tolist() if 0 <= at <= _LAST - _FIRST else (0, 0)
            found = self._bits[letter] = _of_numbers(self._behind[first:last].astype(np.int64)) if last > first else 0
        return found


def _codes(octets: NDArray[np.uint8], starts: Numbers) -> Numbers:
    """The code points of letters of three bytes that start at some places."""
    one, two, three = (octets[starts + at].astype(np.int64) for at in range(3))
    codes: Numbers = ((one & 0x0F) << 12) | ((two & 0x3F) << 6) | (three & 0x3F)
    return codes


def union_of(bits: Iterable[int]) -> int:
    """What is in any."""
    total = 0
    for each in bits:
        total |= each
    return total
