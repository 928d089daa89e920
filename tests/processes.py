"""The processes that run: which another has begun, and which are alive."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find processes")


def children(pid: int) -> set[int]:
    """The processes that a process has begun itself, as far as they run."""
    return {number for number, parent, state in _all() if parent == pid and state not in "ZX"}


def below(pid: int) -> set[int]:
    """The processes that a process has begun and theirs, as far as they run."""
    begun = {number: parent for number, parent, state in _all() if state not in "ZX"}
    found: set[int] = set()
    while more := {number for number, parent in begun.items() if parent in found | {pid}} - found:
        found |= more
    return found


def running(pids: set[int]) -> set[int]:
    """Those of them that run; not who has ended and is not taken leave of, as where nobody adopts processes."""
    return {number for number, _, state in _all() if number in pids and state not in "ZX"}


def _all() -> list[tuple[int, int, str]]:
    """Every process: its number, its parent's, its state."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has just ended
            state, parent = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
            found.append((int(entry.name), int(parent), state))
    return found
