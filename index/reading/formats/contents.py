"""Any file → its format (by its first bytes, by its name, by what its text is like) → the documents in it, whatever
lies in what.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import PurePosixPath

from inyo.index.reading import formats
from inyo.index.reading.encodings import NoEncoding, decode
from inyo.index.reading.formats import BY_ENDING, MAIL, TEXT, Format, Treatment, ending_of
from inyo.index.reading.formats.archives import Budget, Limits, Member, is_tar, members
from inyo.index.reading.formats.building import Reader, damage, decoded, reply_blocks
from inyo.index.values.extracts import BlockKind, Extract, FormatProblem, UnreadableFormat

_HEAD = 65_536
_MOST_ROWS = 50
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
_ARROWS = re.compile(
    r"^(?:\[LINE\] |\[[\d:.,]+ --> [\d:.,]+\] |\d\d:\d\d:\d\d\s+(?:From|開始)\s"
    r"|\d\d[:;]\d\d[:;]\d\d[:;]\d\d - \d\d[:;]\d\d[:;]\d\d[:;]\d\d\s*$)",
    re.MULTILINE,
)
"""How speech recognition and chats of video conferences mark their lines. What a person can
read as it stands stays as it stands in a plain text."""
_CUE_TIMES = r"\d{1,3}:\d\d:\d\d[.,]\d{1,3} --> \d{1,3}:\d\d:\d\d[.,]\d{1,3}"
_CUES = re.compile(rf"\s*(?:WEBVTT\b|\d{{1,6}}[ \t]*\n{_CUE_TIMES}(?=[\s\S]{{0,2000}}?\n{_CUE_TIMES}))")
"""How subtitles of more than one cue begin that were named as a text."""

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
    if form is formats.LOCKED or (data.startswith(_OLE) and _LOCKED in data):
        return UnreadableFormat(FormatProblem.ENCRYPTED, formats.LOCKED.advice)
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
    other = formats.LOCKED if _LOCKED in data or named in (formats.DOCX, formats.XLSX) else formats.OTHER
    return next((form for stream, form in _OLE_STREAMS if stream.encode("utf-16-le") in data), other)


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
    if (not plain or _ENCODED.search(head)) and _is_mail(head):
        return formats.MAIL
    from inyo.index.reading.formats.transcripts import has_cues, looks_timed, turns_named

    if plain:
        if _CUES.match(text):
            return formats.SUBTITLES
        if _tabled(text):
            return formats.TABLE
        timed = (_ARROWS.search(text) or _mostly_timed(text) or turns_named(text)) and looks_timed(text)
        return formats.TRANSCRIPT if timed else formats.TEXT
    if text.startswith("WEBVTT") or has_cues(text):
        return formats.SUBTITLES
    return formats.TRANSCRIPT if looks_timed(text) else formats.TEXT


def _is_mail(head: bytes) -> bool:
    from inyo.index.reading.formats.mail import is_mail

    return is_mail(head)


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


def _tabled(text: str) -> bool:
    """Whether a text is a table as Excel saves one: its first line names a body and more, and tabs cut all lines so."""
    lines = list(filter(str.strip, text.split("\n", _MOST_ROWS)[:_MOST_ROWS]))
    if len(lines) < 2 or (cells := lines[0].count("\t")) < 2:
        return False
    from inyo.index.reading.formats.rows import Role, role_of

    roles = set(map(role_of, lines[0].split("\t")))
    alike = sum(line.count("\t") == cells for line in lines)
    return Role.BODY in roles and not roles.isdisjoint((Role.TITLE, Role.DATE)) and alike > 0.9 * len(lines)


def _head_text(head: bytes, *, whole: bool) -> str:
    if not whole:
        cut = head.rfind(b"\n")
        head = head[: (cut if cut > 0 else len(head)) & ~1]
    try:
        return decode(head).text.replace("\r\n", "\n").replace("\r", "\n")
    except NoEncoding:
        return ""


_STEP = " › "
_MOST_LOSSES = 20


def extracts(data: bytes, name: str, *, plain: Reader | None = None, limits: Limits | None = None) -> Iterator[Extract]:
    """The documents in a file, those of an archive's members with the member in `part` and in every place.

    `plain` reads plain text and Markdown. What an archive or a mail lost is told in the `losses` of an extract without
    blocks. Raises UnreadableFormat, for an archive only where nothing in it could be read.
    """
    opened = _Opened(plain or read_plain, Budget(len(data), limits or Limits()))
    yield from opened.extracts(data, name, 0)


def read_plain(data: bytes, name: str) -> tuple[Extract, ...]:
    """A plain text without anything that only texts of their own have (front matter, Aozora Bunko's marks)."""
    found = decoded(data)
    from inyo.index.reading.prose import plain_blocks

    blocks = plain_blocks(found.text)
    if any(block.kind is BlockKind.REPLY for block in blocks):
        blocks = reply_blocks(found.text)
    if not blocks:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds nothing but white space; nothing to index")
    return (Extract(blocks, encoding=found.encoding, losses=damage(found)),)


@dataclass(slots=True)
class _Losses:
    """What an archive's members lost, as far as a person wants to read of it."""

    clauses: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    first: UnreadableFormat | None = None

    def add(self, member: Member, problem: UnreadableFormat) -> None:
        self.first = self.first or problem
        self.clauses.append(f"{member.path} {problem.detail}".strip())

    def told(self) -> tuple[str, ...]:
        told = self.clauses[:_MOST_LOSSES]
        if more := len(self.clauses) - len(told):
            told.append(f"{more} more files in it could not be read")
        if self.left_out:
            kinds = ", ".join(
                f"{number} {kind or 'without an ending'}" for kind, number in self.left_out.most_common(8)
            )
            told.append(f"left out: {kinds}")
        return tuple(told)


@dataclass(slots=True)
class _Opened:
    plain: Reader
    budget: Budget

    def extracts(self, data: bytes, name: str, depth: int) -> Iterator[Extract]:
        form = detect(data, name)
        if form.treatment in (Treatment.ADVISED, Treatment.LEFT_OUT):
            raise unsupported(form, data)
        if form is MAIL:
            from inyo.index.reading.formats.mail import letters

            for letter in letters(data, name):
                yield letter.extract
                yield from self._members(iter(letter.members), depth, letter.extract)
        elif form.treatment is Treatment.UNPACKED:
            yield from self._archive(data, name, depth)
        else:
            yield from _read(self.plain, data, name, form)

    def _archive(self, data: bytes, name: str, depth: int) -> Iterator[Extract]:
        if depth >= self.budget.limits.depth:
            detail = f"lies more than {self.budget.limits.depth} archives deep; unpack it to read it"
            raise UnreadableFormat(FormatProblem.TOO_LARGE, detail)
        yield from self._members(members(data, name, self.budget, _known), depth + 1, None)

    def _members(self, found: Iterator[Member], depth: int, letter: Extract | None) -> Iterator[Extract]:
        losses = _Losses()
        any_good = False
        for extract in self._each(found, depth, losses):
            any_good = True
            yield _of_letter(extract, letter) if letter else extract
        told = losses.told()
        if not any_good and not letter:
            raise _nothing(losses, told)
        if told:
            yield Extract((), letter.part if letter else "", losses=told)

    def _each(self, found: Iterator[Member], depth: int, losses: _Losses) -> Iterator[Extract]:
        try:
            for member in found:
                if member.loss:
                    losses.clauses.append(f"{member.path} {member.loss}".strip())
                if member.data:
                    yield from self._member(member, depth, losses)
                elif not member.loss and not _known(member.path):
                    losses.left_out[ending_of(member.path)] += 1
        except UnreadableFormat as problem:
            losses.add(Member(""), problem)

    def _member(self, member: Member, depth: int, losses: _Losses) -> Iterator[Extract]:
        try:
            for extract in self.extracts(member.data, member.name or PurePosixPath(member.path).name, depth):
                yield _placed(extract, member.path) if member.path else extract
        except UnreadableFormat as problem:
            losses.add(member, problem)


def _nothing(losses: _Losses, told: tuple[str, ...]) -> UnreadableFormat:
    """The problem of an archive of which nothing could be read."""
    kind = losses.first.kind if losses.first else FormatProblem.EMPTY
    if losses.first and told == (losses.first.detail,):
        return losses.first
    return UnreadableFormat(kind, f"holds no document that can be read ({'; '.join(told) or 'it is empty'})")


def _placed(extract: Extract, path: str) -> Extract:
    blocks = tuple(
        replace(block, place=replace(block.place, member=_joined(path, block.place.member))) for block in extract.blocks
    )
    return replace(extract, blocks=blocks, part=_joined(path, extract.part))


def _joined(path: str, inner: str) -> str:
    return f"{path}{_STEP}{inner}" if inner else path


def _of_letter(extract: Extract, letter: Extract) -> Extract:
    """An attachment's document: its place names the message, its part begins with it."""
    message = next((block.place.message for block in letter.blocks), letter.part)
    blocks = tuple(replace(block, place=replace(block.place, message=message)) for block in extract.blocks)
    part = _joined(letter.part, extract.part) if letter.part else extract.part
    return replace(
        extract, blocks=blocks, part=part, author=extract.author or letter.author, date=extract.date or letter.date
    )


def _reader(form: Format) -> Reader:
    module, _, function = form.module.partition(":")
    read: Reader = getattr(import_module(f"inyo.index.reading.formats.{module}"), function or "read")
    return read


def _read(plain: Reader, data: bytes, name: str, form: Format) -> tuple[Extract, ...]:
    """What a reader makes of a file; whatever else it raises is a damaged file, and never ends the work on others."""
    try:
        return plain(data, name) if form is TEXT else _reader(form)(data, name)
    except UnreadableFormat:
        raise
    except MemoryError:
        raise UnreadableFormat(FormatProblem.TOO_LARGE, "needs more memory than a document may; split it") from None
    except Exception as error:
        detail = f"cannot be read as {form.name} ({type(error).__name__}); open it where it was made and save it anew"
        raise UnreadableFormat(FormatProblem.DAMAGED, detail) from error


def _known(name: str) -> bool:
    """Whether files of this name are read, unpacked or answered with advice; others are left out unopened."""
    return ending_of(name) in BY_ENDING
