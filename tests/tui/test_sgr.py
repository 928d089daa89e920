"""What is sent thriftily draws the same, cell for cell, and ends in the same style."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from inyo.tui.terminal.sgr import Style, thrifty

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
