"""Very many small files: `python -m tests.bench.small_files [--files N] [--keep FOLDER]`.

N files of a title and two paragraphs, drawn from the demo collection, are indexed; then, each in a process of its own
(CPU seconds, of this process and its children; by the clock behind): nothing has changed; the first search; one file
has changed, one is new, one is gone, each until it is noticed, from then on until it is found, and until all is worked
out that depends on all files (who is who); and the first search after that.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inyo.index.library import Library
from inyo.index.reading.documents import read_all
from inyo.index.values.progress import Progress
from tests.bench.memory import kept
from tests.bench.tables import Table, show
from tests.paths import ROOT

WORD = "灯台守"
"""What the changes are found by."""


def lay_out(folder: Path, count: int) -> None:
    """The files, in folders of a thousand."""
    chance = random.Random(17)
    texts = [one.text for path in sorted((ROOT / "seeds").glob("*.txt")) for one in read_all(path)]
    lines = [line for text in texts for line in text.split("\n") if 20 <= len(line) <= 200]
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        title = chance.choice(lines)[: chance.randrange(8, 24)]
        text = "\n\n".join([f"{title}{number}", chance.choice(lines), chance.choice(lines)])
        (place / f"{number:06}.txt").write_text(f"{text}\n")


def now() -> tuple[float, float]:
    """CPU seconds, of this process and its children, and seconds of the clock."""
    return sum(os.times()[:4]), time.perf_counter()


def since(began: tuple[float, float]) -> tuple[float, float]:
    """What has passed of both."""
    return now()[0] - began[0], now()[1] - began[1]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds and seconds of the clock."""
    began = now()
    work()
    return since(began)


def updated(library: Library) -> dict[str, tuple[float, float]]:
    """An update: until what changed is noticed, from then on until it is found, and all of it."""
    rows: dict[str, tuple[float, float]] = {}
    began = at = now()

    def heard(progress: Progress) -> None:
        nonlocal at
        if progress.phase == "read" and "noticed" not in rows:
            rows["noticed"], at = since(began), now()
        if progress.phase == "link":
            library.search(WORD)
            rows["found"] = since(at)

    rows["update"] = timed(lambda: library.update(heard))
    return rows


def measured(what: str, documents: Path, cache: Path) -> dict[str, tuple[float, float]]:
    """One row, in a process of its own."""
    first = documents / "000"
    if what == "one changed":
        (first / "000000.txt").write_text(f"変わった港\n\n{WORD}が一人いた。\n\n村井市長は「{WORD}だ」と述べた。\n")
    elif what == "one new":
        (first / "zzz.txt").write_text(f"新しい港\n\n{WORD}が二人いた。\n")
    elif what == "one gone":
        (first / "zzz.txt").unlink()
    library = Library.open([documents], cache=cache, data=cache / "data")
    rows = {"opening": timed(library.documents)}
    if what == "again, in one process":
        library.update()
        library.search("町")
        library.people()
        (first / "000001.txt").write_text(f"変わった海\n\n{WORD}が三人いた。\n")
    if what != "search":
        rows |= updated(library)
    rows["search"] = timed(lambda: library.search(WORD))
    rows["another"] = timed(lambda: library.search("町"))
    rows["people"] = timed(library.people)
    return rows


_STEPS = ("nothing changed", "search", "one changed", "search", "one new", "one gone", "again, in one process")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.small_files", description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="where documents and index are kept, and taken from where they are")
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.step:
        what, documents, cache = chosen.step
        rows = measured(what, Path(documents), Path(cache))
        print(json.dumps({"rows": rows, "memory": kept("self", "status", "VmHWM:")}))
        return
    with tempfile.TemporaryDirectory(prefix="inyo-small-") as name:
        folder = chosen.keep.resolve() if chosen.keep else Path(name)
        documents, cache = folder / "documents", folder / "cache"
        if not documents.exists():
            lay_out(documents, chosen.files)
        library = Library.open([documents], cache=cache, data=cache / "data")
        built = timed(library.update)
        library.search(WORD)
        library.people()
        print(f"{len(library.documents()):,} files indexed in {built[0]:.1f} s of CPU, {built[1]:.1f} by the clock")
        library.close()
        table = Table("CPU seconds / by the clock")
        for what in _STEPS:
            command = [sys.executable, "-m", "tests.bench.small_files", "--step", what, str(documents), str(cache)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
            found: dict[str, Any] = json.loads(done.stdout)
            row: dict[str, Any] = {"": f"{what:<22}"}
            for each in ("opening", "noticed", "found", "update", "search", "another", "people"):
                cpu, clock = found["rows"].get(each, (0.0, 0.0))
                row[each] = f"{cpu:.2f} / {clock:.2f}"
            table.rows.append({**row, "peak MB": f"{found['memory']:.0f}"})
        show(table, 0)


if __name__ == "__main__":
    main()
