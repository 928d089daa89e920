"""Where a collection was left, and going back there."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace

from inyo.tui.controllers.desk import Desk
from inyo.tui.keep.session import Place
from inyo.tui.state import View


class Remembering:
    """Saves the query and the place; restores them once, as soon as their document is there."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._restored = False

    def save(self) -> None:
        """Write where we are; a folder that cannot be written to is no reason to stop."""
        view = self.desk.navigation.snapshot()
        place = Place(view, self.desk.state.preview, time.time())
        with suppress(OSError):
            self.desk.session.leave(self.desk.library.paths, place)

    def restore(self) -> None:
        """Go back to where this collection was left, unless something has been done meanwhile."""
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
