"""The lines of a list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.list_lines import ListLines


@st.composite
def lists(draw: st.DrawFn) -> ListLines:
    count = draw(st.integers(0, 40))
    headers = draw(st.sets(st.integers(0, max(0, count - 1)))) if count else set()
    return ListLines(count, draw(st.integers(1, 2)), tuple(sorted(headers)))


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
