"""Any file → its format: by its first bytes, by its name, by what its text is like."""

from __future__ import annotations

import io
import re
import zipfile

from inyo.index.reading import formats
from inyo.index.reading.encodings import NoEncoding, decode
from inyo.index.reading.formats.archives import is_tar
from inyo.index.reading.formats.mail import is_mail
from inyo.index.reading.formats.subtitles import has_cues
from inyo.index.reading.formats.transcripts import looks_timed
from inyo.index.values.extracts import FormatProblem, UnreadableFormat

_HEAD = 65_536
_MAGIC = (
    (b"{\\rtf", formats.RTF), (b"\x1f\x8b", formats.COMPRESSED), (b"BZh", formats.COMPRESSED),
    (b"\xfd7zXZ\0", formats.COMPRESSED), (b"7z\xbc\xaf\x27\x1c", formats.SEVEN_ZIP), (b"Rar!\x1a", formats.RAR),
)  # fmt: skip
_OTHERS = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"8BPS", b"RIFF", b"OggS", b"fLaC", b"ID3", b"\x7fELF", b"MZ\x90", b"II*\0",
    b"MM\0*", b"SQLite format 3\0", b"\xca\xfe\xba\xbe", b"wOFF", b"\0\x01\0\0",
)  # fmt: skip
"""Pictures, sounds, programs, databases, fonts."""

_MIMETYPES = {
    b"application/epub+zip": formats.EPUB,
    b"application/vnd.oasis.opendocument.text": formats.ODT,
    b"application/vnd.oasis.opendocument.text-template": formats.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": formats.ODS,
    b"application/vnd.oasis.opendocument.spreadsheet-template": formats.ODS,
    b"application/vnd.oasis.opendocument.presentation": formats.SLIDES,
}
_PARTS = (
    ("word/document.xml", formats.DOCX), ("xl/workbook.xml", formats.XLSX), ("ppt/presentation.xml", formats.SLIDES),
    ("META-INF/container.xml", formats.EPUB),
)  # fmt: skip
_MARKED = frozenset({
    formats.PDF, formats.EPUB, formats.DOCX, formats.ODT, formats.RTF, formats.XLSX, formats.ODS, formats.ZIP,
    formats.COMPRESSED,
})  # fmt: skip
"""Formats whose files begin with bytes of their own, so that a text of such a name is another: the page on which a
server says that it has no such PDF, a letter that was renamed."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLE_STREAMS = (
    ("WordDocument", formats.OLD_WORD), ("Workbook", formats.OLD_EXCEL), ("PowerPoint Document", formats.SLIDES),
    ("__nameid_version1.0", formats.OUTLOOK),
)  # fmt: skip
_WEB_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf|\s|<\?xml[^>]*>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL
)
_FEED = re.compile(
    rb"\A(?:\xef\xbb\xbf|\s|<\?[^>]*>|<!--.{0,2000}?-->|<!DOCTYPE[^>]*>)*"
    rb"<(?:rss\b|en-export\b|rdf:RDF\b[^>]*purl\.org/rss|(?:\w+:)?feed\b[^>]*(?:w3\.org/2005/Atom|purl\.org/atom/ns))",
    re.I | re.DOTALL,
)
_TIMED_XML = re.compile(rb"<(?:\w+:)?tt\b[^>]{0,2000}ns/ttml|<tt[ >]")
_WORDY_XML = re.compile(rb"<(?:mediawiki|FictionBook|nitf|NewsML|newsItem|newsMessage|TEI(?:\.2)?)[\s>]|docbook\.org")
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\v\f\r\x1b") + b"\x7f"
_ENCODED = re.compile(
    rb"=\?[\w-]+\?[bBqQ]\?|^content-transfer-encoding:\s*(?:base64|quoted-printable)", re.I | re.MULTILINE
)
_CLOCK = r"[\[(（【]?\d{1,2}[:：][0-5]\d[:：][0-5]\d(?:[.,]\d{1,3})?[\])）】]?"
_CALLED = r"[^\s\d:：。、「」][^:：。、「」\n]{0,24}?"
_EXACT_TIME = re.compile(rf"\s{{0,8}}(?:{_CLOCK}[\s　:：]+\S|{_CALLED}[\s　]*{_CLOCK}\s*$)")
_ARROWS = re.compile(r"^(?:\[[\d:.,]+ --> [\d:.,]+\] |\d\d:\d\d:\d\d\s+(?:From|開始)\s)", re.MULTILINE)
"""How speech recognition and chats of video conferences mark their lines. What a person can
read as it stands stays as it stands in a plain text."""
_FLAT_ODT = re.compile(rb"<office:document\b")


def detect(data: bytes, name: str) -> formats.Format:
    """The format of a file, by its first bytes and what lies in it, else by its name, else by what its text is like."""
    if packed := _by_magic(data, name):
        return packed
    named = formats.BY_ENDING.get(formats.ending_of(name), formats.OTHER)
    if named is formats.FEED:
        return _xml(data[:_HEAD])
    if named in _MARKED and _is_written(data[:_HEAD]):
        return _text(data, name)
    if named.treatment is formats.Treatment.READ or named is formats.TAR:
        return named
    if named is formats.TEXT or not _binary(data[:_HEAD]):
        return _text(data, name)
    return formats.OTHER if named.treatment is formats.Treatment.UNPACKED else named


def format_of(name: str, head: bytes) -> formats.Format | None:
    """The format of a file with this name and these first bytes; None for plain text, Markdown and what is unknown.

    Raises UnreadableFormat for formats that are known and not read.
    """
    form = detect(head, name)
    if form.treatment is formats.Treatment.ADVISED:
        raise unsupported(form, head)
    return None if form in (formats.TEXT, formats.OTHER) else form


def unsupported(form: formats.Format, data: bytes) -> UnreadableFormat:
    """The problem of a file of a format that is not read."""
    if data.startswith(_OLE) and _LOCKED in data:
        return UnreadableFormat(FormatProblem.ENCRYPTED, "needs a password; save it without one")
    return UnreadableFormat(FormatProblem.UNSUPPORTED, form.advice)


def _by_magic(data: bytes, name: str) -> formats.Format | None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if b"%PDF-" in data[:1024]:
        return formats.PDF
    if data.startswith(_OLE):
        return _ole(data, name)
    if is_tar(data[:512]):
        return formats.TAR
    if data[2:5] == b"-lh" and data[6:7] == b"-":
        return formats.LZH
    if data[4:8] == b"ftyp" or data.startswith(_OTHERS):
        return formats.OTHER
    return next((form for start, form in _MAGIC if data.startswith(start)), None)


def _zipped(data: bytes, name: str) -> formats.Format:
    """What a zip archive is: a document by its parts or its own word, else an archive; where it is cut, by its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.NameToInfo
            if "mimetype" in names and names["mimetype"].file_size < 200:
                stated = _MIMETYPES.get(archive.read("mimetype").strip())
                if stated:
                    return stated
            if stated := next((form for part, form in _PARTS if part in names), None):
                return stated
    except Exception:  # noqa: S110 - cut off or damaged: its reader says so
        pass
    named = formats.BY_ENDING.get(formats.ending_of(name), formats.ZIP)
    return named if named in _MIMETYPES.values() or named in (formats.DOCX, formats.XLSX) else formats.ZIP


def _ole(data: bytes, name: str) -> formats.Format:
    named = formats.BY_ENDING.get(formats.ending_of(name), formats.OTHER)
    if named.treatment is formats.Treatment.ADVISED:
        return named
    return next((form for stream, form in _OLE_STREAMS if stream.encode("utf-16-le") in data), formats.OTHER)


def _binary(head: bytes) -> bool:
    """Whether bytes hold control characters as no text does, UTF-16 and UTF-32 apart."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > 0.02 * len(head) + 2


def _is_written(head: bytes) -> bool:
    """Whether bytes are text, and no part of a document that is text itself."""
    return bool(head.strip()) and not _binary(head) and b"endobj" not in head and not _FLAT_ODT.search(head[:2_000])


def _text(data: bytes, name: str) -> formats.Format:
    """What a text really is whose name says no more: a web page, a mail, subtitles, a transcript."""
    head = data[:_HEAD]
    narrow = _narrow(head)
    if formats.ending_of(name) in (".md", ".markdown"):
        return formats.TEXT
    if _WEB_PAGE.match(narrow):
        return formats.HTML
    if (
        narrow.lstrip().startswith((b"<?xml", b"<mediawiki", b"<FictionBook"))
        and (known := _xml(head)) != formats.OTHER
    ):
        return known
    if _FEED.match(narrow):
        return formats.FEED
    text = _head_text(head, whole=len(data) < _HEAD)
    plain = formats.ending_of(name) in formats.TEXT.endings
    if is_mail(head) and not (plain and not _ENCODED.search(head)):
        return formats.MAIL
    if plain:
        timed = (_ARROWS.search(text) or _mostly_timed(text)) and looks_timed(text)
        return formats.TRANSCRIPT if timed else formats.TEXT
    if text.startswith("WEBVTT") or has_cues(text):
        return formats.SUBTITLES
    return formats.TRANSCRIPT if looks_timed(text) else formats.TEXT


def _xml(head: bytes) -> formats.Format:
    """What a file is that calls itself XML: a feed, a page, a document; other data is no reading matter."""
    narrow = _narrow(head)
    if _FEED.match(narrow):
        return formats.FEED
    if _WEB_PAGE.match(narrow):
        return formats.HTML
    if _TIMED_XML.search(narrow[:4000]):
        return formats.SUBTITLES
    if _WORDY_XML.search(narrow[:4000]):
        return formats.XML
    return formats.ODT if _FLAT_ODT.search(narrow[:2000]) else formats.OTHER


def _narrow(head: bytes) -> bytes:
    """Bytes in which the marks of markup stand side by side, also those of UTF-16."""
    return head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")


def _mostly_timed(text: str) -> bool:
    """Whether most lines begin with hour, minute and second: no timetable is so exact."""
    lines = [line for line in text.split("\n") if line.strip()]
    return 3 <= sum(map(bool, map(_EXACT_TIME.match, lines))) >= 0.5 * len(lines)


def _head_text(head: bytes, *, whole: bool) -> str:
    if not whole:
        cut = head.rfind(b"\n")
        head = head[: (cut if cut > 0 else len(head)) & ~1]
    try:
        return decode(head).text.replace("\r\n", "\n").replace("\r", "\n")
    except NoEncoding:
        return ""
