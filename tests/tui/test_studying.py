"""Concordance, dossier, and what is done to a whole list."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.library import Collocate, ConcordanceLine, Person, Place
from inyo.tui.keep import session
from inyo.tui.keep.citation import check, cite
from inyo.tui.keep.export import export
from inyo.tui.panes.concordance import aligned, collocate_rows, column_of, ordered
from inyo.tui.panes.dossier import also_named, beside, by_date, compared, dossier, months_of
from inyo.tui.panes.menu import Menu
from inyo.tui.state import Dossier
from inyo.tui.terminal.cells import cell_width
from tests.tui.builders import quote
from tests.tui.explorer import explorer
from tests.tui.fake_library import FakeLibrary, document


def line(left: str, match: str, right: str) -> ConcordanceLine:
    return ConcordanceLine("a.txt", "甲", "", 1, 10, 10 + len(match), left, match, right, (), ())


TEXTS = st.text(st.sampled_from("港あ。 a1\u3000ｱ\n\t\u0301…①"), max_size=70)


@settings(deadline=None)
@given(TEXTS, st.text(st.sampled_from("港あa"), min_size=1, max_size=9), TEXTS, st.integers(20, 140))
def test_matches_begin_at_one_column_at_every_width(left: str, match: str, right: str, width: int) -> None:
    text, start, end = aligned(line(left, match, right), width)
    assert cell_width(text[:start]) == column_of(width)
    assert cell_width(text) <= width
    assert text[start:end].rstrip("…") in match


def test_lines_are_ordered_by_what_follows_or_read_backwards_by_what_comes_before() -> None:
    lines = [line("赤い", "港", "を"), line("青き", "港", "「は"), line("古い", "港", "、が")]
    assert [each.right for each in ordered(lines, "right")] == ["、が", "「は", "を"]
    assert [each.left for each in ordered(lines, "left")] == ["古い", "赤い", "青き"]


def test_statements_stand_by_date_and_the_undated_last() -> None:
    quotes = [quote(date=date, file=date or "x") for date in ("", "2025-06-10", "2024-01")]
    assert [each.date for each in by_date(quotes)] == ["2024-01", "2025-06-10", ""]
    assert [row.head != "" for row in dossier(quotes)] == [True, False] * 3
    assert months_of(quotes) == (("2024-01", 1), ("2025-06", 1))


def test_two_people_stand_side_by_side_under_their_months() -> None:
    one = [quote("「甲」", date="2025-06-10"), quote("「乙」", date="2025-06-11")]
    other = [quote("「丙」", date="2025-06-01"), quote("「丁」", date="2025-07-01")]
    rows = compared(one, other)
    assert [row.head for row in rows] == ["2025-06", "", "", "2025-07", ""]
    assert [(row.first is not None, row.second is not None) for row in rows if not row.head] == [
        (True, True), (True, False), (False, True),
    ]  # fmt: skip


def test_what_two_people_said_without_a_date_stands_under_a_head_too() -> None:
    rows = compared([quote(date="2025-06")], [quote(date="")])
    assert [(row.head, row.is_head) for row in rows] == [("2025-06", True), ("", False), ("", True), ("", False)]


def test_who_else_is_named_is_counted_by_documents() -> None:
    people = FakeLibrary().people()
    assert also_named("帆足", ["丘.txt", "港.txt"], people) == (("鷺沢", 1),)


@pytest.mark.parametrize(("size", "apart"), [((140, 40), False), ((44, 20), True)])
async def test_who_else_is_named_stands_in_the_title_or_where_that_is_full_in_a_row_below(
    size: tuple[int, int], apart: bool
) -> None:
    async with explorer(size=size) as inyo:
        desk, pane = inyo.app.desk, inyo.app.desk.dossier
        said = (quote(file="丘.txt", date="2025-01"), quote(file="港.txt", date="2025-12"))
        desk.state.change(dossier=Dossier("帆足", said), people=inyo.library.people())
        desk.dossier.draw(desk.state)
        desk.navigation.focus("dossier")
        await inyo.settle()
        rows = [row for row in inyo.screen() if "鷺沢 1" in row]
        assert len(rows) == 1 and ("帆足" in rows[0]) is not apart
        assert (pane.others.display, pane.heading) == (apart, 1 + apart)


async def test_both_names_of_a_comparison_come_before_the_bar_of_months() -> None:
    name, other = "ヴィクトル・ハーベセン", "邉見惣一郎"
    async with explorer(size=(80, 24)) as inyo:
        desk = inyo.app.desk
        months = [quote(date=f"2025-{month:02}") for month in range(1, 13)]
        desk.state.change(dossier=Dossier(name, tuple(months), other=other, second=tuple(months)))
        desk.dossier.draw(desk.state)
        desk.navigation.focus("dossier")
        await inyo.settle()
        assert any(name in row and other in row for row in inyo.screen())


async def test_c_shows_every_match_l_and_r_sort_enter_reads_and_escape_comes_back_to_the_row() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "c")
        assert (inyo.focus, inyo.app.desk.concordance.list.count) == ("concordance", 5)
        await inyo.press("r")
        rights = [found.right for found in inyo.app.desk.state.lines]
        await inyo.press("l")
        assert rights != [found.right for found in inyo.app.desk.state.lines]
        await inyo.press("home", "down", "down", "enter")
        assert inyo.focus == "reader" and inyo.app.desk.results.current == inyo.app.desk.state.view.hit
        await inyo.press("escape")
        assert (inyo.focus, inyo.app.desk.concordance.list.cursor) == ("concordance", 2)
        await inyo.press("escape")
        assert inyo.focus == "results"


async def test_who_comes_back_to_the_matches_of_an_answer_does_not_wait_for_them_again() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "c", "escape")
        asked = len(inyo.library.asked)
        with patch.object(inyo.library, "concordance", side_effect=AssertionError("asked again")):
            await inyo.press("c")
        assert (inyo.focus, len(inyo.library.asked)) == ("concordance", asked)
        assert inyo.app.desk.concordance.list.count == 5


async def test_the_matches_of_another_answer_take_the_place_of_those_before() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "c", "escape", "escape")
        await inyo.type("灯台")
        await inyo.press("enter", "c")
        assert {line.node for line in inyo.app.desk.state.lines} == {"灯台"}


async def test_the_words_near_the_matches_are_counted_and_narrow_the_query() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "c", "number_sign")
        assert ("工事", "1 · 2.0") in [(row[0].strip(), row[1]) for row in inyo.app.screen.rows]
        await inyo.press("down", "enter")
        assert inyo.app.desk.search_box.value.startswith("港 ")


def test_words_near_a_match_have_their_count_and_what_puts_them_in_their_order() -> None:
    found = [Collocate("工事", 7, 9, 31.25, 9.0), Collocate("朝", 12, 400, 4.5, 6.0)]
    assert collocate_rows(found) == [("工事", "7 · 31.2"), ("朝", "12 ·  4.5")]


@pytest.mark.parametrize("way", [("5", "i"), ("4", "i"), ("right_square_bracket", "i")])
async def test_i_on_a_name_opens_the_dossier(way: tuple[str, ...]) -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press(*way)
        assert (inyo.focus, inyo.app.desk.state.dossier.name) == ("dossier", "帆足")
        assert [row.first.quotation.text for row in inyo.app.desk.dossier.rows if row.first] == [
            "「港は渡さない」", "「灯台は残す」",
        ]  # fmt: skip
        await inyo.press("enter")
        assert inyo.focus == "reader"
        await inyo.press("escape")
        assert inyo.focus == "dossier"


LONG = "「" + "防波堤は冬までに直し、灯台の油も足し、船は一隻も減らさない。" * 2 + "これが町の考えだ」"


async def test_a_statement_that_one_line_cuts_is_whole_on_two_where_a_dossier_has_the_room() -> None:
    said = document("長い.txt", f"港の話\n帆足氏は{LONG}と述べた。\n帆足氏は「灯台は残す」と書いた。")
    async with explorer(FakeLibrary((said,)), size=(80, 24)) as inyo:
        await inyo.open("港")
        await inyo.press("5", "i")
        shown = [row.split("¶")[0].strip("> ") for row in inyo.screen()[3:]]
        assert "".join(shown[:2]) == LONG and "「灯台は残す」" in shown[2]
        await inyo.pilot.resize_terminal(80, 6)
        await inyo.until(lambda: inyo.app.desk.dossier.list.extent()[1] == 3)
        assert "…" in inyo.screen()[3]


def test_who_is_named_in_the_same_documents_is_first_to_be_compared_with() -> None:
    def person(name: str, quotations: int, *files: str) -> Person:
        return Person(name, (name,), (), 1, quotations, files)

    people = (
        person("甲", 3, "a"),
        person("乙", 9, "b"),
        person("丙", 1, "a"),
        person("丁", 2, "a"),
        person("戊", 0, "a"),
    )
    assert [other.name for other in beside("甲", [quote(file="a")], people)] == ["丁", "丙", "乙"]


async def test_all_quotations_of_a_person_go_to_a_file_in_few_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with explorer() as inyo:
        await inyo.press("escape", "5")
        keys = ("i", "E", "enter", "enter")
        await inyo.press(*keys)
        text = (tmp_path / "inyo-quotations.txt").read_text("utf-8")
        assert "港は渡さない" in text and "灯台は残す" in text
        assert len(("5", *keys)) <= 8


async def test_a_table_begins_with_the_mark_by_which_a_spreadsheet_knows_utf8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "E", "down", "down", "enter", "enter")
        assert (tmp_path / "inyo-quotations.csv").read_bytes().startswith(b"\xef\xbb\xbfquotation,")


async def test_all_that_is_listed_is_marked_and_unmarked_in_one_go() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "M")
        assert len(inyo.app.desk.state.marks) == len(session.load().marks) == 4
        await inyo.press("M", "enter")
        assert inyo.app.desk.state.marks == {}


async def test_a_note_with_tags_stands_beside_the_quotation_and_is_kept() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "c")
        await inyo.send("要確認\u3000#港湾")
        await inyo.press("enter")
        (note,) = session.load().notes.values()
        assert (note.text, note.tags) == ("要確認", ("港湾",))
        assert any("要確認" in row for row in inyo.screen())
        assert len(inyo.app.desk.state.marks) == 1


async def test_v_sets_a_second_person_beside_the_first() -> None:
    class Two(FakeLibrary):
        def people(self):  # type: ignore[no-untyped-def]
            first, second = super().people()
            return first, replace(second, quotations=1)

    talk = document("話.txt", "話\n鷺沢氏は「畑だ」と述べた。", date="2025-06-01")
    async with explorer(Two((*FakeLibrary().docs, talk))) as inyo:
        await inyo.press("escape", "5", "i", "v", "enter")
        shown = inyo.app.desk.state.dossier
        assert (shown.name, shown.other, len(shown.second)) == ("帆足", "鷺沢", 1)
        assert any("港は渡さない" in row and "畑だ" in row for row in inyo.screen())
        await inyo.press("right", "enter")
        assert inyo.app.desk.state.view.file == "話.txt"


async def test_whom_to_compare_with_is_found_by_any_name() -> None:
    class Known(FakeLibrary):
        def people(self) -> tuple[Person, ...]:
            first, second = super().people()
            return first, replace(second, quotations=1, aliases=("鷺沢", "船長"))

    async with explorer(Known()) as inyo:
        await inyo.press("escape", "5", "i", "v")
        await inyo.send("船長")
        await inyo.press("enter")
        assert inyo.app.desk.state.dossier.other == "鷺沢"


async def test_where_nobody_else_spoke_there_is_nobody_to_compare_with() -> None:
    async with explorer() as inyo:
        await inyo.press("escape", "5", "i", "v")
        assert inyo.message == "Nobody else has said anything that was found."
        assert not isinstance(inyo.app.screen, Menu)


async def test_words_near_a_match_stand_under_a_heading_only_where_there_are_some() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "c", "number_sign")
        shown = "\n".join(inyo.screen())
        assert "within 5 words" in shown and "right before" not in shown


async def test_months_are_headed_once_where_one_narrows() -> None:
    async with explorer(size=(80, 24)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "F")
        shown = [row for row in inyo.screen() if "Dates" in row]
        assert len(shown) == 1 and "2025-06" in shown[0]


QUOTES = [quote("「港は渡さない」", author="帆足_澪"), quote("「まだだ」", author="帆足_澪", person="鷺沢")]


def test_references_have_one_entry_a_document_with_what_is_quoted() -> None:
    (item,) = json.loads(export(QUOTES, "csl"))
    assert (item["title"], item["author"], item["issued"]) == (
        "港の行方",
        [{"literal": "帆足_澪"}],
        {"date-parts": [[2025, 6, 10]]},
    )
    assert "「まだだ」 — 鷺沢" in item["note"]
    ris = export(QUOTES, "ris")
    assert ris.startswith("TY  - NEWS\nTI  - 港の行方\n") and ris.endswith("ER  - \n")
    bibtex = export(QUOTES, "bibtex")
    assert bibtex.startswith("@article{inyo1,\n  title = {港の行方},\n  author = {{帆足\\_澪}},")


def test_a_style_is_named_in_the_place_of_a_form() -> None:
    assert (
        cite(quote(author="編集部"), check("sist02")).split("\n")[1]
        == "編集部. 港の行方. 潮通信. 2025-06-10. news/a.txt, ¶3."
    )
    assert "“港の行方,” 潮通信, 2025-06-10" in cite(quote(), check("chicago"))


def test_a_reference_says_where_each_quotation_stands() -> None:
    (item,) = json.loads(export([quote(place=Place(page="4"))], "csl"))
    assert item["note"] == "「港は渡さない」 — 帆足澪 (p. 4, ¶3)"


def test_no_author_ends_an_entry_of_bibtex() -> None:
    assert "author = {{甲\\textbraceright{}\\textbraceleft{}乙}}," in export([quote(author="甲}{乙")], "bibtex")


async def test_800_matches_are_shown_and_500_statements_too_without_a_wait() -> None:
    many = document("多.txt", "\n".join(f"{number}番目の港で帆足氏は「港だ」と述べた。" for number in range(400)))
    async with explorer(FakeLibrary((many,))) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "c", "r")
        assert inyo.app.desk.concordance.list.count == 800
        await inyo.press("escape", "4", "i")
        assert len(inyo.app.desk.state.dossier.first) == 400


@pytest.mark.parametrize("study", [("港", "enter", "c"), ("escape", "5", "i")])
async def test_the_text_stands_under_a_short_study_on_a_large_screen_and_follows_it(study: tuple[str, ...]) -> None:
    async with explorer(preview="auto") as inyo:
        await inyo.press(*study)
        desk = inyo.app.desk
        assert desk.navigation.shows("reader")
        await inyo.press("G")
        assert desk.state.opened.file == "灯台.txt" and desk.state.view.focus in ("concordance", "dossier")


async def test_escape_leaves_a_study_in_one_step_whatever_the_text_showed() -> None:
    async with explorer(preview="auto") as inyo:
        await inyo.press("港", "enter")
        opened = inyo.app.desk.state.opened.file
        await inyo.press("c", "G", "escape")
        assert inyo.focus == "results" and inyo.app.desk.state.opened.file == opened


async def test_a_long_study_has_all_of_the_screen() -> None:
    rows = "\n".join(f"港の{number}番目。" for number in range(60))
    async with explorer(FakeLibrary(docs=(document("港.txt", rows),)), preview="auto") as inyo:
        await inyo.press("港", "enter", "c")
        assert not inyo.app.desk.navigation.shows("reader")


async def test_4_in_a_dossier_lists_what_the_person_said() -> None:
    async with explorer() as inyo:
        await inyo.press("escape", "5", "i", "4")
        choice = inyo.app.desk.state.view.choice
        assert (choice.listing, choice.speaker) == ("speaker", "帆足") and inyo.app.desk.state.quotes
        await inyo.press("escape")
        assert inyo.focus == "dossier"
