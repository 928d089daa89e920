"""The search box."""

from textual import events
from textual.widgets import Input

from inyo.tui.widgets.search_box import LONGEST, SearchBox
from tests.tui.widgets.harness import Harness


class Listening(Harness):
    """Keeps what the box says has been typed."""

    def __init__(self, box: SearchBox) -> None:
        super().__init__(box)
        self.typed: list[str] = []

    def on_input_changed(self, event: Input.Changed) -> None:
        self.typed.append(event.value)


async def test_what_is_typed_is_told_also_in_full_width() -> None:
    app = Listening(SearchBox())
    async with app.run_test(size=(40, 3)) as pilot:
        for key, character in (("港", "港"), ("ｊ", "ｊ"), ("fullwidth_solidus", "／"), ("j", "j")):
            app.post_message(events.Key(key, character))
            await pilot.pause()
        assert app.typed == ["港", "港ｊ", "港ｊ／", "港ｊ／j"]


async def test_the_terminals_cursor_stands_in_the_box_as_soon_as_it_has_the_focus() -> None:
    box = SearchBox(placeholder="港")
    app = Harness(box)
    async with app.run_test(size=(40, 3)) as pilot:
        await pilot.pause()
        assert app.cursor_position == box.cursor_screen_offset == box.content_region.offset
        await pilot.press("港", "の")
        assert app.cursor_position == (box.content_region.x + 4, box.content_region.y)
        assert not box.cursor_blink


async def test_history_is_walked_and_what_was_being_typed_comes_back() -> None:
    box = SearchBox(history=["港", "霧"])
    async with Harness(box).run_test(size=(40, 3)):
        box.value = "x"
        seen = []
        for step in (box.older, box.older, box.older, box.newer, box.newer):
            step()
            seen.append(box.value)
        assert seen == ["霧", "港", "港", "霧", "x"]
        assert not box.newer() and box.value == "x"


async def test_a_query_is_remembered_once_and_as_the_newest() -> None:
    history = ["港", "霧"]
    box = SearchBox(history=history)
    box.remember("港")
    box.remember("  ")
    assert history == ["霧", "港"]


async def test_a_query_can_be_set_without_a_search() -> None:
    box = SearchBox()
    app = Listening(box)
    async with app.run_test(size=(40, 3)) as pilot:
        box.set_value("港\n霧")
        await pilot.pause()
        assert box.value == "港 霧" and box.cursor_position == 3 and app.typed == []


async def test_a_pasted_page_becomes_one_clean_line() -> None:
    box = SearchBox()
    app = Harness(box)
    async with app.run_test(size=(40, 3)) as pilot:
        app.post_message(events.Paste("\r\n港の\r霧\x1b[31m\u202e" + "あ" * 5000))
        await pilot.pause()
        assert box.value.startswith("港の 霧␛[31mあ") and len(box.value) == LONGEST


async def test_keys_that_come_in_one_packet_act_in_their_order() -> None:
    box = SearchBox()
    app = Harness(box)
    async with app.run_test(size=(40, 3)) as pilot:
        for key, character in (
            ("a", "a"),
            ("backspace", None),
            ("b", "b"),
            ("ctrl+u", None),
            ("港", "港"),
            ("霧", "霧"),
        ):
            app.post_message(events.Key(key, character))
        await pilot.pause()
        await pilot.pause()
        assert box.value == "港霧"
