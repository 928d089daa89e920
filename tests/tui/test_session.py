"""What is kept between sessions, and what becomes of files that cannot be read."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inyo.index.own.atomic_files import own_folder
from inyo.tui.keep import session
from inyo.tui.keep.session import Line, Place, SavedSearch, Session
from inyo.tui.state import Note, View, mark_key
from tests.tui.builders import quote
from tests.tui.explorer import explorer


def test_a_place_is_kept_for_each_collection() -> None:
    kept = Session()
    place = Place(View("reader", "港", file="/one/a.txt", start=3, end=5, top=2, zoomed=True), preview=True)
    kept.leave([Path("/one")], place)
    kept.leave([Path("/two")], Place(View(query="灯台")))
    assert session.load().place([Path("/one")]) == place
    assert session.load().place([Path("/three")]) == Place()


def test_marks_come_back_whole() -> None:
    marked = quote(speaker_span=(2, 4), inferred=True)
    Session().change_mark(mark_key(marked), marked)
    assert list(session.load().marks.values()) == [marked]


def test_the_files_say_by_which_version_they_are_read() -> None:
    kept = Session()
    kept.leave([Path("/one")], Place())
    kept.save_search([Path("/one")], SavedSearch("港", 3, 2))
    kept.change_mark(mark_key(quote()), quote())
    files = {
        name: json.loads((own_folder("state") / f"{name}.json").read_bytes())
        for name in ("session", "searches", "marks")
    }
    assert {name: file["version"] for name, file in files.items()} == {"session": 2, "searches": 1, "marks": 1}


def test_what_an_earlier_version_did_not_write_is_as_if_it_were_not_known() -> None:
    folder = own_folder("state")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "session.json").write_text('{"version": 2, "lines": {"a.txt": {"top": 7}}, "queries": ["港"]}')
    (folder / "searches.json").write_text('{"version": 1, "searches": {"/one": [{"query": "港"}]}}')
    known = session.load()
    assert (known.lines["a.txt"], known.queries, known.unreadable) == (Line(7, 0, 0.0), ["港"], ())
    assert known.saved([Path("/one")]) == [SavedSearch("港", 0, 0)]


def test_two_explorers_keep_each_others_searches() -> None:
    one, other = session.load(), session.load()
    one.save_search([Path("/one")], SavedSearch("港", 3, 2))
    other.save_search([Path("/one")], SavedSearch("灯台", 1, 1))
    one.save_search([Path("/one")], SavedSearch("港", 4, 2))
    assert [each.query for each in session.load().saved([Path("/one")])] == ["港", "灯台"]
    one.save_search([Path("/one")], SavedSearch("灯台"), keep=False)
    assert session.load().saved([Path("/one")]) == [SavedSearch("港", 4, 2)]


def test_a_note_keeps_the_marks_and_notes_of_another_explorer() -> None:
    (ours, theirs) = (quote("「港を見た」"), quote("「灯台を見た」"))
    here, there = session.load(), session.load()
    there.change_mark(mark_key(theirs), theirs)
    there.change_note(mark_key(theirs), Note("聞く"))
    here.change_mark(mark_key(ours), ours)
    there.change_mark(mark_key(theirs), None)
    here.change_note(mark_key(ours), Note("見る"))
    assert session.load().notes == {mark_key(ours): Note("見る")}
    there.change_mark(mark_key(theirs), theirs)
    here.change_note(mark_key(ours), Note("また見る"))
    assert set(session.load().marks) == {mark_key(ours), mark_key(theirs)}


def test_half_a_surrogate_pair_in_a_quotation_does_not_lose_the_marks() -> None:
    marked = quote("「\ud83d」")
    Session().change_mark(mark_key(marked), marked)
    assert list(session.load().marks.values()) == [marked]


def test_the_files_are_the_readers_own() -> None:
    Session().change_mark(mark_key(quote()), quote())
    assert stat.S_IMODE((own_folder("state") / "marks.json").stat().st_mode) == 0o600


def _kept() -> Session:
    """A session of which everything is on the disk."""
    kept = Session()
    paths = [Path("/one"), Path("/two")]
    kept.leave(paths, Place(View("reader", "港", file="/one/a.txt", start=3)), {"/one/a.txt": Line(7, 90)}, ["灯台"])
    kept.save_search(paths, SavedSearch("船", 12, 3))
    for words in ("「港を見た」", "「船が来た」"):
        kept.change_mark(mark_key(quote(words)), quote(words))
    kept.change_note(mark_key(quote("「港を見た」")), Note("聞く", ("海",)))
    return session.load()


@pytest.mark.parametrize("name", ["marks.json", "session.json", "searches.json"])
@given(st.integers(0), st.integers(0, 7))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bit_that_is_another_changes_nothing_or_is_said(name: str, place: int, bit: int) -> None:
    kept = _kept()
    assert kept.marks and kept.notes and kept.places and kept.searches and kept.queries
    file = own_folder("state") / name
    data = bytearray(file.read_bytes())
    data[place % len(data)] ^= 1 << bit
    file.write_bytes(data)
    loaded = session.load()
    for each in own_folder("state").iterdir():
        each.unlink()
    assert loaded.unreadable or loaded == kept


def test_marks_changed_by_hand_are_taken_once_their_check_is_taken_out() -> None:
    _kept()
    file = own_folder("state") / "marks.json"
    changed = {**json.loads(file.read_text("utf-8")), "notes": []}
    file.write_text(json.dumps(changed, indent=2), "utf-8")
    assert "take out `check`" in session.load().unreadable[0]
    del changed["check"]
    file.write_text(json.dumps(changed, indent=2), "utf-8")
    loaded = session.load()
    assert len(loaded.marks) == 2
    assert not loaded.notes and not loaded.unreadable


def test_two_explorers_keep_each_others_places_and_lines() -> None:
    one, other = Session(), Session()
    one.leave([Path("/one")], Place(View(query="港")), {"/one/a.txt": Line(7, 90)}, ["港"])
    other.leave([Path("/two")], Place(View(query="灯台")), {"/two/b.txt": Line(1, 9)}, ["灯台"])
    kept = session.load()
    assert kept.place([Path("/one")]).view.query == "港"
    assert kept.place([Path("/two")]).view.query == "灯台"
    assert set(kept.lines) == {"/one/a.txt", "/two/b.txt"}
    assert kept.queries == ["港", "灯台"]


def test_a_mark_that_was_written_late_and_is_taken_away_elsewhere_does_not_come_back() -> None:
    here, first, second = Session(), quote("「港」"), quote("「船」")
    with patch("inyo.tui.keep.serialiser.replace_file", side_effect=OSError), pytest.raises(OSError):
        here.change_mark(mark_key(first), first)
    here.change_mark(mark_key(second), second)
    assert len(session.load().marks) == 2
    session.load().change_mark(mark_key(first), None)
    here.change_mark(mark_key(second), None)
    assert session.load().marks == {}


def test_a_note_brings_the_mark_that_could_not_be_written() -> None:
    here, marked, other = Session(), quote("「港」"), quote("「船」")
    here.change_mark(mark_key(other), other)
    with patch("inyo.tui.keep.serialiser.replace_file", side_effect=OSError), pytest.raises(OSError):
        here.change_mark(mark_key(marked), marked)
    here.change_note(mark_key(marked), Note("聞く"))
    kept = session.load()
    assert list(kept.marks.values()) == [other, marked]
    assert kept.notes == {mark_key(marked): Note("聞く")}


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"marks": [1]}', '{"marks": [{"file": 3}]}', "\ufeff{}", "[" * 100_000,
     '{"marks": [{"file": "a", "title": "", "date": "", "source": "", "author": "", "paragraph": "x", '
     '"quotation": {}, "person": ""}]}'],
    ids=range(9),
)  # fmt: skip
def test_marks_that_cannot_be_read_are_set_aside_and_not_overwritten(content: str) -> None:
    own_folder("state").mkdir(parents=True)
    (own_folder("state") / "marks.json").write_text(content, "utf-8")
    loaded = session.load()
    assert loaded.marks == {}
    (said,) = loaded.unreadable
    aside = own_folder("state") / "marks.json.unreadable"
    assert said.startswith(str(aside))
    loaded.change_mark(mark_key(quote()), quote())
    assert aside.read_text("utf-8") == content


def test_what_was_set_aside_before_stays_when_another_file_cannot_be_read() -> None:
    own_folder("state").mkdir(parents=True)
    for content in ("first", "second"):
        (own_folder("state") / "marks.json").write_text(content, "utf-8")
        assert session.load().unreadable
    assert {file.read_text("utf-8") for file in own_folder("state").glob("marks.json.unreadable*")} == {
        "first",
        "second",
    }


@pytest.mark.parametrize("name", ["marks.json", "session.json", "searches.json"])
def test_what_a_newer_version_wrote_is_left_as_it_is_and_that_is_said(name: str) -> None:
    own_folder("state").mkdir(parents=True)
    file = own_folder("state") / name
    written = json.dumps({"version": 9, "marks": {"1": "of another kind"}, "places": 3, "searches": [1]})
    file.write_text(written, "utf-8")
    loaded = session.load()
    assert loaded.newer == (file,) and not loaded.unreadable
    with contextlib.suppress(OSError):
        loaded.change_mark(mark_key(quote()), quote())
    with contextlib.suppress(OSError):
        loaded.leave([Path("/one")], Place(), queries=["港"])
    with contextlib.suppress(OSError):
        loaded.save_search([Path("/one")], SavedSearch("港"))
    assert file.read_text("utf-8") == written
    assert [each.name for each in own_folder("state").iterdir() if "unreadable" in each.name] == []


async def test_marks_of_a_newer_version_are_said_in_a_sentence_when_the_explorer_opens() -> None:
    own_folder("state").mkdir(parents=True)
    (own_folder("state") / "marks.json").write_text('{"version": 2}', "utf-8")
    async with explorer(settle=False) as inyo:
        assert inyo.message.startswith("A newer inyo wrote")


def test_what_is_wrong_with_a_file_is_said_with_its_field() -> None:
    own_folder("state").mkdir(parents=True)
    (own_folder("state") / "session.json").write_text(
        '{"version": 2, "places": {"/a": {"view": {"start": "x"}}}}', "utf-8"
    )
    assert "$.places[...].view.start" in session.load().unreadable[0]


def test_lines_queries_and_saved_searches_come_back() -> None:
    kept, here = Session(), [Path("/one")]
    kept.leave(here, Place(), {"/one/a.txt": Line(40, 100)}, ["港", "灯台", "港"])
    kept.save_search(here, SavedSearch("港", 4, 2))
    kept.save_search(here, SavedSearch("灯台", 1, 1))
    kept.save_search(here, SavedSearch("港", 5, 2))
    loaded = session.load()
    assert loaded.lines == {"/one/a.txt": Line(40, 100)}
    assert loaded.queries == ["灯台", "港"]
    assert loaded.saved(here) == [SavedSearch("港", 5, 2), SavedSearch("灯台", 1, 1)]


def test_a_note_stays_with_its_mark_and_goes_with_it() -> None:
    kept, key = Session(), mark_key(quote())
    kept.change_mark(key, quote())
    kept.change_note(key, Note("たしかめる", ("港",)))
    assert session.load().notes == {key: Note("たしかめる", ("港",))}
    kept.change_mark(key, None)
    assert session.load().notes == {}


def test_a_pipe_in_the_place_of_the_marks_is_not_waited_for() -> None:
    own_folder("state").mkdir(parents=True)
    os.mkfifo(own_folder("state") / "marks.json")
    assert "no ordinary file" in session.load().unreadable[0]


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
    with patch("inyo.tui.keep.serialiser.replace_file", side_effect=OSError), pytest.raises(OSError):
        kept.change_mark(mark_key(first), first)
    assert list(kept.marks.values()) == [first]
    kept.change_mark(mark_key(second), second)
    assert list(session.load().marks.values()) == [first, second]


async def test_an_unreadable_session_is_said_in_a_sentence_and_the_explorer_opens() -> None:
    own_folder("state").mkdir(parents=True)
    (own_folder("state") / "session.json").write_text("oops", "utf-8")
    async with explorer(settle=False) as inyo:
        assert inyo.message.startswith("What was kept from the last session could not be read")


async def test_query_and_place_are_there_again_in_the_next_session() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("n", "n", "q")
    async with explorer() as inyo:
        view = inyo.app.desk.state.view
        assert (view.query, inyo.app.desk.search_box.value) == ("港", "港")
        assert inyo.app.desk.state.opened.document.text[view.start : view.end] == "港"
        await inyo.until(lambda: inyo.app.desk.reader.text.current_hit == 2)


def laid_as_a_file() -> Path:
    (own_folder("state").parent).mkdir(parents=True, exist_ok=True)
    own_folder("state").write_text("somebody's")
    return own_folder("state")


def laid_where_the_lock_is(make: Callable[[Path], None]) -> Path:
    own_folder("state").mkdir(parents=True)
    make(lock := own_folder("state") / ".marks.json.lock")
    return lock


@pytest.mark.parametrize(
    ("lay", "why"),
    [
        (laid_as_a_file, "Not a directory"),
        (lambda: laid_where_the_lock_is(Path.mkdir), "Is a directory"),
        (lambda: laid_where_the_lock_is(lambda lock: lock.symlink_to("/etc/passwd")), "Too many levels"),
    ],
    ids=["a file for the folder", "a folder for the lock", "a link for the lock"],
)
async def test_what_is_in_the_way_of_the_marks_is_named(lay: Callable[[], Path], why: str) -> None:
    in_the_way = lay()
    async with explorer(size=(160, 30)) as inyo:
        await inyo.open("港")
        await inyo.press("4", "4", "m")
        assert inyo.message.startswith(f"Marks not saved: {why}") and in_the_way.name in inyo.message


async def test_a_marks_file_that_cannot_be_written_is_said() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        with patch("inyo.tui.keep.serialiser.replace_file", side_effect=OSError("the disk is full")):
            await inyo.press("4", "4", "m")
        assert inyo.message.startswith("Marks not saved")
        assert "1 marked, 1 not saved" in inyo.app.desk.status_line.place
        await inyo.press("down", "m")
        assert "2 marked" in inyo.app.desk.status_line.place and "not saved" not in inyo.app.desk.status_line.place


def test_half_a_surrogate_pair_in_the_name_of_a_field_is_a_sentence(tmp_path: Path) -> None:
    file = own_folder("state") / "marks.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(r'{"\ud800": 1}', "utf-8")
    assert "marks.json.unreadable" in session.load().unreadable[0]
    assert session.load().unreadable == ()
