"""A library in memory with the interface of the real one: small, quick, and it does what a test tells it to."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inyo.index.library import (
    SHOWN,
    Answer,
    Collocate,
    ConcordanceLine,
    Document,
    DocumentInfo,
    Facets,
    FacetValue,
    Hit,
    Kind,
    Library,
    Person,
    Problem,
    Progress,
    Quotation,
    Quote,
    Report,
    Span,
    Term,
)  # fmt: skip
from tests.waiting import PATIENCE

_BRACKETS = re.compile(r"「[^「」]*」")
_SAID = re.compile(r"(\w{1,20})氏は、?(「[^「」]*」)")


def document(name: str, text: str, title: str = "", **fields: str) -> Document:
    """A document whose paragraphs are its lines."""
    from inyo.index.values.document import Paragraph

    paragraphs = tuple(Paragraph(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text))
    return Document(name, text, title or text.split("\n")[0], paragraphs=paragraphs, **fields)  # type: ignore[arg-type]


HARBOUR = document(
    "港.txt",
    "港の行方\n港の工事について帆足氏は「港は渡さない」と述べた。\n知事は「急がない」とだけ答えた。\n町の港は静かだ。",
    date="2025-06-10", source="潮通信",
)  # fmt: skip
LIGHT = document("灯台.txt", "灯台の夜\n帆足氏は「灯台は残す」と書いた。\n港から見える灯台である。", date="2025-07-01")
HILL = document("丘.txt", "丘の畑\n畑の話だけがある。", date="2024-01-01")


@dataclass
class FakeLibrary:
    """Documents searched for words; speakers are `NAME氏は「…」`. `hold` keeps answers back until it is set."""

    docs: tuple[Document, ...] = (HARBOUR, LIGHT, HILL)
    paths: tuple[Path, ...] = (Path("/collection"),)
    left_out: tuple[Problem, ...] = ()
    hold: dict[str, threading.Event] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    speakers: dict[tuple[str, int], str] = field(default_factory=dict)
    dropped: set[tuple[str, int]] = field(default_factory=set)
    merged: list[tuple[str, str]] = field(default_factory=list)
    split: list[tuple[str, str]] = field(default_factory=list)
    steps: Sequence[Progress] = ()
    go_on: threading.Event | None = None
    said: tuple[str, ...] = ()
    others: int = 0
    changed: Callable[[], None] = lambda: None
    reports: list[Report] = field(default_factory=list)

    def update(
        self, progress: Callable[[Progress], None] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Report:
        for step in self.steps:
            if progress:
                progress(step)
        if self.go_on is not None:
            self.go_on.wait(PATIENCE)
        if self.reports:
            return self.reports.pop(0)
        return Report(len(self.docs), 0, 0, 0, self.left_out, 0.1)

    def watch(self, changed: Callable[[], None], stopped: threading.Event) -> bool:
        self.changed = changed
        return False

    def documents(self) -> tuple[DocumentInfo, ...]:
        return tuple(
            DocumentInfo(d.path, d.title, d.author, d.date, d.source, len(d.text), len(d.paragraphs), 1)
            for d in self.docs
        )

    def heed(self) -> int:
        return self.others

    def notices(self) -> tuple[str, ...]:
        return self.said

    def problems(self) -> tuple[Problem, ...]:
        return self.left_out

    def document(self, file: str) -> Document:
        found = next((d for d in self.docs if d.path == file), None)
        if found is None:
            raise KeyError(file)
        return found

    def search(
        self, query: str, *, limit: int = 100, order: str = "relevance", cancelled: Callable[[], bool] | None = None
    ) -> Answer:
        self.asked.append(query)
        if query in self.hold:
            self.hold[query].wait(PATIENCE)
        return self._answer(query, limit, order)

    def _answer(self, query: str, limit: int, order: str = "relevance") -> Answer:
        hits, docs = [], list(self.docs)
        if order != "relevance":
            docs.sort(key=lambda doc: doc.date if order == "newest" else doc.title, reverse=order == "newest")
        for doc in docs:
            for number, paragraph in enumerate(doc.paragraphs, 1):
                text = doc.text[paragraph.start : paragraph.end]
                found = [m.span() for m in re.finditer(re.escape(query), text)] if query else []
                if found:
                    spans = tuple(Span(paragraph.start + a, paragraph.start + b, "written") for a, b in found)
                    hits.append(Hit(doc.path, doc.title, number, paragraph.start, paragraph.end, text, spans, 1.0))
        suggestions = () if hits else ("港", "灯台")
        return Answer(query, tuple(hits[:limit]), len(hits), suggestions=suggestions)

    def facets(self, query: str = "") -> Facets:
        files = {hit.file for hit in self._answer(query, 1000).hits} if query else {each.path for each in self.docs}
        months = Counter(each.date[:7] for each in self.docs if each.path in files and each.date)
        return Facets(month=tuple(FacetValue(month, count, count) for month, count in sorted(months.items())))

    heard = staticmethod(Library.heard)

    def complete(self, beginning: str, *, limit: int = 5, people: bool = False) -> tuple[str, ...]:
        return tuple(each.name for each in self.people() if Library.heard(beginning, each.name))[:limit]

    def nearest(self, typed: str, *, limit: int = 5) -> tuple[str, ...]:
        return tuple(each.name for each in self.people() if typed == "hoasu")[:limit]

    def terms(self) -> tuple[Term, ...]:
        return (Term("港の工事", 5),) if self.docs else ()

    def concordance(
        self, query: str, *, left: int = 20, right: int = 20, words: bool = True
    ) -> tuple[ConcordanceLine, ...]:
        return tuple(
            ConcordanceLine(
                each.path, each.title, each.date, 1, m.start(), m.end(),
                each.text[max(0, m.start() - left) : m.start()], m[0], each.text[m.end() : m.end() + right], (), (),
            )
            for each in self.docs
            for m in re.finditer(re.escape(query), each.text)
        )  # fmt: skip

    def collocations(self, query: str, *, window: int = 5) -> tuple[Collocate, ...]:
        return (Collocate("工事", 1, 1, 2.0, 9.0),)

    def highlights(self, file: str, query: str) -> tuple[Span, ...]:
        return tuple(
            Span(*m.span(), "written") for m in re.finditer(re.escape(query), self.document(file).text) if query
        )

    def passages(self, file: str, query: str) -> tuple[tuple[int, int], ...]:
        return tuple((hit.start, hit.end) for hit in self._answer(query, 10**6).hits if hit.file == file)

    def quotations(
        self, *, file: str | None = None, by: str | None = None, about: str | None = None,
        kinds: Sequence[Kind] = SHOWN, zones: Sequence[str] | None = None,
    ) -> tuple[Quote, ...]:  # fmt: skip
        found = []
        for doc in self.docs:
            if file not in (None, doc.path):
                continue
            named = {m.start(2): m for m in _SAID.finditer(doc.text)}
            for m in _BRACKETS.finditer(doc.text):
                key = (doc.path, m.start())
                who = named.get(m.start())
                speaker = who[1][-2:] if who else ""
                span = (who.start(2) - len(speaker) - 2, who.start(2) - 1) if who else None
                person = self.speakers.get(key, speaker)
                if key in self.dropped or (by is not None and person != by):
                    continue
                paragraph = next(n for n, p in enumerate(doc.paragraphs, 1) if p.start <= m.start() < p.end)
                quotation = Quotation(
                    m.start(), m.end(), m[0], "speech", "full", "body", speaker, speaker, span, inferred=not who
                )
                edited = key in self.speakers
                found.append(
                    Quote(doc.path, doc.title, doc.date, doc.source, doc.author, paragraph, quotation, person, edited)
                )
        return tuple(found)

    def people(self) -> tuple[Person, ...]:
        if not self.docs:
            return ()
        return (
            Person("帆足", ("帆足", "ホアシ"), ("氏",), 5, 2, ("港.txt", "灯台.txt")),
            Person("鷺沢", ("鷺沢",), (), 1, 0, ("丘.txt",)),
        )

    def passages_of(self, person: str) -> Answer:
        return replace(self.search(person), query=person)

    def set_speaker(self, quote: Quote, speaker: str) -> Quote:
        self.speakers[quote.file, quote.quotation.start] = speaker
        return replace(quote, person=speaker, edited=True)

    def candidates(self, file: str, quotation: Quotation) -> tuple[tuple[str, float], ...]:
        return ("帆足", 0.5), ("鷺沢", 0.25)

    def drop(self, quote: Quote) -> None:
        self.dropped.add((quote.file, quote.quotation.start))

    def restore(self, quote: Quote) -> None:
        self.dropped.discard((quote.file, quote.quotation.start))
        self.speakers.pop((quote.file, quote.quotation.start), None)

    def merge_people(self, name: str, other: str) -> None:
        self.merged.append((name, other))

    def split_person(self, name: str, alias: str) -> None:
        self.split.append((name, alias))

    def close(self) -> None:
        pass
