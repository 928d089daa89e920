"""The weights that were learnt: how probable kinds and speakers are under them, and why somebody is named.

`weights.tsv` is made by `python -m tests.bench.train`. A row is a table, a feature and a weight. Tables: `speaker`
(features of candidates), the five kinds of steps between quotations, the six kinds of bracketed spans, `sure` (how a
probability is read: factor and shift of its log-odds, in stories and elsewhere, and from where on a name is shown).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import repeat

import numpy as np

from inyo.index.japanese.tokens import Remembered
from inyo.index.quotations.candidates import Link, signs
from inyo.index.quotations.scenes import HABITS, STEPS, Array, by_habit, joints, read_chain, read_row
from inyo.index.values.quotation import Kind

KINDS: tuple[Kind, ...] = ("speech", "written", "thought", "term", "title", "other")
_LIKELY = 0.02
"""The probability from which on it is asked what makes somebody likelier than that."""
MOST = (18, 9)
"""Candidates of one quotation that are weighed together, elsewhere and in stories."""


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
        """How probable every candidate of every link is, calibrated, the likeliest first. Words in others' words stand
        by themselves."""
        found: dict[int, dict[str, float]] = {}
        told = [number for number, link in enumerate(links) if not link.item.nested]
        for chain in (told, *([number] for number, link in enumerate(links) if link.item.nested)):
            found.update(zip(chain, self._read([links[number] for number in chain]), strict=True))
        return [self._calibrated(found[number], link) for number, link in enumerate(links)]

    def _read(self, links: Sequence[Link]) -> list[dict[str, float]]:
        """The probabilities in a chain; those of a story under its habits, each weighed by how well it explains it."""
        if not links:
            return []
        steps = np.exp(np.array([self._step(link) for link in links]))
        if not links[0].item.story:
            names, scores = self._best(links, ("",))
            rows = read_row(names, [np.exp(np.maximum(own[0] - own[0].max(), -60.0)) for own in scores], steps)
            return [dict(zip(own, each.tolist(), strict=True)) for own, each in zip(names, rows, strict=True)]
        names, scores = self._best(links, HABITS)
        tops = [own.max(1, keepdims=True) for own in scores]
        factors = [np.exp(np.maximum(own - top, -60.0)) for own, top in zip(scores, tops, strict=True)]
        logs, found = read_chain(factors, joints(names), steps)
        logs += np.concatenate(tops, 1).sum(1)
        logs += [self.score(f"{each}|{habit}" for each in links[0].item.habit) for habit in HABITS]
        shares = np.exp(logs - logs.max())
        shares /= shares.sum()
        return [dict(zip(own, (shares @ each).tolist(), strict=True)) for own, each in zip(names, found, strict=True)]

    def _best(self, links: Sequence[Link], habits: Sequence[str]) -> tuple[list[list[str]], list[Array]]:
        """The best candidates of each link, and what speaks for each under each habit (rows)."""
        names: list[list[str]] = []
        scores: list[Array] = []
        for link in links:
            own = self._scores(link, habits)
            names.append(sorted(own, key=lambda name: (-max(own[name]), name))[: MOST[link.item.story]])
            scores.append(np.array([own[name] for name in names[-1]]).T)
        return names, scores

    def _scores(self, link: Link, habits: Sequence[str]) -> dict[str, list[float]]:
        """What speaks for each candidate under each habit."""
        out = {}
        for name, features in link.features.items():
            score = self.score(features)
            more = by_habit(features) if link.item.story else ()
            under = zip(*more, strict=True) if more else repeat((), len(habits))
            out[name] = [score + self.score(own) for own in under]
        return out

    def _step(self, link: Link) -> list[float]:
        """The logarithms of the factors of the kinds of steps to a link."""
        rows = [row for row in map(self.steps.get, link.step) if row is not None]
        sums: list[float] = list(map(sum, zip(*rows, strict=True))) if rows else [0.0] * len(STEPS)
        return sums

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
        where, factor, shift = _HOW_SURE[story]
        odds = self.sure.get(factor, 1.0) * _logit(probability) + self.sure.get(shift, 0.0)
        return _sigmoid(odds + sum(self.sure.get(f"{where} {sign}", 0.0) for sign in signs) if signs else odds)

    def shown_from(self, story: bool) -> float:
        """From which probability on a name is shown."""
        return self.sure.get("story shown" if story else "other shown", 0.5)


_HOW_SURE = (("other", "other factor", "other shift"), ("story", "story factor", "story shift"))
"""How the rows of the table `sure` are called elsewhere and in stories."""


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


REASONS: dict[str, str] = {
    "subject": "subject of the clause that holds the words",
    "behind": "named right behind the words",
    "source": "named as the source of the words",
    "byline": "named in parentheses behind the words",
    "pronoun": "whom a pronoun there most likely means",
    "named": "named in the same sentence",
    "continues": "goes on speaking",
    "before": "subject of a sentence before",
    "next": "subject of the sentence behind",
    "topic": "the one whom the passage is about",
    "narration": "acts in the narration beside the words",
    "label": "stands as the label of the words",
    "kind": "the kind of speaker that this way of speaking has",
}
"""The codes, and what each says."""

_OF = (
    ("rule byline", "byline"), ("first byline", "byline"),
    ("pronoun", "pronoun"),
    ("front \u306b", "source"),
    ("front relay", "source"), ("front \u304b\u3089", "source"), ("front \u3067\u306f", "source"),
    ("beyond relay", "source"),
    ("rule source", "source"), ("rule asked", "source"), ("rule of_a_noun", "source"), ("rule owner", "source"),
    ("front", "subject"), ("beyond", "subject"), ("rule subject_in_front", "subject"), ("first", "subject"),
    ("mid", "behind"), ("after", "behind"), ("rule subject_behind", "behind"), ("rule final_name", "behind"),
    ("rule cleft", "behind"), ("rule modified", "behind"), ("named at once", "behind"),
    ("rule label", "label"), ("rule before_colon", "label"),
    ("named", "named"),
    ("carry", "continues"), ("only carried", "continues"), ("ahead", "continues"), ("rule previous", "continues"),
    ("rule carried", "continues"),
    ("near -", "before"), ("near", "next"),
    ("recent", "topic"), ("rank", "topic"), ("rule", "topic"),
    ("scene only", "continues"), ("scene carry", "continues"),
    ("scene ahead", "continues"), ("scene kind", "kind"), ("scene manner", "kind"), ("scene voice", "kind"),
    ("scene speaks", "topic"),
    ("scene pronoun", "kind"), ("scene says", "kind"), ("scene acts", "topic"), ("scene rank", "topic"),
    ("scene total", "topic"), ("scene called", "topic"), ("scene narrator", "topic"), ("scene named", "kind"),
    ("scene", "narration"),
)  # fmt: skip
"""The codes of features by what these begin with."""


def _code_of(feature: str) -> str:
    """The code of a feature."""
    bare = feature.removeprefix("story ")
    return next((code for start, code in _OF if bare.startswith(start)), "kind")


_CODES: Remembered[str, str] = Remembered(_code_of, 1 << 16)


def reasons_of(link: Link, names: Mapping[str, float], weights: Weights) -> tuple[str, ...]:
    """The codes of the two that speak most for the likeliest candidate of a link against the next."""
    best, *rest = names
    against = set(link.features.get(rest[0], ())) if rest else set()
    sums: dict[str, float] = defaultdict(float)
    for feature in link.features.get(best, ()):
        weight = weights.speaker.get(feature)
        if weight and feature not in against:
            sums[_CODES[feature]] += weight
    ranked = sorted(sums, key=lambda code: (code == "kind", -sums[code]))
    return tuple(code for code in ranked if sums[code] > 0)[:2]
