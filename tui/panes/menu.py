"""A list over the screen, to choose from: keys and commands, kinds, formats, problems. Search is never here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypedDict, Unpack

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from inyo.index.library import Library
from inyo.tui.keymap import Keymap, after_escape, scopes_of
from inyo.tui.messages import Messages
from inyo.tui.panes.base import PaneList, TitleBar
from inyo.tui.panes.pieces import column
from inyo.tui.terminal.cells import cell_width
from inyo.tui.terminal.linebreak import row_starts
from inyo.tui.terminal.sanitise import clean_line
from inyo.tui.terminal.textual_internals import Typed, set_bindings
from inyo.tui.terminal.typed import is_typed
from inyo.tui.widgets.list_rows import Row
from inyo.tui.widgets.virtual_list import VirtualList

Entry = tuple[str, str]
"""A row: what it is, and what stands before it (a key) or after it (a reason)."""
INDENTED = " "
"""In the place of a key: the row belongs to the one above."""
_HIGHEST = 24
"""Lines of a menu at most, its frame apart."""
_SMALL = (60, 17)
"""Cells and lines of a screen from which a menu has a frame."""
_KEYS_WIDTH = 18
_FEWEST_KEYS = 8
_WORDS_WIDTH = 40
"""Cells that what a key does should have, before all the keys that do it are shown."""


_SPACES = ("space", "ideographic_space")


class Options(TypedDict, total=False):
    """How a menu behaves.

    `stay`: it stays open, and `entries` is asked again after each choice, by the space bar too. `typed`: typing narrows
    the list; else keys of the table move in it. `keys_first`: what stands beside a row is a key, and stands before it.
    `headed`: a row with nothing beside it stands over others. `below`: what stands beside a row stands under it, whole.
    `also` has other words by which a row is found; `turn` leads to a second leaf. `at`: the row that is chosen at
    first.
    """

    at: int
    stay: bool
    typed: bool
    keys_first: bool
    headed: bool
    below: bool
    also: Sequence[str]
    turn: Callable[[], None] | None


class Menu(ModalScreen[None]):
    """Rows to choose from."""

    def __init__(
        self,
        say: Messages,
        keymap: Keymap,
        title: str,
        entries: Callable[[], Sequence[Entry]],
        chosen: Callable[[int], None] | None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__()
        self._also, self._turn = options.get("also", ()), options.get("turn")
        self.say = say
        self.heading = title
        self._entries, self._chosen, self._stay = entries, chosen, options.get("stay", False)
        self._typed, self._keys_first = options.get("typed", False), options.get("keys_first", False)
        self._below, self._headed = options.get("below", False), options.get("headed", self._keys_first)
        self._at = options.get("at", 0)
        self._words = ""
        self._count = 0
        self._done = False
        """Whether a row was chosen: a second Enter may be on its way."""
        self._column = _KEYS_WIDTH
        self._rows: list[Entry] = []
        self._numbers: list[int] = []
        self._box = Vertical(id="menu")
        """Kept: a menu that was closed while it opened has nothing to look for it in."""
        self.title_bar = TitleBar()
        self.list = PaneList(row_height=2 if self._below else 1)
        bound = keymap.bindings(scopes_of("menu"))
        if self._typed:  # letters narrow the list, so only the other keys move in it
            bound = [key for key in bound if len(key.key) > 1 and not key.system and key.key != "space"]
        if self._stay:  # rows are switched on and off, and everywhere that is what the space bar does
            bound = [key for key in bound if key.key not in _SPACES]
        set_bindings(self, bound)

    def compose(self) -> ComposeResult:
        with self._box:
            yield self.title_bar
            yield self.list

    def on_mount(self) -> None:
        self._fill()
        self.list.focus()

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        box = self._box
        self.set_class(self.app.size.width < _SMALL[0] or self.app.size.height < _SMALL[1], "-small")
        # where one narrows the list it stays as high as it was
        count, frame = (self._count if self._typed else len(self._numbers)), box.gutter
        lines = min(_HIGHEST, count * self.list.row_height + 1) + frame.height
        box.styles.height = min(lines, max(2, self.app.size.height - 2))
        together = max if self._below else sum
        widest = max((together((cell_width(text), cell_width(aside))) for text, aside in self._rows), default=20)
        if self._keys_first:
            widest = self._column + max((cell_width(text) for text, _ in self._rows), default=20)
        heading = cell_width(self.heading) + cell_width(self.say("menu.keys")) + 6
        screen = self.app.size.width
        box.styles.width = min(
            max(widest + 8, heading, _KEYS_WIDTH + 44) + frame.width, screen - 4 if screen > 50 else screen, 110
        )

    def _fill(self) -> None:
        entries = list(self._entries())
        self._count = len(entries)
        words = self._words.casefold().split()
        found = [
            (number, entry)
            for number, entry in enumerate(entries)
            if all(self._has(word, number, entry) for word in words)
        ]
        cursor = self.list.cursor if self._stay and self.list.count else 0 if self._words else self._at
        self.list.empty = self.say("menu.none", words=self._words) if self._words else ""
        self._numbers = [number for number, _ in found]
        self._rows = [entry for _, entry in found]
        self._column = max(_KEYS_WIDTH, *(keys_in(aside, 0)[1] for _, aside in self._rows), 0)
        heads = [at for at, entry in enumerate(self._rows) if self._headed and not entry[1]]
        self.list.set_rows(len(found), self._row, headers=heads, cursor=max(0, cursor))
        note = self.say("menu.keys.switch" if self._stay else "menu.keys" if self._chosen else "menu.keys.close")
        if self._typed:
            note = f"{self._words}▏" if self._words else self.say("menu.filter.turn" if self._turn else "menu.filter")
        self.title_bar.show([(self.heading, "name")], [(note, "note")])
        self._fit()

    def _has(self, word: str, number: int, entry: Entry) -> bool:
        """Whether a row has a word: as it is written, in another language, or by its sound."""
        also = self._also[number] if number < len(self._also) else ""
        if word in f"{entry[0]} {entry[1]} {also}".casefold():
            return True
        return self._typed and Library.heard(word, f"{entry[0]} {also}")

    def turn(self) -> None:
        """Go to the other leaf, if there is one."""
        if self._turn is not None and not self._done:
            self.leave()
            self.app.call_later(self._turn)

    def _row(self, index: int, width: int) -> Row:
        text, aside = self._rows[index]
        if self._below and not aside and cell_width(text) > width:
            end = row_starts(clean_line(text), width)[1]
            return Row(clean_line(text)[:end], below=clean_line(text)[end:])
        if self._below:
            return Row(text, below=aside, below_spans=[(0, len(aside), "faint")])
        if not self._keys_first:
            return Row(text, note=aside)
        if not aside:
            return Row(text)
        if aside == INDENTED:
            return Row(f"  {text}")
        keys = column(*keys_in(aside, min(self._column, max(_FEWEST_KEYS, width - _WORDS_WIDTH))))[0]
        return Row(keys + text, [(0, len(keys), "key")])

    def on_typed(self, event: Typed) -> None:
        """An input method's words narrow the list."""
        event.stop()
        self._narrow(event.text)

    def on_paste(self, event: events.Paste) -> None:
        """So do words that are pasted."""
        event.stop()
        self._narrow(event.text)

    def _narrow(self, text: str) -> None:
        if self._typed:
            self._words += clean_line(text)
            self._fill()

    def on_key(self, event: events.Key) -> None:
        if self._stay and event.key in _SPACES:
            event.stop()
            self.choose(self.list.cursor)
            return
        if not self._typed or after_escape(event.key):
            return
        if event.key == "backspace":
            self._words = self._words[:-1]
        elif event.character and is_typed(event.character):
            self._words += event.character
        else:
            return
        event.stop()
        self._fill()

    def on_virtual_list_selected(self, event: VirtualList.Selected) -> None:
        event.stop()
        self.choose(event.index)

    def choose(self, index: int) -> None:
        """A row was chosen."""
        if self._done or self._chosen is None or not 0 <= index < len(self._numbers):
            return
        number = self._numbers[index]
        if self._stay:
            self._chosen(number)
            self._fill()
        else:
            self.leave()
            self.app.call_later(self._chosen, number)

    def leave(self) -> None:
        """Close the menu, once however often it is asked for; when another one lies over it, after that."""
        self._done = True
        if self.app.screen is self:
            self.dismiss()

    def on_screen_resume(self) -> None:
        if self._done:
            self.leave()


def keys_in(keys: str, width: int) -> tuple[str, int]:
    """As many of a command's keys, two spaces between them, as fit with a space after them, and the width."""
    shown = keys
    while cell_width(shown) >= width and "  " in shown:
        shown = shown.rpartition("  ")[0]
    return shown, max(width, cell_width(shown) + 1)
