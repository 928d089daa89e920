"""Numbers and eras."""

from __future__ import annotations

import pytest

from index.japanese.numbers import other_calendar, value


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("13万3千", "133000"), ("133,000", "133000"), ("十三万三千", "133000"), ("二〇二五", "2025"), ("34.50", "34.5"),
        ("1億2,500万", "125000000"), ("千", "1000"), ("〇", "0"), ("なし", ""), ("5千.5", ""), ("9" * 99, ""),
    ],
)  # fmt: skip
def test_a_number_is_the_same_however_it_is_written(written: str, number: str) -> None:
    assert value(written) == number


def test_a_year_has_a_name_in_the_other_calendar() -> None:
    assert other_calendar("令和7年") == ("2025年",)
    assert "令和7年度" in other_calendar("2025年度")
    assert "平成元年" in other_calendar("1989年") and "昭和64年" in other_calendar("1989年")
    assert other_calendar("七年") == ()
