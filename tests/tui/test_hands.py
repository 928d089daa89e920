"""Finding by sound, completing names, help with a filter, panes that are hidden, widened and opened elsewhere."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key

from inyo.index.library import Span
from inyo.tui.controllers.searching import last_word
from inyo.tui.layout import arrange, heights, mode_of
from inyo.tui.state import View
from inyo.tui.terminal.handover import contents, opener
from inyo.tui.terminal.textual_internals import Typed
from tests.tui.explorer import explorer
from tests.tui.fake_library import FakeLibrary, document


class Sounding(FakeLibrary):
    """Finds 港 by its reading."""

    def highlights(self, file: str, query: str) -> tuple[Span, ...]:
        return super().highlights(file, "港" if query == "minato" else query)


async def test_f_finds_by_reading_as_the_search_does() -> None:
    async with explorer(Sounding()) as inyo:
        await inyo.press("escape", "1", "enter", "f", *"minato", "enter")
        assert len(inyo.app.desk.state.found) == 4
        assert inyo.app.desk.reader.text.current_hit == 0


@pytest.mark.parametrize(
    ("query", "word"),
    [("はーべ", "はーべ"), ("許可\u3000はー", "はー"), ("by:はー", "はー"), ("港 ", ""), ('"港', ""), ("(港", "港")],
)
def test_the_word_that_is_being_typed(query: str, word: str) -> None:
    assert last_word(query) == word


@pytest.mark.parametrize("typed", ["hoas", "ほあ", "帆"])
async def test_a_name_is_completed_from_romaji_kana_and_kanji(typed: str) -> None:
    async with explorer() as inyo:
        await inyo.type("by:")
        await inyo.send(typed if len(typed) > 1 else typed + "足")
        if len(typed) > 1:
            assert inyo.message == "→ 帆足"
            await inyo.press("right")
        assert inyo.app.desk.search_box.value == "by:帆足"


async def test_within_the_text_the_arrow_moves_the_cursor() -> None:
    async with explorer() as inyo:
        await inyo.type("ほあし")
        await inyo.press("left", "right")
        assert inyo.app.desk.search_box.value == "ほあし"


@pytest.mark.parametrize("words", ["dossier", "カルテ", "かるて", "karute"])
async def test_a_command_is_found_in_either_language_and_by_its_sound(words: str) -> None:
    async with explorer(language="ja") as inyo:
        await inyo.press("escape", "5", "ctrl+p")
        await inyo.send(words)
        assert [row[1] for row in inyo.app.screen.rows] == ["i"]


async def test_people_are_filtered_by_romaji() -> None:
    async with explorer() as inyo:
        await inyo.press("escape", "5", "backslash")
        await inyo.send("hoashi")
        assert inyo.app.desk.people.list.count == 1


async def test_what_is_typed_ahead_of_a_question_is_its_answer() -> None:
    async with explorer() as inyo:
        await inyo.press("escape", "5")
        for key, character in (("backslash", "\\"), ("j", "j"), ("o", "o")):  # in one packet
            inyo.app.post_message(Key(key, character))
        inyo.app.post_message(Typed("しな"))
        await inyo.settle()
        assert inyo.app.desk.prompt.box.value == "joしな"


async def test_help_is_narrowed_by_typing_and_has_the_queries_on_its_second_leaf() -> None:
    async with explorer() as inyo:
        await inyo.press("escape", "1", "question_mark")
        await inyo.send("zoom")
        assert {row[1] for row in inyo.app.screen.rows if row[1]} == {"+", "_"}
        await inyo.press("tab")
        assert inyo.app.screen.rows[0][0] == inyo.app.desk.say("query.words")


async def test_the_lists_are_hidden_and_widened() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        width = inyo.app.desk.frame.left.size.width
        await inyo.press("greater_than_sign", "greater_than_sign")
        assert inyo.app.desk.frame.left.size.width == width + 8
        await inyo.press("minus")
        assert not inyo.app.desk.facets.display and not inyo.app.desk.results.display
        await inyo.press("minus")
        assert inyo.app.desk.facets.display and inyo.app.desk.results.display


def test_from_160_cells_there_are_three_columns() -> None:
    assert mode_of(160, 40) == "columns"
    shown = arrange(160, 40, View(focus="reader", query="港", file="港.txt"), "reader", "results").shown
    assert shown == {"results", "facets", "reader", "quotations"}


@given(st.integers(8, 80), st.integers(1, 200), st.integers(1, 200))
def test_no_pane_is_empty_beside_one_that_is_cut(total: int, upper: int, lower: int) -> None:
    first = heights(total, upper, lower)
    second = total - first
    assert 0 < first <= total
    assert not (first > upper and second < lower and first > 4)
    assert not (second > lower and first < upper and second > 4)


@pytest.mark.parametrize(
    ("environment", "setting", "edit", "command"),
    [
        ({"PAGER": "less -R"}, (), False, ("less", "-R", "+7", "港 の.txt")),
        ({"EDITOR": "nvim"}, (), True, ("nvim", "+7", "港 の.txt")),
        ({"VISUAL": "code --wait", "EDITOR": "vi"}, (), True, ("code", "--wait", "港 の.txt")),
        ({}, (), True, ("vi", "+7", "港 の.txt")),
        ({}, ("bat", "-H", "{line}", "{file}"), False, ("bat", "-H", "7", "港 の.txt")),
        ({"PAGER": "'"}, (), False, ("'", "港 の.txt")),
    ],
)
def test_a_file_is_opened_at_its_line_with_arguments_that_no_shell_reads(
    environment: dict[str, str], setting: tuple[str, ...], edit: bool, command: tuple[str, ...]
) -> None:
    assert opener(environment, setting, "港 の.txt", 7, edit=edit) == command


@pytest.mark.parametrize(("encoding", "original"), [("utf-8", True), ("cp932", False)])
async def test_a_pager_gets_the_file_or_where_it_can_show_none_of_it_the_text(
    tmp_path: Path, encoding: str, original: bool
) -> None:
    file = tmp_path / "港.txt"
    text = "港の行方\n港の話はここだ。"
    file.write_bytes(text.encode(encoding))
    shown: list[tuple[str, str]] = []

    def run(app: object, command: tuple[str, ...]) -> str:
        shown.append((command[-1], Path(command[-1]).read_text(encoding if original else "utf-8")))
        return ""

    with patch("inyo.tui.controllers.reading.run_in_terminal", run), patch.dict(os.environ, {"PAGER": "less"}):
        async with explorer(FakeLibrary((document(str(file), text),))) as inyo:
            await inyo.open("話")
            await inyo.press("o")
    ((name, read),) = shown
    assert read == text
    assert (name == str(file)) is original and (original or not Path(name).exists())


def test_a_text_of_a_file_with_the_longest_name_is_shown() -> None:
    with contents("港", f"/{'港' * 84}.pdf") as name:
        assert Path(name).read_text("utf-8") == "港"
    assert not Path(name).exists()


async def test_an_editor_gets_no_file_of_which_it_can_show_nothing(tmp_path: Path) -> None:
    file = tmp_path / "港.pdf"
    file.write_bytes(b"%PDF-1.7\0\1\2")
    async with explorer(FakeLibrary((document(str(file), "港の行方"),))) as inyo:
        await inyo.open("港")
        with patch("inyo.tui.controllers.reading.run_in_terminal") as run:
            await inyo.press("E")
        run.assert_not_called()
        assert "is no text file" in inyo.message


async def test_an_editor_makes_no_new_file_where_the_document_has_gone() -> None:
    async with explorer(FakeLibrary((document("/nowhere/港.txt", "港の行方"),))) as inyo:
        await inyo.open("港")
        with patch("inyo.tui.controllers.reading.run_in_terminal") as run:
            await inyo.press("E")
        run.assert_not_called()
        assert inyo.message == "/nowhere/港.txt is no longer there."


async def test_where_there_is_no_terminal_to_give_it_is_said(tmp_path: Path) -> None:
    file = tmp_path / "港.txt"
    file.write_text("港の行方", "utf-8")
    async with explorer(FakeLibrary((document(str(file), "港の行方"),))) as inyo:
        await inyo.open("港")
        with patch.dict(os.environ, {"EDITOR": "no-such-editor"}), patch.object(subprocess, "run") as run:
            await inyo.press("E")
        assert "no-such-editor" in inyo.message
        run.assert_not_called()


async def test_a_message_leaves_and_the_keys_come_back() -> None:
    with patch("inyo.tui.controllers.voice.SHOWN", 0.02):
        async with explorer() as inyo:
            await inyo.press("escape", "x")
            await inyo.until(lambda: "open" in inyo.message)


async def test_what_is_not_found_offers_who_sounds_like_it_one_key_away() -> None:
    async with explorer() as inyo:
        await inyo.type("by:")
        await inyo.send("hoasu")
        assert inyo.message.startswith("→ 帆足")
        assert inyo.app.desk.results.list.count >= 2 and inyo.app.desk.state.answer.suggestions[0] == "by:帆足"
        await inyo.press("right")
        assert inyo.app.desk.search_box.value == "by:帆足"


async def test_from_the_results_who_sounds_like_it_is_chosen_by_enter() -> None:
    async with explorer() as inyo:
        await inyo.send("hoasu")
        await inyo.press("enter", "enter")
        assert inyo.app.desk.search_box.value == "帆足"


async def test_the_first_screen_has_frequent_terms_that_are_searched_for() -> None:
    async with explorer() as inyo:
        await inyo.until(lambda: bool(inyo.app.desk.state.start.terms))
        rows = inyo.app.desk.start
        at = next(at for at, row in enumerate(rows._rows) if row.text == "港の工事")
        await inyo.press("escape")
        rows.list.move_to(at)
        await inyo.press("enter")
        assert (inyo.app.desk.search_box.value, inyo.focus) == ("港の工事", "results")


async def test_a_list_of_operations_that_has_nothing_of_what_was_typed_says_so() -> None:
    async with explorer() as inyo:
        await inyo.press("ctrl+p", *"zzq")
        assert any("Nothing here has “zzq”." in row for row in inyo.screen())
        await inyo.press("backspace", "backspace", "backspace")
        assert not any("Nothing here" in row for row in inyo.screen())


@pytest.mark.parametrize("words", ["kakidashi", "かきだし", "書き出し"])
async def test_a_command_is_found_by_what_the_status_line_calls_it(words: str) -> None:
    async with explorer(language="ja") as inyo:
        await inyo.press("escape", "5", "i", "ctrl+p")
        await inyo.send(words)
        assert any(row[1] == "E" for row in inyo.app.screen.rows)


async def test_where_a_key_works_is_said_whole_on_80_cells() -> None:
    async with explorer(size=(80, 24), language="ja") as inyo:
        await inyo.press("escape", "1", "m")
        assert inyo.message == "m を使える欄: 結果 · 本文 · 引用 · 用例 · 人物カルテ"
        assert not inyo.screen()[-1].rstrip().endswith("…")
