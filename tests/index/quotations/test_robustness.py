"""Untrusted text: no crash, linear time, spans that hold."""

from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.library import Library
from tests.index.quotations.reading import read

PIECES = st.sampled_from(
    [
        "「",
        "」",
        "『",
        "』",
        "“",
        "”",
        '"',
        "｢",
        "｣",
        "（",
        "）",
        "(",
        ")",
        "と述べた。",
        "は",
        "が",
        "、",
        "。",
        "\n",
        "\n\n",
        "　",
        " ",
        "山田太郎氏",
        "彼",
        "橋を直す",
        "との見方を示した",
        "によると",
        "○議長（林君）　",
        "林：",
        "――",
        "> ",
        "という",
        "、2019年5月2日。",
        "以下はコメントです",
        "\x1b[31m",
        "\x00",
        "・",
        "の",
        "🌊",
        "か\u3099",
        "！",
        "A",
        "１",
        "#",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_gives_spans_of_its_own_words_in_order(text: str) -> None:
    found = read(text)
    assert all(item.text == text[item.start : item.end] for item in found)
    assert [item.start for item in found] == sorted(item.start for item in found)
    assert len({(item.start, item.end) for item in found}) == len(found)
    for item in found:
        if item.speaker_span is not None:
            assert 0 <= item.speaker_span[0] <= item.speaker_span[1] <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_arbitrary_unicode_never_crashes(text: str) -> None:
    assert all(item.text == text[item.start : item.end] for item in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "「" * 60_000,
        "」" * 60_000,
        "「" * 10_000 + "芯" + "」" * 10_000,
        "「橋」" * 10_000,
        "「行く」と" * 10_000,
        "彼は行くと" * 12_000,
        "カ" * 60_000,
        "カナ・" * 20_000,
        "（「" * 10_000 + "」）" * 10_000,
        "『橋』。新聞、2010年1月1日。" * 3_000,
        "彼はこう述べた。" * 5_000 + "と。",
        "山田" * 30_000,
        "　Ｋは笑って、\n「来た」\n「行く」\n" * 2_000,
        "「来た」Ｋは笑った。" * 4_000,
        "同社は「行く」と述べた。" * 2_000,
        "○市長　橋を直す。\n○山田太郎君　いつか。\n" * 6_000,
        "司会：はい。\n" * 5_000,
        "「来た」、" * 8_000,
    ],
    ids=[
        "only 「",
        "only 」",
        "nested",
        "pairs",
        "quoting",
        "clauses",
        "katakana",
        "middle dots",
        "parentheses",
        "citations",
        "says this",
        "surnames",
        "story",
        "story on a line",
        "same company",
        "offices and names",
        "turns",
        "commas",
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 40


def test_a_bracket_that_closes_very_late_is_one_record_and_its_neighbours_stay() -> None:
    text = "山田太郎氏は「橋を直す」と述べた。「" + "波が来る。" * 60_000 + "」と山田氏は言った。"
    found = [item for item in read(text) if item.end - item.start < 20]
    assert [(item.text, item.speaker) for item in found] == [("「橋を直す」", "山田太郎")]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_part_of_a_story_can_be_read(demo: Path, data: st.DataObject) -> None:
    text = _texts(demo)[data.draw(st.integers(0, len(_texts(demo)) - 1))]
    start = data.draw(st.integers(0, len(text)))
    part = text[start : start + data.draw(st.integers(1, 400))]
    assert all(part[found.start : found.end] == found.text for found in read(part))


def test_a_sentence_may_end_behind_the_particle_of_a_clause() -> None:
    assert [found.text for found in read("「もう帰る」と言った男に")] == ["「もう帰る」"]


@lru_cache(maxsize=1)
def _texts(folder: Path) -> list[str]:
    read_ones = map(Library.read_all, sorted(folder.rglob("*.txt")))
    return [document.text for found in read_ones if isinstance(found, tuple) for document in found]


@pytest.mark.parametrize(
    "text",
    ['令和七年ジャン＝ポール・ベルモンド“【と話した=\n]OR によると"同氏', "自治会山田太郎氏は「橋を直す」と述べた。"],
)
def test_what_stands_before_a_name_is_in_its_words_and_in_its_span_or_in_neither(text: str) -> None:
    found = [(quotation.speaker_span, quotation.speaker_text) for quotation in read(text)]
    spans = [(span, words) for span, words in found if span is not None]
    assert spans
    assert [text[start:end] for (start, end), _ in spans] == [words for _, words in spans]
