"""Nothing ends the explorer but the reader; where the system does, the terminal is whole and a sentence is said."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tui.drawn import Drawn
from tests.waiting import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]
COLUMNS, LINES = 80, 24
KEYS = [b"\r", b"\x1b", b"\t", b"\x1b[A", b"\x1b[B", b"\x1b[5~", b"?", b"/", b"n", b"N", b"y", b"m", b"1", b"2", b"3",
        b"4", b"x", b"o", b"\x10", b"\x7f", b" ", b"G", b"g", "港".encode(), "灯台".encode()]  # fmt: skip
INVALID = [b"\xe9a", b"\x8d\x60", b"\xb9\xc1", b"\xff", b"\xe6\xb8"]

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to find processes")


class Terminal:
    """The real program in a terminal; everything it sends is taken at once."""

    def __init__(self, folder: Path, home: Path) -> None:
        environment = {
            **os.environ, "HOME": str(home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join([str(ROOT / ".dev"), str(ROOT)]),
        }  # fmt: skip
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            environment.pop(name, None)
        self.sent, self.screen = bytearray(), Drawn(COLUMNS, LINES)
        self.parent, self.handle = pty.fork()
        if self.parent == 0:
            os.chdir(home)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            code = (
                "import sys; from inyo.tui.commands.cli import main; sys.argv = ['inyo', sys.argv[1]]; sys.exit(main())"
            )
            os.execve(sys.executable, [sys.executable, "-c", code, str(folder)], environment)
        self.before = termios.tcgetattr(self.handle)

    def take(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not until():
            if select.select([self.handle], [], [], 0.05)[0]:
                try:
                    data = os.read(self.handle, 65_536)
                except OSError:
                    return
                if not data:
                    return
                self.sent += data
                self.screen.take(data)

    def shows(self, words: str, seconds: float = PATIENCE) -> bool:
        self.take(seconds, lambda: words in self.screen.text)
        return words in self.screen.text

    @property
    def explorer(self) -> int:
        return int(Path(f"/proc/{self.parent}/task/{self.parent}/children").read_text().split()[0])

    def status(self, seconds: float = PATIENCE) -> int | None:
        """The exit status; None while it runs."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.parent, os.WNOHANG)
            if pid:
                self.take(PATIENCE)  # what is still on its way: to the end
                return os.waitstatus_to_exitcode(status)
            self.take(0.1)
        return None

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError, IndexError, FileNotFoundError):
            os.kill(self.explorer, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.parent, signal.SIGKILL)
            os.waitpid(self.parent, 0)
        os.close(self.handle)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    for number in range(6):
        lines = "".join(f"{number}の港で{line}番目の灯台を見た町長は「直す」と話した。\n\n" for line in range(30))
        (tmp_path / "docs" / f"{number}.txt").write_text(f"港の話{number}\n\n{lines}")
    (tmp_path / "home").mkdir()
    return tmp_path / "docs"


@pytest.fixture
def terminal(folder: Path, tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(folder, tmp_path / "home")
    try:
        assert terminal.shows("6 documents")
        yield terminal
    finally:
        terminal.end()


def is_restored(terminal: Terminal) -> bool:
    sent = bytes(terminal.sent)
    ends = all(sent.rfind(end) > sent.rfind(begin) for begin, end in ((b"[?1049h", b"[?1049l"), (b"[?25l", b"[?25h")))
    return ends and b"[?1000l" in sent and b"[?2004l" in sent


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGBUS, signal.SIGSEGV])
def test_whatever_kills_the_explorer_the_terminal_is_whole_and_a_sentence_is_said(
    terminal: Terminal, number: signal.Signals
) -> None:
    during = termios.tcgetattr(terminal.handle)
    os.kill(terminal.explorer, number)
    status = terminal.status()
    after = termios.tcgetattr(terminal.handle)
    assert status == 2 and number.name.encode() in terminal.sent and b"Traceback" not in terminal.sent
    assert is_restored(terminal)
    assert after[3] == terminal.before[3] != during[3]


def test_a_file_of_the_index_that_shrinks_while_it_is_read_is_said_and_mended(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    terminal.take(1.0)
    for file in (tmp_path / "home").rglob("*.arrays"):
        os.truncate(file, 4096)
    for key in ("/", "灯", "台", "\r", "\x1b", "4", "1"):
        if os.write(terminal.handle, key.encode()):
            terminal.take(0.4)
    assert terminal.status(2.0) is None, "small files are read, not mapped: what a mapped one does, see SIGBUS above"
    again = Terminal(folder, tmp_path / "home")
    try:
        assert again.shows("documents")
    finally:
        again.end()


def test_a_mapped_file_of_the_index_that_shrinks_ends_it_with_a_sentence_and_is_mended(tmp_path: Path) -> None:
    chance, things = (
        random.Random(1),
        list("港船霧雪魚橋川山駅庭猫雨傘窓鐘坂丘島"),
    )
    one, other, third = ([chance.choice(things) for _ in range(12_000)] for _ in range(3))
    sentences = (f"{a}の{b}で{n}番目の{c}を見た。" for n, (a, b, c) in enumerate(zip(one, other, third, strict=True)))
    (tmp_path / "docs").mkdir()
    (tmp_path / "home").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("港の話\n\n" + "\n\n".join(sentences) + "\n")
    terminal = Terminal(tmp_path / "docs", tmp_path / "home")
    try:
        assert terminal.shows("1 document"), terminal.screen.text
        mapped: list[Path] = []
        deadline = time.monotonic() + PATIENCE
        while not mapped and time.monotonic() < deadline:
            terminal.take(0.5)
            files = (tmp_path / "home").rglob("*.arrays")
            mapped = [file for file in files if str(file) in Path(f"/proc/{terminal.explorer}/maps").read_text()]
        assert mapped, "an index of this size is mapped"
        for file in mapped:
            os.truncate(file, 4096)
        for key in "/鐘坂\r":
            with contextlib.suppress(OSError):
                os.write(terminal.handle, key.encode())
            terminal.take(0.4)
        assert terminal.status() == 2
        assert b"SIGBUS" in terminal.sent and b"Traceback" not in terminal.sent
        assert is_restored(terminal)
    finally:
        terminal.end()
    again = Terminal(tmp_path / "docs", tmp_path / "home")
    try:
        assert again.shows("1 document"), again.screen.text
        os.write(again.handle, "/鐘坂\r".encode())
        again.take(3.0)
        assert again.status(1.0) is None
    finally:
        again.end()


def test_quitting_is_status_0_and_stopping_goes_on(terminal: Terminal) -> None:
    os.kill(terminal.explorer, signal.SIGSTOP)
    stat = Path(f"/proc/{terminal.parent}/stat")
    until(lambda: stat.read_text().rsplit(")", 1)[1].split()[0] == "T")  # stops with it, for the shell to see
    seen = len(terminal.sent)
    os.kill(terminal.parent, signal.SIGCONT)
    terminal.take(PATIENCE, lambda: b"\x1b[?1049h" in terminal.sent[seen:])  # keys typed before are dropped
    os.write(terminal.handle, b"\x11")
    assert terminal.status() == 0 and is_restored(terminal)


def test_who_started_it_may_never_wait_for_children(folder: Path, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # what is ignored is so after exec, too
    try:
        terminal = Terminal(folder, tmp_path / "home")
    finally:
        signal.signal(signal.SIGCHLD, before)
    try:
        assert terminal.shows("6 documents")
        os.write(terminal.handle, b"\x11")
        assert terminal.status() == 0 and is_restored(terminal)
    finally:
        terminal.end()


def pump(make: Callable[[], Terminal], folder: Path, count: int, seed: int) -> tuple[list[str], int]:
    """Random keys in packets of one to eight without waiting, foreign bytes among them, while documents change: how it
    died, each time, and how often the keys chose to quit in a menu."""
    chance, pressed, quits = random.Random(seed), 0, 0
    deaths: list[str] = []
    terminal = make()
    while pressed < count:
        packet = [chance.choice(INVALID if chance.random() < 0.02 else KEYS) for _ in range(chance.randrange(1, 9))]
        pressed += len(packet)
        with contextlib.suppress(OSError):
            os.write(terminal.handle, b"".join(packet))
        if chance.random() < 0.01:
            (folder / f"{chance.randrange(6)}.txt").write_text(f"港の話\n\n{pressed}番目の灯台を見た。\n")
        terminal.take(0.004)
        ended, status = os.waitpid(terminal.parent, os.WNOHANG)
        if ended:
            terminal.take(PATIENCE)
            said = bytes(terminal.sent[-2000:])
            quits += status == 0
            if status or b"Traceback" in said or b"Error" in said:
                deaths.append(f"after {pressed} keys, status {status}: {re.sub(rb'[^ -~]+', b' ', said[-300:])!r}")
            terminal = make()
        del terminal.sent[: max(0, len(terminal.sent) - (1 << 20))]
    terminal.take(2.0)
    terminal.end()
    return deaths, quits


def test_random_keys_in_packets_with_foreign_bytes_end_nothing(folder: Path, tmp_path: Path) -> None:
    def make() -> Terminal:
        terminal = Terminal(folder, tmp_path / "home")
        assert terminal.shows("6 documents")
        return terminal

    deaths, _ = pump(make, folder, 1500, 7)
    assert deaths == []


_FORKED = """
import os, signal, sys, time
from inyo.tui.terminal import screen
fork = os.fork
def forked():
    child = fork()
    if child:
        print(child, flush=True)
        os.kill(os.getpid(), signal.SIGTERM)  # before anything is done about signals
    return child
os.fork = forked
try:
    if screen.supervised() is None:
        time.sleep(600)
except screen.Died as died:
    print(died.name, flush=True)
"""


def test_a_signal_that_comes_while_it_forks_ends_both() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FORKED],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / ".dev"), str(ROOT)])},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.stdout.endswith("SIGTERM\n") and done.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout.split()[0]), 0)
