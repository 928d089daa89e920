"""Copies of annotated texts with a sentence a line: the records stand where they stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.edits import changed
from tests.bench.gold import GOLD, GoldDocument, document_of
from tests.bench.reflowed import REFLOWED, new_lines, placed_anew, reflowed_documents, sentence_ends

TEXT = "市長は「直る。必ず」と述べた。議員は黙った（取材。現地）。雨が降る。\n次の日。晴れた。"


def test_sentences_end_outside_brackets_and_inside_lines() -> None:
    assert [TEXT[:at].rpartition("\n")[2][-4:] for at in sentence_ends(TEXT)] == ["述べた。", "現地）。", "次の日。"]


def test_a_bracket_that_is_never_closed_ends_with_its_line() -> None:
    assert sentence_ends("「開いたまま。\n雨。雪。") == [len("「開いたまま。\n雨。")]


@given(st.text(alphabet="ああ。「」\n（）", max_size=40), st.data())
def test_records_hold_the_same_words_in_the_text_as_set_anew(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    apart = changed(text, new_lines(text))
    record = next(placed_anew([{"start": start, "end": end}], new_lines(text), apart))
    assert record["text"].replace("\n", "") == text[start:end].replace("\n", "")


@pytest.mark.parametrize("genre", ["press", "fiction"])
def test_only_running_text_is_set_otherwise(genre: str) -> None:
    path = GOLD / "own" / "regional_05.txt"
    copies = list(reflowed_documents([GoldDocument(path, genre, ())]))
    assert [copy.genre for copy in copies] == [REFLOWED] * (genre == "press")
    for copy in copies:
        assert document_of(copy)[0].text.count("\n") > path.read_text("utf-8").count("\n")
