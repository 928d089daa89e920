"""Tables of words as they are written in the source, and patterns that look for many words at once."""

from __future__ import annotations

import re
from collections.abc import Iterable


def words(table: str) -> frozenset[str]:
    """The words of a table: separated by white space."""
    return frozenset(table.split())


def any_of(table: Iterable[str]) -> str:
    """A regular expression for the longest of the words that begins at a place.

    The words share their beginnings, so that a place where none begins costs one look at its first character.
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in table:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _pattern(tree)


def _pattern(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    branches = [re.escape(char) + _pattern(node[char]) for char in sorted(node) if char]
    if not branches:
        return ""
    single = all(len(branch) == 1 for branch in branches)
    body = f"[{''.join(branches)}]" if single and len(branches) > 1 else "|".join(branches)
    if "" in node:
        return f"(?:{body})?"
    return body if len(branches) == 1 or (single and len(branches) > 1) else f"(?:{body})"
