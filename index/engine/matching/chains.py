"""Chains of adjoining words that lead from the first place of a string to its last; and names of which the dictionary
knows only a part, as words by their reading with the kanji beside them one by one.

鈴木昂子 is 鈴木 (スズキ, a word) with 昂 (タカ) and 子 (コ); what begins or ends with a word of the index is found from
there, so that only the surroundings of that word are read kanji by kanji.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.matching.segment_view import Numbers, View
from inyo.index.engine.matching.strings import NONE, contained, distinct, union
from inyo.index.engine.segments import Field, Positions, Space, Term
from inyo.index.japanese.kana import DEVOICE, katakana, loose, without_small
from inyo.index.japanese.readings import kanji_read, readings_of

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
            found = union([view.positions(field, term) for field, term in terms])
            if not len(found):
                continue
            length = np.uint32(cells_of(*terms[0]))
            if at == 0:
                _extend(reach, stop, found, found + length)
            else:
                starts, currents = reach[at]
                good = contained(currents, found)
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
        heard = heard_as(view, kana[at:stop], at > 0, stop < size, loosely, beginning)
        return [(Field.READING, reading) for reading in heard]

    return arcs_to_end(size, LONGEST_READING, between)


_LONGEST = 24
_MOST_KANJI = 4
_SHORTEST_WORD = 2
_LONGEST_READING = 5
_UNWRITTEN = "ノ"
"""What names have in their reading and not in their spelling: 池戸 イケノベ."""


def spelled_out(view: View, kana: str, loosely: bool) -> tuple[Positions, Positions]:
    """Where words with the first or last part of a reading (katakana) stand beside kanji that have the rest: starts and
    ends in character space. `loosely`: the reading may lack the second half of long vowels."""
    if not _SHORTEST_WORD < len(kana) <= _LONGEST:
        return np.empty(0, np.uint32), np.empty(0, np.uint32)
    reader = _Reader(view, kana, loosely)
    pairs = np.array(sorted({*reader.from_head(), *reader.from_tail()}), np.uint32).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


class _Reader:
    def __init__(self, view: View, kana: str, loosely: bool) -> None:
        self.view = view
        self.loosely = loosely
        self.kana = kana

    def from_head(self) -> Iterator[tuple[int, int]]:
        """A word, then kanji, then perhaps words again."""
        for cut in range(len(self.kana) - 1, _SHORTEST_WORD - 1, -1):
            firsts = first_kanji(self.kana[cut:], self.loosely)
            if not firsts:
                continue
            for passage, start, end in self._placed(self.kana[:cut]).beside((*firsts, "々"), True):
                text = self.view.folded(passage).text
                base = int(self.view.bases(Space.CHARACTERS)[passage])
                for stop in self._onward(text, passage, end, cut, 0):
                    yield base + start, base + stop

    def from_tail(self) -> Iterator[tuple[int, int]]:
        """Kanji, then words to the end of the reading."""
        for cut in range(1, len(self.kana) - _SHORTEST_WORD + 1):
            lasts = last_kanji(self.kana[:cut], self.loosely)
            if not lasts:
                continue
            for passage, start, end in self._placed(self.kana[cut:], inside=True).beside(lasts, False):
                text = self.view.folded(passage).text
                base = int(self.view.bases(Space.CHARACTERS)[passage])
                for begin in _backward(text, start, self.kana[:cut], self.loosely, 0):
                    yield base + begin, base + end

    def _onward(self, text: str, passage: int, at: int, place: int, count: int) -> Iterator[int]:
        """The ends to which the text from `at` on may be read as the kana from `place` on."""
        if place == len(self.kana):
            yield at
            return
        if count and len(self.kana) - place >= _SHORTEST_WORD:
            yield from self._placed(self.kana[place:], inside=True).ends_from(passage, at)
        if count == _MOST_KANJI or at >= len(text):
            return
        for size in _sizes(text, at, self.kana, place, self.loosely):
            yield from self._onward(text, passage, at + 1, place + size, count + 1)

    def _words(self, kana: str) -> Ranges:
        """Words by their reading, which names that are looked for one after the other share."""
        return self.view.remember(("sounding", kana, self.loosely), lambda: sounding(self.view, kana, self.loosely))

    def _placed(self, kana: str, inside: bool = False) -> Placed:
        """Words with a reading, `inside` a name also with its first sound voiced."""
        ways = dict.fromkeys((kana, kana[0].translate(DEVOICE) + kana[1:])) if inside else (kana,)
        key = ("placed", kana, inside, self.loosely)
        return self.view.derive(key, lambda: Placed(self.view, [self._words(way) for way in ways]))


class Placed:
    """Words, side by side, with the letters before and behind them. Where they stand in the folded texts is worked out
    for those alone that are asked for."""

    def __init__(self, view: View, found: Sequence[Ranges]) -> None:
        self._view = view
        self._starts, self._ends = (np.concatenate([ranges[side] for ranges in found]) for side in (0, 1))
        self._passages = view.passages_of(Space.TOKENS, self._starts)
        self._bases = view.bases(Space.CHARACTERS)[self._passages].astype(np.int64)

    @cached_property
    def starts(self) -> Numbers:
        return self._view.first_characters(self._starts, self._passages) - self._bases

    @cached_property
    def ends(self) -> Numbers:
        return self._view.last_characters(self._ends, self._passages) - self._bases

    @cached_property
    def before(self) -> NDArray[np.uint32]:
        return self._view.segment.letters(self._passages, self.starts - 1)

    @cached_property
    def behind(self) -> NDArray[np.uint32]:
        return self._view.segment.letters(self._passages, self.ends)

    def beside(self, letters: Iterable[str], behind: bool) -> Iterator[tuple[int, int, int]]:
        """(passage, start, end) of the words with one of some letters before or behind them."""
        if not len(self._starts):
            return iter(())
        codes = np.array(sorted(map(ord, letters)), np.uint32)
        some = np.flatnonzero(contained(self.behind if behind else self.before, codes))
        if not len(some):
            return iter(())
        passages, bases = self._passages[some], self._bases[some]
        if behind:
            starts, ends = self._view.first_characters(self._starts[some], passages) - bases, self.ends[some]
        else:
            starts, ends = self.starts[some], self._view.last_characters(self._ends[some], passages) - bases
        return zip(passages.tolist(), starts.tolist(), ends.tolist(), strict=True)

    def ends_from(self, passage: int, start: int) -> list[int]:
        """The ends of the words that start at a place of a passage."""
        keys, ends = self._by_start
        key = (passage << 32) + start
        first, last = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
        found: list[int] = ends[first:last].tolist()
        return found

    @cached_property
    def _by_start(self) -> tuple[Numbers, Numbers]:
        keys = (self._passages << 32) + self.starts
        order = keys.argsort(kind="stable")
        return keys[order], self.ends[order]


def _sizes(text: str, at: int, kana: str, place: int, loosely: bool) -> Iterator[int]:
    """How many kana from `place` on the character at `at` may be read as; an unwritten ノ before it counts too."""
    letter = text[at]
    if katakana(letter) == kana[place]:
        yield 1
        return
    if letter == "々" and at:
        letter = text[at - 1]
    for way in readings_of(letter, True, loosely):
        if kana.startswith(way, place):
            yield len(way)
        elif kana[place] == _UNWRITTEN and kana.startswith(way, place + 1):
            yield 1 + len(way)


def _backward(text: str, end: int, kana: str, loosely: bool, count: int) -> Iterator[int]:
    """The starts from which the text up to `end` may be read as kana."""
    if not kana:
        yield end
        return
    if count == _MOST_KANJI or not end:
        return
    for way in readings_of(text[end - 1], True, loosely):
        if kana.endswith(way):
            if len(way) == len(kana) and way not in readings_of(text[end - 1], False, loosely):
                continue
            yield from _backward(text, end - 1, kana[: len(kana) - len(way)], loosely, count + 1)
    if kana.endswith(_UNWRITTEN) and not count and len(kana) > 1:
        yield from _backward(text, end, kana[:-1], loosely, count + 1)


@lru_cache(maxsize=1 << 10)
def first_kanji(kana: str, loosely: bool) -> frozenset[str]:
    """The kanji that a name with a reading may begin with."""
    after = 1 if kana[0] == _UNWRITTEN and len(kana) > 1 else 0
    heads = [kana[:size] for size in range(1, min(_LONGEST_READING, len(kana)) + 1)]
    heads += [kana[1 : 1 + size] for size in range(1, min(_LONGEST_READING, len(kana) - 1) + 1)] if after else []
    return frozenset().union(*(kanji_read(head, True, loosely) for head in heads))


@lru_cache(maxsize=1 << 10)
def last_kanji(kana: str, loosely: bool) -> frozenset[str]:
    """The kanji that a name with a reading may end with."""
    plain = kana[:-1] if kana.endswith(_UNWRITTEN) and len(kana) > 1 else ""
    tails = [part[-size:] for part in (kana, plain) for size in range(1, min(_LONGEST_READING, len(part)) + 1)]
    return frozenset().union(*(kanji_read(tail, True, loosely) for tail in tails))
