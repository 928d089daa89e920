"""Layouts of turns: one a test, the words made up for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest

from inyo.index.reading.layout_table import Transcript
from inyo.index.reading.layouts import transcript_of
from inyo.index.reading.zones import Line, lines_of
from tests.index.quotations.reading import said

TURNS = {
    "minutes": ("○議長（田所　実君）　開きます。\n\n○水野市長　橋を直します。\n\n○議長（田所　実君）　終わります。\n"),
    "minutes in numbered rows": (
        "1 | ○議長（田所実君）　開きます。\n2 | ◆三番（浅野里子君）　水道の件です。\n"
        "3 | ◎市長（水野光君）　直します。\n"
    ),
    "marked speakers": (
        "◆三番（浅野里子）　水道の件です。\n\n◎市長（水野）　直します。\n\n◆三番（浅野里子）　いつですか。\n"
    ),
    "brackets, a house in katakana before a name": (
        "【大臣】\n橋を直します。\n【東洋テレビ・村瀬】\n費用はいくらですか。\n【大臣】\n十億円です。\n【フリーランス・江口】\n"
        "いつですか。\n【大臣】\n来年です。\n"
    ),
    "colon": "記者：橋はどうなりますか。\n市長：直します。\n記者：費用は。\n市長：十億円です。\n",
    "colon, words below": (
        "田所：\n橋を見に行きました。\n\n水野：\nどうでしたか。\n\n田所：\n古かったです。\n\n水野：\nそうですか。\n"
    ),
    "brackets alone": (
        "【知事】\n\n　橋を直します。\n\n【記者】\n\n　費用はいくらですか。\n\n【知事】\n\n　十億円です。\n"
    ),
    "angle brackets": (
        "〈Ａ社〉橋はいつ直りますか。\n〈市長〉来年です。\n〈Ｂ社〉費用は足りますか。\n〈市長〉足ります。\n"
    ),
    "question and answer": ("Ｑ．橋はいつ直りますか。\nＡ．来年です。\n\nＱ．費用は足りますか。\nＡ．足ります。\n"),
    "question with house": (
        "Q（県政クラブ）橋はいつ直りますか。\nA（知事）来年です。\nQ（県政クラブ）費用は。\nA（知事）足ります。\n"
    ),
    "numbered questions": ("問1　橋はいつ直るのか。\n（答）来年です。\n\n問2　費用は足りるのか。\n（答）足ります。\n"),
    "closing parenthesis": "大臣）\n橋を直します。\n\n記者）\n費用はいくらですか。\n\n大臣）\n十億円です。\n",
    "space": "記者　橋はどうなりますか。\n市長　直します。\n記者　費用は。\n市長　十億円です。\n",
    "a name in two parts before a wider space": (
        "水野 聡美　橋はどうなりますか。\n田所 礼二　直します。\n水野 聡美　費用は。\n田所 礼二　十億円です。\n"
    ),
    "a name in two parts alone": (
        "水野 聡美\n橋はどうなりますか。\n\n田所 礼二\n来年には直します。\n\n水野 聡美\n費用はどうなりますか。\n\n"
        "田所 礼二\n十億円です。\n"
    ),
    "name alone": (
        "司会\n\n始めます。\n\n市長\n\n橋を直します。\n\n記者\n\n費用はいくらですか。\n\n市長\n\n"
        "十億円です。\n\n記者\n\nはい。\n"
    ),
    "chat": "[21:03] まつ: 橋を見た？\n[21:04] たけ: まだ見ていない。\n[21:05] まつ: 明日行こう。\n",
    "chat of a telephone": (
        "13:05\t松　葉子\t橋を見た？\n13:06\t竹　三郎\tまだ見ていない。\n13:07\t松　葉子\t明日行こう。\n"
    ),
    "chat given out": (
        "2024/05/01 13:05 - 松 葉子: 橋を見た？\n2024/05/01 13:06 - 竹 三郎: まだ見ていない。\n"
        "2024/05/01 13:07 - 松 葉子: 明日行こう。\n"
    ),
    "board": (
        "1　名前：まつ　投稿日：2023/08/19 06:12\n橋を見ましたか。\n\n"
        "2　名前：たけ　投稿日：2023/08/19 07:40\nまだ見ていません。\n"
    ),
    "board without the word for name": (
        "1 ：まつ：2023/08/19(土) 06:12:45.10 ID:aBcD1\n橋を見ましたか。\n\n"
        "2 ：たけ：2023/08/19(土) 07:40:02.33 ID:eFgH2\nまだ見ていません。\n"
    ),
    "reviews": (
        "★★★☆☆　まつ　2024年6月\n静かな店でした。\n\n★☆☆☆☆　たけ　2024年7月\n予約が要ります。\n\n"
        "★★★★★　うめ　2024年8月\nまた行きます。\n"
    ),
    "questions behind a sign": (
        "水野真さんに聞いた\n\n＞＞橋はいつ直りますか。\n来年です。\n\n＞＞費用は。\n足ります。\n\n＞＞冬も渡れますか。\n渡れます。\n"
    ),
    "labels behind": (
        "橋を見に行きました。〔司会〕\n古かったです。〔田所〕\n来年直します。〔市長〕\n費用は足りますか。〔司会〕\n足ります。〔市長〕\n"
    ),
    "labels behind answers": (
        "・橋はいつ直りますか。\n⇒来年です。（市長）\n\n・費用は。\n⇒十億円です。（土木部長）\n\n・足りますか。\n"
        "⇒足ります。（市長）\n\n・冬は。\n⇒閉じます。（土木部長）\n"
    ),
    "arrows": "■橋はいつ直りますか。\n→　来年です。\n\n■費用は足りますか。\n→　足ります。\n",
}


@pytest.mark.parametrize("layout", sorted(TURNS))
def test_a_layout_gives_the_words_of_each_turn_without_their_label(layout: str) -> None:
    text = TURNS[layout]
    words = [words for _, words in said(text)]
    assert len(words) >= 2
    assert all(word[-1] in "。？" for word in words)
    assert not any(label in word for word in words for label in ("：", "）", "　", "名前", "★", "問"))


def test_an_office_on_a_label_is_whoever_bears_it() -> None:
    text = "会見者：水野章子市長\n\n【市長】\n橋を直します。\n\n【記者】\n費用は。\n\n【市長】\n十億円です。\n"
    assert [speaker for speaker, _ in said(text)] == ["水野章子", "記者", "水野章子"]


def test_questions_behind_dashes_are_answered_by_the_one_who_was_asked() -> None:
    text = "大工の水野章子さんに聞いた。\n\n――橋は直りますか。\n\n直ります。\n\n――費用は足りますか。\n\n足ります。\n"
    assert said(text) == [
        ("", "橋は直りますか。"), ("水野章子", "直ります。"), ("", "費用は足りますか。"), ("水野章子", "足ります。")
    ]  # fmt: skip


def test_two_who_talk_are_announced_on_a_line_that_nobody_says() -> None:
    text = (
        "片桐 悠（陶芸家）× 長谷部 万里子（研究者）\n\n片桐　橋を見ました。\n\n長谷部　いつですか。\n\n"
        "片桐　昨日です。\n\n長谷部　寒かったでしょう。\n"
    )
    assert [words for _, words in said(text)] == ["橋を見ました。", "いつですか。", "昨日です。", "寒かったでしょう。"]


def test_who_answers_may_stand_below_all_the_answers() -> None:
    text = (
        "【相談室】橋と風\n\n問　風の日に橋は渡れますか。\n\n答　渡れません。\n\n問　雪の日はどうですか。\n\n"
        "答　渡れます。\n\n（回答者＝水野医院院長・水野 恵）\n"
    )
    assert [speaker for speaker, _ in said(text)] == ["", "水野 恵", "", "水野 恵"]


def test_dashes_of_a_story_ask_nobody() -> None:
    text = "　夜であつた。\n　――誰も来なかつた。\n　灯が消えた。\n　――それから朝になつた。\n　鳥が鳴いた。\n"
    assert said(text) == []


def test_a_turn_goes_on_over_its_paragraphs_up_to_the_next() -> None:
    text = "司会：始めます。\n\n水野：橋を見ました。\n\n古い橋でした。\n\n司会：そうですか。\n\n水野：はい。\n"
    assert ("水野", "橋を見ました。\n\n古い橋でした。") in said(text)


def test_stage_directions_are_nobodys_words() -> None:
    text = "水野　橋を見た。\n田所　いつ。\n\n　　　　間。二人、座る。\n\n水野　昨日。\n田所　そう。\n"
    assert all("座る" not in words for _, words in said(text))


def test_quoted_mail_is_by_whoever_the_line_above_names() -> None:
    text = (
        "ご返事します。\n\n2024年5月8日(水) 22:41 水野章子 <mizuno@example.jp>:\n> 橋はいつ直りますか。\n"
        "> 急いでいます。\n"
    )
    assert [speaker for speaker, _ in said(text)] == ["水野章子"]


def test_what_somebody_says_of_a_match_stands_behind_his_name() -> None:
    text = "北郷が三連敗した。\n\n　水野監督の話　守りは悪くない。次は勝つ。\n"
    assert said(text) == [("水野", "守りは悪くない。次は勝つ。")]


def test_labels_may_stand_in_two_forms_of_brackets() -> None:
    text = (
        "【記者】\n橋はいつ直りますか。\n（市長）\n来年の春です。\n【記者】\n費用は。\n（市長）\n三億円です。\n"
        "（記者）\n財源は。\n【市長】\n基金です。\n"
    )
    assert [speaker for speaker, _ in said(text)] == ["記者", "市長"] * 3


def test_the_name_stands_behind_the_office_on_a_label() -> None:
    text = (
        "【司会（広報部長・柴）】\n始めます。\n【質問者１】\n経緯は。\n【質問者２】\n辞任は。\n"
        "【司会（広報部長・柴）】\n終わります。\n"
    )
    assert [speaker for speaker, _ in said(text)] == ["柴", "質問者１", "質問者２", "柴"]


def test_page_numbers_speak_not() -> None:
    text = "町長　予算を説明します。\n- 6 -\n議員　反対です。\n町長　ご理解を。\n- 7 -\n議員　質問を終わります。\n"
    assert {speaker for speaker, _ in said(text)} == {"町長", "議員"}


def test_who_asks_may_stand_behind_a_question() -> None:
    text = (
        "水野真さんにインタビュー\n\n■橋はいつ直りますか。（二年・あい）\n来年です。\n■こわいですか。（三年・けん）\n少し。\n"
        "■冬も渡れますか。（一年・ゆう）\n渡れます。\n"
    )
    assert [words for speaker, words in said(text) if speaker == "水野真"] == ["来年です。", "少し。", "渡れます。"]


def test_a_sign_that_marks_headings_asks_nothing() -> None:
    text = "水野真さんに聞いた\n\n■橋のこと\n来年直します。\n■費用のこと\n足ります。\n■冬のこと\n渡れます。\n"
    assert said(text) == []


def test_names_in_brackets_behind_sentences_are_speakers_where_they_come_again_and_one_is_an_office() -> None:
    text = (
        "橋を見ました。（写真）\n古い橋です。（田所撮影）\n来年直します。（予定）\n費用は足ります。（予定）\n"
        "冬は閉じます。（昨年）\n"
    )
    assert said(text) == []


def test_rows_of_a_table_are_turns_where_each_holds_who_and_a_sentence() -> None:
    rows = (
        "司会 | 始めます。\n柴校長 | 鍵を預けています。\n町の人 | 防犯が気になります。\n柴校長 | 忘れ物が減りました。\n"
    )
    assert ("柴校長", "鍵を預けています。") in said(rows)
    assert said("東京 | 客は増えた。\n大阪 | 客は減った。\n東京 | 雨が多い。\n大阪 | 風が強い。\n") == []
    assert said("東京 | 三百 | 増えた。\n大阪 | 二百 | 減った。\n東京 | 百 | 減った。\n大阪 | 十 | 増えた。\n") == []


def test_a_family_name_that_answers_dashes_speaks_though_the_text_names_nobody() -> None:
    text = (
        "渡し船の記憶\n\n――朝は何時からですか。\n\n雁部　四時です。\n\n――怖いことは。\n\n雁部　霧です。岸が消えます。\n"
    )
    assert [words for speaker, words in said(text) if speaker == "雁部"] == ["四時です。", "霧です。岸が消えます。"]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"項目{number}名：値は{number}である。\n" for number in range(24_000)),
        "".join(f"○議長（田所君）　開きます。{number}\n" for number in range(32_000)),
        "".join(f"南部・水野監督　若手を出し、「度胸だ{number}」。\n" for number in range(32_000)),
        "水野・田所" + "\u3000" * 80_000 + "終",
        "Q：橋はいつ直りますか。\nA：来年直します。\n\n" * 16_000,
    ],
    ids=["labels of one each", "turns", "told turns", "white space behind a name", "answers of nobody"],
)
def test_a_text_costs_as_much_as_it_is_long(text: str) -> None:
    lines = lines_of(text)
    began = time.process_time()
    transcript_of(lines, lambda label: label.startswith("水野"), lambda before: None)
    assert time.process_time() - began < 20


def test_a_heading_says_whose_the_answers_of_a_press_conference_are() -> None:
    text = (
        "溝端大臣記者会見要旨\n\n１．発言要旨\n\n　おはようございます。\n"
        "　「リー・ホワン首相の訪問」の件がございました。\n\n"
        "２．質疑応答\n\n（問）質問は三件ですか。\n（答）二十件ありました。\n（問）どう受け止めますか。\n（答）分かりません。\n"
    )
    speakers = {words[:5]: speaker for speaker, words in said(text)}
    assert (speakers["おはようご"], speakers["二十件あり"], speakers["分かりませ"]) == ("溝端",) * 3


def test_a_letter_with_a_name_behind_it_is_a_label_before_words_in_brackets() -> None:
    text = "東都の田中久雄社長は会見した。\n「深くおわびします」\nＱ（証券アナリスト）「三点ある。背景は何か」\n"
    assert ("証券アナリスト", "三点ある。背景は何か") in said(text)


def test_the_line_that_closes_a_talk_is_no_part_of_the_last_answer() -> None:
    text = (
        "●森本仁監督（青海）：\n「来てくれて感謝しています」\nＱ：失敗ということか？\n「準備が足りなかった」\n"
        "Ｑ：山木が前に行けなかったのは？\n「個人より全体です。よくやってくれた」\n以上\n"
    )
    assert [speaker for speaker, words in said(text) if words.startswith("個人")] == ["森本仁"]


def test_a_credit_in_parentheses_is_no_label_of_the_paragraph_below_it() -> None:
    text = (
        "公開日：二月十日\n\n（編集部・関根かんじ）\n\n"
        "「農業は崖っぷち」──。岩上保が口にした言葉に、大野興一氏は「見通せない」と応じた。\n"
    )
    assert "関根かんじ" not in [speaker for speaker, _ in said(text)]


def test_who_is_asked_one_by_one_stands_before_a_full_stop_and_the_words() -> None:
    text = (
        "門倉徹さんは「怒るのは元気な証拠」と話した。声を並べる。\n\n"
        "四十代男性。「屋根で夜を明かした」水は胸まで来た。\n\n六十代女性。「猫を抱いていた」。\n\n"
        "高校二年の生徒。「え」という顔をした。\n"
    )
    assert said(text)[1:3] == [("四十代男性", "屋根で夜を明かした"), ("六十代女性", "猫を抱いていた")]


def test_a_name_alone_above_a_question_answers_it_and_those_below() -> None:
    text = (
        "●鳥羽亮介監督（藍浜）：\n「声が途切れなかった」\nＱ：三人を替えた狙いは？\n「走れる選手に替えただけです」\n"
        "●飯塚光選手（藍浜）：\n「足が勝手に動きました」\nＱ：次は優勝候補です。\n「先輩がいるので楽しみです」\n以上\n"
    )
    answers = {words: speaker for speaker, words in said(text) if speaker}
    assert answers == {
        "声が途切れなかった": "鳥羽亮介",
        "走れる選手に替えただけです": "鳥羽亮介",
        "足が勝手に動きました": "飯塚光",
        "先輩がいるので楽しみです": "飯塚光",
    }


def test_what_is_told_below_words_in_brackets_is_not_of_whoever_has_the_label_above_them() -> None:
    text = (
        "(漁師 沖田芳雄さん)\n「網が破れたままです」\n\n港の船は半分に減りました。直す人がいないのです。\n\n"
        "(買い物の客)\n「魚が高くなった」\n「毎日は買えない」\n店の売り上げも落ちています。\n"
    )
    assert said(text) == [
        ("沖田芳雄", "網が破れたままです"),
        ("買い物の客", "魚が高くなった"),
        ("買い物の客", "毎日は買えない"),
    ]


def test_names_in_brackets_in_a_table_of_things_are_nobodys_words() -> None:
    text = "品名 | 名の由来\nさざ波 | 「海の塩」\n月影 | 「米の粉」\n夕凪 | 「柚子の皮」\n"
    assert said(text) == []


def test_steps_behind_the_names_of_things_are_no_talk() -> None:
    text = "作り方\n\n小麦粉：よくふるっておきます。\n卵：室温に戻します。\n小麦粉：残りを加えて混ぜます。\n"
    assert said(text) == []


def test_an_account_below_a_heading_of_greetings_is_no_statement() -> None:
    text = (
        "公開初日舞台挨拶\n公開初日、舞台挨拶が開かれ、沢木晴さん、三宅由衣さんが登壇しました。\n"
        "司会\n本日はお越しいただき、ありがとうございます。\n沢木さん\n今日はすごい雨でしたね。来てくださってうれしいです。\n"
        "三宅さん\n公開できてほっとしています。楽しんでいってください。\n"
    )
    assert not [words for _, words in said(text) if words.startswith("公開初日")]


def test_what_came_of_a_talk_and_the_next_item_are_nobodys_words() -> None:
    text = (
        "【黒岩委員】高齢の方が戸惑う。\n【図書館長】窓口は残す。\n【常盤委員】費用は。\n【奉仕係長】千万円です。\n"
        "→ 原案のとおり了承。\n（2）その他\n　講演会の報告があった。\n"
    )
    assert said(text) == [
        ("黒岩", "高齢の方が戸惑う。"), ("図書館長", "窓口は残す。"), ("常盤", "費用は。"), ("奉仕係長", "千万円です。")
    ]  # fmt: skip


@pytest.mark.parametrize("layout", sorted(TURNS))
def test_the_scan_of_the_lines_rules_out_no_layout_that_any_part_of_a_text_has(
    layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = TURNS[layout].split("\n")
    parts = [
        lines_of("\n".join(lines[first:last]))
        for first in range(len(lines))
        for last in range(first + 1, min(first + 6, len(lines)) + 1)
    ]
    known = [lambda label: True, lambda label: False]
    by_scan = [_found(part, each) for part in parts for each in known]
    monkeypatch.setattr("inyo.index.reading.layouts.may_be_talk", lambda lines, marks: True)
    assert by_scan == [_found(part, each) for part in parts for each in known]


def _found(lines: Sequence[Line], known: Callable[[str], bool]) -> tuple[object, object]:
    found = transcript_of(lines, known, lambda before: (0, 1), known)
    return found.blocks, found.answers


def test_running_text_is_scanned_once_and_asked_for_no_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inyo.index.reading.layouts.heads_of", None)
    monkeypatch.setattr("inyo.index.reading.layouts.exchanges_of", None)
    text = "橋の工事が始まる\n\n水野市長は10日、「橋を直す」と述べた。田所氏は「古かった」と振り返った。\n"
    assert transcript_of(lines_of(text), lambda label: True, lambda before: None) == Transcript()
