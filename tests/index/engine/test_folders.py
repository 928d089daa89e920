"""Private folders, the pointer to the index in use, the lock."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inyo.index.engine.local import index_folders as folders
from inyo.index.engine.local.index_folders import Lock, LockedError, StoreError
from inyo.index.engine.local.snapshot import PrivateStorage, load_segments
from inyo.index.own.sections import DamagedFile


def test_the_folder_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = folders.collection_folder([tmp_path], tmp_path / "cache")
        folders.write_file(folder / "current", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "current").stat().st_mode) == 0o600


def test_one_set_of_paths_has_one_folder_however_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    cache = tmp_path / "cache"
    first = folders.collection_folder([tmp_path / "a", tmp_path / "b"], cache)
    assert folders.collection_folder([tmp_path / "b", tmp_path / "a" / ".." / "a", tmp_path / "a"], cache) == first
    assert folders.collection_folder([tmp_path / "a"], cache) != first


def test_the_folder_is_found_under_the_xdg_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folders.cache_folder() == tmp_path / "inyo"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert folders.cache_folder() == Path.home() / ".cache" / "inyo"


def test_a_folder_that_others_can_write_is_refused(tmp_path: Path) -> None:
    folder = folders.collection_folder([tmp_path], tmp_path / "cache")
    folder.chmod(0o770)
    with pytest.raises(StoreError, match="can be written by other users"):
        folders.collection_folder([tmp_path], tmp_path / "cache")


def test_a_link_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = folders.collection_folder([tmp_path], tmp_path / "cache")
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="is a link"):
        folders.collection_folder([tmp_path], tmp_path / "cache")


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folders.collection_folder([tmp_path], tmp_path / "cache")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(StoreError, match="another user"):
        folders.check_private(folder)


def test_a_cache_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="Set XDG_CACHE_HOME"):
        folders.collection_folder([tmp_path], tmp_path / "file" / "cache")


@pytest.mark.parametrize("pointer", [b"", b"../../etc", b"index-zzz", "日本".encode(), b"index-0123456789ab"])
def test_a_pointer_to_nowhere_is_no_index(tmp_path: Path, pointer: bytes) -> None:
    folders.write_file(tmp_path / "current", pointer)
    assert folders.in_use(tmp_path) is None
    with pytest.raises(DamagedFile, match=r"damaged|missing"):
        folders.live(tmp_path)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_a_pointer_that_is_no_file_is_damage_and_replaced(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "current")
    (tmp_path / "current").chmod(0o700)
    with pytest.raises(DamagedFile, match="no ordinary file"):
        folders.live(tmp_path)
    new = folders.fresh(tmp_path)
    folders.switch(tmp_path, new)
    folders.sweep(tmp_path)
    assert folders.live(tmp_path) == new and {entry.name for entry in tmp_path.iterdir()} == {"current", new.name}


def laid_by(monkeypatch: pytest.MonkeyPatch, user: int, link: Path) -> None:
    """Have a link belong to another user."""
    real = Path.lstat

    def lstat(path: Path) -> os.stat_result:
        status = real(path)
        return os.stat_result((*status[:4], user, *status[5:10])) if path == link else status

    monkeypatch.setattr(Path, "lstat", lstat)


def test_a_link_that_another_user_laid_is_refused_and_nothing_of_ours_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    ours.chmod(0o2775)
    (tmp_path / "inyo").symlink_to(ours)
    laid_by(monkeypatch, 12345, tmp_path / "inyo")
    with pytest.raises(StoreError, match="link that another user laid"):
        folders.collection_folder([tmp_path], tmp_path / "inyo")
    assert stat.S_IMODE(ours.stat().st_mode) == 0o2775 and list(ours.iterdir()) == []


def test_through_a_link_of_our_own_no_mode_is_changed(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    (tmp_path / "inyo").symlink_to(ours)
    ours.chmod(0o2775)
    with pytest.raises(StoreError, match="other users can write"):
        folders.collection_folder([tmp_path], tmp_path / "inyo")
    assert stat.S_IMODE(ours.stat().st_mode) == 0o2775
    ours.chmod(0o700)
    assert folders.collection_folder([tmp_path], tmp_path / "inyo").parent.resolve() == ours


def test_sweeping_leaves_the_index_in_use(tmp_path: Path) -> None:
    used, spared, lost = (folders.fresh(tmp_path) for _ in range(3))
    folders.switch(tmp_path, used)
    (tmp_path / "current.new").write_text("")
    folders.sweep(tmp_path, spared)
    assert used.is_dir() and spared.is_dir() and not lost.exists()
    assert sorted(p.name for p in tmp_path.iterdir() if not p.is_dir()) == ["current"]


def test_a_link_in_the_place_of_the_lock_empties_nothing(tmp_path: Path) -> None:
    (tmp_path / "ours.txt").write_text("ours")
    (tmp_path / "lock").symlink_to(tmp_path / "ours.txt")
    with pytest.raises(OSError):
        folders.Lock(tmp_path)
    assert (tmp_path / "ours.txt").read_text() == "ours"


def test_the_lock_tells_who_holds_it_and_since_when(tmp_path: Path) -> None:
    with Lock(tmp_path), pytest.raises(LockedError) as caught:
        Lock(tmp_path)
    assert caught.value.pid == str(os.getpid())
    assert caught.value.since.startswith("20")
    Lock(tmp_path).release()


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from inyo.index.engine.local.index_folders import Lock; "
        "lock = Lock(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    root = Path(__file__).parents[3]
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, cwd=root) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError) as caught:
            Lock(tmp_path)
        assert caught.value.pid == str(holder.pid)
        holder.kill()
    Lock(tmp_path).release()


@pytest.mark.parametrize("content", [b"", b"{", b'{"pid": "x"}', b'{"pid": 1, "since": 1e400}', b"\xff"])
def test_a_lock_whose_holder_wrote_nonsense_is_still_a_lock(tmp_path: Path, content: bytes) -> None:
    with Lock(tmp_path):
        (tmp_path / "lock").write_bytes(content)
        with pytest.raises(LockedError) as caught:
            Lock(tmp_path)
        assert caught.value.pid == "?"


class Bomb:
    """A pickle of this runs code where it is loaded."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


def test_a_crafted_pickle_runs_nothing(tmp_path: Path) -> None:
    import pickle

    mark = tmp_path / "mark"
    for content in (Bomb(mark), [Bomb(mark)], [1], {"a": 1}):
        with pytest.raises(DamagedFile):
            load_segments(pickle.dumps(content))
    assert not mark.exists()


def test_who_asks_again_and_again_while_another_writes_keeps_no_file_open(tmp_path: Path) -> None:
    with Lock(tmp_path):
        before = os.dup(0)
        os.close(before)
        for _ in range(20):
            with pytest.raises(LockedError):
                Lock(tmp_path)
        after = os.dup(0)  # the lowest number that is free
        os.close(after)
    assert after == before


def test_a_file_of_an_index_that_was_written_is_closed_at_once(tmp_path: Path) -> None:
    file = PrivateStorage(tmp_path).create_file("x.arrays")
    beneath = file.file
    file.write_int(1)
    file.close()
    assert beneath.closed and (tmp_path / "x.arrays").stat().st_size == 4
