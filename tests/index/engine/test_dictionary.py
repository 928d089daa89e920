"""Terms of a field, by binary search in the file."""

from __future__ import annotations

import io

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.engine.local.segment_blocks import Dictionary, decode, encode
from inyo.index.own.sections import Sections, SectionWriter

TERMS = st.text(st.sampled_from("abんゆ𠮷\ud800\uffff"), max_size=4)


def dictionary(terms: list[str]) -> Dictionary:
    file = io.BytesIO()
    writer = SectionWriter(file)
    data = [encode(term) for term in terms]
    writer.add("t.terms", np.frombuffer(b"".join(data), np.uint8))
    writer.add("t.bounds", np.cumsum([0, *map(len, data)]).astype(np.uint32))
    writer.close({})
    return Dictionary(Sections(file.getvalue()), "t")


@given(st.sets(TERMS, max_size=400), TERMS)
@settings(max_examples=200)
def test_a_term_is_found_where_a_sorted_list_has_it(terms: set[str], asked: str) -> None:
    order = sorted(terms)
    found = dictionary(order).find(encode(asked))
    assert found == (order.index(asked) if asked in terms else -1)


@given(st.sets(TERMS, max_size=400), TERMS)
@settings(max_examples=200)
def test_a_prefix_gives_the_terms_that_begin_with_it(terms: set[str], prefix: str) -> None:
    order = sorted(terms)
    first, last = dictionary(order).prefixed(encode(prefix))
    assert order[first:last] == [term for term in order if term.startswith(prefix)]


@given(st.sets(TERMS, max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_a_stretch_is_that_of_the_sorted_list(terms: set[str], first: int, last: int) -> None:
    order = sorted(terms)
    first, last = min(first, len(order)), min(last, len(order))
    assert [decode(term) for term in dictionary(order).all(first, max(first, last))] == order[first:last]
