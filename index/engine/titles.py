"""Titles of documents as search sees them."""

from __future__ import annotations

from functools import lru_cache

from index.engine.analysis import terms_of
from index.engine.cells import lay_out
from index.engine.postings import PassageTerms
from index.japanese.tokens import tokenize


@lru_cache(maxsize=1 << 15)
def title_terms(title: str) -> PassageTerms:
    """The terms of a title."""
    return terms_of(title, lay_out(tokenize(title)))
