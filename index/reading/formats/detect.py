"""Any file → its format, and the documents in it, whatever lies in what."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import PurePosixPath

from inyo.index.reading.encodings import NoEncoding, decode
from inyo.index.reading.formats import (
    BY_ENDING,
    COMPRESSED,
    DOCX,
    EPUB,
    HTML,
    LZH,
    MAIL,
    ODT,
    OLD_EXCEL,
    OLD_WORD,
    OTHER,
    OUTLOOK,
    PDF,
    RAR,
    RTF,
    SEVEN_ZIP,
    SLIDES,
    SUBTITLES,
    TAR,
    TEXT,
    TRANSCRIPT,
    XLSX,
    ZIP,
    Format,
    Treatment,
)  # fmt: skip
from inyo.index.reading.formats.archives import Budget, Limits, Member, is_tar, members
from inyo.index.reading.formats.building import Reader, damage, decoded
from inyo.index.reading.formats.mail import is_mail, letters
from inyo.index.reading.formats.replies import reply_blocks
from inyo.index.reading.formats.subtitles import has_cues
from inyo.index.reading.formats.transcripts import looks_timed
from inyo.index.reading.prose import plain_blocks
from inyo.index.values.extract import BlockKind, Extract, FormatProblem, UnreadableFormat

_STEP = " › "
_HEAD = 65_536
_MOST_LOSSES = 20
_MAGIC = (
    (b"{\\rtf", RTF), (b"\x1f\x8b", COMPRESSED), (b"BZh", COMPRESSED), (b"\xfd7zXZ\0", COMPRESSED),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP), (b"Rar!\x1a", RAR), (b"\x89PNG", OTHER), (b"GIF8", OTHER),
    (b"\xff\xd8\xff", OTHER), (b"8BPS", OTHER), (b"RIFF", OTHER), (b"OggS", OTHER), (b"fLaC", OTHER), (b"ID3", OTHER),
    (b"\x7fELF", OTHER), (b"MZ\x90", OTHER), (b"SQLite format 3\0", OTHER), (b"\xca\xfe\xba\xbe", OTHER),
    (b"II*\0", OTHER), (b"MM\0*", OTHER), (b"wOFF", OTHER), (b"\0\x01\0\0", OTHER),
)  # fmt: skip
_MIMETYPES = {
    b"application/epub+zip": EPUB,
    b"application/vnd.oasis.opendocument.text": ODT,
    b"application/vnd.oasis.opendocument.text-template": ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": BY_ENDING[".ods"],
    b"application/vnd.oasis.opendocument.presentation": SLIDES,
}
_PARTS = (
    ("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", SLIDES),
    ("META-INF/container.xml", EPUB),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLE_STREAMS = (
    ("WordDocument", OLD_WORD), ("Workbook", OLD_EXCEL), ("PowerPoint Document", SLIDES),
    ("__nameid_version1.0", OUTLOOK),
)  # fmt: skip
_WEB_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf|\s|<\?xml[^>]*>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL
)
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\v\f\r\x1b") + b"\x7f"
_FLAT_ODT = re.compile(rb"<office:document\b")


def detect(data: bytes, name: str) -> Format:
    """The format of a file, by its first bytes and what lies in it, else by its name, else by what its text is like."""
    if packed := _by_magic(data, name):
        return packed
    named = BY_ENDING.get(ending_of(name), OTHER)
    if named.treatment is Treatment.READ or named is TAR:
        return named
    if named is TEXT or not _binary(data[:_HEAD]):
        return _text(data, name)
    return OTHER if named.treatment is Treatment.UNPACKED else named


def format_of(name: str, head: bytes) -> Format | None:
    """The format of a file with this name and these first bytes; None for plain text, Markdown and what is unknown.

    Raises UnreadableFormat for formats that are known and not read.
    """
    form = detect(head, name)
    if form.treatment is Treatment.ADVISED:
        raise _unsupported(form, head)
    return None if form in (TEXT, OTHER) else form


def known(name: str) -> bool:
    """Whether files of this name are read, unpacked or answered with advice; others are left out unopened."""
    return ending_of(name) in BY_ENDING


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
            raise _unsupported(form, data)
        if form is MAIL:
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
        yield from self._members(members(data, name, self.budget, known), depth + 1, None)

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
                elif not member.loss and not known(member.path):
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
    read: Reader = import_module(f"inyo.index.reading.formats.{form.module}").read
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


def _unsupported(form: Format, data: bytes) -> UnreadableFormat:
    if data.startswith(_OLE) and _LOCKED in data:
        return UnreadableFormat(FormatProblem.ENCRYPTED, "needs a password; save it without one")
    return UnreadableFormat(FormatProblem.UNSUPPORTED, form.advice)


def _by_magic(data: bytes, name: str) -> Format | None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name)
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_OLE):
        return _ole(data, name)
    if is_tar(data[:512]):
        return TAR
    if data[2:5] == b"-lh" and data[6:7] == b"-":
        return LZH
    if data[4:8] == b"ftyp":
        return OTHER
    return next((form for start, form in _MAGIC if data.startswith(start)), None)


def _zipped(data: bytes, name: str) -> Format:
    """What a zip archive is: a document by its parts or by what it says it is, else an archive; cut off, by its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.NameToInfo
            if "mimetype" in names and names["mimetype"].file_size < 200:
                stated = _MIMETYPES.get(archive.read("mimetype").strip())
                if stated:
                    return stated
            return next((form for part, form in _PARTS if part in names), ZIP)
    except Exception:
        named = BY_ENDING.get(ending_of(name), ZIP)
        return named if named.treatment is Treatment.READ else ZIP


def _ole(data: bytes, name: str) -> Format:
    named = BY_ENDING.get(ending_of(name), OTHER)
    if named.treatment is Treatment.ADVISED:
        return named
    return next((form for stream, form in _OLE_STREAMS if stream.encode("utf-16-le") in data), OTHER)


def _binary(head: bytes) -> bool:
    """Whether bytes hold control characters as no text does, UTF-16 and UTF-32 apart."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > 0.02 * len(head) + 2


def _text(data: bytes, name: str) -> Format:
    """What a text really is whose name says no more: a web page, a mail, subtitles, a transcript."""
    head = data[:_HEAD]
    narrow = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if ending_of(name) in (".md", ".markdown"):
        return TEXT
    if _WEB_PAGE.match(narrow):
        return HTML
    if _FLAT_ODT.search(narrow[:2000]):
        return ODT
    if is_mail(head):
        return MAIL
    text = _head_text(head, whole=len(data) < _HEAD)
    if text.startswith("WEBVTT") or has_cues(text):
        return SUBTITLES
    return TRANSCRIPT if looks_timed(text) else TEXT


def _head_text(head: bytes, *, whole: bool) -> str:
    if not whole:
        cut = head.rfind(b"\n")
        head = head[: (cut if cut > 0 else len(head)) & ~1]
    try:
        return decode(head).text.replace("\r\n", "\n").replace("\r", "\n")
    except NoEncoding:
        return ""
