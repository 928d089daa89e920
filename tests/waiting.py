"""Waiting for what happens in another process or thread: for that, never for a time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")

PATIENCE = 240.0
"""Seconds after which what has not happened never will, on a machine ten times slower and busy."""


def until(done: Callable[[], object], seconds: float = PATIENCE, what: Callable[[], str] = lambda: "") -> None:
    """Wait until something is done.

    Raises: AssertionError if it never is, with `what` there is instead.
    """
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"it never happened; there is: {what()}"
        time.sleep(0.02)


def steady(look: Callable[[], Seen]) -> Seen:
    """What is seen when it is there and is the same twice: a screen is not drawn at one blow."""
    seen: list[Seen] = []

    def same() -> bool:
        seen.append(look())
        return bool(seen[-1]) and seen[-2:-1] == seen[-1:]

    until(same, what=lambda: repr(seen[-1:]))
    return seen[-1]


def computing(action: Callable[[], object], runs: int = 3) -> float:
    """The seconds of the processor that an action takes: the least of some runs, and without the garbage of the tests
    before, which a process of the whole suite has by the million."""
    gc.collect()
    gc.freeze()
    least = float("inf")
    for _ in range(runs):
        began = time.process_time()
        action()
        least = min(least, time.process_time() - began)
    gc.unfreeze()
    return least
