"""Stems and endings in kana."""

from __future__ import annotations

from inyo.index.japanese.grammar import endings, noun_forms


def test_a_reading_may_be_a_stem_with_its_ending() -> None:
    assert ("アルキ", "ました") in endings("アルキマシタ")
    assert ("アルイ", "ていた") in endings("アルイテイタ")
    assert ("ミ", "なかった") in endings("ミナカッタ")


def test_the_longest_stem_comes_first() -> None:
    lengths = [len(stem) for stem, _ in endings("アルカセラレマシタ")]
    assert lengths == sorted(lengths, reverse=True)


def test_a_noun_has_no_ending() -> None:
    assert endings("サカナ") == ()
    assert endings("シタ") == ()


def test_a_verb_and_an_adjective_make_nouns() -> None:
    assert "高まり" in noun_forms("高まる")
    assert "揺れ" in noun_forms("揺れる")
    assert "痛み" in noun_forms("痛い")
    assert noun_forms("港") == ()
