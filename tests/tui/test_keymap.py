"""One table of keys: complete, without collisions, settable."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App
from textual.events import Key
from textual.pilot import Pilot

from inyo.tui.keymap import HINTS, TABLE, Keymap, _meet, scopes_of, shown
from inyo.tui.messages import EXAMPLES, LANGUAGES
from inyo.tui.panes.menu import keys_in
from tests.tui.explorer import explorer
from tests.tui.fake_library import FakeLibrary


async def test_every_command_of_the_table_does_something_and_nothing_else_does() -> None:
    async with explorer() as inyo:
        assert set(inyo.app.desk.commands) == {command.id for command in TABLE}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_says_what_it_does_in_each_language(language: str) -> None:
    assert [c.id for c in TABLE if not LANGUAGES[language].get(f"key.{c.id}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hint_has_its_word(language: str) -> None:
    assert [name for names in HINTS.values() for name in names if f"hint.{name}" not in LANGUAGES[language]] == []


def test_no_key_means_two_things_at_the_same_time() -> None:
    keymap = Keymap()
    clashes = [
        (one.id, other.id, key)
        for one in TABLE
        for other in TABLE
        if one.id < other.id and _meet(one.scope, other.scope)
        for key in set(keymap.keys(one.id)) & set(keymap.keys(other.id))
    ]
    assert clashes == []


def test_no_key_is_one_that_terminals_cannot_tell_from_another() -> None:
    keymap = Keymap()
    keys = {key for command in TABLE for key in keymap.keys(command.id)}
    assert not keys & {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"}


def test_nothing_hangs_on_the_prefix_keys_of_screen_and_tmux_alone() -> None:
    keymap = Keymap()
    assert [c.id for c in TABLE if set(keymap.keys(c.id)) <= {"ctrl+a", "ctrl+b"}] == []


def test_a_setting_replaces_the_keys_of_a_command() -> None:
    assert Keymap({"quotations.sort": "ctrl+s, z"}).keys("quotations.sort") == ("ctrl+s", "z")


def test_a_key_taken_from_another_command_is_reported() -> None:
    keymap = Keymap({"quotations.sort": "y"})
    (trouble,) = keymap.troubles
    assert (trouble.message, trouble.arguments["other"]) == ("keys.collision", "quotations.copy")
    assert keymap.keys("quotations.copy") == ("f5",)


def test_a_key_of_a_pane_that_is_not_live_at_the_same_time_is_no_collision() -> None:
    assert Keymap({"people.merge": "y"}).troubles == []


def test_an_unknown_command_is_answered_with_the_nearest_one() -> None:
    (trouble,) = Keymap({"quotation.sort": "x"}).troubles
    assert trouble.arguments == {"id": "quotation.sort", "near": "quotations.sort"}


def test_a_key_that_cannot_be_told_from_enter_is_refused() -> None:
    keymap = Keymap({"quit": "ctrl+m"})
    assert [trouble.message for trouble in keymap.troubles] == ["keys.forbidden", "keys.none"]
    assert "q" in keymap.keys("quit")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_trouble_can_be_worded(language: str) -> None:
    for trouble in Keymap({"quit": "ctrl+m", "nothing": "x", "quotations.sort": "y"}).troubles:
        assert LANGUAGES[language][trouble.message].format(**trouble.arguments)


async def test_a_collision_in_the_settings_is_said_in_a_sentence() -> None:
    async with explorer(keys={"quotations.sort": "y"}, settle=False) as inyo:
        assert inyo.message == "Settings: y is now quotations.sort and no longer quotations.copy."


async def test_a_key_that_was_set_works() -> None:
    async with explorer(keys={"quotations.sort": "z"}) as inyo:
        await inyo.press("tab", "4", "z")
        assert inyo.app.desk.state.view.choice.order == "speaker"
        await inyo.press("o")
        assert inyo.app.desk.state.view.choice.order == "speaker"


async def test_an_input_method_left_on_is_no_obstacle() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "ｊ", "ｊ", "ｋ")
        assert (inyo.focus, inyo.app.desk.documents.list.cursor) == ("documents", 1)


def test_letters_have_their_full_width_twins() -> None:
    keys = {binding.key for binding in Keymap().bindings(scopes_of("quotations"))}
    assert {"ｙ", "ｍ", "Ｙ", "fullwidth_reverse_solidus", "ideographic_space"} <= keys


@pytest.mark.parametrize(
    ("key", "text"), [("ctrl+p", "^p"), ("shift+f3", "S-F3"), ("slash", "/"), ("f10", "F10"), ("G", "G")]
)
def test_keys_are_written_as_one_knows_them(key: str, text: str) -> None:
    assert shown(key) == text


async def test_help_lists_the_live_bindings_of_the_focused_pane() -> None:
    async with explorer(keys={"quotations.sort": "z"}) as inyo:
        await inyo.press("tab", "4", "question_mark")
        rows = dict(inyo.app.screen.rows)
        assert rows[inyo.app.desk.say("key.quotations.sort")] == "z"
        assert inyo.app.desk.say("key.people.merge") not in rows
        assert inyo.app.desk.say("key.quit") in rows


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_help_in_the_search_box_explains_the_query_language_and_on_a_second_leaf_the_keys(language: str) -> None:
    async with explorer(language=language) as inyo:
        await inyo.press("f1")
        rows = inyo.app.screen.rows
        assert rows[: len(EXAMPLES)] == [(inyo.app.desk.say(f"query.{name}"), typed) for typed, name in EXAMPLES]
        await inyo.press("tab")
        assert (inyo.app.desk.say("key.search.older"), "↑") in inyo.app.screen.rows


async def test_on_a_narrow_screen_what_a_query_finds_stands_whole_under_it() -> None:
    async with explorer(size=(40, 12)) as inyo:
        await inyo.press("f1")
        shown = "\n".join(inyo.screen())
        assert ("> グリア 規制" in shown, inyo.app.desk.say("query.words") in shown) == (True, True)


@pytest.mark.parametrize(("typed", "kept"), [("", "グリア 規制"), ("港", "港")])
async def test_an_example_that_is_chosen_is_typed_into_an_empty_box(typed: str, kept: str) -> None:
    async with explorer() as inyo:
        await inyo.press(*typed, "f1", "enter")
        assert inyo.app.desk.search_box.value == kept


async def test_help_says_what_enter_does_in_the_pane() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "5", "question_mark")
        assert inyo.app.screen.rows[0] == (inyo.app.desk.say("key.in.people.list.open"), "Enter")


@pytest.mark.parametrize(
    ("width", "shown_keys"), [(18, "Space  ^d  PgDn"), (10, "Space  ^d"), (8, "Space"), (3, "Space")]
)
def test_of_the_keys_of_a_command_as_many_are_shown_as_fit(width: int, shown_keys: str) -> None:
    assert keys_in("Space  ^d  PgDn", width) == (shown_keys, max(width, 6) if width < 6 else width)


async def test_help_can_be_read_on_a_narrow_screen() -> None:
    async with explorer(size=(40, 12)) as inyo:
        await inyo.press("tab", "5", "question_mark")
        assert any("quotations of this person" in row for row in inyo.screen())


async def test_help_shows_all_the_keys_of_a_command_where_there_is_room() -> None:
    async with explorer(size=(80, 24)) as inyo:
        await inyo.press("tab", "5", "question_mark")
        assert any("Space  ^d  PgDn" in row for row in inyo.screen())


async def test_the_list_of_commands_is_not_filled_with_moves() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "ctrl+p")
        assert inyo.app.desk.say("key.list.page_down") not in [text for text, _ in inyo.app.screen.rows]


async def test_a_command_chosen_in_help_runs() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "4", "question_mark")
        at = [text for text, _ in inyo.app.screen.rows].index(inyo.app.desk.say("key.quotations.sort"))
        inyo.app.screen.choose(at)
        await inyo.settle()
        assert inyo.app.desk.state.view.choice.order == "speaker"


async def test_a_wide_screen_shows_all_the_keys_of_help_at_once_in_two_columns() -> None:
    async with explorer(size=(140, 40)) as inyo:
        await inyo.press("tab", "4", "question_mark")
        shown = "\n".join(inyo.screen())
        assert [text for text, _ in inyo.app.screen.rows if text not in shown] == []
        await inyo.pilot.resize_terminal(80, 24)
        await inyo.settle()
        assert not inyo.app.screen.lists[1].display
        assert inyo.app.screen.lists[0].count == len(inyo.app.screen.rows)


async def test_an_arrow_goes_to_the_other_column_of_help_where_enter_runs_a_command() -> None:
    async with explorer(size=(140, 40)) as inyo:
        await inyo.press("tab", "4", "question_mark", "right", "enter")
        assert (inyo.app.screen.is_modal, inyo.focus) == (False, "search")


async def test_what_is_left_of_help_by_typing_is_chosen_in_whichever_column_it_stands() -> None:
    async with explorer(size=(140, 40)) as inyo:
        await inyo.press("tab", "4", "question_mark", *"quit")
        assert (inyo.app.screen.lists[0].count, inyo.app.screen.lists[1].cursor) == (0, 0)
        assert inyo.app.screen.list is inyo.app.screen.lists[1]


async def test_the_palette_narrows_by_typing_and_runs_what_is_chosen() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "4", "ctrl+p", *"sort by", "enter")
        assert inyo.app.desk.state.view.choice.order == "speaker"


async def test_escape_closes_a_menu_and_nothing_else() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("question_mark", "escape")
        assert (inyo.focus, inyo.app.screen.is_modal) == ("reader", False)


async def test_q_quits_with_success() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "q")
        assert inyo.app.return_code == 0


async def test_ctrl_c_says_how_to_quit_by_a_key_that_types_nothing() -> None:
    async with explorer() as inyo:
        await inyo.press("ctrl+c")
        assert inyo.message == "F10 quits; Esc goes back one step."
        await inyo.press("tab", "ctrl+c")
        assert inyo.message == "q quits; Esc goes back one step."


async def test_ctrl_c_leaves_a_question_unanswered() -> None:
    async with explorer() as inyo:
        await inyo.press("1", "backslash", "x", "ctrl+c")
        assert not inyo.app.desk.frame.prompt.open
        assert inyo.app.desk.state.documents_filter == ""


async def test_ctrl_c_closes_a_menu() -> None:
    async with explorer() as inyo:
        await inyo.press("f1", "ctrl+c")
        assert not inyo.app.screen.is_modal


async def test_the_hints_of_the_search_box_name_no_key_that_would_be_typed_there() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "slash")
        assert "F1 keys" in inyo.message and "F10 quit" in inyo.message


@pytest.mark.parametrize(("key", "focus"), [("alt+5", "people"), ("alt+4", "quotations")])
async def test_escape_and_a_key_in_one_packet_are_both_obeyed(key: str, focus: str) -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("question_mark", key)
        await inyo.press("x")
        assert (inyo.app.screen.is_modal, inyo.focus) == (False, focus)
        await inyo.press("slash", "alt+j")
        assert inyo.app.desk.search_box.value == "港"


async def test_escape_and_a_digit_in_one_packet_leave_the_search_box_for_the_pane_of_that_number() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("slash", "alt+3")
        assert (inyo.app.desk.search_box.value, inyo.focus) == ("港", "reader")


@pytest.mark.parametrize("query", ["", "港"])
async def test_escape_and_a_sign_in_one_packet_leave_the_search_box_and_do_what_the_sign_is_for(query: str) -> None:
    async with explorer() as inyo:
        await inyo.type(query)
        await inyo.press("alt+question_mark")
        assert (inyo.app.desk.search_box.value, inyo.app.screen.is_modal) == (query, True)


async def test_signs_of_currencies_are_typed() -> None:
    async with explorer() as inyo:
        await inyo.send("£¢∞¡")
        assert inyo.app.desk.search_box.value == "£¢∞¡"


async def test_what_comes_in_a_packet_behind_escape_and_a_digit_is_for_the_pane_of_that_number() -> None:
    async with explorer() as inyo:
        for key in ("alt+1", "down", "enter"):
            inyo.app.post_message(Key(key, "1" if key == "alt+1" else None))
        await inyo.until(lambda: inyo.app.desk.state.opened is not None)
        assert (inyo.app.desk.state.opened.file, inyo.app.desk.search_box.value) == ("灯台.txt", "")


async def test_keys_behind_one_that_leaves_the_search_box_are_for_the_pane_it_leads_to() -> None:
    async with explorer() as inyo:
        await inyo.press("港")
        for key in ("down", "down", "j", "k", "j"):  # of one packet: all of them are the box's before it has left
            inyo.app.desk.search_box.post_message(events.Key(key, key if len(key) == 1 else None))
        await inyo.settle()
        assert (inyo.focus, inyo.app.desk.search_box.value) == ("results", "港")
        assert inyo.app.desk.results.list.cursor == 3


def test_a_mistake_of_our_own_is_raised_to_whoever_can_say_it_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from inyo.tui import app
    from inyo.tui.controllers.table import Controllers

    def broken(self: Controllers) -> None:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr(Controllers, "leave", broken)
    monkeypatch.setattr(app.Explorer, "run", _run_headless)
    with pytest.raises(ZeroDivisionError):
        app.run(FakeLibrary())  # type: ignore[arg-type]


def _run_headless(self: App[int], **_: object) -> int | None:
    async def quit_soon(pilot: Pilot[int]) -> None:
        await pilot.press("f10")

    return App.run(self, headless=True, auto_pilot=quit_soon)  # type: ignore[arg-type]


async def test_a_text_offers_no_key_that_does_nothing_in_it() -> None:
    async with explorer(size=(140, 40)) as inyo:
        await inyo.press("escape", "3")
        assert "next" not in inyo.message and "search" in inyo.message
        await inyo.press("1", "enter")
        assert "next hit" not in inyo.message and ("next quotation" in inyo.message) == bool(
            inyo.app.desk.state.opened.quotes
        )
        await inyo.open("港")
        assert "n next hit" in inyo.message and "] next quotation" in inyo.message
        await inyo.open("畑の")
        assert "n next hit" in inyo.message and "next quotation" not in inyo.message


async def test_a_hint_is_the_commands_own_in_every_pane() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        assert "/ search" in inyo.message
        await inyo.press("5")
        assert "Enter passages" in inyo.message


@pytest.mark.parametrize("key", ["d", "9"])
async def test_a_key_that_does_nothing_says_where_the_keys_are(key: str) -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "question_mark")
        assert "does nothing" not in inyo.message
        await inyo.press("escape", "ｊ")
        assert "does nothing" not in inyo.message
        await inyo.press(key)
        assert inyo.message == f"{key} does nothing here: / searches, ? shows the keys."
