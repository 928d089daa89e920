"""Long tables of what a phrase may end in, asked quickly: words by their length and last character, patterns last."""

from __future__ import annotations

import re
from collections import defaultdict

_SIGNS = re.compile(r"[\\()\[\]?*+.^$|{}]")


class Tails:
    """Whether a phrase ends in an alternative of `table` (a regular expression), and `behind` it any of `followers`.

    `behind` is a pattern that may match nothing, `followers` the last characters of what it matches otherwise. The
    answer is that of `pattern.search`; most phrases get it without a search.
    """

    def __init__(self, table: str, behind: str = "", followers: str = "", flags: int = 0) -> None:
        self.pattern = re.compile(f"(?:{table}){behind}$", flags)
        self._followers = frozenset(followers)
        self._words: dict[str, tuple[frozenset[str], tuple[int, ...]]] = {}
        alternatives = _alternatives(table)
        by_last: dict[str, set[str]] = defaultdict(set)
        for word in alternatives:
            if word and not _SIGNS.search(word):
                by_last[word[-1]].add(word)
        for last, words in by_last.items():
            self._words[last] = frozenset(words), tuple(sorted({len(word) for word in words}))
        others = [word for word in alternatives if _SIGNS.search(word)]
        closed = [word for word in others if not _SIGNS.search(word[-1])]
        open_ended = [word for word in others if _SIGNS.search(word[-1])]
        self._closed_lasts = frozenset(word[-1] for word in closed)
        self._closed = re.compile(f"(?:{'|'.join(closed)})$", flags) if closed else None
        self._open = re.compile(f"(?:{'|'.join(open_ended)})$", flags) if open_ended else None
        self._any_case = bool(flags & re.IGNORECASE)

    def end(self, phrase: str) -> bool:
        """Whether the phrase ends so."""
        if not phrase:
            return bool(self.pattern.search(phrase))
        last = phrase[-1]
        if last in self._followers or last == "\n" or (self._any_case and not ("\u3000" <= last <= "\u9fff")):
            return bool(self.pattern.search(phrase))
        words, sizes = self._words.get(last, _NONE)
        for size in sizes:
            if phrase[-size:] in words:
                return True
        if self._closed is not None and last in self._closed_lasts and self._closed.search(phrase):
            return True
        return bool(self._open is not None and self._open.search(phrase))


_NONE: tuple[frozenset[str], tuple[int, ...]] = (frozenset(), ())


def _alternatives(table: str) -> list[str]:
    """The alternatives of a pattern: what its outermost bars part."""
    out: list[str] = []
    depth = 0
    start = 0
    for at, char in enumerate(table):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "|" and not depth:
            out.append(table[start:at])
            start = at + 1
    return [*out, table[start:]]
