"""The reader: keys, hits, selection, place, and how little it draws."""

import re
from itertools import pairwise
from unittest.mock import patch

from textual.geometry import Size

from inyo.tui.terminal.cells import cell_width
from inyo.tui.widgets.text_pane import TextPane
from tests.tui.widgets.harness import Harness, refreshed, resize, screen

PARAGRAPH = "　朝の霧が晴れた。船長は「まだ早い。風を待て」と言った。港には誰もいない。\n"
TEXT = PARAGRAPH * 200


def shown(pane: TextPane, attribute: str) -> list[str]:
    """The words on the screen that have an attribute (bold, reverse, underline)."""
    words = []
    for y in range(pane.size.height):
        words += [s.text for s in pane.render_line(y) if s.style and getattr(s.style, attribute) and s.text.strip()]
    return words


async def test_rows_are_broken_by_the_rules_and_keep_the_indent() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        pane.set_document(TEXT)
        await pilot.pause()
        assert screen(pane)[:3] == [
            "  　朝の霧が晴れた。船長は「まだ早い。風を",
            "  待て」と言った。港には誰もいない。",
            "  　朝の霧が晴れた。船長は「まだ早い。風を",
        ]


async def test_pages_leave_one_row_of_the_last_and_come_back() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        pane.set_document("\n".join(f"row {number}" for number in range(100)))
        tops = []
        for key in ("space", "space", "ctrl+d", "j", "j", "k", "ctrl+u", "b", "b", "G", "g"):
            await pilot.press(key)
            tops.append(screen(pane)[0].split()[-1])
        assert tops == ["9", "18", "23", "24", "25", "24", "19", "10", "1", "90", "0"]


async def test_a_page_is_one_repaint() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        pane.set_document(TEXT)
        await pilot.pause()
        drawn = refreshed(pane)
        await pilot.press("space")
        assert sorted(drawn) == list(range(10))


async def test_the_place_stays_when_the_width_changes_back_and_forth() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        pane.set_document(TEXT)
        await pilot.pause()
        pane.scroll_to_offset(2_000)
        before = pane.top_offset()
        for width in (80, 21, 60, 1, 43):
            await resize(pilot, pane, width, 10)
            start, end = pane.visible_range()
            assert start <= before < end
        assert pane.top_offset() == before


async def test_an_offset_is_shown_where_it_is_asked_for() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)):
        pane.set_document("\n".join(f"{number:05}" for number in range(100)))
        for align, row in (("top", 0), ("third", 3), ("middle", 5)):
            pane.scroll_to_offset(50 * 6, align)  # type: ignore[arg-type]
            assert screen(pane)[row].strip() == "00050"
        pane.scroll_to_offset(52 * 6, "nearest")
        assert screen(pane)[5].strip() == "00050"
        pane.scroll_to_offset(0, "middle")
        assert screen(pane)[0].strip() == "00000"
        pane.scroll_to_offset(99 * 6)
        assert screen(pane)[-1].strip() == "00099"


async def test_a_document_set_before_there_is_a_screen_opens_at_its_offset() -> None:
    pane = TextPane()
    pane.set_document(TEXT, offset=len(TEXT) // 2, align="middle")
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        await pilot.pause()
        start, end = pane.visible_range()
        assert start < len(TEXT) // 2 < end


async def test_what_is_visible_is_told_when_it_changes_and_only_then() -> None:
    spans: list[tuple[int, int]] = []

    class Told(TextPane):
        def visible_changed(self, start: int, end: int) -> None:
            spans.append((start, end))

    pane = Told()
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        pane.set_document(TEXT)
        await pilot.press("space", "g", "g", "k")
        await pilot.pause()
        assert all(one != two for one, two in pairwise(spans))
        assert spans[-1] == pane.visible_range() and spans[-1][0] == 0


def selected(pane: TextPane) -> str:
    assert pane.selection is not None
    return pane.text[slice(*pane.selection)]


def places(words: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(words, TEXT)]


async def test_the_current_hit_differs_without_colour() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)):
        pane.set_document(TEXT, hits=places("船長"))
        pane.go_to_hit(0)
        assert pane.current_hit == 0 and [each for each in shown(pane, "reverse") if each != "▪"] == ["船長"]
        assert shown(pane, "underline").count("船長") == 5


async def test_a_step_between_hits_in_view_draws_their_rows_only() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)):
        pane.set_document(TEXT, hits=places("船長"))
        pane.go_to_hit(0)
        drawn = refreshed(pane)
        pane.go_to_hit(1)
        assert sorted(drawn) == [0, 2]


async def test_hits_are_in_order_whatever_their_order_was_and_there_is_none_beyond_them() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)):
        pane.set_document("霧と港と霧", hits=[(4, 5), (0, 1)])
        pane.go_to_hit(2)
        pane.go_to_hit(-1)
        assert pane.current_hit == -1 and pane.hits == [(0, 1), (4, 5)]


async def test_layers_of_spans_lie_over_one_another() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        start = TEXT.index("「")
        end = TEXT.index("」") + 1
        pane.set_document(TEXT, [(start, end, "quotation")], hits=[(start + 1, start + 3)])
        pane.set_spans([(TEXT.index("船長"), TEXT.index("船長") + 2, "speaker")], layer="people")
        await pilot.pause()
        assert shown(pane, "bold") == ["船長", "まだ"] and shown(pane, "underline") == ["まだ"]
        quotation = pane.style_of("text-pane--quotation").color
        coloured = [s.text for y in (0, 1) for s in pane.render_line(y) if s.style and s.style.color == quotation]
        assert "".join(coloured) == "「早い。風を待て」"


async def test_signs_stand_beside_the_rows_of_their_span() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        pane.set_document(TEXT)
        pane.set_signs([(TEXT.index("「"), TEXT.index("」"), "|"), (len(PARAGRAPH), len(PARAGRAPH) + 1, "*")])
        await pilot.pause()
        assert [line[:1] for line in screen(pane)[:4]] == ["|", "|", "*", " "]


async def test_a_sign_stands_right_before_a_text_in_the_middle_of_a_wide_pane() -> None:
    pane = TextPane(measure=20)
    async with Harness(pane).run_test(size=(80, 10)) as pilot:
        pane.set_document(TEXT)
        pane.set_signs([(0, 3, "*")])
        await pilot.pause()
        assert screen(pane)[0].strip().startswith("* 　朝の霧")


async def test_a_place_of_several_rows_is_shown_whole_where_it_fits_and_from_its_beginning_where_not() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 5)) as pilot:
        pane.set_document(TEXT)
        await pilot.pause()
        start, row = 40 * len(PARAGRAPH), len(PARAGRAPH)
        for end, back in ((start + 2 * row, 1), (start + 5 * row // 2, 0), (start + 20 * row, 0)):
            pane.scroll_to_offset(0)
            pane.scroll_to_offset(start, "nearest", end)
            top, bottom = pane.visible_range()
            assert (top < start, bottom >= min(end, start + 2 * row)) == (back > 0, True)


async def test_sentences_are_selected_in_the_documents_own_text() -> None:
    pane = TextPane()
    app = Harness(pane)
    text = "　朝の\u200b霧。船が\t出た。\n誰も\x1bいない。終わり。"
    async with app.run_test(size=(43, 10)) as pilot:
        pane.set_document(text)
        pane.start_selection()
        assert selected(pane) == "朝の\u200b霧。"
        await pilot.press("j", "j")
        assert selected(pane) == "朝の\u200b霧。船が\t出た。\n誰も\x1bいない。"
        await pilot.press("k")
        assert selected(pane) == "朝の\u200b霧。船が\t出た。"
        assert "".join(shown(pane, "reverse")) == "朝の霧。船が    出た。"
        await pilot.press("k", "k")
        assert selected(pane) == "朝の\u200b霧。"
        assert pane.clear_selection() and pane.selection is None


async def test_a_selection_grows_upwards_too_and_comes_back() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)):
        pane.set_document("一。二。三。四。")
        pane.start_selection(4)
        pane.extend_selection(-1)
        assert selected(pane) == "二。三。"
        pane.extend_selection(-1)
        pane.extend_selection(-1)
        assert selected(pane) == "一。二。三。"
        pane.extend_selection(1)
        assert selected(pane) == "二。三。"
        pane.extend_selection(1)
        pane.extend_selection(1)
        assert selected(pane) == "三。四。"
        assert pane.clear_selection() and not pane.clear_selection()


async def test_selecting_begins_at_the_current_hit() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)):
        pane.set_document(TEXT)
        pane.set_hits(places("誰も"))
        pane.go_to_hit(0)
        pane.start_selection()
        assert selected(pane) == "港には誰もいない。"


async def test_a_long_selection_scrolls_along() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 6)) as pilot:
        pane.set_document(TEXT)
        pane.start_selection()
        await pilot.press(*"jjjjjjjjjjjj")
        assert pane.selection is not None
        start, end = pane.visible_range()
        assert start < pane.selection[1] <= end


async def test_controls_of_a_document_are_pictures() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        pane.set_document("\x1b]52;c;eA==\x07[red]赤[/]\n\x9b2J", hits=[(17, 18)])
        await pilot.pause()
        assert screen(pane)[:2] == ["  ␛]52;c;eA==␇[red]赤[/]", "  ␦2J"]
        assert shown(pane, "underline") == ["赤"]


async def test_rows_fill_every_width_exactly() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 3)) as pilot:
        pane.set_document("港 fog の霧" + " " * 90 + "船\n" + TEXT)
        for width in (*range(1, 18), 30, 43):
            await resize(pilot, pane, width, 3)
            assert [cell_width(pane.render_line(y).text) for y in range(3)] == [width] * 3


async def test_a_measure_keeps_rows_short_and_in_the_middle() -> None:
    pane = TextPane(measure=40)
    async with Harness(pane).run_test(size=(83, 10)) as pilot:
        pane.set_document(TEXT)
        await pilot.pause()
        assert screen(pane)[0] == " " * 22 + "　朝の霧が晴れた。船長は「まだ早い。風を"


async def test_an_empty_document_takes_every_key() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 3)) as pilot:
        pane.set_document("")
        await pilot.press("j", "k", "space", "b", "g", "G", "n", "N", "v", "v")
        assert screen(pane) == ["", "", ""] and pane.selection is None


async def test_what_follows_the_text_on_the_screen_is_told_at_once() -> None:
    told: list[tuple[int, int]] = []

    class Followed(TextPane):
        def visible_changed(self, start: int, end: int) -> None:
            told.append((start, end))

    pane = Followed()
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        pane.set_document(TEXT)
        await pilot.pause()
        pane.scroll_rows(4)
        assert told[-1] == pane.visible_range()


async def test_a_pane_that_has_grown_is_drawn_whole_before_it_is_told_of_it() -> None:
    pane = TextPane()
    async with Harness(pane).run_test(size=(43, 10)) as pilot:
        pane.set_document(TEXT)
        await pilot.pause()
        assert screen(pane)
        with patch.object(TextPane, "size", Size(43, 14)):
            assert [row for row in screen(pane) if row.strip()] == screen(pane)
            assert len(screen(pane)) == 14
