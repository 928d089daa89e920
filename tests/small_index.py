"""A searcher over a few texts, in memory: for tests and measurements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from inyo.index.engine.interface import Knowledge
from inyo.index.engine.passage_terms import document_terms
from inyo.index.engine.ranking.attempt import DocumentFacts
from inyo.index.engine.ranking.memory_segment import MemorySegment, Placed
from inyo.index.engine.ranking.searcher import Searcher
from inyo.index.japanese.folding import fold_all
from inyo.index.japanese.tokens import tokenize_all
from inyo.index.reading.prose import passages
from inyo.index.values.document import Document, Paragraph

PARAGRAPH = re.compile(r"[^\s](?:[^\n]*[^\s])?")


def document(key: str, text: str, **more: Any) -> Document:
    """A document of plain paragraphs, one a line."""
    paragraphs = tuple(Paragraph(found.start(), found.end()) for found in PARAGRAPH.finditer(text))
    return Document(key, text, more.pop("title", key), paragraphs=paragraphs, **more)


def placed(document: Document) -> list[Placed]:
    """The passages of a document with their terms."""
    folded = fold_all([document.text[each.start : each.end] for each in document.paragraphs])
    tokens = tokenize_all(folded, [paragraph.start for paragraph in document.paragraphs])
    found = passages(document)
    return [
        Placed(document.path, each.start, each.end, each.paragraph, terms, document.text[each.start : each.end])
        for each, terms in zip(found, document_terms(document, found, tokens, folded).by_passage(), strict=True)
    ]


def searcher(documents: Sequence[Document], *, background: Iterable[MemorySegment] = (), **more: Any) -> Searcher:
    """A searcher over documents, with further segments before them."""
    segments = [*background, MemorySegment([each for one in documents for each in placed(one)])]
    facts = [DocumentFacts(each.path, each.title, each.date, each.source, each.author) for each in documents]
    return Searcher(segments, facts, Knowledge(**more))


def texts(*lines: str) -> list[Document]:
    """Documents of one line each."""
    return [document(f"{number}.txt", line, title="無題") for number, line in enumerate(lines)]
