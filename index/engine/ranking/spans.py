"""From matches to spans: exactly the code points that matched, in the document's own text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias

import numpy as np

from inyo.index.engine.matching.segment_view import Numbers, View
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
Marked: TypeAlias = tuple[float, int, int, Why, str, bool]
"""A span with its weight (start, end, why), the note on it, and whether it is what was typed, to the letter."""
Bare: TypeAlias = tuple[int, int, Why]
"""A span: start, end, why."""
_Match: TypeAlias = tuple[Found, int, int]
"""A way of a word, and where in a passage it matches, in the positions of its space."""
_Places: TypeAlias = tuple[list[int], list[int]]
"""Where the tokens of a passage start and end in it."""


def spans_of(
    found: Sequence[Sequence[Found]], view: View, passages: Sequence[int], texts: Sequence[str], begins: Sequence[int]
) -> list[tuple[tuple[Span, ...], str]]:
    """By passage: its spans in order without overlaps, and the note on them. `begins`: where each passage begins in its
    document, of which the spans are.

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
    tokens = _tokens_of(view, order, gathered)
    return [
        _placed(matches, places, text, begin)
        for matches, places, text, begin in zip(gathered, tokens, texts, begins, strict=True)
    ]


def _tokens_of(view: View, passages: Numbers, gathered: Sequence[Sequence[_Match]]) -> list[_Places]:
    """By passage: where its tokens stand, where something was found by tokens."""
    wanted = [
        at for at, matches in enumerate(gathered) if any(each.matches.space is Space.TOKENS for each, _, _ in matches)
    ]
    tokens: list[_Places] = [([], [])] * len(gathered)
    counts, starts, ends = view.segment.token_spans(passages[wanted])
    bounds = np.concatenate(([0], counts.cumsum())).tolist()
    for at, (first, last) in zip(wanted, pairwise(bounds), strict=True):
        tokens[at] = starts[first:last].tolist(), ends[first:last].tolist()
    return tokens


def _in_passages(matches: Matches, begins: Positions, stops: Positions) -> Iterable[tuple[int, int, int]]:
    """The matches in passages that lie between some positions: the number of the passage, and where in it each starts
    and ends."""
    first = matches.starts.searchsorted(begins)
    counts = matches.starts.searchsorted(stops) - first
    if not counts.any():
        return ()
    ends = counts.cumsum()
    at = np.arange(ends[-1]) + np.repeat(first - ends + counts, counts)
    bases = np.repeat(begins, counts).astype(np.int64)
    numbers = np.repeat(np.arange(len(counts)), counts)
    return zip(
        numbers.tolist(), (matches.starts[at] - bases).tolist(), (matches.ends[at] - bases).tolist(), strict=True
    )


def _marked(matches: list[_Match]) -> list[_Match]:
    """Those matches of a word in a passage that are marked there."""
    if len(matches) == 1:
        return matches
    if any(not each.below for each, _, _ in matches):
        matches = [match for match in matches if not match[0].below or match[0].typed]
    strongest = max(each.weight for each, _, _ in matches)
    weakest = _SURE if strongest >= _SURE else strongest * _WEAK
    return [
        match
        for match in matches
        if match[0].weight >= weakest or match[0].typed or (match[0].why == "part" and not match[0].below)
    ]


def _placed(matches: Sequence[_Match], tokens: _Places, text: str, begin: int) -> tuple[tuple[Span, ...], str]:
    folded = None
    starts, ends = tokens
    spans: list[Marked] = []
    for each, first, last in matches:
        if each.matches.space is Space.CHARACTERS:
            folded = folded or fold_characters(text)
            start, end = folded.span(first, last)
        else:
            start, end = starts[first], ends[last - 1]
            if each.letter:
                start, end = _letter(text, start, end, each.letter)
        spans.append((each.weight, start, end, each.why, each.note, each.typed))
    placed, note = merge(spans)
    return tuple(Span(begin + start, begin + end, why) for start, end, why in _joined(placed, text)), note


def _joined(spans: Sequence[Bare], text: str) -> list[Bare]:
    """Neighbours with nothing but the dot of a foreign name between them, as one span."""
    joined: list[Bare] = []
    for span in spans:
        if joined and span[0] == joined[-1][1] + 1 and text[joined[-1][1]] in _DOTS:
            joined[-1] = joined[-1][0], span[1], joined[-1][2]
        else:
            joined.append(span)
    return joined


def _letter(text: str, start: int, end: int, letter: str) -> tuple[int, int]:
    letters = "露ロ" if letter == "露" else letter
    for at in range(start, end):
        if fold(text[at]).text in letters:
            return at, at + 1
    return start, end


def merge(spans: Iterable[Marked]) -> tuple[list[Bare], str]:
    """Spans that do not overlap, the weightier first choice, the longer among equals; and the notes of those kept.

    What was typed to the letter stays one span: with what overlaps it where that is not covered by another alone.
    """
    spans = list(spans)
    if len(spans) == 1:
        _, start, end, why, note, _ = spans[0]
        return [(start, end, why)], note
    kept: list[Bare] = []
    notes: list[str] = []
    taken: set[int] = set()
    for _, start, end, why, note, typed in sorted(spans, key=lambda each: (-each[0], each[1] - each[2], each[1])):
        places = range(start, end)
        if taken.isdisjoint(places):
            kept.append((start, end, why))
            if note and note not in notes:
                notes.append(note)
        elif typed:
            touching = [each for each in kept if each[0] < end and start < each[1]]
            if not any(each[0] <= start and end <= each[1] for each in touching):
                kept = [each for each in kept if each not in touching]
                kept.append(_together((start, end, why), touching))
        elif not taken.issuperset(places):
            kept.extend(_rest((start, end, why), taken))
        taken.update(places)
    kept.sort(key=itemgetter(0))
    return kept, ", ".join(notes[:3])


def _together(typed: Bare, touching: Sequence[Bare]) -> Bare:
    """One span over several; its reason is that of what was typed where there is nothing else in it."""
    start, end = min(each[0] for each in (typed, *touching)), max(each[1] for each in (typed, *touching))
    return start, end, typed[2] if (start, end) == typed[:2] else touching[0][2]


def _rest(span: Bare, taken: set[int]) -> list[Bare]:
    """What of a span is not yet covered."""
    pieces: list[Bare] = []
    start: int | None = None
    first, last, why = span
    for at in range(first, last + 1):
        free = at < last and at not in taken
        if free and start is None:
            start = at
        elif not free and start is not None:
            pieces.append((start, at, why))
            start = None
    return pieces
