"""Which panes a screen shows, from 1x1 up."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast
from unittest.mock import patch

import pytest

import inyo.tui
from inyo.index.library import Facets, FacetValue, Person, Term
from inyo.tui.layout import arrange, mode_of
from inyo.tui.messages import Messages
from inyo.tui.panes.start import start_rows
from inyo.tui.state import Choice, PaneName, Start, View
from tests.tui.explorer import explorer
from tests.tui.fake_library import HARBOUR, FakeLibrary, document


@pytest.mark.parametrize(
    ("size", "mode"),
    [((140, 40), "wide"), ((110, 28), "wide"), ((80, 24), "middle"), ((109, 50), "middle"), ((40, 12), "narrow"),
     ((200, 10), "narrow"), ((1, 1), "narrow")],
)  # fmt: skip
def test_the_size_decides_the_mode(size: tuple[int, int], mode: str) -> None:
    assert mode_of(*size) == mode


def test_a_wide_screen_shows_lists_text_and_quotations() -> None:
    shown = arrange(140, 40, View(focus="reader", query="港", file="港.txt"), "reader", "results").shown
    assert shown == {"results", "facets", "reader", "quotations"}


def test_the_documents_stand_beside_an_answer_while_one_is_in_them() -> None:
    view = View(focus="documents", query="港", file="港.txt")
    assert arrange(140, 40, view, "documents", "documents").shown == {"documents", "results", "reader", "quotations"}


def test_panes_with_nothing_to_show_leave_their_room_to_others_until_one_goes_there() -> None:
    assert arrange(140, 40, View(), "results", "results").shown == {"start", "reader"}
    assert arrange(80, 24, View(), "results", "results").shown == {"start"}
    assert arrange(140, 40, View(focus="documents"), "results", "results").shown == {"documents", "reader"}
    assert "results" in arrange(140, 40, View(query="港"), "results", "results").shown
    assert (
        "quotations" in arrange(140, 40, View(focus="documents", choice=Choice("marked")), "results", "results").shown
    )
    assert "results" in arrange(140, 40, View(focus="results"), "results", "results").shown


def test_on_a_middle_screen_the_results_have_all_of_it_until_something_is_open() -> None:
    assert arrange(80, 24, View(focus="results", query="港"), "results", "results").shown == {"results"}
    opened = arrange(80, 24, View(focus="results", query="港", file="港.txt"), "results", "results")
    assert (opened.shown, opened.reading) == ({"results", "reader"}, False)
    assert arrange(80, 24, View(focus="reader", query="港", file="港.txt"), "reader", "results").reading


def test_people_take_the_place_of_the_documents() -> None:
    assert "people" in arrange(140, 40, View(focus="people", aside="people"), "people", "people").shown


def test_a_middle_screen_shows_the_text_and_the_list_used_last() -> None:
    assert arrange(80, 24, View(focus="reader"), "reader", "quotations").shown == {"quotations", "reader"}


def test_a_narrow_screen_shows_the_focused_pane() -> None:
    assert arrange(40, 12, View(focus="quotations"), "quotations", "quotations").shown == {"quotations"}


def test_what_is_typed_is_answered_on_a_narrow_screen() -> None:
    assert arrange(40, 12, View(focus="search", query="港"), "reader", "results").shown == {"results"}


def test_a_zoomed_pane_is_alone() -> None:
    assert arrange(140, 40, View(focus="reader", zoomed=True), "reader", "results").shown == {"reader"}


async def test_the_screen_survives_every_size_and_keeps_its_place() -> None:
    async with explorer(size=(80, 24)) as inyo:
        await inyo.open("港")
        place = inyo.app.desk.reader.place
        for size in ((40, 12), (1, 1), (2, 30), (300, 2), (140, 40), (80, 24)):
            await inyo.pilot.resize_terminal(*size)
            await inyo.settle()
            await inyo.press("n", "N")
        assert inyo.app.is_running
        assert inyo.app.desk.reader.place == place
        assert any("港の行方" in row for row in inyo.screen())


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 12), (20, 5)])
async def test_the_focused_pane_is_always_on_the_screen(size: tuple[int, int]) -> None:
    async with explorer(size=size) as inyo:
        for key in ("tab", "1", "2", "3", "4", "5"):
            await inyo.press(key)
            pane = inyo.app.desk.frame.panes[cast(PaneName, inyo.focus)]
            assert pane.display
            assert pane.body.has_focus


async def test_plus_zooms_a_pane_and_underscore_ends_it() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "3", "plus")
        assert not inyo.app.desk.documents.display
        await inyo.press("plus")
        assert inyo.message == inyo.app.desk.say("zoom.already")
        await inyo.press("underscore")
        assert inyo.app.desk.documents.display
        await inyo.press("underscore")
        assert inyo.message == inyo.app.desk.say("zoom.none")


async def test_a_quotation_takes_two_lines_where_one_is_too_narrow() -> None:
    async with explorer(size=(40, 12)) as inyo:
        await inyo.open("港")
        await inyo.press("4")
        assert inyo.app.desk.quotations.list.row_height == 2
        await inyo.pilot.resize_terminal(140, 40)
        await inyo.until(lambda: inyo.app.desk.quotations.list.row_height == 1)


async def test_no_row_is_wider_than_the_screen() -> None:
    from inyo.tui.terminal.cells import cell_width

    async with explorer(size=(61, 20), language="ja") as inyo:
        await inyo.open("港")
        assert {cell_width(row) for row in inyo.screen()} == {61}


async def test_a_focus_that_goes_on_at_once_comes_to_rest_where_it_went_last() -> None:
    async with explorer() as inyo:
        navigation = inyo.app.desk.navigation
        with patch.object(navigation, "focus", wraps=navigation.focus) as go:
            for name in ("results", "documents", "reader"):
                navigation.focus(name)
            await inyo.settle()
        assert (inyo.focus, go.call_count) == ("reader", 3)


@pytest.mark.parametrize("language", ["en", "ja"])
async def test_on_the_smallest_screen_each_key_of_the_welcome_has_a_row(language: str) -> None:
    async with explorer(FakeLibrary(docs=()), size=(40, 12), language=language) as inyo:
        await inyo.press("escape", "3")
        table = inyo.app.desk.reader.text.text.rstrip("\n").partition("\n\n")[2].split("\n")
        await inyo.press("G")
        assert [row[2:].rstrip() for row in inyo.screen()[-1 - len(table) : -1]] == table


@pytest.mark.parametrize("before", [5, 6, 7])
async def test_a_quotation_of_several_rows_stays_in_view_whole_where_the_text_gets_fewer_rows(before: int) -> None:
    said = "「" + "潮の流れは変わらないが、" * 9 + "船は出る」"
    text = "港の行方\n" + "前の段落。\n" * before + f"帆足氏は{said}と述べた。\n" + "後の段落。\n" * 30
    async with explorer(FakeLibrary((document("港.txt", text),)), size=(80, 24)) as inyo:
        await inyo.open("港")
        await inyo.press("right_square_bracket", "4")
        start, end = inyo.app.desk.reader.text.visible_range()
        assert start <= text.index(said) < text.index(said) + len(said) <= end


def test_what_stands_on_the_first_screen_is_in_the_order_and_in_the_columns_of_its_numbers() -> None:
    people = (Person("白", (), (), 22, 11, ()), Person("與吉", (), (), 14, 5, ()))
    rows = start_rows(Start(people=people, terms=(Term("膜", 8), Term("瑞洋", 50))), Messages("ja"))
    assert [row.note for row in rows if row.does] == ["22 言及 · 11 発言", "14 言及 ·  5 発言", "50", "8"]


def test_dates_of_two_ages_have_the_row_of_a_column_to_themselves() -> None:
    months = tuple(FacetValue(month, 1, 1) for month in ("1931-11", "2025-04", "2025-06", "2025-10"))
    rows = start_rows(Start(facets=Facets(month=months), undated=2), Messages("ja"), width=40)
    assert [(row.text, row.note) for row in rows] == [
        ("期間", "日付なし 2"),
        ("1931-11 █ … 2025-04 █ █   █ 2025-10", ""),
    ]


def test_the_first_screen_offers_more_where_it_has_more_lines() -> None:
    terms = tuple(Term(f"語{number}", number) for number in range(60))
    say = Messages("en")
    assert len(start_rows(Start(terms=terms), say, 22)) == 1 + 14
    assert len(start_rows(Start(terms=terms), say, 9)) == 1 + 8
    assert len(start_rows(Start(terms=terms), say, 45)) <= 45


async def test_a_wide_first_screen_says_beside_it_how_to_begin() -> None:
    async with explorer(size=(140, 40)) as inyo:
        assert inyo.app.desk.navigation.shows("reader")
        await inyo.pilot.resize_terminal(80, 24)
        await inyo.settle()
        assert not inyo.app.desk.navigation.shows("reader")


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_quotations_have_the_whole_screen_while_no_document_is_open(size: tuple[int, int]) -> None:
    async with explorer(size=size) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "4")
        assert inyo.app.desk.quotations.size.height == size[1] - 2


@pytest.mark.parametrize(("size", "most"), [((80, 24), 11), ((100, 30), 14)])
async def test_a_list_over_the_text_has_no_more_lines_than_it_needs(size: tuple[int, int], most: int) -> None:
    many = document("岬.txt", "岬の行方\n" + "帆足氏は「岬は渡さない」と述べた。\n" * 30)
    async with explorer(FakeLibrary((many, HARBOUR)), size=size, preview="on") as inyo:
        await inyo.open("港の工事")
        await inyo.press("2")
        assert inyo.app.desk.frame.left.size.height == 4
        await inyo.press("4", "4")
        assert inyo.app.desk.quotations.size.height == 4
        assert inyo.app.desk.reader.size.height == size[1] - 2 - 4
        await inyo.open("岬の行方")
        await inyo.press("4")
        assert inyo.app.desk.quotations.size.height == most


async def test_it_keeps_to_that_on_a_screen_of_another_size() -> None:
    async with explorer(size=(80, 24), preview="on") as inyo:
        await inyo.open("港の工事")
        await inyo.press("4", "4")
        for size in ((40, 12), (140, 40), (80, 24)):
            await inyo.pilot.resize_terminal(*size)
            await inyo.settle()
        assert inyo.app.desk.quotations.size.height == 4


def test_how_the_columns_stand_says_nothing_of_what_is_in_a_pane() -> None:
    """Frame restyles columns and panes alone, where the classes of the body or of the left column change."""
    sheet = (Path(inyo.tui.__file__).parent / "app.tcss").read_text("utf-8")
    modes = r"\.-(?:wide|columns|middle|narrow|both|under|reading|alone|whole)\b"
    placed = re.findall(rf"^([^{{}}@]*{modes}[^{{}}]*)\{{", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S), re.M)
    targets = {selector.split()[-1] for each in placed for selector in each.split(",")}
    named = {target.partition(".")[0] for target in targets if target.startswith("#")}
    assert len(placed) > 10
    assert named <= {"#left", "#right", "#body", "#documents", "#people", "#reader", "#quotations"}
    assert {target for target in targets if not target.startswith("#")} <= {".-narrow.-both"}
