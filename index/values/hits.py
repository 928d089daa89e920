"""What a search gives: plain values that engine, library and screens share; a word in its places, what stands beside
it, how often it comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inyo.index.values.extracts import NOWHERE, Place

Why = Literal["written", "inflected", "spelling", "reading", "alias", "synonym", "sound", "part"]
"""Why a span matched: as written, inflected, another spelling, by reading, an alias of the person, a synonym,
by sound (katakana heard differently), a part of a longer word."""


@dataclass(frozen=True, slots=True)
class Span:
    """A match: code points in Document.text."""

    start: int
    end: int
    why: Why


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matches. `start`–`end` and `spans` are in Document.text; `paragraph` counts from 1.

    `below` is True for hits that stand below the line: a part of the query, a loose reading where there is a sure one,
    a string across word boundaries, another word of the same lemma (取る for 撮る).
    `note` says in a few words what widened the match (a synonym pair the texts give, an alias), or ''. `place` is where
    the passage stands in the original, `part` the part of the file that the document is ('' for a file of one).
    """

    file: str
    title: str
    paragraph: int
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]
    score: float
    below: bool = False
    note: str = ""
    place: Place = NOWHERE
    part: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing was typed."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Only the first `most` characters of the query were read."""

    most: int


@dataclass(frozen=True, slots=True)
class FirstWords:
    """Only the first `most` words were searched for."""

    most: int


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A bracket or quotation mark is open; it was read as if it were closed at the end."""

    mark: str


@dataclass(frozen=True, slots=True)
class UnknownField:
    """There is no such field; it was searched for as a word."""

    field: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part of the query could not be read and was searched for as plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A field without a value."""

    field: str


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Nothing was found as typed; what is shown stands below the line: found by wider readings or some of the words."""

    how: Literal["any word"]


@dataclass(frozen=True, slots=True)
class Instead:
    """Words that stand nowhere, and the nearest that do, which were looked for instead, below the line."""

    missing: tuple[str, ...]
    found: tuple[str, ...]


Notice = Empty | Cut | FirstWords | Unclosed | UnknownField | Unreadable | Unfinished | Relaxed | Instead
"""What to tell the reader of a query, as a value; whoever shows it words it."""


Order = Literal["relevance", "newest", "oldest", "title", "path"]
"""How hits are ordered: the best first; by the documents' date (those without one last), title or path."""


@dataclass(frozen=True, slots=True)
class DocumentHits:
    """How many passages of a document match, above the line and below it."""

    file: str
    passages: int
    weaker: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gives: the best hits first, and what to tell the reader. Among the hits a text that comes again
    stands after the others.

    `total` hits stand above the line, in `documents` documents, and `weaker` below it, whether or not they are among
    `hits`; where all are below, `documents` counts those. `by_document` says where they are, in collection order.

    `notices` are for the status line; `suggestions` are nearest words that do occur, when nothing was found.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    documents: int = 0
    weaker: int = 0
    by_document: tuple[DocumentHits, ...] = ()


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One place of a word in its context. `start`–`end` are code points in Document.text; `node` is the text there,
    `left` and `right` the text around it, line ends as spaces. `before` and `after` are the lemmas of the words around
    it in its passage, the nearest first; `date` is the document's.
    """

    file: str
    title: str
    date: str
    paragraph: int
    start: int
    end: int
    left: str
    node: str
    right: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    place: Place = NOWHERE
    part: str = ""


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word that stands near another more often than by chance.

    `together`: how often it stands within a window; `total`: in all documents. `log_likelihood` (Dunning 1993) says how
    sure that is, `log_dice` (Rychlý 2008, at most about 14) how close the two are, whatever the size of the collection.
    """

    lemma: str
    together: int
    total: int
    log_likelihood: float
    log_dice: float


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a word comes in a group of documents: a month (`2025-06`, '' undated) or a document (its file).

    `characters` is the size of the group, `per_10000` the occurrences in ten thousand characters of it.
    """

    group: str
    count: int
    characters: int
    per_10000: float
