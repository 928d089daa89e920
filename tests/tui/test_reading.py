"""The open document: its hits, neighbours, what is found in it, and the way back."""

from __future__ import annotations

import threading
from dataclasses import replace
from unittest.mock import patch

import pytest

from inyo.index.library import Document, Place
from inyo.tui.controllers.finding import place_called
from tests.tui.explorer import explorer
from tests.tui.fake_library import HARBOUR, FakeLibrary, document
from tests.waiting import PATIENCE


async def test_enter_on_a_result_opens_the_document_at_the_hit() -> None:
    async with explorer() as inyo:
        await inyo.type("港は")
        await inyo.press("enter", "enter")
        opened = inyo.app.desk.state.opened
        assert opened.file == "港.txt"
        assert opened.document.text[inyo.app.desk.state.view.start : inyo.app.desk.state.view.end] == "港は"
        assert inyo.focus == "reader"


async def test_all_hits_of_the_document_are_highlighted() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        assert len(inyo.app.desk.reader.text.hits) == 4
        assert inyo.app.desk.reader.text.current_hit == 0


async def test_n_goes_from_hit_to_hit_and_on_into_the_next_document() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("n", "n", "n")
        assert (inyo.app.desk.state.opened.file, inyo.app.desk.reader.text.current_hit) == ("港.txt", 3)
        await inyo.press("n")
        assert (inyo.app.desk.state.opened.file, inyo.app.desk.reader.text.current_hit) == ("灯台.txt", 0)


async def test_capital_n_goes_back_to_the_last_hit_of_the_document_before() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("n", "n", "n", "n", "N")
        assert (inyo.app.desk.state.opened.file, inyo.app.desk.reader.text.current_hit) == ("港.txt", 3)


async def test_full_width_twins_of_the_keys_work_when_the_input_method_was_left_on() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("ｎ")
        assert inyo.app.desk.reader.text.current_hit == 1
        await inyo.press("fullwidth_solidus")
        assert inyo.focus == "search"


async def test_n_without_hits_says_why_nothing_happens() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "n")
        assert inyo.message == inyo.app.desk.say("hit.none").strip()


@pytest.mark.parametrize("key", ["n", "c", "F"])
async def test_a_query_that_found_nothing_is_said_to_have_found_0(key: str) -> None:
    async with explorer() as inyo:
        await inyo.type("鯨")
        await inyo.press("enter", key)
        assert inyo.message == "0 found for “鯨”."


async def test_the_cursor_of_the_results_follows_n_within_a_document() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        seen = [inyo.app.desk.results.current]
        for key in ("n", "n", "n", "N"):
            await inyo.press(key)
            seen.append(inyo.app.desk.results.current)
        assert seen == [inyo.app.desk.results.order[at] for at in (0, 1, 1, 2, 1)]


async def test_a_document_that_has_gone_is_read_on_and_others_are_found() -> None:
    library = FakeLibrary()
    async with explorer(library) as inyo:
        await inyo.open("港")
        library.docs = library.docs[1:]
        await inyo.press("f", *"静か", "enter")
        assert inyo.app.desk.state.view.start == HARBOUR.text.index("静か")
        await inyo.press("escape")
        await inyo.type("灯台")
        await inyo.press("enter", "enter")
        assert inyo.app.desk.state.opened.file == "灯台.txt"


async def test_a_document_that_has_gone_is_said_to_have_gone() -> None:
    library = FakeLibrary()
    async with explorer(library) as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        library.docs = library.docs[1:]
        await inyo.press("enter")
        assert inyo.message == "The document cannot be shown: 港.txt is no longer there."


async def test_capital_j_goes_to_the_next_result_when_one_was_opened() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("J")
        assert (inyo.app.desk.state.view.hit, inyo.app.desk.results.current) == (1, 1)


async def test_capital_j_goes_to_the_next_document_when_one_was_opened_from_the_list() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "enter")
        await inyo.press("J")
        assert inyo.app.desk.state.opened.file == "灯台.txt"
        await inyo.press("K", "K")
        assert inyo.app.desk.state.opened.file == "丘.txt"


async def test_f_finds_in_this_document_alone_and_escape_gives_the_query_back() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("f", *"述べた", "enter")
        assert len(inyo.app.desk.reader.text.hits) == 1
        await inyo.press("escape")
        assert len(inyo.app.desk.reader.text.hits) == 4


async def test_what_is_not_in_the_document_is_said() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("f", *"畑", "enter")
        assert "畑" in inyo.message
        assert len(inyo.app.desk.reader.text.hits) == 4


async def test_escape_undoes_one_step_at_a_time_and_never_quits() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4", "enter")
        assert inyo.focus == "reader"
        await inyo.press("escape")
        assert inyo.focus == "quotations"
        await inyo.press("escape")
        assert (inyo.focus, inyo.app.desk.state.opened) == ("results", None)
        for _ in range(5):
            await inyo.press("escape")
        assert inyo.app.is_running
        assert inyo.message == inyo.app.desk.say("undo.none", key="q")


async def test_escape_comes_back_to_the_place_in_the_text() -> None:
    long = document("長い.txt", "\n".join(f"{number}段目の文がここにある。" for number in range(300)))
    async with explorer(FakeLibrary((long,))) as inyo:
        await inyo.press("tab", "enter")
        await inyo.press(*["pagedown"] * 5)
        top = inyo.app.desk.reader.top
        await inyo.press("slash", *"250段", "enter", "enter")
        assert inyo.app.desk.reader.top > top
        await inyo.press("escape", "escape")
        assert inyo.app.desk.reader.top == top


@pytest.mark.parametrize("key", ["y", "m", "f5", "v", "f", "right_square_bracket"])
async def test_keys_that_need_a_document_say_so_in_an_empty_reader(key: str) -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "3", key)
        assert inyo.message in (inyo.app.desk.say("reader.nothing"), inyo.app.desk.say("reader.no_quotation"))


async def test_v_selects_a_sentence_and_y_copies_it_with_its_source() -> None:
    async with explorer() as inyo:
        await inyo.open("静か")
        await inyo.press("v", "y")
        assert inyo.copied == ["町の港は静かだ。\n港の行方、潮通信、2025-06-10、港.txt ¶4"]


async def test_brackets_walk_the_quotations_and_mark_out_words_and_speaker() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("right_square_bracket")
        text = inyo.app.desk.state.opened.document.text
        spans = {style: text[start:end] for start, end, style in inyo.app.desk.reader.text._layers["spot"].spans}
        assert spans == {"spot": "「港は渡さない」", "speaker": "帆足氏"}


async def test_a_query_typed_while_reading_lights_up_in_the_open_document() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "enter")
        await inyo.type("静か")
        assert len(inyo.app.desk.reader.text.hits) == 1


async def test_a_hit_far_into_a_document_is_shown_whatever_the_size_of_the_screen() -> None:
    text = "題\n" + "静かな町の話である。\n" * 80 + "沖の港。\n" + "静かな町の話である。\n" * 80
    for size in ((40, 12), (80, 24), (140, 40)):
        async with explorer(FakeLibrary((document("長.txt", text),)), size=size) as inyo:
            await inyo.open("港")
            assert any("沖の港" in row for row in inyo.screen()[2:-1]), size


async def test_capital_j_after_n_goes_to_the_result_after_the_one_that_is_read() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("n", "n", "n")
        assert inyo.app.desk.state.view.hit == 2
        await inyo.press("n")
        assert (inyo.app.desk.state.opened.file, inyo.app.desk.state.view.hit) == ("灯台.txt", 3)
        await inyo.press("K")
        assert (inyo.app.desk.state.opened.file, inyo.app.desk.state.view.hit) == ("港.txt", 2)


async def test_the_list_of_results_stands_where_the_text_is_when_one_goes_back_to_it() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("n", "n", "n", "2")
        assert inyo.app.desk.results.current == 2


async def test_the_list_of_quotations_stands_where_the_text_is_when_one_goes_to_it() -> None:
    text = "題\n" + "\n".join(f"帆足氏は「{number}番」と述べた。\n間の段落。" for number in range(100))
    async with explorer(FakeLibrary((document("長.txt", text),))) as inyo:
        await inyo.open("70番")
        await inyo.press("4", "4")
        assert inyo.app.desk.quotations.current.quotation.text == "「70番」"
        await inyo.press("3", "end", "4")
        start, end = inyo.app.desk.reader.text.visible_range()
        assert start <= inyo.app.desk.quotations.current.quotation.start < end


async def test_the_title_says_which_hit_or_which_quotation_of_how_many_is_read() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        assert any("hit 1/4 · ¶1/4" in row for row in inyo.screen())
        await inyo.press("right_square_bracket", "right_square_bracket")
        assert any("quotation 2/2 · ¶3/4" in row for row in inyo.screen())


async def test_n_pressed_again_while_the_first_hit_is_being_opened_opens_it_once() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        for _ in range(3):
            inyo.app.desk.reading.walk_hits(1)
        await inyo.settle()
        assert len(inyo.app.desk.state.trail) == 1


async def test_a_document_that_takes_its_time_is_said_to_be_opening() -> None:
    class Slow(FakeLibrary):
        def document(self, file: str) -> Document:
            go_on.wait(PATIENCE)
            return super().document(file)

    go_on = threading.Event()
    with patch("inyo.tui.controllers.reading.SLOW", 0.01):
        async with explorer(Slow()) as inyo:
            await inyo.press("tab")
            await inyo.pilot.press("enter")
            await inyo.until(lambda: inyo.message == "Opening 港の行方 …")
            go_on.set()
            await inyo.settle()
            assert "y copy" in inyo.message


async def test_capital_j_does_not_leave_the_only_result_for_a_document_without_hits() -> None:
    async with explorer() as inyo:
        await inyo.open("畑の")
        await inyo.press("J")
        assert (inyo.app.desk.state.opened.file, inyo.message) == ("丘.txt", inyo.app.desk.say("result.only"))


async def test_n_goes_on_into_documents_whose_hits_are_not_listed_yet() -> None:
    many = document("多.txt", "\n".join(f"{number}番目の港。" for number in range(250)))
    async with explorer(FakeLibrary((many, document("後.txt", "後の港。")))) as inyo:
        await inyo.open("港")
        inyo.app.desk.reading.to(inyo.app.desk.state.opened.spans[-1])
        await inyo.press("n")
        assert inyo.app.desk.state.opened.file == "後.txt"
        assert inyo.app.desk.results.current == inyo.app.desk.state.view.hit  # the list stands where one reads
        await inyo.press("n")
        assert (inyo.app.desk.state.opened.file, inyo.message) == ("多.txt", inyo.app.desk.say("hit.wrapped"))


async def test_the_hit_that_escape_comes_back_to_is_the_current_one_again() -> None:
    async with explorer() as inyo:
        await inyo.open("港は")
        await inyo.press("slash", "ctrl+u", *"急が", "enter", "enter")
        await inyo.press("escape", "escape")
        assert (inyo.app.desk.search_box.value, inyo.focus) == ("港は", "reader")
        assert (inyo.app.desk.reader.text.current_hit, inyo.app.desk.reader.text._layers["spot"].spans) == (0, ())


@pytest.mark.parametrize(
    ("text", "paragraph"),
    [("3", 3), ("¶3", 3), (" ３ ", 3), ("3段落", 3), ("p7", 2), ("p. 7", 2), ("P8", 3), ("7ページ", 2), ("8 頁", 3),
     ("0%", 1), ("0", 0), ("4", 0), ("p9", 0), ("p0", 0), ("101%", 0), ("", 0), ("港", 0), ("-1", 0), ("9" * 30, 0)],
)  # fmt: skip
def test_a_place_is_called_by_paragraph_page_or_share(text: str, paragraph: int) -> None:
    places = (Place(), Place(page="7"), Place(sheet=8))
    paged = replace(document("a.txt", "港の行方\n船が出る。\n灯がつく。"), places=places)
    assert place_called(text, paged) == (paged.paragraphs[paragraph - 1].start if paragraph else -1)


def test_half_of_a_document_is_its_middle() -> None:
    assert place_called("50%", document("a.txt", "港" * 10)) == 5


async def test_a_citation_s_paragraph_is_gone_to_and_escape_comes_back() -> None:
    text = "長い話\n" + "".join(f"第{number}段の話。\n" for number in range(2, 200))
    async with explorer(FakeLibrary((document("長い.txt", text),)), size=(80, 24)) as inyo:
        await inyo.press("escape", "1", "enter", "colon", "1", "2", "0", "enter")
        start, end = inyo.app.desk.reader.text.visible_range()
        assert start <= text.index("第120段") < end and "¶120/199" in "".join(inyo.screen())
        await inyo.press("escape")
        assert inyo.app.desk.reader.text.visible_range()[0] == 0
        await inyo.press("colon", "9", "9", "9", "enter")
        assert "no place" in inyo.message


def _chapters() -> FakeLibrary:
    rows = "\n".join(f"浜の話の{number}行目。港も出てくる。" for number in range(40))
    return FakeLibrary(docs=(document("章.md", f"# 港の本\n## はじめ\n{rows}\n## 終わり\n{rows}", "港の本"),))


async def test_t_shows_the_contents_with_hits_and_enter_goes_there_and_escape_comes_back() -> None:
    async with explorer(_chapters()) as inyo:
        await inyo.open("港も")
        top = inyo.app.desk.reader.top
        await inyo.press("t")
        assert inyo.app.screen.rows == [("はじめ", "40 hits · ¶2"), ("終わり", "40 hits · ¶43")]
        await inyo.press("down", "enter")
        assert inyo.app.desk.reader.place == inyo.app.desk.state.opened.document.text.index("## 終わり")
        await inyo.press("escape")
        assert inyo.app.desk.reader.top == top


async def test_the_contents_begin_where_one_reads() -> None:
    async with explorer(_chapters()) as inyo:
        await inyo.open("港も")
        await inyo.press("G", "t")
        assert inyo.app.screen.list.cursor == 1


async def test_a_document_without_headings_and_pages_says_so() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("t")
        assert inyo.message == "This document has no headings and no pages."


async def test_the_text_beside_a_list_is_scrolled_from_the_list() -> None:
    async with explorer(_chapters(), preview="on") as inyo:
        await inyo.type("港も")
        await inyo.press("enter")
        desk = inyo.app.desk
        before = desk.reader.top
        await inyo.press("shift+down")
        assert desk.reader.top > before and inyo.focus == "results"
        await inyo.press("shift+up")
        assert desk.reader.top == before


async def test_where_no_text_stands_beside_the_list_that_is_said() -> None:
    async with explorer(size=(80, 24)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "shift+down")
        assert inyo.message == "No text stands beside this list."
