# ruff: noqa: E501
"""EPUB: the spine's order, chapters, notes, what is missing, locked or too large."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping

import pytest

from inyo.index.reading.formats import epub
from inyo.index.values.extracts import BlockKind, Extract, FormatProblem, UnreadableFormat

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PRESSED = zipfile.ZIP_DEFLATED


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", PRESSED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def package(items: Mapping[str, str], spine: str, told: str = "", version: str = "3.0", toc: str = "") -> str:
    manifest = "".join(
        f'<item id="{identifier}" href="{href}" media-type="{_media(href)}"{_nav(identifier)}/>'
        for identifier, href in items.items()
    )
    references = "".join(f'<itemref idref="{identifier}"/>' for identifier in spine.split())
    return (
        f'<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{told}</metadata><manifest>{manifest}</manifest><spine{toc}>{references}</spine></package>"
    )


def _media(href: str) -> str:
    return {"ncx": "application/x-dtbncx+xml", "css": "text/css"}.get(href.rpartition(".")[2], "application/xhtml+xml")


def _nav(identifier: str) -> str:
    return ' properties="nav"' if identifier == "nav" else ""


def chapter(body: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


def book(opf: str, files: Mapping[str, str | bytes]) -> Extract:
    (extract,) = epub.read(
        zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OPS/book.opf": opf, **files}),
        "x",
    )
    return extract


def problem(opf: str, files: Mapping[str, str | bytes]) -> UnreadableFormat:
    with pytest.raises(UnreadableFormat) as caught:
        book(opf, files)
    return caught.value


def told_of(extract: Extract) -> list[tuple[str, str]]:
    return [(block.place.chapter, block.text) for block in extract.blocks]


NAV = chapter(
    '<nav epub:type="toc"><ol><li><a href="t/one.xhtml">一　<ruby>港<rt>みなと</rt></ruby></a><ol><li><a href="t/one.xhtml#s2">夜</a>'
    '</li></ol></li><li><a href="t/two.xhtml">二　山</a></li></ol></nav><nav epub:type="landmarks"><a href="t/two.xhtml">本文</a></nav>'
)
THREE = package(
    {"nav": "nav.xhtml", "a": "t/one.xhtml", "b": "t/two.xhtml"},
    "nav a b",
    '<dc:title id="t">港と山</dc:title><dc:creator id="c">沖野 しずく</dc:creator><meta refines="#c" property="role">aut</meta>'
    '<dc:creator id="d">絵筆 太</dc:creator><meta refines="#d" property="role">ill</meta><dc:date>1998-04-01</dc:date>'
    "<dc:publisher>潮書林</dc:publisher>",
)


def test_chapters_follow_the_spine_and_are_named_by_the_contents() -> None:
    extract = book(
        THREE,
        {
            "OPS/t/two.xhtml": chapter("<p>　山は高い。</p>"),
            "OPS/nav.xhtml": NAV,
            "OPS/t/one.xhtml": chapter('<p>港は広い。</p><p id="s2">「夜の<ruby>港<rt>みなと</rt></ruby>は暗い」</p>'),
        },
    )
    assert told_of(extract) == [("一　港", "港は広い。"), ("夜", "「夜の港は暗い」"), ("二　山", "山は高い。")]
    assert [(ruby.start, ruby.end, ruby.reading) for ruby in extract.blocks[1].rubies] == [(3, 4, "みなと")]
    assert (extract.title, extract.author, extract.date, extract.source) == (
        "港と山",
        "沖野 しずく",
        "1998-04-01",
        "潮書林",
    )


def test_an_ncx_of_epub_2_names_chapters_and_roles_stand_in_attributes() -> None:
    ncx = (
        '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "x.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/">'
        "<docTitle><text>題</text></docTitle><navMap><navPoint id='n'><navLabel><text>序</text></navLabel><content src='one.html'/>"
        "</navPoint></navMap></ncx>"
    )
    opf = package(
        {"ncx": "toc.ncx", "a": "one.html", "b": "two.html"},
        "a b",
        "<dc:title>序の書</dc:title><dc:creator opf:role='trl'>訳 者</dc:creator><dc:creator opf:role='aut'>書 き手</dc:creator>"
        "<dc:date opf:event='modification'>2020</dc:date><dc:date opf:event='publication'>2011-02</dc:date>",
        "2.0",
        ' toc="ncx"',
    )
    extract = book(
        opf,
        {
            "OPS/toc.ncx": ncx,
            "OPS/one.html": chapter("<p>はじめの文。</p>"),
            "OPS/two.html": chapter("<p>つづき。</p>"),
        },
    )
    assert told_of(extract) == [("序", "はじめの文。"), ("序", "つづき。")]
    assert (extract.author, extract.date) == ("書 き手", "2011-02")


def test_notes_are_notes_wherever_they_stand_and_marks_leave_the_sentence() -> None:
    opf = package({"a": "one.xhtml", "n": "notes.xhtml"}, "n a")
    extract = book(
        opf,
        {
            "OPS/one.xhtml": chapter(
                '<p>舟は沈んだ<a epub:type="noteref" href="notes.xhtml#f1">［一］</a>という。</p>'
            ),
            "OPS/notes.xhtml": chapter(
                '<aside epub:type="footnote" id="f1"><p><a href="one.xhtml">↩</a>明治の記録による。</p></aside>'
            ),
        },
    )
    assert [(block.kind, block.text.strip("↩"), block.place.note) for block in extract.blocks] == [
        (BlockKind.NOTE, "明治の記録による。", "一"),
        (BlockKind.PARAGRAPH, "舟は沈んだという。", ""),
    ]


def test_an_empty_anchor_does_not_swallow_what_follows() -> None:
    opf = package({"a": "one.xhtml"}, "a")
    extract = book(
        opf,
        {
            "OPS/one.xhtml": chapter(
                '<p><a id="x"/>道は<span epub:type="pagebreak" title="12"/>続く。</p><p/><p>雨。</p>'
            )
        },
    )
    assert [(block.text, block.place.page) for block in extract.blocks] == [("道は続く。", "12"), ("雨。", "12")]


def test_missing_parts_are_told_and_ways_out_lead_nowhere() -> None:
    opf = package({"a": "one.xhtml", "b": "gone.xhtml", "c": "../../../../etc/passwd"}, "a b c ghost")
    extract = book(opf, {"OPS/one.xhtml": chapter("<p>残った文。</p>")})
    assert [block.text for block in extract.blocks] == ["残った文。"]
    assert extract.losses == (
        "its part OPS/gone.xhtml is missing",
        "its part etc/passwd is missing",
        "a part that its contents list is missing",
    )


def test_names_are_found_in_any_spelling() -> None:
    opf = package({"a": "text/%E7%AB%A0%201.XHTML"}, "a")
    assert told_of(book(opf, {"OPS/Text/章 1.xhtml": chapter("<p>見つかった。</p>")})) == [("", "見つかった。")]


def test_external_entities_are_not_fetched_and_the_text_is_read() -> None:
    opf = package({"a": "one.xhtml"}, "a")
    head = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY % y SYSTEM "http://127.0.0.1:9/">]>'
    extract = book(opf, {"OPS/one.xhtml": chapter("<p>&x;ここに文がある。</p>", head)})
    assert told_of(extract) == [("", "ここに文がある。")]
    assert "entities" in extract.losses[0]


def test_entities_made_of_entities_are_refused() -> None:
    opf = package({"a": "one.xhtml"}, "a")
    head = '<!DOCTYPE html [<!ENTITY a "笑笑"><!ENTITY b "&a;&a;&a;">]>'
    refused = problem(opf, {"OPS/one.xhtml": chapter("<p>&b;文。</p>", head)})
    assert (refused.kind, "entities made of entities" in refused.detail) == (FormatProblem.DAMAGED, True)


def encryption(algorithm: str, path: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        f'<e:EncryptedData><e:EncryptionMethod Algorithm="{algorithm}"/><e:CipherData><e:CipherReference URI="{path}"/>'
        "</e:CipherData></e:EncryptedData></encryption>"
    )


def test_protected_text_is_said_to_be_so_and_hidden_fonts_do_not_matter() -> None:
    opf = package({"a": "one.xhtml"}, "a")
    one = {"OPS/one.xhtml": chapter("<p>文。</p>")}
    locked = problem(
        opf,
        {**one, "META-INF/encryption.xml": encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/one.xhtml")},
    )
    assert locked.kind is FormatProblem.ENCRYPTED
    font = encryption("http://www.idpf.org/2008/embedding", "OPS/font.otf")
    assert told_of(book(opf, {**one, "META-INF/encryption.xml": font})) == [("", "文。")]


def test_a_book_of_pictures_says_so() -> None:
    opf = package({"a": "one.xhtml"}, "a")
    assert problem(opf, {"OPS/one.xhtml": chapter('<img src="p1.jpg"/>')}).kind is FormatProblem.NO_TEXT


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", zipped({"a.txt": "x"}), zipped({"META-INF/container.xml": "<a"})])
def test_what_is_no_book_is_damaged(data: bytes) -> None:
    with pytest.raises(UnreadableFormat) as caught:
        epub.read(data, "x.epub")
    assert caught.value.kind is FormatProblem.DAMAGED


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, "MAX_UNPACKED", 5_000_000)
    opf = package({"a": "one.xhtml"}, "a")
    began = time.process_time()
    assert problem(opf, {"OPS/one.xhtml": "<p>" + "字" * 4_000_000}).kind is FormatProblem.TOO_LARGE
    assert time.process_time() - began < 5


def test_a_mark_that_is_called_one_leaves_the_sentence() -> None:
    body = '<p>橋は去年流された。<a href="#fn1" class="footnote-ref" id="fnref1">1</a></p><div id="fn1"><p>秋のこと。</p></div>'
    extract = book(package({"c": "c.xhtml"}, "c"), {"OPS/c.xhtml": chapter(body)})
    assert [block.text for block in extract.blocks] == ["橋は去年流された。", "秋のこと。"]
