"""The lines of a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from inyo.tui.widgets.list_rows import ListLines, Row, row_segments


@st.composite
def lists(draw: st.DrawFn) -> ListLines:
    count = draw(st.integers(0, 40))
    headers = draw(st.sets(st.integers(0, max(0, count - 1)))) if count else set()
    rows = [at for at in range(count) if at not in headers]
    taller = draw(st.dictionaries(st.sampled_from(rows), st.just(1), max_size=3)) if rows else {}
    return ListLines(count, draw(st.integers(1, 2)), tuple(sorted(headers)), tuple(sorted(taller.items())))


@given(lists())
def test_every_line_belongs_to_the_row_that_stands_there(lines: ListLines) -> None:
    rows = [index for index in range(lines.count) for _ in range(lines.height_of(index))]
    assert [lines.index_at(line) for line in range(lines.total)] == rows


@given(lists(), st.integers(-3, 45), st.booleans())
def test_the_row_chosen_is_the_nearest_that_heads_no_group_first_in_the_direction_given(
    lines: ListLines, index: int, forward: bool
) -> None:
    rows = [row for row in range(lines.count) if not lines.is_header(row)]
    wanted = min(max(index, 0), max(0, lines.count - 1))
    ahead = [row for row in rows if (row >= wanted if forward else row <= wanted)]
    expected = min(ahead or rows, key=lambda row: abs(row - wanted), default=-1)
    assert lines.selectable(index, forward=forward) == expected


@given(lists(), st.integers(0, 80), st.integers(4, 20), st.integers(0, 5))
def test_a_row_that_is_scrolled_to_is_in_view_and_no_header_stands_over_it(
    lines: ListLines, top: int, height: int, ahead: int
) -> None:
    for index in (row for row in range(lines.count) if not lines.is_header(row)):
        found = lines.scrolled(index, lines.clamped(top, height), height, min(ahead, height // 3))
        first = found + (lines.stuck(found, height) >= 0)
        assert first <= lines.first_of(index)
        assert lines.first_of(index) + lines.height_of(index) <= found + height
        assert found == lines.clamped(found, height)


@given(lists(), st.integers(0, 80), st.integers(4, 20))
def test_the_first_line_of_a_view_is_of_the_group_of_the_rows_under_it(lines: ListLines, top: int, height: int) -> None:
    top = lines.clamped(top, height)
    if lines.total > 1:
        shown = lines.stuck(top, height) if lines.stuck(top, height) >= 0 else lines.index_at(top)
        second = lines.index_at(top + 1)
        assert lines.is_header(second) or lines.header_over(second) in (-1, lines.header_over(shown))


@pytest.mark.parametrize(
    ("room", "shown"), [(60, "22 mentions · 11 statements"), (50, "22 mentions"), (16, "22 ment…")]
)
def test_a_note_loses_the_parts_that_do_not_fit_before_its_letters(room: int, shown: str) -> None:
    row = Row("白立岳", note="22 mentions · 11 statements")
    drawn = "".join(segment.text for segment in row_segments(row, 0, room, Style(), lambda _: Style()))
    assert drawn.split(maxsplit=1)[1] == shown
