"""The terminal beyond Textual: signals, a terminal that is gone, handing it over, the clipboard."""

from __future__ import annotations

import asyncio
import os
import select
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import App, SuspendNotSupported

from inyo.index.values.problems import why
from inyo.tui.keep.config import Config
from inyo.tui.terminal import clipboard
from inyo.tui.terminal.textual_internals import write_raw

HANG_UP_EVERY = 1.0
"""Seconds between two looks at whether the terminal is still there."""


def watch(app: App[int], leave: Callable[[int], None]) -> None:
    """Leave properly when it is told to (SIGTERM, SIGHUP) or when its terminal is gone."""
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError, RuntimeError, ValueError):  # not on the main thread, or not Unix
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, leave, 128 + number)
    if not app.is_headless:
        app.set_interval(HANG_UP_EVERY, lambda: _end_if_gone(leave))


def _end_if_gone(leave: Callable[[int], None]) -> None:
    # when SIGHUP is ignored (nohup), a terminal that is gone would be read from for ever
    with suppress(OSError, ValueError, AttributeError):
        poll = select.poll()
        poll.register(sys.__stdin__.fileno(), select.POLLHUP)  # type: ignore[union-attr]
        if any(event & select.POLLHUP for _, event in poll.poll(0)):
            leave(128 + signal.SIGHUP)


def hand_over(app: App[Any], text: str, wait: str) -> bool:
    """Give the terminal to a plain text until Enter; whether it could be handed over. `wait` says how to come back."""
    try:
        with app.suspend():
            sys.stdout.write(f"\x1b[2J\x1b[H{clipboard.safe(text)}\n\n{wait}\n")
            sys.stdout.flush()
            sys.__stdin__.readline()  # type: ignore[union-attr]
    except SuspendNotSupported:
        return False
    return True


_AT_LINE = frozenset(
    [
        "less",
        "more",
        "most",
        "vi",
        "vim",
        "nvim",
        "view",
        "nano",
        "emacs",
        "emacsclient",
        "micro",
        "kak",
        "joe",
        "ne",
        "mg",
    ]
)
"""Programs that take `+LINE` before a file."""


def opener(
    environment: Mapping[str, str], setting: Sequence[str], file: str, line: int, *, edit: bool
) -> tuple[str, ...]:
    """The command that opens a file at a line, as arguments: no shell reads it. The setting, with {file} and {line} in
    it, before $VISUAL or $EDITOR, or $PAGER."""
    if setting and not edit:
        return tuple(part.replace("{file}", file).replace("{line}", str(line)) for part in setting)
    named = (environment.get("VISUAL") or environment.get("EDITOR")) if edit else environment.get("PAGER")
    try:
        program = shlex.split(named or "") or ["vi" if edit else "less"]
    except ValueError:
        program = [named or ""]
    at = [f"+{line}"] if Path(program[0]).name in _AT_LINE else []
    return (*program, *at, file)


def is_utf8(file: str) -> bool:
    """Whether a pager can show a file as it is: letters in escape sequences (ISO-2022-JP) are none to it."""
    try:
        content = Path(file).read_bytes()
        content.decode()
    except (OSError, UnicodeDecodeError):
        return False
    return b"\x1b" not in content


_NAME = 60
"""Characters of a name that a pager shows of a text; a name of a file has 255 bytes at most."""


@contextmanager
def contents(text: str | None, file: str) -> Iterator[str]:
    """The name of a file with a text, gone afterwards; of `file` where there is none, "" where there is no room."""
    if text is None:
        yield file
        return
    with ExitStack() as stack:
        name = ""
        with suppress(OSError):
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="inyo-")))
            kept = folder / f"{Path(file).name[:_NAME]}.txt"
            kept.write_text(text, "utf-8", errors="replace")
            name = str(kept)
        yield name


def run_in_terminal(app: App[Any], command: Sequence[str]) -> str:
    """Give the terminal to a program until it ends; '' or why that could not be done."""
    try:
        with app.suspend():
            # less takes its letters from the locale, which many a server does not have installed
            subprocess.run(command, check=False, env={"LESSCHARSET": "utf-8", **os.environ})
    except SuspendNotSupported:
        return "no terminal to give"
    except OSError as error:
        return why(error)
    return ""


def copier(app: App[Any], config: Config) -> Callable[[str], clipboard.CopyResult]:
    """What copies a text by the plan for this terminal. To be called in a thread: a program may take seconds."""

    def write(raw: str) -> None:
        app.call_from_thread(write_raw, app, raw)

    def copy(text: str) -> clipboard.CopyResult:
        size = len(text.encode("utf-8", "replace"))
        steps = clipboard.plan(os.environ, config.clipboard, size, command=config.clipboard_command)
        return clipboard.copy(text, steps, write)

    return copy
