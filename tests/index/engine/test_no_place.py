"""Where nothing can be written everything can still be read, and it is said once."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

from inyo.index.engine.local import index_folders, update
from inyo.index.engine.local import store as store_module
from inyo.index.engine.local.update import NOWHERE, MemoryWriter
from inyo.index.library import Library
from inyo.index.values.progress import sentence

TEXTS = ("岬に立つ灯台", "灯台の古い階段", "嵐で消えた灯台の明かり", "観光客が灯台へ行く船着き場")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number, words in enumerate(TEXTS):
        (docs / f"{number}.txt").write_text(f"{words}\n\n島田町長は「{words}だから来月までに直す」と話した。\n")
    return docs


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder that cannot be made: there is a file above it."""
    (tmp_path / "file").write_text("")
    return tmp_path / "file" / "cache"


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    return tmp_path / "run"


def opened(folder: Path, cache: Path) -> Library:
    return Library.open([folder], cache=cache, data=folder.parent / "data")


def everything_is_there(library: Library, count: int = 4) -> None:
    assert len(library.documents()) == count
    assert library.search("灯台").documents == count
    assert [quote.person for quote in library.quotations()] == ["島田"] * count
    assert library.people()[0].mentions == count
    assert "灯台" in library.document(library.documents()[0].file).text


def test_without_a_cache_the_index_is_in_the_runtime_folder_and_that_is_said_once(
    folder: Path, closed: Path, runtime: Path
) -> None:
    library = opened(folder, closed)
    report = library.update()
    assert report.complete and [notice[0] for notice in report.notices] == ["elsewhere"]
    said = sentence(report.notices[0])
    assert str(closed) in said and str(runtime / "inyo") in said and "Not a directory" in said
    everything_is_there(library)
    assert library.update().notices == ()
    assert opened(folder, closed).update().unchanged == 4


def test_without_a_runtime_folder_it_is_in_a_private_temporary_one(
    folder: Path, closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    library = opened(folder, closed)
    library.update()
    made = tmp_path / f"inyo-{os.geteuid()}"
    assert made.stat().st_mode & 0o777 == 0o700
    everything_is_there(library)


@pytest.fixture
def nowhere(closed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No folder can be written at all."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(closed))
    monkeypatch.setattr(tempfile, "tempdir", str(closed))
    return closed


def test_where_no_folder_can_be_written_it_is_in_memory(folder: Path, nowhere: Path) -> None:
    library = opened(folder, nowhere)
    report = library.update()
    assert report.complete and [notice[0] for notice in report.notices] == ["memory"]
    everything_is_there(library)
    well, said = library.health()[0]
    assert well and "in memory alone" in said and os.devnull not in said


def test_an_index_in_memory_follows_the_files(folder: Path, nowhere: Path) -> None:
    library = opened(folder, nowhere)
    library.update()
    (folder / "0.txt").write_text("空の灯台\n\n島田町長は「もう直した」と話した。\n")
    (folder / "1.txt").unlink()
    (folder / "9.txt").write_text("新しい港の話\n")
    report = library.update()
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 1, 2)
    assert library.search("灯台").documents == 3 and library.search("来月").documents == 2
    assert library.update(rebuild=True).added == 4


def test_an_index_in_memory_joins_its_segments(folder: Path, nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemoryWriter.merge, "__kwdefaults__", {"many": 3, "few": 2, "at_most": None})
    library = opened(folder, nowhere)
    for number in range(8):
        (folder / f"1{number}.txt").write_text(f"{TEXTS[number % 4][:3]}と港{number}\n\n{'船' * number}が来た。\n")
        library.update()
    assert len(library._store.segments()) <= 3
    assert library.search("港").documents == 8 and library.search("直す").documents == 4


def test_a_disk_that_is_full_before_anything_was_written_is_left_for_another(
    folder: Path, tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = tmp_path / "cache"
    real = os.fsync

    def fsync(handle: int) -> None:
        if str(full) in str(Path(f"/proc/self/fd/{handle}").readlink()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    library = opened(folder, full)
    report = library.update()
    assert report.complete and report.notices[0][0] == "elsewhere" and "No space left" in sentence(report.notices[0])
    everything_is_there(library)


def test_a_disk_that_fills_later_keeps_its_index_and_says_so(
    folder: Path, tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened(folder, tmp_path / "cache")
    library.update()
    (folder / "9.txt").write_text("新しい灯台\n")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(index_folders, "write_file", full)
    monkeypatch.setattr(update.IndexWriter, "commit", full)
    report = library.update()
    assert [notice[0] for notice in report.notices] == ["disk"] and not report.complete
    everything_is_there(library)


def test_nothing_is_written_for_an_index_in_memory(
    folder: Path, nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    library = opened(folder, nowhere)
    library.update()
    library.people()
    assert not any(path.name.startswith((".", "people")) for path in folder.iterdir())
    assert store_module.NOWHERE == NOWHERE
