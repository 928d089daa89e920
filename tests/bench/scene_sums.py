"""How often each kind of step of a story is expected, for tests.bench.train_scenes: what index.quotations.scenes sums
over all ways to read a chain, counted by the kinds of its steps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from inyo.index.quotations.scenes import STEPS, Array, Joint, read_chain


def expected(factors: Sequence[Array], between: Sequence[Joint], steps: Array) -> tuple[Array, list[Array], Array]:
    """For each of several readings: the logarithm of the sum over all ways, how probable every candidate of every
    quotation is, and how often each kind of step leads to it.

    `factors` hold, a quotation, the readings (rows) and candidates; `steps` the factors of the kinds of steps to each.
    """
    counts = np.zeros((len(factors), len(factors[0]), len(STEPS)))

    def met(place: int, pairs: Array, coming: Array) -> None:
        counts[place] = _counted(pairs, coming, between[place - 1], steps[place])

    logs, candidates = read_chain(factors, between, steps, met)
    return logs, candidates, counts


def _counted(pairs: Array, coming: Array, joint: Joint, step: Array) -> Array:
    ways = pairs.sum(1)[:, :, None] * coming
    unknown = ((joint.nobody @ pairs) * (joint.named * coming).sum(2)).sum(1)
    again = ((pairs.transpose(0, 2, 1) @ joint.again.T) * joint.named * coming).sum((1, 2))
    fixed = [(ways * (joint.kinds == kind)).sum((1, 2)) for kind in range(5)]
    third = np.maximum(fixed.pop() - unknown - again, 0.0)
    weighed = np.stack([*fixed, unknown, again, third], 1) * step
    counts: Array = weighed / np.maximum(weighed.sum(1, keepdims=True), 1e-300)
    return counts
