"""Blocks: some documents with their passages, postings and records, as arrays; the dictionaries of their terms; and
several blocks, or what is left of them, written as one: how a segment is made, and how segments are merged.

A block is what a worker hands to the writer (one document), what lies on disk as a segment (many), and what merging
reads and writes: one format, and `merge.concatenate` the one way from several to one.

Arrays of a block, by name. By field F: `F.terms` (all terms, end to end), `F.bounds` (of each term in it), `F.places`
and `F.postings` (its positions, see `postings`), `F.lengths` (by passage). By passage: `bases.token`,
`bases.character`, `start`, `end`, `paragraph`. `first`: each document's first passage, one more at the end. `text`,
`offsets`, `uneven`: the passages' texts and where their tokens stand (see `flat_texts`). `stored` and `stored.bounds`:
the values of each document's record, in the order of `STORED`. A segment has tables beside (see `sound_tables`).
"""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import unpacked
from inyo.index.engine.local.packed_arrays import (
    FLAT,
    FlatTexts,
    PackedPostings,
    joined,
    marks_of,
    pack_offsets,
    pack_texts,
    pack_uneven,
)
from inyo.index.engine.local.packed_arrays import pack as pack_postings
from inyo.index.engine.matching.sound_tables import HEARD, sound_tables
from inyo.index.engine.passage_terms import (
    Gathered,
    TermColumns,
    bases_of,
    bigram_postings,
    columns_of,
    edges_of,
    encoded_sizes,
    gather,
    pair_keys,
    pairs_of,
)
from inyo.index.engine.segments import GAP, TOKEN_FIELDS, Field, PassageTerms, Positions, Space
from inyo.index.own.sections import Array, DamagedFile, Sections, SectionWriter, Sink
from inyo.index.values.document import Passage

FIELDS = tuple(Field)
STORED = ("key", "info", "body", "quotations", "mentions", "pairs", "places", "sketch")
"""The values of a document's record; what they hold is the business of `records`."""
_NUMBERS = {name: number for number, name in enumerate(STORED)}
ROOM = 1 << 32
"""Positions a block can number."""


class Block:
    """A block's arrays under their names. Passages and documents are numbered from 0. Raises DamagedFile."""

    def __init__(self, sections: Sections) -> None:
        self.sections = sections
        self.passages = sections.values.get("passages", -1)
        self.documents = sections.values.get("documents", -1)
        sizes = len(self.column("first")), len(self.column("start")), len(self.column("stored.bounds"))
        if sizes != (self.documents + 1, self.passages, self.documents * len(STORED) + 1):
            raise DamagedFile("its numbers of passages and documents do not agree")
        self._dictionaries: dict[Field, Dictionary] = {}
        self._postings: dict[Field, PackedPostings] = {}
        self._blobs: dict[str, tuple[memoryview, int]] = {}

    @classmethod
    def read(cls, data: bytes) -> Block:
        """The block in some bytes. Raises DamagedFile."""
        return cls(Sections(data))

    def dictionary(self, field: Field) -> Dictionary:
        found = self._dictionaries.get(field)
        if found is None:
            found = self._dictionaries[field] = Dictionary(self.sections, field)
        return found

    def postings(self, field: Field) -> PackedPostings:
        """The positions of a field's terms, by their numbers in its dictionary."""
        found = self._postings.get(field)
        if found is None:
            arrays = self.sections.array(f"{field}.places"), self.sections.array(f"{field}.postings")
            found = self._postings[field] = PackedPostings(*arrays)
        return found

    def lengths(self, field: Field) -> Array:
        return self.sections.array(f"{field}.lengths")

    def bases(self, field: Field) -> Positions:
        return self.sections.array(f"bases.{field.space}")

    def column(self, name: str) -> Array:
        return self.sections.array(name)

    def token_counts(self) -> Array:
        """By passage: its number of tokens."""
        return np.diff(self.sections.array("bases.token").astype(np.int64)) - GAP

    @cached_property
    def texts(self) -> FlatTexts:
        """The passages' texts, and where their tokens stand in them."""
        sizes = self.column("end").astype(np.int64) - self.column("start")
        bases = self.column("bases.token").astype(np.int64)
        bounds = np.concatenate(([0], sizes.cumsum()))
        marks = self.column("marks") if "marks" in self.sections else None
        return FlatTexts(self.column, bounds, bases - GAP * np.arange(len(bases)), marks)

    def stored(self, document: int, name: str) -> bytes:
        """A value of a document's record."""
        return self.blob("stored", document * len(STORED) + _NUMBERS[name])

    def stored_of_all(self, name: str) -> list[bytes]:
        """A value of the record of each document."""
        bounds, place = self.column("stored.bounds").astype(np.int64) + self.sections.place("stored"), _NUMBERS[name]
        firsts, lasts = bounds[:-1][place :: len(STORED)].tolist(), bounds[1:][place :: len(STORED)].tolist()
        buffer = self.sections.buffer
        return [buffer[first:last] for first, last in zip(firsts, lasts, strict=True)]

    def blob(self, name: str, number: int) -> bytes:
        """One of the byte strings that `add_blobs` wrote under a name."""
        found = self._blobs.get(name)
        if found is None:  # numbers one by one come from a view in a fraction of the time that an array takes
            found = self._blobs[name] = self.column(f"{name}.bounds").data, self.sections.place(name)
        bounds, place = found
        return self.sections.buffer[place + bounds[number] : place + bounds[number + 1]]


def pack(
    passages: Sequence[Passage],
    terms: TermColumns | Sequence[PassageTerms],
    texts: Sequence[str],
    stored: Mapping[str, bytes],
) -> bytes:
    """One document as a block: its passages in order, their terms and the text of each, the values of its record.

    Raises ValueError where a position lies outside of its passage and the gap behind it.
    """
    return pack_all(passages, terms, texts, [0, len(passages)], [stored])


def pack_all(
    passages: Sequence[Passage],
    terms: TermColumns | Sequence[PassageTerms],
    texts: Sequence[str],
    first: Sequence[int],
    stored: Sequence[Mapping[str, bytes]],
) -> bytes:
    """Several documents as a block: `first` the first passage of each, one more at the end; `stored` their records."""
    columns = terms if isinstance(terms, TermColumns) else columns_of(terms)
    characters = columns.characters
    file = io.BytesIO()
    writer = SectionWriter(file)
    found = gather(columns)
    for field in TOKEN_FIELDS:
        _pack_field(writer, field, found, columns)
    pairs, letters, counts, positions = bigram_postings([each.text for each in columns.folded])
    packed = pack_postings(counts, positions)
    add_field(writer, Field.PAIR, encode(pairs), encoded_sizes(pairs, letters), packed, characters)
    add_bases(writer, columns.counts, characters)
    places = np.array([(each.start, each.end, each.paragraph) for each in passages], np.int64).reshape(-1, 3)
    sizes = (places[:, 1] - places[:, 0]).tolist()
    if sizes != list(map(len, texts)):
        raise ValueError("a passage's text is longer or shorter than the passage")
    uneven = pack_uneven([each.starts for each in columns.folded], sizes)
    for name, array in {**pack_texts(texts), **pack_offsets(columns.counts, columns.offsets), **uneven}.items():
        writer.add(name, array)
    writer.add("edges", edges_of(columns))
    for name, column in zip(("start", "end", "paragraph"), places.T, strict=True):
        writer.add(name, column.astype(np.uint32))
    writer.add("first", np.array(first, np.uint32))
    add_blobs(writer, "stored", [each.get(name, b"") for each in stored for name in STORED])
    writer.close({"passages": len(passages), "documents": len(stored)})
    return file.getvalue()


def _pack_field(writer: SectionWriter, field: Field, found: Gathered, terms: TermColumns) -> None:
    order, counts, positions = found.field(field)
    lengths = terms.lengths.get(field)
    if lengths is None or (lengths < 0).any():
        sizes = np.bincount(np.searchsorted(found.bases, positions, "right") - 1, minlength=len(terms.counts))
        lengths = sizes if lengths is None else np.where(lengths < 0, sizes, lengths)
    whole = "".join(order)
    widths = encoded_sizes(whole, np.fromiter(map(len, order), np.int64, len(order)))
    add_field(writer, field, encode(whole), widths, pack_postings(counts, positions), lengths)


def add_bases(writer: SectionWriter, tokens: Array, characters: Array) -> None:
    """Write where passages begin, from their sizes. Raises ValueError where positions have too little room."""
    for name, sizes in (("token", tokens), ("character", characters)):
        bases = bases_of(sizes)
        if bases[-1] >= ROOM:
            raise ValueError("too much text for one segment")
        writer.add(f"bases.{name}", bases.astype(np.uint32))


def add_field(
    writer: SectionWriter, field: Field, terms: bytes, sizes: Array, packed: tuple[Array, Array], lengths: Array
) -> None:
    """Write a field: its terms in order, end to end, the bytes of each, their positions (see `postings.pack`), the
    passages' lengths."""
    bounds = np.concatenate(([0], sizes.cumsum())).astype(np.uint64)
    places, octets = packed
    writer.add(f"{field}.terms", np.frombuffer(terms, np.uint8))
    writer.add(f"{field}.bounds", _narrow(bounds))
    writer.add(f"{field}.places", places)
    writer.add(f"{field}.postings", octets)
    writer.add(f"{field}.lengths", _narrow(lengths, np.uint8, np.uint16))


def _narrow(array: Array, *narrower: type[Any]) -> Array:
    """The array in the narrowest of the given types (or four, or eight bytes) that holds its values."""
    largest = int(array.max()) if array.size else 0
    for kind in (*narrower, np.uint32):
        if largest <= np.iinfo(kind).max:
            return array.astype(kind)
    return array.astype(np.uint64)


def add_blobs(writer: SectionWriter, name: str, values: Sequence[bytes]) -> None:
    """Write byte strings end to end, and their bounds."""
    writer.add(f"{name}.bounds", np.cumsum([0, *map(len, values)], dtype=np.uint64))
    writer.add(name, np.frombuffer(b"".join(values), np.uint8))


_STEP = 64
"""Of every so manieth term the first bytes are kept at hand, so that a search touches the file only at its end."""
_HEAD = 12
"""So many bytes of it."""


def encode(term: str) -> bytes:
    """A term as stored: UTF-8, whose order is that of code points; lone surrogates (of file names) survive."""
    return term.encode("utf-8", "surrogatepass")


def decode(term: bytes) -> str:
    """The inverse of `encode`."""
    return term.decode("utf-8", "surrogatepass")


class Dictionary:
    """The terms of one field of one file, numbered from 0 in code point order."""

    def __init__(self, sections: Sections, field: str) -> None:
        self._buffer = sections.buffer
        self._terms = sections.array(f"{field}.terms")
        self._place = sections.place(f"{field}.terms")
        self._bounds = sections.array(f"{field}.bounds")
        self._count = len(self._bounds) - 1

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> bytes:
        """Term `number` as bytes."""
        start, end = self._bounds[number : number + 2].tolist()
        return self._buffer[self._place + start : self._place + end]

    def all(self, first: int = 0, last: int | None = None) -> list[bytes]:
        """The terms from number `first` up to `last` (without it)."""
        bounds = self._bounds[first : (self._count if last is None else last) + 1].tolist()
        if len(bounds) < 2:
            return []
        origin = bounds[0]
        blob = self._buffer[self._place + origin : self._place + bounds[-1]]
        return [blob[start - origin : end - origin] for start, end in pairwise(bounds)]

    def iterate(self, first: int, last: int) -> Iterator[bytes]:
        """As `all`, some at a time."""
        for start in range(first, last, 1024):
            yield from self.all(start, min(start + 1024, last))

    def find(self, term: bytes) -> int:
        """The number of a term, -1 where it does not occur."""
        number = self.lower(term)
        return number if number < self._count and self[number] == term else -1

    def lower(self, term: bytes) -> int:
        """The number of the first term that is not before `term`."""
        head = term[:_HEAD].rstrip(b"\0")
        first = bisect_left(self._heads, head)
        behind = bisect_right(self._heads, head, first)
        low, high = max(first - 1, 0) * _STEP, min(behind * _STEP, self._count)
        bounds = self._bounds[low : high + 1].tolist()
        buffer, place, least, most = self._buffer, self._place, 0, high - low
        while least < most:
            middle = (least + most) // 2
            if buffer[place + bounds[middle] : place + bounds[middle + 1]] < term:
                least = middle + 1
            else:
                most = middle
        return low + least

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """The numbers of the terms that begin with `prefix`: the first, and the one after the last."""
        if not prefix:
            return 0, self._count
        stem = prefix.rstrip(b"\xff")
        first = self.lower(prefix)
        return first, self.lower(stem[:-1] + bytes([stem[-1] + 1])) if stem else self._count

    @cached_property
    def _heads(self) -> list[bytes]:
        """The first bytes of every so manieth term. Zeros at their end count for nothing, so that some may be the same
        as those of a term before."""
        starts = self._bounds[: self._count : _STEP].astype(np.int64)
        ends = self._bounds[1 : self._count + 1 : _STEP].astype(np.int64)
        places = starts[:, np.newaxis] + np.arange(_HEAD)
        inside = places < ends[:, np.newaxis]
        octets = np.zeros(places.shape, np.uint8)
        octets[inside] = self._terms[places[inside]]
        heads: list[bytes] = octets.view(f"S{_HEAD}").reshape(-1).tolist()
        return heads


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
    return pack_postings(totals, whole)


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
