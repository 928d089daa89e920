"""Runs the explorer for a test and waits for what happens beside the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from textual.events import Key
from textual.pilot import Pilot

from inyo.tui.app import Explorer
from inyo.tui.keep.config import Config
from inyo.tui.terminal.clipboard import CopyResult
from inyo.tui.terminal.textual_internals import key_name
from tests.tui.fake_library import FakeLibrary
from tests.tui.rest import patient, still, turns, until


@dataclass
class Driven:
    """An explorer under test: press keys, wait, look."""

    app: Explorer
    pilot: Pilot[Any]
    library: FakeLibrary
    copied: list[str] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when what the one before led to is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def send(self, text: str) -> None:
        """Send characters in one packet, as a terminal does; Pilot gives some of them no character."""
        for character in text:
            self.app.post_message(Key(key_name(character), character))
        await self.settle()

    async def settle(self) -> None:
        """Wait until no job is under way and what it led to is drawn."""
        await patient(self.pilot, lambda: not any(self._at_work()), times=2, beside=self._at_work)
        await patient(self.pilot, lambda: not any(self._at_work()) and still(self.app), times=2, beside=self._at_work)

    def _at_work(self) -> Iterator[str]:
        """What the explorer has begun and not ended beside the screen."""
        desk = self.app.desk
        if desk.searching.waiting:
            yield "a query that was typed"
        if desk.previewing.waiting:
            yield "a row that is to be shown"
        yield from desk.jobs.under_way

    async def settle_listing(self) -> None:
        """Wait until the documents have been listed once."""
        await self.until(lambda: not self.app.desk.jobs.busy("listing"))

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that is done in a thread, and until what it led to is drawn."""
        await until(self.pilot, condition)

    async def open(self, query: str) -> None:
        """Search and open the first result."""
        await self.type(query)
        await self.press("enter", "enter")

    async def type(self, text: str) -> None:
        if self.app.desk.state.view.focus != "search":
            await self.press("slash")
        await self.press(*text)

    @property
    def message(self) -> str:
        return self.app.desk.status_line.message.strip()

    @property
    def focus(self) -> str:
        return self.app.desk.state.view.focus

    def screen(self) -> list[str]:
        """The rows of the screen as text."""
        width, height = self.app.size
        compositor = self.app.screen._compositor
        return [strip.text for strip in compositor.render_strips()][:height] if width else []


@asynccontextmanager
async def explorer(
    library: FakeLibrary | None = None, size: tuple[int, int] = (140, 40), *, settle: bool = True, **config: Any
) -> AsyncIterator[Driven]:
    library = library or FakeLibrary()
    copied: list[str] = []

    def copier(text: str) -> CopyResult:
        copied.append(text)
        return CopyResult("copied", "a test", len(text.encode()))

    app = Explorer(library, Config(**{"language": "en", "preview": "off", **config}), copier=copier)  # type: ignore[arg-type]
    with patch("textual.app.wait_for_idle", turns), patch("textual.pilot.wait_for_idle", turns):
        async with app.run_test(size=size) as pilot:
            driven = Driven(app, pilot, library, copied)
            if settle:
                await driven.until(lambda: "listing" in app.desk.jobs._numbers and not app.desk.indexing.running)
                await driven.settle()
                library.asked.clear()
            yield driven
