"""What the explorer says is said in both languages, with the same fields."""

from __future__ import annotations

import ast
import errno
import os
import re
from itertools import count
from pathlib import Path
from string import Formatter
from typing import get_args, get_type_hints

import pytest

from inyo.index.reading.formats import FORMATS, Treatment
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
from inyo.tui.keep.config import BadConfig, load
from inyo.tui.keymap import Keymap
from inyo.tui.messages import ENGLISH, JAPANESE, Messages, language
from inyo.tui.messages.sentences import JAPANESE as SENTENCES
from inyo.tui.messages.sentences import in_japanese

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


def test_every_number_in_a_text_has_the_form_of_its_own_noun() -> None:
    say = Messages("en")
    assert (
        say("start.counts", count=1, paragraphs=1_200, quotations=9) == "1 document · 1,200 paragraphs · 9 quotations"
    )
    assert say("rest.documents", documents=2) == "2 documents"


@pytest.mark.parametrize("key", ENGLISH)
def test_no_number_stands_before_a_plural_of_its_own(key: str) -> None:
    numbers = [spec for _, name, spec, _ in Formatter().parse(ENGLISH[key]) if name and spec == ","]
    plural = re.search(r"\{\w+:,\} (documents|paragraphs|quotations|passages|lines|files|mentions)\b", ENGLISH[key])
    assert not numbers or not plural or f"{key}.one" in ENGLISH, plural and plural[0]


def test_every_notice_of_a_search_and_of_an_update_has_its_text() -> None:
    notices: tuple[Notice, ...] = (
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


def template(node: ast.AST) -> str:
    """A text in our code, the values in it as numbered fields; "" for what is none."""
    if isinstance(node, ast.JoinedStr):
        number = count()
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else f"{{{next(number)}}}" for part in node.values
        )
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def templates() -> set[str]:
    """Every text in our code outside the tables of messages."""
    files = (each for folder in (INDEX, TUI) for each in folder.rglob("*.py") if each.parent.name != "messages")
    return {template(node) for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))}


TABLES = ("en.py", "ja.py", "commands.py", "sentences.py")


def keys_said() -> set[str]:
    """The keys that stand in the explorer's and the commands' code, as expressions: a part that is known only when it
    is said is any word."""
    found = set()
    for path in (each for each in TUI.rglob("*.py") if each.parent.name != "messages" or each.name not in TABLES):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            parts = node.values if isinstance(node, ast.JoinedStr) else [node]
            texts = [part.value if isinstance(part, ast.Constant) else None for part in parts]
            literal = "".join(text for text in texts if isinstance(text, str))
            if re.fullmatch(r"[a-z_.-]+", literal) and (None not in texts or re.search(r"[a-z]\.|\.[a-z]", literal)):
                found.add("".join(".+" if text is None else re.escape(str(text)) for text in texts))
    return found


def test_every_text_is_said_somewhere() -> None:
    said = re.compile("|".join(keys_said()))
    codes = {f"update.{code}" for code in templates()}  # the index says by a code how an update ended
    assert [key for key in {*ENGLISH} - codes if not said.fullmatch(key.removesuffix(".one"))] == []


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.ENOENT, errno.EDQUOT])
def test_why_a_file_cannot_be_read_or_written_is_said_in_japanese(number: int) -> None:
    why = os.strerror(number)
    for said in (
        Messages("ja")("marks.unsaved", error=why),
        Messages("ja")("error.system", where="a: ", reason=why),
        in_japanese(f"cannot be read ({why}); check the disk and the path"),
    ):
        assert why not in said and not re.search("[A-Za-z]{4}", said)
    assert why in Messages("en")("marks.unsaved", error=why)


def test_sentences_from_below_that_have_japanese_are_still_said() -> None:
    """The words of each English sentence stand in the code."""
    said = "\0".join(re.sub(r"\{\d+\}", "{}", each) for each in templates())
    words = {each: [word.strip(" :?,;.") for word in re.split(r"\{\d\}|; ", each)] for each in SENTENCES}
    assert [each for each, parts in words.items() if any(part not in said for part in parts if len(part) > 3)] == []


def test_what_is_wrong_with_a_cluster_is_said_in_japanese() -> None:
    raised = {"EngineError", "Missing", "Conflict", "_Busy"}
    said = {
        template(call.args[0])
        for path in (INDEX / "engine" / "opensearch").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in raised
        if re.search("[a-z] [a-z]", template(call.args[0]))
    }
    assert len(said) > 25
    assert {each for each in said if in_japanese(each.replace("{", "<").replace("}", ">")).isascii()} == set()


@pytest.mark.parametrize(
    "text",
    ['langage = "ja"', 'language = "fr"', 'clipboard = "x11"', "clipboard_command = 1", 'citation = "{speeker}"',
     "ambiguous_width = 3", "ascii_borders = 1", "theme = 1", "synonyms = 1", 'keys = "y"', "[keys]\nsearch = 1"],
)  # fmt: skip
def test_what_is_wrong_with_a_setting_is_said_in_japanese(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.toml").write_text(text, "utf-8")
    with pytest.raises(BadConfig) as error:
        load(tmp_path / "config.toml")
    said = in_japanese(str(error.value))
    assert str(tmp_path) in said
    assert re.search("です|ません|ください|でしょうか", said)


def test_a_sentence_without_japanese_stays_as_it_is() -> None:
    assert in_japanese("is unheard of") == "is unheard of"
    assert Messages("ja").problem("damaged", "is unheard of") == JAPANESE["problem.damaged"]
    assert Messages("en").problem("damaged", "is unheard of") == "is unheard of"


@pytest.mark.parametrize("advice", [form.advice for form in FORMATS if form.treatment is Treatment.ADVISED])
def test_what_is_not_read_has_a_japanese_name(advice: str) -> None:
    assert re.search(r"\b(?:an?|or|is)\b", in_japanese(advice)) is None


def test_a_sentence_about_a_part_is_put_into_japanese_inside_the_one_about_the_whole() -> None:
    said = in_japanese("was read in part: 3 places were broken as cp932 and became U+FFFD")
    assert said == "一部だけ読みました（cp932 として 3 か所壊れ、U+FFFD に替えました）"


def test_files_whose_names_have_no_ending_are_counted_in_japanese() -> None:
    assert in_japanese("2 unreadable without ending") == "2 件の読めない 拡張子のないファイル"
