"""The bytes of a file, opened to read only; what is no plain file, or too large, is refused in a sentence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from inyo.index.values.problems import Problem, ProblemKind, UnreadableDocument, problem_from

LARGEST = 20_000_000
"""Bytes up to which a text is read unless `read_bytes` is told otherwise."""


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The file's bytes. Raises UnreadableDocument.

    The descriptor is asked what it is before anything is read, so that no pipe can hold us."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            before = os.fstat(descriptor)
            if stat.S_ISDIR(before.st_mode):
                raise unreadable(path, ProblemKind.UNREADABLE, "is a folder; give it as a collection")
            if not stat.S_ISREG(before.st_mode):
                raise unreadable(path, ProblemKind.UNREADABLE, "is a pipe or device and no file; it was not read")
            if before.st_size > largest:
                raise _too_large(path, before.st_size, largest)
            data = file.read(largest + 1)
            after = os.fstat(descriptor)
    except IsADirectoryError:
        raise unreadable(path, ProblemKind.UNREADABLE, "is a folder; give it as a collection") from None
    except OSError as error:
        raise UnreadableDocument(problem_from(error, str(path))) from None
    except ValueError as error:
        raise unreadable(path, ProblemKind.UNREADABLE, f"is no name a file can have ({error})") from None
    if len(data) > largest:
        raise _too_large(path, len(data), largest)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise unreadable(path, ProblemKind.UNREADABLE, "was written to while it was read; update again")
    return data


def _too_large(path: Path, size: int, largest: int) -> UnreadableDocument:
    detail = f"has {size / 1e6:.1f} MB, more than the {largest / 1e6:g} MB a document may have; split it"
    return unreadable(path, ProblemKind.TOO_LARGE, detail)


def unreadable(path: Path, kind: ProblemKind, detail: str) -> UnreadableDocument:
    """The error for a file; `detail` is a clause that follows its name."""
    return UnreadableDocument(Problem(str(path), kind, detail))
