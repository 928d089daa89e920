"""What stands above the line, what below, and that nothing found depends on what else is there."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inyo.index.engine.words.synonyms import Synonyms
from inyo.index.values.hits import DocumentHits, Instead, Relaxed
from tests.small_index import document, searcher, texts

LINES = (
    "習近平国家主席が演説した。", "習近平氏が電話で協議した。", "公園に二人がいた。", "2人が来た。",
    "選手が引退した。", "彼がいる。雨が降っている。", "ベッセント財務長官が語った。", "ベッセント氏は笑った。",
    "尹錫悦氏が来た。", "ユン・ソンニョル氏が来た。", "少子高齢化が進む。", "少子・高齢化の町。", "90年代の車。",
    "九〇年代の本。", "老舗百貨店が閉じた。", "民事再生法の適用を申請した。", "イオンの店。", "異音がする。",
    "ルノアールの絵。", "ルノワールの絵。", "東京へ行く。", "とうきょうの空。", "花火を見る。", "空港に着く。",
)  # fmt: skip
QUERIES = (
    "しゅうきんぺい", "2人", "いんたい", "ベッセント財務長官", "ユンソンニョル", "少子高齢化", "90年代",
    "老舗百貨店 民事再生法",
    "イオン", "ルノワール", "tokyo", "花火 空港", "花火の見える空港はどこか", "引退した選手", "ゆんそんにょる",
)  # fmt: skip


@given(
    st.sampled_from(QUERIES),
    st.sets(st.sampled_from(range(len(LINES))), min_size=1),
    st.sampled_from(range(len(LINES))),
)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_another_document_takes_no_hit_away(query: str, some: set[int], other: int) -> None:
    def found(numbers: set[int]) -> set[str]:
        documents = [document(f"{number}.txt", LINES[number], title="無題") for number in sorted(numbers)]
        return {hit.file for hit in searcher(documents).search(query).hits}

    assert found(some) <= found(some | {other})


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("しゅうきんぺい", LINES[:2]), ("2人", LINES[2:4]), ("二人", LINES[2:4]), ("ベッセント財務長官", LINES[6:8]),
        ("ユンソンニョル", LINES[8:10]), ("少子高齢化", LINES[10:12]), ("90年代", LINES[12:14]),
        ("九〇年代", LINES[12:14]),
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_found_beside_what_is_written_so(query: str, lines: tuple[str, ...]) -> None:
    answer = searcher(texts(*LINES)).search(query)
    assert set(lines) <= {hit.text for hit in answer.hits if not hit.below}


def test_words_of_grammar_are_no_reading_of_a_word_in_kana() -> None:
    answer = searcher(texts(*LINES)).search("いんたい")
    assert [hit.text for hit in answer.hits if not hit.below] == ["選手が引退した。"]


def test_a_loan_in_katakana_finds_kanji_of_that_sound_only_below_it() -> None:
    answer = searcher(texts(*LINES)).search("イオン")
    assert [(hit.text, hit.below) for hit in answer.hits] == [("イオンの店。", False), ("異音がする。", True)]


def test_a_loose_reading_is_above_the_line_until_there_is_a_sure_one() -> None:
    assert [hit.below for hit in searcher(texts("東京へ行く。")).search("tokyo").hits] == [False]
    both = searcher(texts("勝利した。", "処理した。")).search("shori")
    assert [(hit.text, hit.below) for hit in both.hits] == [("処理した。", False), ("勝利した。", True)]


def test_what_was_not_found_gives_half_of_the_query_below_the_line_and_says_so() -> None:
    answer = searcher(texts("花火を見る。", "空港に着く。", "雨が降る。")).search("花火 空港")
    assert (answer.total, answer.weaker) == (0, 2) and Relaxed("any word") in answer.notices
    assert all(hit.below for hit in answer.hits)


@pytest.mark.parametrize("query", ["2024年", "令和6年", "新NISA"])
def test_a_counter_or_a_single_letter_is_never_enough(query: str) -> None:
    assert searcher(texts("三年が過ぎた。", "新しい店。", "六年生だ。", "令和の時代。")).search(query).hits == ()


def test_the_nearest_word_is_searched_at_once_below_the_line() -> None:
    answer = searcher(texts("希土類の鉱石を運ぶ。", "雨が降る。")).search("希士類")
    assert [(hit.text, hit.below) for hit in answer.hits] == [("希土類の鉱石を運ぶ。", True)]
    assert any(isinstance(notice, Instead) and "希土類" in notice.found for notice in answer.notices)


def test_a_document_that_has_all_words_in_different_passages_stands_after_passages_with_all() -> None:
    article = document("a.txt", "老舗百貨店が破綻\n同社は民事再生法の適用を申請した。", title="無題")
    both = document("b.txt", "百貨店が民事再生法を使う。", title="無題")
    others = [document("c.txt", "民事再生法の本。", title="無題"), document("d.txt", "百貨店へ行く。", title="無題")]
    answer = searcher([article, both, *others]).search("百貨店 民事再生法")
    assert [(hit.file, hit.below) for hit in answer.hits] == [
        ("b.txt", False), ("a.txt", False), ("a.txt", False), ("d.txt", True), ("c.txt", True)
    ]  # fmt: skip
    assert (answer.total, answer.documents, answer.weaker) == (3, 2, 2)
    assert answer.by_document[:3] == (
        DocumentHits("a.txt", 2, 0),
        DocumentHits("b.txt", 1, 0),
        DocumentHits("c.txt", 0, 1),
    )


def test_a_word_of_the_title_counts_for_every_passage() -> None:
    article = document("a.txt", "本日、民事再生法の適用を申請した。", title="百貨店の破綻")
    answer = searcher([article]).search("百貨店 民事再生法")
    assert [(hit.file, hit.below) for hit in answer.hits] == [("a.txt", False)]


def test_the_scope_of_all_words_can_be_said() -> None:
    article = document("a.txt", "百貨店が破綻\n民事再生法を使う。\n百貨店は閉じた。", title="無題")
    search = searcher([article, document("b.txt", "百貨店と民事再生法。", title="無題")])
    assert [hit.file for hit in search.search("in:passage 百貨店 民事再生法").hits] == ["b.txt"]
    assert [hit.file for hit in search.search("in:document 百貨店 民事再生法").hits].count("a.txt") == 3


def test_near_wants_both_within_so_many_words() -> None:
    search = searcher(texts("港の工事が終わる。", "港では、雨の降る長い一日のあとで工事が終わる。"))
    found = search.search("港 NEAR/3 工事")
    assert [(hit.text[:3], hit.below) for hit in found.hits] == [("港の工", False), ("港では", True)]
    assert not any(hit.below for hit in search.search("港 NEAR/30 工事").hits)


@pytest.mark.parametrize(
    ("query", "marked"),
    [("経済*", ["経済界"]), ("*電力", ["港電力"]), ("経?界", ["経済界"]), ("/第[0-9]+回/", ["第12回"])],
)
def test_wildcards_and_expressions_find_strings(query: str, marked: list[str]) -> None:
    answer = searcher(texts("経済界の人。", "港電力の株。", "第12回の会。")).search(query)
    hit = answer.hits[0]
    assert [hit.text[span.start - hit.start : span.end - hit.start] for span in hit.spans] == marked
    assert answer.total == 1


@pytest.mark.parametrize("query", ["/(a+)+/", "/[/", "/", "//", "*", "?*", "/a*/", "港 NEAR/", "NEAR/3", "NEAR/3 港"])
def test_what_is_no_expression_is_searched_as_it_is(query: str) -> None:
    assert searcher(texts("港の話。")).search(query).query == query


def test_source_author_and_kind_choose_documents() -> None:
    one = document("a.md", "雨の話。", source="港 新聞", author="山田")
    two = document("b.txt", "雨の日。", source="町報")
    search = searcher([one, two])
    for query, file in (("雨 source:港新聞", "a.md"), ("雨 author:山田", "a.md"), ("雨 kind:txt", "b.txt")):
        assert [hit.file for hit in search.search(query).hits] == [file]


def test_hits_come_in_the_order_that_is_asked_for() -> None:
    documents = [
        document("a.txt", "雨。雨。", title="う", date="2025-02-01"),
        document("b.txt", "雨。", title="あ", date="2025-06"),
        document("c.txt", "雨の日の長い話をする。", title="い"),
    ]  # fmt: skip
    search = searcher(documents)
    orders = {order: "".join(hit.file[0] for hit in search.search("雨", order=order).hits)
              for order in ("newest", "oldest", "title", "path")}  # fmt: skip
    assert orders == {"newest": "bac", "oldest": "abc", "title": "bca", "path": "abc"}


def test_only_what_stands_above_the_line_is_marked_in_a_document() -> None:
    one = document("a.txt", "処理した。\n勝利した。", title="無題")
    assert [one.text[span.start : span.end] for span in searcher([one]).highlights("a.txt", "shori")] == ["処理"]
    other = document("b.txt", "勝利した。", title="無題")
    assert [other.text[span.start : span.end] for span in searcher([one, other]).highlights("b.txt", "shori")] == [
        "勝利"
    ]


def test_a_pair_of_one_text_is_used_where_texts_give_it() -> None:
    search = searcher(texts("韓明俊氏の絵。"), synonyms=Synonyms(pairs=(("韓明俊", "ハン・ミョンジュン"),)))
    assert [hit.below for hit in search.search("ハン・ミョンジュン").hits] == [False]


def test_what_answers_a_sentence_better_than_all_that_has_enough_of_it_stands_before_these() -> None:
    enough = "灯台の人。水門の人。工事の人。雨が直る。" + "長い手紙がとどく。" * 40
    better = "桟橋と漁船が直る、桟橋と漁船が直る、桟橋と漁船が直る。"
    answer = searcher(texts(enough, better)).search("灯台と水門と工事と桟橋と漁船はいつ直るのか")
    assert [(hit.text, hit.below) for hit in answer.hits] == [(better, False), (enough, False)]


def _ranked(query: str, *lines: str) -> list[str]:
    return [hit.text for hit in searcher(texts(*lines)).search(query).hits]


def test_a_number_with_its_counter_tells_apart_what_the_other_words_of_a_sentence_find() -> None:
    other, meant = "台風19号は灯台の沖で20日に止まった。", "台風20号は灯台の沖で19日に止まった。"
    assert _ranked("台風20号は灯台のどこで止まったか", other, meant) == [meant, other]


def test_words_of_grammar_tell_passages_of_a_sentence_apart_but_find_none() -> None:
    meant, other = "船長と水夫が灯台にいた。", "船長と水夫が灯台に来た。"
    assert _ranked("船長と水夫が灯台にいるのはなぜか", other, meant, "誰かがいる。") == [meant, other]


def test_a_word_of_a_sentence_is_the_word_it_is_there() -> None:
    written, other = "夫人は扉に鍵を掛けた。", "夫人は扉の鍵を欠けた。"
    assert _ranked("夫人が扉に鍵をかけるのはいつか", other, written) == [written, other]


def test_clauses_without_a_question_are_a_sentence_by_their_short_nouns_too() -> None:
    meant = "女は夫を見て笑う。"
    assert _ranked("藪の話に夫が笑いたくなると言っている女", "男が笑う。", meant)[0] == meant


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("小人", "子どもたちが遊ぶ。"),
        ("花見", "花を見た。"),
        ("文三", "文に三つある。"),
        ("日記", "それにつき答える。"),
    ],
)
def test_a_short_word_does_not_find_its_letters_as_other_words(query: str, line: str) -> None:
    (other,) = searcher(texts(line, f"{query}の話。")).search(query).hits[1:] or (None,)
    assert other is None or other.below


@pytest.mark.parametrize("query", ["かいてい", "kaitei"])
def test_a_noun_in_kana_is_no_predicate_cut_short(query: str) -> None:
    found = searcher(texts("紙にこう書いています。", "海底を掘る。")).search(query)
    assert [hit.text for hit in found.hits if not hit.below] == ["海底を掘る。"]


@pytest.mark.parametrize("query", ["みてい", "みている", "かいて"])
def test_a_predicate_that_is_being_typed_is_found(query: str) -> None:
    lines = texts("紙にこう書いています。", "海を見ている。")
    assert [hit for hit in searcher(lines).search(query).hits if not hit.below]
