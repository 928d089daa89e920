"""A block as Whoosh reads it: dictionaries and postings, lengths, deletions, records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from inyo.index.engine.local.files.blocks import FIELDS, STORED, Block
from inyo.index.engine.local.files.dictionary import Dictionary, decode, encode
from inyo.index.engine.local.whoosh.imports import FieldCursor, PerDocumentReader, TermInfo, TermNotFound, TermsReader
from inyo.index.engine.local.whoosh.matcher import ArrayMatcher


class ArrayTermsReader(TermsReader):  # type: ignore[misc]
    """Whoosh's view of the dictionaries and postings."""

    def __init__(self, block: Block) -> None:
        self._block = block

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in FIELDS and self._block.dictionary(field).find(text) >= 0

    def indexed_field_names(self) -> tuple[str, ...]:
        return tuple(sorted(FIELDS))

    def cursor(self, fieldname: str, fieldobj: Any) -> DictionaryCursor:
        return DictionaryCursor(self, fieldname)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in sorted(FIELDS):
            for term in self._block.dictionary(field).all():
                yield field, term

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for field in sorted(FIELDS):
            if field >= fieldname:
                terms = self._block.dictionary(field)
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
        positions = self._positions(fieldname, text)
        return ArrayMatcher(
            (fieldname, text), positions, self._block.bases(fieldname), self._block.lengths(fieldname), format_, scorer
        )

    def _positions(self, field: str, text: bytes) -> Any:
        number = self._number(field, text)
        if number < 0:
            raise TermNotFound(f"no term {field}:{text!r}")
        start, end = self._block.starts(field)[number : number + 2].tolist()
        return self._block.positions(field)[start:end]

    def _number(self, field: str, text: bytes) -> int:
        return self._block.dictionary(field).find(text) if field in FIELDS else -1

    def dictionary(self, field: str) -> Dictionary:
        """The terms of a field."""
        return self._block.dictionary(field)


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
        return int(self._block.lengths(fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self._block.lengths(fieldname).sum(dtype=np.int64)) if fieldname in FIELDS else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._block.lengths(fieldname).min()) if fieldname in FIELDS and self._block.passages else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._block.lengths(fieldname).max(initial=0)) if fieldname in FIELDS else 0

    def stored_fields(self, docnum: int) -> dict[str, bytes]:
        document = docnum - self._block.passages
        return {name: self._block.stored(document, name) for name in STORED} if document >= 0 else {}
