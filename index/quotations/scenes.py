"""A run of quotations read together: who goes on, who answers, who takes turns.

A linear chain over the quotations of a document. Each has its candidates with their features; besides these a candidate
gets what ties him to the quotations near it, and each step from one to the next is of one of five kinds (`STEPS`) that
the layout of the two favours or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inyo.index.quotations.candidates import Item

STEPS = ("nobody goes on", "after nobody", "to nobody", "goes on", "changes")
"""The kinds of steps between two quotations: nobody speaks either, the first, the second; one speaks both; two do."""

_STRONG = (
    "first", "front", "mid", "byline", "named at once", "named before", "after", "beyond",
    "scene rule", "scene before", "scene behind", "scene lead", "scene told", "scene after", "scene stated",
)  # fmt: skip
"""What the features begin with that make a candidate one of the people of the scene."""
_BACK, _BACK_IN_STORIES, _AHEAD = 3, 10, 8
_FAR, _FAR_IN_STORIES, _FAR_AHEAD = 12, 30, 16
"""How many quotations, and how many sentences, away somebody may have been named who speaks."""


@dataclass(slots=True)
class Link:
    """A quotation in its chain: its item, the features of each candidate by name ('' nobody), and what the step from
    the link before looks like (empty where there is none)."""

    item: Item
    features: dict[str, list[str]]
    step: tuple[str, ...] = ()


def chain(items: Sequence[Item]) -> list[Link]:
    """The chain of quotations in the order of the text."""
    strong = [_strong(item) for item in items]
    out: list[Link] = []
    told: list[tuple[list[str], Item]] = []
    for number, item in enumerate(items):
        link = Link(item, {name: list(candidate.features) for name, candidate in item.candidates.items()})
        if not item.nested:
            _carry(link, told)
            if item.story:
                _look_ahead(
                    link,
                    list(
                        zip(
                            strong[number + 1 : number + 1 + _AHEAD],
                            items[number + 1 : number + 1 + _AHEAD],
                            strict=True,
                        )
                    ),
                )
            told.append((strong[number], item))
            previous = out[-1].item if out else None
            if previous is not None and not previous.nested:
                link.step = _step(previous, item)
        out.append(link)
    return out


def _strong(item: Item) -> list[str]:
    return [
        name
        for name, candidate in item.candidates.items()
        if name and any(feature.startswith(_STRONG) for feature in candidate.features)
    ]


def _carry(link: Link, told: Sequence[tuple[list[str], Item]]) -> None:
    """The people of the quotations before."""
    item = link.item
    for back in range(1, min(len(told), _BACK_IN_STORIES if item.story else _BACK) + 1):
        names, other = told[-back]
        if item.clock - other.clock > (_FAR_IN_STORIES if item.story else _FAR):
            break
        for name in names:
            features = link.features.setdefault(name, ["only carried"])
            features.append(f"carry {min(back, 3)}|{item.frame.mode}|{item.own}")
            if item.story:
                features.append(f"story carry {min(back, 3)}|{item.alone}")


def _look_ahead(link: Link, coming: Sequence[tuple[list[str], Item]]) -> None:
    """The people of the quotations behind, in a story."""
    for ahead, (names, other) in enumerate(coming, 1):
        if other.clock - link.item.clock > _FAR_AHEAD:
            break
        for name in names:
            features = link.features.setdefault(name, ["only ahead"])
            features.append(f"ahead {min(ahead, 3)}|{link.item.alone}")


def _step(previous: Item, item: Item) -> tuple[str, ...]:
    """How a quotation follows the one before it."""
    gap = item.clock - previous.clock
    far = gap if gap < 3 else 3 if gap < 5 else 4
    lines = min(2, item.paragraph - previous.paragraph)
    story = "story " if item.story else ""
    return (
        f"{story}{item.frame.mode}|{item.own}|{far}",
        f"{story}own {item.own}|{far}|{lines}",
        f"{story}alone {item.alone}{previous.alone}|{far}|{lines}",
        f"{story}{previous.frame.mode}>{item.frame.mode}|{lines}",
        f"{story}begins {item.begins}|{previous.begins}|{far}|{lines}",
        f"{story}sub {previous.frame.subordinate}|{item.own}|{min(far, 1)}",
    )


def speakers_of(
    links: Sequence[Link], scores: Sequence[Mapping[str, float]], steps: Sequence[Sequence[float]]
) -> list[dict[str, float]]:
    """The probability of every candidate of every link: forward and backward over the chain.

    `scores` are those of the candidates, `steps` those of the five kinds of steps to each link (the first is unused).
    Linear in the number of candidates: whether a step changes the speaker is all that a step knows of the two.
    """
    forward: list[dict[str, float]] = []
    for place, own in enumerate(scores):
        incoming = (
            _passed(forward[-1], own, steps[place], bool(links[place].step)) if place else dict.fromkeys(own, 1.0)
        )
        forward.append(_scaled({name: incoming[name] * own[name] for name in own}))
    backward: list[dict[str, float]] = [dict.fromkeys(scores[-1], 1.0)] if scores else []
    for place in range(len(scores) - 1, 0, -1):
        coming = {name: backward[-1][name] * scores[place][name] for name in scores[place]}
        backward.append(_scaled(_returned(coming, scores[place - 1], steps[place], bool(links[place].step))))
    backward.reverse()
    return [
        _scaled({name: before[name] * behind[name] for name in before})
        for before, behind in zip(forward, backward, strict=True)
    ]


def _passed(
    before: Mapping[str, float], own: Mapping[str, float], step: Sequence[float], joined: bool
) -> dict[str, float]:
    """What comes to each candidate from those of the link before. `step` holds factors in the order of STEPS."""
    if not joined:
        return dict.fromkeys(own, 1.0)
    nobody = before.get("", 0.0)
    anybody = sum(before.values()) - nobody
    out: dict[str, float] = {}
    for name in own:
        if not name:
            out[name] = step[0] * nobody + step[2] * anybody
        else:
            same = before.get(name, 0.0)
            out[name] = step[1] * nobody + step[3] * same + step[4] * max(0.0, anybody - same)
    return out


def _returned(
    coming: Mapping[str, float], before: Mapping[str, float], step: Sequence[float], joined: bool
) -> dict[str, float]:
    """What comes back to each candidate of a link from those of the next."""
    if not joined:
        return dict.fromkeys(before, 1.0)
    nobody = coming.get("", 0.0)
    anybody = sum(coming.values()) - nobody
    out: dict[str, float] = {}
    for name in before:
        if not name:
            out[name] = step[0] * nobody + step[1] * anybody
        else:
            same = coming.get(name, 0.0)
            out[name] = step[2] * nobody + step[3] * same + step[4] * max(0.0, anybody - same)
    return out


def _scaled(values: dict[str, float]) -> dict[str, float]:
    total = sum(values.values())
    return {name: value / total for name, value in values.items()} if total > 0 else values
