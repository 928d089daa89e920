"""Files of named arrays: checked, and large ones mapped into memory rather than read.

Layout: the arrays one after the other, each at a multiple of eight bytes; a table in JSON (for each its type, length,
place and CRC-32, and a few plain values); a trailer of the table's length, its CRC-32 and the magic word. Little
endian. Nothing in it can run code.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from inyo.index.own.atomic_files import open_plain

MAGIC = b"inyoarr1"
_TRAILER = struct.Struct("<II8s")
_ALIGN = 8
SMALL = 1 << 20
"""Bytes up to which a file is read, not mapped: a map holds a descriptor as long as it lives, of which an index in use
has dozens, and a mapped file that shrinks ends the program."""
_TYPES = frozenset({"|u1", "<u2", "<u4", "<u8", "<i4"})

Array = NDArray[Any]


class DamagedFile(Exception):
    """A file of arrays that is not whole. The message is a clause: what is wrong."""


class Sink(Protocol):
    """What arrays are written to."""

    def write(self, data: Any, /) -> Any: ...


class Aside:
    """Files of arrays put aside while others are made, in a file without a name, so that they take no memory; in memory
    where none can be written. Their arrays are there as long as anybody has them."""

    def __init__(self) -> None:
        self._taken: list[bytes | tuple[int, int]] = []
        self._file: IO[bytes] | None = None
        self._size = 0
        with contextlib.suppress(OSError):
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (it goes with the last who has its arrays)

    def add(self, content: bytes) -> None:
        """Take one more."""
        if self._file is not None:
            padded = content + bytes(-len(content) % _ALIGN)
            with contextlib.suppress(OSError):
                self._file.seek(self._size)
                if self._file.write(padded) == len(padded):
                    self._taken.append((self._size, self._size + len(content)))
                    self._size += len(padded)
                    return
        self._taken.append(content)

    def __bool__(self) -> bool:
        return bool(self._taken)

    def sections(self) -> list[Sections]:
        """Those that were taken, in order."""
        mapped: bytes | mmap.mmap = b""
        if self._file is not None and self._size:
            mapped = mmap.mmap(self._file.fileno(), self._size, access=mmap.ACCESS_READ)
        return [Sections(each) if isinstance(each, bytes) else Sections(mapped, *each) for each in self._taken]


class SectionWriter:
    """Writes arrays one after the other; `close` writes the table that finds them."""

    def __init__(self, file: Sink) -> None:
        self._file = file
        self._at = 0
        self._table: dict[str, tuple[str, int, int, int]] = {}

    def add(self, name: str, *arrays: Array) -> None:
        """Write arrays, end to end as one, under a name of its own."""
        kind = np.result_type(*arrays).newbyteorder("<").str
        place, check = self._at, 0
        for array in arrays:
            data = _bytes(np.ascontiguousarray(array, dtype=kind))
            check = zlib.crc32(data, check)
            self._write(data)
        self._table[name] = (kind, sum(array.size for array in arrays), place, check)
        self._write(bytes(-self._at % _ALIGN))

    def close(self, values: Mapping[str, int]) -> None:
        """Write the table, with a few plain values. The file itself stays open."""
        table = json.dumps({"sections": self._table, "values": dict(values)}).encode()
        self._write(table)
        self._write(_TRAILER.pack(len(table), zlib.crc32(table), MAGIC))

    def _write(self, data: bytes | memoryview) -> None:
        if len(data):
            self._file.write(data)
            self._at += len(data)


class Sections:
    """The arrays of one file, or of a stretch of it, as views on its memory. Raises DamagedFile where table or trailer
    are not whole."""

    def __init__(self, buffer: bytes | mmap.mmap, first: int = 0, end: int = -1) -> None:
        self.buffer, self._first = buffer, first
        end = len(buffer) if end < 0 else end
        size = end - first
        if size < _TRAILER.size:
            raise DamagedFile("it is too short")
        length, check, magic = _TRAILER.unpack(buffer[end - _TRAILER.size : end])
        table = buffer[end - _TRAILER.size - length : end - _TRAILER.size] if length < size else b""
        if magic != MAGIC or zlib.crc32(table) != check:
            raise DamagedFile("its table of contents is damaged")
        try:
            content = json.loads(table)
            self.values: dict[str, int] = {str(name): int(value) for name, value in content["values"].items()}
            self._table = {str(name): _entry(entry, size) for name, entry in content["sections"].items()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedFile("its table of contents is damaged") from error
        self._arrays: dict[str, Array] = {}

    @classmethod
    def map(cls, path: Path) -> Sections:
        """The arrays of a file, mapped into memory where it is no small one. Raises OSError, DamagedFile."""
        with open_plain(path) as file:
            if os.fstat(file.fileno()).st_size <= SMALL:
                return cls(file.read())
            try:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            except ValueError as error:
                raise DamagedFile("it became empty") from error

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def array(self, name: str) -> Array:
        """An array by name, without copying. Raises DamagedFile where there is none."""
        found = self._arrays.get(name)
        if found is None:
            if name not in self._table:
                raise DamagedFile(f"it has no part {name}")
            kind, count, place, _ = self._table[name]
            at = self._first + place
            found = np.frombuffer(self.buffer, dtype=kind, count=count, offset=at) if count else np.empty(0, kind)
            self._arrays[name] = found
        return found

    def forget(self) -> None:
        """Give back the memory of what was read of a mapped file; the next who asks reads it again."""
        if isinstance(self.buffer, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self.buffer.madvise(mmap.MADV_DONTNEED)

    def place(self, name: str) -> int:
        """Where in `buffer` an array begins."""
        return self._first + self._table[name][2]

    def sizes(self) -> dict[str, int]:
        """The bytes of every array."""
        return {name: self.array(name).nbytes for name in self._table}

    def verify(self) -> None:
        """Compare every array with its checksum. Raises DamagedFile."""
        for name, (_, _, _, check) in self._table.items():
            array = self.array(name)
            if zlib.crc32(_bytes(array)) != check:
                raise DamagedFile(f"its part {name} is damaged")


def _bytes(array: Array) -> memoryview:
    return array.view(np.uint8).data if array.size else memoryview(b"")


def _entry(entry: Any, size: int) -> tuple[str, int, int, int]:
    kind, count, place, check = str(entry[0]), int(entry[1]), int(entry[2]), int(entry[3])
    if kind not in _TYPES or count < 0 or place < 0 or place + count * np.dtype(kind).itemsize > size:
        raise ValueError(kind)
    return kind, count, place, check
