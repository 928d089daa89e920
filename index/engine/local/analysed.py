"""What reading a file gives the writer; light, so that any process can say it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from inyo.index.own.atomic_files import digest, open_plain
from inyo.index.values.problems import Problem, ProblemKind

_LARGEST = 1 << 26
"""Files larger than this are not read to compare them: size and time decide."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """What reading a file gave: the `parts` that its documents are ('' where the file is one), these as `blocks` (see
    `segment_blocks.pack_all`), several small ones in one; a problem, or both where something was lost."""

    key: str
    digest: str
    characters: int = 0
    parts: tuple[str, ...] = ()
    blocks: tuple[bytes, ...] = ()
    problem: Problem | None = None


def failed(key: str, digest: str, what: str) -> Analysed:
    """The result for a file that was given up; `what` is a clause."""
    return Analysed(key, digest, problem=Problem(key, ProblemKind.UNREADABLE, f"{what}; it was left out"))


def content_digest(path: str) -> str:
    """A digest of a file's content; '' where it cannot be read, is too large to be read for that, or is no file."""
    try:
        with open_plain(Path(path)) as file:
            return digest(file.read()) if os.fstat(file.fileno()).st_size <= _LARGEST else ""
    except (OSError, ValueError):
        return ""
