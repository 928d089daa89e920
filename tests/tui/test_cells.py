"""Widths in cells."""

import sys
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from inyo.tui.messages import ENGLISH, JAPANESE
from inyo.tui.terminal.cells import _width, cell_width, fitting, truncate, use_ambiguous_width, without_middle
from inyo.tui.terminal.sanitise import clean_line

SHOWN = st.text("あ漢ｱabc …“①─か\u3099é　👍", max_size=40)


@pytest.fixture
def wide_ambiguous() -> Iterator[None]:
    use_ambiguous_width(2)
    yield
    use_ambiguous_width(1)


@given(st.text(max_size=40).map(clean_line))
def test_widths_are_richs_for_whatever_is_shown(text: str) -> None:
    # code points without a character yet are the only ones on which the tables of wcwidth and Rich differ
    import unicodedata

    known = "".join(char for char in text if unicodedata.category(char) != "Cn")
    assert cell_width(known) == cell_len(known)


@given(SHOWN, st.integers(0, 30))
def test_a_text_without_its_middle_fits_and_has_its_beginning_and_its_end(text: str, width: int) -> None:
    short = without_middle(text, width)
    assert cell_width(short) <= max(0, width)
    if short != text and width > 8:
        head, _, tail = short.rpartition("…") if short.count("…") == 1 else ("", "", "")
        assert text.startswith(head) and text.endswith(tail)


@given(SHOWN, st.integers(0, 30))
def test_a_truncated_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    short = truncate(text, width)
    assert cell_width(short) <= width
    assert short == text or short.endswith("…") or width < 1


@given(SHOWN, st.integers(0, 30))
def test_as_much_as_fits_is_kept_and_marks_stay_with_their_base(text: str, width: int) -> None:
    count = fitting(text, width)
    assert cell_width(text[:count]) <= width
    if count < len(text):
        assert cell_width(text[: count + 1]) > width
        assert text[count] != "\u3099"


def test_ambiguous_characters_take_one_cell_unless_the_terminal_says_two(wide_ambiguous: None) -> None:
    assert cell_width("…①─") == 6 == cell_len("…①─")
    assert cell_width("aあ") == 3 == cell_len("aあ")
    use_ambiguous_width(1)
    assert cell_width("…①─") == 3 == cell_len("…①─")


def test_an_impossible_width_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or 2"):
        use_ambiguous_width(3)


def test_what_is_known_without_wcwidths_tables_is_what_they_say() -> None:
    from wcwidth import wcwidth

    characters = [chr(point) for point in range(0xA0, 0x10000) if not 0xD800 <= point < 0xE000]
    assert [char for char in characters if cell_width(char) != max(0, wcwidth(char))] == []


def test_what_inyo_says_itself_is_measured_without_wcwidth_which_takes_a_while_to_load() -> None:
    said = set("".join((*ENGLISH.values(), *JAPANESE.values()))) - {"\n"}
    with patch.dict(sys.modules, {"wcwidth": None}):
        assert {_width(char) for char in said} == {1, 2}
