"""Folding that changes lengths (㈱, ﾊﾟ, ㌔, ﬁ, variation selectors) moves neither what is found nor its marks."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small_index import document, searcher, texts

_BEFORE = st.lists(
    st.sampled_from(
        ["㈱", "ﾊﾟ", "ｶﾞﾗｽ", "㌔", "㌢", "ﬁ", "葛\U000e0100", "か\u3099", "①", "㍻", "…", "é", "港の", "、", "。"]
    ),
    max_size=6,
).map("".join)
_WAYS = {
    "たなかひろやす": "田中浩康", "suzukiyuka": "鈴木祐佳", "かみこうぬし": "上神主", "たべました": "食べました",
    "見直した": "見直した", "撮りました": "撮りました", "釣り鉤": "釣針", "べっせんと": "ベッセント",
    "torihiki": "取引", '"倉庫の鍵"': "倉庫の鍵", "遅れている": "遅れている", "133,000トン": "13万3千トン",
    "米国": "米",
}  # fmt: skip
"""What is typed, and what stands in the text."""


@given(st.sampled_from(sorted(_WAYS)), _BEFORE, _BEFORE)
@settings(max_examples=200, deadline=None)
def test_words_behind_such_characters_are_found_and_marked_exactly(query: str, before: str, behind: str) -> None:
    wanted = _WAYS[query]
    text = f"{before}、{wanted}{'政府' if wanted == '米' else ''}。{behind}"
    answer = searcher(texts("港の工事が終わった。", text)).search(query)
    spans = {(span.start, span.end) for hit in answer.hits if hit.text == text.strip() for span in hit.spans}
    start = len(before) + 1
    assert (start, start + len(wanted)) in spans


@given(_BEFORE, _BEFORE)
@settings(max_examples=50, deadline=None)
def test_quotations_behind_such_characters_hold_what_is_searched_in_them(before: str, behind: str) -> None:
    text = f"{before}彼は「倉庫の鍵」と{behind}言った。"
    start = text.index("「")
    place = {"a.txt": [(start, start + len("「倉庫の鍵」"))]}
    search = searcher([document("a.txt", text)], quotations_by=lambda name: place)
    assert [hit.spans[0].start for hit in search.search('by:彼 "倉庫の鍵"').hits] == [start + 1]


@given(_BEFORE, _BEFORE)
@settings(max_examples=50, deadline=None)
def test_tokens_stand_in_the_folded_text_where_folding_puts_them(before: str, behind: str) -> None:
    view = searcher(texts(f"倉庫{before}の鍵{behind}を見る。")).views[0]
    folded = view.folded(0)
    expected = [[folded.place(at) for at in pair] for pair in view.segment.token_offsets(0).tolist()]
    one = np.zeros(len(expected), np.int64)
    tokens = np.arange(len(expected))
    ends = [view.segment.character_places(one, tokens, last).tolist() for last in (False, True)]
    assert list(map(list, zip(*ends, strict=True))) == expected
    counts, starts, stops = view.segment.character_spans(np.zeros(1, np.int64))
    assert counts.tolist() == [len(expected)]
    assert [list(pair) for pair in zip(starts.tolist(), stops.tolist(), strict=True)] == expected
