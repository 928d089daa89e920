"""What a journalist comes for, with the keys that it takes: in a real terminal, on the demo collection.

What is typed into a box counts a key each, as an input method's words do that are committed at once.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inyo.tui.keep import session
from tests.paths import ROOT, SEARCH_PATH
from tests.tui.multiplexers import environment
from tests.waiting import steady, until

Tmux = Callable[..., str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of our own, with the demo indexed."""
    home = tmp_path_factory.mktemp("home")
    done = subprocess.run(
        [sys.executable, "-m", "inyo.tui", "index", str(ROOT / "seeds")], env=_private(home), capture_output=True,
        check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return home


def _private(home: Path, **changes: str) -> dict[str, str]:
    names = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "DATA", "STATE", "CONFIG")}
    return environment(**{"HOME": str(home), "PYTHONPATH": SEARCH_PATH, **names, **changes})


class Desk:
    """The explorer in a session of tmux, and the keys that were pressed."""

    def __init__(self, tmux: Tmux, home: Path, work: Path, name: str = "s") -> None:
        self.tmux, self.name, self.keys = tmux, name, 0
        variables = _private(home, LANG="ja_JP.UTF-8", XDG_STATE_HOME=str(work / "state"))
        settings = [f"{key}={value}" for key, value in variables.items()
                    if key.startswith(("XDG_", "HOME", "LANG", "PYTHONPATH"))]  # fmt: skip
        program = ["env", "-u", "LC_ALL", "LC_CTYPE=C.UTF-8", *settings, sys.executable, "-m", "inyo.tui"]
        line = f"cd {shlex.quote(str(work))} && exec {shlex.join([*program, str(ROOT / 'seeds')])}"
        tmux("-u", "new-session", "-d", "-s", name, "-x", "80", "-y", "24", line)
        self.shows("30 文書")

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p", "-t", self.name)

    def shows(self, words: str) -> None:
        until(lambda: words in self.screen(), what=self.screen)

    def row(self, beginning: str) -> str:
        """The row that begins so, when it is drawn to its end."""
        return steady(lambda: next((row for row in self.screen().splitlines() if row.startswith(beginning)), ""))

    def type(self, text: str, shows: str) -> None:
        """Type letters into a box."""
        self.keys += len(text)
        self.tmux("send-keys", "-t", self.name, "-l", text)
        self.shows(shows)

    def press(self, key: str, shows: str) -> None:
        self.keys += 1
        self.tmux("send-keys", "-t", self.name, key)
        self.shows(shows)


@pytest.fixture
def desk(tmux: Tmux, home: Path, tmp_path: Path) -> Desk:
    return Desk(tmux, home, tmp_path)


def test_who_said_what_about_a_word_is_copied_in_eleven_keys(desk: Desk, tmux: Tmux) -> None:
    desk.type("kyokasei", "13 段落")
    desk.press("Enter", "開く")
    desk.press("4", "4 引用")
    desk.press("y", "コピーしました")
    assert desk.keys <= 11
    copied = tmux("show-buffer")
    assert copied.startswith("「水門を壊す話をしに来たのではない。") and "白立岳" in copied


def test_all_hits_of_a_word_are_walked_with_the_count_in_sight(desk: Desk) -> None:
    desk.type("許可制", "13 段落 · 7 文書")
    desk.press("Enter", "開く")
    for number in range(1, 14):
        desk.press("n", f"ヒット {number}/13")
    assert desk.keys == 3 + 1 + 13


def test_a_persons_quotations_are_in_a_file_in_eight_keys(desk: Desk, tmp_path: Path) -> None:
    desk.type("髙﨑航", "15 文書")
    desk.press("Enter", "開く")
    desk.press("i", "人物カルテ")
    desk.press("E", "書き出す形式")
    desk.press("Enter", "書き出し先")
    desk.press("Enter", "書き出しました")
    assert desk.keys <= 8
    (file,) = tmp_path.glob("*.txt")
    assert len([line for line in file.read_text("utf-8").splitlines() if line]) >= 17


def test_a_table_of_them_begins_with_a_byte_order_mark(desk: Desk, tmp_path: Path) -> None:
    desk.type("髙﨑航", "文書")
    desk.press("Enter", "開く")
    desk.press("i", "人物カルテ")
    desk.press("E", "書き出す形式")
    desk.press("Down", "Markdown")
    desk.press("Down", "CSV")
    desk.press("Enter", "書き出し先")
    desk.press("Enter", "書き出しました")
    (file,) = tmp_path.glob("*.csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert len(rows) >= 17 and {row["speaker"] for row in rows} == {"髙﨑航"}


def test_one_person_over_time_is_one_key_from_a_name_with_the_undated_last(desk: Desk) -> None:
    desk.type("髙﨑航", "15 文書")
    desk.press("Enter", "開く")
    desk.press("i", "人物カルテ")
    assert desk.keys <= 5
    dates = re.findall("20[0-9]{2}-[0-9]{2}-[0-9]{2}$|日付なし$", desk.screen().replace(" \n", "\n"), re.M)
    assert len(dates) > 2 and dates == sorted(dates)
    desk.press("G", "日付なし")


def test_a_half_remembered_name_is_found_by_its_sound_in_one_key(desk: Desk) -> None:
    desk.type("habetsen", "→ ヴィクトル・ハーベセン")  # what the key takes is offered after the answer is there
    desk.press("Right", "12 文書")
    assert desk.keys == 9


def test_one_comes_back_from_a_document_to_the_same_row(desk: Desk) -> None:
    desk.type("許可制", "13 段落")
    desk.press("Enter", "開く")
    desk.press("Down", "> …")
    row = desk.row("> …")
    desk.press("Enter", "次の引用")
    desk.press("Escape", row)


def test_after_a_kill_the_document_is_there_again_at_its_row(
    tmux: Tmux, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    desk = Desk(tmux, home, tmp_path, "before")
    desk.type("黒石記", "1 段落")
    desk.press("Enter", "開く")
    desk.press("Enter", "次の引用")
    until(lambda: _saved() >= 0)
    rows = steady(lambda: _text(desk))
    for _ in range(3):
        saved = _saved()
        desk.press("C-d", "黒石記")
        until(lambda before=rows: _text(desk) != before)  # type: ignore[misc]
        until(lambda before=saved: _saved() > before)  # type: ignore[misc]
        rows = steady(lambda: _text(desk))
    parent = int(tmux("display-message", "-p", "-t", "before", "#{pane_pid}"))
    child = int(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[0])
    tmux("set-option", "-g", "exit-empty", "off")
    os.kill(child, signal.SIGKILL)
    again = Desk(tmux, home, tmp_path, "after")
    until(lambda: _text(again)[:3] == rows[:3], what=again.screen)


def _saved() -> int:
    """The place in the document that is written; -1 while none is."""
    return max((line.top for line in session.load().lines.values()), default=-1)


def _text(desk: Desk) -> list[str]:
    """The rows of the text, without the title over it."""
    rows = desk.screen().splitlines()
    at = next((at for at, row in enumerate(rows) if row.startswith(" 3 本文")), -1)
    return [row.rstrip(" ▪·█▌") for row in rows[at + 1 : -1]] if at >= 0 else []
