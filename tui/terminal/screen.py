"""Whether a screen can be drawn here, asked before Textual is imported; and a parent that outlives the explorer:
whatever kills that, the terminal is given back whole and one sentence is said.

A file of the index that shrinks while it is mapped (a backup tool, NFS, a bad disk) ends a process by SIGBUS, a lack of
memory by SIGKILL; nothing in the process itself can answer. The parent is forked before anything heavy is loaded, takes
no key, and stops and goes on with the explorer.
"""

from __future__ import annotations

import codecs
import contextlib
import locale
import os
import signal
import sys
import termios
from collections.abc import Mapping
from typing import Any, TextIO

_ADVICE = "use the plain commands instead: inyo search, inyo quotes, inyo people (see inyo --help)"


def obstacle(environment: Mapping[str, str], stdin: TextIO | None, stdout: TextIO | None, stderr: TextIO | None) -> str:
    """Why the explorer cannot run here, as one sentence; '' when it can."""
    if not _terminal(stdin):
        return f"inyo: standard input is not a terminal, so there is no keyboard; {_ADVICE}"
    if not _terminal(stdout) or not _terminal(stderr):
        return f"inyo: the output does not go to a terminal, so there is no screen; {_ADVICE}"
    if environment.get("TERM", "") in ("", "dumb", "unknown"):
        term = environment.get("TERM") or "not set"
        return f"inyo: this terminal cannot place a cursor (TERM is {term}); set TERM, or {_ADVICE}"
    return ""


def _terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def prepare() -> str:
    """Make ready for Textual: no kitty keyboard protocol (it garbles what an IME commits), UTF-8 to the terminal, and
    the terminal's own size, whatever size a program before it has exported.

    Returns one sentence of warning when the locale is not UTF-8, else ''. Call before the first import of textual.
    """
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    for stream in (sys.__stderr__, sys.__stdout__):
        if stream is None:
            continue
        if _name(stream.encoding or "ascii") != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="replace")
    encoding = locale.getencoding()
    if _name(encoding) in ("utf-8", "ascii"):  # ASCII says no more than that no locale was set
        return ""
    return (
        f"inyo: the locale's encoding is {encoding}, Japanese is sent as UTF-8; "
        "if it is garbled, set LC_ALL to a UTF-8 locale such as C.UTF-8"
    )


def _name(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return encoding


_RESET = (
    "\x1b[?2026l\x1b[r\x1b[<u\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1004l\x1b[?2004l\x1b[?2048l"
    "\x1b[?1049l\x1b[0m\x1b[?25h\r"
)
"""Ends what an explorer may have begun: a frame, a scrolling region, keys of kitty's, mouse, focus, pastes, sizes, the
other screen, colours, a hidden cursor."""


class Died(Exception):
    """The explorer was ended by a signal; `name` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
        try:
            self.name = signal.Signals(number).name
        except ValueError:
            self.name = f"signal {number}"


def supervised() -> int | None:
    """Fork. None in the child, which goes on as if nothing had been; in the parent, when the child has ended, its exit
    status. Raises Died there, with the terminal restored. Call it before a thread is started."""
    attributes = _attributes()
    told = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM, signal.SIGHUP))  # who ends us now means the child
    child = os.fork()
    if child == 0:
        signal.pthread_sigmask(signal.SIG_SETMASK, told)
        return None
    kept = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGQUIT)}
    for number in (signal.SIGTERM, signal.SIGHUP):
        kept[number] = signal.signal(number, lambda got, _: _pass_on(child, got))
    signal.pthread_sigmask(signal.SIG_SETMASK, told)
    try:
        status = _wait(child)
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    if os.WIFSIGNALED(status):
        _restore(attributes)
        raise Died(os.WTERMSIG(status))
    return os.WEXITSTATUS(status)


def _wait(child: int) -> int:
    """The child's end. Where it stops (the reader sent it to the background) so do we, for the shell to see."""
    while True:
        _, status = os.waitpid(child, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            return status
        os.kill(os.getpid(), signal.SIGSTOP)
        _pass_on(child, signal.SIGCONT)


def _pass_on(child: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, number)


def _attributes() -> Any:
    try:
        return termios.tcgetattr(sys.stdin.fileno())
    except (OSError, termios.error, ValueError):
        return None


def _restore(attributes: Any) -> None:
    with contextlib.suppress(OSError, termios.error, ValueError):
        os.write(sys.stdout.fileno(), _RESET.encode())
    if attributes is not None:
        with contextlib.suppress(OSError, termios.error, ValueError):
            # a background process that asks for this would be stopped
            before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSAFLUSH, attributes)
            signal.signal(signal.SIGTTOU, before)
