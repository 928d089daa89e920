"""Bearers of one short name: who of many another may be, and that it is found as pair by pair."""

from __future__ import annotations

import random

import pytest

from inyo.index.people import linking
from inyo.index.people.linking import COMPANY, FEW, Rivals
from tests.index.people.test_linking import Named, linked

MANY = 10 * FEW


def test_of_few_bearers_everybody_is_looked_at() -> None:
    few = Rivals()
    for number in range(FEW):
        few.add(number, frozenset())
    assert list(few.likely(frozenset(), shared=COMPANY, titled=False)) == list(range(FEW))


def test_of_many_who_keep_other_company_nobody_is_looked_at() -> None:
    many = Rivals()
    for number in range(MANY):
        many.add(number, frozenset({"everywhere", f"only {number}"}))
    assert not many.likely(frozenset({"everywhere", "elsewhere"}), shared=COMPANY, titled=True)


def test_of_many_those_are_found_who_keep_the_same_company() -> None:
    many = Rivals()
    for number in range(MANY):
        many.add(number, frozenset({"everywhere", f"only {number}"}))
    assert list(many.likely(frozenset({"everywhere", "only 40", "only 7"}), shared=COMPANY, titled=False)) == [7, 40]


def test_those_with_titles_are_looked_at_where_titles_are_asked_for() -> None:
    many = Rivals()
    for number in range(MANY):
        many.add(number, frozenset())
    many.entitle(30)
    many.entitle(3)
    assert list(many.likely(frozenset(), shared=COMPANY, titled=True)) == [3, 30]
    assert not many.likely(frozenset(), shared=COMPANY, titled=False)


@pytest.mark.parametrize("seed", range(6))
def test_many_bearers_are_put_together_as_pair_by_pair(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(seed)
    others = ["我謝洋奨", "森川さやか", "津田いずみ", "三好真琴", "和泉みなと", "ロロ", "サンプロ"]
    titles = ["", "", "", "町長", "投手", "教授", "議員"]
    documents: list[list[Named]] = []
    for _ in range(60):
        company: list[Named] = list(draw.sample(others, draw.randrange(4)))
        short: list[Named] = [(name, draw.choice(titles)) for name in draw.sample(["三好", "村上", "サンプロ"], 2)]
        documents.append([*short, *(each for each in company if each != "サンプロ")])
    monkeypatch.setattr(linking, "FEW", 1 << 30)
    pairs = linked(*documents)
    monkeypatch.setattr(linking, "FEW", 2)
    found = linked(*documents)
    assert found.persons == pairs.persons
    assert found.of == pairs.of
