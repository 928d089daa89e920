"""Learn who speaks outside stories: features of candidates and steps between two quotations, a linear chain.

All chains are read together, the first quotations of all, then the second ones: what index.quotations.scorer sums for
one document is summed here for as many as have a quotation at that place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inyo.index.quotations.scenes import STEPS
from inyo.index.quotations.scorer import Link, Weights
from tests.bench.gold import Record, same_speaker
from tests.bench.least import Array, Rates, add_columns, first_weights, frequent, likeliest, thinned

RATES = Rates(pull=5.0, documents=8, dropped=0.3, views=3)
_KINDS = 5
"""How many of STEPS a chain of first order tells apart."""

Chain = tuple[Sequence[Link], Sequence[Record]]


@dataclass(slots=True)
class _Place:
    """The quotations that stand at one place of their chains, the longest chains first, one row each.

    `cells`: where their candidates stand in the table of this place, nobody in the first column; `same`: in which
    column of the place before the same name stands, -1 for none; `joined`: whether a step joins each to the quotation
    before; `first` and `last` number the candidates of all, `links` the quotations.
    """

    size: int
    width: int
    cells: Array
    same: Array
    joined: Array
    first: int
    last: int
    links: slice


@dataclass(slots=True)
class _Coded:
    """All chains in numbers: rows of features and to which candidate each belongs, who is right, rows of steps and to
    which quotation each leads, and the places."""

    rows: Array
    owners: Array
    right: Array
    steps: Array
    stepping: Array
    places: list[_Place]


def learn_speakers(chains: Sequence[Chain], first: Mapping[str, float], weights: Weights, rates: Rates = RATES) -> None:
    """Learn from the chains of texts that are no stories, from `first` weights on."""
    told = ([f for link in links for features in link.features.values() for f in features] for links, _ in chains)
    vocabulary = frequent(told, rates, first)
    names = frequent(([f for link in links for f in link.step] for links, _ in chains), rates)
    coded = _coded(chains, vocabulary, names)
    size = len(vocabulary)
    start = np.concatenate([first_weights(vocabulary, first), np.zeros(len(names) * _KINDS)])

    views = _thinned(coded, rates)

    def slopes(at: Array) -> tuple[float, Array]:
        found = [_slopes(view, at[:size], at[size:].reshape(-1, _KINDS)) for view in views]
        return float(np.mean([value for value, _ in found])), np.mean([slope for _, slope in found], axis=0)

    best = likeliest(slopes, start, rates.pull, rates.moves)
    add_columns(weights, vocabulary, best[:size, None], ("speaker",), rates.fewest)
    add_columns(weights, names, best[size:].reshape(-1, _KINDS), STEPS[:_KINDS], rates.fewest)


def _coded(chains: Sequence[Chain], vocabulary: Mapping[str, int], names: Mapping[str, int]) -> _Coded:
    rows: list[tuple[int, int]] = []
    right: list[bool] = []
    stepping: list[tuple[int, int]] = []
    places: list[_Place] = []
    ordered = sorted(chains, key=lambda chain: -len(chain[0]))
    quotations = 0
    for number in range(len(ordered[0][0])):
        here = [chain for chain in ordered if len(chain[0]) > number]
        first, start = len(right), quotations
        cells, same, joined = [], [], []
        width = max(len(links[number].features) for links, _ in here)
        for row, (links, records) in enumerate(here):
            link = links[number]
            before = {name: at for at, name in enumerate(links[number - 1].features)} if number else {}
            good = [same_speaker(name, records[number]) for name in link.features]
            good = good if any(good) else [not name for name in link.features]
            for at, (name, features) in enumerate(link.features.items()):
                rows += [(vocabulary[f], len(right) + at) for f in dict.fromkeys(features) if f in vocabulary]
                cells.append(row * width + at)
                same.append(before.get(name, -1) if name else -1)
            right += good
            joined.append(bool(link.step))
            stepping += [(names[f], quotations) for f in link.step if f in names]
            quotations += 1
        places.append(
            _Place(
                len(here), width, np.array(cells), np.array(same), np.array(joined), first, len(right),
                slice(start, quotations),
            )
        )  # fmt: skip
    moved = np.array(stepping, dtype=int).reshape(-1, 2).T
    coded = np.array(rows, dtype=int).T
    return _Coded(coded[0], coded[1], np.array(right), moved[0], moved[1], places)


def _thinned(coded: _Coded, rates: Rates) -> list[_Coded]:
    """The chains several times, each time without another share of the features of candidates."""
    kept = [thinned(len(coded.rows), rates.dropped, view) for view in range(rates.views)]
    return [replace(coded, rows=coded.rows[mine], owners=coded.owners[mine]) for mine in kept]


def _slopes(coded: _Coded, own: Array, moves: Array) -> tuple[float, Array]:
    """How probable the gold is, as a logarithm, and where that rises."""
    scores = np.bincount(coded.owners, weights=own[coded.rows], minlength=len(coded.right))
    quotations = coded.places[-1].links.stop
    sums = [np.bincount(coded.stepping, weights=moves[coded.steps, k], minlength=quotations) for k in range(_KINDS)]
    steps = np.exp(np.stack(sums, 1))
    every, change, led = _read(coded, scores, steps, None)
    told, more, rising = _read(coded, scores, steps, coded.right)
    slope = np.bincount(coded.rows, weights=(more - change)[coded.owners], minlength=len(own))
    turned = rising - led
    ledby = [np.bincount(coded.steps, weights=turned[coded.stepping, k], minlength=len(moves)) for k in range(_KINDS)]
    return told - every, np.concatenate([slope, np.stack(ledby, 1).ravel()])


def _read(coded: _Coded, scores: Array, steps: Array, right: Array | None) -> tuple[float, Array, Array]:
    """Read all chains: the logarithm of the sum over all ways, how probable every candidate is, and how often each kind
    of step leads to every quotation; with `right` over the ways of the right ones alone."""
    total = 0.0
    own: list[Array] = []
    forward: list[Array] = []
    for number, place in enumerate(coded.places):
        powers, top = _powers(place, scores, right)
        total += float(top.sum())
        came = _passed(forward[-1][: place.size], place, steps[place.links]) if number else np.ones_like(powers)
        powers_in = powers * came
        sums = np.maximum(powers_in.sum(1, keepdims=True), 1e-300)
        total += float(np.log(sums).sum())
        own.append(powers)
        forward.append(powers_in / sums)
    candidates = np.zeros(len(coded.right))
    led = np.zeros((len(steps), _KINDS))
    backward = np.ones_like(forward[-1])
    for number in range(len(coded.places) - 1, -1, -1):
        place = coded.places[number]
        ways = forward[number] * backward
        ways /= np.maximum(ways.sum(1, keepdims=True), 1e-300)
        candidates[place.first : place.last] = ways.ravel()[place.cells]
        if not number:
            break
        coming = own[number] * backward
        before = forward[number - 1]
        led[place.links] = _counted(before[: place.size], coming, place, steps[place.links])
        backward = np.ones_like(before)
        backward[: place.size] = _returned(coming, before.shape[1], place, steps[place.links])
    return total, candidates, led


def _powers(place: _Place, scores: Array, right: Array | None) -> tuple[Array, Array]:
    """The factors of the candidates beside the best of each quotation, and the scores of the best ones."""
    here = slice(place.first, place.last)
    cells = np.full(place.size * place.width, -np.inf)
    cells[place.cells] = scores[here]
    table = cells.reshape(place.size, place.width)
    top = table.max(1, keepdims=True)
    powers = np.exp(np.maximum(table - top, -60.0)) * np.isfinite(table)
    if right is not None:
        mask = np.zeros(place.size * place.width)
        mask[place.cells] = right[here]
        powers *= mask.reshape(place.size, place.width)
    return powers, top


def _same(values: Array, place: _Place) -> Array:
    """For each candidate of a place, the value that the same name has at the place before; 0 for none."""
    wider = np.concatenate([values, np.zeros((place.size, 1))], 1)
    out = np.zeros(place.size * place.width)
    out[place.cells] = wider[place.cells // place.width, place.same]
    return out.reshape(place.size, place.width)


def _passed(before: Array, place: _Place, steps: Array) -> Array:
    """What comes to each candidate from those of the quotation before."""
    nobody = before[:, :1]
    anybody = before.sum(1, keepdims=True) - nobody
    same = _same(before, place)
    out = steps[:, 1:2] * nobody + steps[:, 3:4] * same + steps[:, 4:5] * np.maximum(anybody - same, 0.0)
    out[:, :1] = steps[:, :1] * nobody + steps[:, 2:3] * anybody
    passed: Array = np.where(place.joined[:, None], out, 1.0)
    return passed


def _returned(coming: Array, width: int, place: _Place, steps: Array) -> Array:
    """What comes back to each candidate of the quotation before."""
    nobody = coming[:, :1]
    anybody = coming.sum(1, keepdims=True) - nobody
    same = np.zeros((place.size, width + 1))
    rows, known = place.cells // place.width, place.same >= 0
    same[rows[known], place.same[known]] = coming.ravel()[place.cells[known]]
    same = same[:, :width]
    out = steps[:, 2:3] * nobody + steps[:, 3:4] * same + steps[:, 4:5] * np.maximum(anybody - same, 0.0)
    out[:, :1] = steps[:, :1] * nobody + steps[:, 1:2] * anybody
    out = np.where(place.joined[:, None], out, coming.sum(1, keepdims=True))
    scaled: Array = out / np.maximum(out.max(1, keepdims=True), 1e-300)
    return scaled


def _counted(before: Array, coming: Array, place: _Place, steps: Array) -> Array:
    """How often each kind of step is expected; nothing where no step joins two quotations."""
    nobody, to_nobody = before[:, 0], coming[:, 0]
    anybody, to_anybody = before.sum(1) - nobody, coming.sum(1) - to_nobody
    same = (_same(before, place) * coming).sum(1)
    ways = np.stack(
        [nobody * to_nobody, nobody * to_anybody, anybody * to_nobody, same,
         np.maximum(anybody * to_anybody - same, 0.0)], 1
    )  # fmt: skip
    ways *= steps
    shares: Array = ways / np.maximum(ways.sum(1, keepdims=True), 1e-300)
    counts: Array = shares * place.joined[:, None]
    return counts
