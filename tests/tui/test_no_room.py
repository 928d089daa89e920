"""The plain commands where the system lets no file grow beyond some bytes, as on a disk that is full."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

Run = Callable[[int, Sequence[str]], "subprocess.CompletedProcess[str]"]


def _bounded(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(3):
        lines = "".join(
            f"{number}の港で{line}番目の灯台を見た山田太郎町長は「直す」と話した。\n\n" for line in range(30)
        )
        (docs / f"{number}.txt").write_text(f"港の話{number}\n\n{lines}", "utf-8")
    (tmp_path / "terms.txt").write_text("港\n灯台\n", "utf-8")

    def command(size: int, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
        named = {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
        environment = {**os.environ, **named, "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, "-P", "-m", "inyo.tui", *words, *([] if words[0] == "doctor" else [str(docs)])],
            cwd=tmp_path, env=environment, preexec_fn=partial(_bounded, size), capture_output=True, text=True,
            timeout=300, stdin=subprocess.DEVNULL, encoding="utf-8",
        )  # fmt: skip

    return command


def _said(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Traceback" not in done.stderr and "mistake" not in done.stderr
    assert done.stderr or done.returncode != 2
    return done.stderr


@pytest.mark.parametrize("size", [0, 700, 20_000])
def test_what_is_there_is_read_and_found_and_that_nothing_can_be_kept_is_said(run: Run, size: int) -> None:
    found = run(size, ["search", "--count", "港"])
    assert [line.rpartition(":")[2] for line in found.stdout.split()] == ["31"] * 3
    assert "index" in _said(found)
    assert "山田太郎" in run(size, ["people"]).stdout


@pytest.mark.parametrize(
    "words",
    [["search", "港", "--csv"], ["quotes", "--json"], ["kwic", "港", "--csv"], ["batch", "terms.txt", "--csv"]],
    ids=lambda words: words[0],
)
def test_a_file_that_has_no_room_is_named_and_nothing_of_it_stays(run: Run, words: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = run(10, [*words, "-o", str(out)])
    assert done.returncode == 2
    assert str(out) in _said(done).splitlines()[-1]
    assert not out.exists()
