"""The weights that were learnt, and a run of quotations read together: who goes on, who answers, who takes turns.

`weights.tsv` is made by `python -m tests.bench.train`. A row is a table, a feature and a weight. Tables: `speaker`
(features of candidates), the five kinds of steps between quotations, the six kinds of bracketed spans, `sure` (how a
probability is read: factor and shift of its log-odds, in stories and elsewhere, and from where on a name is shown).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import repeat
from operator import add

from inyo.index.quotations.chained import Link, signs
from inyo.index.quotations.scenes import HABITS, STEPS, by_habit, mixed, speakers_in_scene
from inyo.index.quotations.scenes import MOST as MOST_IN_SCENES
from inyo.index.values.quotation import Kind


def speakers_of(
    links: Sequence[Link], scores: Sequence[Mapping[str, float]], steps: Sequence[Sequence[float]]
) -> list[dict[str, float]]:
    """The probability of every candidate of every link: forward and backward over the chain.

    `scores` are those of the candidates, `steps` those of the five kinds of steps to each link (the first is unused).
    Linear in the number of candidates: whether a step changes the speaker is all that a step knows of the two.
    """
    forward: list[dict[str, float]] = []
    for place, own in enumerate(scores):
        incoming = (
            _passed(forward[-1], own, steps[place], bool(links[place].step)) if place else dict.fromkeys(own, 1.0)
        )
        forward.append(_scaled({name: incoming[name] * own[name] for name in own}))
    backward: list[dict[str, float]] = [dict.fromkeys(scores[-1], 1.0)] if scores else []
    for place in range(len(scores) - 1, 0, -1):
        coming = {name: backward[-1][name] * scores[place][name] for name in scores[place]}
        backward.append(_scaled(_returned(coming, scores[place - 1], steps[place], bool(links[place].step))))
    backward.reverse()
    return [
        _scaled({name: before[name] * behind[name] for name in before})
        for before, behind in zip(forward, backward, strict=True)
    ]


def _passed(
    before: Mapping[str, float], own: Mapping[str, float], step: Sequence[float], joined: bool
) -> dict[str, float]:
    """What comes to each candidate from those of the link before. `step` holds factors in the order of STEPS."""
    if not joined:
        return dict.fromkeys(own, 1.0)
    nobody = before.get("", 0.0)
    anybody = sum(before.values()) - nobody
    out: dict[str, float] = {}
    for name in own:
        if not name:
            out[name] = step[0] * nobody + step[2] * anybody
        else:
            same = before.get(name, 0.0)
            out[name] = step[1] * nobody + step[3] * same + step[4] * max(0.0, anybody - same)
    return out


def _returned(
    coming: Mapping[str, float], before: Mapping[str, float], step: Sequence[float], joined: bool
) -> dict[str, float]:
    """What comes back to each candidate from those of the next link: steps to and from nobody change places."""
    named, unnamed = step[1], step[2]
    return _passed(coming, before, (step[0], unnamed, named, *step[3:]), joined)


def _scaled(values: dict[str, float]) -> dict[str, float]:
    total = sum(values.values())
    return {name: value / total for name, value in values.items()} if total > 0 else values


KINDS: tuple[Kind, ...] = ("speech", "written", "thought", "term", "title", "other")
_LIKELY = 0.02
"""The probability from which on it is asked what makes somebody likelier than that."""
MOST = 18
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
        rows = list(filter(None, map(self.kinds.get, features)))
        sums = list(map(sum, zip(*rows, strict=True))) if rows else [0.0] * len(KINDS)
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        total = sum(powers)
        return {kind: power / total for kind, power in zip(KINDS, powers, strict=True)}

    def score(self, features: Iterable[str]) -> float:
        """What speaks for a candidate."""
        return sum(map(self.speaker.get, features, repeat(0.0)))

    def speakers(self, links: Sequence[Link]) -> list[dict[str, float]]:
        """How probable every candidate of every link is, calibrated, the likeliest first."""
        steps = [self._step_factors(link) for link in links]
        if links and links[0].item.story:
            found = self._in_scenes(links, steps)
        else:
            found = speakers_of(links, [_scaled_powers(self._scores(link), MOST)[1] for link in links], steps)
        return [self._calibrated(each, link) for each, link in zip(found, links, strict=True)]

    def _scores(self, link: Link) -> dict[str, float]:
        return {name: self.score(features) for name, features in link.features.items()}

    def _step_factors(self, link: Link) -> list[float]:
        sums = [0.0] * len(STEPS)
        for feature in link.step:
            weights = self.steps.get(feature)
            if weights is not None:
                sums = list(map(add, sums, weights))
        return [math.exp(value) for value in sums]

    def _in_scenes(self, links: Sequence[Link], steps: Sequence[list[float]]) -> list[dict[str, float]]:
        """The probabilities in a story: words in others' words stand by themselves."""
        plain = [self._scores(link) for link in links]
        out = [_scaled(_scaled_powers(own, MOST_IN_SCENES)[1]) for own in plain]
        told = [number for number, link in enumerate(links) if not link.item.nested]
        habits = {number: self._by_habit(links[number]) for number in told}
        ways = []
        for habit in HABITS:
            total, powers = self.score(f"{feature}|{habit}" for feature in links[0].item.habit), []
            for number in told:
                own = dict(plain[number])
                for name, features in habits[number]:
                    own[name] += self.score(f"{feature}|{habit}" for feature in features)
                top, factors = _scaled_powers(own, MOST_IN_SCENES)
                total += top
                powers.append(factors)
            more, found = speakers_in_scene(powers, [steps[number] for number in told])
            ways.append((total + more, found))
        for number, names in zip(told, mixed(ways), strict=True):
            out[number] = names
        return out

    @staticmethod
    def _by_habit(link: Link) -> list[tuple[str, list[str]]]:
        """The candidates with features that mean more under one habit than under the other, and these."""
        found = ((name, by_habit(features)) for name, features in link.features.items())
        return [(name, features) for name, features in found if features]

    def _calibrated(self, probabilities: Mapping[str, float], link: Link) -> dict[str, float]:
        story = link.item.story
        told = {
            name: self.sure_of(value, story, signs(link, name) if value > _LIKELY else ()) if name or story else value
            for name, value in probabilities.items()
        }
        ranked = sorted(told, key=lambda name: (-probabilities[name], name))
        if ranked[0] and not story:  # of several that are somebody the likeliest as calibrated
            ranked.sort(key=lambda name: (not name, -told[name], name))
        return {name: told[name] for name in ranked}

    def sure_of(self, probability: float, story: bool, signs: Sequence[str]) -> float:
        """A probability as calibrated; `signs` are those that `signs` gives of him."""
        where, get = "story" if story else "other", self.sure.get
        odds = get(f"{where} factor", 1.0) * _logit(probability) + get(f"{where} shift", 0.0)
        return _sigmoid(odds + sum(get(f"{where} {sign}", 0.0) for sign in signs))

    def shown_from(self, story: bool) -> float:
        """From which probability on a name is shown."""
        return self.sure.get("story shown" if story else "other shown", 0.5)


def _scaled_powers(scores: dict[str, float], most: int) -> tuple[float, dict[str, float]]:
    """The best score, and the factors of the best candidates beside it."""
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    top = ranked[0][1]
    return top, {name: math.exp(max(-60.0, score - top)) for name, score in ranked}


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
