"""Long names and what they are called for short: by rule, so that no table needs to know them."""

from __future__ import annotations

import pytest

from inyo.index.engine.term_keys import cells
from inyo.index.engine.words.alternatives import Tier
from inyo.index.engine.words.paraphrases import short_forms
from inyo.index.engine.words.synonyms import Synonyms
from inyo.index.japanese.tokens import tokenize
from inyo.index.values.hits import Answer
from tests.small_index import document, searcher, texts


def marked(answer: Answer) -> list[str]:
    return [
        hit.text[span.start - hit.start : span.end - hit.start]
        for hit in answer.hits
        if not hit.below
        for span in hit.spans
    ]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("港管委", "港湾管理委員会"), ("雪崩研", "雪崩研究所"), ("海浄会", "海岸浄化会"), ("漁船組長", "漁港船舶組長"),
        ("青森地裁", "青森地方裁判所"), ("町議選", "町議選挙"), ("秋田大", "秋田大学"), ("秋田銀", "秋田銀行"),
    ],
)  # fmt: skip
def test_an_abbreviation_and_its_long_form_find_each_other(short: str, long: str) -> None:
    assert marked(searcher(texts(f"昨日は{long}を訪れた。")).search(short)) == [long]
    assert marked(searcher(texts(f"昨日は{short}を訪れた。")).search(long)) == [short]


def test_what_begins_with_the_letters_of_an_abbreviation_stands_below_the_word_itself() -> None:
    answer = searcher(texts("入試が始まる。", "入学試験が始まる。", "明るく大きい窓。")).search("入試")
    assert [hit.text for hit in answer.hits] == ["入試が始まる。", "入学試験が始まる。"]


def test_adjectives_that_begin_with_the_letters_are_not_what_an_abbreviation_stands_for() -> None:
    assert not searcher(texts("明るく大きい窓がある。")).search("明大").total


def test_a_short_form_of_two_letters_is_sure_where_the_dictionary_reads_it_so() -> None:
    def tier(word: str, short: str) -> Tier:
        return dict(short_forms(word, cells(tokenize(word))))[short]

    assert tier("入学試験", "入試") is Tier.SURE
    assert tier("海岸工事", "海工") is Tier.LOOSE


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("米軍", "アメリカ軍"), ("豪首相", "オーストラリア首相"), ("イタリア首相", "伊首相"),
        ("加政府", "カナダの政府"), ("フランス大統領選挙", "仏大統領選"),
    ],
)  # fmt: skip
def test_a_country_before_another_word_is_found_under_its_other_names(query: str, text: str) -> None:
    assert marked(searcher(texts(f"きのう{text}が動いた。")).search(query)) == [text]


def test_a_letter_of_a_country_that_begins_another_word_is_none() -> None:
    assert not searcher(texts("イギリス語の本。", "インド象の群れ。")).search("印象").hits


def test_a_part_inside_a_compound_is_exchanged_where_it_is_a_word() -> None:
    synonyms = Synonyms(user=(("KMK", "北海漁協"),))
    search = searcher([document("a", "対北海漁協交渉が続く。")], synonyms=synonyms).search
    assert marked(search("対KMK交渉")) == ["対北海漁協交渉"]


def test_a_word_that_says_other_things_too_is_only_typed() -> None:
    synonyms = Synonyms(user=(("北灯新聞", "灯火*"),))
    assert dict(synonyms.of("灯火")) == {"北灯新聞": "灯火=北灯新聞"}
    assert not dict(synonyms.of("北灯新聞"))


def test_a_long_loan_is_found_by_its_first_letters() -> None:
    assert marked(searcher(texts("ファンダが悪い。")).search("ファンダメンタルズ")) == ["ファンダ"]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ファミレス", "ファミリーレストラン"),
        ("テレカン", "テレフォンカンファレンス"),
        ("ミリオタ", "ミリタリーオタク"),
    ],
)
def test_four_morae_of_two_loans_stand_for_both_and_the_other_way(short: str, long: str) -> None:
    assert [hit.spans[0].why for hit in searcher(texts(f"{long}の話。")).search(short).hits] == ["synonym"]
    assert searcher(texts(f"{short}の話。")).search(long).total == 1


def test_a_place_is_found_in_kana_before_what_it_is() -> None:
    assert searcher(texts("かごしま市の催し。")).search("鹿児島市").total == 1
