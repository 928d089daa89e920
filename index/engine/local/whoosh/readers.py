"""A block as Whoosh reads it: dictionaries and postings, lengths, deletions, records.

Of inyo only the writer enters here, for deletions and counts: search reads blocks itself. The rest keeps the index one
that Whoosh's own queries and tools can read, which test_codec holds it to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from inyo.index.engine.local.files.segment_blocks import FIELDS, STORED, Block, Dictionary, decode, encode
from inyo.index.engine.local.whoosh.imports import (
    FieldCursor,
    LeafMatcher,
    PerDocumentReader,
    ReadTooFar,
    TermInfo,
    TermNotFound,
    TermsReader,
)
from inyo.index.engine.segments import Field, Positions
from inyo.index.own.sections import Array


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
