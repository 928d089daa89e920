"""A terminal's screen, drawn from what a program sends: enough of one for what the explorer sends."""

from __future__ import annotations

import codecs
import re
import time
from collections.abc import Callable

from inyo.tui.terminal.cells import cell_width
from inyo.tui.terminal.painted import PLAIN, Style
from tests.waiting import PATIENCE

_TOKEN = re.compile(
    r"\x1b\[(?P<given>[<=>?0-9;]*)(?P<kind>\$?[a-zA-Z])|\x1b(?P<lone>M)|\x1b\][^\x07]*\x07|(?P<text>.)", re.S
)
_UNFINISHED = re.compile(r"\x1b(?:\[[<=>?0-9;]*\$?|\][^\x07\x1b]*)?\Z")


class Drawn:
    """A terminal that does not wrap, as the explorer sets it, of which some letters take `wide` cells. A line feed
    goes to the first column if it is to."""

    def __init__(self, columns: int, lines: int, wide: int = 1, *, returns: bool = True) -> None:
        self.columns, self.lines = columns, lines
        self.cells = [[("?", PLAIN)] * columns for _ in range(lines)]
        self.line = self.column = 0
        self.style = PLAIN
        self.region = (0, lines)
        self._wide, self._returns = wide, returns
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._cut = ""

    def take(self, data: bytes) -> None:
        """What a program sent, in pieces cut anywhere."""
        text = self._cut + self._decoder.decode(data)
        cut = _UNFINISHED.search(text)
        self._cut = cut[0] if cut else ""
        self.feed(text.removesuffix(self._cut))

    @property
    def text(self) -> str:
        """What a reader sees, line by line: words are looked for here, for only cells that differ are sent."""
        return "\n".join("".join(letter for letter, _ in row) for row in self.cells)

    def shows(self, words: str, read: Callable[[], bytes], seconds: float = PATIENCE) -> bool:
        """Whether words stand on the screen before the time is over; `read` gives what the program sends meanwhile."""
        end = time.monotonic() + seconds
        while words not in self.text and time.monotonic() < end:
            self.take(read())
        return words in self.text

    def feed(self, data: str) -> None:
        for token in _TOKEN.finditer(data):
            if token["text"]:
                self._letter(token["text"])
            elif token["lone"]:
                self._down(-1)
            elif token["kind"]:
                self._sequence(token["kind"], token["given"])

    def _sequence(self, kind: str, given: str) -> None:
        numbers = [int(number) for number in given.split(";") if number.isdigit()]
        if kind == "m":
            self.style = _after(self.style, given)
        elif kind == "H":
            self.line, self.column = (numbers[0] - 1, numbers[1] - 1) if numbers else (0, 0)
        elif kind == "C":
            self.column = min(self.columns - 1, self.column + (numbers[0] if numbers else 1))
        elif kind == "X":
            at, end = self.column, min(self.columns, self.column + numbers[0])
            self._part(at, end)
            self.cells[self.line][at:end] = [(" ", Style(ground=self.style.ground))] * (end - at)
        elif kind == "r":
            self.region = (numbers[0] - 1, numbers[1]) if numbers else (0, self.lines)
            self.line = self.column = 0

    def _down(self, step: int) -> None:
        top, bottom = self.region
        if not top <= self.line + step < bottom:
            rows = self.cells[top:bottom]
            blank = [[("~", PLAIN)] * self.columns]
            self.cells[top:bottom] = [*rows[1:], *blank] if step > 0 else [*blank, *rows[:-1]]
        else:
            self.line += step

    def _part(self, *edges: int) -> None:
        """Half of a wide letter goes with its other half."""
        row = self.cells[self.line]
        for edge in edges:
            if edge < self.columns and row[edge][0] == "":
                row[edge - 1] = row[edge] = (" ", _blank(row[edge][1]))

    def _letter(self, letter: str) -> None:
        if letter == "\n":
            self._down(1)
            self.column = 0 if self._returns else self.column
        elif letter == "\r":
            self.column = 0
        else:
            self._put(letter)

    def _put(self, letter: str) -> None:
        width = self._wide if letter == "…" else cell_width(letter)
        self.column = min(self.column, self.columns - width)
        row, at = self.cells[self.line], self.column
        self._part(at, at + width)
        style = self.style if letter != " " else _blank(self.style)
        row[at : at + width] = [(letter, style), *[("", style)] * (width - 1)]
        self.column += width


def _blank(style: Style) -> Style:
    """What is seen of a style where nothing is written."""
    seen = style.attributes & {"4", "7"}
    return Style(seen, style.colour if seen else "", style.ground)


def _after(style: Style, given: str) -> Style:
    off = {"22": {"1", "2"}, "23": {"3"}, "24": {"4"}, "27": {"7"}}
    attributes, colour, ground = set(style.attributes), style.colour, style.ground
    codes = (given or "0").split(";")
    while codes:
        code = codes.pop(0)
        if code in ("38", "48"):
            value = ";".join([code, codes.pop(0), codes.pop(0)])
            colour, ground = (value, ground) if code == "38" else (colour, value)
        elif code == "0":
            attributes, colour, ground = set(), "", ""
        elif code in off:
            attributes -= off[code]
        elif code == "39":
            colour = ""
        elif code == "49":
            ground = ""
        else:
            attributes.add(code)
    return Style(frozenset(attributes), colour, ground)
