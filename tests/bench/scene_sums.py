"""Sums over all ways to read a chain of quotations of a story, second order, for tests.bench.train_scenes.

What index.quotations.scenes computes for one reading is computed here for several at once (two habits, each over all
speakers and over the right ones alone), with how often each kind of step is expected. Every step costs the square of
the number of candidates: of the speaker before the last only matters whether he is nobody, and whether he speaks again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from inyo.index.quotations.scenes import STEPS

Array = np.ndarray
_NAMED = 4
"""The first kind of step between two who are named and differ: the others are told apart by the one before them."""


@dataclass(slots=True)
class Joint:
    """How the candidates of a quotation stand to those of the one before it, and these to those before them.

    `kinds`: the kind of step for each pair, _NAMED where the one before the last decides; `again`: where each name
    stands among the candidates before the last; `nobody`: which of these are nobody; `later`: where each of them stands
    among the candidates at hand. Places behind the last stand for none.
    """

    kinds: Array
    onehot: Array
    named: Array
    again: Array
    nobody: Array
    later: Array


def joints(names: Sequence[Sequence[str]]) -> list[Joint]:
    """The joints between the quotations of a chain, in order."""
    out = []
    earlier: Sequence[str] = [""]
    for last, here in pairwise(names):
        kinds = np.array([[_kind(b, c) for c in here] for b in last])
        places = {name: at for at, name in enumerate(earlier) if name}
        again = np.array([places.get(name, len(earlier)) for name in here])
        own = {name: at for at, name in enumerate(here) if name}
        later = np.array([own.get(name, len(here)) for name in earlier])
        onehot = np.eye(_NAMED + 1)[kinds.ravel()]
        nobody = np.array([not name for name in earlier])
        out.append(Joint(kinds, onehot, (kinds == _NAMED).astype(float), again, nobody, later))
        earlier = last
    return out


def _kind(before: str, name: str) -> int:
    if not before or not name:
        return 0 if not before and not name else 1 if not before else 2
    return 3 if before == name else _NAMED


@dataclass(slots=True)
class _Passed:
    """What is kept of a step forward: the pairs before it summed over their first, those whose first is nobody, and
    those whose first speaks again."""

    total: Array
    nobody: Array
    again: Array


def expected(factors: Sequence[Array], between: Sequence[Joint], steps: Array) -> tuple[Array, list[Array], Array]:
    """For each of several readings: the logarithm of the sum over all ways, how probable every candidate of every
    quotation is, and how often each kind of step leads to it.

    `factors` hold, a quotation, the readings (rows) and candidates; `steps` the factors of the kinds of steps to each.
    """
    pairs = [factors[0][:, None, :]]
    logs = _normed(pairs[0])
    passed: list[_Passed] = []
    for place in range(1, len(factors)):
        onward, kept = _onward(pairs[-1], factors[place], between[place - 1], steps[place])
        logs = logs + _normed(onward)
        pairs.append(onward)
        passed.append(kept)
    counts = np.zeros((len(factors), len(logs), len(STEPS)))
    candidates: list[Array] = [factors[0]] * len(factors)
    backward = np.ones_like(pairs[-1])
    for place in range(len(factors) - 1, -1, -1):
        weighed = (pairs[place] * backward).sum(1)
        candidates[place] = weighed / weighed.sum(1, keepdims=True)
        if place:
            coming = factors[place][:, None, :] * backward
            counts[place] = _counted(coming, passed[place - 1], between[place - 1], steps[place])
            backward = _back(coming, between[place - 1], steps[place])
            _normed(backward)
    return logs, candidates, counts


def _normed(values: Array) -> Array:
    """Scale every reading to the sum one, in place; the logarithms of the sums."""
    total = np.maximum(values.sum((1, 2)), 1e-300)
    values /= total[:, None, None]
    logs: Array = np.log(total)
    return logs


def _onward(pairs: Array, own: Array, joint: Joint, step: Array) -> tuple[Array, _Passed]:
    total, nobody = pairs.sum(1), pairs[:, joint.nobody].sum(1)
    wider = np.concatenate([pairs, np.zeros_like(pairs[:, :1])], 1)
    again = wider[:, joint.again].transpose(0, 2, 1) * joint.named
    fixed = np.append(step[:_NAMED], step[6])[joint.kinds]
    ways = fixed * total[:, :, None] + joint.named * ((step[4] - step[6]) * nobody)[:, :, None]
    ways = np.maximum(ways + (step[5] - step[6]) * again, 0.0)
    return ways * own[:, None, :], _Passed(total, nobody, again)


def _back(coming: Array, joint: Joint, step: Array) -> Array:
    fixed = np.append(step[:_NAMED], step[6])[joint.kinds]
    named = joint.named * coming
    out = np.repeat((fixed * coming).sum(2)[:, None, :], len(joint.nobody), 1)
    out += np.where(joint.nobody, step[4] - step[6], 0.0)[:, None] * named.sum(2)[:, None, :]
    wider = np.concatenate([named, np.zeros_like(named[:, :, :1])], 2)
    out += (step[5] - step[6]) * wider[:, :, joint.later].transpose(0, 2, 1)
    np.maximum(out, 0.0, out=out)
    return out


def _counted(coming: Array, kept: _Passed, joint: Joint, step: Array) -> Array:
    """How often each kind of step is expected."""
    readings = len(coming)
    fixed = (kept.total[:, :, None] * coming).reshape(readings, -1) @ joint.onehot
    unknown = (kept.nobody * (joint.named * coming).sum(2)).sum(1)
    again = (kept.again * coming).sum((1, 2))
    third = np.maximum(fixed[:, _NAMED] - unknown - again, 0.0)
    weighed = np.concatenate([fixed[:, :_NAMED], unknown[:, None], again[:, None], third[:, None]], 1) * step
    counts: Array = weighed / np.maximum(weighed.sum(1, keepdims=True), 1e-300)
    return counts
