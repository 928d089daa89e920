"""Spellings of before 1946."""

from __future__ import annotations

import pytest

from inyo.index.japanese.kana import old_kana


@pytest.mark.parametrize(
    ("word", "older"),
    [
        ("歌う", "歌ふ"), ("笑わない", "笑はない"), ("答えた", "答へた"), ("ましょう", "ませう"),
        ("おかしい", "をかしい"),
        ("歩こう", "歩かう"), ("だろう", "だらう"), ("じょうず", "じやうづ"),
        ("帰っている", "帰つてゐる"), ("行っておいで", "行つておいで"),
    ],
)  # fmt: skip
def test_a_word_has_the_spelling_it_had(word: str, older: str) -> None:
    assert older in old_kana(word)


def test_words_without_hiragana_and_long_ones_have_none() -> None:
    assert old_kana("電話") == old_kana("アイウ") == old_kana("い" * 40) == ()


def test_there_are_few() -> None:
    assert len(old_kana("いえいわおういずうお")) <= 40
