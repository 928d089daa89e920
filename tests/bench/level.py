"""Whether use keeps its level: `python -m tests.bench.level [UPDATES]` changes a document, updates and searches, over
and over in one process, and prints descriptors and memory. Every update after the thirtieth should cost neither."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path

from inyo.index.library import Library

EVERY = 30


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def memory() -> float:
    """Megabytes in use."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(updates: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        for number in range(30):
            text = "".join(f"{number}番の灯台から{line}番目の船が見えた。\n\n" for line in range(40))
            (folder / "docs" / f"{number}.txt").write_text(text)
        library = Library.open([folder / "docs"], cache=folder / "cache", data=folder / "data")
        gc.freeze()
        print("updates  segments  descriptors  MB")
        for turn in range(1, updates + 1):
            (folder / "docs" / f"{turn % 30}.txt").write_text(f"港の話\n\n{turn}番目の灯台が見える。\n")
            library.update()
            library.search("灯台 見える")
            library.people()
            if turn % EVERY == 0:
                print(f"{turn:7}  {len(library._store.segments()):8}  {descriptors():11}  {memory():.0f}", flush=True)


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
