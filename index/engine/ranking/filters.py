"""What filters of a query mean (file:, date:, by:): the documents they let in, and the places in these."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from inyo.index.engine.interface import Knowledge
from inyo.index.engine.query.tree import Filter
from inyo.index.engine.ranking.attempt import Scope
from inyo.index.japanese.folding import fold
from inyo.index.values.document import split_key


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What search asks of a document beside its passages; `date` ISO or ''."""

    key: str
    title: str
    date: str = ""
    source: str = ""
    author: str = ""

    @property
    def kind(self) -> str:
        """The end of the file's name, in small letters: txt, pdf; of a part of a file that of the file."""
        return split_key(self.key)[0].rpartition("/")[2].rpartition(".")[2].lower()


NAMED: Mapping[str, Callable[[DocumentFacts], str]] = {
    "source": lambda facts: facts.source,
    "author": lambda facts: facts.author,
    "titled": lambda facts: facts.title,
}
"""The filters by what a document is called, or who made it: found in any spelling."""
Alike: TypeAlias = Callable[[str, str], frozenset[str]]
"""A filter and what it asks for → the names among those of all documents that may be meant by it."""


def scope_of(node: Filter, documents: Sequence[DocumentFacts], knowledge: Knowledge, alike: Alike) -> Scope:
    """Where a filter lets words match."""
    wanted = fold(node.value).text.replace(" ", "")
    if node.field in NAMED:
        named, names = NAMED[node.field], alike(node.field, node.value)
        values = ((facts.key, named(facts)) for facts in documents)
        return Scope(
            frozenset(key for key, name in values if name in names or wanted in fold(name).text.replace(" ", ""))
        )
    if node.field == "kind":
        return Scope(frozenset(facts.key for facts in documents if facts.kind == wanted.lstrip(".")))
    if node.field == "file":
        part = _path(node.value)
        return Scope(frozenset(facts.key for facts in documents if part in _path(facts.key)))
    if node.field == "date":
        first, _, last = node.value.partition("..")
        return Scope(frozenset(facts.key for facts in documents if _within(facts.date, first, last)))
    by_speaker = node.field == "by"
    source = knowledge.quotations_by if by_speaker else knowledge.mentions_of
    places = source(node.value) if source else {}
    return Scope(frozenset(places), None if node.whole else places, "" if by_speaker else fold(node.value).text)


def _path(text: str) -> str:
    """A path in which ガ is one letter, however the file system takes it apart, and case does not matter."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def _within(date: str, first: str, last: str) -> bool:
    """Whether an ISO date that may be a month or a year lies in a range of such dates."""
    if not date:
        return False
    return (not first or date[: len(first)] >= first[: len(date)]) and (
        not last or date[: len(last)] <= last[: len(date)]
    )
