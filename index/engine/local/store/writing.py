"""Commits: documents in, documents out, segments joined. Only for the holder of the lock.

Where nothing can be written the index is kept nowhere: `MemoryWriter` makes the same segments over bytes.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from inyo.index.engine.local.files.disk import DiskSegment
from inyo.index.engine.local.files.merge import Selection, concatenate
from inyo.index.engine.local.files.segment_blocks import Block, decode
from inyo.index.engine.local.store.manifest import FORMAT, Manifest, Skipped, Source, file_state
from inyo.index.engine.local.store.snapshot import Snapshot, generation_in, open_snapshot
from inyo.index.engine.local.store.versions import rules
from inyo.index.engine.local.whoosh.codec import EXTENSION, ArrayCodec, add_records, add_selection, schema
from inyo.index.engine.local.whoosh.storage import TOC, PrivateStorage
from inyo.index.engine.segments import Field
from inyo.index.own.atomic_files import digest

MANY = 24
"""More segments than this are joined after an update: searching forty costs less than joining them."""
FEW = 8
"""So many are left then."""
LARGEST = 24_000_000
"""Characters of segments that are still joined with others: what joining takes in memory grows with them."""

_SEGMENT = re.compile(rf"(MAIN_[0-9a-z]+){re.escape(EXTENSION)}")
_MANIFEST = re.compile(r"manifest-([0-9]+)\.json")


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
        self._write(manifest, change, lambda _writer, segments: segments)

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
        tidy(self.path, quickly=True)


def tidy(path: Path, before: Snapshot | None = None, *, quickly: bool = False) -> None:
    """Remove what no commit names: left by a process that was killed, or a full disk. `before` is the last commit, as
    far as it is known; with `quickly` only what is of another commit goes."""
    generation = generation_in(path)
    named = set() if quickly else {segment.name for segment in open_snapshot(path, before).segments}
    for entry in path.iterdir():
        name = entry.name
        segment, toc = _SEGMENT.fullmatch(name), TOC.fullmatch(name)
        numbered = _MANIFEST.fullmatch(name) or toc
        old = numbered and int(numbered[1]) != generation
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
    return selections, [before.where[key] for key in {*removed, *keys} if key in before.where]


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
        segments = [segment.with_dead(dead[segment.name]) for segment in before.segments]
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
