"""Processes of our own: a fresh Python that runs one function and talks over a socket.

Not `multiprocessing`: that would import the main program again in every child, and its helpers outlive a killed parent.
A child ends when its parent does: it sees the end of the conversation. It ignores the interrupt key, prints nowhere,
and never looks for modules in the folder it is started from (which may be full of strangers' files).
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from inyo.index.values.problems import why

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from inyo.index.processes import run; run(sys.argv[2], int(sys.argv[3]))"
)
TICKS = os.sysconf("SC_CLK_TCK")
"""Ticks of computing in a second."""
_TURN, _STRETCH = 1.0, 5.0
BUSY = "the machine gave it too little of its time"
"""Why what was computing all the while was given up: no fault of the file."""


def give_back() -> None:
    """Give memory that is free in this process back to the system: the C library keeps it for what may come."""
    import ctypes  # takes a while, and only processes that work much ask for it

    with contextlib.suppress(AttributeError, OSError):  # not every library can
        ctypes.CDLL(None).malloc_trim(0)


def turns(seconds: float) -> Iterator[float]:
    """Waits that are so long together, each short: of the time in which this process is stopped (^Z, a debugger, a
    machine that is put to sleep) no more than one of them counts."""
    while seconds > 0:
        yield min(seconds, _TURN)
        seconds -= _TURN


class OwnTime:
    """Seconds in which this process runs, for whoever asks for them often: of a stretch in which nobody asked, as where
    the process was stopped, no more than a few count."""

    def __init__(self) -> None:
        self._passed, self._asked = 0.0, time.monotonic()

    def __call__(self) -> float:
        now = time.monotonic()
        self._passed += min(now - self._asked, _STRETCH)
        self._asked = now
        return self._passed


def refused(error: OSError) -> str:
    """What to say where the system starts no process more."""
    return f"no process can be started ({why(error)}); end other programs, or allow more of them (ulimit -u, -n, -v)"


class Child:
    """A process that runs `module:function(connection)`. `connection` is our end."""

    def __init__(self, target: str, inherited: Sequence[int] = ()) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-c", _START, json.dumps(_search_path()), target, str(theirs.fileno())]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(), *inherited),
            )
        self.connection: Connection[Any, Any] = Connection(ours.detach())
        self.pid = self._process.pid

    def kill(self) -> None:
        """End the process at once; whoever listens to it hears the end of the conversation."""
        self._process.kill()

    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def computed(self) -> int:
        """The ticks of computing that it has used; 0 where the system does not tell."""
        try:
            status = Path(f"/proc/{self.pid}/stat").read_bytes()
            return sum(map(int, status.rpartition(b")")[2].split()[11:13]))
        except (OSError, ValueError):
            return 0

    def ended(self) -> str:
        """How it ended, waiting a little for it: 'signal 9' or 'status 1'."""
        try:
            status = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return "no answer"
        return f"signal {-status}" if status < 0 else f"status {status}"

    def stop(self) -> None:
        """End the conversation and the process, whatever it is doing."""
        with contextlib.suppress(OSError):
            self.connection.close()
        try:
            self._process.wait(0.2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def finish(self, seconds: float) -> None:
        """As `stop`, but give it time to end by itself."""
        with contextlib.suppress(OSError):
            self.connection.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self.stop()


def run(target: str, handle: int) -> None:
    """What a child does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.set_inheritable(handle, False)
    connection: Connection[Any, Any] = Connection(handle)
    module, _, function = target.partition(":")
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        getattr(importlib.import_module(module), function)(connection)


def limit(what: int, most: int) -> None:
    """Let this process have so much of something (`resource.RLIMIT_AS` and the like), where the system limits it."""
    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _search_path() -> list[str]:
    root = str(Path(__file__).absolute().parents[2])
    path = [str(Path(entry).resolve()) for entry in sys.path if entry]
    return path if root in path else [root, *path]
