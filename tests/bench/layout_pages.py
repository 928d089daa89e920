"""Pages as they stand on the web and in files, each laid out as another kind of publication does.

tests/data/layout_pages.txt holds them one after the other. Around the words of a turn stands ⟦who|words⟧, `who` being
the names under which whoever says them may be given, between /, or - where nobody needs to be named. Pages without a
turn only look like talks. Every second page was set aside, unread, until the work on the others was done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tests.paths import ROOT

_PAGES = ROOT / "tests" / "data" / "layout_pages.txt"
_TURN = re.compile(r"⟦([^|]+)\|(.*?)⟧", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and its turns: where the words begin and end, and who may be given as their speaker."""

    name: str
    number: int
    text: str
    turns: tuple[tuple[int, int, frozenset[str]], ...]

    @property
    def aside(self) -> bool:
        return self.number % 2 == 1


@lru_cache(maxsize=1)
def pages() -> tuple[Page, ...]:
    """The pages in the order in which they were written."""
    parts = re.split(r"^=== (.+)\n", _PAGES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = zip(parts[1::2], parts[2::2], strict=True)
    return tuple(_page(name, number, marked) for number, (name, marked) in enumerate(named))


def _page(name: str, number: int, marked: str) -> Page:
    text, turns, end = "", [], 0
    for found in _TURN.finditer(marked):
        text += marked[end : found.start()]
        names = frozenset("" if who == "-" else who for who in found[1].split("/"))
        turns.append((len(text), len(text) + len(found[2]), names))
        text, end = text + found[2], found.end()
    return Page(name, number, text + marked[end:], tuple(turns))
