"""The figures that must hold on annotated texts (where they are at hand)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.bench.quotations import Score, gold_sets, measure

FLOORS = {
    "seeds": 0.95,
    "wikinews-a": 0.85,
    "wikinews-b": 0.90,
    "wikinews-c": 0.82,
    "wikinews-d": 0.84,
    "wikinews-e": 0.88,
    "wikinews-f": 0.87,
    "wikinews-g": 0.90,
    "novels odd": 0.50,
    "novels even": 0.44,
    "own press": 0.72,
    "aside": 0.60,
    "demo": 0.77,
}


@cache
def _measured(shared: Path, demo: Path) -> dict[str, tuple[Score, list[str]]]:
    return {gold.name: measure(gold) for gold in gold_sets(shared, demo)}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_end_to_end_figures_do_not_fall(shared: Path, demo: Path, name: str) -> None:
    score, errors = _measured(shared, demo)[name]
    assert score.row()["end2end"] >= FLOORS[name], "\n".join(errors)


def test_few_quotations_bear_a_wrong_name(shared: Path, demo: Path) -> None:
    scores = [score for score, _ in _measured(shared, demo).values()]
    assert sum(score.wrong for score in scores) <= 0.07 * sum(score.quotes[1] for score in scores)


def test_unbracketed_blocks_of_the_seeds_are_found_with_their_speaker(shared: Path, demo: Path) -> None:
    gold = next(gold for gold in gold_sets(shared, demo) if gold.name == "seeds")
    blocks = tuple(record for record in gold.records if record["form"] == "block")
    _, errors = _measured(shared, demo)["seeds"]
    missed = sum(any(f" {record['start']} " in line for line in errors) for record in blocks)
    assert len(blocks) - missed >= 12
