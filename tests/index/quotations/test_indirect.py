"""Words that somebody reports without brackets: a kind of their own, shown when asked for."""

from __future__ import annotations

import pytest

from inyo.index.values.quotation import SHOWN
from tests.index.quotations.reading import reported, said


@pytest.mark.parametrize(
    "text",
    [
        "水野章子市長は、来月から橋を直すとの考えを示した。",
        "水野章子市長は来月から橋を直すと発表した。",
        "水野章子市長は来月から橋を直すことを明らかにした。",
        "水野章子市長は10日の記者会見で、来月から橋を直すと述べた。",
    ],
)
def test_a_reported_clause_is_found_with_whoever_reports_it(text: str) -> None:
    assert reported(text) == [("水野章子", "来月から橋を直す")]


def test_a_source_at_the_head_of_a_sentence_gives_all_of_it() -> None:
    assert reported("県警によると、運転手は橋の手前で車を止めた。") == [("県警", "運転手は橋の手前で車を止めた")]


def test_no_list_shows_them_unasked() -> None:
    assert "indirect" not in SHOWN
    assert said("水野章子市長は来月から橋を直すと述べた。") == []


def test_a_clause_with_quoted_words_in_it_has_no_record_of_its_own() -> None:
    assert reported("水野章子市長は橋が「もう限界」だと述べた。") == []


def test_stories_have_none() -> None:
    story = "「来たか」\n「来た」\n「座れ」\n　源蔵は明日の朝に発つと言った。\n"
    assert reported(story) == []
