"""Who said what in the prose of news: one pattern a test, sentences made up for it."""

from __future__ import annotations

import pytest

from inyo.index.values.quotation import QUOTED
from tests.index.quotations.reading import kinds, read, said


def test_a_reporting_noun_is_not_owned_by_whoever_stands_behind_the_words() -> None:
    text = "山田太郎容疑者は、「町を壊す」とする住民への襲撃を予告する内容の手紙を議長に送ろうとした。"
    assert said(text) == [("山田太郎", "町を壊す")]


def test_whoever_calls_the_police_speaks_in_the_call() -> None:
    text = "水門市の旅館の従業員から「男が暴れている」との110番があり、警官が駆けつけた。"
    assert said(text) == [("水門市の旅館の従業員", "男が暴れている")]


def test_voices_behind_a_finished_clause_are_not_of_whom_it_named() -> None:
    text = "野党から批判が出ていたほか、ネット上でも「税金の無駄だ」などの書き込みが相次いだ。"
    assert said(text) == [("", "税金の無駄だ")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("その橋は昨年の調査では「危険は小さい」と判定されていた。", "speech"),
        ("東西電鉄はホームページに「電車が遅れています」と表示した。", "written"),
        ("画面には「このテレビは映らなくなります」という字幕が出た。", "written"),
        ("封筒の中の紙には「金を用意しろ」「警察には言うな」との脅し文句も書かれていた。", "written"),
    ],
)
def test_a_clause_that_is_shown_or_found_is_a_quotation(text: str, kind: str) -> None:
    assert set(kinds(text)) == {kind}


def test_a_name_before_a_word_of_naming_stays_a_term() -> None:
    assert not set(kinds("その橋は「危険箇所」と判定された。")) & set(QUOTED)


def test_what_is_written_besides_is_by_whoever_wrote_before() -> None:
    text = "山田太郎容疑者は手紙に「町を壊す」と書き、「夜に決行する」との手口も書かれていた。"
    assert said(text) == [("山田太郎", "町を壊す"), ("山田太郎", "夜に決行する")]


def test_a_long_description_of_something_is_quoted() -> None:
    text = (
        "東西図書館ではこの事件を「資料を勝手に持ち出すという、きわめて悪質な行為」とし、「厳しく対処する」としている。"
    )
    assert [speaker for speaker, _ in said(text)] == ["東西図書館", "東西図書館"]


def test_a_claim_for_which_one_acts_is_quoted() -> None:
    assert said("水門市は「契約は無効」であるとして支払いを拒んだ。") == [("水門市", "契約は無効")]


def test_what_one_takes_part_as_is_no_claim() -> None:
    assert said("鈴木花子さんは「水門劇団」の旗揚げに手を貸し、演出家として加わっていた。") == []


@pytest.mark.parametrize(
    "company", ["東西自動車", "水門電鉄", "日東製薬", "大和ホールディングス", "米グローバルソフト"]
)
def test_a_company_is_known_by_its_trade(company: str) -> None:
    text = f"{company}は昨年から車両の点検を続けてきたが、今月の事故を受けて「対策を急ぐ」と説明した。"
    assert said(text) == [(company, "対策を急ぐ")]


def test_a_name_may_bear_a_mark_of_exclamation() -> None:
    assert said("東都新聞によるとHello!は「売却はしない」と発表した。") == [("Hello!", "売却はしない")]


def test_a_minister_may_hold_two_portfolios() -> None:
    assert said("高橋健二経済財政・金融担当相が「好ましくない」と発言した。") == [("高橋健二", "好ましくない")]


@pytest.mark.parametrize("title", ["オーナー", "チームリーダー", "ゼネラルマネジャー"])
def test_katakana_titles_stand_behind_names(title: str) -> None:
    assert said(f"水門クラブの宮崎和彦{title}は「残念だ」と話した。") == [("宮崎和彦", "残念だ")]


def test_a_subject_goes_on_behind_a_clause_that_contrasts() -> None:
    text = "斎藤大輔選手が勝った。高橋健二監督が「引退も考えた」と話したものの、「まだ続けたい」と述べた。"
    assert said(text) == [("高橋健二", "引退も考えた"), ("高橋健二", "まだ続けたい")]


def test_whoever_uses_a_thing_speaks_of_it() -> None:
    assert said("少年が持っていたナイフは「店で買った」と話している。") == [("少年", "店で買った")]


def test_a_reason_that_is_told_is_quoted() -> None:
    assert said("少年は「振られた」という動機を語った。") == [("少年", "振られた")]


def test_what_one_declares_to_do_is_quoted() -> None:
    assert said("東西電鉄は「新型車両を作る」事を表明した。") == [("東西電鉄", "新型車両を作る")]


def test_some_pupil_speaks() -> None:
    assert said("「点がもらえてうれしいです」とある生徒は記者に語った。") == [("生徒", "点がもらえてうれしいです")]


def test_the_title_of_an_article_is_no_quotation() -> None:
    assert kinds("東都放送の記事『港で爆発か』では、会社名が伏せられている。") == ["title"]


def test_a_company_that_is_meant_is_never_the_paper_that_tells() -> None:
    text = "日東通信によると、電車が止まった。東都新聞によると、同社は「安全だ」と説明した。"
    assert said(text) == [("同社", "安全だ")]


def test_both_of_two_speak_for_themselves() -> None:
    text = "水門生協が商品を売った。しかし東西社、南北社双方とも「原因ではない」としている。"
    assert all(speaker != "水門生協" for speaker, _ in said(text))


def test_a_court_concludes() -> None:
    text = "水門地裁は「規定は有効だ」と指摘。その上で、「請求は認められない」と結論付けた。"
    assert said(text) == [("水門地裁", "規定は有効だ"), ("水門地裁", "請求は認められない")]


def test_a_person_is_carried_over_the_sentences_of_a_life() -> None:
    text = (
        "高橋健二さんは昨年死去した。北海道出身。大学を出て会社に勤めた。翌年に球団に入った。"
        "新人王を獲得。晩年は少年野球を教えた。去年の宴では「まだ元気だ」と語っていた。"
    )
    assert said(text) == [("高橋健二", "まだ元気だ")]


def test_an_organisation_is_carried_over_where_a_verb_of_speaking_asks_for_one() -> None:
    reported = "東都新聞によると、「中身を磨きたい」と話している。"
    assert said("東西放送局は番組の日取りを変えた。" + reported) == [("東西放送局", "中身を磨きたい")]
    (farther,) = read("東西放送局は番組の日取りを変えた。視聴率は下がっていた。" + reported)
    assert "東西放送局" in (farther.speaker, farther.suggestion)


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("水門市長が辞職「町民に深くおわび」", "中川和彦"),
        ("「想定した地震ではない」震度6で気象庁", "気象庁"),
        ("「橋を直す」「道も直す」佐藤一郎知事が会見", "佐藤一郎"),
        ("「先輩は手本」憧れの林倒した新人", ""),
    ],
)
def test_headlines_name_who_speaks(headline: str, speaker: str) -> None:
    text = (
        f"{headline}\n\n水門市の中川和彦市長が3日、辞職した。佐藤一郎知事と林花子選手が会見した。"
        "気象庁は警戒を続けている。橋の工事は来年まで続き、市民の生活に影響が出る見通しだという。"
    )
    assert read(text)[0].speaker == speaker


def test_of_two_words_in_a_headline_the_name_between_them_says_the_second() -> None:
    text = (
        "中川、半年ぶり勝利「帰ってきた」　佐藤監督「待っていた」\n\n"
        "水門クラブの中川和彦選手が3日の試合に勝った。佐藤一郎監督は「待っていた」と語った。橋の前には大勢の市民が集まった。\n"
    )
    assert said(text)[:2] == [("中川和彦", "帰ってきた"), ("佐藤一郎", "待っていた")]


def test_words_before_the_one_name_of_a_headline_stay_those_of_whoever_bears_it() -> None:
    text = (
        "「信じられない」　佐藤監督「完敗だ」\n\n"
        "佐藤一郎監督は試合のあと、記者団の質問に短く答えた。水門クラブは3連敗となり、市民の表情も暗かった。\n"
    )
    assert said(text)[:2] == [("佐藤一郎", "信じられない"), ("佐藤一郎", "完敗だ")]


def test_the_one_whom_a_clause_modifies_may_be_described_once_more() -> None:
    text = "短文サイトに「橋が落ちた」と嘘の投稿をした水門県に住む30代の配達員の男が逮捕された。"
    assert said(text) == [("30代の配達員の男", "橋が落ちた")]


def test_a_paper_behind_the_words_only_relays_what_somebody_said() -> None:
    text = "水門政府は山田太郎氏が「危険である」と形容したと東都新聞は伝えた。"
    assert said(text) == [("水門政府", "危険である")]


def test_a_site_speaks_in_what_it_writes() -> None:
    text = "日東委員会の資料によると、各国の案内書を調べたところ、大手案内サイトでは「街は古い」と紹介していた。"
    assert said(text) == [("大手案内サイト", "街は古い")]


def test_a_flag_is_not_written_by_the_town_where_it_is_waved() -> None:
    text = "水門市では応援会が開かれ、「あと一歩だ走れ」と書かれた旗を掲げて市民が応援した。"
    assert [speaker for speaker, _ in said(text)] == [""]


def test_a_reason_that_somebody_gives_is_quoted() -> None:
    assert said("高橋健二会長は、「選手が自由に動けない」という理由で契約を断った。") == [
        ("高橋健二", "選手が自由に動けない")
    ]


def test_a_reason_before_something_else_is_none() -> None:
    assert said("生徒らは数日前から「にらまれた」などの理由で対立していた。") == []


def test_announced_words_are_quoted_where_the_next_sentence_follows_at_once() -> None:
    text = (
        "環境団体の広報担当者は次のように述べた。「この枠組みは任意であり、効果がない」世界の気温は上がり続けている。"
    )
    assert said(text) == [("環境団体の広報担当者", "この枠組みは任意であり、効果がない")]


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("窓を割った男逮捕「何もかも嫌になった」", "男"),
        ("「橋が落ちた」とサイトに投稿した男を逮捕", "男"),
        ("水門高校の後輩誓う「いつかあの場所に」", "水門高校の後輩"),
        ("「変化が来た」佐藤一郎知事の勝利演説", "佐藤一郎"),
    ],
)
def test_headlines_name_who_speaks_together_with_what_he_did(headline: str, speaker: str) -> None:
    text = f"{headline}\n\n佐藤一郎知事が会見した。橋の工事は来年まで続き、市民の生活に影響が出る見通しだという。\n"
    assert read(text)[0].speaker == speaker


def test_who_asks_is_not_who_answers() -> None:
    text = "山田太郎被告は罪を認めなかった。また裁判官による質問に対し、「君は誰だ」と応じた。"
    assert said(text) == [("山田太郎", "君は誰だ")]


def test_a_title_may_stand_behind_a_name_and_a_dot() -> None:
    text = "水門放送の佐野久治・音楽番組部長は、「演出を広げたい」とコメントした。"
    assert said(text) == [("佐野久治", "演出を広げたい")]


def test_how_something_is_judged_in_one_word_is_no_quotation() -> None:
    assert said("水門市は、抽選を「有効」とする判断を下した。") == []


def test_that_company_is_not_a_number_of_companies() -> None:
    text = "金融庁は顧客企業263社を調べる。検査を受けて、同社は「説明できない」と報告した。"
    assert said(text) == [("同社", "説明できない")]


def test_what_one_thinks_of_while_speaking_makes_no_thought_of_the_words() -> None:
    assert kinds("小沼健太郎さんは「今日は母と歌った」と母を思いながら喜びを語った。") == ["speech"]


def test_a_headline_may_stand_in_straight_quotation_marks() -> None:
    text = (
        "事件の続報\n\n水門市の店で火災があり、警察が調べている。店の客は逃げて無事だった。"
        '『店で火災』。東都新聞、2009年7月6日。"店の火災で高見次郎容疑者「行き詰まった」"。東都新聞、2009年7月9日。\n'
    )
    assert [(item.kind, item.speaker) for item in read(text) if item.text == "「行き詰まった」"] == [
        ("speech", "高見次郎")
    ]


def test_a_headline_may_say_of_something_how_it_is() -> None:
    text = "再試験は見送り「影響は限定的」…厚労省\n\n水門市の試験で問題が漏れた。合格発表は予定の通りに行われる。\n"
    assert [(item.kind, item.speaker) for item in read(text)] == [("speech", "厚労省")]


def test_a_source_that_an_agency_passes_on_speaks() -> None:
    assert said("日東通信が警察の話として流したところによると、「男は逃げた」という。") == [("警察", "男は逃げた")]


def test_a_report_from_a_company_is_not_of_the_office_that_tells_of_it() -> None:
    assert said("国土省によると、東西航空から「部品が落ちた」との報告があったという。") == [
        ("東西航空", "部品が落ちた")
    ]


@pytest.mark.parametrize("mark", ["＝", "="])
def test_what_stands_between_double_hyphens_behind_somebody_is_left_out(mark: str) -> None:
    text = f"無職・羽生田実容疑者（71）{mark}窃盗の疑いで逮捕{mark}は「腹が減っていた」と話している。"
    assert said(text) == [("羽生田実", "腹が減っていた")]


@pytest.mark.parametrize(
    "asked",
    [
        "バルト大統領が港を封鎖すると述べたとの報道に関して",
        "バルト大統領が部隊を倍にしたと発表したことについては",
    ],
)
def test_whoever_a_question_is_about_does_not_answer_it(asked: str) -> None:
    text = f"真壁長官は会見で協定を評価した。{asked}、「承知していない」と語った。"
    assert said(text)[-1][0] != "バルト"


def test_a_comment_does_not_speak() -> None:
    text = "牛久保監督は口を開かなかった。球団を通じて出したコメントは「勝てない理由を考える」だけだった。"
    assert said(text)[-1][0] in ("", "牛久保")


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("●花を手向けに来た人：", "花を手向けに来た人"),
        ("亡くなった少年の同級生:", "亡くなった少年の同級生"),
        ("近所の女性", "近所の女性"),
        ("●花を手向けに来た人（母親）：", "花を手向けに来た人"),
    ],
)
def test_a_label_on_a_line_of_its_own_names_somebody_without_a_name(label: str, speaker: str) -> None:
    text = f"橋の上で車が横転した事故から二日がたちました。\n\n{label}\n「毎朝ここを通るので、信じられません」\n"
    assert said(text) == [(speaker, "毎朝ここを通るので、信じられません")]


@pytest.mark.parametrize("heading", ["花の思い出", "事故の原因："])
def test_a_heading_above_words_is_nobody(heading: str) -> None:
    assert said(f"事故から二日がたちました。\n\n{heading}\n「毎朝ここを通るので、信じられません」\n")[0][0] == ""


def test_what_is_told_of_a_player_before_his_words_is_not_his() -> None:
    text = (
        "　南・八神監督　若手を先発に抜てきし、「度胸に賭けた。結果は二の次」。\n"
        "　北・長船監督　代打を送ったが及ばず。「あと一本が遠い」\n"
        "　東・牛久保監督　連敗を止め、「選手がよく我慢した」\n"
        "　西・檜垣　七回を投げ抜いた。「低め、低めと唱えた」\n"
    )
    assert said(text) == [
        ("八神", "度胸に賭けた。結果は二の次"),
        ("長船", "あと一本が遠い"),
        ("牛久保", "選手がよく我慢した"),
        ("檜垣", "低め、低めと唱えた"),
    ]


@pytest.mark.parametrize("voices", ["説明を求める声も上がった", "見直しを迫る意見が相次いだ", "反対する声が根強い"])
def test_voices_that_rise_by_themselves_are_nobody_s(voices: str) -> None:
    assert said(f"部会では「表現が乱暴だ」として外務省に{voices}。") == [("", "表現が乱暴だ")]


def test_voices_from_somebody_are_his() -> None:
    assert said("住民からは「説明が足りない」として撤回を求める声が相次いだ。") == [("住民", "説明が足りない")]


@pytest.mark.parametrize(
    "text",
    [
        "北川氏が「立ち位置を変える」と題して講演した。",
        "「海を渡った町は続くのか」と題する講演会を開いた。",
        "総会のスローガンは「正しい文字を届けよう」「町に出よう」など。",
    ],
)
def test_a_title_and_a_slogan_are_nobody_s_words(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("body", ["ロンドン市警", "県警", "東都電力"])
def test_a_body_at_a_press_conference_speaks_before_the_words(body: str) -> None:
    text = f"発電所で火が出てから三日がたちました。\n{body}の会見　「原因は調べている途中です」\n"
    assert said(text) == [(body, "原因は調べている途中です")]


def test_congratulations_that_pour_in_are_nobody_s() -> None:
    text = "歌手の三好真琴が結婚を発表した。「末永くお幸せに」「泣いた」と祝福の声が続出した。"
    assert said(text) == [("", "末永くお幸せに"), ("", "泣いた")]


@pytest.mark.parametrize(
    "stance", ["冷ややかだ。", "手厳しい。", "極めて懐疑的だった。", "あきらめ顔。", "そっけない。", "前向きだ。"]
)
def test_what_somebody_calls_a_thing_is_his_where_his_stance_follows(stance: str) -> None:
    assert said(f"ある町議は「絵に描いた餅」と{stance}") == [("ある町議", "絵に描いた餅")]


def test_a_stance_before_a_noun_is_no_predicate() -> None:
    assert not set(kinds("町は「未来都市構想」と冷ややかな町民の間で揺れている。")) & set(QUOTED)


def test_an_age_stands_for_whom_it_was_given() -> None:
    text = "美崎つぐみ（22）が初優勝を飾った。写真を忍ばせていたという22歳は「風がやんだ」と空を見上げた。"
    assert said(text) == [("美崎つぐみ", "風がやんだ")]


def test_a_view_that_spreads_is_not_of_the_topic_before_it() -> None:
    assert said("町は年内の再開を目指すが、現場からは「来年になる」との悲観論も漏れる。") == [("", "来年になる")]


def test_an_office_is_not_of_whom_held_it_before_or_is_its_deputy() -> None:
    text = "前副市長の小早川徹氏は「聞いていない」と述べた。市長は報道陣に「推移を見守る」とだけ語った。"
    assert said(text) == [("小早川徹", "聞いていない"), ("市長", "推移を見守る")]


def test_whoever_is_taught_hears_the_words() -> None:
    assert said("山田太郎さんは先輩に「記事は足で書け」と教わった。") == [("先輩", "記事は足で書け")]


def test_a_chain_of_shops_speaks() -> None:
    assert said("売却を決めた大手チェーンは声明で「地域の決断を尊重する」とした。") == [
        ("大手チェーン", "地域の決断を尊重する")
    ]


def test_the_commander_is_the_manager_named_before() -> None:
    text = "鷹取浩介監督（52）が動いた。指揮官は「打てる顔だ」とニヤリ。敵将のネルソン監督は「覚えた」と脱帽した。"
    assert said(text) == [("鷹取浩介", "打てる顔だ"), ("ネルソン", "覚えた")]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("ファンからは「おめでとう」「待っていた」など祝福の声が殺到。", "ファン", ["おめでとう", "待っていた"]),
        ("住民から「遅い」「説明不足だ」など、市への批判が相次いだ。", "住民", ["遅い", "説明不足だ"]),
    ],
)
def test_voices_of_many_behind_a_row_of_words_make_them_quotations(text: str, speaker: str, words: list[str]) -> None:
    assert said(text) == [(speaker, each) for each in words]


def test_a_row_of_things_is_no_voice() -> None:
    assert not said("店では「赤い靴がある」「青い靴がある」など人気の札が並ぶ。")


def test_words_are_of_whom_the_next_sentence_calls_them() -> None:
    assert said("山に雪が来た。「火は消すな」。母の口癖だった。") == [("母", "火は消すな")]
