"""Tables of words as they are written in the source: separated by white space."""

from __future__ import annotations


def words(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(table.split())
