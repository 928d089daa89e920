"""The strings of kanji that stand at some matches: what a word in kana was read as."""

from __future__ import annotations

from collections import Counter

import numpy as np

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.word_patterns import Matches
from inyo.index.engine.segments import Space
from inyo.index.japanese.readings import all_kanji

_LONGEST_ALIKE = 12
_PRIME = np.uint64(0x9E3779B97F4A7C15)
"""By which the characters of a string become one number."""


def strings_at(view: View, matches: Matches) -> Counter[str]:
    """The strings of two kanji or more at some matches in token space, with how often each is there."""
    found: Counter[str] = Counter()
    if matches.space is not Space.TOKENS or not len(matches):
        return found
    passages = view.passages_of(Space.TOKENS, matches.starts)
    starts, ends = view.in_characters(matches.starts, matches.ends, passages)
    sizes, first = ends - starts, starts - view.bases(Space.CHARACTERS)[passages]
    for size in distinct(sizes[(sizes > 1) & (sizes <= _LONGEST_ALIKE)]).tolist():
        here = np.flatnonzero(sizes == size)
        letters = [view.segment.letters(passages[here], first[here].astype(np.int64) + at) for at in range(size)]
        mixed = np.zeros(len(here), np.uint64)
        for codes in letters:
            mixed = mixed * _PRIME + codes
        _, rows, counts = np.unique(mixed, return_index=True, return_counts=True)
        for row, count in zip(rows.tolist(), counts.tolist(), strict=True):
            string = "".join(chr(codes[row]) for codes in letters)
            if all_kanji(string):
                found[string] += count
    return found
