"""A word in its places, what stands beside it, how often it comes: plain values."""

from __future__ import annotations

from dataclasses import dataclass

from inyo.index.values.extracts import NOWHERE, Place


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
