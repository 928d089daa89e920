"""What an index keeps as flat arrays, which are read anywhere without unpacking the rest: the texts of passages, the
places of their tokens, and the positions of terms (the first of each term in four bytes, then the distance of each from
the one before in one, two or four, whichever takes least for the term).

`text`: the characters of all passages end to end, two bytes each; those beyond (and U+FFFF itself) stand in `astral.at`
(where) and `astral.code`. `offsets`: a byte for each token, its distance from the end of the token before (three bits)
and its length (five), 255 where that does not fit and `escaped` (which token) and `escapes` (distance, length) tell.
`marks` (in segments): where tokens are, every STEP of them. `uneven`: the passages that folding makes longer or shorter
somewhere; of these `uneven.bounds`, `uneven.at` and `uneven.shift` say from which offset on a place of the folded text
is so many characters behind that of the text.

In one byte or two a zero says that the distance is still 255 or 65,535 more than what follows. `places` has for every
term where its bytes begin (the low 30 bits, one more at the end) and how wide its distances are (the high two). Both
ways are numpy alone: a term with 100,000 positions is read in a fraction of a millisecond, and the file is less than
half of what positions of four bytes take.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import distinct
from inyo.index.engine.segments import Ends, Positions
from inyo.index.japanese.folding import fold_characters

Numbers = NDArray[np.int64]
Array = NDArray[Any]

FLAT = (
    "text", "astral.at", "astral.code", "offsets", "escaped", "escapes",
    "uneven", "uneven.bounds", "uneven.at", "uneven.shift",
)  # fmt: skip
"""The names of the arrays."""

_AT_ONCE = 2_048
_TOKENS_AT_ONCE = 1 << 20
_BEYOND = 0xFFFF
_ESCAPE = 0xFF
_LENGTH_BITS = 5
_LONGEST = (1 << _LENGTH_BITS) - 1
_FARTHEST = 6
_EXTENT = np.array([(octet >> _LENGTH_BITS) + (octet & _LONGEST) for octet in range(256)], np.int64)
_EXTENT[_ESCAPE] = 0
_DISTANCE = np.array([octet >> _LENGTH_BITS for octet in range(256)], np.int64)
_DISTANCE[_ESCAPE] = 0
_STEPS = np.stack((_DISTANCE, np.arange(256) & _LONGEST), axis=1)


_ONES = np.uint64(0x0101010101010101)
_DISTANCES, _LENGTHS, _EIGHTS = _ONES * np.uint64(0x07), _ONES * np.uint64(_LONGEST), _ONES * np.uint64(0x08)
_FIRST_OCTETS = np.array([(1 << 8 * count) - 1 for count in range(9)], np.uint64)
_AS_READ = (_ESCAPE >> _LENGTH_BITS) + (_ESCAPE & _LONGEST)
"""What an escape would say of a token."""


def _sum_of_octets(octets: NDArray[np.uint64]) -> Numbers:
    """By number: the sum of its eight octets, which is no more than one holds."""
    found: Numbers = (octets * _ONES >> np.uint64(56)).astype(np.int64)
    return found


def pack_texts(texts: Sequence[str]) -> dict[str, Array]:
    """`text` and what stands beside it."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    beyond = np.flatnonzero(codes >= _BEYOND)
    return {
        "text": np.minimum(codes, _BEYOND).astype(np.uint16),
        "astral.at": beyond.astype(np.uint32),
        "astral.code": codes[beyond].astype(np.uint32),
    }


def pack_offsets(tokens: Numbers, flat: Numbers) -> dict[str, Array]:
    """`offsets` and what stands beside it, from the number of tokens of each passage and the starts and ends of all."""
    starts, ends = flat[0::2], flat[1::2]
    before = np.concatenate(([0], ends[:-1]))[: len(starts)]
    first = (tokens.cumsum() - tokens)[tokens > 0]
    before[first] = 0
    distances, lengths = starts - before, ends - starts
    wide = (distances < 0) | (distances > _FARTHEST) | (lengths < 0) | (lengths > _LONGEST)
    octets = np.where(wide, _ESCAPE, (distances << _LENGTH_BITS) | lengths)
    return {
        "offsets": octets.astype(np.uint8),
        "escaped": np.flatnonzero(wide).astype(np.uint32),
        "escapes": np.stack((distances[wide], lengths[wide]), axis=1).reshape(-1).astype(np.int32),
    }


def pack_uneven(starts: Iterable[Sequence[int]], sizes: Sequence[int]) -> dict[str, Array]:
    """`uneven` and what stands beside it, from the map of each passage's folded text ((): one to one; see
    `folding.Folded.starts`) and the length of its text."""
    passages: list[int] = []
    at: list[int] = []
    shift: list[int] = []
    bounds = [0]
    for number, (found, size) in enumerate(zip(starts, sizes, strict=True)):
        if not found:
            continue
        moved = np.searchsorted(np.array(found), np.arange(size + 2)) - np.arange(size + 2)
        changes = np.flatnonzero(np.diff(moved, prepend=0))
        passages.append(number)
        at += changes.tolist()
        shift += moved[changes].tolist()
        bounds.append(len(at))
    return {
        "uneven": np.array(passages, np.uint32),
        "uneven.bounds": np.array(bounds, np.uint32),
        "uneven.at": np.array(at, np.uint32),
        "uneven.shift": np.array(shift, np.int32),
    }


STEP = 8
"""Of every so manieth token it is written down where the one before it ends."""


def marks_of(offsets: Array, escaped: Array, escapes: Array, tokens: Numbers) -> Array:
    """By every STEPth token of a block: the extents of all tokens of its passage that stand before it. `tokens`: where
    those of each passage begin, one more at the end."""
    count = len(offsets)
    at = np.arange(0, count + 1, STEP)
    beyond = escapes.astype(np.int64).reshape(-1, 2).sum(axis=1)
    found = np.zeros(len(at), np.int64)
    sums = np.zeros(len(tokens), np.int64)
    carried = 0
    for first in range(0, count + 1, _TOKENS_AT_ONCE):
        last = min(first + _TOKENS_AT_ONCE, count)
        extents = _EXTENT[offsets[first:last]]
        low, high = np.searchsorted(escaped, (first, last)).tolist()
        extents[escaped[low:high].astype(np.int64) - first] = beyond[low:high]
        summed = np.concatenate(([0], extents.cumsum())) + carried
        here = slice(first // STEP, last // STEP + 1)
        found[here] = summed[at[here] - first]
        begun = (tokens >= first) & (tokens <= last)
        sums[begun] = summed[tokens[begun] - first]
        carried = int(summed[-1])
    passages = np.maximum(np.searchsorted(tokens, at, "right") - 1, 0)
    marks = found - sums[passages]
    return marks.astype(np.uint16 if marks.max(initial=0) <= _BEYOND else np.uint32)


def ragged(firsts: Numbers, sizes: Numbers) -> Numbers:
    """The numbers from each of `firsts` on, so many as `sizes` says, end to end."""
    ends = sizes.cumsum()
    found: Numbers = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(firsts - ends + sizes, sizes)
    return found


class FlatTexts:
    """The arrays of a block, asked by passage and by token. `column` gives an array by its name; `bounds` where each
    passage's text begins, `tokens` where its tokens do, one more at the end; `marks` see `marks_of`."""

    def __init__(self, column: Any, bounds: Numbers, tokens: Numbers, marks: Array | None = None) -> None:
        self.bounds, self.tokens = bounds, tokens
        self._text: NDArray[np.uint16] = column("text")
        self._astral_at, self._astral_code = column("astral.at"), column("astral.code")
        self._offsets: NDArray[np.uint8] = column("offsets")
        self._escaped: Numbers = column("escaped").astype(np.int64)
        self._escapes: Numbers = column("escapes").astype(np.int64).reshape(-1, 2)
        self._uneven: Numbers = column("uneven").astype(np.int64)
        self._shift: Numbers = np.concatenate(([0], column("uneven.shift").astype(np.int64)))
        counts = np.diff(column("uneven.bounds").astype(np.int64))
        self._changes = (np.repeat(self._uneven, counts) << 32) + column("uneven.at").astype(np.int64)
        self._of_escapes = np.concatenate(([0], self._escapes.sum(axis=1).cumsum()))
        self._marked: Array | None = marks

    @property
    def _marks(self) -> Array:
        if self._marked is None:
            escapes = self._escapes.reshape(-1)
            self._marked = marks_of(self._offsets, self._escaped, escapes, self.tokens)
        return self._marked

    def text(self, passage: int) -> str:
        """A passage's text."""
        start, end = self.bounds[passage : passage + 2].tolist()
        return self.between(start, end)

    def between(self, start: int, end: int) -> str:
        """The characters from a place of all texts to another."""
        units = self._text[start:end]
        first, last = np.searchsorted(self._astral_at, (start, end)).tolist() if len(self._astral_at) else (0, 0)
        if first == last:
            text = units.tobytes().decode("utf-16-le", "surrogatepass")
            return text if len(text) == len(units) else _wide(units, (), ())  # two halves were read as one character
        return _wide(units, self._astral_at[first:last].astype(np.int64) - start, self._astral_code[first:last])

    def folded(self, passages: Numbers) -> Iterator[str]:
        """The folded text of each of some passages, many at a time."""
        for first in range(0, len(passages), _AT_ONCE):
            some = passages[first : first + _AT_ONCE]
            sizes = self.bounds[some + 1] - self.bounds[some]
            units = folded_units(self._text[ragged(self.bounds[some], sizes)])
            ends = sizes.cumsum()
            slow = self._is_slow[some]
            odd = np.flatnonzero((units >= 0xD800) & ((units < 0xE000) | (units == _BEYOND)))
            slow[np.searchsorted(ends, odd, "right")] = True
            text = units.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
            for passage, start, end, alone in zip(
                some.tolist(), (ends - sizes).tolist(), ends.tolist(), slow.tolist(), strict=True
            ):
                yield fold_characters(self.text(passage)).text if alone else text[start:end]

    def offsets(self, passage: int) -> NDArray[np.uint32]:
        """(tokens, 2): start and end of the passage's tokens, relative to its start."""
        first, last = self.tokens[passage : passage + 2].tolist()
        octets = self._offsets[first:last]
        steps = _STEPS[octets]
        if b"\xff" in octets.tobytes():
            low, high = np.searchsorted(self._escaped, (first, last)).tolist()
            steps[self._escaped[low:high] - first] = self._escapes[low:high]
        return steps.reshape(-1).cumsum().astype(np.uint32).reshape(-1, 2)

    def places(self, passages: Numbers, tokens: Numbers, ends: Ends) -> Numbers:
        """Where tokens start (or end, as `ends` says) in the folded texts of their passages, by passage and number of
        the token among all of the block."""
        found = self._before(passages, tokens + ends)
        if isinstance(ends, np.ndarray):
            starts = np.flatnonzero(~ends)
            found[starts] += self._distances(tokens[starts])
        elif not ends:
            found += self._distances(tokens)
        moved: Numbers = found + self._moved(passages, found)
        return moved

    def _before(self, passages: Numbers, tokens: Numbers) -> Numbers:
        """The extents of all tokens of passages before some: from the mark before them on, no more than STEP each."""
        firsts = self.tokens[passages]
        marks = np.maximum(tokens - 1, 0) // STEP
        begins = np.maximum(marks * STEP, firsts)
        found: Numbers = np.where(begins == firsts, 0, self._marks[marks]).astype(np.int64)
        read = np.minimum(begins, len(self._eights) - 1)
        octets = self._eights[read] >> ((begins - read) << 3).astype(np.uint64)
        octets &= _FIRST_OCTETS[tokens - begins]
        distances = octets >> np.uint64(_LENGTH_BITS) & _DISTANCES
        found += _sum_of_octets(distances)
        found += _sum_of_octets(octets & _LENGTHS)
        wide = np.flatnonzero(distances + _ONES & _EIGHTS)
        if len(wide):
            low = np.searchsorted(self._escaped, begins[wide])
            high = np.searchsorted(self._escaped, tokens[wide])
            found[wide] += self._of_escapes[high] - self._of_escapes[low] - _AS_READ * (high - low)
        return found

    @cached_property
    def _eights(self) -> NDArray[np.uint64]:
        """By token: what is kept of it and of the seven behind it, the first in the lowest octet."""
        octets = np.ascontiguousarray(self._offsets)
        if len(octets) < STEP:
            octets = np.concatenate((octets, np.zeros(STEP, np.uint8)))
        return np.ndarray((len(octets) - STEP + 1,), "<u8", octets, strides=(1,))

    def letters(self, passages: Numbers, places: Numbers) -> NDArray[np.uint32]:
        """The characters (code points) at places of the folded texts of passages; 0 before their first and behind their
        last."""
        offsets, slow, several = self._unfolded(passages, places)
        starts = self.bounds[passages]
        inside = (offsets >= 0) & (offsets < self.bounds[passages + 1] - starts)
        found = np.zeros(len(places), np.uint32)
        found[inside] = folded_units(self._text[(starts + offsets)[inside]])
        for at, place in several:
            found[at] = ord(_folded_letter(int(self._text[starts[at] + place]))[int(offsets[at]) - place])
        slow |= found == _BEYOND
        for at in np.flatnonzero(slow).tolist():
            text, place = fold_characters(self.text(int(passages[at]))).text, int(places[at])
            found[at] = ord(text[place]) if 0 <= place < len(text) else 0
        return found

    def _unfolded(self, passages: Numbers, places: Numbers) -> tuple[Numbers, NDArray[np.bool_], list[tuple[int, int]]]:
        """Where in the texts the characters at places of the folded texts stand; for which that is not certain, as they
        fold together with their neighbours; and (which place, offset) of those that one character folds to with others.
        """
        slow = np.zeros(len(places), np.bool_)
        rows = np.flatnonzero(self._is_uneven[passages])
        if not len(rows):
            return places, slow, []
        changes, ends, folded = self._of_changes
        high = passages[rows] << 32
        at = np.searchsorted(folded, high + places[rows], "right")
        begun = (at > 0) & (folded[at - 1] >> 32 == passages[rows])
        offsets, shift = places.copy(), np.where(begun, self._shift[at], 0)
        offsets[rows] -= shift
        following = np.minimum(at, len(ends) - 1)
        near = (changes[following] >> 32 == passages[rows]) & (at < len(ends))
        changed = near & (high + offsets[rows] >= ends[following])
        alone = changed & (ends[following] == changes[following] - 1) & (self._shift[following + 1] > shift)
        slow[rows] = changed & ~alone
        last = (changes[following] & 0xFFFFFFFF) - 1
        return offsets, slow, list(zip(rows[alone].tolist(), last[alone].tolist(), strict=True))

    @cached_property
    def _of_changes(self) -> tuple[Numbers, Numbers, Numbers]:
        """Of each change of shift: its place (passage in the high half), where what changes there begins at the latest,
        and the place in the folded text."""
        passages, offsets = self._changes >> 32, self._changes & 0xFFFFFFFF
        there = self.bounds[passages] + offsets
        around = [self._text[np.clip(there - back, 0, len(self._text) - 1)] for back in (0, 1)]
        marked = np.isin(around[0], _MARKS) | np.isin(around[1], _MARKS)
        one = self._changes - np.where(marked, _LONGEST_CLUSTER, 1)
        return self._changes, one, self._changes + self._shift[1:]

    @cached_property
    def _is_uneven(self) -> NDArray[np.bool_]:
        found = np.zeros(len(self.bounds), np.bool_)
        found[self._uneven] = True
        return found

    @cached_property
    def _is_slow(self) -> NDArray[np.bool_]:
        """By passage: whether its folded text is not that of its characters one by one, or they need more than two
        bytes."""
        found = self._is_uneven.copy()
        found[self._of_astral] = True
        return found

    @cached_property
    def _of_astral(self) -> Numbers:
        """The passages with characters that two bytes do not hold."""
        return distinct(np.searchsorted(self.bounds, self._astral_at, "right") - 1)

    def of(self, passages: Numbers) -> list[str]:
        """The text of each of some passages."""
        sizes = self.bounds[passages + 1] - self.bounds[passages]
        units = self._text[ragged(self.bounds[passages], sizes)]
        ends = sizes.cumsum()
        text = units.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        texts = [text[start:end] for start, end in zip((ends - sizes).tolist(), ends.tolist(), strict=True)]
        for row in distinct(np.searchsorted(ends, np.flatnonzero(units == _BEYOND), "right")).tolist():
            texts[row] = self.text(int(passages[row]))
        return texts

    def spans(self, passages: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """How many tokens each of some passages has, and where all of them start and end in the folded texts."""
        sizes, starts, ends = self.token_spans(passages)
        where = np.repeat(passages, sizes)
        return sizes, starts + self._moved(where, starts), ends + self._moved(where, ends)

    def token_spans(self, passages: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """How many tokens each of some passages has, and where all of them start and end in the texts."""
        firsts = self.tokens[passages]
        sizes = self.tokens[passages + 1] - firsts
        tokens = ragged(firsts, sizes)
        octets = self._offsets[tokens]
        distances, lengths = _DISTANCE[octets], (octets & _LONGEST).astype(np.int64)
        wide = np.flatnonzero(octets == _ESCAPE)
        if len(wide):
            escapes = self._escapes[np.searchsorted(self._escaped, tokens[wide])]
            distances[wide], lengths[wide] = escapes[:, 0], escapes[:, 1]
        summed = np.concatenate(([0], (distances + lengths).cumsum()))
        last = sizes.cumsum()
        ends = summed[1:] - np.repeat(summed[last - sizes], sizes)
        return sizes, ends - lengths, ends

    def _distances(self, tokens: Numbers) -> Numbers:
        """How far tokens begin behind the end of those before them."""
        octets = self._offsets[tokens]
        found: Numbers = _DISTANCE[octets]
        wide = octets == _ESCAPE
        if wide.any():
            found[wide] = self._escapes[np.searchsorted(self._escaped, tokens[wide]), 0]
        return found

    def _moved(self, passages: Numbers, offsets: Numbers) -> Numbers:
        """By how much places in the folded texts differ from offsets in the texts."""
        if not len(self._uneven):
            return np.zeros(len(passages), np.int64)
        moved = np.zeros(len(passages), np.int64)
        rows = np.flatnonzero(self._is_uneven[passages])
        if len(rows):
            some = passages[rows]
            at = np.searchsorted(self._changes, (some << 32) + offsets[rows], "right")
            begun = at > 0
            begun[begun] = self._changes[at[begun] - 1] >> 32 == some[begun]
            moved[rows] = np.where(begun, self._shift[at], 0)
        return moved


_LONGEST_CLUSTER = 32
_MARKS = np.array(
    [*range(0x300, 0x370), 0x3099, 0x309A, 0xFF9E, 0xFF9F, *range(0xFE00, 0xFE10), *range(0xDB40, 0xDB42), 0xFFFF],
    np.uint16,
)
"""What folds together with the character before it; U+FFFF stands for any character beyond two bytes."""
_FOLDED = np.zeros(1 << 16, np.uint16)
_KNOWN = np.zeros(1 << 16, np.bool_)


def folded_units(units: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Characters folded each by itself; what becomes more than one, or one beyond, is U+FFFF."""
    fresh = distinct(units[~_KNOWN[units]])
    for unit in fresh.tolist():
        folded = fold_characters(chr(unit)).text
        _FOLDED[unit] = ord(folded) if len(folded) == 1 and ord(folded) < _BEYOND else _BEYOND
        _KNOWN[unit] = True
    found: NDArray[np.uint16] = _FOLDED[units]
    return found


@lru_cache(maxsize=1 << 10)
def _folded_letter(unit: int) -> str:
    return fold_characters(chr(unit)).text


def _wide(units: NDArray[np.uint16], at: Any, codes: Any) -> str:
    wide = units.astype("<u4")
    if len(codes):
        wide[at] = codes
    return wide.tobytes().decode("utf-32-le", "surrogatepass")


Octets = NDArray[np.uint8]

_FIRST = 4
_WIDTHS = (1, 2, 4)
_MOST = {1: 0xFF, 2: 0xFFFF, 4: 0xFFFFFFFF}
_SHIFT = np.uint32(30)
_PLACE = np.uint32((1 << 30) - 1)
ROOM = 1 << 30
"""Bytes that `places` can number."""
_ENTRIES_AT_ONCE = 1 << 16
"""Positions that are packed or unpacked at once: the arrays between take ten times the room of the positions."""
_COMMON, _RARE = 1 << 10, 1 << 11
"""Bytes of a term's positions from which it is sooner read alone; so many others are read at once."""


def pack(counts: Numbers, positions: Positions) -> tuple[Positions, Octets]:
    """`places` and the bytes, of the positions of all terms, end to end and ascending for each, and how many each has
    (at least one). What is given twice is kept once. Raises ValueError where they take too much room."""
    counts, positions = _once(counts, positions)
    ends = np.cumsum(counts)
    places, data, at, first = [], [], 0, 0
    while first < len(counts):
        begin = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, begin + _ENTRIES_AT_ONCE, "right")))
        widths, starts, octets = _packed(counts[first:last], positions[begin : int(ends[last - 1])])
        places.append((widths.astype(np.int64) // 2 << 30) + starts + at)
        data.append(octets)
        at += len(octets)
        first = last
        if at >= ROOM:
            raise ValueError("too many positions for one segment")
    places.append(np.array([at], np.int64))
    return np.concatenate(places).astype(np.uint32), np.concatenate(data) if data else np.empty(0, np.uint8)


def joined(packed: Sequence[tuple[Positions, Octets]]) -> tuple[Positions, Octets]:
    """What `pack` gives for terms that were packed in stretches. Raises ValueError as it does."""
    sizes = [len(octets) for _, octets in packed]
    if sum(sizes) >= ROOM:
        raise ValueError("too many positions for one segment")
    shifts = np.cumsum([0, *sizes]).astype(np.uint32)
    places = [each[:-1] + shift for (each, _), shift in zip(packed, shifts, strict=False)]
    return np.concatenate((*places, shifts[-1:])), np.concatenate(
        (np.empty(0, np.uint8), *(each for _, each in packed))
    )


def _once(counts: Numbers, positions: Positions) -> tuple[Numbers, Positions]:
    starts = counts.cumsum() - counts
    fresh = np.ones(len(positions), np.bool_)
    fresh[1:] = positions[1:] != positions[:-1]
    fresh[starts] = True
    if fresh.all():
        return counts, positions
    return np.add.reduceat(fresh.astype(np.int64), starts), positions[fresh]


def _packed(counts: Numbers, positions: Positions) -> tuple[Numbers, Numbers, Octets]:
    """For some terms: their widths, where their bytes begin, and these."""
    starts = counts.cumsum() - counts
    distances = positions.astype(np.int64)
    distances[1:] -= distances[:-1].copy()
    distances[starts] = 1
    if len(distances) and int(distances.min()) < 1:
        raise ValueError("the positions of a term do not ascend")
    # of most terms no distance needs a filler: then nothing is divided
    largest = int(distances.max(initial=1))
    fillers = {width: (distances - 1) // _MOST[width] for width in _WIDTHS if largest > _MOST[width]}
    entries = [counts + np.add.reduceat(fillers[each], starts) if each in fillers else counts for each in _WIDTHS]
    sizes = np.array([width * (each - 1) for width, each in zip(_WIDTHS, entries, strict=True)])
    chosen = sizes.argmin(axis=0)
    widths = np.array(_WIDTHS)[chosen]
    begins = np.concatenate(([0], (_FIRST + sizes[chosen, np.arange(len(counts))]).cumsum()))
    octets = np.zeros(int(begins[-1]), np.uint8)
    _scatter(octets, begins[:-1], positions[starts].astype(np.int64), _FIRST)
    width = np.repeat(widths, counts)
    room = width.copy()
    for each, filled in fillers.items():
        own = width == each
        room[own] += each * filled[own]
        distances[own] -= _MOST[each] * filled[own]
    room[starts] = 0
    ends = room.cumsum()
    inside = ends - np.repeat(ends[starts], counts)
    where = np.repeat(begins[:-1] + _FIRST, counts) + inside - width
    later = np.ones(len(distances), np.bool_)
    later[starts] = False
    for each in _WIDTHS:
        some = np.flatnonzero(later & (width == each))
        if len(some):
            _scatter(octets, where[some], distances[some], each)
    return widths, begins[:-1], octets


def _scatter(octets: Octets, where: Numbers, values: Numbers, width: int) -> None:
    for octet in range(width):
        octets[where + octet] = (values >> (8 * octet)).astype(np.uint8)


class PackedPostings:
    """The positions of a field's terms by their numbers, read from `places` and the bytes."""

    def __init__(self, places: Positions, octets: Octets) -> None:
        self._places, self._octets = places, octets

    def sizes(self) -> Numbers:
        """The bytes of each term's positions."""
        begins: Numbers = (self._places & _PLACE).astype(np.int64)
        return begins[1:] - begins[:-1]

    def of(self, number: int) -> Positions:
        """The positions of a term, ascending."""
        start, end = self._places[number : number + 2].tolist()
        width = 1 << (start >> 30)
        first = start & int(_PLACE)
        raw = self._octets[first : end & int(_PLACE)]
        if len(raw) == _FIRST:
            return raw.view("<u4")
        return _summed(raw[_FIRST:].view(f"<u{width}"), raw[:_FIRST].view("<u4")[0], width)

    def between(self, first: int, last: int) -> tuple[Numbers, Positions]:
        """How many positions each term from number `first` up to `last` has, and these, term by term."""
        counts, found = [np.empty(0, np.int64)], [np.empty(0, np.uint32)]
        while first < last:
            begin = int(self._places[first] & _PLACE)
            behind = (self._places[first + 1 : last + 1] & _PLACE).astype(np.int64)
            stop = first + max(1, int(np.searchsorted(behind, begin + _ENTRIES_AT_ONCE, "right")))
            count, positions = self._unpacked(np.arange(first, stop))
            counts.append(count)
            found.append(positions)
            first = stop
        return np.concatenate(counts), np.concatenate(found)

    def all(self, first: int, last: int) -> Positions:
        """The positions of the terms from number `first` up to `last`, in no order: those of common terms one by one,
        of the others many terms at once."""
        places = (self._places[first : last + 1] & _PLACE).astype(np.int64)
        common = np.diff(places) > _COMMON
        found = [self.of(number) for number in (first + np.flatnonzero(common)).tolist()]
        rare = first + np.flatnonzero(~common)
        bounds = np.arange(0, len(rare), _RARE).tolist()
        found += [self._unpacked(rare[at : at + _RARE])[1] for at in bounds]
        return np.concatenate((np.empty(0, np.uint32), *found))

    def _unpacked(self, numbers: Numbers) -> tuple[Numbers, Positions]:
        places = self._places[numbers]
        begins = (places & _PLACE).astype(np.int64)
        sizes = (self._places[numbers + 1] & _PLACE).astype(np.int64) - begins
        octets = self._octets
        widths = np.left_shift(1, (places >> _SHIFT).astype(np.int64))
        entries = 1 + (sizes - _FIRST) // widths
        starts = entries.cumsum() - entries
        steps = np.zeros(int(entries.sum()), np.int64)
        steps[starts] = _gathered(octets, begins, _FIRST)
        fillers = np.zeros(len(steps), np.bool_)
        inside = np.arange(len(steps)) - np.repeat(starts, entries) - 1
        where = np.repeat(begins + _FIRST, entries) + inside * np.repeat(widths, entries)
        width = np.repeat(widths, entries)
        width[starts] = 0
        for each in _WIDTHS:
            some = np.flatnonzero(width == each)
            if len(some):
                values = _gathered(octets, where[some], each)
                zero = some[values == 0]
                values[values == 0] = _MOST[each]
                steps[some] = values
                fillers[zero] = True
        sums = steps.cumsum()
        sums -= np.repeat(sums[starts] - steps[starts], entries)
        counts = np.add.reduceat((~fillers).astype(np.int64), starts) if len(starts) else starts
        return counts, sums[~fillers].astype(np.uint32)


def _gathered(octets: Octets, where: Numbers, width: int) -> Numbers:
    values = octets[where].astype(np.int64)
    for octet in range(1, width):
        values |= octets[where + octet].astype(np.int64) << (8 * octet)
    return values


def _summed(steps: NDArray[Any], first: np.uint32, width: int) -> Positions:
    """The positions from the first and the distances between, as they are kept."""
    out = np.empty(len(steps) + 1, np.uint32)
    out[0] = first
    out[1:] = steps
    whole = width == _FIRST or (b"\0" not in steps.tobytes() if width == 1 else bool(steps.all()))
    if not whole:
        np.putmask(out[1:], steps == 0, _MOST[width])
    np.add.accumulate(out, out=out)
    return out if whole else out[np.concatenate(([True], steps != 0))]
