"""The kanji behind kanji, as bits, are those that stand there."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.engine.matching.segment_view import View, bits_of, letters_of, union_of
from inyo.index.engine.ranking.memory_segment import MemorySegment
from tests.small_index import document, placed

_READ = "山川田中一"
_TEXTS = st.lists(st.text(_READ + "ア々𠮟。", min_size=1, max_size=30), min_size=1, max_size=4)


@settings(deadline=None)
@given(_TEXTS)
def test_the_kanji_behind_a_kanji_are_those_of_the_texts(texts: list[str]) -> None:
    passages = [each for at, text in enumerate(texts) for each in placed(document(str(at), text))]
    view = View(MemorySegment(passages))
    wanted = bits_of(frozenset(_READ))
    expected = {
        first: {each.text[at + 1] for each in passages for at in range(len(each.text) - 1) if each.text[at] == first}
        & set(_READ)
        for first in _READ
    }
    found = view.following_of(_READ, wanted)
    assert {first: set(letters_of(bits)) for first, bits in found.items()} == {
        first: behind for first, behind in expected.items() if behind
    }


def test_what_stands_in_deleted_passages_alone_stands_nowhere() -> None:
    segment = MemorySegment([each for text in ("山川", "山田") for each in placed(document(text, text))])

    class Half(MemorySegment):
        live = segment.live & [True, False]

    half = View(Half(segment._placed))
    assert list(letters_of(half.following_of("山", bits_of(frozenset(_READ)))["山"])) == ["川"]


def test_only_what_is_wanted_is_told() -> None:
    view = View(MemorySegment(placed(document("a", "山川と山田"))))
    assert view.following_of("山川", bits_of(frozenset("田"))) == {"山": bits_of(frozenset("田"))}


@given(st.frozensets(st.sampled_from(_READ)), st.frozensets(st.sampled_from(_READ)))
def test_bits_are_sets_of_kanji_in_their_order(one: frozenset[str], other: frozenset[str]) -> None:
    assert "".join(letters_of(bits_of(one) & bits_of(other))) == "".join(sorted(one & other))
    assert union_of([bits_of(one), bits_of(other)]) == bits_of(one | other)


def test_what_has_no_reading_has_no_bit() -> None:
    assert bits_of(frozenset("アa々𠮟")) == 0
