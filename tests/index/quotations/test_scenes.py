"""Who speaks in the scenes of a story; a story of our own, one pattern a test."""

from __future__ import annotations

import pytest

from inyo.index.people.cast import is_narrative
from inyo.index.reading.zones import lines_of
from tests.index.quotations.reading import read, said

OPENING = (
    "　源蔵は浜を歩いた。お峰は戸口に立って海を見ていた。源蔵は黙って網を見た。お峰は笑った。\n"
    "「寒いね」と源蔵は言った。\n"
    "「寒いよ」とお峰は答えた。\n"
    "　源蔵は火の前に座った。お峰は茶を飲んだ。\n"
)


def _speaker(scene: str, words: str) -> str:
    return next(speaker for speaker, said_words in said(OPENING + scene) if said_words == words)


@pytest.mark.parametrize(
    ("scene", "speaker"),
    [
        ("「船が来る」源蔵は立ち上がった。\n", "源蔵"),
        ("　源蔵は笑って、「船が来る」\n", "源蔵"),
        ("　源蔵は笑った。「船が来る」\n", "源蔵"),
        ("　源蔵は海を見て、\n「船が来る」\n　波が鳴った。\n", "源蔵"),
        ("「船が来る」\n　と、源蔵は呟いた。\n", "源蔵"),
        ("「船が来る」\n　源蔵はそう言った。\n", "源蔵"),
        ("「船が来る」\n　そういって立ち上がったのは源蔵だった。\n", "源蔵"),
        ("「船が来る」そう呟く源蔵の声は低かった。\n", "源蔵"),
        ("　しばらくして、風が止んだ。源蔵が低い声で言いました。\n「船が来る」\n", "源蔵"),
    ],
    ids=["behind", "comma", "before", "lead", "next line", "points back", "it was", "modified", "says"],
)
def test_narration_beside_the_words_names_who_speaks(scene: str, speaker: str) -> None:
    assert _speaker(scene, "船が来る") == speaker


def test_words_behind_narration_on_the_same_line_are_by_the_same_person() -> None:
    scene = "「船が来る」源蔵は立ち上がった。「見に行こう」\n"
    assert _speaker(scene, "見に行こう") == "源蔵"


def test_a_clause_that_only_leads_up_to_the_words_leaves_them_to_somebody_else() -> None:
    scene = "　源蔵が言い淀むと、\n「船が来る」\n　波が鳴った。\n"
    assert _speaker(scene, "船が来る") != "源蔵"


def test_whoever_starts_while_others_speak_is_not_the_one_who_spoke() -> None:
    scene = "「船が来る」\n　といっているとき、源蔵が戸を開けた。\n"
    assert _speaker(scene, "船が来る") != "源蔵"


def test_between_two_anchors_the_turns_alternate() -> None:
    scene = "「船が来る」と源蔵は言った。\n「どこ」\n「沖だ」\n「見えない」とお峰は答えた。\n"
    assert [_speaker(scene, words) for words in ("どこ", "沖だ")] == ["お峰", "源蔵"]


def test_what_was_inferred_from_turns_is_marked() -> None:
    scene = "「船が来る」と源蔵は言った。\n「どこ」\n「沖だ」\n「見えない」とお峰は答えた。\n"
    found = next(item for item in read(OPENING + scene) if item.text == "「どこ」")
    assert found.inferred


def test_whoever_is_addressed_does_not_speak() -> None:
    scene = "　波が鳴った。\n「源蔵、船が来る」\n　風が止んだ。\n"
    assert _speaker(scene, "源蔵、船が来る") == "お峰"


def test_the_narrator_is_named_as_written() -> None:
    text = (
        "　私は浜を歩いた。Ｋは海を見ていた。Ｋは笑った。\n「寒いね」私は言った。\n「寒いわ」Ｋは、横を向いた。\n"
        "　私は笑って、「帰ろう」\n「いやよ」とＫは言った。\n　Ｋは泣いた。\n"
    )
    assert [speaker for speaker, _ in said(text)] == ["私", "Ｋ", "私", "Ｋ"]


APART = "　一年が過ぎた。\n\n\n　波が鳴った。風が吹いた。雨が降った。\n"


def test_whoever_a_speaker_addresses_answers() -> None:
    scene = APART + "「およしよ、お峰。もう寝る」と源蔵は言った。\n「まだ早い」\n　波が鳴った。\n"
    assert _speaker(scene, "まだ早い") == "お峰"


def test_a_call_may_stand_behind_another_word() -> None:
    scene = APART + "「およしよ、源蔵。もう寝る」\n　波が鳴った。\n"
    assert _speaker(scene, "およしよ、源蔵。もう寝る") != "源蔵"


def test_whom_one_recognizes_is_addressed() -> None:
    scene = APART + "「お峰ではないか」と源蔵は言った。\n「まだ早い」\n　波が鳴った。\n"
    assert _speaker(scene, "まだ早い") == "お峰"


def test_a_tale_of_much_talk_is_one_though_it_tells_of_police_and_reporters() -> None:
    talk = "「舟はまだか」\n「霧が出たよ」\n　源蔵は首を振った。お峰は湯を注いだ。\n"
    news = "「警察を呼んだか」\n「記者が先に来たよ」\n"
    assert is_narrative(lines_of(12 * talk + news))
    assert not is_narrative(lines_of(4 * talk + news))


@pytest.mark.parametrize("told", ["お峰の声だった。", "これはお峰だ。", "そう言ったのはお峰である。"])
def test_a_sentence_behind_the_words_may_say_whose_they_were(told: str) -> None:
    assert _speaker(f"　波が鳴った。\n「船が来る」{told}\n　風が止んだ。\n", "船が来る") == "お峰"
