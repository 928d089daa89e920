"""The fields of the index as Whoosh knows them, and the versions an index depends on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from index.engine.blocks import FIELDS, STORED
from index.engine.manifest import FORMAT
from index.engine.whooshes import FieldType, Format, Schema

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
    """A digest of everything but the documents that decides what is in an index: the modules that `analysing` imports,
    the tables beside them, MeCab's dictionary. An index built under other rules would answer by them."""
    return _digest(_ROOT / "index" / "engine" / "analysing.py")


@lru_cache(maxsize=1)
def linking_rules() -> str:
    """A digest of everything but the documents and the reader's word that decides who is who."""
    return _digest(_ROOT / "index" / "japanese" / "linking.py")


def _digest(module: Path) -> str:
    digest = blake2b(f"{FORMAT} {FIELDS} {STORED}".encode(), digest_size=12)
    for name in ("unidic-lite", "fugashi"):
        try:
            digest.update(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            digest.update(f"{name} ?".encode())
    modules = imported(module)
    tables = {
        file
        for folder in {module.parent for module in modules}
        for file in folder.iterdir()
        if file.is_file() and file.suffix not in (".py", ".pyc")
    }
    for file in sorted({*modules, *tables}):
        digest.update(file.relative_to(_ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def imported(module: Path) -> set[Path]:
    """The files of our modules that a module imports, they of them, and so on; itself too. Found by reading: nothing is
    imported."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += [each for each in _named(file.read_text("utf-8")) if each.is_file()]
    return found


def _named(source: str) -> Iterator[Path]:
    for match in _IMPORT.finditer(source):
        package = _ROOT.joinpath(*match[1].split("."))
        yield package.with_suffix(".py")
        for name in re.findall(r"\w+", match[2]):
            yield package / f"{name}.py"


_ROOT = Path(__file__).resolve().parent.parent.parent
_IMPORT = re.compile(r"^\s*from (index(?:\.\w+)*) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
