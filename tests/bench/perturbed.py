"""Annotated texts with one thing changed that changes nobody: `python -m tests.bench.perturbed [--seed N] [--show N]`.

In every annotated article the speakers' names give way to others drawn by chance (those the dictionary has, rare given
names, rare surnames, both), its sentences get lines of their own, or its brackets are other marks. A row says how many
of the quotations that were right before are lost, and how many that were wrong are won. What is lost is what the
program owes to the very texts it was made on.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import extract
from inyo.index.reading.documents import read
from inyo.index.values.quotation import SHOWN
from tests.bench.edits import Edit, changed, moved
from tests.bench.gold import GoldDocument, Record, document_of, gold_documents, key_of, same_speaker
from tests.bench.reflowed import RUNNING, new_lines
from tests.bench.tables import Table, percent, show
from tests.bench.tsv import rows
from tests.paths import ROOT

NAMES = ROOT / "tests" / "data" / "names_put_in.tsv"
MARKS = ("“”", "〝〟")
"""What may stand in place of 「」."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed in a text, and what becomes of names by it."""

    edits: tuple[Edit, ...]
    names: dict[str, str]


@lru_cache(maxsize=1)
def words() -> dict[str, list[str]]:
    """The names to put in, by kind."""
    return {kind: names.split() for kind, names in rows(NAMES)}


def renamed(text: str, records: Iterable[Record], chance: random.Random, *, surnames: str, given: str) -> Change:
    """Speakers whom the dictionary knows by surname and given name, each under another name throughout the text."""
    spoken = {record["speaker"] for record in records if record["class"] in SHOWN}
    names: dict[str, str] = {}
    tokens = tokenize(text)
    for first, second in pairwise(tokens):
        surname, full = text[first.start : first.end], text[first.start : second.end]
        whole = first.pos.endswith("人名-姓") and second.pos.endswith("人名-名") and first.end == second.start
        if not whole or full not in spoken or surname in names or len(surname) < 2:
            continue
        names[surname] = _drawn(words()[surnames], text, names, chance)
        names[full] = names[surname] + _drawn(words()[given], text, names, chance)
    if not names:
        return Change((), {})
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return Change(tuple((*found.span(), names[found[0]]) for found in pattern.finditer(text)), names)


def _drawn(table: list[str], text: str, taken: dict[str, str], chance: random.Random) -> str:
    return chance.choice([word for word in table if word not in text and word not in taken.values()])


def set_apart(text: str, *_: object) -> Change:
    """Every sentence on a line of its own."""
    return Change(tuple(new_lines(text)), {})


def marked(marks: str) -> Callable[..., Change]:
    """Other marks in place of 「」, where the text has them nowhere."""

    def change(text: str, *_: object) -> Change:
        if any(mark in text for mark in marks):
            return Change((), {})
        places = ((at, marks["「」".index(char)]) for at, char in enumerate(text) if char in "「」")
        return Change(tuple((at, at + 1, mark) for at, mark in places), {})

    return change


CHANGES: dict[str, Callable[..., Change]] = {
    "known names": partial(renamed, surnames="known surname", given="known given"),
    "rare given": partial(renamed, surnames="known surname", given="rare given"),
    "rare surname": partial(renamed, surnames="rare surname", given="known given"),
    "rare names": partial(renamed, surnames="rare surname", given="rare given"),
    "lines": set_apart,
    **{marks: marked(marks) for marks in MARKS},
}


def speakers(path: Path) -> tuple[str, dict[tuple[int, int], str]]:
    """The text of a file, and who is shown as having said what, by span."""
    document = read(path)
    tokens = tokenize(document.text)
    found = extract(document, tokens, find_mentions(document, tokens))
    shown = ((one, {"start": one.start, "end": one.end, "form": one.form}) for one in found if one.kind in SHOWN)
    return document.text, {key_of(record, document.text): one.speaker for one, record in shown}


def outcomes(gold: GoldDocument, change: Change, folder: Path) -> Iterator[tuple[Record, bool, bool]]:
    """Whether the speaker of each record is right as the text is written and after the change."""
    document, records = document_of(gold)
    path = folder / gold.path.name
    path.write_text(changed(document.text, change.edits), "utf-8")
    _, before = speakers(gold.path)
    text, after = speakers(path)
    if text.strip() != path.read_text("utf-8").strip():
        return
    for record in records:
        if record["class"] in SHOWN:
            start, end = key_of(record, document.text)
            then = moved(start, change.edits), moved(end, change.edits, end=True)
            other = {**record, "speaker": change.names.get(record["speaker"], record["speaker"])}
            other["aliases"] = [change.names.get(alias, alias) for alias in record.get("aliases") or ()]
            right = (start, end) in before and same_speaker(before[start, end], record)
            yield record, right, then in after and same_speaker(after[then], other)


def main() -> None:
    """Print the table, with `--show N` so many of what is lost of each change."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.perturbed", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    lost: dict[str, list[str]] = defaultdict(list)
    counts = {name: [0, 0, 0] for name in CHANGES}
    documents = [gold for gold in gold_documents() if not (gold.unseen or gold.window) and gold.genre in RUNNING]
    with tempfile.TemporaryDirectory() as folder:
        for gold in documents:
            document, records = document_of(gold)
            if document.text.strip() != gold.path.read_text("utf-8").strip():
                continue
            for name, make in CHANGES.items():
                change = make(document.text, records, random.Random(f"{given.seed} {gold.path.name}"))
                for record, before, after in outcomes(gold, change, Path(folder)) if change.edits else ():
                    counts[name][0] += before
                    counts[name][1] += before and not after
                    counts[name][2] += after and not before
                    if before and not after:
                        lost[name].append(f"{gold.path.name} {record['speaker']}")
    table = [
        {"change": name, "right before": right, "lost": gone, "won": won, "lost, %": percent(gone, right)}
        for name, (right, gone, won) in counts.items()
    ]
    show(Table("quotations of annotated texts with one thing changed", table), 0)
    for name in CHANGES if given.show else ():
        print(name, *lost[name][: given.show], sep="\n  ")


if __name__ == "__main__":
    main()
