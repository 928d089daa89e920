"""Processes that analyse badly, for tests: by the name of the file."""

from __future__ import annotations

import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from typing import Any
from unittest.mock import patch

from inyo.index.engine.local.analysed import Analysed
from inyo.index.engine.local.worker_pool import send, serve_with
from inyo.index.values.problems import LibraryError


def serve(connection: Connection[Any, Any]) -> None:
    """Answers at once; dies over `dies…`, dies the first time over `weak…`, takes a while for `naps…`,
    never answers `hangs…`."""
    while True:
        key = str(connection.recv())
        name = os.path.basename(key)  # noqa: PTH119
        if name.startswith("dies"):
            os.kill(os.getpid(), signal.SIGSEGV)
        if name.startswith("weak") and not os.path.exists(key):  # noqa: PTH110
            open(key, "w").close()  # noqa: PTH123
            os.kill(os.getpid(), signal.SIGKILL)
        if name.startswith("hangs"):
            time.sleep(60)
        if name.startswith("naps"):
            time.sleep(1)
        send(connection, Analysed(key, "digest", len(key), ("",), (b"block",)))


def die(connection: Connection[Any, Any]) -> None:
    """A process that never gets as far as answering."""
    sys.exit(3)


def tell(connection: Connection[Any, Any]) -> None:
    """What a child is: its folder, its search path, what it does with the interrupt key."""
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    connection.send((os.getcwd(), sys.path, ignored, sorted(sys.modules)))  # noqa: PTH109
    connection.recv()


def lacking(connection: Connection[Any, Any]) -> None:
    """Lacks its dictionary over `lacks…`."""

    def analyse(key: str) -> Analysed:
        if os.path.basename(key).startswith("lacks"):  # noqa: PTH119
            raise LibraryError("The dictionary cannot be loaded.")
        return Analysed(key, "digest", len(key), ("",), (b"block",))

    serve_with(connection, analyse)


def greedy(connection: Connection[Any, Any]) -> None:
    """A worker as it is, but that the analysis of `greedy…` wants all the memory there is."""
    from inyo.index.engine.local import file_analysis  # takes too long for the others

    def hungry(path: object) -> Any:
        raise AssertionError(f"there were {len(bytearray(8 << 30))} bytes to be had")

    def analyse(key: str) -> Analysed:
        if not key.endswith("greedy"):
            return Analysed(key, "digest", len(key), ("",), (b"block",))
        with patch.object(file_analysis, "read_all", hungry):
            return file_analysis.analyse(key)

    serve_with(connection, analyse)
