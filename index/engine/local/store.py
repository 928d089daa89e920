"""The index of one set of paths, on disk: open, bring up to date, read. Everything that outsiders need of it."""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from inyo.index.engine.arrays import AtHand
from inyo.index.engine.interface import Knowledge, Search, StoredDocument
from inyo.index.engine.local import index_folders as folders
from inyo.index.engine.local.disk import DiskSegment, Places, load_mentions, load_pairs, load_quotations
from inyo.index.engine.local.index_folders import Lock, LockedError, NoPlaceError
from inyo.index.engine.local.manifest import FORMAT, Manifest, OtherFormat, Plan, scan
from inyo.index.engine.local.snapshot import Snapshot, open_snapshot, segment_of_titles
from inyo.index.engine.local.update import (
    LIGHT,
    NOWHERE,
    SMALL,
    MemoryWriter,
    Outcome,
    apply,
    apply_aside,
    create,
    empty,
    size_of,
    to_join,
)
from inyo.index.engine.local.versions import rules
from inyo.index.engine.words.synonyms import MinedPair
from inyo.index.own.sections import DamagedFile
from inyo.index.values.document import Document
from inyo.index.values.extracts import Place
from inyo.index.values.mention import Mention
from inyo.index.values.problems import Problem, why
from inyo.index.values.progress import Notice, Progress, Report
from inyo.index.values.quotation import Quotation

_KEPT = 4_000_000
"""Code points of documents kept in memory after they were read."""
_ROOM_OF_PLACES, _OF_PLACES = 2_000_000, 10
"""Bytes of places of documents kept in memory, and how many a byte of what is stored takes there."""
_SAID_EVERY = 0.05
"""Seconds between two words of progress."""


class Store:
    """An index on disk. Methods may be called from any thread; reading never waits for writing.

    What is read is the last commit this object has seen: its own, and after `refresh` those of other processes.
    """

    def __init__(self, paths: tuple[Path, ...], folder: Path) -> None:
        self.paths = paths
        self.folder = folder
        self.generation = 0
        """Changes with every commit seen."""
        self.notice: Notice | None = None
        """Why the index on disk cannot be used and will be built anew by `update`; None where all is well."""
        self._snapshot: Snapshot | None = None
        self._documents: OrderedDict[tuple[str, int], Document] = OrderedDict()
        self._kept = 0
        self._places: AtHand[Places] = AtHand(_ROOM_OF_PLACES)
        self._guard = threading.Lock()
        self._moved: Notice | None = None
        self._tried = {folder}
        self._found = 0
        self._verified: set[str] = set()

    @classmethod
    def open(cls, paths: Sequence[Path], cache: Path | None = None) -> Store:
        """The index for a set of paths, as it is on disk (empty at first). Reads no documents: see `update`.

        `cache` is the folder for indexes (default: inyo under the XDG cache folder). Where it cannot be written the
        index is kept in a temporary folder, else in memory, and the first report says so. Raises StoreError where it
        cannot be trusted. A damaged or outdated index is no error: see `notice`.
        """
        resolved = tuple(Path(os.path.realpath(path)) for path in paths)
        try:
            store = cls(resolved, folders.collection_folder(resolved, cache))
        except NoPlaceError as error:
            store = cls(resolved, NOWHERE)
            store._move(str(error.base), error.reason)
        store.refresh()
        return store

    @property
    def in_memory(self) -> bool:
        """Whether the index has no folder: nothing could be written anywhere."""
        return self.folder == NOWHERE

    def refresh(self) -> bool:
        """Look for commits of other processes; True where there was one. Raises StoreError."""
        if self.folder == NOWHERE:
            return False
        try:
            path = folders.live(self.folder)
        except DamagedFile as error:
            return self._show(None, ("damaged", str(error)))
        if path is None:
            return self._show(None, None)
        try:
            snapshot = open_snapshot(path, self._snapshot)
        except (DamagedFile, OSError) as error:
            if folders.in_use(self.folder) != path:  # exchanged while we were looking
                return self.refresh()
            return self._show(None, ("damaged", _damage(error)))
        except OtherFormat as error:
            return self._of_another(str(error))
        if snapshot.manifest.rules != rules():
            return self._of_another("it was made by another version of inyo or of the dictionary")
        return self._show(snapshot, None)

    def _of_another(self, why: str) -> bool:
        """The index is another version's. What is open stays as it was: two versions that run side by side would
        otherwise each build anew what the other has just built."""
        if self._snapshot is None:
            return self._show(None, ("outdated", why))
        self.notice = ("superseded",)
        return False

    def update(
        self,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        *,
        rebuild: bool = False,
    ) -> Report:
        """Bring the index up to date with the files: only what changed is read again. Raises StoreError.

        New and changed documents appear in batches while it runs. `rebuild` builds a new index aside and exchanges
        the two at the end. When `cancelled()` what is done is kept (of a rebuild, the old index).
        """
        tell = _sparingly(progress or (lambda _: None))
        cancelled = cancelled or (lambda: False)
        report = self._try(tell, cancelled, rebuild)
        while full := self._without_room(report):
            self._move(*full)
            report = self._try(tell, cancelled, rebuild)
        if self._moved:
            report = replace(report, notices=(self._moved, *report.notices))
            self._moved = None
        return report

    def _without_room(self, report: Report) -> Notice:
        """Folder and reason, where nothing can be written and most of the documents are not in the index; else ()."""
        few = 2 * len(self.documents()) <= self._found
        notices = report.notices if few and self.folder != NOWHERE else ()
        return next((notice[1:] for notice in notices if notice[0] == "disk"), ())

    def _move(self, base: str, reason: str) -> None:
        """Keep the index in another folder that can be written, where there is none in memory."""
        spare = (folder for folder in folders.spare_folders(self.paths) if folder not in self._tried)
        self.folder = next(spare, NOWHERE)
        self._tried.add(self.folder)
        here = self._moved[1:3] if self._moved else (base, reason)
        self._moved = ("memory", *here) if self.folder == NOWHERE else ("elsewhere", *here, str(self.folder))
        self._show(empty(self.paths) if self.folder == NOWHERE else None, None)

    def _try(self, tell: Callable[[Progress], None], cancelled: Callable[[], bool], rebuild: bool) -> Report:
        began = time.monotonic()
        if self.folder == NOWHERE:
            return self._update_in_memory(tell, cancelled, rebuild, began)
        try:
            folders.make(self.folder)  # somebody may have emptied the cache since it was opened
            with Lock(self.folder) as lock:
                return self._update(lock, tell, cancelled, rebuild, began)
        except LockedError as error:
            self.refresh()
            return self._report(Outcome(notices=[("locked", error.pid, error.since)], complete=False), began)
        except OSError as error:
            outcome = Outcome()
            outcome.stop("disk", str(self.folder), why(error))
            return self._report(outcome, began)

    def segments(self) -> tuple[DiskSegment, ...]:
        """The segments of the last commit seen: a snapshot that stays readable."""
        snapshot = self._snapshot
        return snapshot.segments if snapshot else ()

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents in the order in which their files were found, without their text."""
        snapshot = self._snapshot
        return snapshot.documents if snapshot else ()

    @property
    def state(self) -> str:
        """Differs from commit to commit, and where the documents' order does."""
        return self._snapshot.state if self._snapshot else ""

    def document(self, key: str) -> Document:
        """A document as indexed (its file need not exist any more). Raises KeyError."""
        segment, number = self._where(key)
        place = (segment.name, number)
        with self._guard:
            if place in self._documents:
                self._documents.move_to_end(place)
                return self._documents[place]
        document = segment.read(number)
        with self._guard:
            self._documents[place] = document
            self._kept += len(document.text)
            while self._kept > _KEPT and len(self._documents) > 1:
                _, old = self._documents.popitem(last=False)
                self._kept -= len(old.text)
        return document

    def quotations(self, key: str) -> tuple[Quotation, ...]:
        """The quotations of a document. Raises KeyError."""
        segment, number = self._where(key)
        return load_quotations(segment.block.stored(number, "quotations"))

    def mentions(self, key: str) -> tuple[Mention, ...]:
        """The mentions of people in a document. Raises KeyError."""
        segment, number = self._where(key)
        return load_mentions(segment.block.stored(number, "mentions"))

    def pairs(self, key: str) -> tuple[MinedPair, ...]:
        """The words for one thing that a document gives. Raises KeyError."""
        segment, number = self._where(key)
        return load_pairs(segment.block.stored(number, "pairs"))

    def places(self, key: str) -> tuple[list[int], list[int]]:
        """The passages of a document in order: where each starts, and its paragraph's number. Raises KeyError."""
        segment, number = self._where(key)
        first, last = segment.passages_of(number)
        column = segment.block.column
        return column("start")[first:last].tolist(), column("paragraph")[first:last].tolist()

    def place(self, key: str, paragraph: int) -> Place:
        """Where a paragraph (from 1) of a document stands in the original. Raises KeyError."""
        segment, number = self._where(key)
        document = (segment.name, number)
        places = self._places.get(document)
        if places is None:
            value = segment.block.stored(number, "places")
            places = Places(value)
            self._places.put(document, places, _OF_PLACES * len(value))
        return places.at(paragraph)

    def searching(self, knowledge: Knowledge, earlier: Search | None = None) -> Search:
        """A search over the last commit seen; with the titles of an `earlier` one."""
        from inyo.index.engine.ranking.attempt import DocumentFacts
        from inyo.index.engine.ranking.searcher import Searcher

        snapshot = self._snapshot or empty(self.paths)
        facts = tuple(
            DocumentFacts(each.key, each.title, each.date, each.source, each.author) for each in snapshot.documents
        )
        make = partial(segment_of_titles, self.folder)
        titles = earlier.titles if isinstance(earlier, Searcher) else None
        return Searcher(snapshot.segments, facts, knowledge, snapshot.views, make, titles)

    def shared(self, name: str, key: str) -> bytes | None:
        """Nothing: whoever reads this index sees its folder."""
        return None

    def share(self, name: str, key: str, content: bytes) -> None:
        """Nothing more than what lies in the folder."""

    def sketches(self) -> list[bytes]:
        """What tells whether two documents are one text, by document in order (see `duplicates`)."""
        found = map(self._where, (document.key for document in self.documents()))
        return [bytes(segment.block.stored(number, "sketch")) for segment, number in found]

    def problems(self) -> tuple[Problem, ...]:
        """What the last update skipped or could read in part only, and why."""
        snapshot = self._snapshot
        if snapshot is None:
            return ()
        manifest = snapshot.manifest
        return (*manifest.folders, *(skipped.problem for skipped in manifest.skipped.values()))

    def verify(self) -> Notice | None:
        """Read the whole index and compare it with its checksums; for after an error, and for `inyo doctor`.

        None where it is whole. A damaged one is not used any more: `update` builds it anew.
        """
        self._verified.clear()
        self._check()
        return self.notice

    def described(self) -> str:
        """What can be said of the index, in a sentence."""
        documents = self.documents()
        if not documents and self.in_memory:
            return "no documents yet; there will be an index in memory alone"
        if not documents:
            return f"no documents yet; the index will be kept in {self.folder}"
        passages = sum(int(segment.live.sum()) for segment in self.segments())
        if self.in_memory:
            return f"{len(documents)} documents, {passages:,} passages, in memory alone"
        size = sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())
        return f"{len(documents)} documents, {passages:,} passages, {size / 1e6:.1f} MB in {self.folder}"

    def close(self) -> None:
        """Forget what is open. Files close when nobody holds their arrays any more."""
        self._snapshot = None
        with self._guard:
            self._documents.clear()
            self._places = AtHand(_ROOM_OF_PLACES)
            self._kept = 0

    def _where(self, key: str) -> tuple[DiskSegment, int]:
        found = self._snapshot.find(key) if self._snapshot else None
        if found is None:
            raise KeyError(key)
        return found

    def _show(self, snapshot: Snapshot | None, notice: Notice | None) -> bool:
        with self._guard:
            changed = snapshot is not self._snapshot
            self._snapshot, self.notice = snapshot, notice
            self.generation += changed
            return changed

    def _check(self) -> None:
        """Verify the segments that were not verified yet by this object."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        try:
            for segment in snapshot.segments:
                if segment.name not in self._verified:
                    segment.verify()
                    self._verified.add(segment.name)
        except DamagedFile as error:
            self._show(None, ("damaged", str(error)))

    def _update(
        self, lock: Lock, tell: Callable[[Progress], None], cancelled: Callable[[], bool], rebuild: bool, began: float
    ) -> Report:
        self.refresh()
        self._check()
        outcome = Outcome(notices=[self.notice] if self.notice else [])
        if self.notice == ("superseded",) and not rebuild:
            outcome.complete = False
            return self._report(outcome, began)
        aside = rebuild and self._snapshot is not None
        fresh = self._fresh(exchange=not aside) if aside or self._snapshot is None else None
        folders.sweep(self.folder, fresh.path if fresh else None)
        snapshot = fresh or self._snapshot
        assert snapshot is not None

        plan = self._scan(snapshot, tell, cancelled, began)
        if plan is None:
            outcome.stop("cancelled")
        else:
            done = self._apply(snapshot, plan, lock, tell, cancelled, show=not aside)
            done.notices[:0] = [*outcome.notices, *plan.notices]
            outcome = done
            outcome.unchanged = len(plan.sources)
        if aside and fresh and outcome.complete:
            folders.switch(self.folder, fresh.path)
        self.refresh()
        folders.sweep(self.folder)
        return self._report(outcome, began)

    def _update_in_memory(
        self, tell: Callable[[Progress], None], cancelled: Callable[[], bool], rebuild: bool, began: float
    ) -> Report:
        writer = MemoryWriter(empty(self.paths) if rebuild or self._snapshot is None else self._snapshot)
        outcome = Outcome()
        plan = self._scan(writer.snapshot, tell, cancelled, began)
        if plan is None:
            outcome.stop("cancelled")
        else:
            from inyo.index.engine.local.worker_pool import analyse_all

            sizes = {key: source.size for key, source in plan.read.items()}
            results = analyse_all(sizes, cancelled) if plan.bytes > SMALL else None
            outcome = apply(NOWHERE, plan, tell, cancelled, self._seen, results, merge=None, writer=writer)
            outcome.notices += plan.notices
            outcome.unchanged = len(plan.sources)
        self._show(writer.snapshot, None)
        return self._report(outcome, began)

    def _seen(self, _: Outcome, snapshot: Snapshot) -> None:
        self._show(snapshot, None)

    def _scan(
        self, snapshot: Snapshot, tell: Callable[[Progress], None], cancelled: Callable[[], bool], began: float
    ) -> Plan | None:
        def found(count: int, key: str) -> None:
            tell(Progress("scan", count, 0, 0, time.monotonic() - began, key))

        plan = scan(self.paths, snapshot.manifest, found, cancelled)
        self._found = len(plan.order) if plan else 0
        return plan

    def _fresh(self, *, exchange: bool) -> Snapshot:
        path = folders.fresh(self.folder)
        snapshot = create(path, Manifest(FORMAT, rules(), tuple(map(str, self.paths))))
        if exchange:
            folders.switch(self.folder, path)
            self._show(snapshot, None)
        return snapshot

    def _apply(
        self,
        snapshot: Snapshot,
        plan: Plan,
        lock: Lock,
        tell: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        *,
        show: bool,
    ) -> Outcome:
        if plan.bytes <= SMALL and sum(map(size_of, to_join(snapshot.segments))) <= LIGHT:
            seen = self._seen if show else lambda _, __: None
            return apply(snapshot.path, plan, tell, cancelled, seen, before=snapshot)
        look = self.refresh if show else lambda: False
        return apply_aside(snapshot.path, plan, lock.fileno(), tell, cancelled, look)

    def _report(self, outcome: Outcome, began: float) -> Report:
        return Report(
            outcome.added,
            outcome.changed,
            outcome.removed,
            outcome.unchanged,
            self.problems(),
            time.monotonic() - began,
            tuple(outcome.notices),
            outcome.complete,
        )


def _damage(error: DamagedFile | OSError) -> str:
    return str(error) if isinstance(error, DamagedFile) else f"a file of it cannot be read ({why(error)})"


def _sparingly(tell: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """Progress often enough for a bar and no oftener; the last word of a phase always."""
    said = 0.0

    def maybe(progress: Progress) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= _SAID_EVERY or (progress.total and progress.done == progress.total):
            said = now
            tell(progress)

    return maybe
