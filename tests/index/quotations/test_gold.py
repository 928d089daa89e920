"""The figures that must hold on annotated texts (where they are at hand)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.bench.quotations import Score, gold_sets, measure

FLOORS = {
    "seeds": 0.96,
    "seeds body": 0.96,
    "wikinews-a": 0.86,
    "wikinews-b": 0.90,
    "wikinews-c": 0.84,
    "wikinews-d": 0.88,
    "wikinews-e": 0.90,
    "wikinews-f": 0.89,
    "wikinews-g": 0.95,
    "novels odd": 0.54,
    "novels even": 0.46,
    "demo": 0.78,
}


@cache
def _measured(shared: Path, demo: Path) -> dict[str, tuple[Score, list[str]]]:
    return {gold.name: measure(gold) for gold in gold_sets(shared, demo)}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_end_to_end_figures_do_not_fall(shared: Path, demo: Path, name: str) -> None:
    score, errors = _measured(shared, demo)[name]
    assert score.row()["end2end"] >= FLOORS[name], "\n".join(errors)


def test_few_quotations_bear_a_wrong_name(shared: Path, demo: Path) -> None:
    for score, errors in _measured(shared, demo).values():
        assert score.wrong <= 0.06 * score.quotes[1], "\n".join(errors)


def test_unbracketed_blocks_of_the_seeds_are_found_with_their_speaker(shared: Path, demo: Path) -> None:
    gold = next(gold for gold in gold_sets(shared, demo) if gold.name == "seeds")
    blocks = tuple(record for record in gold.records if record["form"] == "block")
    _, errors = _measured(shared, demo)["seeds"]
    missed = sum(any(f" {record['start']} " in line for line in errors) for record in blocks)
    assert len(blocks) - missed >= 12
