"""README tells the same story as the program."""

from __future__ import annotations

import re
from pathlib import Path

from tui.cli import build_parser
from tui.reference import keys_table

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")


def test_the_table_of_keys_is_the_one_the_program_has():
    """Where this fails: put what `python -m tui.reference` prints between the two marks."""
    table = re.search(r"<!-- keys -->\n(.*)\n<!-- /keys -->", README, re.DOTALL)
    assert table is not None
    assert table[1] == keys_table()


def test_every_command_that_help_tells_of_is_told_in_readme():
    commands = re.findall(r"^  (inyo \w+)", build_parser().format_help(), re.MULTILINE)
    assert commands
    assert all(command in README for command in commands)


def test_the_picture_is_there():
    picture = re.search(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert picture is not None
    assert (Path(__file__).resolve().parents[2] / picture[1]).read_text("utf-8").startswith("<svg")
