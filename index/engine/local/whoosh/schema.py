"""The fields of the index as Whoosh knows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from inyo.index.engine.local.files.segment_blocks import FIELDS, STORED
from inyo.index.engine.local.whoosh.imports import FieldType, Format, Schema

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
    """The schema: a field of terms for each field of `postings`, the passages' carrier, a document's record."""
    terms = {field.value: TermsField() for field in FIELDS}
    return Schema(**terms, **{name: CarriedField() for name in (BODY, *STORED)})
