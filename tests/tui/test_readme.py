"""README tells the same story as the program."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from inyo.index.engine.query.tree import parse
from inyo.tui.commands.cli import build_parser
from inyo.tui.commands.queries import EXAMPLES
from inyo.tui.commands.reference import keys_table
from inyo.tui.keep.citation import FIELDS
from inyo.tui.keep.config import Config, load
from inyo.tui.terminal.themes import THEMES

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")


def test_the_table_of_keys_is_the_one_the_program_has():
    """Where this fails: put what `python -m inyo.tui.commands.reference` prints between the two marks."""
    table = re.search(r"<!-- keys -->\n(.*)\n<!-- /keys -->", README, re.DOTALL)
    assert table is not None
    assert table[1] == keys_table()


def test_every_command_that_help_tells_of_is_told_in_readme():
    commands = re.findall(r"^  (inyo \w+)", build_parser().format_help(), re.MULTILINE)
    assert commands
    assert all(command in README for command in commands)


def test_every_setting_is_shown_and_none_that_is_not_there(tmp_path: Path):
    shown = re.search(r"<!-- settings -->\n```toml\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    (tmp_path / "config.toml").write_text(shown[1], "utf-8")
    config = load(tmp_path / "config.toml")
    as_they_are = {
        field.name for field in fields(Config) if getattr(config, field.name) == getattr(Config(), field.name)
    }
    assert as_they_are == set()


def test_settings_that_name_something_name_what_there_is():
    shown = re.search(r'^theme = "\w+" +# (.*)$', README, re.MULTILINE)
    assert shown is not None
    assert [f"inyo-{name}" for name in re.findall(r"(\w+)(?: \([^)]*\))?(?:, |$)", shown[1])] == list(THEMES)


def test_every_field_of_a_citation_is_named():
    told = README[README.index("A part of `citation`") :]
    assert all(f"`{name}`" in told for name in FIELDS)


def test_the_query_language_is_that_of_help():
    """The same examples, each of which is read without a notice."""
    table = README[README.index("## The query language") : README.index("## How it finds things")]
    examples = [example.replace("\\|", "|") for example in re.findall(r"^\| `(.*?)` \|", table, re.MULTILINE)]
    assert examples == [typed for typed, _ in EXAMPLES]
    assert [example for example in examples if parse(example).notices] == []
    assert [typed for typed, _ in EXAMPLES if typed not in build_parser().format_help()] == []


def test_the_picture_is_there():
    picture = re.search(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert picture is not None
    assert (Path(__file__).resolve().parents[2] / picture[1]).read_text("utf-8").startswith("<svg")
