"""Whoever is named before words in another clause than theirs; words that nobody said. Sentences made up for it."""

from __future__ import annotations

import pytest

from inyo.index.japanese.sentences import split_sentences
from inyo.index.japanese.tokens import tokenize
from inyo.index.quotations.clauses import clauses_of, governing
from inyo.index.reading.zones import find_pairs
from tests.index.quotations.reading import kinds, said

ABOUT = "投手の仁科翔（24）が二十日、練習場で取材に応じた。"


def governed(text: str, particle: str) -> str:
    units = split_sentences(text, tokenize(text), find_pairs(text))[0].units
    at = next(number for number, unit in enumerate(units) if unit.surface == particle)
    words = next(number for number, unit in enumerate(units) if unit.pair >= 0)
    return governing(units, clauses_of(units), at, words)


@pytest.mark.parametrize(
    ("text", "particle", "predicate"),
    [
        ("監督から「やめるな」と言われた。", "から", "own"),
        ("監督から手紙を送られると、「うれしい」と話した。", "から", "tp"),
        ("監督から手紙を受け取り、「うれしい」と話した。", "から", "sr"),
        ("監督が見守る前で、「うれしい」と話した。", "が", "ta"),
        ("監督に支えられ、「うれしい」と話した。", "に", "sp"),
    ],
)
def test_a_noun_belongs_to_the_first_predicate_behind_it(text: str, particle: str, predicate: str) -> None:
    assert governed(text, particle) == predicate


@pytest.mark.parametrize(
    "sentence",
    [
        "溝口監督から花束を贈られると、「まだ終わっていません」と喜んだ。",
        "マイクを平井さんから受け取り、「まだ終わっていません」とあいさつした。",
        "娘の美咲さんに支えられ、「まだ終わっていません」と前を向く。",
        "若松に話が及ぶと、「まだ終わっていません」とかわした。",
        "相手エースの黒田を打ち崩し、「まだ終わっていません」と胸を張った。",
        "野村さんが描いた絵が贈られ、「まだ終わっていません」と目を細めた。",
    ],
)
def test_whoever_is_named_in_another_clause_does_not_speak_for_whom_the_text_is_about(sentence: str) -> None:
    assert said(f"{ABOUT}\n\n{sentence}") == [("仁科翔", "まだ終わっていません")]


@pytest.mark.parametrize(
    "sentence",
    [
        "溝口監督から「まだ終わっていません」と励まされた。",
        "仁科投手に促されると、溝口監督は「まだ終わっていません」と話した。",
        "仁科投手を支えた溝口監督は「まだ終わっていません」と話す。",
    ],
)
def test_whoever_says_the_words_to_him_speaks(sentence: str) -> None:
    assert said(f"{ABOUT}\n\n{sentence}") == [("溝口", "まだ終わっていません")]


def test_a_sentence_that_points_back_in_the_passive_names_who_spoke() -> None:
    assert said("「休んでいい」。九鬼さんにそう言われ、緒方さんは工房を出た。") == [("九鬼", "休んでいい")]


@pytest.mark.parametrize(
    "text",
    [
        "「税金の無駄だ」と受け取られかねない。",
        "「税金の無駄だ」と言われればそれまでだ。",
        "「税金の無駄だ」という言い訳は通用しない。",
        "「税金の無駄だ」と言わんばかりの態度だった。",
        "誰も「税金の無駄だ」とは言わない。",
    ],
)
def test_words_that_are_supposed_denied_or_feared_are_nobody_s(text: str) -> None:
    assert kinds(text) == ["other"]


@pytest.mark.parametrize(
    "text",
    [
        "真壁さんは「誰が責任を取るのか」と迷っていた。",
        "「誰が責任を取るのか」。真壁さんは心の中でつぶやいた。",
        "真壁さんは「誰が責任を取るのか」とひそかに思った。",
    ],
)
def test_what_somebody_says_to_himself_is_a_thought(text: str) -> None:
    assert kinds(text) == ["thought"]


@pytest.mark.parametrize("behind", ["という声は根強い。", "との苦情が相次いだ。", "といった意見も出た。"])
def test_what_some_say_is_said(behind: str) -> None:
    assert said(f"「税金の無駄だ」{behind}") == [("", "税金の無駄だ")]
