"""Chains of adjoining words that lead from the first place of a string to its last; and names of which the dictionary
knows only a part: words by their reading, with the kanji beside them one by one.

鈴木昂子 is 鈴木 (スズキ, a word) with 昂 (タカ) and 子 (コ); what begins or ends with a word of the index is found from
there, so that only the surroundings of that word are read kanji by kanji: in all places at once, where each letter is
looked up once for each place of the reading that it may stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import Numbers, View
from inyo.index.engine.matching.strings import NONE, contained, standing, union
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


_LONGEST = 24
_MOST_KANJI = 4
_SHORTEST_WORD = 2
_LONGEST_READING = 5
_UNWRITTEN = "ノ"
"""What names have in their reading and not in their spelling: 池戸 イケノベ."""
_LITTLE_KE = "ケヶ"
"""Between two kanji they are read ガ: 八ケ岳."""
_REPEATED = ord("々")


def spelled_out(view: View, kana: str, loosely: bool) -> Ranges:
    """Where words with the first or last part of a reading (katakana) stand beside kanji that have the rest: starts and
    ends in character space. `loosely`: the reading may lack the second half of long vowels."""
    if not _SHORTEST_WORD < len(kana) <= _LONGEST:
        return NONE, NONE
    found = _Reader(view, kana, loosely).found()
    if not found:
        return NONE, NONE
    both = distinct(np.concatenate(found))
    return (both >> np.uint64(32)).astype(np.uint32), (both & np.uint64(0xFFFFFFFF)).astype(np.uint32)


class _Reader:
    def __init__(self, view: View, kana: str, loosely: bool) -> None:
        self.view = view
        self.loosely = loosely
        self.kana = kana
        self.heard = Heard.of(view, kana, loosely)
        self._known: dict[int, Placed] = {}

    def found(self) -> list[NDArray[np.uint64]]:
        """Starts and ends, as one number each: of a word, then kanji, then perhaps words again; and of kanji, then
        words to the end of the reading."""
        size, view = len(self.kana), self.view
        heads = [
            (cut, self.heard.until(view, cut), letters)
            for cut in range(size - 1, _SHORTEST_WORD - 1, -1)
            if len(letters := _first_letters(self.kana[cut:], self.loosely))
        ]
        tails = [
            (cut, self.heard.since(view, cut), letters)
            for cut in range(1, size - _SHORTEST_WORD + 1)
            if len(letters := _last_letters(self.kana[:cut], self.loosely))
        ]
        cuts = np.array([cut for cut, *_ in (*heads, *tails)], np.int64)
        wanted = [(ranges, letters) for _, ranges, letters in (*heads, *tails)]
        numbers, passages, starts, ends = _beside(view, wanted, len(heads))
        found = []
        last = int(np.searchsorted(numbers, len(heads)))
        if last:
            here = self._onward(passages[:last], ends[:last], cuts[numbers[:last]])
            found += [self._ranges(passages[rows], starts[rows], stops) for rows, stops in here]
        if last < len(numbers):
            here = self._backward(passages[last:], starts[last:], cuts[numbers[last:]])
            found += [self._ranges(passages[last + rows], begins, ends[last + rows]) for rows, begins in here]
        return found

    def _ranges(self, passages: Numbers, starts: Numbers, ends: Numbers) -> NDArray[np.uint64]:
        bases = self.view.bases(Space.CHARACTERS)[passages].astype(np.int64)
        found: NDArray[np.uint64] = ((bases + starts) << 32 | (bases + ends)).astype(np.uint64)
        return found

    def _onward(self, passages: Numbers, at: Numbers, places: Numbers) -> list[tuple[Numbers, Numbers]]:
        """Which matches may go on to the end of the kana, read letter by letter from `at` in their passages and from
        `places` in the kana, and the ends there."""
        rows, found = np.arange(len(at)), []
        for count in range(_MOST_KANJI + 1):
            done = places == len(self.kana)
            if done.any():
                found.append((rows[done], at[done]))
                rows, at, places = rows[~done], at[~done], places[~done]
            for place in distinct(places).tolist() if count else ():
                if len(self.kana) - place >= _SHORTEST_WORD:
                    here = np.flatnonzero(places == place)
                    which, ends = self._placed(place, passages).ends_from(passages[rows[here]], at[here])
                    found.append((rows[here[which]], ends))
            if count == _MOST_KANJI or not len(rows):
                break
            letters = self.view.segment.letters(passages[rows], at)
            again = np.flatnonzero(letters == _REPEATED)
            if len(again):
                letters[again] = self.view.segment.letters(passages[rows[again]], at[again] - 1)
            which, sizes = _taken(letters, places, lambda letter, place: _sizes(letter, self.kana, place, self.loosely))
            rows, at, places = rows[which], at[which] + 1, places[which] + sizes
        return found

    def _backward(self, passages: Numbers, at: Numbers, left: Numbers) -> list[tuple[Numbers, Numbers]]:
        """The same from `at` back, with so many kana `left` from the first on; and the starts there."""
        rows, found = np.arange(len(at)), []
        for count in range(_MOST_KANJI + 1):
            done = left == 0
            found.append((rows[done], at[done]))
            more = ~done & (at > 0)
            rows, at, left = rows[more], at[more], left[more]
            if count == _MOST_KANJI or not len(rows):
                break
            letters = self.view.segment.letters(passages[rows], at - 1)
            which, sizes = _taken(
                letters, left, lambda letter, size: _sizes_before(letter, self.kana[:size], self.loosely)
            )
            onward = [(rows[which], at[which] - 1, left[which] - sizes)]
            if not count:
                unwritten = [size for size in range(2, len(self.kana) + 1) if self.kana[size - 1] == _UNWRITTEN]
                some = np.isin(left, unwritten)
                onward.append((rows[some], at[some], left[some] - 1))
            rows, at, left = (np.concatenate(parts) for parts in zip(*onward, strict=True))
        return found

    def _placed(self, place: int, passages: Numbers) -> Placed:
        found = self._known.get(place)
        if found is None:
            found = self._known[place] = Placed(self.view, self.heard.since(self.view, place), passages)
        return found


def _taken(
    letters: Positions, places: Numbers, sizes_of: Callable[[str, int], Sequence[int]]
) -> tuple[Numbers, Numbers]:
    """By letter and place: how many kana it may stand for, in every way; which of them, and how many."""
    keys = places << 32 | letters
    kinds = distinct(keys)
    sizes = [sizes_of(chr(kind & 0xFFFFFFFF), kind >> 32) if kind & 0xFFFFFFFF else () for kind in kinds.tolist()]
    table = np.zeros((len(kinds), max(map(len, sizes), default=0)), np.int64)
    for row, some in enumerate(sizes):
        table[row, : len(some)] = some
    chosen = table[np.searchsorted(kinds, keys)]
    which, column = np.nonzero(chosen)
    return which, chosen[which, column]


def _beside(
    view: View, wanted: Sequence[tuple[Ranges, Positions]], heads: int
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Of words side by side (each with the letters wanted behind them, or before those from number `heads` on,
    ascending) those that have one of these: (which of `wanted`, passage, start, end), the places in the folded text.
    Asked for all at once."""
    counts = [len(found[0]) for found, _ in wanted]
    if not sum(counts):
        return (np.empty(0, np.int64),) * 4
    starts, ends = (np.concatenate([found[side] for found, _ in wanted]) for side in (0, 1))
    numbers = np.repeat(np.arange(len(wanted)), counts)
    behind = numbers < heads
    passages = view.passages_of(Space.TOKENS, starts)
    places = view.places_of_edges(np.where(behind, ends - np.uint32(1), starts), passages, behind)
    letters = view.segment.letters(passages, places - ~behind)
    good = np.zeros(len(starts), np.bool_)
    at = 0
    for count, (_, codes) in zip(counts, wanted, strict=True):
        good[at : at + count] = contained(letters[at : at + count], codes)
        at += count
    some = np.flatnonzero(good)
    if not len(some):
        return (np.empty(0, np.int64),) * 4
    passages, known, behind = passages[some], places[some], behind[some]
    others = view.places_of_edges(np.where(behind, starts[some], ends[some] - np.uint32(1)), passages, ~behind)
    return numbers[some], passages, np.where(behind, others, known), np.where(behind, known, others)


class Placed:
    """Words, side by side, by where they start in the folded texts of some passages."""

    def __init__(self, view: View, found: Ranges, within: Numbers) -> None:
        starts, ends = found
        passages = view.passages_of(Space.TOKENS, starts)
        wanted = np.zeros(view.size, np.bool_)
        wanted[within] = True
        some = wanted[passages]
        starts, ends, passages = starts[some], ends[some], passages[some]
        bases = view.bases(Space.CHARACTERS)[passages].astype(np.int64)
        first, last = view.in_characters(starts, ends, passages)
        keys = (passages << 32) + first - bases
        order = keys.argsort(kind="stable")
        self._keys = keys[order]
        self._ends = (last - bases)[order]

    def ends_from(self, passages: Numbers, starts: Numbers) -> tuple[Numbers, Numbers]:
        """The words that start at some places of passages: which of these, and the words' ends."""
        keys = (passages << 32) + starts
        first, last = np.searchsorted(self._keys, keys, "left"), np.searchsorted(self._keys, keys, "right")
        counts = last - first
        which = np.repeat(np.arange(len(keys)), counts)
        inside = np.arange(len(which)) - np.repeat(counts.cumsum() - counts, counts)
        return which, self._ends[first[which] + inside]


def _sizes(letter: str, kana: str, place: int, loosely: bool) -> Sequence[int]:
    """How many kana from `place` on a letter may be read as; an unwritten ノ before it counts too."""
    if katakana(letter) == kana[place] or (letter in _LITTLE_KE and kana[place] == "ガ"):
        return (1,)
    found = []
    for way in readings_of(letter, True, loosely):
        if kana.startswith(way, place):
            found.append(len(way))
        elif kana[place] == _UNWRITTEN and kana.startswith(way, place + 1):
            found.append(1 + len(way))
    return found


def _sizes_before(letter: str, kana: str, loosely: bool) -> Sequence[int]:
    """How many of the last kana a letter may be read as; all of them where it is read so at the beginning of a word."""
    if letter in _LITTLE_KE:
        return (1,) if len(kana) > 1 and kana[-1] == "ガ" else ()
    return [
        len(way)
        for way in readings_of(letter, True, loosely)
        if kana.endswith(way) and (len(way) < len(kana) or way in readings_of(letter, False, loosely))
    ]


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
    little = _LITTLE_KE if kana[-1] == "ガ" and len(kana) > 1 else ""
    return frozenset(little).union(*(kanji_read(tail, True, loosely) for tail in tails))
