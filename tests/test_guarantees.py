"""Every promise of .github/GUARANTEES.md names a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / ".github" / "GUARANTEES.md").read_text("utf-8"))


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_a_promise_is_held_by_a_test_that_exists(file: str, test: str) -> None:
    assert re.search(rf"^(async )?def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)


def test_every_line_of_the_promises_names_one() -> None:
    lines = [
        line for line in (ROOT / ".github" / "GUARANTEES.md").read_text("utf-8").splitlines() if line.startswith("- ")
    ]
    assert len(lines) == len(NAMED) > 20
