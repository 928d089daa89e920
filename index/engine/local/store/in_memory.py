"""An index that is kept nowhere: for where nothing can be written. The same segments, over bytes instead of files."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from inyo.index.engine.local.files.disk import DiskSegment
from inyo.index.engine.local.files.merge import Selection, concatenate
from inyo.index.engine.local.files.segment_blocks import Block
from inyo.index.engine.local.store.manifest import FORMAT, Manifest, Skipped, Source
from inyo.index.engine.local.store.snapshot import Snapshot
from inyo.index.engine.local.store.versions import rules
from inyo.index.engine.local.store.writing import FEW, MANY, size_of, to_join

NOWHERE = Path(os.devnull)
"""The folder of an index in memory: nothing can be read or written in it."""


def empty(paths: Sequence[Path]) -> Snapshot:
    """An index without documents."""
    return Snapshot(NOWHERE, Manifest(FORMAT, rules(), tuple(map(str, paths))), ())


class MemoryWriter:
    """As `writing.IndexWriter`, for an index in memory. `snapshot` is the state of its last commit."""

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
        selections = [Selection(Block.read(data)) for data in added]
        keys = {DiskSegment("", selection.block).key(0) for selection in selections}
        gone = [before.where[key] for key in {*removed, *keys} if key in before.where]
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
        chosen = to_join(self.snapshot.segments, many, few)
        if not chosen or (at_most is not None and sum(map(size_of, chosen)) > at_most):
            return False
        selections = [Selection(segment.block, sorted(segment.dead)) for segment in chosen]
        left = [segment for segment in self.snapshot.segments if segment not in chosen]
        self._show([*left, *self._joined([each for each in selections if len(each.documents)])])
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
