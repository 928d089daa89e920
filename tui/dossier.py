"""What a person said, by date, alone or beside a second person. Pure functions of quotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from inyo.index.library import Person, Quote


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A row: the head of a document or a month (`head`), or a quotation of the person, of the second one, or both."""

    head: str = ""
    date: str = ""
    first: Quote | None = None
    second: Quote | None = None


def by_date(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """By date, the undated last; in one document in the order of the text."""
    return tuple(sorted(quotes, key=lambda q: (not q.date, q.date, q.file, q.quotation.start)))


def dossier(quotes: Iterable[Quote]) -> tuple[DossierRow, ...]:
    """All statements of a person, under the documents that they stand in."""
    rows: list[DossierRow] = []
    for _, group in groupby(by_date(quotes), key=lambda quote: quote.file):
        found = list(group)
        rows.append(DossierRow(head=found[0].title, date=found[0].date))
        rows += [DossierRow(first=quote) for quote in found]
    return tuple(rows)


def compared(first: Iterable[Quote], second: Iterable[Quote]) -> tuple[DossierRow, ...]:
    """The statements of two people side by side, under their months."""
    months: dict[str, tuple[list[Quote], list[Quote]]] = {}
    for side, quotes in enumerate((first, second)):
        for quote in by_date(quotes):
            months.setdefault(quote.date[:7], ([], []))[side].append(quote)
    rows: list[DossierRow] = []
    for month in sorted(months, key=lambda month: (not month, month)):
        rows.append(DossierRow(head=month, date=month))
        rows += [DossierRow(first=one, second=other) for one, other in zip_longest(*months[month])]
    return tuple(rows)


def months_of(quotes: Iterable[Quote]) -> tuple[tuple[str, int], ...]:
    """Statements by month, in order; the undated are left out."""
    return tuple(sorted(Counter(quote.date[:7] for quote in quotes if quote.date).items()))


def also_named(
    person: str, files: Iterable[str], people: Sequence[Person], most: int = 5
) -> tuple[tuple[str, int], ...]:
    """Who else is named in these documents, and in how many of them; most often first."""
    there = set(files)
    counts = [(other.name, len(there.intersection(other.files))) for other in people if other.name != person]
    return tuple(sorted((each for each in counts if each[1]), key=lambda each: (-each[1], each[0]))[:most])
