"""Processes that read formats badly, for tests: by the name of the file."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from inyo.index.reading.isolated import Answer
from inyo.index.reading.serving import _limit, _more_time
from inyo.index.values.extracts import FormatProblem


def serve(connection: Connection[Any, Any]) -> None:
    """As `isolated.serve`, but for what the name asks for; anything else is answered with the process's number."""
    _limit()
    while True:
        path = Path(os.fsdecode(connection.recv_bytes()))
        _more_time()
        if path.name == "garbage":
            connection.send_bytes(b"\xc1 no answer at all")
        elif path.name == "half":
            os.write(connection.fileno(), (1000).to_bytes(4, "big") + b"half of")
            time.sleep(60)
        elif path.name == "lies":
            connection.send_bytes(msgspec.msgpack.encode({"extracts": 3}))
        elif path.name == "invents":
            connection.send_bytes(msgspec.msgpack.encode(((), "a kind that there is not", "detail")))
        else:
            connection.send_bytes(msgspec.msgpack.encode(Answer(kind=FormatProblem.DAMAGED, detail=_act(path))))


def _act(path: Path) -> str:
    if path.name == "dies":
        os.kill(os.getpid(), signal.SIGSEGV)
    if path.name == "sleeps":
        time.sleep(60)
    if path.name == "computes":
        _more_time(1)
        while True:
            pass
    if path.name == "slow":
        end = time.monotonic() + 4
        while time.monotonic() < end:
            pass
    if path.name == "hungry":
        try:
            return str(len(bytearray(4 << 30)))
        except MemoryError:
            return "no memory"
    if path.name == "writes":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            path.with_name("written").write_bytes(b"something")
        except OSError as error:
            return error.strerror or ""
    return f"process {os.getpid()}"
