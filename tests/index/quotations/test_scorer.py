"""Weights and the chain of quotations: what goes on, what changes, what a probability means."""

from __future__ import annotations

import pytest

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import find
from inyo.index.quotations.scorer import KINDS, REASONS, STEPS, Weights, read_weights, weights
from inyo.index.values.document import Document
from tests.bench.origin import HEAD, origin
from tests.bench.train import FIRST, TABLE
from tests.index.quotations.reading import read

INVERTED = "「橋は直る」と水野章子市長は語った。\n「費用も足りる」\n田所実議員は反対した。\n"


def test_the_table_of_the_package_is_read_whole() -> None:
    learnt = weights()
    assert all((learnt.speaker, learnt.kinds, learnt.steps))
    assert 0.5 <= learnt.shown_from(story=False) <= 0.95


def test_a_row_says_table_feature_and_weight() -> None:
    table = read_weights(
        "# a comment\nspeaker\tnear\t1.5\ntitle\tinner noun\t0.5\ngoes on\talone\t2\nsure\tother shown\t0.6\n"
    )
    assert table.score(["near", "unknown"]) == 1.5
    assert table.kinds["inner noun"][KINDS.index("title")] == 0.5
    assert table.steps["alone"][STEPS.index("goes on")] == 2
    assert table.shown_from(story=False) == 0.6


def test_kinds_without_evidence_are_equally_probable() -> None:
    assert Weights().kind(["anything"]) == pytest.approx(dict.fromkeys(KINDS, 1 / len(KINDS)))


def test_a_shown_speaker_has_a_probability_and_reasons() -> None:
    (found,) = [each for each in read("水野章子市長は「橋は直る」と述べた。") if each.speaker]
    assert found.probability > 0.8
    assert found.reasons
    assert set(found.reasons) <= set(REASONS)


def test_whoever_is_not_sure_enough_is_a_suggestion_that_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Weights, "shown_from", lambda weights, story: 1.01)
    found = read("水野章子知事は「橋はもう古い」と述べた。")[0]
    assert (found.speaker, found.suggestion) == ("", "水野章子")
    assert 0.5 < found.probability <= 1


def test_the_speaker_of_inverted_words_goes_on_in_the_next_line() -> None:
    shown = {each.text: each for each in read(INVERTED)}
    second = shown["「費用も足りる」"]
    assert "水野章子" in (second.speaker, second.suggestion)
    assert second.speaker != "田所実"


def test_whoever_is_shown_is_the_likeliest_as_calibrated() -> None:
    text = "首相は野党の「説明が足りない」との批判に対し、「丁寧に進める」と答えた。"
    document = Document("test.txt", text, "test")
    tokens = tokenize(text)
    found = find(document, tokens, find_mentions(document, tokens))
    for _, names in found.ranked(weights()):
        sure = [probability for name, probability in names.items() if name]
        assert sure == sorted(sure, reverse=True)


def test_the_table_is_what_training_gives_on_the_gold_and_the_features_of_today() -> None:
    head = TABLE.read_text("utf-8").splitlines()[1]
    assert head == f"{HEAD}{origin(FIRST)}", (
        "gold, features or settings of learning changed: run python -m tests.bench.train --write (CONTRIBUTING.md)"
    )
