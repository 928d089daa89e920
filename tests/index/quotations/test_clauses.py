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
    assert said("今回の合意は「橋を直す」と述べた。") in ([("", "橋を直す")], [])


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
