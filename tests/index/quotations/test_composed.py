"""The texts that tests.bench.composed makes to learn from."""

from __future__ import annotations

import pytest

from tests.bench.composed import SIZES, compose

EVERY = [(family, number) for family, size in SIZES.items() for number in range(size)]


@pytest.mark.parametrize(("family", "number"), EVERY)
def test_a_record_of_a_composed_text_is_the_only_place_of_its_words(family: str, number: int) -> None:
    text, records = compose(family, number)
    assert records
    for record in records:
        assert text[record["start"] : record["end"]] == record["text"]
        assert text.count(record["text"]) == 1


def test_the_same_texts_are_composed_in_every_run() -> None:
    assert compose("kinds", 3) == compose("kinds", 3)
    assert compose("speakers", 3) != compose("speakers", 4)
