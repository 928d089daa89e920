"""Words for one thing that texts give in brackets."""

from __future__ import annotations

import pytest

from inyo.index.engine.words.synonyms import Synonyms, collect, mine, of_documents
from inyo.index.japanese.tokens import tokenize
from tests.small_index import document, searcher


def pairs(*lines: str) -> set[tuple[str, str]]:
    return set(collect((str(number), mine(line, tokenize(line))) for number, line in enumerate(lines)))


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        ("町の港湾整備公社（KSK）が発表した。", ("港湾整備公社", "ksk")),
        ("町に灰重石(かいじゅうせき)を運ぶ。", ("灰重石", "かいじゅうせき")),
        ("画家の韓明俊(ハン・ミョンジュン)氏が来た。", ("韓明俊", "ハン・ミョンジュン")),
        ("人工知能（以下、AI）を使う。", ("人工知能", "ai")),
        ("PORC（極地観測推進センター）の報告。", ("極地観測推進センター", "porc")),
        ("大きなものデータ損失保護(DLP)の話。", ("データ損失保護", "dlp")),
    ],
)
def test_a_word_and_its_other_word_are_a_pair(line: str, pair: tuple[str, str]) -> None:
    assert pair in pairs(line)


@pytest.mark.parametrize(
    "line", ["山田太郎(45)が来た。", "会場(写真)を見る。", "高橋氏（東京）は話した。", "雨だ(笑)。", "()だけ。"]
)
def test_other_brackets_give_no_pair(line: str) -> None:
    assert pairs(line) == set()


@pytest.mark.parametrize("line", ["代入演算子(`=`)を書く。", "参照型(配列や表など)を使う。"])
def test_signs_and_examples_are_no_other_word_however_many_texts_have_them(line: str) -> None:
    assert pairs(line, line, line) == set()


@pytest.mark.parametrize(
    "line", ["KDX（北浜市東区）の株。", "KDX（部品大手）の株。", "KDX（検査）を受ける。", "KD（北浜・西浜）の駅。"]
)
def test_what_an_acronym_is_or_where_is_no_long_form_of_it(line: str) -> None:
    assert pairs(line, line, line) == set()


def test_the_end_of_a_long_form_with_words_too_few_for_the_acronym_is_none() -> None:
    found = pairs("大規模水門模型(LSM)の話。", "水門模型(LSM)の話。")
    assert found == {("大規模水門模型", "lsm")}


def test_another_word_for_a_thing_needs_three_documents() -> None:
    line = "ジルコニウム(灰重石)を運ぶ。"
    assert pairs(line, line) == set()
    assert ("ジルコニウム", "灰重石") in pairs(line, line, line)


@pytest.mark.parametrize(
    "line", ["選手(アメリカ)が勝った。", "会長(泉健太君)の話。", "空港(スペイン・バルセロナ)に着く。"]
)
def test_what_is_said_of_a_person_or_place_is_no_other_word_for_it(line: str) -> None:
    assert pairs(line, line, line) == set()


def test_the_longest_run_that_documents_share_is_taken() -> None:
    found = pairs("同町港湾公社(KSK)の話。", "県の港湾公社(KSK)の人。", "港湾公社(KSK)。")
    assert ("港湾公社", "ksk") in found


def own(*lines: str) -> set[tuple[str, str, tuple[str, ...]]]:
    return set(of_documents((str(number), mine(line, tokenize(line))) for number, line in enumerate(lines)))


def test_what_a_text_calls_a_thing_for_short_holds_in_that_text() -> None:
    lines = ("北浜水門管理機構（以下「機構」）が答えた。\n機構は否定した。", "別の機構が笑った。")
    assert own(*lines) == {("北浜水門管理機構", "機構", ("0",))}
    synonyms = Synonyms(own=tuple(own(*lines)))
    search = searcher([document(str(at), line) for at, line in enumerate(lines)], synonyms=synonyms)
    above = [hit.text for hit in search.search("北浜水門管理機構").hits if not hit.below]
    assert above == ["北浜水門管理機構（以下「機構」）が答えた。", "機構は否定した。"]


def test_a_word_that_is_short_for_many_things_stands_for_some_hundred_of_them() -> None:
    many = Synonyms(own=tuple((f"北浜{number}水門管理機構", "機構", (f"{number}",)) for number in range(3_000)))
    assert 100 <= len(many.in_documents("機構")) <= 300
    assert [word for word, _, _ in many.in_documents("北浜7水門管理機構")] == ["機構"]


@pytest.mark.parametrize(
    "line", ["選手(アメリカ)が勝った。", "会長(泉健太君)の話。", "当社(北浜醤油)の話。", "石(灰重石)を運ぶ。"]
)
def test_what_is_said_of_a_thing_is_no_other_word_for_it_in_its_own_text_either(line: str) -> None:
    assert own(line) == set()


@pytest.mark.parametrize(
    ("line", "short", "wanted"),
    [
        ("極地観測推進センター（PORC）は結果を公表した。", "porc", ["極地観測推進センター"]),
        ("外国人の部品センター（PORC）は結果を公表した。", "porc", []),
        ("地元港湾労働者連盟（PWF）が声明を出した。", "pwf", ["港湾労働者連盟"]),
        ("新しい航法衛星（NSX7）が上がった。", "nsx7", []),
        ("トーヴェ・リンデルム（NDP）が当選した。", "ndp", []),
        ("ハーバー・ローイング・クラブ（HRC）が勝った。", "hrc", ["ハーバー・ローイング・クラブ"]),
    ],
)
def test_an_acronym_stands_for_words_enough_and_for_nothing_that_adjoins_them(
    line: str, short: str, wanted: list[str]
) -> None:
    found = collect([("a.txt", mine(line, tokenize(line)))])
    assert [word for word, other in found if other == short] == wanted
