"""Processes that analyse: none is waited for in vain, no file is lost, a bad file costs only itself."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from inyo.index.engine.local.workers.pool import analyse_all
from inyo.index.engine.local.workers.results import Analysed
from inyo.index.processes import Child

STRANGE = "tests.index.engine.strange_workers:serve"


def never() -> bool:
    return False


def results(files: list[str], **options: object) -> dict[str, Analysed]:
    found = list(analyse_all(dict.fromkeys(files, 1), never, target=STRANGE, **options))  # type: ignore[arg-type]
    assert len(found) == len(files)
    return {result.key: result for result in found}


def test_every_file_has_one_answer(tmp_path: Path) -> None:
    files = [f"/good{number}" for number in range(60)]
    assert set(results(files, processes=2)) == set(files)


def test_files_that_kill_their_process_are_problems_and_their_neighbours_are_not_lost(tmp_path: Path) -> None:
    files = ["/good1", "/dies1", "/good2", "/good3", "/dies2", "/good4"]
    found = results(files, processes=2)
    assert {key for key, result in found.items() if result.problem} == {"/dies1", "/dies2"}
    assert "signal 11" in found["/dies1"].problem.detail


def test_a_process_that_dies_once_is_no_fault_of_its_file(tmp_path: Path) -> None:
    weak = str(tmp_path / "weak")
    found = results(["/good1", weak, "/good2"], processes=1)
    assert not any(result.problem for result in found.values())


def test_a_file_that_takes_for_ever_is_given_up(tmp_path: Path) -> None:
    found = results(["/hangs", "/good1", "/good2", "/good3"], processes=1, patience=0.7)
    assert {key for key, result in found.items() if result.problem} == {"/hangs"}
    assert "too long" in found["/hangs"].problem.detail


def test_processes_that_cannot_start_are_an_error_and_no_problem_of_the_files() -> None:
    files = dict.fromkeys([f"/good{number}" for number in range(50)], 1)
    with pytest.raises(ChildProcessError, match="status 3"):
        list(analyse_all(files, never, processes=2, target="tests.index.engine.strange_workers:die"))


def test_cancelling_ends_the_processes(tmp_path: Path) -> None:
    files = dict.fromkeys([f"/good{number}" for number in range(50)], 1)
    done: list[Analysed] = []
    began = time.monotonic()
    for result in analyse_all(files, lambda: len(done) >= 3, processes=2, target=STRANGE):
        done.append(result)
    assert 3 <= len(done) < 50
    assert time.monotonic() - began < 5
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_child_never_takes_modules_from_the_folder_it_starts_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger was imported')")
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "__init__.py").write_text("raise SystemExit('a stranger was imported')")
    monkeypatch.syspath_prepend("")
    child = Child("tests.index.engine.strange_workers:tell")
    folder, path, ignored, modules = child.connection.recv()
    child.stop()
    assert Path(folder) == tmp_path
    assert str(tmp_path) not in path and "" not in path
    assert ignored
    assert not {"textual", "rich", "whoosh", "fugashi", "numpy"} & set(modules)


def test_a_child_ends_with_the_conversation() -> None:
    child = Child("tests.index.engine.strange_workers:tell")
    child.connection.recv()
    child.connection.close()
    assert child.ended() == "status 0"
