"""The bytes of a file, opened to read only; what is no plain file, or too large, is refused in a sentence."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from inyo.index.values.problems import NO_NAME, Problem, ProblemKind, UnreadableDocument, problem_from

LARGEST = 20_000_000
"""Bytes up to which a text is read unless `read_bytes` is told otherwise."""

LARGEST_FILE = 200_000_000
"""Bytes up to which a file of another format is read; most of them are pictures."""

_HEAD = 65_536


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
