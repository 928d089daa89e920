"""The preview: the text follows the row under the cursor of the results or the quotations, which keep the focus."""

from __future__ import annotations

from textual.timer import Timer

from inyo.index.library import Quote
from inyo.tui.controllers.desk import Desk
from inyo.tui.layout import PREVIEWED, STUDIES, mode_of
from inyo.tui.state import Opening, hit_at

REST = 0.15
"""Seconds that the cursor rests on a row before it is shown: who runs through the list sends no pages of text."""


class Previewing:
    """Shows the result or the quotation under the cursor once the cursor rests; a newer row takes an older one's place.

    What was being read when the first row is shown is a step, so that Esc comes back to it. Esc itself is never
    followed: it shows what was there.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._timer: Timer | None = None
        self._shown = ""
        """The document that the preview showed last; any other one was opened by the reader."""

    @property
    def waiting(self) -> bool:
        """Whether a row waits to be shown."""
        return self._timer is not None

    def toggle(self) -> None:
        """Switch the preview on or off."""
        desk, state = self.desk, self.desk.state
        state.change(preview=not desk.navigation.follows)
        if state.preview and state.view.zoomed:  # one pane alone has no room for it
            state.look(zoomed=False)
        desk.results.draw(state)
        desk.quotations.draw(state)
        desk.navigation.rearrange()
        if not state.preview:
            self.cancel()
            desk.status("preview.off")
        elif not desk.navigation.has_room_for_preview:
            desk.status("preview.small")
        else:
            desk.status("preview.on", key=desk.key_of(f"{state.view.focus}.preview"))
            self._show()

    def follow(self) -> None:
        """The cursor came to another row."""
        self.cancel()
        if self.desk.navigation.follows and (self.desk.state.view.focus in PREVIEWED or self._is_first):
            self._timer = self.desk.host.set_timer(REST, self._show)

    @property
    def _is_first(self) -> bool:
        """Whether one types, and nothing is open that the reader opened: the best passage of the answer is shown."""
        opened = self.desk.state.opened
        size = self.desk.host.size
        beside = mode_of(size.width, size.height) in ("wide", "columns")
        typing = beside and self.desk.state.view.focus == "search" and self.desk.state.answer is not None
        return typing and (opened is None or opened.file == self._shown)

    def cancel(self) -> None:
        """Show nothing that waits."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _show(self) -> None:
        self.cancel()
        desk, view = self.desk, self.desk.state.view
        if view.zoomed or not desk.navigation.has_room_for_preview:
            return
        if view.focus == "concordance":
            self._show_line()
        elif view.focus in ("quotations", "dossier"):
            self._show_quote(desk.quotations.current if view.focus == "quotations" else desk.dossier.current)
        elif (view.focus == "results" or self._is_first) and not desk.searching.coming:
            number, hit = desk.results.current, desk.results.current_hit
            if hit is not None and (view.hit, view.file) != (number, hit.file):
                self._begin(hit.file)
                desk.reading.open_hit(number, step=False, quiet=True)

    def _show_line(self) -> None:
        line, answer = self.desk.concordance.current, self.desk.state.answer
        if line is not None:
            hit = hit_at(answer.hits if answer else (), line.file, line.start)
            self._open(Opening(line.file, line.start, line.end, hit, quiet=True))

    def _show_quote(self, quote: Quote | None) -> None:
        if quote is not None and self.desk.quoting.is_here(quote):
            start, end = quote.quotation.start, quote.quotation.end
            self._open(Opening(quote.file, start, end, quote=quote, quiet=True))

    def _open(self, opening: Opening) -> None:
        view, shown = self.desk.state.view, self.desk.navigation.shows("reader")
        there = (view.file, view.start, view.end) == (opening.file, opening.start, opening.end)
        if not there and (shown or view.focus not in STUDIES):
            self._begin(opening.file)
            self.desk.reading.open(opening)

    def _begin(self, file: str) -> None:
        """A document is about to be shown: what was being read is a step."""
        opened = self.desk.state.opened
        if opened is not None and opened.file != self._shown and self.desk.state.view.focus not in STUDIES:
            self.desk.navigation.step()  # to open a study was one already
        self._shown = file

    def read(self) -> None:
        """What is shown was opened by the reader, and is no longer a preview."""
        self._shown = ""
        self.cancel()
