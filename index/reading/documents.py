"""A file → Document: its text, title, author, date, source and paragraphs.

A file is opened to read only; what is no plain file, or too large, is refused in a sentence.
"""

from __future__ import annotations

import os
import stat
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from inyo.index.values.document import Document, Paragraph, Ruby
from inyo.index.values.extracts import (
    Block,
    BlockKind,
    BlockRuby,
    Extract,
    FormatProblem,
    Place,
    UnreadableFormat,
)
from inyo.index.values.problems import NO_NAME, Problem, ProblemKind, UnreadableDocument, problem_from

if TYPE_CHECKING:  # imported where a file is read: their tables take longer to build than the first paint may wait
    from inyo.index.reading.aozora import Book
    from inyo.index.reading.encodings import Decoded
    from inyo.index.reading.markup_text import FrontMatter
    from inyo.index.reading.metadata import Metadata
    from inyo.index.reading.prose import Prose
    from inyo.index.values.document import SourceMap

_PROBLEMS = {
    FormatProblem.ENCRYPTED: ProblemKind.ENCRYPTED,
    FormatProblem.NO_TEXT: ProblemKind.NO_TEXT,
    FormatProblem.DAMAGED: ProblemKind.BROKEN,
    FormatProblem.TOO_LARGE: ProblemKind.TOO_LARGE,
    FormatProblem.EMPTY: ProblemKind.EMPTY,
    FormatProblem.ENCODING: ProblemKind.ENCODING,
    FormatProblem.UNSUPPORTED: ProblemKind.FORMAT,
}
_MARKDOWN = frozenset({".md", ".markdown"})
_MAGIC = (
    b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b\x08", b"\x7fELF", b"BZh", b"\xfd7zXZ\0",
    b"7z\xbc\xaf", b"Rar!\x1a", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0", b"OggS", b"RIFF", b"\xca\xfe\xba\xbe",
)  # fmt: skip
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\v\f\r\x1b") + b"\x7f"
_CUT_OFF = b"\0" * 8
"""What a disk leaves at the end of a file whose writing was broken off."""
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")

LARGEST = 20_000_000
"""Bytes up to which a text is read unless `read_bytes` is told otherwise."""

LARGEST_FILE = 200_000_000
"""Bytes up to which a file of another format is read; most of them are pictures."""

_HEAD = 65_536


def read(path: Path, *, largest: int = LARGEST) -> Document:
    """The first document in a file. Raises UnreadableDocument. The file is opened to read only."""
    return read_all(path, largest=largest)[0]


def read_all(path: Path, *, largest: int = LARGEST) -> tuple[Document, ...]:
    """The documents in a file, at least one; a text may have `largest` bytes. Raises UnreadableDocument.

    Plain text and Markdown are read here, everything else by a process of its own (see `isolated`).
    """
    from inyo.index.reading.formats.contents import format_of

    try:
        head = read_head(path)
        if not head:
            raise unreadable(path, ProblemKind.EMPTY, "is empty; nothing to index")
        found = format_of(path.name, head)
        if found and found.module != "transcripts":
            return _extracted(path)
    except UnreadableFormat as error:
        raise unreadable(path, _PROBLEMS[error.kind], error.detail) from None
    decoded = read_text(path, largest=largest)
    if found and _timed(decoded.text):
        return _transcript(path, decoded)
    return _dump(path, decoded) or (parse(path, decoded),)


def begin(path: Path) -> None:
    """Have a file that is neither plain text nor Markdown read already, for which `read_all` is asked next."""
    from inyo.index.reading import isolated
    from inyo.index.reading.formats.contents import format_of

    with suppress(UnreadableFormat, UnreadableDocument):
        found = format_of(path.name, read_head(path))
        if found and found.module != "transcripts":
            isolated.begin(path)


def _timed(text: str) -> bool:
    from inyo.index.reading.formats.transcripts import looks_timed

    return looks_timed(text)


def _extracted(path: Path) -> tuple[Document, ...]:
    from inyo.index.reading.extracted import documents_of
    from inyo.index.reading.isolated import read_isolated

    return documents_of(path, read_isolated(path))


def _dump(path: Path, decoded: Decoded) -> tuple[Document, ...]:
    """The document in a text whose pages have several columns; none where they have not."""
    from inyo.index.reading.paged_text import unfolded

    if path.suffix.lower() in _MARKDOWN or not unfolded(decoded.text):
        return ()
    from inyo.index.reading.extracted import documents_of
    from inyo.index.reading.formats.building import damage
    from inyo.index.reading.prose import plain_blocks

    extract = Extract(plain_blocks(decoded.text), encoding=decoded.encoding, losses=damage(decoded))
    return documents_of(path, (extract,))


def _transcript(path: Path, decoded: Decoded) -> tuple[Document, ...]:
    from inyo.index.reading.extracted import documents_of
    from inyo.index.reading.formats.transcripts import read as read_transcript

    return documents_of(path, read_transcript(decoded.text.encode(), path.name))


def read_member(data: bytes, name: str) -> tuple[Extract, ...]:
    """A plain text in an archive or a mail: Markdown and a book of Aozora Bunko (whose own downloads are archives) are
    what they are as files, all else paragraphs. Raises UnreadableFormat."""
    from inyo.index.reading.aozora import read_book
    from inyo.index.reading.formats.building import damage, decoded
    from inyo.index.reading.formats.contents import read_plain
    from inyo.index.reading.markup_text import ENDINGS
    from inyo.index.reading.prose import clean

    found = decoded(data)
    path = Path(name)
    if path.suffix.lower() not in ENDINGS and not read_book(clean(found.text).text):
        return read_plain(data, name)
    try:
        document = parse(path, found)
    except UnreadableDocument as error:
        raise UnreadableFormat(FormatProblem.EMPTY, error.problem.detail) from None
    return (
        Extract(
            tuple(_blocks(document, found.text)),
            title=document.title,
            author=document.author,
            date=document.date,
            source=document.source,
            encoding=found.encoding,
            losses=damage(found),
        ),
    )


def _blocks(document: Document, raw: str) -> Iterator[Block]:
    """The paragraphs of a document with their lines in the raw text."""
    at, number, rubies = 0, 1, deque(document.rubies)
    for start, end in ((paragraph.start, paragraph.end) for paragraph in document.paragraphs):
        begins = document.origin.source(start)
        number += raw.count("\n", at, begins)
        at = begins
        own = []
        while rubies and rubies[0].start < end:
            ruby = rubies.popleft()
            own.append(BlockRuby(ruby.start - start, ruby.end - start, ruby.reading))
        yield Block(document.text[start:end], BlockKind.PARAGRAPH, tuple(own), Place(line=number))


def read_text(path: Path, *, largest: int = LARGEST) -> Decoded:
    """The decoded content of a file, nothing taken for markup. Raises UnreadableDocument."""
    return text_in(path, read_bytes(path, largest))


def text_in(path: Path, data: bytes) -> Decoded:
    """The same of content that is at hand. Raises UnreadableDocument."""
    from inyo.index.reading.encodings import NoEncoding, decode

    if not data:
        raise unreadable(path, ProblemKind.EMPTY, "is empty; nothing to index")
    if data.endswith(_CUT_OFF) and b"\0" not in (filled := data.rstrip(b"\0")):
        data = filled
    if _binary(data):
        raise unreadable(path, ProblemKind.BINARY, "is no text but a binary file; convert it to text or leave it out")
    try:
        return decode(data)
    except NoEncoding as error:
        raise unreadable(path, ProblemKind.ENCODING, str(error)) from None


def parse(path: Path, decoded: Decoded) -> Document:
    """The document in a decoded text. Raises UnreadableDocument where it is blank.

    Its text is what a reader reads: without the markup of Aozora Bunko, the front matter of Markdown, line breaks
    within paragraphs and what else is only of the file (see `prose`). `origin` leads back.
    """
    from inyo.index.reading.aozora import read_book
    from inyo.index.reading.dates import date_in_name
    from inyo.index.reading.markup_text import read_front_matter
    from inyo.index.reading.metadata import Metadata, first_words, read_metadata
    from inyo.index.reading.prose import clean, paragraph_spans

    cleaned = clean(decoded.text)
    ending = path.suffix.lower()
    front = read_front_matter(cleaned.text)
    book = None if ending in _MARKDOWN else read_book(cleaned.text)
    stated = None
    if book and book.certain:
        text, origin = book.text, book.origin
    else:
        text, origin, stated = _flowing(decoded, cleaned, ending, front.end if front and ending in _MARKDOWN else 0)
        book = read_book(text) if book else None
        text, origin = (book.text, origin.over(book.origin)) if book else (text, origin)
    if not (spans := list(paragraph_spans(text))):
        raise unreadable(path, ProblemKind.EMPTY, "holds nothing but white space; nothing to index")
    own = Metadata() if book and book.source else stated or read_metadata(text, spans)
    return Document(
        str(path),
        text,
        _title(path, first_words(text, spans) or text[slice(*spans[0])], front, book, own),
        _given("author", front, book, own),
        _given("date", front, book, own) or ("" if book else date_in_name(path.stem)),
        _given("source", front, book, own),
        decoded.encoding,
        tuple(Paragraph(*span) for span in spans),
        tuple(Ruby(*ruby) for ruby in book.rubies) if book else (),
        _losses(path, decoded),
        book.work_end if book else None,
        origin=cleaned.origin.over(origin),
    )


def _flowing(decoded: Decoded, cleaned: Prose, ending: str, start: int) -> tuple[str, SourceMap, Metadata | None]:
    """What a reader reads of a cleaned text from `start` on, with the map to it; and what Markdown or Org says of the
    text, which its markup tells."""
    from inyo.index.reading.markup_text import rendered
    from inyo.index.reading.metadata import read_metadata
    from inyo.index.reading.prose import flowing, pages, paragraph_spans

    markdown = ending in _MARKDOWN
    joined, origin = flowing(cleaned.text, pages(decoded.text, cleaned), start=start, markdown=markdown)
    telling = markdown or ending == ".org"
    stated = read_metadata(joined, list(paragraph_spans(joined)), markdown=markdown) if telling else None
    text, upper = rendered(joined, ending)
    return text, origin.over(upper), stated


def _title(
    path: Path,
    first: str,
    front: FrontMatter | None,
    book: Book | None,
    own: Metadata,
) -> str:
    """What the text gives; else the file's name if it is in Japanese, else the first sentence; else the file's name."""
    from inyo.index.reading.metadata import clean, first_sentence

    name = clean(os.fsencode(path.stem).decode("utf-8", "replace"))
    named = name if any(character >= "\u3041" and character.isalpha() for character in name) else ""
    return _given("title", front, book, own) or named or first_sentence(first) or name or "?"


def _given(name: str, *givers: FrontMatter | Book | Metadata | None) -> str:
    from inyo.index.reading.metadata import clean

    return next((clean(value) for giver in givers if giver and (value := getattr(giver, name))), "")


def _losses(path: Path, decoded: Decoded) -> tuple[Problem, ...]:
    if not decoded.broken:
        return ()
    places = "one place was" if decoded.broken == 1 else f"{decoded.broken} places were"
    detail = f"is damaged: {places} broken as {decoded.encoding} and became U+FFFD; the rest was read"
    return (Problem(str(path), ProblemKind.DAMAGED, detail),)


def _binary(data: bytes) -> bool:
    """By its first bytes, or by control characters that text does not have."""
    if data.startswith(_UNICODE_MARKS):
        return False
    if data.startswith(_MAGIC):
        return True
    head = data[:65_536]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls <= 0.02 * len(head) + 2:
        return False
    return _no_wide_text(head)


def _no_wide_text(head: bytes) -> bool:
    """Whether bytes full of NUL and control characters are not UTF-16 without a mark either."""
    columns = Counter(at % 2 for at in range(len(head)) if head[at] in (0, 0x30))
    high = max(columns[0], columns[1])
    return high < 0.15 * len(head) or 3 * min(columns[0], columns[1]) > high


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The file's bytes. Raises UnreadableDocument, also where it was written to meanwhile."""
    with _opened(path) as (file, before):
        if before.st_size > largest:
            raise _too_large(path, before.st_size, largest)
        data = file.read(largest + 1)
        after = os.fstat(file.fileno())
    if len(data) > largest:
        raise _too_large(path, len(data), largest)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise unreadable(path, ProblemKind.UNREADABLE, "was written to while it was read; update again")
    return data


def bytes_of(stream: BinaryIO, path: Path, largest: int = LARGEST) -> bytes:
    """What comes through a pipe, to its end; `path` names it. Raises UnreadableDocument where it is too much."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise _too_large(path, len(data), largest)
    return data


def read_head(path: Path) -> bytes:
    """The first bytes of a file, enough to know its format. Raises UnreadableDocument."""
    with _opened(path) as (file, _):
        return file.read(_HEAD)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, os.stat_result]]:
    """The file and its status; the descriptor is asked what it is before anything is read: no pipe can hold us."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            if stat.S_ISDIR(before.st_mode):
                raise unreadable(path, ProblemKind.UNREADABLE, "is a folder; give it as a collection")
            if not stat.S_ISREG(before.st_mode):
                what = "is a pipe, socket or device and no file; it was not opened"
                raise unreadable(path, ProblemKind.UNREADABLE, what)
            yield file, before
    except IsADirectoryError:
        raise unreadable(path, ProblemKind.UNREADABLE, "is a folder; give it as a collection") from None
    except OSError as error:
        raise UnreadableDocument(problem_from(error, str(path))) from None
    except ValueError:
        raise unreadable(path, ProblemKind.UNREADABLE, NO_NAME) from None


def _too_large(path: Path, size: int, largest: int) -> UnreadableDocument:
    detail = f"has {size / 1e6:.1f} MB, more than the {largest / 1e6:g} MB a document may have; split it"
    return unreadable(path, ProblemKind.TOO_LARGE, detail)


def unreadable(path: Path, kind: ProblemKind, detail: str) -> UnreadableDocument:
    """The error for a file; `detail` is a clause that follows its name."""
    return UnreadableDocument(Problem(str(path), kind, detail))
