"""Who said what: lists, copies, marks, corrections."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.library import Person, Quote
from inyo.index.quotations.scorer import REASONS
from inyo.tui.controllers.people import others_than
from inyo.tui.keep import session
from inyo.tui.messages import Messages
from inyo.tui.panes.quotations import column_of_names, in_lines, speaker_pieces
from inyo.tui.state import Choice, listed, mark_key
from inyo.tui.terminal.cells import cell_width
from tests.tui.builders import quote
from tests.tui.explorer import Driven, explorer
from tests.tui.fake_library import HARBOUR, FakeLibrary, document
from tests.waiting import PATIENCE


def words(inyo: Driven) -> list[str]:
    return [quote.quotation.text for quote in inyo.app.desk.state.quotes]


async def test_the_pane_follows_the_open_document() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        assert words(inyo) == ["「港は渡さない」", "「急がない」"]


async def test_where_only_headlines_were_found_the_quotations_of_their_documents_are_listed_and_said_to_be_so() -> None:
    async with explorer() as inyo:
        await inyo.type("港の行方")
        await inyo.press("enter", "4")
        assert words(inyo) == ["「港は渡さない」", "「急がない」"]
        assert any("the documents found (none in the passages)" in row for row in inyo.screen())
        await inyo.type("灯台は残す")
        await inyo.press("enter", "4")
        assert words(inyo) == ["「灯台は残す」"]
        assert any("these results" in row for row in inyo.screen())


async def test_a_quotation_that_one_line_holds_has_no_empty_line_below_it() -> None:
    said = "帆足氏は「水門を壊す話をしに来たのではない。水の流し方を決めに来た」と述べた。"
    async with explorer(FakeLibrary((document("港.txt", f"港の行方\n{said}"),)), size=(80, 24)) as inyo:
        await inyo.press("escape", "5", "a")
        assert inyo.app.desk.quotations.list.extent()[1] == inyo.app.desk.quotations.list.count == 2
        await inyo.pilot.resize_terminal(64, 24)
        await inyo.until(lambda: inyo.app.desk.quotations.list.extent()[1] == 3)


async def test_w_goes_to_the_quotations_of_the_results_the_speaker_and_the_marked() -> None:
    async with explorer() as inyo:
        await inyo.open("帆足")
        await inyo.press("4", "4", "w")
        assert words(inyo) == ["「港は渡さない」", "「灯台は残す」"]
        await inyo.press("w")
        assert inyo.app.desk.state.view.choice.speaker == "帆足"
        await inyo.press("w")
        assert (inyo.app.desk.state.view.choice.listing, words(inyo)) == ("marked", [])


async def test_enter_jumps_to_the_quotation_in_its_document_and_escape_comes_back() -> None:
    async with explorer() as inyo:
        await inyo.open("港の工事")
        await inyo.press("4", "4", "a", "down", "enter")
        assert inyo.app.desk.state.opened.file == "灯台.txt"
        text = inyo.app.desk.state.opened.document.text
        assert text[inyo.app.desk.state.view.start : inyo.app.desk.state.view.end] == "「灯台は残す」"
        await inyo.press("escape")
        assert (inyo.focus, inyo.app.desk.state.opened.file) == ("quotations", "港.txt")


async def test_y_copies_the_quotation_with_its_source_and_capital_y_the_words_alone() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "y", "Y")
        assert inyo.copied == [
            "「港は渡さない」 — 帆足\n港の行方、潮通信、2025-06-10、港.txt ¶2",
            "港は渡さない",
        ]
        assert "a test" in inyo.message


async def test_the_citation_form_of_the_settings_is_used() -> None:
    async with explorer(citation="{words}/{speaker}") as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "y")
        assert inyo.copied == ["港は渡さない/帆足"]


async def test_a_mark_is_written_at_once_and_is_there_in_the_next_session() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "m")
        assert [quote.quotation.text for quote in session.load().marks.values()] == ["「港は渡さない」"]
    async with explorer() as inyo:
        await inyo.press("tab", "4", "4")
        inyo.app.desk.quoting.list("marked")
        await inyo.settle()
        assert words(inyo) == ["「港は渡さない」"]


async def test_a_mark_finds_its_words_when_the_document_has_changed() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "m")
    longer = document("港.txt", "新しい前書き。\n" + HARBOUR.text)
    async with explorer(FakeLibrary((longer,))) as inyo:
        await inyo.press("tab", "4", "4")
        inyo.app.desk.quoting.list("marked")
        await inyo.settle()
        await inyo.press("enter")
        view = inyo.app.desk.state.view
        assert longer.text[view.start : view.end] == "「港は渡さない」"


async def test_m_again_takes_the_mark_away() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "m", "m")
        assert session.load().marks == {}


async def test_the_marked_are_exported_to_a_new_file(tmp_path: Path) -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "m", "down", "m", "e", "down", "down", "down", "enter")
        inyo.app.desk.prompt.box.set_value(str(tmp_path / "out.jsonl"))
        await inyo.press("enter")
        lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["text"] for line in lines] == ["「港は渡さない」", "「急がない」"]


async def test_an_export_never_overwrites_a_file(tmp_path: Path) -> None:
    (tmp_path / "out.txt").write_text("mine", "utf-8")
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "m", "e", "enter")
        inyo.app.desk.prompt.box.set_value(str(tmp_path / "out.txt"))
        await inyo.press("enter")
        assert (tmp_path / "out.txt").read_text("utf-8") == "mine"
        assert "exists already" in inyo.message


async def test_words_narrow_the_list_while_they_are_typed_and_escape_gives_it_back() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "backslash", *"急が")
        assert words(inyo) == ["「急がない」"]
        await inyo.press("escape")
        assert len(words(inyo)) == 2


async def test_o_sorts_by_speaker_and_then_by_date() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "o")
        assert inyo.app.desk.state.view.choice.order == "speaker"
        await inyo.press("o")
        assert inyo.app.desk.state.view.choice.order == "date"


def test_sorted_by_speaker_the_nameless_come_last() -> None:
    quotes = [quote("「一」", person="", speaker=""), quote("「二」", person="宮", speaker="宮"), quote("「三」")]
    order = [item.quotation.text for item in listed(quotes, Choice(order="speaker"))]
    assert order == ["「二」", "「三」", "「一」"]


def test_sorted_by_date_the_oldest_comes_first() -> None:
    quotes = [quote("「一」", date="2025-06"), quote("「二」", date="2024-12-31")]
    assert [item.quotation.text for item in listed(quotes, Choice(order="date"))] == ["「二」", "「一」"]


async def test_a_speaker_set_by_hand_is_given_to_the_library_and_shown() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "down", "s", *"鷺沢", "enter")
        assert inyo.library.speakers == {("港.txt", inyo.app.desk.state.quotes[1].quotation.start): "鷺沢"}
        assert inyo.app.desk.state.quotes[1].person == "鷺沢"
        assert any("鷺沢" in row for row in inyo.screen())


@pytest.mark.parametrize("keys", [("D",), ("D", "escape"), ("D", "down", "enter"), ("Ｄ", "D")])
async def test_a_quotation_is_not_dropped_by_one_key_alone(keys: tuple[str, ...]) -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", *keys)
        assert len(words(inyo)) == 2
        assert not inyo.library.dropped


async def test_a_dropped_quotation_is_gone_and_a_key_brings_it_back() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "D", "enter")
        assert words(inyo) == ["「急がない」"]
        await inyo.press("U", "enter")
        assert len(words(inyo)) == 2


class Doubting(FakeLibrary):
    """Is less sure of each next speaker of a document, and names none of less than a half."""

    def quotations(self, **wanted: Any) -> tuple[Quote, ...]:
        doubted = []
        for number, found in enumerate(super().quotations(**wanted)):
            inner = replace(found.quotation, probability=0.7 - 0.3 * number, reasons=("before", "unheard-of"))
            if number:
                inner = replace(inner, speaker="", suggestion="知事")
            person = found.person if found.edited else inner.speaker
            doubted.append(replace(found, quotation=inner, person=person))
        return tuple(doubted)


async def test_who_may_have_spoken_is_listed_with_a_question_mark_and_is_no_speaker() -> None:
    async with explorer(Doubting()) as inyo:
        await inyo.open("港")
        await inyo.press("4", "4")
        assert any("「急がない」" in row and "知事?" in row for row in inyo.screen())
        assert listed(inyo.app.desk.state.quotes, Choice())[1].person == ""


async def test_a_key_says_in_words_why_somebody_is_named() -> None:
    async with explorer(Doubting()) as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "end", "x")
        assert inyo.message == "知事 (40% sure): subject of the sentence before"


async def test_doubtful_speakers_are_reviewed_the_least_likely_first_one_key_accepts_another_picks() -> None:
    async with explorer(Doubting()) as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "r")
        assert any("1/2 「急がない」" in row for row in inyo.screen())
        await inyo.press("enter")
        assert list(inyo.library.speakers.values()) == ["知事"]
        await inyo.press("down", "enter")
        assert list(inyo.library.speakers.values()) == ["知事", "鷺沢"]
        assert inyo.message == inyo.app.desk.say("review.done", count=2)
        await inyo.press("r")
        assert inyo.message == inyo.app.desk.say("review.none")


async def test_a_review_that_is_left_changes_nothing_more() -> None:
    async with explorer(Doubting()) as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "r", "escape")
        assert not inyo.library.speakers
        assert not inyo.app.screen.is_modal


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_reason_has_words_in_both_languages(code: str) -> None:
    assert all(Messages(language).has(f"reason.{code}") for language in ("en", "ja"))


@given(st.lists(st.integers(1, 90), max_size=9), st.integers(20, 200))
def test_no_name_is_cut_that_a_third_of_the_row_can_hold_and_no_room_is_left_beside_short_ones(
    names: list[int], width: int
) -> None:
    column = column_of_names(names, width)
    assert all(cells <= column for cells in names if cells <= width // 3)
    assert column <= width // 3
    assert column == max(names, default=1) or any(cells > width // 3 for cells in names)


def test_an_inferred_speaker_is_marked_as_inferred() -> None:
    text = "".join(piece for piece, _ in speaker_pieces(quote(inferred=True), Messages("en")))
    assert text == "帆足澪?"


@pytest.mark.parametrize("key", ["space", "ideographic_space"])
async def test_the_space_bar_switches_what_a_menu_switches(key: str) -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "t")
        row = inyo.app.screen.rows[0][0]
        await inyo.press(key)
        assert inyo.app.screen.rows[0][0] != row and inyo.app.screen.list.cursor == 0
        await inyo.press(key)
        assert inyo.app.screen.rows[0][0] == row


async def test_kinds_are_switched_in_a_menu_that_stays_open() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "t", "enter")
        assert inyo.app.screen.is_modal
        assert words(inyo) == []
        await inyo.press("enter", "escape")
        assert len(words(inyo)) == 2


@pytest.mark.parametrize("key", ["y", "Y", "m", "s", "D", "enter", "a"])
async def test_keys_say_why_they_do_nothing_in_an_empty_list(key: str) -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "4", "4", key)
        assert inyo.message in (inyo.app.desk.say("quotation.nothing"), inyo.app.desk.say("list.nothing"))


async def test_what_was_marked_in_another_collection_says_where_it_is_and_the_list_stays() -> None:
    async with explorer() as inyo:
        inyo.app.desk.state.marks[mark_key(quote())] = quote()
        await inyo.press("tab", "4", "4", "W", "enter")
        assert inyo.message == inyo.app.desk.say("document.gone", file="news/a.txt")
        assert (inyo.focus, inyo.app.desk.state.opened) == ("quotations", None)


async def test_only_what_was_marked_in_this_collection_is_counted_and_the_rest_is_a_key_away() -> None:
    elsewhere = quote(file="/other/a.txt")
    session.load().change_mark(mark_key(elsewhere), elsewhere)
    async with explorer() as inyo:
        await inyo.open("港")
        assert "marked" not in inyo.screen()[-1]
        await inyo.press("4", "4", "m")
        assert (inyo.message, "1 marked" in inyo.screen()[-1]) == ("Marked; 1 in this collection.", True)
        await inyo.press("W", "W")
        assert words(inyo) == ["「港は渡さない」"]
        assert any("marked · 1 more elsewhere: w" in row for row in inyo.screen())
        await inyo.press("w")
        assert words(inyo) == ["「港は渡さない」", "「港は渡さない」"]


async def test_a_document_that_is_gone_keeps_its_marks_in_its_collection() -> None:
    gone = quote(file="/collection/gone.txt")
    session.load().change_mark(mark_key(gone), gone)
    async with explorer() as inyo:
        assert inyo.app.desk.state.marks_here == (gone,)


@pytest.mark.parametrize(("first", "count"), [((), 1), (("G", "enter"), 2)], ids=["here", "all"])
async def test_an_export_has_the_marks_of_this_collection_unless_all_are_asked_for(
    first: tuple[str, ...], count: int, tmp_path: Path
) -> None:
    elsewhere = quote(file="/other/a.txt")
    session.load().change_mark(mark_key(elsewhere), elsewhere)
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "m", "e", *first, "down", "down", "down", "enter")
        inyo.app.desk.prompt.box.set_value(str(tmp_path / "out.jsonl"))
        await inyo.press("enter")
        assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == count


async def test_the_name_offered_for_an_export_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "m", "e", "enter", "enter", "e", "enter", "enter")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["inyo-quotations-2.txt", "inyo-quotations.txt"]
        assert inyo.message.endswith(f"{tmp_path}/inyo-quotations-2.txt.")


async def test_names_heard_here_are_offered_for_the_speaker_and_the_one_set_last_before_them() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "s", "ctrl+u", *"知事", "enter")
        await inyo.press("j", "s", "ctrl+u", "up", "enter")
        assert {quote.person for quote in inyo.app.desk.state.quotes} == {"知事"}


@pytest.mark.parametrize(("pane", "words"), [("1", "灯台"), ("4", "急が"), ("5", "ホアシ")])
async def test_escape_ends_a_filter_before_it_goes_back(pane: str, words: str) -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press(pane)
        shown = inyo.app.desk.list.count
        await inyo.press("backslash", *words, "enter")
        assert inyo.app.desk.list.count < shown
        await inyo.press("escape")
        assert (inyo.app.desk.list.count, inyo.message, inyo.app.desk.state.opened is None) == (
            shown,
            "The filter is off.",
            False,
        )


async def test_in_a_narrow_list_of_one_speaker_the_place_stands_beside_the_words_and_the_speaker_nowhere() -> None:
    async with explorer(size=(40, 12)) as inyo:
        await inyo.open("港")
        await inyo.press("4", "4")
        assert any("— 帆足" in row for row in inyo.screen())
        await inyo.press("a")
        assert not any("— 帆足" in row for row in inyo.screen())
        assert any(row.rstrip().endswith("¶2") and "「" in row for row in inyo.screen())


async def test_the_title_says_what_is_listed_until_the_quotations_asked_for_are_there() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "4")
        go_on, quotations = threading.Event(), inyo.library.quotations

        def slow(**asked: Any) -> tuple[Quote, ...]:
            go_on.wait(PATIENCE)
            return quotations(**asked)

        with patch.object(inyo.library, "quotations", slow):
            await inyo.pilot.press("a")
            inyo.app.desk.quotations.draw(inyo.app.desk.state)
            assert any(row.strip("▏ ").endswith("2") and "4 Quotations  this document" in row for row in inyo.screen())
            go_on.set()
            await inyo.settle()
        assert any("4 Quotations  帆足" in row for row in inyo.screen())


async def test_a_list_that_was_filled_anew_while_it_was_not_shown_has_nothing_of_before() -> None:
    async with explorer(FakeLibrary(), size=(80, 24), preview="auto") as inyo:
        await inyo.send("港")
        await inyo.press("enter", "enter", "4")
        first = inyo.screen()[2].strip()
        assert first
        await inyo.press("2", "5", "i", "escape", "escape", "4")
        shown = inyo.screen()
        assert inyo.app.desk.quotations.list.count == 0
        assert any(inyo.app.desk.say("quotations.empty.closed") in row for row in shown), shown
        assert not any(first in row for row in shown[2:12]), shown


async def test_a_mark_made_while_the_list_is_not_shown_stands_in_it_later() -> None:
    async with explorer(size=(80, 24)) as inyo:
        await inyo.open("港")
        await inyo.press("4")
        listed = inyo.app.desk.quotations.list
        assert listed.count
        await inyo.press("3", "right_square_bracket", "m", "4")
        assert listed.marked
        at = min(listed.marked)
        assert any(strip.text[1:2] == "*" for strip in (listed._painted[at - listed._top],))


async def test_words_that_would_be_cut_go_on_below_where_all_quotations_have_the_room() -> None:
    words = "「" + "潮が引いて石が顔を出す浜辺では、朝から町の人が集まって海を見ていた。" + "石は黒く、夜には冷たい。」"
    async with explorer(
        FakeLibrary(docs=(document("港.txt", f"港の話\n帆足氏は{words}と述べた。"),)), size=(80, 24)
    ) as inyo:
        await inyo.press("帆", "enter", "4")
        shown = "".join(row.strip(" >¶2") for row in inyo.screen()[3:5])
        assert "帆足" in shown and words[:20] in shown and words[-8:] in shown


async def test_where_not_all_have_the_room_each_quotation_has_a_line() -> None:
    words = "潮が引いて石が顔を出す浜辺では、朝から町の人が集まって海を見ていた。" * 2
    lines = "\n".join(f"帆足氏は「{number}、{words}」と述べた。" for number in range(30))
    async with explorer(FakeLibrary(docs=(document("港.txt", f"港の話\n{lines}"),)), size=(80, 24)) as inyo:
        await inyo.press("帆", "enter", "4")
        assert inyo.app.desk.quotations.list.row_height == 1


def test_nobody_is_offered_beside_himself_under_another_name() -> None:
    people = (Person("沢辺由紀子", ("沢辺由紀子", "澤辺由紀子"), (), 3, 1, ()),)
    found = (("沢辺由紀子", 0.8), ("澤辺由紀子", 0.8), ("帆足", 0.3), ("", 0.1))
    assert others_than("沢辺由紀子", found, people) == (("帆足", 0.3),)


LONG = "「" + "港は町のものであって誰のものでもないと何度でも申し上げる" * 3 + "」"


async def test_in_a_narrow_column_quotations_are_whole_as_far_as_there_are_free_lines() -> None:
    one = document("一.txt", f"町\n帆足氏は「短い」と述べた。\n帆足氏は{LONG}と述べた。\n帆足氏は「終わり」と述べた。")
    async with explorer(FakeLibrary((one,)), size=(200, 50)) as inyo:
        await inyo.press("escape", "1", "enter", "4")
        pane = inyo.app.desk.quotations.list
        await inyo.until(lambda: pane.lines_of(1) > 2)
        lines = ["".join(pane.render_line(y).text.split()) for y in range(pane.size.height)]
        assert lines[0].endswith("「短い」") and "帆足" in lines[1]
        last = 2 + pane.lines_of(1)
        assert "".join(lines[2 : last - 1]) == LONG and "帆足" in lines[last - 1]
        assert lines[last] == "「終わり」" and pane.lines_of(2) == 2


async def test_in_a_narrow_column_many_quotations_have_two_lines_each() -> None:
    many = document("多.txt", "\n".join(["町", *(f"帆足氏は{LONG}と述べた。" for _ in range(30))]))
    async with explorer(FakeLibrary((many,)), size=(200, 50)) as inyo:
        await inyo.press("escape", "1", "enter", "4")
        pane = inyo.app.desk.quotations.list
        assert {pane.lines_of(at) for at in range(30)} == {2}


async def test_in_a_narrow_list_of_one_speaker_many_quotations_have_a_line_each() -> None:
    many = document("多.txt", "\n".join(["町", *(f"帆足氏は{LONG}と述べた。" for _ in range(60))]))
    async with explorer(FakeLibrary((many,)), size=(200, 50)) as inyo:
        await inyo.press("escape", "1", "enter", "4", "a")
        pane = inyo.app.desk.quotations.list
        assert {pane.lines_of(at) for at in range(60)} == {1}


@given(st.text("港は町、「」。っー ab", max_size=200), st.integers(4, 60), st.integers(1, 6))
def test_a_quotation_in_lines_is_whole_or_cut_in_the_last(text: str, width: int, most: int) -> None:
    lines = in_lines(text, width, most)
    assert len(lines) <= most and all(cell_width(line) <= width for line in lines)
    whole = "".join("".join(lines).split())
    assert whole == "".join(text.split()) or lines[-1].endswith("…")
