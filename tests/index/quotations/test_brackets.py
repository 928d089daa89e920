"""Pairs of brackets: what is one, what is none, and how long it takes to tell."""

from __future__ import annotations

import time

from inyo.index.quotations.brackets import DEEPEST, find_pairs


def _texts(text: str) -> list[str]:
    return [text[pair.start : pair.end] for pair in find_pairs(text)]


def test_nested_pairs_are_pairs_too_with_depth_and_parent() -> None:
    pairs = find_pairs("「外『内』外」")
    assert [(pair.depth, pair.parent) for pair in pairs] == [(0, -1), (1, 0)]


def test_half_width_and_curly_brackets_count() -> None:
    assert _texts("｢半角｣と“引用”と〝強調〟") == ["｢半角｣", "“引用”", "〝強調〟"]


def test_a_curly_mark_may_be_closed_by_a_straight_one() -> None:
    assert _texts('“開けて"閉じる') == ['“開けて"']


def test_an_opening_bracket_that_does_not_close_before_a_blank_line_is_dropped_and_its_inside_kept() -> None:
    assert _texts("「閉じない『題』文。\n\n次の段」") == ["『題』"]


def test_a_pair_may_run_over_several_lines() -> None:
    assert _texts("「一行目\n二行目」") == ["「一行目\n二行目」"]


def test_a_missing_inner_bracket_does_not_cost_the_outer_pair() -> None:
    assert _texts("「外『内」そして「次」") == ["「外『内」", "「次」"]


def test_a_stray_closing_bracket_costs_its_neighbours_nothing() -> None:
    assert _texts("」「前」』「後」") == ["「前」", "「後」"]


def test_deep_nesting_takes_linear_time_and_keeps_the_outer_pairs() -> None:
    began = time.perf_counter()
    pairs = find_pairs("「" * 10_000 + "芯" + "」" * 10_000)
    assert len(pairs) == DEEPEST
    assert time.perf_counter() - began < 1
