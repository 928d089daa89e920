"""What we use of Whoosh 2.7.4, imported in one place, without its warnings and without what it needs for nothing.

Its module `compat` imports urllib.request for a function that nobody calls, and with it http, ssl and mail: 40 ms of
every start.
From Python 3.12 on its modules give eight SyntaxWarnings (before: DeprecationWarnings) for escapes in string
literals when they are compiled; they mean nothing to a reader of documents.
"""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from types import ModuleType

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
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import StructFile
    from whoosh.formats import Format
    from whoosh.index import TOC
    from whoosh.matching import LeafMatcher, ReadTooFar
    from whoosh.reading import TermInfo, TermNotFound

__all__ = [
    "TOC",
    "Codec",
    "FieldCursor",
    "FieldType",
    "FieldWriter",
    "FileStorage",
    "Format",
    "LeafMatcher",
    "PerDocumentReader",
    "PerDocumentWriter",
    "ReadTooFar",
    "Schema",
    "StructFile",
    "TermInfo",
    "TermNotFound",
    "TermsReader",
    "WhooshSegment",
]
