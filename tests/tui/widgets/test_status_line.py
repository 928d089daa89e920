"""The status line."""

from typing import Any

import pytest

from inyo.tui.widgets.status_line import StatusLine
from tests.tui.widgets.harness import Harness, refreshed, screen


async def test_message_and_place_share_the_line_and_a_long_message_has_all_of_it() -> None:
    line = StatusLine()
    async with Harness(line).run_test(size=(30, 3)):
        line.say("六百の文書を読みました")
        line.show_place("3/120")
        assert screen(line) == ["六百の文書を読みました   3/120"]
        line.say("六百の文書と短い話を読んだ")
        assert screen(line) == ["六百の文書と短い話を読んだ"]
        line.say("六百の文書と三つの短い話を読みました")
        assert screen(line) == ["六百の文書と三つの短い話を読…"]
        line.say("")
        assert screen(line) == ["                         3/120"]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, " n next · y copy · m mark · ? keys · q quit            3/120"),
        (40, " n next · y copy · m mark · ? keys 3/120"),
        (30, " n next · ? keys         3/120"),
        (16, " ? keys    3/120"),
    ],
)
async def test_of_hints_as_many_are_shown_as_fit_and_the_one_that_is_kept_always(width: int, shown: str) -> None:
    line = StatusLine()
    async with Harness(line).run_test(size=(width, 3)):
        line.show_place("3/120")
        line.offer(["n next", "y copy", "m mark", "? keys", "q quit"], kept=3)
        assert screen(line) == [shown]


async def test_the_longest_place_that_fits_in_half_of_the_line_is_shown() -> None:
    line = StatusLine()
    async with Harness(line).run_test(size=(30, 3)):
        line.show_place("3 of 120 documents", "3/120", "3")
        assert screen(line) == ["                         3/120"]


async def test_only_cells_that_changed_are_drawn() -> None:
    line = StatusLine()
    async with Harness(line).run_test(size=(80, 3)) as pilot:
        line.say("短い")
        await pilot.pause()
        regions: list[Any] = []
        original = line.refresh
        line.refresh = lambda *given, **options: (regions.extend(given), original(*given, **options))[1]  # type: ignore
        line.say("長い知らせ")
        line.show_place("9")
        assert [(region.x, region.width) for region in regions] == [(0, 10), (79, 1)]


async def test_a_message_that_reaches_the_place_draws_the_whole_line_so_that_no_wide_character_is_cut() -> None:
    line = StatusLine()
    async with Harness(line).run_test(size=(20, 3)) as pilot:
        line.show_place("文書 21")
        await pilot.pause()
        regions: list[Any] = []
        original = line.refresh
        line.refresh = lambda *given, **options: (regions.extend(given), original(*given, **options))[1]  # type: ignore
        line.say("とても長い知らせ")
        assert [(region.x, region.width) for region in regions] == [(0, 20)]


async def test_saying_the_same_again_draws_nothing() -> None:
    line = StatusLine()
    async with Harness(line).run_test(size=(80, 3)) as pilot:
        line.say("知らせ")
        await pilot.pause()
        drawn = refreshed(line)
        line.say("知らせ")
        assert drawn == []


async def test_messages_are_neither_markup_nor_control() -> None:
    line = StatusLine()
    async with Harness(line).run_test(size=(40, 3)):
        line.say("[red]\x1b[31m[/]\n二行目", "error")
        assert screen(line) == ["[red]␛[31m[/] 二行目"]
        assert any(segment.style and segment.style.reverse for segment in line.render_line(0))
