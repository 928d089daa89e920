"""Keys and distance of names in katakana."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.engine.matching.sound_tables import KatakanaTerms
from inyo.index.japanese.katakana import (
    allowed,
    consonants_of_katakana,
    consonants_of_name,
    distance,
    other_transcriptions,
    phonetic_key,
    spelling_distance,
    spelling_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ヴェルディ", "ベルディ"), ("ウィーン", "ウイーン"), ("モーター", "モータ"), ("イタリヤ", "イタリア")],
)
def test_spellings_that_differ_by_rule_share_a_key(one: str, other: str) -> None:
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(("one", "other"), [("ビール", "ビル"), ("パリ", "バリ"), ("カード", "カドー")])
def test_words_that_differ_in_sound_do_not_share_a_spelling_key(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ゲルツマン", "ゲルツメン"), ("サフィーナ", "サフィナー"), ("ロドリゴ", "ロドリコ")]
)
def test_a_name_heard_otherwise_is_near(one: str, other: str) -> None:
    first, second = phonetic_key(one), phonetic_key(other)
    assert distance(first, second) <= allowed(min(len(first), len(second)))


_KEY = st.text(alphabet="アカサタナベセントルンゼ", min_size=3, max_size=8)


@given(st.lists(_KEY, min_size=1, max_size=20, unique=True), _KEY)
def test_the_table_of_sounds_finds_what_the_distance_says(keys: list[str], typed: str) -> None:
    found = dict(KatakanaTerms.of(keys).near(typed))
    for key, near in found.items():
        assert near == pytest.approx(distance(typed, key), abs=1e-4)
        assert near <= allowed(min(len(key), len(typed))) + 1e-4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ヴィルヘルム", "ウィルヘルム"),
        ("ワルター", "ヴァルター"),
        ("シュピーゲル", "スピーゲル"),
        ("フォルン", "ホルン"),
    ],
)
def test_a_name_is_also_written_after_another_languages_sounds(one: str, other: str) -> None:
    assert other in other_transcriptions(one)


def test_most_names_have_no_other_transcription() -> None:
    assert other_transcriptions("ロドリゴ") == ()


@pytest.mark.parametrize(
    ("latin", "heard"),
    [
        ("melnikov", "メリニコフ"), ("khavin", "ハビン"), ("reichel", "ライヘル"), ("chabrol", "シャブロル"),
        ("jimenez", "ヒメネス"), ("fanucci", "ファヌッチ"), ("ozdogan", "オズドアン"), ("klothild", "クロティルト"),
        ("franzen", "フランツェン"),
    ],
)  # fmt: skip
def test_a_name_in_latin_letters_is_heard_as_its_language_says_it(latin: str, heard: str) -> None:
    assert consonants_of_katakana(heard) in consonants_of_name(latin)


@pytest.mark.parametrize(
    ("latin", "heard", "other"),
    [
        ("schwarzenegger", "シュワルツェネッガー", "シンガー"), ("mcdonald", "マクドナルド", "マケドニア"),
        ("schopenhauer", "ショーペンハウアー", "スピンオフ"), ("kierkegaard", "キルケゴール", "クワガタ"),
        ("rousseau", "ルソー", "リセ"), ("neuer", "ノイアー", "ナイル"),
    ],
)  # fmt: skip
def test_a_name_is_nearer_to_what_it_sounds_like_than_to_what_has_its_consonants(
    latin: str, heard: str, other: str
) -> None:
    assert spelling_distance(latin, heard) < min(0.15, spelling_distance(latin, other))
