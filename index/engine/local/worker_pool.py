"""Several processes that analyse files. A file that kills its process or takes for ever costs itself, nothing else."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import resource
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from inyo.index.engine.local.analysed import Analysed, content_digest, failed
from inyo.index.processes import BUSY, TICKS, Child, OwnTime, give_back, limit, refused
from inyo.index.reading.documents import begin
from inyo.index.values.problems import LibraryError

MOST = 4
"""Processes at most."""
_AHEAD = 2
"""Files a process is given at a time, so that it never waits."""
_PATIENCE = 60.0
_PATIENCE_BYTE = 60.0 / 1_000_000
"""Seconds a file may take: so many, and so many for each byte."""
_TIMES, _LEAST = 8, 0.01
"""How often one that computes gets them on a machine with much to do; the share of the time that is almost nothing."""
_TURN = 0.2
LARGE = 3_000_000
"""Bytes of a file that is analysed while no other such file is: its memory is a dozen times that."""
MEMORY = 3 << 30
"""Bytes of addresses a process may use, its libraries included: what runs away ends alone."""
_HOPELESS, _HOPELESS_SAID = 6, 1
"""So many dead processes without a single answer are no fault of the files; fewer where they said so."""
_UNTIDIED = 2_000_000
"""Characters between two looks for garbage: a book is a million objects of which some twenty are part of a circle, and
a look takes as long as 20,000 characters."""

SERVE = "inyo.index.engine.local.worker_pool:serve"


def serve(connection: Connection[Any, Any]) -> None:
    """A child: analyse what is asked for until the conversation ends. The first file is being read while dictionaries
    are loaded."""
    limit(resource.RLIMIT_AS, MEMORY)
    first = connection.recv()
    begin(Path(first))
    from inyo.index.engine.local.file_analysis import analyse

    serve_with(connection, analyse, [first])


def serve_with(
    connection: Connection[Any, Any], analyse: Callable[[str], Analysed], received: Sequence[str] = ()
) -> None:
    """A child that answers for each file with what `analyse` gives, those already `received` first; where that raises
    LibraryError it says why and ends."""
    gc.disable()
    limit(resource.RLIMIT_AS, MEMORY)
    done = 0
    waiting = deque(received)
    while True:
        try:
            answer = analyse(waiting.popleft() if waiting else connection.recv())
        except LibraryError as error:
            connection.send(str(error))
            return
        send(connection, answer)
        done += answer.characters
        if done > _UNTIDIED:
            done = 0
            gc.collect()
            gc.freeze()  # what is remembered of words stays, and need not be looked through again
            re.purge()  # the names of each story are a pattern
            give_back()


def send(connection: Connection[Any, Any], answer: Analysed) -> None:
    """Answer for a file. Blocks are messages of their own: bytes alone are copied on neither side."""
    connection.send(replace(answer, blocks=(b"",) * len(answer.blocks)))
    for block in answer.blocks:
        connection.send_bytes(block)


class _Worker:
    def __init__(self, target: str, time: OwnTime) -> None:
        self.child = Child(target)
        self.time = time
        self.files: deque[str] = deque()
        self.reason = ""
        """Why it ended, as far as it said so: then the files are not to blame."""
        self.starved = False
        """Whether it computed while it was waited for, but got little of the machine: neither are they then."""
        self.begin()

    def begin(self) -> None:
        """Count the time that the next file takes from now."""
        self.since, self.computed = self.time(), self.child.computed()

    def is_late(self, allowed: float) -> bool:
        """Whether a file takes longer than so many seconds; on a busy machine those of computing count, while it does
        compute."""
        waited = self.time() - self.since
        if waited < allowed:
            return False
        computed = (self.child.computed() - self.computed) / TICKS
        self.starved = _LEAST * waited < computed < allowed
        return not self.starved or waited > _TIMES * allowed

    def give(self, file: str) -> None:
        if not self.files:
            self.begin()
        self.files.append(file)
        with contextlib.suppress(OSError):  # dead already: noticed when we listen
            self.child.connection.send(file)

    def take(self) -> Analysed | None:
        """Its next answer; None when it is dead."""
        try:
            answer = self.child.connection.recv()
            if isinstance(answer, str):
                self.reason = answer.removesuffix(".")
            if not isinstance(answer, Analysed) or answer.key != self.files[0]:
                return None
            answer = replace(answer, blocks=tuple(self.child.connection.recv_bytes() for _ in answer.blocks))
        except (EOFError, OSError):
            return None
        self.files.popleft()
        self.begin()
        return answer


def analyse_all(
    files: Mapping[str, int],
    cancelled: Callable[[], bool],
    *,
    processes: int | None = None,
    target: str = SERVE,
    patience: float = _PATIENCE,
) -> Iterator[Analysed]:
    """Analyse files (with their sizes in bytes), in about their order: exactly one answer for each, until cancelled.

    The files a process held when it died are tried once more, each alone in a process of its own. Raises LibraryError
    where processes die before any of them ever answered, or none can be started.
    """
    crew = _Crew(files, processes or min(os.cpu_count() or 1, MOST), target, patience)
    try:
        while not cancelled() and crew.assign():
            yield from crew.answers()
    finally:
        crew.stop()


class _Crew:
    """The processes at work, and the files that `waiting` are or `suspects`: held by a process that died. One of these
    at a time is with the `lone` process."""

    def __init__(self, files: Mapping[str, int], processes: int, target: str, patience: float) -> None:
        self.files = files
        self.target = target
        self.patience = patience
        self.time = OwnTime()
        self.waiting = deque(files)
        self.suspects: deque[str] = deque()
        self.workers: list[_Worker] = []
        self.lone: _Worker | None = None
        for _ in range(max(1, min(processes, len(files))) if files else 0):
            self._hire()
        self.deaths = 0
        self.answered = False

    def assign(self) -> bool:
        """Give files to who has few; False where nothing is left to be done."""
        if self.suspects and self.lone is None:
            self.lone = self._hire() or next((worker for worker in self.workers if not worker.files), None)
            if self.lone is not None:
                self.lone.give(self.suspects.popleft())
        if self.waiting and not any(worker is not self.lone for worker in self.workers):
            self._hire()  # those that died were not replaced: there was no room
        for worker in self.workers:
            while worker is not self.lone and len(worker.files) < _AHEAD:
                file = _next(self.waiting, self.files, self.workers)
                if file is None:
                    break
                worker.give(file)
        return bool(self.waiting or self.suspects or any(worker.files for worker in self.workers))

    def _hire(self) -> _Worker | None:
        """One more process; None where the system gives us no more than we have."""
        try:
            self.workers.append(_Worker(self.target, self.time))
        except OSError as error:
            if not self.workers:
                raise LibraryError(refused(error)) from error
            return None
        return self.workers[-1]

    def answers(self) -> Iterator[Analysed]:
        """The answers that come within a turn."""
        busy = [worker for worker in self.workers if worker.files]
        ready = set(wait([worker.child.connection for worker in busy], _TURN))
        for worker in busy:
            late = worker.child.connection not in ready
            if late and not worker.is_late(self.patience + _PATIENCE_BYTE * self.files[worker.files[0]]):
                continue
            answer = None if late else worker.take()
            if answer is None:
                yield from self._bury(worker, late)
                continue
            if worker is self.lone:
                self.workers.remove(worker)
                worker.child.stop()
                self.lone = None
            self.answered = True
            yield answer

    def _bury(self, worker: _Worker, late: bool) -> Iterator[Analysed]:
        """Another in the place of a process that died or is too `late`; the file that was to blame is answered for."""
        worker.child.finish(0.0 if late else 2.0)  # one that ends by itself tells how
        self.workers.remove(worker)
        self.deaths += 1
        if self.deaths > (_HOPELESS_SAID if worker.reason else _HOPELESS) and not self.answered:
            said = f"no process that analyses files stays alive ({worker.child.ended()})"
            raise LibraryError(worker.reason or said)
        alone = worker is self.lone
        given_up = _given_up(worker, late) if alone or late else None
        if alone:
            self.lone = None
        else:
            self.suspects.extend(worker.files)
            self._hire()
        if given_up is not None:
            yield given_up

    def stop(self) -> None:
        """End them all."""
        for worker in self.workers:
            worker.child.stop()


def _next(waiting: deque[str], sizes: Mapping[str, int], workers: list[_Worker]) -> str | None:
    """The next file that may be begun: the first, but no large one beside another."""
    busy = any(sizes[file] >= LARGE for worker in workers for file in worker.files)
    for at, file in enumerate(waiting):
        if not busy or sizes[file] < LARGE:
            del waiting[at]
            return file
    return None


def _given_up(worker: _Worker, late: bool) -> Analysed:
    file = worker.files.popleft()
    if reason := worker.reason or (BUSY if late and worker.starved else ""):
        return failed(file, "", f"could not be analysed now ({reason})")
    what = "took too long to analyse" if late else f"ended the process that analysed it ({worker.child.ended()})"
    return failed(file, content_digest(file), what)
