"""What narration tells of everybody in it, and whose voice words sound like."""

from __future__ import annotations

import pytest

from inyo.index.japanese.sentences import split_sentences
from inyo.index.japanese.tokens import tokenize
from inyo.index.people.cast import find_cast
from inyo.index.people.discourse import Discourse
from inyo.index.people.mentions import find_mentions
from inyo.index.people.names import Names
from inyo.index.quotations.narration import Narration, narration
from inyo.index.quotations.scenes import Cast, sex_of, voice_of, words_of
from inyo.index.values.document import Document

CAST = "源蔵は笑った。源蔵が歩いた。お峰は笑った。お峰が立った。"


def _told(sentence: str) -> Narration:
    text = CAST + sentence
    tokens = tokenize(text)
    names = Names(text, tokens, find_mentions(Document("test.txt", text, "test"), tokens))
    names.admit(find_cast(text, tokens, names))
    sentences = split_sentences(text, tokens, ())
    last = len(sentences) - 1
    told = narration(sentences[last], last, 0, len(sentences[last].units), Discourse(names, narrated=True))
    assert told is not None
    return told


@pytest.mark.parametrize(
    ("sentence", "does"),
    [
        ("源蔵は言った。", {"源蔵": "S"}),
        ("源蔵が見返って尋ねると、お峰は頷いた。", {"源蔵": "s", "お峰": "g"}),
        ("源蔵は知らないと言った。", {"源蔵": "r"}),
        ("源蔵は黙っていた。", {"源蔵": "q"}),
        ("源蔵は戸を閉めた。", {"源蔵": "a"}),
        ("お峰はふしぎに思った。", {"お峰": "t"}),
    ],
)
def test_narration_tells_what_each_in_it_does(sentence: str, does: dict[str, str]) -> None:
    assert {speaker.name: doing for speaker, doing in _told(sentence).does} == does


def test_narration_names_others_than_those_who_act() -> None:
    assert dict(_told("源蔵はお峰に笑った。").mentions) == {"お峰": "to"}
    assert dict(_told("戸の向こうで源蔵の声がした。").mentions) == {"源蔵": "voice"}


@pytest.mark.parametrize("sentence", ["戸の向こうで源蔵の声がした。", "お峰は笑った。奥から源蔵の大きな声が飛んだ。"])
def test_whoever_is_only_heard_speaks(sentence: str) -> None:
    told = _told(sentence)
    assert (told.subject.name, told.says) == ("源蔵", True)


def test_a_sentence_points_back_where_a_word_stands_before_so() -> None:
    assert _told("源蔵はわざとそう訊いた。").back
    assert not _told("源蔵は笑って、戸の外へこう言った。").back


def test_whoever_is_said_to_have_done_something_at_some_time_acts() -> None:
    assert _told("源蔵が話を切り出したのは、飯のあとのことだった。").head.name == "源蔵"
    assert _told("源蔵が着ている着物を見たのは、飯のあとのことだった。").head.name != "源蔵"


def test_what_nobody_is_said_to_do_is_told_apart() -> None:
    assert _told("そう言って戸を閉めた。").zero == "a"
    assert not _told("源蔵は戸を閉めた。").zero


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("あら、もう行くの？", "f"),
        ("そんなこと知りませんわ", "f"),
        ("俺は知らねえぜ", "m"),
        ("拙者も参る。", "mo"),
        ("そうですか。", ""),
    ],
)
def test_words_sound_like_a_woman_a_man_or_of_old(words: str, voice: str) -> None:
    assert voice_of(words) == voice
    assert words_of(words).voice == voice


def test_the_end_of_a_name_tells_whose_it_is() -> None:
    assert [sex_of(name) for name in ("お峰", "節子", "女将", "源蔵", "巡査", "メロン")] == [
        "f",
        "f",
        "f",
        "m",
        "m",
        "",
    ]


def test_somebody_is_a_woman_or_a_man_by_what_else_he_is_called() -> None:
    text = "姉の佐和が笑った。佐和は戸を閉めた。姉は座った。佐和が立った。"
    tokens = tokenize(text)
    names = Names(text, tokens, find_mentions(Document("test.txt", text, "test"), tokens))
    names.admit(find_cast(text, tokens, names))
    assert Cast((), names, "").sexes["佐和"] == "f"
