"""A run of quotations of a story read together: two who take turns, one who goes on, a third who joins them.

Each speaker depends on the two before him: in talk the one who speaks next is most often the one who spoke last but
one. Forward and backward over pairs of speakers (a linear chain of second order).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

from inyo.index.people.anaphora import SAYS_I
from inyo.index.quotations.voices import voice_of

STEPS = ("nobody goes on", "after nobody", "to nobody", "goes on", "changes", "returns", "third")
"""The kinds of steps between quotations: nobody speaks either, the first, the second; one speaks both; two do, and of
the one before them nothing is known; the second also spoke before the first; all three are different people."""

HABITS = ("lead", "after")
"""What the sentences on lines of their own do in a story, by habit: tell who speaks next, or who has spoken."""

MOST = 9
"""Candidates of one quotation of a story that are weighed together."""

Pairs = list[list[float]]
"""How probable each pair of speakers is: of the quotation before (rows), of the one at hand."""


_ASKS = re.compile(
    r"(?:[？?]|(?:です|ます|でしょう|だろう|の|ん)か|かい|かね|かな|[何誰どいつ][^。]{0,6}か)[。…―！!]*$"
)
_ANSWERS = re.compile(
    r"^[…―\s　]*(?:はい|はあ|はッ|はっ|ええ|えゝ|うん|うむ|ううん|いや|いいえ|いえ|いゝえ|へえ|へい|ああ|あゝ|"
    r"そう|さう|さよう|左様|なるほど|なに|何[、，。！？]|だって|でも|もちろん|勿論|まさか|どうして|なぜ|何故|それ[はがでじな])"
)
_SILENT = re.compile(r"^[…―─・\s　。！？!?]*$")
_POLITE = re.compile(
    r"(?:です|ます|でし|まし|ませ|ましょう|でしょう|ございま|下さい|ください|なさい|さうで)[^。]{0,4}[。！？!?…―]*$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """How words are spoken: whether they ask, answer, are polite; the pronoun of the first person in them, and the
    voice (index.quotations.voices)."""

    asks: bool = False
    answers: bool = False
    silent: bool = False
    polite: str = ""
    pronoun: str = ""
    voice: str = ""


def words_of(text: str) -> Words:
    """The manner of the words of a quotation, without its brackets."""
    text = text.strip("「」『』 　\n")
    last = re.split(r"(?<=[。！？!?])", text.rstrip("。！？!?…―"))[-1]
    own = SAYS_I.search(text)
    silent = bool(_SILENT.match(text))
    polite = "" if silent or len(text) < 5 else "p" if _POLITE.search(last[-14:]) or _POLITE.search(text) else "n"
    return Words(
        bool(_ASKS.search(text)), bool(_ANSWERS.match(text)), silent, polite, own["I"] if own else "", voice_of(text)
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands in its story: which turn and which line of it; how it is joined to the turn before
    (`beat`), what is told between them (`between`), and its manner."""

    turn: int
    line: int
    scene: int
    beat: str
    manner: Words
    stated: bool
    between: str = ""


NOWHERE = Place(-9, 0, -1, "?", Words(), False)


def step_features(earlier: Place | None, before: Place, own: Place) -> tuple[str, ...]:
    """How a quotation follows the one before it, and that the one before that."""
    gap = _gap(before, own)
    two = _gap(earlier, before) if earlier is not None else "-"
    manner, last = own.manner, before.manner
    out = [
        f"gap {gap}",
        f"gap {gap}|two {two}",
        f"gap {gap}|{own.between}",
        f"gap {gap}|stated {before.stated}{own.stated}",
        f"gap {gap}|asks {last.asks}{manner.answers}",
        f"asks {last.asks}{manner.asks}",
    ]
    if last.polite and manner.polite:
        out.append(f"polite {'same' if last.polite == manner.polite else 'other'}")
    if last.pronoun and manner.pronoun:
        out.append(f"pronoun {'same' if last.pronoun == manner.pronoun else 'other'}")
    if last.voice and manner.voice:
        out.append(f"voice {'same' if last.voice == manner.voice else 'other'}")
    if earlier is not None and gap == "joined" == two and earlier.manner.polite and manner.polite:
        out.append(f"polite two {'same' if earlier.manner.polite == manner.polite else 'other'}")
    if earlier is not None and gap == "joined" == two and earlier.manner.voice and manner.voice:
        out.append(f"voice two {'same' if earlier.manner.voice == manner.voice else 'other'}")
    if manner.silent or last.silent:
        out.append(f"silent {gap}")
    return tuple(f"scene {feature}" for feature in out)


def _gap(before: Place, own: Place) -> str:
    if own.turn == before.turn and own.turn >= 0:
        return "line"
    if own.scene != before.scene:
        return "scene"
    return own.beat if own.turn == before.turn + 1 else "apart"


def step_kind(before: str | None, last: str, name: str) -> int:
    """The number in STEPS of the step from `last` to `name`; `before` is who spoke before `last`, None for unknown."""
    if not last or not name:
        return 0 if not last and not name else 1 if not last else 2
    if last == name:
        return 3
    if not before:
        return 4
    return 5 if before == name else 6


_SIGNS = {
    "stated": ("scene stated", "scene rule False"),
    "beside": ("scene before", "scene behind"),
    "tied": ("scene lead 0", "scene after 0"),
    "called": ("scene called -1",),
    "person": ("scene kind person", "scene kind acts"),
    "I": ("scene kind I",),
}


@lru_cache(maxsize=1 << 12)
def _sign_of(feature: str) -> str:
    return next((sign for sign, starts in _SIGNS.items() if feature.startswith(starts)), "")


def signs_of(features: Iterable[str]) -> list[str]:
    """What makes a speaker surer than his probability says: he is stated, acts beside the words or in the sentence next
    to them, was called, is a person of the story, or tells it."""
    seen = set(map(_sign_of, features))
    return [sign for sign in _SIGNS if sign in seen]


def by_habit(features: Iterable[str]) -> list[str]:
    """The features, of a quotation of a story, that mean more under one habit than under the other."""
    return [feature for feature in features if feature.startswith(("scene lead", "scene after"))]


def mixed(found: Sequence[tuple[float, list[dict[str, float]]]]) -> list[dict[str, float]]:
    """The probabilities under several habits, each weighed by how well it explains the story."""
    top = max(total for total, _ in found)
    shares = [math.exp(total - top) for total, _ in found]
    out: list[dict[str, float]] = []
    for each in zip(*(names for _, names in found), strict=True):
        sums: dict[str, float] = defaultdict(float)
        for share, names in zip(shares, each, strict=True):
            for name, value in names.items():
                sums[name] += share / sum(shares) * value
        out.append(dict(sums))
    return out


def speakers_in_scene(
    scores: Sequence[Mapping[str, float]], steps: Sequence[Sequence[float]]
) -> tuple[float, list[dict[str, float]]]:
    """The logarithm of the sum over all ways to read the story, and the probability of every candidate.

    `scores` are the factors of the candidates of each quotation, `steps` those of the kinds of steps to it, in the
    order of STEPS (the first is unused).
    """
    if not scores:
        return 0.0, []
    names = [list(own) for own in scores]
    before: list[Sequence[str | None]] = [[None], *names[:-1]]
    first = [[scores[0][name] for name in names[0]]]
    total_log = math.log(sum(first[0]) or 1.0)
    forward: list[Pairs] = [_scaled(first)]
    for place in range(1, len(scores)):
        pairs = _onward(forward[-1], before[place - 1], names[place - 1], scores[place], steps[place])
        total_log += math.log(sum(map(sum, pairs)) or 1e-300)
        forward.append(_scaled(pairs))
    out: list[dict[str, float]] = [{} for _ in scores]
    backward: Pairs = [[1.0] * len(names[-1]) for _ in before[-1]]
    for place in range(len(scores) - 1, -1, -1):
        both = (map(mul, row, back) for row, back in zip(forward[place], backward, strict=True))
        sums = list(map(sum, zip(*both, strict=True)))
        total = sum(sums) or 1.0
        out[place] = {name: value / total for name, value in zip(names[place], sums, strict=True)}
        if place:
            backward = _scaled(_back(backward, before[place - 1], names[place - 1], scores[place], steps[place]))
    return total_log, out


def _onward(
    pairs: Pairs, before: Sequence[str | None], last: Sequence[str], own: Mapping[str, float], step: Sequence[float]
) -> Pairs:
    """The pairs (last, name) from the pairs (before, last). Of who spoke before only this matters: whether anybody did,
    and whether it is he who speaks again; sums over him therefore serve every name."""
    changes, returns, third = step[4:]
    names, factors = list(own), list(own.values())
    unnamed = next((at for at, first in enumerate(before) if not first), -1)
    again = [(names.index(first), at) for at, first in enumerate(before) if first and first in own]
    out: Pairs = []
    for one, column in zip(last, zip(*pairs, strict=True), strict=True):
        coming = list(column)
        nobody = coming.pop(unnamed) if unnamed >= 0 else 0.0
        others = sum(coming)
        if not one:
            came = nobody + others
            out.append([factor * step[step_kind(None, one, name)] * came for name, factor in own.items()])
            continue
        changed = changes * nobody
        new = changed + third * others
        row = [factor * new for factor in factors]
        for place, at in again:
            same = column[at]
            row[place] = factors[place] * (changed + returns * same + third * max(0.0, others - same))
        for name in ("", one):
            if name in own:
                row[names.index(name)] = own[name] * step[step_kind(None, one, name)] * (nobody + others)
        out.append(row)
    return out


def _back(
    backward: Pairs, before: Sequence[str | None], last: Sequence[str], own: Mapping[str, float], step: Sequence[float]
) -> Pairs:
    """What comes back to the pairs (before, last) from the pairs (last, name)."""
    changes, returns, third = step[4:]
    names, factors = list(own), list(own.values())
    again = [(at, names.index(first), first) for at, first in enumerate(before) if first and first in own]
    nobody = next((at for at, first in enumerate(before) if not first), -1)
    columns: list[list[float]] = []
    for one, row in zip(last, backward, strict=True):
        values = list(map(mul, row, factors))
        if not one:
            fixed = sum(value * step[step_kind(None, one, name)] for name, value in zip(names, values, strict=True))
            columns.append([fixed] * len(before))
            continue
        free, fixed = values.copy(), 0.0
        for at in sorted((names.index(name) for name in ("", one) if name in own), reverse=True):
            fixed += free.pop(at) * step[step_kind(None, one, names[at])]
        others = sum(free)
        column = [fixed + third * others] * len(before)
        for at, place, first in again:
            if first != one:
                same = values[place]
                column[at] = fixed + (returns * same + third * max(0.0, others - same))
        if nobody >= 0:
            column[nobody] = fixed + changes * others
        columns.append(column)
    return list(map(list, zip(*columns, strict=True)))


def _scaled(pairs: Pairs) -> Pairs:
    total = sum(map(sum, pairs))
    return [[value / total for value in row] for row in pairs] if total > 0 else pairs
