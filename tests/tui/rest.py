"""When an application under test has come to rest: waiting for that, never for a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from tests.waiting import PATIENCE


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


async def patient(
    pilot: Pilot[Any], condition: Callable[[], bool], *, times: int = 1, pause: float = 0.0,
    beside: Callable[[], Iterable[str]] = tuple,
) -> None:  # fmt: skip
    """Wait until a condition has held several times one after the other.

    Raises: AssertionError if it does not come, with what is still under way on the screen and `beside` it.
    """
    end, held = time.monotonic() + PATIENCE, 0
    while held < times:
        if time.monotonic() > end:
            busy = ", ".join([*beside(), *under_way(pilot.app)])
            raise AssertionError(f"it never happened; under way: {busy or 'nothing'}")
        await pilot.pause()
        if pause:
            await asyncio.sleep(pause)
        held = held + 1 if condition() else 0


def still(app: App[Any]) -> bool:
    """Whether no message waits anywhere and all is drawn."""
    return not any(under_way(app))


def under_way(app: App[Any]) -> Iterator[str]:
    """What of a screen is still to be drawn, and whose messages still wait."""
    screen = app.screen
    if screen._layout_required or screen._scroll_required or screen._repaint_required:
        yield f"drawing {screen!r}"
    if screen._dirty_widgets:
        yield f"drawing {screen._dirty_widgets}"
    if screen._callbacks:
        yield f"after drawing {screen._callbacks}"
    for node in (app, *screen.walk_children(with_self=True)):
        if node.message_queue_size or node._next_callbacks:
            yield f"{node.message_queue_size} messages and {node._next_callbacks} for {node!r}"
