"""The search box: one line that is always there, so that an input method finds its cursor."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.widgets import Input

from inyo.tui.keymap import after_escape
from inyo.tui.terminal.cells import cell_width
from inyo.tui.terminal.sanitise import clean_line
from inyo.tui.terminal.textual_internals import Typed, bindings_of
from inyo.tui.terminal.typed import is_typed

LONGEST = 2000
"""Characters of a query at most; what is pasted beyond is cut."""


class SearchBox(Input):
    """An input of one line with a history.

    Posts Input's `Changed` while typing; `older` and `newer` walk the history, `remember` adds to it.
    """

    DEFAULT_CSS = """
    SearchBox {
        height: 1;
        border: none;
        padding: 0 1;
        &:focus { border: none; background-tint: $foreground 0%; }
    }
    """

    def __init__(
        self,
        *,
        placeholder: str = "",
        history: list[str] | None = None,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`history` is oldest first; it is not copied, so that a session can keep it."""
        super().__init__(
            placeholder=clean_line(placeholder), select_on_focus=False, max_length=LONGEST, name=name, id=id,
            classes=classes,
        )  # fmt: skip
        self.cursor_blink = False
        self.history = [] if history is None else history
        self._at: int | None = None
        self._typed = ""

    def remember(self, query: str) -> None:
        """Add a query to the history as the newest; an equal older one goes."""
        if query.strip():
            if query in self.history:
                self.history.remove(query)
            self.history.append(query)
        self._at = None

    def set_value(self, value: str) -> None:
        """Put a query into the box with the cursor behind it, without a `Changed`."""
        with self.prevent(Input.Changed):
            self.value = clean_line(value)
        self.cursor_position = len(self.value)
        self._at = None

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor is drawn. Input counts a cell more at the end of its text; an input method would show it."""
        x, y, _, _ = self.content_region
        return Offset(x + cell_width(self.value[: self.cursor_position]) - self.scroll_offset.x, y)

    def place_cursor(self) -> None:
        """Put the terminal's own cursor, where an input method draws, on the box's."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
            self.refresh()

    def on_focus(self, event: events.Focus) -> None:
        self.call_after_refresh(self.place_cursor)

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.place_cursor)

    async def _on_key(self, event: events.Key) -> None:
        """Do at once what a key is bound to here.

        Textual looks for it only after the event went up to the application: of ^U and a letter that come in one
        packet, as they do over a slow line, the letter would be typed first and then deleted. What comes in a packet
        behind a key that left the box is for whatever has the focus now.
        """
        if self.screen.focused is not self:
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))
            return
        behind = after_escape(event.key)  # an Escape and a character: nothing to type
        if behind:
            event.prevent_default()
        elif event.is_printable:
            return
        elif is_typed(event.character):
            event.stop()
            event.prevent_default()
            self.put(event.character or "")
            return
        for binding in bindings_of(self, "escape" if behind else event.key):
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                if behind:
                    self.app.post_message(events.Key(behind, behind if len(behind) == 1 else None))
                return

    def on_typed(self, event: Typed) -> None:
        """What an input method committed at once."""
        if self.screen.focused is self:
            event.stop()
            self.put(event.text)

    def put(self, text: str) -> None:
        """Put what was typed in the place of the selection, as far as there is room."""
        self.replace(clean_line(text)[: max(LONGEST - len(self.value), 0)], *sorted(self.selection))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.paste(event.text)

    def paste(self, text: str) -> None:
        """Put a text in the place of the selection: one line, and no more than the box holds."""
        line = clean_line(" ".join(text.strip().splitlines()))  # terminals send the ends of lines as CR
        if line:
            self.replace(line[: max(LONGEST - len(self.value), 0)], *sorted(self.selection))

    def older(self) -> None:
        """Show the query before."""
        if self._at is None:
            self._typed, self._at = self.value, len(self.history)
        at = self._at - 1
        while at >= 0 and self.history[at] == self.value:
            at -= 1
        if at >= 0:
            self._at = at
            self._show(self.history[at])

    def newer(self) -> bool:
        """Show the query after, below the newest what was being typed; whether there was any."""
        if self._at is None:
            return False
        self._at += 1
        if self._at < len(self.history):
            self._show(self.history[self._at])
        else:
            self._at = None
            self._show(self._typed)
        return True

    def _show(self, value: str) -> None:
        self.value = value
        self.cursor_position = len(value)
