"""Document → quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Document
from index.japanese.people import Mention
from index.japanese.tokens import Token
from index.quotations.model import Quotation


def extract(document: Document, tokens: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """Every bracketed span and unbracketed block of a document, judged, in order of start."""
    return tuple(
        Quotation(found.start(), found.end(), found[0], "speech", "full", "body")
        for found in re.finditer(r"「[^「」]{6,}」", document.text)
    )
