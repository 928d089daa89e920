"""A question on the last row, in the place of the status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from inyo.tui.keymap import Keymap
from inyo.tui.terminal.cells import cell_width
from inyo.tui.terminal.textual_internals import add_bindings, set_bindings
from inyo.tui.widgets.search_box import SearchBox


class Prompt(Horizontal):
    """Asks for a line; `changed` is told each letter, `done` what was accepted. Esc gives back what was there."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(id="prompt")
        self.label = Static("", markup=False, id="prompt-label")
        self.box = SearchBox(id="prompt-box")
        self._done: Callable[[str], None] | None = None
        self._changed: Callable[[str], None] | None = None
        self._initial = ""
        add_bindings(self.box, keymap.bindings(("prompt",)))
        set_bindings(self, ())

    def compose(self) -> ComposeResult:
        yield self.label
        yield self.box

    def ask(
        self, label: str, initial: str, done: Callable[[str], None], changed: Callable[[str], None] | None = None,
        offered: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Put the question; ↑ goes through what is `offered`, the last first."""
        self.box.history = list(offered)
        self._initial, self._done, self._changed = initial, done, changed
        self.label.update(f"{label}: ")
        self.label.styles.width = cell_width(label) + 3
        self.box.set_value(initial)
        self.display = True
        self.box.focus()
        self.box.action_select_all()

    @property
    def open(self) -> bool:
        """Whether a question stands."""
        return self._done is not None

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._changed is not None:
            self._changed(event.value)

    def close(self, *, accept: bool) -> None:
        """End the question."""
        done, changed = self._done, self._changed
        self._done = self._changed = None
        self.display = False
        if accept and done is not None:
            done(self.box.value)
        elif changed is not None:
            changed(self._initial)
