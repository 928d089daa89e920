"""Blocks, and joining them: the same answers as a segment made of Python dictionaries."""

from __future__ import annotations

import io
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.engine.local.disk import DiskSegment
from inyo.index.engine.local.segment_blocks import FIELDS, Block, Selection, concatenate, pack
from inyo.index.engine.ranking.memory_segment import MemorySegment
from inyo.index.engine.segments import Field, PassageTerms
from inyo.index.japanese.folding import Folded, fold_characters
from inyo.index.values.document import Passage
from tests.index.engine.builders import SomeWord, memory, some_document


def joined(*selections: Selection) -> Block:
    file = io.BytesIO()
    concatenate(selections, file)
    block = Block.read(file.getvalue())
    block.sections.verify()
    return block


def assert_same(segment: DiskSegment, expected: MemorySegment) -> None:
    assert segment.passages == expected.passages
    for field in FIELDS:
        assert list(segment.terms(field)) == list(expected.terms(field))
        assert np.array_equal(segment.bases(field), expected.bases(field))
        assert np.array_equal(segment.lengths(field), expected.lengths(field))
        for term in expected.terms(field):
            assert np.array_equal(segment.positions(field, term), expected.positions(field, term)), (field, term)
    assert np.array_equal(segment.edges, expected.edges)
    for passage in range(expected.passages):
        assert np.array_equal(segment.token_offsets(passage), expected.token_offsets(passage))
        assert segment.document(passage) == expected.document(passage)
        assert segment.span(passage) == expected.span(passage)
        assert segment.text(passage).strip() == str(segment.span(passage)[2] - 1)


@given(st.integers(0, 10**6), st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_joined_blocks_answer_as_one_segment_in_memory(seed: int, count: int) -> None:
    chance = random.Random(seed)
    documents = [some_document(f"/d{number}", chance) for number in range(count)]
    block = joined(*(Selection(Block.read(data)) for _, data in documents))
    assert block.documents == count
    assert_same(DiskSegment("one", block), memory([placed for placed, _ in documents]))


@given(st.integers(0, 10**6), st.sets(st.integers(0, 7)), st.sets(st.integers(0, 4)))
@settings(max_examples=60, deadline=None)
def test_joining_leaves_out_what_is_deleted(seed: int, dead: set[int], dead_later: set[int]) -> None:
    chance = random.Random(seed)
    documents = [some_document(f"/d{number}", chance) for number in range(8)]
    once = joined(*(Selection(Block.read(data)) for _, data in documents))
    twice = joined(Selection(once, sorted(dead)), Selection(Block.read(some_document("/late", chance, 2)[1]), [0]))
    left = [placed for number, (placed, _) in enumerate(documents) if number not in dead]
    assert_same(DiskSegment("twice", twice), memory(left))
    dead_now = {number for number in dead_later if number < len(left)}
    thrice = joined(Selection(twice, sorted(dead_now)))
    assert_same(
        DiskSegment("thrice", thrice), memory([each for number, each in enumerate(left) if number not in dead_now])
    )


def test_deleted_documents_are_not_live() -> None:
    chance = random.Random(3)
    documents = [some_document(f"/d{number}", chance, passages=2) for number in range(3)]
    segment = DiskSegment("s", joined(*(Selection(Block.read(data)) for _, data in documents)), dead=[1])
    assert segment.live.tolist() == [True, True, False, False, True, True]


def test_records_survive_joining() -> None:
    chance = random.Random(5)
    blocks = [Block.read(some_document(f"/d{number}", chance)[1]) for number in range(4)]
    block = joined(Selection(joined(*map(Selection, blocks)), [2]))
    keys = [block.stored(number, "key") for number in range(block.documents)]
    assert keys == [b"/d0", b"/d1", b"/d3"]
    assert block.stored(2, "body") == blocks[3].stored(0, "body")


def test_a_position_outside_of_its_passage_is_refused() -> None:
    terms = PassageTerms([SomeWord(())], [0], [1], Folded("雨"), [(Field.LEMMA, "雨", 17)])
    with pytest.raises(ValueError, match="field t"):
        pack([Passage(0, 1, 1)], [terms], ["雨"], {})


def test_an_absent_term_has_no_positions() -> None:
    segment = DiskSegment("s", Block.read(some_document("/d", random.Random(1), 3)[1]))
    assert len(segment.positions(Field.LEMMA, "ない")) == 0


def test_the_terms_of_a_prefix_are_counted_and_their_positions_lie_together() -> None:
    placed, data = some_document("/d", random.Random(11), 5)
    segment, expected = DiskSegment("s", Block.read(data)), memory([placed])
    first, last = segment.prefixed(Field.PAIR, "雨")
    terms = [segment.term(Field.PAIR, number) for number in range(first, last)]
    assert terms == list(expected.terms(Field.PAIR, "雨"))
    assert segment.counted(Field.PAIR, first, last)[0].tolist() == [
        len(expected.positions(Field.PAIR, term)) for term in terms
    ]
    together = segment.counted(Field.PAIR, first, last)[1]
    assert np.array_equal(together, np.concatenate([expected.positions(Field.PAIR, term) for term in terms]))


def test_a_position_given_twice_is_kept_once() -> None:
    terms = PassageTerms([SomeWord(((Field.READING, "アメ"),))], [0], [1], Folded("雨"), [(Field.READING, "アメ", 0)])
    segment = DiskSegment("s", Block.read(pack([Passage(0, 1, 1)], [terms], ["雨"], {})))
    assert segment.positions(Field.READING, "アメ").tolist() == [0]


TEXTS = st.lists(st.text(alphabet="空雨。a𠮷\0\udcff㈱…ｶﾞかが゙\u0301é㌔\ufe00", max_size=12), min_size=1, max_size=5)


@given(TEXTS)
def test_letters_and_folded_texts_are_those_of_the_texts_folded(texts: list[str]) -> None:
    folded = [fold_characters(text) for text in texts]
    terms = [PassageTerms([], [], [], each) for each in folded]
    spans = [Passage(0, len(text), number) for number, text in enumerate(texts, 1)]
    flat = Block.read(pack(spans, terms, texts, {})).texts
    assert [flat.text(number) for number in range(len(texts))] == texts
    every = np.arange(len(texts))
    assert list(flat.folded(every)) == [each.text for each in folded]
    for number, each in enumerate(folded):
        places = np.arange(-1, len(each.text) + 1)
        found = flat.letters(np.full(len(places), number), places).tolist()
        assert found == [0, *map(ord, each.text), 0]
