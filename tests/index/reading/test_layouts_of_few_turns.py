"""Talks of two or three turns, and layouts in which the line itself says whose the words in brackets are."""

from __future__ import annotations

import pytest

from tests.index.quotations.reading import read, said

TWO = {
    "brackets alone": "定例会見\n\n【司会】\n始めます。\n【市長】\n橋を直します。\n",
    "colon, names that the text does not know": "橋を語る\n\n北見: 橋は直りますか。\n沢渡: 来年、直します。\n",
    "list, label and words apart": "会見\n\n- 記者:\n- 橋は直りますか。\n- 市長:\n- 来年、直します。\n",
    "separator": "会見\n\n記者／橋は直りますか。\n市長／来年、直します。\n",
    "hyphen": "会見\n\n記者 - 橋は直りますか。\n市長 - 来年、直します。\n",
    "name alone": "橋を語る\n\n北見由里\n橋は直りますか。\n沢渡健吾\n来年、直します。\n",
    "labels behind": "会見\n\n橋は直りますか。（記者）\n来年、直します。（市長）\n",
    "tortoise-shell brackets": "会見\n\n〔記者〕橋は直りますか。\n〔市長〕来年、直します。\n",
    "bold items": "会見\n\n* **北見**: 橋は直りますか。\n* **沢渡**: 来年、直します。\n",
    "chat": "橋\n\n[21:10] 北見: 橋は直りますか。\n[21:11] 沢渡: 来年、直します。\n",
}


@pytest.mark.parametrize("layout", sorted(TWO))
def test_two_turns_are_a_talk_where_one_leads_or_asks_and_the_other_answers(layout: str) -> None:
    words = [words for _, words in said(TWO[layout])]
    assert len(words) == 2
    assert all(word[0] in "始橋来" and word[-1] == "。" for word in words)
    assert all(speaker for speaker, _ in said(TWO[layout]))


ASKED_ONCE = {
    "letters": "沢渡健吾市長に聞く\n\nＱ．橋は直りますか。\nＡ．来年、直します。\n",
    "dash": "沢渡健吾市長に聞く\n\n――橋は直りますか。\n来年、直します。\n",
    "heavy dash": "沢渡健吾市長に聞く\n\n━━橋は直りますか。\n来年、直します。\n",
}


@pytest.mark.parametrize("layout", sorted(ASKED_ONCE))
def test_one_question_is_answered_by_the_one_whom_the_title_names(layout: str) -> None:
    assert said(ASKED_ONCE[layout]) == [("", "橋は直りますか。"), ("沢渡健吾", "来年、直します。")]


@pytest.mark.parametrize(
    "text",
    [
        "放送予定\n\n解説：水野真\n実況：田所実\n解説：浅野里子\n実況：関口葉\n",
        "社名：岬浜造船\n設立：昭和二十八年\n代表：水野真\n社員：三百人が働いています。\n事業：船を直しています。\n",
        "良い点：軽いです。\n悪い点：音が大きいです。\n良い点：長く持ちます。\n悪い点：高いです。\n",
        "東京　客が増えています。\n大阪　客が減っています。\n東京　雨が続いています。\n大阪　風が強いです。\n",
        "担当：水野が調べる。\n期限：六月末まで。\n担当：浅野が作る。\n期限：七月末まで。\n",
        "問1　次の文を読みなさい。\n問2　下線の語を漢字で書きなさい。\n問3　考えを述べなさい。\n",
        "水野真さんに聞いた。\n\n■なぜ橋は傾いたのか\n設計が悪い。\n\n■直せるのか\n市は調べを続ける。\n",
        "質問者\nはなさん　2025/06/14 21:15\n葉が茶色です。\n\n回答1\n庭師さん　2025/06/14 22:02\n西日では？\n",
        "問1　性別を選んでください。\n1 男　2 女\n問2　年齢を選んでください。\n1 二十代　2 三十代\n",
    ],
    ids=[
        "staff",
        "company",
        "goods",
        "places",
        "duties",
        "examination",
        "questions as headings",
        "posts",
        "questionnaire",
    ],
)
def test_labels_are_no_speakers_where_nobody_talks(text: str) -> None:
    assert said(text) == []


def test_what_is_told_between_words_in_brackets_is_no_part_of_them() -> None:
    text = (
        "閉店の日\n\n客・田端健司さん: 「おいしかった」 店主・山際公恵さん: 「はいよ」\n"
        "客・田端健司さん(56): 「通った」\n"
        "店は午後六時に閉まった。\n"
    )
    assert said(text) == [("田端健司", "おいしかった"), ("山際公恵", "はいよ"), ("田端健司", "通った")]


def test_questions_and_answers_may_stand_on_one_line() -> None:
    text = "優勝\n\n藤代敦監督━━優勝です「うれしい」 ━━次は「三連覇です」\n"
    assert said(text) == [("", "優勝です"), ("藤代敦", "うれしい"), ("", "次は"), ("藤代敦", "三連覇です")]


def test_a_heading_may_end_with_whoever_speaks_below_it() -> None:
    text = (
        "準決勝\n\n守って勝てた 桐丘・大倉壮介監督\n\n　ほっとしている。\n"
        "\n皆で守った 桐丘・広田智宏主将\n\n　楽しかった。\n"
    )
    assert said(text) == [("大倉壮介", "ほっとしている。"), ("広田智宏", "楽しかった。")]
    told = (
        "準決勝\n\n注目の一戦 桐丘・大倉壮介監督\n\n　大倉は動いた。\n"
        "\n期待の人 桐丘・広田智宏主将\n\n　広田は走った。\n"
    )
    assert said(told) == []


def test_a_heading_of_a_party_and_a_name_is_that_persons_words() -> None:
    text = (
        "野党の反応\n\n新風 北見委員長「とんでもない回り道」\n党は退陣を求めた。\n"
        "\n清流 小谷書記局長「前例のない言い訳」\n党は抗議した。\n"
    )
    assert said(text) == [("北見", "とんでもない回り道"), ("小谷", "前例のない言い訳")]


def test_what_a_player_did_may_stand_between_his_name_and_his_words() -> None:
    text = (
        "西武・松井監督　敗れて、「悔しい」。\n南海・井上　勝ち越し打。「うれしい」\n"
        "北陸・伊藤　九回に失点。「次は勝つ」\n"
    )
    assert [speaker for speaker, _ in said(text)] == ["松井", "井上", "伊藤"]


def test_answers_below_quoted_questions_are_those_of_whom_a_line_above_names() -> None:
    text = (
        "舞台あいさつ\n\n木嶋さんに\n問「難しい役でしたか」の問に\n「私にしかできません」\n"
        "問「新潟とは」の質問には\n「故郷です」と笑った。\n"
    )
    assert said(text) == [
        ("", "難しい役でしたか"),
        ("木嶋", "私にしかできません"),
        ("", "新潟とは"),
        ("木嶋", "故郷です"),
    ]


def test_answers_in_brackets_below_plain_questions_are_those_of_the_name_above() -> None:
    text = "試合後\n\n沢渡健吾監督\n\n橋は見えましたか。\n\n「見えました」\n\n次の試合は？\n\n「勝ちます」\n"
    assert [pair for pair in said(text) if pair[0]] == [("沢渡健吾", "見えました"), ("沢渡健吾", "勝ちます")]


def test_questions_in_bold_or_angle_brackets_are_answered_below() -> None:
    for question in ("**{}**", "＜{}＞"):
        asked = "\n\n".join(
            question.format(words) + "\n\n私が直します。" for words in ("橋は直りますか。", "いつですか。", "費用は？")
        )
        found = said(f"沢渡健吾さんに聞く\n\n{asked}\n")
        assert [speaker for speaker, _ in found] == ["", "沢渡健吾"] * 3
        assert all("*" not in words and "＜" not in words for _, words in found)


def test_whom_somebody_belongs_to_may_stand_in_parentheses_behind_his_name() -> None:
    text = "橋を語る\n\n北見由里（青浜新報）\n橋は直りますか。\n沢渡健吾（岬浜市）\n来年、直します。\n"
    assert [speaker for speaker, _ in said(text)] == ["北見由里", "沢渡健吾"]


def test_words_of_a_turn_are_listed_once() -> None:
    found = [
        each.start
        for each in read("会見\n\n- 記者:\n- 橋は？\n- 市長:\n- 直します。\n- 記者:\n- いつ？\n- 市長:\n- 来年です。\n")
    ]
    assert len(found) == len(set(found)) == 4
