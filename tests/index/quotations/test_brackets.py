"""Pairs of brackets: what is one, what is none, and how long it takes to tell."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inyo.index.reading.zones import DEEPEST, find_pairs, in_corner_brackets
from tests.invariants import check_pairs
from tests.waiting import computing


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
    assert _texts("「閉じない『題』文。\n\n次の段") == ["『題』"]


def test_words_of_several_paragraphs_may_stand_in_one_pair_that_begins_and_ends_a_line() -> None:
    assert _texts("彼は語った。\n\n「一段目。\n\n二段目の「題」。\n\n三段目」\n\n次の段") == [
        "「一段目。\n\n二段目の「題」。\n\n三段目」",
        "「題」",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "「一段目。\n\n「二段目。\n\n「三段目」",
        "「閉じない一段目。\n\n次の段の「三段目」は続く。",
        "文の中の「閉じない一段目。\n\n次の段」\n\n「三段目」",
    ],
)
def test_a_bracket_that_another_paragraph_opens_anew_or_closes_inside_a_line_is_dropped(text: str) -> None:
    assert _texts(text) == ["「三段目」"]


def test_brackets_that_nobody_closes_take_linear_time() -> None:
    text = "「開く。\n\n閉じない\n\n" * 20_000
    assert computing(lambda: find_pairs(text)) < 2


def test_a_pair_may_run_over_several_lines() -> None:
    assert _texts("「一行目\n二行目」") == ["「一行目\n二行目」"]


def test_a_missing_inner_bracket_does_not_cost_the_outer_pair() -> None:
    assert _texts("「外『内」そして「次」") == ["「外『内」", "「次」"]


def test_a_stray_closing_bracket_costs_its_neighbours_nothing() -> None:
    assert _texts("」「前」』「後」") == ["「前」", "「後」"]


def test_deep_nesting_takes_linear_time_and_keeps_the_outer_pairs() -> None:
    nested = "「" * 10_000 + "芯" + "」" * 10_000
    assert len(find_pairs(nested)) == DEEPEST
    assert computing(lambda: find_pairs(nested)) < 1


@pytest.mark.parametrize(
    "words",
    ['"港は戻らない"', "＂港は戻らない＂", "«港は戻らない»", "‘港は戻らない’", "„港は戻らない“", "„港は戻らない”"],
)
def test_marks_of_other_languages_quote_japanese(words: str) -> None:
    (pair,) = find_pairs(f"宮原氏は{words}と述べた。")
    assert (pair.start, pair.end) == (4, 4 + len(words))


@pytest.mark.parametrize(
    "text",
    [
        '画面は5"で、奥行きは3"の箱だ。', '<a href="港.html" title="港の地図">', '{"名前": "港", "数": 3}',
        "It’s a ‘harbour’ と書く",
        '"over" と言う', "氏は\"港は「遠い\"と述べた」",
    ],
)  # fmt: skip
def test_inches_apostrophes_code_and_foreign_words_are_no_pairs(text: str) -> None:
    assert [pair for pair in find_pairs(text) if pair.opener not in "「『“"] == []


def test_a_straight_mark_that_closes_a_curly_one_opens_nothing() -> None:
    text = '氏は“港だ"と述べ、"船だ"と言った。'
    assert [text[pair.start : pair.end] for pair in find_pairs(text)] == ['“港だ"', '"船だ"']


def test_straight_marks_round_the_halves_of_two_pairs_are_no_pair() -> None:
    text = '"」と町長は、「橋"を直す」と'
    spans = sorted((pair.start, pair.end) for pair in find_pairs(text))
    assert spans == [(text.index("「"), len(text) - 1)]


@example('“«"港»')
@given(st.text(alphabet='「」『』“”〝〟｢｣"«»‘’„‟港 \n', max_size=40))
def test_pairs_never_cross_whatever_marks_a_text_has(text: str) -> None:
    check_pairs(text)


@pytest.mark.parametrize(("opener", "closer"), ["“”", "〝〟", "«»", '""', "｢｣"])
def test_a_text_that_quotes_with_other_marks_has_corner_brackets_in_their_places(opener: str, closer: str) -> None:
    text = f"市長は{opener}直る{closer}と述べた。議員は{opener}聞いていない{closer}と話した。"
    assert in_corner_brackets(text, find_pairs(text)) == "市長は「直る」と述べた。議員は「聞いていない」と話した。"


def test_marks_beside_corner_brackets_stay() -> None:
    text = "市長は「直る」と述べた。“夢の橋”は遠い。“幻の橋”とも呼ぶ。"
    assert in_corner_brackets(text, find_pairs(text)) == text


@given(st.text(alphabet='あい「」『』“”"\n', max_size=60))
def test_only_marks_change_and_nothing_moves(text: str) -> None:
    changed = in_corner_brackets(text, find_pairs(text))
    assert len(changed) == len(text)
    assert all(new == old or (new in "「」" and old in '“”"') for new, old in zip(changed, text, strict=True))
