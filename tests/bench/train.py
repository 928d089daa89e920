"""Learn who speaks: `python -m tests.bench.train [--check] [--write]`.

Reads every annotated document at hand (tests.bench.gold), takes the features that index.quotations gives, and learns
three linear models with L2 by L-BFGS: kinds of spans (train_kinds), candidates and steps between quotations outside
stories (train_speakers) and in them (train_scenes). `--check` learns them with whole documents left out in turn and
prints what that gives per genre, with intervals; `--write` learns from all that is not kept aside and writes
index/quotations/weights.tsv, every table of it from the same run. What a machine keeps of a document is cached beside
it (--cache FILE), so that a second run takes seconds. `--check --without PATTERN` shows what a group of features earns.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from inyo.index.quotations.rules import RULES
from inyo.index.quotations.scenes import STEPS
from inyo.index.quotations.scorer import KINDS, Link, Weights, _logit, chain
from inyo.index.values.quotation import QUOTED
from tests.bench import train_kinds, train_scenes, train_speakers
from tests.bench.composed import COMPOSED
from tests.bench.gold import ROOT, Record
from tests.bench.least import Array
from tests.bench.origin import HEAD, origin
from tests.bench.outcomes import (
    Outcome,
    Sample,
    anatomy,
    calibration,
    cut,
    kind_of_error,
    outcomes,
    samples,
    table,
    thresholds,
)
from tests.bench.reflowed import REFLOWED
from tests.bench.train_kinds import learn_kinds
from tests.bench.train_scenes import learn_scenes
from tests.bench.train_speakers import learn_speakers

TABLE = ROOT / "index" / "quotations" / "weights.tsv"


FIRST = {f"first {rule.__name__}": 2.0 for rule in RULES} | {
    "first agent_of_passive": 4.0,
    "first noun_taken_by_none": 9.0,
    "first of_a_noun": 5.0,
    "first modified": 5.0,
    "first withdrawn": 12.0,
    "first previous": 3.0,
    "near 1|bare|alone|own|1|True": -1.0,
    "near 1|bare|alone|own|1|False": -1.0,
    "nobody|noun of nobody here": 2.5,
    "nobody|crowd|False": 4.0,
    "nobody|crowd|True": 1.0,
    "first lifeless_topic": 4.0,
    "first cleft": 4.0,
    "first owner": 4.0,
    "owner|noun|full": 2.0,
    "owner|noun|partial": 2.0,
    "near 1|cleft": 6.0,
    "near -1|name line": 4.0,
    "nobody|piece": 1.0,
    "nobody|asks": 3.0,
    "told so": 1.5,
    "announced ": 2.5,
    "announced own": 2.5,
    "near 1|b|own": 4.5,
    "near 1|b|": 1.5,
    "near 1|told back|own": 3.0,
    "near 1|told back|": 3.0,
    "turn me|humble": 3.0,
    "turn other|humble": -1.0,
    "near 1|g|own": 1.0,
    "near 1|g|": 1.0,
    "front に|passive": 2.0,
    "front から|passive": 2.0,
    "front は|passive": -2.0,
    "not meant by the pronoun": -5.0,
    "first byline": 6.0,
    "first voiced_by": 4.0,
    "after は|passive": -2.0,
    "named behind|passive": -2.0,
    "first suspect": 5.0,
    "addressed person": -1.5,
    "addressed role": -1.5,
    "addressed body": -1.0,
    "spoken of person": -2.0,
    "honoured in the words": -5.0,
    "names himself": 6.0,
    "spoken of other": -1.0,
}
"""What the old rules say has weight before anything is learnt: many of them no text at hand needs."""

SHOWN_FROM = {"other": 0.51, "story": 0.61}
"""The probability from which on a name is shown: a wrong name costs more than none."""


def quoted_links(sample: Sample) -> tuple[list[Link], list[Record]]:
    """The chain of what the gold says is somebody's words."""
    both = [(item, record) for item in sample.found.items if sample.counts(item.start)
            if (record := sample.record(item.start, item.end)) is not None and record["class"] in QUOTED]  # fmt: skip
    return chain([item for item, _ in both]), [record for _, record in both]


def scene_chains(samples: Iterable[Sample]) -> list[tuple[list[Link], list[Record]]]:
    """The chains of stories: words in others' words stand by themselves."""
    out = []
    for sample in samples:
        pairs = list(zip(*quoted_links(sample), strict=True))
        told = [pair for pair in pairs if not pair[0].item.nested]
        for mine in (told, *([pair] for pair in pairs if pair[0].item.nested)):
            if mine:
                out.append(([link for link, _ in mine], [record for _, record in mine]))
    return out


def learn(documents: Sequence[Sample], without: re.Pattern[str] | None = None) -> Weights:
    """The weights that documents teach, uncalibrated; what `without` matches is not learnt."""
    weights = Weights()
    learn_kinds(documents, weights, replace(train_kinds.RATES, without=without))
    chains = [pair for each in documents if not each.found.story if (pair := quoted_links(each))[0]]
    if chains:
        learn_speakers(chains, FIRST, weights, replace(train_speakers.RATES, without=without))
    told = scene_chains(each for each in documents if each.found.story)
    learn_scenes(told, FIRST, weights, replace(train_scenes.RATES, without=without))
    return weights


def calibrate(weights: Weights, held: Sequence[Outcome]) -> None:
    """Read probabilities by what documents left out gave."""
    for where, story in (("other", False), ("story", True)):
        mine = [o for o in held if o.scored and o.name and o.story == story and o.shown and o.wanted]
        if len(mine) < 20:
            continue
        signs = sorted({sign for o in mine for sign in o.signs})
        rows = np.array([[_logit(o.probability), 1.0, *(sign in o.signs for sign in signs)] for o in mine])
        fit = _logistic(rows, np.array([o.exact for o in mine], dtype=float))
        for name, value in zip(("factor", "shift", *signs), fit, strict=True):
            weights.add("sure", f"{where} {name}", round(float(value), 3))
        weights.add("sure", f"{where} shown", SHOWN_FROM[where])


def _logistic(rows: Array, right: Array) -> Array:
    """The weights of a logistic regression, by Newton's method with halved steps where one goes too far; the first is
    pulled to one, the others to zero."""
    start = np.zeros(rows.shape[1])
    start[0] = 1.0
    fit = start * 0

    def loss(fit: Array) -> float:
        sums = rows @ fit
        return float((np.logaddexp(0, sums) - right * sums).sum() + 0.005 * ((fit - start) ** 2).sum())

    for _ in range(30):
        guess = 0.5 * (1 + np.tanh(rows @ fit / 2))
        slope = rows.T @ (right - guess) - 0.01 * (fit - start)
        curve = (rows * (guess * (1 - guess))[:, None]).T @ rows + 0.01 * np.eye(len(fit))
        step = np.linalg.solve(curve, slope)
        while loss(fit + step) > loss(fit) and abs(step).max() > 1e-9:
            step = step / 2
        fit = fit + step
    return fit


Fold = tuple[Weights, Sequence[Sample]]


def left_out(documents: Sequence[Sample], folds: int, without: re.Pattern[str] | None = None) -> list[Fold]:
    """Documents, and the weights learnt from the others, from their copies that are set otherwise, and from what is
    composed; neither is ever measured on."""
    order = [each for each in documents if each.gold.genre not in (COMPOSED, REFLOWED)]
    always = [each for each in documents if each.gold.genre == COMPOSED]
    copies = [each for each in documents if each.gold.genre == REFLOWED]
    random.Random(5).shuffle(order)
    parts = [[each for place, each in enumerate(order) if place % folds != fold] for fold in range(folds)]
    out = []
    for fold, part in enumerate(parts):
        names = {each.gold.path.name for each in part}
        mine = [each for each in copies if each.gold.path.name in names]
        out.append((learn(part + always + mine, without), order[fold::folds]))
    return out


def read_by(folds: Sequence[Fold], weights: Weights) -> list[Outcome]:
    """Outcomes of every document under weights learnt from others, read as sure as `weights` say, shown whatever their
    probability."""
    held: list[Outcome] = []
    for learnt, documents in folds:
        learnt.sure = weights.sure
        for sample in documents:
            held += outcomes(sample, learnt, threshold=False)
    return held


def write(weights: Weights, path: Path = TABLE) -> None:
    """Write the table, sorted."""
    rows = [("speaker", f, w) for f, w in weights.speaker.items()] + [("sure", f, w) for f, w in weights.sure.items()]
    rows += [(s, f, w) for f, ws in weights.steps.items() for s, w in zip(STEPS, ws, strict=True) if w]
    rows += [(k, f, w) for f, ws in weights.kinds.items() for k, w in zip(KINDS, ws, strict=True) if w]
    head = f"# learnt by python -m tests.bench.train; table, feature, weight\n{HEAD}{origin(FIRST)}\n"
    path.write_text(
        head + "".join(f"{table}\t{feature}\t{weight:g}\n" for table, feature, weight in sorted(rows)), "utf-8"
    )


def report(held: Sequence[Outcome], weights: Weights, errors: Sequence[str], levels: bool) -> None:
    """Print what documents left out gave: a row a genre, how sure names are, the errors by kind, those of the genres
    `errors` one by one, and with `levels` what other thresholds would give."""
    table("whoever is likeliest", held)
    shown = cut(held, weights)
    table("left out in turn", shown)
    calibration(shown)
    anatomy(shown, held)
    for outcome, best in zip(shown, held, strict=True):
        kind = kind_of_error(outcome, best)
        if outcome.genre in errors and kind != "right":
            print(f"{kind}: {outcome.genre} {outcome.document} {outcome.error}")
    if levels:
        thresholds(held, weights)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables asked for; write the weights with --write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.train", description=__doc__)
    parser.add_argument("--check", action="store_true", help="leave documents out in turn and print what that gives")
    parser.add_argument("--write", action="store_true", help="write index/quotations/weights.tsv")
    parser.add_argument("--unseen", action="store_true", help="print the figures of what is kept aside")
    parser.add_argument("--thresholds", action="store_true", help="print what other thresholds would give")
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument(
        "--errors", default="", help="print the errors of these genres with their kinds (not of what is kept aside)"
    )
    parser.add_argument("--cache", type=Path)
    parser.add_argument(
        "--without", type=re.compile, help="learn without the features whose beginnings match: what a group earns"
    )
    given = parser.parse_args(arguments)
    every = samples(given.cache)
    seen = [sample for sample in every if not sample.gold.unseen]
    if given.write and given.without:
        parser.error("what is learnt without some features is not written")
    folds = left_out(seen, given.folds, given.without)
    weights = learn(seen, given.without) if given.write or given.unseen else Weights()
    calibrate(weights, read_by(folds, Weights()))
    if given.check:
        report(read_by(folds, weights), weights, given.errors.split(","), given.thresholds)
    if given.unseen:
        aside = (each for each in every if each.gold.unseen and each.gold.genre != REFLOWED)
        table("kept aside", [outcome for each in aside for outcome in outcomes(each, weights)])
    if given.write:
        write(weights)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
