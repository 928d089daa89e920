"""A codec for Whoosh (`whoosh.codec.base`) whose postings are contiguous arrays in memory-mapped files, and what we use
of Whoosh 2.7.4, imported here alone, without its warnings and without what it needs for nothing.

Its module `compat` imports urllib.request for a function that nobody calls, and with it http, ssl and mail: 40 ms of
every start.
From Python 3.12 on its modules give eight SyntaxWarnings (before: DeprecationWarnings) for escapes in string
literals when they are compiled; they mean nothing to a reader of documents.

Of inyo only the writer enters here, for deletions and counts: search reads blocks itself. The rest keeps the index one
that Whoosh's own queries and tools can read, which test_codec holds it to.

Whoosh keeps what it is good at: generations, the list of segments, deletions, queries. A segment is one file, a block
(see `segment_blocks`); its Whoosh documents are all passages of all documents in order, then one for each document's
record. Writing by-passes Whoosh's pool of single postings: the field BODY carries whole blocks to the codec.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from inyo.index.engine.local.segment_blocks import (
    FIELDS,
    STORED,
    Block,
    Dictionary,
    Selection,
    concatenate,
    decode,
    encode,
)
from inyo.index.engine.segments import Field, Positions
from inyo.index.own.sections import Array, Sections

_NETWORK = "urllib.request"

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    if _NETWORK not in sys.modules:
        sys.modules[_NETWORK] = stand_in = ModuleType(_NETWORK)
        stand_in.__dict__["urlretrieve"] = None
        try:
            import_module("whoosh.compat")
        finally:
            del sys.modules[_NETWORK]
    from whoosh.codec.base import (
        Codec,
        FieldCursor,
        FieldWriter,
        PerDocumentReader,
        PerDocumentWriter,
        TermsReader,
    )
    from whoosh.codec.base import Segment as WhooshSegment
    from whoosh.fields import FieldType, Schema
    from whoosh.filedb.filestore import FileStorage as FileStorage
    from whoosh.filedb.structfile import StructFile as StructFile
    from whoosh.formats import Format
    from whoosh.index import TOC as TOC
    from whoosh.matching import LeafMatcher, ReadTooFar
    from whoosh.reading import TermInfo, TermNotFound


class ArrayTermsReader(TermsReader):  # type: ignore[misc]
    """Whoosh's view of the dictionaries and postings."""

    def __init__(self, block: Block) -> None:
        self._block = block

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in FIELDS and self._block.dictionary(Field(field)).find(text) >= 0

    def indexed_field_names(self) -> tuple[str, ...]:
        return tuple(sorted(FIELDS))

    def cursor(self, fieldname: str, fieldobj: Any) -> DictionaryCursor:
        return DictionaryCursor(self, fieldname)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in sorted(FIELDS):
            for term in self._block.dictionary(Field(field)).all():
                yield field, term

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for field in sorted(FIELDS):
            if field >= fieldname:
                terms = self._block.dictionary(Field(field))
                first = terms.lower(prefix) if field == fieldname else 0
                for term in terms.iterate(first, len(terms)):
                    yield field, term

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> Any:
        matcher = self.matcher(fieldname, text, None)
        ids = list(matcher.all_ids())
        positions = self._positions(fieldname, text)
        return TermInfo(
            len(positions),
            len(ids),
            matcher.block_min_length(),
            matcher.block_max_length(),
            matcher.block_max_weight(),
            ids[0],
            ids[-1],
        )

    def frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._positions(fieldname, text)) if self._number(fieldname, text) >= 0 else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return self.matcher(fieldname, text, None).document_count() if self._number(fieldname, text) >= 0 else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        positions, field = self._positions(fieldname, text), Field(fieldname)
        bases, lengths = self._block.bases(field), self._block.lengths(field)
        return ArrayMatcher((fieldname, text), positions, bases, lengths, format_, scorer)

    def _positions(self, field: str, text: bytes) -> Any:
        number = self._number(field, text)
        if number < 0:
            raise TermNotFound(f"no term {field}:{text!r}")
        return self._block.postings(Field(field)).of(number)

    def _number(self, field: str, text: bytes) -> int:
        return self._block.dictionary(Field(field)).find(text) if field in FIELDS else -1

    def dictionary(self, field: str) -> Dictionary:
        """The terms of a field."""
        return self._block.dictionary(Field(field))


class DictionaryCursor(FieldCursor):  # type: ignore[misc]
    """Walks a field's terms."""

    def __init__(self, reader: ArrayTermsReader, field: str) -> None:
        self._reader, self._field = reader, field
        self._terms = reader.dictionary(field)
        self._at = 0

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        self._at = self._terms.lower(term if isinstance(term, bytes) else encode(term))
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        return decode(self._terms[self._at]) if self.is_valid() else None

    def term_info(self) -> Any:
        return self._reader.term_info(self._field, self._terms[self._at]) if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._at < len(self._terms)


class ArrayDocumentReader(PerDocumentReader):  # type: ignore[misc]
    """Whoosh's view of lengths, deletions and records."""

    def __init__(self, block: Block, segment: Any) -> None:
        self._block, self._segment = block, segment

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        return set(self._segment.deleted_docs())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        if fieldname not in FIELDS or docnum >= self._block.passages:
            return default
        return int(self._block.lengths(Field(fieldname))[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self._block.lengths(Field(fieldname)).sum(dtype=np.int64)) if fieldname in FIELDS else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._block.lengths(Field(fieldname)).min()) if fieldname in FIELDS and self._block.passages else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._block.lengths(Field(fieldname)).max(initial=0)) if fieldname in FIELDS else 0

    def stored_fields(self, docnum: int) -> dict[str, bytes]:
        document = docnum - self._block.passages
        return {name: self._block.stored(document, name) for name in STORED} if document >= 0 else {}


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Goes over the passages that hold a term. `positions` in the field's space, `bases` and `lengths` by passage."""

    def __init__(
        self,
        term: tuple[str, bytes],
        positions: Positions,
        bases: Positions,
        lengths: Array,
        format_: Any,
        scorer: Any = None,
    ) -> None:
        self._term = term
        self.format = format_
        self.scorer = scorer
        self._positions = positions
        self._bases = bases
        passages = np.searchsorted(bases, positions, "right") - 1
        self._starts = np.flatnonzero(np.diff(passages, prepend=-1))
        self._passages = passages[self._starts]
        self._ends = np.append(self._starts[1:], len(positions))
        self._lengths = lengths[self._passages]
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._passages)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> ArrayMatcher:
        twin = object.__new__(ArrayMatcher)
        twin.__dict__.update(self.__dict__)
        return twin

    def id(self) -> int:
        return int(self._passages[self._at])

    def all_ids(self) -> Any:
        return iter(self._passages[self._at :].tolist())

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return False

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at += int(np.searchsorted(self._passages[self._at :], id))

    def weight(self) -> float:
        return float(self._ends[self._at] - self._starts[self._at])

    def value(self) -> bytes:
        inside = self._positions[self._starts[self._at] : self._ends[self._at]] - self._bases[self.id()]
        return bytes(inside.astype("<u4").tobytes())

    def all_items(self) -> Any:
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def block_min_length(self) -> int:
        return int(self._lengths.min())

    def block_max_length(self) -> int:
        return int(self._lengths.max())

    def block_max_weight(self) -> float:
        return float((self._ends - self._starts).max())

    def skip_to_quality(self, minquality: float) -> int:
        if self.is_active() and self.block_quality() <= minquality:
            self._at = len(self._passages)
            return 1
        return 0

    def document_count(self) -> int:
        """In how many passages the term occurs."""
        return len(self._passages)


EXTENSION = ".arrays"


class ArrayCodec(Codec):  # type: ignore[misc]
    """The codec. One instance serves one writer; readers need none in particular."""

    length_stats = False

    def __init__(self) -> None:
        self._selections: list[Selection] = []
        self._collector = _Collector(self._selections)

    def per_document_writer(self, storage: Any, segment: Any) -> _Collector:
        self._selections = []
        self._collector = _Collector(self._selections)
        return self._collector

    def field_writer(self, storage: Any, segment: Any) -> _BlockWriter:
        return _BlockWriter(storage, segment, self._selections, self._collector)

    def terms_reader(self, storage: Any, segment: Any) -> ArrayTermsReader:
        return ArrayTermsReader(open_block(storage, segment))

    def per_document_reader(self, storage: Any, segment: Any) -> ArrayDocumentReader:
        return ArrayDocumentReader(open_block(storage, segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        return ArraySegment(indexname)


def open_block(storage: Any, segment: Any) -> Block:
    """The file of a Whoosh segment, mapped. Raises OSError, DamagedFile."""
    return Block(Sections.map(Path(storage.folder) / segment.make_filename(EXTENSION)))


class ArraySegment(WhooshSegment):  # type: ignore[misc]
    """What Whoosh's table of contents keeps of a segment: plain numbers and strings.

    Deleted are Whoosh documents: passages and records.
    """

    def __init__(self, indexname: str) -> None:
        WhooshSegment.__init__(self, indexname)
        self._count = 0
        self._deleted: set[int] = set()

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, doccount: int) -> None:
        self._count = doccount

    def doc_count_all(self) -> int:
        return self._count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterable[int]:
        return iter(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def __getstate__(self) -> dict[str, Any]:
        deleted = np.array(sorted(self._deleted), "<u4").tobytes()
        return {"indexname": self.indexname, "segid": self.segid, "count": self._count, "deleted": deleted}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.indexname, self.segid = str(state["indexname"]), str(state["segid"])
        if not (self.indexname + self.segid).isalnum():
            raise ValueError("a segment's name is not one of ours")
        self.compound = False
        self._count = int(state["count"])
        self._deleted = set(np.frombuffer(state["deleted"], "<u4").tolist())


class _Collector(PerDocumentWriter):  # type: ignore[misc]
    """Takes the blocks that come with passages, and counts, so that none is lost."""

    def __init__(self, selections: list[Selection]) -> None:
        self._selections = selections
        self.passages = self.records = 0
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        pass

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        if isinstance(value, Selection):
            self._selections.append(value)
        if fieldname == BODY:
            self.passages += 1
            if self.records:
                raise ValueError("passages come before records")
        else:
            self.records += 1

    def close(self) -> None:
        self.is_closed = True


class _BlockWriter(FieldWriter):  # type: ignore[misc]
    """Writes a segment's one file when Whoosh finishes it."""

    def __init__(self, storage: Any, segment: Any, selections: list[Selection], collector: _Collector) -> None:
        self._storage, self._segment, self._selections, self._collector = storage, segment, selections, collector
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Any]) -> None:
        for item in items:
            raise TypeError(f"a posting of field {item[0]} came one by one: postings come in blocks")
        passages = sum(len(selection.tokens) for selection in self._selections)
        records = sum(len(selection.documents) for selection in self._selections)
        if (passages, records) != (self._collector.passages, self._collector.records):
            raise ValueError("passages or records of a block were not all added")
        file = self._segment.create_file(self._storage, EXTENSION)
        try:
            concatenate(self._selections, file)
        finally:
            file.close()

    def close(self) -> None:
        self._selections.clear()
        self.is_closed = True


def add_selection(writer: Any, selection: Selection) -> None:
    """Give Whoosh's writer the passages of a block; `add_records` must follow for the same blocks."""
    value: Selection | bytes = selection
    for _ in range(len(selection.tokens)):
        writer.add_document(**{BODY: value})
        value = CONTINUED


def add_records(writer: Any, selections: Iterable[Selection]) -> None:
    """Give Whoosh's writer the documents of blocks whose passages it was given (or that have none)."""
    for selection in selections:
        value: Selection | bytes = CONTINUED if len(selection.tokens) else selection
        for _ in selection.documents:
            writer.add_document(**{STORED[0]: value})
            value = CONTINUED


BODY = "passage"
"""The field that carries passages to the codec: a whole block with its first passage, CONTINUED with the rest."""
CONTINUED = b""


class ArrayPositions(Format):  # type: ignore[misc]
    """Positions within the passage, as an array of 32-bit numbers."""

    def __init__(self) -> None:
        Format.__init__(self)

    def decode_positions(self, value: bytes) -> list[int]:
        return list(np.frombuffer(value, "<u4").tolist())

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        return float(len(value) // 4)


class TermsField(FieldType):  # type: ignore[misc]
    """Terms found before Whoosh is asked, with their positions. A query's words are looked up as they are."""

    def __init__(self) -> None:
        FieldType.__init__(self, ArrayPositions(), None, scorable=True)

    def index(self, value: Any, **_: Any) -> Iterable[Any]:
        raise TypeError("terms are written by blocks of passages, in the field 'passage'")

    def process_text(self, qstring: str, mode: str = "", **_: Any) -> Iterable[str]:
        return (qstring,)


class CarriedField(FieldType):  # type: ignore[misc]
    """A value handed to the codec as it is; nothing is analysed or indexed."""

    indexed = False

    def __init__(self) -> None:
        FieldType.__init__(self, None, None, stored=True)


def schema() -> Any:
    """The schema: a field of terms for each field of `segments.Field`, the passages' carrier, a document's record."""
    terms = {field.value: TermsField() for field in FIELDS}
    return Schema(**terms, **{name: CarriedField() for name in (BODY, *STORED)})
