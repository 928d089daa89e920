"""What is kept between sessions, and what becomes of files that cannot be read."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.tui.builders import quote
from tests.tui.explorer import explorer
from tui import session
from tui.folders import state_folder
from tui.session import Place, Session


def test_a_place_is_kept_for_each_collection() -> None:
    kept = Session()
    kept.leave([Path("/one")], Place("港", "/one/a.txt", 3, 5))
    kept.leave([Path("/two")], Place("灯台"))
    assert session.load().place([Path("/one")]) == Place("港", "/one/a.txt", 3, 5)
    assert session.load().place([Path("/three")]) == Place()


def test_marks_come_back_whole() -> None:
    marked = quote(speaker_span=(2, 4), inferred=True)
    Session().keep_marks([marked])
    assert list(session.load().marks.values()) == [marked]


def test_half_a_surrogate_pair_in_a_quotation_does_not_lose_the_marks() -> None:
    marked = quote("「\ud83d」")
    Session().keep_marks([marked])
    assert list(session.load().marks.values()) == [marked]


def test_the_files_are_the_readers_own() -> None:
    Session().keep_marks([quote()])
    assert stat.S_IMODE((state_folder() / "marks.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"marks": [1]}', '{"marks": [{"file": 3}]}', "\ufeff{}", "[" * 100_000,
     '{"marks": [{"file": "a", "title": "", "date": "", "source": "", "author": "", "paragraph": "x", '
     '"quotation": {}, "person": ""}]}'],
    ids=range(9),
)  # fmt: skip
def test_marks_that_cannot_be_read_are_set_aside_and_not_overwritten(content: str) -> None:
    state_folder().mkdir(parents=True)
    (state_folder() / "marks.json").write_text(content, "utf-8")
    loaded = session.load()
    assert loaded.marks == {}
    (aside,) = loaded.unreadable
    loaded.keep_marks([quote()])
    assert aside.read_text("utf-8") == content


async def test_an_unreadable_session_is_said_in_a_sentence_and_the_explorer_opens() -> None:
    state_folder().mkdir(parents=True)
    (state_folder() / "session.json").write_text("oops", "utf-8")
    async with explorer(settle=False) as inyo:
        assert inyo.message.startswith("What was kept from the last session could not be read")


async def test_query_and_place_are_there_again_in_the_next_session() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("n", "n", "q")
    async with explorer() as inyo:
        view = inyo.app.state.view
        assert (view.query, inyo.app.search_box.value) == ("港", "港")
        assert inyo.app.state.opened.document.text[view.start : view.end] == "港"
        await inyo.until(lambda: inyo.app.reader.text.current_hit == 2)


async def test_a_marks_file_that_cannot_be_written_is_said() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        state_folder().parent.mkdir(parents=True, exist_ok=True)
        state_folder().mkdir(exist_ok=True)
        (state_folder() / "marks.json").mkdir()
        await inyo.press("4", "m")
        assert inyo.message.startswith("The marks could not be saved")
