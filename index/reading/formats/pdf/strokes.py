"""Glyphs → strokes: runs of glyphs of about one size that stand next to one another in a row or in a column.

Which way a glyph is read is what its neighbours say: in a row of text the next glyph to the right is nearer than the
next below, in a column the other way round. The order of the file decides nothing but ties.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import eq
from typing import TypeVar

import numpy as np

from inyo.index.reading.formats.pdf.glyphs import CELL, Glyphs
from inyo.index.reading.formats.pdf.pdfium import Flags, Floats, Numbers

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


_T = TypeVar("_T")
NEAR = 0.9  # ems of white inside a stroke
_STEP = 0.5  # ems of white at least between two steps of columns
_PLACES = 8  # of an em, by which a white through all lines is looked for
_FEWEST_BESIDE = 4  # lines that end above such a white
_HEAPED = 0.25  # share of the letters that lie on others
_TIGHT = 0.3  # ems of white inside a squeezed row
_MOST_SQUEEZED = 500  # of one page
_REST = ("baseline", "size", "wide", "upright", "spaced", "frame")
_UPRIGHT_DIGITS = 4  # set side by side in one cell of a column (縦中横)


@dataclass(slots=True)
class Stroke:
    """A run of glyphs in a frame where `u` goes along the line and `v` from line to line.

    In rows u is x and v is y; in columns u is y and v is the distance from the page's right edge. `frame` is the number
    of the box drawn round it, 0 without one.
    """

    vertical: bool
    text: list[str]
    starts: list[float]
    ends: list[float]
    spaced: list[bool]
    u0: float
    u1: float
    v0: float
    v1: float
    base: float
    size: float
    order: int
    frame: int
    rubies: list[tuple[int, int, str]] = field(default_factory=list)
    middle: float = field(init=False)

    def __post_init__(self) -> None:
        self.middle = (self.v0 + self.v1) / 2

    def parted(self, at: int) -> tuple[Stroke, Stroke]:
        """The strokes before and from the glyph `at`."""

        def part(of: slice) -> Stroke:
            starts, ends = self.starts[of], self.ends[of]
            rubies = [(a - of.start, b - of.start, kana) for a, b, kana in self.rubies if of.start <= a < b <= of.stop]
            text, spaced, u0, u1 = self.text[of], self.spaced[of], starts[0], max(ends)
            return replace(self, text=text, starts=starts, ends=ends, spaced=spaced, u0=u0, u1=u1, rubies=rubies)

        return part(slice(0, at)), part(slice(at, len(self.text)))


def _linked_both_ways(glyphs: Glyphs) -> tuple[Links, Links]:
    """The links of all glyphs in rows and in columns."""
    centre = (glyphs.x0 + glyphs.x1) / 2
    return (
        links(glyphs.x0, glyphs.x1, glyphs.baseline, glyphs.size),
        links(glyphs.y0, glyphs.y1, centre, glyphs.size),
    )


def columns_of(glyphs: Glyphs, in_rows: Links, in_columns: Links) -> Flags:
    """Which glyphs are read downwards."""
    (after_h, white_h), (after_v, white_v) = in_rows, in_columns
    votes = np.clip(_nearest(after_h, white_h) - _nearest(after_v, white_v), -1, 1)
    votes += np.where(_steps(glyphs.y0, glyphs.x0, glyphs.size), 0.15, 0) - np.where(
        _steps(glyphs.x0, glyphs.baseline, glyphs.size), 0.15, 0
    )
    whole = votes[glyphs.wide].sum() if glyphs.wide.any() else -1.0
    near_h = np.where(white_h < NEAR, after_h, -1)
    near_v = np.where(white_v < NEAR, after_v, -1)
    rows, columns = runs_of(near_h), runs_of(near_v)
    sums = run_mean(votes, rows) + run_mean(votes, columns)
    down = np.where(np.abs(sums) < 0.05, whole > 0, sums > 0) & (glyphs.upright | (sums > -0.5))
    down = _with_neighbours(down, rows, columns)
    if whole <= 0:  # the bullets of a list, the digits of a table: in such a page only Japanese is set downwards
        down &= np.bincount(columns, glyphs.wide, minlength=len(down))[columns] > 0
    return down


def _with_neighbours(down: Flags, rows: Numbers, columns: Numbers) -> Flags:
    """A glyph alone on its line stands near others of another line: it is read as they are."""
    in_row = np.bincount(rows, minlength=len(down))[rows] > 1
    in_column = np.bincount(columns, minlength=len(down))[columns] > 1
    share_below, share_beside = run_mean(down.astype(np.float64), columns), run_mean(down.astype(np.float64), rows)
    down = np.where(in_column & ~in_row, share_below > 0.5, down)
    return np.where(in_row & ~in_column, share_beside >= 0.5, down)


def _nearest(after: Numbers, white: Floats) -> Floats:
    """The white to the nearer neighbour of the two on the line."""
    nearest = white.copy()
    linked = np.flatnonzero(after >= 0)
    np.minimum.at(nearest, after[linked], white[linked])
    return np.maximum(nearest, 0)


def _steps(along: Floats, across: Floats, size: Floats) -> Flags:
    """Where the file itself goes on from the glyph before along a line."""
    step = np.zeros(len(along), np.bool_)
    moved, aside = np.diff(along), np.abs(np.diff(across))
    step[1:] = (aside < ALIGNED * size[1:]) & (moved > 0) & (moved < 1.6 * size[1:])
    return step


def strokes(glyphs: Glyphs) -> list[Stroke]:
    """All strokes of a page, rows and columns, none of which runs out of a box or into one."""
    if not glyphs.frame.any():
        return _in_the_open(glyphs)
    found = []
    for number in np.unique(glyphs.frame).tolist():
        part = glyphs.take(glyphs.frame == number)
        found += _rows(part, np.arange(len(part))) if number >= CELL else _in_the_open(part)
    return found


def _in_the_open(glyphs: Glyphs) -> list[Stroke]:
    if not len(glyphs):
        return []
    if _heaped(glyphs):
        return _as_drawn(glyphs)
    in_rows, in_columns = _linked_both_ways(glyphs)
    down = columns_of(glyphs, in_rows, in_columns)
    if not down.any():
        return _rows(glyphs, np.arange(len(glyphs)), in_rows)
    if down.all():
        return _columns(glyphs, np.arange(len(glyphs)), [], in_columns)
    squeezed = _squeezed(glyphs, down)
    rest = ~down
    for row in squeezed:
        rest[row] = False
    return _rows(glyphs, np.flatnonzero(rest)) + _columns(glyphs, np.flatnonzero(down), squeezed)


def _heaped(glyphs: Glyphs) -> bool:
    """Whether lines are printed upon one another (a vertical font set with a horizontal program): no place tells.

    Only Japanese shows it: Latin letters are narrow enough to share a cell.
    """
    wide = np.flatnonzero(glyphs.wide)
    if not len(wide):
        return False
    em = max(float(np.median(glyphs.size[wide])), 1.0)
    across = np.rint((glyphs.x0[wide] + glyphs.x1[wide]) / em).astype(np.int64)
    along = np.rint((glyphs.y0[wide] + glyphs.y1[wide]) / em).astype(np.int64)
    places = across * 1_000_003 + along
    cells = len(np.unique(places))
    if cells >= (1 - _HEAPED) * len(wide):
        return False
    codes = np.fromiter((ord(glyphs.chars[number][0]) for number in wide.tolist()), np.int64, len(wide))
    letters = len(np.unique(places * 0x110000 + codes))
    return letters - cells > _HEAPED * letters


def _as_drawn(glyphs: Glyphs) -> list[Stroke]:
    """The strings of the file, one under the other; a space before one is its indent."""
    down = bool(_steps(glyphs.y0, glyphs.x0, glyphs.size).sum() > _steps(glyphs.x0, glyphs.baseline, glyphs.size).sum())
    along, across = (glyphs.y0, glyphs.x0) if down else (glyphs.x0, glyphs.baseline)
    after = np.arange(1, len(glyphs) + 1)
    after[np.append(~_steps(along, across, glyphs.size)[1:], True)] = -1
    found = []
    ends = glyphs.y1 if down else glyphs.x1
    for number, chain in enumerate(chains_of(after)):
        size = float(glyphs.size[chain[0]])
        shift = float(along[chain[0]]) - size * bool(glyphs.spaced[chain[0]])
        own = np.array(chain)
        top = np.full(len(own), number * 1.7 * size)
        places = (along[own] - shift, ends[own] - shift, top, top + size, top + size)
        found.append(_Lines.of(glyphs.take(own), down, own, *places).stroke(list(range(len(own)))))
    return found


def _squeezed(glyphs: Glyphs, down: Flags) -> list[list[int]]:
    """Short rows of Latin letters or digits that are one cell of a column: its letters stand above or below them."""
    em = float(np.median(glyphs.size[down]))
    narrow = np.flatnonzero(~down & ~glyphs.wide & glyphs.upright & (glyphs.size >= 0.6 * em))
    if not len(narrow):
        return []
    part = glyphs.take(narrow)
    after, white = links(part.x0, part.x1, part.baseline, part.size)
    chains = [narrow[chain].tolist() for chain in chains_of(np.where(white < _TIGHT, after, -1))]
    short = [chain for chain in chains if len(chain) <= _UPRIGHT_DIGITS and _width(glyphs, chain) <= 1.4 * em]
    middle = (glyphs.x0 + glyphs.x1)[down] / 2
    top, bottom = glyphs.y0[down], glyphs.y1[down]
    return [chain for chain in short[:_MOST_SQUEEZED] if _in_column(glyphs, chain, middle, top, bottom, em)]


def _width(glyphs: Glyphs, chain: list[int]) -> float:
    return float(glyphs.x1[chain].max() - glyphs.x0[chain].min())


def _in_column(glyphs: Glyphs, chain: list[int], middle: Floats, top: Floats, bottom: Floats, em: float) -> bool:
    own = (glyphs.x1[chain].max() + glyphs.x0[chain].min()) / 2
    beside = np.abs(middle - own) < 0.35 * em
    above = np.abs(glyphs.y0[chain].min() - bottom) < 0.6 * em
    below = np.abs(top - glyphs.y1[chain].max()) < 0.6 * em
    return bool((beside & (above | below)).any())


def _rows(glyphs: Glyphs, which: Numbers, known: Links | None = None) -> list[Stroke]:
    if not len(which):
        return []
    part = glyphs if known else glyphs.take(which)
    after, white = known or links(part.x0, part.x1, part.baseline, part.size)
    lines = _Lines.of(part, False, which, part.x0, part.x1, part.y0, part.y1, part.baseline)
    return list(map(lines.stroke, chains_of(np.where(white < NEAR, after, -1))))


def _columns(glyphs: Glyphs, which: Numbers, squeezed: list[list[int]], known: Links | None = None) -> list[Stroke]:
    """Columns of glyphs; a squeezed row of digits counts as one glyph of its column."""
    part = glyphs.take(which)
    first = [row[0] for row in squeezed]
    x0 = np.append(part.x0, [glyphs.x0[row].min() for row in squeezed])
    x1 = np.append(part.x1, [glyphs.x1[row].max() for row in squeezed])
    y0, y1 = np.append(part.y0, glyphs.y0[first]), np.append(part.y1, glyphs.y1[first])
    size = np.append(part.size, glyphs.size[first])
    chars = part.chars + tuple("".join(glyphs.chars[number] for number in row) for row in squeezed)
    rest = (np.append(getattr(part, name), getattr(glyphs, name)[first]) for name in _REST)
    whole = Glyphs(part.width, part.height, (), chars, x0, x1, y0, y1, *rest)
    after, white = known or links(y0, y1, (x0 + x1) / 2, size)
    chains = chains_of(np.where((white < NEAR) & ~_over_white(y0, y1, size, after, white), after, -1))
    numbers = np.append(which, first).astype(np.int64)
    far = whole.width
    lines = _Lines.of(whole, True, numbers, y0, y1, far - x1, far - x0, far - (x0 + x1) / 2)
    return list(map(lines.stroke, chains))


def _over_white(along0: Floats, along1: Floats, size: Floats, after: Numbers, white: Floats) -> Flags:
    """Which glyphs have between them and the next of their line a white that runs through all lines of the page: a
    step of a newspaper ends there, however near the next one begins. Few lines cannot tell."""
    wide = (after >= 0) & (white >= _STEP)
    if len(along0) < _FEWEST_BESIDE or not wide.any():
        return np.zeros(len(along0), np.bool_)
    em = float(np.median(size))
    begin, place = float(along0.min()), em / _PLACES
    first, last = (np.floor((each - begin) / place).astype(np.int64) for each in (along0, along1))
    last = np.maximum(first, last)
    covered = np.cumsum(np.bincount(first, minlength=last.max() + 2) - np.bincount(last + 1, minlength=last.max() + 2))
    inked = np.append(0, np.cumsum(covered > 0))
    ended = np.append(0, np.cumsum(np.bincount(last, minlength=len(covered))))
    above, below = last + 1, np.maximum(first[after], last + 1)
    many = ended[above] - ended[np.maximum(above - _PLACES, 0)] >= _FEWEST_BESIDE
    found: Flags = wide & (below > above) & (inked[below] == inked[above]) & many
    return found


@dataclass(frozen=True, slots=True)
class _Lines:
    """Glyphs in the frame of their lines, as lists: a stroke has so few that arrays cost more than they save."""

    vertical: bool
    chars: tuple[str, ...]
    spaced: list[bool]
    size: list[float]
    frame: list[int]
    numbers: list[int]
    u0: list[float]
    u1: list[float]
    v0: list[float]
    v1: list[float]
    base: list[float]

    @classmethod
    def of(cls, part: Glyphs, vertical: bool, numbers: Numbers, *places: Floats) -> _Lines:
        """`numbers` are those of the whole page; `places`: u0, u1, v0, v1, base."""
        lists = (each.tolist() for each in (part.spaced, part.size, part.frame, numbers, *places))
        return cls(vertical, part.chars, *lists)

    def stroke(self, chain: list[int]) -> Stroke:
        """The stroke that glyphs are, in the order of the line."""
        chain = _without_doubles(self.chars, self.u0, self.u1, chain)
        first = chain[0]
        run = slice(first, first + len(chain)) if chain == list(range(first, first + len(chain))) else None

        def of(values: Sequence[_T]) -> list[_T]:
            return list(values[run]) if run else [values[at] for at in chain]

        starts, ends = of(self.u0), of(self.u1)
        return Stroke(
            self.vertical,
            of(self.chars),
            starts,
            ends,
            of(self.spaced),
            starts[0],
            max(ends),
            _usual(of(self.v0)),
            _usual(of(self.v1)),
            _usual(of(self.base)),
            _usual(of(self.size)),
            min(of(self.numbers)),
            self.frame[first],
        )


def _usual(values: list[float]) -> float:
    """The middle one of a few values."""
    return sorted(values)[len(values) // 2]


def _without_doubles(chars: tuple[str, ...], u0: list[float], u1: list[float], chain: list[int]) -> list[int]:
    """Letters printed twice, a hair apart, to look bold or shaded, stand once; two l side by side are two."""
    kept = chain[:1]
    letters = [chars[number] for number in chain]
    if not any(map(eq, letters, letters[1:])):
        return chain
    for number in chain[1:]:
        last = kept[-1]
        if chars[number] != chars[last] or u0[number] - u0[last] > 0.3 * (u1[last] - u0[last]):
            kept.append(number)
    return kept


def weighed_size(found: Sequence[Stroke]) -> float:
    """The size of most glyphs, in points; 1 where there are none."""
    weights: dict[float, int] = defaultdict(int)
    for stroke in found:
        weights[round(stroke.size * 2) / 2] += len(stroke.text)
    return max(max(weights.items(), key=lambda item: item[1], default=(1.0, 0))[0], 1.0)
