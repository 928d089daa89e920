"""What is kept between sessions, and what becomes of files that cannot be read."""

from __future__ import annotations

import stat
from pathlib import Path
from unittest.mock import patch

import pytest

from inyo.tui.keep import session
from inyo.tui.keep.folders import state_folder
from inyo.tui.keep.session import Place, Session
from inyo.tui.state import mark_key
from tests.tui.builders import quote
from tests.tui.explorer import explorer


def test_a_place_is_kept_for_each_collection() -> None:
    kept = Session()
    kept.leave([Path("/one")], Place("港", "/one/a.txt", 3, 5))
    kept.leave([Path("/two")], Place("灯台"))
    assert session.load().place([Path("/one")]) == Place("港", "/one/a.txt", 3, 5)
    assert session.load().place([Path("/three")]) == Place()


def test_marks_come_back_whole() -> None:
    marked = quote(speaker_span=(2, 4), inferred=True)
    Session().change_mark(mark_key(marked), marked)
    assert list(session.load().marks.values()) == [marked]


def test_half_a_surrogate_pair_in_a_quotation_does_not_lose_the_marks() -> None:
    marked = quote("「\ud83d」")
    Session().change_mark(mark_key(marked), marked)
    assert list(session.load().marks.values()) == [marked]


def test_the_files_are_the_readers_own() -> None:
    Session().change_mark(mark_key(quote()), quote())
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
    loaded.change_mark(mark_key(quote()), quote())
    assert aside.read_text("utf-8") == content


def test_two_explorers_keep_each_others_marks() -> None:
    one, other = session.load(), session.load()
    first, second = quote("「一つ」"), quote("「二つ」")
    one.change_mark(mark_key(first), first)
    other.change_mark(mark_key(second), second)
    assert list(other.marks.values()) == [first, second]
    one.change_mark(mark_key(first), None)
    assert list(session.load().marks.values()) == [second]


def test_a_mark_that_could_not_be_written_is_written_with_the_next() -> None:
    kept, (first, second) = Session(), (quote("「一つ」"), quote("「二つ」"))
    with patch.object(session, "replace_file", side_effect=OSError), pytest.raises(OSError):
        kept.change_mark(mark_key(first), first)
    assert list(kept.marks.values()) == [first]
    kept.change_mark(mark_key(second), second)
    assert list(session.load().marks.values()) == [first, second]


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
        with patch.object(session, "replace_file", side_effect=OSError("the disk is full")):
            await inyo.press("4", "m")
        assert inyo.message.startswith("The marks could not be saved")
