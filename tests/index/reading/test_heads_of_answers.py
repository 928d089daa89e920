"""Who answers where heads between questions change whom they are put to; letters, houses and numbers as labels."""

from __future__ import annotations

from inyo.index.values.quotation import SHOWN
from tests.index.quotations.reading import read


def speakers(text: str) -> list[str]:
    return [found.speaker for found in read(text) if found.kind in SHOWN and found.zone == "transcript"]


def test_a_head_between_questions_says_who_answers_from_there_on() -> None:
    text = (
        "練習後の一問一答\n\n午前の練習が終わった。\n\n◇◆◇平沢選手◇◆◇\n\n――怪我から戻りました\n\n「参加できて幸せです」\n\n"
        "――見ている側も待っていました\n\n「早く元気な姿を見せたいです」\n\n◇◆◇大原監督◇◆◇\n\n――きょうの狙いは\n\n"
        "「楽しく体を動かすことです」\n"
    )
    assert speakers(text) == ["", "平沢", "", "平沢", "", "大原"]


def test_a_head_with_a_number_on_the_back_names_who_answers() -> None:
    text = (
        "監督・選手インタビュー\n<小柳学 監督>\nQ.今日の試合をどう見ますか?\nA.勝たなければならない試合でした。\n"
        "Q.次はどう臨みますか?\nA.気持ちを作って臨みます。\n<3. 山根航>\nQ.率直な気持ちを聞かせてください。\n"
        "A.悔しいですが、収穫もありました。\nQ.失点の場面は?\nA.一瞬の隙を突かれました。\n"
    )
    assert speakers(text) == ["", "小柳学", "", "小柳学", "", "山根航", "", "山根航"]


def test_a_heading_between_questions_names_nobody() -> None:
    text = "平沢選手に聞く\n\n――怪我から戻りました\n\n「幸せです」\n\n【質疑応答】\n\n――今後は\n\n「まず一勝です」\n"
    assert speakers(text)[1::2] == ["平沢", "平沢"]


def test_letters_before_brackets_ask_and_answer() -> None:
    text = (
        "東洋電機、田所社長が会見\nQ「株主への説明は?」\nA「深くおわび申し上げる」\nQ(記者)「過去にさかのぼるのか」\n"
        "A「残る案件を調べた」\n"
    )
    assert speakers(text) == ["", "田所", "記者", "田所"]


def test_letters_with_numbers_before_brackets_ask_and_answer() -> None:
    text = (
        "東洋電機、田所社長が会見\nQ1「株主への説明は?」\nA1「深くおわび申し上げる」\n"
        "Q2「責任は」\nA2「残る案件を調べた」\n"
    )
    assert speakers(text) == ["", "田所", "", "田所"]


def test_a_paper_in_brackets_asks() -> None:
    text = (
        "市長定例記者会見\n【上田市長】\n皆さんおはようございます。新しい庁舎について発表いたします。\n【山陰新報】\n費用はいくらですか。\n"
        "【上田市長】\n100億円を見込んでいます。\n【財政課長】\n補足いたします。起債が主です。\n"
    )
    assert speakers(text) == ["上田", "山陰新報", "上田", "財政課長"]


def test_numbers_before_labels_are_no_part_of_them() -> None:
    text = (
        "道路特別委員会\n1638【宮田委員】 市はどう受け止めていますか。\n1639【委員長】 福山部長。\n"
        "1640【福山部長】 状況は認識しております。\n1641【宮田委員】 丁寧な説明を求めます。\n"
    )
    assert speakers(text) == ["宮田", "委員長", "福山", "宮田"]


def test_a_letter_that_stands_for_a_name_speaks() -> None:
    text = (
        "DJ:中嶋ヒロト (以下→ヒ)\nゲスト:上村丈弥 (以下→丈)\nヒ 「自己紹介お願いします」\n"
        "丈 「上村丈弥です」\nヒ 「どうぞよろしく」\n"
        "丈 「ご無沙汰しております」\n"
    )
    assert speakers(text) == ["ヒ", "丈", "ヒ", "丈"]


def test_who_posted_stands_below_the_words() -> None:
    text = (
        "図書館の開館時間について\n\n平日も夜まで開けてほしいと思います。\n投稿者：沢田ゆみ 2026/05/03 10:12\n\n"
        "同感です。仕事帰りに寄れません。\n週に一度でも助かります。\n投稿者：三宅亮 2026/05/03 11:40\n\n"
        "予算の問題もあるでしょうね。\n投稿者：沢田ゆみ 2026/05/03 12:05\n"
    )
    said = [(each.speaker, each.text) for each in read(text) if each.kind in SHOWN]
    assert said == [
        ("沢田ゆみ", "平日も夜まで開けてほしいと思います。"),
        ("三宅亮", "同感です。仕事帰りに寄れません。\n週に一度でも助かります。"),
        ("沢田ゆみ", "予算の問題もあるでしょうね。"),
    ]
