"""When an application under test has come to rest: waiting for that, never for a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.pilot import Pilot

PATIENCE = 90.0
"""Seconds after which what has not happened never will, on a machine ten times slower and busy."""


async def turns(*_: float) -> None:
    """In the place of Textual's own waiting, which watches the process's CPU time and sleeps 20 ms several times a key:
    let other tasks run."""
    for _turn in range(5):
        await asyncio.sleep(0)


async def rest(pilot: Pilot[Any]) -> None:
    """Wait until no message waits anywhere and all is drawn, twice: what the last message led to as well."""
    await patient(pilot, lambda: still(pilot.app), times=2)


async def until(pilot: Pilot[Any], condition: Callable[[], bool]) -> None:
    """Wait for something that is done in a thread, then until what it led to is drawn."""
    await patient(pilot, condition, pause=0.002)
    await rest(pilot)


async def patient(pilot: Pilot[Any], condition: Callable[[], bool], *, times: int = 1, pause: float = 0.0) -> None:
    """Wait until a condition has held several times one after the other.

    Raises: AssertionError if it does not come.
    """
    end, held = time.monotonic() + PATIENCE, 0
    while held < times:
        if time.monotonic() > end:
            raise AssertionError("it never happened")
        await pilot.pause()
        if pause:
            await asyncio.sleep(pause)
        held = held + 1 if condition() else 0


def still(app: App[Any]) -> bool:
    """Whether no message waits anywhere and all is drawn."""
    screen = app.screen
    if screen._layout_required or screen._scroll_required or screen._repaint_required or screen._dirty_widgets:
        return False
    nodes = (app, *screen.walk_children(with_self=True))
    return not screen._callbacks and not any(node.message_queue_size or node._next_callbacks for node in nodes)
