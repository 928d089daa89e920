"""How fast the index is built and opened, and how large it is: `python -m tests.bench.store [PATH…] [--json]`.

Without a path: the demo collection and, where it is, the folder of shared texts (INYO_SHARED). Figures are of this
machine as busy as it is; "writing alone" puts the same blocks into an index again, in one process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from inyo.index.engine.local.file_analysis import to_block
from inyo.index.engine.local.manifest import FORMAT, Manifest
from inyo.index.engine.local.store import Store
from inyo.index.engine.local.update import IndexWriter, create
from inyo.index.engine.local.versions import rules
from inyo.index.pipeline import analyse_file

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = 60
"""Documents that "writing alone" is measured with."""


def measure(path: Path, cache: Path) -> dict[str, float]:
    """The figures of one collection (a copy: one of its documents is changed)."""
    figures: dict[str, float] = {}
    store = Store.open([path], cache)
    report = store.update()
    if report.notices:
        print(*report.notices, sep="\n", file=sys.stderr)
    documents = store.documents()
    characters = sum(document.characters for document in documents)
    text = sum(len(store.document(document.key).text.encode("utf-8", "surrogatepass")) for document in documents)
    size = sum(file.stat().st_size for file in store.folder.rglob("*") if file.is_file())
    figures["documents"] = len(documents)
    figures["characters"] = characters
    figures["segments"] = len(store.segments())
    figures["passages"] = sum(int(segment.live.sum()) for segment in store.segments())
    figures["build s"] = report.seconds
    figures["build characters/s"] = characters / report.seconds
    figures["build MB/s"] = text / report.seconds / 1e6
    figures["index MB"] = size / 1e6
    figures["index / text bytes"] = size / text
    figures["writer's peak MB"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures["open ms"] = 1000 * timed(lambda: Store.open([path], cache))
    store = Store.open([path], cache)
    figures["first update after opening, nothing changed, ms"] = 1000 * timed(store.update)
    figures["update, nothing changed, ms"] = 1000 * timed(store.update)
    figures["documents() ms"] = 1000 * timed(lambda: Store.open([path], cache).documents())
    figures["verify ms"] = 1000 * timed(store.verify)
    figures.update(writing_alone([document.key for document in documents[:WRITTEN]]))
    figures.update(one_changed(store))
    figures["this process's peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def one_changed(store: Store) -> dict[str, float]:
    """Update after one document of middle length grew by a line: all of it, and the writing alone."""
    files = sorted((Path(document.key) for document in store.documents()), key=lambda file: file.stat().st_size)
    middle = files[len(files) // 2]
    middle.write_bytes(middle.read_bytes() + b"\n\nx\n")
    seconds = timed(store.update)
    block = to_block(analyse_file(middle)[0], str(middle))
    assert store._snapshot
    writer = IndexWriter(store._snapshot)
    manifest = writer.snapshot.manifest
    commit = timed(lambda: writer.commit([block], sources=manifest.sources, skipped={}))
    return {"one document changed ms": 1000 * seconds, "of it writing ms": 1000 * commit}


def writing_alone(keys: list[str]) -> dict[str, float]:
    """Blocks made beforehand into an index, in one process."""
    analysed = [(key, analyse_file(Path(key))[0]) for key in keys]
    characters = sum(len(each.document.text) for _, each in analysed)
    began = time.perf_counter()
    blocks = [to_block(each, key) for key, each in analysed]
    terms = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        writer = IndexWriter(create(Path(folder), Manifest(FORMAT, rules(), ())))
        seconds = timed(lambda: writer.commit(blocks, sources={}, skipped={}))
    return {
        "terms and packing characters/s": characters / terms,
        "writing alone characters/s": characters / seconds,
        "indexing without tokenizing characters/s": characters / (terms + seconds),
    }


def timed(work: object) -> float:
    """Seconds that a function takes."""
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    shared = Path(os.environ.get("INYO_SHARED", ROOT.parent / "shared"))
    paths = options.paths or [path for path in (ROOT / "seeds", shared / "seeds", shared / "aozora") if path.is_dir()]
    for path in paths:
        with tempfile.TemporaryDirectory(prefix="inyo-bench-") as folder:
            copy = Path(folder) / "documents"
            shutil.copytree(path, copy)
            for file in (copy, *copy.rglob("*")):
                file.chmod(0o700)
            figures = measure(copy, Path(folder) / "cache")
        if options.json:
            print(json.dumps({"collection": path.name, **figures}))
            continue
        print(f"{path.name}")
        for name, value in figures.items():
            print(f"  {name:<50} {value:>16,.1f}")


if __name__ == "__main__":
    main()
