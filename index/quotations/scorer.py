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

from inyo.index.quotations.candidates import Item
from inyo.index.quotations.scenes import HABITS, STEPS, by_habit, mixed, signs_of, speakers_in_scene, step_features
from inyo.index.quotations.scenes import MOST as MOST_IN_SCENES
from inyo.index.values.quotation import Kind

_STRONG = (
    "first", "front", "mid", "byline", "named at once", "named before", "after", "beyond",
    "story first", "scene rule", "scene before", "scene behind", "scene lead 0", "scene after 0", "scene stated",
)  # fmt: skip
"""What the features begin with that make a candidate one of the people of the scene."""
_BACK, _BACK_IN_STORIES, _AHEAD = 3, 10, 8
_FAR, _FAR_IN_STORIES, _FAR_AHEAD = 12, 30, 16
"""How many quotations, and how many sentences, away somebody may have been named who speaks."""


@dataclass(slots=True)
class Link:
    """A quotation in its chain: its item, the features of each candidate by name ('' nobody), and what the step from
    the link before looks like (empty where there is none)."""

    item: Item
    features: dict[str, list[str]]
    step: tuple[str, ...] = ()


def chain(items: Sequence[Item]) -> list[Link]:
    """The chain of quotations in the order of the text."""
    strong = [_strong(item) for item in items]
    out: list[Link] = []
    told: list[tuple[list[str], Item]] = []
    for number, item in enumerate(items):
        link = Link(item, {name: list(candidate.features) for name, candidate in item.candidates.items()})
        if not item.nested:
            _carry(link, told)
            if item.story:
                _look_ahead(
                    link,
                    list(
                        zip(
                            strong[number + 1 : number + 1 + _AHEAD],
                            items[number + 1 : number + 1 + _AHEAD],
                            strict=True,
                        )
                    ),
                )
            previous = out[-1].item if out else None
            if item.story:
                earlier = told[-2][1].place if len(told) > 1 else None
                link.step = step_features(earlier, told[-1][1].place, item.place) if told else ()
            elif previous is not None and not previous.nested:
                link.step = _step(previous, item)
            told.append((strong[number], item))
        out.append(link)
    return out


@lru_cache(maxsize=1 << 12)
def _is_strong(feature: str) -> bool:
    return feature.startswith(_STRONG)


def _strong(item: Item) -> list[str]:
    return [name for name, candidate in item.candidates.items() if name and any(map(_is_strong, candidate.features))]


def _carry(link: Link, told: Sequence[tuple[list[str], Item]]) -> None:
    """The people of the quotations before."""
    item = link.item
    for back in range(1, min(len(told), _BACK_IN_STORIES if item.story else _BACK) + 1):
        names, other = told[-back]
        if item.clock - other.clock > (_FAR_IN_STORIES if item.story else _FAR):
            break
        for name in names:
            features = link.features.setdefault(name, ["scene only carried" if item.story else "only carried"])
            if not item.story:
                features.append(f"carry {min(back, 3)}|{item.frame.mode}|{item.own}")
            elif not any(feature.startswith("scene carry") for feature in features):
                features.append(f"scene carry {min(back, 5)}")


def _look_ahead(link: Link, coming: Sequence[tuple[list[str], Item]]) -> None:
    """The people of the quotations behind, in a story."""
    for ahead, (names, other) in enumerate(coming, 1):
        if other.clock - link.item.clock > _FAR_AHEAD:
            break
        for name in names:
            features = link.features.setdefault(name, ["scene only ahead"])
            if not any(feature.startswith("scene ahead") for feature in features):
                features.append(f"scene ahead {min(ahead, 4)}")


def _step(previous: Item, item: Item) -> tuple[str, ...]:
    """How a quotation follows the one before it."""
    gap = item.clock - previous.clock
    far = gap if gap < 3 else 3 if gap < 5 else 4
    lines = min(2, item.paragraph - previous.paragraph)
    return (
        f"{item.frame.mode}|{item.own}|{far}",
        f"own {item.own}|{far}|{lines}",
        f"alone {item.alone}{previous.alone}|{far}|{lines}",
        f"{previous.frame.mode}>{item.frame.mode}|{lines}",
        f"begins {item.begins}|{previous.begins}|{far}|{lines}",
        f"sub {previous.frame.subordinate}|{item.own}|{min(far, 1)}",
    )


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
        sums = [0.0] * len(KINDS)
        for weights in filter(None, map(self.kinds.get, features)):
            sums = list(map(add, sums, weights))
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
        ways = []
        for habit in HABITS:
            total, powers = self.score(f"{feature}|{habit}" for feature in links[0].item.habit), []
            for number in told:
                features = links[number].features
                own = {
                    name: score + self.score(f"{feature}|{habit}" for feature in by_habit(features[name]))
                    for name, score in plain[number].items()
                }
                top, factors = _scaled_powers(own, MOST_IN_SCENES)
                total += top
                powers.append(factors)
            more, found = speakers_in_scene(powers, [steps[number] for number in told])
            ways.append((total + more, found))
        for number, names in zip(told, mixed(ways), strict=True):
            out[number] = names
        return out

    def _calibrated(self, probabilities: Mapping[str, float], link: Link) -> dict[str, float]:
        ranked = sorted(probabilities.items(), key=lambda pair: (-pair[1], pair[0]))
        story = link.item.story
        signs = {name: signs_of(link.features.get(name, ())) if story and name else [] for name, _ in ranked}
        return {name: self.sure_of(value, story, signs[name]) for name, value in ranked}

    def sure_of(self, probability: float, story: bool, signs: Sequence[str]) -> float:
        """A probability as calibrated; `signs` are those of index.quotations.scenes."""
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
