"""Fewer bytes for the same screen: of the styles in what is sent (SGR, ECMA-48 8.3.117) only what changes.

Rich ends every run of a style and says the next one whole; between two runs of a row mostly one colour differs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_SGR = re.compile(r"\x1b\[([0-9;]*)m")
_MOVES = re.compile(r"(?:\x1b\[[0-9;]*H|[\r\n])*")
"""What does not draw, and is the same in every style: places and line ends."""
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}


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
