"""Chains of adjoining words that lead from the first place of a string to its last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.strings import NONE, contained, standing, union
from inyo.index.engine.segments import Field, Positions, Term
from inyo.index.japanese.kana import DEVOICE, loose, without_small

LONGEST_CHAIN = 40
LONGEST_READING = 14
_SOKUON = ("ツ", "チ", "ク", "キ")
Ranges: TypeAlias = tuple[Positions, Positions]
"""Starts (ascending) and ends."""

Arcs: TypeAlias = dict[int, list[tuple[int, list[Term]]]]
"""By place: (next place, the terms of one word between)."""


def chain(view: View, size: int, arcs: Arcs) -> Ranges:
    """Adjoining words that lead from the first place to the last, whichever way."""
    reach: dict[int, tuple[Positions, Positions]] = {}
    for at in range(size):
        if at and at not in reach:
            continue
        for stop, terms in arcs.get(at, ()):
            length = np.uint32(cells_of(*terms[0]))
            if at == 0:
                found = union([view.positions(field, term) for field, term in terms])
                if len(found):
                    _extend(reach, stop, found, found + length)
            else:
                starts, currents = reach[at]
                good = standing(view, terms, currents)
                if good.any():
                    _extend(reach, stop, starts[good], currents[good] + length)
    return _in_order(*reach.get(size, (NONE, NONE)))


def _extend(reach: dict[int, tuple[Positions, Positions]], stop: int, starts: Positions, ends: Positions) -> None:
    if stop in reach:
        before = reach[stop]
        starts, ends = np.concatenate([before[0], starts]), np.concatenate([before[1], ends])
    reach[stop] = (starts, ends)


def cells_of(field: Field, term: str) -> int:
    """How many cells a term covers: one, unless it is a sound that says otherwise."""
    return int(term[-1]) if field == Field.SOUND and term[-1].isdigit() else 1


def arcs_to_end(size: int, longest: int, between: Callable[[int, int], list[Term]]) -> Arcs:
    """The arcs from which the end can be reached; `between` gives the terms of one word from a place to another."""
    arcs: Arcs = {}
    reachable = {size}
    for at in range(size - 1, -1, -1):
        found: list[tuple[int, list[Term]]] = []
        for stop in range(at + 1, min(size, at + longest) + 1):
            if stop in reachable:
                terms = between(at, stop)
                if terms:
                    found.append((stop, terms))
        if found:
            arcs[at] = found
            reachable.add(at)
    return arcs


def heard_as(
    view: View, piece: str, inside: bool, goes_on: bool, loosely: bool = False, beginning: bool = False
) -> list[str]:
    """The readings in the index that a piece of kana may stand for."""
    ways = _ways(piece, inside, goes_on)
    if loosely:
        return _loosely(view, ways)
    found = [way for way in ways if view.has(Field.READING, way)]
    if beginning and not goes_on:
        found.extend(reading for way in ways for reading in view.beginning(Field.READING, way))
    return found


def _loosely(view: View, ways: Sequence[str]) -> list[str]:
    """The readings that sound loosely as one of some ways. What lacks a long vowel or ッ that was typed is another word
    (カイテ for カイテイ), what has one more may be meant."""
    ways = [*ways, *(older for older in map(without_small, ways) if older not in ways)]
    return [reading for way in ways for reading in view.read_loosely(loose(way)) if len(reading) >= len(way)]


def _ways(piece: str, inside: bool, goes_on: bool) -> list[str]:
    """The readings that a piece of kana may stand for. Inside a compound the first sound may be voiced (カイシャ in
    カブシキガイシャ) and the last syllable before another word may have become ッ."""
    if piece[0] in "ーッャュョァィゥェォン" and (inside or len(piece) == 1):
        return []
    ways = [piece]
    if inside:
        plain = piece[0].translate(DEVOICE)
        if plain != piece[0]:
            ways.append(plain + piece[1:])
            if plain in "ハヒフヘホ" and piece[0] in "パピプペポ":
                ways.append("バビブベボ"["ハヒフヘホ".index(plain)] + piece[1:])
    if goes_on and len(piece) > 1 and piece[-1] == "ッ":
        ways.extend(way[:-1] + final for way in tuple(ways) for final in _SOKUON)
    return ways


class Heard:
    """The words of one segment that stand side by side and are read as some katakana, from its beginning or to its end.
    What leads to a place of it, or from there, is looked up once for all that is asked. `loosely`: without long vowels
    and ッ.
    """

    def __init__(self, kana: str, loosely: bool) -> None:
        self._kana = kana if len(kana) <= LONGEST_CHAIN else ""
        self._loosely = loosely
        self._before: dict[tuple[int, bool], Ranges] = {}
        self._behind: dict[int, Ranges] = {len(self._kana): (NONE, NONE)}

    @classmethod
    def of(cls, view: View, kana: str, loosely: bool) -> Heard:
        """The one of a segment that was made lately, or a new one."""
        return view.lately((kana, loosely), lambda: cls(kana, loosely))

    def until(self, view: View, stop: int) -> Ranges:
        """Words that are read as the kana before a place."""
        return _in_order(*self._to(view, stop, False)) if self._kana else (NONE, NONE)

    def since(self, view: View, start: int) -> Ranges:
        """Words inside a name, the first sound of which may be voiced, that are read as the kana from a place on."""
        rest = self._kana[start:]
        if not rest:
            return NONE, NONE
        heads = [
            self._from(view, start, way, False) for way in dict.fromkeys((rest, rest[0].translate(DEVOICE) + rest[1:]))
        ]
        return _in_order(*(np.concatenate(side) for side in zip(*heads, strict=True)))

    def going_on(self, view: View) -> Ranges:
        """Words that are read as the kana, the last of which may go on."""
        size, found = len(self._kana), []
        for at in range(max(0, size - LONGEST_READING), size):
            starts, ends = self._to(view, at, True) if at else (NONE, NONE)
            if at and not len(starts):
                continue
            ways = _ways(self._kana[at:], at > 0, False)
            terms = [(Field.READING, reading) for way in ways for reading in view.beginning(Field.READING, way)]
            if not at:
                starts = union([view.positions(*term) for term in terms])
                found.append((starts, starts + np.uint32(1)))
            elif terms:
                good = standing(view, terms, ends)
                found.append((starts[good], ends[good] + np.uint32(1)))
        return _in_order(*(np.concatenate(side) for side in zip(*found, strict=True))) if found else (NONE, NONE)

    def _step(self, view: View, piece: str, inside: bool, goes_on: bool) -> Positions:
        """Where one word stands that is read as a piece of the kana; names that are looked for one after another
        share pieces."""
        asked = (piece, inside, goes_on, self._loosely)

        def find() -> Ranges:
            ways = _ways(piece, inside, goes_on)
            heard = _loosely(view, ways) if self._loosely else ways
            return union([view.positions(Field.READING, reading) for reading in heard]), NONE

        return view.remember(asked, find)[0]

    def _to(self, view: View, stop: int, goes_on: bool) -> Ranges:
        """Words from the beginning to a place, behind which there may be others; in no order."""
        goes_on = goes_on and self._kana[stop - 1] == "ッ"
        known = self._before.get((stop, goes_on))
        if known is not None:
            return known
        found = []
        for at in range(max(0, stop - LONGEST_READING), stop):
            step = self._step(view, self._kana[at:stop], at > 0, goes_on)
            if not len(step):
                continue
            if not at:
                found.append((step, step + np.uint32(1)))
                continue
            starts, ends = self._to(view, at, True)
            good = contained(ends, step)
            if good.any():
                found.append((starts[good], ends[good] + np.uint32(1)))
        result = self._before[stop, goes_on] = _together(found)
        return result

    def _from(self, view: View, at: int, rest: str, inside: bool) -> Ranges:
        """Words from a place to the end, where the kana are `rest`; in no order."""
        found = []
        for size in range(1, min(len(rest), LONGEST_READING) + 1):
            last = size == len(rest)
            if not last and not len(self._inner(view, at + size)[0]):
                continue
            step = self._step(view, rest[:size], inside, not last)
            if not len(step):
                continue
            if last:
                found.append((step, step + np.uint32(1)))
                continue
            starts, ends = self._inner(view, at + size)
            starts = starts - np.uint32(1)
            good = contained(starts, step)
            if good.any():
                found.append((starts[good], ends[good]))
        return _together(found)

    def _inner(self, view: View, at: int) -> Ranges:
        """Words behind others, from a place to the end; in no order."""
        found = self._behind.get(at)
        if found is None:
            found = self._behind[at] = self._from(view, at, self._kana[at:], True)
        return found


def _together(found: Sequence[Ranges]) -> Ranges:
    if len(found) < 2:
        return found[0] if found else (NONE, NONE)
    return np.concatenate([starts for starts, _ in found]), np.concatenate([ends for _, ends in found])


def _in_order(starts: Positions, ends: Positions) -> Ranges:
    """Each once, by start and end."""
    if not len(starts):
        return NONE, NONE
    both = distinct(starts.astype(np.uint64) << np.uint64(32) | ends.astype(np.uint64))
    return (both >> np.uint64(32)).astype(np.uint32), (both & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def sounding_arcs(view: View, kana: str, loosely: bool, beginning: bool) -> Arcs:
    """The words that may be part of some katakana; none where it is too long."""
    size = len(kana)
    if size > LONGEST_CHAIN:
        return {}

    def between(at: int, stop: int) -> list[Term]:
        asked = (kana[at:stop], at > 0, stop < size, loosely, beginning)
        return view.derive(asked, lambda: [(Field.READING, reading) for reading in heard_as(view, *asked)])

    return arcs_to_end(size, LONGEST_READING, between)
