"""What the first screen knows: what one can go on with, whom the documents name, when they are from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from inyo.index.library import DocumentInfo, Facets, Person, Term


@dataclass(frozen=True, slots=True)
class News:
    """A document that came, changed or went while the explorer was open."""

    kind: Literal["added", "changed", "removed"]
    info: DocumentInfo


def news_of(before: Sequence[DocumentInfo], after: Sequence[DocumentInfo]) -> tuple[News, ...]:
    """What is different between two lists of documents: new ones first, then changed ones, then those that are gone."""
    old, new = {info.file: info for info in before}, {info.file: info for info in after}
    added = [News("added", info) for file, info in new.items() if file not in old]
    changed = [News("changed", info) for file, info in new.items() if file in old and old[file] != info]
    removed = [News("removed", info) for file, info in old.items() if file not in new]
    return (*added, *changed, *removed)


@dataclass(frozen=True, slots=True)
class Kept:
    """A search that is kept: what it found when it was looked at last, and what it finds now (-1: not known yet)."""

    query: str
    before: int
    now: int = -1

    @property
    def new(self) -> int:
        """Passages that have come since."""
        return max(0, self.now - self.before) if min(self.now, self.before) >= 0 else 0


@dataclass(frozen=True, slots=True)
class Start:
    """What the first screen knows. `reading`: documents that were read last with how far, in per cent, latest first."""

    reading: tuple[tuple[DocumentInfo, int], ...] = ()
    queries: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    people: tuple[Person, ...] = ()
    terms: tuple[Term, ...] = ()
    facets: Facets = field(default_factory=Facets)
    news: tuple[News, ...] = ()
    marks: int = 0
    undated: int = 0
    """Documents without a date."""
    problems: int = 0


Reading = tuple[tuple[DocumentInfo, int], ...]


def shares(lines: Mapping[str, tuple[int, int]], infos: Mapping[str, DocumentInfo]) -> Reading:
    """Documents that were read last, latest first, with the per cent up to which; `lines`: file → (top, of)."""
    read = [(file, top, of) for file, (top, of) in lines.items() if file in infos and top]
    return tuple((infos[file], min(100, 100 * top // max(1, of))) for file, top, of in reversed(read))
