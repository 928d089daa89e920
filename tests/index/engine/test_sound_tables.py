"""Tables of what words sound like: what is written with a segment says what its words say one by one."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from inyo.index.engine.local.disk import DiskSegment
from inyo.index.engine.local.segment_blocks import Block, Selection, concatenate, pack
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.sound_tables import KatakanaTerms
from inyo.index.engine.segments import Field, PassageTerms
from inyo.index.japanese.folding import fold_characters
from inyo.index.japanese.kana import loose
from inyo.index.japanese.katakana import consonants_of_katakana, distance
from inyo.index.values.document import Passage
from tests.index.engine.builders import SomeWord

KATAKANA = st.text(alphabet="アカサタナトウオンラーッィ", min_size=1, max_size=6)


def view_of(readings: list[str], words: list[str]) -> View:
    """A segment with these readings, and these words in katakana, as it is written."""
    found = [SomeWord(((Field.READING, each),)) for each in readings] + [SomeWord(((Field.LEMMA, w),)) for w in words]
    text = "字" * len(found)
    terms = PassageTerms(found, range(len(found)), range(1, len(found) + 1), fold_characters(text))
    file = io.BytesIO()
    concatenate([Selection(Block.read(pack([Passage(0, len(text), 1)], [terms], [text], {})))], file)
    return View(DiskSegment("s", Block.read(file.getvalue())))


@given(st.lists(KATAKANA, min_size=1, max_size=12, unique=True), KATAKANA)
def test_readings_are_found_by_their_loose_form(readings: list[str], typed: str) -> None:
    view = view_of(readings, [])
    for each in (*readings, typed):
        assert sorted(view.read_loosely(loose(each))) == sorted(one for one in readings if loose(one) == loose(each))


@given(st.lists(KATAKANA, min_size=1, max_size=12, unique=True), KATAKANA)
def test_words_are_found_by_their_consonants(words: list[str], typed: str) -> None:
    view, wanted = view_of([], words), consonants_of_katakana(typed)
    assert [term for _, term in view.of_consonants(wanted)] == sorted(
        word for word in words if consonants_of_katakana(word) == wanted
    )


@given(st.lists(KATAKANA, min_size=1, max_size=12, unique=True), KATAKANA.filter(lambda word: len(loose(word)) > 1))
def test_what_is_near_a_loose_form_has_the_distance_of_the_two(readings: list[str], typed: str) -> None:
    form = loose(typed)
    for near, cost, words in view_of(readings, []).near_loosely(form, 1.0):
        assert abs(cost - distance(form, near)) < 1e-4 and all(loose(word) == near for word in words)


def test_words_with_kanji_among_those_in_katakana_are_none() -> None:
    terms = KatakanaTerms.of(["アメリカ", "アメリカ人", "アメリコ", "メリカ"])
    assert sorted(terms.alike("アメリカ")) == [(0, "アメリコ"), (1, "メリカ")]
