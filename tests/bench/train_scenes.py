"""Learn who speaks in stories: features of candidates and steps between three quotations, under two habits of telling.

What is learnt is the likeliest reading of the gold under a prior that pulls to the first weights: the sum over both
habits (index.quotations.scenes) of the ways that agree with the gold, against all ways. L-BFGS over all documents.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from inyo.index.quotations.scenes import HABITS, STEPS, by_habit
from inyo.index.quotations.scorer import Link, Weights
from tests.bench.gold import Record, same_speaker

Array = np.ndarray

FIRST_IN_SCENES = {
    "scene rule False": 3.0,
    "scene rule True": 1.0,
    "scene called -1": 1.5,
    "scene called 0": -2.0,
    "scene named in 0": -0.5,
    "scene stated": 1.0,
    "scene kind thing": -1.0,
}
FIRST_OF_HABIT = 0.7
"""The first weight of whom a sentence on a line of its own is about, under the habit that it tells who speaks."""
PULL, PULL_OF_HABITS = 3.0, 0.5
"""How strongly weights are pulled to the first ones."""
FEWEST = 4
"""In how many chains a feature must occur."""
_ITERATIONS, _MEMORY = 30, 8


@dataclass(slots=True)
class _Coded:
    """A quotation in numbers: features (rows) of the candidates, whose they are, the step to it, who is right."""

    features: Array
    owners: Array
    names: list[str]
    steps: list[int]
    right: Array


Chain = tuple[Sequence[Link], Sequence[Record]]


def learn_scenes(chains: Sequence[Chain], first: Mapping[str, float], weights: Weights) -> None:
    """Learn from the chains of stories, from `first` weights on."""
    views = [[_under(habit, links) for habit in HABITS] for links, _ in chains]
    first = {f"story {feature}": weight for feature, weight in first.items()} | FIRST_IN_SCENES
    told = [[f for view in mine for link in view for fs in link.features.values() for f in fs] for mine in views]
    vocabulary = _vocabulary(told, first)
    names = _vocabulary([[f for link in links for f in link.step] for links, _ in chains], ())
    for feature in vocabulary:
        for habit in HABITS:
            if feature.startswith(f"scene {habit} 0 ") and feature.endswith(f"free|{habit}"):
                first[feature] = FIRST_OF_HABIT
    coded = [
        [_coded(view, records, vocabulary, names) for view in mine]
        for mine, (_, records) in zip(views, chains, strict=True)
    ]
    kinds = [_kinds_of([each.names for each in mine[0]]) for mine in coded]
    size, width = len(vocabulary), len(STEPS)
    start = np.concatenate([[first.get(f, 0.0) for f in vocabulary], np.zeros(len(names) * width)])
    pull = np.full(len(start), PULL)
    pull[[at for feature, at in vocabulary.items() if feature.startswith("habit")]] = PULL_OF_HABITS

    def loss(at: Array) -> tuple[float, Array]:
        own, moves = at[:size], at[size:].reshape(-1, width)
        slope, moved = np.zeros(size), np.zeros(moves.shape)
        total = sum(_add(mine, each, own, moves, slope, moved) for mine, each in zip(coded, kinds, strict=True))
        apart = at - start
        return 0.5 * float((pull * apart * apart).sum()) - total, pull * apart - np.concatenate([slope, moved.ravel()])

    best = _least(loss, start)
    for feature, at in vocabulary.items():
        if abs(best[at]) >= 0.05:
            weights.add("speaker", feature, round(float(best[at]), 2))
    for feature, at in names.items():
        for kind, weight in zip(STEPS, best[size:].reshape(-1, width)[at], strict=True):
            if abs(weight) >= 0.05:
                weights.add(kind, feature, round(float(weight), 2))


def _under(habit: str, links: Sequence[Link]) -> list[Link]:
    """The links with what their features mean under a habit; the first holds what tells of the habit itself."""
    out = []
    for number, link in enumerate(links):
        told = link.item.habit if not number and not link.item.nested else ()
        more = [f"{feature}|{habit}" for feature in told]
        features = {
            name: [*own, *(f"{feature}|{habit}" for feature in by_habit(own)), *more]
            for name, own in link.features.items()
        }
        out.append(Link(link.item, features, link.step))
    return out


def _vocabulary(chains: Sequence[Sequence[str]], also: Mapping[str, float] | Sequence[str]) -> dict[str, int]:
    count = Counter(feature for features in chains for feature in set(features))
    return {f: n for n, f in enumerate(sorted({f for f, times in count.items() if times >= FEWEST} | set(also)))}


def _coded(
    links: Sequence[Link], records: Sequence[Record], vocabulary: Mapping[str, int], steps: Mapping[str, int]
) -> list[_Coded]:
    out = []
    for link, record in zip(links, records, strict=True):
        names = list(link.features)
        pairs = [
            (vocabulary[f], n)
            for n, name in enumerate(names)
            for f in dict.fromkeys(link.features[name])
            if f in vocabulary
        ]
        right = np.array([same_speaker(name, record) for name in names])
        if not right.any():
            right = np.full(len(names), True)
        rows = np.array([row for row, _ in pairs], dtype=int)
        owners = np.array([owner for _, owner in pairs], dtype=int)
        out.append(_Coded(rows, owners, names, [steps[f] for f in link.step if f in steps], right))
    return out


def _add(
    views: Sequence[Sequence[_Coded]], kinds: Sequence[Array], own: Array, moves: Array, slope: Array, moved: Array
) -> float:
    """Add what a chain says to the slopes; how probable the gold is, as a logarithm."""
    read, wanted = [], []
    for view in views:
        scores = [np.bincount(c.owners, weights=own[c.features], minlength=len(c.names)) for c in view]
        steps = [moves[c.steps].sum(0) for c in view]
        read.append(_expected(scores, kinds, steps))
        right = [score + np.where(c.right, 0, -1e9) for score, c in zip(scores, view, strict=True)]
        wanted.append(_expected(right, kinds, steps))
    all_ways, good_ways = (float(np.logaddexp.reduce([total for total, _, _ in each])) for each in (read, wanted))
    for view, (total, a, b), (good, c, d) in zip(views, read, wanted, strict=True):
        share, good_share = math.exp(total - all_ways), math.exp(good - good_ways)
        for each, had, has, step, wished in zip(view, a, c, b, d, strict=True):
            change = good_share * has - share * had
            np.add.at(slope, each.features, change[each.owners])
            if step is not None and wished is not None:
                np.add.at(
                    moved, each.steps, np.repeat((good_share * wished - share * step)[None, :], len(each.steps), 0)
                )
    return good_ways - all_ways


def _expected(
    scores: Sequence[Array], kinds: Sequence[Array], steps: Sequence[Array]
) -> tuple[float, list[Array], list[Array | None]]:
    """The logarithm of the sum over all ways, how probable each candidate is, and how often each kind of step."""
    forward = [scores[0][None, :]]
    for place in range(1, len(scores)):
        joint = forward[-1][:, :, None] + steps[place][kinds[place]]
        forward.append(_sum_exp(joint, 0) + scores[place][None, :])
    backward = np.zeros(forward[-1].shape)
    total = _sum_exp(forward[-1].ravel(), 0)
    candidates: list[Array] = []
    moved: list[Array | None] = [None] * len(scores)
    for place in range(len(scores) - 1, -1, -1):
        candidates.append(np.exp(_sum_exp(forward[place] + backward, 0) - total))
        if not place:
            break
        after = steps[place][kinds[place]] + (scores[place][None, :] + backward)[None, :, :]
        pairs = np.exp(forward[place - 1][:, :, None] + after - total)
        moved[place] = np.bincount(kinds[place].ravel(), weights=pairs.ravel(), minlength=len(STEPS))
        backward = _sum_exp(after, 2)
    return float(total), candidates[::-1], moved


def _sum_exp(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    sums: Array = top + np.log(np.exp(values - top).sum(axis=axis, keepdims=True))
    return sums.squeeze(axis)


def _kinds_of(names: Sequence[Sequence[str]]) -> list[Array]:
    """The kinds of steps between all candidates of three quotations in a row: index.quotations.scenes.step_kind."""
    code: dict[str, int] = {"": 0}
    rows = [np.array([code.setdefault(name, len(code)) for name in each]) for each in names]
    out = [np.zeros((1, 1, len(rows[0])), dtype=int)]
    before = np.array([-1])
    for last, here in pairwise(rows):
        a, b, c = before[:, None, None], last[None, :, None], here[None, None, :]
        named = np.where(b == c, 3, np.where(a <= 0, 4, np.where(a == c, 5, 6)))
        out.append(np.where((b == 0) & (c == 0), 0, np.where(b == 0, 1, np.where(c == 0, 2, named))))
        before = last
    return out


def _least(loss: Callable[[Array], tuple[float, Array]], at: Array) -> Array:
    """Where a loss is least, by L-BFGS with halved steps."""
    value, slope = loss(at)
    moves: list[tuple[Array, Array]] = []
    for _ in range(_ITERATIONS):
        way = -_bent(slope, moves)
        if slope @ way >= 0:
            way = -slope
        size = 1.0
        while True:
            new, new_slope = loss(at + size * way)
            if new <= value + 1e-4 * size * float(slope @ way) or size < 1e-4:
                break
            size /= 2
        change, bend = size * way, new_slope - slope
        if change @ bend > 1e-10:
            moves = [*moves, (change, bend)][-_MEMORY:]
        done = abs(value - new) < 5e-5 * max(1.0, abs(value))
        at, value, slope = at + change, new, new_slope
        if done:
            break
    return at


def _bent(slope: Array, moves: Sequence[tuple[Array, Array]]) -> Array:
    """The slope bent by the curvature that the last moves showed."""
    if not moves:
        return np.asarray(slope / max(1.0, float(np.abs(slope).sum()) / 5))
    out, parts = slope.copy(), []
    for change, bend in reversed(moves):
        part = float(change @ out / (bend @ change))
        parts.append(part)
        out -= part * bend
    change, bend = moves[-1]
    out *= float(change @ bend / (bend @ bend))
    for (change, bend), part in zip(moves, reversed(parts), strict=True):
        out += change * (part - float(bend @ out / (bend @ change)))
    return out
