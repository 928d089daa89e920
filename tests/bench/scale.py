"""Building and answering as a collection grows: `python -m tests.bench.scale [--corpus DIR] [--size N] [--peers]`.

Builds an index over N books (those of DIR, or our demo collection and, where it is, $INYO_SHARED/aozora; repeated under
other names up to the size) in a folder of its own, then asks every kind of query in a fresh process: the first of its
kind (cold), and then others of the kind (warm). A query is all that a person waits for: every field, spans, 50 hits.
Memory of the build is the process tree's, shared pages counted once. With --peers the same passages in tantivy, SQLite
FTS5 (trigram), ripgrep and Whoosh as shipped, as far as they are installed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from inyo.index.engine.local.store import Store
from inyo.index.engine.segments import Field
from inyo.index.library import Library
from inyo.index.reading.formats import ENDINGS, ending_of
from tests.bench.memory import Peak, kept, of_tree
from tests.bench.peers import peers
from tests.bench.search_corpus import romaji
from tests.bench.tables import Table, show

ROOT = Path(__file__).resolve().parents[2]
EACH = 20
"""Queries of a kind."""
LIMIT = 50
SHORTEST, COMMONEST = 2, 2_000
_EVERY = 0.3
"""Seconds between two looks at the memory."""


def books(corpus: Path | None) -> list[Path]:
    """The documents to repeat."""
    shared = Path(os.environ.get("INYO_SHARED", ROOT.parent / "shared"))
    folders = [corpus] if corpus else [ROOT / "seeds", shared / "aozora"]
    found = (path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*")))
    return [path for path in found if path.is_file() and ending_of(path.name) in ENDINGS]


def lay_out(found: list[Path], size: int, folder: Path) -> None:
    """The first `size` books in a folder, once more under other names where there are too few."""
    folder.mkdir(parents=True)
    for number in range(size):
        again, at = divmod(number, len(found))
        shutil.copyfile(found[at], folder / f"{again:03}-{at:05}-{found[at].name}")


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def build(documents: Path, cache: Path) -> tuple[Table, Store]:
    """The index, and what it took."""
    store = Store.open([documents], cache)
    began, cpu = time.perf_counter(), _cpu()
    with Peak(of_tree, _EVERY) as memory:
        store.update()
    took, used = time.perf_counter() - began, _cpu() - cpu
    known = store.documents()
    characters = sum(each.characters for each in known)
    text = sum(len(store.document(each.key).text.encode("utf-8", "surrogatepass")) for each in known)
    size = sum(file.stat().st_size for file in store.folder.rglob("*") if file.is_file())
    table = Table("building")
    for name, value in {
        "documents": len(known), "characters": characters,
        "passages": sum(int(each.live.sum()) for each in store.segments()), "segments": len(store.segments()),
        "seconds": took, "CPU seconds": used, "characters/s": characters / took, "peak MB": memory.peak,
        "text MB": text / 1e6, "index MB": size / 1e6, "index / text": size / text,
    }.items():  # fmt: skip
        table.rows.append({"": name, "value": f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"})
    return table, store


def sizes(store: Store) -> Table:
    """Bytes by field and record, and their share of the index."""
    found: Counter[str] = Counter()
    for segment in store.segments():
        for name, size in segment.block.sections.sizes().items():
            known = name.partition(".")[0]
            field = Field(known).name if known in tuple(Field) else known
            found[f"{field} {name.partition('.')[2]}" if field != known else field] += size
    whole = sum(found.values())
    table = Table("the index by part")
    small = [name for name, size in found.items() if size < whole / 200]
    found["all others"] = sum(found.pop(name) for name in small)
    for name, size in found.most_common():
        table.rows.append({"part": name, "MB": f"{size / 1e6:.2f}", "%": f"{100 * size / whole:.1f}"})
    return table


def queries(store: Store) -> dict[str, list[str]]:
    """Queries by kind, drawn from what the index holds."""
    draw = random.Random(31)
    counts: Counter[str] = Counter()
    readings: Counter[str] = Counter()
    for segment in store.segments():
        for field, into in ((Field.LEMMA, counts), (Field.READING, readings)):
            for term in segment.terms(field):
                if len(term) >= SHORTEST + (field is Field.READING):
                    into[term] += len(segment.positions(field, term))
    words = [term for term, _ in counts.most_common(COMMONEST) if term.isalpha()]
    heard = [term for term, _ in readings.most_common(COMMONEST) if term.isalpha()]
    long = [word for word in words if len(word) >= 3] or words
    texts = [segment.text(draw.randrange(segment.passages)) for segment in store.segments() for _ in range(9 * EACH)]
    lines = [text.strip().partition("。")[0] for text in texts]
    sentences = [line for line in lines if 15 <= len(line) <= 60 and '"' not in line] or words
    speakers = Counter(each.speaker for one in store.documents() for each in store.quotations(one.key) if each.speaker)
    names = [name for name, _ in speakers.most_common(5 * EACH)] or words

    def some(make: Callable[[], str]) -> list[str]:
        return [make() for _ in range(EACH)]

    return {
        "word": some(lambda: draw.choice(words)),
        "AND": some(lambda: " ".join(draw.sample(words, 2))),
        "OR": some(lambda: " OR ".join(draw.sample(words, 5))),
        "phrase": some(lambda: f'"{draw.choice(sentences)[2:8]}"'),
        "prefix": some(lambda: f"{draw.choice(words)[:2]}*"),
        "suffix": some(lambda: f"*{draw.choice(words)[-2:]}"),
        "wildcard": some(lambda: (lambda word: f"{word[0]}*{word[-1]}")(draw.choice(long))),
        "typo": some(lambda: (lambda word: f"{word[0]}{word[2]}{word[1]}{word[3:]}ん")(draw.choice(long))),
        "kana": some(lambda: draw.choice(heard)),
        "romaji": some(lambda: romaji(draw.choice(heard))),
        "by:": some(lambda: f"by:{draw.choice(names)} {draw.choice(words)}"),
        "sentence": some(lambda: draw.choice(sentences)),
        "many words": some(lambda: " ".join(draw.sample(words, 8))),
    }


def ask(documents: str, cache: str, typed: list[str]) -> None:
    """In a process of its own: open, ask all, print what each took as JSON."""
    before = kept("self", "status", "VmRSS:")
    began = time.perf_counter()
    library = Library.open([documents], cache=Path(cache), data=Path(cache) / "data")
    library.documents()
    opening = time.perf_counter() - began
    taken = []
    for query in typed:
        began = time.perf_counter()
        library.search(query, limit=LIMIT)
        taken.append(1000 * (time.perf_counter() - began))
    memory = {name: kept("self", "status", f"{name}:") for name in ("VmRSS", "RssFile", "RssAnon")}
    print(json.dumps({"opening": 1000 * opening, "taken": taken, "before": before, **memory}))


def asked(documents: Path, cache: Path, typed: list[str]) -> dict[str, float | list[float]]:
    """What `ask` measured in a fresh process."""
    call = [sys.executable, "-m", "tests.bench.scale", "--ask", str(documents), str(cache)]
    done = subprocess.run(call, input=json.dumps(typed), capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, float | list[float]] = json.loads(done.stdout)
    return found


def answering(documents: Path, cache: Path, typed: dict[str, list[str]]) -> tuple[Table, Table]:
    """The query table, and the memory of a process that asked all of it."""
    asked(documents, cache, typed["word"][:1])  # what is kept beside the index is there from now on
    table = Table(f"queries, {LIMIT} hits (ms)")
    for kind, each in typed.items():
        found = asked(documents, cache, each)
        taken = found["taken"]
        assert isinstance(taken, list)
        warm = sorted(taken[1:])
        table.rows.append(
            {
                "query": kind,
                "opening": f"{found['opening']:.0f}",
                "cold": f"{taken[0]:.0f}",
                "p50": f"{statistics.median(warm):.1f}",
                "p95": f"{warm[int(len(warm) * 0.95)]:.1f}",
            }
        )
    memory = Table("resident memory after the table, one process (MB)")
    found = asked(documents, cache, [query for each in typed.values() for query in each])
    memory.rows.append({name: f"{found[name]:.0f}" for name in ("before", "VmRSS", "RssFile", "RssAnon")})
    return table, memory


def measure(options: argparse.Namespace, folder: Path) -> None:
    """Build, ask, print."""
    found = books(options.corpus)
    if not found:
        raise SystemExit("no documents to build from: give --corpus a folder of texts")
    documents, cache = folder / "documents", folder / "cache"
    if not documents.exists():
        lay_out(found, options.size or len(found), documents)
    built, store = build(documents, cache)
    typed = queries(store)
    for table in (built, sizes(store), *answering(documents, cache, typed)):
        show(table, 0)
    if options.peers:
        show(peers(store, typed, documents), 10)


def main() -> None:
    """Measure in a folder that is deleted afterwards, or kept where it was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a folder of texts")
    parser.add_argument("--size", type=int, default=0, help="how many books; as many as there are")
    parser.add_argument("--peers", action="store_true", help="other engines over the same passages too")
    parser.add_argument("--keep", type=Path, help="where documents and index are kept, and taken from where they are")
    parser.add_argument("--ask", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        documents, cache = options.ask
        ask(documents, cache, json.load(sys.stdin))
        return
    if options.keep:
        measure(options, options.keep.resolve())
        return
    with tempfile.TemporaryDirectory(prefix="inyo-scale-") as folder:
        measure(options, Path(folder))


if __name__ == "__main__":
    main()
