"""README's picture comes from the program and is the same each time."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from inyo.tui.commands import screenshot
from inyo.tui.terminal.cells import cell_width

CELL = 12.2


@pytest.fixture(scope="module")
def picture() -> str:
    return screenshot.svg(size=(100, 30))


def runs(picture: str) -> list[ElementTree.Element]:
    return [text for text in ElementTree.fromstring(picture).iterfind(".//{*}text") if "clip-path" in text.attrib]


def test_the_picture_shows_the_demo_and_asks_nothing_of_the_network(picture: str) -> None:
    assert "許可制" in [text.text for text in runs(picture)]
    assert re.findall(r"url\(\"?http|<image|@font-face", picture) == []


def test_wide_letters_fill_their_cells_in_any_font(picture: str) -> None:
    wide = [text for text in runs(picture) if cell_width((text.text or "")[0]) == 2]
    assert wide
    for text in wide:
        assert cell_width(text.text or "") == 2 * len(text.text or "")
        assert float(text.attrib["font-size"]) + float(text.attrib["letter-spacing"]) == pytest.approx(2 * CELL)
        assert "textLength" not in text.attrib


def test_narrow_letters_are_stretched_to_their_cells(picture: str) -> None:
    narrow = [text for text in runs(picture) if cell_width((text.text or "")[0]) < 2]
    assert narrow
    for text in narrow:
        assert float(text.attrib["textLength"]) == pytest.approx(CELL * cell_width(text.text or ""), abs=0.1)


def test_no_run_begins_before_the_one_before_it_ends(picture: str) -> None:
    rows: dict[str, list[tuple[float, float]]] = {}
    for text in runs(picture):
        begin = float(text.attrib["x"])
        rows.setdefault(text.attrib["y"], []).append((begin, begin + CELL * cell_width(text.text or "")))
    for row in map(sorted, rows.values()):
        assert all(end <= begin + 0.2 for (_, end), (begin, _) in pairwise(row))


def test_without_a_file_name_it_says_how_to_call_it() -> None:
    assert screenshot.main([]) == 2
