"""The order of the rules that find a speaker: for each that no other test needs, a text that only it reads rightly."""

from __future__ import annotations

import pytest

from tests.index.quotations.reading import read, said


def _speaker(text: str) -> str:
    return said(text)[-1][0]


def test_whoever_only_touches_on_a_view_has_not_said_it() -> None:
    assert _speaker("山本町長は会議で「橋は直せる」との見方に触れた。") == ""


def test_whoever_stands_right_before_a_view_that_he_touches_on_has_said_it() -> None:
    assert _speaker("山本町長は、「橋は直せる」との見方に触れた。") == "山本"


@pytest.mark.parametrize("mark", ["：", "――"])
def test_whoever_stands_before_a_colon_or_a_dash_speaks(mark: str) -> None:
    assert _speaker(f"　会場で、山本町長{mark}「橋は直る」。") == "山本"


def test_a_person_before_an_earlier_bracket_is_still_the_subject() -> None:
    assert _speaker("山本太郎町長が「港」まで来て「橋は直る」と述べた。") == "山本太郎"


@pytest.mark.parametrize("noun", ["の声。", "発言に町は揺れた。"])
def test_no_speaker_is_carried_over_to_a_noun_that_nobody_makes_his_own(noun: str) -> None:
    assert _speaker(f"山本町長は橋を見た。「橋は直る」{noun}") == ""


def test_a_topic_of_which_nothing_is_known_speaks_where_the_verb_does_nothing_else() -> None:
    assert _speaker("川獺は港で静かに「橋は直る」と述べた。") == "川獺"


def test_a_topic_that_cannot_speak_keeps_the_words_from_whoever_spoke_before() -> None:
    assert _speaker("山本町長は橋を見た。灯台は港で「橋は直る」としている。") == ""


def test_a_paper_speaks_in_what_it_writes() -> None:
    assert _speaker("山陰日報が翌朝「橋は直る」と書いた。") == "山陰日報"


def test_a_place_with_a_topic_behind_it_is_not_whose_words_they_are() -> None:
    assert _speaker("市では反対もあり、山本町長は「橋は直す」と述べた。") == "山本"


def test_a_name_with_a_space_between_family_and_given_name_is_one_name() -> None:
    for space in ("\u3000", " "):
        assert [who.replace(space, "") for who, _ in said(f"深山{space}涼子氏は「町を守る」と述べた。")] == ["深山涼子"]


def test_a_name_of_which_the_dictionary_takes_a_part_for_an_adverb_is_whole() -> None:
    assert _speaker("会見した大石颯さんは「助けてもらった」と話した。") == "大石颯"


def test_an_office_that_another_bears_further_down_is_that_of_the_one_named_before() -> None:
    text = "沢渡圭吾監督の声が飛んだ。監督は「驚かされた」と語った。\n\n敗れた高梨修監督は首を振った。"
    assert _speaker(text) == "沢渡圭吾"


def test_the_words_of_somebody_s_spokesman_are_not_his_own() -> None:
    assert _speaker("追放されたトゥーレ大統領の報道官は「憲法への攻撃だ」と非難した。") != "トゥーレ"


@pytest.mark.parametrize("noun", ["側近", "腹心", "懐刀", "秘書", "元部下", "妹", "周辺", "番記者"])
def test_whoever_stands_near_somebody_is_not_he(noun: str) -> None:
    text = f"帆浜県の黒田誠知事は14日、議会に出席した。\n\n黒田知事の{noun}は「本人は春で辞める」と明かした。\n"
    assert said(text) == [(f"黒田知事の{noun}", "本人は春で辞める")]


def test_each_of_a_row_is_whose_name_stands_behind_it_in_parentheses() -> None:
    text = "窓口では「列が短い」（主婦）、「字が小さい」（70代女性）、「席を譲られた」（市内の妊婦）などの声を聞いた。"
    assert [who for who, _ in said(text)] == ["主婦", "70代女性", "市内の妊婦"]


def test_of_a_row_whoever_stands_behind_its_last_words_alone_said_all() -> None:
    assert [who for who, _ in said("「値が上がった」「客が減った」（乾物店主）")] == ["乾物店主", "乾物店主"]


@pytest.mark.parametrize("end", ["と首をかしげるのは、港湾局の桑田係長だ。", "と打ち明けたのが桑田係長だった。"])
def test_a_cleft_says_who_speaks_whatever_was_told_before(end: str) -> None:
    assert _speaker(f"町は桟橋を閉じると発表した。「船の行き先がない」{end}") == "桑田"


def test_one_verb_has_one_topic_the_second_is_part_of_the_words() -> None:
    assert _speaker("山本町長は、県は「数字だけを見ている」と非難した。") == "山本"


def test_a_second_topic_speaks_where_another_verb_reports_it() -> None:
    assert _speaker("調査会は、山本町長は「聞いていない」と答えたと指摘した。") == "山本"


def test_whoever_asks_has_said_what_somebody_is_asked() -> None:
    assert said("山本町長は記者団から「橋は直るのか」と問われ、首を振った。")[0][0] == "記者団"


def test_a_sentence_is_about_its_topic_not_about_the_topic_of_what_it_says() -> None:
    text = "山本町長は会見で、大野議長は式に来ないと明かした。「席は用意してあった」と述べた。"
    assert _speaker(text) == "山本"


@pytest.mark.parametrize("both", ["木村、真鍋両町議", "木村和夫さん、弓子さん夫妻"])
def test_two_who_speak_as_one_are_named_together(both: str) -> None:
    assert _speaker(f"{both}は「二人で決めた」と話した。") == both


def test_a_verb_that_looks_like_a_noun_is_no_part_of_an_office_in_a_headline() -> None:
    assert said("渡船の減便めぐり町長「島を見捨てぬ」\n\n　町は八日、説明会を開いた。雨だった。")[0][0] == "町長"


def test_the_reading_of_a_surname_is_no_part_of_the_name() -> None:
    text = "漁師の生田目（なまため）ヨネさん（81）は「網は休まない」と話す。生田目さんは「海も休まない」と笑った。"
    assert [who for who, _ in said(text)] == ["生田目ヨネ", "生田目ヨネ"]


def test_a_reading_before_a_title_parts_no_name() -> None:
    assert _speaker("逮捕された浅見慧(さとし)容疑者(31)は「急いでいた」と話した。") == "浅見慧"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("革新党の朴豪英(パク・ホヨン)院内代表は同日、「懲戒を受けるべきだ」と述べた。", "朴豪英"),
        ("革新党の元喜竜（ウォン・ヒリョン）道知事は「衝撃的な出来事だ」と語った。", "元喜竜"),
        ("野村由人(Yoshito Nomura)官房長官は「事実はない」と述べた。", "野村由人"),
    ],
)
def test_a_name_spelled_in_another_script_behind_it_is_one_name(text: str, name: str) -> None:
    assert _speaker(text) == name


def test_a_charge_behind_a_name_and_a_dot_belongs_to_the_office() -> None:
    assert _speaker("国連のデミトラ・北方担当特使は「砲撃は減った」と述べた。") == "デミトラ"


def test_the_same_office_is_that_of_whoever_is_named_with_it_last() -> None:
    text = "首相は、英国のキム・ダラム駐米大使と会わない。同大使は電報で首相を「無能だ」と評していた。"
    assert _speaker(text) == "キム・ダラム"


def test_a_company_before_an_office_is_not_its_bearer() -> None:
    text = "マツノ社長「利用者は減った」\n\nマツノの山田太郎社長は1日、「反省点だ」と話した。"
    assert [speaker for speaker, _ in said(text)] == ["山田太郎", "山田太郎"]


def test_the_reporter_of_a_dateline_has_said_nothing() -> None:
    text = "【港支局長・藤原剣】6日朝、浜で元漁師に会った。\n「今日もだめそうだな」。網を見ながら、そうつぶやいた。"
    assert _speaker(text) != "藤原剣"


@pytest.mark.parametrize("comma", ["，", ","])
def test_a_western_comma_parts_clauses_as_the_japanese_one_does(comma: str) -> None:
    text = (
        "閉廷後、遺族の女性は「十年待った」と話し、実は、判決が「落ち度はない」としたことに、"
        "会社側も「控訴しない」と答えた。"
    )
    assert said(text.replace("、", comma)) == said(text)


def test_a_comma_in_a_figure_parts_nothing() -> None:
    assert _speaker("山本町長は1,200人に「橋は直る」と述べた。") == "山本"


def test_who_is_only_called_so_in_parentheses_is_whom_the_text_speaks_of() -> None:
    text = "東都電工の田中久雄社長は会見した。「仰々しい発表会は見合わせる。見直すべきだ」（同氏）と続けた。"
    assert _speaker(text) == "田中久雄"


def test_whose_greeting_words_are_speaks_them() -> None:
    text = "伊勢友介、高野八助、伊藤淳一が並んだ。「どうか楽しんでください」と、まずは監督・伊勢による挨拶。"
    assert _speaker(text) == "伊勢友介"


def test_a_nominal_clause_right_behind_an_office_is_somebodys_words() -> None:
    text = (
        "また党の会合で「あきれてものが言えない」と述べました。\n"
        "青空 石田政調会長「決定権は総理大臣の専権事項」\n"
        "青空党の石田政調会長は「申し上げることはない」と述べました。\n"
    )
    assert ("石田", "決定権は総理大臣の専権事項") in said(text)


def test_whom_words_speak_of_does_not_say_them() -> None:
    text = "案内人の柴崎透さんは山で育った。彼の父も山で暮らした。「父は、山は怒っていると言う。私は違うと思う」\n"
    assert ("彼の父", "父は、山は怒っていると言う。私は違うと思う") not in said(text)


def test_who_says_i_outside_of_turns_is_the_author() -> None:
    text = "私は店主に「寂しくないですか」と尋ねた。"
    assert said(text) == [("私", "寂しくないですか")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("学生に聞くと「新聞は長い」と言うんです。", "学生"),
        ("係員に出口を尋ねると、「右です」と教えてくれた。", "係員"),
        ("役場の担当者に確認したところ、「検討中だ」との回答だった。", "役場の担当者"),
    ],
)
def test_whoever_is_asked_answers_where_nobody_else_is_named(text: str, speaker: str) -> None:
    assert [who for who, _ in said(text)] == [speaker]


def test_a_sentence_behind_that_points_back_says_who_spoke() -> None:
    text = (
        "議員の河野直美氏は「侮辱だ」と反発した。\n\n"
        "「雨は人の言うことを聞かない」。農家の堀勝さんはそう言って、畑へ戻った。\n"
    )
    assert ("堀勝", "雨は人の言うことを聞かない") in said(text)


def test_a_teacher_called_by_the_honorific_alone_is_the_one_named_before() -> None:
    assert said("真壁先生にお電話しました。先生は「締切は守れない」と笑っておられました。") == [
        ("真壁", "締切は守れない")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "代表が続投を表明したことに対して、与党からは「到底理解できない」など批判が相次いだ。",
        "児童から「今も残る石橋」「豊かな水と農業」「昔からの言い伝え」などさまざまな意見が出た。",
    ],
)
def test_words_are_somebodys_where_voices_stand_behind_a_row_of_them(text: str) -> None:
    assert len(said(text)) == text.count("「")


def test_whoever_spoke_in_an_affair_that_is_touched_on_does_not_go_on() -> None:
    text = (
        "筧義則官房長官は会見で「重く受け止める」と述べた。福本沙織農相が応援演説で「数のうち」と発言し、"
        "翌日に取り消した問題が響いたかとの質問には「分析は党がする」とだけ答えた。"
    )
    assert _speaker(text) == "筧義則"


def test_of_a_house_a_part_and_somebody_in_the_signature_the_last_speaks() -> None:
    text = "■ お客様の声\n「納期が半分になりました。」（自動車部品メーカー　購買部　K様）\n"
    assert _speaker(text) == "K様"


@pytest.mark.parametrize("credit", ["評者・丹羽　修（水文学者）", "文・写真　丹羽修", "聞き手＝丹羽修"])
def test_whoever_made_the_text_does_not_say_what_begins_it(credit: str) -> None:
    found = read(f"書評　消えた水脈\n\n{credit}\n\n「水は記憶する」。本書はこの一文から始まる。水の旅は長い。")
    assert [each.reasons for each in found if "label" in each.reasons] == []


@pytest.mark.parametrize(
    "news", ["夜、仁平さんから電話。", "翌朝、仁平さんから連絡が入った。", "仁平さんから手紙が届いた。"]
)
def test_from_whom_a_message_came_says_the_words_behind(news: str) -> None:
    assert _speaker(f"組合の仁平さんは首を振った。{news}「陽性だった」。") == "仁平"


@pytest.mark.parametrize("asked", ["涙かと尋ねると、", "理由を聞くと、", "声をかけると、"])
def test_words_behind_a_question_are_an_answer_however_short(asked: str) -> None:
    assert [words for _, words in said(f"会長の山本正男さんは浜で見ていた。{asked}「潮だ、潮」。")] == ["潮だ、潮"]


def test_what_came_to_a_source_from_others_is_not_its_own_words() -> None:
    assert _speaker("市によると、去年から「うるさい」「同じ曲ばかり」などの苦情が計83件寄せられた。") == ""


def test_who_stops_somebody_with_words_says_them() -> None:
    assert _speaker("浜田さんは捨てかけ、夫に「これ、本物じゃないか」と止められた。") == "夫"


@pytest.mark.parametrize(
    "told",
    [
        "町内会長の高見沢さんとは終了後に話しまして、「順番が逆だ」とのことです。",
        "高見沢さんには私から連絡し、「順番が逆だ」とのお返事をいただきました。",
        "高見沢さんに電話したところ、「順番が逆だ」という回答でした。",
    ],
)
def test_with_whom_one_spoke_says_what_is_told_of_it(told: str) -> None:
    assert _speaker(f"住民から「聞いていた話と違う」という声が出ました。\n\n{told}") == "高見沢"


@pytest.mark.parametrize(
    "asks", ["メーカーの高見沢さんにも直撃。", "高見沢さんに聞いてみた。", "そこで高見沢さんに取材した。"]
)
def test_whom_the_sentence_before_asks_says_the_words_behind(asks: str) -> None:
    assert (
        _speaker(f"試した編集部員の森さんは「失くした」と肩を落とす。{asks}「落下試験は百回です」と胸を張る。")
        == "高見沢"
    )


def test_who_reports_says_the_words_behind() -> None:
    text = "松永副会長より、講演会について報告があった。「定員の3倍の応募があり、抽選とした」とのこと。"
    assert _speaker(text) == "松永"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("「来年も来たい」と近くに住む女性（22）。", "女性"),
        ("「来年も来たい」とは参加した高校生の弁。", "高校生"),
        ("「来年も来たい」（団体職員、堀修さん（68））。", "堀修"),
        ("「来年も来たい」が堀修さん（55）の口癖だった。", "堀修"),
        ("「来年も来たい」と述べた上で、堀修さん（44）は席を立った。", "堀修"),
        ("「来年も来たい」と笑いながら、堀修さん（44）は席を立った。", "堀修"),
        ("「来年も来たい」。堀修さん（55）が集会で語った言葉だ。", "堀修"),
        ("「来年も来たい」。堀修さん（55）の言葉に、新井市長はうなずいた。", "堀修"),
        ("堀修さん（55）の日記には「来年も来たい」とある。", "堀修"),
    ],
)
def test_whose_words_a_sentence_says_they_are_is_told_from_whoever_came_before(sentence: str, speaker: str) -> None:
    assert _speaker(f"新井修市長が来た。{sentence}") == speaker


def test_words_that_came_in_from_others_are_not_his_of_whom_the_text_was_about() -> None:
    assert _speaker("新井修市長が来た。港湾管理組合によると、「騒音がひどい」などの苦情が寄せられた。") == ""


@pytest.mark.parametrize("text", ["「来年も来たい」　市議会で答弁", "「来年も来たい」　首相に要望"])
def test_where_or_to_whom_words_of_a_heading_are_said_is_not_who_says_them(text: str) -> None:
    assert said(f"{text}\n\n会場には約二百人が集まった。") == [("", "来年も来たい")]
