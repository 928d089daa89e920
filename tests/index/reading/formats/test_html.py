# ruff: noqa: E501, SIM905
"""HTML: what is read of a page, in which order, and what is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.reading.formats.html import read
from inyo.index.values.extracts import Block, BlockKind, Extract, FormatProblem, UnreadableFormat
from tests.index.reading.formats.pages import FERRY, PAGES, Page
from tests.waiting import computing


def extract_of(markup: str | bytes) -> Extract:
    (extract,) = read(markup if isinstance(markup, bytes) else markup.encode(), "x.html")
    return extract


def blocks_of(markup: str) -> tuple[Block, ...]:
    return extract_of(markup).blocks


def texts_of(markup: str) -> list[str]:
    return [block.text for block in blocks_of(markup)]


def rubies_of(extract: Extract) -> list[tuple[str, str]]:
    return [(block.text[ruby.start : ruby.end], ruby.reading) for block in extract.blocks for ruby in block.rubies]


pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@pages
def test_a_page_gives_its_paragraphs_whole(page: Page) -> None:
    texts = [block.text for block in extract_of(page.data).blocks]
    assert [paragraph for paragraph in page.paragraphs if paragraph not in texts] == []


@pages
def test_nothing_around_the_text_is_read(page: Page) -> None:
    whole = "\n".join(block.text for block in extract_of(page.data).blocks)
    assert [absent for absent in page.absent if absent in whole] == []


@pages
def test_a_page_tells_of_itself(page: Page) -> None:
    extract = extract_of(page.data)
    told = {
        "title": extract.title,
        "author": extract.author,
        "date": extract.date,
        "site": extract.source,
        "url": extract.url,
    }
    assert {key: told[key] for key in told if getattr(page, key)} == {
        key: getattr(page, key) for key in told if getattr(page, key)
    }


@pages
def test_rubies_lie_on_their_bases(page: Page) -> None:
    found = rubies_of(extract_of(page.data))
    assert [ruby for ruby in page.rubies if ruby not in found] == []


def test_headings_items_captions_rows_and_code_are_told_apart() -> None:
    blocks = blocks_of(
        "<h2>暮らし</h2><ul><li>朝<li>夜</ul><figure><figcaption>港の朝</figcaption></figure>"
        "<table><tr><th>船<th>数<tr><td>渡船<td>二</table><pre>x = 1\n  y</pre><blockquote>引いた言葉</blockquote>"
    )
    assert [(block.kind, block.text, block.level) for block in blocks] == [
        (BlockKind.HEADING, "暮らし", 2),
        (BlockKind.ITEM, "朝", 0),
        (BlockKind.ITEM, "夜", 0),
        (BlockKind.CAPTION, "港の朝", 0),
        (BlockKind.TABLE_ROW, "船 | 数", 0),
        (BlockKind.TABLE_ROW, "渡船 | 二", 0),
        (BlockKind.LITERAL, "x = 1\n  y", 0),
        (BlockKind.PARAGRAPH, "引いた言葉", 0),
    ]


def test_deletions_go_and_insertions_stay() -> None:
    assert texts_of("<p>船は<del>五</del><ins>六</ins>隻ある。</p>") == ["船は六隻ある。"]


def test_a_source_line_end_vanishes_in_japanese_and_is_a_space_in_english() -> None:
    assert texts_of("<p>島の\n  暮らしは\nEU の\nnew\n  deal と</p>") == ["島の暮らしはEU のnew deal と"]


def test_a_line_break_before_an_indented_line_begins_a_paragraph() -> None:
    assert texts_of("<p>　一つ目の文。<br>　二つ目の文。<br>「三つ目」</p>") == [
        "一つ目の文。",
        "二つ目の文。",
        "「三つ目」",
    ]


def test_a_blank_line_of_the_source_before_an_indent_ends_a_paragraph() -> None:
    assert texts_of("<p>渡しの舟が着いた。\n\n\u3000人が降りた。\n \n\u3000犬も\n降りた。</p>") == [
        "渡しの舟が着いた。", "人が降りた。", "犬も降りた。"
    ]  # fmt: skip


def test_what_a_blog_asks_its_readers_to_click_is_no_text() -> None:
    asked = "<a href=r><img src=r.gif></a>←ランキングに参加しています。クリックで応援お願いします。"
    kept = "町は観光地のランキングで三位に入った。"
    text = "<br><br>".join([*("渡しの舟が着き、荷を担いだ人々が次々に岸へ降りた。" * 3,) * 3, kept, asked])
    texts = texts_of(f"<html><body><div id=blog><h2>渡し</h2><div>{text}</div></div></body></html>")
    assert kept in texts and not any("応援" in each for each in texts)


def test_a_poem_keeps_its_lines() -> None:
    assert texts_of("<p>風が吹く<br>草がゆれる<br>だれもいない</p>") == ["風が吹く", "草がゆれる", "だれもいない"]


def test_a_mark_that_refers_to_a_note_does_not_stand_in_the_sentence() -> None:
    assert texts_of('<p>船は古い<sup><a href="#n1">[1]</a></sup>。</p>') == ["船は古い。"]


def test_a_raised_number_in_brackets_refers_to_a_note_without_a_link_too() -> None:
    assert texts_of("<p>船は古い<sup>[2]</sup>という<sup><a>[13]</a></sup>。広さは三m<sup>2</sup>。</p>") == [
        "船は古いという。広さは三m2。"
    ]


def test_a_note_is_one_and_has_its_mark() -> None:
    *_, note = blocks_of(
        '<p>船は<a role="doc-noteref" href="#f">注2</a>古い。</p><aside role="doc-footnote" id="f"><p>昭和の船。</p></aside>'
    )
    assert (note.kind, note.text, note.place.note) == (BlockKind.NOTE, "昭和の船。", "注2")


def test_comments_that_are_the_page_are_read_as_comments() -> None:
    posts = "".join(f'<div class="comment"><p>第{number}信。島の船について書きます。</p></div>' for number in "一二三")
    kinds = {
        block.kind
        for block in blocks_of(f"<html><body><h1>船の掲示板</h1><div id=comments>{posts}</div></body></html>")
    }
    assert kinds == {BlockKind.HEADING, BlockKind.COMMENT}


def test_a_blog_gives_the_heading_and_day_of_its_entry_and_not_the_name_of_the_site() -> None:
    page = (
        "<html><head><title>浜の日々: 渡し舟の冬</title></head><body><h1><a href=/>浜の日々</a></h1>"
        "<h2 class=date>2024年2月3日</h2><div class=blogbody><h3>渡し舟の冬</h3>"
        f"<div class=main>{'<br><br>'.join(FERRY)}</div><div class=posted>Posted by 鵜飼 at 21:04 │<a>コメント(1)</a></div>"
        "</div><div class=comments><div class=commentbody>また乗りに行きます。</div></div></body></html>"
    )
    extract = extract_of(page)
    assert (extract.title, extract.date) == ("渡し舟の冬", "2024年2月3日")
    assert not any("Posted" in block.text for block in extract.blocks)


def test_links_to_edit_and_the_contents_of_a_wiki_page_are_no_text() -> None:
    page = (
        f"<html><body><div id=content><h1>渡し舟</h1><p>{FERRY[0]}</p><div id=toc class=toc><h2>目次</h2><ul><li><a>1 歴史</a>"
        '</ul></div><h2><span>歴史</span><span class="mw-editsection">[<a>編集</a>]</span></h2><p>'
        f"{FERRY[1]}</p></div></body></html>"
    )
    assert texts_of(page) == ["渡し舟", FERRY[0], "歴史", FERRY[1]]


def test_comments_beside_an_article_are_left_out_like_its_menu() -> None:
    comments = '<div class="comment"><p>そう思う。</p></div>' * 2
    extract = extract_of(f"<html><body><article><p>{FERRY[0]}</article><div id=comments>{comments}</div></body></html>")
    assert ([block.text for block in extract.blocks], extract.losses) == ([FERRY[0]], ())


AOZORA = """<?xml version="1.0" encoding="Shift_JIS"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>野辺 つくし 井戸のそば</title></head><body><div class="metadata">
<h1 class="title">井戸のそば</h1><h2 class="author">野辺 つくし</h2></div><div class="main_text"><br />
<div class="jisage_8" style="margin-left: 8em"><h4 class="naka-midashi"><a class="midashi_anchor" id="m1">一　朝</a></h4></div><br />
　水を<ruby><rb>汲</rb><rp>（</rp><rt>く</rt><rp>）</rp></ruby>む音がした。<br />
「だれかいるの」と姉は<img src="g.png" alt="※(「口＋它」、第3水準1-14-88)" class="gaiji" />いた。<span class="notes">［＃改ページ］</span><br />
</div><div class="bibliographical_information"><hr /><br />底本：「小さな井戸」試作社<br />　　　1931（昭和6）年5月2日発行<br /></div>
<div class="notation_notes"><hr /><br />●表記について<br /></div></body></html>"""


def test_a_book_of_aozora_bunko_has_chapters_gaiji_and_its_edition() -> None:
    book = extract_of(AOZORA.encode("cp932"))
    assert (book.title, book.author, book.date, book.source) == (
        "井戸のそば",
        "野辺 つくし",
        "1931-05-02",
        "「小さな井戸」試作社",
    )
    assert [(block.text, block.place.chapter) for block in book.blocks] == [
        ("一　朝", "一　朝"),
        ("水を汲む音がした。", "一　朝"),
        ("「だれかいるの」と姉は\u5496いた。".replace("\u5496", "咜"), "一　朝"),
        ("底本：「小さな井戸」試作社", ""),
        ("1931（昭和6）年5月2日発行", ""),
    ]
    assert rubies_of(book) == [("汲", "く")]


@pytest.mark.parametrize(
    "markup", ["<html><script>x</script></html>", "<p> \n</p>", "<nav>帯</nav><svg><text>絵</text></svg>"]
)
def test_a_page_without_text_says_so(markup: str) -> None:
    with pytest.raises(UnreadableFormat) as caught:
        extract_of(f"<html><body>{markup}")
    assert caught.value.kind is FormatProblem.NO_TEXT


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableFormat) as caught:
        extract_of(b"<p>" + bytes(range(128, 256)) * 40)
    assert caught.value.kind is FormatProblem.ENCODING


@pytest.mark.parametrize(
    "piece",
    [
        "<div>", "<p>", "<ruby>字<rt>", "<a ", "<a b=\"", "<!--", "<![CDATA[", "<!", "</", "<title>", "<table><td>", "<b><p>",
        "<ul><li>", "<a href=#><div>", "</div>", "&#9", "&amp", "<br>", "<h1>字", "<pre>字\n", "<div class='comment'>字",
        "<article><h1>", "<table><tr><th>字", "<sup><a href=#>1", "<i><div>", "<rt>", "<script>", "<dl><dt>字", "<details><summary>",
    ],
)  # fmt: skip
def test_time_grows_with_the_page_and_text_at_the_bottom_is_found(piece: str) -> None:
    def page(count: int) -> None:
        with pytest.raises(UnreadableFormat) if piece == "<script>" else _anything():
            read((piece * count + "<p>底に文がある。" * (piece != "<script>")).encode(), "x.html")

    def seconds(count: int) -> float:
        return computing(lambda: page(count))

    assert seconds(8_000) < 8 * seconds(2_000) + 1


def test_a_page_of_too_many_elements_keeps_its_text_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inyo.index.reading.formats.elements.MAX_ELEMENTS", 3)
    extract = extract_of("<p>一。<p>二。<p>三。<p>四。")
    assert "".join(block.text for block in extract.blocks) == "一。二。三。四。"
    assert "plain text" in extract.losses[0]


class _anything:  # noqa: N801
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> bool:
        return True


_MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <ruby> </ruby> <rt> </rt> <rb> </rb> <rp> <rtc> </rtc> <table> <tr> <td> </td> </table> <ul> <li> <br> <pre> </pre> "
        "<b> </b> <a\u2009href='#x'> </a> <div\u2009class=comment> </div> <h1> </h1> <h2> 港。 「猫」 か a &nbsp; \n 　 &#x6f22; <!-- --> < >".split(
            " "
        )
    ),
    max_size=60,
).map(lambda pieces: "".join(pieces).replace("\u2009", " "))


@given(_MARKUP)
def test_any_markup_gives_blocks_of_one_line_with_rubies_inside(markup: str) -> None:
    try:
        blocks = blocks_of(markup)
    except UnreadableFormat:
        return
    for block in blocks:
        assert block.text == block.text.strip() or block.kind is BlockKind.LITERAL
        assert block.kind is BlockKind.LITERAL or not re.search(r"[\n\r\u2028\x85]", block.text)
        assert all(0 <= ruby.start < ruby.end <= len(block.text) for ruby in block.rubies)
        ends = [0, *(ruby.end for ruby in block.rubies)]
        assert all(end <= ruby.start for end, ruby in zip(ends, block.rubies, strict=False))


@pytest.mark.parametrize(
    "link",
    [
        "<div><b>あわせて読みたい</b><a href=x>渡り鳥、今年は一万羽</a></div>",
        "<p>【関連記事】<a href=x>渡り鳥、今年は一万羽</a></p>",
        "<p>＞＞こちらも読む：<a href=x>渡り鳥、今年は一万羽</a></p>",
    ],
)
def test_a_link_to_another_article_amid_the_text_is_none_of_it(link: str) -> None:
    before, after = "<p>水車が三年ぶりに回り、村の人が集まった。</p>", "<p>次は六月に回すという。</p>"
    page = f"<html><body><h1>水車</h1>{before}{link}{after}</body></html>"
    assert [text for text in texts_of(page) if "渡り鳥" in text] == []
    assert texts_of(page)[-1] == "次は六月に回すという。"


def test_a_sentence_that_points_to_a_link_stays() -> None:
    page = "<html><body><h1>水車</h1><p>水車が回った。</p><p>関連して村は<a href=x>報告書</a>を公表した。</p></body></html>"
    assert texts_of(page)[-1] == "関連して村は報告書を公表した。"


@pytest.mark.parametrize(
    "offer",
    [
        "この記事は会員限定です。登録すると続きをお読みいただけます。",
        "ここから先は有料会員の方のみご覧いただけます",
        "残り812文字（全文1403文字）",
        "すべての記事が読み放題",
        "有料会員なら初回２カ月無料",
        "【5/31まで】ライトコース（月額980円）が今なら1カ月間無料！詳しくはこちら",
        "記事利用について",
        "山里時報のニュースを毎朝メールでお届けします（登録無料）",
        "会員登録（無料）",
    ],
)
def test_what_a_site_offers_to_whom_reads_it_is_no_text(offer: str) -> None:
    page = (
        f"<html><body><h1>水車</h1><p>水車が三年ぶりに回った。</p><p>{offer}</p><p>村の人が集まった。</p></body></html>"
    )
    assert texts_of(page) == ["水車", "水車が三年ぶりに回った。", "村の人が集まった。"]


@pytest.mark.parametrize(
    "sentence",
    [
        "会員は水車小屋に無料で入れる。",
        "電子版は月額九百円で、昨年の会員は三千人だった。",
        "市は「登録すると続きをお読みいただけます」と書いた画面を直した。",
        "購読の申し込みが相次いだ。",
    ],
)
def test_a_report_on_offers_is_text(sentence: str) -> None:
    page = f"<html><body><h1>水車</h1><p>水車が回った。</p><p>{sentence}</p></body></html>"
    assert texts_of(page)[-1] == sentence


def test_the_foot_of_a_page_is_no_text_however_long_it_is() -> None:
    foot = "<p>「山里の広場」は、山里時報が開く話し合いの場で、暮らしの知恵が集まります。</p>" * 8
    article = "<article><h1>水車</h1><p>水車が三年ぶりに回り、村の人が集まった。水は川上の堰から引いているという。次は六月に回す予定だ。</p></article>"
    assert texts_of(f"<html><body>{article}<footer>{foot}</footer></body></html>")[1:] == [
        "水車が三年ぶりに回り、村の人が集まった。水は川上の堰から引いているという。次は六月に回す予定だ。"
    ]
    assert len(texts_of(f"<html><body><footer>{foot}</footer></body></html>")) == 8


def test_headings_whose_links_went_do_not_end_a_page() -> None:
    links = "<ul><li><a href=x>渡り鳥</a></li></ul>"
    page = f"<h1>水車</h1><p>水車が回った。</p><h2>山里の話題</h2>{links}<p>業界：<a href=x>木工</a></p><h2>写真館</h2>{links}"
    assert texts_of(f"<html><body>{page}</body></html>") == ["水車", "水車が回った。"]


def test_a_heading_that_a_program_put_into_a_page_is_not_its_title() -> None:
    page = "<html><head><title>水車が回る</title></head><body><h1>Original text</h1><p>水車が三年ぶりに回った。</p></body></html>"
    assert extract_of(page).title == "水車が回る"


def test_whom_a_byline_names_wrote_where_a_page_states_but_its_house() -> None:
    head = "<title>水車が回る</title><meta property=og:site_name content=山里ニュース>"
    text = "<h1>水車が回る</h1><p class=author>沢村 澄</p><p>水車が三年ぶりに回った。</p>"
    for stated, author in (("山里ニュース", "沢村 澄"), ("戸川 進", "戸川 進")):
        page = f"<html><head>{head}<meta name=author content='{stated}'></head><body>{text}</body></html>"
        assert extract_of(page).author == author


@pytest.mark.parametrize("bar", [" - ", " – ", " | ", "｜", "：", "／"])
def test_what_stands_behind_the_heading_in_a_pages_title_is_the_site(bar: str) -> None:
    extract = extract_of(
        f"<html><title>渡し船が帰る{bar}山里時報</title><body><h2>渡し船が帰る</h2><p>渡し船が港へ帰った。</p>"
    )
    assert (extract.title, extract.source) == ("渡し船が帰る", "山里時報")


def test_a_site_in_brackets_behind_the_heading_and_a_writer_there_are_told_apart() -> None:
    page = "<html><title>渡し船が帰る{}</title><body><h1>渡し船が帰る</h1><p>渡し船が港へ帰った。</p>"
    site, writer = extract_of(page.format("（山里時報）")), extract_of(page.format("｜沢村澄子"))
    assert (site.title, site.source, site.author) == ("渡し船が帰る", "山里時報", "")
    assert (writer.title, writer.source, writer.author) == ("渡し船が帰る", "", "沢村澄子")


def test_a_paper_gives_all_its_authors_and_its_journal() -> None:
    meta = {"title": "渡し船の研究", "author": "沢村 澄", "publication_date": "2024/03/05", "journal_title": "港の紀要"}
    given = "".join(f'<meta name="citation_{name}" content="{value}">' for name, value in meta.items())
    found = extract_of(
        f'<html><head><title>論文</title>{given}<meta name="citation_author" content="木内 春"></head>'
        "<body><h1>渡し船の研究</h1><p>渡し船が港へ帰った。</p></body></html>"
    )
    assert (found.title, found.author, found.source) == ("渡し船の研究", "沢村 澄、木内 春", "港の紀要")
    assert found.date == "2024/03/05"


def test_a_list_marks_its_subjects_and_a_title_does_not_have_the_mark() -> None:
    extract = extract_of(
        "<html><title>[minato-ml 00012] Re: 桟橋の灯り</title><body><pre>桟橋の灯りが消えていました。</pre>"
    )
    assert extract.title == "桟橋の灯り"


def test_a_day_that_stands_alone_near_the_head_is_the_pages() -> None:
    extract = extract_of(
        "<html><title>会議録</title><body><h1>会議録</h1><p>令和7年4月22日（火曜日）</p><p>会議を開いた。</p>"
    )
    assert extract.date == "令和7年4月22日（火曜日）"


def test_a_place_that_a_page_leaves_open_makes_no_link_of_what_follows() -> None:
    page = """<html><body><h1>水車の問い</h1><a name="general"><h2>はじめに</h2><dl>
    <dt>どうして「水車」という名なの？<dd>水で廻る車だからです。
    <P><dt>どこで見られるの？<dd>川上の村で見られます．
    </dl><a name="more"><p>番人は朝になると水門を閉め、昼のあいだは家に帰って眠り、夕べにまた出てくる。</p></body></html>"""
    found = texts_of(page)
    assert {
        "どうして「水車」という名なの？",
        "水で廻る車だからです。",
        "どこで見られるの？",
        "川上の村で見られます．",
    } <= set(found)


def test_articles_beside_each_other_are_all_the_text() -> None:
    articles = [
        [f"{place}の橋は{count}年かけて直された。", f"{place}の人は喜んだ。"] for place, count in (("谷", 3), ("里", 5))
    ]
    body = "".join(f"<article>{''.join(f'<p>{text}</p>' for text in texts)}</article>" for texts in articles)
    assert texts_of(f"<html><body><main>{body}</main><aside><p>別の橋の話。</p></aside></body></html>") == [
        *articles[0],
        *articles[1],
    ]


def test_a_short_article_beside_a_long_one_is_a_teaser() -> None:
    body = f"<article><p>{'谷の橋が直された。' * 20}</p></article><article><p>次は里の橋。</p></article>"
    assert texts_of(f"<html><body><main>{body}</main></body></html>") == ["谷の橋が直された。" * 20]


@pytest.mark.parametrize("title", ["谷の橋が直された：山里新聞デジタル", "谷の橋が直された：山里放送"])
def test_a_wide_colon_sets_the_name_of_a_paper_apart(title: str) -> None:
    assert (
        extract_of(f"<html><head><title>{title}</title></head><body><p>橋は石だ。</p></body></html>").title
        == "谷の橋が直された"
    )


def test_the_text_that_a_page_gives_programs_is_read_where_its_scripts_show_it() -> None:
    told = '{"@type": "NewsArticle", "headline": "橋が直された", "articleBody": "谷の橋が直された。\\n\\n里の橋も直される。"}'
    page = (
        f'<html><head><script type="application/ld+json">{told}</script></head><body><div id="app"></div></body></html>'
    )
    assert texts_of(page) == ["谷の橋が直された。", "里の橋も直される。"]
