"""What reading a file gives the writer; light, so that any process can say it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from hashlib import blake2b

from inyo.index.values.problems import Problem, ProblemKind

_LARGEST = 1 << 26
"""Files larger than this are not read to compare them: size and time decide."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """What reading a file gave: its documents as blocks (see `segment_blocks.pack`), by their parts ('' where the file
    is one document), a problem, or both where something was lost."""

    key: str
    digest: str
    characters: int = 0
    blocks: tuple[tuple[str, bytes], ...] = ()
    problem: Problem | None = None


def failed(key: str, digest: str, what: str) -> Analysed:
    """The result for a file that was given up; `what` is a clause."""
    return Analysed(key, digest, problem=Problem(key, ProblemKind.UNREADABLE, f"{what}; it was left out"))


def content_digest(path: str) -> str:
    """A digest of a file's content; '' where it cannot be read, is too large to be read for that, or is no file."""
    try:
        # a pipe may have taken the file's place: opening it must not wait for somebody who writes
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
                return ""
            return blake2b(file.read(), digest_size=16).hexdigest()
    except (OSError, ValueError):
        return ""
