"""The explorer through a real sshd on this machine: it paints, answers, copies, and leaves the terminal whole."""

from __future__ import annotations

import base64
import getpass
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.pty_terminal import PtyTerminal
from tests.paths import SEARCH_PATH
from tests.tui.drawn import Drawn
from tests.waiting import PATIENCE

SSHD = shutil.which("sshd", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))
NEEDED = {"sshd": SSHD, "ssh": shutil.which("ssh"), "ssh-keygen": shutil.which("ssh-keygen")}
pytestmark = pytest.mark.skipif(
    not all(NEEDED.values()), reason=f"not installed: {', '.join(name for name, path in NEEDED.items() if not path)}"
)
_COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07")


def answers(number: int) -> bool:
    """Whether an SSH server listens at a port."""
    try:
        with socket.create_connection(("127.0.0.1", number), PATIENCE) as there:
            return there.recv(4) == b"SSH-"
    except OSError:
        return False


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A server of our own on the loopback, with a key of its own."""
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    (tmp_path / "config").write_text(
        f"ListenAddress 127.0.0.1\nPort {number}\nHostKey {tmp_path / 'host'}\n"
        f"AuthorizedKeysFile {tmp_path / 'user.pub'}\n"
        f"PidFile {tmp_path / 'pid'}\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
    )
    with subprocess.Popen(
        [str(SSHD), "-D", "-e", "-f", str(tmp_path / "config")], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as server:
        end = time.monotonic() + PATIENCE
        while not answers(number) and time.monotonic() < end:
            if server.poll() is not None:
                assert server.stderr is not None
                pytest.skip(f"sshd does not run here: {server.stderr.read().decode().strip()}")
            time.sleep(0.05)
        yield number
        server.terminate()


def test_over_ssh_it_paints_answers_copies_and_leaves_the_terminal_whole(port: int, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "港.txt").write_text("港の話\n\n帆足町長は「港は町のものだ」と述べた。\n", "utf-8")
    private = [f"XDG_{name}_HOME={tmp_path / name}" for name in ("CACHE", "DATA", "STATE", "CONFIG")]
    program = ["env", f"PYTHONPATH={SEARCH_PATH}", "LC_ALL=C.UTF-8", *private, sys.executable, "-m", "inyo.tui"]
    command = [
        "ssh", "-tt", "-p", str(port), "-i", str(tmp_path / "user"), "-F", "none", "-o", "StrictHostKeyChecking=no",
        "-o", f"UserKnownHostsFile={tmp_path / 'known'}", "-o", "IdentitiesOnly=yes", f"{getpass.getuser()}@127.0.0.1",
        shlex.join([*program, str(docs)]),
    ]  # fmt: skip
    with PtyTerminal(command, 80, 24) as terminal:

        def sent(what: re.Pattern[bytes], keys: str) -> re.Match[bytes]:
            terminal.press(keys)
            seen, end = b"", time.monotonic() + PATIENCE
            while not (found := what.search(seen)) and time.monotonic() < end:
                seen += terminal.read(0.1).data
            assert found, seen[-800:]
            return found

        def shows(words: str, keys: str = "") -> None:
            terminal.press(keys)
            assert screen.shows(words, lambda: terminal.read(0.1).data), screen.text

        screen = Drawn(80, 24)
        shows("1 document")
        shows("は町のものだ", "港")
        shows("n next hit", "\r")
        shows("Enter go there", "4")
        assert base64.b64decode(sent(_COPIED, "y")[1]).decode().startswith("「港は町のものだ」")
        assert sent(re.compile(rb"\x1b\[\?1049l"), "q")
