"""Articles set on pages as printers set them: lines of so many ems, kinsoku, indents, ruby, columns and page furniture.

Ruby is written as Aozora Bunko writes it: ｜千鳥《ちどり》. What is set is known, so what must be read is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .pdf_writer import Page, Pdf

_RUBY = re.compile(r"｜(.+?)《(.+?)》")
_NEVER_FIRST = "、。，．」』）〉》】！？ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・：；"
_NEVER_LAST = "「『（〈《【"


def plain(text: str) -> str:
    """A text without its ruby."""
    return _RUBY.sub(r"\1", text)


def rubies(text: str) -> list[tuple[str, str]]:
    """Bases and readings of a text."""
    return [(match[1], match[2]) for match in _RUBY.finditer(text)]


@dataclass(frozen=True)
class Glyph:
    """A character to be set, with the reading that begins on it and the length of that reading's base;
    `joined`: it is no first glyph of its base, and no line begins with it."""

    char: str
    reading: str = ""
    base: int = 0
    joined: bool = False

    def ems(self, vertical: bool) -> float:
        """What it takes up of its line: upright in a column, every letter has an em."""
        return 0.5 if self.char < "\u0250" and not vertical else 1.0


def glyphs(text: str) -> list[Glyph]:
    """A marked text as glyphs."""
    found: list[Glyph] = []
    at = 0
    for match in _RUBY.finditer(text):
        found += [Glyph(char) for char in text[at : match.start()]]
        base = match[1]
        found.append(Glyph(base[0], match[2], len(base)))
        found += [Glyph(char, joined=True) for char in base[1:]]
        at = match.end()
    return found + [Glyph(char) for char in text[at:]]


def lines(text: str, ems: float, *, indent: float = 1, vertical: bool = False) -> list[tuple[float, list[Glyph]]]:
    """A paragraph as lines with their indents: no mark that may not begin a line begins one, Latin words stay whole."""
    rest, found, first = glyphs(text), [], indent
    while rest:
        count, width = 0, first
        while count < len(rest) and width + rest[count].ems(vertical) <= ems + 1e-6:
            width += rest[count].ems(vertical)
            count += 1
        while 1 < count < len(rest) and _together(rest[count - 1], rest[count]):
            count -= 1
        found.append((first, rest[:count]))
        rest, first = rest[count:], 0
    return found


def _together(before: Glyph, after: Glyph) -> bool:
    """Whether no line may end between two glyphs."""
    latin = before.char.isascii() and after.char.isascii() and " " not in (before.char, after.char)
    return latin or after.joined or after.char in _NEVER_FIRST or before.char in _NEVER_LAST


@dataclass(frozen=True)
class Setting:
    """How an article is set. Sizes in points; `frame` is left, top, right, bottom of the text on the page."""

    vertical: bool = False
    columns: int = 1
    size: float = 10
    leading: float = 1.7
    gutter: float = 2
    indent: float = 1
    spacing: float = 0
    ems: int = 0
    width: float = 420
    height: float = 595
    frame: tuple[float, float, float, float] = (50, 60, 370, 535)
    glyph_by_glyph: bool = False
    shuffled: bool = False
    head: str = ""
    folio: str = ""
    rotate: int = 0
    title_size: float = 1.8
    title_across: bool = True


class _Flow:
    """Where the next line goes: through the columns of a page, then on a new page."""

    def __init__(self, pdf: Pdf, setting: Setting) -> None:
        self.pdf, self.setting = pdf, setting
        self.number = 0
        left, top, right, bottom = setting.frame
        along, self.depth = (bottom - top, right - left) if setting.vertical else (right - left, bottom - top)
        self.length = (along - setting.gutter * setting.size * (setting.columns - 1)) / setting.columns
        self._new_page()

    @property
    def ems(self) -> int:
        return int(self.length / self.setting.size + 1e-6)

    def _new_page(self) -> None:
        self.page = self.pdf.page(self.setting.width, self.setting.height)
        self.number += 1
        self.column, self.start = 0, 0.0
        self.at = 0.0
        _furniture(self.page, self.setting, self.number)

    def place(self, size: float, leading: float) -> tuple[float, float]:
        """u and v of the next line's start: along the line, and its far side from the start of the column."""
        if self.at + size > self.depth + 1e-6:
            self.column += 1
            self.at = self.start
            if self.column >= self.setting.columns:
                self._new_page()
        at = self.at
        self.at += leading
        return self.column * (self.length + self.setting.gutter * self.setting.size), at

    def keep(self, points: float) -> None:
        """Begins a new column if less than so much of this one is left."""
        if self.at + points > self.depth:
            self.at = self.depth

    def across(self) -> None:
        """What was set so far goes over all columns; they begin below."""
        self.start = self.at


def _furniture(page: Page, setting: Setting, number: int) -> None:
    if setting.head:
        page.draw(setting.frame[0], 34, setting.head.replace("#", str(number)), 8)
    if setting.folio:
        text = setting.folio.replace("#", str(number))
        page.draw(setting.width / 2 - 4 * len(text) / 2, setting.height - 26, text, 8)


def set_articles(articles: Sequence[tuple[str, Sequence[str]]], setting: Setting, pdf: Pdf | None = None) -> Pdf:
    """Articles (title, paragraphs) one after the other."""
    pdf = pdf if pdf is not None else Pdf()
    flow = _Flow(pdf, setting)
    for number, (title, paragraphs) in enumerate(articles):
        big = setting.size * setting.title_size
        ems = (flow.length * setting.columns if setting.title_across and not number else flow.length) / big
        flow.keep(big * 5)
        for first, line in lines(title, ems, indent=0, vertical=setting.vertical):
            _set(flow, first, line, big, big * 1.5)
        flow.at += setting.size * 1.5
        if setting.title_across and not number:
            flow.across()
        for paragraph in paragraphs:
            for first, line in lines(
                paragraph, setting.ems or flow.ems, indent=setting.indent, vertical=setting.vertical
            ):
                _set(flow, first, line, setting.size, setting.size * setting.leading)
            flow.at += setting.spacing * setting.size
        flow.at += setting.size * 2
    for page in pdf.pages:
        if setting.shuffled:
            page.operators.sort(key=lambda operator: hash_of(operator))
    return pdf


def hash_of(text: str) -> int:
    """The same number for the same text at every run, in no order."""
    return sum((number + 7) * ord(char) for number, char in enumerate(text)) * 2654435761 % 1_000_003


def set_block(
    page: Page,
    paragraphs: Sequence[str],
    start: tuple[float, float],
    ems: float,
    size: float,
    *,
    vertical: bool = False,
    indent: float = 1,
    leading: float = 1.7,
) -> float:
    """Paragraphs at one place of a page: `start` is their left top corner, the right one if vertical.

    Gives where the next line would stand: y, or x if vertical.
    """
    x, y = start
    for paragraph in paragraphs:
        for first, line in lines(paragraph, ems, indent=indent, vertical=vertical):
            text = "".join(glyph.char for glyph in line)
            if vertical:
                page.draw(x - size / 2, y + first * size, text, size, vertical=True)
                x -= size * leading
            else:
                page.draw(x + first * size, y + size * 0.88, text, size)
                y += size * leading
    return x if vertical else y


def _set(flow: _Flow, first: float, line: Sequence[Glyph], size: float, leading: float) -> None:
    u, v = flow.place(size, leading)
    setting, page = flow.setting, flow.page
    left, top, right, _ = setting.frame
    at = u + first * size
    for text, reading, base, start in _pieces(line, at, size, setting.vertical):
        if setting.vertical:
            x = right - v - size / 2
            _column(page, setting, x, top + start, text, size)
            if reading:
                page.draw(x + size * 0.78, top + start + _inset(base, reading, size), reading, size / 2, vertical=True)
        else:
            y = top + v + size * 0.88
            _row(page, setting, left + start, y, text, size)
            if reading:
                page.draw(left + start + _inset(base, reading, size), y - size * 0.93, reading, size / 2)


def _inset(base: int, reading: str, size: float) -> float:
    """A reading is centred on its base."""
    return (base * size - len(reading) * size / 2) / 2


def _pieces(line: Sequence[Glyph], at: float, size: float, vertical: bool) -> Iterator[tuple[str, str, int, float]]:
    """The strings of a line, parted where a ruby begins, with their starts."""
    text, reading, base, start = "", "", 0, at
    for glyph in line:
        if glyph.reading and text:
            yield text, reading, base, start
            text, start, reading, base = "", at, "", 0
        if glyph.reading:
            reading, base = glyph.reading, glyph.base
        text += glyph.char
        at += glyph.ems(vertical) * size
    if text:
        yield text, reading, base, start


def _row(page: Page, setting: Setting, x: float, y: float, text: str, size: float) -> None:
    if not setting.glyph_by_glyph:
        page.draw(x, y, text, size)
        return
    for char in text:
        page.draw(x, y, char, size)
        x += Glyph(char).ems(False) * size


def _column(page: Page, setting: Setting, x: float, y: float, text: str, size: float) -> None:
    if not setting.glyph_by_glyph:
        page.draw(x, y, text, size, vertical=True)
        return
    for char in text:
        page.draw(x - Glyph(char).ems(False) * size / 2, y + size * 0.88, char, size)
        y += size
