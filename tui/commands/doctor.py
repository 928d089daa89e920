"""`inyo doctor`: what inyo sees of the terminal, the locale, the clipboard and the index."""

from __future__ import annotations

import contextlib
import locale
import os
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from inyo.tui.keep import config
from inyo.tui.terminal import screen
from inyo.tui.terminal.clipboard import OSC52_MOST, Osc52, Refuse, Step, plan, safe

_REPLY = re.compile(rb"\x1b\[(\d+);(\d+)R")
_AMBIGUOUS = "※"
_SECONDS = 0.5

_REFUSALS = {
    "too-large": "refused: too large for OSC 52",
    "no-tmux": 'the setting clipboard = "tmux" asks for tmux, and this is no tmux',
    "no-tool": "no clipboard program was found; set clipboard_command, or let clipboard be auto",
    "off": 'copying is switched off by the setting clipboard = "off"; copies still go to a file',
}


def examine(paths: Sequence[Path]) -> int:
    """Print the findings; the exit status is 0 when all is well, 1 when something needs a hand."""
    findings = [*_terminal(os.environ), *_locale(), *_clipboard(os.environ), *_index(paths)]
    for topic, well, text in findings:
        print(f"{'ok ' if well else '!! '} {topic:<10} {safe(text)}")
    return 0 if all(well for _, well, _ in findings) else 1


Finding = tuple[str, bool, str]


def _terminal(environment: Mapping[str, str]) -> Iterator[Finding]:
    problem = screen.obstacle(environment, sys.stdin, sys.stdout, sys.stderr)
    size = shutil.get_terminal_size()
    inside = [
        name for name, key in (("tmux", "TMUX"), ("screen", "STY"), ("ssh", "SSH_CONNECTION")) if environment.get(key)
    ]
    where = f", inside {' and '.join(inside)}" if inside else ""
    colours = "true colour" if environment.get("COLORTERM") in ("truecolor", "24bit") else _colours(environment)
    yield (
        "terminal",
        not problem,
        (
            problem.removeprefix("inyo: ")
            or f"TERM is {environment.get('TERM')}, {size.columns}x{size.lines} cells, {colours}{where}"
        ),
    )
    if problem:
        return
    width = ambiguous_width()
    setting = config.load().ambiguous_width
    if width is None:
        yield "width", True, "the terminal does not report its cursor; ambiguous characters are taken as 1 cell"
    else:
        advice = "" if width == setting else f"; set ambiguous_width = {width} in {config.config_file()}"
        yield "width", width == setting, f"ambiguous characters ({_AMBIGUOUS}) take {width} cell(s) here{advice}"


def _colours(environment: Mapping[str, str]) -> str:
    return "256 colours" if "256" in environment.get("TERM", "") else "16 colours"


def _locale() -> Iterator[Finding]:
    encoding = locale.getencoding()
    well = encoding.lower().replace("-", "") == "utf8"
    yield (
        "locale",
        well,
        (
            f"{encoding}"
            if well
            else f"{encoding}: Japanese may be garbled; set LC_ALL to a UTF-8 locale such as C.UTF-8"
        ),
    )


def _clipboard(environment: Mapping[str, str]) -> Iterator[Finding]:
    settings = config.load()
    steps = plan(environment, settings.clipboard, 0, command=settings.clipboard_command)
    yield "clipboard", not isinstance(steps[0], Refuse), "; else ".join(describe(step) for step in steps)
    if environment.get("TMUX"):
        mode = _tmux_option("set-clipboard")
        if mode:
            known = {"off": "tmux keeps copies to itself: set-clipboard must be on or external to reach your machine"}
            yield "tmux", mode != "off", f"set-clipboard is {mode}" + (f"; {known[mode]}" if mode in known else "")


def describe(step: Step) -> str:
    """A step of a clipboard plan in words."""
    if isinstance(step, Refuse):
        return _REFUSALS[step.reason]
    if isinstance(step, Osc52):
        through = " through GNU screen" if step.through_screen else ""
        limit = f"up to {OSC52_MOST // 1000} kB"
        return f"OSC 52 to the terminal{through} ({limit}; the terminal never says whether it took it)"
    return " ".join(step.command)


def _tmux_option(name: str) -> str:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(("tmux", "show", "-sv", name), capture_output=True, text=True, timeout=2, check=False)
        return done.stdout.strip()
    return ""


def _index(paths: Sequence[Path]) -> Iterator[Finding]:
    from inyo.index.library import Library

    settings = config.load()
    library = Library.open(paths, synonyms=settings.synonyms, aliases=settings.aliases)
    try:
        for well, text in library.health():
            yield "index", well, text
        for notice in library.notices():
            yield "index", False, notice
    finally:
        library.close()


def ambiguous_width() -> int | None:
    """Cells that this terminal gives a character of ambiguous width (UAX #11), by asking where its cursor went.

    None when standard input and output are no terminal or it does not answer.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    import termios
    import tty

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard, termios.TCSAFLUSH)
        sys.stdout.write(f"\r{_AMBIGUOUS}\x1b[6n")
        sys.stdout.flush()
        reply, end = b"", time.monotonic() + _SECONDS
        while not (found := _REPLY.search(reply)):
            left = end - time.monotonic()
            if left <= 0 or not select.select([keyboard], [], [], left)[0]:
                return None
            reply += os.read(keyboard, 64)
        return int(found[2]) - 1
    finally:
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
