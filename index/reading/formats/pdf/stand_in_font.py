"""A font for PDFium that stands in for every one that a file names and does not hold.

PDFium asks the system for such a font, and where the machine has none with kanji (a server) it takes one without:
letters drawn one by one have no box then and are lost, as are all in vertical lines. Nothing is drawn here and only the
boxes count, so a font whose every character is the full box will do, on any machine the same.
"""

from __future__ import annotations

import ctypes
import struct
from typing import Any

import pypdfium2_raw as raw

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
