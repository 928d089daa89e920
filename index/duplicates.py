"""Which documents are one text: the same article as PDF and as a web page, or saved in two folders.

Formats part paragraphs differently and put lines of their own around a text, so sentences are compared: what ends in a
full stop, question or exclamation mark, letters alone; where a text has no such ends, its lines. A document's sketch is
the smallest hashes of them (bottom-k sampling after Broder, On the resemblance and containment of documents, 1997): all
of an article, a sample of a book.

The rule: B is A once more if nearly all sentences of B are in A (all but FOREIGN of them, so none of fewer than fifty
may be another) and A has little besides (ALIKE). The fuller of both is the one that stays, so that no sentence is lost;
two editions of which each says something that the other does not stay two.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inyo.index.own.atomic_files import read_plain, replace_file, sealed, unsealed
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
_FEWEST_ENDS = 2
_SHORTEST, _SHORTEST_LINE = 6, 12
"""Letters a sentence or a line must have to say which text it is."""
_NO_LETTERS = re.compile(r"[\W_]+")
_ENDED = re.compile(r"(?<=[。！？!?])")

Hashes = NDArray[np.uint64]


@dataclass(frozen=True)
class Copies:
    """The documents of a collection that are another once more. `original`: that one's key, by the copy's."""

    original: Mapping[str, str]

    @cached_property
    def of(self) -> dict[str, tuple[str, ...]]:
        """By key of a document that has copies: their keys."""
        found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for copy, first in self.original.items():
            found[first] += (copy,)
        return dict(found)


def sketch(document: Document) -> bytes:
    """The sketch of a document; b"" where it has no sentence and no line that could tell."""
    lines = [document.text[paragraph.start : paragraph.end] for paragraph in document.paragraphs]
    sentences = [sentence for line in lines for sentence in _ENDED.split(line)[:-1]]
    pieces = (sentences, _SHORTEST) if len(sentences) >= _FEWEST_ENDS else (lines, _SHORTEST_LINE)
    found = {
        blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        for piece in pieces[0]
        if len(bare := _bare(piece)) >= pieces[1]
    }
    values = np.sort(np.array([int.from_bytes(each, "little") for each in found], np.uint64))
    return values[:SIZE].astype("<u8").tobytes()


def _bare(text: str) -> str:
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def originals(sketches: Sequence[bytes]) -> dict[int, int]:
    """By number of a document that is another once more: the number of that, the fullest of its kind, of equals the
    first. n log n."""
    values: list[Hashes] = [np.frombuffer(each, "<u8").astype(np.uint64) for each in sketches]
    seen: dict[bytes, int] = {}
    first = [seen.setdefault(each, number) if each else number for number, each in enumerate(sketches)]
    for one, other in _neighbours(values, list(seen.values())):
        low, high = sorted((_root(first, one), _root(first, other)))
        if low != high and (_within(values[one], values[other]) or _within(values[other], values[one])):
            first[high] = low
    kinds: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(first)):
        kinds[_root(first, number)].append(number)
    fullest = {root: max(kind, key=lambda number: (len(values[number]), -number)) for root, kind in kinds.items()}
    return {
        number: original
        for root, kind in kinds.items()
        for number in kind
        if number != (original := fullest[root]) and _within(values[number], values[original])
    }


FILE = "copies.json"


def kept_originals(folder: Path, state: str, sketches: Callable[[], Sequence[bytes]]) -> dict[int, int]:
    """`originals` of the documents of a state of an index: as it is kept in a folder, else made and kept there. A file
    that cannot be read, is not whole, or cannot be written is no error."""
    rule = (SIZE, ALIKE, FOREIGN, _LOOKED_BACK, _LIKELY)
    key = blake2b(f"{rule}\0{state}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = json.loads(unsealed(read_plain(folder / FILE)))
        if kept["key"] == key:
            return {int(copy): int(original) for copy, original in kept["copies"].items()}
    found = originals(sketches())
    with suppress(OSError):
        replace_file(folder / FILE, sealed(json.dumps({"key": key, "copies": found}).encode()))
    return found


def _neighbours(values: Sequence[Hashes], numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Of the documents of these numbers those that share hashes, each with the last few before it that have it: what
    holds two articles may stand between two copies of one."""
    if not numbers:
        return
    owners = np.repeat(numbers, [len(values[number]) for number in numbers])
    hashes = np.concatenate([values[number] for number in numbers])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    many = max(numbers) + 1
    same = [(step, np.flatnonzero(hashes[step:] == hashes[:-step])) for step in range(1, _LOOKED_BACK + 1)]
    pairs = np.concatenate([owners[at].astype(np.int64) * many + owners[at + step] for step, at in same])
    found, shared = np.unique(pairs, return_counts=True)
    sizes = np.array([len(each) for each in values])
    one, other = found // many, found % many
    likely = shared * _LIKELY >= np.minimum(sizes[one], sizes[other])
    yield from zip(one[likely].tolist(), other[likely].tolist(), strict=True)


def _within(copy: Hashes, original: Hashes) -> bool:
    """Whether a document is in another, as far as both sketches reach, and little else is."""
    reach = min((each[-1] for each in (copy, original) if len(each) == SIZE), default=np.uint64(2**64 - 1))
    copy, original = copy[copy <= reach], original[original <= reach]
    common = len(np.intersect1d(copy, original, assume_unique=True))
    foreign = len(copy) - common
    return foreign <= FOREIGN * len(copy) and common >= ALIKE * (foreign + len(original)) > 0


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
