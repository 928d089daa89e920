"""How well people are found and told apart: python -m tests.bench.people [--json] [--errors] [--seeds FOLDER].

Two golds made by reading, of names and offsets alone: news articles (half of them held out from development) and the
seed articles, where the same person stands under several spellings over the documents.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from inyo.index.japanese.tokens import Token, tokenize
from inyo.index.people.linking import link_people
from inyo.index.people.mentions import find_mentions
from inyo.index.people.persons import People
from inyo.index.reading.documents import read
from inyo.index.values.document import Document
from inyo.index.values.mention import CERTAIN, Mention

DATA = Path(__file__).resolve().parent.parent / "data"
SHARED = Path(os.environ.get("INYO_SHARED", Path(__file__).resolve().parents[3] / "shared"))
HALVES = ("develop", "held-out")


@dataclass
class Counts:
    """Right, too many, missing; of the right ones, how many stand under the right full name."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    canonical: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def tokens_of(document: Document) -> tuple[Token, ...]:
    """The tokens of a document as the pipeline makes them."""
    return tuple(
        token
        for paragraph in document.paragraphs
        for token in tokenize(document.text[paragraph.start : paragraph.end], paragraph.start)
    )


def records(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def news(folder: Path, half: str, gold: Path = DATA / "people-news.jsonl") -> tuple[Counts, Counts]:
    """Mentions (exact spans of names) and names per document, against the gold of one half."""
    spans, names = Counts(), Counts()
    for record in records(gold):
        if record["half"] != half or not (folder / str(record["doc"])).is_file():
            continue
        document = read(folder / str(record["doc"]))
        wanted = {(start, end): name for start, end, name in record["mentions"]}
        either = record["either"]
        found = {
            (m.name_start, m.name_end): m.canonical
            for m in find_mentions(document, tokens_of(document))
            if m.score >= CERTAIN and not any(m.name_start < end and start < m.name_end for start, end in either)
        }
        count(spans, wanted, found, document.text, str(record["doc"]))
        by_name = {document.text[slice(*span)]: name for span, name in wanted.items()}
        count(names, by_name, {document.text[slice(*span)]: name for span, name in found.items()}, "", "")
    return spans, names


def count(counts: Counts, wanted: dict[Any, str], found: dict[Any, str], text: str, doc: str) -> None:
    counts.right += len(wanted.keys() & found.keys())
    counts.wrong += len(found.keys() - wanted.keys())
    counts.missing += len(wanted.keys() - found.keys())
    counts.canonical += sum(plain(wanted[key]) == plain(found[key]) for key in wanted.keys() & found.keys())
    if text:
        for sign, keys in (("+", found.keys() - wanted.keys()), ("-", wanted.keys() - found.keys())):
            for start, end in sorted(keys):
                around = f"{text[max(0, start - 10) : start]}[{text[start:end]}]{text[end : end + 10]}"
                counts.errors.append(f"{sign} {doc} {around}")
        for key in sorted(wanted.keys() & found.keys()):
            if plain(wanted[key]) != plain(found[key]):
                counts.errors.append(f"≠ {doc} {text[slice(*key)]}: {found[key]} for {wanted[key]}")


def plain(name: str) -> str:
    return "".join(char for char in name if char not in "・=＝ 　")


def seeds(folder: Path, gold: Path = DATA / "people-seeds.jsonl") -> dict[str, object]:
    """Every person found, and which spellings came together."""
    wanted = list(records(gold))
    mentions: dict[str, tuple[Mention, ...]] = {}
    for file in sorted({str(name) for record in wanted for name in record["files"]}):
        document = read(folder / file)
        mentions[file] = find_mentions(document, tokens_of(document))
    people = link_people([(file, found, ()) for file, found in mentions.items()])
    missing, extra, pairs, joined, false = [], [], 0, 0, []
    entry: dict[tuple[str, str], str] = {}
    for file, found in mentions.items():
        for mention in found:
            person = people.person_of(file, mention.canonical)
            if person:
                entry.setdefault((file, mention.name), person)
    owner: dict[tuple[str, str], str] = {}
    for record in wanted:
        places = [(file, name) for file, names in record["files"].items() for name in names]
        missing += [f"{file}: {name}" for file, name in places if (file, name) not in entry]
        owner.update(dict.fromkeys(places, str(record["canonical"])))
        by_spelling = {name: (file, name) for file, name in reversed(places)}
        for first, second in combinations(by_spelling.values(), 2):
            pairs += 1
            joined += entry.get(first, "?") == entry.get(second, "??")
    for first, second in combinations(sorted(owner), 2):
        if owner[first] != owner[second] and first in entry and entry[first] == entry.get(second):
            false.append(f"{first[1]} = {second[1]}")
    extra = sorted({f"{file}: {name}" for file, name in entry if (file, name) not in owner})
    return {
        "people": len(wanted), "entries": len(people.persons), "spellings": len(owner), "missing": missing,
        "pairs": pairs, "joined": joined, "false": sorted(set(false)), "extra": extra,
    }  # fmt: skip


def speed(folder: Path) -> float:
    """Milliseconds for 1,000 characters, tokens given."""
    documents = [read(path) for path in sorted(folder.glob("*.txt"))[:80]]
    tokens = [tokens_of(document) for document in documents]
    start = time.process_time()
    for document, given in zip(documents, tokens, strict=True):
        find_mentions(document, given)
    return (time.process_time() - start) * 1e6 / max(1, sum(len(document.text) for document in documents))


def linking_speed(people: int = 10_000) -> float:
    """Seconds to link mentions of as many different invented names in 1,000 documents."""
    import random

    rng = random.Random(4)
    letters = "アイウカキクサシスタチツナニヌハヒフマミムラリルレロンバビブダデド"
    names = ["".join(rng.choices(letters, k=rng.randint(3, 6))) for _ in range(people)]
    titles = ["大統領", "財務長官", "首相", "選手", "社長", ""]
    documents = []
    for number in range(1_000):
        chosen = names[number * people // 1_000 : (number + 1) * people // 1_000]
        found = tuple(Mention(0, 9, 0, 5, name, rng.choice(titles), name, 0.9) for name in chosen)
        documents.append((f"{number}.txt", found, ()))
    start = time.process_time()
    people_found: People = link_people(documents)
    assert people_found.persons
    return time.process_time() - start


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.people", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--errors", action="store_true", help="show what went wrong in the developing half")
    parser.add_argument("--seeds", type=Path, default=SHARED / "seeds")
    parser.add_argument("--news", type=Path, default=SHARED / "quotes" / "dev")
    options = parser.parse_args(arguments)
    if not options.news.is_dir():
        print(f"no texts at {options.news}: set INYO_SHARED or --news", file=sys.stderr)
        return 2
    result: dict[str, object] = {}
    for half in HALVES:
        spans, names = news(options.news, half)
        for what, counts in (("mentions", spans), ("names", names)):
            result[f"{half} {what}"] = {
                "precision": round(counts.precision, 3), "recall": round(counts.recall, 3), "f1": round(counts.f1, 3),
                "canonical": round(counts.canonical / max(1, counts.right), 3), "gold": counts.right + counts.missing,
            }  # fmt: skip
        if options.errors and half == "develop":
            print("\n".join(spans.errors))
    result["seeds"] = seeds(options.seeds)
    result["ms per 1,000 characters"] = round(speed(options.news), 2)
    result["seconds to link 10,000 names"] = round(linking_speed(), 2)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return 0
    for name, figures in result.items():
        if isinstance(figures, dict):
            print(f"{name:20}", "  ".join(f"{key} {value}" for key, value in figures.items()))
        else:
            print(f"{name:30} {figures}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
