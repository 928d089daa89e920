"""What the explorer says is said in both languages, with the same fields."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from tui.messages import ENGLISH, JAPANESE, Messages, language

TUI = Path(__file__).resolve().parents[2] / "tui"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert set(ENGLISH) == set(JAPANESE)


@pytest.mark.parametrize("key", ENGLISH)
def test_both_languages_fill_in_the_same_fields(key: str) -> None:
    assert fields(ENGLISH[key]) == fields(JAPANESE[key])


def test_every_text_that_the_code_asks_for_exists() -> None:
    code = "\n".join(
        path.read_text("utf-8") for folder in ("actions", "panes", ".") for path in (TUI / folder).glob("*.py")
    )
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
