"""The space that every Japanese input method types, alone and in a burst, in everything that can be typed into: through
a real terminal."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.pty_terminal import PtyTerminal
from tests.paths import SEARCH_PATH
from tests.tui.drawn import Drawn

WORDS = "港\u3000町長"
PROMPTS = {
    "the search box": "",
    "the filter of documents": "\x1b1\\",
    "the filter of people": "\x1b5\\",
    "the filter of quotations": "\x1b4\\",
    "the search in a document": "\x1b1\rf",
    "the list of commands": "\x1b1\x10",
    "the help": "\x1b1?",
    "a speaker": "\x1b1\r4s",
    "a note": "\x1b1\r4c",
}


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[PtyTerminal]:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "港.txt").write_text("港の話\n\n帆足町長は「港は町のものだ」と述べた。\n", "utf-8")
    private = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "DATA", "STATE", "CONFIG")}
    command = [sys.executable, "-m", "inyo.tui", str(tmp_path / "docs")]
    with PtyTerminal(command, 80, 24, {"PYTHONPATH": SEARCH_PATH, **private}) as terminal:
        assert Drawn(80, 24).shows("1 document", lambda: terminal.read(0.2).data, 60)
        yield terminal


@pytest.mark.parametrize("burst", [True, False], ids=["in a burst", "alone"])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_wide_space_is_typed(terminal: PtyTerminal, prompt: str, burst: bool) -> None:
    for key in PROMPTS[prompt]:
        terminal.after(key, 0.4)
    seen = b""
    for packet in [WORDS] if burst else WORDS:
        terminal.press(packet)
        seen += terminal.read(0.4).data
    end = time.monotonic() + 60
    while "長".encode() not in seen and time.monotonic() < end:
        seen += terminal.read(0.3).data
    shown = seen.decode("utf-8", "replace")
    assert re.search(".*".join(WORDS), shown, re.DOTALL), shown  # each letter is sent where it stands, and once
    assert terminal.alive()
