"""Rows of a whole text, wrapped where they are looked at."""

import time
import tracemalloc
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from inyo.tui.terminal.cells import cell_width
from inyo.tui.widgets import text_layout
from inyo.tui.widgets.text_layout import Place, TextLayout

PARAGRAPH = st.text("港の霧、。「」a \t\x1b\u200b\u3099", max_size=60)
TEXT = st.lists(PARAGRAPH, max_size=8).map("\n".join)


def small_blocks(text: str, width: int) -> TextLayout:
    """A layout whose blocks are so small that a short text has several."""
    before = text_layout.BLOCK, text_layout.GIANT
    text_layout.BLOCK, text_layout.GIANT = 20, 50  # type: ignore[misc]
    try:
        return TextLayout(text, width)
    finally:
        text_layout.BLOCK, text_layout.GIANT = before  # type: ignore[misc]


@given(TEXT, st.integers(1, 40))
def test_rows_of_all_blocks_cover_the_text_without_gap(text: str, width: int) -> None:
    layout = small_blocks(text, width)
    rows = layout.rows(layout.start, 10_000)
    assert rows[0].start == 0 and rows[-1].end == len(text)
    assert all(one.end == two.start for one, two in pairwise(rows))


@given(TEXT, st.integers(1, 40))
def test_once_wrapped_the_number_of_rows_is_exact(text: str, width: int) -> None:
    layout = small_blocks(text, width)
    rows = layout.rows(layout.start, 10_000)
    assert layout.row_count == len(rows)
    assert layout.row_number(layout.end) == len(rows) - 1


@given(TEXT, st.integers(4, 40), st.data())
def test_the_row_of_an_offset_holds_it(text: str, width: int, data: st.DataObject) -> None:
    layout = small_blocks(text, width)
    offset = data.draw(st.integers(0, len(text)))
    row = layout.rows(layout.place_of(offset), 1)[0]
    assert row.start <= offset <= row.end


@given(TEXT, st.integers(4, 40), st.integers(-20, 40))
def test_moving_on_and_back_comes_to_the_same_row(text: str, width: int, steps: int) -> None:
    layout = small_blocks(text, width)
    rows = layout.rows(layout.start, 10_000)
    place = layout.move(layout.start, steps)
    assert layout.row_number(place) == min(max(0, steps), len(rows) - 1)
    assert layout.move(place, -10_000) == layout.start


@given(TEXT, st.integers(4, 40), st.data())
def test_offset_and_position_in_a_row_belong_together(text: str, width: int, data: st.DataObject) -> None:
    layout = small_blocks(text, width)
    row = data.draw(st.sampled_from(layout.rows(layout.start, 10_000)))
    for offset in range(row.start, row.end):
        if "港" <= text[offset : offset + 1] <= "霧":
            position = row.position(offset)
            assert row.text[position] == text[offset]
            assert row.offset(position) == offset


def test_offsets_outside_a_row_stand_before_or_behind_it() -> None:
    layout = TextLayout("港の霧が晴れた\n船が出た", 40)
    first, second = layout.rows(layout.start, 2)
    assert first.position(9) > len(first.text)
    assert second.position(3) < 0


def test_a_paragraph_cut_into_blocks_begins_none_with_a_closing_bracket() -> None:
    layout = small_blocks("「港の朝の話をした。」" * 40, 30)
    rows = layout.rows(layout.start, 10_000)
    assert len(rows) > 20 and not any(row.text.startswith("」") for row in rows)


def test_an_empty_text_has_one_empty_row() -> None:
    layout = TextLayout("", 40)
    assert [row.text for row in layout.rows(layout.start, 5)] == [""]
    assert layout.end == Place(0, 0)


def test_a_newline_at_the_end_makes_no_row() -> None:
    layout = TextLayout("港\n霧\n", 40)
    assert [row.text for row in layout.rows(layout.start, 5)] == ["港", "霧"]


def test_spaces_hanging_by_the_thousand_are_not_drawn() -> None:
    layout = TextLayout("港" + " " * 100_000, 40)
    assert cell_width(layout.rows(layout.start, 1)[0].text) < 1000


def test_a_megabyte_opens_at_once_at_any_place_and_in_little_memory() -> None:
    text = ("　朝の霧が晴れて、船長は「まだ早い」と言った。" * 5 + "\n") * 3_000
    tracemalloc.start()
    began = time.process_time()
    layout = TextLayout(text, 78)
    layout.rows(layout.place_of(len(text) // 2), 40)
    layout.end  # noqa: B018
    seconds = time.process_time() - began
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 0.3
    assert memory < 10_000_000
