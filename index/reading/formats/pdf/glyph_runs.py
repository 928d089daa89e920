"""Which glyphs stand next to one another on a line, and the runs that they make: arrays in, arrays out."""

from __future__ import annotations

import numpy as np

from .pdfium import Floats, Numbers

ALIGNED = 0.2  # ems by which glyphs of one line may be out of line
SAME_SIZE = 1.3  # ratio of the sizes of glyphs in one stroke
_TRIMMED = -0.62  # ems: brackets set half an em closer overlap the cell before
_FAR = 2.0  # ems: where neighbours are no neighbours
_CLOSE = 0.05  # ems of white to the next glyph below which no nearer one is looked for
_TRIES = 3  # candidates looked at in each band

Links = tuple[Numbers, Floats]
"""The next glyph of each on its line, -1 if none, and the white between in ems."""


def links(along0: Floats, along1: Floats, across: Floats, size: Floats) -> Links:
    """The next glyph of each on its line, -1 if none, and the white between in ems (`_FAR` if none).

    Looks into the bands of half an em around each glyph; only a pair that agrees (each the other's nearest) is linked.
    """
    count = len(along0)
    best, white = np.full(count, -1), np.full(count, _FAR)
    em = float(np.median(size))
    band = np.floor(across / (em * 0.5)).astype(np.int64)
    middle = (along0 + along1) / 2
    reach = float(along1.max() - along0.min()) * 2 + 1
    keys = band * reach + (middle - middle.min())
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    left = np.arange(count)  # the glyphs that have none near enough yet
    for step in (0, -1, 1):
        asked = left
        for attempt in range(_TRIES):
            at = np.searchsorted(ordered, keys[asked] + step * reach, side="right") + attempt
            other = order[np.minimum(at, count - 1)]
            own, its = size[asked], size[other]
            gap = (along0[other] - along1[asked]) / np.maximum(own, its)
            fits = (
                (at < count)
                & (np.abs(across[other] - across[asked]) <= ALIGNED * np.minimum(own, its))
                & (its < SAME_SIZE * own)
                & (own < SAME_SIZE * its)
                & (gap > _TRIMMED)
                & (middle[other] > middle[asked])  # behind the end of its band the search comes to the head of the next
            )
            nearer = fits & (gap < white[asked])
            best[asked[nearer]], white[asked[nearer]] = other[nearer], gap[nearer]
            asked = asked[~fits]  # what else stands in this band is farther
            if not len(asked):
                break
        left = left[white[left] > _CLOSE]
    return _agreed(best, white)


def _agreed(best: Numbers, white: Floats) -> Links:
    linked = np.flatnonzero(best >= 0)
    linked = linked[np.argsort(-white[linked], kind="stable")]
    before = np.full(len(best), -1)
    before[best[linked]] = linked  # the nearest comes last and stays
    kept = np.zeros(len(best), np.bool_)
    kept[before[before >= 0]] = True
    return np.where(kept, best, -1), np.where(kept, white, _FAR)


def chains_of(after: Numbers) -> list[list[int]]:
    """The runs that the links make, in the order of the first glyph of each."""
    following = after.tolist()
    has_before = np.zeros(len(following), np.bool_)
    has_before[after[after >= 0]] = True
    chains = []
    for start in np.flatnonzero(~has_before).tolist():
        chain, at = [start], following[start]
        while at >= 0:
            chain.append(at)
            at = following[at]
        chains.append(chain)
    return chains


def runs_of(after: Numbers) -> Numbers:
    """The first glyph of the run of each, by doubling the steps back: runs are found without walking each."""
    first = np.arange(len(after))
    linked = np.flatnonzero(after >= 0)
    first[after[linked]] = linked
    for _ in range(len(after).bit_length()):
        further = first[first]
        if (further == first).all():
            break
        first = further
    return first


def run_mean(votes: Floats, runs: Numbers) -> Floats:
    """The mean of each glyph's run, 0 for a glyph alone."""
    count = np.bincount(runs, minlength=len(runs))
    sums = np.bincount(runs, votes, minlength=len(runs))
    return np.where(count > 1, sums / np.maximum(count, 1), 0.0)[runs]
