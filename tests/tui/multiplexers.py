"""tmux and GNU screen of our own: a real terminal for what only a terminal shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.paths import SEARCH_PATH
from tests.waiting import PATIENCE


def environment(**changes: str) -> dict[str, str]:
    """Ours, outside of any terminal program; the tests' private folders stay private."""
    theirs = ("TMUX", "STY", "SSH_TTY", "DISPLAY", "COLUMNS", "LINES")  # pytest-xdist exports a size
    ours = {key: value for key, value in os.environ.items() if key not in theirs}
    return {**ours, "PYTHONPATH": SEARCH_PATH, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **changes}


@contextmanager
def own_tmux() -> Iterator[Callable[..., str]]:
    """A tmux server of our own, without anybody's settings."""
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    name = f"inyo-test-{uuid.uuid4().hex[:8]}"

    def call(*arguments: str) -> str:
        done = subprocess.run(("tmux", "-L", name, "-f", "/dev/null", *arguments), env=environment(),
                              capture_output=True, check=True, timeout=PATIENCE)  # fmt: skip
        return done.stdout.decode(errors="replace")

    yield call
    subprocess.run(("tmux", "-L", name, "kill-server"), capture_output=True, check=False, timeout=PATIENCE)
