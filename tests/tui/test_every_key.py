"""Every key of the table, and its full-width twin, runs its command in each place that it is for, and no other one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.events import Key

from inyo.tui.keymap import PANES, TABLE, Command, Keymap, Scope, _twin
from inyo.tui.panes.menu import Menu
from inyo.tui.terminal.textual_internals import key_name
from tests.tui.explorer import Driven, explorer
from tests.tui.rest import rest

KEYMAP = Keymap()
_CHARACTERS = {key_name(chr(code)): chr(code) for code in (*range(0x21, 0x7F), *range(0xFF01, 0xFF5F), 0x3000)}
ELSEWHERE: dict[Scope, str] = {"search": "search", "prompt": "prompt", "menu": "menu"}


def _places(command: Command) -> tuple[str, ...]:
    """Where the keys of a command are pressed."""
    if command.scope == "everywhere":
        return PANES
    if command.scope == "list":
        return (*(pane for pane in PANES if pane != "reader"), "menu")
    return (ELSEWHERE.get(command.scope, command.scope),)


def _keys(command: Command) -> Iterator[str]:
    for key in KEYMAP.keys(command.id):
        yield key
        if (twin := _twin(key)) and command.scope not in ("search", "prompt"):
            yield twin


async def _go(inyo: Driven, place: str) -> None:
    """Bring the focus to a place, from wherever."""
    desk = inyo.app.desk
    if isinstance(inyo.app.screen, Menu):
        inyo.app.screen.leave()
        await rest(inyo.pilot)
    if desk.frame.prompt.open:
        desk.asking.end_prompt(accept=False)
    if place == "menu":
        desk.asking.menu("選ぶ", lambda: [("港", ""), ("船", "")], lambda at: None)
    elif place == "prompt":
        desk.asking.ask("note.prompt", "", lambda text: None)
    else:
        desk.navigation.focus(place)  # type: ignore[arg-type]
    await rest(inyo.pilot)


@pytest.mark.parametrize("place", [*PANES, "search", "prompt", "menu"])
async def test_every_key_runs_its_command(place: str) -> None:
    wrong: list[tuple[str, str, list[str]]] = []
    async with explorer(size=(140, 40)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "enter")
        desk, ran = inyo.app.desk, list[str]()
        desk.commands.update({name: lambda name=name: ran.append(name) for name in desk.commands})  # type: ignore[misc]
        for command in TABLE:
            if place not in _places(command):
                continue
            for key in _keys(command):
                await _go(inyo, place)
                ran.clear()
                inyo.app.post_message(Key(key, _CHARACTERS.get(key)))
                await rest(inyo.pilot)
                if ran != [command.id]:
                    wrong.append((command.id, key, list(ran)))
    assert wrong == []
