"""Hearing of changed files: what the system tells of folders, gathered until it has been quiet for a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

QUIET = 800
"""Milliseconds within which changes are told as one."""


def watch_files(paths: Sequence[Path], changed: Callable[[], None], stopped: Event) -> bool:
    """Call `changed` after files under the paths came, went or were written, until `stopped` is set. False at once
    where nothing can be watched: no such path, or no watcher for this system."""
    there = [path for path in paths if path.exists()]
    try:
        from watchfiles import watch
    except ImportError:  # a system for which it is not made
        return False
    if not there:
        return False
    try:
        for _ in watch(
            *there, debounce=4 * QUIET, step=QUIET, stop_event=stopped, rust_timeout=500, yield_on_timeout=False,
            raise_interrupt=False, ignore_permission_denied=True,
        ):  # fmt: skip
            changed()
    except (OSError, RuntimeError):  # no more watches are to be had
        return False
    return True
