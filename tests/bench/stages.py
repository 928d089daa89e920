"""Where the time of building goes: `python -m tests.bench.stages [FOLDER] [--every N] [--rounds N]`.

Every Nth file of a folder (default: $INYO_SHARED/aozora, else the demo collection) is analysed in this process, stage
by stage. CPU seconds of the last round (its caches are warm, as in a long build), as multiples of what MeCab's bare
wakati takes for the same paragraphs in the same round: so a busy machine counts for both.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import fugashi
import unidic_lite

from inyo.index.engine.local.disk import store
from inyo.index.engine.local.segment_blocks import pack
from inyo.index.engine.passage_terms import document_terms
from inyo.index.japanese.folding import fold_all
from inyo.index.japanese.tokens import tokenize_all
from inyo.index.people.mentions import find_mentions
from inyo.index.pipeline import AnalysedDocument, stretches
from inyo.index.quotations.extract import extract, with_given
from inyo.index.reading.documents import read_all
from inyo.index.reading.prose import passages
from inyo.index.values.document import Document
from tests.bench.tables import Table, show
from tests.paths import ROOT

YARDSTICK = "MeCab's bare wakati"
T = TypeVar("T")


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.characters = 0

    def run(self, stage: str, action: Callable[[], T]) -> T:
        """What an action gives; its time goes to a stage."""
        began = time.process_time()
        result = action()
        self.seconds[stage] += time.process_time() - began
        return result


def analyse(clock: Clock, tagger: fugashi.GenericTagger, document: Document) -> None:
    """One document or stretch of one, as `pipeline.analyse` and the workers do it."""
    texts = [document.text[each.start : each.end] for each in document.paragraphs]
    clock.characters += len(document.text)
    clock.run(YARDSTICK, lambda: [tagger.parse(text) for text in texts])
    folded = clock.run("folding", lambda: tuple(fold_all(texts)))
    tokens = clock.run("tokens", lambda: tokenize_all(folded, [each.start for each in document.paragraphs]))
    mentions = clock.run("people", lambda: find_mentions(document, tokens))
    quotations = clock.run("quotations", lambda: with_given(document, extract(document, tokens, mentions)))
    found = clock.run("passages", lambda: passages(document))
    terms = clock.run("terms", lambda: document_terms(document, found, tokens, folded))
    analysed = AnalysedDocument(document, tokens, found, mentions, quotations, folded)
    record = clock.run("records", lambda: store(analysed, document.path))
    spans = [document.text[each.start : each.end] for each in found]
    clock.run("packing", lambda: pack(found, terms, spans, record))


def measure(files: list[Path], rounds: int) -> Clock:
    """The last of some rounds."""
    tagger = fugashi.GenericTagger(f'-d "{unidic_lite.DICDIR}" -r /dev/null -Owakati')
    gc.disable()
    for _ in range(rounds):
        clock = Clock()
        for file in files:
            for document in clock.run("reading", lambda file=file: read_all(file)):  # type: ignore[misc]
                for part, _start, _first in stretches(document):
                    analyse(clock, tagger, part)
    gc.enable()
    return clock


def main() -> None:
    """Print the table."""
    shared = Path(os.environ.get("INYO_SHARED", ROOT.parent / "shared")) / "aozora"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=shared if shared.is_dir() else ROOT / "seeds")
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    files = sorted(path for path in options.folder.rglob("*.txt") if path.is_file())[:: options.every]
    clock = measure(files, max(1, options.rounds))
    yard = clock.seconds.pop(YARDSTICK)
    table = Table(f"CPU by stage: {len(files)} files, {clock.characters:,} characters; {YARDSTICK}: {yard:.2f} s")
    rows = sorted(clock.seconds.items(), key=lambda pair: -pair[1])
    for stage, seconds in [*rows, ("all", sum(clock.seconds.values()))]:
        table.rows.append(
            {
                "stage": stage,
                "s": f"{seconds:.2f}",
                "times wakati": f"{seconds / yard:.2f}",
                "µs/character": f"{1e6 * seconds / clock.characters:.2f}",
            }
        )
    show(table, 0)


if __name__ == "__main__":
    main()
