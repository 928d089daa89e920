"""Concordance, collocations and frequencies: what a place is, what stands beside it, what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.kwic import collocates, concordance, frequencies, log_likelihood, places
from inyo.index.values.entries import DocumentInfo
from inyo.index.values.hits import Hit, Span

TEXT = "古い港は静かだ。新しい港に船が着いた。\n港の朝は早い。"


def hit(
    start: int, end: int, *spans: tuple[int, int], below: bool = False, file: str = "a.txt", text: str = TEXT
) -> Hit:
    found = tuple(Span(first, last, "written") for first, last in spans)
    return Hit("a.txt", "題", 1, start, end, TEXT[start:end], found, 1.0, below)


def harbours() -> list[Hit]:
    return [hit(20, 27, (20, 21)), hit(0, 19, (2, 3), (11, 12))]


def lines(hits: Sequence[Hit], left: int = 4, right: int = 3) -> list[tuple[str, str, str]]:
    return [(each.left, each.node, each.right) for each in concordance(hits, lambda _: TEXT, lambda _: "", left, right)]


def test_places_are_in_the_order_of_the_text_with_their_neighbours() -> None:
    assert lines(harbours()) == [("古い", "港", "は静か"), ("。新しい", "港", "に船が"), ("いた。 ", "港", "の朝は")]


def test_spans_that_overlap_are_one_place_and_neighbours_are_two() -> None:
    found = [(start, end) for _, start, end in places([hit(0, 8, (0, 2), (1, 3), (3, 5))])]
    assert found == [(0, 3), (3, 5)]


def test_what_stands_below_the_line_is_no_place() -> None:
    assert list(places([hit(0, 8, (0, 2), below=True)])) == []


def test_a_line_knows_the_lemmas_beside_it_the_nearest_first() -> None:
    first = next(concordance(harbours(), lambda _: TEXT, lambda _: "2025-06-10", 4, 4))
    assert first.before[:1] == ("古い",)
    assert first.after[:2] == ("は", "静か")
    assert first.date == "2025-06-10"


def test_collocates_are_words_of_content_within_the_window() -> None:
    seen: list[Sequence[str]] = []

    def counted(keys: Sequence[str]) -> tuple[Sequence[int], int]:
        seen.append(keys)
        return [2] * len(keys), 1_000

    found = {each.lemma: each for each in collocates(harbours(), 2, counted)}
    assert "古い" in found
    assert not {"は", "に", "の", "。"} & set(found)
    assert "早い" not in found
    old = found["古い"]
    assert (old.together, old.total) == (1, 2)
    assert old.log_dice == pytest.approx(14 + log2(2 * 1 / (3 + 2)), abs=0.005)


def test_a_word_between_two_places_is_counted_once() -> None:
    near = hit(0, 19, (2, 3), (11, 12))
    found = {each.lemma: each.together for each in collocates([near], 9, lambda keys: ([1] * len(keys), 1_000))}
    assert found["静か"] == found["新しい"] == 1


def test_log_likelihood_is_the_one_of_the_book() -> None:
    """Two bodies of 100 and 900 words that have a word 10 and 10 times: by hand from the four cells."""
    expected = 2 * (10 * log(10 * 1000 / (100 * 20)) + 10 * log(10 * 1000 / (900 * 20))
                    + 90 * log(90 * 1000 / (100 * 980)) + 890 * log(890 * 1000 / (900 * 980)))  # fmt: skip
    assert log_likelihood(10, 100, 10, 900) == pytest.approx(expected)
    assert log_likelihood(1, 100, 19, 900) < 0


@given(st.integers(0, 50), st.integers(50, 500), st.integers(0, 50), st.integers(50, 500))
def test_log_likelihood_says_the_opposite_the_other_way_round(a: int, size: int, b: int, other: int) -> None:
    there, back = log_likelihood(a, size, b, other), log_likelihood(b, other, a, size)
    assert abs(there) == pytest.approx(abs(back), abs=1e-6)
    if a * other != b * size:
        assert there * back <= 1e-9


def info(file: str, date: str, characters: int) -> DocumentInfo:
    return DocumentInfo(file, file, "", date, "", characters, 1, 0)


def test_frequencies_are_by_month_in_order_with_months_that_have_none_and_the_undated_last() -> None:
    documents = [info("c.txt", "", 50), info("b.txt", "2025-07", 100), info("a.txt", "2025-06-10", 300)]
    found = frequencies(harbours(), documents, by_document=False)
    assert [(each.group, each.count, each.characters) for each in found] == [
        ("2025-06", 3, 300), ("2025-07", 0, 100), ("", 0, 50),
    ]  # fmt: skip
    assert found[0].per_10000 == 100.0


def test_frequencies_by_document_name_those_that_have_some() -> None:
    documents = [info("a.txt", "", 100), info("b.txt", "", 100)]
    assert [each.group for each in frequencies(harbours(), documents, by_document=True)] == ["a.txt"]
