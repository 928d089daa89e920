"""The numbers that are raised by hand when an index made before would answer differently from one made now."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from inyo.index.engine.local.manifest import FORMAT

ANALYSIS = 68
"""Raise it when what an index holds of a document changes; a golden test tells when that is."""

LINKING = 2
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
    """The version of a distribution, by the folder beside its package; importlib.metadata, which imports what reads
    mail, only where there is none (15 ms of every start)."""
    package = name.replace("-", "_")
    spec = find_spec(package)
    if spec is not None and spec.origin:
        beside = Path(spec.origin).parent.parent.glob(f"{package}-*.dist-info")
        if found := next(beside, None):
            return found.name.removeprefix(f"{package}-").removesuffix(".dist-info")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
