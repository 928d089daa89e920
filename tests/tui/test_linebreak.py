"""Rows of a paragraph."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.tui.terminal.cells import NO_END_CHARACTERS, NO_START_CHARACTERS, cell_width, fitting, use_ambiguous_width
from inyo.tui.terminal.linebreak import MOST_PUSHED, row_starts, rows
from tests.waiting import computing

DEMO = Path(__file__).resolve().parents[2] / "seeds"
PROSE = st.lists(
    st.sampled_from(
        [
            "港", "朝の霧が", "晴れて", "船長は", "、", "。", "「", "」", "『", "』", "（", "）", "……", "――", "ー",
            "っ", "ョ", "々", "！", "？」", "。」", "」と", "（笑）", "word", "don't", "(x)", "3.14", "％", " ", "　",
            "ｱｲｳｯ", "が", "か\u3099", "“引用”", "ＡＢＣ", "Ångström", "、「",
        ]
    ),
    max_size=60,
).map("".join)  # fmt: skip
WIDTHS = st.integers(20, 120)


def split(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in rows(text, width)]


@given(PROSE | st.text(max_size=80), st.integers(1, 120))
def test_rows_follow_one_another_without_gap_or_empty_row(text: str, width: int) -> None:
    assert "".join(split(text, width)) == text
    assert all(split(text, width)) or text == ""


@given(PROSE, st.integers(2, 120))
def test_no_row_is_wider_than_the_screen_but_for_spaces_hanging_over(text: str, width: int) -> None:
    assert all(cell_width(row.rstrip(" ")) <= width for row in split(text, width))


def breakable(text: str, at: int) -> bool:
    """Whether a row may end before `at`, told by the characters on both sides alone."""
    before, after = text[at - 1], text[at]
    narrow = before.isalpha() and after.isalpha() and cell_width(before + after) < 4
    return not (
        after in NO_START_CHARACTERS
        or before in NO_END_CHARACTERS
        or after in "\u3099 "
        or (before.isascii() and after.isascii() and " " not in (before, after))
        or (before == after and before in "―…")
        or narrow
    )


@given(PROSE, WIDTHS)
def test_no_row_begins_or_ends_with_what_must_not_where_a_place_is_near(text: str, width: int) -> None:
    for start, end in rows(text, width)[:-1]:
        near = [at for at in range(max(start + 1, end - MOST_PUSHED), end + 1) if breakable(text, at)]
        if near:
            assert text[end] not in NO_START_CHARACTERS
            assert text[end - 1] not in NO_END_CHARACTERS


@given(PROSE, WIDTHS)
def test_no_more_than_four_characters_are_pushed_down(text: str, width: int) -> None:
    for (start, end), (_, finish) in pairwise(rows(text, width)):
        pushed = text[end : end + fitting(text[end:finish], width - cell_width(text[start:end].rstrip(" ")))]
        if all(cell_width(char) != 1 or char in "…―“”" for char in pushed):  # words are pushed whole
            assert sum(cell_width(char) > 0 for char in pushed) <= MOST_PUSHED


@pytest.mark.parametrize("width", range(20, 121))
def test_no_row_of_the_demo_collection_breaks_the_rules(width: int) -> None:
    texts = [path.read_text("utf-8") for path in sorted(DEMO.glob("kanyo_*.txt"))]
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n")]
    assert sum(map(len, paragraphs)) > 2_000
    for paragraph in paragraphs:
        for _, end in rows(paragraph, width)[:-1]:
            assert paragraph[end] not in NO_START_CHARACTERS
            assert paragraph[end - 1] not in NO_END_CHARACTERS


@given(PROSE, WIDTHS)
def test_a_mark_is_never_parted_from_its_base(text: str, width: int) -> None:
    assert not any(row.startswith("\u3099") for row in split(text, width))


@given(st.text("abcdefgh", min_size=1, max_size=30), st.integers(0, 60), st.integers(30, 120))
def test_words_of_up_to_thirty_cells_stay_whole(word: str, before: int, width: int) -> None:
    text = "港" * before + word + "港" * 60
    starts = row_starts(text, width)
    assert not any(before < start < before + len(word) for start in starts)


def test_a_longer_word_is_broken_where_the_row_ends() -> None:
    text = "港の" + "https://example.org/" + "a" * 100
    assert all(cell_width(row) == 40 for row in split(text, 40)[:-1])


def test_what_must_not_begin_a_row_is_pushed_down() -> None:
    assert split("あいうえおかきくけこ。さしす", 20) == ["あいうえおかきくけ", "こ。さしす"]
    assert split("あいうえおかきく「け」。さしす", 20) == ["あいうえおかきく", "「け」。さしす"]


def test_what_must_not_end_a_row_is_pushed_down() -> None:
    assert split("あいうえおかきくけ「こさし」す", 20) == ["あいうえおかきくけ", "「こさし」す"]


def test_a_row_of_nothing_but_leaders_gives_way_to_the_width() -> None:
    assert split("…" * 50, 20) == ["…" * 20, "…" * 20, "…" * 10]


def test_an_indent_stays_on_the_row_of_its_paragraph() -> None:
    assert split("　船は港を出て、北へ向かった。", 20)[0].startswith("　船は")


def test_an_empty_paragraph_is_one_empty_row() -> None:
    assert rows("", 20) == [(0, 0)]


def test_a_screen_of_one_cell_shows_one_character_a_row() -> None:
    assert split("港abか\u3099", 1) == ["港", "a", "b", "か\u3099"]


@pytest.fixture
def wide_ambiguous() -> Iterator[None]:
    use_ambiguous_width(2)
    yield
    use_ambiguous_width(1)


def test_rows_hold_fewer_ambiguous_characters_where_they_take_two_cells(wide_ambiguous: None) -> None:
    assert split("①" * 15, 20) == ["①" * 10, "①" * 5]


def test_a_line_of_five_megabytes_takes_a_moment() -> None:
    line = "朝の霧が晴れて、船長は「まだ早い」と言った。" * 80_000
    assert computing(lambda: row_starts(line, 78)) < 2.0
    assert len(row_starts(line, 78)) > 40_000
