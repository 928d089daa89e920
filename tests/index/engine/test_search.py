"""Finding what is written otherwise, and pointing at it exactly."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.engine.ranking.searcher import Searcher
from inyo.index.engine.words.synonyms import Synonyms, read_groups
from inyo.index.values.hits import Answer, Relaxed
from tests.small_index import document, placed, searcher, texts

LINES = (
    "ゲルトナー長官は１３万３千トンの取引を見直したと述べた。",
    "古い港の㈱青空商会に、ﾍﾞｯｺｳの櫛がある。",
    "東京都の学校で國語を教える。",
    "こゝろの中で、時時思い出す。\u3000空を見る。",
    "雨の日は 😀 と「」【】を書く。",
    "米政府の代表と山田太郎主席が会った。米の値段の話はなかった。",
)


@pytest.fixture(scope="module")
def collection() -> Searcher:
    return searcher(texts(*LINES))


def marked(answer: Answer, number: int = 0) -> list[str]:
    hit = answer.hits[number]
    return [hit.text[span.start - hit.start : span.end - hit.start] for span in hit.spans]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ゲルトナ", ["ゲルトナー"]), ("げるとなー", ["ゲルトナー"]), ("gerutona-", ["ゲルトナー"]),
        ("ゲルドナー", ["ゲルトナー"]), ("133,000トン", ["１３万３千トン"]), ("とりひき", ["取引"]),
        ("torihiki", ["取引"]), ("取り引き", ["取引"]), ("見直す", ["見直し"]), ("株式会社青空商会", ["㈱青空商会"]),
        ("べっこう", ["ﾍﾞｯｺｳ"]), ("国語", ["國語"]), ("こころ", ["こゝろ"]), ("時々", ["時時"]), ("米国", ["米"]),
        ("山田主席", ["山田太郎"]), ("tokyo", ["東京"]),
    ],
)  # fmt: skip
def test_a_word_is_found_in_another_spelling_and_marked_exactly(
    collection: Searcher, query: str, words: list[str]
) -> None:
    assert marked(collection.search(query)) == words


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_every_substring_is_found_where_it_stands(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(LINES))
    start = data.draw(st.integers(0, len(line) - 1).filter(lambda at: line[at] != "ﾞ"))
    end = data.draw(st.integers(start + 1, min(len(line), start + 8)))
    answer = _COLLECTION.search(f'"{line[start:end]}"')
    hit = next(hit for hit in answer.hits if hit.text == line)
    assert any(span.start <= start and end <= span.end for span in hit.spans)


_COLLECTION = searcher(texts(*LINES))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ('"の花"', "この花と別の花を並べる。"), ("ツと日", "スーツと日傘を持つ。日の光とツ。"),
        ("(磁石", "強い力(磁石)と磁石の話。"), ("韓国", "韓国防相の談話。"),
        ('〝は"青"だ〟', '題は"青"だという。'),
    ],
)  # fmt: skip
def test_what_stands_there_to_the_letter_is_marked_as_one_whatever_else_is(query: str, text: str) -> None:
    typed = query.strip("〝〟") if "〝" in query else query.strip('"')
    assert marked(searcher(texts(text, "港の工事。")).search(query)).count(typed) == text.count(typed)


@pytest.mark.parametrize(
    "query", ["", "  ", "。", "()", '"', "((((", "😀", "한국", "\0", "-港", "OR", "x" * 10_000, "date:1"]
)
def test_anything_typed_gives_an_answer(collection: Searcher, query: str) -> None:
    answer = collection.search(query)
    assert answer.total + answer.weaker >= len(answer.hits)
    assert answer.hits or answer.notices or query.strip()


def test_what_only_crosses_word_boundaries_stands_below_the_line() -> None:
    answer = searcher(texts("東京都の庁舎。", "京都の寺。")).search("京都")
    assert [(hit.text, hit.below) for hit in answer.hits] == [("京都の寺。", False), ("東京都の庁舎。", True)]


def test_a_number_is_not_found_inside_another() -> None:
    answer = searcher(texts("11年ぶりの雪。", "1年の休み。")).search("1年")
    assert [hit.below for hit in answer.hits] == [False, True]


def test_as_written_stands_above_other_spellings() -> None:
    answer = searcher(texts("取り引きの場。", "取引の場。")).search("取引")
    assert answer.hits[0].text == "取引の場。" and answer.total == 2


def test_words_near_each_other_stand_above_words_far_apart() -> None:
    far = "港の話をした。" + "雨が降っていたので、皆は黙って窓の外を見ていた。" * 3 + "工事は終わった。"
    near = "雨が降っていたので、皆は黙って窓の外を見ていた。" * 3 + "港の工事は終わり、話をした。"
    assert searcher(texts(far, near)).search("港 工事").hits[0].text == near


def test_without_a_word_and_either_of_two() -> None:
    search = searcher(texts("赤い花と青い空。", "赤い花。", "青い空。", "白い雲。"))
    assert [hit.text for hit in search.search("花 -空").hits] == ["赤い花。"]
    assert search.search("花 OR 空").total == 3


def test_no_passage_with_all_words_gives_any_of_them_and_says_so() -> None:
    answer = searcher(texts("赤い花火。", "青い空港。")).search("花火 空港")
    assert (answer.total, answer.weaker, [hit.below for hit in answer.hits]) == (0, 2, [True, True])
    assert Relaxed("any word") in answer.notices


def test_a_beginning_of_a_reading_finds_the_word() -> None:
    assert marked(searcher(texts("関税の話。")).search("かんぜ")) == ["関税"]
    assert marked(searcher(texts("関税の話。")).search("kanz")) == ["関税"]


def test_ties_stay_in_document_order() -> None:
    answer = searcher(texts(*["同じ雨の音。"] * 5)).search("雨")
    assert [hit.file for hit in answer.hits] == [f"{number}.txt" for number in range(5)]


NOTICE = "この頁の文章は、港の図書館の有志が作りました。"


def test_a_text_that_comes_again_stands_below_the_others_and_is_counted() -> None:
    search = searcher(texts(NOTICE, NOTICE, "図書館の庭に、名も知らない大きな木が一本だけ立っている。", f"{NOTICE} "))
    answer = search.search("図書館")
    assert [hit.file for hit in answer.hits] == ["0.txt", "2.txt", "1.txt", "3.txt"] and answer.total == 4
    assert [hit.file for hit in search.search("図書館", limit=2).hits] == ["0.txt", "2.txt"]


def test_a_text_that_comes_again_stays_on_its_side_of_the_line() -> None:
    across = "夏の東京都で、誰も知らない古い店を三軒見つけた。"
    answer = searcher(texts(across, "京都へ行く。" + NOTICE, across, "京都へ行く。" + NOTICE)).search("京都")
    assert [(hit.file, hit.below) for hit in answer.hits] == [
        ("1.txt", False), ("3.txt", False), ("0.txt", True), ("2.txt", True)
    ]  # fmt: skip


def test_what_a_filter_alone_finds_stays_in_the_order_of_the_documents() -> None:
    answer = searcher(texts(NOTICE, NOTICE, "雨の朝。")).search("file:txt")
    assert [hit.file for hit in answer.hits] == ["0.txt", "1.txt", "2.txt"]


def test_a_file_is_found_by_its_name_however_the_file_system_takes_its_letters_apart() -> None:
    search = searcher([document(unicodedata.normalize("NFD", "ガラス.txt"), NOTICE), document("硝子.txt", NOTICE)])
    for query in ("file:ガラス", "file:" + unicodedata.normalize("NFD", "ガラス")):
        assert [unicodedata.normalize("NFC", hit.file) for hit in search.search(query).hits] == ["ガラス.txt"]


def test_an_answer_tells_in_how_many_documents_passages_are_also_those_beyond_the_limit() -> None:
    one, two = (document(f"{name}.txt", "雨の朝。\n\n雨の夜。\n\n雪の日。") for name in "ab")
    answer = searcher(
        [two], background=[MemorySegment([each for one in (one, *texts("白い雲。")) for each in placed(one)])]
    ).search("雨", limit=1)
    assert (len(answer.hits), answer.total, answer.documents) == (1, 4, 2)


def test_nothing_found_gives_the_nearest_words_that_occur() -> None:
    search = searcher(texts("希土類の鉱石。", "フェルナンデス氏。"))
    assert "希土類" in search.search("希士類").suggestions


def test_the_users_synonyms_are_used_and_named() -> None:
    synonyms = Synonyms(user=read_groups("# 町の言葉\n浜っ子, 港の人"))
    answer = searcher(texts("港の人が集まる。"), synonyms=synonyms).search("浜っ子")
    assert marked(answer) == ["港の人"] and "港の人" in answer.hits[0].note


@pytest.mark.parametrize("query", ["こうわんこうしゃ", "kouwankousha", "コウワンコウシャ"])
def test_a_word_of_ones_own_is_found_by_the_reading_that_the_user_gives(query: str) -> None:
    synonyms = Synonyms(user=read_groups("港灣コーシャ, こうわんこうしゃ"))
    answer = searcher(texts("町の港灣コーシャが発表した。"), synonyms=synonyms).search(query)
    assert marked(answer) == ["港灣コーシャ"]


def test_filters_choose_documents_and_places() -> None:
    one = document("a/one.txt", "雨の話。\n彼は「雨だ」と言った。", title="天気", date="2025-06-10")
    two = document("b/two.txt", "雨の日。", title="雨の題", date="2024-01")
    place = one.text.index("「")
    search = searcher(
        [one, two], quotations_by=lambda name: {"a/one.txt": [(place, place + 4)]} if name == "彼" else {}
    )
    assert {hit.file for hit in search.search("雨 file:two").hits} == {"b/two.txt"}
    assert {hit.file for hit in search.search("雨 date:2025").hits} == {"a/one.txt"}
    assert {hit.file for hit in search.search("雨 date:..2024-12").hits} == {"b/two.txt"}
    assert {hit.file for hit in search.search("in:title 雨").hits} == {"b/two.txt"}
    inside = search.search("by:彼 雨")
    assert [(hit.spans[0].start, len(hit.spans)) for hit in inside.hits] == [(place + 1, 1)]
    assert [(span.start, span.end) for span in search.search("by:彼").hits[0].spans] == [(place, place + 4)]
    assert [hit.paragraph for hit in search.search("話 by:彼").hits] == []
    assert [hit.paragraph for hit in search.search("話 in:document by:彼").hits] == [1]


def test_a_quotation_of_a_speaker_needs_no_reason_and_a_mention_only_under_another_name() -> None:
    one = document("one.txt", "山田太郎さんは「雨だ」と言った。山田さんは笑った。")
    said, family = one.text.index("「"), one.text.rindex("山田")
    search = searcher(
        [one],
        quotations_by=lambda name: {"one.txt": [(said, said + 4)]},
        mentions_of=lambda name: {"one.txt": [(0, 4), (family, family + 2)]},
    )
    assert [span.why for span in search.search("by:山田太郎").hits[0].spans] == ["written"]
    assert [span.why for span in search.search("person:山田太郎").hits[0].spans] == ["written", "alias"]


def test_highlights_of_a_document_are_all_its_spans_in_order() -> None:
    one = document("one.txt", "雨の話。\n晴れ。\n雨と雨。")
    spans = searcher([one]).highlights("one.txt", "雨")
    assert [one.text[span.start : span.end] for span in spans] == ["雨", "雨", "雨"]
    assert [span.start for span in spans] == sorted(span.start for span in spans)


def test_a_cancelled_search_gives_nothing() -> None:
    assert searcher(texts("雨。")).search("雨", cancelled=lambda: True).hits == ()


@pytest.mark.parametrize("query", ["あるきました", "arukimashita", "歩きました"])
def test_an_inflected_word_in_kana_or_romaji_is_marked_with_its_ending(query: str) -> None:
    answer = searcher(texts("浜辺を歩く。", "駅まで歩きました。", "垢を取る。")).search(query)
    assert marked(answer) == ["歩きました"]
    assert [marked(answer, number) for number in range(1, len(answer.hits))] in ([], [["歩く"]])


def test_a_stem_without_the_ending_that_was_typed_is_no_other_word() -> None:
    answer = searcher(texts("柿を見た。", "手紙を書きました。")).search("かきました")
    assert [hit.text for hit in answer.hits] == ["手紙を書きました。"]


def test_a_verb_is_found_by_each_of_its_readings() -> None:
    collection = searcher(texts("戸が開いたので、子犬を抱いた。"))
    for query in ("ひらいた", "あいた", "だいた", "いだいた"):
        assert marked(collection.search(query)) in (["開いた"], ["抱いた"])


def test_a_stroke_in_a_date_is_not_any_mark() -> None:
    answer = searcher(texts("4対12で負けた。", "4月12日に始まる。")).search("4/12")
    assert [hit.text for hit in answer.hits] == ["4月12日に始まる。"]
    assert marked(answer) == ["4月12日"]


def test_long_vowels_count_in_hiragana_where_the_word_as_typed_is_there() -> None:
    collection = searcher(texts("隣のおばさんだ。", "隣のおばあさんだ。"))
    answer = collection.search("おばさん")
    assert [(hit.text, hit.below) for hit in answer.hits] == [("隣のおばさんだ。", False), ("隣のおばあさんだ。", True)]


def test_the_marks_of_latin_letters_do_not_count() -> None:
    collection = searcher(texts("作者はBjörkだ。", "作者はBjorkだ。"))
    assert [marked(collection.search(query), 1) for query in ("bjork", "björk")] == [["Bjork"], ["Bjork"]]


def test_a_family_name_of_one_kanji_needs_a_title_to_stand_for_the_whole_name() -> None:
    collection = searcher(texts("林は木が多い。", "林氏が答えた。", "林芳正が答えた。"))
    assert {hit.text for hit in collection.search("林芳正").hits} == {"林芳正が答えた。", "林氏が答えた。"}


def test_a_word_of_the_dictionary_that_two_words_only_seem_to_hold_comes_below() -> None:
    answer = searcher(texts("各党首脳の会合。", "党首の会合。")).search("党首")
    assert [(hit.text, hit.below) for hit in answer.hits] == [("党首の会合。", False), ("各党首脳の会合。", True)]


def test_a_family_name_that_is_a_place_too_is_first_looked_for_before_titles() -> None:
    lines = ("山形の桜が咲いた。", "山形市長が答えた。", "市は山形国彦が治める。")
    collection = searcher(texts(*lines), aliases=lambda name: ["山形", "山形国彦"] if name.startswith("山形") else [])
    answer = collection.search("山形国彦")
    assert [hit.text for hit in answer.hits] == [lines[2], lines[1], lines[0]]
    assert marked(answer, 1) == ["山形"] and answer.hits[1].spans[0].why == "alias"


def test_what_belongs_to_the_title_is_not_marked_as_the_name() -> None:
    collection = searcher(texts("周海仁国家主席が着いた。"))
    assert marked(collection.search("周主席")) == ["周海仁"]


@pytest.mark.parametrize(
    ("query", "text", "name"),
    [
        ("たなかひろやす", "代表の田中浩康氏が来た。", "田中浩康"),
        ("tanakahiroyasu", "代表の田中浩康氏が来た。", "田中浩康"),
        ("suzukiyuka", "作家の鈴木祐佳さんが書いた。", "鈴木祐佳"),
        ("かみこうぬし", "調査団は上神主に入った。", "上神主"),
        ("ハン・ミョンジュン", "画家の韓明俊氏が来た。", "韓明俊"),
        ("きむすんひ", "画家の金承姫氏が来た。", "金承姫"),
    ],
)
def test_a_name_the_dictionary_knows_in_part_is_found_by_its_reading(query: str, text: str, name: str) -> None:
    answer = searcher(texts("港の工事が終わった。", text)).search(query)
    assert "".join(marked(answer)) == name


@pytest.mark.parametrize("query", ["tanaka hiroyasu", "Hiroyasu Tanaka", "たなか ひろやす"])
def test_a_name_in_two_words_is_found_in_either_order(query: str) -> None:
    answer = searcher(texts("港の工事が終わった。", "代表の田中浩康氏が来た。")).search(query)
    assert "".join(marked(answer)) == "田中浩康"


def test_a_verb_stands_before_others_of_its_lemma() -> None:
    answer = searcher(texts("税を納めた。", "長く国を治めた王がいた。")).search("治める")
    assert [marked(answer, number) for number in range(2)] == [["治め"], ["納め"]]


@pytest.mark.parametrize(
    ("query", "typed", "other"),
    [
        ("撮る", "祭りを撮った。", "席を取った。"), ("撮りました", "祭りを撮りました。", "席を取りました。"),
        ("早い", "朝が早い。", "球が速い。"), ("務める", "議長を務めた。", "町工場に勤めた。"),
        ("中国", "中国の港。", "中国地方の港。"), ("伯父", "伯父の船。", "叔父の船。"),
    ],
)  # fmt: skip
def test_another_word_of_the_same_lemma_stands_below_the_line(query: str, typed: str, other: str) -> None:
    answer = searcher(texts(other, typed)).search(query)
    assert [(hit.text, hit.below) for hit in answer.hits] == [(typed, False), (other, True)]


@pytest.mark.parametrize(
    ("query", "text"), [("早い", "朝がはやい。"), ("務める", "議長をつとめた。"), ("行う", "式を行なった。")]
)
def test_the_same_word_in_kana_or_other_okurigana_stands_above_the_line(query: str, text: str) -> None:
    assert not searcher(texts(text)).search(query).hits[0].below


def test_another_shade_of_a_word_stands_below_all_that_is_written_as_typed() -> None:
    long = "港で失くした鍵を捜した。" + "雨が降っていたので、皆は黙って窓の外を見ていた。" * 10
    answer = searcher(texts("家を探す。探す。探す。", long)).search("捜す")
    assert [(hit.text, hit.below) for hit in answer.hits] == [(long, False), ("家を探す。探す。探す。", False)]


@pytest.mark.parametrize(
    ("query", "text", "word"),
    [
        ("高まる", "緊張の高まりを恐れる。", "高まり"), ("痛い", "膝の痛みが続く。", "痛み"),
        ("速い", "球の速さに驚く。", "速さ"),
        ("遅れている", "列車が遅れた。", "遅れ"), ("釣り鉤", "古い釣針を拾う。", "釣針"),
        ("空き家", "丘の空家を借りる。", "空家"), ("掩護", "友軍の援護を待つ。", "援護"),
        ("尖端", "塔の先端が折れた。", "先端"), ("2兆5000億", "予算は二・五兆円だ。", "二・五兆"),
        ("辻村", "辻\U000e0100村さんが話す。", "辻\U000e0100村"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_a_related_form(query: str, text: str, word: str) -> None:
    assert marked(searcher(texts("港の工事が終わった。", text)).search(query)) == [word]


@pytest.mark.parametrize("query", ["対象", "公園", "保険"])
def test_words_of_one_sound_that_share_a_kanji_are_not_one(query: str) -> None:
    assert not searcher(texts("二つは対照をなす。", "公演を見る。", "保健の先生。")).search(query).hits


def test_what_looks_like_a_particle_in_kana_may_belong_to_the_word() -> None:
    answer = searcher(texts("磯の匂いがする。", "磯田沢の橋を渡る。")).search("いそださわ")
    assert "".join(marked(answer)) == "磯田沢"


def test_a_foreign_name_that_stands_nowhere_finds_no_kanji_of_that_sound() -> None:
    collection = searcher(texts("駅の売店で本を買う。", "金の値が上がる。", "周囲を見る。"))
    assert not collection.search("バイデン").hits
    assert not collection.search("シュウキンペイ").hits


def test_a_word_of_katakana_is_found_however_its_parts_are_joined_and_spelled() -> None:
    assert marked(searcher(texts("マルチプレーヤーで遊ぶ。")).search("マルチプレイヤー")) == ["マルチプレーヤー"]
    assert marked(searcher(texts("クォリファイングの試合。")).search("クオリファイング")) == ["クォリファイング"]


@pytest.mark.parametrize(
    ("query", "text", "word"),
    [
        ("朴槿恵", "パク・クネ元大統領の回顧録を読む。", "パク・クネ"),
        ("厚労相", "厚生労働大臣が病院を見て回った。", "厚生労働大臣"),
        ("国土交通大臣", "国交相は橋の上で説明を受けた。", "国交相"),
        ("総務相", "総務大臣は答えなかった。", "総務大臣"),
        ("リモコン", "リモートコントローラーの電池が切れた。", "リモートコントローラー"),
        ("正午", "集合は12時、郵便局の前。", "12時"),
        ("バレーボール", "浜でヴァレーボールをする。", "ヴァレーボール"),
        ("Bergman", "ベルイマンの映画を二本続けて観た。", "ベルイマン"),
        ("春闘", "春季闘争の回答が出そろった。", "春季闘争"),
        ("仁川", "インチョンの港で荷を待つ。", "インチョン"),
    ],
)
def test_a_name_or_an_office_is_found_under_what_others_call_it(query: str, text: str, word: str) -> None:
    answer = searcher(texts(text)).search(query)
    assert marked(answer) == [word]
    assert not answer.hits[0].below


@pytest.mark.parametrize("query", ["真相", "世相"])
def test_a_word_that_only_ends_like_an_office_is_none(query: str) -> None:
    assert not searcher(texts(f"{query[0]}の大臣が来た。")).search(query).total


def test_two_kana_that_were_exchanged_find_the_word_that_is_read_the_right_way_below_the_line() -> None:
    answer = searcher(texts("雰囲気のよい店だ。", "風が強い。")).search("ふいんき")
    assert answer.total == 0
    assert [marked(answer, number) for number in range(len(answer.hits))] == [["雰囲気"]]


def test_a_short_word_in_katakana_is_none_of_two_words_that_begin_otherwise() -> None:
    assert not searcher(texts("リモートの机とコントローラー。")).search("リモコン").total


@pytest.mark.parametrize(("query", "text"), [("大関", "大きな木の下で待つ。"), ("恩師", "恩を返す。")])
def test_the_last_letter_of_a_word_is_no_title_behind_a_name(query: str, text: str) -> None:
    assert not searcher(texts(text)).search(query).total


def test_a_question_asks_for_its_short_nouns_too() -> None:
    found = searcher(
        texts(
            "店主は棚を直し、道具をしまった。",
            "老いた犬が森の奥で鈴を見つけた。",
            "子どもは校庭で鈴を見つけた。",
        )
    ).search("森の中で犬が見つけたものは何ですか")
    assert found.hits[0].file == "1.txt"
    assert {"犬", "森", "見つけ"} <= set(marked(found))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("きをくばる", ["気を配る"]),
        ("てをさしのべる", ["手を差し伸べる"]),
        ("あたまがさがる", ["頭が下がる"]),
        ("みちにまよう", ["道に迷う"]),
        ("kiwokubaru", ["気を配る"]),
    ],
)
def test_words_in_kana_with_particles_between_are_read(query: str, words: list[str]) -> None:
    lines = ("周りに気を配る人だ。", "困る人に手を差し伸べる。", "苦労に頭が下がる。", "霧の夜は道に迷う。")
    assert marked(searcher(texts(*lines)).search(query)) == words


def test_an_amount_is_found_in_other_figures_but_not_as_another_amount() -> None:
    found = searcher(texts("三〇％が欠けた。", "席は30ある。", "入場料は300円だ。"))
    assert {hit.file for hit in found.search("30パーセント").hits} == {"0.txt"}
    assert {hit.file for hit in found.search("¥300").hits} == {"2.txt"}


@pytest.mark.parametrize(
    ("query", "words"), [("八ッ森", ["八森"]), ("八森", ["八森"]), ("Koshu", ["甲州"]), ("烏克蘭", ["ウクライナ"])]
)
def test_a_place_is_found_in_the_spelling_of_another_time_or_hand(query: str, words: list[str]) -> None:
    found = searcher(texts("八森の浜を歩く。", "甲州の葡萄を摘む。", "ウクライナの麦が届く。")).search(query)
    assert marked(found) == words


@pytest.mark.parametrize("query", ["/AB[0-9]+号/", "/ab[0-9]+号/", "/ＡＢ\\d+號/", "/[A-C]{2}12/"])
def test_an_expression_may_be_in_capitals_wide_letters_or_old_kanji(query: str) -> None:
    found = searcher(texts("船は ＡＢ12号と呼ばれた。", "別の船は CD12号だ。")).search(query)
    assert [hit.file for hit in found.hits] == ["0.txt"]
