"""No sequence of keys, clicks and sizes brings the explorer down: seeded random walks through every state."""

from __future__ import annotations

import random
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from textual.errors import NoWidget
from textual.pilot import OutOfBounds

from inyo.index.library import Problem, ProblemKind, Progress
from inyo.tui.keymap import TABLE, Keymap, _twin
from inyo.tui.panes.menu import Menu
from tests.tui.explorer import Driven, explorer
from tests.tui.fake_library import FakeLibrary, document

LEAVING = {"quit", "suspend", "print", "interrupt"}
SIZES = ((80, 24), (140, 40), (40, 12), (20, 5), (3, 2), (1, 1), (200, 60))
STEPS = 250


def _keys() -> list[str]:
    """Every key of every command that does not leave, its full-width twin, and what people type by chance."""
    keymap = Keymap()
    leaving = {key for name in LEAVING for key in keymap.keys(name)}
    keys = [key for command in TABLE for key in keymap.keys(command.id) if key not in leaving]
    twins = [twin for key in keys if (twin := _twin(key))]
    chance = ["backspace", "delete", "ctrl+a", "ctrl+e", "ctrl+w", "ctrl+k", "f12", "insert", "alt+x", "x", "0", "港"]
    return [*keys, *keys, *twins, *chance, *["enter", "escape", "tab", "down"] * 6]


FULL = FakeLibrary(
    docs=tuple(
        document(
            f"{n}.txt",
            f"[red]題{n}[/]\n港で帆足氏は「港{n}は渡さない」と述べた。\n\n「[b]…\x1b[2J」\n" + "長い行" * 300,
        )
        for n in range(12)
    ),
    left_out=(Problem("x\x1b[1m.txt", ProblemKind.BINARY, "is binary"),),
)
EMPTY = FakeLibrary(docs=())


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random keys export files into the folder they are pressed in."""
    monkeypatch.chdir(tmp_path)


def _loading() -> FakeLibrary:
    steps = [Progress("read", n, 9, 1000 * n, 0.1 * n, f"{n}.txt") for n in range(9)]
    return FakeLibrary(docs=FULL.docs[:2], steps=steps, go_on=threading.Event())


async def _walk(driven: Driven, dice: random.Random, steps: int) -> None:
    keys = _keys()
    pressed: list[str] = []
    driven.app.exit = lambda *_, **__: None  # type: ignore[method-assign]  # "quit" can be chosen in help as well
    for _ in range(steps):
        chance = dice.random()
        if chance < 0.01:
            await driven.pilot.resize_terminal(*dice.choice(SIZES))
        elif chance < 0.03:
            width, height = driven.app.size
            with suppress(NoWidget, OutOfBounds):  # the size has just changed
                await driven.pilot.click(offset=(dice.randrange(max(width, 1)), dice.randrange(max(height, 1))))
        else:
            pressed.append(dice.choice(keys))
            await driven.pilot.press(pressed[-1])
        assert driven.app.is_running, f"the explorer ended after {pressed[-10:]}"
    await driven.pilot.resize_terminal(80, 24)


@pytest.mark.parametrize("seed", range(3, 5))
@pytest.mark.parametrize("library", [FULL, EMPTY], ids=["full", "empty"])
async def test_no_sequence_of_keys_brings_the_explorer_down(library: FakeLibrary, seed: int) -> None:
    dice = random.Random(seed)
    async with explorer(library, dice.choice(SIZES[:3])) as driven:
        await _walk(driven, dice, STEPS)
        await driven.settle()
        await driven.until(lambda: any(row.strip() for row in driven.screen()))


async def test_no_sequence_of_keys_brings_the_explorer_down_while_documents_are_read() -> None:
    library = _loading()
    assert library.go_on
    async with explorer(library, settle=False) as driven:
        await _walk(driven, random.Random(7), STEPS)
        library.go_on.set()
        await driven.until(lambda: not driven.app.desk.jobs.under_way)
        assert driven.app.is_running


async def test_a_menu_under_another_one_that_is_left_again_and_again_goes_when_that_is_closed() -> None:
    async with explorer() as inyo:
        asking = inyo.app.desk.asking
        asking.menu("下", lambda: [("港", "")], None)
        await inyo.settle()
        below = inyo.app.screen
        asking.menu("上", lambda: [("船", "")], None)
        await inyo.settle()
        assert isinstance(below, Menu)
        below.leave()
        below.leave()
        assert "上" in "".join(inyo.screen())
        await inyo.press("escape")
        assert not inyo.app.screen.is_modal
