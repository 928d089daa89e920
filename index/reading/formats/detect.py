"""Which format a file is, by its name and its first bytes, and every document that it holds."""

from __future__ import annotations

import importlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from inyo.index.values.extract import NOWHERE, Block, Extract, FormatProblem, Place, UnreadableFormat

PLAIN = frozenset({".txt", ".text", ".md", ".markdown"})
"""Names of plain text and Markdown, which need no reader of their own."""
DEEPEST = 3
"""Archives in archives that are opened."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module here, and the endings (lower case) of names that have it."""

    module: str
    endings: tuple[str, ...]


FORMATS = (
    Format("pdf", (".pdf",)),
    Format("html", (".html", ".htm", ".xhtml", ".xht")),
    Format("epub", (".epub",)),
    Format("docx", (".docx", ".docm")),
    Format("odt", (".odt", ".ott")),
    Format("rtf", (".rtf",)),
    Format("xlsx", (".xlsx", ".xlsm")),
    Format("mail", (".eml", ".mbox", ".mbx", ".mht", ".mhtml")),
    Format("subtitles", (".srt", ".vtt", ".sbv", ".lrc", ".ass", ".ssa")),
    Format("tables", (".csv", ".tsv")),
    Format("json_rows", (".json", ".jsonl", ".ndjson")),
    Format("archives", (".zip", ".gz", ".bz2", ".xz", ".tar", ".tgz", ".tbz2", ".txz")),
)
_BY_ENDING = {ending: each for each in FORMATS for ending in each.endings}
_BY_MODULE = {each.module: each for each in FORMATS}
_MAGIC = (
    (b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"\x1f\x8b\x08", "archives"), (b"BZh", "archives"),
    (b"\xfd7zXZ\0", "archives"), (b"WEBVTT", "subtitles"),
)  # fmt: skip
_ZIPPED = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "META-INF/container.xml": "epub"}
_OLD_OFFICE = {".doc": ".docx", ".xls": ".xlsx", ".ppt": ".pdf", ".pptx": ".pdf", ".jtd": ".docx"}
_OLE = b"\xd0\xcf\x11\xe0"
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.DOTALL)
_HEAD = 4_096

ENDINGS = PLAIN | frozenset(_BY_ENDING) | frozenset(_OLD_OFFICE)
"""Names in a folder that are documents, in any case. A file that is given itself may have any name."""


def format_of(name: str, head: bytes) -> Format | None:
    """The format of a file with this name and these first bytes; None for plain text, Markdown and what is unknown.

    Raises UnreadableFormat for formats that are known and not read.
    """
    ending = ending_of(name)
    if ending in _OLD_OFFICE or head.startswith(_OLE):
        better = _OLD_OFFICE.get(ending, ".docx or .pdf")
        raise UnreadableFormat(FormatProblem.UNSUPPORTED, f"is in a format that is not read; save it as {better}")
    found = _BY_ENDING.get(ending)
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:_HEAD]
    by_magic = next((module for magic, module in _MAGIC if start.startswith(magic)), "")
    if by_magic:
        return _BY_MODULE[by_magic]
    if head.startswith(b"PK\x03\x04"):
        return found if found and found.module in ("docx", "odt", "xlsx", "epub") else _BY_MODULE["archives"]
    if found:
        return found
    if _HTML.match(start):
        return _BY_MODULE["html"]
    return _BY_MODULE["transcripts"] if b"-->" in head else None


_BY_MODULE["transcripts"] = Format("transcripts", ())


def ending_of(name: str) -> str:
    """The last ending of a name, in lower case, with its dot; '' where there is none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem and "/" not in ending else ""


def extracts(data: bytes, name: str, *, depth: int = 0) -> Iterator[Extract]:
    """Every document in a file, archives opened. Raises UnreadableFormat.

    In an archive what cannot be read is told in the `losses` of an extract without blocks, and the rest goes on.
    """
    found = format_of(name, data[: 16 * _HEAD])
    if found and found.module == "archives" and data.startswith(b"PK\x03\x04"):
        found = _zipped(data) or found
    if found is None or found.module == "transcripts":
        yield from _plain(data, name, timed=found is not None)
    elif found.module == "archives":
        yield from _members(data, name, depth)
    else:
        yield from _reader(found.module).read(data, name)


def _reader(module: str):  # type: ignore[no-untyped-def]  # each has read(data, name), see the package
    return importlib.import_module(f"inyo.index.reading.formats.{module}")


def _zipped(data: bytes) -> Format | None:
    """The format of a document that is a zip inside; None for an archive."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument.text" in archive.read("mimetype")[:100]:
                return _BY_MODULE["odt"]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None
    return next((_BY_MODULE[module] for name, module in _ZIPPED.items() if name in names), None)


def _members(data: bytes, name: str, depth: int) -> Iterator[Extract]:
    from inyo.index.reading.formats.archives import members

    if depth >= DEEPEST:
        raise UnreadableFormat(FormatProblem.UNSUPPORTED, f"lies in more than {DEEPEST} archives; unpack it")
    for member in members(data, name):
        lone = not member.path
        inner = member.path or name
        if not lone and ending_of(inner) not in ENDINGS:
            continue
        try:
            for each in extracts(member.data, inner, depth=depth + 1):
                yield each if lone else _within(member.path, each)
        except UnreadableFormat as error:
            if lone:
                raise
            yield Extract((), part=member.path, losses=(f"{member.path} {error.detail}",))


def _within(member: str, extract: Extract) -> Extract:
    """An extract as a part of an archive."""
    part = f"{member} › {extract.part}" if extract.part else member
    return replace(extract, part=part, blocks=tuple(_placed(member, block) for block in extract.blocks))


def _placed(member: str, block: Block) -> Block:
    inner = block.place.member
    path = f"{member} › {inner}" if inner else member
    return replace(block, place=replace(block.place, member=path) if block.place != NOWHERE else Place(member=path))


def _plain(data: bytes, name: str, *, timed: bool) -> Iterator[Extract]:
    """A text in an archive."""
    from inyo.index.reading.encodings import NoEncoding, decode
    from inyo.index.reading.formats.transcripts import looks_timed
    from inyo.index.reading.formats.transcripts import read as read_transcript
    from inyo.index.reading.prose import plain_blocks

    try:
        decoded = decode(data)
    except NoEncoding as error:
        raise UnreadableFormat(FormatProblem.ENCODING, str(error)) from None
    if timed and looks_timed(decoded.text):
        yield from read_transcript(data, name)
    else:
        yield Extract(plain_blocks(decoded.text), encoding=decoded.encoding)
