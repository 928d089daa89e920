"""A file → Document: its text, title, author, date, source and paragraphs."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inyo.index.values.document import Document, Paragraph, Ruby
from inyo.index.values.problems import Problem, ProblemKind, UnreadableDocument, problem_from

if TYPE_CHECKING:  # imported where a file is read: their tables take longer to build than the first paint may wait
    from inyo.index.reading.aozora.book import Book
    from inyo.index.reading.encodings import Decoded
    from inyo.index.reading.front_matter import FrontMatter
    from inyo.index.reading.metadata import Metadata

LARGEST = 20_000_000
"""Bytes up to which a file is read unless `read` is told otherwise."""

_MARKDOWN = frozenset({".md", ".markdown"})
_MAGIC = (
    b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b\x08", b"\x7fELF", b"BZh", b"\xfd7zXZ\0",
    b"7z\xbc\xaf", b"Rar!\x1a", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0", b"OggS", b"RIFF", b"\xca\xfe\xba\xbe",
)  # fmt: skip
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\v\f\r\x1b") + b"\x7f"
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def read(path: Path, *, largest: int = LARGEST) -> Document:
    """The document in a file of at most `largest` bytes. Raises UnreadableDocument. The file is opened to read only."""
    return parse(path, read_text(path, largest=largest))


def read_text(path: Path, *, largest: int = LARGEST) -> Decoded:
    """The decoded content of a file, nothing taken for markup. Raises UnreadableDocument."""
    from inyo.index.reading.encodings import NoEncoding, decode

    data = _bytes(path, largest)
    if not data:
        raise _unreadable(path, ProblemKind.EMPTY, "is empty; nothing to index")
    if _binary(data):
        raise _unreadable(path, ProblemKind.BINARY, "is no text but a binary file; convert it to text or leave it out")
    try:
        return decode(data)
    except NoEncoding as error:
        raise _unreadable(path, ProblemKind.ENCODING, str(error)) from None


def parse(path: Path, decoded: Decoded) -> Document:
    """The document in a decoded text. Raises UnreadableDocument where it is blank.

    A text in the format of Aozora Bunko loses its markup, a Markdown text its front matter; any other is exactly the
    decoded file with newlines as `\\n` (what front matter it has tells of it all the same).
    """
    from inyo.index.reading.aozora.book import read_book
    from inyo.index.reading.dates import date_in_name
    from inyo.index.reading.front_matter import read_front_matter
    from inyo.index.reading.metadata import Metadata, read_metadata
    from inyo.index.reading.paragraphs import paragraph_spans

    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    markdown = path.suffix.lower() in _MARKDOWN
    front = read_front_matter(text)
    text = text[front.end :] if front and markdown else text
    book = None if markdown else read_book(text)
    if book:
        text = book.text
    spans = list(paragraph_spans(text, prose_lines=not book))
    if not spans:
        raise _unreadable(path, ProblemKind.EMPTY, "holds nothing but white space; nothing to index")
    lines = spans if book else list(paragraph_spans(text, prose_lines=False))
    own = Metadata() if book and book.source else read_metadata(text, lines, markdown=markdown)
    return Document(
        str(path),
        text,
        _title(path, text, _first_words(text, spans), front, book, own),
        _given("author", front, book, own),
        _given("date", front, book, own) or ("" if book else date_in_name(path.stem)),
        _given("source", front, book, own),
        decoded.encoding,
        tuple(Paragraph(*span) for span in spans),
        tuple(Ruby(*ruby) for ruby in book.rubies) if book else (),
        _losses(path, decoded),
        book.work_end if book else None,
    )


def _title(
    path: Path,
    text: str,
    first: tuple[int, int],
    front: FrontMatter | None,
    book: Book | None,
    own: Metadata,
) -> str:
    """What the text gives; else the file's name if it is in Japanese, else the first sentence; else the file's name."""
    from inyo.index.reading.metadata import clean, first_sentence

    name = clean(os.fsencode(path.stem).decode("utf-8", "replace"))
    named = name if any(character >= "\u3041" and character.isalpha() for character in name) else ""
    return _given("title", front, book, own) or named or first_sentence(text[slice(*first)]) or name or "?"


def _first_words(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The first paragraph that is more than a rule or an ornament."""
    return next((span for span in spans[:20] if any(map(str.isalnum, text[slice(*span)]))), spans[0])


def _given(name: str, *givers: FrontMatter | Book | Metadata | None) -> str:
    from inyo.index.reading.metadata import clean

    return next((clean(value) for giver in givers if giver and (value := getattr(giver, name))), "")


def _losses(path: Path, decoded: Decoded) -> tuple[Problem, ...]:
    if not decoded.broken:
        return ()
    places = "one place was" if decoded.broken == 1 else f"{decoded.broken} places were"
    detail = f"is damaged: {places} broken as {decoded.encoding} and became U+FFFD; the rest was read"
    return (Problem(str(path), ProblemKind.DAMAGED, detail),)


def _bytes(path: Path, largest: int) -> bytes:
    """The file's bytes; the descriptor is asked what it is before anything is read, so that no pipe can hold us."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            if stat.S_ISDIR(before.st_mode):
                raise _unreadable(path, ProblemKind.UNREADABLE, "is a folder; give it as a collection")
            if not stat.S_ISREG(before.st_mode):
                raise _unreadable(path, ProblemKind.UNREADABLE, "is a pipe or device and no file; it was not read")
            if before.st_size > largest:
                raise _too_large(path, before.st_size, largest)
            data = file.read(largest + 1)
            after = os.fstat(descriptor)
    except IsADirectoryError:
        raise _unreadable(path, ProblemKind.UNREADABLE, "is a folder; give it as a collection") from None
    except OSError as error:
        raise UnreadableDocument(problem_from(error, str(path))) from None
    except ValueError as error:
        raise _unreadable(path, ProblemKind.UNREADABLE, f"is no name a file can have ({error})") from None
    if len(data) > largest:
        raise _too_large(path, len(data), largest)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise _unreadable(path, ProblemKind.UNREADABLE, "was written to while it was read; update again")
    return data


def _too_large(path: Path, size: int, largest: int) -> UnreadableDocument:
    detail = f"has {size / 1e6:.1f} MB, more than the {largest / 1e6:g} MB a document may have; split it"
    return _unreadable(path, ProblemKind.TOO_LARGE, detail)


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


def _unreadable(path: Path, kind: ProblemKind, detail: str) -> UnreadableDocument:
    return UnreadableDocument(Problem(str(path), kind, detail))
