"""A writer that says nothing until it is told to stop."""

from __future__ import annotations

from multiprocessing.connection import Connection
from typing import Any

from inyo.index.engine.local.update import Outcome


def write(connection: Connection[Any, Any]) -> None:
    """Stands in for `update.write`."""
    connection.recv()
    outcome = Outcome()
    outcome.stop("cancelled" if connection.recv() == "stop" else "failed")
    connection.send(("done", outcome))
