"""Tables of words and patterns that the measurements are made from: rows of fields between tabs, # before remarks."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=8)
def rows(path: Path) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, in order."""
    lines = path.read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=4)
def words_by_kind(path: Path) -> dict[str, list[str]]:
    """The words of a table whose rows are a kind and a word."""
    out: dict[str, list[str]] = defaultdict(list)
    for kind, word in rows(path):
        out[kind].append(word)
    return out
