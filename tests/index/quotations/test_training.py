"""What is learnt of speakers outside stories: the sums over all ways are those that the scorer takes."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import find
from inyo.index.quotations.scenes import read_row
from inyo.index.quotations.scorer import Link, Weights, chain
from inyo.index.values.document import Document
from tests.bench import train_speakers
from tests.bench.least import Rates, likeliest, thinned
from tests.bench.train_speakers import learn_speakers

TEXT = (
    "水野章子市長は「橋は直る」と述べた。「費用も足りる」。田所実議員は「聞いていない」と反対した。"
    "「説明が要る」とも述べた。市長は「来月に示す」と答えた。"
)
SPOKEN = ("水野章子", "水野章子", "田所実", "田所実", "水野章子")


def links_of(text: str) -> list[Link]:
    document = Document("test.txt", text, "test")
    tokens = tokenize(text)
    return chain(find(document, tokens, find_mentions(document, tokens)).items)


@pytest.mark.parametrize("seed", range(4))
def test_chains_read_together_give_what_the_scorer_gives_for_each(seed: int) -> None:
    chance = random.Random(seed)
    whole = links_of(TEXT)
    chains = [([replace(link) for link in whole[:size]], [{"speaker": ""}] * size) for size in (2, 5, 3)]
    vocabulary = {f: n for n, f in enumerate({f for link in whole for fs in link.features.values() for f in fs})}
    names = {f: n for n, f in enumerate({f for link in whole for f in link.step})}
    own = np.array([chance.uniform(-1, 1) for _ in vocabulary])
    moves = np.array([[chance.uniform(-1, 1) for _ in range(5)] for _ in names]).reshape(-1, 5)
    coded = train_speakers._coded(chains, vocabulary, names)
    scores = np.bincount(coded.owners, weights=own[coded.rows], minlength=len(coded.right))
    sums = [np.bincount(coded.stepping, weights=moves[coded.steps, k], minlength=10) for k in range(5)]
    _, probabilities, _ = train_speakers._read(coded, scores, np.exp(np.stack(sums, 1)), None)
    for number, place in enumerate(coded.places):
        at = place.first
        for links, _ in sorted(chains, key=lambda pair: -len(pair[0]))[: place.size]:
            factors = [
                np.array([math.exp(sum(own[vocabulary[f]] for f in set(fs))) for fs in link.features.values()])
                for link in links
            ]
            steps = [[math.exp(sum(moves[names[f]][k] for f in link.step)) for k in range(5)] for link in links]
            wanted = read_row([list(link.features) for link in links], factors, np.array(steps))[number]
            assert probabilities[at : at + len(wanted)] == pytest.approx(wanted, abs=1e-9)
            at += len(wanted)


def test_what_is_right_becomes_likelier() -> None:
    links = links_of(TEXT)
    gold = [{"speaker": name} for name in SPOKEN]
    weights = Weights()
    learn_speakers([(links, gold)] * 8, {}, weights, Rates(pull=1.0, documents=4))
    assert [next(iter(names)) for names in weights.speakers(links)] == list(SPOKEN)


def test_a_view_leaves_out_its_own_share_of_the_features_always_the_same() -> None:
    views = [thinned(1000, 0.3, view) for view in range(3)]
    assert all(600 < view.sum() < 800 for view in views)
    assert not (views[0] == views[1]).all()
    assert (thinned(1000, 0.3, 1) == views[1]).all()


def test_the_least_is_found_and_pulled_to_the_first_weights() -> None:
    aim, start = np.array([3.0, -2.0]), np.array([1.0, 1.0])
    found = likeliest(lambda at: (-float(((at - aim) ** 2).sum()), -2 * (at - aim)), start, 2.0, 40)
    assert found == pytest.approx((aim + start) / 2, abs=1e-2)
