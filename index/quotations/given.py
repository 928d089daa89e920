"""Quotations that a file's format gives: voices of subtitles and transcripts, and quoted mail."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from inyo.index.values.document import Document, Region
from inyo.index.values.quotation import Quotation


def with_given(document: Document, found: Sequence[Quotation]) -> tuple[Quotation, ...]:
    """`found` in a document's text, and the words its regions give to somebody, in order of start.

    A block that overlaps a region gives way to it; brackets inside stay what they are.
    """
    given = [_quotation(document.text, region) for region in document.regions if region.kind != "comment"]
    given = [quotation for quotation in given if quotation.start < quotation.end]
    if not given:
        return tuple(found)
    ends = sorted((quotation.start, quotation.end) for quotation in given)
    kept = [quotation for quotation in found if quotation.form != "block" or not _overlaps(quotation, ends)]
    spans = {(quotation.start, quotation.end) for quotation in kept}
    given = [quotation for quotation in given if (quotation.start, quotation.end) not in spans]
    return tuple(sorted([*kept, *given], key=lambda quotation: (quotation.start, -quotation.end)))


def _overlaps(quotation: Quotation, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (quotation.end, 0))
    return at > 0 and spans[at - 1][1] > quotation.start


def _quotation(text: str, region: Region) -> Quotation:
    """The words of a region. Where the line shows whose they are, that is where the speaker stands."""
    label = region.start - len(region.speaker) - 1
    shown = bool(region.speaker) and text[max(label, 0) : region.start] == f"{region.speaker}："
    return Quotation(
        region.start,
        region.end,
        text[region.start : region.end],
        "speech" if region.kind == "turn" else "written",
        "block",
        "transcript" if region.kind == "turn" else "body",
        region.speaker,
        region.speaker,
        (label, label + len(region.speaker)) if shown else None,
    )
