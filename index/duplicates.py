"""Which documents are one text: the same article as PDF and as a web page, or saved in two folders.

A document's sketch is the smallest hashes of its paragraphs, letters alone (bottom-k sampling after Broder, On the
resemblance and containment of documents, 1997): from two sketches the share of common paragraphs is estimated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from inyo.index.values.document import Document

SIZE = 16
"""Hashes in a sketch at most."""
ALIKE = 0.8
"""Share of common paragraphs from which two documents are one."""
_SHORTEST = 12
"""Letters a paragraph must have to say which text it is."""
_NO_LETTERS = re.compile(r"[\W_]+")

Hashes = NDArray[np.uint64]


def sketch(document: Document) -> bytes:
    """The sketch of a document; b"" where it has no paragraph that could tell."""
    found = {
        blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        for paragraph in document.paragraphs
        if len(bare := _bare(document.text[paragraph.start : paragraph.end])) >= _SHORTEST
    }
    values = np.sort(np.array([int.from_bytes(each, "little") for each in found], np.uint64))
    return values[:SIZE].astype("<u8").tobytes()


def _bare(text: str) -> str:
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def originals(sketches: Sequence[bytes]) -> dict[int, int]:
    """By number of a document that repeats an earlier one: the number of the first of its kind. n log n."""
    values: list[Hashes] = [np.frombuffer(each, "<u8").astype(np.uint64) for each in sketches]
    first = list(range(len(values)))
    for one, other in _neighbours(values):
        low, high = sorted((_root(first, one), _root(first, other)))
        if low != high and _alike(values[one], values[other]):
            first[high] = low
    return {number: root for number in range(len(first)) if (root := _root(first, number)) != number}


def _neighbours(values: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Documents that share a hash, each with the one before it that has it."""
    if not values:
        return
    owners = np.repeat(np.arange(len(values)), [len(each) for each in values])
    hashes = np.concatenate(values)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    same = np.flatnonzero(hashes[1:] == hashes[:-1])
    yield from sorted({(int(owners[at]), int(owners[at + 1])) for at in same})


def _alike(one: Hashes, other: Hashes) -> bool:
    first, second = set(one.tolist()), set(other.tolist())
    union = sorted(first | second)[: max(len(first), len(second))]
    return len(first & second & set(union)) >= ALIKE * len(union)


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
