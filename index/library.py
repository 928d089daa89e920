"""The one class outsiders use: Library.open(paths) → update, search, quotations, people, passages.

Importing it is quick: the index, MeCab and numpy are loaded by the first call that needs them.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, RLock
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from inyo.index.own.atomic_files import is_folder, own_folder, stamp_of
from inyo.index.reading.documents import read_all, read_text
from inyo.index.values.document import PART, Document, Passage, path_of
from inyo.index.values.entries import DocumentInfo, Facets, FacetValue, Person, Quote, Term
from inyo.index.values.extracts import Place, place_data, place_words
from inyo.index.values.hits import Answer, Collocate, ConcordanceLine, DocumentHits, Frequency, Hit, Order, Span, Why
from inyo.index.values.problems import READ, LibraryError, Problem, ProblemKind, UnreadableDocument, summary
from inyo.index.values.progress import Progress, Report, sentence
from inyo.index.values.quotation import SHOWN, Form, Kind, Quotation, Zone

if TYPE_CHECKING:
    from inyo.index.collection import Collection, Said
    from inyo.index.engine.local.store import Store
    from inyo.index.engine.opensearch.engine import ClusterIndex

__all__ = [
    "PART", "READ", "SHOWN", "Answer", "Collocate", "ConcordanceLine", "Document", "DocumentHits", "DocumentInfo",
    "FacetValue", "Facets", "Form", "Frequency", "Hit", "Kind", "Library", "LibraryError", "Order", "Passage", "Person",
    "Place", "Problem", "ProblemKind", "Progress", "Quotation", "Quote", "Report", "Span", "Term", "Why", "Zone",
    "path_of", "place_data", "place_words", "sentence", "summary",
]  # fmt: skip

_T = TypeVar("_T")

ALIASES = ".inyo-aliases.txt"
SYNONYMS = ".inyo-synonyms.txt"
"""Files of a collection's folder that say which names are one person, and which words mean the same."""
CORRECTIONS = "corrections.jsonl"
"""What the reader has said of quotations, among their data."""


class _Uncollected:
    """While somebody is within, nobody looks for circles of objects. A query makes hardly any, and where it derives a
    table of 100,000 entries, looking through them again and again takes up to two fifths of the time."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._within = 0
        self._was_on = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._within:
                self._was_on = gc.isenabled()
                gc.disable()
            self._within += 1

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._within -= 1
            if not self._within and self._was_on:
                gc.enable()


_uncollected = _Uncollected()


class Library:
    """A collection of documents, its index and what the reader has said about it.

    Methods may be called from any thread; `update` may run in one thread while others search: they see the
    collection as of the last committed batch. Offsets are code points in `Document.text`.
    """

    def __init__(
        self,
        paths: tuple[Path, ...],
        cache: Path | None,
        data: Path,
        synonyms: Sequence[Path],
        aliases: Sequence[Path],
        engine: str = "",
    ) -> None:
        self.paths = paths
        self._engine = engine
        self._cache = cache
        self._data = data
        folders = [path for path in paths if is_folder(path)]
        self._named = frozenset((*synonyms, *aliases))
        self._synonym_files = (*(folder / SYNONYMS for folder in folders), *synonyms)
        self._alias_files = (*(folder / ALIASES for folder in folders), *aliases, data / "people.txt")
        self._lock = RLock()
        self._opened: Store | ClusterIndex | None = None
        self._current: tuple[int, Collection] | None = None
        self._said: Said | None = None
        self._stamps: tuple[tuple[int, int, int], ...] = ()
        self._others = 0
        self._notices: list[str] = []

    @classmethod
    def open(
        cls,
        paths: Sequence[Path | str],
        *,
        cache: Path | None = None,
        data: Path | None = None,
        synonyms: Sequence[Path] = (),
        aliases: Sequence[Path] = (),
        engine: str = "",
    ) -> Self:
        """Open the collection of `paths` (files or folders). Reads neither documents nor index yet: call `update`.

        `cache` holds indexes (default: inyo under the XDG cache folder), `data` the reader's corrections (default:
        inyo under the XDG data folder); `synonyms` and `aliases` are the user's own files, beside those of the
        collection's folders (`.inyo-synonyms.txt`, `.inyo-aliases.txt`). `engine` is the address of an OpenSearch
        cluster and a name there (https://host:9200/name) that holds the index instead of this machine.
        """
        return cls(tuple(Path(path) for path in paths), cache, data or own_folder("data"), synonyms, aliases, engine)

    @staticmethod
    def read_all(path: Path) -> tuple[Document, ...] | Problem:
        """A file's documents without opening a collection, or why it cannot be read."""
        try:
            return read_all(path)
        except UnreadableDocument as error:
            return error.problem

    @staticmethod
    def line_in_file(path: Path, document: Document, offset: int, paragraph: int) -> int:
        """The line of a file, from 1, at which a document's `offset` in its `paragraph` stands; 0 where that cannot be
        told. Of a file that is no text: the line of the document's."""
        raw = Library.raw(path)
        if isinstance(raw, str):
            return document.line_in(raw, offset, paragraph)
        return document.text.count("\n", 0, offset) + 1

    @staticmethod
    def raw(path: Path) -> str | Problem:
        """A file's decoded content as it is, line breaks and markup included, or why it cannot be read."""
        try:
            return read_text(path).text
        except UnreadableDocument as error:
            return error.problem

    def update(
        self,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        rebuild: bool = False,
    ) -> Report:
        """Bring the index up to date with the files. Stops early when `cancelled()`. Raises LibraryError.

        What changed is found as soon as it is committed, by other threads even before this returns: with who is who,
        titles and copies as they were before, until those of the new state are worked out.
        """
        report = self._store.update(progress, cancelled, rebuild=rebuild)
        try:
            before = self._collection
        except Exception:  # what is damaged is said and mended where it is asked for
            return report
        whole = before.whole()
        if progress and whole is not before:
            changed = report.added + report.changed + report.removed
            progress(Progress("link", changed, changed, 0, report.seconds))
        if not (cancelled and cancelled()):
            with suppress(Exception), _uncollected:  # as above
                whole.prepare()
        with self._lock:
            if self._current is not None and self._current[1] is before:
                self._current = (self._current[0], whole)
        return report

    def watch(self, changed: Callable[[], None], stopped: Event) -> bool:
        """Call `changed` after files of the collection came, went or were written, and after another inyo or an editor
        wrote to what the reader has said (`heed`), until `stopped` is set; meant for a thread of its own. False at
        once where nothing can be watched."""
        from inyo.index.reading.discovery import watch_files

        told = self._others  # what was written since the last look is news as well

        def look() -> None:
            nonlocal told
            if told != (now := self.heed()):
                told = now
                changed()

        return watch_files(self.paths, changed, stopped, look)

    def heed(self) -> int:
        """How often another inyo, or an editor, has written to what the reader has said; from then on that holds."""
        with self._lock:
            if self._said is not None and self._stamps != (now := self._stamped()):
                self._said = self._current = None
                self._stamps = now
                self._others += 1
            return self._others

    def _stamped(self) -> tuple[tuple[int, int, int], ...]:
        """What tells another state of the reader's files."""
        files = (*self._alias_files, *self._synonym_files, self._data / CORRECTIONS)
        return tuple(stamp_of(file) for file in files)

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents in the order of their paths."""
        return self._collection.documents

    def problems(self) -> tuple[Problem, ...]:
        """What the last update skipped, or could read in part only (values.problems.READ)."""
        return self._store.problems()

    def notices(self) -> tuple[str, ...]:
        """Sentences about the reader's own files that could not be read whole."""
        with self._lock:
            _ = self._loaded
            return tuple(self._notices)

    def document(self, file: str) -> Document:
        """A document as indexed (its file need not exist any more). Raises KeyError."""
        return self._store.document(self._collection.key_of(file))

    def search(
        self,
        query: str,
        *,
        limit: int = 100,
        order: Order = "relevance",
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """Find passages, best first or in another order; those below the line last. Never raises for anything typed."""

        def find() -> Answer:
            collection = self._collection
            return collection.answer(collection.searcher.search(query, limit=limit, order=order, cancelled=cancelled))

        return self._mended(find)

    def facets(self, query: str = "") -> Facets:
        """By what the documents differ that a query finds above the line (all documents where it is empty)."""
        return self._mended(lambda: self._collection.facets(query))

    def highlights(self, file: str, query: str) -> tuple[Span, ...]:
        """Every span of a document that the query matches, in order (for the reader and n / N). Raises KeyError."""

        def find() -> tuple[Span, ...]:
            collection = self._collection
            return collection.searcher.highlights(collection.key_of(file), query)

        return self._mended(find)

    def passages(self, file: str, query: str) -> tuple[tuple[int, int], ...]:
        """The passages of a document that the query finds above the line, in order: where each starts and ends; an
        answer lists only the best of all. Raises KeyError."""

        def find() -> tuple[tuple[int, int], ...]:
            collection = self._collection
            return collection.searcher.passages(collection.key_of(file), query)

        return self._mended(find)

    def quotations(
        self,
        *,
        file: str | None = None,
        by: str | None = None,
        about: str | None = None,
        kinds: Sequence[Kind] = SHOWN,
        zones: Sequence[Zone] | None = None,
    ) -> Sequence[Quote]:
        """Quotations in document order: of a document, by a speaker (any alias), whose words match a query. They are
        made when they are looked at, so that half a million take no room.

        Raises KeyError for a file that is not in the collection.
        """
        with _uncollected:
            return self._collection.quotations(file, by, about, kinds, zones)

    @staticmethod
    def heard(words: str, text: str) -> bool:
        """Whether words stand in a short text (a name, a title) as written or by their sound: kana, romaji, kanji."""
        from inyo.index.japanese.readings import is_heard

        return is_heard(words, text)

    def terms(self) -> tuple[Term, ...]:
        """The terms that come again and again in the documents, those that tell most of them first. It takes a second
        for each million characters the first time after an update."""
        return self._collection.terms

    def complete(self, beginning: str, *, limit: int = 5, people: bool = False) -> tuple[str, ...]:
        """What begins so, as written or by its sound: names of people, the most mentioned first, then the terms of the
        collection where those are known by now. `people`: nobody but people."""
        from inyo.index.japanese.readings import is_heard

        if not beginning:
            return ()
        ways = [(person.name, (person.name, *person.aliases, *person.readings)) for person in self.people()]
        ways += [(term.text, (term.text,)) for term in (() if people else self._collection.known_terms)]
        found: list[str] = []
        for shown, names in ways:
            if any(is_heard(beginning, name, at_start=True) for name in names) and shown not in found:
                found.append(shown)
                if len(found) == limit:
                    break
        return tuple(found)

    def nearest(self, typed: str, *, limit: int = 5) -> tuple[str, ...]:
        """People and terms that sound like what was typed (kana, romaji, kanji), the nearest first; for what is not
        found as it is."""
        from inyo.index.kwic import nearest

        called: dict[str, str] = {}
        for person in self.people():
            for name in (person.name, *person.aliases, *person.readings):
                called.setdefault(name, person.name)
        for term in self._collection.known_terms:
            called.setdefault(term.text, term.text)
        found = nearest(typed, called, 4 * limit)
        return tuple(dict.fromkeys(called[name] for name in found))[:limit]

    def concordance(
        self, query: str, *, left: int = 20, right: int = 20, words: bool = True
    ) -> tuple[ConcordanceLine, ...]:
        """Every place that a query marks above the line, in document order, with `left` and `right` characters.
        Without `words` the lines do not know the words around them, and come in a fraction of the time."""
        from inyo.index.kwic import concordance

        dates = {document.file: document.date for document in self.documents()}
        hits = self.search(query, limit=sys.maxsize).hits
        lines = concordance(
            hits, lambda file: self.document(file).text, lambda file: dates.get(file, ""), left, right, words=words
        )
        return tuple(lines)

    def collocations(self, query: str, *, window: int = 5) -> tuple[Collocate, ...]:
        """The words that stand within `window` words of a query's places more often than by chance, surest first."""
        from inyo.index.kwic import collocates

        hits = self.search(query, limit=sys.maxsize).hits
        return tuple(collocates(hits, window, self._collection.searcher.word_counts))

    def frequencies(self, query: str, *, by: Literal["month", "document"] = "month") -> tuple[Frequency, ...]:
        """How often a query's places come by month of the documents' dates or by document, also per 10,000 characters.

        Months in order, those without a place too, the undated last; of documents those that have one.
        """
        from inyo.index.kwic import frequencies

        hits = self.search(query, limit=sys.maxsize).hits
        return tuple(frequencies(hits, self.documents(), by == "document"))

    def people(self) -> tuple[Person, ...]:
        """Everybody the documents name, most mentioned first."""
        return self._collection.persons

    def passages_of(self, person: str) -> Answer:
        """All passages that mention a person under any alias, in document order."""
        return self._collection.passages_of(person)

    def set_speaker(self, quote: Quote, speaker: str) -> Quote:
        """The reader says who spoke ('' for nobody); remembered for that text, also by a new index. Raises OSError."""
        self._correct(quote, speaker, dropped=False)
        quotation = replace(quote.quotation, speaker=speaker, inferred=False)
        person = self._collection.people.person_of(self._collection.key_of(quote.file), speaker) or speaker
        return replace(quote, quotation=quotation, person=person, edited=True)

    def candidates(self, file: str, quotation: Quotation) -> tuple[tuple[str, float], ...]:
        """Who may have said a quotation, each with a probability, likeliest first; whom the reader named for another
        quotation of the document before the others. Raises KeyError."""
        from inyo.index.pipeline import candidates_of

        said = {quote.quotation.speaker for quote in self.quotations(file=file) if quote.edited}
        found = candidates_of(self.document(file), quotation)
        first = found[0][0] if found else ""  # whom the quotation is given to; probabilities are of each by himself
        return tuple(sorted(found, key=lambda pair: (pair[0] not in said, pair[0] != first, -pair[1])))

    def exported_corrections(self) -> str:
        """What the reader said of quotations, as JSON Lines."""
        with self._lock:
            return self._loaded.corrections.exported()

    def import_corrections(self, text: str) -> tuple[int, int]:
        """Take in what `exported_corrections` gave elsewhere: how many were taken, how many lines could not be read.

        Raises OSError.
        """
        with self._lock:
            taken = self._loaded.corrections.take_in(text)
            self._current, self._stamps = None, self._stamped()
            return taken

    def drop(self, quote: Quote) -> None:
        """The reader says this is no quotation; remembered. Raises OSError."""
        self._correct(quote, "", dropped=True)

    def restore(self, quote: Quote) -> None:
        """Forget what the reader said of this quotation. Raises OSError."""
        with self._lock:
            self._loaded.corrections.forget(self._identity(quote))
            self._current, self._stamps = None, self._stamped()

    def merge_people(self, name: str, other: str) -> None:
        """The reader says two entries are one person, called `name`; remembered. Raises OSError."""
        self._rule(same=(name, other))

    def split_person(self, name: str, alias: str) -> None:
        """The reader says `alias` is somebody else than `name`; remembered. Raises OSError."""
        self._rule(different=(name, alias))

    def health(self) -> tuple[tuple[bool, str], ...]:
        """What can be said of the index without changing it: (all is well, a sentence)."""
        try:
            store = self._store
            notice = store.verify()
            text = sentence(notice) if notice else store.described()
        except LibraryError as error:
            return ((False, str(error)),)
        if notice or not store.documents():
            return ((not notice, text),)
        skipped = sum(problem.kind not in READ for problem in store.problems())
        left = f"{skipped} files were left out: {summary(store.problems())}; inyo index names each"
        return ((True, text), (True, left)) if skipped else ((True, text),)

    def close(self) -> None:
        """Release files. The library opens them again when it is used again."""
        with self._lock:
            self._current = None
            if self._opened:
                self._opened.close()
                self._opened = None

    @property
    def _store(self) -> Store | ClusterIndex:
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> Store | ClusterIndex:
        if self._engine:
            from inyo.index.engine.opensearch.engine import ClusterIndex

            return ClusterIndex.open(self.paths, self._engine, self._cache)
        from inyo.index.engine.local.store import Store

        return Store.open(self.paths, self._cache)

    @property
    def _collection(self) -> Collection:
        """The present generation, with what the reader has said."""
        from inyo.index.collection import Collection
        from inyo.index.values.document import FileNames

        with self._lock:
            store = self._store
            generation = store.generation
            self.heed()
            if self._current is None or self._current[0] != generation:
                earlier = self._current[1].earlier() if self._current is not None else None
                self._current = (generation, Collection(store, FileNames(self.paths), self._loaded, earlier))
            return self._current[1]

    @property
    def _loaded(self) -> Said:
        """The reader's files, read at first use."""
        if self._said is None:
            from inyo.index.collection import Said
            from inyo.index.engine.words.synonyms import Synonyms, read_group_files
            from inyo.index.own.corrections import Corrections
            from inyo.index.people.aliases import read_alias_files

            self._stamps = self._stamped()
            rules, bad_aliases = read_alias_files(self._alias_files, self._named)
            groups, bad_groups = read_group_files(self._synonym_files, self._named)
            corrections = Corrections(self._data / CORRECTIONS)
            self._notices = [*bad_aliases, *bad_groups, *([corrections.notice] if corrections.notice else [])]
            self._said = Said(corrections, rules, Synonyms(user=groups))
        return self._said

    def _mended(self, find: Callable[[], _T]) -> _T:
        """What `find` gives; where the index turns out to be damaged it is built anew first, once."""
        try:
            with _uncollected:
                return find()
        except (KeyError, LibraryError):
            raise
        except Exception:
            if self._store.verify() is None:
                raise
            self.update()
            return find()

    def _correct(self, quote: Quote, speaker: str, *, dropped: bool) -> None:
        from inyo.index.own.corrections import Correction

        with self._lock:
            correction = Correction(speaker, dropped)
            self._loaded.corrections.set(self._identity(quote), correction, quote.quotation.text)
            self._current, self._stamps = None, self._stamped()

    def _identity(self, quote: Quote) -> str:
        from inyo.index.own.corrections import key

        return key(self.document(quote.file).text, quote.quotation)

    def _rule(self, *, same: tuple[str, ...] = (), different: tuple[str, str] | tuple[()] = ()) -> None:
        from inyo.index.own.atomic_files import alone, read_own_file, read_plain, replace_file
        from inyo.index.people.aliases import AliasRules, with_another

        with self._lock:
            own = self._alias_files[-1]
            said = AliasRules((same,) if same else (), (different,) if different else ())
            with alone(own):
                if own.exists():
                    read_plain(own)  # what cannot be read must not be replaced
                text, _ = read_own_file(own, needed=False)
                replace_file(own, with_another(text, said).encode("utf-8", "replace"))
            self._said = None
            self._current = None
