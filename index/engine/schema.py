"""The fields of the index as Whoosh knows them, and the versions an index depends on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from index.engine.blocks import FIELDS, STORED
from index.engine.whooshes import FieldType, Format, Schema

FORMAT = 1
"""Of files, manifest and class paths together: an index of another format is not opened but built anew."""

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
    terms = {name: TermsField() for name in FIELDS}
    return Schema(**terms, **{name: CarriedField() for name in (BODY, *STORED)})


@lru_cache(maxsize=1)
def rules() -> str:
    """A digest of everything that decides what is in an index but the documents: our modules and tables, MeCab's
    dictionary. An index built under other rules would answer by them."""
    digest = blake2b(digest_size=12)
    digest.update(f"{FORMAT} {FIELDS} {STORED}".encode())
    for name in ("unidic-lite", "fugashi"):
        try:
            digest.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            digest.update(f"{name} ?".encode())
    package = Path(__file__).resolve().parent.parent
    here = package / "engine"
    files = [file for file in package.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    for file in sorted(files):
        reads_only = here in file.parents and file.name != "analysis.py"
        if not reads_only and file.name not in _ASKS_ONLY:
            digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


_ASKS_ONLY = frozenset({"library.py", "corrections.py", "progress.py"})
