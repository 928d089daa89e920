"""What went wrong with a file or folder, as a sentence and not as a traceback."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath


class LibraryError(Exception):
    """The collection cannot be used; the message is a sentence that says why and what to do."""


class ProblemKind(StrEnum):
    """Why a file or folder was left out; `Problem` carries the sentence. DAMAGED and PARTLY were read, in part."""

    MISSING = "missing"
    EMPTY = "empty"
    BINARY = "binary"
    ENCODING = "encoding"
    DAMAGED = "damaged"
    PARTLY = "partly"
    PERMISSION = "permission"
    TOO_LARGE = "too-large"
    LINK = "link"
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no-text"
    BROKEN = "broken"
    FORMAT = "format"


READ = frozenset({ProblemKind.DAMAGED, ProblemKind.PARTLY})
"""The kinds of files that were read all the same."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One file or folder that was skipped, or a file that was read in part.

    `detail` is an English clause: what is wrong and what to do.
    """

    path: str
    kind: ProblemKind
    detail: str


_NAMES = {
    ProblemKind.ENCRYPTED: "encrypted",
    ProblemKind.NO_TEXT: "without text",
    ProblemKind.EMPTY: "empty",
    ProblemKind.BROKEN: "damaged",
    ProblemKind.DAMAGED: "damaged in part",
    ProblemKind.PARTLY: "read in part",
    ProblemKind.TOO_LARGE: "too large",
}


def summary(problems: Iterable[Problem]) -> str:
    """What was left out, counted: `9 .psd, 1 encrypted .pdf`, the most frequent first."""
    counts = Counter(_group(problem) for problem in problems)
    return ", ".join(f"{count:,} {name}" for name, count in counts.most_common())


def _group(problem: Problem) -> str:
    ending = PurePath(problem.path).suffix.lower() or "without ending"
    if problem.kind is ProblemKind.FORMAT:
        return ending
    return f"{_NAMES.get(problem.kind, 'unreadable')} {ending}"


NO_NAME = "is no name a file can have; check the spelling"


class UnreadableDocument(Exception):
    """Raised by `read`; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.path}: {problem.detail}")
        self.problem = problem

    def __reduce__(self) -> tuple[type[UnreadableDocument], tuple[Problem]]:
        return UnreadableDocument, (self.problem,)


def why(error: OSError) -> str:
    """The system's reason, or the kind of error where it gives none."""
    return error.strerror or type(error).__name__


def mistake(error: BaseException) -> str:
    """What to report of a mistake of our own, without the words of Python: the kind of error, and where it arose."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f", {PurePath(trace.tb_frame.f_code.co_filename).name} line {trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"


def problem_from(error: OSError, path: str) -> Problem:
    """The problem that an error of the operating system is, for a file or folder."""
    if isinstance(error, PermissionError):
        return Problem(path, ProblemKind.PERMISSION, "may not be read; change its permissions or leave it out")
    if isinstance(error, FileNotFoundError):
        return Problem(path, ProblemKind.MISSING, "does not exist; check the spelling, or whether it was moved")
    return Problem(path, ProblemKind.UNREADABLE, f"cannot be read ({why(error)}); check the disk and the path")
