"""Several blocks, or what is left of them, written as one: how a segment is made, and how segments are merged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import unpacked
from inyo.index.engine.local.files.flat_texts import FLAT, marks_of
from inyo.index.engine.local.files.postings import joined, pack
from inyo.index.engine.local.files.segment_blocks import (
    FIELDS,
    STORED,
    Block,
    add_bases,
    add_blobs,
    add_field,
    decode,
    encode,
)
from inyo.index.engine.matching.sound_tables import HEARD, sound_tables
from inyo.index.engine.segments import GAP, Field, Space
from inyo.index.engine.terms.postings_builder import bases_of, encoded_sizes, pair_keys, pairs_of
from inyo.index.own.sections import Array, SectionWriter, Sink

Mask = NDArray[np.bool_]
_MARKED = ("offsets", "escaped", "escapes")
_AT_ONCE = 1 << 21
"""Bytes of positions that are joined at once: in memory they take twenty times that."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A field of a selection: its terms, end to end, the bytes of each, about how much room its positions take; and
    `between`, which gives of the terms from one number up to another how many positions each has, and these, numbered
    from the selection's start."""

    octets: Array
    sizes: Array
    weights: Array
    between: Callable[[int, int], tuple[Array, Array]]


class Selection:
    """A block without its deleted documents. `kept` is by passage; documents whose passages all go, go."""

    def __init__(self, block: Block, dead: Sequence[int] = ()) -> None:
        self.block = block
        gone = np.zeros(block.documents, np.bool_)
        gone[list(dead)] = True
        first = block.column("first").astype(np.int64)
        self.documents = np.flatnonzero(~gone)
        sizes = first[1:] - first[:-1]
        self.sizes = sizes[self.documents]
        self.kept: Mask | None = None if not gone.any() else ~np.repeat(gone, sizes)
        self.tokens = self.column(block.token_counts())
        self.characters = self.column(np.diff(block.column("bases.character").astype(np.int64)) - GAP)

    def column(self, values: Array) -> Array:
        """Values by passage, of the passages that stay."""
        return values if self.kept is None else values[self.kept]

    def field(self, field: Field) -> _Part:
        """A field of what stays."""
        block = self.block
        octets = block.column(f"{field}.terms")
        sizes: Array = np.diff(block.column(f"{field}.bounds").astype(np.int64))
        packed = block.postings(field)
        if self.kept is None:
            return _Part(octets, sizes, packed.sizes(), packed.between)
        counts, positions = packed.between(0, len(sizes))
        old = block.bases(field).astype(np.int64)
        passage = np.searchsorted(old, positions, "right") - 1
        stays = self.kept[passage]
        left = np.bincount(np.repeat(np.arange(len(sizes)), counts)[stays], minlength=len(sizes))
        new = np.zeros(len(old) - 1, np.int64)
        new[self.kept] = bases_of(self.characters if field.space is Space.CHARACTERS else self.tokens)[:-1]
        moved = positions[stays] - old[passage[stays]] + new[passage[stays]]
        some = left > 0
        left = left[some]
        ends = np.concatenate(([0], left.cumsum()))
        return _Part(
            octets[np.repeat(some, sizes)],
            sizes[some],
            left,
            lambda first, last: (left[first:last], moved[ends[first] : ends[last]]),
        )

    def texts(self) -> dict[str, Array]:
        """`text`, `offsets` and what stands beside them (see `flat_texts`), of the passages that stay."""
        column, texts = self.block.column, self.block.texts
        found = {name: column(name) for name in FLAT}
        if self.kept is None:
            return found
        letters = np.repeat(self.kept, texts.bounds[1:] - texts.bounds[:-1])
        tokens = np.repeat(self.kept, self.block.token_counts())
        astral, escaped = letters[found["astral.at"]], tokens[found["escaped"]]
        uneven = self.kept[found["uneven"]]
        bounds = found["uneven.bounds"].astype(np.int64)
        counts = bounds[1:] - bounds[:-1]
        changes = np.repeat(uneven, counts)
        return {
            "text": found["text"][letters],
            "astral.at": (letters.cumsum() - 1)[found["astral.at"][astral]],
            "astral.code": found["astral.code"][astral],
            "offsets": found["offsets"][tokens],
            "escaped": (tokens.cumsum() - 1)[found["escaped"][escaped]],
            "escapes": found["escapes"].reshape(-1, 2)[escaped].reshape(-1),
            "uneven": (self.kept.cumsum() - 1)[found["uneven"][uneven]],
            "uneven.bounds": np.concatenate(([0], counts[uneven].cumsum())),
            "uneven.at": found["uneven.at"][changes],
            "uneven.shift": found["uneven.shift"][changes],
        }

    def edges(self) -> Mask:
        """`edges` of the passages that stay, a flag for each position."""
        bases = self.block.column("bases.character").astype(np.int64)
        flags = unpacked(self.block.column("edges"), int(bases[-1]))
        return flags if self.kept is None else flags[np.repeat(self.kept, bases[1:] - bases[:-1])]


def concatenate(selections: Sequence[Selection], file: Sink, one: Mapping[str, bytes] | None = None) -> None:
    """Write several blocks as one; with the values of `one` record they are stretches of one document. Raises
    ValueError where they are too large for one, and what writing raises."""
    writer = SectionWriter(file)
    tokens = np.concatenate([each.tokens for each in selections])
    characters = np.concatenate([each.characters for each in selections])
    add_bases(writer, tokens, characters)
    heard: dict[Field, list[str]] = {}
    for field in FIELDS:
        sizes = [each.characters if field.space is Space.CHARACTERS else each.tokens for each in selections]
        shifts = np.cumsum([0, *(int(size.sum() + GAP * len(size)) for size in sizes)])
        order = _join_field(writer, field, selections, shifts)
        if field in HEARD and not one:
            heard[field] = list(map(decode, order))
        for each in selections:
            each.block.sections.forget()
    for name, table in sound_tables(*(heard[field] for field in HEARD)).items() if heard else ():
        writer.add(name, table)
    for name in ("start", "end", "paragraph"):
        writer.add(name, *(each.column(each.block.column(name)) for each in selections))
    counts = np.concatenate([each.sizes for each in selections])
    writer.add("first", np.cumsum([0, *([counts.sum()] if one else counts)]).astype(np.uint32))
    flat = _join_texts(writer, [each.texts() for each in selections], [len(each.tokens) for each in selections])
    if not one:
        firsts = np.concatenate(([0], tokens.cumsum()))
        writer.add("marks", marks_of(flat["offsets"], flat["escaped"], flat["escapes"], firsts))
    writer.add("edges", np.packbits(np.concatenate([each.edges() for each in selections])))
    stored = [
        each.block.stored(int(number), name) for each in selections for number in each.documents for name in STORED
    ]
    add_blobs(writer, "stored", [one.get(name, b"") for name in STORED] if one else stored)
    documents = 1 if one else sum(len(each.documents) for each in selections)
    writer.close({"passages": len(tokens), "documents": documents})


def _join_texts(
    writer: SectionWriter, parts: Sequence[Mapping[str, Array]], passages: Sequence[int]
) -> dict[str, Array]:
    """Write `text`, `offsets` and what stands beside them, and give what `marks_of` asks for; numbers of places, tokens
    and passages go on from part to part."""
    kept: dict[str, Array] = {}
    counted = {"astral.at": "text", "escaped": "offsets", "uneven.bounds": "uneven.at"}
    for name in FLAT:
        arrays = [part[name] for part in parts]
        sizes = (
            passages if name == "uneven" else [len(part[counted[name]]) for part in parts] if name in counted else []
        )
        if sizes:
            shifts = np.cumsum([0, *sizes[:-1]])
            arrays = [array.astype(np.int64) + shift for array, shift in zip(arrays, shifts, strict=True)]
        if name == "uneven.bounds":
            arrays = [array[min(at, 1) :] for at, array in enumerate(arrays)]
        arrays = [array.astype(np.uint32) for array in arrays] if sizes else arrays
        writer.add(name, *arrays)
        if name in _MARKED:
            kept[name] = np.concatenate(arrays)
    return kept


def _join_field(writer: SectionWriter, field: Field, selections: Sequence[Selection], shifts: Array) -> list[bytes]:
    """Write a field, and give its terms in order, but of pairs."""
    parts = [selection.field(field) for selection in selections]
    join = _join_pairs if field is Field.PAIR else _join_terms
    whole, widths, ranks, order = join([(part.octets, part.sizes) for part in parts])
    weights = np.zeros(len(widths), np.int64)
    for there, part in zip(ranks, parts, strict=True):
        weights[there] += part.weights
    packed = [_join_postings(parts, ranks, shifts, first, last) for first, last in _stretches(weights)]
    lengths = np.concatenate([each.column(each.block.lengths(field)).astype(np.int64) for each in selections])
    add_field(writer, field, whole, widths, joined(packed), lengths)
    return order


def _stretches(weights: Array) -> Iterator[tuple[int, int]]:
    """Terms in stretches that weigh about as much as is joined at once."""
    ends = weights.cumsum()
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + _AT_ONCE, "right")))
        yield first, last
        first = last


def _join_postings(
    parts: Sequence[_Part], ranks: Sequence[Array], shifts: Array, first: int, last: int
) -> tuple[Array, Array]:
    """The positions of the terms from number `first` up to `last`, packed; `ranks` are the numbers of the terms of each
    part, `shifts` what its positions are moved by."""
    bounds = [np.searchsorted(there, (first, last)).tolist() for there in ranks]
    found = [(at, *parts[at].between(*bound)) for at, bound in enumerate(bounds) if bound[0] < bound[1]]
    totals = np.zeros(last - first, np.int64)
    for at, counts, _ in found:
        totals[ranks[at][slice(*bounds[at])] - first] += counts
    whole = np.empty(int(totals.sum()), np.uint32)
    cursor = totals.cumsum() - totals
    for at, counts, positions in found:
        there = ranks[at][slice(*bounds[at])] - first
        places = np.repeat(cursor[there] - counts.cumsum() + counts, counts)
        places += np.arange(len(positions))
        whole[places] = positions + positions.dtype.type(shifts[at])
        cursor[there] += counts
    return pack(totals, whole)


Joined = tuple[bytes, Array, list[Array], list[bytes]]
"""Terms in order, end to end, and the bytes of each; the numbers in them of the terms of each part; the terms."""


def _join_terms(parts: Sequence[tuple[Array, Array]]) -> Joined:
    """All terms of several parts, of each the terms end to end and their sizes."""
    vocabulary: dict[bytes, int] = {}
    numbers: list[Array] = []
    for octets, sizes in parts:
        whole, ends = octets.tobytes(), sizes.cumsum().tolist()
        terms = [whole[end - size : end] for end, size in zip(ends, sizes.tolist(), strict=True)]
        numbers.append(np.array([vocabulary.setdefault(term, len(vocabulary)) for term in terms], np.int64))
    order = sorted(vocabulary)
    rank = np.empty(len(order), np.int64)
    rank[[vocabulary[term] for term in order]] = np.arange(len(order))
    return b"".join(order), np.array([*map(len, order)], np.int64), [rank[each] for each in numbers], order


def _join_pairs(parts: Sequence[tuple[Array, Array]]) -> Joined:
    """As `_join_terms`, for terms of one or two characters, without an object for each; the list of them is empty."""
    keys = [_pair_keys(octets, sizes) for octets, sizes in parts]
    order = np.unique(np.concatenate(keys))
    whole, letters = pairs_of(order)
    return encode(whole), encoded_sizes(whole, letters), [np.searchsorted(order, each) for each in keys], []


def _pair_keys(octets: Array, sizes: Array) -> Array:
    """The numbers by which `pair_keys` orders terms."""
    codes = np.frombuffer(decode(octets.tobytes()).encode("utf-32-le", "surrogatepass"), "<u4")
    leads = np.concatenate(([0], ((octets & 0xC0) != 0x80).cumsum()))
    last = leads[sizes.cumsum()]
    letters = np.diff(last, prepend=0)
    return pair_keys(codes[last - letters], np.where(letters > 1, codes[last - 1].astype(np.uint64) + 1, 0))
