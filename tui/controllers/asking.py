"""Questions and lists to choose from: the prompt on the last row, menus, help and the list of commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Unpack

from textual.binding import ActiveBinding

from inyo.tui.controllers.desk import Desk
from inyo.tui.keymap import PANES, TABLE, shown
from inyo.tui.messages import LANGUAGES, Messages, examples
from inyo.tui.panes.menu import INDENTED, Entry, Menu, Options
from inyo.tui.terminal.cells import truncate


class Asking:
    """Opens and closes what stands over the panes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def menu(
        self,
        title: str,
        entries: Callable[[], Sequence[Entry]],
        chosen: Callable[[int], None] | None,
        **options: Unpack[Options],
    ) -> None:
        """Show a list to choose from."""
        desk = self.desk
        desk.host.push_screen(Menu(desk.say, desk.keymap, title, entries, chosen, **options))

    def confirm(self, title: str, yes: str, done: Callable[[], None], what: str = "") -> None:
        """Ask once before something is changed: Enter confirms, Esc leaves it. `title` and `yes` are message keys."""
        say = self.desk.say
        rows = [(say(yes), ""), (say("confirm.no"), "")]
        self.menu(say(title, what=truncate(what, 40)), lambda: rows, lambda at: None if at else done())

    def close_menu(self) -> None:
        """Leave the menu."""
        if isinstance(self.desk.host.screen, Menu):
            self.desk.host.screen.leave()

    def ask(
        self, key: str, initial: str, done: Callable[[str], None], *, changed: Callable[[str], None] | None = None,
        offered: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Ask for a line in the place of the status line; ↑ goes through what is `offered`, the last first."""
        self.desk.frame.status_line.display = False
        self.desk.frame.prompt.ask(self.desk.say(key), initial, done, changed, offered)

    def end_prompt(self, *, accept: bool) -> None:
        """The question was answered or left."""
        self.desk.frame.status_line.display = True
        self.desk.frame.focus(self.desk.state.view.focus)
        self.desk.rest()
        self.desk.frame.prompt.close(accept=accept)

    def interrupt(self) -> None:
        """Leave a question unanswered; where none is asked, say how to quit."""
        if self.desk.frame.prompt.open:
            self.end_prompt(accept=False)
        else:
            self.desk.status("interrupt", key=self.desk.key_of("quit"))

    def documents_filter(self) -> None:
        """Ask for words of a title; the list follows typing."""

        before = self.desk.state.documents_filter
        self.ask("filter.prompt", before, self._narrow_documents, changed=self._narrow_documents)

    def _narrow_documents(self, words: str) -> None:
        self.desk.state.change(documents_filter=words)
        self.desk.documents.draw(self.desk.state)

    def end_filter(self) -> bool:
        """Show all rows of the focused list again; whether it had been narrowed."""
        desk, state = self.desk, self.desk.state
        filters: dict[str, tuple[str, Callable[[str], None]]] = {
            "documents": (state.documents_filter, self._narrow_documents),
            "people": (state.people_filter, desk.people_actions.filter),
            "quotations": (state.view.choice.words, desk.quoting.filter),
        }
        words, narrow = filters.get(state.view.focus, ("", self._narrow_documents))
        if not words:
            return False
        narrow("")
        desk.status("filter.off")
        return True

    def typed_outside(self, character: str) -> None:
        """A key that does nothing in the focused pane: a letter of a word begins a search; of another key it is said
        where it works."""
        desk, focus = self.desk, self.desk.state.view.focus
        if focus == "search" or (not character.isascii() and character.isalnum()):
            desk.navigation.type(character)
            return
        elsewhere = desk.keymap.scopes_with(character)
        if elsewhere:
            panes = " · ".join(desk.say(f"{scope}.title") for scope in elsewhere)
            desk.status("key.elsewhere", key=character, panes=panes)
        else:
            keys = {name: desk.key_of(name) for name in ("search", "help")}
            desk.status("key.unbound", key=character, **keys)

    def turn(self) -> None:
        """The other leaf of a menu."""
        if isinstance(self.desk.host.screen, Menu):
            self.desk.host.screen.turn()

    def beside(self) -> None:
        """The other column of a menu."""
        if isinstance(self.desk.host.screen, Menu):
            self.desk.host.screen.other_column()

    def help(self) -> None:
        """The keys of the focused pane, from its bindings; on the second leaf, which comes first in the search box, the
        query language."""
        if self.desk.state.view.focus == "search":
            self._help_of_queries()
        else:
            self._help_of_keys()

    def _help_of_keys(self) -> None:
        desk, name = self.desk, self.desk.state.view.focus
        pane = desk.say("search.label") if name == "search" else desk.say(f"{name}.title")
        entries = help_entries(desk.host.screen.active_bindings, name, desk.say)
        rows = [entry for entry, _ in entries]

        def chosen(number: int) -> None:
            if entries[number][1]:
                desk.do(entries[number][1])

        self.menu(
            desk.say("help.title", pane=pane), lambda: rows, chosen,
            typed=True, keys_first=True, also=also_found(entries, desk.say), turn=self._help_of_queries,
            beside=next(at for at, (_, command) in enumerate(entries) if not command),
        )  # fmt: skip

    def _help_of_queries(self) -> None:
        desk = self.desk
        rows = query_entries(desk.say, desk.host.size.width)

        def chosen(number: int) -> None:
            if not desk.search_box.value and rows[number][1] not in ("", INDENTED):
                desk.navigation.search()
                desk.search_box.set_value(rows[number][1])  # the example, to begin with

        self.menu(desk.say("help.queries"), lambda: rows, chosen, typed=True, keys_first=True, turn=self._help_of_keys)

    def palette(self) -> None:
        """All commands that work here, to choose by typing."""
        desk = self.desk
        entries = palette_entries(desk.host.screen.active_bindings, desk.state.view.focus, desk.say)
        rows = [entry for entry, _ in entries]
        also = also_found(entries, desk.say)
        self.menu(desk.say("palette.title"), lambda: rows, lambda at: desk.do(entries[at][1]), typed=True, also=also)


_MOVES = frozenset(
    {"down", "up", "half_down", "half_up", "page_down", "page_up", "first", "last", "read_down", "read_up"}
)
_NARROW = 60
"""Cells of a screen below which an example of a query and what it finds have a row each."""
_WITHOUT_MENU = ("menu.", "prompt.", "interrupt")


def _live(active: Mapping[str, ActiveBinding]) -> dict[str, list[str]]:
    """Command id → the keys that run it now, twins left out, in the order of the bindings."""
    keys: dict[str, list[str]] = {}
    for key, (_, binding, _, _) in active.items():
        if binding.id and not binding.system and not binding.id.startswith(_WITHOUT_MENU):
            keys.setdefault(binding.id, []).append(shown(key))
    return keys


def help_entries(active: Mapping[str, ActiveBinding], focus: str, say: Messages) -> list[tuple[Entry, str]]:
    """Rows (what, keys) with their command: first what is particular to the pane, then how one moves in it, then
    what works everywhere."""
    live = _live(active)
    own = [command.id for command in TABLE if command.id in live and _own(command.id, focus)]
    own.sort(key=moves)
    rest = [command.id for command in TABLE if command.id in live and command.id not in own]
    rows = [((_said(name, focus, say), "  ".join(live[name])), name) for name in own]
    rows.append(((say("help.everywhere"), ""), ""))
    return rows + [((say(f"key.{name}"), "  ".join(live[name])), name) for name in rest]


def query_entries(say: Messages, width: int) -> list[Entry]:
    """The query language as rows for a screen of so many cells: what one types stands before what it finds; where
    there is no room for that, above it."""
    rows: list[Entry] = []
    for typed, meaning in examples(say):
        rows += [(meaning, typed)] if width >= _NARROW else [("", typed), (meaning, INDENTED)]
    return [*rows, (say("query.unread"), INDENTED)]


def _said(name: str, focus: str, say: Messages) -> str:
    """What a command does in a pane."""
    here = f"key.in.{focus}.{name}"
    return say(here if say.has(here) else f"key.{name}")


def moves(name: str) -> bool:
    """Whether a command only moves in its pane."""
    return name.startswith(("list.", "reader.")) and name.partition(".")[2] in _MOVES


def _own(name: str, focus: str) -> bool:
    scope = name.partition(".")[0]
    return scope == focus or (scope == "list" and focus in PANES and focus != "reader")


def palette_entries(active: Mapping[str, ActiveBinding], focus: str, say: Messages) -> list[tuple[Entry, str]]:
    """Every command that works here, with its keys; who wants the next row does not look for it in a list."""
    return [entry for entry in help_entries(active, focus, say) if entry[1] and not moves(entry[1])]


def also_found(entries: Iterable[tuple[Entry, str]], say: Messages) -> list[str]:
    """Other words by which commands are found: what the status line calls them, their ids, and their English."""
    english = LANGUAGES["en"]
    found = ((name, say(f"hint.{name}") if say.has(f"hint.{name}") else "") for _, name in entries)
    return [f"{hint} {name} {english.get(f'key.{name}', '')}" for name, hint in found]
