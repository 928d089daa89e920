"""Layouts of ministries, councils, magazines and programs that give out chats: who speaks, and where his words end."""

from __future__ import annotations

import pytest

from tests.index.quotations.reading import said

ASKED, ANSWERED = "橋は直りますか。", "来年、直します。"
TWICE = [("記者", ASKED), ("市長", ANSWERED), ("記者", "費用は。"), ("市長", "十億円です。")]


@pytest.mark.parametrize("label", ["≪{}≫", "〖{}〗", "｛{}｝", "〔{}〕"])
def test_a_label_stands_in_brackets_of_every_kind(label: str) -> None:
    text = "".join(f"{label.format(who)}{words}\n" for who, words in TWICE)
    assert said(f"会見\n\n{text}") == TWICE


def test_a_colon_behind_the_house_of_whoever_asks_is_no_word_of_his() -> None:
    text = "Q（北嶺新聞・沢渡亮）：橋は直りますか。\nA（市長・桐生恵）：来年、直します。\n"
    assert said(f"会見\n\n{text}") == [("沢渡亮", ASKED), ("桐生恵", ANSWERED)]


def test_what_a_sign_marks_are_questions_though_one_is_thanks() -> None:
    text = "◆橋は直りますか。\n\n来年、直します。\n\n◆費用は。\n\n十億円です。\n\n◆ありがとうございました。\n"
    assert said(f"市長定例記者会見\n市長　桐生恵\n\n{text}") == [
        ("", ASKED),
        ("桐生恵", ANSWERED),
        ("", "費用は。"),
        ("桐生恵", "十億円です。"),
        ("", "ありがとうございました。"),
    ]


def test_whoever_asks_in_an_interview_is_not_the_one_who_answers() -> None:
    text = (
        "橋を語る\n\n蓮見宗一郎　木工作家。\n聞き手＝早瀬ひかり\n\n――橋は直りますか。\n\n"
        "来年、直します。\n\n――費用は。\n\n十億円です。\n"
    )
    assert [who for who, _ in said(text)] == ["", "蓮見宗一郎", "", "蓮見宗一郎"]


def test_what_a_conference_is_about_is_no_part_of_whose_it_is() -> None:
    text = (
        "橋の修理に関する市長会見\n\n問　橋は直りますか。\n\n答　来年、直します。\n\n問　費用は。\n\n答　十億円です。\n"
    )
    assert [who for who, _ in said(text)] == ["", "市長", "", "市長"]


def test_questions_of_a_list_are_answered_behind_arrows() -> None:
    text = "市長会見\n\n・橋は直りますか。\n→来年、直します。\n・費用は。\n→十億円です。\n"
    assert [words for _, words in said(text)] == [ASKED, ANSWERED, "費用は。", "十億円です。"]


def test_items_of_a_list_with_what_follows_from_them_are_no_talk() -> None:
    assert (
        said("課題\n\n・橋が古い\n→直します。\n・費用が足りない\n→県に求めます。\n・人が足りない\n→増やします。\n")
        == []
    )


def test_a_seat_is_not_whoever_sits_on_it() -> None:
    text = "○５番（沢渡亮議員）\n　橋は直りますか。\n○市長（桐生恵）\n　来年、直します。\n"
    assert said(text) == [("沢渡亮", ASKED), ("桐生恵", ANSWERED)]


def test_age_and_office_behind_a_name_are_not_the_name() -> None:
    text = (
        "早瀬ひかりさん（29・編集部）：橋は直りますか。\n蓮見健さん（67・大工）：来年、直します。\n"
        "早瀬さん：費用は。\n蓮見さん：十億円です。\n"
    )
    assert [who for who, _ in said(f"橋\n\n{text}")] == ["早瀬ひかり", "蓮見健", "早瀬ひかり", "蓮見健"]


def test_a_name_of_which_only_the_end_is_known_as_one_is_whole_on_a_label() -> None:
    text = "田ノ上菜々：橋は直りますか。\n小早川誠：来年、直します。\n田ノ上菜々：費用は。\n小早川誠：十億円です。\n"
    assert [who for who, _ in said(f"橋\n\n{text}")] == ["田ノ上菜々", "小早川誠", "田ノ上菜々", "小早川誠"]


def test_who_speaks_once_between_turns_of_others_has_a_turn() -> None:
    text = (
        "早瀬　橋は直りますか。\n\n蓮見　来年、直します。\n\nリサ　ドイツでは木の橋です。\n\n"
        "早瀬　費用は。\n\n蓮見　十億円です。\n"
    )
    assert ("リサ", "ドイツでは木の橋です。") in said(f"橋\n\n{text}")


def test_rows_between_tabs_below_a_head_of_who_speaks_are_turns() -> None:
    text = "発言者\t発言内容\n沢渡委員\t橋は直りますか。\n桐生委員長\t来年、直します。\n"
    assert said(text) == [("沢渡", ASKED), ("桐生", ANSWERED)]


SENT = {
    "to all": "10:00:13 開始 {} から 全員:\n{}\n",
    "to everyone": "10:00:13 From {} to Everyone: {}\n",
    "time below the name": "{}\n  10:07\n{}\n\n",
    "day behind a dash": "{} — 2026/05/03 10:07\n{}\n",
    "day below": "{} さん\n2026/05/03 10:07\n{}\n\n----\n",
    "comments": "1. {} より:\n2026/05/03 10:07\n{}\n\n",
}


@pytest.mark.parametrize("layout", sorted(SENT))
def test_messages_that_programs_give_out_are_of_whom_they_name(layout: str) -> None:
    sent = [("北見由里", ASKED), ("沢渡健吾", ANSWERED), ("北見由里", "費用はいくらですか。")]
    text = "コメント一覧\n\n" * (layout == "comments") + "".join(SENT[layout].format(*each) for each in sent)
    assert said(text) == sent


def test_a_timetable_of_names_is_no_chat() -> None:
    assert said("当番\n\n北見由里\n10:00\n受付\n\n沢渡健吾\n11:00\n会場\n\n三輪敬介\n12:00\n片付け\n") == []


def test_mail_is_quoted_behind_bars_too() -> None:
    text = (
        "From: 北見由里\n\n直りました。\n\n沢渡健吾 さんは書きました:\n| 橋は直りますか。\n"
        "| 北見由里 さんは書きました:\n| | 橋を見ました。\n"
    )
    assert said(text) == [("沢渡健吾", ASKED), ("北見由里", "橋を見ました。")]


def test_a_question_goes_on_over_lines_that_are_broken_at_a_width() -> None:
    asked = "古い橋の修理については前の議会でも話が出ていましたが、費用は\nどのくらいになるとお考えでしょうか。"
    said_of_it = "来年の春までには、おおよその額をお示ししたいと思っています。今\nは調べているところです。"
    text = f"桐生恵市長に聞く\n\n――{asked}\n{said_of_it}\n――費用は。\n十億円です。\n"
    assert said(text)[:2] == [("", asked), ("桐生恵", said_of_it)]


def test_words_indented_by_the_width_of_their_label_go_on_with_it() -> None:
    text = "問　橋は直りますか。\n答　来年、直します。\n　　春になります。\n問　費用は。\n答　十億円です。\n"
    assert said(f"桐生恵市長会見\n\n{text}")[1][1] == "来年、直します。\n　　春になります。"


def test_words_indented_below_a_label_go_on_in_paragraphs_indented_alike() -> None:
    text = (
        "検察官（三隅）\n　　橋を見ましたか。\n被告人（堀口）\n　　見ました。\n　　夜でした。\n"
        "検察官（三隅）\n　　一人ですか。\n被告人（堀口）\n　　はい。\n"
    )
    assert said(text)[1][1] == "見ました。\n　　夜でした。"


def test_a_notice_with_circles_is_no_talk() -> None:
    assert said("お知らせ\n○日時　五月三日\n○会場　市民会館\n○申込　電話で受け付けます\n○費用　無料です\n") == []


def test_an_order_of_the_day_with_circles_is_no_talk() -> None:
    assert said("会議次第\n○開会\n○会長あいさつ\n○議事\n　１　決算について\n○閉会\n") == []


def test_a_house_stands_before_a_slash_and_the_name() -> None:
    text = (
        "北嶺新聞／沢渡亮　橋は直りますか。\n市長／桐生恵　来年、直します。\n"
        "北嶺新聞／沢渡亮　費用は。\n市長／桐生恵　十億円です。\n"
    )
    assert [who for who, _ in said(f"会見\n\n{text}")] == ["沢渡亮", "桐生恵", "沢渡亮", "桐生恵"]


def test_the_time_behind_a_turn_is_no_word_of_it() -> None:
    text = (
        "記者：橋は直りますか。（0:37）\n市長：来年、直します。（1:14）\n"
        "記者：費用は。（1:51）\n市長：十億円です。（2:28）\n"
    )
    assert said(f"会見\n\n{text}") == TWICE


def test_questions_have_circled_numbers() -> None:
    text = "質問①　橋は直りますか。\n\n回答　来年、直します。\n\n質問②　費用は。\n\n回答　十億円です。\n"
    assert [words for _, words in said(f"市長会見\n\n{text}")] == [ASKED, ANSWERED, "費用は。", "十億円です。"]
