"""Every promise of .github/GUARANTEES.md names a test that is there, and has a fault that breaks it on purpose."""

from __future__ import annotations

import re

import pytest

from tests.bench.promises import BROKEN, NAMED
from tests.paths import ROOT


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_a_promise_is_held_by_a_test_that_exists(file: str, test: str) -> None:
    assert re.search(rf"^(async )?def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)


def test_every_line_of_the_promises_names_one() -> None:
    lines = [
        line for line in (ROOT / ".github" / "GUARANTEES.md").read_text("utf-8").splitlines() if line.startswith("- ")
    ]
    assert len(lines) == len(NAMED) > 20


def test_every_promise_has_a_fault_that_breaks_it_in_the_code_of_today() -> None:
    assert {test for _, test in NAMED} - set(BROKEN) == set()
    stands = {test: (ROOT / file).read_text("utf-8").count(before) for test, (file, before, _) in BROKEN.items()}
    assert {test: times for test, times in stands.items() if times != 1} == {}
