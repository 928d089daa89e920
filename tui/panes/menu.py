"""A list over the screen, to choose from: keys and commands, kinds, formats, problems. Search is never here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypedDict, Unpack

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
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
_HIGHEST = (24, 48)
"""Lines of a menu at most, its frame apart: in one column, in two of them."""
_WIDEST = 110
"""Cells of a menu in one column at most."""
_TWO_COLUMNS = 100
"""Cells of a screen on which two columns may stand."""
_APART = 12
"""Cells of two columns, and of the frame around them, that are no words."""
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
    `headed`: a row with nothing beside it stands over others. `beside`: the number of the row from which they stand in
    a second column, where the screen has room for it. `below`: what stands beside a row stands under it, whole.
    `also` has other words by which a row is found; `turn` leads to a second leaf. `at`: the row that is chosen at
    first.
    """

    at: int
    stay: bool
    typed: bool
    keys_first: bool
    headed: bool
    beside: int
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
        self._at, self._beside = options.get("at", 0), options.get("beside", 0)
        self._words = ""
        self._all: Sequence[Entry] = []
        self._done = False
        """Whether a row was chosen: a second Enter may be on its way."""
        self._columns = 1
        self._found: Sequence[int] = []
        """The numbers of the rows that are listed."""
        self._box = Vertical(id="menu")
        """Kept: a menu that was closed while it opened has nothing to look for it in."""
        self.title_bar = TitleBar()
        self.lists = [PaneList(row_height=2 if self._below else 1) for _ in range(2 if self._beside else 1)]
        bound = keymap.bindings(scopes_of("menu"))
        if self._typed:  # letters narrow the list, so only the other keys move in it
            bound = [key for key in bound if len(key.key) > 1 and not key.system and key.key != "space"]
        if self._stay:  # rows are switched on and off, and everywhere that is what the space bar does
            bound = [key for key in bound if key.key not in _SPACES]
        set_bindings(self, bound)

    def compose(self) -> ComposeResult:
        with self._box:
            yield self.title_bar
            with Horizontal():
                yield from self.lists

    def on_mount(self) -> None:
        self._fill()
        self.lists[0].focus()

    def on_resize(self) -> None:
        if self._beside and self._columns != self._columns_fitting():
            self._fill()
        self._fit()

    @property
    def list(self) -> PaneList:
        """The list, or the one of the two in which one is."""
        return next((each for each in self.lists if each.has_focus), self.lists[0])

    @property
    def rows(self) -> Sequence[Entry]:
        """The rows that are listed."""
        return [self._all[number] for number in self._found]

    def _part(self, side: int) -> Sequence[int]:
        """The numbers of the rows of a column (0 or 1)."""
        if self._columns == 1:
            return self._found if side == 0 else []
        return [number for number in self._found if (number >= self._beside) == bool(side)]

    def _columns_fitting(self) -> int:
        """How many columns there is room for: the second one only where all of both can be read."""
        if not self._beside or self.app.size.width < _TWO_COLUMNS:
            return 1
        both = self._all[: self._beside], self._all[self._beside :]
        return 2 if sum(self._cells(rows, 2) for rows in both) + _APART <= self.app.size.width - 4 else 1

    def _cells(self, rows: Sequence[Entry], columns: int) -> int:
        """The cells that the widest of some rows takes where there are so many columns."""
        if self._keys_first:
            return self._keys_width(rows, columns) + max((cell_width(text) for text, _ in rows), default=20)
        together = max if self._below else sum
        return max((together((cell_width(text), cell_width(aside))) for text, aside in rows), default=20)

    @staticmethod
    def _keys_width(rows: Sequence[Entry], columns: int) -> int:
        """The cells of the keys before some rows."""
        least = _KEYS_WIDTH if columns == 1 else _FEWEST_KEYS
        return max(least, *(keys_in(aside, 0)[1] for _, aside in rows), 0)

    def _fit(self) -> None:
        box, screen = self._box, self.app.size
        self.set_class(screen.width < _SMALL[0] or screen.height < _SMALL[1], "-small")
        # where one narrows the list it stays as high as it was
        listed = range(len(self._all)) if self._typed else self._found
        count = max(sum(1 for at in listed if self._columns == 1 or (at >= self._beside) == side) for side in (0, 1))
        lines = min(_HIGHEST[self._columns - 1], count * self.lists[0].row_height + 1) + box.gutter.height
        box.styles.height = min(lines, max(2, screen.height - 2))
        heading = cell_width(self.heading) + cell_width(self.say("menu.keys")) + 6
        widest = self._cells(self.rows, 1) + 8
        if self._columns == 2:
            widths = [self._cells(rows, 2) for rows in (self._all[: self._beside], self._all[self._beside :])]
            widest = sum(widths) + _APART
            self.lists[0].styles.width, self.lists[1].styles.width = widths[0] + _APART // 2, "1fr"
        elif self._beside:
            self.lists[0].styles.width = "1fr"
        box.styles.width = min(
            max(widest, heading, _KEYS_WIDTH + 44) + box.gutter.width,
            screen.width - 4 if screen.width > 50 else screen.width,
            _WIDEST if self._columns == 1 else screen.width,
        )

    def _fill(self) -> None:
        self._all = list(self._entries())
        self._columns = self._columns_fitting()
        words = self._words.casefold().split()
        self._found = [
            number for number, entry in enumerate(self._all) if all(self._has(word, number, entry) for word in words)
        ]
        for side, shown in enumerate(self.lists):
            cursor = shown.cursor if self._stay and shown.count else 0 if self._words else self._at
            rows = [self._all[number] for number in self._part(side)]
            shown.empty = self.say("menu.none", words=self._words) if self._words and not self._found else ""
            heads = [at for at, entry in enumerate(rows) if self._headed and not entry[1]]
            row = partial(self._row, rows, self._keys_width(rows, self._columns))
            shown.set_rows(len(rows), row, headers=heads, cursor=max(0, cursor))
            shown.display = self._columns == 2 or side == 0
        if self.list.cursor < 0:
            self.other_column()
        note = self.say("menu.keys.switch" if self._stay else "menu.keys" if self._chosen else "menu.keys.close")
        if self._typed:
            note = f"{self._words}▏" if self._words else self.say("menu.filter.turn" if self._turn else "menu.filter")
        if self._columns == 2 and not self._words:
            note = f"{self.say('menu.beside')} · {note}"
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

    def other_column(self) -> None:
        """Go to the other column, if one can be there."""
        other = next((each for each in self.lists if each is not self.list and each.display and each.cursor >= 0), None)
        if other is not None:
            other.focus()

    def _row(self, rows: Sequence[Entry], keys_width: int, index: int, width: int) -> Row:
        text, aside = rows[index]
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
        room = keys_width if self._columns == 2 else min(keys_width, max(_FEWEST_KEYS, width - _WORDS_WIDTH))
        keys = column(*keys_in(aside, room))[0]
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
        self.choose(event.index, int(event.list is not self.lists[0]))

    def choose(self, index: int, side: int = 0) -> None:
        """A row of a column was chosen."""
        numbers = self._part(side)
        if self._done or self._chosen is None or not 0 <= index < len(numbers):
            return
        number = numbers[index]
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
