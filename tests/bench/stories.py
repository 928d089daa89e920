"""Who speaks in stories, by how the story tells it: `python -m tests.bench.stories [--cache FILE] [--folds 5]`.

Whole documents are left out in turn; of each quotation that the gold says is somebody's words it is printed whether
the right speaker is among the candidates, is the likeliest, is shown, and how often a wrong one is shown; then what is
right of all where a share of those shown may be wrong. Nothing that is kept aside is read.

Kinds, by what the text says in any of the forms that the gold accepts: *explicit* on the line of the words, *pronoun*
likewise, *beside* on the line before or behind, *implicit* neither; *I* where the one who tells speaks; *nobody*.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from inyo.index.people.titles import FIRST_PERSON, THIRD_PERSON
from inyo.index.quotations.scenes import signs_of
from inyo.index.quotations.scorer import Link, Weights, chain
from inyo.index.reading.zones import find_pairs
from tests.bench.gold import Record, same_speaker
from tests.bench.outcomes import Outcome, Sample, samples
from tests.bench.train import FIRST, calibrate, quoted_links, scene_chains
from tests.bench.train_scenes import learn_scenes

KINDS = ("explicit", "pronoun", "beside", "implicit", "I", "nobody")
SHARES = (0.05, 0.1, 0.15, 0.2)


@dataclass(frozen=True, slots=True)
class Told:
    """A quotation: how its speaker is told, whether he is among the candidates; the likeliest, whether he is right."""

    kind: str
    among: bool
    outcome: Outcome


def how_told(text: str, record: Record) -> str:
    """The kind of a record of the gold."""
    forms = [form for form in (record["speaker"], *record.get("aliases", ())) if form]
    if not record["speaker"]:
        return "nobody"
    if any(form in FIRST_PERSON for form in forms):
        return "I"
    before = text.rfind("\n", 0, record["start"])
    behind = text.find("\n", record["end"])
    behind = len(text) if behind < 0 else behind
    line = _narration(text[before + 1 : behind])
    if any(form in line for form in forms):
        return "explicit"
    if any(pronoun in line for pronoun in THIRD_PERSON):
        return "pronoun"
    beside = text[:before].rstrip("\n").rpartition("\n")[2] + text[behind:].lstrip("\n").partition("\n")[0]
    return "beside" if any(form in _narration(beside) for form in forms) else "implicit"


def _narration(text: str) -> str:
    """A text without what stands in brackets."""
    out, at = [], 0
    for pair in find_pairs(text):
        if pair.start >= at:
            out.append(text[at : pair.start])
            at = pair.end
    return "".join(out) + text[at:]


def left_out(documents: Sequence[Sample], folds: int) -> Iterator[Told]:
    """Every quotation of the gold under weights learnt from other documents."""
    order = list(documents)
    random.Random(5).shuffle(order)
    for fold in range(folds):
        weights = Weights()
        learn_scenes(scene_chains(each for at, each in enumerate(order) if at % folds != fold), FIRST, weights)
        for sample in order[fold::folds]:
            links, records = quoted_links(sample)
            found = weights.speakers(chain([link.item for link in links]))
            for link, record, names in zip(links, records, found, strict=True):
                yield _told(sample, link, record, names)


def _told(sample: Sample, link: Link, record: Record, names: dict[str, float]) -> Told:
    name, probability = next(iter(names.items()))
    exact, loose = same_speaker(name, record), same_speaker(name, record, loose=True)
    signs = tuple(signs_of(link.features.get(name, ())) if name else ())
    outcome = Outcome(
        sample.gold.path.name, sample.gold.genre, True, True, name, exact, loose, probability, True, True,
        same_speaker("", record), signs=signs,
    )  # fmt: skip
    return Told(how_told(sample.text, record), any(same_speaker(each, record) for each in names), outcome)


def table(told: Sequence[Told], weights: Weights) -> None:
    """Print a row a kind, and how much is right where a share of what is shown may be wrong."""
    kinds = defaultdict(list)
    for each in told:
        kinds[each.kind].append(each)
        kinds["all"].append(each)
    print(f"{'told':10s} {'n':>5s} {'among':>6s} {'right':>6s} {'shown right':>12s} {'shown wrong':>12s}")
    for kind in (*KINDS, "all"):
        mine = kinds[kind]
        shown = [each for each in mine if each.outcome.name and _sure(each, weights) >= weights.shown_from(True)]
        figures = (
            sum(each.among for each in mine), sum(each.outcome.exact for each in mine),
            sum(each.outcome.exact for each in shown), sum(not each.outcome.loose for each in shown),
        )  # fmt: skip
        print(f"{kind:10s} {len(mine):5d}" + "".join(f"{figure / max(1, len(mine)):9.3f}" for figure in figures))
    named = sorted((each for each in told if each.outcome.name), key=lambda each: -_sure(each, weights))
    for share in SHARES:
        right = wrong = best = 0
        least = 1.0
        for number, each in enumerate(named, 1):
            right, wrong = right + each.outcome.exact, wrong + (not each.outcome.loose)
            if wrong <= share * number:
                best, least = right, _sure(each, weights)
        print(f"wrong of those shown ≤ {share:.2f}: {best / max(1, len(told)):.3f} right of all, from {least:.2f} on")


def _sure(told: Told, weights: Weights) -> float:
    return weights.sure_of(told.outcome.probability, True, told.outcome.signs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.stories", description=__doc__)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    given = parser.parse_args(arguments)
    seen = [sample for sample in samples(given.cache) if sample.found.story and not sample.gold.unseen]
    told = list(left_out(seen, given.folds))
    weights = Weights()
    calibrate(weights, [each.outcome for each in told])
    table(told, weights)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
