"""PDFium by its raw interface: a file's pages as arrays of glyphs, its metadata and page labels.

One call of the library gives one value of one glyph, so the calls are mapped over whole pages with fixed prototypes
(about 0.3 µs each) and the values land in arrays. PDFium is not thread-safe: one reader at a time in one process.

A font of our own stands in for every one that a file names and does not hold. PDFium asks the system for such a font,
and where the machine has none with kanji (a server) it takes one without: letters drawn one by one have no box then and
are lost, as are all in vertical lines. Nothing is drawn here and only the boxes count, so a font whose every character
is the full box will do, on any machine the same.
"""

from __future__ import annotations

import ctypes
import struct
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2_raw as raw

from inyo.index.values.extracts import FormatProblem, UnreadableFormat

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

MOST_GLYPHS = 60_000  # of one page; a page of a newspaper has 15,000
_MOST_OBJECTS, _MOST_DRAWN = 30_000, 400  # of one page; what has more paths is a drawing

_PASSWORD, _SECURITY = raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY
_LINE_END_HYPHEN = 2  # PDFium's code for it
_UTF16_BYTES = 4096  # of a title or a label


def _prototype(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same function without the slow checks of ctypes' own declarations: addresses are plain integers."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address)  # type: ignore[arg-type]


_P, _I = ctypes.c_void_p, ctypes.c_int
_unicode = _prototype(raw.FPDFText_GetUnicode, ctypes.c_uint, _P, _I)
_loose_box = _prototype(raw.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
_origin = _prototype(raw.FPDFText_GetCharOrigin, _I, _P, _I, _P, _P)
_matrix = _prototype(raw.FPDFText_GetMatrix, _I, _P, _I, _P)
_font_size = _prototype(raw.FPDFText_GetFontSize, ctypes.c_double, _P, _I)
_map_error = _prototype(raw.FPDFText_HasUnicodeMapError, _I, _P, _I)
_text_object = _prototype(raw.FPDFText_GetTextObject, ctypes.c_size_t, _P, _I)
_object = _prototype(raw.FPDFPage_GetObject, _P, _P, _I)
_object_type = _prototype(raw.FPDFPageObj_GetType, _I, _P)
_object_bounds = _prototype(raw.FPDFPageObj_GetBounds, _I, _P, _P, _P, _P, _P)


@dataclass(frozen=True, slots=True)
class RawPage:
    """What PDFium says of one page, in the page's own space (y upwards, before /Rotate), one row a glyph.

    `box` is left, bottom, right, top of what is shown; `turns` the quarter turns clockwise that /Rotate asks for.
    `loose`: left, bottom, right, top; `matrix`: a, b, c, d. `unmapped`: no Unicode value is known for the glyph.
    `paths`, `pictures`: left, bottom, right, top of what is drawn (rules, boxes) or shown; none where it is very much.
    Characters that PDFium made up (spaces, line ends) are left out; spaces of the file are there.
    """

    box: tuple[float, float, float, float]
    turns: int
    codes: npt.NDArray[np.uint32]
    unmapped: npt.NDArray[np.bool_]
    origin: Floats
    size: Floats
    matrix: Floats
    loose: Floats
    paths: Floats
    pictures: Floats
    images: bool = False
    cut: bool = False


class PdfFile:
    """An open PDF. Use `opened`, which closes it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            raise _refusal(raw.FPDF_GetLastError())
        self.pages: int = raw.FPDF_GetPageCount(self._document)

    def close(self) -> None:
        """Frees the library's memory."""
        raw.FPDF_CloseDocument(self._document)

    def meta(self, key: str) -> str:
        """A value of the document information, '' if there is none."""
        return _utf16(lambda buffer, size: raw.FPDF_GetMetaText(self._document, key.encode(), buffer, size))

    def label(self, number: int) -> str:
        """The printed label of a page (0-based), '' if the file has none."""
        return _utf16(lambda buffer, size: raw.FPDF_GetPageLabel(self._document, number, buffer, size))

    def page(self, number: int) -> RawPage | None:
        """The glyphs of a page (0-based); None if it cannot be loaded."""
        page = raw.FPDF_LoadPage(self._document, number)
        if not page:
            return None
        text = raw.FPDFText_LoadPage(page)
        try:
            return _glyphs(page, text) if text else None
        finally:
            if text:
                raw.FPDFText_ClosePage(text)
            raw.FPDF_ClosePage(page)


@contextmanager
def opened(data: bytes) -> Iterator[PdfFile]:
    """The PDF in `data`. Raises UnreadableFormat if it needs a password or is damaged."""
    file = PdfFile(data)
    try:
        yield file
    finally:
        file.close()


def _refusal(error: int) -> UnreadableFormat:
    if error == _PASSWORD:
        return UnreadableFormat(
            FormatProblem.ENCRYPTED, "needs a password: save a copy without one, from a viewer that knows it"
        )
    if error == _SECURITY:
        return UnreadableFormat(
            FormatProblem.ENCRYPTED, "is locked in a way that only its own viewer opens: save a plain copy from there"
        )
    return UnreadableFormat(FormatProblem.DAMAGED, "is damaged and no page of it can be opened: fetch it again")


def _utf16(ask: Callable[[Any, int], int]) -> str:
    buffer = ctypes.create_string_buffer(_UTF16_BYTES)
    size = ask(buffer, _UTF16_BYTES)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace") if 2 <= size <= _UTF16_BYTES else ""


def _glyphs(page: Any, text: Any) -> RawPage:
    found = max(0, raw.FPDFText_CountChars(text))
    count = min(found, MOST_GLYPHS)
    at, numbers = repeat(ctypes.cast(text, _P).value), range(count)
    loose = np.zeros((count, 4), np.float32)
    deque(map(_loose_box, at, numbers, _rows(loose)), 0)
    codes = _codes(text, at, count)
    unmapped = np.fromiter(map(_map_error, at, numbers), np.int32, count) == 1
    codes[(codes == _LINE_END_HYPHEN) & ~unmapped] = ord("-")
    owners = np.fromiter(map(_text_object, at, numbers), np.uint64, count)
    origin = _origins(at, owners, loose)
    spread_ligatures(origin, loose, owners)
    real = (owners != 0) & ~_joined_halves(codes)
    matrix, size = _of_strings(at, owners)
    return RawPage(
        _page_box(page),
        raw.FPDFPage_GetRotation(page) % 4,
        codes[real],
        unmapped[real],
        origin[real],
        size[real],
        matrix[real],
        loose[real][:, [0, 3, 2, 1]].astype(np.float64),
        *_drawn(page),
        images=count == 0 and raw.FPDFPage_CountObjects(page) > 0,
        cut=found > count,
    )


def _drawn(page: Any) -> tuple[Floats, Floats]:
    """The boxes of paths and of pictures."""
    count = min(max(0, raw.FPDFPage_CountObjects(page)), _MOST_OBJECTS)
    objects = list(map(_object, repeat(ctypes.cast(page, _P).value), range(count)))
    kinds = list(map(_object_type, objects))
    found = []
    for wanted in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
        those = [each for each, kind in zip(objects, kinds, strict=True) if kind == wanted]
        bounds = np.zeros((len(those) if len(those) <= _MOST_DRAWN else 0, 4), np.float32)
        deque(map(_object_bounds, those, *(_rows(bounds, offset) for offset in (0, 4, 8, 12))), 0)
        found.append(bounds.astype(np.float64))
    return found[0], found[1]


def spread_ligatures(origin: Floats, loose: npt.NDArray[np.float32], owners: npt.NDArray[np.uint64]) -> None:
    """Gives each letter of a ligature (ﬁ; ㈱ as three) a place of its own: PDFium cuts the box only."""
    same = np.flatnonzero((origin[1:] == origin[:-1]).all(axis=1) & (owners[1:] == owners[:-1])) + 1
    step = (loose[same] - loose[same - 1])[:, [0, 3]]
    for number, moved in zip(same.tolist(), step.astype(np.float64), strict=True):
        origin[number] = origin[number - 1] + moved


def _codes(text: Any, at: repeat[Any], count: int) -> npt.NDArray[np.uint32]:
    """The Unicode value of each glyph: of all in one call where the text has a unit for each, else one by one."""
    units = np.zeros(count + 1, np.uint16)
    buffer = ctypes.cast(units.ctypes.data, ctypes.POINTER(ctypes.c_ushort))
    if raw.FPDFText_GetText(text, 0, count, buffer) == count + 1:
        codes = units[:count].astype(np.uint32)
        if not ((codes >= 0xFFFE) | ((codes >= 0xD800) & (codes < 0xE000)) | (codes == 0)).any():
            return codes
    return np.fromiter(map(_unicode, at, range(count)), np.uint32, count)


def _joined_halves(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Makes one code of the two halves that PDFium gives for a letter beyond U+FFFF; which are second halves."""
    second = np.zeros(len(codes), np.bool_)
    second[1:] = (codes[:-1] >> 10 == 0xD800 >> 10) & (codes[1:] >> 10 == 0xDC00 >> 10)
    low = np.flatnonzero(second)
    codes[low - 1] = 0x10000 + ((codes[low - 1] - 0xD800) << 10) + (codes[low] - 0xDC00)
    return second


def _origins(at: repeat[Any], owners: npt.NDArray[np.uint64], loose: npt.NDArray[np.float32]) -> Floats:
    """Where each glyph stands on its line. Asked of the first and the last of each string: where both stand at the left
    of their boxes and on one line, so do those between; else of all."""
    origin = np.zeros((len(owners), 2), np.float64)
    if not len(owners):
        return origin
    begins = np.ones(len(owners), np.bool_)
    begins[1:] = owners[1:] != owners[:-1]
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(owners)) - 1
    ends = np.unique(np.concatenate((first, last)))
    _ask_origins(at, ends, origin)
    level = (origin[first, 1] == origin[last, 1]) & (owners[first] != 0)
    for each in (first, last):
        level &= origin[each, 0].astype(np.float32) == loose[each, 0]
    which = np.cumsum(begins) - 1
    level_of_each = level[which]
    origin[level_of_each, 0] = loose[level_of_each, 0]
    origin[level_of_each, 1] = origin[first[which[level_of_each]], 1]
    _ask_origins(at, np.flatnonzero(~level_of_each), origin)
    return origin


def _ask_origins(at: repeat[Any], numbers: Numbers, origin: Floats) -> None:
    found = np.zeros((len(numbers), 2), np.float64)
    deque(map(_origin, at, numbers.tolist(), _rows(found), _rows(found, 8)), 0)
    origin[numbers] = found


def _of_strings(at: repeat[Any], owners: npt.NDArray[np.uint64]) -> tuple[Floats, Floats]:
    """Matrix (a, b, c, d) and size of each glyph: asked once for each string that the page draws, where it begins."""
    begins = np.ones(len(owners), np.bool_)
    begins[1:] = owners[1:] != owners[:-1]
    first, which = np.flatnonzero(begins), np.cumsum(begins) - 1
    matrix = np.zeros((len(first), 6), np.float32)
    deque(map(_matrix, at, first.tolist(), _rows(matrix)), 0)
    size = np.fromiter(map(_font_size, at, first.tolist()), np.float64, len(first))
    return matrix[which][:, :4].astype(np.float64), size[which]


def _rows(array: npt.NDArray[Any], offset: int = 0) -> range:
    """The addresses of the rows of an array."""
    start, step = array.ctypes.data + offset, array.strides[0]
    return range(start, start + step * len(array), step or 1)


def _page_box(page: Any) -> tuple[float, float, float, float]:
    box = raw.FS_RECTF()
    if raw.FPDF_GetPageBoundingBox(page, box) and box.right > box.left and box.top > box.bottom:
        return box.left, box.bottom, box.right, box.top
    return 0.0, 0.0, raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)


_EM, _ASCENT, _DESCENT = 1000, 880, -120
_GLYPHS = 0xFFFF
_CHARACTERS = (0x20, 0x10FFFF)
_OWN = (b"Helvetica", b"Times", b"Courier", b"Symbol", b"ZapfDingbats")
"""Families that PDFium holds itself, with their widths, which files need not state."""

_JAPANESE = 128  # Windows' number of the character set


def font() -> bytes:
    """A TrueType font: the full box under every number of a glyph, since files may use numbers without saying the
    character, and a table (format 13) of one number for all characters. Offsets go to and fro between two boxes, so
    that no glyph is empty.
    """
    box = struct.pack(">5h2H4B8h", 1, 0, _DESCENT, _EM, _ASCENT, 3, 0, 1, 1, 1, 1, 0, 0, _EM, 0, _DESCENT, _EM, 0, -_EM)
    box += bytes(-len(box) % 4)
    offsets = struct.pack(">2H", 0, len(box) // 2) * (_GLYPHS // 2 + 1)
    tables = {
        b"cmap": struct.pack(">4HI2H6I", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, *_CHARACTERS, 1),
        b"glyf": box * 2,
        b"head": struct.pack(
            ">4I2H2Q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, _DESCENT, _EM, _ASCENT, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, *[0] * 7, 1),
        b"hmtx": struct.pack(">Hh", _EM, 0) + bytes(2 * _GLYPHS),
        b"loca": offsets,
        b"maxp": struct.pack(">I14H", 0x10000, _GLYPHS, 4, 1, 0, 0, 1, *[0] * 8),
        b"name": struct.pack(">3H", 0, 0, 6),
        b"post": struct.pack(">I2h6I", 0x30000, 0, 0, *[0] * 6),
    }
    at = 12 + 16 * len(tables)
    directory, body = struct.pack(">I4H", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128), b""
    for tag, table in tables.items():
        directory += tag + struct.pack(">3I", 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


_FONT = font()
_THE_ONE = 1


def _map_font(_this: Any, _weight: int, _italic: int, _charset: int, _pitch: int, face: Any, _exact: Any) -> int | None:
    name = ctypes.cast(face, ctypes.c_char_p).value if face else b""
    return None if name and name.startswith(_OWN) else _THE_ONE


def _font_data(_this: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
    if table:
        return 0
    if buffer and size >= len(_FONT):
        ctypes.memmove(buffer, _FONT, len(_FONT))
    return len(_FONT)


_ANSWERS: dict[str, Any] = {
    "Release": lambda _this: None,
    "EnumFonts": lambda _this, _mapper: None,
    "MapFont": _map_font,
    "GetFont": lambda _this, _face: None,
    "GetFontData": _font_data,
    "GetFaceName": lambda _this, _font, _buffer, _size: 0,
    "GetFontCharset": lambda _this, _font: _JAPANESE,
    "DeleteFont": lambda _this, _font: None,
}


def _fonts() -> Any:
    types = dict(raw.FPDF_SYSFONTINFO._fields_)
    return raw.FPDF_SYSFONTINFO(version=1, **{name: types[name](answer) for name, answer in _ANSWERS.items()})


_INSTALLED = _fonts()  # PDFium keeps its address for as long as the process lives


def stand_in() -> None:
    """Let PDFium ask here for fonts and no longer the system. Call it after `FPDF_InitLibrary`."""
    raw.FPDF_SetSystemFontInfo(ctypes.byref(_INSTALLED))


raw.FPDF_InitLibrary()
stand_in()
