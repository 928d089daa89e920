"""The quotations of a collection: what the index holds, corrected by the reader, with who spoke. A list of them is made
when it is looked at: of each it holds where it is kept, eight bytes."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import overload

from inyo.index.duplicates import Copies
from inyo.index.engine.arrays import AtHand
from inyo.index.engine.interface import Index, Search
from inyo.index.engine.query_language import And, parse
from inyo.index.own.corrections import Corrections, apply, key
from inyo.index.people.persons import People
from inyo.index.values.document import FileNames
from inyo.index.values.entries import Quote
from inyo.index.values.hits import Span
from inyo.index.values.quotation import Kind, Quotation, Zone

AT_HAND = 1 << 26
_OF_A_QUOTE = 600
"""Bytes of quotations that are kept at hand, and of one with its words."""

Said = tuple[Quotation, bool, str]
"""A quotation, whether the reader set its speaker, and who that is."""


class QuoteList(Sequence[Quote]):
    """Quotations by the number of their document and their own in it; `quotes_of` makes those of a document.

    It is equal to any sequence of the same quotations. What it shows is the state of the collection it was asked of,
    whatever becomes of the files.
    """

    def __init__(self, places: Iterable[tuple[int, int]], quotes_of: Callable[[int], Sequence[Quote]]) -> None:
        self._documents, self._numbers = array("I"), array("I")
        for document, number in places:
            self._documents.append(document)
            self._numbers.append(number)
        self._quotes_of = quotes_of

    def __len__(self) -> int:
        return len(self._documents)

    @overload
    def __getitem__(self, at: int) -> Quote: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Quote, ...]: ...

    def __getitem__(self, at: int | slice) -> Quote | tuple[Quote, ...]:
        if isinstance(at, slice):
            return tuple(self._made(self._documents[at], self._numbers[at]))
        return self._quotes_of(self._documents[at])[self._numbers[at]]

    def __iter__(self) -> Iterator[Quote]:
        return self._made(self._documents, self._numbers)

    def _made(self, documents: Iterable[int], numbers: Iterable[int]) -> Iterator[Quote]:
        for document, places in groupby(zip(documents, numbers, strict=True), key=lambda place: place[0]):
            quotes = self._quotes_of(document)
            yield from (quotes[number] for _, number in places)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} quotations>"


class Judged:
    """The quotations of documents (by key) after the reader's corrections."""

    def __init__(self, index: Index, corrections: Corrections) -> None:
        self._index = index
        self._corrections = corrections
        self._edited = frozenset(corrections.words())

    def of(self, document: str) -> Iterator[tuple[Quotation, bool]]:
        """Those of a document, each with whether the reader set the speaker."""
        for quotation in self._index.quotations(document):
            correction = None
            if quotation.text in self._edited:
                correction = self._corrections.get(key(self._index.document(document).text, quotation))
            if correction is None:
                yield quotation, False
            elif not correction.dropped:
                yield apply(quotation, correction), True

    def quotations(self, document: str) -> tuple[Quotation, ...]:
        """Those of a document."""
        return tuple(quotation for quotation, _ in self.of(document))


class Quotes:
    """The quotations of a collection's documents as a reader sees them. Safe in several threads."""

    def __init__(self, index: Index, names: FileNames, judged: Judged, copies: Copies, people: People) -> None:
        self._index = index
        self._names = names
        self._judged = judged
        self._copies = copies
        self._people = people
        self._documents = index.documents()
        self._numbers = {document.key: number for number, document in enumerate(self._documents)}
        self._made: AtHand[tuple[Quote, ...]] = AtHand(AT_HAND)
        self._said: AtHand[tuple[Said, ...]] = AtHand(AT_HAND)

    def chosen(
        self,
        document: str | None,
        by: str | None,
        about: Subjects | None,
        kinds: Sequence[Kind],
        zones: Sequence[Zone] | None,
    ) -> QuoteList:
        """Those of a document (by key; None: of all, the same words of two copies once), by a speaker under any alias,
        whose words match a query; of some kinds and zones."""
        numbers = range(len(self._documents)) if document is None else [self._numbers[document]]
        spoken = self._speaker(by) if by else None
        said: dict[str, set[str]] = {}

        def places() -> Iterator[tuple[int, int]]:
            for number in numbers:
                own = self._documents[number].key
                if about and not about.within(own):
                    continue
                for place, (quotation, _, person) in enumerate(self.said_in(own)):
                    if quotation.kind not in kinds or (zones is not None and quotation.zone not in zones):
                        continue
                    if (spoken and not spoken(person)) or (about and not about.cover(own, quotation)):
                        continue
                    if document is None and self._is_again(own, quotation, said):
                        continue
                    yield number, place

        return QuoteList(places(), self._quotes_of)

    def _speaker(self, by: str) -> Callable[[str], bool]:
        """Whether somebody is meant by a name, or is nobody known and has it in his."""
        wanted = {person.name for person in self._people.find(by)}
        return lambda person: person in wanted or (by in person and self._people.person(person) is None)

    def _is_again(self, document: str, quotation: Quotation, said: dict[str, set[str]]) -> bool:
        """Whether a copy says what its original `said`, which is kept there."""
        first = self._copies.original.get(document, document)
        words = bare(quotation.text)
        if first != document and words in said.get(first, ()):
            return True
        if first in self._copies.of:
            said.setdefault(first, set()).add(words)
        return False

    def said_in(self, document: str) -> tuple[Said, ...]:
        """The quotations of a document (by key), without making what a reader sees of each."""
        found = self._said.get(document)
        if found is None:
            person_of = self._people.person_of
            found = tuple(
                (quotation, edited, person_of(document, quotation.speaker) or quotation.speaker)
                for quotation, edited in self._judged.of(document)
            )
            self._said.put(document, found, _OF_A_QUOTE * len(found))
        return found

    def _quotes_of(self, number: int) -> tuple[Quote, ...]:
        document = self._documents[number]
        found = self._made.get(document.key)
        if found is None:
            starts, paragraphs = self._index.places(document.key)
            shown = self._names.shown(document.key)
            found = tuple(
                Quote(
                    shown, document.title, document.date, document.source, document.author,
                    paragraph, quotation, person, edited,
                    self._index.place(document.key, paragraph), document.part,
                )
                for quotation, edited, person in self.said_in(document.key)
                for paragraph in (paragraphs[max(0, bisect_right(starts, quotation.start) - 1)] if starts else 1,)
            )  # fmt: skip
            self._made.put(document.key, found, _OF_A_QUOTE * len(found))
        return found


class Subjects:
    """Which quotations contain a match of every word of a query."""

    def __init__(self, searcher: Search, query: str) -> None:
        self._searcher = searcher
        tree = parse(query).tree
        nodes = tree.nodes if isinstance(tree, And) else (tree,) if tree is not None else ()
        self._words = [str(node) for node in nodes]
        self._spans: dict[str, list[tuple[Span, ...]]] = {}
        found = [
            {hit.file for hit in searcher.search(word, limit=1 << 30).hits if not hit.below} for word in self._words
        ]
        self._documents = set.intersection(*found) if found else set()

    def within(self, document: str) -> bool:
        """Whether a document (by key) has matches of all."""
        return document in self._documents

    def cover(self, document: str, quotation: Quotation) -> bool:
        """Whether a quotation of a document has."""
        if document not in self._spans:
            self._spans[document] = [self._searcher.highlights(document, word) for word in self._words]
        return all(
            any(quotation.start <= span.start and span.end <= quotation.end for span in spans)
            for spans in self._spans[document]
        )


def bare(text: str) -> str:
    """The letters and digits of a text: what two copies of it share."""
    return "".join(filter(str.isalnum, text))
