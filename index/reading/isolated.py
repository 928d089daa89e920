"""Strangers' formats are read by a process of their own: limited memory and time, killed and reported where it hangs.

The process writes nothing and its answers are plain data (MessagePack), so that a reader taken over by a crafted file
can neither fill the disk nor run anything here. What it does is in `serving`.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import threading
from pathlib import Path

import msgspec

from inyo.index.processes import BUSY, TICKS, Child, turns
from inyo.index.values.extracts import Extract, FormatProblem, UnreadableFormat

MEMORY = 1 << 30
"""Bytes a reader may use."""
SECONDS = 20
"""Seconds of computing a file may take."""
PATIENCE = 25.0
"""Seconds by the clock after which a reader that has computed almost nothing in them is given up."""
_TIMES = 8
"""How often one that computes gets them: a machine with much to do gives it little of each second."""
_LEAST = 0.01
"""Share of that time that is almost nothing."""
LARGEST_ANSWER = 256 << 20
"""Bytes of text that one file may give."""

READ = "inyo.index.reading.serving:serve"
_HEAVY = 64
"""Files after which a reader is replaced: what its libraries leak goes with it."""


class Answer(msgspec.Struct, array_like=True):
    """What the process says of a file: extracts, or the kind of the problem and a clause."""

    extracts: tuple[Extract, ...] = ()
    kind: FormatProblem | None = None
    detail: str = ""


class _Reader:
    """The process that reads for this one; started at the first file, again after one that it died of."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._files = 0
        self._begun: tuple[Path, tuple[int, ...]] | None = None
        self._lock = threading.Lock()

    def begin(self, path: Path, target: str) -> None:
        """Have a file read that will be asked for."""
        with self._lock, contextlib.suppress(OSError):
            state = _state(path)
            self._send(path, target)
            self._begun = path, state

    def read(self, path: Path, target: str, patience: float) -> Answer:
        with self._lock:
            try:
                child = self._child
                if not child or self._begun != (path, _state(path)):
                    child = self._send(path, target)
                self._begun = None
                return self._answer(child, patience)
            except msgspec.DecodeError:
                self.stop()
                return Answer(kind=FormatProblem.DAMAGED, detail=_gave_up("an answer that is none"))
            except TimeoutError:
                self.stop()
                raise
            except (EOFError, OSError):
                if self._child is None:  # none can be started: no fault of the file
                    raise
                how = self._child.ended()
                self.stop()
                return Answer(kind=FormatProblem.DAMAGED, detail=_gave_up(how))

    def stop(self) -> None:
        self._begun = None
        if self._child:
            self._child.stop()
            self._child = None

    def _send(self, path: Path, target: str) -> Child:
        """Ask for a file, of a new process where there is none, it is old, it was ended meanwhile (by who needed its
        memory: no fault of the next file), or it reads another that nobody wants."""
        if self._child is None or self._files >= _HEAVY or self._begun or not self._child.runs():
            self.stop()
            self._child, self._files = Child(target), 0
        self._files += 1
        self._child.connection.send_bytes(os.fsencode(path))
        return self._child

    def _answer(self, child: Child, patience: float) -> Answer:
        connection = child.connection
        if not _answers(child, patience):
            self.stop()
            return Answer(kind=FormatProblem.DAMAGED, detail=f"was given up: it took more than {patience:.0f} seconds")
        whole = threading.Event()
        threading.Thread(target=_kill_late, args=(child, whole, patience), daemon=True).start()
        try:
            return msgspec.msgpack.decode(connection.recv_bytes(LARGEST_ANSWER), type=Answer)
        finally:
            whole.set()


def _kill_late(child: Child, whole: threading.Event, patience: float) -> None:
    """End a process whose answer is not whole in time: who was taken over may begin one and never end it."""
    if not any(map(whole.wait, turns(patience))):
        child.kill()


def _state(path: Path) -> tuple[int, ...]:
    """What changes with a file; nothing of one that is not there."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _answers(child: Child, patience: float) -> bool:
    """Whether an answer comes: waited for again and again while the process computes. Raises TimeoutError where it did
    to the end, but got little of the machine."""
    begun = child.computed()
    for _ in range(_TIMES):
        if any(map(child.connection.poll, turns(patience))):
            return True
        before, begun = begun, child.computed()
        if begun - before <= _LEAST * patience * TICKS:
            return False
    raise TimeoutError(errno.ETIMEDOUT, BUSY)


_reader = _Reader()
atexit.register(_reader.stop)


def begin(path: Path, *, target: str = READ) -> None:
    """Have a file read already for which `read_isolated` is asked next, while this process is still getting ready."""
    _reader.begin(path, target)


def read_isolated(path: Path, *, target: str = READ, patience: float = PATIENCE) -> tuple[Extract, ...]:
    """The extracts of a file, read by another process. Raises UnreadableFormat, OSError where the
    system is to blame."""
    answer = _reader.read(path, target, patience)
    if answer.kind:
        raise UnreadableFormat(answer.kind, answer.detail)
    return answer.extracts


def _gave_up(how: str) -> str:
    if how == "signal 24":
        return f"was given up: reading it took more than {SECONDS} seconds of computing; it may be damaged or a trap"
    return f"could not be read: the program that reads it ended ({how}); it may be damaged or a trap"
