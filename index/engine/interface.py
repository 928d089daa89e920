"""What a collection asks of an engine: documents in, answers out. The engine on this machine is `local.store.Store`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeAlias

from inyo.index.engine.words.synonyms import MinedPair, Synonyms
from inyo.index.values.document import Document
from inyo.index.values.extracts import Place
from inyo.index.values.hits import Answer, Order, Span
from inyo.index.values.mention import Mention
from inyo.index.values.problems import LibraryError, Problem
from inyo.index.values.progress import Progress, Report
from inyo.index.values.quotation import Quotation


class EngineError(LibraryError):
    """The index cannot be used. The message is a sentence for the reader, with what to do."""


Places: TypeAlias = Mapping[str, Sequence[tuple[int, int]]]
"""Document key → spans in it (start, end)."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the index, without its text. Counts: code points, paragraphs, quotations of the kinds SHOWN."""

    key: str
    title: str
    author: str
    date: str
    source: str
    encoding: str
    characters: int
    paragraphs: int
    quotations: int
    part: str = ""
    url: str = ""


@dataclass(frozen=True)
class Knowledge:
    """What a collection knows beside the texts, and search asks for: `aliases` the other names of a person, given any
    of them or a name with its title; `quotations_by` and `mentions_of` where a person's words and mentions stand;
    `synonyms` the mined pairs and the reader's own groups; `copies` the documents that are another once more: that
    one's key, by theirs."""

    aliases: Callable[[str], Sequence[str]] | None = None
    quotations_by: Callable[[str], Places] | None = None
    mentions_of: Callable[[str], Places] | None = None
    synonyms: Synonyms = field(default_factory=Synonyms)
    copies: Mapping[str, str] = field(default_factory=dict)


class Search(Protocol):
    """Searches one state of an index. Safe in several threads; documents are named by their keys."""

    def search(
        self,
        text: str,
        *,
        limit: int = 100,
        order: Order = "relevance",
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """The best passages for a query. Never raises for anything typed; an empty answer where it was cancelled."""

    def highlights(self, key: str, text: str) -> tuple[Span, ...]:
        """Every span of a document that a query matches, in order; () for a document that is not there."""

    def passages(self, key: str, text: str) -> tuple[tuple[int, int], ...]:
        """The passages of a document that a query finds above the line, in order; () for one that is not there."""

    def word_counts(self, keys: Sequence[str]) -> tuple[tuple[int, ...], int]:
        """How often the words of each lemma key stand in all documents, and how many words of content there are."""


class Index(Protocol):
    """The documents of a collection and what was found in them. Methods may be called from any thread.

    What is read is the last state seen: that of its own last update, or of another process after a refresh. Methods
    that take a key raise KeyError for a document that is not there.
    """

    folder: Path
    """Where what is derived from the index may be kept beside it."""

    @property
    def generation(self) -> int:
        """Changes with every state seen."""

    @property
    def state(self) -> str:
        """Differs from state to state, and where the documents' order does."""

    def update(
        self,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        rebuild: bool = False,
    ) -> Report:
        """Bring the index up to date with the files: only what changed is read again."""

    def problems(self) -> tuple[Problem, ...]:
        """What the last update skipped or could read in part only, and why."""

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents in the order in which their files were found, without their text."""

    def document(self, key: str) -> Document:
        """A document as indexed."""

    def quotations(self, key: str) -> tuple[Quotation, ...]:
        """The quotations of a document."""

    def mentions(self, key: str) -> tuple[Mention, ...]:
        """The mentions of people in a document."""

    def pairs(self, key: str) -> tuple[MinedPair, ...]:
        """The words for one thing that a document gives."""

    def sketches(self) -> Sequence[bytes]:
        """What tells whether two documents are one text, by document in order (see `duplicates.sketch`)."""

    def places(self, key: str) -> tuple[list[int], list[int]]:
        """The passages of a document in order: where each starts, and its paragraph's number."""

    def place(self, key: str, paragraph: int) -> Place:
        """Where a paragraph (from 1) of a document stands in the original."""

    def searching(self, knowledge: Knowledge, earlier: Search | None = None) -> Search:
        """A search over the last state seen. With one over an `earlier` state, of which it takes what would take long
        to make, its ranking may be that of before."""

    def shared(self, name: str, key: str) -> bytes | None:
        """What another reader of this index worked out and shared under a name, where it was made from what `key`
        stands for; None where there is nothing."""

    def share(self, name: str, key: str, content: bytes) -> None:
        """Let the other readers have what was worked out, as far as they do not see `folder` anyway; never raises."""
