"""The figures that must hold on annotated texts (where they are at hand)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.quotations import gold_sets, measure

FLOORS = {"seeds": 0.93, "seeds body": 0.93, "wikinews-a": 0.80, "wikinews-b": 0.80}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_end_to_end_figures_do_not_fall(shared: Path, demo: Path, name: str) -> None:
    gold = next(gold for gold in gold_sets(shared, demo) if gold.name == name)
    score, errors = measure(gold)
    assert score.row()["end2end"] >= FLOORS[name], "\n".join(errors)


def test_few_quotations_bear_a_wrong_name(shared: Path, demo: Path) -> None:
    scores = [
        measure(gold)[0] for gold in gold_sets(shared, demo) if gold.name in ("seeds", "wikinews-a", "wikinews-b")
    ]
    wrong = sum(score.wrong for score in scores)
    assert wrong <= 0.06 * sum(score.quotes[1] for score in scores)


def test_unbracketed_blocks_of_the_seeds_are_found_with_their_speaker(shared: Path, demo: Path) -> None:
    gold = next(gold for gold in gold_sets(shared, demo) if gold.name == "seeds")
    blocks = tuple(record for record in gold.records if record["form"] == "block")
    _, errors = measure(gold)
    missed = sum(any(f" {record['start']} " in line for line in errors) for record in blocks)
    assert len(blocks) - missed >= 12
