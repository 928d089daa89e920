"""Full names before offices that no table has."""

from __future__ import annotations

import pytest

from inyo.index.people.spotting import is_office, name_before_office


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("浜田省三漁協長", "浜田省三"),
        ("倉橋一樹実行委員長", "倉橋一樹"),
        ("雨宮涼予報官", "雨宮涼"),
        ("平良朝幸町長", "平良朝幸"),
        ("堺正人店主", ""),
        ("北海道知事", ""),
        ("福島県警本部長", ""),
        ("川崎重工社長", ""),
        ("富士通会長", ""),
        ("松本商議所会頭", ""),
        ("田中一郎後援会長", ""),
        ("浜田省三", ""),
    ],
)
def test_a_full_name_ends_where_the_office_of_its_bearer_begins(phrase: str, name: str) -> None:
    assert phrase[: name_before_office(phrase)] == name


@pytest.mark.parametrize(
    ("behind", "office"),
    [("漁協長", True), ("予報官", True), ("後援会長", False), ("記念館長", False), ("大統領の報道官", False)],
)
def test_an_office_is_that_of_whoever_stands_before_it_unless_it_is_another_s(behind: str, office: bool) -> None:
    assert is_office(behind) is office
