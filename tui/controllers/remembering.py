"""Where a collection was left, the line read last in each document, the queries; and going back there."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from inyo.tui.controllers.desk import Desk
from inyo.tui.keep.session import Line, Place
from inyo.tui.state import View

SAVED_EVERY = 3.0
"""Seconds after which a change of the place is written: no more is lost where the explorer is killed."""


class Remembering:
    """Saves the place; restores it once, as soon as its document is there."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._restored = False
        self._lines: dict[str, Line] = {}
        self._queries: list[str] = []
        self._saved: tuple[View, bool] = (View(), False)

    def begin(self) -> None:
        """Save every few seconds what has changed."""
        self.desk.host.set_interval(SAVED_EVERY, self._save_changed)

    def _save_changed(self) -> None:
        desk = self.desk
        now = (desk.navigation.snapshot(), desk.state.preview)
        if now != self._saved and not desk.jobs.busy("saving"):
            write = self._written()
            desk.jobs.start("saving", lambda cancelled: write(), lambda _: None)

    def _written(self) -> Callable[[], None]:
        """What writes the place as it is now. A folder that cannot be written to is no reason to stop."""
        desk = self.desk
        self.note_line()
        view = desk.navigation.snapshot()
        self._saved = (view, desk.state.preview)
        place, lines, queries = Place(view, desk.state.preview, time.time()), self._lines, self._queries
        self._lines, self._queries = {}, []

        def write() -> None:
            with suppress(OSError):
                desk.session.leave(desk.library.paths, place, lines, queries)

        return write

    def save(self) -> None:
        """Write where we are, now."""
        self._written()()

    def note_line(self) -> None:
        """Remember the line at the top of the open document."""
        opened = self.desk.state.opened
        if opened is not None:
            line = Line(self.desk.reader.top, len(opened.document.text), time.time())
            self._lines[opened.file] = line

    def note_query(self, query: str) -> None:
        """Remember a query whose answer was used."""
        if query.strip():
            self.desk.search_box.remember(query)
            self._queries.append(query)

    def line_of(self, file: str) -> int:
        """The code point to which a document was read last, -1 where it was not, or no further than its beginning."""
        line = self._lines.get(file) or self.desk.session.lines.get(file)
        return line.top if line and line.top > 0 else -1

    def restore(self) -> None:
        """Go back to where this collection was left, unless something has been done meanwhile. The keyboard is in the
        search box: what is typed first is a query."""
        desk = self.desk
        if self._restored:
            return
        place = desk.session.place(desk.library.paths)
        view, files = place.view, {info.file for info in desk.state.documents}
        if view.file and view.file not in files and desk.indexing.running:
            return  # perhaps it comes with the next batch
        self._restored = True
        desk.state.change(preview=place.preview or desk.state.preview)
        if view.file not in files:
            view = replace(view, file="", start=0, end=0, top=-1, focus="results" if view.query else "documents")
        if desk.state.view != View() or not (view.file or view.query or view.person):
            return
        desk.navigation.restore(view)
        desk.navigation.search()
