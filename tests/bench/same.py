"""Whether a change leaves everything as it was: `python -m tests.bench.same FILE [--books N] [--take FILE]`.

Every text at hand (all annotated documents, the demo collection and N books of $INYO_SHARED/aozora) is analysed as in
a build, and what comes of it is compared with what FILE holds: each quotation to the letter (place, kind, speaker,
probability, reasons), everybody who was found, and the block that the index keeps. Where FILE is not there it is
written; with `--take` it is written anew. Status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from inyo.index.engine.local.file_analysis import to_block
from inyo.index.pipeline import analyse, stretches
from inyo.index.reading.documents import read_all
from inyo.index.reading.formats import ENDINGS, ending_of
from tests.bench.gold import SHARED, gold_documents
from tests.paths import ROOT

BOOKS = 20
_SHOWN = 10
"""Differences that are printed."""


def texts(books: int) -> dict[str, Path]:
    """The files, each once, by names that they have in every clone."""
    found = [document.path for document in gold_documents()]
    found += sorted(path for path in (ROOT / "seeds").rglob("*") if path.is_file() and ending_of(path.name) in ENDINGS)
    shelf = sorted((SHARED / "aozora").glob("*.txt"))
    found += shelf[:: max(1, len(shelf) // books)] if books and shelf else []
    return {_name(path): path for path in dict.fromkeys(path.resolve() for path in found if path.is_file())}


def _name(path: Path) -> str:
    """Where a file lies in the checkout or the shared folder; of one that was laid out anew for this run, its name."""
    for name, folder in ((Path(), ROOT), (Path("shared"), SHARED)):
        if path.is_relative_to(folder.resolve()):
            return str(name / path.relative_to(folder.resolve()))
    return f"treebank/{path.name}"


def lines_of(path: Path, name: str) -> Iterator[str]:
    """What a file gives, a line each quotation, a line of digests each document or stretch of one; `name` stands for
    the path, which an index keeps and every clone has its own."""
    for document in read_all(path):
        for part, start, _first in stretches(replace(document, path=name)):
            analysed = analyse(part)
            yield from map(repr, analysed.quotations)
            block = to_block(analysed, document.part)
            mentions = "\n".join(map(repr, analysed.mentions))
            yield f"{document.part} {start} block {_digest(block)} people {_digest(mentions.encode())}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def main() -> None:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--books", type=int, default=BOOKS)
    parser.add_argument("--take", type=Path)
    options = parser.parse_args()
    gc.disable()
    began = time.process_time()
    found = {name: list(lines_of(path, name)) for name, path in texts(options.books).items()}
    quotations = sum(len(lines) for lines in found.values())
    print(f"{len(found)} files, {quotations:,} lines, {time.process_time() - began:.1f} s of computing")
    take = options.take or (None if options.file.exists() else options.file)
    if take:
        take.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    if not options.file.exists() or options.file == take:
        return
    before: dict[str, list[str]] = json.loads(options.file.read_text("utf-8"))
    others = [
        (name, was, now)
        for name in sorted({*found, *before})
        for was, now in _differences(before.get(name, []), found.get(name, []))
    ]
    for name, was, now in others[:_SHOWN]:
        print(f"{name}\n  was {was}\n  now {now}")
    print(f"{len(others)} lines differ")
    sys.exit(1 if others else 0)


def _differences(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    longer = max(len(before), len(after))
    for was, now in zip(before + ["-"] * longer, after + ["-"] * longer, strict=False):
        if was == now == "-":
            return
        if was != now:
            yield was, now


if __name__ == "__main__":
    main()
