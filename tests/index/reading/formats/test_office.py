"""Word, OpenDocument and Excel: what a reader of the page reads, each word once."""

from __future__ import annotations

import io
import zipfile

import pytest

from inyo.index.reading.formats.tables import read_excel, read_ods
from inyo.index.reading.formats.word_processors import read as read_docx
from inyo.index.reading.formats.word_processors import read_odt
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, UnreadableFormat

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES = (
    '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="a3"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="mine"><w:name w:val="mine"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:styleId="lvl"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
)


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def word(body: str, space: str = W, **parts: str) -> bytes:
    def root(name: str, content: str) -> str:
        return f'<w:{name} xmlns:w="{space}" xmlns:mc="{MC}">{content}</w:{name}>'

    return zipped(
        word__document_xml=root("document", f"<w:body>{body}</w:body>"),
        word__styles_xml=root("styles", STYLES),
        **{f"word__{name}_xml": root(name, content) for name, content in parts.items() if name != "core"},
        **({"docProps__core_xml": parts["core"]} if "core" in parts else {}),
    )


def p(*runs: str, style: str = "", more: str = "") -> str:
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def ruby(base: str, reading: str) -> str:
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{r(reading)}</w:rt><w:rubyBase>{r(base)}</w:rubyBase></w:ruby></w:r>"


def document(body: str, **parts: str) -> Extract:
    (extract,) = read_docx(word(body, **parts), "a.docx")
    return extract


def texts(body: str, **parts: str) -> list[str]:
    return [block.text for block in document(body, **parts).blocks]


def kinds(blocks: tuple[Block, ...]) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.text) for block in blocks]


def rubies(block: Block) -> list[tuple[str, str]]:
    return [(block.text[one.start : one.end], one.reading) for one in block.rubies]


@pytest.mark.parametrize("space", [W, "http://purl.oclc.org/ooxml/wordprocessingml/main"])
def test_runs_are_one_paragraph(space: str) -> None:
    (extract,) = read_docx(word(p("山鳩が", r("鳴く", "<w:b/>"), "谷。") + p("次。"), space), "a.docx")
    assert [block.text for block in extract.blocks] == ["山鳩が鳴く谷。", "次。"]


def test_ruby_keeps_its_base_in_the_text_and_its_reading_beside_it() -> None:
    (block,) = document(p("  白い", ruby("山鳩", "やまばと"), "と", ruby("鶫", "つぐみ"))).blocks
    assert block.text == "白い山鳩と鶫"
    assert rubies(block) == [("山鳩", "やまばと"), ("鶫", "つぐみ")]


def field(instruction: str, result: str = "", mark: str = "separate") -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    middle = char(mark) + result if result else ""
    return f"{char('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{middle}{char('end')}"


def test_ruby_that_is_a_field_is_ruby_and_other_codes_stay_out() -> None:
    code = 'EQ \\* jc2 \\* "Font:x" \\* hps10 \\o\\ad(\\s\\up 9(やまばと),山鳩)'
    (block,) = document(p("白い", field(code), "は", field(' HYPERLINK "x" ', r("谷")), field("PAGE"))).blocks
    assert block.text == "白い山鳩は谷"
    assert rubies(block) == [("山鳩", "やまばと")]


def test_a_table_of_contents_is_no_text_and_a_field_without_end_hides_nothing() -> None:
    assert texts(p(field("TOC \\o", r("第一章 3"))) + p("本文")) == ["本文"]
    assert texts(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("本文")) == ["本文"]


def test_insertions_and_moves_to_count_and_deletions_and_moves_from_do_not() -> None:
    body = p(
        "A", f"<w:ins>{r('B')}</w:ins>", "<w:del><w:r><w:delText>X</w:delText></w:r></w:del>",
        f"<w:moveFrom>{r('Y')}</w:moveFrom>", f"<w:moveTo>{r('C')}</w:moveTo>",
    )  # fmt: skip
    assert texts(body) == ["ABC"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    deleted = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert texts(p("山鳩が", more=deleted) + p("鳴く。") + p("次。")) == ["山鳩が鳴く。", "次。"]


def test_hidden_words_stay_out() -> None:
    assert texts(p("A", r("X", "<w:vanish/>"), r("B", '<w:vanish w:val="0"/>'), more="<w:rPr><w:vanish/></w:rPr>")) == [
        "AB"
    ]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('囲み')}</w:txbxContent>"
    choice = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = p("前", f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>", "後") + p("次")
    assert kinds(document(body).blocks) == [
        (BlockKind.PARAGRAPH, 0, "前後"),
        (BlockKind.BOX, 0, "囲み"),
        (BlockKind.PARAGRAPH, 0, "次"),
    ]


def test_headings_are_known_by_style_by_what_it_is_based_on_and_by_outline_level() -> None:
    body = (
        p("題", style="a3") + p("一章", style="1") + p("文") + p("二章", style="mine") + p("節", style="lvl")
        + p("項", more='<w:outlineLvl w:val="1"/>') + p("文", more='<w:outlineLvl w:val="9"/>')
    )  # fmt: skip
    extract = document(body)
    assert [(block.level, block.place.chapter) for block in extract.blocks] == [
        (1, ""), (1, "一章"), (0, "一章"), (1, "二章"), (3, "節"), (2, "項"), (0, "項"),
    ]  # fmt: skip
    assert extract.title == "題"


def test_notes_stand_at_the_end_with_their_number() -> None:
    body = p("文", '<w:r><w:footnoteReference w:id="2"/></w:r>', "末", '<w:r><w:endnoteReference w:id="3"/></w:r>') + p(
        "次"
    )
    extract = document(
        body,
        footnotes=f"<w:footnote w:type='separator' w:id='0'>{p('X')}</w:footnote>"
        f"<w:footnote w:id='2'>{p('注です')}</w:footnote>",
        endnotes=f"<w:endnote w:id='3'>{p('後注')}</w:endnote>",
    )
    assert [(block.kind, block.text, block.place.note) for block in extract.blocks] == [
        (BlockKind.PARAGRAPH, "文末", ""), (BlockKind.PARAGRAPH, "次", ""),
        (BlockKind.NOTE, "注です", "1"), (BlockKind.NOTE, "後注", "2"),
    ]  # fmt: skip


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_a_row_of_values_is_one_block_and_texts_in_cells_are_paragraphs() -> None:
    long = "谷の水車はまだ回っている。番人は毎朝、水路の落ち葉を掬う。" * 3
    inner = table([p("内"), p("側")])
    body = table(
        [p(ruby("棟", "むね")), p("広さ")], [p("一号棟"), ""], [p(long), p("左の文") + p("右の文")], [inner, p("外")]
    )
    extract = document(body)
    assert kinds(extract.blocks) == [
        (BlockKind.TABLE_ROW, 0, "棟 | 広さ"), (BlockKind.TABLE_ROW, 0, "一号棟"), (BlockKind.PARAGRAPH, 0, long),
        (BlockKind.PARAGRAPH, 0, "左の文"), (BlockKind.PARAGRAPH, 0, "右の文"), (BlockKind.TABLE_ROW, 0, "内 側 | 外"),
    ]  # fmt: skip
    assert rubies(extract.blocks[0]) == [("棟", "むね")]


def test_a_line_break_parts_lines_unless_a_sentence_goes_on_behind_it() -> None:
    long = "谷の水車はまだ回っていて番人は毎朝その"
    assert texts(p("一行目。", "<w:r><w:br/></w:r>", "二行目")) == ["一行目。", "二行目"]
    (block,) = document(p(long, "<w:r><w:br/></w:r>", ruby("水路", "すいろ"), "を掬う。")).blocks
    assert (block.text, rubies(block)) == (long + "水路を掬う。", [("水路", "すいろ")])


@pytest.mark.parametrize(
    ("title", "author", "created", "found"),
    [
        ("山鳩の谷", "岸本ミナ", "2023-04-05T01:02:03Z", ("山鳩の谷", "岸本ミナ", "2023-04-05")),
        ("Microsoft Word - 1.doc", "python-docx", "2013-12-23T23:15:00Z", ("", "", "")),
        ("無題", "Administrator", "", ("", "", "")),
    ],
)
def test_title_author_and_day_come_from_the_properties_unless_programs_filled_them(
    title: str, author: str, created: str, found: tuple[str, str, str]
) -> None:
    core = (
        f"<c xmlns:d='x'><d:title>{title}</d:title><d:creator>{author}</d:creator><d:created>{created}</d:created></c>"
    )
    extract = document(p("文"), core=core)
    assert (extract.title, extract.author, extract.made) == found


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04", FormatProblem.DAMAGED),
        (zipped(x_xml=""), FormatProblem.DAMAGED),
        (word(p("")), FormatProblem.NO_TEXT),
        (word("<w:p>"), FormatProblem.DAMAGED),
        (zipped(word__document_xml='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), FormatProblem.DAMAGED),
        (zipped(word__document_xml="<!DOCTYPE x SYSTEM 'file:///etc/hostname'><x>x</x>"), FormatProblem.NO_TEXT),
        (word("<w:p>" * 3_000 + "</w:p>" * 3_000), FormatProblem.DAMAGED),
        (zipped(word__document_xml="<x>" + " " * 210_000_000 + "</x>"), FormatProblem.TOO_LARGE),
    ],
    ids=["no zip", "no text part", "blank", "broken", "entity", "external", "deep", "bomb"],
)
def test_what_cannot_be_read_is_one_sentence(data: bytes, kind: FormatProblem) -> None:
    with pytest.raises(UnreadableFormat) as caught:
        read_docx(data, "a.docx")
    assert caught.value.kind is kind


@pytest.mark.parametrize(
    "body",
    [p(*["あ"] * 50_000), p(field("A" * 10) * 20_000, "底"), p(*[ruby("山", "やま")] * 20_000),
     table([p("底")] * 20_000),
     p("<w:r><w:br/></w:r>" * 50_000, "底"), p("あ", "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * 20_000)],
    ids=["runs", "fields", "rubies", "cells", "breaks", "open fields"],
)  # fmt: skip
def test_hostile_word_files_are_read_in_linear_time(body: str) -> None:
    assert document(body).blocks


ODF = {
    "office": "office:1.0", "text": "text:1.0", "table": "table:1.0", "draw": "drawing:1.0", "style": "style:1.0",
    "svg": "svg-compatible:1.0", "meta": "meta:1.0",
}  # fmt: skip
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}"' for name, uri in ODF.items())
SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
AUTOMATIC = (
    '<style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="H">'
    '<style:text-properties text:display="none"/></style:style>'
)


def open_document(body: str, meta: str = "") -> bytes:
    return zipped(
        content_xml=f"<office:document-content {SPACES}><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        meta_xml=f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta></office:document-meta>",
    )


def tp(content: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def odt_ruby(base: str, reading: str) -> str:
    return f"<text:ruby><text:ruby-base>{base}</text:ruby-base><text:ruby-text>{reading}</text:ruby-text></text:ruby>"


def opened(body: str, meta: str = "") -> Extract:
    (extract,) = read_odt(open_document(body, meta), "a.odt")
    return extract


def test_open_document_keeps_bases_insertions_notes_and_frames_and_no_deletions() -> None:
    changes = "<text:tracked-changes><text:deletion><text:p>X</text:p></text:deletion></text:tracked-changes>"
    note = "<text:note-citation>1</text:note-citation><text:note-body><text:p>注です</text:p></text:note-body>"
    note = f"<text:note>{note}</text:note>"
    frame = "<draw:frame><draw:text-box><text:p>囲み</text:p></draw:text-box><svg:title>X</svg:title></draw:frame>"
    comment = "<office:annotation><dc:creator>X</dc:creator><text:p>X</text:p></office:annotation>"
    body = (
        changes + tp("題", "P1") + "<text:h text:outline-level='2'>章</text:h>"
        + tp(f"白い{odt_ruby('山鳩', 'やまばと')}<text:change text:change-id='1'/>が{note}鳴く{comment}。{frame}")
        + "<text:list><text:list-item>" + tp("項") + "</text:list-item></text:list>"
    )  # fmt: skip
    extract = opened(body)
    assert kinds(extract.blocks) == [
        (BlockKind.HEADING, 1, "題"), (BlockKind.HEADING, 2, "章"), (BlockKind.PARAGRAPH, 0, "白い山鳩が鳴く。"),
        (BlockKind.BOX, 0, "囲み"), (BlockKind.ITEM, 0, "項"), (BlockKind.NOTE, 0, "注です"),
    ]  # fmt: skip
    assert rubies(extract.blocks[2]) == [("山鳩", "やまばと")]
    assert (extract.title, extract.blocks[-1].place.note, extract.blocks[3].place.chapter) == ("題", "1", "章")


def test_open_document_spaces_tabs_breaks_and_hidden_words() -> None:
    body = tp("A<text:s text:c='2'/>B<text:tab/>C<text:span text:style-name='H'>X</text:span><text:line-break/>D")
    assert [block.text for block in opened(body).blocks] == ["A  B C", "D"]


def test_open_document_rows_are_blocks() -> None:
    cells = "".join(f"<table:table-cell>{tp(text)}</table:table-cell>" for text in ("棟", "年"))
    body = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    assert kinds(opened(body).blocks) == [(BlockKind.TABLE_ROW, 0, "棟 | 年")]


def test_open_document_tells_title_author_and_day_and_is_read_flat_too() -> None:
    meta = (
        "<dc:title>山鳩の谷</dc:title><meta:initial-creator>岸本ミナ</meta:initial-creator>"
        "<meta:creation-date>2023-04-05T01:02:03</meta:creation-date>"
    )
    extract = opened(tp("文"), meta)
    assert (extract.title, extract.author, extract.made) == ("山鳩の谷", "岸本ミナ", "2023-04-05")
    flat = f"<office:meta>{meta}</office:meta><office:body><office:text>{tp('文')}</office:text></office:body>"
    flat = f"<office:document {SPACES}>{flat}</office:document>"
    assert read_odt(flat.encode(), "a.fodt")[0] == extract


def test_an_open_document_with_a_password_says_so() -> None:
    with pytest.raises(UnreadableFormat) as caught:
        read_odt(zipped(**{"META-INF__manifest_xml": "<encryption-data/>", "content_xml": "x"}), "a.odt")
    assert caught.value.kind is FormatProblem.ENCRYPTED


S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def cell(reference: str, value: str, kind: str = "inlineStr", style: int = 0) -> str:
    content = f"<is><t>{value}</t></is>" if kind == "inlineStr" else f"<v>{value}</v>"
    return f'<c r="{reference}" t="{kind}" s="{style}">{content}</c>'


def sheet(*rows: str) -> str:
    return f'<worksheet xmlns="{S}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def book(*sheets: tuple[str, str, str]) -> bytes:
    named = "".join(
        f'<sheet name="{name}" state="{state}" r:id="r{at}"/>' for at, (name, state, _) in enumerate(sheets)
    )
    targets = "".join(f'<Relationship Id="r{at}" Target="worksheets/s{at}.xml"/>' for at in range(len(sheets)))
    return zipped(
        xl__workbook_xml=f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{named}</sheets></workbook>',
        **{"xl___rels__workbook.xml.rels": f"<Relationships>{targets}</Relationships>"},
        xl__sharedStrings_xml=f'<sst xmlns="{S}"><si><t>水車</t><rPh><t>スイシャ</t></rPh></si>'
        "<si><r><t>谷</t></r><r><t>川</t></r></si></sst>",
        xl__styles_xml=f'<styleSheet xmlns="{S}"><numFmts>'
        '<numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>',
        **{f"xl__worksheets__s{at}_xml": content for at, (_, _, content) in enumerate(sheets)},
    )


def test_a_sheet_of_articles_is_a_document_a_row() -> None:
    rows = sheet(
        f"<row r='1'>{cell('A1', '見出し')}{cell('B1', '掲載日')}{cell('D1', '本文')}</row>",
        f"<row r='3'>{cell('A3', '0', 's')}{cell('B3', '45413', 'n', 1)}"
        f"{cell('D3', '谷の水車は回る。&#10;二段目。')}</row>",
    )
    (extract,) = read_excel(book(("記事", "visible", rows)), "a.xlsx")
    assert (extract.part, extract.title, extract.date) == ("3", "水車", "2024-05-01")
    assert [block.text for block in extract.blocks] == ["水車", "谷の水車は回る。", "二段目。"]
    assert (extract.blocks[1].place.row, extract.blocks[1].place.chapter) == (3, "記事")


def test_other_sheets_are_lists_and_hidden_ones_are_left_out() -> None:
    rows = sheet(f"<row>{cell('A1', '1', 's')}{cell('B1', '45413', 'n', 2)}{cell('C1', '12.5', 'n')}</row>")
    found = read_excel(
        book(("一覧", "visible", rows), ("秘", "hidden", rows), ("空", "visible", sheet()), ("表", "visible", rows)),
        "a",
    )
    assert [(extract.part, extract.title, extract.blocks[0].text) for extract in found] == [
        ("一覧", "一覧", "谷川 | 2024-05-01 | 12.5"),
        ("表", "表", "谷川 | 2024-05-01 | 12.5"),
    ]


def test_an_excel_file_without_rows_is_one_sentence() -> None:
    with pytest.raises(UnreadableFormat, match="no rows"):
        read_excel(book(("a", "visible", sheet())), "a.xlsx")


def calc(*sheets: tuple[str, str]) -> bytes:
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets)
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return zipped(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content_xml=f"<office:document-content {spaces}>{body}</office:document-content>",
    )


def calc_cell(text: str, given: str = "", before: str = "") -> str:
    return f"<table:table-cell {given}>{before}<text:p>{text}</text:p></table:table-cell>"


def calc_row(*cells: str, given: str = "") -> str:
    return f"<table:table-row {given}>{''.join(cells)}</table:table-row>"


def test_a_spreadsheet_of_calc_is_read_by_sheets_with_its_rows() -> None:
    said = [("発言者", "発言"), ("沢村", "水車は<text:s/>まだ<text:span>回る</text:span>。"), ("鵜川", "直せばよい。")]
    talk = "".join(calc_row(*map(calc_cell, each)) for each in said)
    listed = calc_row(calc_cell("村"), calc_cell("三")) + calc_row(calc_cell("町"), calc_cell("二"))
    first, second = read_ods(calc(("聞き書き", talk), ("一覧", listed)), "a.ods")
    assert [(block.speaker, block.text) for block in first.blocks] == [
        ("沢村", "水車は まだ回る。"),
        ("鵜川", "直せばよい。"),
    ]
    assert (first.blocks[0].place.chapter, first.blocks[0].place.row) == ("聞き書き", 2)
    assert [block.text for block in second.blocks] == ["村 | 三", "町 | 二"]


def test_days_are_as_they_are_and_notes_stay_out() -> None:
    day = calc_cell("十月", given='office:value-type="date" office:date-value="2026-10-02T00:00:00"')
    note = calc_cell("水門", before="<office:annotation><text:p>要確認</text:p></office:annotation>")
    (extract,) = read_ods(calc(("a", calc_row(calc_cell("港"), day, note))), "a.ods")
    assert [block.text for block in extract.blocks] == ["港 | 2026-10-02 | 水門"]


def test_what_is_repeated_a_million_times_does_not_fill_the_memory() -> None:
    million = 'table:number-columns-repeated="9999999"', 'table:number-rows-repeated="9999999"'
    empty, full = (
        calc_row(f"<table:table-cell {million[0]}/>", given=million[1]),
        calc_row(calc_cell("一", million[0]), given=million[1]),
    )
    (extract,) = read_ods(calc(("a", calc_row(calc_cell("港")) + empty + full)), "a.ods")
    assert extract.blocks[0].text == "港" and len(extract.blocks) <= 1_000


def test_an_empty_spreadsheet_is_one_sentence() -> None:
    with pytest.raises(UnreadableFormat) as error:
        read_ods(calc(("a", "")), "a.ods")
    assert error.value.kind is FormatProblem.EMPTY
