"""What is remembered: lines, places, queries, searches that are kept, and what came since."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from unittest.mock import patch

import pytest

from inyo.index.library import DocumentInfo, Report
from inyo.tui.keep import session
from inyo.tui.state import news_of
from tests.tui.explorer import Driven, explorer
from tests.tui.fake_library import HARBOUR, HILL, LIGHT, FakeLibrary, document
from tests.tui.test_terminal import Terminal
from tests.waiting import PATIENCE

LONG = document("長い.txt", "長い話\n" + "".join(f"第{n}段。潮が引いて石が顔を出す。\n" for n in range(200)))
LIBRARY = (LONG, HARBOUR, LIGHT)


def top(inyo: Driven) -> int:
    return inyo.app.desk.reader.top


async def test_a_document_is_opened_where_it_was_left() -> None:
    async with explorer(FakeLibrary(LIBRARY)) as inyo:
        await inyo.press("escape", "1", "enter", "space", "space")
        left = top(inyo)
        await inyo.press("J", "K")
        assert (left > 0, top(inyo)) == (True, left)


async def test_a_line_is_known_until_it_is_written() -> None:
    with (
        patch("inyo.tui.controllers.remembering.SAVED_EVERY", 0.02),
        patch("inyo.tui.keep.session.Session.leave", side_effect=OSError("no space")) as leave,
    ):
        async with explorer(FakeLibrary(LIBRARY)) as inyo:
            await inyo.press("escape", "1", "enter", "space", "space")
            left = top(inyo)
            tried = leave.call_count
            await inyo.press("J")
            await inyo.until(lambda: leave.call_count > tried)
            await inyo.press("K")
            assert (left > 0, top(inyo)) == (True, left)


async def test_it_is_in_the_next_session_too_to_the_row() -> None:
    async with explorer(FakeLibrary(LIBRARY)) as inyo:
        await inyo.press("escape", "1", "enter", "space", "j", "plus")
        left = top(inyo)
        await inyo.press("q")
    async with explorer(FakeLibrary(LIBRARY)) as inyo:
        assert (top(inyo), inyo.focus, inyo.app.desk.state.view.zoomed) == (left, "search", True)
        await inyo.press("escape")
        assert inyo.focus == "reader"


async def test_the_place_is_written_while_one_reads() -> None:
    with patch("inyo.tui.controllers.remembering.SAVED_EVERY", 0.02):
        async with explorer(FakeLibrary(LIBRARY)) as inyo:
            await inyo.press("escape", "1", "enter", "space")
            await inyo.until(lambda: session.load().lines.get("長い.txt") is not None)
            await inyo.until(lambda: session.load().lines["長い.txt"].top == top(inyo))


async def left_at_a_document() -> None:
    async with explorer(FakeLibrary(LIBRARY)) as inyo:
        await inyo.open("港")
        await inyo.press("q")


class Slow(FakeLibrary):
    """Documents that are listed when they are let go."""

    def documents(self) -> tuple[DocumentInfo, ...]:
        self.hold["documents"].wait(PATIENCE)
        return super().documents()


async def test_the_place_stays_while_documents_are_slow_to_come() -> None:
    await left_at_a_document()
    slow = Slow(LIBRARY, hold={"documents": threading.Event()})
    async with explorer(slow, settle=False) as inyo:
        inyo.app.desk.remembering._save_changed()  # as it is done every few seconds
        await inyo.until(lambda: "saving" not in inyo.app.desk.jobs.under_way)
        slow.hold["documents"].set()
        await inyo.until(lambda: inyo.app.desk.state.view.file == "港.txt")


async def test_the_place_stays_where_one_leaves_before_the_documents_are_there() -> None:
    await left_at_a_document()
    slow = Slow(LIBRARY, hold={"documents": threading.Event()})
    async with explorer(slow, settle=False) as inyo:
        inyo.app.desk.leave()
        slow.hold["documents"].set()
    assert session.load().place([Path("/collection")]).view.file == "港.txt"


def test_a_hang_up_loses_no_place() -> None:
    started = Terminal()
    assert started.shows("3 documents")
    os.write(started.descriptor, "港\r\r".encode())
    assert started.shows("知事は「急がない」"), started.screen.text
    os.kill(started.pid, signal.SIGHUP)
    assert started.status() == 129
    assert session.load().place([Path("/collection")]).view.file == "港.txt"


async def test_what_is_typed_at_a_restored_start_is_a_new_query() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("q")
    async with explorer() as inyo:
        await inyo.press(*"灯台")
        assert inyo.app.desk.state.view.query == "灯台"


async def test_queries_of_the_session_before_are_there_with_the_arrow() -> None:
    async with explorer() as inyo:
        await inyo.open("灯台")
        await inyo.press("q")
    async with explorer() as inyo:
        inyo.app.desk.search_box.set_value("")
        await inyo.press("up")
        assert inyo.app.desk.search_box.value == "灯台"


async def test_places_are_walked_back_and_forth_at_their_lines() -> None:
    async with explorer(FakeLibrary(LIBRARY)) as inyo:
        await inyo.press("escape", "1", "enter", "space", "space")
        left = top(inyo)
        await inyo.press("J", "J", "ctrl+o")
        assert inyo.app.desk.state.view.file == "港.txt"
        await inyo.press("ctrl+o")
        assert (inyo.app.desk.state.view.file, top(inyo)) == ("長い.txt", left)
        await inyo.press("ctrl+o")
        assert inyo.message == inyo.app.desk.say("place.none.back")
        await inyo.press("ctrl+right_square_bracket", "ctrl+right_square_bracket")
        assert inyo.app.desk.state.view.file == "灯台.txt"


async def test_a_search_is_kept_and_kept_no_more() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "s")
        assert [search.query for search in session.load().saved([Path("/collection")])] == ["港"]
        await inyo.press("s")
        assert session.load().saved([Path("/collection")]) == []


def test_what_came_changed_and_went_is_told_from_two_lists() -> None:
    before = FakeLibrary((HARBOUR, HILL)).documents()
    after = FakeLibrary((document("港.txt", HARBOUR.text + "\n新しい段。"), LIGHT)).documents()
    assert [(news.kind, news.info.file) for news in news_of(before, after)] == [
        ("added", "灯台.txt"), ("changed", "港.txt"), ("removed", "丘.txt"),
    ]  # fmt: skip


async def test_new_files_appear_by_themselves_and_place_and_cursor_stay() -> None:
    library = FakeLibrary((LONG, HARBOUR))
    async with explorer(library) as inyo:
        await inyo.press("escape", "1", "enter", "space", "1")
        left, cursor = top(inyo), inyo.app.desk.documents.list.cursor
        library.docs = (LONG, HARBOUR, HILL)
        library.reports.append(Report(1, 0, 0, 2, (), 0.1))
        inyo.app.desk.indexing.update()
        await inyo.settle()
        assert len(inyo.app.desk.state.documents) == 3
        assert (top(inyo), inyo.app.desk.documents.list.cursor) == (left, cursor)
        assert "new" in inyo.message or "added" in inyo.message or "1" in inyo.message
        await inyo.press("exclamation_mark")
        assert inyo.app.screen.rows[0] == ("new: 丘の畑", "丘.txt")


async def test_what_another_explorer_was_reading_when_this_one_began_is_no_news_and_in_no_kept_search() -> None:
    library = FakeLibrary((HARBOUR,))
    library.reports.append(Report(0, 0, 0, 1, (), 0.1, notices=(("locked", "4711", "host"),)))
    # it is looked at again when the test says so
    with patch("inyo.tui.controllers.indexing.ASKED_EVERY", 3600.0):
        async with explorer(library) as inyo:
            await inyo.type("港")
            await inyo.press("enter", "s")
            library.docs = (HARBOUR, LIGHT, HILL)
            library.reports.append(Report(0, 0, 0, 3, (), 0.1))
            inyo.app.desk.indexing.update()
            await inyo.settle()
            await inyo.settle_listing()
            state = inyo.app.desk.state
            assert (len(state.documents), state.news) == (3, ())
            await inyo.until(lambda: bool(state.start.kept) and state.start.kept[0].now > 0)
            assert (state.start.kept[0].now, state.start.kept[0].new) == (4, 0)
            library.docs = (HARBOUR, LIGHT, HILL, document("b.txt", "港の話。"))
            library.reports.append(Report(1, 0, 0, 3, (), 0.1))
            inyo.app.desk.indexing.update()
            await inyo.until(lambda: state.start.kept[0].new == 1)
            assert [news.info.file for news in state.news] == ["b.txt"]


async def test_what_was_counted_before_all_was_read_is_not_what_a_kept_search_counts_from() -> None:
    library = FakeLibrary((HARBOUR,))
    async with explorer(library) as inyo:
        desk = inyo.app.desk
        await inyo.type("港")
        desk.state.change(ready=False)
        await inyo.press("enter", "s")
        library.hold["港"] = threading.Event()
        desk.starting.ask()
        desk.state.change(ready=True)
        library.hold["港"].set()
        await inyo.until(lambda: not desk.jobs.busy("start"))
        assert [search.total for search in desk.session.saved(library.paths)] == [-1]
        desk.starting.ask()
        await inyo.until(lambda: not desk.jobs.busy("start"))
        assert [search.total for search in desk.session.saved(library.paths)] == [3]


async def test_a_document_that_changed_is_read_again_at_its_line() -> None:
    library = FakeLibrary((LONG, HARBOUR))
    async with explorer(library) as inyo:
        await inyo.press("escape", "1", "enter", "space")
        left = top(inyo)
        library.docs = (document("長い.txt", LONG.text + "終わりの段。\n"), HARBOUR)
        library.reports.append(Report(0, 1, 0, 1, (), 0.1))
        await inyo.press("u")
        await inyo.settle()
        assert "終わりの段" in inyo.app.desk.reader.text.text
        assert top(inyo) == left


async def test_where_nothing_changed_it_is_said_to_who_asked() -> None:
    library = FakeLibrary()
    async with explorer(library) as inyo:
        library.reports.append(Report(0, 0, 0, 3, (), 0.1))
        await inyo.press("escape", "u")
        assert inyo.message == inyo.app.desk.say("update.nothing")


async def test_a_document_that_a_hit_opened_comes_back_at_the_row_that_was_scrolled_to() -> None:
    long = document("長い.txt", "港の行方\n" + "\n".join(f"{number}番目の桟橋に船が着いた。" for number in range(200)))
    async with explorer(FakeLibrary((long, *FakeLibrary().docs)), size=(80, 24)) as inyo:
        await inyo.open("港")
        await inyo.press("pagedown", "pagedown")
        top = inyo.app.desk.reader.top
        assert top > 100
        view = inyo.app.desk.navigation.snapshot()
        await inyo.press("1", "enter")
        inyo.app.desk.navigation.restore(view)
        await inyo.settle()
        assert inyo.app.desk.reader.top == top


async def test_an_older_query_is_chosen_by_a_part_of_it_from_anywhere() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.open("灯台")
        await inyo.open("畑")
        await inyo.press("ctrl+r")
        assert [row[0] for row in inyo.app.screen.rows] == ["畑", "灯台", "港"]
        await inyo.send("minato")
        await inyo.press("enter")
        assert inyo.app.desk.search_box.value == "港" and inyo.focus == "results"


@pytest.mark.parametrize(("keys", "focus"), [(("4",), "quotations"), ((), "results"), (("1",), "documents")])
async def test_the_list_one_was_in_is_there_again_at_its_row(keys: tuple[str, ...], focus: str) -> None:
    async with explorer(size=(80, 24)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", *keys, "down", "down")
        row = inyo.app.desk.frame.row_of(focus)  # type: ignore[arg-type]
        await inyo.press("q")
    async with explorer(size=(80, 24)) as inyo:
        desk = inyo.app.desk
        assert desk.frame.row_of(focus) == row > 0  # type: ignore[arg-type]
        assert desk.navigation.shows(focus) and inyo.focus == "search"  # type: ignore[arg-type]
        await inyo.press("escape")
        assert inyo.focus == focus


async def test_the_results_are_there_again_at_the_hit_that_was_read() -> None:
    async with explorer(size=(80, 24)) as inyo:
        await inyo.open("港")
        await inyo.press("n", "n")
        row = inyo.app.desk.results.list.cursor
        await inyo.press("q")
    async with explorer(size=(80, 24)) as inyo:
        assert inyo.app.desk.results.list.cursor == row > 1
        await inyo.type("畑")
        assert inyo.app.desk.results.current == inyo.app.desk.results.order[0]
        await inyo.press("escape", "escape")
        assert (inyo.app.desk.state.view.query, inyo.app.desk.results.list.cursor) == ("港", row)


async def test_a_zoomed_pane_is_zoomed_again() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("plus", "q")
    async with explorer() as inyo:
        desk = inyo.app.desk
        assert desk.state.view.zoomed and desk.navigation.shows("reader") and not desk.navigation.shows("results")
        await inyo.press("x")  # a letter is a query at once, and its answer is in sight
        assert desk.navigation.shows("results")


async def test_an_explorer_that_was_left_before_anything_was_done_is_left_as_it_was() -> None:
    async with explorer(size=(80, 24)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "4", "down", "q")
    async with explorer(size=(80, 24)) as inyo:
        await inyo.press("f10")
    async with explorer(size=(80, 24)) as inyo:
        assert inyo.app.desk.navigation.shows("quotations")
