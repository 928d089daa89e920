"""The home folder, and paths as they are written."""

from __future__ import annotations

import os
import pwd
import time
from pathlib import Path
from typing import Any

import pytest

from inyo.index.library import Library
from inyo.index.own.atomic_files import expanded, home, is_folder, read_plain, replace_file
from tests.recorded_disk import recorded


def test_home_is_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere/else")
    assert home() == Path("/somewhere/else")


@pytest.mark.parametrize("value", ["", "relative", None])
def test_without_an_absolute_home_the_password_file_is_asked(
    monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    if value is None:
        monkeypatch.delenv("HOME", raising=False)
    else:
        monkeypatch.setenv("HOME", value)
    assert home() == Path(pwd.getpwuid(os.getuid()).pw_dir)


def test_nobody_s_home_is_an_error_of_the_system_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 987_654)
    with pytest.raises(OSError, match="set HOME"):
        home()


def test_a_tilde_of_nobody_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    assert expanded("~/words.txt") == Path("/somewhere/words.txt")
    assert expanded("~nobody-of-that-name/words.txt") == Path("~nobody-of-that-name/words.txt")


def test_a_folder_that_may_not_be_entered_costs_nothing_but_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    real = os.stat

    def stat(path: Any, **options: Any) -> os.stat_result:
        if "closed/" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, **options)

    monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setattr(os, "lstat", stat)
    assert not is_folder(tmp_path / "closed" / "deeper")
    library = Library.open([tmp_path / "closed"], cache=tmp_path / "cache", data=tmp_path / "data")
    assert library.notices() == ()


def test_a_file_is_on_the_disk_before_it_gets_its_name_and_its_name_after(tmp_path: Path) -> None:
    with recorded() as disk:
        replace_file(tmp_path / "marks.json", b"{}")
    disk.assert_durable(tmp_path / "marks.json")


def test_what_a_killed_program_left_is_swept_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    names = [".marks.json.abcd1234", ".marks.json.efgh5678", ".marks.json.lock", ".other.json.abcd1234"]
    for name in names:
        (tmp_path / name).write_text("torn")
    long_ago = time.time() - 7200
    for name in (names[0], names[2], names[3]):
        os.utime(tmp_path / name, (long_ago, long_ago))
    replace_file(tmp_path / "marks.json", b"{}")
    assert {entry.name for entry in tmp_path.iterdir()} == {*names[1:], "marks.json"}


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError, match="no ordinary file"):
            read_plain(path)
