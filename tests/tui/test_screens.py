"""Whole screens as they were looked at and found good. `python -m tests.tui.test_screens` writes them anew: look at the
difference before you commit it.

A file of tests/data/screens has the rows of a screen; under a row that is not plain stands `~` and a sign for each
letter: b bold, u underlined, r reversed, h bold and underlined, x bold and reversed, - on another ground.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from rich.segment import Segment

from tests.paths import ROOT
from tests.tui.explorer import Driven, explorer
from tests.tui.fake_library import FakeLibrary

FOLDER = ROOT / "tests" / "data" / "screens"
TRUE_COLOUR = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
SIXTEEN = {"TERM": "linux", "COLORTERM": ""}
SCENES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "start-80x24": ((80, 24), ()),
    "results-80x24": ((80, 24), ("港", "enter")),
    "reading-80x24": ((80, 24), ("港", "enter", "enter", "n")),
    "reading-40x12": ((40, 12), ("港", "enter", "enter")),
    "quotations-80x24": ((80, 24), ("港", "enter", "4")),
    "concordance-100x30": ((100, 30), ("港", "enter", "c", "l")),
    "dossier-80x24": ((80, 24), ("escape", "5", "i")),
    "help-80x24": ((80, 24), ("港", "enter", "question_mark")),
    "survey-140x40": ((140, 40), ("港",)),
    "survey-200x50": ((200, 50), ("港", "enter", "enter", "4")),
    "nothing-80x24": ((80, 24), ("ほあす",)),
    "reading-16-colours-80x24": ((80, 24), ("港", "enter", "enter", "n")),
}
"""Its name, the size of the terminal, and what is typed and pressed."""
_SIGNS = {"": " ", "b": "b", "u": "u", "r": "r", "bu": "h", "br": "x"}


async def drawn(name: str) -> str:
    """A screen."""
    size, keys = SCENES[name]
    with patch.dict(os.environ, SIXTEEN if "16" in name else TRUE_COLOUR):
        os.environ.pop("NO_COLOR", None)
        return await _drawn(size, keys)


async def _drawn(size: tuple[int, int], keys: tuple[str, ...]) -> str:
    async with explorer(FakeLibrary(), size=size, language="ja", preview="auto") as inyo:
        for key in keys:
            if key.isascii():
                await inyo.press(key)
            else:
                await inyo.send(key)
        await inyo.settle()
        inyo.app.desk.rest()
        await inyo.settle()
        return "\n".join(_rows(inyo)) + "\n"


def _rows(inyo: Driven) -> Iterator[str]:
    ground = inyo.app.screen.rich_style.bgcolor
    for strip in inyo.app.screen._compositor.render_strips():
        text = strip.text.rstrip()
        signs = "".join(_sign(segment, ground) * len(segment.text) for segment in strip)[: len(text)].rstrip()
        yield text
        if signs:
            yield f"~{signs}"


def _sign(segment: Segment, ground: object) -> str:
    style = segment.style
    if style is None:
        return " "
    marks = "".join(mark for mark, on in (("b", style.bold), ("u", style.underline), ("r", style.reverse)) if on)
    return _SIGNS.get(marks, "*") if marks or style.bgcolor in (None, ground) else "-"


@pytest.mark.parametrize("name", SCENES)
async def test_the_screen_is_as_it_was_found_good(name: str) -> None:
    assert await drawn(name) == (FOLDER / f"{name}.txt").read_text("utf-8")


def _write(name: str) -> None:
    """Write a screen of somebody who begins: each has folders of its own, as a test has."""
    with tempfile.TemporaryDirectory() as private:
        folders = {f"XDG_{kind}_HOME": private for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
        with patch.dict("os.environ", folders):
            (FOLDER / f"{name}.txt").write_text(asyncio.run(drawn(name)), "utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for scene in SCENES:
        _write(scene)
    sys.stdout.write(f"{len(SCENES)} screens in {FOLDER}\n")
