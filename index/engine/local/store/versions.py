"""The numbers that are raised by hand when an index made before would answer differently from one made now."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

from inyo.index.engine.local.store.manifest import FORMAT

ANALYSIS = 19
"""Raise it when what an index holds of a document changes; a golden test tells when that is."""

LINKING = 1
"""Raise it when the same mentions are put together to other people."""


@lru_cache(maxsize=1)
def rules() -> str:
    """What decides, beside the documents, what an index holds; one built under other rules would answer by them."""
    return _named(f"analysis {ANALYSIS}")


@lru_cache(maxsize=1)
def linking_rules() -> str:
    """What decides, beside the documents and the reader's word, who is who."""
    return _named(f"analysis {ANALYSIS} linking {LINKING}")


def _named(what: str) -> str:
    return " ".join([f"format {FORMAT}", what, *(f"{name} {_version(name)}" for name in ("unidic-lite", "fugashi"))])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
