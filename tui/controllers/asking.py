"""Questions and lists to choose from: the prompt on the last row, menus, help and the list of commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from inyo.tui.panes.help import help_entries, palette_entries, query_entries
from inyo.tui.panes.menu import INDENTED, Entry, Menu

if TYPE_CHECKING:
    from inyo.tui.app import Explorer


class Asking:
    """Opens and closes what stands over the panes."""

    def __init__(self, app: Explorer) -> None:
        self.app = app

    def menu(
        self,
        title: str,
        entries: Callable[[], Sequence[Entry]],
        chosen: Callable[[int], None] | None,
        *,
        stay: bool = False,
        typed: bool = False,
        keys_first: bool = False,
        below: bool = False,
    ) -> None:
        """Show a list to choose from; see `Menu`."""
        app = self.app
        app.push_screen(
            Menu(
                app.say, app.keymap, title, entries, chosen, stay=stay, typed=typed, keys_first=keys_first, below=below
            )
        )

    def close_menu(self) -> None:
        """Leave the menu."""
        if isinstance(self.app.screen, Menu):
            self.app.screen.dismiss()

    def ask(
        self, key: str, initial: str, done: Callable[[str], None], *, changed: Callable[[str], None] | None = None,
        offered: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Ask for a line in the place of the status line; ↑ goes through what is `offered`, the last first."""
        self.app.status_line.display = False
        self.app.prompt.ask(self.app.say(key), initial, done, changed, offered)

    def end_prompt(self, *, accept: bool) -> None:
        """The question was answered or left."""
        self.app.status_line.display = True
        self.app.focus_widget(self.app.state.view.focus)
        self.app.rest()
        self.app.prompt.close(accept=accept)

    def documents_filter(self) -> None:
        """Ask for words of a title; the list follows typing."""

        before = self.app.state.documents_filter
        self.ask("filter.prompt", before, self._narrow_documents, changed=self._narrow_documents)

    def _narrow_documents(self, words: str) -> None:
        self.app.state.documents_filter = words
        self.app.documents.draw(self.app.state)

    def end_filter(self) -> bool:
        """Show all rows of the focused list again; whether it had been narrowed."""
        app, state = self.app, self.app.state
        filters: dict[str, tuple[str, Callable[[str], None]]] = {
            "documents": (state.documents_filter, self._narrow_documents),
            "people": (state.people_filter, app.people_actions.filter),
            "quotations": (state.view.choice.words, app.quoting.filter),
        }
        words, narrow = filters.get(state.view.focus, ("", self._narrow_documents))
        if not words:
            return False
        narrow("")
        app.status("filter.off")
        return True

    def help(self) -> None:
        """The keys of the focused pane, from its bindings; in the search box the query language before them."""
        app, name = self.app, self.app.state.view.focus
        pane = app.say("search.label") if name == "search" else app.say(f"{name}.title")
        entries = help_entries(app.screen.active_bindings, name, app.say)
        language = query_entries(app.say, app.size.width) if name == "search" else []
        rows = [*language, *([(app.say("help.keys"), "")] if language else []), *(entry for entry, _ in entries)]

        def chosen(number: int) -> None:
            at = number - len(rows) + len(entries)
            if at >= 0:
                app.action_do(entries[at][1])
            elif not app.search_box.value and rows[number][1] != INDENTED:
                app.search_box.set_value(rows[number][1])  # the example, to begin with

        self.menu(app.say("help.title", pane=pane), lambda: rows, chosen, keys_first=True)

    def palette(self) -> None:
        """All commands that work here, to choose by typing."""
        app = self.app
        entries = palette_entries(app.screen.active_bindings, app.state.view.focus, app.say)
        rows = [entry for entry, _ in entries]
        self.menu(app.say("palette.title"), lambda: rows, lambda at: app.action_do(entries[at][1]), typed=True)
