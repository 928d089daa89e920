"""What is sent through the model of the screen draws what would have been drawn without it, in fewer bytes."""

from __future__ import annotations

import pickle
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.tui.terminal.cells import cell_width
from inyo.tui.terminal.painted import Painted, Style, thrifty
from inyo.tui.terminal.textual_internals import moved
from tests.bench.pty_terminal import PtyTerminal
from tests.paths import SEARCH_PATH
from tests.tui.drawn import Drawn
from tests.waiting import PATIENCE

COLUMNS, LINES = 24, 5
LOGGED = """
import pickle, sys
from inyo.tui.commands.cli import main
from inyo.tui.terminal.painted import Painted

log, send = open(sys.argv[1], "wb"), Painted.send

def logged(painted, data):
    sent = send(painted, data)
    pickle.dump((data, sent), log)
    log.flush()
    return sent

Painted.send = logged
sys.exit(main(sys.argv[2:]))
"""
"""The explorer, which tells what it would have sent and what it sends."""
KEYS = (
    "みなと", "\r", "\r", "n", "n", " ", "4", "j", "j", "2", "c", "r", "\x1b", "?", "\x1b", "5", "i", "j", "\x1b", "1",
    "G", "g", "0", "/", "\x15", "habe", "\x7f", "\x1b", "3", " ", "b", "m", "+", "_", "\x0c",
)  # fmt: skip


STYLES = ("", "1", "7", "4;38;5;222", "38;5;251;48;5;233", "48;5;235")


def lines(letters: str) -> st.SearchStrategy[str]:
    """A whole line of the screen, as Textual draws it: styled pieces, every one of them ended."""
    pieces = st.lists(st.tuples(st.sampled_from(STYLES), st.text(letters, max_size=4)), max_size=5)
    return st.builds(_line, st.integers(1, LINES), pieces)


def _line(line: int, pieces: list[tuple[str, str]]) -> str:
    sent, left = f"\x1b[{line};1H", COLUMNS
    for style, text in [*pieces, ("48;5;233", " " * COLUMNS)]:
        kept = ""
        for letter in text:
            if cell_width(kept + letter) > left:
                break
            kept += letter
        left -= cell_width(kept)
        sent += f"\x1b[{style}m{kept}\x1b[0m" if style and kept else kept
    return sent


def frames(letters: str) -> st.SearchStrategy[list[str]]:
    shifts = st.builds(moved, st.integers(1, 2), st.integers(4, LINES), st.sampled_from([-2, -1, 1, 2]))
    frame = st.lists(lines(letters), max_size=LINES).map("".join)
    return st.lists(st.one_of(frame, frame, shifts, st.sampled_from(["\x1b[?2026h", "\x1b]52;c;\x07"])), max_size=8)


def seen(data: list[str], wide: int = 1, *, returns: bool = True, erases: bool = False) -> tuple[Drawn, Drawn]:
    """The screens without the model and with it."""
    plain, sparing, painted = (
        Drawn(COLUMNS, LINES, wide, returns=returns),
        Drawn(COLUMNS, LINES, wide, returns=returns),
        Painted(erases=erases),
    )
    painted.resize(COLUMNS, LINES)
    for each in data:
        plain.feed(each)
        sparing.feed(painted.send(each))
    return plain, sparing


@given(frames("ab 港 "), st.booleans(), st.booleans())
def test_the_screen_is_the_same_cell_for_cell(data: list[str], returns: bool, erases: bool) -> None:
    plain, sparing = seen(data, returns=returns, erases=erases)
    assert sparing.cells == plain.cells
    assert sparing.style == plain.style


@given(frames("ab 港…"), st.booleans())
def test_the_text_is_the_same_where_the_terminal_takes_letters_of_unsure_width_for_wider(
    data: list[str], erases: bool
) -> None:
    plain, sparing = seen([each for each in data if "r" not in each], wide=2, erases=erases)
    for one, other in zip(plain.cells, sparing.cells, strict=True):
        # only the last column, a list's bar, may keep what the row before pushed there
        assert [letter for letter, _ in one][:-2] == [letter for letter, _ in other][:-2]


def test_what_stands_there_already_is_not_sent_again() -> None:
    painted = Painted()
    painted.resize(COLUMNS, LINES)
    line = _line(2, [("38;5;251", "港の風")])
    assert "港の風" in painted.send(line)
    assert painted.send(line) == ""
    assert painted.send(_line(2, [("38;5;251", "港の船")])) == "\r\x1b[4C\x1b[38;5;251m船\x1b[m\x1b[18C"


def test_many_blanks_are_erased_where_the_terminal_does_that_in_the_colour_of_the_ground() -> None:
    painted = Painted(erases=True)
    painted.resize(COLUMNS, LINES)
    sent = painted.send(_line(2, [("38;5;251", "港の風")]))
    assert sent == "\x1b[2;1H\x1b[38;5;251m港の風\x1b[0;48;5;233m\x1b[18X\x1b[m\x1b[18C"


def test_blanks_are_the_same_in_whatever_colour_nothing_is_written() -> None:
    painted = Painted()
    painted.resize(COLUMNS, LINES)
    painted.send("\x1b[1;1H\x1b[38;5;251;48;5;233m    \x1b[0m")
    assert "    " not in painted.send("\x1b[1;1H\x1b[38;5;222;48;5;233m    \x1b[0m")


@pytest.mark.parametrize("strange", ["\x1b[2J", "\x1b[?1049h", "\x07", "\x1b[1;1H" + "a" * (COLUMNS + 1), "\x1b[s"])
def test_after_what_is_not_understood_everything_is_sent(strange: str) -> None:
    painted = Painted()
    painted.resize(COLUMNS, LINES)
    line = _line(2, [("", "港")])
    painted.send(line)
    assert painted.send(strange) == strange
    assert "港" in painted.send(line)


def test_after_another_size_everything_is_sent() -> None:
    painted = Painted()
    painted.resize(COLUMNS, LINES)
    line = _line(2, [("", "港")])
    painted.send(line)
    painted.resize(COLUMNS, LINES)
    assert "港" in painted.send(line)


def test_where_no_size_is_known_everything_is_sent() -> None:
    assert Painted().send("\x1b[2;1H港") == "\x1b[2;1H港"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (140, 40)])
def test_whatever_the_explorer_draws_it_stands_on_the_screen(tmp_path: Path, columns: int, rows: int) -> None:
    folder, log = tmp_path / "docs", tmp_path / "log"
    folder.mkdir()
    for number in range(9):
        lines = [
            f"港の朝 {number}",
            *[f"　帆足航は「{at}隻の船が…港へ戻った」と述べた。" * (at % 3 + 1) for at in range(14)],
        ]
        (folder / f"{number}.txt").write_text("\n\n".join(lines), "utf-8")
    names = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CACHE", "DATA", "STATE", "CONFIG")}
    environment = {**names, "PYTHONPATH": SEARCH_PATH}
    with PtyTerminal([sys.executable, "-c", LOGGED, str(log), str(folder)], columns, rows, environment) as terminal:
        terminal.read(2, PATIENCE, least=1500)
        for keys in KEYS:
            terminal.after(keys, 0.15)
    whole, sparing = Drawn(columns, rows), Drawn(columns, rows)
    count = 0
    with log.open("rb") as logged:
        while data := next(_pickled(logged), None):
            whole.feed(data[0])
            sparing.feed(data[1])
            assert _differences(whole, sparing)[:3] == [], f"write {count}"
            count += 1
    assert count > len(KEYS)


def _differences(one: Drawn, other: Drawn) -> list[tuple[int, int, object, object]]:
    return [
        (line, column, *both)
        for line, rows in enumerate(zip(one.cells, other.cells, strict=True))
        for column, both in enumerate(zip(*rows, strict=True))
        if both[0] != both[1]
    ]


def _pickled(file: BinaryIO) -> Iterator[tuple[str, str]]:
    with suppress(EOFError, pickle.UnpicklingError):  # whoever wrote it was ended, perhaps amid the last one
        yield pickle.load(file)


_PIECE = re.compile(r"\x1b\[([0-9;]*)([a-zA-Z])|(.)", re.DOTALL)
_PARAMETERS = st.lists(
    st.sampled_from(
        ["0", "1", "2", "3", "4", "7", "9", "31", "97", "44", "107", "38;5;222", "48;5;233", "38;2;1;2;3", "48;2;9;9;9"]
    ),
    max_size=4,
).map(";".join)
_PIECES = st.one_of(
    _PARAMETERS.map("\x1b[{}m".format), st.sampled_from(["港", "a", " ", "\x1b[3;1H", "\n", "\x1b[K", "\x1b[?2026h"])
)


def drawn(data: str) -> tuple[list[tuple[str, Style]], Style]:
    """Everything but styles, each with the style that the terminal has there; and the style at the end."""
    style, found = Style(), []
    for parameters, kind, letter in _PIECE.findall(data):
        if kind == "m":
            style = after if (after := _after(style, parameters)) else style
        else:
            moves = kind == "H" or letter in ("\n", "\r")
            found.append((letter or kind, Style() if moves else style))
    return found, style


def _after(style: Style, parameters: str) -> Style:
    """As a terminal reads it, the parameters that switch off among them."""
    off = {"22": "12", "23": "3", "24": "4", "25": "5", "27": "7", "28": "8", "29": "9"}
    attributes, colour, ground = set(style.attributes), style.colour, style.ground
    given = (parameters or "0").split(";")
    while given:
        code = given.pop(0)
        if code in ("38", "48"):
            rest = [given.pop(0) for _ in range(2 if given[0] == "5" else 4)]
            value = ";".join([code, *rest])
            colour, ground = (value, ground) if code == "38" else (colour, value)
        elif code in ("", "0"):
            attributes, colour, ground = set(), "", ""
        elif code in off:
            attributes -= set(off[code])
        elif code == "39":
            colour = ""
        elif code == "49":
            ground = ""
        elif code[0] in "39" and len(code) == 2 and code not in ("3", "9"):
            colour = code
        elif len(code) > 1:
            ground = code
        else:
            attributes.add(code)
    return Style(frozenset(attributes), colour, ground)


@given(st.lists(_PIECES, max_size=30))
def test_the_screen_is_the_same_and_no_byte_more(pieces: list[str]) -> None:
    data = "".join(pieces)
    assert drawn(thrifty(data)) == drawn(data)
    assert len(thrifty(data)) <= len(data) + 4


def test_of_two_runs_that_differ_in_colour_only_the_colour_is_sent() -> None:
    two = "\x1b[38;5;251;48;5;233m港の\x1b[0m\x1b[1;38;5;222;48;5;233m許可\x1b[0m"
    assert thrifty(two) == "\x1b[0;38;5;251;48;5;233m港の\x1b[1;38;5;222m許可\x1b[m" or (
        thrifty(two) == "\x1b[38;5;251;48;5;233m港の\x1b[1;38;5;222m許可\x1b[m"
    )


def test_what_is_not_known_is_sent_as_it_is() -> None:
    assert thrifty("\x1b[58;5;9m港\x1b[0m\x1b[0m") == "\x1b[58;5;9m港\x1b[0m\x1b[0m"
