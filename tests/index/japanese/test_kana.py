"""Romaji, loose readings, old orthography."""

from __future__ import annotations

import pytest

from inyo.index.japanese.kana import from_romaji, loose, modern_kana, prefix_from_romaji


@pytest.mark.parametrize(
    ("typed", "kana"),
    [
        ("torihiki", "トリヒキ"), ("syuukin", "シュウキン"), ("shuukin", "シュウキン"), ("shimbun", "シンブン"),
        ("reaa-su", "レアアース"), ("matchi", "マッチ"), ("kinen", "キネン"), ("kinen", "キンエン"), ("thi", "ティ"),
        ("ti", "チ"), ("ti", "ティ"), ("kan'i", "カンイ"), ("konnyaku", "コンヤク"), ("ohno", "オウノ"),
    ],
)  # fmt: skip
def test_romaji_stands_for_kana_in_every_common_spelling(typed: str, kana: str) -> None:
    assert kana in from_romaji(typed)


@pytest.mark.parametrize("word", ["server", "trump", "c#", "", "東京", "x" * 500])
def test_what_is_no_romaji_stands_for_nothing(word: str) -> None:
    assert from_romaji(word) == ()


def test_a_syllable_still_being_typed_is_left_off() -> None:
    assert prefix_from_romaji("torihik") == ("トリヒ",)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ハンドウタイ", "ハンドタイ"), ("グローバル", "グロバル"), ("レアアース", "レアース"), ("ダイヤ", "ダイア")],
)
def test_long_vowels_do_not_count_in_the_loose_form(one: str, other: str) -> None:
    assert loose(one) == loose(other)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ワウジヤ", "オウジャ"),
        ("シヒタケ", "シイタケ"),
        ("コウエフ", "コウヨウ"),
        ("クワイシヤ", "カイシャ"),
        ("テフ", "チョウ"),
    ],
)
def test_old_orthography_is_read_as_it_is_written_now(old: str, new: str) -> None:
    assert new in modern_kana(old)
