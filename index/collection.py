"""One state of a collection: what the index holds, joined with what the reader has said. Derived at first use, kept."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from threading import RLock
from typing import TypeVar
from weakref import WeakMethod

from inyo.index.duplicates import Copies, kept_originals
from inyo.index.engine.arrays import AtHand
from inyo.index.engine.interface import Index, Knowledge, Search, StoredDocument
from inyo.index.engine.local.versions import linking_rules
from inyo.index.engine.words.synonyms import NAME, Synonyms, collect, of_documents
from inyo.index.own.corrections import Corrections
from inyo.index.people.aliases import AliasRules
from inyo.index.people.kept_people import Found, Known, kept, known
from inyo.index.people.linking import link_people
from inyo.index.people.persons import People, PersonEntry, readings_of_names, with_readings
from inyo.index.quotes import AT_HAND, Judged, QuoteList, Quotes, Subjects, bare
from inyo.index.values.document import FileNames, split_key
from inyo.index.values.entries import DocumentInfo, Facets, FacetValue, Person, Term
from inyo.index.values.hits import Answer, DocumentHits, Hit, Span, Why
from inyo.index.values.mention import Mention
from inyo.index.values.quotation import SHOWN, Kind, Quotation, Zone


@dataclass(frozen=True)
class Said:
    """What the reader says beside the documents: corrections of quotations, rules of names, synonyms."""

    corrections: Corrections
    rules: AliasRules
    synonyms: Synonyms


@dataclass(frozen=True)
class Earlier:
    """What was worked out of the state before: good enough for a first answer while that of the new one is."""

    documents: int
    copies: Copies
    known: Known
    search: Search

    def is_near(self, documents: int) -> bool:
        """Whether a state with so many documents is much the same."""
        return _NEAR * abs(documents - self.documents) <= documents


_NEAR = 8
"""One document of so many may be new."""
TERMS_OF, TERMS_WITHIN = 300, 20_000
"""Documents, and characters of each, that terms are looked for in."""

_Counts = tuple[tuple[str, int], ...]
_OF_A_NAME = 130
"""Bytes of a name with its count."""


class Collection:
    """A generation of the index. Safe in several threads; what it derives is computed once. One with what is known of
    an `earlier` state, where few documents are others, has that instead; `whole` is the one to follow it."""

    def __init__(self, index: Index, names: FileNames, said: Said, earlier: Earlier | None = None) -> None:
        self._index = index
        self._names = names
        self._said = said
        self._state = index.state
        self._documents = index.documents()
        self._earlier = earlier if earlier is not None and earlier.is_near(len(self._documents)) else None
        self._judged = Judged(index, said.corrections)
        self._mentions: dict[str, tuple[Mention, ...]] = {}
        self._counts: AtHand[_Counts] = AtHand(AT_HAND)
        self._lock = RLock()

    @cached_property
    def documents(self) -> tuple[DocumentInfo, ...]:
        return tuple(
            DocumentInfo(
                self._names.shown(document.key), document.title, document.author, document.date, document.source,
                document.characters, document.paragraphs, document.quotations, document.part, document.url,
                tuple(map(self._names.shown, self._copies.beside.get(document.key, ()))),
                tuple(map(self._names.shown, self._copies.editions.get(document.key, ()))),
            )
            for document in self._documents
            if document.key not in self._copies.shown
        )  # fmt: skip

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """See Library.terms. Of a large collection a sample of its documents is read."""
        from inyo.index.kwic import terms

        step = max(1, len(self._documents) // TERMS_OF)
        texts = (self._index.document(document.key).text[:TERMS_WITHIN] for document in self._documents[::step])
        names = (name for person in self.persons for name in (person.name, *person.aliases))
        return terms(texts, names)

    @property
    def known_terms(self) -> tuple[Term, ...]:
        """The terms, where somebody has asked for them before; nobody waits for them here."""
        known: tuple[Term, ...] = self.__dict__.get("terms", ())
        return known

    @cached_property
    def _by_file(self) -> dict[str, StoredDocument]:
        return {self._names.shown(document.key): document for document in self._documents}

    def earlier(self) -> Earlier | None:
        """What the next state may begin with; None where it would have to be worked out first."""
        if self._earlier is not None:
            return self._earlier
        people = self.__dict__.get("_known") or kept(self._index.folder, self._key_of_people())
        copies = self.__dict__.get("_copies")
        if copies is None or people is None:
            return None
        return Earlier(len(self._documents), copies, people, self.searcher)

    def whole(self) -> Collection:
        """This generation without what was known earlier."""
        return Collection(self._index, self._names, self._said) if self._earlier is not None else self

    @cached_property
    def _copies(self) -> Copies:
        if self._earlier is not None:
            return self._earlier.copies
        keys = [document.key for document in self._documents]
        found = kept_originals(self._index.folder, self._state, self._index.sketches)
        original, shown = ({keys[copy]: keys[first] for copy, first in each.items()} for each in found)
        return Copies(original, shown)

    @cached_property
    def _quotes(self) -> Quotes:
        return Quotes(self._index, self._names, self._judged, self._copies, self.people)

    @cached_property
    def searcher(self) -> Search:
        known = Knowledge(
            _unheld(self._aliases), _unheld(self._places_of_words), _unheld(self._places_of_mentions), self._synonyms,
            self._copies.original,
        )  # fmt: skip
        return self._index.searching(known, self._earlier.search if self._earlier is not None else None)

    @cached_property
    def _synonyms(self) -> Synonyms:
        """The reader's own, and the pairs that the texts give."""
        return replace(self._said.synonyms, pairs=self._known.pairs, own=self._known.own_pairs)

    @property
    def people(self) -> People:
        """Everybody the documents name."""
        return self._known.people

    @cached_property
    def _known(self) -> Known:
        if self._earlier is not None:
            return self._earlier.known
        with self._lock:
            return known(self._index.folder, self._key_of_people(), self._find, self._index)

    def _key_of_people(self) -> str:
        """What tells all that who is who depends on."""
        said = self._said
        depends = "\0".join([linking_rules(), repr(said.rules), said.corrections.digest(), self._state])
        return blake2b(depends.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def prepare(self) -> None:
        """Make what is kept beside the index, copies, who is who and titles, so that no query waits for it."""
        _ = self._copies, self._known
        self.searcher.search("人", limit=0)

    def _find(self) -> Found:
        documents = self._documents
        rows = [(each.key, self._index.mentions(each.key), self._judged.quotations(each.key)) for each in documents]
        mined = [(document.key, self._index.pairs(document.key)) for document in documents]
        given = [("".join(pair.words), pair.other) for _, pairs in mined for pair in pairs if pair.kind == NAME]
        people = with_readings(link_people(rows, self._said.rules), readings_of_names(given))
        named: dict[str, list[tuple[str, int, int]]] = {}
        for key, mentions, _ in rows:
            for mention in mentions:
                if person := people.person_of(key, mention.canonical):
                    named.setdefault(person, []).append((key, mention.start, mention.end))
        said = self._words_by_speaker(people, ((key, quotations) for key, _, quotations in rows))
        return Found(people, said, named, collect(mined), of_documents(mined))

    def _words_by_speaker(
        self, people: People, rows: Iterable[tuple[str, Sequence[Quotation]]]
    ) -> dict[str, list[tuple[str, int, int]]]:
        """Where each speaks; what two files of one text have stands for the first alone. `rows`: the quotations of each
        document, by key, in order."""
        spoken: dict[str, list[tuple[str, int, int]]] = {}
        said: set[tuple[str, str, str]] = set()
        for key, quotations in rows:
            first = self._copies.original.get(key, key)
            for quotation in quotations:
                if not quotation.speaker or quotation.kind not in SHOWN:
                    continue
                person = people.person_of(key, quotation.speaker) or quotation.speaker
                if first in self._copies.of:
                    words = person, first, bare(quotation.text)
                    if first != key and words in said:
                        continue
                    said.add(words)
                spoken.setdefault(person, []).append((key, quotation.start, quotation.end))
        return spoken

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        return tuple(
            Person(
                person.name, person.aliases, person.titles, person.mentions, person.quotations,
                tuple(map(self._names.shown, person.files)), person.readings,
            )
            for person in self.people.persons
        )  # fmt: skip

    def key_of(self, file: str) -> str:
        """The index's key of a document. Raises KeyError."""
        found = self._by_file.get(file) or self._by_file.get(self._names.shown(self._names.key(file)))
        if found is None:
            raise KeyError(file)
        return found.key

    def answer(self, answer: Answer) -> Answer:
        """An answer of the searcher with documents called as the reader calls them, and a text of two files once."""
        answer = self._once(answer)
        shown = self._names.shown
        counted = tuple(DocumentHits(shown(each.file), each.passages, each.weaker) for each in answer.by_document)
        return replace(answer, hits=tuple(map(self._as_read, answer.hits)), by_document=counted)

    def facets(self, query: str) -> Facets:
        """See Library.facets."""
        passages = {document.key: 0 for document in self._documents}
        if query.strip():
            found = self.searcher.search(query, limit=0).by_document
            passages = {each.file: each.passages for each in found if each.passages}
        documents = [document for document in self._documents if document.key in passages]
        dates = [(document.date, passages[document.key]) for document in documents if document.date]
        return Facets(
            year=_in_order(_counted((date[:4], count) for date, count in dates)),
            month=_in_order(_counted((date[:7], count) for date, count in dates if len(date) >= 7)),
            speaker=_counted(pair for document in documents for pair in self._speakers(document)),
            person=_counted(pair for document in documents for pair in self._mentioned(document.key)),
            source=_counted((document.source, passages[document.key]) for document in documents),
            author=_counted((document.author, passages[document.key]) for document in documents),
            kind=_counted((_kind(document.key), passages[document.key]) for document in documents),
        )

    def _speakers(self, document: StoredDocument) -> _Counts:
        """Who speaks in a document, and how often."""

        def count() -> Iterable[tuple[str, int]]:
            said = self._quotes.said_in(document.key)
            return Counter(person for quotation, _, person in said if quotation.kind in SHOWN).items()

        return self._at_hand(("speakers", document.key), count)

    def _mentioned(self, key: str) -> _Counts:
        """Who is named in a document, and how often."""

        def count() -> Iterable[tuple[str, int]]:
            counts: Counter[str] = Counter()
            for name, times in Counter(mention.canonical for mention in self._index.mentions(key)).items():
                counts[self.people.person_of(key, name)] += times
            return counts.items()

        return self._at_hand(("named", key), count)

    def _at_hand(self, key: tuple[str, str], count: Callable[[], Iterable[tuple[str, int]]]) -> _Counts:
        """What is counted of a document, which is asked with each letter and the same for as long as this lives."""
        found = self._counts.get(key)
        if found is None:
            found = tuple(count())
            self._counts.put(key, found, _OF_A_NAME * len(found))
        return found

    def _once(self, answer: Answer) -> Answer:
        """Without the hits of copies whose original is in the answer with the same words."""
        original, copies = self._copies.original, self._copies.of
        if not original:
            return answer
        there = {(hit.file, bare(hit.text)) for hit in answer.hits if hit.file in copies}
        files = {hit.file for hit in answer.hits}
        kept = tuple(
            hit for hit in answer.hits
            if hit.file not in original or (original[hit.file], bare(hit.text)) not in there
        )  # fmt: skip
        fewer = len(files) - len({hit.file for hit in kept})
        gone = len(answer.hits) - len(kept)
        below = sum(hit.below for hit in answer.hits) - sum(hit.below for hit in kept)
        left = Counter((hit.file, hit.below) for hit in answer.hits)
        left.subtract((hit.file, hit.below) for hit in kept)
        counted = tuple(
            DocumentHits(each.file, each.passages - left[each.file, False], each.weaker - left[each.file, True])
            for each in answer.by_document
        )
        by_document = tuple(each for each in counted if each.passages or each.weaker)
        return replace(
            answer, hits=kept, total=answer.total - gone + below, weaker=answer.weaker - below,
            documents=answer.documents - fewer, by_document=by_document,
        )  # fmt: skip

    def _as_read(self, hit: Hit) -> Hit:
        """A hit under the name by which the reader knows its document, with its place in the original."""
        file, part = self._names.shown(hit.file), split_key(hit.file)[1]
        place = self._index.place(hit.file, hit.paragraph)
        return Hit(
            file, hit.title, hit.paragraph, hit.start, hit.end, hit.text, hit.spans, hit.score, hit.below, hit.note,
            place, part,
        )  # fmt: skip

    def quotations(
        self, file: str | None, by: str | None, about: str | None, kinds: Sequence[Kind], zones: Sequence[Zone] | None
    ) -> QuoteList:
        """See Library.quotations."""
        key = None if file is None else self.key_of(file)
        return self._quotes.chosen(key, by, Subjects(self.searcher, about) if about else None, kinds, zones)

    def passages_of(self, name: str) -> Answer:
        """Every passage that mentions a person, in document order, the mentions as its spans."""
        found = self.people.person(name)
        persons = (found,) if found else self.people.find(name)
        hits: list[Hit] = []
        for document in self._documents:
            mentions = self._mentions_of(document.key, persons)
            if mentions:
                hits.extend(self._passages(document, mentions))
        return Answer(name, tuple(hits), len(hits), documents=len({hit.file for hit in hits}))

    def mentions(self, document: str) -> tuple[Mention, ...]:
        """The mentions of people in a document (by key)."""
        found = self._mentions.get(document)
        if found is None:
            found = self._mentions[document] = self._index.mentions(document)
        return found

    def _aliases(self, word: str) -> Sequence[str]:
        return self.people.aliases(word)

    def _places_of_words(self, name: str) -> dict[str, list[tuple[int, int]]]:
        wanted = {person.name for person in self.people.find(name)}
        others = (each for each in self._known.said.names if name in each and self.people.person(each) is None)
        return self._known.said.of(wanted.union(others))

    def _places_of_mentions(self, name: str) -> dict[str, list[tuple[int, int]]]:
        return self._known.named.of(person.name for person in self.people.find(name))

    def _mentions_of(self, document: str, persons: Sequence[PersonEntry]) -> list[Mention]:
        names = {person.name for person in persons}
        return [
            mention
            for mention in self.mentions(document)
            if self.people.person_of(document, mention.canonical) in names
        ]

    def _passages(self, document: StoredDocument, mentions: Sequence[Mention]) -> Iterator[Hit]:
        text = self._index.document(document.key).text
        starts, paragraphs = self._index.places(document.key)
        by_passage: dict[int, list[Span]] = {}
        for mention in mentions:
            passage = max(0, bisect_right(starts, mention.start) - 1)
            why: Why = "written" if mention.name == mention.canonical else "alias"
            by_passage.setdefault(passage, []).append(Span(mention.start, mention.end, why))
        for passage, spans in by_passage.items():
            end = starts[passage + 1] if passage + 1 < len(starts) else len(text)
            words = text[starts[passage] : end].rstrip()
            yield self._as_read(
                Hit(document.key, document.title, paragraphs[passage], starts[passage], starts[passage] + len(words),
                    words, tuple(spans), 0.0)
            )  # fmt: skip


_Asked = TypeVar("_Asked")


def _unheld(method: Callable[[str], _Asked]) -> Callable[[str], _Asked]:
    """A method that does not keep its object: a collection and its search would keep each other, and with them the
    files of an old index, until a collector comes. Who searches holds the collection."""
    reference = WeakMethod(method)

    def call(name: str) -> _Asked:
        found = reference()
        if found is None:
            raise RuntimeError("a search outlived its collection")
        return found(name)

    return call


def _counted(values: Iterable[tuple[str, int]]) -> tuple[FacetValue, ...]:
    """The values (one for each document, with its passages) with how often they come, the commonest first."""
    found: dict[str, tuple[int, int]] = {}
    for value, passages in values:
        documents, before = found.get(value, (0, 0))
        found[value] = documents + 1, before + passages
    found.pop("", None)
    order = sorted(found, key=lambda value: (-found[value][0], -found[value][1], value))
    return tuple(FacetValue(value, *found[value]) for value in order)


def _in_order(values: tuple[FacetValue, ...]) -> tuple[FacetValue, ...]:
    return tuple(sorted(values, key=lambda each: each.value))


def _kind(key: str) -> str:
    return split_key(key)[0].rpartition("/")[2].rpartition(".")[2].lower()
