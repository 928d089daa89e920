"""Chains of adjoining words that lead from the first place of a string to its last."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.strings import NONE, standing, union
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
    starts, ends = reach.get(size, (NONE, NONE))
    if not len(starts):
        return NONE, NONE
    both = distinct(starts.astype(np.uint64) << np.uint64(32) | ends.astype(np.uint64))
    return (both >> np.uint64(32)).astype(np.uint32), (both & np.uint64(0xFFFFFFFF)).astype(np.uint32)


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
    """The readings in the index that a piece of kana may stand for.

    Inside a compound the first sound may be voiced (カイシャ in カブシキガイシャ) and the last syllable before
    another word may have become ッ.
    """
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
    if loosely:
        ways.extend(older for older in map(without_small, tuple(ways)) if older not in ways)
        return [reading for way in ways for reading in view.read_loosely(loose(way))]
    found = [way for way in ways if view.has(Field.READING, way)]
    if beginning and not goes_on:
        found.extend(reading for way in ways for reading in view.beginning(Field.READING, way))
    return found


def sounding(view: View, kana: str, loosely: bool = False, beginning: bool = False) -> Ranges:
    """Adjoining words that are read as some katakana. `loosely`: without long vowels and ッ; `beginning`: the last word
    may go on."""
    return chain(view, len(kana), sounding_arcs(view, kana, loosely, beginning))


def sounding_arcs(view: View, kana: str, loosely: bool, beginning: bool) -> Arcs:
    """The words that may be part of some katakana; none where it is too long."""
    size = len(kana)
    if size > LONGEST_CHAIN:
        return {}

    def between(at: int, stop: int) -> list[Term]:
        asked = (kana[at:stop], at > 0, stop < size, loosely, beginning)
        return view.derive(asked, lambda: [(Field.READING, reading) for reading in heard_as(view, *asked)])

    return arcs_to_end(size, LONGEST_READING, between)
