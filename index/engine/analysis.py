"""Passages → terms. INTERIM: lemmas, readings and character bigrams, until the search part brings its own."""

from __future__ import annotations

from collections.abc import Sequence

from index.documents import Document
from index.engine.postings import PassageTerms
from index.japanese.folding import fold
from index.japanese.tokens import Token
from index.passages import Passage


def passage_terms(document: Document, passage: Passage, tokens: Sequence[Token]) -> PassageTerms:
    """The terms of one passage; `tokens` are those that begin in it."""
    lemmas: dict[str, list[int]] = {}
    readings: dict[str, list[int]] = {}
    for position, token in enumerate(tokens):
        lemmas.setdefault(token.lemma, []).append(position)
        if token.reading:
            readings.setdefault(token.reading, []).append(position)
    text = fold(document.text[passage.start : passage.end]).text
    bigrams: dict[str, list[int]] = {}
    for position in range(len(text)):
        bigrams.setdefault(text[position : position + 2], []).append(position)
    offsets = [(token.start - passage.start, token.end - passage.start) for token in tokens]
    return PassageTerms({"t": lemmas, "r": readings, "g": bigrams}, offsets, len(text))
