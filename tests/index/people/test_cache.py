"""Who is who, kept beside the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.library import Library
from inyo.index.people.persons import FILE, People, PersonEntry, linked

PEOPLE = People((PersonEntry("岸本", ("岸本氏",), ("町長",), 3, 1, ("/a.txt",)),), {("/a.txt", "岸本"): "岸本"})


def forbidden() -> People:
    raise AssertionError("was linked anew")


def test_what_was_linked_is_read_again_whole(tmp_path: Path) -> None:
    linked(tmp_path, "k", lambda: PEOPLE)
    again = linked(tmp_path, "k", forbidden)
    assert again.persons == PEOPLE.persons and again.of == PEOPLE.of


def test_under_another_key_it_is_linked_anew(tmp_path: Path) -> None:
    linked(tmp_path, "k", lambda: PEOPLE)
    assert linked(tmp_path, "other", lambda: People((), {})).persons == ()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"key":"k"}', b'{"key":"k","persons":[[1]],"of":[]}', b"\xff"])
def test_a_damaged_file_is_written_again(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert linked(tmp_path, "k", lambda: PEOPLE) is PEOPLE
    assert linked(tmp_path, "k", forbidden).persons == PEOPLE.persons


def test_any_bit_that_is_another_makes_it_link_anew(tmp_path: Path) -> None:
    linked(tmp_path, "k", lambda: PEOPLE)
    whole = (tmp_path / FILE).read_bytes()
    other = People((), {})
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        (tmp_path / FILE).write_bytes(damaged)
        assert linked(tmp_path, "k", lambda: other) is other


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    assert linked(tmp_path / "file" / "below", "k", lambda: PEOPLE) is PEOPLE
    (tmp_path / "file2").write_text("x")
    assert linked(tmp_path / "file2", "k", lambda: PEOPLE) is PEOPLE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("岸本敏郎町長は「延期したい」と述べた。岸本氏は席を立った。\n", "utf-8")
    return tmp_path / "docs"


def names(folder: Path, **more: object) -> list[tuple[str, int]]:
    library = Library.open([folder], cache=folder.parent / "cache", data=folder.parent / "data", **more)  # type: ignore[arg-type]
    library.update()
    return [(person.name, person.mentions) for person in library.people()]


def test_people_follow_the_documents_and_the_readers_word(folder: Path) -> None:
    before = names(folder)
    assert before == names(folder) == [("岸本敏郎", 2)]
    (folder / "b.txt").write_text("岸本敏郎町長が来た。\n", "utf-8")
    assert names(folder) == [("岸本敏郎", 3)]
    rules = folder.parent / "aliases.txt"
    rules.write_text("きしもと町長 = 岸本敏郎\n", "utf-8")
    assert names(folder, aliases=[rules]) == [("きしもと町長", 3)]
    assert names(folder) == [("岸本敏郎", 3)]
