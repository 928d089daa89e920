"""Bringing an index up to date: read what changed, commit in bounded batches, join small segments. Commits (documents
in, documents out, segments joined) are only for the holder of the lock.

Where nothing can be written the index is kept nowhere: `MemoryWriter` makes the same segments over bytes.

Small jobs run in this process; for large ones a child writes (and its children analyse), so that nothing here holds
the interpreter while people search and type; we only open each commit.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inyo.index.engine.local.analysed import Analysed
from inyo.index.engine.local.codec import EXTENSION, ArrayCodec, add_records, add_selection, schema
from inyo.index.engine.local.disk import DiskSegment
from inyo.index.engine.local.manifest import (
    FORMAT,
    Manifest,
    Plan,
    Skipped,
    Source,
    file_state,
    in_order,
    keys_of,
)
from inyo.index.engine.local.segment_blocks import Block, Selection, concatenate, decode
from inyo.index.engine.local.snapshot import TOC_NAME, PrivateStorage, Snapshot, generation_in, open_snapshot
from inyo.index.engine.local.versions import rules
from inyo.index.engine.segments import Field
from inyo.index.own.atomic_files import digest
from inyo.index.values.problems import LibraryError, mistake, why
from inyo.index.values.progress import Notice, Progress

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MANY = 24
"""More segments than this are joined after an update: searching forty costs less than joining them."""
FEW = 8
"""So many are left then."""
LARGEST = 24_000_000
"""Characters of segments that are still joined with others: what joining takes in memory grows with them."""

_SEGMENT = re.compile(rf"(MAIN_[0-9a-z]+){re.escape(EXTENSION)}")
_MANIFEST = re.compile(r"manifest-([0-9]+)\.json")
_TABLE = re.compile(r"sources-[0-9a-f]+\.json")


def create(path: Path, manifest: Manifest) -> Snapshot:
    """An index without documents in an empty folder. Raises OSError."""

    def before_commit(generation: int, content: bytes) -> None:
        replace(manifest, generation=generation, toc=digest(content)).write(path)

    PrivateStorage(path, before_commit).create_index(schema())
    return open_snapshot(path)


class IndexWriter:
    """Writes one index. `snapshot` is the state of its last commit.

    Every method leaves the index whole whatever it raises: the state before the call or, once it returned, after it.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.path = snapshot.path
        tidy(self.path, snapshot)

    def commit(
        self,
        added: Sequence[bytes],
        removed: Collection[str] = (),
        *,
        sources: Mapping[str, Source],
        skipped: Mapping[str, Skipped],
    ) -> None:
        """Add documents (as `segment_blocks.pack_all` gives them), remove others by key; an added key replaces the one
        there.

        `sources` and `skipped` are all that hold after this commit. Raises OSError where it could not be written.
        """
        selections, gone = _exchanged(self.snapshot, added, removed)

        def change(writer: Any) -> None:
            bases = _bases(writer.segments)
            for segment, number in gone:
                base = bases[segment.name]
                for passage in range(*segment.passages_of(number)):
                    writer.delete_document(base + passage)
                writer.delete_document(base + segment.passages + number)
            for selection in selections:
                add_selection(writer, selection)
            add_records(writer, selections)

        documents = self.snapshot.manifest.documents - len(gone)
        documents += sum(len(selection.documents) for selection in selections)
        passages = self.snapshot.manifest.passages + sum(len(selection.tokens) for selection in selections)
        passages -= sum(last - first for first, last in (segment.passages_of(number) for segment, number in gone))
        manifest = replace(
            self.snapshot.manifest, sources=dict(sources), skipped=dict(skipped), documents=documents, passages=passages
        )
        self._write(manifest, change, lambda _, segments: [each for each in segments if each.doc_count()])

    def note(self, **values: Any) -> None:
        """Change the manifest alone: sources with another time, skipped files, folders. Raises OSError."""
        manifest = replace(self.snapshot.manifest, **values)
        if manifest != self.snapshot.manifest:
            manifest.write(self.path)
            self.snapshot = open_snapshot(self.path, self.snapshot)

    def merge(self, *, many: int = MANY, few: int = FEW, at_most: int | None = None) -> bool:
        """Join small segments when there are more than `many`, and rewrite those that are mostly deleted.

        Does nothing where they have more than `at_most` characters together. True when anything was done. Raises
        OSError.
        """
        chosen = to_join(self.snapshot.segments, many, few, at_most)
        if not chosen:
            return False
        names = {segment.name for segment in chosen}

        def join(writer: Any, segments: list[Any]) -> list[Any]:
            selections = _left_of(chosen)
            for selection in selections:
                add_selection(writer, selection)
            add_records(writer, selections)
            return [segment for segment in segments if segment.segment_id() not in names]

        self._write(self.snapshot.manifest, lambda _writer: None, join)
        return True

    def _write(
        self, manifest: Manifest, change: Callable[[Any], None], policy: Callable[[Any, list[Any]], list[Any]]
    ) -> None:
        toc: list[Any] = []

        def merged(writer: Any, segments: list[Any]) -> list[Any]:
            toc.extend(policy(writer, segments))
            return list(toc)

        def before_commit(generation: int, content: bytes) -> None:
            names = [segment.make_filename(EXTENSION) for segment in toc]
            new = writer.newsegment.make_filename(EXTENSION)
            files = {name: manifest.files[name] for name in names}
            if (self.path / new).exists():
                files[new] = file_state(self.path / new)
            replace(manifest, generation=generation, toc=digest(content), files=files).write(self.path)

        storage = PrivateStorage(self.path, before_commit)
        index = storage.open_index(schema=schema())
        writer = index.writer(codec=ArrayCodec(), compound=False)
        try:
            change(writer)
            writer.commit(mergetype=merged)
        except BaseException:
            with contextlib.suppress(Exception):
                writer.cancel()
            tidy(self.path)
            raise
        finally:
            storage.let_go()
        self.snapshot = open_snapshot(self.path, self.snapshot)
        tidy(self.path, self.snapshot, quickly=True)


def tidy(path: Path, before: Snapshot | None = None, *, quickly: bool = False) -> None:
    """Remove what no commit names: left by a process that was killed, or a full disk. `before` is the last commit, as
    far as it is known; with `quickly` only what is of another commit goes."""
    generation = generation_in(path)
    snapshot = open_snapshot(path, before)
    named, table = {segment.name for segment in snapshot.segments}, snapshot.manifest.table.name
    for entry in path.iterdir():
        name = entry.name
        segment, toc = _SEGMENT.fullmatch(name), TOC_NAME.fullmatch(name)
        numbered = _MANIFEST.fullmatch(name) or toc
        old = (numbered and int(numbered[1]) != generation) or (_TABLE.fullmatch(name) and name != table)
        lost = (segment and segment[1] not in named) or (name.startswith("_MAIN_") and not toc)
        lost = not quickly and (lost or name.endswith(".new"))
        with contextlib.suppress(OSError):
            if old or lost:
                entry.unlink()
            elif name == "MAIN.tmp" and not quickly:
                shutil.rmtree(entry)


def _exchanged(
    before: Snapshot, added: Sequence[bytes], removed: Collection[str]
) -> tuple[list[Selection], list[tuple[DiskSegment, int]]]:
    """The documents to add, and where those stand that are removed or replaced. Raises ValueError where one is added
    twice."""
    selections = [Selection(Block.read(data)) for data in added]
    found = [decode(each.block.stored(number, "key")) for each in selections for number in range(each.block.documents)]
    keys = set(found)
    if len(keys) != len(found):
        raise ValueError("a document was added twice")
    return selections, [place for key in {*removed, *keys} if (place := before.find(key))]


def _left_of(segments: Sequence[DiskSegment]) -> list[Selection]:
    """What is not deleted of some segments, of those that have any."""
    selections = (Selection(segment.block, sorted(segment.dead)) for segment in segments)
    return [selection for selection in selections if len(selection.documents)]


def to_join(
    segments: Sequence[DiskSegment], many: int = MANY, few: int = FEW, at_most: int | None = None
) -> list[DiskSegment]:
    """The segments to join now: those mostly deleted; and where there are too many the smallest, but so many that
    `few` remain, and not more text than fits. None where they have more than `at_most` characters together."""
    chosen = [segment for segment in segments if segment.dead and 2 * int(segment.live.sum()) < segment.passages + 1]
    if len(segments) > many:
        small = sorted((segment for segment in segments if segment not in chosen), key=size_of)
        chosen += small[: len(small) - few + 1]
    room = LARGEST
    fitting: list[DiskSegment] = []
    for segment in sorted(chosen, key=size_of):
        if size_of(segment) <= room or (not fitting and segment.dead):
            room -= size_of(segment)
            fitting.append(segment)
    if len(fitting) == 1 and not fitting[0].dead:
        return []
    if at_most is not None and sum(map(size_of, fitting)) > at_most:
        return []
    return [segment for segment in segments if segment in fitting]


def size_of(segment: DiskSegment) -> int:
    """The characters of a segment, deleted ones included."""
    return int(segment.bases(Field.PAIR)[-1])


def _bases(segments: Iterable[Any]) -> dict[str, int]:
    bases, base = {}, 0
    for segment in segments:
        bases[segment.segment_id()] = base
        base += segment.doc_count_all()
    return bases


NOWHERE = Path(os.devnull)
"""The folder of an index in memory: nothing can be read or written in it."""


def empty(paths: Sequence[Path]) -> Snapshot:
    """An index without documents."""
    return Snapshot(NOWHERE, Manifest(FORMAT, rules(), tuple(map(str, paths))), ())


class MemoryWriter:
    """As `IndexWriter`, for an index in memory. `snapshot` is the state of its last commit."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def commit(
        self,
        added: Sequence[bytes],
        removed: Collection[str] = (),
        *,
        sources: Mapping[str, Source],
        skipped: Mapping[str, Skipped],
    ) -> None:
        """Add documents, remove others by key; an added key replaces the one there."""
        before = self.snapshot
        selections, gone = _exchanged(before, added, removed)
        dead = {segment.name: set(segment.dead) for segment in before.segments}
        for segment, number in gone:
            dead[segment.name].add(number)
        segments = [
            segment.with_dead(dead[segment.name])
            for segment in before.segments
            if len(dead[segment.name]) < segment.block.documents
        ]
        self._show([*segments, *self._joined(selections)], sources=dict(sources), skipped=dict(skipped))

    def note(self, **values: Any) -> None:
        """Change the manifest alone."""
        if replace(self.snapshot.manifest, **values) != self.snapshot.manifest:
            self._show(list(self.snapshot.segments), **values)

    def merge(self, *, many: int = MANY, few: int = FEW, at_most: int | None = None) -> bool:
        """Join small segments where there are many, and those mostly deleted; True when anything was done."""
        chosen = to_join(self.snapshot.segments, many, few, at_most)
        if not chosen:
            return False
        left = [segment for segment in self.snapshot.segments if segment not in chosen]
        self._show([*left, *self._joined(_left_of(chosen))])
        return True

    def _joined(self, selections: Sequence[Selection]) -> list[DiskSegment]:
        if not selections:
            return []
        file = io.BytesIO()
        concatenate(selections, file)
        return [DiskSegment(f"memory-{self.snapshot.manifest.generation + 1}", Block.read(file.getvalue()))]

    def _show(self, segments: list[DiskSegment], **values: Any) -> None:
        manifest, generation = self.snapshot.manifest, self.snapshot.manifest.generation + 1
        passages = sum(int(segment.live.sum()) for segment in segments)
        documents = sum(segment.block.documents - len(segment.dead) for segment in segments)
        values |= {"passages": passages, "documents": documents, "generation": generation, "toc": str(generation)}
        names, views = {segment.name for segment in segments}, self.snapshot.derived()
        known = {name: view for name, view in views.items() if name in names}
        self.snapshot = Snapshot(NOWHERE, replace(manifest, **values), tuple(segments), known=known)


SMALL = 300_000
"""Bytes to read up to which no process is started for it."""
LIGHT = 2_000_000
"""Characters of segments up to which they are joined without a process for it."""
_FIRST_DOCUMENTS = 50
_FIRST_CHARACTERS = 200_000
_MOST_CHARACTERS = 4_000_000
_LONGEST, _SHARE = 3.0, 0.3
"""A batch ends after so many documents (the first one only), characters (growing from batch to batch), seconds (or
that share of the time since the beginning: otherwise a long build would end in hundreds of segments)."""
_PAUSE = 0.05

WRITE = "inyo.index.engine.local.update:write"

Writer = IndexWriter | MemoryWriter
Tell = Callable[[Progress], None]
Committed = Callable[["Outcome", Snapshot], None]
"""Called after a commit: what was done so far, and the new state."""


@dataclass
class Outcome:
    """What an update has done so far."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    characters: int = 0
    notices: list[Notice] = field(default_factory=list)
    complete: bool = True

    def stop(self, *notice: str) -> None:
        """The update ends before its time."""
        self.notices.append(notice)
        self.complete = False


def apply(
    path: Path,
    plan: Plan,
    tell: Tell,
    cancelled: Callable[[], bool],
    committed: Committed,
    analysed: Iterable[Analysed] | None = None,
    merge: int | None = LIGHT,
    *,
    before: Snapshot | None = None,
    writer: Writer | None = None,
) -> Outcome:
    """Carry out a plan on the index in a folder, in this process. Errors become notices of the outcome.

    `committed` is called after every commit; `analysed` gives the files' results (default: one after the other here);
    segments are joined where they have at most `merge` characters together (None: whatever they have); `before` is
    the folder's last commit, as far as it is open already; `writer` is another than that of the folder.
    """
    outcome = Outcome()
    try:
        results = _here(plan, cancelled) if analysed is None else analysed
        writer = writer or IndexWriter(open_snapshot(path, before))
        _Update(writer, plan, outcome, tell, committed).run(results, cancelled, merge)
    except OSError as error:
        outcome.stop("disk", str(path), why(error))
    except LibraryError as error:
        outcome.stop("failed", str(error))
    except Exception as error:
        outcome.stop("failed", f"a mistake of inyo's own ({mistake(error)}); please report it")
    return outcome


def _here(plan: Plan, cancelled: Callable[[], bool]) -> Iterator[Analysed]:
    if not plan.read:
        return
    from inyo.index.engine.local.file_analysis import (
        analyse,  # takes a quarter of a second, and mostly there is nothing to read
    )

    for key in plan.read:
        if cancelled():
            return
        yield analyse(key)


class _Update:
    def __init__(self, writer: Writer, plan: Plan, outcome: Outcome, tell: Tell, committed: Committed) -> None:
        self._writer = writer
        self._plan, self._outcome, self._tell, self._committed = plan, outcome, tell, committed
        before = self._writer.snapshot.manifest
        self._sources = {key: source for key, source in before.sources.items() if key in plan.order}
        self._sources.update(plan.sources)
        self._skipped = dict(plan.skipped)
        self._removed = {each for key in plan.removed for each in keys_of(key, before.sources[key])}
        self._gone = len(plan.removed)
        self._batch: dict[str, Analysed] = {}
        self._done = self._pending = 0
        self._began = self._last = time.monotonic()
        self._limit = _FIRST_CHARACTERS

    def run(self, analysed: Iterable[Analysed], cancelled: Callable[[], bool], merge: int | None) -> None:
        for result in analysed:
            self._take(result)
            if self._full():
                self._commit()
        stopped = self._done < len(self._plan.read)
        if self._batch or self._removed:
            self._commit()
        self._writer.note(
            sources=in_order(self._sources, self._plan.order), skipped=dict(self._skipped), folders=self._plan.folders
        )
        fewer = {"many": 1, "few": 1} if self._is_most() else {}
        while not cancelled() and self._writer.merge(at_most=merge, **fewer):
            self._committed(self._outcome, self._writer.snapshot)
        if stopped:
            self._outcome.stop("cancelled")

    def _is_most(self) -> bool:
        """Whether most of the index was written now. Then its segments are joined once and for all: every query would
        go through each of them."""
        every = sum(map(size_of, self._writer.snapshot.segments))
        return 2 * self._outcome.characters > every

    def _take(self, result: Analysed) -> None:
        key, plan = result.key, self._plan
        before = self._sources.pop(key, None)
        gone = set(keys_of(key, before)) if before else set()
        source = plan.read[key]._replace(digest=result.digest, parts=result.parts or ("",))
        if result.problem:
            self._skipped[key] = Skipped(source, result.problem)
        if result.blocks:
            self._sources[key] = source
            self._batch[key] = result
            gone -= set(keys_of(key, source))
        self._removed |= gone
        self._gone += bool(before and not result.blocks)
        self._done += 1
        self._pending += result.characters
        self._outcome.characters += result.characters
        self._say("read", key)

    def _full(self) -> bool:
        first, now = self._limit == _FIRST_CHARACTERS, time.monotonic()
        return bool(self._batch) and (
            self._pending >= self._limit
            or (first and len(self._batch) >= _FIRST_DOCUMENTS)
            or now - self._last > max(_LONGEST, _SHARE * (now - self._began))
        )

    def _commit(self) -> None:
        self._say("write")
        order = self._plan.order
        keys = sorted(self._batch, key=order.__getitem__)
        self._writer.commit(
            [block for key in keys for block in self._batch[key].blocks],
            self._removed,
            sources=in_order(self._sources, order),
            skipped=self._skipped,
        )
        self._outcome.added += sum(key in self._plan.new for key in keys)
        self._outcome.changed += sum(key not in self._plan.new for key in keys)
        self._outcome.removed += self._gone
        self._batch, self._removed, self._pending, self._gone = {}, set(), 0, 0
        self._limit = min(max(self._limit, 2 * _FIRST_CHARACTERS) * 3 // 2, _MOST_CHARACTERS)
        self._last = time.monotonic()
        self._committed(self._outcome, self._writer.snapshot)

    def _say(self, phase: Any, current: str = "") -> None:
        seconds = time.monotonic() - self._began
        self._tell(Progress(phase, self._done, len(self._plan.read), self._outcome.characters, seconds, current))


def apply_aside(
    path: Path, plan: Plan, lock: int, tell: Tell, cancelled: Callable[[], bool], committed: Callable[[], object]
) -> Outcome:
    """As `apply`, by a child that holds the lock (an open file) with us, and analyses in several processes; what it
    commits is to be read from the folder."""
    from inyo.index.processes import Child, refused

    outcome = Outcome()
    try:
        child = Child(WRITE, inherited=(lock,))
    except OSError as error:  # it is not the disk's fault: elsewhere the index could be written no better
        outcome.stop("failed", refused(error))
        return outcome
    connection = child.connection
    asked = False
    try:
        connection.send((str(path), plan))
        while True:
            if not asked and cancelled():
                connection.send("stop")
                asked = True
            if not connection.poll(_PAUSE):
                continue
            kind, value = connection.recv()
            if kind == "progress":
                tell(value)
            elif kind == "committed":
                outcome = value
                committed()
            elif kind == "done":
                outcome = value
                break
    except (EOFError, OSError):
        outcome.stop("writer", child.ended())
    finally:
        child.finish(10.0)
    return outcome


def write(connection: Connection[Any, Any]) -> None:
    """The child of `apply_aside`."""
    path, plan = connection.recv()
    stopped = False

    def cancelled() -> bool:
        nonlocal stopped
        with contextlib.suppress(EOFError, OSError):
            stopped = stopped or (connection.poll() and connection.recv() == "stop")
            return stopped
        stopped = True  # whoever asked for this is gone
        return True

    def send(kind: str, value: Any) -> None:
        with contextlib.suppress(OSError):
            connection.send((kind, value))

    def tell(progress: Progress) -> None:
        send("progress", progress)

    from inyo.index.engine.local.worker_pool import analyse_all
    from inyo.index.processes import give_back

    def committed(done: Outcome, _: Snapshot) -> None:
        give_back()
        send("committed", done)

    sizes = {key: source.size for key, source in plan.read.items()}
    outcome = apply(
        Path(path),
        plan,
        tell,
        cancelled,
        committed,
        analyse_all(sizes, cancelled),
        merge=None,
    )
    send("done", outcome)
