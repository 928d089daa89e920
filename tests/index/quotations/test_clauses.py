"""Who said what in a clause: one pattern a test, sentences made up for it."""

from __future__ import annotations

import pytest

from tests.index.quotations.reading import kinds, read, said


def test_the_topic_speaks_what_stands_before_a_verb_of_saying() -> None:
    assert said("山田太郎社長は「来年は増やす」と述べた。") == [("山田太郎", "来年は増やす")]


def test_the_fullest_name_of_the_document_stands_for_a_surname() -> None:
    text = "山田太郎社長が会見した。山田氏は「来年は増やす」と語った。"
    assert said(text) == [("山田太郎", "来年は増やす")]


def test_the_mention_as_written_and_its_place_are_kept() -> None:
    text = "山田太郎社長が会見した。山田氏は「来年は増やす」と語った。"
    found = read(text)[0]
    assert found.speaker_text == "山田氏"
    assert found.speaker_span is not None
    assert text[slice(*found.speaker_span)] == "山田氏"


def test_a_paper_that_relays_is_not_the_speaker() -> None:
    assert said("東都新聞によると、佐藤一郎知事は「橋を直す」と述べた。") == [("佐藤一郎", "橋を直す")]


def test_two_quotations_of_one_verb_share_the_speaker() -> None:
    text = "佐藤一郎知事は「橋を直す」とし、「道も直す」と語った。"
    assert said(text) == [("佐藤一郎", "橋を直す"), ("佐藤一郎", "道も直す")]


def test_two_speakers_in_one_sentence_are_kept_apart() -> None:
    text = "佐藤一郎知事は「橋を直す」と述べたが、鈴木花子議員は「道が先だ」と反論した。"
    assert said(text) == [("佐藤一郎", "橋を直す"), ("鈴木花子", "道が先だ")]


def test_an_inanimate_topic_is_no_speaker() -> None:
    assert said("今回の合意は「橋を直す」と述べた。") == [("", "橋を直す")]


def test_whom_one_speaks_to_is_no_speaker() -> None:
    text = "佐藤一郎知事は鈴木花子議員に対し「橋を直す」と説明した。"
    assert said(text) == [("佐藤一郎", "橋を直す")]


@pytest.mark.parametrize(
    "text",
    [
        "「橋を直す」と、佐藤一郎知事は言う。",
        "「橋を直す」佐藤一郎知事は会見で言った。",
    ],
)
def test_the_speaker_may_stand_behind_the_words(text: str) -> None:
    assert said(text) == [("佐藤一郎", "橋を直す")]


def test_the_innermost_speaker_is_meant_where_speech_is_embedded() -> None:
    text = "鈴木花子議員は、佐藤一郎知事が「橋を直す」と言った話を伝えた。"
    assert said(text)[0] == ("佐藤一郎", "橋を直す")


@pytest.mark.parametrize("noun", ["見方を示した", "考えを明らかにした", "懸念を示した"])
def test_nouns_of_utterance_govern_what_stands_before_them(noun: str) -> None:
    assert said(f"佐藤一郎知事は「橋は直せない」との{noun}。") == [("佐藤一郎", "橋は直せない")]


def test_voices_that_rise_belong_to_nobody() -> None:
    text = "佐藤一郎知事は会見した。「橋はもう古い」との声も上がっている。"
    assert said(text) == [("", "橋はもう古い")]


def test_a_voice_from_somebody_is_theirs() -> None:
    assert said("住民からは「橋はもう古い」との声が上がった。") == [("住民", "橋はもう古い")]


def test_a_verbal_noun_with_a_full_stop_reports() -> None:
    text = "佐藤一郎知事は「橋はもう古い」と指摘。「早く直したい」と語った。"
    assert said(text) == [("佐藤一郎", "橋はもう古い"), ("佐藤一郎", "早く直したい")]


def test_who_spoke_before_goes_on_and_is_marked_as_inferred() -> None:
    found = read("佐藤一郎知事は「橋はもう古い」と述べた。さらに「早く直したい」と語った。")
    assert [(item.speaker, item.inferred) for item in found] == [("佐藤一郎", False), ("佐藤一郎", True)]


def test_a_fragment_in_an_indirect_clause_is_a_partial_quotation() -> None:
    found = read("佐藤一郎知事は、橋の工事は「時間との戦い」になると述べた。")[0]
    assert (found.kind, found.form, found.speaker) == ("speech", "partial", "佐藤一郎")


@pytest.mark.parametrize("near", ["側近によると", "秘書の話では", "親友によれば"])
def test_a_pronoun_behind_somebody_s_friend_means_him_and_not_who_was_spoken_of_before(near: str) -> None:
    before = "マルコ・ヴェラ社長は工場を閉じた。労組のイレーナ・コワルは反発している。"
    text = before + f"ヴェラの{near}、彼は「待てない」と叫んだ。"
    assert said(text) == [("マルコ・ヴェラ", "待てない")]


def test_a_pronoun_means_the_person_last_spoken_of() -> None:
    text = "佐藤一郎知事は会見に臨んだ。「橋はもう古い」と彼は述べた。"
    assert said(text) == [("佐藤一郎", "橋はもう古い")]


def test_the_one_who_bears_an_office_is_meant_by_the_office() -> None:
    text = "日本橋銀行の高橋健二総裁が会見した。総裁は「金利は上げない」と述べた。"
    assert said(text) == [("高橋健二", "金利は上げない")]


def test_the_one_who_asks_is_found_where_the_verb_is_passive() -> None:
    assert said("佐藤一郎知事は記者から「橋はどうなる」と聞かれた。") == [("記者", "橋はどうなる")]


def test_the_one_whom_the_verb_modifies_speaks() -> None:
    assert said("「橋は要らない」と主張する住民もいた。") == [("住民", "橋は要らない")]


def test_a_roles_whole_noun_phrase_is_the_name_of_one_without_a_name() -> None:
    assert said("港町の漁協の男性は「魚が減った」と話した。") == [("港町の漁協の男性", "魚が減った")]


def test_a_quotation_within_a_quotation_has_its_own_speaker() -> None:
    text = "佐藤一郎知事は「鈴木花子議員が『道が先だ』と言った」と述べた。"
    assert said(text)[1] == ("鈴木花子", "道が先だ")


@pytest.mark.parametrize(
    "text",
    [
        "事実上の「停戦」とも言える状態だ。",
        "いわゆる「特区」が広がる。",
        "人気番組「朝の港」に出演した。",
        "この魚は「銀鱗」と呼ばれる。",
        "駅前に「みなと食堂」がある。",
        "政府は「安定」を重視する。",
    ],
)
def test_names_terms_and_emphasis_are_no_quotations(text: str) -> None:
    assert not {"speech", "written"} & set(kinds(text))


def test_a_thought_is_a_thought() -> None:
    assert kinds("佐藤一郎知事は「橋はもう古い」と思った。") == ["thought"]


def test_what_is_written_is_written() -> None:
    assert kinds("佐藤一郎知事は「橋はもう古い」と記した。") == ["written"]


def test_the_reporting_expression_is_kept_as_cue() -> None:
    assert read("佐藤一郎知事は「橋はもう古い」と述べた。")[0].cue == "述べた"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("横浜地検は受理した。同地検は「違法とは言えない」と判断した。", "横浜地検"),
        ("番組は日本光映が作っていた。同社は「責任は重い」と述べた。", "日本光映"),
        ("水産庁は十日、調べを始めた。同庁は「急ぎたい」としている。", "水産庁"),
        ("番組は日本光映が作っていた。同社広報部は「調べる」と話した。", "日本光映広報部"),
    ],
)
def test_the_same_body_is_the_one_that_stands_before(text: str, speaker: str) -> None:
    found = read(text)[0]
    assert found.speaker == speaker
    assert found.speaker_text.startswith("同")


def test_the_same_company_stays_as_written_where_two_may_be_meant() -> None:
    text = "日本光映が作り、関東映像が売った。同社は「責任は重い」と述べた。"
    assert said(text) == [("同社", "責任は重い")]


@pytest.mark.parametrize(
    "text",
    [
        "佐藤一郎知事は「橋を直す」とする談話を発表した。",
        "佐藤一郎知事は自身のブログで「橋を直す」と述べた。",
        "佐藤一郎知事は声明で、「橋を直す」と強調した。",
        "佐藤一郎知事は「橋を直す」とのコメントを発表した。",
        "佐藤一郎知事は「橋を直す」とSNSに投稿した。",
        "東都新聞は「橋は直る」と報じた。",
    ],
)
def test_a_medium_named_in_the_clause_makes_it_written(text: str) -> None:
    assert kinds(text) == ["written"]


@pytest.mark.parametrize("place", ["会見で", "議会で", "電話で", "集会で"])
def test_an_occasion_does_not_make_it_written(place: str) -> None:
    assert kinds(f"佐藤一郎知事は{place}「橋を直す」と述べた。") == ["speech"]


@pytest.mark.parametrize(
    "text",
    [
        "人気番組「走れ！海の王」の放送を打ち切ると発表した。",
        "映画「港を出る」が公開されたと述べた。",
        "局は「歌え！浜の子」の放送を打ち切ると述べた。",
    ],
)
def test_names_of_works_are_titles_even_with_a_call_in_them(text: str) -> None:
    assert kinds(text) == ["title"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("外交に詳しい研究者は「扉は閉まる」と評する。", "外交に詳しい研究者"),
        ("有力な議員は「反対だ」と語った。", "有力な議員"),
        ("店を営む女性は「魚が減った」と話した。", "女性"),
        ("中国、韓国、タイの各国政府は「決議に反する」と述べた。", "中国、韓国、タイの各国政府"),
    ],
)
def test_the_name_of_one_without_a_name_reaches_back_to_the_last_boundary(text: str, speaker: str) -> None:
    assert read(text)[0].speaker == speaker


def test_whoever_is_heard_right_before_the_words_comes_before_the_one_who_spoke_last() -> None:
    text = "北国は「技術の欠陥だ」と説明しており、外交筋によると「天気も考えたのだろう」という見方をしていた。"
    assert said(text)[1] == ("外交筋", "天気も考えたのだろう")


def test_a_question_that_is_answered_is_nobodys() -> None:
    text = "選挙管理委員会によれば、有権者は「あなたは賛成ですか」という質問に答える。"
    assert said(text) == [("", "あなたは賛成ですか")]


def test_a_subject_inside_a_modifier_is_not_carried_over() -> None:
    text = (
        "佐藤一郎氏は判事に就いた。亡くなった兵士が眠る墓所の訴訟では反対意見を述べた。「差し止めは慎むべきだ」とした。"
    )
    assert [speaker for speaker, _ in said(text)] == ["佐藤一郎"]


def test_a_name_before_an_office_in_katakana_is_taken_whole() -> None:
    assert said("唐井直ゼネラルマネジャーは「工夫は続ける」と説明した。") == [("唐井直", "工夫は続ける")]


@pytest.mark.parametrize(
    ("name", "pronoun", "speaker"),
    [
        ("山田太郎", "彼", "山田太郎"),
        ("山田花子", "彼女", "山田花子"),
        ("山田花子", "彼", ""),
        ("山田太郎", "彼女", ""),
    ],
)
def test_he_is_no_woman_and_she_no_man(name: str, pronoun: str, speaker: str) -> None:
    assert said(f"{name}さんは港に立った。「もう帰る」と{pronoun}は言った。") == [(speaker, "もう帰る")]


@pytest.mark.parametrize(
    "text",
    [
        "市は三日を「防災の日」と定めた。",
        "政府は発表を「挑発行為」とみなし、抗議した。",
        "作品は「時代の証言」として高く評価された。",
    ],
)
def test_what_something_is_made_or_taken_for_is_a_term(text: str) -> None:
    assert kinds(text) == ["term"]


def test_a_noun_that_means_anybody_names_nobody() -> None:
    assert [speaker for speaker, _ in said("「反対だ」と答えた人は三割にとどまった。")] == [""]
