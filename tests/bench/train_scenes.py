"""Learn who speaks in stories: features of candidates and steps between three quotations, under two habits of telling.

What is learnt is the likeliest reading of the gold under a prior that pulls to the first weights: the sum over both
habits (index.quotations.scenes) of the ways that agree with the gold, against all ways. L-BFGS over all documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inyo.index.quotations.scenes import HABITS, STEPS, Joint, by_habit, joints
from inyo.index.quotations.scorer import Link, Weights
from tests.bench.gold import Record, same_speaker
from tests.bench.least import Array, Rates, add_columns, first_weights, frequent, likeliest, thinned
from tests.bench.scene_sums import expected

FIRST_IN_SCENES = {
    "scene rule False": 3.0,
    "scene rule True": 1.0,
    "scene called -1": 1.5,
    "scene called 0": -2.0,
    "scene named in 0": -0.5,
    "scene stated": 1.0,
    "scene after 0 as voice": 0.5,
    "scene kind thing": -1.0,
}
FIRST_OF_HABIT = 0.7
"""The first weight of whom a sentence on a line of its own is about, under the habit that it tells who speaks."""
RATES = Rates(pull=8.0, documents=4, moves=20, dropped=0.3, views=2)
PULL_OF_HABITS = 0.5
"""How strongly the weights of a habit are pulled to the first ones."""


@dataclass(slots=True)
class _Coded:
    """The quotations of all chains in numbers, one after another.

    For each habit `features` (rows) of the candidates and whose they are (`owners`); who is `right`; the rows of the
    `steps` and to which quotation each leads (`stepping`). A chain is where its quotations begin and end among the
    candidates, and the joints between them.
    """

    features: list[Array]
    owners: list[Array]
    right: Array
    steps: Array
    stepping: Array
    chains: list[tuple[list[slice], list[Joint]]]


Chain = tuple[Sequence[Link], Sequence[Record]]


def learn_scenes(chains: Sequence[Chain], first: Mapping[str, float], weights: Weights, rates: Rates = RATES) -> None:
    """Learn from the chains of stories, from `first` weights on."""
    views = [[_under(habit, links) for habit in HABITS] for links, _ in chains]
    first = {f"story {feature}": weight for feature, weight in first.items()} | FIRST_IN_SCENES
    told = [[f for view in mine for link in view for fs in link.features.values() for f in fs] for mine in views]
    vocabulary = frequent(told, rates, first)
    names = frequent([[f for link in links for f in link.step] for links, _ in chains], rates)
    for feature in vocabulary:
        for habit in HABITS:
            if feature.startswith(f"scene {habit} 0 ") and feature.endswith(f"free|{habit}"):
                first[feature] = FIRST_OF_HABIT
    coded = _coded(views, [records for _, records in chains], vocabulary, names)
    size, width = len(vocabulary), len(STEPS)
    start = np.concatenate([first_weights(vocabulary, first), np.zeros(len(names) * width)])
    pull = np.full(len(start), rates.pull)
    pull[[at for feature, at in vocabulary.items() if feature.startswith("habit")]] = PULL_OF_HABITS

    thin = _thinned(coded, rates)

    def slopes(at: Array) -> tuple[float, Array]:
        found = [_slopes(view, at[:size], at[size:].reshape(-1, width)) for view in thin]
        return float(np.mean([value for value, _ in found])), np.mean([slope for _, slope in found], axis=0)

    best = likeliest(slopes, start, pull, rates.moves)
    add_columns(weights, vocabulary, best[:size, None], ("speaker",), rates.fewest)
    add_columns(weights, names, best[size:].reshape(-1, width), STEPS, rates.fewest)


def _under(habit: str, links: Sequence[Link]) -> list[Link]:
    """The links with what their features mean under a habit; the first holds what tells of the habit itself."""
    out = []
    for number, link in enumerate(links):
        told = link.item.habit if not number and not link.item.nested else ()
        more = [f"{feature}|{habit}" for feature in told]
        features = {
            name: [*own, *(under[HABITS.index(habit)] for under in by_habit(own)), *more]
            for name, own in link.features.items()
        }
        out.append(Link(link.item, features, link.step))
    return out


def _coded(
    views: Sequence[Sequence[Sequence[Link]]],
    records: Sequence[Sequence[Record]],
    vocabulary: Mapping[str, int],
    steps: Mapping[str, int],
) -> _Coded:
    pairs: list[list[tuple[int, int]]] = [[] for _ in HABITS]
    right: list[bool] = []
    stepping: list[tuple[int, int]] = []
    chains: list[tuple[list[slice], list[Joint]]] = []
    for mine, gold in zip(views, records, strict=True):
        places: list[slice] = []
        for number, (link, record) in enumerate(zip(mine[0], gold, strict=True)):
            names = list(link.features)
            for at, view in enumerate(mine):
                pairs[at] += _rows(view[number], vocabulary, len(right))
            quotation = sum(len(done) for done, _ in chains) + len(places)
            stepping += [(steps[f], quotation) for f in link.step if f in steps]
            places.append(slice(len(right), len(right) + len(names)))
            good = [same_speaker(name, record) for name in names]
            right += good if any(good) else [True] * len(names)
        chains.append((places, joints([list(link.features) for link in mine[0]])))
    rows = [np.array(each, dtype=int).reshape(-1, 2).T for each in pairs]
    moved = np.array(stepping, dtype=int).reshape(-1, 2).T
    return _Coded([r[0] for r in rows], [r[1] for r in rows], np.array(right), moved[0], moved[1], chains)


def _rows(link: Link, vocabulary: Mapping[str, int], first: int) -> list[tuple[int, int]]:
    """The features of the candidates of a link, each with the number of its candidate from `first` on."""
    return [
        (vocabulary[feature], first + at)
        for at, own in enumerate(link.features.values())
        for feature in dict.fromkeys(own)
        if feature in vocabulary
    ]


def _thinned(coded: _Coded, rates: Rates) -> list[_Coded]:
    """The chains several times, each time without another share of the features of candidates."""
    out = []
    for view in range(rates.views):
        kept = [thinned(len(rows), rates.dropped, view) for rows in coded.features]
        features = [rows[mine] for rows, mine in zip(coded.features, kept, strict=True)]
        owners = [rows[mine] for rows, mine in zip(coded.owners, kept, strict=True)]
        out.append(replace(coded, features=features, owners=owners))
    return out


def _slopes(coded: _Coded, own: Array, moves: Array) -> tuple[float, Array]:
    """How probable the gold is, as a logarithm, and where that rises."""
    many, width = len(coded.right), moves.shape[1]
    pairs = zip(coded.owners, coded.features, strict=True)
    scores = np.stack([np.bincount(owners, weights=own[rows], minlength=many) for owners, rows in pairs])
    quotations = sum(len(places) for places, _ in coded.chains)
    weighed = (np.bincount(coded.stepping, weights=moves[coded.steps, k], minlength=quotations) for k in range(width))
    steps = np.exp(np.stack(list(weighed), 1))
    change, led, likely, at = np.zeros_like(scores), np.zeros((quotations, width)), 0.0, 0
    for places, between in coded.chains:
        here = slice(at, at + len(places))
        likely += _read(scores, coded.right, steps[here], places, between, change, led[here])
        at += len(places)
    slope = np.zeros(len(own))
    for row, (owners, rows) in zip(change, zip(coded.owners, coded.features, strict=True), strict=True):
        slope += np.bincount(rows, weights=row[owners], minlength=len(own))
    ledby = (np.bincount(coded.steps, weights=led[coded.stepping, k], minlength=len(moves)) for k in range(width))
    return likely, np.concatenate([slope, np.stack(list(ledby), 1).ravel()])


def _read(
    scores: Array,
    right: Array,
    steps: Array,
    places: Sequence[slice],
    between: Sequence[Joint],
    change: Array,
    led: Array,
) -> float:
    """Read a chain under every habit, over all speakers and over the right ones; what that changes is written into
    `change` and `led`. How probable the right ones are, as a logarithm."""
    views = len(scores)
    tops = [scores[:, place].max(1, keepdims=True) for place in places]
    powers = [np.exp(np.maximum(scores[:, place] - top, -60.0)) for place, top in zip(places, tops, strict=True)]
    factors = [np.concatenate([power, power * right[place]]) for place, power in zip(places, powers, strict=True)]
    logs, candidates, counts = expected(factors, between, steps)
    totals = logs + np.tile(np.concatenate(tops, 1).sum(1), 2)
    ways = [float(np.logaddexp.reduce(each)) for each in (totals[:views], totals[views:])]
    shares = np.exp(totals - np.repeat(ways, views)) * np.repeat([-1.0, 1.0], views)
    for place, found in zip(places, candidates, strict=True):
        change[:, place] = (shares[:, None] * found).reshape(2, views, -1).sum(0)
    led[:] = (shares[None, :, None] * counts).sum(1)
    return ways[1] - ways[0]
