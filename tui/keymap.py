"""Every key of the explorer: one table, from which bindings, help and settings are made.

A command has an id (`quote.copy`), a scope (where its keys work) and default keys. A setting replaces the keys of a
command: `[keys]` in the configuration, `quote.copy = "y,c"`. What a command does is said in the messages under
`key.<id>`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding

from inyo.tui.terminal.textual_internals import key_name

Scope = Literal[
    "everywhere",
    "list",
    "documents",
    "results",
    "facets",
    "reader",
    "quotations",
    "people",
    "concordance",
    "dossier",
    "start",
    "search",
    "prompt",
    "menu",
]

PANES: tuple[Scope, ...] = (
    "documents", "results", "facets", "reader", "quotations", "people", "concordance", "dossier", "start",
)  # fmt: skip
_LISTS: tuple[Scope, ...] = (
    "documents", "results", "facets", "quotations", "people", "concordance", "dossier", "start", "menu",
)  # fmt: skip
_TYPED: tuple[Scope, ...] = ("search", "prompt")


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the table. `keys` are comma-separated in Textual's names or as single characters."""

    id: str
    scope: Scope
    keys: str


TABLE: tuple[Command, ...] = (
    Command("search", "everywhere", "/,f2"),
    Command("back", "everywhere", "escape"),
    Command("place.back", "everywhere", "ctrl+o"),
    Command("place.forth", "everywhere", "ctrl+right_square_bracket"),
    Command("update", "everywhere", "u"),
    Command("hit.next", "everywhere", "n,f3"),
    Command("hit.previous", "everywhere", "N,shift+f3,f4"),
    Command("document.next", "everywhere", "J,ctrl+down"),
    Command("document.previous", "everywhere", "K,ctrl+up"),
    Command("pane.start", "everywhere", "0"),
    Command("pane.documents", "everywhere", "1"),
    Command("pane.results", "everywhere", "2"),
    Command("pane.reader", "everywhere", "3"),
    Command("pane.quotations", "everywhere", "4"),
    Command("pane.people", "everywhere", "5"),
    Command("pane.next", "everywhere", "tab"),
    Command("pane.previous", "everywhere", "shift+tab"),
    Command("lists.hide", "everywhere", "-"),
    Command("lists.wider", "everywhere", ">"),
    Command("lists.narrower", "everywhere", "<"),
    Command("zoom.in", "everywhere", "+"),
    Command("zoom.out", "everywhere", "_"),
    Command("marks.export", "everywhere", "e,f8"),
    Command("print", "everywhere", "P"),
    Command("problems", "everywhere", "!"),
    Command("help", "everywhere", "?,f1"),
    Command("palette", "everywhere", "ctrl+p,f9"),
    Command("redraw", "everywhere", "ctrl+l"),
    Command("suspend", "everywhere", "ctrl+z"),
    Command("interrupt", "everywhere", "ctrl+c"),
    Command("quit", "everywhere", "q,f10,ctrl+q"),
    Command("understood", "everywhere", "="),
    Command("queries", "everywhere", "ctrl+r"),
    Command("list.down", "list", "j,down"),
    Command("list.up", "list", "k,up"),
    Command("list.page_down", "list", "space,ctrl+d,pagedown"),
    Command("list.page_up", "list", "b,ctrl+u,pageup"),
    Command("list.first", "list", "g,home"),
    Command("list.last", "list", "G,end"),
    Command("list.open", "list", "enter"),
    Command("list.read_down", "list", "shift+down"),
    Command("list.read_up", "list", "shift+up"),
    Command("documents.filter", "documents", "\\"),
    Command("documents.quotations", "documents", "a"),
    Command("results.preview", "results", "p"),
    Command("results.save", "results", "s"),
    Command("results.sort", "results", "o"),
    Command("results.fold", "results", "left"),
    Command("results.unfold", "results", "right"),
    Command("results.fold_all", "results", "z"),
    Command("results.concordance", "results", "c"),
    Command("results.mark_all", "results", "M"),
    Command("results.export", "results", "E"),
    Command("results.dossier", "results", "i"),
    Command("results.facets", "results", "F"),
    Command("results.copy", "results", "y,f5"),
    Command("results.copy_words", "results", "Y,f6"),
    Command("results.mark", "results", "m,f7"),
    Command("reader.dossier", "reader", "i"),
    Command("reader.down", "reader", "j,down"),
    Command("reader.up", "reader", "k,up"),
    Command("reader.half_down", "reader", "ctrl+d"),
    Command("reader.half_up", "reader", "ctrl+u"),
    Command("reader.page_down", "reader", "space,pagedown"),
    Command("reader.page_up", "reader", "b,pageup"),
    Command("reader.first", "reader", "g,home"),
    Command("reader.last", "reader", "G,end"),
    Command("reader.find", "reader", "f"),
    Command("reader.goto", "reader", ":"),
    Command("reader.contents", "reader", "t"),
    Command("reader.open", "reader", "o"),
    Command("reader.edit", "reader", "E"),
    Command("reader.next_quotation", "reader", "],right"),
    Command("reader.previous_quotation", "reader", "[,left"),
    Command("reader.select", "reader", "v,enter"),
    Command("reader.copy", "reader", "y,f5"),
    Command("reader.copy_words", "reader", "Y,f6"),
    Command("reader.mark", "reader", "m,f7"),
    Command("quotations.mark_all", "quotations", "M"),
    Command("quotations.export", "quotations", "E"),
    Command("quotations.note", "quotations", "c"),
    Command("quotations.dossier", "quotations", "i"),
    Command("quotations.preview", "quotations", "p"),
    Command("quotations.copy", "quotations", "y,f5"),
    Command("quotations.copy_words", "quotations", "Y,f6"),
    Command("quotations.mark", "quotations", "m,f7"),
    Command("quotations.next_list", "quotations", "w,right"),
    Command("quotations.previous_list", "quotations", "W,left"),
    Command("quotations.sort", "quotations", "o"),
    Command("quotations.kinds", "quotations", "t"),
    Command("quotations.filter", "quotations", "\\"),
    Command("quotations.by_speaker", "quotations", "a"),
    Command("quotations.set_speaker", "quotations", "s"),
    Command("quotations.review", "quotations", "r"),
    Command("quotations.why", "quotations", "x"),
    Command("quotations.drop", "quotations", "D,delete"),
    Command("quotations.restore", "quotations", "U"),
    Command("people.dossier", "people", "i"),
    Command("people.filter", "people", "\\"),
    Command("people.quotations", "people", "a"),
    Command("people.merge", "people", "M"),
    Command("people.split", "people", "S"),
    Command("concordance.left", "concordance", "l,left"),
    Command("concordance.right", "concordance", "r,right"),
    Command("concordance.text", "concordance", "o"),
    Command("concordance.words", "concordance", "#"),
    Command("concordance.copy", "concordance", "y,f5"),
    Command("concordance.copy_words", "concordance", "Y,f6"),
    Command("concordance.mark", "concordance", "m,f7"),
    Command("dossier.compare", "dossier", "v"),
    Command("dossier.first", "dossier", "left"),
    Command("dossier.second", "dossier", "right"),
    Command("dossier.copy", "dossier", "y,f5"),
    Command("dossier.copy_words", "dossier", "Y,f6"),
    Command("dossier.mark", "dossier", "m,f7"),
    Command("dossier.mark_all", "dossier", "M"),
    Command("dossier.export", "dossier", "E"),
    Command("dossier.passages", "dossier", "a"),
    Command("search.results", "search", "enter"),
    Command("search.complete", "search", "right"),
    Command("search.older", "search", "up"),
    Command("search.newer", "search", "down"),
    Command("search.page_down", "search", "pagedown"),
    Command("search.page_up", "search", "pageup"),
    Command("search.leave", "search", "escape"),
    Command("prompt.accept", "prompt", "enter"),
    Command("prompt.older", "prompt", "up"),
    Command("prompt.newer", "prompt", "down"),
    Command("prompt.cancel", "prompt", "escape"),
    Command("menu.turn", "menu", "tab"),
    Command("menu.beside", "menu", "left,right"),
    Command("menu.close", "menu", "escape"),
)

HINTS: dict[str, tuple[str, ...]] = {
    "search": ("search.results", "pane.next", "help", "quit"),
    "documents": ("list.open", "search", "documents.filter", "documents.quotations", "pane.next", "help", "quit"),
    "results": ("list.open", "results.preview", "hit.next", "search", "results.copy", "results.mark", "help", "quit"),
    "reader": ("hit.next", "reader.next_quotation", "reader.copy", "reader.mark", "reader.select", "reader.find",
               "back", "help"),
    "quotations": ("list.open", "quotations.copy", "quotations.mark", "quotations.next_list", "quotations.preview",
                   "quotations.by_speaker", "quotations.sort", "help"),
    "facets": ("list.open", "pane.results", "search", "back", "help", "quit"),
    "concordance": ("list.open", "concordance.left", "concordance.right", "concordance.words", "concordance.copy",
                    "back", "help"),
    "dossier": ("list.open", "dossier.copy", "dossier.mark", "dossier.mark_all", "dossier.export", "dossier.compare",
                "back", "help"),
    "start": ("list.open", "search", "pane.documents", "pane.people", "help", "quit"),
    "people": ("list.open", "people.dossier", "people.quotations", "people.filter", "people.merge", "back", "help"),
}  # fmt: skip
"""What the status line offers at rest, by focus: the commands one wants most there."""

_BY_ID = {command.id: command for command in TABLE}
# a priority binding is looked at before the focused widget: these must also work while something is typed
_FIRST = frozenset({"pane.next", "pane.previous", "interrupt", "palette", "help", "quit"})
_FORBIDDEN = {"ctrl+h": "Backspace", "ctrl+i": "Tab", "ctrl+j": "Enter", "ctrl+m": "Enter"}
_SHOWN = {
    "escape": "Esc", "enter": "Enter", "tab": "Tab", "shift+tab": "S-Tab", "space": "Space", "up": "↑", "down": "↓",
    "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "delete": "Del",
    "slash": "/", "backslash": "\\", "question_mark": "?", "exclamation_mark": "!", "plus": "+", "underscore": "_",
    "left_square_bracket": "[", "right_square_bracket": "]", "comma": ",", "minus": "-", "equals_sign": "=",
    "full_stop": ".",
}  # fmt: skip


def _split(keys: str) -> tuple[str, ...]:
    """The keys of a comma-separated list, in Textual's names, without repeats."""
    found = (part.strip() for part in keys.split(","))
    return tuple(dict.fromkeys(key_name(key) if len(key) == 1 else key for key in found if key))


def _twin(key: str) -> str | None:
    """The full-width twin of a key that types one ASCII character: what arrives when an input method is left on."""
    if key == "space":
        return "ideographic_space"
    character = key if len(key) == 1 else _CHARACTERS.get(key, "")
    if len(character) != 1 or not "!" <= character <= "~":
        return None
    return key_name(chr(ord(character) + 0xFEE0))


_CHARACTERS = {key_name(chr(code)): chr(code) for code in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with a setting of keys: a message key and its arguments."""

    message: str
    arguments: Mapping[str, str]


class Keymap:
    """The table with the reader's settings applied. `troubles` says what could not be used."""

    def __init__(self, settings: Mapping[str, str] | None = None) -> None:
        self.troubles: list[Trouble] = []
        self._meant: dict[str, frozenset[str]] = {}
        self._keys = {command.id: _split(command.keys) for command in TABLE}
        for name, keys in (settings or {}).items():
            if name not in _BY_ID:
                near = difflib.get_close_matches(name, _BY_ID, 1)
                self._complain("keys.unknown", id=name, near=near[0] if near else "help")
                continue
            chosen = tuple(key for key in _split(keys) if not self._forbidden(name, key))
            if not chosen:
                self._complain("keys.none", id=name)
                continue
            self._take(name, chosen)

    def _take(self, name: str, keys: tuple[str, ...]) -> None:
        """Give `keys` to a command and take them from the commands of scopes that are live at the same time."""
        for other in TABLE:
            if other.id == name or not _meet(_BY_ID[name].scope, other.scope):
                continue
            lost = [key for key in keys if key in self._keys[other.id]]
            if lost:
                self._complain("keys.collision", key=shown(lost[0]), id=name, other=other.id)
                self._keys[other.id] = tuple(key for key in self._keys[other.id] if key not in lost)
        self._keys[name] = keys

    def _forbidden(self, name: str, key: str) -> bool:
        if key in _FORBIDDEN:
            self._complain("keys.forbidden", key=shown(key), same=_FORBIDDEN[key], id=name)
            return True
        return False

    def _complain(self, message: str, **arguments: str) -> None:
        self.troubles.append(Trouble(message, arguments))

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of a command, in Textual's names, full-width twins left out."""
        return self._keys[name]

    @property
    def written(self) -> dict[str, str]:
        """Command id → its first key as help writes it; commands without a key are left out."""
        return {name: shown(keys[0]) for name, keys in self._keys.items() if keys}

    def first(self, name: str, *, typing: bool = False) -> str:
        """The first key of a command, '' if it has none; while `typing` the first that types no character."""
        return next((key for key in self._keys[name] if not (typing and (len(key) == 1 or key in _CHARACTERS))), "")

    def means(self, key: str, place: Scope) -> bool:
        """Whether a key, or its full-width twin, does something in a pane."""
        if place not in self._meant:
            bound = self.bindings((*scopes_of(place), "everywhere"))
            self._meant[place] = frozenset(binding.key for binding in bound)
        return key in self._meant[place]

    def scopes_with(self, character: str) -> tuple[Scope, ...]:
        """The panes in which the key of a character does something that it does not do everywhere."""
        key = key_name(character)
        return tuple(
            place for place in PANES if any(key in self._keys[each.id] for each in TABLE if each.scope == place)
        )

    def bindings(self, scopes: Iterable[Scope]) -> list[Binding]:
        """The bindings of scopes, each with its id; full-width twins are marked `system`, which keeps them off help."""
        made = []
        for command in TABLE:
            if command.scope not in scopes:
                continue
            own = self._keys[command.id]
            twins = tuple(twin for key in own if (twin := _twin(key)) and command.scope not in _TYPED)
            for key in dict.fromkeys((*own, *twins)):
                made.append(
                    Binding(
                        key,
                        f"app.do('{command.id}')",
                        command.id,
                        id=command.id,
                        priority=command.id in _FIRST and key in own and len(key) > 1 and key not in _CHARACTERS,
                        system=key not in own,
                    )
                )
        return made


def after_escape(key: str) -> str:
    """The key that came in one packet with an Escape before it, as quick hands and slow lines send them; '' if none."""
    if not key.startswith("alt+"):
        return ""
    rest = key.removeprefix("alt+")
    return rest.removeprefix("shift+").upper() if len(rest) == 7 and rest.startswith("shift+") else rest


def scopes_of(place: Scope) -> tuple[Scope, ...]:
    """The scopes whose keys a pane itself binds."""
    return (place, "list") if place in _LISTS else (place,)


def _meet(one: Scope, other: Scope) -> bool:
    """Whether two scopes can be live at the same time."""
    if one == other:
        return True
    pair = {one, other}
    if pair & set(_TYPED):
        return False
    if "everywhere" in pair:
        return "menu" not in pair
    return "list" in pair and bool(pair & set(_LISTS))


def shown(key: str) -> str:
    """A key as help writes it: `^p`, `F2`, `Esc`, `/`."""
    if not key or key in _SHOWN:
        return _SHOWN.get(key, "")
    if key.startswith("ctrl+"):
        return f"^{shown(key[5:])}"
    if key.startswith("shift+"):
        return f"S-{shown(key[6:])}"
    if key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return _CHARACTERS.get(key, key)
