"""Who said what in features and columns, where the speaker stands behind the words: sentences made up for it."""

from __future__ import annotations

import pytest

from inyo.index.values.quotation import QUOTED
from tests.index.quotations.reading import kinds, read, said

WORDS = "これでは暮らせない"


@pytest.mark.parametrize(
    "text",
    [
        "「これでは暮らせない」と話すのは、水門市の大工、佐藤一郎さん（45）だ。",
        "「これでは暮らせない」と語るのは東西大学の佐藤一郎教授。",
        "「これでは暮らせない」と嘆くのは、三十年店を営む佐藤一郎さんだ。",
        "「これでは暮らせない」。そう話すのは佐藤一郎さんだ。",
        "「これでは暮らせない」。佐藤一郎さんはこう話す。",
        "「これでは暮らせない」。三日、国会内の会合で佐藤一郎代表はこう切り出した。",
    ],
)
def test_a_cleft_or_a_pointing_sentence_says_who_spoke(text: str) -> None:
    assert said(text) == [("佐藤一郎", WORDS)]


@pytest.mark.parametrize("gesture", ["語気を強めた", "目に涙を浮かべた", "頭を下げた", "今も問い続ける"])
def test_what_somebody_does_while_speaking_says_who_spoke(gesture: str) -> None:
    assert said(f"「これでは暮らせない」。会議室で、佐藤一郎社長は{gesture}。") == [("佐藤一郎", WORDS)]


def test_what_somebody_does_in_another_paragraph_says_less() -> None:
    """Pages set every sentence apart: the paragraph alone does not tell that another speaks."""
    near, far = (
        read(f"「これでは暮らせない」。{between}会議室で、佐藤一郎社長は頭を下げた。")[0] for between in ("", "\n\n　")
    )
    assert near.speaker == "佐藤一郎"
    assert near.probability > far.probability + 0.1


def test_a_dash_joins_the_words_to_whom_is_told_of() -> None:
    assert said("「これでは暮らせない」――遺族の佐藤一郎さんは今も訴え続ける。") == [("佐藤一郎", WORDS)]


@pytest.mark.parametrize("end", ["と佐藤一郎さん。", "とは佐藤一郎会長の弁。", "（佐藤一郎社長）という。"])
def test_the_name_alone_may_stand_behind_the_words(end: str) -> None:
    assert said(f"「これでは暮らせない」{end}") == [("佐藤一郎", WORDS)]


def test_whoever_is_asked_answers() -> None:
    assert said("佐藤一郎さんに聞くと、「覚えていない」。") == [("佐藤一郎", "覚えていない")]


def test_whoever_calls_out_is_found_where_the_verb_is_passive() -> None:
    assert said("佐藤一郎さんは隣の席の女性に「大丈夫ですか」と声をかけられた。") == [("隣の席の女性", "大丈夫ですか")]


def test_what_an_analyst_sees_coming_is_his_opinion() -> None:
    assert said("東西総研の高橋健二主席研究員は「年内に底を打つ」とみる。") == [("高橋健二", "年内に底を打つ")]


def test_what_some_see_coming_is_no_quotation_of_anybody() -> None:
    assert all(speaker == "" for speaker, _ in said("市場には「年内に底を打つ」とみる向きもある。"))


def test_a_smile_reports() -> None:
    assert said("田中大輔選手は試合後、「最高の気分」と笑顔。") == [("田中大輔", "最高の気分")]


def test_katakana_ranks_are_titles_as_a_whole() -> None:
    assert said("日東証券の高橋健二チーフエコノミストは「利上げは来春」と予想する。") == [("高橋健二", "利上げは来春")]


@pytest.mark.parametrize("group", ["デモ隊", "弁護団", "記者団"])
def test_groups_speak(group: str) -> None:
    assert said(f"{group}は「納得できない」と叫びながら席を立った。") == [(group, "納得できない")]


def test_terms_that_a_feature_puts_in_brackets_stay_terms() -> None:
    text = "政府は「骨太の方針」を決定した。首相は「聞く力」を強調した。いわゆる「就職氷河期」の世代だ。"
    assert not set(kinds(text)) & set(QUOTED)


def test_an_answer_to_criticism_is_by_whoever_answers() -> None:
    text = "首相は野党の「説明が足りない」との批判に対し、「丁寧に進める」と答えた。"
    assert said(text) == [("野党", "説明が足りない"), ("首相", "丁寧に進める")]


def test_the_next_clause_may_name_who_spoke() -> None:
    assert said("「何も話せない」とだけ答えて、高橋健二社長は車に乗り込んだ。") == [("高橋健二", "何も話せない")]


@pytest.mark.parametrize("label", ["高橋健二社長", "高橋健二社長の話", "東西大の高橋健二教授（政治学）の話"])
def test_a_name_before_the_words_labels_them(label: str) -> None:
    assert said(f"会見が開かれた。{label}「責任は私にある」") == [("高橋健二", "責任は私にある")]


def test_a_refrain_is_spoken() -> None:
    assert said("高橋健二社長は「何も話せない」の一点張りだ。") == [("高橋健二", "何も話せない")]


def test_falling_in_step_is_no_naming() -> None:
    text = "山田太郎氏は「偉大な取引だ」と自賛。佐藤一郎長官も「歴史的だ」と歩調を合わせた。"
    assert said(text) == [("山田太郎", "偉大な取引だ"), ("佐藤一郎", "歴史的だ")]


def test_age_and_residence_do_not_hide_a_name() -> None:
    assert said("佐藤一郎さん（三八）＝水門市＝は「雪が怖い」と話した。") == [("佐藤一郎", "雪が怖い")]


def test_a_company_without_a_proper_name_is_that_company() -> None:
    text = "東西電機は三日、工場の閉鎖を発表した。同社は「需要が落ち込んだため」と説明する。"
    assert said(text) == [("東西電機", "需要が落ち込んだため")]


def test_from_whom_somebody_was_told_something_is_not_whom_the_text_goes_on_about() -> None:
    text = (
        "佐藤一郎さんは漁師の家に生まれた。父からは「海で食え」と言われて育ったという。大学では石を学んだ。"
        "印税の使い道を問われると、「全部なくなりました」と笑っていた。"
    )
    assert said(text) == [("父", "海で食え"), ("佐藤一郎", "全部なくなりました")]


def test_some_president_is_not_the_president_of_the_text() -> None:
    text = "東西電機の高橋健二社長が会見した。取引先には「在庫がない」と声を震わせる社長もいた。"
    assert said(text) == [("社長", "在庫がない")]


def test_a_doing_does_not_speak() -> None:
    text = "東西電機の高橋健二社長が会見した。雇用は「必ず守る」と強調した。"
    assert said(text) == [("高橋健二", "必ず守る")]


def test_whoever_admits_is_the_suspect_and_not_the_police() -> None:
    text = "同署は会社員山田太郎容疑者（38）を逮捕したと発表した。「自分がやった」と容疑を認めているという。"
    assert said(text) == [("山田太郎", "自分がやった")]


def test_a_question_word_is_nobody() -> None:
    text = "どの党も年金を掲げる。「信頼を強める」と訴えている。"
    assert said(text) == [("", "信頼を強める")]


def test_who_asks_and_who_answers_behind_a_clause_are_two() -> None:
    text = "鈴木花子市議が「予算は足りるのか」とただすと、財政課長は「精査する」と述べるにとどめた。"
    assert said(text) == [("鈴木花子", "予算は足りるのか"), ("財政課長", "精査する")]


def test_a_question_that_is_only_answered_is_not_of_whoever_answers() -> None:
    text = "中川和彦市長は「予算は足りるのか」との質問に「足りる」と答えた。"
    assert said(text) == [("", "予算は足りるのか"), ("中川和彦", "足りる")]


def test_a_heckle_is_not_of_whoever_spoke_before() -> None:
    text = "住民説明会で、県は「安全だ」と繰り返した。会場からは「信用できない」とやじが飛んだ。"
    assert said(text)[1] != ("県", "信用できない")


@pytest.mark.parametrize("speaker", ["首相周辺", "あるディーラー", "与党のベテラン議員"])
def test_those_about_power_and_trades_speak(speaker: str) -> None:
    assert said(f"{speaker}は「潮目が変わった」と身構える。") == [(speaker, "潮目が変わった")]


def test_how_somebody_said_it_says_who_spoke() -> None:
    assert said("「遺憾だ」。佐藤一郎長官は短く述べ、足早に去った。") == [("佐藤一郎", "遺憾だ")]
