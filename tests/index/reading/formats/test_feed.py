"""Feeds of news and blogs: a document an entry, with its day, author and address."""

from __future__ import annotations

import pytest

from inyo.index.reading import formats
from inyo.index.reading.formats.contents import format_of
from inyo.index.reading.formats.xml import read_feed as read
from inyo.index.values.extracts import FormatProblem, UnreadableFormat

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>山里だより</title><link>https://example.jp/</link>
<item><title>水車の村</title><link>https://example.jp/1</link><pubDate>Wed, 01 May 2024 09:00:00 +0900</pubDate>
<dc:creator>沢村 澄</dc:creator><description>短い前文</description>
<content:encoded><![CDATA[<p>水車が<ruby>廻<rt>まわ</rt></ruby>る。</p><p>番人が笑う。</p>]]></content:encoded></item>
<item><title>紙漉き</title><description>和紙を漉く音がする。&lt;br&gt;夜も続く。</description></item>
<item><title>題だけ</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>山里だより</title>
<entry><title>水車の村</title><link rel="alternate" href="https://example.jp/1"/><published>2024-05-01T09:00:00+09:00</published>
<author><name>沢村 澄</name></author><summary>短い前文</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>水車が廻る。</p><p>番人が笑う。</p></div></content>
</entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "shift_jis", "euc-jp"])
def test_each_entry_with_text_is_a_document(encoding: str) -> None:
    first, second = read(RSS.format(encoding=encoding).encode(encoding), "a.xml")
    assert [block.text for block in first.blocks] == ["水車の村", "水車が廻る。", "番人が笑う。"]
    assert (first.title, first.author, first.date) == ("水車の村", "沢村 澄", "2024-05-01")
    assert (first.source, first.url, first.part) == ("山里だより", "https://example.jp/1", "1")
    assert first.blocks[1].rubies[0].reading == "まわ"
    assert [block.text for block in second.blocks] == ["紙漉き", "和紙を漉く音がする。", "夜も続く。"]


def test_marks_of_the_editor_that_wrote_an_entry_are_no_text() -> None:
    body = "<!-- wp:paragraph {&quot;x&quot;:1} --><p>水車が廻る。</p><!-- /wp:paragraph --><p>番人が笑う。</p>"
    feed = RSS.format(encoding="utf-8").replace(
        "<p>水車が<ruby>廻<rt>まわ</rt></ruby>る。</p><p>番人が笑う。</p>", body
    )
    assert [block.text for block in read(feed.encode(), "a.xml")[0].blocks][1:] == ["水車が廻る。", "番人が笑う。"]


def test_an_atom_entry_is_read_by_its_content() -> None:
    (entry,) = read(ATOM.encode(), "a.atom")
    assert [block.text for block in entry.blocks] == ["水車の村", "水車が廻る。", "番人が笑う。"]
    assert (entry.author, entry.date, entry.url) == ("沢村 澄", "2024-05-01", "https://example.jp/1")


OLD_ATOM = """<?xml version="1.0" encoding="Shift_JIS"?>
<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="ja"><title>山里だより</title>
<entry><title>水車の村</title><modified>2005-10-13T01:18:27Z</modified><author><name>沢村 澄</name></author>
<content type="text/html" mode="escaped"><![CDATA[<p>水車が廻る。</p><p>番人が<strong>笑う</strong>。</p>]]></content>
</entry></feed>"""


def test_atom_as_it_was_before_its_standard_is_a_feed() -> None:
    data = OLD_ATOM.encode("shift_jis")
    assert format_of("a.xml", data) is formats.FEED
    (entry,) = read(data, "a.xml")
    assert [block.text for block in entry.blocks] == ["水車の村", "水車が廻る。", "番人が笑う。"]


def test_a_feed_without_text_says_so() -> None:
    with pytest.raises(UnreadableFormat) as refused:
        read(b"<rss><channel><title>x</title></channel></rss>", "a.rss")
    assert refused.value.kind is FormatProblem.EMPTY


def test_a_feed_that_declares_entities_is_refused() -> None:
    with pytest.raises(UnreadableFormat, match="declares entities"):
        read(b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><item><title>&a;</title></item></rss>", "a.rss")


def test_notes_of_evernote_are_documents_with_writer_and_day() -> None:
    page = "<!DOCTYPE en-note SYSTEM 'enml2.dtd'><en-note><div>木の橋は流された。</div><div>春に直す。</div></en-note>"
    note = (
        f"<note><title>橋</title><content><![CDATA[{page}]]></content><created>20260217T090000Z</created>"
        "<note-attributes><author>木内春</author></note-attributes></note>"
    )
    data = f'<?xml version="1.0"?><!DOCTYPE en-export SYSTEM "a.dtd"><en-export>{note}</en-export>'.encode()
    (found,) = read(data, "a.enex")
    assert (found.title, found.author, found.date) == ("橋", "木内春", "2026-02-17")
    assert [block.text for block in found.blocks] == ["橋", "木の橋は流された。", "春に直す。"]
