"""Turns without an anchor: two people who speak in a scene take turns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from inyo.index.quotations.discourse import Speaker
from inyo.index.quotations.stories.exchange import Turn

REACH = 7
"""How many turns around a turn make the scene in which its speakers are looked for."""
BEYOND = 4
"""How many turns past an anchor two people who speak in a scene are taken to alternate."""


def casts_of(turns: Sequence[Turn]) -> list[dict[str, Speaker]]:
    """Who speaks around each turn of the same scene, with a mention of each."""
    out = []
    for place, turn in enumerate(turns):
        near = [other for other in turns[max(0, place - REACH) : place + REACH + 1] if other.scene == turn.scene]
        here: dict[str, Speaker] = {}
        for other in near:
            for line in other.lines:
                if line.speaker.name:
                    here.setdefault(line.speaker.name, line.speaker)
        if len(here) == 1:
            here |= _partner(here, near)
        out.append(here)
    return out


def _partner(here: Mapping[str, Speaker], near: Sequence[Turn]) -> dict[str, Speaker]:
    """The other of two where only one is known to speak: whom that one addresses, or the only other who acts.

    Nobody where several could be meant, or where one is only called.
    """
    addressed = set().union(*(_addressed(turn) for turn in near if turn.speaker.name)) - here.keys()
    if len(addressed) == 1:
        return {name: Speaker(name, "", None, True) for name in addressed}
    acting = {each.subject.name: each.subject for turn in near for each in turn.told if each.subject.name}
    acting |= {each.other.name: each.other for turn in near for each in turn.told if each.other.name}
    called = set().union(*(turn.not_by for turn in near))
    about = (acting.keys() | called) - here.keys()
    return {name: acting[name] for name in about if name in acting} if len(about) == 1 else {}


def _addressed(turn: Turn) -> set[str]:
    """Whom a turn says something to: a cry that is nothing but a name is an answer to nobody."""
    return {
        name
        for line in turn.lines
        for name in line.not_by
        if any(char.isalnum() for char in line.words.replace(name, ""))
    }


def by_exclusion(turn: Turn, cast: dict[str, Speaker]) -> None:
    """Of two who speak in a scene, the one whom a turn does not address."""
    if turn.speaker.name or len(cast) != 2:
        return
    left = [name for name in cast if name not in turn.not_by]
    if len(left) == 1 and len(turn.lines) == 1:
        turn.lines[0].speaker = replace(cast[left[0]], inferred=True)


def runs_of(turns: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """Stretches of turns that follow each other without narration."""
    first = 0
    for place in range(1, len(turns) + 1):
        if place == len(turns) or not turns[place].joined:
            yield first, place
            first = place


def alternate(turns: Sequence[Turn], first: int, last: int, casts: Sequence[dict[str, Speaker]]) -> None:
    """Fill the turns between two anchors, and a few beyond the outermost, where two people take turns."""
    for left, right in pairwise(_known(turns, first, last)):
        pair = _pair_between(turns, left, right, casts[left])
        if pair is not None:
            _fill(turns, range(left + 1, right), pair, whole=True)
    known = _known(turns, first, last)
    if not known:
        return
    for places, edge in ((range(known[-1] + 1, last), known[-1]), (range(known[0] - 1, first - 1, -1), known[0])):
        mine = turns[edge].last if places.step > 0 else turns[edge].speaker
        others = [speaker for name, speaker in casts[edge].items() if name != mine.name]
        if len(others) == 1:
            _fill(turns, places[:BEYOND], (others[0], mine), whole=False)


def _known(turns: Sequence[Turn], first: int, last: int) -> list[int]:
    """The turns whose speaker is known."""
    return [place for place in range(first, last) if turns[place].speaker.name]


def _pair_between(
    turns: Sequence[Turn], left: int, right: int, cast: Mapping[str, Speaker]
) -> tuple[Speaker, Speaker] | None:
    """Who speaks first and second between two anchors; None where their number or the cast does not tell."""
    gap = right - left
    one, other = turns[left].last, turns[right].speaker
    if gap < 2 or (one.name != other.name) != (gap % 2 == 1):
        return None
    if one.name != other.name:
        return other, one
    others = [speaker for name, speaker in cast.items() if name != one.name]
    return (others[0], one) if len(others) == 1 else None


def _fill(turns: Sequence[Turn], places: Sequence[int], pair: tuple[Speaker, Speaker], *, whole: bool) -> None:
    """Give turns to two people by turns, up to the one before where that makes somebody address himself.

    Nothing where that happens and the `whole` stretch was to be filled.
    """
    chosen = [(turns[place], pair[number % 2]) for number, place in enumerate(places)]
    wrong = next((number for number, (turn, speaker) in enumerate(chosen) if speaker.name in turn.not_by), len(chosen))
    if wrong < len(chosen):
        chosen = [] if whole else chosen[: max(0, wrong - 1)]
    for turn, speaker in chosen:
        for line in turn.lines:
            if not line.speaker.name:
                line.speaker = replace(speaker, inferred=True)
