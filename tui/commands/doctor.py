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

from inyo.tui.commands.output import Exit, shown_line
from inyo.tui.keep import config
from inyo.tui.messages import Messages
from inyo.tui.terminal import screen
from inyo.tui.terminal.cells import cell_width
from inyo.tui.terminal.clipboard import OSC52_MOST, Osc52, Refuse, Step, plan

_REPLY = re.compile(rb"\x1b\[(\d+);(\d+)R")
_AMBIGUOUS = "※"
_SECONDS = 0.5


def examine(paths: Sequence[Path], say: Messages, engine: str | None = None) -> Exit:
    """Print the findings; FOUND when all is well, NOTHING when something needs a hand."""
    findings = [*_terminal(os.environ, say), *_locale(say), *_clipboard(os.environ, say), *_index(paths, say, engine)]
    for topic, well, text in findings:
        name = say(f"doctor.{topic}")
        print(f"{'ok ' if well else '!! '} {name}{' ' * (11 - cell_width(name))}{shown_line(text)}")
    return Exit.FOUND if all(well for _, well, _ in findings) else Exit.NOTHING


Finding = tuple[str, bool, str]


def _terminal(environment: Mapping[str, str], say: Messages) -> Iterator[Finding]:
    problem = screen.obstacle(environment, sys.stdin, sys.stdout, sys.stderr)
    if problem:
        yield "terminal", False, say.sentence(problem).removeprefix("inyo: ")
        return
    size = shutil.get_terminal_size()
    inside = [
        name for name, key in (("tmux", "TMUX"), ("screen", "STY"), ("ssh", "SSH_CONNECTION")) if environment.get(key)
    ]
    where = say("doctor.inside", where=", ".join(inside)) if inside else ""
    true_colour = environment.get("COLORTERM") in ("truecolor", "24bit")
    colours = say("doctor.true") if true_colour else say("doctor.colours", count=_colours(environment))
    seen = {"term": environment.get("TERM"), "columns": size.columns, "lines": size.lines, "colours": colours}
    yield "terminal", True, say("doctor.is", **seen, where=where)
    width = ambiguous_width()
    setting = config.load().ambiguous_width
    if width is None:
        yield "width", True, say("doctor.silent")
        return
    advice = "" if width == setting else say("doctor.set_width", width=width, file=config.config_file())
    yield "width", width == setting, say("doctor.cells", mark=_AMBIGUOUS, width=width) + advice


def _colours(environment: Mapping[str, str]) -> int:
    return 256 if "256" in environment.get("TERM", "") else 16


def _locale(say: Messages) -> Iterator[Finding]:
    encoding = locale.getencoding()
    well = encoding.lower().replace("-", "") == "utf8"
    yield "locale", well, encoding if well else say("doctor.garbled", encoding=encoding)


def _clipboard(environment: Mapping[str, str], say: Messages) -> Iterator[Finding]:
    settings = config.load()
    steps = plan(environment, settings.clipboard, 0, command=settings.clipboard_command)
    way = say("doctor.else").join(_described(step, say) for step in steps)
    yield "clipboard", not isinstance(steps[0], Refuse), way
    if environment.get("TMUX") and (mode := _tmux_option("set-clipboard")):
        yield "clipboard", mode != "off", say("doctor.tmux_off") if mode == "off" else say("doctor.tmux", mode=mode)


def _described(step: Step, say: Messages) -> str:
    """A step of a clipboard plan in words."""
    if isinstance(step, Refuse):
        return say(f"refused.{step.reason}")
    if isinstance(step, Osc52):
        through = say("doctor.through") if step.through_screen else ""
        return say("doctor.osc52", through=through, most=OSC52_MOST // 1000)
    return " ".join(step.command)


def _tmux_option(name: str) -> str:
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(("tmux", "show", "-sv", name), capture_output=True, text=True, timeout=2, check=False)
        return done.stdout.strip()
    return ""


def _index(paths: Sequence[Path], say: Messages, engine: str | None) -> Iterator[Finding]:
    from inyo.index.library import Library

    settings = config.load()
    engine = settings.engine if engine is None else engine
    library = Library.open(paths, synonyms=settings.synonyms, aliases=settings.aliases, engine=engine)
    try:
        for well, text in library.health():
            yield "index", well, say.sentence(text)
        for notice in library.notices():
            yield "index", False, say.sentence(notice)
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
