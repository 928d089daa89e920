"""How near katakana spellings are, as a specification."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.japanese.katakana import FAR, allowed
from inyo.index.people.aliases import blocks, distance, phonetic_key, same_sound, spelling_key

katakana = st.text(
    alphabet="アイウエオカキクガギグサシスザジタチツダナニハヒフバビパピマミラリルワンーッァャ", min_size=1, max_size=8
)


@pytest.mark.parametrize(
    ("first", "second"),
    [("ヴァイス", "バイス"), ("ウィルマ", "ウイルマ"), ("ヂーゼル", "ジーゼル"), ("コンピューター", "コンピュータ")],
)
def test_spellings_that_differ_by_rule_have_one_key(first: str, second: str) -> None:
    assert spelling_key(first) == spelling_key(second)


def test_a_final_long_vowel_of_a_short_word_stays() -> None:
    assert spelling_key("スー") == "スー"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ベッセント", "ベセント"),
        ("ベイセント", "ベセント"),
        ("ベサント", "ベッセント"),
        ("ルートニック", "ラトニック"),
    ],
)
def test_names_heard_differently_are_near(first: str, second: str) -> None:
    assert same_sound(first, second)


@pytest.mark.parametrize(
    ("first", "second"), [("ロウ", "ラウ"), ("マスク", "マルク"), ("グリア", "ゲリラ"), ("オルセン", "ハンセン")]
)
def test_other_names_are_not(first: str, second: str) -> None:
    assert not same_sound(first, second)


def test_the_weights_are_those_that_were_measured() -> None:
    assert distance("サラ", "ソラ") == 0.5
    assert distance("カラ", "ガラ") == 0.7
    assert distance("ベイント", "ベント") == 0.5
    assert distance("カラ", "マラ") == 1.0
    assert distance("カラ", "マミ") == FAR
    assert [allowed(length) for length in (2, 3, 4, 5, 9)] == [0.0, 0.5, 0.7, 1.0, 1.0]


@given(katakana, katakana)
def test_distance_is_symmetric_and_zero_for_the_same_word(first: str, second: str) -> None:
    a, b = phonetic_key(first), phonetic_key(second)
    assert distance(a, b) == distance(b, a)
    assert distance(a, a) == 0.0


@given(katakana, katakana)
def test_names_that_sound_alike_share_a_block(first: str, second: str) -> None:
    if same_sound(first, second):
        assert set(blocks(phonetic_key(first))) & set(blocks(phonetic_key(second)))
