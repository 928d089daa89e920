"""What the lists show: a document, a quotation in its document, a person. Plain values."""

from __future__ import annotations

from dataclasses import dataclass

from inyo.index.values.extracts import NOWHERE, Place
from inyo.index.values.quotation import Quotation


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A line of the documents pane. `file` is the key for everything else: the path as given, joined to the folder, and
    behind PART the `part` of a file that holds several documents. `url` is where it was saved from, `also` are further
    files with the same text, `editions` documents whose every sentence stands in this one, which says something more.
    """

    file: str
    title: str
    author: str
    date: str
    source: str
    characters: int
    paragraphs: int
    quotations: int
    part: str = ""
    url: str = ""
    also: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()


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
    place: Place = NOWHERE
    part: str = ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that matching documents have: in how many of them, with how many passages above the line. Of a person
    `passages` counts the mentions, of a speaker the quotations in these documents."""

    value: str
    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class Facets:
    """By what the documents of an answer differ, the commonest value first (months and years in their order). A month
    is 2025-06; what has no value is left out; `kind` is the end of the file's name."""

    year: tuple[FacetValue, ...] = ()
    month: tuple[FacetValue, ...] = ()
    speaker: tuple[FacetValue, ...] = ()
    person: tuple[FacetValue, ...] = ()
    source: tuple[FacetValue, ...] = ()
    author: tuple[FacetValue, ...] = ()
    kind: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word that comes again and again in a collection, and in how many places."""

    text: str
    places: int


@dataclass(frozen=True, slots=True)
class Person:
    """One human being over all documents. `files` in order; counts are over the collection; `readings` (katakana): how
    texts say that the name or a part of it is read."""

    name: str
    aliases: tuple[str, ...]
    titles: tuple[str, ...]
    mentions: int
    quotations: int
    files: tuple[str, ...]
    readings: tuple[str, ...] = ()
