"""The one direction data takes: file → document → tokens (one morphological pass) → passages, people, quotations."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from inyo.index.japanese.tokens import Token, tokenize
from inyo.index.people.mentions import Mention, find_mentions
from inyo.index.quotations.extract import extract
from inyo.index.quotations.given import with_given
from inyo.index.reading.documents import read_all
from inyo.index.reading.passages import passages
from inyo.index.values.document import Document
from inyo.index.values.passage import Passage
from inyo.index.values.quotation import Quotation


@dataclass(frozen=True, slots=True)
class AnalysedDocument:
    """Everything the index keeps of one file. `tokens` in document order, offsets in `document.text`."""

    document: Document
    tokens: tuple[Token, ...]
    passages: tuple[Passage, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]


def analyse(document: Document) -> AnalysedDocument:
    """Run the one pass over a document."""
    tokens = tuple(
        token
        for paragraph in document.paragraphs
        for token in tokenize(document.text[paragraph.start : paragraph.end], paragraph.start)
    )
    mentions = find_mentions(document, _of_the_work(document, tokens))
    quotations = with_given(document, extract(document, tokens, mentions))
    return AnalysedDocument(document, tokens, passages(document), mentions, quotations)


def _of_the_work(document: Document, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without those of a colophon: who typed and proofread a book is nobody it tells of."""
    if document.work_end is None:
        return tokens
    return tokens[: bisect_left(tokens, document.work_end, key=lambda token: token.start)]


def analyse_file(path: Path) -> tuple[AnalysedDocument, ...]:
    """Read and analyse the documents of a file. Raises UnreadableDocument."""
    return tuple(map(analyse, read_all(path)))
