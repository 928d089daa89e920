"""A codec for Whoosh (`whoosh.codec.base`) whose postings are contiguous arrays in memory-mapped files.

Whoosh keeps what it is good at: generations, the list of segments, deletions, queries. A segment is one file, a block
(see `segment_blocks`); its Whoosh documents are all passages of all documents in order, then one for each document's
record. Writing by-passes Whoosh's pool of single postings: the field BODY carries whole blocks to the codec."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from inyo.index.engine.local.files.merge import Selection, concatenate
from inyo.index.engine.local.files.segment_blocks import FIELDS, STORED, Block
from inyo.index.engine.local.whoosh.imports import (
    Codec,
    FieldType,
    FieldWriter,
    Format,
    PerDocumentWriter,
    Schema,
    WhooshSegment,
)
from inyo.index.engine.local.whoosh.readers import ArrayDocumentReader, ArrayTermsReader
from inyo.index.own.sections import Sections

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
