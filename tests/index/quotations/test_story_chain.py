"""A story read together: steps between three speakers, probabilities over all ways to read it, manners, the cast."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.cast import find_cast
from inyo.index.people.mentions import find_mentions
from inyo.index.people.names import Names
from inyo.index.quotations.extract import find
from inyo.index.quotations.scenes import (
    NOWHERE,
    STEPS,
    Place,
    joints,
    read_chain,
    read_row,
    signs_of,
    step_features,
    words_of,
)
from inyo.index.quotations.scorer import Weights, chain
from inyo.index.values.document import Document
from tests.bench.scene_sums import expected
from tests.bench.train_scenes import learn_scenes

FACTORS = st.floats(0.05, 5)
STORIES = st.lists(
    st.dictionaries(st.sampled_from(["", "源蔵", "お峰", "老人"]), FACTORS, min_size=1), min_size=1, max_size=4
)


def _kind(before: str | None, last: str, name: str) -> str:
    """What the step from `last` to `name` is, where `before` spoke before `last` (None: nobody knows)."""
    if not last or not name:
        return "nobody goes on" if not last and not name else "after nobody" if not last else "to nobody"
    if last == name:
        return "goes on"
    return "changes" if not before else "returns" if before == name else "third"


def _read(scores: list[dict[str, float]], steps: list[list[float]]) -> tuple[float, list[dict[str, float]]]:
    factors = [np.array([list(own.values())]) for own in scores]
    logs, found = read_chain(factors, joints([list(own) for own in scores]), np.array(steps[: len(scores)]))
    return float(logs[0]), [
        dict(zip(own, values[0].tolist(), strict=True)) for own, values in zip(scores, found, strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(STORIES, st.lists(st.lists(FACTORS, min_size=len(STEPS), max_size=len(STEPS)), min_size=4, max_size=4))
def test_probabilities_are_those_of_all_ways_to_read_a_story(
    scores: list[dict[str, float]], steps: list[list[float]]
) -> None:
    sums: list[dict[str, float]] = [dict.fromkeys(own, 0.0) for own in scores]
    total = 0.0
    for way in product(*scores):
        value = 1.0
        for place, name in enumerate(way):
            before = way[place - 2] if place > 1 else None
            step = steps[place][STEPS.index(_kind(before, way[place - 1], name))] if place else 1.0
            value *= scores[place][name] * step
        total += value
        for place, name in enumerate(way):
            sums[place][name] += value
    logarithm, found = _read(scores, steps)
    assert logarithm == pytest.approx(math.log(total))
    for names, wanted in zip(found, sums, strict=True):
        assert names == pytest.approx({name: value / total for name, value in wanted.items()})


@settings(max_examples=60, deadline=None)
@given(STORIES, st.lists(st.lists(FACTORS, min_size=5, max_size=5), min_size=4, max_size=4))
def test_outside_stories_who_spoke_before_the_last_makes_no_difference(
    scores: list[dict[str, float]], steps: list[list[float]]
) -> None:
    alike = np.array([[*each, each[4], each[4]] for each in steps[: len(scores)]])
    names = [list(own) for own in scores]
    factors = [np.array(list(own.values())) for own in scores]
    _, wanted = read_chain([own[None] for own in factors], joints(names), alike)
    for own, other in zip(read_row(names, factors, alike), wanted, strict=True):
        assert own == pytest.approx(other[0], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(STORIES, st.lists(st.lists(FACTORS, min_size=len(STEPS), max_size=len(STEPS)), min_size=4, max_size=4))
def test_every_step_is_counted_once(scores: list[dict[str, float]], steps: list[list[float]]) -> None:
    factors = [np.array([list(own.values())] * 2) for own in scores]
    _, _, counts = expected(factors, joints([list(own) for own in scores]), np.array(steps[: len(scores)]))
    assert counts[1:].sum(2) == pytest.approx(np.ones((len(scores) - 1, 2)))


def test_two_who_take_turns_are_told_from_one_known_turn() -> None:
    either = {"源蔵": 1.0, "お峰": 1.0}
    steps = [[1.0, 1.0, 1.0, 0.1, 1.0, 1.0, 0.1]] * 4
    _, found = _read([{"源蔵": 9.0, "お峰": 1.0}, either, either, either], steps)
    assert [max(names, key=lambda name: names[name]) for names in found] == ["源蔵", "お峰", "源蔵", "お峰"]


@pytest.mark.parametrize(
    ("words", "asks", "answers", "polite", "pronoun"),
    [
        ("どこへ行くのですか", True, False, "p", ""),
        ("はい、参ります", False, True, "p", ""),
        ("いや、俺は知らねえ", False, True, "n", "俺"),
        ("……", False, False, "", ""),
    ],
)
def test_words_have_a_manner(words: str, asks: bool, answers: bool, polite: str, pronoun: str) -> None:
    manner = words_of(words)
    assert (manner.asks, manner.answers, manner.polite, manner.pronoun) == (asks, answers, polite, pronoun)
    assert manner.silent == (words == "……")


def test_a_step_tells_whether_a_question_was_answered_and_whether_manners_agree() -> None:
    asked = Place(3, 0, 0, "joined", words_of("どこへ行くのですか"), False)
    answered = Place(4, 0, 0, "joined", words_of("いや、俺は知らねえ"), False)
    features = step_features(None, asked, answered)
    assert "scene gap joined|asks TrueTrue" in features
    assert "scene polite other" in features
    assert "scene gap scene" in step_features(None, NOWHERE, answered)


def test_what_stands_beside_the_words_makes_a_speaker_surer() -> None:
    assert signs_of(["scene before head", "scene kind person"]) == ["beside", "person"]


def _cast(text: str) -> dict[str, str]:
    document = Document("test.txt", text, "test")
    tokens = tokenize(text)
    return find_cast(text, tokens, Names(text, tokens, find_mentions(document, tokens)))


def test_whoever_it_was_that_spoke_is_one_of_the_cast() -> None:
    assert "船大工" in _cast("「沖は荒れる」こう言ったのは船大工である。波が鳴った。")


def test_a_name_in_katakana_acts_once_to_be_one_of_the_cast() -> None:
    assert "ミレナ" in _cast("ミレナは笑った。波が鳴った。")


def test_two_of_a_kind_are_told_apart_by_what_stands_before_them() -> None:
    text = (
        "白髪の武士は笑った。髭の武士は黙って見た。白髪の武士が言った。髭の武士が答えた。"
        "白髪の武士は立った。髭の武士は座った。"
    )
    cast = _cast(text)
    assert cast.get("白髪の武士") == "白髪の武士"
    assert cast.get("髭の武士") == "髭の武士"


def test_things_that_do_what_things_do_are_not_of_the_cast() -> None:
    assert not _cast("波が鳴った。雨が降った。扉が開いた。波は静かだった。").keys() & {"波", "雨", "扉"}


@pytest.mark.parametrize(
    ("words", "called"),
    [("源蔵、船が来る", True), ("それでは源蔵殿、頼む", True), ("源蔵は来ない", False), ("船が来る、源蔵！", True)],
)
def test_words_call_somebody_where_his_name_stands_by_itself(words: str, called: bool) -> None:
    names = Names("", [], [])
    names.admit({"源蔵": "源蔵"})
    assert names.called_in(words) == (["源蔵"] if called else [])


def test_what_is_learnt_from_a_story_makes_its_speakers_likelier() -> None:
    text = (
        "　源蔵は浜を歩いた。お峰は笑った。\n「寒いね」\n　源蔵は火の前に座った。\n「寒いよ」\n　お峰は茶を飲んだ。\n"
        "「船が来る」\n　源蔵は立ち上がった。\n「見えない」\n　お峰は首を振った。\n"
    )
    document = Document("test.txt", text, "test")
    tokens = tokenize(text)
    links = chain(find(document, tokens, find_mentions(document, tokens)).items)
    gold = [{"speaker": name} for name in ("源蔵", "お峰", "源蔵", "お峰")]
    weights = Weights()
    learn_scenes([(links, gold)] * 8, {}, weights)
    found = weights.speakers(links)
    assert [next(iter(names)) for names in found] == [record["speaker"] for record in gold]
    blank = Weights().speakers(links)
    assert all(
        after[record["speaker"]] > before[record["speaker"]]
        for after, before, record in zip(found, blank, gold, strict=True)
    )


_TIES = (
    "　ミレナが笑うと、ロロは黙った。\n「寒いね」\n「寒いよ、ロロ」\n　カイが来ると、ミレナは立った。\n"
    "「船が来る」\n「見えない」\n　ロロが座ると、カイは茶を飲んだ。\n「カイ、ミレナ、行くぞ」\n"
)
_FEATURES = f"""
from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import find
from inyo.index.values.document import Document
document = Document("test.txt", {_TIES!r}, "test")
tokens = tokenize(document.text)
found = find(document, tokens, find_mentions(document, tokens))
assert found.story and len(found.items) == 5
print(ascii([[(name, each.features) for name, each in item.candidates.items()] for item in found.items]))
"""


def test_a_story_says_the_same_in_every_process() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", _FEATURES],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in "1234"
    ]
    assert "scene rank" in runs[0]
    assert len(set(runs)) == 1
