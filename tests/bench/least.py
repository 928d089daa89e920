"""Where a smooth loss is least: L-BFGS, for the models that tests.bench.train learns.

The loss is that of the data and a pull to first weights; the same data give the same weights, in whatever order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from inyo.index.quotations.scorer import Weights

Array = np.ndarray
Slopes = Callable[[Array], tuple[float, Array]]
"""How probable the gold is under weights, as a logarithm, and where that rises."""

_MEMORY = 8


@dataclass(frozen=True, slots=True)
class Rates:
    """How learning goes: the pull to the first weights, in how many documents a feature must occur, how often the
    weights move at most, how great a weight must be to be kept. `dropped` is the share of the features of candidates
    that is left out by chance of each of so many `views` of the data."""

    pull: float
    documents: int
    moves: int = 40
    fewest: float = 0.05
    dropped: float = 0.0
    views: int = 1
    without: re.Pattern[str] | None = field(default=None, repr=False)


def frequent(documents: Iterable[Iterable[str]], rates: Rates, also: Iterable[str] = ()) -> dict[str, int]:
    """The features that occur in enough documents, and those of `also`, numbered."""
    count = Counter(feature for features in documents for feature in set(features))
    kept = sorted({f for f, n in count.items() if n >= rates.documents} | set(also))
    if rates.without is not None:
        kept = [feature for feature in kept if not rates.without.match(feature)]
    return {feature: number for number, feature in enumerate(kept)}


def first_weights(vocabulary: Mapping[str, int], first: Mapping[str, float]) -> Array:
    """The weights before anything is learnt."""
    return np.array([first.get(feature, 0.0) for feature in vocabulary])


def add_columns(
    weights: Weights, vocabulary: Mapping[str, int], learnt: Array, tables: Sequence[str], fewest: float
) -> None:
    """Put what was learnt of features, a row each, into the tables that the columns are, small weights left out."""
    for feature, at in vocabulary.items():
        for table, weight in zip(tables, learnt[at], strict=True):
            if abs(weight) >= fewest:
                weights.add(table, feature, round(float(weight), 2))


def thinned(size: int, dropped: float, view: int) -> Array:
    """Which of so many features one view of the data keeps, drawn by chance once and for all: no few of them carry a
    decision alone."""
    kept: Array = np.random.default_rng(view).random(size) >= dropped
    return kept


def likeliest(slopes: Slopes, start: Array, pull: float | Array, moves: int) -> Array:
    """The weights under which the gold is likeliest, pulled to `start`."""

    def loss(at: Array) -> tuple[float, Array]:
        likely, slope = slopes(at)
        apart = at - start
        return 0.5 * float((pull * apart * apart).sum()) - likely, pull * apart - slope

    return _least(loss, start, moves)


def _least(loss: Slopes, at: Array, times: int) -> Array:
    """Where a loss is least, by L-BFGS with halved steps."""
    value, slope = loss(at)
    moves: list[tuple[Array, Array]] = []
    for _ in range(times):
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
