"""Which documents are one text: the same article as PDF and as a web page, or saved in two folders.

Formats part paragraphs differently and put lines of their own around a text, so sentences are compared: what ends in a
full stop, question or exclamation mark, letters alone; where a text has no such ends, its lines. A document's sketch is
the smallest hashes of them (bottom-k sampling after Broder, On the resemblance and containment of documents, 1997): all
of an article, a sample of a book.

The rule: B is A once more if nearly all sentences of B are in A (all but FOREIGN of them, so none of fewer than fifty
may be another) and A has little besides (ALIKE). The fuller of both is the one that stays, so that no sentence is lost;
two editions of which each says something that the other does not stay two. Where A says a sentence more, B is an
edition of it: what both say is found and quoted once, but B is listed beside A, and only its own copies are shown with
it. A sentence that other texts have as well (rights, offers) makes no edition of a page.

What ends no sentence counts by the kind of file. Two files of text have nothing but what their writers wrote: every
line of B must be in A, so that forms and minutes which differ in a date or a heading stay apart. Pages, mail and
printed matter bring lines of their own, which are let pass; but the titles of both must agree, and of two files of one
kind the dates.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inyo.index.own.atomic_files import read_plain, replace_file, sealed, unsealed
from inyo.index.reading.formats import (
    BY_ENDING,
    COMPRESSED,
    FEED,
    HTML,
    JSON,
    MAIL,
    SUBTITLES,
    TABLE,
    TAR,
    TEXT,
    ZIP,
    ending_of,
)
from inyo.index.values.document import Document

SIZE = 256
"""Hashes in a sketch at most."""
ALIKE = 0.8
"""Share of common sentences of all that either has, from which two documents are one."""
FOREIGN = 0.02
"""Share of the sentences of a copy that may be missing in the other: what a format breaks."""
_LOOKED_BACK = 6
"""Documents before one, with a sentence that it has, to which it is compared."""
_LIKELY = 12
"""One in so many hashes of the smaller sketch is shared where it is worth to compare two: not where both only have a
sentence of everybody's."""
_AT_ONCE = 1 << 14
"""Pairs that are compared at once."""
_FEWEST_ENDS = 2
_SHORTEST, _SHORTEST_LINE = 6, 12
"""Letters a sentence or a line must have to say which text it is."""
_PLAIN = frozenset({TEXT, TABLE, JSON, SUBTITLES})
"""Formats that have no lines but those of their text."""
_WRAPPED = frozenset({ZIP, TAR, COMPRESSED, MAIL})
"""Formats whose parts are files of some other."""
_AT_THE_TOP = 12
"""Lines at the top of a document among which the title of another may stand."""
_HEADER = 6
"""Numbers before the hashes of a sketch: kind, title, date, all of it, how many lines and lines at the top."""
_NO_LETTERS = re.compile(r"[\W_]+")
_ENDED = re.compile(r"(?<=[。！？!?])")

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Copies:
    """The documents of a collection that are another once more. `original`: that one's key, by the copy's; `shown`: the
    key of the one that it is shown with, by the key of each that is no edition of its own."""

    original: Mapping[str, str]
    shown: Mapping[str, str]

    @cached_property
    def of(self) -> dict[str, tuple[str, ...]]:
        """By key of a document that has copies: their keys, editions among them."""
        return _inverse(self.original)

    @cached_property
    def beside(self) -> dict[str, tuple[str, ...]]:
        """By key of a document that others are shown with: their keys."""
        return _inverse(self.shown)

    @cached_property
    def editions(self) -> dict[str, tuple[str, ...]]:
        """By key of a document: the keys of the editions of it to which it says something more."""
        return _inverse({copy: first for copy, first in self.original.items() if copy not in self.shown})


def _inverse(first: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for copy, original in first.items():
        found[original] += (copy,)
    return dict(found)


@dataclass(frozen=True, eq=False)
class Sketch:
    """What tells which text a document is, as hashes: its `sentences`, its other `lines`, those at the `top`, the
    `whole`; of its kind of file, title and date (0: none) as well."""

    kind: int
    title: int
    date: int
    whole: int
    lines: Hashes
    top: Hashes
    sentences: Hashes

    def packed(self) -> bytes:
        """The sketch as it is kept."""
        head = [self.kind, self.title, self.date, self.whole, len(self.lines), len(self.top)]
        parts = np.array(head, np.uint64), self.lines, self.top, self.sentences
        return np.concatenate(parts).astype("<u8").tobytes()

    @classmethod
    def read(cls, data: bytes) -> Sketch:
        """The inverse of `packed`; without sentences where nothing is kept or another release kept it."""
        numbers = np.frombuffer(data[: len(data) & ~7], "<u8").astype(np.uint64)
        if len(numbers) < _HEADER or sum(map(int, numbers[_HEADER - 2 : _HEADER])) > len(numbers) - _HEADER:
            numbers = np.zeros(_HEADER, np.uint64)
        kind, title, date, whole, lines, top = map(int, numbers[:_HEADER])
        return cls(kind, title, date, whole, *np.split(numbers[_HEADER:], [lines, lines + top]))

    def is_one_with(self, other: Sketch) -> bool:
        """Whether this document may be the other once more as far as lines, titles and dates tell."""
        if self.kind == other.kind and self.kind in _KINDS_OF_TEXT:
            return self.whole == other.whole or self._all_in(other)
        if self.kind == other.kind and self.date and other.date and self.date != other.date:
            return False
        titles = self.title == other.title or self.title in other.top or other.title in self.top
        return titles or not (self.title and other.title)

    @property
    def ruled(self) -> int:
        """How many lines it has besides, where these are of the text: of what a page brings none is worth more."""
        return len(self.lines) if self.kind in _KINDS_OF_TEXT else 0

    def _all_in(self, other: Sketch) -> bool:
        """Whether each line and each sentence is another's too; unknown, and so not, where there are many."""
        pairs = (self.lines, other.lines), (self.sentences, other.sentences)
        return all(len(mine) < SIZE and bool(np.isin(mine, theirs).all()) for mine, theirs in pairs)


def sketch(document: Document) -> bytes:
    """The sketch of a document; b"" where it has no sentence and no line that could tell."""
    lines = [document.text[paragraph.start : paragraph.end] for paragraph in document.paragraphs]
    parted = [_ENDED.split(line) for line in lines]
    sentences = [sentence for parts in parted for sentence in parts[:-1]]
    bares = list(map(_bare, sentences))
    short = (bare for bare in bares if len(bare) < _SHORTEST)
    many = len(sentences) >= _FEWEST_ENDS
    said = _hashes(bares, _SHORTEST) if many else _hashes(map(_bare, lines), _SHORTEST_LINE)
    if not len(said):
        return b""
    return Sketch(
        _kind(document),
        _hash(document.title) if _bare(document.title) != _bare(Path(document.path).stem) else 0,
        _hash(document.date),
        _hash(document.text),
        _hashes([*(_bare(parts[-1]) for parts in parted), *short])[:SIZE],
        _hashes([*map(_bare, lines[:_AT_THE_TOP]), *bares[:_AT_THE_TOP]]),
        said[:SIZE],
    ).packed()


def _kind(document: Document) -> int:
    form = BY_ENDING.get(ending_of(document.path), TEXT)
    if form in _WRAPPED:
        form = BY_ENDING.get(ending_of(document.part), form)
    return _hash(form.name)


def _hash(text: str) -> int:
    """Of letters; 0 of none."""
    return _hash_of(_bare(text))


def _hash_of(bare: str) -> int:
    digest = blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") if bare else 0


def _hashes(bares: Iterable[str], shortest: int = 1) -> Hashes:
    """Those of pieces of text, given by their letters, that have so many."""
    return np.array(sorted({_hash_of(bare) for bare in bares if len(bare) >= shortest}), np.uint64)


def _bare(text: str) -> str:
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


_KINDS_OF_TEXT = frozenset(_hash(form.name) for form in _PLAIN)
_FRAMED = frozenset(_hash(form.name) for form in (HTML, FEED, MAIL))
"""Kinds of files to whose texts a site or a sender adds sentences of its own."""


def originals(sketches: Sequence[bytes]) -> dict[int, int]:
    """By number of a document that is another once more: the number of that, the fullest of its kind, of equals the
    first. n log n."""
    found = [Sketch.read(each) for each in sketches]
    values = [each.sentences for each in found]
    sizes = np.array([len(each) for each in values], np.int64)
    seen: dict[bytes, int] = {}
    first = [seen.setdefault(each, number) if each else number for number, each in enumerate(sketches)]
    for one, other in _alike(values, sizes, *_neighbours(values, sizes, list(seen.values()))):
        low, high = sorted((_root(first, one), _root(first, other)))
        if low != high and (_copies(found[one], found[other]) or _copies(found[other], found[one])):
            first[high] = low
    kinds: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(first)):
        kinds[_root(first, number)].append(number)

    def fullness(number: int) -> tuple[int, int, int]:
        return len(values[number]), found[number].ruled, -number

    fullest = {root: max(kind, key=fullness) for root, kind in kinds.items() if len(kind) > 1}
    return {
        number: original
        for root, kind in kinds.items()
        if root in fullest
        for number in kind
        if number != (original := fullest[root]) and _copies(found[number], found[original])
    }


def shown_with(sketches: Sequence[bytes], original: Mapping[int, int]) -> dict[int, int]:
    """By number of a document that no reader wants listed: the number of the one that it is shown with. `original`: of
    `originals`. An edition is shown for itself, and other files of it with the first of them."""
    if not original:
        return {}
    found = [Sketch.read(each) for each in sketches]
    everywhere = _everywhere([each.sentences for each in found], original)
    shown: dict[int, int] = {}
    editions: defaultdict[int, list[int]] = defaultdict(list)
    for copy in sorted(original, key=lambda number: (-len(found[number].sentences), number)):
        first = original[copy]
        same = (
            each
            for each in (first, *editions[first][-_LOOKED_BACK:])
            if not _says_more(found[each], found[copy], everywhere)
        )
        alike = next((each for each in same if _copies(found[copy], found[each])), None)
        if alike is None:
            editions[first].append(copy)
        else:
            shown[copy] = alike
    return shown


def _everywhere(values: Sequence[Hashes], original: Mapping[int, int]) -> Hashes:
    """The sentences that documents of several texts have."""
    texts = np.array([original.get(number, number) for number in range(len(values))], np.int64)
    owners = np.repeat(texts, [len(each) for each in values])
    hashes = np.concatenate([*values, np.zeros(0, np.uint64)])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    another = (hashes[1:] == hashes[:-1]) & (owners[1:] != owners[:-1])
    return np.unique(hashes[1:][another])


def _says_more(original: Sketch, copy: Sketch, everywhere: Hashes) -> bool:
    """Whether a document has sentences beside those of its copy, as far as both sketches reach: more than the copy has
    beside its own, which are those that a format broke."""
    one, other = _in_reach(original.sentences, copy.sentences)
    more = np.setdiff1d(one, other, assume_unique=True)
    if original.kind in _FRAMED:
        more = np.setdiff1d(more, everywhere, assume_unique=True)
    return len(more) > len(np.setdiff1d(other, one, assume_unique=True))


FILE = "copies.json"

Found = tuple[dict[int, int], dict[int, int]]
"""What `originals` and `shown_with` give."""


def kept_originals(folder: Path, state: str, sketches: Callable[[], Sequence[bytes]]) -> Found:
    """What is known of the documents of a state of an index: as it is kept in a folder, else made and kept there. A
    file that cannot be read, is not whole, or cannot be written is no error."""
    rule = (SIZE, ALIKE, FOREIGN, _LOOKED_BACK, _LIKELY, _AT_THE_TOP, "editions")
    key = blake2b(f"{rule}\0{state}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = json.loads(unsealed(read_plain(folder / FILE)))
        if kept["key"] == key:
            return _numbered(kept["copies"]), _numbered(kept["shown"])
    known = sketches()
    found = originals(known)
    shown = shown_with(known, found)
    with suppress(OSError):
        replace_file(folder / FILE, sealed(json.dumps({"key": key, "copies": found, "shown": shown}).encode()))
    return found, shown


def _numbered(kept: Mapping[str, int]) -> dict[int, int]:
    return {int(copy): int(original) for copy, original in kept.items()}


def _neighbours(values: Sequence[Hashes], sizes: Numbers, numbers: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Of the documents of these numbers those that share hashes, in pairs, each with the last few before it that have
    it: what holds two articles may stand between two copies of one. `sizes`: how many hashes each document has."""
    if not numbers:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    owners = np.repeat(numbers, sizes[list(numbers)])
    hashes = np.concatenate([values[number] for number in numbers])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    many = max(numbers) + 1
    same = [(step, np.flatnonzero(hashes[step:] == hashes[:-step])) for step in range(1, _LOOKED_BACK + 1)]
    pairs = np.concatenate([owners[at].astype(np.int64) * many + owners[at + step] for step, at in same])
    found, shared = np.unique(pairs, return_counts=True)
    one, other = found // many, found % many
    likely = shared * _LIKELY >= np.minimum(sizes[one], sizes[other])
    return one[likely], other[likely]


def _alike(values: Sequence[Hashes], sizes: Numbers, one: Numbers, other: Numbers) -> Iterator[tuple[int, int]]:
    """Of pairs those of which one may be within the other: those with a sketch that has not all sentences, and those
    that share so many as `_within` asks for, whichever is the copy. Of 20,000 articles of one place there are hundreds
    of thousands that have a sentence in common and nothing else."""
    least, most = np.minimum(sizes[one], sizes[other]), np.maximum(sizes[one], sizes[other])
    sampled = most >= SIZE
    chosen = sampled | (least >= ALIKE * most)
    one, other, sampled, most = one[chosen], other[chosen], sampled[chosen], most[chosen]
    hashes = np.concatenate([*values, np.zeros(0, np.uint64)])
    known, ranks = np.unique(hashes, return_inverse=True)
    first = np.concatenate(([0], sizes.cumsum()))
    there = np.repeat(np.arange(len(sizes)), sizes) * len(known) + ranks
    there.sort()
    kept = sampled.copy()
    whole = np.flatnonzero(~sampled)
    for at in (whole[start : start + _AT_ONCE] for start in range(0, len(whole), _AT_ONCE)):
        mine = sizes[one[at]]
        ends = mine.cumsum()
        places = np.repeat(first[one[at]] - ends + mine, mine) + np.arange(ends[-1])
        wanted = np.repeat(other[at], mine) * len(known) + ranks[places]
        is_there = there[np.minimum(np.searchsorted(there, wanted), len(there) - 1)] == wanted
        common = np.bincount(np.repeat(np.arange(len(at)), mine)[is_there], minlength=len(at))
        kept[at] = common >= ALIKE * most[at]
    yield from zip(one[kept].tolist(), other[kept].tolist(), strict=True)


def _copies(copy: Sketch, original: Sketch) -> bool:
    """Whether a document is another once more: in it, as far as both sketches reach, and little else is."""
    return _within(copy.sentences, original.sentences) and copy.is_one_with(original)


def _in_reach(one: Hashes, other: Hashes) -> tuple[Hashes, Hashes]:
    """Of two sketches what both would have kept."""
    reach = min((each[-1] for each in (one, other) if len(each) == SIZE), default=np.uint64(2**64 - 1))
    return one[one <= reach], other[other <= reach]


def _within(copy: Hashes, original: Hashes) -> bool:
    copy, original = _in_reach(copy, original)
    common = len(np.intersect1d(copy, original, assume_unique=True))
    foreign = len(copy) - common
    return foreign <= FOREIGN * len(copy) and common >= ALIKE * (foreign + len(original)) > 0


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
