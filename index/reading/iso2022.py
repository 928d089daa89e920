"""ISO-2022-JP and its extensions (-1, -2004, Microsoft's kana and vendor rows): seven bits and escape sequences.

Also the rows of EUC-JP that only vendors filled, which both encodings share.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

VENDOR_ROWS = "euc-jp-vendor-rows"
VENDOR_ROWS_OR_REPLACE = "euc-jp-vendor-rows-replace"
"""Error handlers for the codec euc_jp: the vendors' characters, and U+FFFD for what is none of them either."""

ESCAPE = re.compile(rb"\x1b(?:\$\(?[@BDOPQ]|\([BIJ]|&@)")
TWO_BYTES = re.compile(rb"\x1b\$")


def decode_iso_2022(data: bytes) -> str:
    """The text; U+FFFD for what cannot be decoded."""
    return "".join(_runs(data))


def _runs(data: bytes) -> Iterator[str]:
    designation, start = b"(B", 0
    for escape in ESCAPE.finditer(data):
        yield from _designated(data[start : escape.start()], designation)
        designation, start = escape.group()[1:].replace(b"$(@", b"$@").replace(b"$(B", b"$B"), escape.end()
        if designation == b"&@":
            designation = b"(B"
    yield from _designated(data[start:], designation)


_GRAPHIC = re.compile(rb"[\x21-\x7e]+|[^\x21-\x7e]+")
_HIGH = bytes(byte | 0x80 for byte in range(256))
_WHOLE_SETS = {
    b"$@": ("euc_jp", b""),
    b"$B": ("euc_jp", b""),
    b"$D": ("euc_jp", b"\x8f"),
    b"(I": ("euc_jp", b"\x8e"),
    b"$O": ("euc_jis_2004", b""),
    b"$Q": ("euc_jis_2004", b""),
    b"$P": ("euc_jis_2004", b"\x8f"),
}
"""What EUC calls the same characters: codec and the shift byte before each character."""


def _designated(run: bytes, designation: bytes) -> Iterator[str]:
    known = _WHOLE_SETS.get(designation.replace(b"$(", b"$"))
    if known is None:
        yield run.decode("ascii", "replace")
        return
    codec, shift = known
    size = 1 if designation == b"(I" else 2
    stray = False
    for piece in _GRAPHIC.findall(run):
        if not 0x21 <= piece[0] <= 0x7E:
            yield piece.decode("ascii", "replace")
            stray = not piece.isascii()
            continue
        piece = piece[stray and len(piece) % size :]  # the half whose other half became the stray byte
        high = piece.translate(_HIGH)
        if shift:
            high = b"".join(shift + high[at : at + size] for at in range(0, len(high), size))
        yield high.decode(codec, VENDOR_ROWS_OR_REPLACE if codec == "euc_jp" else "replace")


def _vendor_rows(error: UnicodeError) -> tuple[str | bytes, int]:
    """Rows of EUC-JP that only vendors filled (①, 髙): the same cells of Windows code page 932."""
    if isinstance(error, UnicodeDecodeError):
        row, cell = (*error.object[error.start : error.start + 2], 0, 0)[:2]
        if row > 0xA0 and 0xA0 < cell < 0xFF:
            row, cell = row - 0xA0, cell - 0xA0
            lead = (row + 1) // 2 + (0x80 if row < 63 else 0xC0)
            trail = cell + (0x9E if row % 2 == 0 else 0x3F + (cell > 63))
            try:
                return bytes((lead, trail)).decode("cp932"), error.start + 2
            except UnicodeDecodeError:
                pass
    try:
        raise error
    finally:
        del error  # its traceback has this frame and those above it: a circle that would hold what they hold


def _vendor_rows_or_replace(error: UnicodeError) -> tuple[str | bytes, int]:
    try:
        return _vendor_rows(error)
    except UnicodeDecodeError as undecodable:
        return "\ufffd", undecodable.start + 1


codecs.register_error(VENDOR_ROWS, _vendor_rows)
codecs.register_error(VENDOR_ROWS_OR_REPLACE, _vendor_rows_or_replace)
