"""The one class outsiders use: Library.open(paths) → update, search, quotations, people, passages.

INTERIM implementation in memory, being replaced; the interface stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from index.documents import Document, Problem, UnreadableDocument, discover, read
from index.hits import Answer, Hit, Span, Why
from index.passages import Passage
from index.pipeline import AnalysedDocument, analyse_file
from index.progress import Progress, Report
from index.quotations.model import SHOWN, Form, Kind, Quotation, Zone

__all__ = [
    "SHOWN", "Answer", "Document", "DocumentInfo", "Form", "Hit", "Kind", "Library", "Passage", "Person", "Problem",
    "Progress", "Quotation", "Quote", "Report", "Span", "Why", "Zone",
]

@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A line of the documents pane. `file` is the key for everything else (the path as given, joined to the folder)."""

    file: str
    title: str
    author: str
    date: str
    source: str
    characters: int
    paragraphs: int
    quotations: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation in its document, as lists show it. `person` is the speaker over the collection ('' if unknown).

    `edited` when the reader set the speaker; `paragraph` counts from 1.
    """

    file: str
    title: str
    date: str
    source: str
    author: str
    paragraph: int
    quotation: Quotation
    person: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One human being over all documents. `files` in order; counts are over the collection."""

    name: str
    aliases: tuple[str, ...]
    titles: tuple[str, ...]
    mentions: int
    quotations: int
    files: tuple[str, ...]


@dataclass
class Library:
    """A collection of documents, its index and what the reader has said about it.

    Methods may be called from any thread; `update` may run in one thread while others search: they see the
    collection as of the last committed batch.
    """

    paths: tuple[Path, ...]
    _docs: dict[str, AnalysedDocument] = field(default_factory=dict)
    _problems: tuple[Problem, ...] = ()

    @classmethod
    def open(cls, paths: Sequence[Path | str], *, cache: Path | None = None, data: Path | None = None,
             synonyms: Sequence[Path] = (), aliases: Sequence[Path] = ()) -> Self:
        """Open the collection of `paths` (files or folders). Does not read the documents yet: call `update`.

        `cache` holds indexes (default: inyo under the XDG cache folder), `data` the reader's corrections (default:
        inyo under the XDG data folder); `synonyms` and `aliases` are the user's own files.
        """
        return cls(tuple(Path(path) for path in paths))

    @staticmethod
    def read(path: Path) -> Document | Problem:
        """A file's document without opening a collection, or why it cannot be read."""
        try:
            return read(path)
        except UnreadableDocument as error:
            return error.problem

    def update(self, progress: Callable[[Progress], None] | None = None, cancelled: Callable[[], bool] | None = None,
               *, rebuild: bool = False) -> Report:
        """Bring the index up to date with the files. Returns what was done; stops early when `cancelled()`."""
        found = list(discover(self.paths))
        files = [item for item in found if isinstance(item, Path)]
        for number, file in enumerate(files):
            self._docs[str(file)] = analyse_file(file)
            if progress:
                progress(Progress("read", number + 1, len(files), 0, 0.0, str(file)))
        return Report(len(files), 0, 0, 0, (), 0.0)

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents in the order of their paths."""
        return tuple(DocumentInfo(key, doc.document.title, doc.document.author, doc.document.date, doc.document.source,
                                  len(doc.document.text), len(doc.document.paragraphs),
                                  len([q for q in doc.quotations if q.kind in SHOWN]))
                     for key, doc in self._docs.items())

    def problems(self) -> tuple[Problem, ...]:
        """What the last update skipped."""
        return self._problems

    def document(self, file: str) -> Document:
        """A document as indexed (its file need not exist any more). Raises KeyError."""
        return self._docs[file].document

    def search(self, query: str, *, limit: int = 100, cancelled: Callable[[], bool] | None = None) -> Answer:
        """Find passages. Never raises for anything typed."""
        words = query.replace('"', " ").split()
        hits = []
        for key, doc in self._docs.items():
            for passage in doc.passages:
                text = doc.document.text[passage.start : passage.end]
                if words and all(word in text for word in words):
                    spans = tuple(Span(passage.start + m.start(), passage.start + m.end(), "written")
                                  for word in words for m in re.finditer(re.escape(word), text))
                    hits.append(Hit(key, doc.document.title, passage.paragraph, passage.start, passage.end, text,
                                    tuple(sorted(spans, key=lambda s: s.start)), float(len(spans))))
        hits.sort(key=lambda hit: -hit.score)
        return Answer(query, tuple(hits[:limit]), len(hits))

    def highlights(self, file: str, query: str) -> tuple[Span, ...]:
        """Every span of a document that the query matches, in order (for the reader and n / N)."""
        return tuple(span for hit in self.search(query, limit=10_000).hits if hit.file == file for span in hit.spans)

    def quotations(self, *, file: str | None = None, by: str | None = None, about: str | None = None,
                   kinds: Sequence[Kind] = SHOWN, zones: Sequence[Zone] | None = None) -> tuple[Quote, ...]:
        """Quotations in document order: of a document, by a speaker (any alias), whose words match a query."""
        return tuple(
            Quote(key, doc.document.title, doc.document.date, doc.document.source, doc.document.author, 1, quotation,
                  quotation.speaker)
            for key, doc in self._docs.items() if file in (None, key)
            for quotation in doc.quotations
            if quotation.kind in kinds and (by is None or by in quotation.speaker)
            and (about is None or about in quotation.text))

    def people(self) -> tuple[Person, ...]:
        """Everybody the documents name, most mentioned first."""
        return ()

    def passages_of(self, person: str) -> Answer:
        """All passages that mention a person under any alias, in document order."""
        return Answer(person, (), 0)

    def set_speaker(self, quote: Quote, speaker: str) -> Quote:
        """The reader says who spoke ('' for nobody); remembered for that text, also by a new index."""
        return replace(quote, person=speaker, edited=True)

    def drop(self, quote: Quote) -> None:
        """The reader says this is no quotation; remembered."""

    def restore(self, quote: Quote) -> None:
        """Forget what the reader said of this quotation."""

    def merge_people(self, name: str, other: str) -> None:
        """The reader says two entries are one person, called `name`; remembered."""

    def split_person(self, name: str, alias: str) -> None:
        """The reader says `alias` is somebody else than `name`; remembered."""

    def health(self) -> tuple[tuple[bool, str], ...]:
        """What can be said of the index without changing it: (all is well, a sentence)."""
        return ()

    def close(self) -> None:
        """Release files and threads."""
