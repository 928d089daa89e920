"""Chains of adjoining words that lead from the first place of a string to its last; and names of which the dictionary
knows only a part, as words by their reading with the kanji beside them one by one.

鈴木昂子 is 鈴木 (スズキ, a word) with 昂 (タカ) and 子 (コ); what begins or ends with a word of the index is found from
there, so that only the surroundings of that word are read kanji by kanji.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.strings import NONE, contained, union
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
        asked = (kana[at:stop], at > 0, stop < size, loosely, beginning)
        return view.derive(asked, lambda: [(Field.READING, reading) for reading in heard_as(view, *asked)])

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
        self._known: dict[str, Placed] = {}

    def from_head(self) -> Iterator[tuple[int, int]]:
        """A word, then kanji, then perhaps words again."""
        cuts = [
            (cut, letters)
            for cut in range(len(self.kana) - 1, _SHORTEST_WORD - 1, -1)
            if len(letters := _first_letters(self.kana[cut:], self.loosely))
        ]
        found = _beside(self.view, [([self._words(self.kana[:cut])], letters) for cut, letters in cuts], True)
        for number, passage, start, end in found:
            text = self.view.folded(passage).text
            base = int(self.view.bases(Space.CHARACTERS)[passage])
            for stop in self._onward(text, passage, end, cuts[number][0], 0):
                yield base + start, base + stop

    def from_tail(self) -> Iterator[tuple[int, int]]:
        """Kanji, then words to the end of the reading."""
        cuts = [
            (cut, letters)
            for cut in range(1, len(self.kana) - _SHORTEST_WORD + 1)
            if len(letters := _last_letters(self.kana[:cut], self.loosely))
        ]
        found = _beside(self.view, [(self._words_inside(self.kana[cut:]), letters) for cut, letters in cuts], False)
        for number, passage, start, end in found:
            text = self.view.folded(passage).text
            base = int(self.view.bases(Space.CHARACTERS)[passage])
            for begin in _backward(text, start, self.kana[: cuts[number][0]], self.loosely, 0):
                yield base + begin, base + end

    def _onward(self, text: str, passage: int, at: int, place: int, count: int) -> Iterator[int]:
        """The ends to which the text from `at` on may be read as the kana from `place` on."""
        if place == len(self.kana):
            yield at
            return
        if count and len(self.kana) - place >= _SHORTEST_WORD:
            yield from self._placed(self.kana[place:]).ends_from(passage, at)
        if count == _MOST_KANJI or at >= len(text):
            return
        for size in _sizes(text, at, self.kana, place, self.loosely):
            yield from self._onward(text, passage, at + 1, place + size, count + 1)

    def _words(self, kana: str) -> Ranges:
        """Words by their reading, which names that are looked for one after the other share."""
        return self.view.remember(("sounding", kana, self.loosely), lambda: sounding(self.view, kana, self.loosely))

    def _words_inside(self, kana: str) -> list[Ranges]:
        """Words inside a name: by their reading, and with its first sound voiced."""
        return [self._words(way) for way in dict.fromkeys((kana, kana[0].translate(DEVOICE) + kana[1:]))]

    def _placed(self, kana: str) -> Placed:
        found = self._known.get(kana)
        if found is None:
            found = self._known[kana] = Placed(self.view, self._words_inside(kana))
        return found


def _beside(
    view: View, wanted: Sequence[tuple[Sequence[Ranges], Positions]], behind: bool
) -> Iterator[tuple[int, int, int, int]]:
    """Of words side by side (each with the letters wanted before or behind them, ascending) those that have one of
    these: (which of `wanted`, passage, start, end), the places in the folded text. Asked for all at once."""
    counts = [sum(len(ranges[0]) for ranges in found) for found, _ in wanted]
    if not sum(counts):
        return
    starts, ends = (np.concatenate([ranges[side] for found, _ in wanted for ranges in found]) for side in (0, 1))
    passages = view.passages_of(Space.TOKENS, starts)
    edges = view.last_characters(ends, passages) if behind else view.first_characters(starts, passages)
    places = edges.astype(np.int64) - view.bases(Space.CHARACTERS)[passages]
    letters = view.segment.letters(passages, places if behind else places - 1)
    good = np.zeros(len(starts), np.bool_)
    numbers = np.repeat(np.arange(len(wanted)), counts)
    at = 0
    for count, (_, codes) in zip(counts, wanted, strict=True):
        good[at : at + count] = contained(letters[at : at + count], codes)
        at += count
    some = np.flatnonzero(good)
    if not len(some):
        return
    passages, bases = passages[some], view.bases(Space.CHARACTERS)[passages[some]].astype(np.int64)
    known = places[some].tolist()
    far = view.first_characters(starts[some], passages) if behind else view.last_characters(ends[some], passages)
    others = (far - bases).tolist()
    first, last = (others, known) if behind else (known, others)
    yield from zip(numbers[some].tolist(), passages.tolist(), first, last, strict=True)


class Placed:
    """Words, side by side, by where they start in the folded texts."""

    def __init__(self, view: View, found: Sequence[Ranges]) -> None:
        starts, ends = (np.concatenate([ranges[side] for ranges in found]) for side in (0, 1))
        passages = view.passages_of(Space.TOKENS, starts)
        bases = view.bases(Space.CHARACTERS)[passages].astype(np.int64)
        keys = (passages << 32) + view.first_characters(starts, passages) - bases
        order = keys.argsort(kind="stable")
        self._keys = keys[order]
        self._ends = (view.last_characters(ends, passages) - bases)[order]

    def ends_from(self, passage: int, start: int) -> list[int]:
        """The ends of the words that start at a place of a passage."""
        key = (passage << 32) + start
        first, last = np.searchsorted(self._keys, key, "left"), np.searchsorted(self._keys, key, "right")
        found: list[int] = self._ends[first:last].tolist()
        return found


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
def _first_letters(kana: str, loosely: bool) -> Positions:
    """`first_kanji` and the mark of repetition as code points, ascending; none where there is no kanji."""
    found = first_kanji(kana, loosely)
    return np.array(sorted(map(ord, (*found, "々"))) if found else (), np.uint32)


@lru_cache(maxsize=1 << 10)
def _last_letters(kana: str, loosely: bool) -> Positions:
    return np.array(sorted(map(ord, last_kanji(kana, loosely))), np.uint32)


@lru_cache(maxsize=1 << 10)
def last_kanji(kana: str, loosely: bool) -> frozenset[str]:
    """The kanji that a name with a reading may end with."""
    plain = kana[:-1] if kana.endswith(_UNWRITTEN) and len(kana) > 1 else ""
    tails = [part[-size:] for part in (kana, plain) for size in range(1, min(_LONGEST_READING, len(part)) + 1)]
    return frozenset().union(*(kanji_read(tail, True, loosely) for tail in tails))
