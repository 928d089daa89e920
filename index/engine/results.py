"""What reading a file gives the writer; light, so that any process can say it."""

from __future__ import annotations

from dataclasses import dataclass

from index.documents import Problem, ProblemKind


@dataclass(frozen=True, slots=True)
class Analysed:
    """What reading a file gave: a block (see `blocks.pack`), or a problem and no block."""

    key: str
    digest: str
    characters: int = 0
    block: bytes = b""
    problem: Problem | None = None


def failed(key: str, digest: str, what: str) -> Analysed:
    """The result for a file that was given up; `what` is a clause."""
    return Analysed(key, digest, problem=Problem(key, ProblemKind.UNREADABLE, f"{what}; it was left out"))
