"""Words that are typed as kana, romaji or kanji, in short texts."""

from __future__ import annotations

import pytest

from inyo.index.japanese.readings import is_heard


@pytest.mark.parametrize("words", ["沢辺", "澤辺", "さわべ", "サワベ", "sawabe", "SAWABE", "sawab"])
def test_a_name_is_heard_however_it_is_typed(words: str) -> None:
    assert is_heard(words, "沢辺由紀子", at_start=True)


def test_a_part_is_heard_within_but_not_at_the_start() -> None:
    assert is_heard("yukiko", "沢辺由紀子")
    assert not is_heard("yukiko", "沢辺由紀子", at_start=True)


@pytest.mark.parametrize("words", ["minato", "みなと", "港湾"])
def test_another_word_is_not_heard(words: str) -> None:
    assert not is_heard(words, "沢辺由紀子")
