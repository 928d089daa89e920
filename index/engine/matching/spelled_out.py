"""Names of which the dictionary knows only a part: words by their reading, with the kanji beside them one by one.

鈴木昂子 is 鈴木 (スズキ, a word) with 昂 (タカ) and 子 (コ); what begins or ends with a word of the index is found from
there, so that only the surroundings of that word are read kanji by kanji: in all places at once, where each letter is
looked up once for each place of the reading that it may stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.chains import Heard, Ranges
from inyo.index.engine.matching.segment_view import Numbers, View
from inyo.index.engine.matching.strings import NONE, contained
from inyo.index.engine.segments import Positions, Space
from inyo.index.japanese.kana import katakana
from inyo.index.japanese.readings import kanji_read, readings_of

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
