"""Positions on disk: whatever ascends comes back, term by term and many at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.engine.local.packed_arrays import PackedPostings, pack

_NEAR = st.integers(0, 300)
_FAR = st.integers(0, 2**32 - 1)
TERMS = st.lists(st.sets(st.one_of(_NEAR, _FAR, st.integers(0, 200_000)), min_size=1, max_size=12), max_size=12)


@given(TERMS)
def test_positions_come_back_term_by_term_and_together(terms: list[set[int]]) -> None:
    positions = [np.array(sorted(term), np.uint32) for term in terms]
    counts = np.array([len(each) for each in positions], np.int64)
    every = np.concatenate([np.empty(0, np.uint32), *positions])
    packed = PackedPostings(*pack(counts, every))
    for number, expected in enumerate(positions):
        assert np.array_equal(packed.of(number), expected)
    found_counts, found = packed.between(0, len(terms))
    assert np.array_equal(found_counts, counts) and np.array_equal(found, every)


def test_what_lies_close_takes_a_byte_and_what_lies_far_is_bridged() -> None:
    close = np.arange(10, 1_010, dtype=np.uint32)
    places, octets = pack(np.array([1_000]), close)
    assert len(octets) == 4 + 999 and np.array_equal(PackedPostings(places, octets).of(0), close)
    gap = np.concatenate([close, close + np.uint32(10_000)])
    places, octets = pack(np.array([2_000]), gap)
    assert len(octets) < 2_050 and np.array_equal(PackedPostings(places, octets).of(0), gap)


def test_positions_that_do_not_ascend_are_refused() -> None:
    with pytest.raises(ValueError, match="ascend"):
        pack(np.array([2]), np.array([7, 3], np.uint32))


def test_all_positions_of_common_and_of_rare_terms_come_back_in_some_order() -> None:
    draw = np.random.default_rng(3)
    terms = [np.unique(draw.integers(0, 3_000_000, size)).astype(np.uint32) for size in (5_000, 3, 1, 2_500, 40)]
    packed = PackedPostings(*pack(np.array([len(each) for each in terms]), np.concatenate(terms)))
    assert np.array_equal(np.sort(packed.all(0, 5)), np.sort(np.concatenate(terms)))
    assert np.array_equal(np.sort(packed.all(1, 3)), np.sort(np.concatenate(terms[1:3])))
    assert not len(packed.all(2, 2))
