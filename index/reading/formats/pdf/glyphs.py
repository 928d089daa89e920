"""A page's glyphs as cells in the space of the upright page: x to the right, y downwards, from the top left corner.

A cell is the em box that a glyph occupies in setting, not its ink: a comma's cell is as large as a kanji's, which is
what lines, ruby and gaps are measured by.

Also which pages have letters that nobody can name: fonts without Unicode values, whose codes mean nothing outside their
file. PDFium says of which glyphs it knows no value. Where it believes a wrong table of the file, the text shows it:
marks instead of letters, accents without letters, kanji that no language uses, alphabets all mixed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .pdfium import Flags, Floats, Numbers, RawPage
from .ruled import Rectangle, frames

ASCENT, DESCENT = 0.88, 0.12  # of the em, above and below the baseline
UNKNOWN = "〓"  # a letter whose value the file does not say; so printers mark a missing type
_SYMBOLS = range(0xF020, 0xF100)  # of fonts like Wingdings, by which word processors draw the bullets of lists
SMALLEST = 2.0  # points: below it nobody reads (masks of scanned pages, hidden marks)

_JAPANESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One row a glyph. `upright` is false for letters lying on their side; `spaced`: a space stands before it;
    `frame`: the number of the box drawn round it, 0 without one. `obstacles`: x0, y0, x1, y1 of what lines may end at.
    """

    width: float
    height: float
    obstacles: tuple[Rectangle, ...]
    chars: tuple[str, ...]
    x0: Floats
    x1: Floats
    y0: Floats
    y1: Floats
    baseline: Floats
    size: Floats
    wide: Flags
    upright: Flags
    spaced: Flags
    frame: Numbers

    def __len__(self) -> int:
        return len(self.chars)

    def take(self, which: Flags | Numbers) -> Glyphs:
        """The glyphs of a mask or of numbers."""
        numbers = np.flatnonzero(which) if which.dtype == np.bool_ else which
        chars = self.chars
        return Glyphs(
            self.width,
            self.height,
            self.obstacles,
            tuple(chars[number] for number in numbers.tolist()),
            *(getattr(self, name)[numbers] for name in self.__slots__[4:]),
        )


@lru_cache(maxsize=20_000)
def is_wide(char: str) -> bool:
    """Whether a character is set in a full em as a rule."""
    return unicodedata.east_asian_width(char) in "WF" or char in "―…‥“”‘’—○●◎△▲□■◇◆★☆※×÷±→←↑↓"


@lru_cache(maxsize=20_000)
def is_japanese(char: str) -> bool:
    """Whether no space is written on either side of a character: kana, kanji and the marks between them."""
    return bool(_JAPANESE.match(char)) or char in "―…‥“”‘’※○●◎△▲□■◇◆★☆〓"


@lru_cache(maxsize=20_000)
def is_readable(code: int) -> bool:
    """Whether a code is a letter that a person could have printed: no control, no private use, no replacement."""
    return code != 0xFFFD and code < 0x110000 and unicodedata.category(chr(code)) not in ("Cc", "Co", "Cn", "Cs")


@lru_cache(maxsize=20_000)
def _char(code: int, unmapped: bool) -> str:
    if code in _SYMBOLS:
        return "•"
    return UNKNOWN if unmapped or not is_readable(code) else chr(code)


def cells(page: RawPage) -> Glyphs:
    """A page without its spaces, turned so that most of its Japanese (if there is none, most of all) stands upright."""
    codes = page.codes
    space = _among(codes, (0x20, 0xA0, 0x3000, 0x09, 0x0A, 0x0D, 0x2002, 0x2003, 0x2009))
    spaced = np.zeros(len(codes), np.bool_)
    spaced[1:] = space[:-1]
    chars = list(map(_char, codes.tolist(), page.unmapped.tolist()))
    wide = np.fromiter(map(is_wide, chars), np.bool_, len(chars))
    right, up, advance = _directions(page, wide)
    turns, scale = page.turns, np.hypot(up[:, 0], up[:, 1])
    turns += _lying(right, turns, wide if (wide & ~space).sum() * 4 > len(chars) else np.ones(len(chars), np.bool_))
    start, right, up, width, height = _turned(page, right, up, turns % 4)
    corners = _corners(start, right * advance[:, None], up)
    upright = (right[:, 0] > np.abs(right[:, 1]) * 4) | (scale == 0)
    lying = np.abs(right[:, 1]) > np.abs(right[:, 0]) * 4
    middle_x, middle_y = (corners[0] + corners[1]) / 2, (corners[2] + corners[3]) / 2
    inside = (middle_x > 0) & (middle_x < width) & (middle_y > 0) & (middle_y < height)
    invisible = _among(codes, (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE))
    keep = (upright | lying) & inside & ~space & ~invisible & (scale >= SMALLEST)
    frame, found = frames(page)
    obstacles = tuple(_upright(page, each, turns % 4) for each in found)
    glyphs = Glyphs(width, height, obstacles, tuple(chars), *corners, start[:, 1], scale, wide, upright, spaced, frame)
    return glyphs.take(keep)


def _among(codes: npt.NDArray[np.uint32], wanted: tuple[int, ...]) -> Flags:
    return np.isin(codes, np.array(wanted, np.uint32))


def _directions(page: RawPage, wide: Flags) -> tuple[Floats, Floats, Floats]:
    """Where each glyph's line goes and where its top is, an em long, and its advance in ems."""
    a, b, c, d = page.matrix.T
    size = np.where(np.hypot(c, d) > 0, page.size, 0.0)
    right, up = np.stack((a, b), 1) * size[:, None], np.stack((c, d), 1) * size[:, None]
    em = np.maximum(np.hypot(right[:, 0], right[:, 1]), 1e-6)
    flat = np.abs(b) <= np.abs(a) * 0.25
    extent = np.where(flat, page.loose[:, 2] - page.loose[:, 0], page.loose[:, 3] - page.loose[:, 1]) / em
    usual = np.where(wide, 1.0, 0.5)
    # A vertical font's box is an em or two wide for any glyph, and a box of the ink alone is low: they tell nothing.
    tall = page.loose[:, 3] - page.loose[:, 1] > 0.8 * em
    trusted = np.where(wide, (extent > 0.25) & (extent < 1.02) & flat & tall, (extent > 0.02) & (extent < 1.6))
    trusted &= ~(~wide & (np.abs(extent - 1) < 1e-3))
    return right, up, np.where(trusted, extent, usual)


def _lying(right: Floats, turns: int, chosen: Flags) -> int:
    """The quarter turns that a page still needs after /Rotate, by the way most of its chosen glyphs lie."""
    quarter = np.rint(np.arctan2(-right[:, 1], right[:, 0]) / (np.pi / 2)).astype(np.int64) + turns
    found = np.bincount(quarter[chosen] % 4, minlength=4)
    return 0 if found.sum() == 0 else int(-np.argmax(found)) % 4


def _turned(page: RawPage, right: Floats, up: Floats, turns: int) -> tuple[Floats, Floats, Floats, float, float]:
    left, bottom, far, top = page.box
    turn = ((1, 0), (0, 1), (-1, 0), (0, -1))[turns]

    def vector(way: Floats) -> Floats:
        """Of y upwards, turned clockwise, with y downwards."""
        cos, sin = turn
        return np.stack((way[:, 0] * cos + way[:, 1] * sin, way[:, 0] * sin - way[:, 1] * cos), 1)

    width, height = far - left, top - bottom
    return (
        _placed(page, page.origin, turns),
        vector(right),
        vector(up),
        *((height, width) if turns % 2 else (width, height)),
    )


def _placed(page: RawPage, points: Floats, turns: int) -> Floats:
    """Points of a page where they are on the upright page."""
    left, bottom, far, top = page.box
    x, y = points.T
    return np.stack(((x - left, top - y), (y - bottom, x - left), (far - x, y - bottom), (top - y, far - x))[turns], 1)


def _upright(page: RawPage, box: Rectangle, turns: int) -> Rectangle:
    corners = _placed(page, np.array([box[:2], box[2:]]), turns)
    (x0, y0), (x1, y1) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return x0, y0, x1, y1


def _corners(start: Floats, advance: Floats, up: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """x0, x1, y0, y1 of the cells."""
    low, high = start - up * DESCENT, start + up * ASCENT
    ends = np.stack((low, high, low + advance, high + advance))
    least, most = ends.min(axis=0), ends.max(axis=0)
    return least[:, 0], most[:, 0], least[:, 1], most[:, 1]


_MOST = 0.3  # of a page's letters may be unknown; beyond, the page is left out
_ENOUGH = 40  # letters of a kind from which their statistics say something
_WIDE_LATIN = 0.7  # of Latin letters an em wide: codes of kanji taken for letters
_FEWEST_LETTERS = 0.45  # of Latin text
_MOST_ACCENTS = 0.4  # of Latin text; Vietnamese has 0.3
_KNOWN_KANJI = 0.75  # of kanji that one of the large character sets has
_ALPHABETS = 6
_MOST_STRANGE = 0.06  # of Japanese text


def is_garbled(page: RawPage) -> bool:
    """Whether what a page's codes spell is not what is printed."""
    values, places, counts = np.unique(page.codes, return_inverse=True, return_counts=True)
    readable = np.fromiter((is_readable(code) for code in values.tolist()), np.bool_, len(values))
    if (page.unmapped | ~readable[places]).mean() > _MOST:
        return True
    letters = {chr(code): count for code, count in zip(values.tolist(), counts.tolist(), strict=True) if code > 0x20}
    return _is_wide_latin(page) or _is_soup(letters)


def _is_wide_latin(page: RawPage) -> bool:
    """Latin letters that are all as wide as kanji."""
    em = page.size * np.hypot(page.matrix[:, 0], page.matrix[:, 1])
    latin = (page.codes > 0x20) & (page.codes < 0x250) & (em > 0) & (page.matrix[:, 0] > 0)
    tall = page.loose[:, 3] - page.loose[:, 1] > 0.8 * em
    width = page.loose[:, 2] - page.loose[:, 0]
    asked = latin & tall
    if asked.sum() < _ENOUGH or latin.sum() * 2 < len(latin):
        return False
    return bool((np.abs(width[asked] / em[asked] - 1) < 0.02).mean() > _WIDE_LATIN)


def _is_soup(letters: dict[str, int]) -> bool:
    whole = sum(letters.values())
    latin = {char: count for char, count in letters.items() if char < "\u0250"}
    kanji = {char: count for char, count in letters.items() if "\u4e00" <= char <= "\u9fff"}
    exotic = {_alphabet(char) for char, count in letters.items() if char >= "\u0530" and not is_japanese(char)}
    if len(exotic - {""}) >= _ALPHABETS:
        return True
    if sum(latin.values()) >= max(_ENOUGH, 0.6 * whole) and _is_no_latin(latin):
        return True
    if sum(kanji.values()) >= _ENOUGH and _stands_for_kana(letters, sum(kanji.values())):
        return True
    return sum(kanji.values()) >= max(_ENOUGH, 0.5 * whole) and _is_no_language(kanji)


def _stands_for_kana(letters: dict[str, int], kanji: int) -> bool:
    """Whether letters of codes that nobody writes between kanji stand where kana were printed, as programs leave it
    that take the glyphs of a font for its letters."""
    kana = sum(count for char, count in letters.items() if "\u3041" <= char <= "\u30ff")
    strange = sum(count for char, count in letters.items() if char in "{|}~^`" or "\u00b2" <= char < "\u0250")
    return kana < kanji and strange > _MOST_STRANGE * sum(letters.values())


def _is_no_latin(latin: dict[str, int]) -> bool:
    whole = sum(latin.values())
    plain = sum(count for char, count in latin.items() if char.isascii() and char.isalnum())
    accents = sum(count for char, count in latin.items() if char > "\u007f")
    dots = sum(latin.get(char, 0) for char in ".-_·")  # leaders of a table of contents
    return accents > _MOST_ACCENTS * whole or plain < _FEWEST_LETTERS * (whole - dots)


def _is_no_language(kanji: dict[str, int]) -> bool:
    """Whether neither Japanese nor either Chinese uses such kanji."""
    whole = sum(kanji.values())
    known = (
        sum(count for char, count in kanji.items() if _encodes(char, name)) for name in ("cp932", "gb2312", "big5")
    )
    return max(known) < _KNOWN_KANJI * whole


@lru_cache(maxsize=20_000)
def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=5_000)
def _alphabet(char: str) -> str:
    """The first word of a letter's name, which is its script; '' for what is no letter."""
    return unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""
