"""Words with stars are found at their letters as a regular expression finds them in the texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.strings import can_be_starred
from inyo.index.engine.matching.word_patterns import Expression
from inyo.index.engine.query_language import Wild, parse
from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.engine.words.expansion import expression
from tests.small_index import document, placed

_LETTERS = "運動ける会々ァンーa1。ガ゙"


def _view(texts: list[str]) -> View:
    return View(MemorySegment([each for at, text in enumerate(texts) for each in placed(document(str(at), text))]))


def _both(view: View, typed: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    wild = parse(typed).tree
    assert isinstance(wild, Wild)
    pattern = expression(wild.text, wild.pattern).pattern
    assert isinstance(pattern, Expression)
    found = [pattern.find(view), Expression(pattern.pattern, pattern.literals, pattern.gap).find(view)]
    quick, slow = (list(zip(each.starts.tolist(), each.ends.tolist(), strict=True)) for each in found)
    return quick, slow


@settings(deadline=None)
@given(
    st.lists(st.text(_LETTERS, max_size=60), min_size=1, max_size=4),
    st.sampled_from(["*動", "運*", "*ける", "*運動*", "運*る", "会*ー", "*け*る", "動*動", "る*", "ア*1*"]),
)
def test_what_is_found_at_the_letters_is_what_the_expression_finds(texts: list[str], typed: str) -> None:
    quick, slow = _both(_view(texts), typed)
    assert quick == slow


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("*動", ["自動", "運動会運動"]),
        ("運*", ["運動会運動"]),
        ("*車", ["電気自動車"]),
        ("電*車", ["電気自動車"]),
        ("電*両", []),
    ],
)
def test_a_star_is_as_long_as_it_can_be(typed: str, found: list[str]) -> None:
    text = "自動の運動会運動。電気自動車と車両"
    quick, slow = _both(_view([text]), typed)
    assert quick == slow
    assert [text[start:end] for start, end in quick if text[start:end] in found] == found


def test_no_more_than_eight_kanji_stand_for_a_star() -> None:
    text = "甲乙丙丁戊己庚辛壬癸社"
    quick, slow = _both(_view([text]), "*社")
    assert quick == slow == [(2, 11)]


@pytest.mark.parametrize("pieces", [("", ""), ("運", "", "動"), ("運", "動", "会"), ()])
def test_other_words_with_stars_are_left_to_the_expression(pieces: tuple[str, ...]) -> None:
    assert not can_be_starred(pieces)
