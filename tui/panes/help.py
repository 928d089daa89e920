"""Help and the list of commands, made from the bindings that are live: they cannot say what is not so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import ActiveBinding

from inyo.tui.keymap import PANES, TABLE, shown
from inyo.tui.messages import LANGUAGES, Messages
from inyo.tui.messages.queries import examples
from inyo.tui.panes.menu import INDENTED, Entry

_MOVES = frozenset({"down", "up", "half_down", "half_up", "page_down", "page_up", "first", "last"})
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
    rows: list[Entry] = [(say("query.heading"), "")]
    for typed, meaning in examples(say):
        rows += [(meaning, typed)] if width >= _NARROW else [("", typed), (meaning, INDENTED)]
    return [*rows, (say("query.unread"), INDENTED)]


def _said(name: str, focus: str, say: Messages) -> str:
    """What a command does in a pane."""
    here = f"key.in.{focus}.{name}"
    return say(here if say.has(here) else f"key.{name}")


def moves(name: str) -> bool:
    """Whether a command only moves in its pane."""
    return name.partition(".")[2] in _MOVES


def _own(name: str, focus: str) -> bool:
    scope = name.partition(".")[0]
    return scope == focus or (scope == "list" and focus in PANES and focus != "reader")


def palette_entries(active: Mapping[str, ActiveBinding], focus: str, say: Messages) -> list[tuple[Entry, str]]:
    """Every command that works here, with its keys; who wants the next row does not look for it in a list."""
    return [entry for entry in help_entries(active, focus, say) if entry[1] and not moves(entry[1])]


def also_found(names: Iterable[str]) -> list[str]:
    """Other words by which commands are found: their ids, and what they are called in English."""
    english = LANGUAGES["en"]
    return [f"{name} {english.get(f'key.{name}', '')}" for name in names]
