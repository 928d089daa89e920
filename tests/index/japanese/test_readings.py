"""Readings of kanji, in words and in names."""

from __future__ import annotations

import pytest

from inyo.index.japanese.readings import kanji_read, may_be_read, readings_of


@pytest.mark.parametrize(
    ("word", "kana"),
    [("浩康", "ヒロヤス"), ("朝霧", "アサギリ"), ("佐々木", "ササキ"), ("国境", "コッキョウ"), ("三日月", "ミカヅキ")],
)
def test_a_name_may_be_read_kanji_by_kanji(word: str, kana: str) -> None:
    assert may_be_read(word, kana)


def test_a_name_is_not_read_as_a_part_of_a_word_or_as_more_than_it() -> None:
    assert not may_be_read("浩康", "ヒロヤ")
    assert not may_be_read("浩康", "ヒロヤスオ")


@pytest.mark.parametrize(("kanji", "reading"), [("裕", "ヒロ"), ("亮", "アキラ"), ("海", "カイ"), ("島", "ジマ")])
def test_what_a_kanji_is_read_as_is_read_as_the_kanji(kanji: str, reading: str) -> None:
    assert reading in readings_of(kanji, inside=True)
    assert kanji in kanji_read(reading, inside=True)


def test_long_vowels_may_be_typed_short() -> None:
    assert "ユ" in readings_of("祐", loosely=True)
    assert "祐" in kanji_read("ユ", loosely=True)
