"""How an update of the index tells what it does and what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inyo.index.values.problems import Problem

Notice = tuple[str, ...]
"""A code and its arguments, for whoever words it; `sentence` words it in English."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update is: documents and characters done, of how many documents, seconds since it began.

    `phase` is "scan", "read", "write" or "link", in which what changed is found already and it is worked out who is
    who; a plain second run with nothing changed only reports "scan".
    """

    phase: Literal["scan", "read", "write", "link"]
    done: int
    total: int
    characters: int
    seconds: float
    current: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What an update did.

    `complete` is False when it stopped early (cancelled, locked by another process, disk full); `notices` say why,
    and what else the reader should know (an index built anew and for what reason).
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]
    seconds: float
    notices: tuple[Notice, ...] = ()
    complete: bool = True


_SENTENCES = {
    "locked": "Another process (pid {0}, since {1}) is updating this index; it can be searched meanwhile.",
    "rebuilt": "The index was built anew: {0}.",
    "damaged": "The index cannot be read and is built anew as soon as it is used: {0}.",
    "outdated": "The index is of another version and is built anew as soon as it is used: {0}.",
    "superseded": "Another version of inyo has built this index anew. What is open here can be read on as it was; "
    "close it and start it again to see more.",
    "disk": "The index could not be written in {0}: {1}. What was there before is whole; "
    "make room, or see to the permissions, and try again.",
    "elsewhere": "No index can be kept in {0} ({1}); it is in {2} until the machine is switched off. "
    "Make room, or set XDG_CACHE_HOME to a folder that can be written.",
    "memory": "No index can be kept in {0} ({1}), nor in a temporary folder; it is in memory, and every start reads "
    "all documents again. Make room, or set XDG_CACHE_HOME to a folder that can be written.",
    "away": "{0} is not there now; what was read of it is still found.",
    "emptied": "{0} is empty, as where a disk is not mounted; what was read of it is still found. "
    "If you emptied it: inyo index --rebuild.",
    "unreached": "Under {0} this machine has no documents; those in the cluster are kept.",
    "cancelled": "Stopped before the end; what was read is kept.",
    "writer": "The process that wrote the index ended unexpectedly ({0}); what it had committed is kept.",
    "failed": "The update stopped: {0}.",
}


def sentence(notice: Notice) -> str:
    """The notice in English."""
    code, *arguments = notice
    return _SENTENCES[code].format(*arguments) if code in _SENTENCES else " ".join(notice)
