"""The explorer in a real pseudo-terminal: signals, a terminal that goes away, what it sends when nobody types."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time

import pytest

from tests.paths import ROOT, SEARCH_PATH

PROGRAM = (
    "import sys; from tests.tui.fake_library import FakeLibrary; from inyo.tui.app import run;"
    "from inyo.tui.keep.config import Config; sys.exit(run(FakeLibrary(), Config(language='en')))"
)


class Terminal:
    def __init__(self) -> None:
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", PYTHONPATH=SEARCH_PATH, TEXTUAL_DISABLE_KITTY_KEY="1",
                              COLUMNS="80", LINES="24")  # fmt: skip
            os.chdir(ROOT)
            os.execv(sys.executable, [sys.executable, "-c", PROGRAM])

    def read(self, seconds: float, until: bytes | None = None) -> bytes:
        data, end = b"", time.monotonic() + seconds
        while time.monotonic() < end and not (until and until in data):
            if select.select([self.descriptor], [], [], 0.05)[0]:
                try:
                    data += os.read(self.descriptor, 65536)
                except OSError:
                    break
        return data

    def status(self, seconds: float = 8) -> int:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            if select.select([self.descriptor], [], [], 0.02)[0]:
                try:
                    os.read(self.descriptor, 65536)
                except OSError:
                    time.sleep(0.02)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        raise AssertionError("it did not end")


@pytest.fixture
def terminal() -> Terminal:
    started = Terminal()
    assert b"documents" in started.read(10, b"3 documents")
    return started


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_the_screen_given_back(terminal: Terminal, number: signal.Signals) -> None:
    os.kill(terminal.pid, number)
    assert b"\x1b[?1049l" in terminal.read(5, b"\x1b[?1049l")
    assert terminal.status() == 128 + number


def test_it_leaves_when_its_terminal_is_gone_though_hang_ups_are_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        started = Terminal()
    finally:
        signal.signal(signal.SIGHUP, before)
    started.read(10, b"3 documents")
    os.close(started.descriptor)
    end = time.monotonic() + 8
    while time.monotonic() < end:
        pid, _ = os.waitpid(started.pid, os.WNOHANG)
        if pid:
            return
        time.sleep(0.05)
    os.kill(started.pid, signal.SIGKILL)
    os.waitpid(started.pid, 0)
    raise AssertionError("it is still running")


def test_it_sends_nothing_while_nobody_types(terminal: Terminal) -> None:
    terminal.read(1)
    sent = terminal.read(2)
    os.write(terminal.descriptor, b"\x11")
    assert (sent, terminal.status()) == (b"", 0)
