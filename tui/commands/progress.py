"""The progress of an update as one line: count, rate, time left."""

from __future__ import annotations

import sys
from typing import TextIO

from inyo.index.library import Progress
from inyo.tui.messages import Messages

_WIDTH = 20


def line(progress: Progress, say: Messages) -> str:
    """`[#####-----] 120/600 · 310,000 chars/s · 0:12 left`; scanning has no total yet."""
    if progress.phase == "scan" or not progress.total:
        return say("progress.scan", done=progress.done)
    filled = _WIDTH * progress.done // progress.total
    parts = [f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {progress.done}/{progress.total}"]
    if progress.seconds > 0.2 and progress.done:
        parts.append(say("progress.rate", rate=progress.characters / progress.seconds))
        left = progress.seconds * (progress.total - progress.done) / progress.done
        parts.append(say("progress.left", left=f"{int(left) // 60}:{int(left) % 60:02}"))
    return " · ".join(parts)


class Bar:
    """Draws progress on a terminal; on anything else it is silent."""

    def __init__(self, say: Messages, stream: TextIO | None = None) -> None:
        self._say = say
        self._stream = stream or sys.stderr
        self._shown = False
        self._live = self._stream.isatty()

    def __call__(self, progress: Progress) -> None:
        if self._live and (progress.seconds > 0.5 or self._shown):
            self._stream.write(f"\r{line(progress, self._say)}\x1b[K")
            self._stream.flush()
            self._shown = True

    def clear(self) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False
