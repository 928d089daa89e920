"""What one large document costs: `python -m tests.bench.large [MB…] [--corpus DIR]`.

Texts of so many megabytes (2.5, 10 and 20), made of the plain texts of a folder (default: the demo collection and,
where it is, $INYO_SHARED/aozora; again and again), each analysed by a worker of its own as in a build: CPU seconds,
also by megabyte (level where time is linear), and the largest private memory of the worker (what it shares, the
dictionary above all, left out) beside 15 times the size and 150 MB.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from itertools import cycle
from pathlib import Path

from inyo.index.engine.local.worker_pool import analyse_all
from inyo.index.reading.documents import read_text
from tests.bench.memory import Peak, private_below
from tests.bench.scale import books
from tests.bench.tables import Table, show

SIZES = (2.5, 10.0, 20.0)
TIMES, BESIDE = 15, 150
"""What is allowed: so many times the size, and so many megabytes."""
_EVERY = 0.1


def write_text(file: Path, size: int, corpus: Path | None) -> None:
    """A text of so many bytes of UTF-8."""
    left = size
    with file.open("wb") as text:
        for book in cycle([found for found in books(corpus) if found.suffix == ".txt"]):
            content = (read_text(book).text + "\n\n").encode("utf-8", "replace")
            text.write(content[:left].decode("utf-8", "ignore").encode())
            left -= len(content)
            if left <= 0:
                return


def measure(file: Path) -> tuple[float, float]:
    """CPU seconds and megabytes of the worker that analyses a file."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Peak(private_below, _EVERY) as memory:
        (answer,) = analyse_all({str(file): file.stat().st_size}, lambda: False, processes=1)
    if not answer.blocks:
        raise SystemExit(f"{file} was not analysed: {answer.problem}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, memory.peak


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.large", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=float, default=SIZES, metavar="MB")
    parser.add_argument("--corpus", type=Path, help="a folder of texts")
    options = parser.parse_args()
    if not Path("/proc/self/smaps_rollup").exists():
        raise SystemExit("memory is read from /proc, which this system does not have")
    table = Table("one large document, analysed by one worker")
    with tempfile.TemporaryDirectory(prefix="inyo-large-") as folder:
        for size in options.sizes:
            file = Path(folder) / f"{size:g}.txt"
            write_text(file, int(size * 1e6), options.corpus)
            seconds, megabytes = measure(file)
            table.rows.append(
                {
                    "MB": f"{size:g}",
                    "CPU s": f"{seconds:.1f}",
                    "CPU s/MB": f"{seconds / size:.2f}",
                    "peak MB": f"{megabytes:.0f}",
                    "allowed": f"{TIMES * size + BESIDE:.0f}",
                }
            )
    show(table, 0)


if __name__ == "__main__":
    main()
