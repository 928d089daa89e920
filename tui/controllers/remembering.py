"""Where a collection was left, and going back there."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from inyo.tui.keep.session import Place
from inyo.tui.state import PaneName, View

if TYPE_CHECKING:
    from inyo.tui.app import Explorer


class Remembering:
    """Saves the query and the place; restores them once, as soon as their document is there."""

    def __init__(self, app: Explorer) -> None:
        self.app = app
        self._restored = False

    def save(self) -> None:
        """Write where we are; a folder that cannot be written to is no reason to stop."""
        view = self.app.navigation.snapshot()
        place = Place(view.query, view.file, max(view.start, 0), view.end, self.app.state.preview)
        with suppress(OSError):
            self.app.session.leave(self.app.library.paths, place)

    def restore(self) -> None:
        """Go back to where this collection was left, unless something has been done meanwhile."""
        app = self.app
        if self._restored:
            return
        place = app.session.place(app.library.paths)
        files = {info.file for info in app.state.documents}
        if place.file and place.file not in files and app.indexing.running:
            return  # perhaps it comes with the next batch
        self._restored = True
        app.state.preview = place.preview or app.state.preview
        file = place.file if place.file in files else ""
        if app.state.view != View() or not (file or place.query):
            return
        focus: PaneName = "reader" if file else "results"
        view = replace(app.state.view, query=place.query, focus=focus)
        app.navigation.restore(replace(view, file=file, start=place.start, end=place.end))
