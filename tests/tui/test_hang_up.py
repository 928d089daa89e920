"""Wherever one is when the line breaks or the program is killed: the terminal is given back, and the place is kept."""

from __future__ import annotations

import os
import pty
import signal
import termios
from pathlib import Path

import pytest

from inyo.tui.keep import session
from inyo.tui.keep.session import Place
from tests.tui.test_terminal import PROGRAM, Terminal
from tests.waiting import until

SUPERVISED = (
    "import sys; from inyo.tui.terminal import screen\n"
    "try:\n    status = screen.supervised()\n"
    "except screen.Died as died:\n    sys.exit(f'it died of {died.name}')\n"
    "if status is not None:\n    sys.exit(status)\n" + PROGRAM
)
READING = "知事は「急がない」"
PLACES = {
    # from the text: the keys, each with what is on the screen after it; the pane that is kept
    "the search box": ([("/", "Enter to the list")], "search"),
    "the first screen": ([("0", "0 Start")], "start"),
    "documents": ([("1", "1 Documents")], "documents"),
    "results": ([("2", "p preview")], "results"),
    "the text": ([("v", "Sentence selected")], "reader"),
    "quotations": ([("4", "Enter go there")], "quotations"),
    "people": ([("5", "Enter passages")], "people"),
    "a concordance": ([("2", "p preview"), ("c", "5 lines")], "concordance"),
    "a dossier": ([("4", "Enter go there"), ("i", "2 statements")], "dossier"),
    "a filter": ([("1", "1 Documents"), ("\\", "Filter:")], "documents"),
    "finding in the text": ([("f", "Find in this")], "reader"),
    "going to a place": ([(":", "Go to")], "reader"),
    "naming a speaker": ([("4", "Enter go there"), ("s", "Speaker (")], "quotations"),
    "writing a note": ([("4", "Enter go there"), ("m", "1 marked"), ("c", "Note (")], "quotations"),
    "the keys": ([("?", "Keys: Text")], "reader"),
    "all commands": ([("\x10", "Commands")], "reader"),
    "the query as understood": ([("=", "How this was understood")], "reader"),
    "queries asked before": ([("\x12", "Queries asked before")], "reader"),
    "narrowing": ([("2", "p preview"), ("F", "Narrow (")], "results"),
    "the kinds that are shown": ([("4", "Enter go there"), ("t", "What the quotations")], "quotations"),
    "an export": ([("4", "Enter go there"), ("E", "Write these")], "quotations"),
    "words beside a match": ([("2", "p preview"), ("c", "5 lines"), ("#", "Words near")], "concordance"),
    "an entry that is parted": ([("5", "Enter passages"), ("S", "somebody else than")], "people"),
}
Steps = list[tuple[str, str]]


def gone_to(steps: Steps, program: str = PROGRAM) -> Terminal:
    """An explorer that reads a document and has gone on from there."""
    started = Terminal(program=program)
    assert started.shows("3 documents")
    for keys, shown in [("港\r\r", READING), *steps]:
        os.write(started.descriptor, keys.encode())
        assert started.shows(shown), started.screen.text
    return started


def kept() -> Place:
    return session.load().place([Path("/collection")])


def flags(descriptor: int) -> int:
    """How a terminal takes what is typed: line by line, echoed."""
    return int(termios.tcgetattr(descriptor)[3])


def is_restored(terminal: Terminal) -> bool:
    sent, pair = terminal.sent, pty.openpty()
    new = flags(pair[0])
    for descriptor in pair:
        os.close(descriptor)
    ends = all(sent.rfind(end) > sent.rfind(begin) for begin, end in ((b"[?1049h", b"[?1049l"), (b"[?25l", b"[?25h")))
    return ends and b"[?2004l" in sent and flags(terminal.descriptor) == new


@pytest.mark.parametrize(("steps", "pane"), PLACES.values(), ids=PLACES)
def test_a_hang_up_gives_the_terminal_back_and_keeps_the_place(steps: Steps, pane: str) -> None:
    started = gone_to(steps)
    os.kill(started.pid, signal.SIGHUP)
    assert started.status() == 128 + signal.SIGHUP
    assert is_restored(started)
    assert (kept().view.focus, kept().view.query, kept().view.file) == (pane, "港", "港.txt")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to find processes")
@pytest.mark.parametrize("where", ["a dossier", "writing a note", "the keys"])
def test_a_kill_gives_the_terminal_back_and_keeps_the_place_of_the_last_seconds(where: str) -> None:
    steps, pane = PLACES[where]
    started = gone_to(steps, SUPERVISED)
    until(lambda: kept().view.focus == pane)
    os.kill(int(Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text().split()[0]), signal.SIGKILL)
    assert started.status() == 1 and b"it died of SIGKILL" in started.sent
    assert is_restored(started)
    assert (kept().view.focus, kept().view.file) == (pane, "港.txt")
