"""XML that holds reading matter: the export of a wiki, a book, a piece of news; other XML is left alone."""

from __future__ import annotations

import time

import pytest

from inyo.index.reading import formats
from inyo.index.reading.formats.contents import detect
from inyo.index.reading.formats.xml import read
from inyo.index.values.extracts import BlockKind, FormatProblem, UnreadableFormat

WIKI = (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><siteinfo><sitename>山里百科</sitename></siteinfo>{}'
    "</mediawiki>"
)
PAGE = "<page><title>{}</title><revision><timestamp>{}</timestamp><text>{}</text></revision></page>"
SOURCE = (
    "{{所在地|{{山|里}}}}\n'''水車'''は[[谷川|谷]]に立つ&lt;ref name=a&gt;[https://a.example 市史]&lt;/ref&gt;。"
    "&lt;br /&gt;番人は「直すさ」と言う。\n\n{|\n|-\n| 幅 || 三間\n|}\n== 歴史 ==\n* 古い輪\n"
    "[[ファイル:a.jpg|thumb|[[谷川]]の水車]]\n[[Category:山里]]"
)


def test_each_page_of_a_wiki_is_a_document_without_its_marks() -> None:
    pages = PAGE.format("水車", "2024-05-01T01:02:03Z", SOURCE) + PAGE.format("輪", "2024-05-02", "#転送 [[水車]]")
    (page,) = read(WIKI.format(pages).encode(), "a.xml")
    assert [block.text for block in page.blocks] == [
        "水車", "水車は谷に立つ。", "番人は「直すさ」と言う。", "歴史", "古い輪"
    ]  # fmt: skip
    assert (page.title, page.date, page.source, page.part) == ("水車", "2024-05-01", "山里百科", "1")
    assert [block.kind for block in page.blocks][3:] == [BlockKind.HEADING, BlockKind.ITEM]


def test_marks_of_lists_count_at_the_head_of_a_line_alone() -> None:
    lines = ["番組は10:30に始まる。", "比は3:1、#1の輪*。", "*: 時刻は4:20です。"]
    (page,) = read(WIKI.format(PAGE.format("水車", "", "\n".join(lines))).encode(), "a.xml")
    assert [(block.text, block.kind) for block in page.blocks[1:]] == [
        (lines[0], BlockKind.PARAGRAPH), (lines[1], BlockKind.PARAGRAPH), ("時刻は4:20です。", BlockKind.ITEM)
    ]  # fmt: skip


def test_characters_that_a_wiki_writes_by_name_are_themselves() -> None:
    (page,) = read(WIKI.format(PAGE.format("水車", "", "輪&amp;nbsp;三つ、A&amp;amp;B&amp;#27;。")).encode(), "a.xml")
    assert page.blocks[1].text == "輪\u00a0三つ、A&B。"


def test_of_a_page_the_last_revision_counts() -> None:
    old, new = (f"<revision><text>{text}</text></revision>" for text in ("古い文。", "新しい文。"))
    (page,) = read(WIKI.format(f"<page><title>水車</title>{old}{new}</page>").encode(), "a.xml")
    assert [block.text for block in page.blocks] == ["水車", "新しい文。"]


def test_a_book_in_xml_is_read_by_its_paragraphs() -> None:
    book = (
        '<?xml version="1.0" encoding="utf-8"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">'
        "<description><title-info><genre>x</genre><author><last-name>沢村</last-name><first-name>澄</first-name></author>"
        "<book-title>水車の村</book-title></title-info></description><body><section><title><p>一</p></title>"
        "<p>水車が<emphasis>ゆっくり</emphasis>廻る。</p><p>番人が笑う。</p></section></body>"
        '<binary id="a">aGVsbG8=</binary></FictionBook>'
    )
    assert detect(book.encode(), "水車.fb2") is detect(book.encode(), "水車.xml") is formats.XML
    (extract,) = read(book.encode(), "水車.fb2")
    assert [block.text for block in extract.blocks] == ["水車の村", "一", "水車がゆっくり廻る。", "番人が笑う。"]
    assert (extract.title, extract.author) == ("水車の村", "沢村 澄")


def test_settings_in_xml_are_no_reading_matter() -> None:
    settings = b'<?xml version="1.0"?><settings><name>\xe6\xb8\xaf</name></settings>'
    assert detect(settings, "a.xml") is formats.OTHER


def test_xml_without_words_says_so_and_entities_are_refused() -> None:
    with pytest.raises(UnreadableFormat) as refused:
        read(b"<mediawiki/>", "a.xml")
    assert refused.value.kind is FormatProblem.EMPTY
    with pytest.raises(UnreadableFormat, match="declares entities"):
        read(b"<!DOCTYPE TEI [<!ENTITY a 'b'>]><TEI><p>&a;</p></TEI>", "a.xml")


@pytest.mark.parametrize(
    "line", ["= 輪" + " " * 60_000 + "番", "=" * 60_000 + "番", "[https://" + "a" * 60_000, "{|\n" + " " * 60_000]
)
def test_a_giant_line_of_a_wiki_costs_as_much_as_it_is_long(line: str) -> None:
    begun = time.process_time()
    (extract,) = read(WIKI.format(PAGE.format("水車", "", f"{line}\n== 番人 \t==  \n=== a == b ===")).encode(), "a.xml")
    assert [(block.text, block.level) for block in extract.blocks[-2:]] == [("番人", 2), ("a == b", 3)]
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("mark", ["{{", "[[", "{|\n", "&lt;ref&gt;", "[[file:", "''", "=", "{{|", "[https://a "])
def test_marks_that_nothing_closes_cost_as_much_as_they_are_many(mark: str) -> None:
    page = WIKI.format(PAGE.format("水車", "", "水車。" + mark * 20_000))
    begun = time.process_time()
    (extract,) = read(page.encode(), "a.xml")
    assert extract.blocks[0].text == "水車"
    assert time.process_time() - begun < 10
