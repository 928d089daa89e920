"""Who said what, measured: `python -m tests.bench.quotations [--json] [--errors N] [SET…]`.

A row a set: gold of the shared seeds (all zones, body), the news articles and the windows of novels annotated for
this project (tests/data/gold: offsets and names; the texts are read from the shared folder), the texts written for
this project (tests/data/gold/own, a row a genre, and the quarter kept aside as one row whose errors are never
printed), and the demo collection. Sets whose texts are absent are left out. Of the novels, in the order of their file
names, the odd ones are developed on and the even ones held out, of the later ones (`more`) three are kept aside; only
what lies inside a record's `window` counts there.
Definitions as in the annotation guideline: a span counts when start and end agree after one enclosing pair of
brackets is removed; a speaker when the canonical name or an alias agrees after NFKC, without spaces, middle dots and
titles; end to end is span, speech-or-not and speaker at once. `kind` is the share of them whose kind, spoken or
written, agrees; wrong names are quotations shown with somebody else's name, a name on one that has no speaker
included.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import extract
from inyo.index.reading.documents import read
from inyo.index.values.quotation import SHOWN
from tests.bench import treebank
from tests.bench.gold import GOLD, ROOT, Record, placed, same_speaker
from tests.bench.gold import key_of as span_of

ASIDE = ("aside", "alt aside", "wikinews aside", "novels aside")
"""The sets kept aside; their errors are never printed."""

Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated set: its records, and the folder their documents lie in."""

    name: str
    records: tuple[Record, ...]
    folder: Path
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one set. `shown` and `named` are predicted quotations, `gold` annotated ones, `found` in both."""

    name: str
    spans: tuple[int, int, int]
    quotes: tuple[int, int, int]
    exact: int
    kinds: int
    wrong: int
    named: int
    characters: int
    seconds: float
    tokenizing: float

    @staticmethod
    def f1(hits: int, predicted: int, annotated: int) -> float:
        return 2 * hits / (predicted + annotated) if predicted + annotated else 0.0

    def row(self) -> dict[str, Any]:
        found, shown, annotated = self.quotes
        thousand = self.characters / 1000 or 1.0
        return {
            "set": self.name,
            "spans": round(self.f1(*self.spans), 3),
            "quotes": round(self.f1(*self.quotes), 3),
            "speaker": round(self.exact / found, 3) if found else 0.0,
            "kind": round(self.kinds / found, 3) if found else 0.0,
            "wrong": round(self.wrong / shown, 3) if shown else 0.0,
            "named": round(self.named / shown, 3) if shown else 0.0,
            "end2end": round(self.f1(self.exact, shown, annotated), 3),
            "n": annotated,
            "ms/1000": round(self.seconds * 1000 / thousand, 2),
            "ms/1000 with tokens": round((self.seconds + self.tokenizing) * 1000 / thousand, 2),
        }


def key_of(record: Record, text: str) -> Key:
    """Document and span without one enclosing pair of brackets; a block's span as it is."""
    return (record["doc"], *span_of(record, text))


def gold_sets(shared: Path, demo: Path) -> Iterator[Gold]:
    """The annotated sets whose documents are at hand."""

    def load(path: Path) -> tuple[Record, ...]:
        return tuple(json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())

    seeds = shared / "quotes" / "gold-seeds.jsonl"
    if seeds.is_file():
        records = load(seeds)
        yield Gold("seeds", records, shared / "seeds")
        yield Gold("seeds body", records, shared / "seeds", ("body",))
    if (shared / "quotes" / "dev").is_dir():
        for path in sorted(GOLD.glob("wikinews-*.jsonl")):
            yield Gold(path.stem, load(path), shared / "quotes" / "dev")
        yield Gold(ASIDE[2], load(GOLD / "aside" / "wikinews.jsonl"), shared / "quotes" / "dev")
    if (shared / "quotes" / "alt" / "train.ja").is_file():
        for name, path in zip(("alt-a", ASIDE[1]), treebank.SETS, strict=True):
            yield Gold(name, load(path), treebank.articles(shared))
    novels = GOLD / "aozora.jsonl"
    if novels.is_file() and (shared / "aozora").is_dir():
        records = load(novels)
        books = sorted({record["doc"] for record in records})
        for name, kept in (("novels odd", set(books[::2])), ("novels even", set(books[1::2]))):
            yield Gold(name, tuple(record for record in records if record["doc"] in kept), shared / "aozora")
    for name, more in (("novels more", GOLD / "aozora-b.jsonl"), (ASIDE[3], GOLD / "aside" / "aozora.jsonl")):
        if more.is_file() and (shared / "aozora").is_dir():
            yield Gold(name, load(more), shared / "aozora")
    own = load(GOLD / "own" / "gold.jsonl")
    for genre in sorted({record["doc"].rpartition("_")[0] for record in own}):
        of_genre = tuple(record for record in own if record["doc"].rpartition("_")[0] == genre)
        yield Gold(f"own {genre}", of_genre, GOLD / "own")
    yield Gold(ASIDE[0], load(GOLD / "aside" / "gold.jsonl"), GOLD / "aside")
    if (demo / ".gold.jsonl").is_file():
        yield Gold("demo", load(demo / ".gold.jsonl"), demo)
        yield Gold("demo body", load(demo / ".gold.jsonl"), demo, ("body",))


def measure(gold: Gold) -> tuple[Score, list[str]]:
    """The score of a set, and a line for each error."""
    predicted: dict[Key, Record] = {}
    annotated: dict[Key, Record] = {}
    elsewhere: set[Key] = set()
    characters, seconds, tokenizing = 0, 0.0, 0.0
    for name in dict.fromkeys(record["doc"] for record in gold.records):
        document = read(gold.folder / name)
        text = document.text
        began = time.perf_counter()
        tokens = tokenize(text)
        tokenized = time.perf_counter()
        mentions = find_mentions(document, tokens)
        found = time.perf_counter()
        quotations = extract(document, tokens, mentions)
        seconds += time.perf_counter() - found
        tokenizing += tokenized - began
        characters += len(text)
        window = next((record["window"] for record in gold.records if record["doc"] == name and "window" in record), ())
        for quotation in quotations:
            if quotation.kind == "indirect" or (window and not window[0] <= quotation.start < window[1]):
                continue
            record = {
                "doc": name,
                "start": quotation.start,
                "end": quotation.end,
                "class": quotation.kind,
                "form": quotation.form,
                "speaker": quotation.speaker,
                "text": quotation.text,
            }
            predicted.setdefault(key_of(record, text), record)
        of_document = [record for record in gold.records if record["doc"] == name]
        for record in placed(of_document, gold.folder / name, text):
            key = key_of(record, text)
            if gold.zones and record.get("zone", "body") not in gold.zones:
                elsewhere.add(key)
            else:
                annotated.setdefault(key, {**record, "text": text[record["start"] : record["end"]]})
    for key in elsewhere - annotated.keys():
        predicted.pop(key, None)
    matched = predicted.keys() & annotated.keys()
    shown = {key for key, record in predicted.items() if record["class"] in SHOWN}
    wanted = {key for key, record in annotated.items() if record["class"] in SHOWN}
    both = shown & wanted
    exact = {key for key in both if same_speaker(predicted[key]["speaker"], annotated[key])}
    wrong = {
        key
        for key in both
        if predicted[key]["speaker"] and not same_speaker(predicted[key]["speaker"], annotated[key], loose=True)
    }
    named = sum(bool(predicted[key]["speaker"]) for key in shown)
    score = Score(
        gold.name,
        (len(matched), len(predicted), len(annotated)),
        (len(both), len(shown), len(wanted)),
        len(exact),
        sum(predicted[key]["class"] == annotated[key]["class"] for key in both),
        len(wrong),
        named,
        characters,
        seconds,
        tokenizing,
    )
    return score, list(_errors(predicted, annotated, shown, wanted, exact))


def _errors(
    predicted: dict[Key, Record], annotated: dict[Key, Record], shown: set[Key], wanted: set[Key], exact: set[Key]
) -> Iterator[str]:
    for key in sorted(shown | wanted):
        if key in exact:
            continue
        why = "speaker" if key in shown and key in wanted else "missed" if key in wanted else "spurious"
        gold, ours = annotated.get(key), predicted.get(key)
        text = (gold or ours or {})["text"][:40].replace("\n", "/")
        yield f"{why:8s} {key[0][:20]} {key[1]} {text} gold={gold and gold['speaker']} ours={ours and ours['speaker']}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or one JSON object a set; exit 1 when no set is at hand."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quotations", description=__doc__)
    parser.add_argument("sets", nargs="*", help="sets to measure (default: all)")
    parser.add_argument("--json", action="store_true", help="one JSON object a set")
    parser.add_argument("--errors", type=int, default=0, help="print so many errors a set")
    given = parser.parse_args(arguments)
    shared = Path(os.environ.get("INYO_SHARED", ROOT.parent / "shared"))
    rows = 0
    for gold in gold_sets(shared, ROOT / "seeds"):
        if given.sets and gold.name not in given.sets:
            continue
        score, errors = measure(gold)
        row = score.row()
        if given.json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            if not rows:
                print("  ".join(f"{name:>10s}" for name in row))
            print("  ".join(f"{value:>10}" for value in row.values()))
        for line in errors[: given.errors] if gold.name not in ASIDE else ():
            print("    " + line)
        rows += 1
    if not rows:
        print("no annotated texts at hand: set INYO_SHARED to the folder of shared texts", file=sys.stderr)
    return 0 if rows else 1


if __name__ == "__main__":
    raise SystemExit(main())
