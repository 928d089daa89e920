"""The explorer is used while the collection is read."""

from __future__ import annotations

import errno
import re
import threading
from unittest.mock import patch

import pytest
from textual.message import Message

from inyo.index.library import DocumentInfo, Problem, ProblemKind, Progress, Report
from inyo.tui.terminal.cells import cell_width
from tests.tui.explorer import explorer
from tests.tui.fake_library import FakeLibrary
from tests.waiting import PATIENCE

STEP = Progress("read", 120, 600, 310_000, 1.0)


async def test_progress_says_count_rate_and_time_left() -> None:
    library = FakeLibrary(steps=(STEP,), go_on=threading.Event())
    async with explorer(library, settle=False) as inyo:
        await inyo.until(lambda: inyo.app.desk.state.progress is not None)
        place = inyo.app.desk.status_line.place
        library.go_on.set()
        assert "120/600" in place
        assert "310,000 characters/s" in place
        assert "0:04 left" in place


async def test_one_can_search_while_it_is_read() -> None:
    library = FakeLibrary(steps=(STEP,), go_on=threading.Event())
    async with explorer(library, settle=False) as inyo:
        await inyo.pilot.press("港")
        await inyo.until(lambda: inyo.app.desk.state.answer is not None)
        assert inyo.app.desk.indexing.running
        library.go_on.set()


async def test_whom_a_finished_index_names_stands_on_the_first_screen_before_the_folder_is_read_again() -> None:
    library = FakeLibrary(steps=(STEP,), go_on=threading.Event())
    async with explorer(library, settle=False) as inyo:
        await inyo.until(lambda: bool(inyo.app.desk.state.start.people))
        assert inyo.app.desk.indexing.running
        library.go_on.set()


async def test_documents_fill_in_as_they_are_committed() -> None:
    library = FakeLibrary(docs=(), go_on=threading.Event())
    async with explorer(library, settle=False) as inyo:
        await inyo.settle_listing()
        library.docs = FakeLibrary().docs
        inyo.app.post_message(_progressed(STEP))
        await inyo.until(lambda: len(inyo.app.desk.state.documents) == 3)
        library.go_on.set()


async def test_files_left_out_are_counted_and_can_be_seen() -> None:
    problem = Problem("bad.txt", "binary", "is not text; leave it out of the folder")  # type: ignore[arg-type]
    async with explorer(FakeLibrary(left_out=(problem,))) as inyo:
        assert "files left out: 1 (! shows why)" in inyo.message
        await inyo.press("tab", "exclamation_mark")
        assert inyo.app.screen.rows == [("bad.txt", "is not text; leave it out of the folder")]


@pytest.mark.parametrize("kind", ProblemKind)
async def test_why_a_file_was_left_out_is_said_in_japanese_to_who_reads_japanese(kind: ProblemKind) -> None:
    async with explorer(FakeLibrary(left_out=(Problem("bad.txt", kind, "is bad"),)), language="ja") as inyo:
        await inyo.press("tab", "exclamation_mark")
        assert inyo.app.screen.rows == [("bad.txt", inyo.app.desk.say(f"problem.{kind}", detail="is bad"))]


async def test_what_was_left_out_is_named_from_the_collections_folder_on() -> None:
    problem = Problem("/collection/五月/bad.txt", ProblemKind.BINARY, "is not text")
    async with explorer(FakeLibrary(left_out=(problem,))) as inyo:
        await inyo.press("tab", "exclamation_mark")
        assert [row[0] for row in inyo.app.screen.rows] == ["五月/bad.txt"]


async def test_damaged_files_are_not_said_to_be_left_out() -> None:
    problem = Problem("bad.txt", ProblemKind.DAMAGED, "is damaged: one place was broken; the rest was read")
    async with explorer(FakeLibrary(left_out=(problem,))) as inyo:
        assert "files damaged: 1 (! shows which)" in inyo.message


async def test_what_the_library_has_to_say_is_said() -> None:
    async with explorer(FakeLibrary(said=("aliases.txt: line 3 names nobody; mend it",))) as inyo:
        assert inyo.message == "aliases.txt: line 3 names nobody; mend it"


async def test_more_than_one_thing_to_say_is_kept_to_be_looked_at() -> None:
    async with explorer(FakeLibrary(said=("aliases.txt: mend line 3", "synonyms.txt: mend line 4"))) as inyo:
        assert inyo.message == "aliases.txt: mend line 3 (! shows this and 1 more.)"
        await inyo.press("tab", "exclamation_mark")
        assert [row[0] for row in inyo.app.screen.rows] == ["aliases.txt: mend line 3", "synonyms.txt: mend line 4"]


async def test_a_theme_that_does_not_exist_is_said() -> None:
    async with explorer(theme="neon") as inyo:
        assert inyo.message.startswith("Settings: there is no theme neon; there are inyo-dark, ")


async def test_an_update_that_fails_is_said_and_what_is_there_can_be_used() -> None:
    class Full(FakeLibrary):
        def update(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise OSError(errno.ENOSPC, "no space left on the disk")

    async with explorer(Full()) as inyo:
        assert "no space left" in inyo.message
        await inyo.type("港")
        assert inyo.app.desk.state.answer.total == 4


def _progressed(step: Progress) -> Message:
    from inyo.tui.controllers.indexing import Progressed

    return Progressed(step)


async def test_what_another_process_writes_is_listed_when_it_has_come_to_its_end() -> None:
    class Locked(FakeLibrary):
        locked = True

        def update(self, *_: object, **__: object) -> Report:
            return Report(0, 0, 0, 0, (), 0.0, (("locked", "17", "noon"),) if self.locked else ())

    library = Locked(docs=())
    with patch("inyo.tui.controllers.indexing.ASKED_EVERY", 0.01):
        async with explorer(library) as inyo:
            assert inyo.message.startswith("Being indexed by process 17 since noon")
            library.docs, library.locked = FakeLibrary().docs, False
            await inyo.until(lambda: len(inyo.app.desk.state.documents) == 3)


async def test_nothing_is_called_not_found_while_another_process_builds_the_index_anew() -> None:
    class Locked(FakeLibrary):
        def update(self, *_: object, **__: object) -> Report:
            return Report(0, 0, 0, 0, (), 0.0, (("locked", "17", "noon"),))

    async with explorer(Locked(docs=()), size=(80, 24)) as inyo:
        await inyo.type("港")
        assert any(inyo.app.desk.say("results.none_building") in row for row in inyo.screen())


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("kind", ["elsewhere", "memory"])
async def test_a_notice_that_is_cut_says_with_which_key_all_of_it_is_read(kind: str, language: str) -> None:
    class Kept(FakeLibrary):
        def update(self, *_: object, **__: object) -> Report:
            folder = "/srv/home/newsroom/shared/.cache/inyo/0123456789abcdef"
            return Report(3, 0, 0, 0, (), 0.0, ((kind, folder, "Permission denied", "/tmp/inyo-1000/0123456789"),))

    async with explorer(Kept(), size=(80, 24), language=language) as inyo:
        await inyo.until(lambda: "!" in inyo.message)
        assert cell_width(inyo.message) < 80
        await inyo.press("escape", "escape", "!")
        shown = re.sub(r"[\s|>]", "", "".join(inyo.screen()))
        why = {"en": "Permissiondenied", "ja": "権限がありません"}[language]
        assert "0123456789abcdef" in shown and why in shown
        assert kind == "memory" or "/tmp/inyo-1000/0123456789" in shown


async def test_before_the_documents_are_there_none_is_not_said_to_be_their_number() -> None:
    come = threading.Event()

    class Slow(FakeLibrary):
        def documents(self) -> tuple[DocumentInfo, ...]:
            come.wait(PATIENCE)
            return super().documents()

    async with explorer(Slow(), settle=False) as inyo:
        await inyo.until(lambda: any(inyo.app.desk.say("documents.empty") in row for row in inyo.screen()))
        assert not any("0 documents" in row for row in inyo.screen())
        come.set()
        await inyo.until(lambda: any("3 documents" in row for row in inyo.screen()))


async def test_a_folder_without_documents_is_not_said_to_be_read_still() -> None:
    async with explorer(FakeLibrary(docs=())) as inyo:
        assert inyo.message.startswith("No documents that inyo reads (see inyo --help) in /collection")
        assert any(inyo.app.desk.say("documents.none") in row for row in inyo.screen())


@pytest.mark.parametrize(
    ("width", "said"),
    [(140, "Reading 120/600 · 310,000 characters/s"), (80, "Reading 120/600 · 0:04 left"), (40, " 120/600 · 0:04")],
)
async def test_progress_is_said_shorter_on_smaller_screens(width: int, said: str) -> None:
    library = FakeLibrary(steps=(STEP,), go_on=threading.Event())
    async with explorer(library, size=(width, 24), settle=False) as inyo:
        await inyo.until(lambda: inyo.app.desk.state.progress is not None)
        last = inyo.screen()[-1]
        library.go_on.set()
        assert said in last
