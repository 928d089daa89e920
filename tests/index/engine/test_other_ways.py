"""Addresses, pairs of verbs, nouns in kana, places of China, and what may have been meant by a slip."""

from __future__ import annotations

import pytest

from inyo.index.engine.words.alternatives import Vocabulary
from inyo.index.engine.words.relaxation import as_meant
from inyo.index.values.hits import Answer, Instead
from tests.small_index import searcher, texts


def answer(query: str, *lines: str) -> Answer:
    return searcher(texts(*lines)).search(query)


def above(query: str, *lines: str) -> list[str]:
    return [hit.text for hit in answer(query, *lines).hits if not hit.below]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("石川県輪島市", "輪島市の朝市が開く。"), ("東京都千代田区", "千代田区の庁舎で会う。"),
        ("北海道札幌市", "札幌市の除雪。"), ("長野県木曽郡木曽町", "木曽町の宿場。"), ("沖縄県那覇市", "那覇の市場。"),
        ("神奈川県横浜市中区", "横浜市の倉庫。"),
    ],
)  # fmt: skip
def test_an_address_is_found_where_its_town_stands_alone(query: str, line: str) -> None:
    assert above(query, line) == [line]


def test_the_name_of_a_town_alone_stands_below_where_the_town_is_named() -> None:
    assert above("沖縄県那覇市", "那覇市の市場。", "那覇の空。") == ["那覇市の市場。"]


def test_what_only_begins_like_a_prefecture_is_no_address() -> None:
    assert above("防護県民市場", "民市場の歴史。") == []


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("火を消す", "火が消えた。"), ("値段が上がる", "値段を上げた。"), ("橋が壊れる", "橋を壊した。"),
        ("会議を始める", "会議が始まった。"), ("数が減る", "数を減らした。"), ("家を建てる", "家が建った。"),
        ("目を覚ます", "目が覚めた。"), ("記録を残す", "記録が残った。"), ("水を流す", "水が流れた。"),
    ],
)  # fmt: skip
def test_what_is_done_to_a_thing_finds_what_becomes_of_it(query: str, line: str) -> None:
    assert above(query, line) == [line]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("しのぎを削る", "二社が鎬を削る。"),
        ("たもとを分かつ", "二人は袂を分かつ。"),
        ("きびすを返す", "彼は踵を返す。"),
    ],
)
def test_a_noun_in_kana_in_a_phrase_is_read(query: str, line: str) -> None:
    assert above(query, line) == [line]


def test_what_was_typed_stands_above_the_other_verb_of_its_pair() -> None:
    assert above("火を消す", "火が消えた。", "火を消した。") == ["火を消した。"]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("熊", "クマの出没が続く。"), ("猪", "イノシシが出た。"), ("笊", "ザルの目。"), ("筑波", "つくば市の職員。"),
        ("鹿児島", "かごしま黒豚の味。"), ("じゃ口", "蛇口の水。"), ("読み出す", "本をよみ出すと眠い。"),
        ("明け行く", "明けゆく空。"), ("蕎麦", "そばの産地だ。"),
    ],
)  # fmt: skip
def test_a_word_with_kanji_is_found_in_kana(query: str, line: str) -> None:
    assert above(query, line) == [line]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("リャオニン", "遼寧の港。"), ("シャントン省", "山東省の港。"), ("xi'an", "西安の城。"),
        ("guangdong", "広東の港。"),
        ("コワントン", "広東の工場。"), ("スーチョワン", "四川の地震。"), ("チアンツォーミン", "江沢民の時代。"),
    ],
)  # fmt: skip
def test_a_place_or_name_of_china_is_found_as_it_is_called_there(query: str, line: str) -> None:
    assert above(query, line) == [line]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("Churchill", "チャーチルの演説。"), ("Thunberg", "トゥンベリさんの船。"), ("Mbappe", "エムバペが移籍した。"),
        ("Beckham", "ベッカムの足。"), ("Bruges", "ブリュージュの運河。"), ("Bloomberg", "ブルームバーグの調べ。"),
    ],
)  # fmt: skip
def test_a_foreign_name_is_found_by_letters_that_are_not_heard(query: str, line: str) -> None:
    assert above(query, line) == [line]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("講議", "講義を聴く。"), ("貧欲", "貪欲に学ぶ。"), ("ドックフード", "ドッグフードの袋。"),
        ("人間ドッグ", "人間ドックを受ける。"), ("げいいん", "原因を調べる。"), ("shinkasen", "新幹線が遅れる。"),
        ("シュミレーター", "シミュレーターに乗る。"), ("きしんだ", "岸田の家。"), ("しんかんん", "新幹線が遅れる。"),
        ("けんちぶつ", "建築物を見る。"), ("shinkanen", "新幹線が遅れる。"), ("kenhiku", "建築を学ぶ。"),
        ("hounritsu", "法律を学ぶ。"), ("snakou", "参考になる。"),
    ],
)  # fmt: skip
def test_a_slip_finds_what_was_meant_below_the_line_and_says_so(typed: str, line: str) -> None:
    found = answer(typed, line)
    assert [(hit.text, hit.below) for hit in found.hits if hit.spans] == [(line, True)]
    assert any(isinstance(notice, Instead) for notice in found.notices)


def test_a_slip_finds_what_was_meant_below_a_few_that_are_only_like_it() -> None:
    found = answer("touyakchiryou", "投薬治療を受ける。", "テッキリの話。")
    assert [(hit.text, hit.below) for hit in found.hits if hit.text.startswith("投薬")] == [
        ("投薬治療を受ける。", True)
    ]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("Thatcher", "シャツを着る。"),
        ("Sarkozy", "サーカスが来る。"),
        ("Beckett", "バケツを運ぶ。"),
        ("Khan", "寒い夜だ。"),
    ],
)
def test_a_foreign_name_is_no_ordinary_word_with_its_consonants(query: str, line: str) -> None:
    assert above(query, line) == []


def test_a_verb_of_a_noun_in_n_is_not_another_verb_with_a_negation() -> None:
    assert above("ひめんした", "大臣を罷免した。", "胸に秘めた思い。") == ["大臣を罷免した。"]


@pytest.mark.parametrize("query", ["あさしょうりゅう", "asashoryu"])
def test_a_name_is_read_kanji_by_kanji_with_what_no_word_of_the_dictionary_has(query: str) -> None:
    assert above(query, "横綱朝青龍が勝つ。") == ["横綱朝青龍が勝つ。"]


def test_nothing_is_meant_where_the_word_stands() -> None:
    assert above("ドックフード", "ドックフードの袋。", "ドッグフードの袋。") == ["ドックフードの袋。"]


def test_the_ways_of_what_was_meant_are_few() -> None:
    slips = "アイウエオカキクケコサシスセ", "しんかんせんのえきまえに"
    assert all(0 < len(list(as_meant(typed, (), Vocabulary(())))) <= 64 for typed in slips)


def test_a_word_of_the_dictionary_is_meant_as_it_is() -> None:
    assert not list(as_meant("対象", ("対照",), Vocabulary(())))
    assert not list(as_meant("かいてい", (), Vocabulary(())))


@pytest.mark.parametrize("query", ["かいてい", "kaitei"])
def test_a_word_that_lacks_a_long_vowel_that_was_typed_is_another(query: str) -> None:
    assert above(query, "買い手次第だ。") == []


def test_a_word_that_has_a_long_vowel_that_was_not_typed_may_be_meant() -> None:
    assert above("tokyo", "東京の空。") == ["東京の空。"]
