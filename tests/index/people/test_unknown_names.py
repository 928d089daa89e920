"""Names that no dictionary has are found by the kanji they are written with."""

from __future__ import annotations

import pytest

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.people.name_shapes import given_odds, parted, surname_by_kanji, surname_odds
from inyo.index.values.document import Document


def names(text: str) -> list[str]:
    """The names of people in a text that are certain, in order, as written."""
    found = find_mentions(Document("a.txt", text, "a"), tokenize(text))
    return [mention.name for mention in found if mention.score >= 0.5]


@pytest.mark.parametrize(
    ("name", "surname"),
    [("名嘉山政江", 3), ("花牟礼凛太郎", 3), ("湯ノ口菫", 3), ("平峯桜雅", 2), ("吉村惺哉", 2), ("栃折純", 2)],
)
def test_a_full_name_parts_where_its_kanji_say(name: str, surname: int) -> None:
    found = parted(name)
    assert found is not None
    assert found.surname == surname
    assert found.odds > 0


@pytest.mark.parametrize("word", ["環境大臣", "消防署長", "実行委員長", "東京都知事", "会社員"])
def test_nouns_are_unlikely_a_name(word: str) -> None:
    found = parted(word)
    assert found is not None
    assert found.odds < 0


def test_what_is_too_short_or_too_long_is_no_full_name() -> None:
    assert parted("山") is None
    assert parted("山" * 12) is None


def test_words_of_names_are_likelier_at_their_own_place() -> None:
    assert surname_odds("平峯") > given_odds("平峯")
    assert given_odds("惺哉") > surname_odds("惺哉")


@pytest.mark.parametrize(
    ("name", "surname"), [("名嘉山政江", "名嘉山"), ("石居布紀", "石居"), ("湯ノ口ゆい", "湯ノ口"), ("城戸口", "")]
)
def test_the_surname_of_a_name_by_its_kanji(name: str, surname: str) -> None:
    assert surname_by_kanji(name) == surname


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("東西大の名嘉山政江教授が語った。", "名嘉山政江"),
        ("無職伊集守薫容疑者（79）を逮捕した。", "伊集守薫"),
        ("会社員飯田暖人さん（56）が見た。", "飯田暖人"),
        ("馬場園菜々子医師が診た。", "馬場園菜々子"),
        ("湯ノ口氏は黙った。", "湯ノ口"),
        ("主将の戸丸秦吾（3年）が投げた。", "戸丸秦吾"),
    ],
)
def test_a_name_before_what_follows_names_is_whole(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [("平峯桜雅は走った。", "平峯桜雅"), ("古本陽荘、", "古本陽荘"), ("▽瀬良拓斗（港北）", "瀬良拓斗")],
)
def test_a_name_between_marks_and_particles_is_found_though_nothing_announces_it(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "江戸時代は長い。",
        "国内政治の話。",
        "大地震が来た。",
        "8月下旬首相は語った。",
        "鶴ノ井酒造社長が来た。",
        "宮司さんが来た。",
    ],
)
def test_words_that_look_like_names_are_none(text: str) -> None:
    assert not any(name in text[:6] for name in names(text) if name != "鶴ノ井")


def test_a_surname_no_dictionary_has_stands_for_its_full_name() -> None:
    text = "六反田夢叶知事は会見した。六反田氏は黙った。"
    found = find_mentions(Document("a.txt", text, "a"), tokenize(text))
    assert [mention.canonical for mention in found] == ["六反田夢叶", "六反田夢叶"]


def test_a_full_name_before_a_house_bears_the_office_of_the_house() -> None:
    text = "永井礼北浜大教授は話した。"
    found = find_mentions(Document("a.txt", text, "a"), tokenize(text))
    certain = [(mention.name, mention.title) for mention in found if mention.score >= 0.5]
    assert certain == [("永井礼", "北浜大教授")]
