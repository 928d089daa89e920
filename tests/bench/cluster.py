"""The engine on a cluster beside the one on this machine: `python -m tests.bench.cluster [part …]`.

Parts: answers (variants, own cases, substrings, nouns in kana, romaji and as written: the same passages, marks, first
hit), people (quotations, people, pairs, facets), times, books (many books on three nodes, of which one is killed while
they are indexed and one while they are searched). A cluster of its own is started unless INYO_BENCH_ENGINE names one.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inyo.index.collection import Collection, Said
from inyo.index.engine.interface import Index
from inyo.index.engine.local.store import Store
from inyo.index.engine.opensearch.connection import Connection, address_of
from inyo.index.engine.opensearch.engine import ClusterIndex
from inyo.index.engine.words.synonyms import Synonyms
from inyo.index.own.corrections import Corrections
from inyo.index.people.aliases import AliasRules
from inyo.index.values.document import FileNames
from inyo.index.values.hits import Answer
from inyo.index.values.progress import Progress
from tests.bench import search as cases_bench
from tests.bench.search_corpus import romaji
from tests.bench.search_together import _hiragana, news, nouns
from tests.bench.tables import Table, percent, show
from tests.cluster.nodes import Cluster, Unavailable
from tests.cluster.nodes import cluster as started

SHARED = cases_bench.SHARED
ROOT = cases_bench.ROOT
BOOKS = SHARED / "aozora"
SEED = int(os.environ.get("INYO_BENCH_SEED", "29"))
"""Of what is drawn; another for strings and words that nobody has looked at."""


@dataclass
class Both:
    """One folder in both engines."""

    folder: Path
    local: Collection
    remote: Collection
    indices: tuple[Store, ClusterIndex]
    seconds: tuple[float, float] = (0.0, 0.0)


def collection(index: Index, folder: Path, kept: Path) -> Collection:
    """A collection over an index, of a reader who has said nothing."""
    return Collection(index, FileNames((folder,)), Said(Corrections(kept / "c.jsonl"), AliasRules(), Synonyms()))


def both(folder: Path, work: Path, engine: str) -> Both:
    """A folder indexed in both engines."""
    local = Store.open((folder,), work / "cache")
    began = time.monotonic()
    local.update()
    middle = time.monotonic()
    remote = ClusterIndex.open((folder,), engine, work / "cache")
    remote.update()
    seconds = middle - began, time.monotonic() - middle
    indices = local, remote
    return Both(folder, collection(local, folder, work), collection(remote, folder, work), indices, seconds)


@dataclass
class Agreement:
    """How far two engines gave the same answers."""

    cases: int = 0
    passages: int = 0
    marks: int = 0
    first: int = 0
    order: int = 0
    above: int = 0
    hits: int = 0
    different: list[str] = field(default_factory=list)

    def compare(self, query: str, one: Answer, other: Answer) -> None:
        """Take in two answers to one query."""
        self.cases += 1
        ours, theirs = (
            {(hit.file, hit.start): ([(span.start, span.end) for span in hit.spans], hit.below) for hit in each.hits}
            for each in (one, other)
        )
        same = ours.keys() == theirs.keys() and (one.total, one.weaker) == (other.total, other.weaker)
        marked = same and ours == theirs
        above = [{place: spans for place, (spans, below) in hits.items() if not below} for hits in (ours, theirs)]
        self.above += above[0] == above[1] and one.total == other.total
        heads = [[(hit.file, hit.start) for hit in each.hits[:1]] for each in (one, other)]
        self.hits += len(ours)
        self.passages += same
        self.marks += marked
        self.first += heads[0] == heads[1]
        self.order += [(hit.file, hit.start) for hit in one.hits] == [(hit.file, hit.start) for hit in other.hits]
        if not marked or heads[0] != heads[1]:
            less, more = len(ours.keys() - theirs.keys()), len(theirs.keys() - ours.keys())
            what = f"-{less} +{more}" if not same else "marks" if not marked else "first"
            self.different.append(f"{query}: {what}; {one.total}+{one.weaker} {other.total}+{other.weaker}")

    def row(self, name: str) -> dict[str, Any]:
        return {
            "queries": name, "cases": self.cases, "hits": self.hits,
            "same passages": percent(self.passages, self.cases),
            "and marks": percent(self.marks, self.cases), "above the line": percent(self.above, self.cases),
            "same first": percent(self.first, self.cases),
            "same order": percent(self.order, self.cases),
        }  # fmt: skip


def agreement(of: Both, queries: Sequence[str]) -> Agreement:
    """Both engines' answers to some queries."""
    found = Agreement()
    for query in queries:
        one, other = (each.searcher.search(query, limit=2_000) for each in (of.local, of.remote))
        found.compare(query, one, other)
    return found


def mixed(folder: Path, cases: Sequence[dict[str, Any]]) -> None:
    """The news, the demo and the sentences of all cases as files of one folder."""
    for source in (cases_bench.ARTICLES, ROOT / "seeds"):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns(".*"))
    for number, case in enumerate(cases):
        for kind in ("hit", "miss"):
            if case.get(kind):
                part = folder / f"cases{number // 200}"
                part.mkdir(exist_ok=True)
                (part / f"{kind}{number}.txt").write_text(f"無題\n\n{case[kind]}\n", "utf-8")


def substrings(of: Both, count: int, seed: int) -> list[str]:
    """Strings of 1 to 8 characters from anywhere in the texts."""
    draw = random.Random(seed)
    index = of.indices[0]
    keys = [each.key for each in index.documents() if each.characters > 40]
    found: list[str] = []
    while len(found) < count:
        text = index.document(draw.choice(keys)).text
        size, at = draw.randint(1, 8), draw.randrange(len(text) - 8)
        string = text[at : at + size].strip()
        if string and "\n" not in string:
            found.append(string)
    return found


def measure_answers(engine: str, work: Path, least: int) -> Table:
    """Every query of the search bench on both engines."""
    own = cases_bench.cases(cases_bench.CASES)
    variants = SHARED / "search" / "variants.jsonl"
    given = cases_bench.cases(variants) if variants.exists() else []
    folder = work / "mixed"
    folder.mkdir()
    mixed(folder, [*given, *own])
    of = both(folder, work, f"{engine}/answers")
    table = Table("the same answers on both engines")
    draw = random.Random(SEED)
    chosen = own if not least else draw.sample(own, min(least, len(own)))
    words = nouns(news((cases_bench.ARTICLES,)), least or 250, SEED + 12)
    readings = [noun.keys.readings[0] for noun in words]
    kinds: dict[str, list[str]] = {
        "variants": [case["query"] for case in given],
        "own cases": [case["query"] for case in chosen],
        "substrings": substrings(of, least or 400, SEED),
        "phrases": [f'"{each}"' for each in substrings(of, (least or 400) // 2, SEED + 1)],
        "kana": list(map(_hiragana, readings)),
        "romaji": list(map(romaji, readings)),
        "written": [noun.surface for noun in words],
        "two words": [f"{one.surface} {other.surface}" for one, other in zip(words[::2], words[1::2], strict=False)],
        "operators": _operators(words),
    }
    total = Agreement()
    for name, queries in kinds.items():
        one = agreement(of, queries)
        table.rows.append(one.row(name))
        print(" ".join(f"{key}: {value}" for key, value in table.rows[-1].items()), flush=True)
        table.failures += [f"{name}: {each}" for each in one.different]
        for each in ("cases", "hits", "passages", "marks", "above", "first", "order"):
            setattr(total, each, getattr(total, each) + getattr(one, each))
    table.rows.append(total.row("all"))
    return table


def _operators(words: Sequence[Any]) -> list[str]:
    one, other, third = (word.surface for word in words[:3])
    return [
        f"{one} OR {other}", f"{one} -{other}", f"({one} OR {other}) {third}", f"{one} NEAR/5 {other}",
        f"in:title {one}", f"in:document {one} {other}", f"{one[:1]}*{one[-1:]}", f"kind:txt {one}",
        "date:2024 選挙", "-選挙 date:2024", "file:seeds", "by:トランプ", "person:トランプ", "person:トランプ 会談",
        "/第[0-9]+回/", "首相 会談 発表",
    ]  # fmt: skip


def measure_people(engine: str, work: Path, _: int) -> Table:
    """Quotations, mentions, people, pairs, facets: document by document."""
    folder = work / "people"
    folder.mkdir()
    mixed(folder, [])
    of = both(folder, work, f"{engine}/people")
    local, remote = of.indices
    table = Table("quotations and people on both engines")
    keys = [each.key for each in local.documents()]
    row: dict[str, Any] = {"documents": local.documents() == remote.documents()}
    for name in ("document", "quotations", "mentions", "pairs", "places"):
        same = sum(getattr(local, name)(key) == getattr(remote, name)(key) for key in keys)
        row[name] = percent(same, len(keys))
    row["people"] = of.local.persons == of.remote.persons
    row["facets"] = of.local.facets("選挙") == of.remote.facets("選挙") and of.local.facets("") == of.remote.facets("")
    row["sketches"] = list(local.sketches()) == list(remote.sketches())
    table.rows.append(row)
    return table


_TIMED = (
    "東京",
    "先生",
    "とうきょう",
    "toukyou",
    "雨 傘",
    "しゅうきんぺい",
    "人",
    '"その時"',
    "桜の森",
    "ヴェニス",
    "走った",
    "北海道 旅",
)


def measure_books(engine: str, work: Path, least: int, nodes: Cluster | None = None) -> Table:
    """Books on three nodes: one killed while they are indexed, one while they are searched; times and room."""
    folder = work / "books"
    folder.mkdir()
    for file in sorted(BOOKS.glob("*.txt"))[: least or None]:
        (folder / file.name).symlink_to(file)
    copies = work / "copies"
    copies.mkdir()
    for file in folder.iterdir():
        shutil.copy(file.resolve(), copies / file.name)
    table = Table("books on the cluster")
    done = threading.Event()

    def tell(progress: Progress) -> None:
        if nodes and progress.total and progress.done >= progress.total // 3 and not done.is_set():
            done.set()
            nodes.kill(2)
            print(f"node killed at {progress.done} of {progress.total}", flush=True)

    began, spent = time.monotonic(), os.times()
    remote = ClusterIndex.open((copies,), f"{engine}/books", work / "cache")
    report = remote.update(tell)
    took = time.monotonic() - began
    used = sum(os.times()[:4]) - sum(spent[:4])
    if nodes:
        nodes.start(2)
        nodes.wait(3, "green")
    local = Store.open((copies,), work / "cache")
    began, spent = time.monotonic(), os.times()
    local.update()
    local_took, local_used = time.monotonic() - began, sum(os.times()[:4]) - sum(spent[:4])
    passages = sum(int(segment.live.sum()) for segment in local.segments())
    size = sum(file.stat().st_size for file in local.folder.rglob("*") if file.is_file())
    table.rows.append({
        "documents": len(local.documents()), "there": len(remote.documents()), "passages": passages,
        "complete": report.complete, "seconds": round(took), "cpu": round(used), "passages/s": round(passages / took),
        "local s": round(local_took), "local cpu": round(local_used), "bytes/passage": _room(engine, "books", passages),
        "local b/p": round(size / passages),
    })  # fmt: skip
    show(table, 0)
    of = Both(copies, collection(local, copies, work), collection(remote, copies, work), (local, remote))
    shown = Table("milliseconds a query (new to the searcher, then again), and whether the answers are the same")
    found = Agreement()
    for query in _TIMED:
        row: dict[str, Any] = {"query": query}
        answers = []
        for name, one in (("local", of.local), ("cluster", of.remote)):
            search = one.searcher
            times = []
            for _ in range(2):
                start = time.monotonic()
                answer = search.search(query, limit=100)
                times.append(1000 * (time.monotonic() - start))
            answers.append(answer)
            row[name], row[f"{name} again"] = round(times[0]), round(times[1])
        found.compare(query, *answers)
        row["found"], row["by cluster"] = answers[0].total, answers[1].total
        shown.rows.append(row)
    show(shown, 0)
    if nodes:
        table.failures += _one_dies(nodes, of)
    table.rows = [found.row("books")]
    table.failures += found.different
    return table


def _one_dies(nodes: Cluster, of: Both) -> Iterator[str]:
    """Search while a node dies: every search answers, the same as before."""
    queries = list(_TIMED[:6])
    before = [of.remote.searcher.search(query, limit=50).total for query in queries]
    times: list[float] = []
    wrong = 0
    for turn in range(40):
        if turn == 10:
            nodes.kill(1)
        query = queries[turn % len(queries)]
        start = time.monotonic()
        fresh = collection(of.indices[1], of.folder, of.folder.parent)  # remembers nothing
        wrong += fresh.searcher.search(query, limit=50).total != before[turn % len(queries)]
        times.append(time.monotonic() - start)
    yield (f"40 searches while a node died: {wrong} with another number of hits; median "
           f"{1000 * statistics.median(times):.0f} ms, longest {1000 * max(times):.0f} ms")  # fmt: skip


def _room(engine: str, name: str, passages: int) -> int:
    """Bytes the cluster needs for a passage, without copies."""
    connection = Connection(address_of(f"{engine}/{name}"))
    connection.call("POST", f"/{name}-*/_forcemerge", parameters={"max_num_segments": 1}, patience=300)
    stats = connection.call("GET", f"/{name}-*/_stats/store")
    for index, each in sorted(stats["indices"].items()):
        print(f"  {index}: {each['primaries']['store']['size_in_bytes'] / passages:.0f} bytes a passage", flush=True)
    return int(stats["_all"]["primaries"]["store"]["size_in_bytes"]) // passages


PARTS: dict[str, Callable[..., Table]] = {
    "answers": measure_answers,
    "people": measure_people,
    "books": measure_books,
}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cluster", description=__doc__)
    parser.add_argument("parts", nargs="*", help="which parts; all by default")
    parser.add_argument("--nodes", type=int, default=0, help="nodes to start (default: three for books, else one)")
    parser.add_argument("--most", type=int, default=0, help="books or cases of each kind at most")
    parser.add_argument("--failures", type=int, default=40)
    chosen = parser.parse_args()
    given = os.environ.get("INYO_BENCH_ENGINE", "")
    for name in chosen.parts or PARTS:
        with contextlib.ExitStack() as stack:
            work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            nodes = None
            if not given:
                try:
                    nodes = stack.enter_context(started(chosen.nodes or (3 if name == "books" else 1)))
                except Unavailable as error:
                    print(f"no cluster: {error}", file=sys.stderr)
                    return 2
            engine = given or ",".join([nodes.addresses[0], *(each[7:] for each in nodes.addresses[1:])])
            more = {"nodes": nodes} if name == "books" and nodes and len(nodes.http) > 1 else {}
            show(PARTS[name](engine, work, chosen.most, **more), chosen.failures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
