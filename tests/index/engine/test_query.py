"""The query language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.engine.query.tree import Phrase, parse
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
    ("typed", "notice"),
    [
        ("date:いつか", Unreadable("date:いつか")),
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
