"""The way back from a text to the file that it was made from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inyo.index.values.document import IDENTITY, Edit, SourceMap, apply

Marked = list[tuple[str, int]]
"""Characters, each with its place in the source."""


@st.composite
def edited(draw: st.DrawFn, length: int) -> list[Edit]:
    """Edits of a text in order, none longer than what it replaces."""
    places = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    edits = []
    for start, end in zip(places[::2], places[1::2], strict=False):
        edits.append(Edit(start, end, "x" * draw(st.integers(0, end - start))))
    return edits


def kept(marked: Marked, edits: list[Edit]) -> Marked:
    """The same edits, character by character: what a new text holds stands at the first places of what it replaced."""
    out: Marked = []
    at = 0
    for start, end, new in edits:
        out += marked[at:start]
        out += [(char, marked[start + number][1]) for number, char in enumerate(new)]
        at = end
    return out + marked[at:]


@given(st.data(), st.text(max_size=30))
def test_every_character_is_found_in_the_source(data: st.DataObject, source: str) -> None:
    edits = data.draw(edited(len(source)))
    text, back = apply(source, edits)
    marked = kept([(char, at) for at, char in enumerate(source)], edits)
    assert text == "".join(char for char, _ in marked)
    assert [back.source(at) for at in range(len(text))] == [at for _, at in marked]
    assert back.source(len(text)) == len(source) or not edits or edits[-1].end < len(source)


@given(st.data(), st.text(max_size=30))
def test_a_place_of_the_source_is_found_in_the_text(data: st.DataObject, source: str) -> None:
    text, back = apply(source, data.draw(edited(len(source))))
    for place in range(len(source) + 1):
        at = back.text(place)
        assert at == len(text) or back.source(at) >= place
        assert all(back.source(before) < place for before in range(at))


@given(st.data(), st.text(max_size=30))
def test_two_steps_lead_back_as_one(data: st.DataObject, source: str) -> None:
    middle, lower = apply(source, data.draw(edited(len(source))))
    text, upper = apply(middle, data.draw(edited(len(middle))))
    both = lower.over(upper)
    assert [both.source(at) for at in range(len(text) + 1)] == [
        lower.source(upper.source(at)) for at in range(len(text) + 1)
    ]
    assert list(both.texts) == sorted(set(both.texts)) and list(both.sources) == sorted(set(both.sources))


def test_a_text_that_is_its_source_has_no_anchors() -> None:
    assert apply("港の灯台", [])[1] == apply("港の灯台", [Edit(1, 2, "と")])[1] == IDENTITY
    there = SourceMap((2,), (5,))
    assert IDENTITY.over(there) is there and there.over(IDENTITY) is there
    assert (IDENTITY.source(3), IDENTITY.text(3)) == (3, 3)


def test_edits_side_by_side_make_one_anchor() -> None:
    assert apply("abcdef", [Edit(1, 2), Edit(2, 3)]) == ("adef", SourceMap((1,), (3,)))
    assert apply("abcdef", [Edit(1, 3, "x"), Edit(4, 5)]) == ("axdf", SourceMap((2, 3), (3, 5)))
