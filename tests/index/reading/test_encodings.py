"""Bytes → text, for every encoding in which Japanese files are found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.reading.encodings import FREQUENT_KANJI, NoEncoding, decode

PROSE = "昨日の夕方、港の倉庫で小さな火事があった。けが人はいない。「風が弱くて助かった」と番人は話している。"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp932", "euc_jp", "iso2022_jp"]

KANA = "あいうえおかがきくけこさしすせそたちつってとなにのはまもらりるれをんアイウカコストネラリン、。「」ー"
japanese = st.text(KANA + FREQUENT_KANJI[:300], min_size=12, max_size=300)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [PROSE, PROSE * 50, PROSE.split("。")[0], "A" * 5000 + "\r\n" + PROSE])
def test_prose_is_read_from_every_encoding(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


@given(japanese, st.sampled_from(ENCODINGS))
def test_what_was_encoded_is_decoded(text: str, encoding: str) -> None:
    assert decode((PROSE + text).encode(encoding)).text == PROSE + text


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
@pytest.mark.parametrize("text", ["ﾃｽﾄｹｯｶﾊ ﾘｮｳｺｳﾃﾞｽ", "ｶﾀｶﾅ ﾀﾞｹﾉ ﾌｧｲﾙ｡ ﾊﾝｶｸ ｶﾅ ｦ ﾐﾜｹﾙ｡", "品名 ﾈｼﾞ 個数 12"])
def test_half_width_katakana_does_not_confuse_the_two_legacy_encodings(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16-le"])
@pytest.mark.parametrize("text", ["猫が好き。", "東京都庁", "カメラとレンズ", "log: 開始\n" + "ok\n" * 400])
def test_short_and_mostly_ascii_files_are_told_apart(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_jis_x_0212_is_read_in_three_byte_euc() -> None:
    text = PROSE + "丂丄丅"
    assert b"\x8f" in text.encode("euc_jp")
    assert decode(text.encode("euc_jp")).text == text


def test_vendor_characters_are_read_in_euc_and_iso_2022_jp() -> None:
    body = PROSE.encode("euc_jp")
    assert decode(body + b"\xad\xa1\xfc\xe2").text == PROSE + "①髙"
    assert decode(PROSE.encode("iso2022_jp") + b"\x1b$B\x2d\x21\x7c\x62\x1b(B").text == PROSE + "①髙"


@pytest.mark.parametrize("cell", [b"\xf9\xff", b"\x9f\xa5"], ids=["behind its row", "before the rows"])
def test_cells_that_no_vendor_filled_are_broken_places_and_no_other_character(cell: bytes) -> None:
    assert decode((PROSE * 20).encode("euc_jp") + cell + b"\n").text == PROSE * 20 + "\ufffd\ufffd\n"


def test_half_width_katakana_and_jis_x_0212_are_read_in_iso_2022_jp() -> None:
    assert decode(b"\x1b(I\x43\x3d\x44\x1b(B OK").text == "ﾃｽﾄ OK"
    assert decode("丂".encode("iso2022_jp_1")).text == "丂"
    assert decode("俱に".encode("iso2022_jp_2004")).text == "俱に"


def test_jis_x_0213_is_read_in_shift_jis_2004() -> None:
    assert decode((PROSE + "か゚").encode("shift_jis_2004")).text == PROSE + "か゚"


def test_nul_characters_in_utf_8_stay() -> None:
    assert decode(("a\0b" + PROSE * 4).encode()).text == "a\0b" + PROSE * 4


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_isolated_broken_bytes_are_replaced_and_counted(encoding: str) -> None:
    data = (PROSE * 60).encode(encoding)
    found = decode(data[:1000] + b"\xff\n" + data[1000:])
    assert 1 <= found.broken <= 2
    assert 1 <= found.text.count("\ufffd") <= 4
    assert PROSE * 20 in found.text


@pytest.mark.parametrize("broken", [1, 3, 6])
def test_a_small_text_in_utf_8_is_read_with_its_broken_places_counted(broken: int) -> None:
    data = (PROSE * 8).encode()
    step = len(data) // (broken + 1) // 3 * 3
    for number in range(1, broken + 1):
        data = data[: step * number] + b"\xff" + data[step * number + 1 :]
    found = decode(data)
    assert found.encoding == "utf-8"
    assert broken <= found.broken <= 2 * broken
    assert PROSE[:10] in found.text


@pytest.mark.parametrize("data", [b"\xfe\x80\xff" * 50, bytes(range(128, 256)) * 40, "あ".encode() + b"\xff" * 30])
def test_damaged_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(NoEncoding, match="as UTF-8"):
        decode(data)


CODE = "the quick brown fox jumps over 13 lazy dogs; foo(bar) { return x[1]; }\n# comment\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
@pytest.mark.parametrize("before", [200, 1_300, 1_495, 70_000])
@pytest.mark.parametrize("japanese", ["現地法人の支配人", "頃の文科", "身力士で"])
def test_japanese_words_anywhere_in_a_long_ascii_text_tell_its_encoding(
    encoding: str, before: int, japanese: str
) -> None:
    text = (CODE * (before // len(CODE) + 1))[:before] + japanese + CODE * 50
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("size", [25, 50, 400])
def test_a_character_cut_at_the_end_costs_itself_alone(encoding: str, size: int) -> None:
    text = (PROSE * 8)[:size]
    found = decode(text.encode(encoding).removesuffix(b"\x1b(B")[:-1])
    assert (found.text, found.broken) == (text[:-1] + "\ufffd", 1)


@pytest.mark.parametrize("at", range(41, 71))
def test_a_broken_byte_does_not_turn_euc_into_half_width_katakana(at: int) -> None:
    data = (PROSE * 3).encode("euc_jp")
    assert decode(data[:at] + b"\xff" + data[at + 1 :]).encoding == "euc-jp"


@pytest.mark.parametrize("at", range(41, 71))
def test_a_byte_that_iso_2022_jp_has_not_costs_one_character(at: int) -> None:
    data = (PROSE * 3).encode("iso2022_jp")
    replaced = decode(data[:at] + b"\xb0" + data[at + 1 :])
    assert replaced.encoding == "iso-2022-jp"
    assert len(replaced.text.replace("\ufffd", "")) == len(PROSE * 3) - 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_lost_a_byte_before_its_end_is_refused_rather_than_read_wrongly(encoding: str) -> None:
    data = (PROSE * 40).encode(encoding)
    for at in (0, 1, 1000):
        with pytest.raises(NoEncoding):
            decode(data[:at] + data[at + 1 :])


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    try:
        assert isinstance(decode(data).text, str)
    except NoEncoding as error:
        assert str(error)


def test_pieces_of_real_texts_are_read_from_every_encoding(shared: Path) -> None:
    chosen = random.Random(11)
    texts = [path.read_text("utf-8") for path in sorted((shared / "quotes/dev").glob("*.txt"))]
    tried = wrong = 0
    for _ in range(400):
        text = chosen.choice(texts)
        start = chosen.randrange(max(1, len(text) - 50))
        piece = text[start : start + chosen.choice([20, 50, 200])]
        for encoding in ("utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16-be"):
            try:
                data = piece.encode(encoding)
            except UnicodeEncodeError:
                continue
            tried += 1
            wrong += not piece.isascii() and decode(data).text != data.decode(encoding)
    assert tried > 1500
    assert wrong <= tried * 0.001


def test_pieces_of_real_texts_with_a_broken_byte_are_not_taken_for_another_encoding(shared: Path) -> None:
    chosen = random.Random(12)
    texts = [path.read_text("utf-8") for path in sorted((shared / "quotes/dev").glob("*.txt"))]
    wrong: list[str] = []
    for _ in range(150):
        text = chosen.choice(texts)
        start = chosen.randrange(max(1, len(text) - 200))
        for name, encoding in (("utf-8", "utf-8"), ("shift_jis", "cp932"), ("euc-jp", "euc_jp")):
            data = text[start : start + 200].encode(encoding, "ignore")
            at = chosen.randrange(len(data))
            found = decode(data[:at] + bytes([chosen.randrange(0x80, 0x100)]) + data[at:])
            wrong += [f"{encoding} as {found.encoding}"] if found.encoding != name else []
    assert len(wrong) <= 2


@pytest.mark.parametrize("other", ["cp932", "euc_jp"])
def test_a_file_whose_lines_are_in_two_encodings_is_read_line_by_line(other: str) -> None:
    lines = ["市長は会見で「港を守る」と述べた。", "記者は黙って聞いていた。", "see note 3", "会議は三時に終わった。"]
    data = b"\r\n".join(line.encode(other if number == 1 else "utf-8") for number, line in enumerate(lines))
    decoded = decode(data)
    assert decoded.text.split("\r\n") == lines
    assert decoded.encoding.startswith("utf-8+")


def test_a_line_in_no_encoding_lets_the_whole_file_be_refused() -> None:
    with pytest.raises(NoEncoding):
        decode("港の朝は早い。".encode() + b"\n\xff\xfe\x80\x81\xff\n" + "船が戻る。".encode("cp932"))
