"""The first screen: what one can go on with, whom the documents name, when they are from. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from inyo.index.library import DocumentInfo, Facets, Person
from inyo.tui.messages import Messages
from inyo.tui.panes.pieces import bar


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
        return max(0, self.now - self.before) if self.now >= 0 else 0


@dataclass(frozen=True, slots=True)
class Start:
    """What the first screen knows. `reading`: documents that were read last with how far, in per cent, latest first."""

    reading: tuple[tuple[DocumentInfo, int], ...] = ()
    queries: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    people: tuple[Person, ...] = ()
    facets: Facets = field(default_factory=Facets)
    news: tuple[News, ...] = ()
    marks: int = 0
    problems: int = 0


Does = Literal["", "read", "search", "person", "documents", "marks", "problems", "news"]


@dataclass(frozen=True, slots=True)
class StartRow:
    """A row: a head (no `does`), or something to go on with. `about` is its file, query or name."""

    text: str
    note: str = ""
    does: Does = ""
    about: str = ""
    sign: str = ""


def start_rows(start: Start, say: Messages) -> tuple[StartRow, ...]:
    """The rows of the first screen."""
    rows: list[StartRow] = []

    def part(name: str, found: Sequence[StartRow]) -> None:
        if found:
            rows.append(StartRow(say(f"start.{name}")))
            rows.extend(found)

    part("reading", [StartRow(info.title, f"{share} %", "read", info.file) for info, share in start.reading[:3]])
    kept = [StartRow(each.query, _found(each, say), "search", each.query, "*") for each in start.kept]
    part("kept", kept)
    part("queries", [StartRow(query, "", "search", query) for query in start.queries[:5]])
    part("news", [StartRow(say(f"news.{item.kind}", title=item.info.title), item.info.date, "read", item.info.file)
                  for item in start.news[:5] if item.kind != "removed"])  # fmt: skip
    people = [StartRow(person.name, say("start.person", mentions=person.mentions, count=person.quotations), "person",
                       person.name) for person in start.people[:8]]  # fmt: skip
    part("people", people)
    dated = start.facets.year if len(start.facets.year) > 3 else start.facets.month
    if dated:
        bars = bar([value.documents for value in dated])
        rows.append(StartRow(say("start.dates")))
        rows.append(StartRow(f"{dated[0].value} {bars} {dated[-1].value}", "", "documents"))
    other = [StartRow(say("start.marks", count=start.marks), "", "marks")] if start.marks else []
    other += [StartRow(say("start.problems", count=start.problems), "", "problems")] if start.problems else []
    part("other", other)
    return tuple(rows)


def _found(kept: Kept, say: Messages) -> str:
    if kept.now < 0:
        return f"{kept.before:,}"
    return say("start.new", count=kept.now, new=kept.new) if kept.new else f"{kept.now:,}"


Reading = tuple[tuple[DocumentInfo, int], ...]


def shares(lines: Mapping[str, tuple[int, int]], infos: Mapping[str, DocumentInfo]) -> Reading:
    """Documents that were read last, latest first, with the per cent up to which; `lines`: file → (top, of)."""
    read = [(file, top, of) for file, (top, of) in lines.items() if file in infos and top]
    return tuple((infos[file], min(100, 100 * top // max(1, of))) for file, top, of in reversed(read))
