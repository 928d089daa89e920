"""Learn who speaks: `python -m tests.bench.train [--check] [--write]`.

Reads every annotated document at hand (tests.bench.gold), takes the features that index.quotations gives, and learns
three linear models with L2 by AdaGrad: kinds of spans (softmax), candidates and steps between quotations (a linear
chain); those of stories by tests.bench.train_scenes. `--stories` leaves what holds in
other texts as the table has it. `--check` learns them with whole documents left out in turn and prints what that gives per genre, with
intervals; `--write` learns from all that is not kept aside and writes index/quotations/weights.tsv. What a machine
keeps of a document is cached beside it (--cache FILE), so that a second run takes seconds.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inyo.index.quotations.chained import Link, chain
from inyo.index.quotations.rules import RULES
from inyo.index.quotations.scenes import STEPS
from inyo.index.quotations.scorer import KINDS, Weights, _logit
from inyo.index.values.quotation import QUOTED
from tests.bench.gold import ROOT, Record, same_speaker
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
from tests.bench.train_scenes import learn_scenes

TABLE = ROOT / "index" / "quotations" / "weights.tsv"
Array = np.ndarray


@dataclass(frozen=True, slots=True)
class Rates:
    """How learning goes: passes, step, pull to zero, in how many documents a feature must occur, and which share of the
    features of a chain is left out of a pass, so that no few of them carry a decision alone."""

    passes: int = 10
    step: float = 0.15
    pull: float = 1.0
    documents: int = 10
    dropped: float = 0.0


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
    "first lifeless_topic": 4.0,
    "first cleft": 4.0,
    "first said_to_be": 4.0,
    "first owner": 4.0,
    "near 1|cleft": 4.0,
    "near -1|name line": 4.0,
    "near 1|b|own": 2.5,
    "near 1|b|": 1.0,
    "near 1|g|own": 1.0,
    "near 1|g|": 1.0,
    "front に|passive": 2.0,
    "front から|passive": 2.0,
    "front は|passive": -2.0,
    "not meant by the pronoun": -5.0,
    "byline": 3.0,
    "byline named": 3.0,
}
FIRST_KIND = 2.5
FIRST_TITLE = 5.0
"""What the old rules say has weight before anything is learnt: many of them no text at hand needs."""

ALWAYS_TERMS = {"decreed": 5.0, "frame term|none||noun": 1.5}
"""What makes a noun in brackets a term before anything is learnt."""

SHOWN_FROM = {"other": 0.52, "story": 0.6}
"""The probability from which on a name is shown: a wrong name costs more than none."""

SPEAKERS = Rates(passes=12, step=0.1, pull=5.0, documents=8, dropped=0.2)
SPANS = Rates(passes=8, step=0.1, pull=6.0, documents=6)


def frequent(documents: Iterable[Iterable[str]], fewest: int, also: Iterable[str] = ()) -> dict[str, int]:
    """The features that occur in enough documents, and those of `also`, numbered."""
    count = Counter(feature for features in documents for feature in set(features))
    kept = sorted({f for f, n in count.items() if n >= fewest} | set(also))
    return {feature: number for number, feature in enumerate(kept)}


class Learner:
    """Weights that AdaGrad moves, averaged over the second half of the passes."""

    def __init__(self, start: Array, rates: Rates, touches: Array) -> None:
        """`start`: the weights at first, to which they are pulled; `touches`: how often a pass touches each row, over
        which the pull of a pass is spread."""
        shape = start.shape
        self._start = start
        self.weights = start.copy()
        self._pull = rates.pull / np.maximum(1, touches)
        if len(shape) > 1:
            self._pull = self._pull[:, None]
        self._squares = np.full(shape, 1e-6)
        self._sum = np.zeros(shape)
        self._times = 0
        self._rates = rates

    def move(self, at: Array, gradient: Array, late: bool) -> None:
        """One step at the rows `at`, which are distinct."""
        gradient = gradient - self._pull[at] * (self.weights[at] - self._start[at])
        self._squares[at] += gradient * gradient
        self.weights[at] += self._rates.step * gradient / np.sqrt(self._squares[at])
        if late:
            self._sum += self.weights
            self._times += 1

    def average(self) -> Array:
        return self._sum / max(1, self._times)


def learn_kinds(documents: Sequence[Sample], weights: Weights, rates: Rates) -> None:
    """Learn the kinds of spans."""
    rows = [
        [(span.features, record["class"]) for span in each.found.spans if each.counts(span.start)
         if (record := each.record(span.start, span.end)) is not None]
        for each in documents
    ]  # fmt: skip
    vocabulary = frequent(
        ([f for features, _ in mine for f in features] for mine in rows), rates.documents, ALWAYS_TERMS
    )
    data = [
        (np.array(sorted({vocabulary[f] for f in features if f in vocabulary}), dtype=int), KINDS.index(kind))
        for mine in rows for features, kind in mine
    ]  # fmt: skip
    touches = np.bincount(np.concatenate([at for at, _ in data]), minlength=len(vocabulary))
    start = np.zeros((len(vocabulary), len(KINDS)))
    for number, kind in enumerate(KINDS):
        if f"frame {kind}" in vocabulary:
            start[vocabulary[f"frame {kind}"], number] = FIRST_TITLE if kind == "title" else FIRST_KIND
        if f"head {kind}" in vocabulary:
            start[vocabulary[f"head {kind}"], number] = FIRST_KIND
    for feature, weight in ALWAYS_TERMS.items():
        start[vocabulary[feature], KINDS.index("term")] = weight
    learner = Learner(start, rates, touches)
    chance = random.Random(0)
    for number in range(rates.passes):
        chance.shuffle(data)
        for at, kind in data:
            sums = learner.weights[at].sum(0)
            powers = np.exp(sums - sums.max())
            wrong = -powers / powers.sum()
            wrong[kind] += 1
            learner.move(at, np.repeat(wrong[None, :], len(at), 0), late=2 * number >= rates.passes)
    average = learner.average()
    for feature, at in vocabulary.items():
        for kind, weight in zip(KINDS, average[at], strict=True):
            if abs(weight) >= 0.1:
                weights.add(kind, feature, round(float(weight), 2))


@dataclass(slots=True)
class _Coded:
    """A link in numbers: features (rows) and whose they are, kinds of steps from those before it, who is right."""

    features: Array
    owners: Array
    size: int
    kinds: Array | None
    steps: list[int]
    right: Array


def _coded(
    links: Sequence[Link], records: Sequence[Record], vocabulary: Mapping[str, int], steps: Mapping[str, int]
) -> list[_Coded]:
    out: list[_Coded] = []
    before: list[str] = []
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
            right = np.array([not name for name in names])
        kinds = np.array([[_step_kind(a, b) for b in names] for a in before]) if link.step else None
        features, owners = (
            np.array(list(each), dtype=int) for each in (zip(*pairs, strict=True) if pairs else ((), ()))
        )
        out.append(_Coded(features, owners, len(names), kinds, [steps[f] for f in link.step if f in steps], right))
        before = names
    return out


def _step_kind(before: str, name: str) -> int:
    if not before or not name:
        return 0 if not before and not name else 1 if not before else 2
    return 3 if before == name else 4


def _sum_exp(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    return (top + np.log(np.exp(values - top).sum(axis=axis, keepdims=True))).squeeze(axis)


def _expected(
    coded: Sequence[_Coded], weights: Array, moves: Array, right: bool
) -> tuple[list[Array], list[Array | None]]:
    """How probable each candidate and each kind of step is; with `right`, given that the right ones speak."""
    own = [
        np.bincount(c.owners, weights=weights[c.features], minlength=c.size)
        + (np.where(c.right, 0, -1e9) if right else 0)
        for c in coded
    ]
    joint = [moves[c.steps].sum(0)[c.kinds] if c.kinds is not None else None for c in coded]
    forward: list[Array] = []
    for score, step in zip(own, joint, strict=True):
        carried = (
            0.0
            if not forward
            else _sum_exp(forward[-1], 0)
            if step is None
            else _sum_exp(forward[-1][:, None] + step, 0)
        )
        forward.append(score + carried)
    backward = [np.zeros(coded[-1].size)]
    for place in range(len(coded) - 1, 0, -1):
        coming, step = own[place] + backward[0], joint[place]
        back = (
            np.full(coded[place - 1].size, _sum_exp(coming, 0)) if step is None else _sum_exp(step + coming[None, :], 1)
        )
        backward.insert(0, back)
    total = _sum_exp(forward[-1], 0)
    candidates = [np.exp(a + b - total) for a, b in zip(forward, backward, strict=True)]
    steps: list[Array | None] = [None]
    for place in range(1, len(coded)):
        step, kinds = joint[place], coded[place].kinds
        if step is None or kinds is None:
            steps.append(None)
            continue
        pairs = np.exp(forward[place - 1][:, None] + step + (own[place] + backward[place])[None, :] - total)
        steps.append(np.bincount(kinds.ravel(), weights=pairs.ravel(), minlength=len(STEPS)))
    return candidates, steps


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


def learn_speakers(documents: Sequence[Sample], weights: Weights, rates: Rates) -> None:
    """Learn candidates and steps."""
    chains = [pair for pair in map(quoted_links, documents) if pair[0]]
    vocabulary = frequent(
        ([f for link in links for fs in link.features.values() for f in fs] for links, _ in chains),
        rates.documents,
        FIRST,
    )
    names = frequent(([f for link in links for f in link.step] for links, _ in chains), rates.documents)
    data = [_coded(links, records, vocabulary, names) for links, records in chains]
    start = np.array([FIRST.get(feature, 0.0) for feature in vocabulary])
    own = Learner(start, rates, _touches(([c.features for c in each] for each in data), len(vocabulary)))
    moves = Learner(
        np.zeros((len(names), len(STEPS))), rates, _touches(([c.steps for c in each] for each in data), len(names))
    )
    chance, masks = random.Random(0), np.random.default_rng(0)
    for number in range(rates.passes):
        chance.shuffle(data)
        late = 2 * number >= rates.passes
        for whole in data:
            coded = _thinned(whole, rates.dropped, masks)
            guessed, guessed_steps = _expected(coded, own.weights, moves.weights, right=False)
            wanted, wanted_steps = _expected(coded, own.weights, moves.weights, right=True)
            gradient, steps = np.zeros(len(vocabulary)), np.zeros((len(names), len(STEPS)))
            for c, g, w, gs, ws in zip(coded, guessed, wanted, guessed_steps, wanted_steps, strict=True):
                np.add.at(gradient, c.features, (w - g)[c.owners])
                if gs is not None and ws is not None:
                    np.add.at(steps, c.steps, np.repeat((ws - gs)[None, :], len(c.steps), 0))
            at = np.unique(np.concatenate([c.features for c in coded]))
            own.move(at, gradient[at], late)
            if len(names):
                moved = np.unique(np.array([s for c in coded for s in c.steps], dtype=int))
                moves.move(moved, steps[moved], late)
    _write_into(weights, vocabulary, own.average(), names, moves.average())


def _thinned(coded: Sequence[_Coded], share: float, masks: np.random.Generator) -> Sequence[_Coded]:
    """A chain without a share of the features of its candidates, drawn by chance."""
    if not share:
        return coded
    out = []
    for c in coded:
        kept = masks.random(len(c.features)) >= share
        out.append(_Coded(c.features[kept], c.owners[kept], c.size, c.kinds, c.steps, c.right))
    return out


def _touches(chains: Iterable[Sequence[Sequence[int] | Array]], size: int) -> Array:
    """In how many chains each row occurs."""
    out = np.zeros(size)
    for each in chains:
        out[np.unique(np.concatenate([np.array(rows, dtype=int) for rows in each]))] += 1
    return out


def _write_into(
    weights: Weights, vocabulary: Mapping[str, int], own: Array, names: Mapping[str, int], moves: Array
) -> None:
    for feature, at in vocabulary.items():
        if abs(own[at]) >= 0.05:
            weights.add("speaker", feature, round(float(own[at]), 2))
    for feature, at in names.items():
        for kind, weight in zip(STEPS, moves[at], strict=True):
            if abs(weight) >= 0.05:
                weights.add(kind, feature, round(float(weight), 2))


def learn(documents: Sequence[Sample], rates: tuple[Rates, Rates]) -> Weights:
    """The weights that documents teach, uncalibrated."""
    weights = Weights()
    learn_kinds(documents, weights, rates[1])
    if any(not each.found.story for each in documents):
        learn_speakers([each for each in documents if not each.found.story], weights, rates[0])
    learn_scenes(scene_chains(each for each in documents if each.found.story), FIRST, weights)
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


def check(documents: Sequence[Sample], folds: int, rates: tuple[Rates, Rates]) -> list[Outcome]:
    """Outcomes of every document under weights learnt from others, shown whatever their probability."""
    order = list(documents)
    random.Random(5).shuffle(order)
    held: list[Outcome] = []
    for fold in range(folds):
        weights = learn([each for place, each in enumerate(order) if place % folds != fold], rates)
        for sample in order[fold::folds]:
            held += outcomes(sample, weights, threshold=False)
    return held


def write(weights: Weights, path: Path = TABLE) -> None:
    """Write the table, sorted."""
    rows = [("speaker", f, w) for f, w in weights.speaker.items()] + [("sure", f, w) for f, w in weights.sure.items()]
    rows += [(s, f, w) for f, ws in weights.steps.items() for s, w in zip(STEPS, ws, strict=True) if w]
    rows += [(k, f, w) for f, ws in weights.kinds.items() for k, w in zip(KINDS, ws, strict=True) if w]
    head = "# learnt by python -m tests.bench.train; table, feature, weight\n"
    path.write_text(
        head + "".join(f"{table}\t{feature}\t{weight:g}\n" for table, feature, weight in sorted(rows)), "utf-8"
    )


def without_stories(table: str) -> Weights:
    """The weights of a table without what it says of the speakers of stories."""
    weights, kinds = Weights(), set(KINDS)
    for line in table.splitlines():
        if not line or line.startswith("#"):
            continue
        name, feature, weight = line.split("\t")
        if name in kinds or not feature.startswith(("story ", "scene ", "habit ")):
            weights.add(name, feature, float(weight))
    return weights


def _rates(text: str, usual: Rates) -> Rates:
    if not text:
        return usual
    passes, step, pull, documents, *dropped = text.split(",")
    return Rates(int(passes), float(step), float(pull), int(documents), *map(float, dropped))


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
    parser.add_argument("--stories", action="store_true", help="learn stories alone; other rows of the table stay")
    parser.add_argument("--thresholds", action="store_true", help="print what other thresholds would give")
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument(
        "--errors", default="", help="print the errors of these genres with their kinds (not of what is kept aside)"
    )
    parser.add_argument("--cache", type=Path)
    for name, rates in (("speakers", SPEAKERS), ("spans", SPANS)):
        parser.add_argument(f"--{name}", default="", help=f"passes,step,pull,documents[,dropped] ({rates})")
    given = parser.parse_args(arguments)
    rates = _rates(given.speakers, SPEAKERS), _rates(given.spans, SPANS)
    every = samples(given.cache)
    seen = [sample for sample in every if not sample.gold.unseen]
    if given.stories:
        every, seen = ([each for each in some if each.found.story] for some in (every, seen))
    held = check(seen, given.folds, rates)
    weights = Weights()
    if given.stories:
        weights = without_stories(TABLE.read_text("utf-8"))
        learn_scenes(scene_chains(seen), FIRST, weights)
    elif given.write or given.unseen:
        weights = learn(seen, rates)
    calibrate(weights, held)
    if given.check:
        report(held, weights, given.errors.split(","), given.thresholds)
    if given.unseen:
        table("kept aside", [o for sample in every if sample.gold.unseen for o in outcomes(sample, weights)])
    if given.write:
        write(weights)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
