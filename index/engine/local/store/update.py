"""Bringing an index up to date: read what changed, commit in bounded batches, join small segments.

Small jobs run in this process; for large ones a child writes (and its children analyse), so that nothing here holds
the interpreter while people search and type; we only open each commit.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inyo.index.engine.local.store.manifest import Skipped, keys_of
from inyo.index.engine.local.store.snapshot import Snapshot, open_snapshot
from inyo.index.engine.local.store.sources import Plan, in_order
from inyo.index.engine.local.store.writing import IndexWriter, MemoryWriter, size_of
from inyo.index.engine.local.workers import Analysed
from inyo.index.values.problems import LibraryError, mistake, why
from inyo.index.values.progress import Notice, Progress

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

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

WRITE = "inyo.index.engine.local.store.update:write"

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
    from inyo.index.engine.local.workers.analyse import (
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
        source = replace(plan.read[key], digest=result.digest, parts=result.parts or ("",))
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

    from inyo.index.engine.local.workers.pool import analyse_all
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
