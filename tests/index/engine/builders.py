"""Small documents with terms chosen by chance: for tests of the index that need no morphology."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from inyo.index.engine.local.disk import store
from inyo.index.engine.local.index_folders import fresh, switch
from inyo.index.engine.local.manifest import FORMAT, Manifest
from inyo.index.engine.local.segment_blocks import pack
from inyo.index.engine.local.update import IndexWriter, create
from inyo.index.engine.local.versions import rules
from inyo.index.engine.ranking.memory_segment import MemorySegment, Placed
from inyo.index.engine.segments import TOKEN_FIELDS, Field, PassageTerms, Term
from inyo.index.japanese.folding import fold_characters
from inyo.index.pipeline import AnalysedDocument
from inyo.index.values.document import Document, Paragraph, Passage

WORDS = ("空", "雲", "雨", "風", "雪", "山", "川", "森", "𠮷野", "sea", "ゆき", "アメ")
LETTERS = ("空", "雨", "風", "。", "a", "𠮷", "\0", "\udcff", "㈱")
"""Letters of texts: of all lengths in UTF-8, and one that folding makes longer."""


@dataclass(frozen=True, slots=True)
class SomeWord:
    """A word with terms of our choosing."""

    entries: tuple[Term, ...]


def some_terms(chance: random.Random, tokens: int | None = None) -> PassageTerms:
    """A passage of some tokens: one word of WORDS at each place of t, a word here and there in the other fields,
    a text of LETTERS, and a few terms more."""
    count = chance.randrange(0, 12) if tokens is None else tokens
    words = [
        SomeWord(
            tuple(
                (field, chance.choice(WORDS)) for field in TOKEN_FIELDS if field is Field.LEMMA or chance.random() < 0.4
            )
        )
        for _ in range(count)
    ]
    words = [chance.choice(words) for _ in words]
    added = sorted(
        {
            (chance.choice((Field.SOUND, Field.COUNTRY)), f"more{chance.randrange(3)}", place)
            for place in range(0, count, 3)
        }
    )
    starts, ends, at = [], [], 0
    for _ in range(count):
        at += chance.choice((0, 0, 1, 3, 300))
        starts.append(at)
        at += chance.choice((1, 2, 254, 255, 256, 1000))
        ends.append(at)
    folded = fold_characters("".join(chance.choices(LETTERS, k=at + chance.randrange(2))))
    return PassageTerms(words, starts, ends, folded, added, {Field.LEMMA: chance.randrange(0, 100)})


def some_document(key: str, chance: random.Random, passages: int | None = None) -> tuple[list[Placed], bytes]:
    """A document as search's segment in memory has it, and as the writer takes it."""
    count = chance.randrange(0, 6) if passages is None else passages
    spans = [Passage(100 * number, 100 * number + 90, number + 1) for number in range(count)]
    terms = [some_terms(chance) for _ in spans]
    text = "".join(f"{number:<100}" for number in range(count))
    paragraphs = tuple(Paragraph(span.start, span.end) for span in spans)
    document = Document(key, text, f"title of {key}", paragraphs=paragraphs)
    record = store(AnalysedDocument(document, (), tuple(spans), (), ()), key)
    placed = [
        Placed(key, s.start, s.end, s.paragraph, t, text[s.start : s.end]) for s, t in zip(spans, terms, strict=True)
    ]
    return placed, pack(spans, terms, [text[span.start : span.end] for span in spans], record)


def memory(documents: list[list[Placed]]) -> MemorySegment:
    """The same documents as one segment in memory."""
    return MemorySegment(each for document in documents for each in document)


def empty_index(folder: Path) -> IndexWriter:
    """A writer of a new index in a collection's folder."""
    path = fresh(folder)
    snapshot = create(path, Manifest(FORMAT, rules(), ("somewhere",)))
    switch(folder, path)
    return IndexWriter(snapshot)
