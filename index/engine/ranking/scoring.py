"""How well passages match: BM25F over the ways a word was found, and how near the words of a query stand; and from
matches to spans: exactly the code points that matched, in the document's own text.

K1 and B are the measured ones (.4 and .6, not 1.2 and .75): Japanese passages repeat a word rarely by chance.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import Numbers, View
from inyo.index.engine.matching.word_patterns import Grams, Matches, Terms, beginning
from inyo.index.engine.segments import GAP, Positions, Space
from inyo.index.engine.words.alternatives import ACROSS, PART, SHADE, Alternative, Tier
from inyo.index.japanese.folding import fold, fold_characters
from inyo.index.japanese.readings import has_kanji
from inyo.index.values.hits import Span, Why

K1 = 0.4
B = 0.6
_SURE_ENOUGH = 0.6
"""Ways below this weight (a family name for the whole name) make no other way doubtful."""
_MANY = 1 << 14
"""So many matches are looked at place by place, that few are at hand at once."""
_FEW = 16
"""Passages are put in order where they are fewer than this part of all; else they are marked among all."""
_NEAR = 0.35
"""Most that standing next to each other adds, as a share of a word's weight."""

Scores = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """Where one way of a word matched in a segment. `below`: only across word boundaries; `typed`: to the letter."""

    matches: Matches
    weight: float
    why: Why
    note: str = ""
    below: bool = False
    letter: str = ""
    typed: bool = False
    tier: Tier = Tier.SURE


@dataclass(frozen=True, slots=True)
class WordScores:
    """A word over one segment: the passages that have it (`rows`, ascending), and by these its score, and whether that
    match is above the line. Most words are in few passages: what is done with them is not done for all."""

    found: tuple[Found, ...]
    rows: Numbers
    best: Scores
    above: Flags

    @property
    def occurs_above(self) -> bool:
        """Whether it is anywhere above the line."""
        return bool(self.above.any())

    @property
    def occurs_surely(self) -> bool:
        """Whether it is anywhere in a way that is sure."""
        return any(each.tier is Tier.SURE and not each.below and len(each.matches.starts) for each in self.found)

    def has(self, passage: int) -> bool:
        """Whether a passage has it."""
        at = int(self.rows.searchsorted(passage))
        return at < len(self.rows) and int(self.rows[at]) == passage

    def over(self, rows: Numbers) -> tuple[Scores, Flags]:
        """Scores and flags by some passages (ascending), 0 where it is not."""
        best, above = np.zeros(len(rows)), np.zeros(len(rows), np.bool_)
        if len(self.rows) and len(rows):
            at = np.minimum(rows.searchsorted(self.rows), len(rows) - 1)
            there = rows[at] == self.rows
            if there.all():
                best[at], above[at] = self.best, self.above
            else:
                best[at[there]], above[at[there]] = self.best[there], self.above[there]
        return best, above


def find(alternatives: Sequence[Alternative], view: View) -> tuple[Found, ...]:
    """Every way of a word that matches in a segment."""
    found: list[Found] = []
    for each in alternatives:
        matches = each.pattern.find(view)
        if view.live is not None:
            matches = Matches(matches.space, *view.of_the_living(matches.space, matches.starts, matches.ends))
        if each.only and len(matches):
            stay = _in_documents(view, matches, each.only)
            matches = Matches(matches.space, matches.starts[stay], matches.ends[stay])
        if not len(matches):
            continue
        if isinstance(each.pattern, Grams):
            found.extend(_by_alignment(view, matches, each.pattern.text, each))
        else:
            found.extend(_by_beginning(view, matches, each))
    return tuple(found)


def _in_documents(view: View, matches: Matches, only: Sequence[str]) -> Flags:
    """By match: whether it is in one of some documents."""
    numbers, keys = view.document_numbers(view.passages_of(matches.space, matches.starts)), frozenset(only)
    wanted = np.array([at for at in distinct(numbers).tolist() if view.keys[at] in keys], np.int64)
    return np.asarray(np.isin(numbers, wanted))


def _by_beginning(view: View, matches: Matches, each: Alternative) -> Iterator[Found]:
    """Matches of words apart: those that are other words by their kanji stand below the line, those of another shade
    below all that are written as typed."""
    letter = each.pattern.letter if isinstance(each.pattern, Terms) else ""
    left = matches
    for strings, most, below in ((each.apart, ACROSS, True), (each.shades, SHADE, False)):
        which = beginning(view, left, strings)
        if which.any():
            some = Matches(left.space, left.starts[which], left.ends[which])
            yield Found(some, min(each.weight, most), each.why, each.note, below, tier=each.tier)
            left = Matches(left.space, left.starts[~which], left.ends[~which])
    if len(left):
        yield Found(left, each.weight, each.why, each.note, letter=letter, tier=each.tier)


def _by_alignment(view: View, matches: Matches, text: str, each: Alternative) -> list[Found]:
    """Matches of a string apart: whole words, parts of a word, and what only stands across word boundaries.

    A part counts as one where every edge that is inside a word is a kanji's (磁 in 磁気); other edges inside a word
    (ランプ in トランプ, 55 in 655) and strings that begin inside one word and end in another (京都 in 東京都) do not.
    """
    starts, ends = matches.starts, matches.ends
    edges = _edges(view, starts, len(text))
    at_start, at_end = edges[0], edges[-1]
    other = beginning(view, matches, each.apart)
    whole = at_start & at_end & ~other
    kinds: list[tuple[Flags, float, Why, bool]] = [(whole, each.weight, each.why, False)]
    if not whole.all():
        inner = np.logical_or.reduce(edges[1:-1])
        part = ~whole & ~other & (at_start | ~inner)
        if each.single:
            part &= ~inner
        if each.whole or not has_kanji(text[0]):
            part &= at_start
        if not has_kanji(text[-1]):
            part &= at_end
        share = each.weight * (PART / 2.2)
        kinds.append((part, share, "part", False))
        if not each.whole:
            kinds.append((~whole & ~part, each.weight * (ACROSS / 2.2), "part", True))
    return [
        Found(
            Matches(Space.CHARACTERS, starts[which], ends[which]),
            weight,
            why,
            each.note,
            below,
            typed=each.as_typed,
            tier=each.tier,
        )
        for which, weight, why, below in kinds
        if which.any()
    ]


def _edges(view: View, starts: Positions, size: int) -> Flags:
    """Whether a word starts or ends where strings of a size start, and so many places behind: rows by place."""
    places = np.arange(size + 1, dtype=np.uint32)
    if len(starts) > _MANY:
        return np.stack([view.at_edge(starts + place) for place in places])
    return view.at_edge(starts + places[:, np.newaxis])


def drawn(found: Sequence[tuple[Found, ...]]) -> list[tuple[Found, ...]]:
    """The ways of a word, by segment, with the line drawn over all of them: each is above it where no surer one is
    anywhere, weak ones never."""
    tiers = {
        each.tier
        for ways in found
        for each in ways
        if not each.below and (each.weight >= _SURE_ENOUGH or each.tier is not Tier.SURE)
    }
    last = min((*tiers, Tier.FAINT))
    return [tuple(replace(each, below=True) if each.tier > last else each for each in ways) for ways in found]


def score(found: tuple[Found, ...], view: View, mean: float) -> WordScores:
    """The best way of a word in each passage, without the word's rarity; `mean` is the length of a passage in all
    segments together, so that the same texts have the same scores however they came into the index."""
    counted = [_counted(view.passages_of(each.matches.space, each.matches.starts)) for each in found]
    rows = together([passages for passages, _ in counted], view.size)
    best, above = np.zeros(len(rows)), np.zeros(len(rows), np.bool_)
    for each, (passages, counts) in zip(found, counted, strict=True):
        frequency = counts / (1 - B + B * view.lengths[passages] / mean)
        scores = each.weight * (frequency * (K1 + 1)) / (frequency + K1)
        at = slice(None) if len(passages) == len(rows) else rows.searchsorted(passages)
        best[at] = np.maximum(best[at], scores)
        if not each.below:
            above[at] = True
    return WordScores(found, rows, best, above & (best > 0))


def together(passages: Sequence[Numbers], size: int) -> Numbers:
    """The passages of several arrays, in order, each once."""
    if len(passages) < 2:
        return passages[0] if passages else np.empty(0, np.int64)
    if sum(map(len, passages)) < size // _FEW:
        return distinct(np.concatenate(passages))
    there = np.zeros(size, np.bool_)
    for some in passages:
        there[some] = True
    return np.flatnonzero(there)


def _counted(passages: Numbers) -> tuple[Numbers, Numbers]:
    """The different numbers of an ascending array, and how often each is in it."""
    if len(passages) == 1:
        return passages, np.ones(1, np.int64)
    changes = (passages[1:] != passages[:-1]).nonzero()[0]
    bounds = np.zeros(len(changes) + 2, np.int64)
    np.add(changes, 1, out=bounds[1:-1])
    bounds[-1] = len(passages)
    firsts = bounds[:-1]
    return passages[firsts], bounds[1:] - firsts


def rarity(frequency: int, total: int) -> float:
    """The weight of a word that `frequency` of `total` passages have."""
    return math.log(1 + max(total, 1) / (frequency + 1)) + 0.2


def nearness(words: Sequence[WordScores], view: View, rows: Numbers) -> Scores:
    """By some passages, all that have one of the words among them: what is added because neighbouring words of the
    query stand near each other."""
    bonus = np.zeros(len(rows))
    starts = [_token_starts(word.found) for word in words]
    for one, other in pairwise(starts):
        if not len(one) or not len(other):
            continue
        places = np.searchsorted(other, one)
        after = other[np.minimum(places, len(other) - 1)].astype(np.int64)
        before = other[np.maximum(places - 1, 0)].astype(np.int64)
        here = one.astype(np.int64)
        distance = np.minimum(np.abs(after - here), np.abs(here - before))
        close = np.flatnonzero(distance < GAP)
        if not len(close):
            continue
        passages = view.passages_of(Space.TOKENS, one[close])
        firsts = np.flatnonzero(np.concatenate(([True], passages[1:] != passages[:-1])))
        nearest = np.minimum.reduceat(distance[close], firsts)
        at = rows.searchsorted(passages[firsts])
        bonus[at] = np.maximum(bonus[at], _NEAR * (1 - nearest / GAP))
    return bonus


def within(words: Sequence[WordScores], view: View, most: int) -> Flags:
    """By passage: whether two words stand there with at most so many words between."""
    near = np.zeros(view.size, np.bool_)
    if len(words) < 2:
        return near
    ends = [_token_places(word.found, view) for word in words[:2]]
    for one, other in ((ends[0], ends[1]), (ends[1], ends[0])):
        if not len(one[0]) or not len(other[0]):
            continue
        order = np.argsort(other[0], kind="stable")
        starts = other[0][order]
        at = np.searchsorted(starts, one[1])
        behind = starts[np.minimum(at, len(starts) - 1)]
        good = (behind >= one[1]) & (behind - one[1] <= most)
        passages = view.passages_of(Space.TOKENS, one[0][good].astype(np.uint32))
        same = passages == view.passages_of(Space.TOKENS, behind[good].astype(np.uint32))
        near[passages[same]] = True
    return near


def _token_places(found: Sequence[Found], view: View) -> tuple[Numbers, Numbers]:
    """The first token of each match, and the one behind it; those of strings by the tokens they begin and end in."""
    places = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for each in found:
        if each.below and not each.typed:
            continue
        starts, ends = each.matches.starts, each.matches.ends
        in_tokens = each.matches.space is Space.TOKENS
        places.append((starts.astype(np.int64), ends.astype(np.int64)) if in_tokens else view.in_tokens(starts, ends))
    return np.concatenate([first for first, _ in places]), np.concatenate([last for _, last in places])


def _token_starts(found: Sequence[Found]) -> Positions:
    arrays = [each.matches.starts for each in found if each.matches.space == Space.TOKENS]
    return distinct(np.concatenate(arrays)) if arrays else np.empty(0, np.uint32)


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
