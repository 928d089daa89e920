"""What the program makes of annotated documents under some weights, and the tables of it: a row a genre, how sure
names are, and the anatomy of the errors by kind."""

from __future__ import annotations

import pickle
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import Found, find
from inyo.index.quotations.scorer import Weights, signs
from inyo.index.values.quotation import SHOWN, Quotation
from tests.bench.composed import composed_documents
from tests.bench.gold import GoldDocument, Record, document_of, gold_documents, key_of, same_speaker
from tests.bench.reflowed import REFLOWED, reflowed_documents


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


def samples(cache: Path | None) -> list[Sample]:
    """Every annotated document with what is found in it, the composed ones, and the copies that are set otherwise."""
    if cache is not None and cache.is_file():
        kept: list[Sample] = pickle.loads(cache.read_bytes())
        return kept
    out = []
    annotated = list(gold_documents())
    for gold in (*annotated, *composed_documents(), *reflowed_documents(annotated)):
        document, placed = document_of(gold)
        tokens = tokenize(document.text)
        found = find(document, tokens, find_mentions(document, tokens))
        if gold.genre == REFLOWED and found.story:
            continue
        records: dict[tuple[int, int], Record] = {}
        for record in placed:
            records.setdefault(key_of(record, document.text), record)
        out.append(Sample(gold, document.text, found, records))
    if cache is not None:
        cache.write_bytes(pickle.dumps(out))
    return out


@dataclass(frozen=True, slots=True)
class Outcome:
    """A quotation that the program or the gold shows: both, right, the name shown right, and how sure it was.

    `blank`: a blank is right; `among`: whether the right speaker is among the candidates, 'exact' or 'loose' or not;
    `bracketed`: it stands in brackets that the program found."""

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
    among: str = ""
    bracketed: bool = True


def outcomes(sample: Sample, weights: Weights, *, threshold: bool = True) -> list[Outcome]:
    """What the program with these weights makes of a document, against its gold."""
    predicted: dict[tuple[int, int], Quotation] = {}
    for found in sample.found.quotations(weights, threshold=threshold):
        if sample.counts(found.start):
            span = {"start": found.start, "end": found.end, "form": found.form}
            predicted.setdefault(key_of(span, sample.text), found)
    items = {(item.start + 1, item.end - 1): item for item in sample.found.items}
    brackets = {(span.start + 1, span.end - 1) for span in sample.found.spans}
    ranked = {(link.item.start + 1, link.item.end - 1): (link, names) for link, names in sample.found.ranked(weights)}
    out = []
    for key in predicted.keys() | sample.records.keys():
        quotation, record = predicted.get(key), sample.records.get(key)
        shown = quotation is not None and quotation.kind in SHOWN
        wanted = record is not None and record["class"] in SHOWN
        if not (shown or wanted):
            continue
        name = quotation.speaker if quotation is not None and shown else ""
        both = record is not None and shown and wanted
        exact = record is not None and both and same_speaker(name, record)
        loose = record is not None and both and same_speaker(name, record, loose=True)
        blank = record is not None and both and same_speaker("", record)
        words = _in_place(sample.text, *key)
        wished = record and (record["class"], record["speaker"])
        ours = quotation and (quotation.kind, name, quotation.suggestion, round(quotation.probability, 2))
        error = f"{wished} ours {ours} {words}"
        out.append(
            Outcome(
                sample.gold.path.name, sample.gold.genre, shown, wanted, name, exact, loose,
                quotation.probability if quotation else 0.0, sample.found.story, key in items,
                blank, error, tuple(signs(ranked[key][0], name)) if key in ranked else (),
                _among(ranked[key][1] if key in ranked else (), record), key in brackets,
            )
        )  # fmt: skip
    return out


def _in_place(text: str, start: int, end: int) -> str:
    """Words with what stands before and behind them, the middle of long ones left out."""
    middle = text[start:end] if end - start < 50 else f"{text[start : start + 22]}…{text[end - 22 : end]}"
    return f"{text[max(0, start - 110) : start]}[{middle}]{text[end : end + 60]}".replace("\n", "/")


def _among(names: Iterable[str], record: Record | None) -> str:
    """Whether the speaker of a record is among the names, and by which measure."""
    if record is None:
        return ""
    named = [name for name in names if name]
    for measure, loose in (("exact", False), ("loose", True)):
        if any(same_speaker(name, record, loose=loose) for name in named):
            return measure
    return ""


def cut(held: Sequence[Outcome], weights: Weights) -> list[Outcome]:
    """Outcomes as they are shown under the thresholds of `weights`."""
    out = []
    for o in held:
        hidden = o.scored and o.name and o.probability < weights.shown_from(o.story)
        out.append(replace(o, name="", exact=o.blank, loose=o.blank) if hidden else o)
    return out


def table(title: str, held: Sequence[Outcome]) -> None:
    """Print a row a genre: spans as quotes, end to end with its interval, names wrong among those shown."""
    print(
        f"{title:22s} {'quotes':>7s} {'recall':>7s} {'end2end':>8s} {'95 %':>13s} "
        f"{'speaker':>8s} {'wrong':>6s} {'blank':>6s} {'n':>5s}"
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


ERRORS = {
    "right": "right",
    "block missed": "words without brackets not found",
    "not taken": "brackets not taken for somebody's words",
    "block too much": "words without brackets that are nobody's",
    "taken": "brackets wrongly taken for somebody's words",
    "form": "the right one under another name",
    "absent": "the right one not among the candidates",
    "second": "among them, another shown",
    "blank second": "among them, nobody likelier",
    "low": "likeliest, below the threshold",
    "should be blank": "somebody shown where a blank is right",
    "layout": "a label or a layout gives another",
}
"""The kinds of errors, and what each means."""


def kind_of_error(outcome: Outcome, likeliest: Outcome) -> str:
    """The kind of an outcome as shown; `likeliest` is the same with whoever is likeliest shown."""
    if not (outcome.shown and outcome.wanted):
        if outcome.wanted:
            return "not taken" if outcome.bracketed else "block missed"
        return "taken" if outcome.bracketed else "block too much"
    if outcome.exact:
        return "right"
    if outcome.loose:
        return "form"
    if not outcome.scored:
        return "layout"
    if likeliest.exact and not outcome.name:
        return "low"
    if outcome.blank:
        return "should be blank"
    if outcome.among != "exact":
        return "form" if outcome.among == "loose" and likeliest.loose else "absent"
    return "second" if likeliest.name else "blank second"


def thresholds(held: Sequence[Outcome], weights: Weights) -> None:
    """Print what other probabilities to show a name from would give, outside stories: end to end, names wrong."""
    genres = sorted({o.genre for o in held if not o.story})
    print(f"{'shown from':12s}" + "".join(f"{genre[:10]:>14s}" for genre in genres))
    usual = weights.sure.get("other shown", 0.5)
    for level in (0.0, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        weights.sure["other shown"] = level
        shown = [o for o in cut(held, weights) if not o.story]
        cells = []
        for genre in genres:
            mine = [o for o in shown if o.genre == genre]
            named = [o for o in mine if o.shown and o.name]
            wrong = sum(not o.loose for o in named if o.wanted) / max(1, len(named))
            cells.append(f"{_end_to_end(mine):8.3f} {wrong:5.3f}")
        print(f"{level:<12.2f}" + "".join(cells))
    weights.sure["other shown"] = usual


def anatomy(shown: Sequence[Outcome], likeliest: Sequence[Outcome]) -> None:
    """Print how many outcomes of each kind a genre has."""
    genres: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome, best in zip(shown, likeliest, strict=True):
        genres[outcome.genre][kind_of_error(outcome, best)] += 1
    names = sorted(genres)
    print(f"{'errors by kind':50s}" + "".join(f"{name[:9]:>10s}" for name in names))
    for kind, words in ERRORS.items():
        print(f"{words:50s}" + "".join(f"{genres[name][kind]:10d}" for name in names))
