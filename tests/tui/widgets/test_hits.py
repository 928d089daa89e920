"""Which hit comes next."""

import pytest

from inyo.tui.widgets.hits import Hits, find_all

PLACES = [(50, 52), (10, 12), (30, 32)]


@pytest.mark.parametrize(
    ("current", "direction", "view", "expected"),
    [(1, 1, (20, 40), 2), (1, -1, (20, 40), 0), (1, 1, (45, 60), 2), (0, 1, (20, 40), 1), (2, -1, (0, 20), 0),
     (-1, 1, (11, 40), 1), (-1, -1, (0, 60), 2)],
)  # fmt: skip
def test_the_next_hit_is_after_the_current_one_or_after_what_was_scrolled_away(
    current: int, direction: int, view: tuple[int, int], expected: int
) -> None:
    assert Hits.at(PLACES, current).step(direction, *view) == expected


@pytest.mark.parametrize(("current", "direction", "expected"), [(2, 1, 3), (0, -1, -1)])
def test_beyond_the_last_hit_and_before_the_first_there_is_none(current: int, direction: int, expected: int) -> None:
    assert Hits.at(PLACES, current).step(direction, 0, 60) == expected


def test_words_are_found_whatever_the_case_and_without_patterns() -> None:
    assert find_all("Fog (fog) .*", "fog") == [(0, 3), (5, 8)]
    assert find_all("a.*b", ".*") == [(1, 3)]
    assert find_all("港", "") == []
