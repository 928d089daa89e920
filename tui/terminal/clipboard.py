"""Copying to the clipboard of the machine in front of the reader, over SSH, tmux and screen.

`plan` decides and knows no terminal; `copy` carries the plan out. OSC 52 has no answer, so what goes that way is
"sent", never "copied".
"""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from inyo.index.own.atomic_files import own_folder, replace_file

Setting = Literal["auto", "osc52", "tmux", "tool", "command", "off"]
SETTINGS: tuple[Setting, ...] = ("auto", "osc52", "tmux", "tool", "command", "off")

OSC52_MOST = 700_000
"""Bytes of text beyond which OSC 52 is refused: terminals drop such a sequence without a word."""
OSC52_DOUBTFUL = 74_000
"""Bytes of text beyond which many terminals are known to cut or drop OSC 52."""
SCREEN_CHUNK = 700
"""Bytes of a DCS string that GNU screen passes on: its own limit is 768."""
SECONDS = 5.0
"""How long a clipboard program may take."""

_TOOLS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # needs this variable, program, arguments
    ("", "pbcopy", ()),
    ("WAYLAND_DISPLAY", "wl-copy", ()),
    ("DISPLAY", "xclip", ("-selection", "clipboard", "-in")),
    ("DISPLAY", "xsel", ("--clipboard", "--input")),
    ("", "clip.exe", ()),
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Run:
    """Feed the text to a program's standard input."""

    command: tuple[str, ...]
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Osc52:
    """Send the text to the terminal in an OSC 52 sequence, for GNU screen wrapped in DCS strings."""

    through_screen: bool = False


@dataclass(frozen=True, slots=True)
class Refuse:
    """Send nothing: "too-large" for OSC 52, "no-tmux", "no-tool" or "off"."""

    reason: Literal["too-large", "no-tmux", "no-tool", "off"]


Step = Run | Osc52 | Refuse


@dataclass(frozen=True, slots=True)
class CopyResult:
    """What became of a copy.

    `outcome`: "copied" (a program took it), "sent" (OSC 52: nobody can know), "refused" or "failed". `route` is the
    program's name, "OSC 52", or the reason of a refusal. `doubtful` when the size is beyond what many terminals take;
    `file` is the file that holds the text in any case (None if it could not be written); `left_out` counts the control
    characters that were not copied.
    """

    outcome: Literal["copied", "sent", "refused", "failed"]
    route: str
    size: int
    doubtful: bool = False
    file: Path | None = None
    left_out: int = 0


def plan(
    environment: Mapping[str, str],
    setting: Setting,
    size: int,
    *,
    command: Sequence[str] = (),
    which: Callable[[str], str | None] = shutil.which,
    platform: str = sys.platform,
) -> tuple[Step, ...]:
    """The steps to try in order until one succeeds, for a text of `size` bytes of UTF-8."""
    if setting == "off":
        return (Refuse("off"),)
    if setting == "command":
        return (Run(tuple(command)),) if command else (Refuse("no-tool"),)
    if setting == "tmux":
        return _tmux() if environment.get("TMUX") else (Refuse("no-tmux"),)
    if setting == "tool":
        return _tools(environment, which, platform) or (Refuse("no-tool"),)
    osc = _osc52(environment, size)
    if setting == "osc52":
        return osc
    if environment.get("TMUX"):
        return (*_tmux(), *osc)
    if environment.get("STY") or environment.get("SSH_TTY") or environment.get("SSH_CONNECTION"):
        return osc
    return (*_tools(environment, which, platform), *osc)


def _tmux() -> tuple[Step, ...]:
    # -w also sets the outer terminal's clipboard; tmux before 3.2 does not know it, and its buffer is better than none
    return Run(("tmux", "load-buffer", "-w", "-")), Run(("tmux", "load-buffer", "-"))


def _osc52(environment: Mapping[str, str], size: int) -> tuple[Step, ...]:
    if size > OSC52_MOST:
        return (Refuse("too-large"),)
    return (Osc52(through_screen=bool(environment.get("STY")) and not environment.get("TMUX")),)


def _tools(environment: Mapping[str, str], which: Callable[[str], str | None], platform: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    for variable, program, arguments in _TOOLS:
        if variable and not environment.get(variable):
            continue
        if program == "pbcopy" and platform != "darwin":
            continue
        if program == "clip.exe" and not environment.get("WSL_DISTRO_NAME"):
            continue
        if which(program):
            steps.append(Run((program, *arguments), "utf-16" if program == "clip.exe" else "utf-8"))
    return tuple(steps)


def osc52(text: str, *, through_screen: bool = False) -> str:
    """The escape sequence that asks a terminal to put `text` on the clipboard."""
    payload = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    sequence = f"\x1b]52;c;{payload}\x07"
    if not through_screen:
        return sequence
    chunks = (sequence[at : at + SCREEN_CHUNK] for at in range(0, len(sequence), SCREEN_CHUNK))
    return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)


def safe(text: str) -> str:
    """`text` without control characters other than newline and tab, which pasted into a shell could run something, and
    without those that turn the direction of text. What else is invisible belongs to the text and stays."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n"))


def controls_in(text: str) -> int:
    """How many characters `safe` leaves out, line ends aside."""
    return len(_CONTROLS.findall(text.replace("\r\n", "\n")))


def last_copy_file() -> Path:
    """The file that always holds the last copy."""
    return own_folder("state") / "last-copy.txt"


def copy(
    text: str, steps: Sequence[Step], write: Callable[[str], None], run: Callable[[Run, str], bool] | None = None
) -> CopyResult:
    """Carry out a plan: try its steps until one succeeds. `write` sends raw characters to the terminal.

    The text is also kept in `last_copy_file()`. Never raises for what a clipboard program or a disk does.
    """
    left_out, text = controls_in(text), safe(text)
    file: Path | None = last_copy_file()
    try:
        replace_file(last_copy_file(), text.encode("utf-8", "replace"))
    except OSError:
        file = None
    size = len(text.encode("utf-8", "replace"))
    result = CopyResult("failed", "", size, file=file, left_out=left_out)
    for step in steps:
        if isinstance(step, Refuse):
            if result.route:  # a program failed before: that is the news
                return result
            return replace(result, outcome="refused", route=step.reason)
        if isinstance(step, Osc52):
            write(osc52(text, through_screen=step.through_screen))
            return replace(result, outcome="sent", route="OSC 52", doubtful=size > OSC52_DOUBTFUL)
        if (run or _run)(step, text):
            return replace(result, outcome="copied", route=step.command[0])
        result = replace(result, route=step.command[0])
    return result


def _run(step: Run, text: str) -> bool:
    try:
        # the output is closed: xclip and wl-copy stay behind to serve the selection and would hold a pipe open
        done = subprocess.run(
            step.command,
            input=text.encode(step.encoding, "replace"),
            timeout=SECONDS,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return False
    return done.returncode == 0
