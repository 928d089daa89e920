"""Memory of processes in megabytes, as Linux tells it under /proc."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path


class Peak:
    """The largest value of a measure while the block runs, looked at every so many seconds."""

    def __init__(self, measure: Callable[[], float], every: float) -> None:
        self.peak = 0.0
        self._measure, self._every = measure, every
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(self._every):
            self.peak = max(self.peak, self._measure())


def of_tree() -> float:
    """What this process and all below it have, pages divided by those who share them."""
    return sum(kept(process, "smaps_rollup", "Pss:") for process in _tree(os.getpid()))


def private_below() -> float:
    """The largest private memory of any process below this one."""
    below = list(_tree(os.getpid()))[1:]
    return max((kept(process, "smaps_rollup", "Private_") for process in below), default=0.0)


def kept(process: int | str, file: str, name: str) -> float:
    """The sum of the lines of a file of a process that begin with a name; 0 where the process ended."""
    try:
        lines = Path(f"/proc/{process}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def _tree(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))
