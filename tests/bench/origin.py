"""What the table of weights was learnt from, as a short digest that stands in its head.

It covers the annotations of this repository that are learnt from, the settings of learning, and the features that some
of the annotated texts have today. Where it differs from the one in the table, the table is not what
`python -m tests.bench.train --write` gives.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import find
from inyo.index.quotations.scorer import chain
from inyo.index.reading.documents import read
from tests.bench import train_kinds, train_scenes, train_speakers
from tests.bench.composed import SIZES, TABLES
from tests.bench.gold import GOLD
from tests.bench.reflowed import RUNNING

_EVERY = 12
"""Of so many texts of our own, in the order of their names, the features of one are covered."""
HEAD = "# learnt from "


def origin(first: Mapping[str, float]) -> str:
    """The digest; `first` are the first weights of the features of speakers."""
    digest = hashlib.sha256()
    for line in _lines(first):
        digest.update(line.encode())
    return digest.hexdigest()[:16]


def _lines(first: Mapping[str, float]) -> Iterator[str]:
    for path in (*sorted(GOLD.glob("*.jsonl")), GOLD / "own" / "gold.jsonl", *sorted(TABLES.glob("*.tsv"))):
        yield f"{path.name}\n{path.read_text('utf-8')}"
    yield repr((sorted(first.items()), sorted(SIZES.items()), RUNNING))
    yield repr(
        (
            train_kinds.RATES,
            train_kinds.FIRST,
            train_kinds.ALWAYS_TERMS,
            train_kinds.ALWAYS_OTHER,
            train_kinds.ALWAYS_THOUGHT,
            train_speakers.RATES,
        )
    )
    yield repr((train_scenes.RATES, train_scenes.FIRST_IN_SCENES, train_scenes.FIRST_OF_HABIT))
    for path in sorted((GOLD / "own").glob("*.txt"))[::_EVERY]:
        yield from _features(path)


def _features(path: Path) -> Iterator[str]:
    document = read(path)
    tokens = tokenize(document.text)
    found = find(document, tokens, find_mentions(document, tokens))
    for span in found.spans:
        yield repr((path.name, span.start, sorted(span.features)))
    for link in chain(found.items):
        yield repr((link.item.start, sorted((name, sorted(each)) for name, each in link.features.items()), link.step))
