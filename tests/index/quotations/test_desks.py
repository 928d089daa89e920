"""How desks of papers tell who spoke: by what somebody is to the text, by voices that are heard, with a gesture."""

from __future__ import annotations

import pytest

from inyo.index.values.quotation import SHOWN
from tests.index.quotations.reading import kinds, read, said


@pytest.mark.parametrize(
    ("before", "epithet", "speaker"),
    [
        ("先発の早瀬は七回を無失点に抑えた。", "5年目の右腕", "早瀬"),
        ("4番の戸倉が2本塁打を放った。", "頼れる主砲", "戸倉"),
        ("九回は樋渡が三者凡退で締めた。", "守護神", "樋渡"),
        ("後半42分、桑名が決勝点を奪った。", "背番号10", "桑名"),
        ("葛原がオールを置く。", "元世界王者", "葛原"),
    ],
)
def test_an_epithet_means_who_was_just_spoken_of(before: str, epithet: str, speaker: str) -> None:
    assert said(f"{before}{epithet}は「まだ先がある」と笑った。") == [(speaker, "まだ先がある")]


def test_an_epithet_means_no_manager_and_nobody_who_acts_beside_it() -> None:
    text = "水沼が好投した。富樫監督は「次も任せる」とたたえ、左腕は「自信になった」と照れた。"
    assert said(text) == [("富樫", "次も任せる"), ("水沼", "自信になった")]


def test_an_epithet_of_another_is_not_who_was_spoken_of() -> None:
    assert said("早瀬が投げた。相手の右腕は「負けない」と語った。")[0][0] != "早瀬"


def test_words_come_from_whoever_stands_before_them_where_they_come() -> None:
    text = "不動産会社を営む野瀬恒夫さんのもとには相談が絶えない。大家からは「借り手がつかない」と相談が来る。"
    assert said(text) == [("大家", "借り手がつかない")]


@pytest.mark.parametrize("heard", ["年配の男性の声が飛ぶ。", "年配の男性から声が上がった。"])
def test_a_voice_that_is_heard_says_the_words_behind_it(heard: str) -> None:
    assert said(f"会場の後ろから{heard}「聞こえないぞ」。議長は黙っていた。") == [("年配の男性", "聞こえないぞ")]


@pytest.mark.parametrize("lead", ["農家の真島さんは、", "農家の真島さんが", "農家の真島さんも"])
def test_a_line_that_leads_on_says_whose_the_words_below_it_are(lead: str) -> None:
    assert said(f"畑を訪ねた。\n{lead}\n「今年は実が小さい」\nと話していました。\n") == [("真島", "今年は実が小さい")]


def test_a_word_with_a_gesture_behind_it_is_somebodys() -> None:
    assert said("ゴールした三宅樹里さんは「最高」と涙をぬぐった。") == [("三宅樹里", "最高")]
    assert said("館長が「宝物」と呼ぶ絵を前に、子どもは目を輝かせた。") == []


def test_what_is_said_at_heart_is_thought() -> None:
    assert kinds("敗れた主将は「来年こそ」と胸に刻んだ。") == ["thought"]


def test_a_wish_that_is_uttered_is_speech() -> None:
    assert said("教頭先生が「録音したい」という希望を言われた。") == [("教頭先生", "録音したい")]


def test_what_others_feel_in_a_headline_is_not_said_by_who_answers_it() -> None:
    text = "「全員辞めろ」株主の怒りの声に沖電・宍戸社長が陳謝\n\n 沖電の宍戸社長は総会で頭を下げた。会場は静まった。\n"
    assert said(text) == [("株主", "全員辞めろ")]


@pytest.mark.parametrize("before", ["名取館長による講評では、", "名取館長の総評では、", "名取館長より"])
def test_what_is_given_in_public_has_the_words_of_who_gives_it(before: str) -> None:
    assert said(f"閉会に当たり、{before}「素材の選び方に驚いた」との話があった。") == [("名取", "素材の選び方に驚いた")]


def test_what_goes_on_with_a_post_is_written_until_a_voice_is_heard() -> None:
    text = (
        "歌手の榊レイナが自身のブログを更新した。\n榊は「喉の治療に専念します」と報告。「戻るための休みです」と説明した。\n"
        "翌日の会見では「必ず戻る」と語った。\n"
    )
    assert [found.kind for found in read(text) if found.kind in SHOWN] == ["written", "written", "speech"]


def test_whoever_speaks_behind_a_statement_of_others_does_not_write() -> None:
    text = "政府は「断じて許さない」との声明を発表した。矢田首相は「結束して立ち向かう」として支援を約束した。"
    assert [found.kind for found in read(text) if found.kind in SHOWN] == ["written", "speech"]


def test_a_row_of_congratulations_is_no_row_of_titles() -> None:
    text = "二人の報告に、「末永くお幸せに」「おめでとう」「泣いた」など、返信欄は祝うメッセージの嵐。"
    assert [found.kind for found in read(text)] == ["written"] * 3
