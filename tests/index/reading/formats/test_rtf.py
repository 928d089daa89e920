"""RTF: code pages by run, destinations apart, any depth without the call stack."""

from __future__ import annotations

import pytest

from inyo.index.reading.formats.rtf import read
from inyo.index.values.extracts import Block, BlockKind, Extract, UnreadableFormat

TEXT = "表の能力と予算、ソ連の暴走を十日に噂した。"
"""Characters whose second byte in code page 932 is a letter, a backslash or a brace."""


def escaped(text: str, encoding: str = "cp932") -> str:
    """As Word writes it: an escape for each byte that is none of ASCII's letters."""
    return "".join(
        chr(byte) if chr(byte).isalnum() and byte < 0x80 else f"\\'{byte:02x}" for byte in text.encode(encoding)
    )


def unicode(text: str, fallback: str = "?") -> str:
    units = text.encode("utf-16-le")
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(f"\\u{number}{fallback}" for number in numbers)


def one(body: str, head: str = "\\ansi\\ansicpg932\\deff0{\\fonttbl{\\f0\\fcharset128 x;}}") -> Extract:
    (extract,) = read(f"{{\\rtf1{head}{body}}}".encode("latin-1"), "a.rtf")
    return extract


def texts(body: str, **more: str) -> list[str]:
    return [block.text for block in one(body, **more).blocks]


def test_bytes_of_code_page_932_are_decoded_run_by_run() -> None:
    assert texts(f"\\f0 {escaped(TEXT)}\\par\n{escaped('二行目')}\\par") == [TEXT, "二行目"]


def test_a_character_is_whole_over_formatting_and_line_ends_of_the_file() -> None:
    broken = escaped("暴走する機関車").replace("\\'", "\n\\'", 5)
    assert texts(f"{{\\b {broken}}}{{\\i {escaped('が')}}}\\par") == ["暴走する機関車が"]


def test_unicode_escapes_skip_what_stands_for_them() -> None:
    assert texts("\\uc1 " + unicode("山鳩") + "\\par") == ["山鳩"]
    assert texts("\\uc2 " + unicode("山鳩", "\\'8e\\'52") + "x\\par") == ["山鳩x"]
    assert texts("\\uc0 " + unicode("山鳩", " ") + "x\\par") == ["山鳩x"]
    assert texts("{\\uc2 " + unicode("𠮷野", "\\'81\\'48") + "}\\par") == ["𠮷野"]


@pytest.mark.parametrize(
    ("charset", "encoding", "text"), [(204, "cp1251", "Привет"), (134, "gb18030", "中国"), (0, "cp1252", "café")]
)
def test_the_font_tells_the_code_page(charset: int, encoding: str, text: str) -> None:
    head = f"\\ansi\\ansicpg932{{\\fonttbl{{\\f0\\fcharset128 x;}}{{\\f5\\fcharset{charset} y;}}}}"
    assert texts(f"\\f5 {escaped(text, encoding)}\\f0 {escaped('と日本語')}\\par", head=head) == [text + "と日本語"]


def test_japanese_in_a_font_that_only_says_western_is_japanese() -> None:
    head = "\\ansi\\ansicpg932{\\fonttbl{\\f0\\fcharset0 Times;}}"
    assert texts(f"\\f0 {escaped(TEXT)}\\par", head=head) == [TEXT]


def test_title_author_and_day_come_from_the_info_group_and_nowhere_else() -> None:
    info = f"{{\\title {escaped('山鳩の谷')}}}{{\\author {escaped('岸本ミナ')}}}{{\\operator x}}"
    info = f"{{\\info{info}{{\\creatim\\yr2023\\mo4\\dy5}}}}"
    extract = one(info + f"{escaped('本文。')}\\par")
    assert (extract.title, extract.author, extract.made) == ("山鳩の谷", "岸本ミナ", "2023-04-05")
    assert [block.text for block in extract.blocks] == ["本文。"]


def test_of_a_title_given_twice_the_one_in_unicode_is_read() -> None:
    info = f"{{\\info{{\\upr{{\\title ??}}{{\\*\\ud{{\\title {unicode('山鳩')}}}}}}}}}"
    assert one(info + "A\\par").title == "山鳩"


@pytest.mark.parametrize(
    "group",
    [
        "{\\header X\\par}", "{\\footerr X}", "{\\pict\\wmetafile8 0102}", "{\\*\\unknown X}",
        "{\\stylesheet{\\s0 X;}}", "{\\v X}", "{\\deleted X}", "{\\*\\annotation X}", "{\\object{\\*\\objdata 00}}",
        "{\\field{\\*\\fldinst PAGE X}{\\fldrslt }}",
        "{\\pict{\\*\\picprop{\\sp{\\sn X}{\\sv X}}}\\bin4 }}}X}", "{\\listtext X\\tab}",
    ],
)  # fmt: skip
def test_what_is_no_text_of_the_document_stays_out(group: str) -> None:
    assert texts(f"{group}A{group}B\\par") == ["AB"]


def test_results_of_fields_and_insertions_stay() -> None:
    link = '{\\field{\\*\\fldinst HYPERLINK "http://example.jp"}{\\fldrslt {\\ul B}}}'
    assert texts(f"A{link}{{\\revised C}}\\par") == ["ABC"]


def test_the_line_ends_of_unicode_that_textedit_writes_are_line_ends() -> None:
    said = ["１，水車の番を務める者の決まりの説明", "２，水門の開け閉め", "昼は閉める。"]
    assert texts(f"\\uc0 {unicode(chr(0x2028).join(said), ' ')}\\par") == said


def test_ruby_that_word_writes_as_a_field_is_ruby() -> None:
    instruction = (
        f'EQ \\\\* jc2 \\\\* "Font:x" \\\\* hps10 \\\\o\\\\ad(\\\\s\\\\up 9({escaped("やまばと")}),{escaped("山鳩")})'
    )
    (block,) = one(
        f"{escaped('白い')}{{\\field{{\\*\\fldinst {instruction}}}{{\\fldrslt }}}}{escaped('が鳴く。')}\\par"
    ).blocks
    assert block.text == "白い山鳩が鳴く。"
    assert [(block.text[ruby.start : ruby.end], ruby.reading) for ruby in block.rubies] == [("山鳩", "やまばと")]


def kinds(blocks: tuple[Block, ...]) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in blocks]


def test_rows_notes_boxes_and_headings_are_told_apart() -> None:
    styles = "{\\s0 Normal;}{\\s1\\outlinelevel0 x;}{\\s2 heading 2;}{\\s3 Title;}"
    head = f"\\ansi\\ansicpg932{{\\stylesheet{styles}}}"
    body = (
        f"\\pard\\s3 {escaped('題')}\\par\\pard\\s2 {escaped('節')}\\par"
        f"\\pard\\s1 {escaped('見出し')}\\par\\pard {escaped('文')}"
        f"{{\\footnote\\pard\\plain {escaped('注です。')}}}{escaped('末')}"
        f"{{\\shp{{\\*\\shpinst{{\\sp{{\\sn a}}{{\\sv 1}}}}{{\\shptxt\\pard {escaped('囲み')}\\par}}}}"
        f"{{\\shprslt X}}}}\\par"
        f"\\trowd\\pard\\intbl {escaped('棟')}\\cell {escaped('年')}\\cell\\row\\pard {escaped('後')}\\par"
    )
    extract = one(body, head)
    assert extract.title == "題"
    assert kinds(extract.blocks) == [
        (BlockKind.HEADING, "題"),
        (BlockKind.HEADING, "節"),
        (BlockKind.HEADING, "見出し"),
        (BlockKind.PARAGRAPH, "文末"),
        (BlockKind.BOX, "囲み"),
        (BlockKind.TABLE_ROW, "棟 | 年"),
        (BlockKind.PARAGRAPH, "後"),
        (BlockKind.NOTE, "注です。"),
    ]


@pytest.mark.parametrize("data", [b"", b"{\\rtf1}", b"no rtf", b"{\\rtf1" + b"{" * 100_000 + b"x" + b"}" * 100_001])
def test_what_cannot_be_read_is_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFormat):
        read(data, "a.rtf")


def test_of_an_author_given_twice_one_is_read() -> None:
    name = escaped("佐原和")
    assert one(f"{{\\info{{\\author {name}}}{{\\creatim\\yr0}}{{\\author {name}}}}} X\\par").author == "佐原和"


@pytest.mark.parametrize(
    "body",
    ["{\\b " * 4_000 + "X" + "}" * 4_000 + "X\\par", "\\u12354?" * 100_000 + "X\\par",
     "\\'82\\'a0" * 200_000 + "X\\par",
     "{\\footnote x}" * 20_000 + "X\\par", "\\cell" * 100_000 + "\\row X\\par", "\\bin-5 X\\par",
     "\\uc1000000000\\u1 " + "y" * 10 + "X\\par",
     "}}}}X\\par", "\\line " * 100_000 + "X\\par"],
    ids=["deep", "unicode", "bytes", "notes", "cells", "negative", "skips", "closed", "lines"],
)  # fmt: skip
def test_hostile_rtf_is_read_in_linear_time(body: str) -> None:
    data = f"{{\\rtf1\\ansi\\ansicpg932 {body}}}".encode("latin-1")
    if body.startswith("}"):
        with pytest.raises(UnreadableFormat):
            read(data, "a.rtf")
    else:
        assert "X" in read(data, "a.rtf")[0].blocks[0].text or body.startswith(("{\\f", "\\c"))
