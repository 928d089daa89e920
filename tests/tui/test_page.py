"""A document set as a page: headings, air, what stands under the title, places; and nothing of it is ever copied."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.values.extracts import Place
from inyo.tui.page import contents, is_heading, paged
from inyo.tui.widgets.text_layout import TextLayout
from tests.tui.explorer import explorer
from tests.tui.fake_library import HARBOUR, FakeLibrary, document

PARAGRAPH = "潮が引いて石が顔を出す浜辺では、朝から町の人が集まって海を見ていた。漁に出る船は一隻もなかったという。"
ARTICLE = document(
    "a.txt", f"港の話\n{PARAGRAPH}\n■ 町の受け止め\n{PARAGRAPH}\n「そうですか」\n{PARAGRAPH}", source="潮通信"
)


def before(text: str, rows: dict[int, tuple[str, ...]]) -> list[str]:
    return [row.text for row in TextLayout(text, 40, rows).rows(TextLayout(text, 40).start, 99)]


def test_the_title_and_what_looks_like_a_heading_are_headings() -> None:
    assert [number for number in range(6) if is_heading(ARTICLE, number)] == [0, 2]


def test_the_source_stands_under_the_title_and_paragraphs_have_air() -> None:
    rows = before(ARTICLE.text, paged(ARTICLE, "潮通信").before)
    assert rows[:3] == ["港の話", "潮通信", ""]
    assert rows[rows.index("■ 町の受け止め") - 1] == ""


def test_a_file_that_has_air_gets_no_more_and_lines_of_a_dialogue_stay_together() -> None:
    airy = document("a.txt", f"港の話\n\n{PARAGRAPH}\n\n{PARAGRAPH}")
    talk = document("a.txt", "港の話\n「はい」\n「いいえ」\n「そう」")
    assert paged(airy).before == paged(talk).before == {}


def test_pages_and_chapters_of_the_file_are_said_where_they_begin() -> None:
    paper = replace(HARBOUR, places=(Place(page="1"), Place(page="1"), Place(page="2"), Place(page="2", chapter="二")))
    rows = before(paper.text, paged(paper).before)
    assert [row for row in rows if row.startswith("──")] == ["── p. 2 ──", "── 二 ──"]


def test_a_title_that_the_text_does_not_bring_stands_over_it_in_as_many_rows_as_it_needs() -> None:
    book = document("a.epub", f"第一章\n{PARAGRAPH}", title="港の行方と灯台の夜をめぐる長い題", source="潮通信")
    page = paged(book, "潮通信")
    layout = TextLayout(book.text, 20, page.before, page.head)
    rows = layout.rows(layout.start, 5)
    assert [row.text for row in rows] == ["港の行方と灯台の夜を", "めぐる長い題", "潮通信", "", "第一章"]
    assert [row.style for row in rows] == ["title", "title", "dim", "dim", ""]


def test_a_title_that_one_reads_in_the_first_lines_stands_there_alone() -> None:
    minutes = document("a.pdf", f"三潟県\n検討会のまとめ\n{PARAGRAPH}", title="検討会のまとめ")
    made = document("b.txt", f"{PARAGRAPH}\n{PARAGRAPH}", title=f"{PARAGRAPH[:18]}…")
    assert paged(minutes).head == paged(made).head == paged(ARTICLE).head == ""
    assert before(minutes.text, paged(minutes, "九月").before)[:5] == ["三潟県", "", "検討会のまとめ", "九月", ""]
    assert is_heading(minutes, 1)
    assert before(made.text, paged(made, "潮通信").before)[:2] == ["潮通信", ""]


async def test_what_stands_over_the_text_is_in_sight_when_it_is_opened() -> None:
    book = document("a.epub", "\n".join([f"港。{PARAGRAPH}"] * 40), title="題のない港")
    async with explorer(FakeLibrary((book,)), size=(80, 24)) as inyo:
        await inyo.open("港")
        assert inyo.app.desk.reader.text._visible_rows()[0].text == "題のない港"
        await inyo.press("G", "g")
        assert inyo.app.desk.reader.text._visible_rows()[0].text == "題のない港"


@settings(deadline=None)
@given(
    st.text(st.sampled_from("港あ。\n \u3000a\t\x1b"), max_size=200),
    st.dictionaries(st.integers(0, 200), st.lists(st.sampled_from(["", "行", "長い" * 30]), max_size=2)),
    st.text(st.sampled_from("港 a\n\x1b"), max_size=40),
    st.integers(1, 30),
)
def test_rows_of_the_screen_alone_leave_every_offset_of_the_text_where_it_is(
    text: str, extra: dict[int, list[str]], head: str, width: int
) -> None:
    layout, plain = TextLayout(text, width, extra, head), TextLayout(text, width)
    rows = [row for row in layout.rows(layout.start, 10_000) if row.start < row.end]
    own = [row for row in plain.rows(plain.start, 10_000) if row.start < row.end]
    assert [(row.start, row.end) for row in rows] == [(row.start, row.end) for row in own]
    for offset in range(len(text)):
        row = layout.rows(layout.place_of(offset), 1)[0]
        assert row.start <= offset < row.end


async def test_what_is_copied_is_the_documents_text_to_the_letter() -> None:
    async with explorer(FakeLibrary((ARTICLE,))) as inyo:
        await inyo.press("escape", "1", "enter", "v", "down", "down", "down", "Y")
        before, copied, after = ARTICLE.text.partition(inyo.copied[-1])
        assert copied and before[-1:] in ("", "\n", "。") and after[:1] in ("", "\n")
        assert "■ 町の受け止め" in inyo.copied[-1]


async def test_the_bar_shows_where_in_the_whole_text_hits_and_quotations_are() -> None:
    long = document(
        "a.txt", "港\n" + "".join(f"{n}段。石が顔を出す。\n" for n in range(200)) + "帆足氏は「港だ」と述べた。\n"
    )
    async with explorer(FakeLibrary((long,))) as inyo:
        await inyo.open("港")
        text = inyo.app.desk.reader.text
        signs = [text.bar_sign(y)[0] for y in range(text.size.height)]
        assert (signs[0], signs[-1], set(signs[1:-1])) == ("▪", "▪", {" "})


def test_the_contents_are_the_headings_with_their_depth_and_where_the_next_one_begins() -> None:
    text = "# 港の記録\n\n## はじめに？\n\n風の話。\n\n### 船着き場\n\n桟橋の話。\n\n## おわりに\n\n夜の話。"
    found = contents(document("a.md", text, "港の記録"))
    assert [(each.name, each.depth) for each in found] == [("はじめに？", 0), ("船着き場", 1), ("おわりに", 0)]
    assert [text[each.start : each.end].count("話") for each in found] == [1, 1, 1]


def test_a_text_without_headings_has_its_pages_for_contents() -> None:
    text = "一枚目の紙。\n二枚目の紙。\n二枚目の続き。"
    paged_text = replace(document("a.pdf", text), places=(Place("1", 1), Place("2", 2), Place("2", 2)))
    assert [each.name for each in contents(paged_text)] == ["p. 1", "p. 2"]


def test_a_heading_by_its_sign_is_one_however_it_ends() -> None:
    assert is_heading(document("a.md", "題\n## なぜ港なのか？", "題"), 1)
