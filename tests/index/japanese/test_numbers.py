"""Numbers and eras."""

from __future__ import annotations

import pytest

from inyo.index.japanese.folding import fold
from inyo.index.japanese.numbers import (
    date_forms,
    is_written_with_strokes,
    other_calendar,
    other_dates,
    other_decimals,
    other_fractions,
    other_shares,
    other_times,
    value,
)


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


def test_the_letter_of_an_era_stands_for_it() -> None:
    assert other_calendar("h3年") == ("平成3年", "1991年")
    assert other_calendar("s39.10.1") == ("昭和39年10月1日", "1964年10月1日")
    assert other_calendar("ch3年") == ()


def test_a_date_in_figures_is_a_date_in_words() -> None:
    assert other_dates("4/12") == ("4月12日",)
    assert other_dates("1998-04-02") == ("1998年4月2日",)
    assert "4/12" in other_dates("4月12日") and "1998/04/02" in other_dates("1998年4月2日")
    assert other_dates("13/40") == other_dates("1998-04/02") == other_dates("4.12") == ()


def test_a_fraction_in_figures_is_one_in_words() -> None:
    assert other_fractions("2/5") == ("5分の2",)
    assert other_fractions("五分の二") == ("2/5",)
    assert other_fractions("2割") == ()
    assert is_written_with_strokes("2/5") and not is_written_with_strokes("a/b")


def test_a_date_in_kanji_and_a_month_are_dates() -> None:
    assert other_dates("十月三日") == ("10/3",)
    assert "1987/04" in other_dates("1987年4月") and other_dates("1987/4") == ("1987年4月",)
    assert other_dates("4月") == ()


def test_a_time_of_day_has_other_forms() -> None:
    assert other_times("9:05") == ("9時5分",)
    assert "15時" in other_times("午後3時") and "午後3時" in other_times("15時")
    assert "午後0時半" not in other_times("12時半") and "12:30" in other_times("十二時半")
    assert other_times("3時") == other_times("9:75") == ()


def test_a_share_in_tenths_is_one_in_hundredths() -> None:
    assert other_shares("3割") == ("30%", "30パーセント")
    assert other_shares("二割五分") == ("25%", "25パーセント")
    assert other_shares("45%") == ("4割5分",) and other_shares("40パーセント増") == ("4割増",)
    assert other_shares("3%") == other_shares("100%") == other_shares("割引") == ()


def test_a_decimal_in_kanji_has_a_dot() -> None:
    assert other_decimals("3.6倍") == ("三・六倍",)
    assert other_decimals("一二・五度") == ("12.5度",)
    assert other_decimals("1.2.3") == ()


def test_an_amount_in_two_units_has_a_point_in_one() -> None:
    assert other_decimals("2兆5000億円")[0] == "2.5兆円"
    assert "二・五兆円" in other_decimals("2兆5000億円")
    assert other_decimals("1億2345万円") == ()


@pytest.mark.parametrize(
    "typed",
    ["2024年3月15日", "２０２４年３月１５日", "二〇二四年三月十五日", "令和六年三月十五日", "R6.3.15", "2024-03-15"],
)
def test_a_date_has_all_its_forms_whichever_is_typed(typed: str) -> None:
    forms = date_forms(fold(typed).text)
    assert {"2024年3月15日", "令和6年3月15日", "r6年3月15日", "r6.3.15", "2024/3/15", "2024/03/15"} <= {*forms}


def test_the_first_year_of_an_era_has_two_numbers_and_no_date_is_none() -> None:
    assert {"令和元年5月", "令和1年5月", "2019-05", "2019/5"} <= {*date_forms("2019年5月")}
    assert [date_forms(text) for text in ("2024年13月", "2024年3月32日", "3月15日", "2024", "r6")] == [()] * 5
