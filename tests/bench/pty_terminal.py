"""A program in a pseudo-terminal, and what it sends: bytes, frames and times."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

FRAME = b"\x1b[?2026h"
"""Begins a frame: we tell the program that this terminal knows synchronised output."""
_NOT_KEPT = ("TMUX", "SSH_", "COLORTERM", "PYTHONDONTWRITEBYTECODE")
"""Of the environment: what says of another terminal, and what has all of the program compiled at each start, which
nobody waits for who has installed it."""
_ASKS_SYNC, _KNOWS_SYNC = b"\x1b[?2026$p", b"\x1b[?2026;2$y"


@dataclass(frozen=True, slots=True)
class Sent:
    """What came after something was done: seconds to the first and to the last byte of it."""

    data: bytes
    frames: int
    first: float
    last: float

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    def with_(self, later: Sent) -> Sent:
        """This and what came later."""
        return Sent(
            self.data + later.data, self.frames + later.frames, self.first or later.first, later.last or self.last
        )


class PtyTerminal:
    """Starts a command in a terminal of a size; a context manager that ends it."""

    def __init__(self, command: list[str], columns: int, rows: int, environment: dict[str, str] | None = None) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_KEPT)}
        wanted = {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(environment or {})}
        self.started = time.perf_counter()
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            struct_size = struct.pack("HHHH", rows, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct_size)
            os.execvpe(command[0], command, wanted)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def resize(self, columns: int, rows: int) -> None:
        """Change the size, as a window does."""
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: str) -> None:
        """Type keys, given as what they send."""
        os.write(self._descriptor, keys.encode())

    def read(self, quiet: float = 0.25, longest: float = 3.0, since: float | None = None, least: int = 1) -> Sent:
        """What is sent until nothing came for `quiet` seconds after `least` bytes did, or `longest` have passed."""
        began = time.perf_counter() if since is None else since
        data = bytearray()
        first = last = 0.0
        deadline = time.perf_counter() + longest
        while (now := time.perf_counter()) < deadline:
            wait = min(deadline - now, quiet if len(data) >= least else longest)
            if not select.select([self._descriptor], [], [], wait)[0]:
                break
            try:
                piece = os.read(self._descriptor, 65_536)
            except OSError:
                break
            if not piece:
                break
            last = time.perf_counter() - began
            first = first or last
            data += piece
            if _ASKS_SYNC in piece:
                os.write(self._descriptor, _KNOWS_SYNC)
        return Sent(bytes(data), data.count(FRAME), first, last)

    def until(self, text: str, sent: Sent | None = None, longest: float = 20.0) -> Sent:
        """What is sent from the start of the program until a text was; `sent` is what has been read of that."""
        sent = sent or Sent(b"", 0, 0.0, 0.0)
        while text.encode() not in sent.data and (left := self.started + longest - time.perf_counter()) > 0:
            sent = sent.with_(self.read(0, left, self.started))
        return sent

    def after(self, keys: str, quiet: float = 0.25, longest: float = 3.0) -> Sent:
        """What is sent after keys were typed; what was still on its way before is left out."""
        while select.select([self._descriptor], [], [], 0)[0]:
            self.read(0.01, 0.01)
        began = time.perf_counter()
        self.press(keys)
        return self.read(quiet, longest, began)

    def memory(self) -> int:
        """Bytes of memory the program holds."""
        pages = Path(f"/proc/{self._program}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGESIZE")

    def processor_time(self) -> float:
        """Seconds of a processor that the program has used, with the process that watches it."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in {self.pid, self._program}]
        return sum(int(fields[11]) + int(fields[12]) for fields in stats) / os.sysconf("SC_CLK_TCK")

    @property
    def _program(self) -> int:
        """The explorer is a child of what was started, which watches it."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return int(children[0]) if children else self.pid

    def alive(self) -> bool:
        """Whether the program still runs."""
        return os.waitpid(self.pid, os.WNOHANG) == (0, 0)

    def stop(self) -> None:
        """End the program."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                break
            for _ in range(50):
                try:
                    if os.waitpid(self.pid, os.WNOHANG) != (0, 0):
                        os.close(self._descriptor)
                        return
                except ChildProcessError:
                    return
                self.read(0.02, 0.04)
