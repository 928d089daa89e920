"""Sentences as they are selected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.tui.widgets.selection import sentence_after, sentence_at, sentence_before

STORY = (
    "　港は静かだった。船長は「まだ早い。霧が深い。」と言った。「本当に？」「そうだ。」"
    "\n\nIt rained. The ship left.\n終わり"
)


def all_sentences(text: str) -> list[str]:
    found = []
    span = sentence_after(text, 0)
    while span:
        found.append(text[slice(*span)])
        span = sentence_after(text, span[1])
    return found


def test_a_story_is_walked_sentence_by_sentence() -> None:
    assert all_sentences(STORY) == [
        "港は静かだった。",
        "船長は「まだ早い。",
        "霧が深い。」と言った。",
        "「本当に？」",
        "「そうだ。」",
        "It rained.",
        "The ship left.",
        "終わり",
    ]


def test_walking_back_gives_the_same_sentences() -> None:
    found = []
    span = sentence_before(STORY, len(STORY))
    while span:
        found.append(STORY[slice(*span)])
        span = sentence_before(STORY, span[0])
    assert found[::-1] == all_sentences(STORY)


@pytest.mark.parametrize("text", ["", "\n\n", "　"])
def test_nothing_to_select_is_an_empty_span(text: str) -> None:
    start, end = sentence_at(text, 0)
    assert start == end


@given(st.text("港。」「\n 　？a.と", max_size=40))
def test_every_character_that_is_not_blank_is_in_one_sentence(text: str) -> None:
    assert "".join("".join(all_sentences(text)).split()) == "".join(text.split())


@given(st.text("港。」「\n 　？a.と", max_size=40), st.integers(0, 40))
def test_the_sentence_of_an_offset_holds_it(text: str, offset: int) -> None:
    if offset < len(text) and not text[offset].isspace():
        start, end = sentence_at(text, offset)
        assert start <= offset < end


def test_a_line_without_a_full_stop_is_cut_somewhere() -> None:
    text = "あ" * 1_000_000
    start, end = sentence_at(text, 500_000)
    assert start <= 500_000 < end
