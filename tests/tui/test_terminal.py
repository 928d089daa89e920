"""The explorer in a real pseudo-terminal: signals, a terminal that goes away, what it sends when nobody types."""

from __future__ import annotations

import os
import pty
import random
import re
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.bench.pty_terminal import PtyTerminal
from tests.paths import ROOT, SEARCH_PATH
from tests.tui.drawn import Drawn
from tests.waiting import PATIENCE

PROGRAM = (
    "import sys; from tests.tui.fake_library import FakeLibrary; from inyo.tui.app import run;"
    "from inyo.tui.keep.config import Config; sys.exit(run(FakeLibrary(), Config(language='en')))"
)


class Terminal:
    def __init__(self, folder: Path = ROOT, program: str = PROGRAM) -> None:
        self.screen, self.sent = Drawn(80, 24), bytearray()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", PYTHONPATH=SEARCH_PATH, TEXTUAL_DISABLE_KITTY_KEY="1",
                              COLUMNS="80", LINES="24", EDITOR="true", VISUAL="true", PAGER="true")  # fmt: skip
            os.chdir(folder)
            os.execv(sys.executable, [sys.executable, "-c", program])

    def read(self, seconds: float, until: bytes | None = None) -> bytes:
        data, end = b"", time.monotonic() + seconds
        while time.monotonic() < end and not (until and until in data):
            if select.select([self.descriptor], [], [], 0.05)[0]:
                try:
                    piece = os.read(self.descriptor, 65536)
                except OSError:
                    break
                if not piece:
                    break
                self._take(piece)
                data += piece
        return data

    def _take(self, piece: bytes) -> None:
        self.sent += piece
        self.screen.take(piece)

    def shows(self, words: str, seconds: float = PATIENCE) -> bool:
        end = time.monotonic() + seconds
        while words not in self.screen.text and time.monotonic() < end:
            self.read(0.05)
        return words in self.screen.text

    def status(self, seconds: float = PATIENCE) -> int:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.read(PATIENCE)  # what is still on its way: to the end
                return os.waitstatus_to_exitcode(status)
            if select.select([self.descriptor], [], [], 0.02)[0]:
                try:
                    self._take(os.read(self.descriptor, 65536))
                except OSError:
                    time.sleep(0.02)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError(f"it did not end:\n{self.screen.text}")


@pytest.fixture
def terminal() -> Terminal:
    started = Terminal()
    assert started.shows("3 documents")
    return started


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_the_screen_given_back(terminal: Terminal, number: signal.Signals) -> None:
    os.kill(terminal.pid, number)
    assert b"\x1b[?1049l" in terminal.read(PATIENCE, b"\x1b[?1049l")
    assert terminal.status() == 128 + number


def test_it_leaves_when_its_terminal_is_gone_though_hang_ups_are_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        started = Terminal()
    finally:
        signal.signal(signal.SIGHUP, before)
    assert started.shows("3 documents")
    os.close(started.descriptor)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        pid, _ = os.waitpid(started.pid, os.WNOHANG)
        if pid:
            return
        time.sleep(0.05)
    os.kill(started.pid, signal.SIGKILL)
    os.waitpid(started.pid, 0)
    raise AssertionError("it is still running")


def test_it_sends_nothing_while_nobody_types(terminal: Terminal) -> None:
    end, sent = time.monotonic() + PATIENCE, b"?"
    while sent and time.monotonic() < end:  # until its start is drawn to the end
        sent = terminal.read(2)
    os.write(terminal.descriptor, b"\x11")
    assert (sent, terminal.status()) == (b"", 0)


WORDS = "許可\u3000町長"


@pytest.mark.parametrize("packets", [[WORDS], list(WORDS)], ids=["a burst", "one by one"])
def test_the_space_of_an_input_method_is_typed_into_the_search_box(terminal: Terminal, packets: list[str]) -> None:
    for packet in packets:
        os.write(terminal.descriptor, packet.encode())
        terminal.read(0.3)
    assert terminal.shows(WORDS)
    os.write(terminal.descriptor, b"\x11")
    assert terminal.status() == 0


@pytest.mark.parametrize("sent", [b"\xe9a", b"\x8d\x60", b"\xb9\xc1", b"\xff", b"\x1b[200~caf\xe9\x1b[201~"])
def test_bytes_that_are_no_utf8_end_nothing_and_are_told(terminal: Terminal, sent: bytes) -> None:
    os.write(terminal.descriptor, sent + b"   ")
    assert terminal.shows("UTF-8")
    os.write(terminal.descriptor, b"\x11")
    assert terminal.status() == 0


def test_no_keys_in_packets_without_a_pause_end_it(tmp_path: Path) -> None:
    """Keys that quit are left out; invalid bytes, escapes cut in two and Enters that come together are not.

    Editors and pagers that they open end at once: one of this machine would read the rest."""
    started, dice = Terminal(tmp_path), random.Random(5)  # some of the keys write files
    assert started.shows("3 documents")
    keys = [*(bytes([code]) for code in range(0x20, 0x7F) if chr(code) not in "qPQ"), b"\r", b"\r", b"\r", b"\x1b",
            b"\x1b[A", b"\x1b[B", b"\x10", b"?", b"\t", "港".encode(), "\u3000".encode(), b"\xe9",
            b"\x8d\x60", b"\x7f"]  # fmt: skip
    for _ in range(250):
        os.write(started.descriptor, b"".join(dice.choices(keys, k=dice.randrange(1, 9))))
        started.read(0.01)
    for _ in range(6):
        os.write(started.descriptor, b"\x1b")
        started.read(0.3)
    os.write(started.descriptor, b"\x11")
    assert started.status(4 * PATIENCE) == 0  # all the keys before are answered first


def test_a_size_that_another_program_has_exported_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "港.txt").write_text("港の行方\n\n港は静かだ。\n", "utf-8")
    with PtyTerminal(
        [sys.executable, "-m", "inyo.tui", str(tmp_path)], 70, 20,
        {"PYTHONPATH": SEARCH_PATH, "COLUMNS": "200", "LINES": "60"},
    ) as terminal:  # fmt: skip
        sent = b""
        end = time.monotonic() + PATIENCE
        while b"\x1b[20;" not in sent and time.monotonic() < end:
            sent += terminal.read(0.2).data
        columns = [int(column) for _, column in re.findall(rb"\x1b\[(\d+);(\d+)H", sent)]
        rows = [int(row) for row, _ in re.findall(rb"\x1b\[(\d+);(\d+)H", sent)]
    assert max(rows) == 20 and max(columns) <= 70
