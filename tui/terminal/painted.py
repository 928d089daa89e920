"""What stands on the terminal, cell by cell: of a frame only the cells that differ are sent, as curses and mosh do.

Textual sends a changed line from its beginning, and every line of what is laid out again. Much of that stands there
already: blanks, a bar, a title that comes again. Of the styles (SGR, ECMA-48 8.3.117) only what changes is sent; Rich
ends every run of a style and says the next one whole. Where something comes that is not understood here it is sent as
it is, and nothing is known of the screen any more.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, groupby
from typing import Final

from inyo.tui.terminal.cells import kinds, widths

_SGR: Final = re.compile(r"\x1b\[([0-9;]*)m")
_MOVES: Final = re.compile(r"(?:\x1b\[[0-9;]*H|[\r\n])*")
"""What does not draw, and is the same in every style: places and line ends."""
_OFF: Final = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}


@dataclass(frozen=True, slots=True)
class Style:
    """What a terminal draws in: attributes by their numbers, and the parameters of two colours ('' for its own)."""

    attributes: frozenset[str] = frozenset()
    colour: str = ""
    ground: str = ""

    def after(self, parameters: str) -> Style | None:
        """The style after an SGR with these parameters; None where one of them is not known here."""
        style, given = self, (parameters or "0").split(";")
        at = 0
        while at < len(given):
            code = given[at] or "0"
            size = {"5": 3, "2": 5}.get(given[at + 1] if at + 1 < len(given) else "", 0) if code in ("38", "48") else 1
            value = ";".join(given[at : at + size])
            if not size or at + size > len(given):
                return None
            if code == "0":
                style = Style()
            elif code in _OFF:
                style = replace(style, attributes=style.attributes | {code})
            elif code in _OFF.values():
                style = replace(style, attributes=style.attributes - {each for each in _OFF if _OFF[each] == code})
            elif code == "39":
                style = replace(style, colour="")
            elif code == "49":
                style = replace(style, ground="")
            elif code == "38" or code in _COLOURS:
                style = replace(style, colour=value)
            elif code == "48" or code in _GROUNDS:
                style = replace(style, ground=value)
            else:
                return None
            at += size
        return style

    def to(self, other: Style) -> str:
        """The shortest SGR that leads to another style; '' to the same."""
        if self == other:
            return ""
        whole = ";".join(["0", *sorted(other.attributes), *filter(None, (other.colour, other.ground))])
        gone = self.attributes - other.attributes
        kept = {code for code in other.attributes & self.attributes if _OFF[code] in {_OFF[each] for each in gone}}
        steps = [*sorted({_OFF[code] for code in gone}), *sorted((other.attributes - self.attributes) | kept)]
        if self.colour != other.colour:
            steps.append(other.colour or "39")
        if self.ground != other.ground:
            steps.append(other.ground or "49")
        return f"\x1b[{min(';'.join(steps), '' if other == Style() else whole, key=len)}m"


PLAIN = Style()
"""The terminal's own."""
_COLOURS = frozenset(map(str, [*range(30, 38), *range(90, 98)]))
_GROUNDS = frozenset(map(str, [*range(40, 48), *range(100, 108)]))

Cell = tuple[str, Style]
"""A letter with its marks, in a style; '' is the second cell of a wide letter."""
Place = tuple[int, int]
"""A line and a column, from 0."""
Stretch = tuple[int, int, list[Cell], int]
"""What is sent of a line: its number, the first column, the cells, and how many blanks the last one stands for."""

_TOKEN: Final = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<style>[0-9;]*)m"
    r"|\x1b\[(?P<line>[0-9]+);(?P<column>[0-9]+)H"
    r"|(?P<end>[\r\n])"
    r"|(?P<other>\x1b\[\?(?:2026|25)[hl]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\))"
    r"|\x1b\[(?P<top>[0-9]+);(?P<bottom>[0-9]+)r\x1b\[[0-9]+;1H(?P<shift>\n+|(?:\x1bM)+)\x1b\[r"
)
_SEEN: Final = frozenset("479")
"""Attributes that are seen in a blank: underlined, reversed, struck out."""
_SKIPPED: Final = 6
"""Bytes of what stands unchanged between two changes that are sent again rather than gone over."""
_FAR: Final = 24
"""Cells between two changes from which they are gone over: each is a byte at least, and no style saves as many."""
_PICTURES: Final = "\U0001f000"
"""From here on Unicode's versions give letters other widths."""
_ERASED: Final = 12
"""Blanks from which an order to erase them, with the move over them, is the shorter way."""
_OFTEN: Final = 4
"""Times that a style comes in a frame from which all of it is sent in one go: a move to each place costs less than two
changes of the style."""
_NEAR: Final = 3
"""Lines that a cursor goes down step by step."""


class Painted:
    """A terminal on which nobody else draws; of the size of 0 lines until `resize`. `erases`: in the colour of the
    ground (ECH in terminals that have terminfo's bce)."""

    def __init__(self, *, erases: bool = False) -> None:
        self.erases = erases
        self.columns = 0
        self.rows: list[list[Cell | None]] = []
        """What stands in each cell, None where nobody knows."""
        self.at: Place | None = None
        """Where the cursor is, None where nobody knows."""

    def resize(self, columns: int, lines: int) -> None:
        """The terminal has a size, perhaps another one than before: nothing is known of what it shows."""
        self.columns, self.rows, self.at = columns, [[None] * columns for _ in range(lines)], None

    def forget(self) -> None:
        """Something else may have been drawn."""
        self.resize(self.columns, len(self.rows))

    def send(self, data: str) -> str:
        """What to send for the terminal to show what it would show after `data`, which begins and ends in the
        terminal's own style."""
        frame, at = _Frame(self), 0
        while at < len(data):
            token = _TOKEN.match(data, at)
            if token is None or not frame.take(token):
                self.forget()
                return thrifty(data)
            at = token.end()
        return frame.close()


class _Frame:
    """What one piece of data draws."""

    def __init__(self, painted: Painted) -> None:
        self._painted = painted
        self._at = painted.at
        self._style = PLAIN
        self._drawn: dict[int, dict[int, Cell]] = {}
        self._sent: list[str] = []

    def take(self, token: re.Match[str]) -> bool:
        """Go one step on; whether it could be understood."""
        kind = token.lastgroup
        if kind == "text":
            return self._draw(token["text"])
        if kind == "style":
            style = _after(self._style, token["style"])
            self._style = style or PLAIN
            return style is not None
        if kind == "end":
            return self._end_line(token["end"])
        if kind == "column":
            self._at = int(token["line"]) - 1, int(token["column"]) - 1
        elif kind == "other":
            self._flush()
            self._sent.append(token[0])
        else:
            self._shift(int(token["top"]) - 1, int(token["bottom"]), token["shift"])
            self._sent.append(token[0])
        return True

    def close(self) -> str:
        """What to send for all of it."""
        self._flush()
        if self._at is not None:
            self._sent.append(_move(self._painted.at, self._at))
            self._painted.at = self._at
        return "".join(self._sent)

    def _end_line(self, sign: str) -> bool:
        """Textual goes to a place next, as it must: a line feed may keep the column or not (ONLCR)."""
        if self._at is None:
            return False
        self._at = (self._at[0] + (sign == "\n"), 0)
        return self._at[0] < len(self._painted.rows)

    def _draw(self, text: str) -> bool:
        if self._at is None or not self._at[0] < len(self._painted.rows):
            return False
        line, column = self._at
        cells = self._drawn.setdefault(line, {})
        blank = " ", in_blank(self._style)
        for letter, width in _letters(text):
            cells[column] = (letter, self._style) if letter != " " else blank
            if width == 2:
                cells[column + 1] = "", self._style
            column += width
        self._at = line, column
        return column <= self._painted.columns

    def _shift(self, top: int, bottom: int, steps: str) -> None:
        """The terminal moves lines, and its cursor to its first place."""
        self._flush()
        rows, count = self._painted.rows, steps.count("\n") or steps.count("M")
        new: list[list[Cell | None]] = [[None] * self._painted.columns for _ in range(count)]
        part = rows[top:bottom]
        rows[top:bottom] = [*part[count:], *new] if "\n" in steps else [*new, *part[:-count]]
        self._at = self._painted.at = (0, 0)

    def _flush(self) -> None:
        """Send what was drawn."""
        has, stretches = PLAIN, list[Stretch]()
        for line, drawn in sorted(self._drawn.items()):
            row = self._painted.rows[line]
            for run, cells in _runs(row, drawn):
                pieces = _pieces(run, cells) if self._painted.erases else [(run, cells, 0)]
                stretches += [(line, *piece) for piece in pieces]
            for column, cell in drawn.items():
                row[column] = cell
        for stretch in _by_style(stretches):
            has = self._send(*stretch, has)
        self._sent.append(has.to(PLAIN))
        self._drawn = {}

    def _send(self, line: int, start: int, cells: list[Cell], blanks: int, has: Style) -> Style:
        """Send a stretch of a line, of which the last cell stands for so many `blanks`; the style after it."""
        written = cells[:-1] if blanks else cells
        sent, has = _in_styles(written, has)
        self._sent += (_move(self._painted.at, (line, start)), sent)
        if blanks:
            self._sent.append(f"{has.to(cells[-1][1])}\x1b[{blanks}X")
            has = cells[-1][1]
        end = start + len(written)
        # at the right edge terminals differ in where the cursor waits
        sure = end < self._painted.columns and _first_unsure(written) == len(written)
        self._painted.at = (line, end if sure else -1)
        return has


def _runs(row: Sequence[Cell | None], drawn: Mapping[int, Cell]) -> Iterator[tuple[int, list[Cell]]]:
    """The stretches of a line that are to be sent: what differs, and what lies between and costs less than a move.

    Behind a letter of which terminals disagree how wide it is nobody knows what stands where: all is sent, but for the
    last column of the screen, in which lists have their bar.
    """
    last = len(row) - 1
    unsure = min(_first_unsure(row), _first_unsure([drawn.get(at) for at in range(len(row))]))
    stale = {at for at, cell in drawn.items() if row[at] != cell or unsure <= at < last}
    # a wide letter is sent for either of its cells
    stale |= {at - 1 for at in stale if not drawn[at][0]}
    stale |= {at + 1 for at in stale if at + 1 in drawn and not drawn[at + 1][0]}
    start, cells = 0, list[Cell]()
    for at in sorted(stale & drawn.keys()):
        end = start + len(cells)
        if cells and at == end:
            cells.append(drawn[at])
            continue
        between = [drawn[each] for each in range(end, at) if each in drawn] if cells and at - end <= _FAR else []
        if cells and len(between) == at - end and _cost(cells[-1], between, drawn[at]) <= _SKIPPED:
            cells += [*between, drawn[at]]
        else:
            if cells:
                yield start, cells
            start, cells = at, [drawn[at]]
    if cells:
        yield start, cells


def _pieces(start: int, cells: list[Cell]) -> Iterator[tuple[int, list[Cell], int]]:
    """A stretch in parts, each with the number of blanks behind it that are erased rather than written; none where
    nobody knows at what column the cursor is after a letter."""
    written = list[Cell]()
    if _first_unsure(cells) < len(cells):
        yield start, cells, 0
        return
    for cell, same in groupby(cells):
        count = sum(1 for _ in same)
        if cell[0] == " " and not cell[1].attributes and count >= _ERASED:
            yield start, [*written, cell], count
            start, written = start + len(written) + count, []
        else:
            written += [cell] * count
    if written:
        yield start, written, 0


def _by_style(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The same cells in an order with fewer changes of the style: parts in a style that comes often (hits, notes at the
    right) are left out of their lines and follow together."""
    parted = [(stretch, _parts(stretch[2])) for stretch in stretches]
    times = Counter(_style_of(cells) for _, parts in parted for cells in parts[1:])
    kept, later = list[Stretch](), dict[Style, list[Stretch]]()
    for (line, start, whole, blanks), parts in parted:
        at, end, joined = start, start + len(whole), False
        for number, cells in enumerate(parts):
            stretch = (line, at, cells, blanks if at + len(cells) == end else 0)
            at += len(cells)
            style = _style_of(cells) if number else None
            if style is not None and times[style] >= _OFTEN:
                later.setdefault(style, []).append(stretch)
                joined = False
                continue
            if joined:
                *_, (_, first, before, _) = kept
                kept[-1] = line, first, [*before, *cells], stretch[3]
            else:
                kept.append(stretch)
            joined = True
    return [*kept, *chain.from_iterable(later.values())]


def _parts(cells: list[Cell]) -> list[list[Cell]]:
    """The parts of a stretch that need one style each; from a letter of unsure width on they are one part."""
    parts: list[list[Cell]] = []
    unsure, has, blank = _first_unsure(cells), None, None
    for at, cell in enumerate(cells):
        letter, style = cell
        changes = letter and style is not has and not (letter == " " and style == blank)
        if has is None or (changes and at <= unsure):
            parts.append([])
        if has is None or changes:
            has, blank = style, in_blank(style)
        parts[-1].append(cell)
    return parts


def _style_of(cells: Sequence[Cell]) -> Style | None:
    """The one style of a part; None where it has several."""
    style = cells[0][1]
    suffice = style, in_blank(style)
    return style if all(not letter or each in suffice for letter, each in cells) else None


def _first_unsure(cells: Sequence[Cell | None]) -> int:
    return next((at for at, cell in enumerate(cells) if cell and _is_unsure(cell[0])), len(cells))


@cache
def _is_unsure(letter: str) -> bool:
    """Whether terminals differ in the cells of a letter: several code points, emoji, ambiguous width (UAX 11)."""
    return len(letter) > 1 or (bool(letter) and (letter >= _PICTURES or unicodedata.east_asian_width(letter) == "A"))


def _cost(before: Cell, between: Sequence[Cell], after: Cell) -> int:
    """Bytes to send what stands between two stretches again."""
    sent, has = _in_styles(between, before[1])
    return len(sent.encode()) + len(has.to(after[1])) - len(before[1].to(after[1]))


def _in_styles(cells: Sequence[Cell], has: Style) -> tuple[str, Style]:
    """Letters with the styles that they need, and the style after them."""
    sent, blank = list[str](), in_blank(has)
    for letter, style in cells:
        if letter and style is not has and not (letter == " " and style == blank):
            sent.append(has.to(style))
            has, blank = style, in_blank(style)
        sent.append(letter)
    return "".join(sent), has


@cache
def _after(style: Style, parameters: str) -> Style | None:
    """As `Style.after`; the same styles are the same objects, which are quickly compared."""
    after = style.after(parameters)
    return None if after is None else _one(after)


@cache
def _one(style: Style) -> Style:
    return style


@cache
def in_blank(style: Style) -> Style:
    """What is seen of a style in a blank."""
    attributes = style.attributes & _SEEN
    return _one(Style(attributes, style.colour if attributes else "", style.ground))


def _move(at: Place | None, to: Place) -> str:
    """The shortest way of the cursor to a place; a column of -1 is anywhere in the line."""
    (line, column), ways = to, [f"\x1b[{to[0] + 1};{to[1] + 1}H"]
    if at == to:
        return ""
    if at is not None and 0 <= line - at[0] <= _NEAR:
        # a line feed may go to the first column, as the terminal's line is set (ONLCR)
        ways.append("\r" + "\n" * (line - at[0]) + _ahead(column))
        if line == at[0] and 0 <= at[1] <= column:
            ways.append(_ahead(column - at[1]))
    return min(ways, key=len)


def _ahead(cells: int) -> str:
    return "" if not cells else f"\x1b[{cells if cells > 1 else ''}C"


def _letters(text: str) -> Iterable[tuple[str, int]]:
    """The letters of a text, each with the marks that stand on it, and its cells."""
    taken = widths(kinds(text))
    return zip(text, taken, strict=True) if 0 not in taken else _with_marks(text, taken)


def _with_marks(text: str, taken: bytes) -> Iterator[tuple[str, int]]:
    held, width = "", 0
    for letter, cells in zip(text, taken, strict=True):
        if cells or not held:
            if held:
                yield held, width
            held, width = letter, cells
        else:
            held += letter
    if held:
        yield held, width


def thrifty(data: str) -> str:
    """What is sent at once, with the styles that it needs alone. It must begin in the terminal's own style."""
    sent: list[str] = []
    has = wants = Style()
    at = 0
    for found in _SGR.finditer(data):
        has = _drawn(data[at : found.start()], has, wants, sent)
        after = wants.after(found[1])
        if after is None:
            return data
        wants, at = after, found.end()
    has = _drawn(data[at:], has, wants, sent)
    sent.append(has.to(wants))
    return "".join(sent)


def _drawn(text: str, has: Style, wants: Style, sent: list[str]) -> Style:
    """Send a text in a style; the style that the terminal has after it."""
    if not text:
        return has
    if _MOVES.fullmatch(text):
        sent.append(text)
        return has
    sent += (has.to(wants), text)
    return wants
