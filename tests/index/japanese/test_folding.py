"""The normal form and its map back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.japanese.folding import fold, fold_all, fold_characters
from tests.invariants import check_folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ﾍﾞｯｺｳ", "ベッコウ"),
        ("ＡＢＣ　１２３", "abc 123"),
        ("か\u3099く", "がく"),
        ("㈱青空", "(株)青空"),
        ("國會圖書館", "国会図書館"),
        ("髙橋と山﨑", "高橋と山崎"),
        ("佐々木", "佐々木"),
        ("こゝろ", "こころ"),
        ("たゞし", "ただし"),
        ("ハヽ", "ハハ"),
        ("サ-バ", "サーバ"),
        ("スキ―ヤ", "スキーヤ"),
        ("COVID‐19", "covid-19"),
        ("そうだ――と", "そうだ——と"),
        ("ゝ", "ゝ"),
        ("São Tomé", "sao tome"),
        ("Cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("й", "й"),
    ],
)
def test_spellings_meet_in_one_form(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_a_cluster_keeps_the_place_it_came_from() -> None:
    folded = fold("前ﾍﾞﾙ㈱後")
    assert folded.text == "前ベル(株)後"
    at = folded.text.index("ベル")
    assert folded.span(at, at + 2) == (1, 4)
    at = folded.text.index("株")
    assert folded.span(at, at + 1) == (4, 5)
    assert folded.place(5) == folded.text.index("後")


@given(st.text(max_size=40))
def test_every_folded_character_stands_for_a_part_of_the_source_and_nothing_is_lost(text: str) -> None:
    check_folding(text)


@given(st.text(alphabet="あいかがアイカガー漢國学ＡＢab１ 、。「」㈱ﾞｶ々", max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


def test_a_variation_selector_says_nothing_and_keeps_its_place() -> None:
    folded = fold("辻\U000e0100村")
    assert folded.text == "辻村"
    assert folded.span(0, 1) == (0, 2)
    assert folded.span(1, 2) == (2, 3)
    assert fold("\U000e0100").text == "\U000e0100"


@given(st.lists(st.text(st.sampled_from("漢国國がか゛\u3099\ufe00ｶﾞＡb㈱—-ゝァー \ud800𠮷é\n"), max_size=6)))
def test_many_texts_fold_as_each_of_them(texts: list[str]) -> None:
    assert fold_all(texts) == [fold_characters(text) for text in texts]
