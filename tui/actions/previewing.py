"""The preview: the text follows the row under the cursor of the results, which keep the focus."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.timer import Timer

if TYPE_CHECKING:
    from tui.app import Explorer

REST = 0.15
"""Seconds that the cursor rests on a row before it is shown: who runs through the list sends no pages of text."""


class Previewing:
    """Shows the result under the cursor once the cursor rests; a newer row takes the place of an older one.

    What was being read when the first row is shown is a step, so that Esc comes back to it. Esc itself is never
    followed: it shows what was there.
    """

    def __init__(self, app: Explorer) -> None:
        self.app = app
        self._timer: Timer | None = None
        self._shown = ""
        """The document that the preview showed last; any other one was opened by the reader."""

    @property
    def waiting(self) -> bool:
        """Whether a row waits to be shown."""
        return self._timer is not None

    def toggle(self) -> None:
        """Switch the preview on or off."""
        app, state = self.app, self.app.state
        state.preview = not state.preview
        if state.preview and state.view.zoomed:  # one pane alone has no room for it
            state.view = replace(state.view, zoomed=False)
        app.results.draw(state)
        app.navigation.rearrange()
        app.remembering.save()
        if not state.preview:
            self.cancel()
            app.status("preview.off")
        elif not app.navigation.has_room_for_preview:
            app.status("preview.small")
        else:
            app.status("preview.on", key=app.key_of("results.preview"))
            self._show()

    def follow(self) -> None:
        """The cursor came to another row."""
        self.cancel()
        if self.app.state.preview and self.app.state.view.focus == "results":
            self._timer = self.app.set_timer(REST, self._show)

    def cancel(self) -> None:
        """Show nothing that waits."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _show(self) -> None:
        self.cancel()
        app, state = self.app, self.app.state
        number, hit, view = app.results.current, app.results.current_hit, state.view
        if hit is None or view.focus != "results" or view.zoomed or not app.navigation.has_room_for_preview:
            return
        if view.hit == number and view.file == hit.file:
            return
        if state.opened is not None and state.opened.file != self._shown:
            app.navigation.step()
        self._shown = hit.file
        app.reading.open_hit(number, step=False, quiet=True)

    def read(self) -> None:
        """What is shown was opened by the reader, and is no longer a preview."""
        self._shown = ""
        self.cancel()
