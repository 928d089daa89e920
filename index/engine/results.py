"""What reading a file gives the writer; light, so that any process can say it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from index.documents import Problem, ProblemKind

_LARGEST = 1 << 26
"""Files larger than this are not read to compare them: size and time decide."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """What reading a file gave: a block (see `blocks.pack`), a problem, or both where the file is damaged."""

    key: str
    digest: str
    characters: int = 0
    block: bytes = b""
    problem: Problem | None = None


def failed(key: str, digest: str, what: str) -> Analysed:
    """The result for a file that was given up; `what` is a clause."""
    return Analysed(key, digest, problem=Problem(key, ProblemKind.UNREADABLE, f"{what}; it was left out"))


def content_digest(path: str) -> str:
    """A digest of a file's content; '' where it cannot be read or is too large to be read for that."""
    try:
        with Path(path).open("rb") as file:
            if os.fstat(file.fileno()).st_size > _LARGEST:
                return ""
            return blake2b(file.read(), digest_size=16).hexdigest()
    except OSError:
        return ""
