"""README and the other papers tell the same story as the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inyo.index.engine.query_language import parse
from inyo.tui.commands.arguments import COMMANDS, explorer_parser
from inyo.tui.messages import EXAMPLES, Messages
from tests.paths import ROOT

PAPERS = ROOT / ".github"
READMES = {"en": ROOT / "README.md", "ja": PAPERS / "README.ja.md"}


def text(language: str) -> str:
    return READMES[language].read_text("utf-8")


def test_readme_is_short() -> None:
    assert len(text("en").split()) <= 1_200


def test_the_first_line_leads_to_the_other_language() -> None:
    assert ".github/README.ja.md" in text("en").split("\n")[0]
    assert "../README.md" in text("ja").split("\n")[0]


@pytest.mark.parametrize("language", READMES)
def test_every_command_is_told_and_none_that_is_not_there(language: str) -> None:
    told = re.findall(r"^inyo ([a-z]+)", text(language), re.MULTILINE)
    assert set(told) == set(COMMANDS)


@pytest.mark.parametrize("language", READMES)
def test_the_query_language_is_that_of_help(language: str) -> None:
    """The same examples, each of which is read without a notice."""
    table = re.findall(r"^\| `(.*?)` \|", text(language), re.MULTILINE)
    examples = [example.replace("\\|", "|") for example in table]
    assert examples == [typed for typed, _ in EXAMPLES]
    assert [example for example in examples if parse(example).notices] == []
    helped = explorer_parser(Messages(language)).format_help()
    assert [typed for typed, _ in EXAMPLES if typed not in helped] == []


def test_the_picture_is_there() -> None:
    picture = re.search(r"!\[[^\]]*\]\(([^)]+)\)", text("en"))
    assert picture is not None
    assert (ROOT / picture[1]).read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize("paper", [READMES["en"], *sorted(PAPERS.glob("*.md"))], ids=lambda path: path.name)
def test_every_link_of_a_paper_leads_to_a_file(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", paper.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", [READMES["en"], *sorted(PAPERS.glob("*.md"))], ids=lambda path: path.name)
def test_every_file_that_a_paper_names_exists(paper: Path) -> None:
    named = re.findall(r"`((?:index|tui|tests)/[\w/.]+\.(?:py|tsv|txt|tcss|jsonl))`", paper.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []
