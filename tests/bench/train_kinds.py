"""Learn what a bracketed span is: a softmax over the kinds (index.quotations.scorer.KINDS)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from inyo.index.quotations.scorer import KINDS, Weights
from tests.bench.least import Array, Rates, add_columns, frequent, likeliest
from tests.bench.outcomes import Sample

RATES = Rates(pull=6.0, documents=12, fewest=0.15)

ALWAYS_TERMS = {"decreed": 5.0, "slogan": 4.0, "frame term|none||noun": 1.5}
"""What makes words in brackets a term before anything is learnt."""
ALWAYS_OTHER = {
    "modal doubt": 3.5, "modal condition": 1.5, "modal never": 2.0, "modal as if": 3.5, "modal not that": 2.5,
    "denied": 4.0,
}  # fmt: skip
"""What makes them words that nobody said."""
ALWAYS_THOUGHT = {"at heart behind": 5.0}
"""What makes them a thought."""
FIRST = dict.fromkeys(KINDS, 2.5) | {"title": 5.0, "thought": 4.0}
"""The first weights of what the rules take a span for: many of them no text at hand needs."""


@dataclass(slots=True)
class _Spans:
    """The spans of documents in numbers: the rows of their features, one after another, to which span each belongs, and
    of which kind the gold says that each is."""

    rows: Array
    owners: Array
    right: Array


def learn_kinds(documents: Sequence[Sample], weights: Weights, rates: Rates = RATES) -> None:
    """Learn the kinds of spans."""
    told = [list(_told(each)) for each in documents]
    every = ([feature for features, _ in mine for feature in features] for mine in told)
    vocabulary = frequent(every, rates, ALWAYS_TERMS | ALWAYS_OTHER | ALWAYS_THOUGHT)
    spans = _coded([pair for mine in told for pair in mine], vocabulary)
    width, start = len(KINDS), _first(vocabulary)

    def slopes(at: Array) -> tuple[float, Array]:
        return _slopes(spans, at.reshape(-1, width))

    best = likeliest(slopes, start.ravel(), rates.pull, rates.moves).reshape(-1, width)
    add_columns(weights, vocabulary, best, KINDS, rates.fewest)


def _told(sample: Sample) -> list[tuple[Collection[str], str]]:
    """The features of the spans of a document, each with the kind that the gold gives it."""
    return [
        (span.features, record["class"])
        for span in sample.found.spans
        if sample.counts(span.start) and (record := sample.record(span.start, span.end)) is not None
    ]


def _coded(told: Sequence[tuple[Collection[str], str]], vocabulary: dict[str, int]) -> _Spans:
    pairs = [
        (vocabulary[feature], number)
        for number, (features, _) in enumerate(told)
        for feature in dict.fromkeys(features)
        if feature in vocabulary
    ]
    rows, owners = np.array(pairs, dtype=int).T
    return _Spans(rows, owners, np.array([KINDS.index(kind) for _, kind in told]))


def _first(vocabulary: dict[str, int]) -> Array:
    start = np.zeros((len(vocabulary), len(KINDS)))
    for number, kind in enumerate(KINDS):
        for feature in (f"frame {kind}", f"head {kind}"):
            if feature in vocabulary:
                start[vocabulary[feature], number] = FIRST[kind]
    for kind, always in (("term", ALWAYS_TERMS), ("other", ALWAYS_OTHER), ("thought", ALWAYS_THOUGHT)):
        for feature in vocabulary.keys() & always.keys():
            start[vocabulary[feature], KINDS.index(kind)] = always[feature]
    return start


def _slopes(spans: _Spans, weights: Array) -> tuple[float, Array]:
    many, (size, width) = len(spans.right), weights.shape
    sums = np.stack(
        [np.bincount(spans.owners, weights=weights[spans.rows, kind], minlength=many) for kind in range(width)], 1
    )
    sums -= sums.max(1, keepdims=True)
    logs = sums - np.log(np.exp(sums).sum(1, keepdims=True))
    here = np.arange(many)
    wrong = -np.exp(logs)
    wrong[here, spans.right] += 1
    slope = np.stack(
        [np.bincount(spans.rows, weights=wrong[spans.owners, kind], minlength=size) for kind in range(width)], 1
    )
    return float(logs[here, spans.right].sum()), slope.ravel()
