"""What holds of any text whatever: asked by the tests of folding and of brackets, and by both fuzzers."""

from __future__ import annotations

from itertools import pairwise

from inyo.index.japanese.folding import fold
from inyo.index.reading.zones import find_pairs


def check_folding(text: str) -> None:
    """Every folded character stands for a part of the text, and all of the text is stood for."""
    folded = fold(text)
    covered: set[int] = set()
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        covered.update(range(start, end))
    assert covered == set(range(len(text)))


def check_pairs(text: str) -> None:
    """Pairs of brackets lie in one another or side by side, in order, each in the one that it names."""
    pairs = find_pairs(text)
    for number, pair in enumerate(pairs):
        assert 0 <= pair.start < pair.end - 1 < len(text) and text[pair.start] == pair.opener
        assert pair.parent < number
        if pair.parent >= 0:
            outer = pairs[pair.parent]
            assert outer.start < pair.start < pair.end < outer.end and pair.depth == outer.depth + 1
    assert all(one.end <= other.start or other.end < one.end for one, other in pairwise(pairs))
