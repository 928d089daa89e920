"""Measure what the explorer sends to the terminal, and how soon, against the budgets of the design.

    python -m tests.bench.terminal [PATH…]

PATH is a collection (default: the demo). Each measure is taken through a pseudo-terminal with TERM=xterm-256color.
Exit status 1 if a budget is exceeded.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import terminal_lists
from tests.bench.pty_terminal import PtyTerminal, Sent

ROOT = Path(__file__).resolve().parents[2]
SCREENFUL = 600
"""Bytes that a first paint has at least; what comes before are questions to the terminal."""
PAINTED = "search"
STAGES = {
    PAINTED: "first paint",
    "paragraphs": "first paint, documents counted",
    "People": "first paint, people listed",
}
"""What stands on the screen at the first paint, when the documents have been counted, and when those are listed whom
they name; in English, and in this order."""
STARTS = 15
"""How often the first paint is measured."""
TAB, ENTER, UP, DOWN, CLEAR = "\t", "\r", "\x1b[A", "\x1b[B", "\x15"


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table. A budget of 0 with `bounded` False is for information only."""

    name: str
    value: float
    unit: str
    budget: float
    bounded: bool = True

    @property
    def kept(self) -> bool:
        """Whether the budget is kept."""
        return not self.bounded or self.value <= self.budget

    def __str__(self) -> str:
        verdict = ("ok" if self.kept else "OVER") if self.bounded else ""
        budget = f"{self.budget:,.4g}" if self.bounded else ""
        return f"{self.name:<58}{self.value:>10,.4g} {self.unit:<7}{budget:>8} {verdict}"


def worst(
    name: str, sent: list[Sent], size: float, milliseconds: float | None, frames: int | None
) -> Iterator[Measure]:
    """The bytes, time and frames of what was done several times; nothing of what could not be done (pages of a short
    text)."""
    if not sent:
        return
    silent = sum(not each.size for each in sent)
    if silent:
        yield Measure(f"{name}: times that nothing was drawn, of {len(sent)}", silent, "", 0)
    sent = [each for each in sent if each.size] or sent
    yield Measure(f"{name}: median", statistics.median(each.size for each in sent), "B", size)
    yield Measure(f"{name}: most", max(each.size for each in sent), "B", 0, bounded=False)
    last = statistics.median(each.last for each in sent) * 1000
    yield Measure(f"{name}: time", last, "ms", milliseconds or 0, bounded=milliseconds is not None)
    if frames is not None:
        yield Measure(f"{name}: frames", max(each.frames for each in sent), "", frames)


def widgets(columns: int, rows: int) -> Iterator[Measure]:
    """The widgets alone."""
    at = f"{columns}x{rows}"
    with PtyTerminal([sys.executable, "-m", "tests.bench.widgets_app"], columns, rows) as terminal:
        terminal.read(0.5)
        listed = terminal.after("R")
        yield Measure(f"{at} 100,000 rows: shown", listed.last * 1000, "ms", 50)
        yield from worst(
            f"{at} ↓ in 100,000 rows",
            [terminal.after(DOWN, 0.1) for _ in range(20)],
            600 if columns < 100 else 1000,
            20,
            1,
        )
        last = terminal.after("G")
        yield Measure(f"{at} 100,000 rows: to the last", last.last * 1000, "ms", 50)
        said = [terminal.after("S", 0.1) for _ in range(5)]
        yield from worst(f"{at} status message", said, 300, None, 1)
        before = terminal.memory()
        opened = terminal.after("O", 0.5)
        yield Measure(f"{at} 1 MB document: opened in the middle", opened.last * 1000, "ms", 300)
        pages = [terminal.after(" ", 0.1) for _ in range(10)]
        yield from worst(f"{at} page of text", pages, 5_000 if columns < 100 else 10_000, None, 1)
        hits = [terminal.after("n", 0.1) for _ in range(10)]
        yield from worst(f"{at} next hit", hits, 5_000 if columns < 100 else 10_000, None, 1)
        end = terminal.after("G")
        yield Measure(f"{at} 1 MB document: to its end", end.last * 1000, "ms", 300)
        yield Measure(f"{at} 1 MB document: memory", (terminal.memory() - before) / 1e6, "MB", 10)
        yield Measure(f"{at} widgets idle for 3 s", terminal.read(3, 3).size, "B", 0)


def starts(paths: list[str], columns: int, rows: int, folders: dict[str, str]) -> Iterator[Measure]:
    """The first paint, and when the documents are counted on it and those are there whom they name: by the clock and
    of a processor, the least, the median and the most of several starts. One goes before, which compiles."""
    taken: dict[str, tuple[list[float], list[float]]] = {text: ([], []) for text in STAGES}
    for number in range(STARTS + 1):
        with PtyTerminal([sys.executable, "-m", "inyo.tui", *paths], columns, rows, folders) as terminal:
            sent = None
            for text, (clock, busy) in taken.items():
                sent = terminal.until(text, sent)
                if number:
                    clock.append(sent.last)
                    busy.append(terminal.processor_time())
    for text, name in STAGES.items():
        for way, found in zip(("by the clock", "of a processor"), taken[text], strict=True):
            at, bounded = f"{columns}x{rows} {name} {way}", (text, way) == (PAINTED, "by the clock")
            yield Measure(f"{at}: least of {STARTS}", min(found), "s", 0, bounded=False)
            yield Measure(f"{at}: median", statistics.median(found), "s", 0.6, bounded=bounded)
            yield Measure(f"{at}: most", max(found), "s", 0, bounded=False)


def explorer(
    paths: list[str], query: str, columns: int, rows: int, folders: dict[str, str], idle: float
) -> Iterator[Measure]:
    """The real program on a collection whose index is up to date."""
    at = f"{columns}x{rows}"
    small = columns < 100
    yield from starts(paths, columns, rows, folders)
    with PtyTerminal([sys.executable, "-m", "inyo.tui", *paths], columns, rows, folders) as terminal:
        first = terminal.read(0.05, 10, terminal.started, least=SCREENFUL)
        yield Measure(f"{at} first paint", first.size, "B", 30_000, bounded=small)
        settled = terminal.read(1.5, 30)
        yield Measure(f"{at} first paint to ready, all in all", first.size + settled.size, "B", 0, bounded=False)
        terminal.after(TAB, 0.5)
        panes = [terminal.after(key, 0.4) for key in ("3", "2", "4", "3", "1")]
        yield from worst(f"{at} change of pane", panes, 14_000 if small else 40_000, None, 2)
        terminal.after("g", 0.3, 1.0)
        downs = [terminal.after(DOWN, 0.1) for _ in range(12)]
        yield from worst(f"{at} ↓ in documents", downs, 600 if small else 1000, 20, None)
        yield from worst(f"{at} document opened", [terminal.after(ENTER, 0.5)], 30_000, 300, None)
        pages = [page for _ in range(6) if (page := terminal.after(" ", 0.3, 1.0)).size]
        yield from worst(f"{at} page of text", pages, 5_000 if small else 10_000, None, None)
        terminal.after("/", 0.5)
        echoes = []
        for key in "minatonokiri":
            echoes.append(terminal.after(key, 0.0, 2.0).first * 1000)
            time.sleep(0.12)
        yield Measure(f"{at} key echo while a search runs: median", statistics.median(echoes), "ms", 50)
        yield Measure(f"{at} key echo while a search runs: longest", max(echoes), "ms", 100)
        terminal.read(0.5, 5)
        terminal.after(CLEAR, 0.5)
        terminal.after(query, 0.8)
        terminal.after(ENTER, 0.5)
        if not small:  # where the text stands beside the lists it follows them
            terminal.after("p", 0.8)
        downs = [terminal.after(DOWN, 0.3) for _ in range(8)]
        yield from worst(f"{at} ↓ in results", downs, 600 if small else 1000, None, None)
        terminal.after("p", 0.8)
        previews = [terminal.after(UP, 0.5) for _ in range(6)]
        yield from worst(f"{at} ↑ in results with the preview", previews, 6_000 if small else 12_000, None, None)
        terminal.after("p", 0.5)
        terminal.read(6, 6)  # until the last message has left
        terminal.read(1, 2)
        yield Measure(f"{at} idle for {idle:.0f} s", terminal.read(idle, idle).size, "B", 0)
        for size in ((40, 12), (1, 1), (columns, rows)):
            terminal.resize(*size)
            terminal.read(0.3, 3)
        yield Measure(f"{at} ended by a resize to 40x12 and 1x1", 0 if terminal.alive() else 1, "", 0)


def letters(paths: list[str], columns: int, rows: int, folders: dict[str, str]) -> Iterator[Measure]:
    """What a typed letter sends with all that it paints."""
    at = f"{columns}x{rows} a typed letter, all that it paints"
    with PtyTerminal([sys.executable, "-m", "inyo.tui", *paths], columns, rows, folders) as terminal:
        terminal.read(2.0, 30, least=SCREENFUL)
        sent, busy = terminal_lists.typed(terminal)
    sizes, small = sorted(each.size for each in sent), columns < 100
    yield Measure(f"{at}: median of {len(sent)}", statistics.median(sizes), "B", 3_500, bounded=small)
    yield Measure(f"{at}: 95 %", sizes[int(0.95 * len(sizes))], "B", 0, bounded=False)
    yield Measure(f"{at}: of a processor, median", statistics.median(busy), "ms", 0, bounded=False)


def lists(columns: int, rows: int, folders: dict[str, str], home: str) -> Iterator[Measure]:
    """A concordance and a dossier."""
    folder = Path(home) / "lists"
    if not folder.exists():
        terminal_lists.write_collection(folder)
        _index([str(folder)], folders)
    for name, value, unit, budget in terminal_lists.studies(str(folder), columns, rows, folders):
        yield Measure(name, value, unit, budget, bounded=budget > 0)


def _index(paths: list[str], folders: dict[str, str]) -> None:
    command = [sys.executable, "-m", "inyo.tui", "index", *paths]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **folders}, check=False)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table; 1 if a budget is exceeded."""
    parser = argparse.ArgumentParser(description="what the explorer sends to a terminal, and how soon")
    parser.add_argument("paths", nargs="*", default=[str(ROOT / "seeds")], metavar="PATH")
    parser.add_argument("--sizes", default="80x24,120x40", help="default: %(default)s")
    parser.add_argument("--query", default="港", help="a word with several hits; default: %(default)s")
    parser.add_argument("--fresh", action="store_true", help="index anew, not in the cache of the reader")
    parser.add_argument("--idle", type=float, default=10.0, help="seconds; default: %(default)s")
    parser.add_argument("--only", choices=("widgets", "explorer", "letters", "lists"))
    options = parser.parse_args(arguments)
    sizes = [tuple(map(int, size.split("x"))) for size in options.sizes.split(",")]
    kept = True
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        kinds = ("CACHE", "CONFIG", "DATA", "STATE")
        # what is indexed already is not indexed again
        folders = {f"XDG_{kind}_HOME": f"{home}/{kind.lower()}" for kind in kinds if options.fresh or kind != "CACHE"}
        folders["PYTHONPYCACHEPREFIX"] = f"{home}/bytecode"
        if options.only not in ("widgets", "lists"):
            _index(options.paths, folders)
        for columns, rows in sizes:
            folders["XDG_STATE_HOME"] = f"{home}/state-{columns}x{rows}"  # each size begins as it was never left
            measured: dict[str, Callable[[], Iterator[Measure]]] = {
                "widgets": partial(widgets, columns, rows),
                "explorer": partial(explorer, options.paths, options.query, columns, rows, folders, options.idle),
                "letters": partial(letters, options.paths, columns, rows, folders),
                "lists": partial(lists, columns, rows, folders, home),
            }
            for name, measure in measured.items():
                if options.only not in (None, name):
                    continue
                for each in measure():
                    print(each, flush=True)
                    kept &= each.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
