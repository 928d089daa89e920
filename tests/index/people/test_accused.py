"""Who is accused in a text: whose words an inquiry passes on. All people are invented."""

from __future__ import annotations

import pytest

from inyo.index.japanese.sentences import split_sentences
from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.people.names import Names
from inyo.index.people.phrases import accused_in
from inyo.index.reading.zones import find_pairs
from inyo.index.values.document import Document
from tests.index.quotations.reading import said


def accused(text: str) -> str:
    tokens = tokenize(text)
    names = Names(text, tokens, find_mentions(Document("a.txt", text, "a"), tokens))
    found = accused_in(split_sentences(text, tokens, find_pairs(text))[0], names)
    return "" if found is None else found.text


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("県警は無職の女（60）を逮捕した。", "無職の女"),
        ("港署は5日、窃盗の疑いで会社員の男を現行犯逮捕した。", "会社員の男"),
        ("市は40代の女性職員を懲戒免職にした。", "40代の女性職員"),
        ("男性教諭が停職処分を受けた。", "男性教諭"),
        ("逮捕されたのは、会社役員の男だった。", "会社役員の男"),
        ("署員は女に事情を聴いた。", "女"),
        ("市は駐車場を舗装した。", ""),
        ("県警は凶器を押収し、行方を追っている。", ""),
    ],
)
def test_whoever_is_arrested_punished_or_questioned_is_accused(text: str, who: str) -> None:
    assert accused(text) == who


@pytest.mark.parametrize(
    "told",
    [
        "調べに「間違いない」と話している。",
        "「間違いない」と供述している。",
        "県警によると、「間違いない」と認めているという。",
    ],
)
def test_what_an_inquiry_passes_on_was_said_by_the_accused_and_not_by_the_police(told: str) -> None:
    assert said(f"県警は3日、放火の疑いで、無職の女（60）を逮捕した。{told}") == [("無職の女", "間違いない")]


def test_words_of_the_police_are_theirs() -> None:
    text = "県警は3日、無職の女（60）を逮捕した。県警は「動機を調べる」としている。"
    assert said(text) == [("県警", "動機を調べる")]
