"""How strings of characters lie to words: looked at where the words are, as all places of the strings would tell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.segment_view import OPEN, View
from inyo.index.engine.matching.strings import (
    beginning_at,
    beginning_with,
    contained,
    followed_by,
    holding,
    standing,
    stem_starts,
    string_starts,
)
from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.engine.segments import Field, Space
from tests.small_index import document, placed

_TEXTS = st.lists(st.text("食べる見たい本がﾊﾟ㌔。", min_size=1, max_size=40), min_size=1, max_size=4)


def _view(texts: list[str]) -> View:
    return View(MemorySegment([each for at, text in enumerate(texts) for each in placed(document(str(at), text))]))


def _words(view: View) -> tuple[np.ndarray, np.ndarray]:
    """All words of some lemmas: their starts and ends in token space."""
    found = [view.positions(Field.LEMMA, term) for term in view.segment.terms(Field.LEMMA)]
    starts = np.unique(np.concatenate([np.empty(0, np.uint32), *found]))
    return starts, starts + np.uint32(1)


@settings(deadline=None)
@given(_TEXTS, st.sampled_from(["る", "べる", "たい", "が", "パ", "本が"]))
def test_words_followed_by_a_string_are_those_that_end_where_it_stands(texts: list[str], ending: str) -> None:
    view = _view(texts)
    starts, ends = _words(view)
    passages = view.passages_of(Space.TOKENS, starts)
    first, last = view.in_characters(starts, ends, passages)
    places = string_starts(view, ending)
    good = contained(last, places[view.at_edge(places)])
    expected = sorted(zip(last[good].tolist(), first[good].tolist(), strict=True), key=lambda pair: pair[::-1])
    found = followed_by(view, starts, ends, ending)
    assert list(zip(found[1].tolist(), found[0].tolist(), strict=True)) == expected


@settings(deadline=None)
@given(_TEXTS, st.sets(st.sampled_from("食見本べパ"), min_size=1))
def test_words_that_hold_a_letter_are_those_it_stands_in(texts: list[str], letters: set[str]) -> None:
    view = _view(texts)
    starts, ends = _words(view)
    first, last = view.in_characters(starts, ends, view.passages_of(Space.TOKENS, starts))
    places = [place for letter in letters for place in string_starts(view, letter).tolist()]
    expected = [any(a <= at < b for at in places) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
    assert holding(view, starts, ends, sorted(letters)).tolist() == expected


@settings(deadline=None)
@given(_TEXTS, st.sampled_from(["食", "食べ", "見た", "本"]))
def test_words_that_begin_with_a_string_are_those_that_begin_where_it_stands(texts: list[str], string: str) -> None:
    view = _view(texts)
    starts, ends = _words(view)
    first = view.first_characters(starts, view.passages_of(Space.TOKENS, starts))
    places = string_starts(view, string)
    expected = contained(first, places).tolist()
    assert holding(view, starts, ends, [string], first=True).tolist() == expected
    assert beginning_at(view, starts, places).tolist() == expected


@pytest.mark.parametrize("text", ["", "。"])
def test_there_may_be_no_word_at_all(text: str) -> None:
    view = _view([text, "本"])
    nothing = np.empty(0, np.uint32)
    assert not len(followed_by(view, nothing, nothing, "る")[0])
    assert not len(holding(view, nothing, nothing, ["本"]))


_NUMBERS = st.lists(st.integers(0, 400), max_size=60)


@given(_NUMBERS, st.sets(st.integers(0, 400), max_size=60), st.booleans())
def test_what_is_contained_is_told_whichever_side_is_longer_or_in_order(
    values: list[int], within: set[int], ordered: bool
) -> None:
    asked = sorted(set(values)) if ordered else values
    found = contained(np.array(asked, np.uint32), np.array(sorted(within), np.uint32))
    assert found.tolist() == [value in within for value in asked]


@pytest.mark.parametrize("spread", [1, 30, 100_000])
def test_very_many_values_are_told_apart_as_few_are(spread: int) -> None:
    values = np.random.default_rng(5).integers(0, 40_000 * spread, 40_000).astype(np.uint32)
    assert np.array_equal(distinct(values), np.unique(values))


@settings(deadline=None, max_examples=40)
@given(_TEXTS, st.sampled_from(["ミ", "タ", "タベ", "ホ", "ガ"]))
def test_words_that_are_read_from_some_kana_on_are_told_at_each_place(texts: list[str], kana: str) -> None:
    view = _view(texts)
    places = np.arange(int(view.bases(Space.TOKENS)[-1]), dtype=np.uint32)
    expected = contained(places, view.positions(Field.READING, kana + OPEN))
    assert np.array_equal(standing(view, [(Field.READING, kana + OPEN)], places), expected)


@settings(deadline=None, max_examples=40)
@given(_TEXTS, st.sampled_from(["食", "見", "本が", "食べ"]))
def test_words_that_begin_with_a_string_are_those_at_its_places(texts: list[str], string: str) -> None:
    view = _view(texts)
    starts, _ = _words(view)
    places = stem_starts(view, string) if len(string) == 1 else string_starts(view, string)
    assert np.array_equal(beginning_with(view, Space.TOKENS, starts, [string]), beginning_at(view, starts, places))


def test_the_passages_of_many_positions_are_those_of_each() -> None:
    view = _view(["食べる本が見たい。" * 3, "本。", "見る" * 40])
    starts = np.concatenate([base + np.arange(3, dtype=np.uint32) for base in view.bases(Space.TOKENS)[:-1]])
    many = np.tile(np.sort(starts), 600)
    assert np.array_equal(
        view.passages_of(Space.TOKENS, many), np.tile(np.repeat(np.arange(len(view.bases(Space.TOKENS)) - 1), 3), 600)
    )
