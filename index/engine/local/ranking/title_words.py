"""Titles of documents as search sees them."""

from __future__ import annotations

from functools import lru_cache

from inyo.index.engine.segments import PassageTerms
from inyo.index.engine.terms.passage_terms import terms_of
from inyo.index.engine.terms.positions import lay_out
from inyo.index.japanese.tokens import tokenize


@lru_cache(maxsize=1 << 15)
def title_terms(title: str) -> PassageTerms:
    """The terms of a title."""
    return terms_of(title, lay_out(tokenize(title)))
