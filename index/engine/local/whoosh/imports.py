"""What we use of Whoosh 2.7.4, imported in one place and without its warnings.

From Python 3.12 on its modules give eight SyntaxWarnings (before: DeprecationWarnings) for escapes in string
literals when they are compiled; they mean nothing to a reader of documents.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
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
