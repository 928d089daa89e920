"""Archives (zip, tar) and compressed files (gz, bz2, xz) → what lies in them, within limits.

Zip: PKWARE's APPNOTE 6.3.10, 4.4.4 (bit 11: the name is UTF-8) and 4.6.9 (0x7075: the Unicode name beside the old one).
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedIOBase
from typing import cast

from inyo.index.reading.discovery import natural
from inyo.index.reading.encodings import likeliest
from inyo.index.reading.formats import is_hidden
from inyo.index.values.extracts import FormatProblem, UnreadableFormat

DAMAGED = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    NotImplementedError,
    struct.error,
)
"""What the standard library raises for archives that are cut, changed or of a later kind."""

_UTF8_NAME = 0x800
_UNICODE_PATH = 0x7075
_PIECE = 1 << 16
_COMPRESSED = re.compile(r"\.(?:gz|bz2|xz|lzma|tgz|tbz2?|txz)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What may come out of one file: bytes of a member, bytes and members in all, how often the file's own size.

    The last counts only above `free` bytes: small files of little information shrink well.
    """

    member: int = 64_000_000
    unpacked: int = 400_000_000
    members: int = 20_000
    ratio: int = 200
    free: int = 20_000_000
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a file. `path` is '' where a compressed file holds one; `name`, if any, tells its format.

    `loss`: a clause behind the path on what is missing; without data the member was left out.
    """

    path: str
    data: bytes = b""
    name: str = ""
    loss: str = ""


@dataclass(slots=True)
class Budget:
    """What is left of the limits while a file of `size` bytes is unpacked, whatever lies in what."""

    size: int
    limits: Limits = field(default_factory=Limits)
    unpacked: int = 0
    members: int = 0

    def count(self) -> None:
        """One more member. Raises UnreadableFormat."""
        self.members += 1
        if self.members > self.limits.members:
            raise _too_large(
                f"holds more than {self.limits.members:,} files; unpack it and leave out what is not needed"
            )

    def take(self, size: int) -> None:
        """`size` more bytes that came out. Raises UnreadableFormat."""
        self.unpacked += size
        limits = self.limits
        if self.unpacked > limits.unpacked or self.unpacked > max(limits.free, limits.ratio * self.size):
            raise _too_large("unpacks to more than a document may have; unpack it yourself if you trust it")


def members(data: bytes, name: str, budget: Budget, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """The files of an archive as far as the budget goes, of those whose path is not `wanted` only the path.

    Folders, links, devices, hidden files and those of macOS's own are left out without a word. Raises UnreadableFormat,
    also after members that are good.
    """
    if data[:2] == b"PK":
        yield from _zipped(data, budget, wanted)
    else:
        yield from _streamed(data, name, budget, wanted)


def _zipped(data: bytes, budget: Budget, wanted: Callable[[str], bool]) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED:
        raise UnreadableFormat(FormatProblem.DAMAGED, "is a damaged zip archive; fetch it again") from None
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _special(entry)]
    named = sorted(zip(_names(entries), entries, strict=True), key=lambda pair: natural(pair[0]))
    for path, entry in named:
        if any(map(is_hidden, path.split("/"))):
            continue
        budget.count()
        if not wanted(path):
            yield Member(path)
            continue
        if entry.flag_bits & 1:
            yield Member(path, loss="is encrypted and was left out; unpack it with its password")
            continue
        try:
            with archive.open(entry) as file:
                content, whole = _read(file, budget)
        except (*DAMAGED, RuntimeError) as error:
            unknown = isinstance(error, NotImplementedError)
            yield Member(path, loss="is packed in a way that is unknown" if unknown else "is damaged and was left out")
            continue
        yield Member(path, content, loss="" if whole else "has more bytes than a document may have")


def _special(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry made on Unix is a link or a device."""
    kind = entry.external_attr >> 28
    return entry.create_system == 3 and kind not in (0, 0o10)


def _names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The paths of entries: UTF-8 where they say so or all could be, else as those here pack that know no Unicode."""
    raw = [None if entry.flag_bits & _UTF8_NAME else _bytes(entry.orig_filename) for entry in entries]
    try:
        (joined := b"\n".join(name for name in raw if name)).decode()
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = _encoding_of(joined)
    return [
        clean_path(
            _unicode_path(entry, name) or (entry.orig_filename if name is None else name.decode(encoding, "replace"))
        )
        for entry, name in zip(entries, raw, strict=True)
    ]


def _bytes(name: str) -> bytes:
    try:
        return name.encode("cp437")
    except UnicodeEncodeError:
        return name.encode()


def _unicode_path(entry: zipfile.ZipInfo, raw: bytes | None) -> str:
    """The name in the extra field for it, if it is of this entry's name."""
    extra = entry.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        content, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(content) > 5 and content[0] == 1 and raw is not None:
            return (
                content[5:].decode("utf-8", "replace")
                if zlib.crc32(raw) == struct.unpack("<L", content[1:5])[0]
                else ""
            )
    return ""


def clean_path(path: str) -> str:
    """A member's path as a label: slashes, composed characters, nothing that climbs, no control characters."""
    path = "".join(mark for mark in unicodedata.normalize("NFC", path) if unicodedata.category(mark)[0] != "C")
    parts = re.split(r"[/\\]+", path) if "/" in path or re.match(r"[A-Za-z]:\\", path) else path.split("\\")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _streamed(data: bytes, name: str, budget: Budget, wanted: Callable[[str], bool]) -> Iterator[Member]:
    """A tar archive, compressed or not, or one compressed file."""
    file = _unpacking(data)
    head = b""
    if file is not None:
        try:
            head = file.read(512)
        except DAMAGED:
            raise UnreadableFormat(FormatProblem.DAMAGED, "is damaged and cannot be unpacked; fetch it again") from None
    if file is None or is_tar(head):
        yield from _tarred(_Counted(io.BytesIO(data) if file is None else _opened(data), budget), wanted)
        return
    content, whole, loss = _one(_opened(data), budget)
    if not content and loss:
        raise UnreadableFormat(FormatProblem.DAMAGED, "is damaged and cannot be unpacked; fetch it again")
    if not content:
        raise UnreadableFormat(FormatProblem.EMPTY, "holds nothing; nothing to index")
    if not whole:
        raise _too_large("unpacks to more than a document may have; unpack it yourself if you trust it")
    yield Member("", content, _COMPRESSED.sub("", name), loss)


def is_tar(head: bytes) -> bool:
    """Whether a file's first 512 bytes are the header of a tar archive."""
    return len(head) >= 512 and head[257:262] == b"ustar"


def _unpacking(data: bytes) -> BufferedIOBase | None:
    file = io.BytesIO(data)
    if data[:2] == b"\x1f\x8b":
        return cast(BufferedIOBase, gzip.GzipFile(fileobj=file))
    if data[:3] == b"BZh":
        return cast(BufferedIOBase, bz2.BZ2File(file))
    if data[:6] == b"\xfd7zXZ\0" or data[:3] == b"\x5d\0\0":
        return cast(BufferedIOBase, lzma.LZMAFile(file))
    return None


def _opened(data: bytes) -> BufferedIOBase:
    file = _unpacking(data)
    return io.BytesIO(data) if file is None else file


def _one(file: BufferedIOBase, budget: Budget) -> tuple[bytes, bool, str]:
    """What a compressed file holds, up to where it is damaged."""
    pieces: list[bytes] = []
    budget.count()
    size = 0
    try:
        while piece := file.read1(_PIECE):
            budget.take(len(piece))
            size += len(piece)
            if size > budget.limits.member:
                return b"".join(pieces), False, ""
            pieces.append(piece)
    except DAMAGED:
        return b"".join(pieces), True, "it is damaged and was read up to there"
    return b"".join(pieces), True, ""


def _read(file: object, budget: Budget) -> tuple[bytes, bool]:
    """A member's bytes, and whether they are all."""
    pieces: list[bytes] = []
    size = 0
    while piece := cast(BufferedIOBase, file).read(_PIECE):
        budget.take(len(piece))
        size += len(piece)
        if size > budget.limits.member:
            return b"", False
        pieces.append(piece)
    return b"".join(pieces), True


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted as they pass."""

    def __init__(self, file: BufferedIOBase, budget: Budget) -> None:
        super().__init__()
        self._file, self._budget = file, budget

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(min(size, _PIECE) if size >= 0 else _PIECE)
        self._budget.take(len(piece))
        return piece


def _tarred(stream: _Counted, wanted: Callable[[str], bool]) -> Iterator[Member]:
    budget = stream._budget
    try:
        with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as archive:
            for entry in archive:
                path = clean_path(_tar_name(entry.name))
                if not entry.isreg() or any(map(is_hidden, path.split("/"))):
                    continue
                budget.count()
                if entry.size > budget.limits.unpacked:  # the next member would be sought piece by piece behind it
                    raise _too_large(f"says that {path} has more bytes than all of it may have: unpack it yourself")
                if not wanted(path):
                    yield Member(path)
                elif entry.size > budget.limits.member:
                    yield Member(path, loss="has more bytes than a document may have")
                elif file := archive.extractfile(entry):
                    yield Member(path, file.read())
    except DAMAGED:
        raise UnreadableFormat(FormatProblem.DAMAGED, "is a damaged tar archive and was read up to there") from None


def _tar_name(name: str) -> str:
    raw = name.encode("utf-8", "surrogateescape")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode(_encoding_of(raw), "replace")


def _encoding_of(names: bytes) -> str:
    """Of names that are no UTF-8: Code page 932, or EUC-JP where they read better so."""

    def whole(encoding: str) -> bool:
        try:
            return bool(names.decode(encoding))
        except UnicodeDecodeError:
            return False

    return likeliest(names, [encoding for encoding in ("cp932", "euc_jp") if whole(encoding)] or ["cp932"])


def _too_large(detail: str) -> UnreadableFormat:
    return UnreadableFormat(FormatProblem.TOO_LARGE, detail)
