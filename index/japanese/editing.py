"""Weighted edit distance: how much must be changed in one string to make it another."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

FAR = 9.0
"""A distance beyond every threshold."""


def edit_distance(
    first: str,
    second: str,
    insertion: Callable[[str], float],
    substitution: Callable[[str, str], float],
    limit: float = inf,
) -> float:
    """The least cost of making one string the other, a letter put in or taken out or exchanged at a time; `FAR` as soon
    as it is certain to exceed `limit`."""
    extra = [insertion(letter) for letter in second]
    previous = [0.0]
    for cost in extra:
        previous.append(previous[-1] + cost)
    for letter in first:
        gone = insertion(letter)
        current = [previous[0] + gone]
        for at, other in enumerate(second):
            current.append(
                min(previous[at] + substitution(letter, other), previous[at + 1] + gone, current[at] + extra[at])
            )
        if min(current) > limit:
            return FAR
        previous = current
    return previous[-1] if previous[-1] <= limit else FAR
