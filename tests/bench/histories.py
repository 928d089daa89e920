"""Any life of a collection answers as a rebuild does: `python -m tests.bench.histories [--seconds N] [--seed S]`.

Hypothesis for N seconds of CPU: files of several kinds are written, changed, renamed, copied, touched, deleted, updates
stopped on their way, segments joined, the collection opened anew, people and quotations corrected; then all that can be
asked of it (hits, scores to 1e-9, marks, facets, people, quotations) is asked of it and of an index made at once.
Prints how many lives were lived, of what steps, in how many segments they ended, and the shortest life of each finding.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

from inyo.index.engine.local.store import Store
from tests.histories import STEPS, History, Step, answers

EACH = 40
"""Lives of one seed."""


class Run:
    """What was lived so far, and what was found."""

    def __init__(self) -> None:
        self.lives = 0
        self.steps: Counter[str] = Counter()
        self.segments: Counter[int] = Counter()
        self.documents = 0
        self.found: dict[str, list[Step]] = {}

    def live(self, steps: list[Step]) -> None:
        """One life, compared with a rebuild."""
        self.lives += 1
        self.steps.update(what for what, _ in steps)
        with tempfile.TemporaryDirectory(prefix="inyo-life-") as name:
            for kind in self.differences(Path(name), steps):
                if kind not in self.found or len(repr(steps)) < len(repr(self.found[kind])):
                    self.found[kind] = steps
                    print(f"    {kind}: {steps}", flush=True)

    def differences(self, folder: Path, steps: list[Step]) -> list[str]:
        """What answers otherwise than a rebuild does."""
        history = History(folder)
        try:
            history.carry_out(steps)
            before = answers(history.library)
            rebuilt = history.open("other")
            rebuilt.update()
            after = answers(rebuilt)
        except Exception as error:
            return [f"{type(error).__name__}: {error}"]
        store = history.library._store
        assert isinstance(store, Store)
        self.segments[len(store.segments())] += 1
        self.documents += len(rebuilt.documents())
        for library in (history.library, rebuilt):
            library.close()
        return [what for what in after if before[what] != after[what]]


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--seconds", type=float, default=120.0, help="of CPU")
    reader.add_argument("--seed", type=int, default=1)
    options = reader.parse_args()
    run, number = Run(), 1000 * options.seed
    while time.process_time() < options.seconds:
        number += 1
        settings(max_examples=EACH, database=None, deadline=None, suppress_health_check=list(HealthCheck))(
            seed(number)(given(STEPS)(run.live))
        )()
        print(f"{time.process_time():6.0f} s, {run.lives} lives, {len(run.found)} kinds of difference", flush=True)
    print("steps: " + ", ".join(f"{what} {count}" for what, count in run.steps.most_common()))
    print("ended in segments: " + ", ".join(f"{many}: {count}" for many, count in sorted(run.segments.items())))
    print(f"documents at the end: {run.documents / max(run.lives, 1):.1f} on average")
    return bool(run.found)


if __name__ == "__main__":
    sys.exit(main())
