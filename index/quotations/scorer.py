"""The weights that were learnt (`weights.tsv`, made by `python -m tests.bench.train`), and what they say.

A row is a table, a feature and a weight. Tables: `speaker` (features of candidates), the five kinds of steps between
quotations, the six kinds of bracketed spans, `sure` (how a probability is read: factor and shift of its log-odds, in
stories and elsewhere, and from where on a name is shown).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from inyo.index.quotations.scenes import STEPS, Link, speakers_of
from inyo.index.values.quotation import Kind

KINDS: tuple[Kind, ...] = ("speech", "written", "thought", "term", "title", "other")
MOST = 14
"""Candidates of one quotation that are weighed together."""


@dataclass(slots=True)
class Weights:
    """The tables. `kinds` and `steps` hold the weights of a feature for every kind in turn."""

    speaker: dict[str, float] = field(default_factory=dict)
    steps: dict[str, list[float]] = field(default_factory=dict)
    kinds: dict[str, list[float]] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)

    def add(self, table: str, feature: str, weight: float) -> None:
        """Take in a row."""
        if table == "speaker":
            self.speaker[feature] = weight
        elif table == "sure":
            self.sure[feature] = weight
        elif table in STEPS:
            self.steps.setdefault(feature, [0.0] * len(STEPS))[STEPS.index(table)] = weight
        else:
            kinds: Sequence[str] = KINDS
            self.kinds.setdefault(feature, [0.0] * len(KINDS))[kinds.index(table)] = weight

    def kind(self, features: Iterable[str]) -> dict[Kind, float]:
        """How probable each kind of a span is."""
        sums = [0.0] * len(KINDS)
        for feature in features:
            weights = self.kinds.get(feature)
            if weights is not None:
                for number, weight in enumerate(weights):
                    sums[number] += weight
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        total = sum(powers)
        return {kind: power / total for kind, power in zip(KINDS, powers, strict=True)}

    def score(self, features: Iterable[str]) -> float:
        """What speaks for a candidate."""
        get = self.speaker.get
        return sum([get(feature, 0.0) for feature in features])

    def speakers(self, links: Sequence[Link]) -> list[dict[str, float]]:
        """How probable every candidate of every link is, calibrated, the likeliest first."""
        scores: list[dict[str, float]] = []
        steps: list[list[float]] = []
        for link in links:
            scores.append(_powers({name: self.score(features) for name, features in link.features.items()}))
            sums = [0.0] * len(STEPS)
            for feature in link.step:
                for number, weight in enumerate(self.steps.get(feature, ())):
                    sums[number] += weight
            top = max(sums)
            steps.append([math.exp(value - top) for value in sums])
        found = speakers_of(links, scores, steps)
        return [self._calibrated(each, link.item.story) for each, link in zip(found, links, strict=True)]

    def _calibrated(self, probabilities: Mapping[str, float], story: bool) -> dict[str, float]:
        where = "story" if story else "other"
        factor, shift = self.sure.get(f"{where} factor", 1.0), self.sure.get(f"{where} shift", 0.0)
        ranked = sorted(probabilities.items(), key=lambda pair: (-pair[1], pair[0]))
        return {name: _sigmoid(factor * _logit(value) + shift) for name, value in ranked}

    def shown_from(self, story: bool) -> float:
        """From which probability on a name is shown."""
        return self.sure.get("story shown" if story else "other shown", 0.5)


def _powers(scores: dict[str, float]) -> dict[str, float]:
    """Factors of the best candidates."""
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    top = ranked[0][1]
    return {name: math.exp(max(-60.0, score - top)) for name, score in ranked}


def _logit(value: float) -> float:
    value = min(1 - 1e-6, max(1e-6, value))
    return math.log(value / (1 - value))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def read_weights(text: str) -> Weights:
    """The weights of a table's text."""
    weights = Weights()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            table, feature, weight = line.split("\t")
            weights.add(table, feature, float(weight))
    return weights


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of the package."""
    return read_weights(files(__package__).joinpath("weights.tsv").read_text("utf-8"))
