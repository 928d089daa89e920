"""From matches to spans: exactly the code points that matched, in the document's own text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np

from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.ranking.scoring import Found
from inyo.index.engine.segments import Space
from inyo.index.japanese.folding import fold, fold_characters
from inyo.index.values.hits import Span, Why

_SURE = 1.3
"""Where a passage has a word in a way above this weight, ways below it are not marked beside; but what was typed, to
the letter, always is."""
_DOTS = "・･＝="
_WEAK = 0.6
"""Otherwise ways below this share of the best one are not marked beside it."""
Marked: TypeAlias = tuple[float, Span, str, bool]
"""A span with its weight, the note on it, and whether it is what was typed, to the letter."""


def spans_of(
    found: Sequence[Sequence[Found]], view: View, passages: Sequence[int], texts: Sequence[str]
) -> list[tuple[tuple[Span, ...], str]]:
    """By passage: its spans (offsets from the passage's start) in order without overlaps, and the note on them.

    `found` are the words of the query, each with the ways it was found.
    """
    gathered: list[list[tuple[float, str, Found, int, int]]] = [[] for _ in passages]
    order = np.array(passages, np.int64)
    edges = {space: (view.bases(space)[order], view.bases(space)[order + 1]) for space in Space}
    for ways in found:
        strongest = [0.0] * len(passages)
        picked: list[list[tuple[float, str, Found, int, int]]] = [[] for _ in passages]
        for each in ways:
            weight, space = each.weight, each.matches.space
            starts, ends = each.matches.starts, each.matches.ends
            first, last = np.searchsorted(starts, edges[space][0]), np.searchsorted(starts, edges[space][1])
            here = np.flatnonzero(last > first)
            places = zip(here.tolist(), first[here].tolist(), last[here].tolist(), strict=True)
            for number, begin, stop in places:
                base = int(edges[space][0][number])
                strongest[number] = max(strongest[number], weight)
                spans = zip(starts[begin:stop].tolist(), ends[begin:stop].tolist(), strict=True)
                picked[number].extend((weight, space, each, start - base, end - base) for start, end in spans)
        for number, matches in enumerate(picked):
            if any(not each.below for _, _, each, _, _ in matches):
                matches = [match for match in matches if not match[2].below or match[2].typed]
                strongest[number] = max(match[0] for match in matches)
            weakest = _SURE if strongest[number] >= _SURE else strongest[number] * _WEAK
            gathered[number].extend(
                match
                for match in matches
                if match[0] >= weakest or match[2].typed or (match[2].why == "part" and not match[2].below)
            )
    return [
        _placed(matches, view, passage, text) for matches, passage, text in zip(gathered, passages, texts, strict=True)
    ]


def _placed(
    matches: list[tuple[float, str, Found, int, int]], view: View, passage: int, text: str
) -> tuple[tuple[Span, ...], str]:
    offsets = view.segment.token_offsets(passage) if any(space == Space.TOKENS for _, space, *_ in matches) else None
    folded = fold_characters(text) if any(space == Space.CHARACTERS for _, space, *_ in matches) else None
    spans: list[Marked] = []
    for weight, space, each, first, last in matches:
        if space == Space.TOKENS and offsets is not None:
            start, end = int(offsets[first, 0]), int(offsets[last - 1, 1])
            if each.letter:
                start, end = _letter(text, start, end, each.letter)
        elif folded is not None:
            start, end = folded.span(first, last)
        spans.append((weight, Span(start, end, each.why), each.note, each.typed))
    placed, note = merge(spans)
    return _joined(placed, text), note


def _joined(spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """Neighbours with nothing but the dot of a foreign name between them, as one span."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.start == joined[-1].end + 1 and text[joined[-1].end] in _DOTS:
            joined[-1] = Span(joined[-1].start, span.end, joined[-1].why)
        else:
            joined.append(span)
    return tuple(joined)


def _letter(text: str, start: int, end: int, letter: str) -> tuple[int, int]:
    letters = "露ロ" if letter == "露" else letter
    for at in range(start, end):
        if fold(text[at]).text in letters:
            return at, at + 1
    return start, end


def merge(spans: Iterable[Marked]) -> tuple[tuple[Span, ...], str]:
    """Spans that do not overlap, the weightier first choice, the longer among equals; and the notes of those kept.

    What was typed to the letter stays one span: with what overlaps it where that is not covered by another alone.
    """
    kept: list[Span] = []
    notes: list[str] = []
    taken: set[int] = set()
    for _, span, note, typed in sorted(spans, key=lambda each: (-each[0], each[1].start - each[1].end, each[1].start)):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            kept.append(span)
            if note and note not in notes:
                notes.append(note)
        elif typed:
            touching = [each for each in kept if each.start < span.end and span.start < each.end]
            if not any(each.start <= span.start and span.end <= each.end for each in touching):
                kept = [each for each in kept if each not in touching]
                kept.append(_together(span, touching))
        elif not taken.issuperset(places):
            kept.extend(_rest(span, taken))
        taken.update(places)
    kept.sort(key=lambda span: span.start)
    return tuple(kept), ", ".join(notes[:3])


def _together(typed: Span, touching: Sequence[Span]) -> Span:
    """One span over several; its reason is that of what was typed where there is nothing else in it."""
    start, end = min(each.start for each in (typed, *touching)), max(each.end for each in (typed, *touching))
    return Span(start, end, typed.why if (start, end) == (typed.start, typed.end) else touching[0].why)


def _rest(span: Span, taken: set[int]) -> list[Span]:
    """What of a span is not yet covered."""
    pieces: list[Span] = []
    start: int | None = None
    why: Why = span.why
    for at in range(span.start, span.end + 1):
        free = at < span.end and at not in taken
        if free and start is None:
            start = at
        elif not free and start is not None:
            pieces.append(Span(start, at, why))
            start = None
    return pieces
