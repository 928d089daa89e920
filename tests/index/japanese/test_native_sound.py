"""Names of Chinese and Koreans as they are called at home."""

from __future__ import annotations

import pytest

from inyo.index.japanese.mandarin import mandarin_heard, pinyin_read
from inyo.index.japanese.readings import korean_romanized


@pytest.mark.parametrize(
    ("family", "given", "kanji"),
    [("xi", ("jin", "ping"), "習近平"), ("mao", ("ze", "dong"), "毛沢東"), ("tsai", ("ing", "wen"), "蔡英文")],
)
def test_pinyin_and_the_romanization_of_taiwan_are_read(family: str, given: tuple[str, ...], kanji: str) -> None:
    assert kanji[0] in pinyin_read(family)
    assert all(letter in pinyin_read(way, True) for way, letter in zip(given, kanji[1:], strict=True))


@pytest.mark.parametrize(
    ("heard", "kanji"),
    [(("シー", "チン", "ピン"), "習近平"), (("トン", "シャオ", "ピン"), "鄧小平"), (("ワン", "イー"), "王毅")],
)
def test_katakana_is_heard_with_or_without_voice(heard: tuple[str, ...], kanji: str) -> None:
    assert all(letter in mandarin_heard(way, at > 0) for at, (way, letter) in enumerate(zip(heard, kanji, strict=True)))
    assert "鄧" in mandarin_heard("デン")


def test_a_kanji_of_given_names_alone_begins_no_name() -> None:
    assert "平" not in pinyin_read("ping")


@pytest.mark.parametrize(
    ("latin", "kanji"), [("yoon", "尹"), ("suk", "錫"), ("yeol", "悦"), ("jae", "在"), ("un", "恩")]
)
def test_syllables_of_korean_names_are_read_as_they_are_usually_written(latin: str, kanji: str) -> None:
    assert kanji in korean_romanized(latin)
