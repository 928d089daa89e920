"""The process that reads strangers' formats (see `isolated`): its limits, and what it answers."""

from __future__ import annotations

import contextlib
import os
import resource
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from inyo.index.processes import limit
from inyo.index.reading.code_points import whole
from inyo.index.reading.documents import LARGEST, LARGEST_FILE, read_bytes, read_member
from inyo.index.reading.formats.contents import extracts
from inyo.index.reading.isolated import MEMORY, SECONDS, Answer
from inyo.index.values.extracts import Extract, FormatProblem, UnreadableFormat
from inyo.index.values.problems import ProblemKind, UnreadableDocument, mistake


def serve(connection: Connection[Any, Any]) -> None:
    """The process: reads the files it is asked for until the conversation ends."""
    _limit()
    while True:
        path = Path(os.fsdecode(connection.recv_bytes()))
        _more_time()
        connection.send_bytes(_packed(answer(path)))


def _packed(said: Answer) -> bytes:
    try:
        return msgspec.msgpack.encode(said)
    except UnicodeEncodeError:
        return msgspec.msgpack.encode(_whole(msgspec.to_builtins(said)))


def _whole(value: Any) -> Any:
    """Plain values without halves of surrogate pairs, which JSON can say and no text has."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {_whole(key): _whole(each) for key, each in value.items()}
    return list(map(_whole, value)) if isinstance(value, list | tuple) else value


def answer(path: Path) -> Answer:
    """What reading a file gives; never raises."""
    try:
        found = extracts(read_bytes(path, LARGEST_FILE), path.name, plain=read_member)
        return Answer(tuple(_bounded(each) for each in found))
    except UnreadableFormat as error:
        return Answer(kind=error.kind, detail=error.detail)
    except UnreadableDocument as error:
        large = error.problem.kind is ProblemKind.TOO_LARGE
        return Answer(kind=FormatProblem.TOO_LARGE if large else FormatProblem.DAMAGED, detail=error.problem.detail)
    except MemoryError:
        return Answer(
            kind=FormatProblem.TOO_LARGE,
            detail=f"needs more than the {MEMORY >> 20:,} MB of memory that reading a file may take; split it",
        )
    except Exception as error:
        return Answer(kind=FormatProblem.DAMAGED, detail=f"made inyo itself fail ({mistake(error)}); please report it")


def _bounded(extract: Extract) -> Extract:
    """An extract, or in its place that it holds more text than a document may have: a small file may unpack to much."""
    if sum(len(block.text.encode("utf-8", "replace")) for block in extract.blocks) <= LARGEST:
        return extract
    where = f"{extract.part} has" if extract.part else "has"
    return Extract((), losses=(f"{where} more than {LARGEST / 1e6:g} MB of text and was left out",))


def _limit() -> None:
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        limit(what, most)


def _more_time(seconds: int = SECONDS) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))
