"""Tables of words as they are written in the source, and patterns that look for many words at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files


def words(table: str) -> frozenset[str]:
    """The words of a table: separated by white space."""
    return frozenset(table.split())


class Classes:
    """The words of a table of a package, by class: a row is a word, a tab, and its classes."""

    def __init__(self, package: str, name: str) -> None:
        self._classes: defaultdict[str, list[str]] = defaultdict(list)
        for line in files(package).joinpath(name).read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                word, classes = line.split("\t")
                for each in classes.split():
                    self._classes[each].append(word)

    def __getitem__(self, name: str) -> frozenset[str]:
        """The words of a class."""
        return frozenset(self.listed(name))

    def listed(self, name: str) -> list[str]:
        """The words of a class in the order of the table."""
        return self._classes.get(name, [])


def lazily(pattern: Callable[[], str], flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A regular expression that is compiled at its first use: large ones, which no search needs, and those that name
    all kanji (a thousandth of a second each to compile), which few words need."""
    return lru_cache(maxsize=1)(lambda: re.compile(pattern(), flags))


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
