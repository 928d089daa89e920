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
import pickle
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.candidates import Item
from inyo.index.quotations.extract import Found, find
from inyo.index.quotations.rules import RULES
from inyo.index.quotations.scenes import STEPS, signs_of
from inyo.index.quotations.scorer import KINDS, Link, Weights, _logit, chain
from inyo.index.values.quotation import QUOTED, SHOWN
from tests.bench.gold import ROOT, GoldDocument, Record, document_of, gold_documents, key_of, same_speaker
from tests.bench.train_scenes import learn_scenes

TABLE = ROOT / "index" / "quotations" / "weights.tsv"
Array = np.ndarray


@dataclass(slots=True)
class Sample:
    """What is learnt from a document: its gold, what was found in it, and its records by span."""

    gold: GoldDocument
    text: str
    found: Found
    records: dict[tuple[int, int], Record]

    def record(self, start: int, end: int) -> Record | None:
        """The record of a bracketed span."""
        return self.records.get((start + 1, end - 1)) or self.records.get((start, end))

    def counts(self, start: int) -> bool:
        return self.gold.window is None or self.gold.window[0] <= start < self.gold.window[1]


@dataclass(frozen=True, slots=True)
class Rates:
    """How learning goes: passes, step, pull to zero, and in how many documents a feature must occur."""

    passes: int = 10
    step: float = 0.15
    pull: float = 1.0
    documents: int = 10


FIRST = {f"first {rule.__name__}": 2.0 for rule in RULES} | {
    "first agent_of_passive": 4.0,
    "first noun_taken_by_none": 9.0,
    "first of_a_noun": 5.0,
    "first modified": 5.0,
    "first withdrawn": 9.0,
    "first lifeless_topic": 4.0,
    "first cleft": 4.0,
    "first said_to_be": 4.0,
    "first owner": 4.0,
    "near 1|cleft": 4.0,
    "near -1|name line": 2.0,
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

SHOWN_FROM = {"other": 0.55, "story": 0.55}
"""The probability from which on a name is shown: a wrong name costs more than none."""

SPEAKERS = Rates(passes=12, step=0.1, pull=5.0, documents=8)
SPANS = Rates(passes=8, step=0.1, pull=6.0, documents=6)


def samples(cache: Path | None) -> list[Sample]:
    """Every annotated document with what is found in it."""
    if cache is not None and cache.is_file():
        return pickle.loads(cache.read_bytes())
    out = []
    for gold in gold_documents():
        document = document_of(gold)
        tokens = tokenize(document.text)
        found = find(document, tokens, find_mentions(document, tokens))
        records = {}
        for record in gold.records:
            records.setdefault(key_of(record, document.text), record)
        out.append(Sample(gold, document.text, found, records))
    if cache is not None:
        cache.write_bytes(pickle.dumps(out))
    return out


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
    chance = random.Random(0)
    for number in range(rates.passes):
        chance.shuffle(data)
        late = 2 * number >= rates.passes
        for coded in data:
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """A quotation that the program or the gold shows: both, right, the name shown right, and how sure it was.

    `blank`: a blank is right."""

    document: str
    genre: str
    shown: bool
    wanted: bool
    name: str
    exact: bool
    loose: bool
    probability: float
    story: bool
    scored: bool
    blank: bool
    error: str = ""
    signs: tuple[str, ...] = ()


def outcomes(sample: Sample, weights: Weights, *, threshold: bool = True) -> list[Outcome]:
    """What the program with these weights makes of a document, against its gold."""
    predicted = {}
    for quotation in sample.found.quotations(weights, threshold=threshold):
        if sample.counts(quotation.start):
            key = key_of({"start": quotation.start, "end": quotation.end, "form": quotation.form}, sample.text)
            predicted.setdefault(key, quotation)
    items = {(item.start + 1, item.end - 1): item for item in sample.found.items}
    out = []
    for key in predicted.keys() | sample.records.keys():
        quotation, record = predicted.get(key), sample.records.get(key)
        shown = quotation is not None and quotation.kind in SHOWN
        wanted = record is not None and record["class"] in SHOWN
        if not (shown or wanted):
            continue
        name = quotation.speaker if quotation is not None and shown else ""
        both = record is not None and shown and wanted
        exact = both and same_speaker(name, record)
        loose = both and same_speaker(name, record, loose=True)
        words = sample.text[max(0, key[0] - 50) : key[1] + 40].replace("\n", "/")
        wished = record and (record["class"], record["speaker"])
        ours = quotation and (quotation.kind, name, quotation.suggestion, round(quotation.probability, 2))
        error = f"{wished} ours {ours} {words}"
        out.append(
            Outcome(
                sample.gold.path.name, sample.gold.genre, shown, wanted, name, exact, loose,
                quotation.probability if quotation else 0.0, sample.found.story, key in items,
                both and same_speaker("", record), error, _signs(items.get(key), name),
            )
        )  # fmt: skip
    return out


def _signs(item: Item | None, name: str) -> tuple[str, ...]:
    """What makes a speaker of a story surer than his probability."""
    return tuple(signs_of(item.candidates[name].features)) if item and item.story and name in item.candidates else ()


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


def cut(held: Sequence[Outcome], weights: Weights) -> list[Outcome]:
    """Outcomes as they are shown under the thresholds and the calibration of `weights`."""
    out = []
    for o in held:
        if o.scored and o.name:
            probability = weights.sure_of(o.probability, o.story, o.signs)
            below = probability < weights.shown_from(o.story)
            o = Outcome(o.document, o.genre, o.shown, o.wanted, "" if below else o.name, o.blank if below else o.exact,
                        o.blank if below else o.loose, probability, o.story, True, o.blank, o.error, o.signs)  # fmt: skip
        out.append(o)
    return out


def table(title: str, held: Sequence[Outcome]) -> None:
    """Print a row a genre: spans as quotes, end to end with its interval, names wrong among those shown."""
    print(
        f"{title:22s} {'quotes':>7s} {'recall':>7s} {'end2end':>8s} {'95 %':>13s} {'speaker':>8s} {'wrong':>6s} {'blank':>6s} {'n':>5s}"
    )
    genres = defaultdict(list)
    for outcome in held:
        genres[outcome.genre].append(outcome)
        genres["~all"].append(outcome)
    for genre, mine in sorted(genres.items()):
        low, high = _interval(mine)
        both = [o for o in mine if o.shown and o.wanted]
        named = [o for o in mine if o.shown and o.name]
        wanted = sum(o.wanted for o in mine)
        wrong = sum(not o.loose for o in named if o.wanted)
        shown = sum(o.shown for o in mine)
        figures = (2 * len(both) / max(1, shown + wanted), len(both) / max(1, wanted), _end_to_end(mine))
        right, share = sum(o.exact for o in both) / max(1, len(both)), wrong / max(1, len(named))
        blank = sum(not o.exact and not o.name for o in both)
        print(
            f"{genre:22s} " + " ".join(f"{figure:8.3f}" for figure in figures)
            + f"   {low:.3f}–{high:.3f} {right:8.3f} {share:8.3f} {blank:8d} {wanted:8d}"
        )  # fmt: skip


def _end_to_end(mine: Sequence[Outcome]) -> float:
    total = sum(o.shown for o in mine) + sum(o.wanted for o in mine)
    return 2 * sum(o.exact for o in mine) / total if total else 0.0


def _interval(mine: Sequence[Outcome]) -> tuple[float, float]:
    """Where the end-to-end figure lies in 95 of 100 draws of whole documents."""
    documents = defaultdict(list)
    for outcome in mine:
        documents[outcome.document].append(outcome)
    chance, names = random.Random(1), sorted(documents)
    drawn = sorted(
        _end_to_end([o for name in chance.choices(names, k=len(names)) for o in documents[name]]) for _ in range(200)
    )
    return drawn[5], drawn[194]


def calibration(held: Sequence[Outcome]) -> None:
    """Print how often names shown at a probability are right."""
    for low, high in ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.6, 0.7), (0.5, 0.6), (0.0, 0.5)):
        mine = [o for o in held if o.name and o.wanted and o.shown and low <= o.probability < high]
        if mine:
            right = sum(o.exact for o in mine) / len(mine)
            print(f"probability {low:.1f}–{min(high, 1):.1f}: {right:.3f} right of {len(mine)}")


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
    passes, step, pull, documents = text.split(",")
    return Rates(int(passes), float(step), float(pull), int(documents))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables asked for; write the weights with --write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.train", description=__doc__)
    parser.add_argument("--check", action="store_true", help="leave documents out in turn and print what that gives")
    parser.add_argument("--write", action="store_true", help="write index/quotations/weights.tsv")
    parser.add_argument("--unseen", action="store_true", help="print the figures of what is kept aside")
    parser.add_argument("--stories", action="store_true", help="learn stories alone; other rows of the table stay")
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument("--errors", default="", help="print the errors of these genres (not of what is kept aside)")
    parser.add_argument("--cache", type=Path)
    for name, rates in (("speakers", SPEAKERS), ("spans", SPANS)):
        parser.add_argument(f"--{name}", default="", help=f"passes,step,pull,documents ({rates})")
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
        table("whoever is likeliest", held)
        shown = cut(held, weights)
        table("left out in turn", shown)
        calibration(shown)
        for outcome in shown:
            if outcome.genre in given.errors.split(",") and not (outcome.exact and outcome.shown and outcome.wanted):
                print(outcome.genre, outcome.document, outcome.error)
    if given.unseen:
        table("kept aside", [o for sample in every if sample.gold.unseen for o in outcomes(sample, weights)])
    if given.write:
        write(weights)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
