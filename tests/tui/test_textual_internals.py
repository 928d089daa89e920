"""Each reach into Textual's privates does what it is there for. These fail when a new version of Textual moves them."""

from __future__ import annotations

from typing import ClassVar
from unittest.mock import patch

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.color import Color
from textual.events import Key
from textual.geometry import Offset, Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from inyo.tui.terminal.textual_internals import (
    Column,
    LazyStyles,
    QuietScreen,
    Sequences,
    ShiftingApp,
    add_bindings,
    bindings_of,
    key_name,
    restyle,
    set_bindings,
    write_raw,
)


class Row(LazyStyles, can_focus=True):
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--bright"}
    DEFAULT_CSS = "Row { height: 1; } Row > .row--bright { text-style: bold; }"
    BINDINGS: ClassVar = [Binding("a", "one", "one"), Binding("b", "two", "two")]


class Small(ShiftingApp[int]):
    def __init__(self) -> None:
        super().__init__()
        self.rows = (Row(), Row())

    def get_default_screen(self) -> QuietScreen:
        return QuietScreen(id="_default")

    def compose(self) -> ComposeResult:
        with Column():
            yield from self.rows


def test_keys_have_the_names_that_textual_gives_them() -> None:
    assert [key_name(character) for character in "/ a"] == ["slash", "space", "a"]
    assert key_name("\u3000") == "ideographic_space"


def test_bindings_replace_those_of_the_class() -> None:
    widget = Widget()
    set_bindings(widget, [Binding("x", "do", "do")])
    assert bindings_of(widget, "x")[0].action == "do"


def test_added_bindings_come_before_those_of_the_class() -> None:
    row = Row()
    add_bindings(row, [Binding("a", "other", "other")])
    assert [bindings_of(row, key)[0].action for key in "ab"] == ["other", "two"]
    assert bindings_of(Row(), "a")[0].action == "one"


async def test_a_component_style_is_worked_out_when_it_is_asked_for() -> None:
    async with Small().run_test() as pilot:
        row = pilot.app.query(Row).first()
        assert row._component_styles == {}
        assert row.get_component_rich_style("row--bright").bold


async def test_a_move_of_the_focus_draws_no_more_than_the_widgets_ask_for() -> None:
    app = Small()
    async with app.run_test() as pilot:
        app.screen.set_focus(app.rows[0])
        await pilot.pause()
        drawn: list[object] = []
        app.screen.refresh = lambda *regions, **_: drawn.append(regions)  # type: ignore[method-assign, assignment]
        app.screen.set_focus(app.rows[1])
        await pilot.pause()
        assert drawn == []


async def test_only_what_is_named_is_restyled() -> None:
    app = Small()
    async with app.run_test():
        styled: list[object] = []
        with patch.object(app.stylesheet, "apply", side_effect=lambda node, **_: styled.append(node)):
            restyle((app.query_one(Column),))
        assert styled == [app.query_one(Column)]


async def test_a_screen_that_comes_up_again_is_not_restyled() -> None:
    app = Small()
    async with app.run_test() as pilot:
        app.push_screen(ModalScreen())
        await pilot.pause()
        styled: list[object] = []
        with patch.object(app.stylesheet, "apply", side_effect=lambda node, **_: styled.append(node)):
            app.pop_screen()
            await pilot.pause()
        assert not set(app.rows) & set(styled)


async def test_the_style_sheets_are_read_in_the_colours_of_the_theme_that_was_chosen() -> None:
    app = Small()
    app.wear("textual-light")
    with patch.object(app.stylesheet, "reparse") as again:
        async with app.run_test():
            assert app.rows[0].styles.background.a == 0
            assert app.screen.styles.background == Color.parse(app.theme_variables["background"])
        again.assert_not_called()


async def test_another_theme_is_put_on_while_the_application_runs() -> None:
    app = Small()
    app.wear("textual-light")
    async with app.run_test() as pilot:
        app.theme = "textual-dark"
        await pilot.pause()
        assert app.screen.styles.background == Color.parse(app.theme_variables["background"])


async def test_lines_are_moved_with_the_next_frame() -> None:
    app = Small()
    async with app.run_test():
        sent: list[str] = []
        assert app._driver is not None
        app._driver.write = sent.append  # type: ignore[assignment, method-assign]
        app.shift(Region(0, 1, 80, 4), 2, [(Offset(3, 2), Strip([Segment("x")]))])
        app._begin_update()
        assert "".join(sent).endswith("\x1b[2;5r\x1b[5;1H\n\n\x1b[r\x1b[3;4Hx")


async def test_raw_text_goes_to_the_driver() -> None:
    async with (app := Small()).run_test():
        sent: list[str] = []
        assert app._driver is not None
        app._driver.write = sent.append  # type: ignore[assignment, method-assign]
        write_raw(app, "\x1b]52;")
        assert sent == ["\x1b]52;"]


async def test_an_error_ends_the_application_and_is_there_to_be_raised() -> None:
    app = Small()
    try:
        async with app.run_test() as pilot:
            app.call_later(lambda: 1 / 0)
            await pilot.pause()
    except ZeroDivisionError:
        pass
    assert isinstance(app.fatal, ZeroDivisionError)


def test_without_a_terminal_nothing_is_sent() -> None:
    write_raw(App(), "x")


@pytest.mark.parametrize("nonsense", ["\x1b[48;0;0;0;0t", "\x1b[48;24;80;0;0t", "\x1b[48;0;80;0;9t"])
def test_what_a_terminal_tells_that_makes_no_sense_ends_nothing(nonsense: str) -> None:
    parser = Sequences()
    said = [*parser.feed(nonsense), *parser.feed("\x1b[<0;97;48M"), *parser.feed("x\x1b[A")]
    assert [event.key for event in said if isinstance(event, Key)] == ["x", "up"]
