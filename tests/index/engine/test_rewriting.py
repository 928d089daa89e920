"""Other ways to write the numbers of a word."""

from __future__ import annotations

import pytest

from inyo.index.engine.words.rewriting import other_figures, rewritings


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("11月3日", ["十一月三日", "一一月三日"]),
        ("四百五号室", ["405号室"]),
        ("第2,300号", ["第二千三百号", "第二三〇〇号"]),
    ],
)
def test_all_numbers_of_a_word_are_written_in_the_other_figures_at_once(word: str, others: list[str]) -> None:
    assert list(other_figures(word)) == others


@pytest.mark.parametrize("word", ["405", "四百五", "3/11号", f"{'7' * 20}番の3号", "千葉"])
def test_a_number_alone_a_date_with_strokes_and_what_is_no_number_stay(word: str) -> None:
    assert list(other_figures(word)) == []


@pytest.mark.parametrize("word", ["1970年代", "一九七〇年代", "70年代", "七〇年代", "七十年代"])
def test_a_decade_is_found_under_each_of_its_names(word: str) -> None:
    assert {"1970年代", "一九七〇年代", "70年代", "七〇年代", "七十年代"} <= {word, *rewritings(word)}
