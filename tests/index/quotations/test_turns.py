"""Formats of transcripts: who speaks stands at the head of the line."""

from __future__ import annotations

import pytest

from tests.index.quotations.reading import read, said


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("○委員長（山田太郎君）　開きます。\n○林良子君　伺います。\n", ["山田太郎", "林良子"]),
        ("議長（山田太郎君）　開きます。\n３番（林良子君）　伺います。\n", ["山田太郎", "林良子"]),
        ("○議長（山田議員）　開きます。\n○林（副議長）　休みます。\n", ["山田議員", "林"]),
        ("議長　開きます。\n\n町長　お答えします。\n\n議長　休みます。\n", ["議長", "町長", "議長"]),
        ("司会：始めます。\n林：はい。\n司会：では。\n林：ええ。\n", ["司会", "林"] * 2),
        (
            "**司会**：始めます。\n\n**林**：はい。\n\n**司会**：では。\n\n**林**：ええ。\n",
            ["司会", "林"] * 2,
        ),
        ("【司会】始めます。\n【林】はい。\n【司会】では。\n【林】ええ。\n", ["司会", "林"] * 2),
        ("◇司会　始めます。\n◇林　はい。\n◇司会　では。\n◇林　ええ。\n", ["司会", "林"] * 2),
        ("司会「始めます」\n林「はい」\n司会「では」\n林「ええ」\n", ["司会", "林"] * 2),
        ("記者団：いつですか。\n知事：来年です。\n記者団：費用は。\n知事：十億円です。\n", ["記者団", "知事"] * 2),
    ],
    ids=[
        "minutes",
        "no mark",
        "office in front or behind",
        "offices",
        "colon",
        "bold",
        "brackets",
        "diamond",
        "script",
        "press",
    ],
)
def test_the_head_of_a_line_names_who_speaks(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _ in said(text)] == speakers


def test_a_speaker_named_on_a_line_of_its_own_speaks_the_lines_below() -> None:
    text = "発言者：山田太郎（林業課長）\n　木を植えます。\n\n発言者：林良子\n　いつですか。\n"
    assert said(text) == [("山田太郎", "木を植えます。"), ("林良子", "いつですか。")]


def test_answers_of_an_interview_are_those_of_the_one_who_was_asked() -> None:
    text = "佐藤一郎知事に聞いた。\n\nＱ　橋はいつ直りますか。\nＡ　来年です。\n\nＱ　費用は。\nＡ　十億円です。\n"
    assert [speaker for speaker, _ in said(text)] == ["", "佐藤一郎", "", "佐藤一郎"]


def test_bracketed_answers_under_questions_with_a_dash_are_those_of_the_one_who_was_asked() -> None:
    text = "橋の専門家、林良子さんに聞いた。\n\n――橋は直りますか。\n「直ります」\n――費用は。\n「十億円です」\n"
    assert said(text) == [("", "橋は直りますか。"), ("林良子", "直ります"), ("", "費用は。"), ("林良子", "十億円です")]


@pytest.mark.parametrize(
    "text",
    [
        "【港町】橋が落ちた。\n【港町】雨が降った。\n【山町】晴れた。\n【山町】風が吹いた。\n",
        "（１）橋を直す。\n（２）道を直す。\n（１）港を直す。\n（２）終わる。\n",
        "日時：十日\n場所：公民館\n日時：十一日\n場所：役場\n",
    ],
    ids=["datelines", "numbers", "forms"],
)
def test_lists_forms_and_datelines_are_no_transcripts(text: str) -> None:
    assert said(text) == []


def test_a_quotation_inside_a_turn_has_a_speaker_of_its_own() -> None:
    text = "○議長（山田太郎君）　開きます。\n○林良子君　佐藤知事は「必ず直す」とおっしゃいました。\n"
    inner = next(found for found in read(text) if found.text == "「必ず直す」")
    assert (inner.speaker, inner.zone) == ("佐藤", "transcript")


def test_one_comment_does_not_go_on_with_the_speaker_of_another() -> None:
    text = (
        "以下は掲示板に寄せられたコメントです\n\n祖父は「資料が厚い会は信用するな」と言って帰ってきた。\n\n"
        "行ったよ。立派だった。ただ「影響は小さい」って何回聞いたかわからない。\n\n近くの店は閉まっていた。\n"
    )
    assert ("祖父", "影響は小さい") not in said(text)


def test_the_roll_of_who_is_there_is_no_turn() -> None:
    text = (
        "座談会\n\n 白鳥 健(湖北日報編集局長)\n 能見 さやか(大学講師)\n 司会 丹波 修\n\n丹波　始めます。\n\n"
        "白鳥　部数が減りました。\n\n能見　学生は読みません。\n\n"
        "白鳥　その通りです。\n\n丹波　ありがとうございました。\n"
    )
    assert said(text)[0] == ("丹波 修", "始めます。")


def test_a_label_that_is_written_in_two_ways_heads_turns_in_both() -> None:
    text = (
        "知事：ご報告します。\n\n（記者）\nいつですか。\n\n（知事）\n来月です。\n\n"
        "（記者）\n費用は。\n\n（知事）\n精査中です。\n"
    )
    assert [speaker for speaker, _ in said(text)] == ["知事", "記者", "知事", "記者", "知事"]


def test_humble_words_are_of_whoever_has_the_turn() -> None:
    text = (
        "（記者）\n大杉副知事が辞めるそうですが。\n\n（知事）\n存じません。\n\n（記者）\n出馬は。\n\n"
        "（知事）\n「時期が来たら」と前から申し上げております。\n"
    )
    assert ("知事", "時期が来たら") in said(text)


def test_what_players_say_stands_behind_a_sign_what_they_did_their_school_and_their_name() -> None:
    text = (
        "岬高が決勝で敗れた。\n\n▽先発した岬高・谷垣　自分の甘さが出たと思います。\n\n"
        "▽五番で二安打の岬高・本庄　悔いはない。大学でも続けたい。\n"
    )
    assert said(text) == [
        ("谷垣", "自分の甘さが出たと思います。"),
        ("本庄", "悔いはない。大学でも続けたい。"),
    ]


def test_a_result_among_what_players_say_behind_signs_is_nobodys_words() -> None:
    text = (
        "▼逆転のトライを決めた松浜工・稲葉　最後は気持ちだけでした。\n▼主将の松浜工・久慈　来年も必ず戻って来たい。\n"
        "▼一回戦第三試合・結果　松浜工が勝った。\n"
    )
    assert said(text) == [("稲葉", "最後は気持ちだけでした。"), ("久慈", "来年も必ず戻って来たい。")]


def test_results_behind_a_sign_are_nobodys_words() -> None:
    text = "岬高が勝った。\n\n▽準決勝第一試合・岬高　三対二で勝った。\n▽準決勝第二試合・谷高　雨で流れた。\n"
    assert said(text) == []


@pytest.mark.parametrize("day", ["11日、東京都港区", "１日午後"])
def test_the_place_and_day_of_a_photograph_are_no_label(day: str) -> None:
    text = (
        f"岬製鋼所東京本社={day}\n岬製鋼所東京本社={day}【拡大】\n\n岬製鋼所の谷垣誠也会長兼社長と記者団との一問一答は次の通り。\n\n"
        "--今後の対応は。\n\n「原因を調べる」\n\n--経営責任は。\n\n「終わってから考えたい」\n\n--ほかには。\n\n「ない」\n"
    )
    assert said(text) == [
        ("", "今後の対応は。"),
        ("谷垣誠也", "原因を調べる"),
        ("", "経営責任は。"),
        ("谷垣誠也", "終わってから考えたい"),
        ("", "ほかには。"),
        ("谷垣誠也", "ない"),
    ]


def test_questions_behind_dashes_that_lines_in_brackets_answer_are_an_interview_whoever_is_asked() -> None:
    text = (
        "--増税の影響は\n「振れはあるが、回復を続ける」\n--しばらくは一％台が続く\n「半年ほどだ」\n"
        "--個人の景況感は上向いてこないが\n「遅れているだけだ」\n"
    )
    assert [speaker for speaker, _ in said(text)] == [""] * 6
