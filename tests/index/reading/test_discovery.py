"""Which files of a folder are documents, and what is said of the rest."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Event, Semaphore, Thread

import pytest

from inyo.index.reading import discovery
from inyo.index.reading.discovery import discover, watch_files
from inyo.index.values.problems import Problem, ProblemKind

needs_permissions = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("本文。", "utf-8")


def names(found: Iterable[str | Problem], folder: Path) -> list[str]:
    return [Path(item).relative_to(folder).as_posix() for item in found if isinstance(item, str)]


def problems(found: Iterable[str | Problem]) -> list[tuple[str, ProblemKind]]:
    return [(Path(item.path).name, item.kind) for item in found if isinstance(item, Problem)]


def test_folders_are_searched_recursively_in_natural_order(tmp_path: Path) -> None:
    write(tmp_path, "第10回.txt", "第2回.txt", "b/x.md", "b/a/y.text", "a.MARKDOWN", "c.TXT")
    assert names(discover([tmp_path]), tmp_path) == [
        "a.MARKDOWN", "b/a/y.text", "b/x.md", "c.TXT", "第2回.txt", "第10回.txt"
    ]  # fmt: skip


def test_hidden_names_are_left_out_without_a_word(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.txt", ".hidden.txt", "~$報告.docx", "Thumbs.db", "b/desktop.ini", "__MACOSX/a.txt", "a.txt")
    assert [item for item in discover([tmp_path]) if isinstance(item, Problem)] == []
    assert names(discover([tmp_path]), tmp_path) == ["a.txt"]


def test_files_of_formats_that_are_not_read_are_told(tmp_path: Path) -> None:
    write(tmp_path, "picture.png", "noending", "a.txt", "b.pdf")
    found = list(discover([tmp_path]))
    assert [Path(item.path).name for item in found if isinstance(item, Problem)] == ["noending", "picture.png"]
    assert {item.kind for item in found if isinstance(item, Problem)} == {ProblemKind.FORMAT}


def test_a_readme_at_the_top_is_no_document_unless_it_is_the_only_one_or_given(tmp_path: Path) -> None:
    write(tmp_path / "x", "README.md", "a.txt", "sub/README.md")
    write(tmp_path / "y", "README.md")
    assert names(discover([tmp_path / "x"]), tmp_path) == ["x/a.txt", "x/sub/README.md"]
    assert names(discover([tmp_path / "y"]), tmp_path) == ["y/README.md"]
    assert names(discover([tmp_path / "x/README.md"]), tmp_path) == ["x/README.md"]


def test_a_file_given_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, ".note", "data.log")
    assert names(discover([tmp_path / ".note", tmp_path / "data.log"]), tmp_path) == [".note", "data.log"]


def test_each_file_comes_once_though_paths_overlap(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", "c.txt")
    (tmp_path / "d.txt").symlink_to("c.txt")
    given = [tmp_path, tmp_path / "a", tmp_path / "a/b.txt", tmp_path / "a/../c.txt"]
    assert names(discover(given), tmp_path) == ["a/b.txt", "c.txt"]


def test_links_that_leave_the_folder_are_reported_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "out/secret.txt", "in/a.txt")
    (tmp_path / "in/file.txt").symlink_to(tmp_path / "out/secret.txt")
    (tmp_path / "in/folder").symlink_to(tmp_path / "out")
    found = list(discover([tmp_path / "in"]))
    assert names(found, tmp_path) == ["in/a.txt"]
    assert problems(found) == [("file.txt", ProblemKind.LINK), ("folder", ProblemKind.LINK)]


def test_a_link_between_two_given_folders_leaves_neither(tmp_path: Path) -> None:
    write(tmp_path, "one/a.txt", "two/b.txt")
    (tmp_path / "one/two").symlink_to(tmp_path / "two")
    found = list(discover([tmp_path / "one", tmp_path / "two"]))
    assert names(found, tmp_path) == ["one/a.txt", "two/b.txt"]
    assert problems(found) == []


def test_dangling_links_and_circles_are_reported_once_each(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "sub/up").symlink_to(tmp_path)
    found = list(discover([tmp_path]))
    assert names(found, tmp_path) == ["sub/a.txt"]
    assert problems(found) == [("gone.txt", ProblemKind.LINK), ("loop.txt", ProblemKind.LINK), ("up", ProblemKind.LINK)]


def test_a_link_to_a_hidden_file_of_the_folder_is_a_document(tmp_path: Path) -> None:
    write(tmp_path, ".store/1.txt")
    (tmp_path / "shown.txt").symlink_to(".store/1.txt")
    assert names(discover([tmp_path]), tmp_path) == ["shown.txt"]


def test_pipes_are_reported_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe")
    assert problems(discover([tmp_path])) == [("pipe.txt", ProblemKind.UNREADABLE)]
    assert problems(discover([tmp_path / "pipe"])) == [("pipe", ProblemKind.UNREADABLE)]


@needs_permissions
def test_a_folder_without_permission_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, "closed/a.txt", "open/b.txt")
    (tmp_path / "closed").chmod(0)
    found = list(discover([tmp_path]))
    (tmp_path / "closed").chmod(0o700)
    assert names(found, tmp_path) == ["open/b.txt"]
    assert problems(found) == [("closed", ProblemKind.PERMISSION)]


def test_a_folder_that_cannot_be_listed_is_reported_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "closed/a.txt", "open/b.txt")
    listing = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied", str(folder))
        return listing(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(discover([tmp_path]))
    assert names(found, tmp_path) == ["open/b.txt"]
    assert problems(found) == [("closed", ProblemKind.PERMISSION)]


@pytest.mark.parametrize("name", ["missing", "x" * 5000, "nul\0name"])
def test_a_path_that_leads_nowhere_is_a_problem_and_no_exception(tmp_path: Path, name: str) -> None:
    (found,) = discover([tmp_path / name])
    assert isinstance(found, Problem)


def test_thousands_of_nested_folders_do_not_exhaust_the_stack(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(400):
        folder /= "d"
    try:
        folder.mkdir(parents=True)
    except OSError:
        pytest.skip("this file system has no paths that long")
    write(folder, "deep.txt")
    assert [Path(item).name for item in discover([tmp_path]) if isinstance(item, str)] == ["deep.txt"]


def test_a_folder_that_goes_and_comes_back_is_watched_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, heard, missed, stopped = tmp_path / "a", Event(), Event(), Event()
    write(folder, "1.txt")
    seen: dict[Path, tuple[int, int]] = {}
    look = discovery._there

    def there(paths: Sequence[Path]) -> dict[Path, tuple[int, int]]:
        nonlocal seen
        seen = look(paths)
        return seen

    def changed() -> None:
        heard.set()
        if not seen:
            missed.set()

    def hears(times: int = 1) -> bool:
        """Whether files that come are heard of, so often."""
        for _ in range(times):
            heard.clear()
            deadline = time.monotonic() + 60
            while watching.is_alive() and not heard.wait(0.5) and time.monotonic() < deadline:
                write(folder, f"{time.monotonic_ns()}.txt")
        return heard.is_set()

    monkeypatch.setattr(discovery, "_there", there)
    watching = Thread(target=watch_files, args=([folder], changed, stopped), daemon=True)
    watching.start()
    try:
        found = hears()
        if not watching.is_alive():
            pytest.skip("this system has no watcher, or no more of them")
        assert found
        folder.rename(tmp_path / "b")
        assert missed.wait(60)
        write(tmp_path, "b/2.txt")
        heard.clear()
        (tmp_path / "b").rename(folder)
        assert heard.wait(60)  # what came while it was away is told
        assert hears(4)
    finally:
        stopped.set()
        watching.join(60)
    assert not watching.is_alive()


def test_what_cannot_be_watched_yet_is_tried_again_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(Event):
        waits = 0

        def wait(self, timeout: float | None = None) -> bool:
            self.waits += 1
            return self.is_set()

    tried, stopped = [], Stopped()

    def refuse(*paths: Path, **_: object) -> None:
        tried.append(paths)
        if len(tried) == 3:
            stopped.set()
        raise FileNotFoundError

    monkeypatch.setattr("watchfiles.watch", refuse)
    watch_files([tmp_path], lambda: None, stopped)
    assert (len(tried), stopped.waits) == (3, 3)


def test_who_looks_does_so_too_while_a_folder_is_away(tmp_path: Path) -> None:
    folder, there, away, stopped = tmp_path / "a", Semaphore(0), Semaphore(0), Event()
    folder.mkdir()

    def look() -> None:
        (there if folder.exists() else away).release()

    watching = Thread(target=watch_files, args=([folder], lambda: None, stopped, look), daemon=True)
    watching.start()
    try:
        assert there.acquire(timeout=60)
        folder.rename(tmp_path / "b")
        assert all(away.acquire(timeout=60) for _ in range(3))  # the first may be of who saw it go
    finally:
        stopped.set()
        watching.join(60)
    assert not watching.is_alive()


def test_mails_of_a_maildir_are_found_though_their_names_have_no_ending(tmp_path: Path) -> None:
    for folder in ("cur", "new", "tmp"):
        (tmp_path / "Maildir" / folder).mkdir(parents=True)
        (tmp_path / "Maildir" / folder / "1700000000.M1P1.host:2,S").write_text("From: a@b\n\n港。", "utf-8")
    found = [Path(item).parent.name for item in discover([tmp_path]) if isinstance(item, str)]
    assert found == ["cur", "new"]
