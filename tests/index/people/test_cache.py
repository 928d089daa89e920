"""Who is who, kept beside the index."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.library import Library
from inyo.index.people.kept_people import FILE, Found, known, packed
from inyo.index.people.persons import People, PersonEntry

PERSON = PersonEntry("岸本", ("岸本氏",), ("町長",), 3, 1, ("/a.txt",))
FOUND = Found(
    People((PERSON,), {("/a.txt", "岸本"): "岸本"}),
    {"岸本": [("/a.txt", 3, 9)], "ある人": [("/b.txt", 1, 2)]},
    {"岸本": [("/a.txt", 0, 2), ("/b.txt", 5, 7)]},
    [("希土類", "レアアース")],
    [("港湾機構", "機構", ("/a.txt",))],
)
NOBODY = Found(People((), {}), {}, {}, (), ())


def forbidden() -> Found:
    raise AssertionError("was linked anew")


def test_what_was_linked_is_read_again_whole(tmp_path: Path) -> None:
    known(tmp_path, "k", lambda: FOUND)
    again = known(tmp_path, "k", forbidden)
    assert list(again.people.persons) == [PERSON]
    assert again.people.person_of("/a.txt", "岸本") == "岸本" and again.people.person_of("/b.txt", "岸本") == ""
    assert again.people.person("岸本") == PERSON and again.people.person("岸本氏") is None
    assert again.pairs == (("希土類", "レアアース"),)
    assert again.own_pairs == (("港湾機構", "機構", ("/a.txt",)),)


def test_where_each_speaks_and_is_named_is_read_again(tmp_path: Path) -> None:
    again = known(tmp_path, "k", lambda: FOUND)
    assert again.said.of(["岸本", "ある人"]) == {"/a.txt": [(3, 9)], "/b.txt": [(1, 2)]}
    assert again.named.of(["岸本"]) == {"/a.txt": [(0, 2)], "/b.txt": [(5, 7)]}
    assert again.named.of(["誰か"]) == {} and list(again.said.names) == ["岸本", "ある人"]


@pytest.mark.parametrize("word", ["岸本", "岸本氏", "きしもと", "kishimoto", "キシモト", "Kishimoto", "岸", "花子", ""])
def test_kept_people_are_found_as_those_just_linked(tmp_path: Path, word: str) -> None:
    kept = known(tmp_path, "k", lambda: FOUND).people
    assert kept.find(word) == FOUND.people.find(word) and kept.aliases(word) == FOUND.people.aliases(word)


def test_under_another_key_it_is_linked_anew(tmp_path: Path) -> None:
    known(tmp_path, "k", lambda: FOUND)
    assert not known(tmp_path, "other", lambda: NOBODY).people.persons


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff" * 40])
def test_a_damaged_file_is_written_again(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    assert list(known(tmp_path, "k", lambda: FOUND).people.persons) == [PERSON]
    assert list(known(tmp_path, "k", forbidden).people.persons) == [PERSON]


def test_any_bit_of_the_arrays_that_is_another_makes_it_link_anew(tmp_path: Path) -> None:
    known(tmp_path, "k", lambda: FOUND)
    whole = (tmp_path / FILE).read_bytes()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        (tmp_path / FILE).write_bytes(damaged)
        read = known(tmp_path, "k", lambda: NOBODY).people.persons
        assert not read or list(read) == [PERSON]  # what only fills a gap between two arrays is no damage


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    assert list(known(tmp_path / "file" / "below", "k", lambda: FOUND).people.persons) == [PERSON]
    (tmp_path / "file2").write_text("x")
    assert list(known(tmp_path / "file2", "k", lambda: FOUND).people.persons) == [PERSON]


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


class _Others:
    """Readers of the same index who leave each other what they worked out."""

    def __init__(self) -> None:
        self.left: dict[tuple[str, str], bytes] = {}

    def shared(self, name: str, key: str) -> bytes | None:
        return self.left.get((name, key))

    def share(self, name: str, key: str, content: bytes) -> None:
        self.left[name, key] = content


def test_what_another_reader_found_is_not_found_anew(tmp_path: Path) -> None:
    others = _Others()
    known(tmp_path / "one", "state", lambda: FOUND, others)
    again = known(tmp_path / "two", "state", forbidden, others)
    assert list(again.people.persons) == [PERSON]


def test_what_another_reader_found_is_kept_here_too(tmp_path: Path) -> None:
    others = _Others()
    others.share("people", "state", packed("state", FOUND))
    known(tmp_path, "state", forbidden, others)
    assert list(known(tmp_path, "state", forbidden).people.persons) == [PERSON]


def test_what_another_reader_left_damaged_is_found_anew(tmp_path: Path) -> None:
    others = _Others()
    others.share("people", "state", b"no file of ours")
    assert known(tmp_path, "state", lambda: FOUND, others).people.persons
    assert others.left["people", "state"] != b"no file of ours"
