"""The query language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.engine.date_ranges import date_range
from inyo.index.engine.query_language import Phrase, parse
from inyo.index.values.hits import Empty, Notice, Unclosed, UnknownField, Unreadable
from tests.waiting import computing


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("港 工事", "(港 工事)"),
        ('"港の工事" -延期', '("港の工事" -延期)'),
        ("港 OR 空港 工事", "(港 OR (空港 工事))"),
        ("(港 OR 空港) 工事", "((港 OR 空港) 工事)"),
        ("（港　ＯＲ　空港）　－工事", "((港 OR 空港) -工事)"),
        ("by:山田 港", "(by:山田 港)"),
        ("ｂｙ：山田", "by:山田"),
        ('person:"山田 太郎"', "person:山田 太郎"),
        ("in:title 港", "(in:title 港)"),
        ("date:2025-06..2025-10", "date:2025-06..2025-10"),
        ("date:2025年6月〜", "date:2025-06.."),
        ("date:令和7年6月", "date:2025-06..2025-06"),
        ("by:「山田太郎」", "by:山田太郎"),
        ("港 NOT 工事", "(港 -工事)"),
        ("港　ＮＯＴ　工事", "(港 -工事)"),
        ("港 NOT", "(港 NOT)"),
        ("レアアース(希土類)", "レアアース(希土類)"),
        ("(株)青空", "(株)青空"),
        ("https://example.com/a", "https://example.com/a"),
    ],
)
def test_operators_are_read_in_half_and_full_width(typed: str, tree: str) -> None:
    assert str(parse(typed)) == tree


@pytest.mark.parametrize(
    ("forms", "tree"),
    [
        ("港 工事|港　工事|港 AND 工事|港　ＡＮＤ　工事|港 && 工事|港 ＆＆ 工事|港 & 工事", "(港 工事)"),
        ("港 +工事|＋港　＋工事|港 かつ 工事|港 and 工事|港 / 工事|港 - 工事", "(港 工事)"),
        ("空港 工事|空港、工事|空港，工事|空港,工事", "(空港 工事)"),
        ("港 OR 工事#港　ＯＲ　工事#港 | 工事#港 ｜｜ 工事#港|工事#港｜工事", "(港 OR 工事)"),
        ("港 または 工事#港 又は 工事#港 or 工事#（港｜工事）", "(港 OR 工事)"),
        ("港 -工事|港 －工事|港　−工事|港 NOT 工事|港 ＮＯＴ 工事|港 AND NOT 工事|港 not 工事|港 ﹣工事", "(港 -工事)"),
        ("(港 OR 空港) 工事#（港　ＯＲ　空港）工事#(港|空港)工事#（港 または 空港）　工事", "((港 OR 空港) 工事)"),
        ("工事（港 OR 空港）#工事(港|空港)#工事　（港｜空港）", "(工事 (港 OR 空港))"),
        ('"港" 工事|“港” 工事|＂港＂　工事|〝港〟工事|«港» 工事|″港″ 工事', '("港" 工事)'),
        ("港 NEAR/5 工事|港　ＮＥＡＲ／５　工事|港 near/5 工事", "(港 NEAR/5 工事)"),
        ("港 NEAR/1000 工事|港 NEAR/99999999999999999999999 工事", "(港 NEAR/999 工事)"),
        ("港 NEAR5 工事|港 NEAR(5) 工事|港 NEAR~5 工事", "(港 NEAR/5 工事)"),
        ("by:港 工事|BY:港 工事|ｂｙ：港　工事|by: 港 工事|by：　港　工事|by:(港) 工事|by:「港」 工事", "(by:港 工事)"),
    ],
)  # fmt: skip
def test_an_operator_is_one_however_it_is_typed(forms: str, tree: str) -> None:
    for form in forms.split("#" if "#" in forms else "|"):
        assert str(parse(form).tree) == tree, form


@pytest.mark.parametrize(
    "text", ["G7 or NATO", "3、4人", "1,000", "昨日、首相が訪米した", "C++", "+81", "/(港|空港)/", "「港」", "AT&T"]
)
def test_what_only_looks_like_an_operator_is_words(text: str) -> None:
    assert str(parse(text)).strip("()") == text.strip("()")


def test_marks_between_words_are_not_asked_for_but_alone_they_are() -> None:
    assert str(parse("港 ／ 工事")) == "(港 工事)"
    assert str(parse("／")) == "／"


@pytest.mark.parametrize(
    ("forms", "dates"),
    [
        (
            "2024 2024年 ２０２４年 二〇二四年 令和6年 令和６ 令和六年 R6 Ｒ６ r.6 R6年 令6 西暦2024年 2024年中",
            "2024..2024",
        ),
        ("2024年3月 2024/3 2024-03 2024.3 202403 R6.3 R6年3月 令和6/3 二〇二四年三月 2024・3", "2024-03..2024-03"),
        (
            "2024年3月15日 20240315 2024／３／１５ R6.3.15 令和六年三月十五日 2024年3月15日(金)",
            "2024-03-15..2024-03-15",
        ),
        ("昭和39年 S39 昭39 昭和三十九年 S.39 Ｓ３９", "1964..1964"),
        ("平成元年 H元年 H1 平成1年", "1989..1989"),
        ("2024年度 令和6年度 R6年度", "2024-04..2025-03"),
        ("2024年上半期 2024年前半 令和6年上期", "2024-01..2024-06"),
        ("2024年度下期", "2024-10..2025-03"),
        ("2024年第2四半期", "2024-04..2024-06"),
        ("1990年代 一九九〇年代", "1990..1999"),
        ("昭和20年代", "1945..1954"),
        ("20世紀 二十世紀", "1901..2000"),
        ("昭和 昭和時代", "1926..1989"),
        (
            "2024..2025 2024〜2025 2024～2025年 2024-2025 2024—2025 2024年から2025年まで 2024〜25 R6〜R7 令和6年〜7年",
            "2024..2025",
        ),
        ("2024年3月〜5月 2024年3月から5月まで 2024-03..2024-05", "2024-03..2024-05"),
        ("2024年3月15日(金)", "2024-03-15..2024-03-15"),
        ("2024年3月1日〜15日 2024/3/1-2024/3/15 2024-03-01〜03-15", "2024-03-01..2024-03-15"),
        ("2024年以降 2024年から 2024〜 2024- >=2024 ＞２０２４ R6以降 2024年以来", "2024.."),
        ("2024年以前 2024年まで 〜2024 ..2024 <=2024 -2024", "..2024"),
        ("2024年3月上旬", "2024-03-01..2024-03-10"),
        ("3月 2024年13月 2024年3月32日 2025..2024 2024..2025..2026 いつか ..", ""),
    ],
)
def test_dates_are_read_in_both_calendars_and_as_ranges(forms: str, dates: str) -> None:
    assert {form: date_range(form) for form in forms.split()} == dict.fromkeys(forms.split(), dates)


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ("date:いつか", Unreadable("date:いつか")),
        ("/(/", Unreadable("/(/")),
        ("港 /[/", Unreadable("/[/")),
        ("/港{9999999999}/", Unreadable("/港{9999999999}/")),
        ("color:赤", UnknownField("color")),
        ('"港', Unclosed('"')),
        ("((港", Unclosed("(")),
        ("  ", Empty()),
    ],
)
def test_what_cannot_be_read_is_said(typed: str, notice: Notice) -> None:
    assert notice in parse(typed).notices


@given(st.text(max_size=60))
def test_every_text_is_a_query(text: str) -> None:
    query = parse(text)
    assert query.tree is not None or not query.text


@given(st.text(alphabet='()（）"“”-－ OR|:：byin港', max_size=60))
def test_operators_in_any_order_are_a_query(text: str) -> None:
    assert isinstance(str(parse(text)), str)


def test_ten_thousand_characters_are_read_in_time() -> None:
    texts = ("(" * 10_000, "港 " * 5_000, '"' * 9_999, "-" * 10_000, "by:" * 3_333, "(港 " * 3_000)
    assert computing(lambda: [parse(text) for text in texts]) < 2


def test_a_mark_that_closes_quotations_can_be_searched_for_in_a_phrase() -> None:
    assert parse('"”"').tree == Phrase("”")
    assert parse('"”と"').tree == Phrase("”と")
    assert parse('""').tree is not None


def test_without_said_again_and_again_is_said_once_or_not_at_all() -> None:
    assert parse("港 -船").tree == parse("港 NOT NOT NOT 船").tree
    assert parse("NOT " * 1000 + "船").tree == parse("船").tree
    assert parse("NOT " * 1000).tree is None or str(parse("NOT " * 1000).tree)


@pytest.mark.parametrize("typed", ["港\udc80", "\ud800港", "港\ud83d"])
def test_half_a_surrogate_pair_is_no_character_of_a_query(typed: str) -> None:
    assert parse(typed).tree == parse("港").tree


def test_what_is_typed_twice_counts_once() -> None:
    assert parse("港 港 港").tree == parse("港").tree
    assert len(str(parse("港 NEAR 船 " * 900).tree)) < 60


@pytest.mark.parametrize("typed", ["/港　三田村", "／港　三田村", "  /港 三田村"])
def test_a_slash_in_front_that_none_closes_is_the_key_that_was_typed_before_the_search(typed: str) -> None:
    assert parse(typed) == parse("港　三田村" if "　" in typed else "港 三田村")


@pytest.mark.parametrize("typed", ["/港./", "/usr/lib", "km/h", "//港", "/"])
def test_other_slashes_are_what_they_were(typed: str) -> None:
    assert str(parse(typed).tree) == typed
