"""README's picture comes from the program and is the same each time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from tui import screenshot


def test_the_picture_shows_the_demo_and_asks_nothing_of_the_network() -> None:
    picture = screenshot.svg(size=(100, 30))
    ElementTree.fromstring(picture)
    assert "許可制" in picture
    assert re.findall(r"url\(\"?http|<image|@font-face", picture) == []


def test_without_a_file_name_it_says_how_to_call_it() -> None:
    assert screenshot.main([]) == 2
