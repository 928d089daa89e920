"""What reaches the terminal, and the way back to the document."""

import unicodedata
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from inyo.tui.terminal.cells import cell_width
from inyo.tui.terminal.sanitise import MOST_MARKS, clean, clean_line, sanitise

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
NOWHERE = array("L")
HOSTILE = st.text(
    st.sampled_from(
        "あ亜a \t\n\r\x1b\x07\x00\x7f\x85\x9b\x9d\u202e\u2066\u200b\u200d\ufe0f\u2028\u3099\u0301\ud800\ufeff🇯👍🏽"
    ),
    max_size=40,
)


def test_plain_japanese_comes_back_as_the_same_object() -> None:
    text = "　港の倉庫で「まだ早い」と船長は言った……ｶﾅとＡＢＣ、① “x” ―― ※\n次の段落。"
    assert clean(text) is text


@given(ANY | HOSTILE)
def test_no_control_bidi_or_surrogate_character_is_ever_shown(text: str) -> None:
    for char in clean(text):
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert (
            char
            not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u200d\ufe0f\ufeff"
        )


@given(ANY | HOSTILE)
def test_what_is_shown_can_be_encoded_for_the_terminal(text: str) -> None:
    assert clean(text).encode("utf-8").decode("utf-8") == clean(text)


@given(ANY | HOSTILE)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(HOSTILE)
def test_rich_and_we_agree_on_the_width_of_what_is_shown(text: str) -> None:
    for line in clean(text).split("\n"):
        assert cell_len(line) == cell_width(line)


@given(ANY | HOSTILE)
def test_offsets_never_run_backwards_and_end_with_the_text(text: str) -> None:
    display = sanitise(text)
    to_document = [display.to_document(position) for position in range(len(display.text) + 1)]
    to_display = [display.to_display(offset) for offset in range(len(text) + 1)]
    assert to_document == sorted(to_document) and to_document[-1] == len(text)
    assert to_display == sorted(to_display) and to_display[-1] == len(display.text)


@given(ANY | HOSTILE)
def test_every_character_shown_as_itself_is_found_again_by_its_offset(text: str) -> None:
    display = sanitise(text)
    for offset, char in enumerate(text):
        position = display.to_display(offset)
        if clean(char) == char and display.text[position : position + 1] == char:
            assert display.to_document(position) == offset
        following = display.to_display(offset + 1)
        assert display.text[position:following].strip(" ") in (char.strip(" "), "") or clean(char) != char


def test_offsets_after_dropped_and_widened_characters() -> None:
    display = sanitise("a\u200b\tb\x1bc")
    assert display.text == "a    b␛c"
    assert [display.to_display(offset) for offset in range(7)] == [0, 1, 1, 5, 6, 7, 8]
    assert [display.to_document(position) for position in range(9)] == [0, 2, 2, 2, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b31m", "␦31m"),
        ("a\x00b\x7f", "a␀b␡"),
        ("一\u2028二\x85三", "一␤二␤三"),
        ("左\u202e右", "左右"),
        ("❤\ufe0f", "❤"),
        ("葛\U000e0100城", "葛城"),
        ("🇯🇵", "JP"),
        ("👍🏽", "👍"),
        ("\ud83d", "␦"),
        ("\u3099か", " \u3099か"),
    ],
)
def test_each_kind_of_trouble_has_its_picture(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_a_heap_of_marks_is_capped() -> None:
    assert clean("あ" + "\u0301" * 50 + "い") == "あ" + "\u0301" * MOST_MARKS + "い"


def test_a_heap_of_marks_is_capped_also_where_invisible_characters_part_it() -> None:
    assert clean("あ" + "\u0301\u200b" * 50 + "い") == "あ" + "\u0301" * MOST_MARKS + "い"


def test_what_takes_a_cell_of_its_own_is_no_mark_and_may_be_repeated() -> None:
    points = (chr(point) for point in range(0x21, 0x30000))
    own = [char for char in points if wcwidth(char) > 0 and not unicodedata.category(char).startswith("M")]
    kept = [char for char in own if clean(f"あ{char}") == f"あ{char}"]
    text = "".join(char * (MOST_MARKS + 2) for char in kept)
    assert len(text) > 100_000 and clean(text) == text
    assert [char for char in kept if clean(char) != char] == []


def test_text_that_is_unusual_but_shown_as_it_is_comes_back_as_the_same_object() -> None:
    text = "ภาษา Ελλάδα हिन्दी"
    assert clean(text) is text
    assert (sanitise(text).displayed, sanitise(text).documented) == (NOWHERE, NOWHERE)


def test_a_position_behind_the_end_is_the_end() -> None:
    assert sanitise("a\x1bb\u200b").to_document(99) == 4


def test_kana_with_separate_marks_stay_as_they_are() -> None:
    text = unicodedata.normalize("NFD", "がぎぐパピプ")
    assert clean(text) == text


def test_a_title_stays_on_one_line() -> None:
    assert clean_line("一行目\r\n二行目\n三\t四") == "一行目 二行目 三    四"


def test_markup_is_text() -> None:
    assert clean_line("[bold]題[/] [link=x]") == "[bold]題[/] [link=x]"
