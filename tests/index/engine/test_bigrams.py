"""Pairs of characters and the edges of words, against the plain way to find them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.engine.arrays import at_edge
from inyo.index.engine.passage_terms import bigrams, columns_of, edges_of
from inyo.index.engine.segments import GAP, PassageTerms
from inyo.index.japanese.folding import fold_characters
from tests.index.engine.builders import SomeWord

letters = st.text(alphabet=st.sampled_from("雨空a。\0\ud800𠮷\U0010ffff㈱ｶﾞ"), max_size=12)


@given(st.lists(letters, max_size=5))
def test_every_pair_of_characters_and_the_last_one_alone_stand_where_they_are(texts: list[str]) -> None:
    expected: dict[str, list[int]] = {}
    base = 0
    for text in texts:
        for at in range(len(text)):
            expected.setdefault(text[at : at + 2], []).append(base + at)
        base += len(text) + GAP
    terms, counts, positions = bigrams(texts)
    assert terms == sorted(expected)
    assert [part.tolist() for part in np.split(positions, counts.cumsum())[:-1]] == [expected[term] for term in terms]


@given(st.lists(st.tuples(letters, st.sets(st.integers(0, 12))), max_size=5))
def test_words_have_their_edges_where_folding_put_them(passages: list[tuple[str, set[int]]]) -> None:
    terms, expected, base = [], set(), 0
    for text, chosen in passages:
        places = sorted(place for place in chosen if place <= len(text))
        folded = fold_characters(text)
        words = list(pairwise(places))
        expected |= {base + folded.place(place) for word in words for place in word}
        starts, ends = [word[0] for word in words], [word[1] for word in words]
        terms.append(PassageTerms([SomeWord(())] * len(words), starts, ends, folded))
        base += len(folded.text) + GAP
    everywhere = np.arange(base, dtype=np.uint32)
    found = at_edge(edges_of(columns_of(terms)), everywhere)
    assert set(np.flatnonzero(found).tolist()) == expected
