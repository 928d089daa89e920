"""Random keys into the real program: `python -m tests.bench.fuzz_keys [KEYS] [SEED]`; how often and how it died."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.tui.test_supervisor import Terminal, pump


def run(count: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder, home = Path(name) / "docs", Path(name) / "home"
        folder.mkdir()
        home.mkdir()
        for number in range(6):
            lines = "".join(f"{number}の港で{line}番目の灯台を見た町長は「直す」と話した。\n\n" for line in range(30))
            (folder / f"{number}.txt").write_text(f"港の話{number}\n\n{lines}")

        def make() -> Terminal:
            terminal = Terminal(folder, home)
            if not terminal.shows("6 documents"):
                raise SystemExit("the explorer does not open")
            return terminal

        deaths, quits = pump(make, folder, count, seed)
    print(f"{count} keys, seed {seed}: {len(deaths)} deaths, {quits} times left by a menu", *deaths, sep="\n")
    return bool(deaths)


if __name__ == "__main__":
    sys.exit(run(*(int(value) for value in [*sys.argv[1:], *("20000", "1")[len(sys.argv) - 1 :]][:2])))
