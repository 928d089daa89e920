"""A small writer of PDF files for tests: predefined CMaps and fonts that are not embedded, as on any machine.

Points, y downwards from the top of the page, as people measure pages; the files themselves count upwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_PERMISSIONS = -44


@dataclass
class Page:
    """One page. `draw` adds text; `raw` any operators."""

    width: float = 420
    height: float = 595
    rotate: int = 0
    operators: list[str] = field(default_factory=list)

    def draw(self, x: float, y: float, text: str, size: float, *, vertical: bool = False, spacing: float = 0) -> None:
        """A string from its start: the left end of the baseline, or the middle of the top of a column."""
        code = text.encode("utf-16-be").hex()
        font = "V" if vertical else "H"
        self.operators.append(
            f"BT /{font} {size} Tf {spacing} Tc 1 0 0 1 {x:.2f} {self.height - y:.2f} Tm <{code}> Tj ET"
        )

    def latin(self, x: float, y: float, text: str, size: float, *, font: str = "L") -> None:
        """A string in Helvetica, or in the font `G` whose letters nobody can name."""
        written = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.operators.append(f"BT /{font} {size} Tf 1 0 0 1 {x:.2f} {self.height - y:.2f} Tm ({written}) Tj ET")

    def raw(self, operators: str) -> None:
        """Anything that a content stream may hold."""
        self.operators.append(operators)


@dataclass
class Pdf:
    """A file. `labels`: PageLabels as PDF writes them; `password`: None, or the user's ('' opens freely).

    `by_number`: text names glyphs by numbers of the font alone, beside a table of what they are: themselves, but U+E000
    and the next stand for the letters of `beyond`, as those beyond U+FFFF are written.
    """

    pages: list[Page] = field(default_factory=list)
    title: str = ""
    author: str = ""
    labels: str = ""
    password: str | None = None
    by_number: bool = False
    beyond: str = ""

    def page(self, width: float = 420, height: float = 595, rotate: int = 0) -> Page:
        """A new page at the end."""
        self.pages.append(Page(width, height, rotate))
        return self.pages[-1]

    def bytes(self) -> bytes:
        """The file."""
        objects = self._objects()
        key = None
        if self.password is not None:
            key, encryption = _encryption(self.password)
            objects.append(encryption)
        return _file(objects, key)

    def _objects(self) -> list[bytes]:  # type: ignore[valid-type]
        first = 10
        kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(self.pages)))
        labels = f"/PageLabels << /Nums [{self.labels}] >>" if self.labels else ""
        objects = [
            f"<< /Type /Catalog /Pages 2 0 R {labels} >>".encode(),
            f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>".encode(),
            f"<< /Title {_text(self.title)} /Author {_text(self.author)} >>".encode(),
            _cid_font("H"),
            _cid_font("V"),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            _unnamed_font(),
            _stream(b"500 0 0 0 500 700 d1 0 0 450 700 re f"),
            b"<< /Font << /H 4 0 R /V 5 0 R /L 6 0 R /G 7 0 R >> >>",
        ]
        for number, page in enumerate(self.pages):
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate} "
                f"/Resources 9 0 R /Contents {first + 2 * number + 1} 0 R >>".encode()
            )
            objects.append(_stream("\n".join(page.operators).encode("latin-1")))
        if self.by_number:
            objects.append(_stream(_to_unicode(self.beyond)))
            objects[3:5] = [_numbered(font, len(objects)) for font in objects[3:5]]
        return objects


def _text(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _cid_font(way: str) -> bytes:
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UTF16-{way} /DescendantFonts [<< "
        "/Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /DW 1000 /W [1 230 500 231 632 500] /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Japan1) /Supplement 4 >> /FontDescriptor << /Type /FontDescriptor "
        "/FontName /HeiseiMin-W3 /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        "/CapHeight 700 /StemV 70 >> >>] >>"
    ).encode()


def _numbered(font: bytes, table: int) -> bytes:
    for way in b"HV":
        font = font.replace(b"/UniJIS-UTF16-%c" % way, b"/Identity-%c" % way)
    font = font.replace(b"(Japan1)", b"(Identity)").replace(b"/W [1 230 500 231 632 500]", b"")
    return font.replace(b"/Type0", b"/Type0 /ToUnicode %d 0 R" % table)


def _to_unicode(beyond: str) -> bytes:
    """Every number is its own character but for those that stand for the letters of `beyond`."""
    rows = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256) if high != 0xE0 or not beyond]
    ranges = "".join(
        f"{len(rows[at : at + 64])} beginbfrange {' '.join(rows[at : at + 64])} endbfrange " for at in range(0, 256, 64)
    )
    for number, letter in enumerate(beyond, 0xE000):
        ranges += f"1 beginbfchar <{number:04X}> <{letter.encode('utf-16-be').hex()}> endbfchar "
    return f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {ranges}endcmap".encode()


def _unnamed_font() -> bytes:
    """A font of drawn shapes whose glyph names say nothing."""
    names = " ".join(f"/shape{code}" for code in range(33, 127))
    shapes = " ".join(f"/shape{code} 8 0 R" for code in range(33, 127))
    widths = " ".join("500" for _ in range(33, 127))
    return (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [.001 0 0 .001 0 0] /Resources << >> "
        f"/FirstChar 33 /LastChar 126 /Widths [{widths}] /Encoding << /Type /Encoding /Differences [33 {names}] >> "
        f"/CharProcs << {shapes} >> >>"
    ).encode()


def _file(objects: Sequence[bytes], key: bytes | None) -> bytes:
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        is_encryption = key is not None and number == len(objects)
        out += b"%d 0 obj\n%s\nendobj\n" % (
            number,
            body if key is None or is_encryption else _locked(body, number, key),
        )
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    encrypt = b"/Encrypt %d 0 R /ID [<00> <00>]" % len(objects) if key is not None else b""
    out += b"trailer << /Size %d /Root 1 0 R /Info 3 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        encrypt,
        start,
    )
    return bytes(out)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _encryption(password: str) -> tuple[bytes, bytes]:
    """The key and the dictionary of the standard security handler, 40 bits (revision 2)."""
    padded = (password.encode("latin-1") + _PADDING)[:32]
    owner = _rc4(hashlib.md5((b"owner" + _PADDING)[:32]).digest()[:5], padded)
    flags = (_PERMISSIONS & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5(padded + owner + flags + b"\0").digest()[:5]
    user = _rc4(key, _PADDING)
    return key, b"<< /Filter /Standard /V 1 /R 2 /P %d /O <%s> /U <%s> >>" % (
        _PERMISSIONS,
        owner.hex().encode(),
        user.hex().encode(),
    )


def _locked(body: bytes, number: int, key: bytes) -> bytes:
    """An object with its stream encrypted; strings outside of streams are left, nothing in the tests reads them."""
    head, mark, rest = body.partition(b"\nstream\n")
    if not mark:
        return body
    content = rest[: -len(b"\nendstream")]
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
    return head + mark + _rc4(own, content) + b"\nendstream"
