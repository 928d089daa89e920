"""What a terminal sends: an input method's words, bytes of another encoding, keys that come together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._xterm_parser import XTermParser
from textual.events import Key

from inyo.tui.keymap import after_escape
from inyo.tui.terminal.textual_internals import Foreign, Typed, key_name, messages, waited_for
from inyo.tui.terminal.typed import Piece, Received, encoding_of, is_typed, split
from tests.tui.explorer import explorer


@pytest.mark.parametrize("space", "\u0020\u00a0\u2003\u202f\u205f\u3000")
def test_every_space_of_unicode_is_typed(space: str) -> None:
    assert is_typed(space)


@pytest.mark.parametrize("key", [None, "", "\r", "\x1b", "\x7f", "\u200b", "\u202e"])
def test_controls_are_not_typed(key: str | None) -> None:
    assert not is_typed(key)


@pytest.mark.parametrize(
    ("packet", "pieces"),
    [
        ("許可", [Piece("許可", typed=True)]),
        ("許可\u3000町長", [Piece("許可\u3000町長", typed=True)]),
        ("港とNHK\r", [Piece("港とNHK", typed=True), Piece("\r", typed=False)]),
        ("あ", [Piece("あ", typed=False)]),
        ("jjjj", [Piece("jjjj", typed=False)]),
        ("ｊｊｊ", [Piece("ｊｊｊ", typed=False)]),
        ("\x15港の", [Piece("\x15", typed=False), Piece("港の", typed=True)]),
    ],
)
def test_what_was_committed_at_once_is_told_from_keys(packet: str, pieces: list[Piece]) -> None:
    assert split(packet) == pieces


@pytest.mark.parametrize("key", [*"?/4jM=!\\0#", "\r", " ", "港", "\u3000"])
def test_escape_and_a_key_in_one_packet_are_told_from_a_sequence(key: str) -> None:
    packet = f"\x1b[A\x1b{key}x"
    pieces = [Piece("\x1b[A", typed=False), Piece(f"\x1b{key}", typed=False, behind=True), Piece("x", typed=False)]
    assert Received().pieces(packet.encode()) == pieces


@pytest.mark.parametrize(
    "sequence",
    ["\x1b[A", "\x1bOP", "\x1b[<0;3;4M", "\x1b]11;rgb:0/0/0\x1b\\", "\x1bP1+r\x1b\\", "\x1b[200~\x1b?\x1b[201~",
     "\x1b\x1b[B", "\x1b\t", "\x1b"],
)  # fmt: skip
def test_sequences_are_left_whole(sequence: str) -> None:
    assert Received().pieces(sequence.encode()) == [Piece(sequence, typed=False)]


@pytest.mark.parametrize(
    ("key", "name"), [("?", "question_mark"), ("4", "4"), ("M", "M"), ("\r", "enter"), (" ", "space")]
)
def test_the_key_behind_an_escape_is_known_by_its_name(key: str, name: str) -> None:
    (message,) = messages(Piece(f"\x1b{key}", typed=False, behind=True), XTermParser(debug=False))
    assert isinstance(message, Key) and after_escape(message.key) == name


@pytest.mark.parametrize("key", ["5", "0", "=", "j", "é"])
def test_a_key_behind_two_escapes_in_one_packet_is_that_key_behind_them(key: str) -> None:
    (piece,) = Received().pieces(f"\x1b\x1b{key}".encode())
    found = [message for message in messages(piece, XTermParser(debug=False)) if isinstance(message, Key)]
    assert [(each.key.removeprefix("alt+"), each.character) for each in found[1:]] == [(key_name(key), key)]
    assert found[0].key == "escape"


@pytest.mark.parametrize("before", ["\x1b[200~", "\x1b[20"])
def test_a_paste_or_a_sequence_in_several_packets_is_left_whole(before: str) -> None:
    received = Received()
    received.pieces(before.encode())
    assert received.pieces("港の灯".encode()) == [Piece("港の灯", typed=False)]


def test_a_key_in_the_packet_behind_an_escape_is_that_key_however_fast_it_comes() -> None:
    received, parser = Received(), XTermParser(debug=False)
    keys = []
    for packet in (b"\x1b", b"5"):
        pieces = received.pieces(packet)
        found = [*waited_for(parser)] if received.apart else []
        found += [message for piece in pieces for message in messages(piece, parser)]
        keys += [message.key for message in found if isinstance(message, Key)]
    assert keys == ["escape", "5"]


@pytest.mark.parametrize("rest", ["[A", "OP", "\x1b"])
def test_a_sequence_cut_behind_its_escape_goes_on_in_the_next_packet(rest: str) -> None:
    received = Received()
    received.pieces(b"\x1b")
    received.pieces(rest.encode())
    assert not received.apart


def test_after_a_paste_an_input_method_is_heard_again() -> None:
    received = Received()
    received.pieces("\x1b[200~港の灯\x1b[201~".encode())
    assert received.pieces("港の灯".encode()) == [Piece("港の灯", typed=True)]


@given(st.lists(st.binary(max_size=9)))
def test_no_bytes_raise_and_what_is_utf8_is_kept(packets: list[bytes]) -> None:
    received = Received()
    text = "".join(piece.text for packet in packets for piece in received.pieces(packet))
    text += "".join(piece.text for piece in received.pieces(b"", final=True))
    assert text == b"".join(packets).decode("utf-8", "replace").replace("\ufffd", "")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd"), max_size=30), st.integers(1, 5))
def test_a_letter_cut_in_two_packets_is_one_letter(text: str, size: int) -> None:
    received, data = Received(), text.encode()
    packets = [data[at : at + size] for at in range(0, len(data), size)]
    assert "".join(piece.text for packet in packets for piece in received.pieces(packet)) == text
    assert received.foreign == b""


@pytest.mark.parametrize(
    ("data", "name"),
    [("港の".encode("shift_jis"), "Shift_JIS"), ("港の".encode("euc_jp"), "EUC-JP"), (b"\xff\xfe", "")],
)
def test_the_encoding_of_a_terminal_is_guessed_for_the_sentence(data: bytes, name: str) -> None:
    assert encoding_of(data) == name


@pytest.mark.parametrize("text", ["許可\u3000町長", "港\u2003灯台", "港"])
async def test_words_with_a_wide_space_are_typed_into_the_search_box(text: str) -> None:
    async with explorer() as inyo:
        await inyo.send(text)
        assert inyo.app.desk.search_box.value == text


async def test_a_wide_space_is_typed_into_a_prompt() -> None:
    async with explorer() as inyo:
        await inyo.press("escape", "1", "backslash")
        await inyo.send("港\u3000灯")
        assert inyo.app.desk.state.documents_filter == "港\u3000灯"


async def test_a_wide_space_parts_words_in_the_list_of_commands() -> None:
    async with explorer(language="ja") as inyo:
        await inyo.press("escape", "ctrl+p")
        await inyo.send("次の\u3000ヒット")
        assert [row[0] for row in inyo.app.screen.rows] == ["次のヒット（次の文書へも）"]


@pytest.mark.parametrize("pane", "12345")
async def test_a_kana_or_what_an_input_method_commits_in_any_pane_begins_a_search(pane: str) -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press(pane, "と")
        assert (inyo.focus, inyo.app.desk.search_box.value) == ("search", "と")
        await inyo.press("escape", pane)
        inyo.app.post_message(Typed("灯台\u3000と"))
        await inyo.settle()
        assert (inyo.focus, inyo.app.desk.search_box.value) == ("search", "灯台\u3000と")


async def test_letters_in_one_packet_with_the_first_one_that_began_a_search_are_all_typed() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.send("みnあj")
        assert inyo.app.desk.search_box.value == "みnあj"


async def test_a_terminal_of_another_encoding_is_told_once_what_to_do() -> None:
    async with explorer() as inyo:
        inyo.app.post_message(Foreign("港".encode("euc_jp")))
        await inyo.settle()
        assert "EUC-JP" in inyo.message and "UTF-8" in inyo.message


async def test_a_key_of_another_pane_says_where_it_works() -> None:
    async with explorer() as inyo:
        await inyo.press("escape", "1", "f")
        assert inyo.message.startswith("f works in: Text")


@pytest.mark.parametrize("opener", ["question_mark", "ctrl+p", "exclamation_mark"])
async def test_two_choices_in_one_packet_are_one(opener: str) -> None:
    async with explorer() as inyo:
        await inyo.press("escape", "1", opener)
        for _ in range(3):
            inyo.app.post_message(Key("enter", "\r"))
        await inyo.settle()
        await inyo.press("escape")
        assert inyo.app.is_running
