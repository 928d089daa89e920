"""From matches to spans: exactly the code points that matched, in the document's own text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np

from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.word_patterns import Matches
from inyo.index.engine.ranking.scoring import Found
from inyo.index.engine.segments import Positions, Space
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
_Match: TypeAlias = tuple[Found, int, int]
"""A way of a word, and where in a passage it matches, in the positions of its space."""


def spans_of(
    found: Sequence[Sequence[Found]], view: View, passages: Sequence[int], texts: Sequence[str]
) -> list[tuple[tuple[Span, ...], str]]:
    """By passage: its spans (offsets from the passage's start) in order without overlaps, and the note on them.

    `found` are the words of the query, each with the ways it was found.
    """
    gathered: list[list[_Match]] = [[] for _ in passages]
    order = np.array(passages, np.int64)
    edges = {space: (view.bases(space)[order], view.bases(space)[order + 1]) for space in Space}
    for ways in found:
        picked: list[list[_Match]] = [[] for _ in passages]
        for each in ways:
            for number, start, end in _in_passages(each.matches, *edges[each.matches.space]):
                picked[number].append((each, start, end))
        for matches, kept in zip(picked, gathered, strict=True):
            if matches:
                kept += _marked(matches)
    return [
        _placed(matches, view, passage, text) for matches, passage, text in zip(gathered, passages, texts, strict=True)
    ]


def _in_passages(matches: Matches, begins: Positions, stops: Positions) -> Iterable[tuple[int, int, int]]:
    """The matches in passages that lie between some positions: the number of the passage, and where in it each starts
    and ends."""
    first = np.searchsorted(matches.starts, begins)
    counts = np.searchsorted(matches.starts, stops) - first
    ends = counts.cumsum()
    if not len(ends) or not ends[-1]:
        return ()
    at = np.arange(ends[-1]) + np.repeat(first - ends + counts, counts)
    bases = np.repeat(begins, counts).astype(np.int64)
    numbers = np.repeat(np.arange(len(counts)), counts)
    return zip(
        numbers.tolist(), (matches.starts[at] - bases).tolist(), (matches.ends[at] - bases).tolist(), strict=True
    )


def _marked(matches: list[_Match]) -> list[_Match]:
    """Those matches of a word in a passage that are marked there."""
    if any(not each.below for each, _, _ in matches):
        matches = [match for match in matches if not match[0].below or match[0].typed]
    strongest = max(each.weight for each, _, _ in matches)
    weakest = _SURE if strongest >= _SURE else strongest * _WEAK
    return [
        match
        for match in matches
        if match[0].weight >= weakest or match[0].typed or (match[0].why == "part" and not match[0].below)
    ]


def _placed(matches: list[_Match], view: View, passage: int, text: str) -> tuple[tuple[Span, ...], str]:
    spaces = {each.matches.space for each, _, _ in matches}
    offsets = view.segment.token_offsets(passage).tolist() if Space.TOKENS in spaces else []
    folded = fold_characters(text) if Space.CHARACTERS in spaces else None
    spans: list[Marked] = []
    for each, first, last in matches:
        if folded is not None and each.matches.space == Space.CHARACTERS:
            start, end = folded.span(first, last)
        else:
            start, end = offsets[first][0], offsets[last - 1][1]
            if each.letter:
                start, end = _letter(text, start, end, each.letter)
        spans.append((each.weight, Span(start, end, each.why), each.note, each.typed))
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
