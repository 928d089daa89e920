"""What the explorer says is said in both languages, with the same fields."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args, get_type_hints

import pytest

from inyo.index.values.hits import (
    Cut,
    Empty,
    FirstWords,
    Instead,
    Notice,
    Relaxed,
    Unclosed,
    Unfinished,
    UnknownField,
    Unreadable,
)
from inyo.tui.keymap import Keymap
from inyo.tui.messages import ENGLISH, JAPANESE, Messages, language

TUI = Path(__file__).resolve().parents[2] / "tui"
INDEX = TUI.parent / "index"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert {key for key in ENGLISH if not key.endswith(".one")} == set(JAPANESE)


# the index words its problems in English; the Japanese ones go by their kind alone
@pytest.mark.parametrize("key", [key for key in JAPANESE if not key.startswith("problem.")])
def test_both_languages_fill_in_the_same_fields(key: str) -> None:
    assert {name for name in fields(ENGLISH[key]) if not name.isdigit()} == {
        name for name in fields(JAPANESE[key]) if not name.isdigit()
    }


@pytest.mark.parametrize("key", [key for key in ENGLISH if key.endswith(".one")])
def test_the_text_for_one_needs_no_more_than_the_text_for_many(key: str) -> None:
    assert fields(ENGLISH[key]) <= fields(ENGLISH[key.removesuffix(".one")])


def test_one_is_not_said_in_the_plural() -> None:
    assert [Messages("en")("results.count", count=count) for count in (1, 2)] == ["1 passage", "2 passages"]


def test_every_notice_of_a_search_and_of_an_update_has_its_text() -> None:
    notices = (
        Cut(9),
        FirstWords(9),
        Unclosed("("),
        UnknownField("a"),
        Unreadable("a"),
        Unfinished("by"),
        Instead(("a",), ("b",)),
    )
    said = {
        Messages("ja").of_search(notice)
        for notice in (*notices, *map(Relaxed, get_args(get_type_hints(Relaxed)["how"])))
    }
    assert "" not in said and set(map(type, notices)) | {Empty, Relaxed} == set(get_args(Notice))
    updated = set(re.findall(r'^    "(\w+)": "', (INDEX / "values" / "progress.py").read_text("utf-8"), re.MULTILINE))
    assert {"locked", "damaged", "disk"} <= updated
    needed = {f"update.{code}" for code in updated}
    assert needed - set(JAPANESE) == set()


def test_every_text_that_the_code_asks_for_exists() -> None:
    code = "\n".join(path.read_text("utf-8") for path in TUI.rglob("*.py"))
    asked = re.findall(r'\b(?:say|status|warn|fail|ask)\(\s*"([a-z]+\.?[\w.-]*)"', code)
    assert len(asked) > 60
    assert [key for key in asked if key not in ENGLISH] == []


@pytest.mark.parametrize(
    ("setting", "environment", "expected"),
    [
        ("auto", {"LANG": "ja_JP.UTF-8"}, "ja"),
        ("auto", {"LANG": "C.UTF-8"}, "en"),
        ("auto", {"LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ("ja", {"LANG": "en_GB.UTF-8"}, "ja"),
        ("auto", {}, "en"),
    ],
)
def test_the_language_is_the_setting_or_the_locale(setting: str, environment: dict[str, str], expected: str) -> None:
    assert language(setting, environment) == expected


def test_a_notice_without_a_text_is_shown_as_it_is() -> None:
    assert Messages("en").notice("notice", ("strange", "thing")) == "strange thing"


@pytest.mark.parametrize("texts", [ENGLISH, JAPANESE])
def test_every_key_that_a_text_names_is_that_of_a_command(texts: dict[str, str]) -> None:
    named = {name for text in texts.values() for name in re.findall(r"\{keys\[([^]]+)\]\}", text)}
    assert named
    assert named <= set(Keymap().written)


def test_a_text_names_the_key_that_was_set() -> None:
    assert Messages("en", Keymap({"zoom.in": "z"}).written)("zoom.none") == "No pane is zoomed; z zooms."
