"""README's table of keys, from the table of keys and its words: `python -m inyo.tui.commands.reference` prints it."""

from __future__ import annotations

from itertools import groupby

from inyo.tui.keymap import TABLE, Command, shown
from inyo.tui.messages.en import TEXTS

_PLACES = {
    "everywhere": "Everywhere",
    "list": "In every list",
    "documents": "Documents (`1`)",
    "results": "Results (`2`)",
    "reader": "Text (`3`)",
    "quotations": "Quotations (`4`)",
    "people": "People (`5`)",
    "search": "In the search box",
    "prompt": "Where something is asked",
    "menu": "In a menu",
}


def keys_table() -> str:
    """The keys of every place as a Markdown table, a row a place, each key with what it does."""
    rows = ["| where | keys |", "|---|---|"]
    for scope, commands in groupby(TABLE, key=lambda command: command.scope):
        rows.append(f"| {_PLACES[scope]} | {' · '.join(map(_entry, commands))} |")
    return "\n".join(rows)


def _entry(command: Command) -> str:
    keys = (key.strip() for key in command.keys.split(","))
    written = " ".join(f"`{shown(key)}`" for key in keys)
    return f"{written} {TEXTS[f'key.{command.id}']}".replace("|", "\\|")


if __name__ == "__main__":
    print(keys_table())
