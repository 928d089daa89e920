"""Documents are called as their paths were given; the index has keys of its own for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.values.document import PART, FileNames, document_key


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileNames:
    (tmp_path / "real" / "町").mkdir(parents=True)
    (tmp_path / "real" / "町" / "a.txt").touch()
    (tmp_path / "real" / "b.zip").touch()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "alone.txt").touch()
    monkeypatch.chdir(tmp_path)
    return FileNames([Path("link"), Path("alone.txt")])


@pytest.mark.parametrize(
    ("real", "shown"), [("real/町/a.txt", "link/町/a.txt"), ("real", "link"), ("alone.txt", "alone.txt")]
)
def test_a_document_is_shown_under_the_path_that_was_given_and_found_by_it(
    given: FileNames, tmp_path: Path, real: str, shown: str
) -> None:
    key = str(tmp_path / real)
    assert given.shown(key) == shown == given.shown(key)
    assert given.key(shown) == key
    assert given.key(key) == key


def test_a_document_elsewhere_is_called_by_its_whole_path(given: FileNames) -> None:
    assert given.shown("/elsewhere/a.txt") == given.key("/elsewhere/a.txt") == "/elsewhere/a.txt"


def test_a_document_of_a_file_of_many_has_its_part_in_both(given: FileNames, tmp_path: Path) -> None:
    key = document_key(str(tmp_path / "real" / "b.zip"), "二.txt")
    shown = given.shown(key)
    assert shown == f"link/b.zip{PART}二.txt" and given.key(shown) == key


def test_a_file_whose_name_has_the_mark_of_parts_is_itself(given: FileNames, tmp_path: Path) -> None:
    name = f"x{PART}y.txt"
    (tmp_path / "real" / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "real" / name).touch()
    assert given.key(f"link/{name}") == str(tmp_path / "real" / name)
