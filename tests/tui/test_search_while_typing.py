"""Results follow what is typed; what is late never shows."""

from __future__ import annotations

import errno
import threading

from textual import events

from inyo.tui.state import Opening
from tests.tui.explorer import explorer
from tests.tui.fake_library import FakeLibrary
from tests.tui.rest import rest


async def test_results_follow_typing_without_enter() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        assert [hit.file for hit in inyo.app.desk.state.answer.hits] == ["港.txt", "港.txt", "港.txt", "灯台.txt"]
        rows = inyo.screen()[inyo.app.desk.results.region.y + 1 :][:6]
        shown = [row[: inyo.app.desk.results.list.text_width].strip(" >▾") for row in rows]
        assert [row.split()[0][:12] for row in shown] == [
            "港の行方", "港の行方", "港の工事について帆足氏は", "町の港は静かだ。",
            "灯台の夜", "港から見える灯台である。",
        ]  # fmt: skip


async def test_an_older_answer_never_replaces_a_newer_one() -> None:
    library = FakeLibrary(hold={"港": threading.Event()})
    async with explorer(library) as inyo:
        await inyo.pilot.press("港")
        await inyo.until(lambda: "港" in library.asked)
        inyo.app.desk.search_box.value = "灯台"
        await inyo.until(lambda: inyo.app.desk.state.answer is not None)
        library.hold["港"].set()
        await inyo.until(lambda: all(worker.is_finished for worker in inyo.app.workers))
        assert inyo.app.desk.state.answer.query == "灯台"


async def test_typing_stays_quick_while_a_search_hangs() -> None:
    library = FakeLibrary(hold={"港": threading.Event()})
    async with explorer(library) as inyo:
        await inyo.pilot.press("港")
        await inyo.until(lambda: "港" in library.asked)
        await inyo.pilot.press("の")
        assert inyo.app.desk.search_box.value == "港の"
        library.hold["港"].set()


async def test_fast_typing_asks_once() -> None:
    async with explorer() as inyo:
        for end in range(1, 5):
            inyo.app.desk.searching.typed("灯台の夜"[:end])
        await inyo.settle()
        assert inyo.library.asked == ["灯台の夜"]


async def test_an_emptied_box_empties_the_results() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("backspace")
        assert inyo.app.desk.state.answer is None
        assert inyo.app.desk.results.list.count == 0


async def test_words_that_do_occur_are_offered_and_searched_by_enter() -> None:
    async with explorer() as inyo:
        await inyo.type("湊")
        await inyo.press("enter", "enter")
        assert inyo.app.desk.search_box.value == "港"
        assert inyo.app.desk.state.answer.total == 4


async def test_a_search_that_fails_is_said_in_the_status_line() -> None:
    class Broken(FakeLibrary):
        def search(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise OSError(errno.EIO, "the index is gone")

    async with explorer(Broken()) as inyo:
        await inyo.type("港")
        assert "the index is gone" in inyo.message


async def test_escape_leaves_the_box_and_then_takes_the_query_back() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("escape")
        assert (inyo.focus, inyo.app.desk.search_box.value) == ("results", "港")
        await inyo.press("slash", *"の工事")
        await inyo.press("escape", "escape")
        assert inyo.app.desk.state.view.query == "港"


async def test_what_is_pasted_outside_the_box_is_searched_for() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        inyo.app.post_message(events.Paste("灯台\r"))
        await inyo.until(lambda: inyo.app.desk.state.answer.query == "灯台")
        assert inyo.focus == "search"


async def opened_while_asked(first: str) -> tuple[str, list[str]]:
    """The document open and the words marked in it, where it was opened while a search for 港 was under way; `first`
    was open before."""
    library = FakeLibrary(hold={"港": threading.Event()})
    async with explorer(library) as inyo:
        if first:
            inyo.app.desk.reading.open(Opening(first))
            await inyo.settle()
        await inyo.pilot.press("港")
        await inyo.until(lambda: "港" in library.asked)
        inyo.app.desk.reading.open(Opening("灯台.txt"))
        await inyo.until(
            lambda: inyo.app.desk.state.opened is not None and inyo.app.desk.state.opened.file == "灯台.txt"
        )
        library.hold["港"].set()
        await inyo.settle()
        opened = inyo.app.desk.state.opened
        return opened.file, [opened.document.text[start:end] for start, end in inyo.app.desk.reader.text.hits]


async def test_a_document_opened_while_an_answer_was_under_way_keeps_its_hits() -> None:
    assert await opened_while_asked("") == ("灯台.txt", ["港"])


async def test_hits_of_the_document_that_was_open_never_mark_another() -> None:
    assert await opened_while_asked("港.txt") == ("灯台.txt", ["港"])


async def test_a_query_and_enter_in_one_packet_lead_to_its_results() -> None:
    async with explorer() as inyo:
        for key in ("港", "enter"):  # without waiting for what the first one leads to
            inyo.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await inyo.settle()
        assert (inyo.focus, inyo.app.desk.state.view.query) == ("results", "港")


async def test_an_enter_before_the_answer_opens_its_first_passage_when_it_comes() -> None:
    library = FakeLibrary()
    async with explorer(library) as inyo:
        await inyo.type("港")
        library.hold["灯台"] = held = threading.Event()
        inyo.app.desk.search_box.set_value("灯台")
        inyo.app.desk.searching.typed("灯台")
        await inyo.pilot.press("enter", "enter")
        await rest(inyo.pilot)
        assert inyo.app.desk.state.opened is None and inyo.focus == "results"
        held.set()
        await inyo.until(lambda: inyo.app.desk.state.opened is not None)
        assert (inyo.app.desk.state.opened.file, inyo.focus) == ("灯台.txt", "reader")
