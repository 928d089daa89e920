"""Help for these tests: a text in, its quotations out."""

from __future__ import annotations

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import extract
from inyo.index.values.document import Document
from inyo.index.values.quotation import SHOWN, Quotation


def read(text: str) -> tuple[Quotation, ...]:
    """Every quotation record of a text."""
    document = Document("test.txt", text, "test")
    tokens = tokenize(text)
    return extract(document, tokens, find_mentions(document, tokens))


def said(text: str) -> list[tuple[str, str]]:
    """Speaker and words of each quotation that a list shows."""
    return [(found.speaker, found.text.strip("「」『』“”｢｣")) for found in read(text) if found.kind in SHOWN]


def kinds(text: str) -> list[str]:
    """The kind of each record of brackets or blocks."""
    return [found.kind for found in read(text) if found.kind != "indirect"]


def reported(text: str) -> list[tuple[str, str]]:
    """Speaker and words of each clause that is reported without brackets."""
    return [(found.speaker, found.text) for found in read(text) if found.kind == "indirect"]
