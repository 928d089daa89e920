"""The preview: the text follows the cursor of the results or the quotations, which keep the focus."""

from __future__ import annotations

import threading
from unittest.mock import patch

import pytest

from inyo.index.library import Answer
from tests.tui.explorer import Driven, explorer
from tests.waiting import PATIENCE


def shown(inyo: Driven) -> tuple[str, str]:
    """The document in the reader, and the paragraph of its current hit."""
    opened, view = inyo.app.desk.state.opened, inyo.app.desk.state.view
    assert opened is not None
    line = opened.document.text[: view.start].count("\n")
    return opened.file, opened.document.text.split("\n")[line]


async def test_p_shows_the_result_under_the_cursor_and_the_focus_stays() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "p")
        assert shown(inyo) == ("港.txt", "港の行方")
        assert inyo.focus == "results"
        assert inyo.app.desk.results.list.has_focus


async def test_the_text_follows_the_cursor_with_all_hits_of_its_document() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "p", "j", "j")
        assert shown(inyo) == ("港.txt", "町の港は静かだ。")
        await inyo.press("j")
        assert shown(inyo) == ("灯台.txt", "港から見える灯台である。")
        assert (len(inyo.app.desk.reader.text.hits), inyo.app.desk.reader.text.current_hit) == (1, 0)


async def test_without_p_the_text_stays_as_it_is() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "j", "j")
        assert inyo.app.desk.state.opened is None
        await inyo.press("p", "p", "j")
        assert shown(inyo) == ("港.txt", "町の港は静かだ。")


async def test_only_the_row_on_which_the_cursor_rests_is_shown() -> None:
    with patch("inyo.tui.controllers.reading.REST", 30):
        async with explorer() as inyo:
            await inyo.type("港")
            await inyo.press("enter", "p")
            opened: list[str] = []
            with patch.object(inyo.app.desk.reading, "open_hit", lambda number, **_: opened.append(number)):
                for _ in range(3):
                    await inyo.pilot.press("j")
                assert opened == []
                inyo.app.desk.previewing._show()
                assert opened == [3]


async def test_the_full_width_letter_works_too() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "ｐ")
        assert inyo.app.desk.state.preview


async def test_a_query_typed_later_is_followed_as_soon_as_one_goes_to_its_results() -> None:
    async with explorer(size=(80, 24)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "p")
        await inyo.type("畑")
        assert shown(inyo)[0] == "港.txt"
        await inyo.press("enter")
        assert shown(inyo)[0] == "丘.txt"


async def test_escape_comes_back_to_what_was_being_read_before_the_preview() -> None:
    async with explorer() as inyo:
        await inyo.open("畑")
        await inyo.press("slash", "ctrl+u", *"港", "enter", "p", "j")
        assert shown(inyo)[0] == "港.txt"
        await inyo.press("escape")
        assert (inyo.app.desk.state.opened.file, inyo.focus) == ("丘.txt", "results")


async def test_what_was_opened_out_of_the_preview_is_come_back_to_as_well() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "p", "enter", "2", "j", "j", "j")
        assert shown(inyo)[0] == "灯台.txt"
        await inyo.press("escape")
        assert (shown(inyo), inyo.focus) == (("港.txt", "港の行方"), "results")


async def test_moving_through_the_preview_is_no_step() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        before = len(inyo.app.desk.state.trail)
        await inyo.press("p", "j", "j", "j")
        assert len(inyo.app.desk.state.trail) == before


async def test_the_passages_of_a_person_are_followed() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "p", "5", "enter")
        assert (shown(inyo)[0], inyo.focus) == ("港.txt", "results")
        assert shown(inyo)[1].startswith("港の工事について帆足氏")


async def test_what_is_listed_is_not_followed_while_another_answer_is_on_its_way() -> None:
    async with explorer() as inyo:
        await inyo.type("静か")
        await inyo.press("enter", "p", "5")
        go_on, passages_of = threading.Event(), inyo.library.passages_of

        def slow(name: str) -> Answer:
            go_on.wait(PATIENCE)
            return passages_of(name)

        with patch.object(inyo.library, "passages_of", slow):
            await inyo.pilot.press("enter")
            await inyo.until(lambda: not inyo.app.desk.previewing.waiting)
            assert inyo.app.desk.state.view.hit == -1
            go_on.set()
            await inyo.settle()
        assert shown(inyo)[1].startswith("港の工事について帆足氏")


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 10)])
async def test_on_small_screens_the_results_stand_over_the_text(size: tuple[int, int]) -> None:
    async with explorer(size=size) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "p")
        assert (inyo.app.desk.results.display, inyo.app.desk.reader.display, inyo.focus) == (True, True, "results")
        assert inyo.app.desk.results.region.bottom <= inyo.app.desk.reader.region.y
        assert inyo.app.desk.reader.text.size.height >= 3
        await inyo.press("p")
        assert inyo.app.desk.reader.display == (size == (80, 24))


async def test_a_screen_without_room_for_it_says_so() -> None:
    async with explorer(size=(40, 8)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "p")
        assert inyo.message.startswith(inyo.app.desk.say("preview.small")[:20])
        assert inyo.app.desk.state.opened is None


async def test_a_zoomed_list_makes_room_for_it() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "plus", "p")
        assert (inyo.app.desk.reader.display, shown(inyo)[0]) == (True, "港.txt")


async def test_it_says_that_it_is_on_and_how_it_ends() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "p")
        assert inyo.message == inyo.app.desk.say("preview.on", key="p")
        assert any("2 Results  preview" in row for row in inyo.screen())
        await inyo.press("p")
        assert inyo.message == inyo.app.desk.say("preview.off")


async def test_it_is_on_again_in_the_next_session() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "p", "q")
    async with explorer() as inyo:
        assert inyo.app.desk.state.preview
        await inyo.press("escape", "2", "j")
        assert shown(inyo)[1].startswith("港の工事")


async def test_the_text_follows_the_quotations_of_several_documents_too() -> None:
    async with explorer() as inyo:
        await inyo.type("帆足")
        await inyo.press("enter", "4", "w", "p")
        assert shown(inyo) == ("港.txt", "港の工事について帆足氏は「港は渡さない」と述べた。")
        assert inyo.app.desk.reader.quote_at_spot == inyo.app.desk.quotations.current
        await inyo.press("G")
        assert shown(inyo) == ("灯台.txt", "帆足氏は「灯台は残す」と書いた。")
        assert (inyo.focus, inyo.app.desk.quotations.list.has_focus) == ("quotations", True)


async def test_to_go_to_the_quotations_does_not_move_what_is_being_read() -> None:
    async with explorer() as inyo:
        await inyo.open("静か")
        await inyo.press("2", "p", "3", "4")
        assert shown(inyo) == ("港.txt", "町の港は静かだ。")


async def test_on_a_narrow_screen_the_text_stands_under_the_quotations_that_it_follows() -> None:
    async with explorer(size=(40, 12)) as inyo:
        await inyo.open("港")
        await inyo.press("4", "p", "j")
        rows = inyo.screen()
        titles = [at for at, row in enumerate(rows) if row.startswith((" 4 Quotations", " 3 Text"))]
        assert titles == [1, 6]
        assert any("急がない" in row for row in rows[7:-1])


async def test_on_a_wide_screen_the_text_follows_the_lists_and_what_is_typed_by_itself() -> None:
    async with explorer(preview="auto") as inyo:
        await inyo.type("港")
        assert shown(inyo)[0] == "港.txt" and inyo.focus == "search"
        await inyo.type("畑")
        await inyo.press("ctrl+u")
        await inyo.type("畑")
        assert shown(inyo)[0] == "丘.txt"
        await inyo.press("ctrl+u")
        await inyo.type("灯台")
        await inyo.press("enter", "j")
        assert shown(inyo)[0] == "灯台.txt" and inyo.focus == "results"


async def test_what_the_reader_opened_stays_while_another_query_is_typed() -> None:
    async with explorer(preview="auto") as inyo:
        await inyo.open("畑")
        await inyo.type("港")
        assert shown(inyo)[0] == "丘.txt"


@pytest.mark.parametrize(("size", "preview"), [((80, 24), "auto"), ((140, 40), "off")])
async def test_elsewhere_nothing_is_opened_by_typing(size: tuple[int, int], preview: str) -> None:
    async with explorer(size=size, preview=preview) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "j")
        assert inyo.app.desk.state.opened is None
