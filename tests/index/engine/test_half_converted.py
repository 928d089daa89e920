"""Words as an input method leaves them, with particles typed on, and as they are asked for."""

from __future__ import annotations

import pytest

from inyo.index.engine.words.relaxation import asked_for
from tests.small_index import searcher, texts


def above(query: str, *lines: str) -> list[str]:
    return [hit.text for hit in searcher(texts(*lines)).search(query).hits if not hit.below]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("知じ", "知事が会見した。"), ("大さか", "大阪で開いた。"), ("ひと質", "人質を放した。"),
        ("か学", "科学の話。"),
        ("可のう", "可能だと見る。"),
        ("記しゃ会見", "記者会見を開く。"), ("しゅう議院", "衆議院を通る。"),
        ("株しき会社", "株式会社を作る。"), ("新かん線", "新幹線が延びる。"), ("だ宰治", "太宰治を読む。"),
        ("日本けいざい新聞", "日本経済新聞を読む。"),
    ],
)  # fmt: skip
def test_a_word_half_in_kana_is_found_where_it_stands_in_kanji(typed: str, line: str) -> None:
    assert above(typed, line, "学んだ本の大きさ。", "可とする。", "海洋資源を調べる。")[:1] == [line]


@pytest.mark.parametrize("typed", ["乍らも", "位に"])
def test_words_of_grammar_alone_written_with_kanji_are_searched_like_any(typed: str) -> None:
    assert above(typed, f"歩き{typed}遠い。", "海洋資源を調べる。") == [f"歩き{typed}遠い。"]


def test_a_word_that_is_read_so_as_a_whole_is_surer_than_one_with_a_particle_behind_it() -> None:
    lines = ("土地を譲渡する。", "机の上と下を見る。")
    assert above("じょうと", *lines) == [lines[0]]
    assert above("じょうと", lines[1]) == [lines[1]]


@pytest.mark.parametrize("line", ["彼はざ折を味わう。", "夢が挫せつした。", "挫折した。"])
def test_a_word_with_a_rare_kanji_is_found_where_that_stands_in_kana(line: str) -> None:
    assert above("挫折", line) == [line]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("検討した", "検討する。"), ("美しかった", "美しい花。"), ("日本では", "日本の海。"),
        ("政府から", "政府が出した。"),
        ("学者たち", "学者が集まる。"), ("書いていた", "手紙を書く。"),
    ],
)  # fmt: skip
def test_kana_behind_a_word_that_is_grammar_is_no_part_of_it(typed: str, line: str) -> None:
    assert above(typed, line) == [line]


def test_what_is_left_of_a_word_stands_below_the_word() -> None:
    assert above("中か", "中華の店。", "箱の中。") == ["中華の店。"]


@pytest.mark.parametrize("typed", ["しゅしょうを", "しゅしょうの", "しゅしょうが", "しゅしょうから"])
def test_a_particle_typed_behind_kana_is_no_part_of_the_word(typed: str) -> None:
    assert above(typed, "首相が訪れた。") == ["首相が訪れた。"]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("国債とは何ですか", "国債"), ("NASAについて", "NASA"),
        ("科学について教えてください", "科学"), ("首相は誰", "首相"),
        ("少子化って何？", "少子化"), ("大統領のことを知りたい", "大統領"),
        ("国際原子力機関について", "国際原子力機関"),
        ("温暖化をめぐって", "温暖化"), ("べっせんとって誰", "べっせんと"), ("東京はどこ？", "東京"),
    ],
)  # fmt: skip
def test_a_short_question_is_the_word_it_asks_for(typed: str, word: str) -> None:
    assert asked_for(typed) == word


@pytest.mark.parametrize(
    "typed",
    [
        "言って",
        "待って",
        "何",
        "きのこ",
        "フランスの首都はどこ",
        "暗殺された首相は誰",
        "見たい",
        "火を消して",
        "いつか",
        "中国の何",
    ],
)
def test_what_asks_for_no_single_word_stays_as_it_is(typed: str) -> None:
    assert asked_for(typed) == ""


def test_who_asks_for_a_word_finds_it_above_the_line() -> None:
    assert above("ベッセントって誰？", "ベッセント財務長官が語った。") == ["ベッセント財務長官が語った。"]


def test_what_only_begins_or_sounds_nearly_so_stands_below_what_is_read_so_but_for_long_vowels() -> None:
    assert above("osaka", "大阪で開く。", "お茶菓子を買う。") == ["大阪で開く。"]


def test_a_noun_is_found_from_the_other_okurigana_of_its_verb() -> None:
    assert above("話しあい", "話し合いをした。") == ["話し合いをした。"]


@pytest.mark.parametrize(
    "typed", ["2008年12月31日", "H20.12.31", "平成二十年十二月三十一日", "2008/12/31", "２００８－１２－３１"]
)
@pytest.mark.parametrize("written", ["二〇〇八年十二月三十一日", "平成20年12月31日", "2008.12.31", "H20/12/31"])
def test_a_date_is_found_in_whichever_form_it_stands(typed: str, written: str) -> None:
    assert above(typed, f"{written}のことだ。", "2009年1月1日のことだ。") == [f"{written}のことだ。"]


@pytest.mark.parametrize("typed", ["350万円", "三百五十万円", "3,500,000円", "¥3500000"])
def test_an_amount_of_money_is_found_with_its_sign(typed: str) -> None:
    assert above(typed, "￥3,500,000を払う。") == ["￥3,500,000を払う。"]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("増える", "失業者が増加した。"),
        ("早慶戦", "慶早戦が始まる。"),
        ("CPA", "公認会計士の試験。"),
        ("ハルピン", "ハルビンの冬。"),
    ],
)
def test_what_is_called_otherwise_is_found(typed: str, line: str) -> None:
    assert above(typed, line) == [line]
