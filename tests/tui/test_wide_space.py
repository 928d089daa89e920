"""The space that every Japanese input method types, alone and in a burst, in everything that can be typed into: through
a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.pty_terminal import PtyTerminal
from tests.paths import SEARCH_PATH
from tests.tui.drawn import Drawn

WORDS = "港\u3000町長"
DOCUMENTS = (("\x1b", "q quit"), ("1", "a quotations"))
TEXT = (*DOCUMENTS, ("\r", "m mark"))
PEOPLE, QUOTATIONS = (DOCUMENTS[0], ("5", "i dossier")), (*TEXT, ("4", "w other list"))
PROMPTS = {
    "the search box": (),
    "the filter of documents": (*DOCUMENTS, ("\\", "Filter:")),
    "the filter of people": (*PEOPLE, ("\\", "Filter:")),
    "the filter of quotations": (*QUOTATIONS, ("\\", "Filter:")),
    "the search in a document": (*TEXT, ("f", "Find in this document:")),
    "the list of commands": (*DOCUMENTS, ("\x10", "Commands")),
    "the help": (*DOCUMENTS, ("?", "Keys: Documents")),
    "a speaker": (*QUOTATIONS, ("s", "Speaker (")),
    "a note": (*QUOTATIONS, ("c", "Note (")),
}
"""The keys that lead to a prompt, and words that stand on the screen when each has been obeyed."""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[PtyTerminal]:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "港.txt").write_text("港の話\n\n帆足町長は「港は町のものだ」と述べた。\n", "utf-8")
    private = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "DATA", "STATE", "CONFIG")}
    command = [sys.executable, "-m", "inyo.tui", str(tmp_path / "docs")]
    with PtyTerminal(command, 80, 24, {"PYTHONPATH": SEARCH_PATH, **private}) as terminal:
        yield terminal


@pytest.mark.parametrize("burst", [True, False], ids=["in a burst", "alone"])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_wide_space_is_typed(terminal: PtyTerminal, prompt: str, burst: bool) -> None:
    screen = Drawn(80, 24)

    def shows(words: str) -> bool:
        return screen.shows(words, lambda: terminal.read(0.1).data)

    assert shows("1 document"), screen.text
    for key, words in PROMPTS[prompt]:
        terminal.press(key)
        assert shows(words), (words, screen.text)
    for packet in [WORDS] if burst else WORDS:
        terminal.press(packet)
        screen.take(terminal.read(0.1).data)
    assert shows(WORDS), screen.text
    assert terminal.alive()
