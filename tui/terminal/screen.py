"""Whether a screen can be drawn here: asked before Textual is imported."""

from __future__ import annotations

import codecs
import locale
import os
import sys
from collections.abc import Mapping
from typing import TextIO

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
    """Make ready for Textual: no kitty keyboard protocol (it garbles what an IME commits), UTF-8 to the terminal.

    Returns one sentence of warning when the locale is not UTF-8, else ''. Call before the first import of textual.
    """
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
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
