"""Copying where it happens: inside a real tmux at each of its settings, inside GNU screen, and on a bare pty."""

from __future__ import annotations

import base64
import os
import pty
import re
import select
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.tui.multiplexers import environment
from tests.waiting import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]
COPY = """
import os, sys
from inyo.tui.terminal.clipboard import copy, plan
size = int(sys.argv[1])
text = ("語" * 9 + "「引用」\\n" * 3) * (size // 60 + 1)
text = text.encode()[:size].decode(errors="ignore")
raw = []
result = copy(text, plan(os.environ, "auto", len(text.encode())), raw.append)
with open(sys.argv[2] + ".part", "w", encoding="utf-8") as report:
    report.write(f"{result.outcome} {result.route}\\n{text}")
os.rename(sys.argv[2] + ".part", sys.argv[2])
sys.stdout.buffer.write("".join(raw).encode())
sys.stdout.buffer.flush()
"""


def said(report: Path) -> tuple[str, str]:
    until(report.exists)
    first, _, text = report.read_text("utf-8").partition("\n")
    return first, text


@pytest.mark.parametrize("size", [10_000, 100_000, 700_000])
@pytest.mark.parametrize("setting", ["external", "on", "off"])
def test_inside_tmux_a_copy_arrives_byte_for_byte(tmux: Any, tmp_path: Path, setting: str, size: int) -> None:
    report = tmp_path / "report"
    (tmp_path / "copying.py").write_text(COPY, "utf-8")
    command = f"{sys.executable} {tmp_path / 'copying.py'} {size} {report}; sleep 300"
    tmux("start-server", ";", "set", "-s", "set-clipboard", setting, ";", "new-session", "-d", command)
    outcome, text = said(report)
    assert outcome == "copied tmux"
    until(lambda: bool(tmux("list-buffers")))
    assert tmux("show-buffer") == text


def on_a_pty(command: list[str], variables: dict[str, str], done: Callable[[bytes], bool]) -> bytes:
    """What a command writes to a terminal of its own, until `done`."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], command, variables)
    output, end = b"", time.monotonic() + PATIENCE
    try:
        while not done(output) and time.monotonic() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    output += os.read(terminal, 1 << 16)
                except OSError:
                    break
    finally:
        os.close(terminal)
        os.kill(child, 9)
        os.waitpid(child, 0)
    return output


@pytest.mark.parametrize("size", [10_000, 100_000, 700_000])
def test_on_a_bare_terminal_a_copy_is_sent_byte_for_byte(tmp_path: Path, size: int) -> None:
    report = tmp_path / "report"
    (tmp_path / "copying.py").write_text(COPY, "utf-8")
    command = [sys.executable, str(tmp_path / "copying.py"), str(size), str(report)]
    output = on_a_pty(command, environment(SSH_TTY="/dev/pts/9"), lambda output: output.endswith(b"\x07"))
    outcome, text = said(report)
    assert outcome == "sent OSC 52"
    sequence = re.fullmatch(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", output)
    assert sequence is not None
    assert base64.b64decode(sequence[1]).decode() == text


def test_through_screen_a_copy_reaches_the_terminal_outside_byte_for_byte(tmp_path: Path) -> None:
    if not shutil.which("screen"):
        pytest.skip("GNU screen is not installed: copying inside it cannot be tried")
    report = tmp_path / "report"
    (tmp_path / "copying.py").write_text(COPY, "utf-8")
    inner = [sys.executable, str(tmp_path / "copying.py"), "100000", str(report)]
    command = ["screen", "-c", "/dev/null", "-S", uuid.uuid4().hex[:8], "sh", "-c", " ".join(inner) + "; sleep 60"]
    arrived = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
    # a socket's path has about a hundred characters; pytest's folders may be longer
    with tempfile.TemporaryDirectory(prefix="inyo") as sockets:
        variables = environment(SCREENDIR=sockets)
        output = on_a_pty(command, variables, lambda output: bool(arrived.search(output)))
    _, text = said(report)
    found = arrived.search(output)
    assert found is not None
    assert base64.b64decode(found[1]).decode() == text
