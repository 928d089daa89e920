"""A segment on disk as search sees it: `segments.Segment` over a mapped block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.interface import StoredDocument
from inyo.index.engine.local.files.records import load_document, load_info
from inyo.index.engine.local.files.segment_blocks import Block, decode, encode
from inyo.index.engine.matching.sound_tables import HEARD, sound_tables
from inyo.index.engine.segments import Ends, Excerpt, Field, Positions
from inyo.index.japanese.folding import Folded, fold_characters
from inyo.index.own.sections import DamagedFile
from inyo.index.values.document import Document

_NONE: Positions = np.empty(0, np.uint32)


class DiskSegment:
    """An immutable segment: a block, and which of its documents were deleted since it was written.

    Arrays are views on the file: never write to them. Any damage found on the way raises DamagedFile or an exception
    of numpy; `Store.verify` then says where.
    """

    def __init__(self, name: str, block: Block, dead: Iterable[int] = ()) -> None:
        self.name = name
        self.block = block
        self.dead = frozenset(dead)
        self._lengths: dict[Field, NDArray[np.uint32]] = {}
        self._keys: dict[int, str] = {}
        self._infos: dict[int, StoredDocument] = {}

    def with_dead(self, dead: Iterable[int]) -> DiskSegment:
        """The same segment after other deletions; itself where they are the same."""
        if self.dead == frozenset(dead):
            return self
        twin = DiskSegment(self.name, self.block, dead)
        twin._lengths, twin._keys, twin._infos = self._lengths, self._keys, self._infos
        return twin

    @property
    def passages(self) -> int:
        """Number of passages, those of deleted documents included."""
        return self.block.passages

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """By passage: its document is not deleted."""
        live = np.ones(self.block.passages, np.bool_)
        for number in self.dead:
            live[slice(*self.passages_of(number))] = False
        return live

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the documents, in order, deleted ones included."""
        return tuple(map(self.key, range(self.block.documents)))

    @property
    def firsts(self) -> NDArray[np.uint32]:
        """By document: its first passage; one more at the end."""
        return self.block.column("first")

    def positions(self, field: Field, term: str) -> Positions:
        """All positions of a term in the field's space, ascending; empty where it does not occur."""
        number = self.block.dictionary(field).find(encode(term))
        return _NONE if number < 0 else self.block.postings(field).of(number)

    def bases(self, field: Field) -> Positions:
        """By passage: its first position in the field's space; one more at the end."""
        return self.block.bases(field)

    def lengths(self, field: Field) -> NDArray[np.uint32]:
        """By passage: the field's length for ranking."""
        found = self._lengths.get(field)
        if found is None:
            found = self._lengths[field] = self.block.lengths(field).astype(np.uint32)
        return found

    def terms(self, field: Field, prefix: str = "") -> Iterator[str]:
        """The field's terms that begin with `prefix`, in code point order."""
        for term in self.block.dictionary(field).iterate(*self.prefixed(field, prefix)):
            yield decode(term)

    def prefixed(self, field: Field, prefix: str) -> tuple[int, int]:
        """The numbers of the terms that begin with `prefix`: the first, and the one after the last."""
        return self.block.dictionary(field).prefixed(encode(prefix))

    def term(self, field: Field, number: int) -> str:
        """Term `number` of a field."""
        return decode(self.block.dictionary(field)[number])

    def has(self, field: Field, term: str) -> bool:
        """Whether a term occurs, be it in deleted passages."""
        return self.block.dictionary(field).find(encode(term)) >= 0

    def flat_terms(self, field: Field, first: int, last: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The UTF-8 of the terms from number `first` up to `last`, end to end, and their bounds in it."""
        bounds = self.block.column(f"{field}.bounds")[first : last + 1].astype(np.int64)
        return self.block.column(f"{field}.terms")[int(bounds[0]) : int(bounds[-1])], bounds - bounds[0]

    def joined_terms(self, field: Field, first: int, last: int) -> str:
        """The terms from number `first` up to `last`, end to end."""
        return decode(self.flat_terms(field, first, last)[0].tobytes())

    def counted(self, field: Field, first: int, last: int) -> tuple[NDArray[np.int64], Positions]:
        """How many positions each of the terms from number `first` up to `last` has, and these, term by term."""
        return self.block.postings(field).between(first, last)

    def table(self, name: str) -> NDArray[Any]:
        """A table of what the words sound like; made here where the block was written without (it is of one document,
        or of titles)."""
        return self.block.column(name) if name in self.block.sections else self._tables[name]

    @cached_property
    def _tables(self) -> dict[str, NDArray[Any]]:
        return sound_tables(*(list(self.terms(field)) for field in HEARD))

    def positions_beginning(self, field: Field, prefix: str) -> Positions:
        """The positions of all terms that begin with a prefix, ascending for each term, not over all."""
        return self.block.postings(field).all(*self.prefixed(field, prefix))

    @property
    def edges(self) -> NDArray[np.uint8]:
        """By position of character space, packed: whether a word starts or ends there."""
        return self.block.column("edges")

    def token_offsets(self, passage: int) -> NDArray[np.uint32]:
        """(tokens, 2): start and end of every token, relative to the passage's start."""
        return self.block.texts.offsets(passage)

    def token_spans(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        """How many tokens each of some passages has, and where all of them start and end, relative to its start."""
        return self.block.texts.token_spans(passages)

    def character_places(self, passages: NDArray[np.int64], tokens: NDArray[np.int64], ends: Ends) -> NDArray[np.int64]:
        """Where tokens start (or end, as `ends` says) in the folded texts of their passages; `tokens` by their number
        in these."""
        texts = self.block.texts
        return texts.places(passages, texts.tokens[passages] + tokens, ends)

    def character_spans(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        """How many tokens each of some passages has, and where all of them start and end in the folded texts."""
        return self.block.texts.spans(passages)

    def letters(self, passages: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.uint32]:
        """The characters (code points) at places of the folded texts of passages; 0 where there is none."""
        return self.block.texts.letters(passages, places)

    def document(self, passage: int) -> str:
        """The key (absolute path) of the document a passage belongs to."""
        return self.key(self.document_number(passage))

    def spans(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """By passage: start and end in the document's text."""
        return self.block.column("start"), self.block.column("end")

    def span(self, passage: int) -> tuple[int, int, int]:
        """start and end in the document's text, and the paragraph's number from 1."""
        column = self.block.column
        return int(column("start")[passage]), int(column("end")[passage]), int(column("paragraph")[passage])

    def text(self, passage: int) -> str:
        """A passage's text."""
        return self.block.texts.text(passage)

    def excerpts(self, passages: NDArray[np.int64]) -> list[Excerpt]:
        """Some passages as they stand in their documents."""
        column = self.block.column
        documents = column("first").searchsorted(passages, "right") - 1
        places = (column(name)[passages].tolist() for name in ("start", "end", "paragraph"))
        texts = self.block.texts.of(passages)
        return list(map(Excerpt, map(self.key, documents.tolist()), *places, texts))

    def folded_texts(self, passages: NDArray[np.int64]) -> Iterator[str]:
        """The folded text of each of some passages."""
        return self.block.texts.folded(passages)

    def folded(self, passage: int) -> Folded:
        """The folded text of a passage."""
        return fold_characters(self.block.texts.text(passage))

    def document_number(self, passage: int) -> int:
        """The number in this segment of the document a passage belongs to."""
        return int(np.searchsorted(self.block.column("first"), passage, "right")) - 1

    def passages_of(self, document: int) -> tuple[int, int]:
        """The passages of a document: the first, and the one after the last."""
        first, last = self.block.column("first")[document : document + 2].tolist()
        return first, last

    def key(self, document: int) -> str:
        """The key of a document by its number in this segment."""
        found = self._keys.get(document)
        if found is None:
            found = self._keys[document] = decode(self.block.stored(document, "key"))
        return found

    def info(self, document: int) -> StoredDocument:
        """What lists show of a document, by its number in this segment."""
        found = self._infos.get(document)
        if found is None:
            found = self._infos[document] = load_info(self.block.stored(document, "info"))
        return found

    def read(self, document: int) -> Document:
        """A document as indexed, by its number in this segment."""
        first, last = self.passages_of(document)
        column, texts = self.block.column, self.block.texts
        spans = list(zip(column("start")[first:last].tolist(), column("end")[first:last].tolist(), strict=True))
        words = texts.between(int(texts.bounds[first]), int(texts.bounds[last]))
        return load_document(self.block.stored(document, "body"), spans, words)

    def verify(self) -> None:
        """Read the whole file and compare it with its checksums. Raises DamagedFile."""
        try:
            self.block.sections.verify()
        except DamagedFile as error:
            raise DamagedFile(f"of the file {self.name}, {error}") from error
