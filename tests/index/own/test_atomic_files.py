"""The home folder, and paths as they are written."""

from __future__ import annotations

import errno
import os
import pwd
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from types import BuiltinFunctionType
from typing import Any

import pytest

from inyo.index.library import Library
from inyo.index.own import atomic_files
from inyo.index.own.atomic_files import (
    NOBODY_S,
    alone,
    digest,
    expanded,
    home,
    is_folder,
    own_folder,
    read_own_file,
    read_plain,
    replace_file,
    sealed,
    unsealed,
    write_new,
)
from inyo.index.own.corrections import Correction, Corrections
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


def test_in_nobody_s_home_nothing_is_and_nothing_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 987_654)
    assert home() == NOBODY_S
    with pytest.raises(OSError, match="HOME is not set"):
        replace_file(home() / "marks.json", b"")
    assert read_own_file(home() / "people.txt", needed=False) == ("", ())


def test_a_tilde_of_nobody_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    assert expanded("~/words.txt") == Path("/somewhere/words.txt")
    assert expanded("~nobody-of-that-name/words.txt") == Path("~nobody-of-that-name/words.txt")


def test_a_folder_that_may_not_be_entered_costs_nothing_but_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    real = os.stat

    def look(path: Any, **options: Any) -> os.stat_result:
        if "closed/" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, **options)

    monkeypatch.setattr(os, "stat", look)
    monkeypatch.setattr(os, "lstat", look)
    assert not is_folder(tmp_path / "closed" / "deeper")
    library = Library.open([tmp_path / "closed"], cache=tmp_path / "cache", data=tmp_path / "data")
    assert library.notices() == ()


def test_a_file_is_on_the_disk_before_it_gets_its_name_and_its_name_after(tmp_path: Path) -> None:
    with recorded() as disk:
        replace_file(tmp_path / "marks.json", b"{}")
    disk.assert_durable(tmp_path / "marks.json")


def test_a_digest_is_that_of_earlier_versions() -> None:
    assert digest(b"port") == "cf84a9711eaccd2700a5d355fd761f9a"


def test_a_new_file_is_whole_on_the_disk_and_its_name_too(tmp_path: Path) -> None:
    with recorded() as disk:
        write_new(tmp_path / "quotes.csv", "港")
    disk.assert_whole(tmp_path / "quotes.csv")
    assert disk.synced(tmp_path)


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


def test_our_folders_follow_the_environment_where_it_names_absolute_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/mio")
    monkeypatch.setenv("XDG_DATA_HOME", "/elsewhere")
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert own_folder("data") == Path("/elsewhere/inyo")
    assert own_folder("state") == Path("/home/mio/.local/state/inyo")
    assert own_folder("cache") == Path("/home/mio/.cache/inyo")


def test_a_file_and_the_folders_made_for_it_are_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        replace_file(tmp_path / "data" / "inyo" / "marks.json", b"{}")
        with alone(tmp_path / "state" / "marks.json"):
            pass
        replace_file(tmp_path / "data" / "inyo" / "marks.json", b"[]")
    finally:
        os.umask(before)
    assert (tmp_path / "data" / "inyo" / "marks.json").read_bytes() == b"[]"
    assert stat.S_IMODE((tmp_path / "data" / "inyo").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    for path in (tmp_path / "data" / "inyo" / "marks.json", tmp_path / "state" / ".marks.json.lock"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_could_not_get_its_name_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "marks.json").mkdir()
    with pytest.raises(OSError):
        replace_file(tmp_path / "marks.json", b"{}")
    assert [entry.name for entry in tmp_path.iterdir()] == ["marks.json"]


def test_writing_holds_no_descriptor(tmp_path: Path) -> None:
    replace_file(tmp_path / "marks.json", b"{}")
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(5):
        replace_file(tmp_path / "marks.json", b"{}")
        with alone(tmp_path / "marks.json"):
            read_plain(tmp_path / "marks.json")
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_while_one_changes_a_file_another_waits(tmp_path: Path) -> None:
    order: list[str] = []

    def other() -> None:
        with alone(tmp_path / "marks.json"):
            order.append("other")

    thread = Thread(target=other)
    with alone(tmp_path / "marks.json"):
        thread.start()
        thread.join(0.1)
        order.append("one")
    thread.join(60)
    assert order == ["one", "other"]


def test_any_bit_of_sealed_content_that_is_another_is_noticed() -> None:
    whole = sealed("港の灯台".encode())
    assert unsealed(whole) == "港の灯台".encode()
    for at in range(len(whole)):
        for bit in range(8):
            with pytest.raises(ValueError, match="not what was written"):
                unsealed(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])


def test_a_list_of_the_readers_is_read_in_any_encoding_and_what_is_wrong_with_it_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    assert read_own_file(path, needed=False) == ("", ())
    assert "words.txt" in read_own_file(path, needed=True)[1][0]
    path.touch()
    assert read_own_file(path, needed=True) == ("", ())
    path.write_bytes("港 = みなと、これは港の名前です\n".encode("euc_jp"))
    assert read_own_file(path, needed=True) == ("港 = みなと、これは港の名前です\n", ())
    path.write_bytes("港の灯台と市場の話。\n".encode() * 20 + b"\xff" + "港の灯台。\n".encode() * 20)
    text, (problem,) = read_own_file(path, needed=True)
    assert text.startswith("港の灯台") and problem == f"{path} is damaged as utf-8 in 1 places; save it as UTF-8"
    path.unlink()
    path.mkdir()
    assert read_own_file(path, needed=False) == ("", (f"{path} is a folder; name a text file",))


def test_a_new_file_is_whole_or_not_there_and_the_error_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "quotes.csv"

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left") as error:
            write_new(file, "港\n")
    assert error.value.filename == str(file)
    assert not file.exists()
    with recorded() as disk:
        write_new(file, "港\ud83d\n")
    assert ("sync", file.stat().st_ino, "") in disk.asked
    assert file.read_text("utf-8") == "港?\n"
    with pytest.raises(FileExistsError):
        write_new(file, "船\n")
    assert file.read_text("utf-8") == "港?\n"


def test_another_that_hangs_is_not_waited_for_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_files, "_PATIENCE", 0.1)
    code = (
        "import sys, time; from pathlib import Path; from inyo.index.own.atomic_files import alone\n"
        "with alone(Path(sys.argv[1])): print('mine', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "marks.json")], stdout=subprocess.PIPE
    ) as hanging:
        assert hanging.stdout and hanging.stdout.readline() == b"mine\n"
        with pytest.raises(OSError, match="another inyo that hangs"), alone(tmp_path / "marks.json"):
            pass
        hanging.kill()
    with alone(tmp_path / "marks.json"):
        pass


def test_a_link_laid_where_the_lock_is_to_be_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / ".marks.json.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), alone(tmp_path / "marks.json"):
        pass
    assert not (tmp_path / "elsewhere").exists()


def ends_at(moment: int, save: Callable[[], object]) -> bool:
    """Save in a process that is gone before its call to the system of that number; whether it came to its end."""
    pid = os.fork()
    if not pid:
        calls = 0

        def count(_: object, event: str, function: Any) -> None:
            nonlocal calls
            if event in ("c_call", "c_return") and isinstance(function, BuiltinFunctionType):
                of = function.__module__ or type(function.__self__).__module__
                calls += of in ("posix", "_io", "fcntl")
                if calls > moment:
                    os._exit(9)

        sys.setprofile(count)
        try:
            save()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_a_save_that_is_cut_off_between_any_two_calls_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    seen = set()
    for moment in range(1000):
        marks, own = tmp_path / f"{moment}" / "marks", tmp_path / f"{moment}" / "own" / "corrections.jsonl"
        replace_file(marks, b"old")
        Corrections(own).set("a", Correction("岸本敏郎"), "「港」")
        ended = ends_at(moment, partial(replace_file, marks, b"new"))
        seen.add(marks.read_bytes())
        ended &= ends_at(moment, lambda own=own: Corrections(own).set("b", Correction("会田進"), "「灯」"))  # type: ignore[misc]
        kept = Corrections(own)
        assert not kept.notice and kept.get("a") == Correction("岸本敏郎")
        Corrections(own).set("c", Correction("灘"), "「橋」")  # nobody holds it any more
        assert len(Corrections(own)) == len(kept) + 1
        if ended:
            break
    assert ended and moment > 20 and len(kept) == 2
    assert seen == {b"old", b"new"}


def test_a_new_file_that_is_cut_off_between_any_two_calls_is_whole_or_not_there(tmp_path: Path) -> None:
    seen = set()
    for moment in range(1000):
        file = tmp_path / f"{moment}.csv"
        ended = ends_at(moment, partial(write_new, file, "港"))
        seen.add(file.read_text("utf-8") if file.exists() else None)
        if ended:
            break
    assert ended and moment > 5
    assert seen == {None, "港"}


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_file_system_without_hard_links_takes_new_files_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def link(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", link)
    write_new(tmp_path / "quotes.csv", "港")
    with pytest.raises(FileExistsError) as error:
        write_new(tmp_path / "quotes.csv", "船")
    assert error.value.filename == str(tmp_path / "quotes.csv")
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [("quotes.csv", "港")]
