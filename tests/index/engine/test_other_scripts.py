"""Names and words in another script than they are typed in, in texts and in what documents say of themselves."""

from __future__ import annotations

import pytest

from inyo.index.engine.ranking.attempt import DocumentFacts
from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.engine.ranking.searcher import Searcher
from tests.small_index import document, placed, searcher, texts


def above(query: str, *lines: str) -> list[str]:
    return [hit.text for hit in searcher(texts(*lines)).search(query).hits if not hit.below]


@pytest.mark.parametrize(
    ("query", "meant", "other"),
    [
        ("たかいち首相", "高市首相が語る。", "石破首相が語る。"),
        ("さとう議員", "佐藤議員の講演。", "加藤議員の講演。"),
        ("とよた自動車", "トヨタ自動車の株。", "日産自動車の株。"),
        ("besento長官", "ベッセント長官の声明。", "文化庁長官の声明。"),
        ("kyouto大学", "京都大学の研究。", "大阪大学の研究。"),
    ],
)
def test_a_name_in_kana_or_romaji_before_kanji_is_no_okurigana(query: str, meant: str, other: str) -> None:
    assert above(query, other, meant) == [meant]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("岸田", "Kishida Cabinet"), ("きしだ", "Kishida Cabinet"), ("岸田文雄", "Fumio Kishida said so."),
        ("大阪", "Ōsaka Castle"), ("井上", "Inoue wrote it."), ("毛沢東", "Mao Zedong speaks."),
        ("習近平", "Xi Jinping said so."), ("メルケル", "Angela Merkelの回想録。"), ("ネタニヤフ", "Netanyahuの裁判。"),
        ("ポピュリズム", "populismの台頭。"), ("ゼレンスキー", "Zelenskyyの演説。"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_latin_letters(query: str, line: str) -> None:
    assert above(query, line) == [line]


@pytest.mark.parametrize(("query", "line"), [("メルケル", "A miracle of mercury."), ("タマネギ", "The timing of it.")])
def test_the_same_consonants_with_other_vowels_are_another_word(query: str, line: str) -> None:
    assert above(query, line) == []


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("SNS", "エスエヌエスに書く。"), ("エヌエイチケイ", "NHKの会長。"), ("エヌ・エイチ・ケー", "NHKの会長。"),
        ("レオナルドダヴィンチ", "レオナルド・ダ・ビンチの絵。"),
        ("ジョン・スチュアート・ミル", "ジョンスチュアートミルの本。"), ("シュミット", "シユミツト博士の講義。"),
        ("奈良県", "奈良の鹿。"), ("富士山", "ふじ山が見える。"),
        ("立入検査", "立ち入り検査が続く。"), ("手帖", "手帳を開く。"), ("炭坑", "炭鉱の町。"), ("撒水", "散水する。"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_another_spelling(query: str, line: str) -> None:
    assert above(query, line) == [line]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("大統領選挙", "大統領の選挙が近い。"), ("大統領の選挙", "大統領選挙が近い。"),
        ("人権侵害", "人権を侵害した。"), ("情報を公開", "情報公開を求める。"),
        ("お話しになる", "首相が話した。"), ("ご説明いたします", "大臣が説明した。"),
    ],
)  # fmt: skip
def test_a_compound_and_its_words_with_a_particle_are_one(query: str, line: str) -> None:
    assert above(query, line) == [line]


def test_where_a_compound_stands_as_typed_its_words_with_a_particle_stand_below() -> None:
    assert above("日本銀行", "日本の銀行は多い。", "日本銀行の総裁。") == ["日本銀行の総裁。"]


def test_a_university_is_not_two_adjectives() -> None:
    assert above("早大", "早く大きくなった。") == []


@pytest.mark.parametrize(("typed", "line"), [("kishda", "岸田首相の会見。"), ("shinbnu", "新聞を読む。")])
def test_romaji_with_a_letter_wrong_is_mended_below_the_line(typed: str, line: str) -> None:
    found = searcher(texts(line)).search(typed)
    assert [(hit.text, hit.below) for hit in found.hits] == [(line, True)]


FACTS = (
    DocumentFacts("a", "市の財政が揺らぐ", "2024-03-05", "朝陽新聞", "Harper Finch"),
    DocumentFacts("b", "コンピュータと教育", "2023-05-01", "NHKニュース", "斎藤美奈子"),
    DocumentFacts("c", "沖縄の基地", "1989-01-08", "沖繩タイムス", "與那嶺 路代"),
)


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("author:フィンチ", "a"), ("author:finch", "a"), ("author:さいとうみなこ", "b"), ("author:Saito", "b"),
        ("author:与那嶺", "c"), ("author:yonamine", "c"), ("author:美奈", "b"),
        ("source:エヌエイチケイ", "b"), ("source:おきなわ", "c"), ("source:ニュース", "b"),
        ("title:computer", "b"), ("title:ざいせい", "a"), ("title:沖繩", "c"),
        ("date:令和六年三月", "a"), ("date:R6.3", "a"), ("date:二〇二三年", "b"), ("date:平成元年", "c"),
    ],
)  # fmt: skip
def test_a_filter_is_read_in_any_script(query: str, key: str) -> None:
    documents = [document(facts.key, "本文です。", title=facts.title) for facts in FACTS]
    search = Searcher([MemorySegment([each for one in documents for each in placed(one)])], FACTS)
    assert [hit.file for hit in search.search(query).hits] == [key]
