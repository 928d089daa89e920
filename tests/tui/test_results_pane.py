"""The rows of an answer: titles, passages, what stands below the line, and why a passage was found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from inyo.index.library import Answer, Hit, Place, Span
from inyo.tui.controllers.voice import offered
from inyo.tui.messages import Messages
from inyo.tui.panes.pieces import snippet
from inyo.tui.panes.results import entries, why
from inyo.tui.survey import surveyed
from inyo.tui.terminal.cells import cell_width
from tests.tui.explorer import explorer
from tests.tui.fake_library import FakeLibrary, document

SAY = Messages("en")
HIT = Hit("a.txt", "甲", 1, 0, 4, "港の話。", (Span(0, 1, "written"),), 1.0)


def rows(*hits: Hit, suggestions: tuple[str, ...] = (), folded: tuple[str, ...] = ()) -> list[str]:
    answer = Answer("港", hits, len(hits), suggestions=suggestions)
    groups = surveyed(answer, {}, "relevance")
    return [f"{entry.kind} {entry.text or entry.number}" for entry in entries(answer, groups, folded, SAY)]


def test_each_document_stands_once_over_its_passages_in_the_order_of_the_text() -> None:
    other = replace(HIT, file="b.txt")
    later, earlier = replace(HIT, start=20, end=24), replace(HIT, start=8, end=12)
    assert rows(later, other, earlier) == ["title 2", "hit 2", "hit 0", "title 1", "hit 1"]


def test_a_folded_document_is_its_title_alone() -> None:
    assert rows(HIT, HIT, replace(HIT, file="b.txt"), folded=("a.txt",)) == ["folded 0", "title 2", "hit 2"]


def test_what_only_matches_across_words_stands_below_a_line() -> None:
    line = f"sentence ── {SAY('results.below')} ──"
    below = replace(HIT, below=True)
    assert rows(HIT, below, below) == ["title 0", "hit 0", line, "title 1", "hit 1", "hit 2"]


def test_a_few_words_are_suggested_over_hits_and_all_of_them_where_there_is_none() -> None:
    words = ("港", "湊", "港町", "灯台")
    head = f"sentence {SAY('results.suggest')}"
    assert rows(HIT, suggestions=words)[:5] == [head, "suggestion 0", "suggestion 1", "suggestion 2", "title 0"]
    assert rows(suggestions=words)[1:] == [head, *(f"suggestion {number}" for number in range(4))]


def test_a_hit_says_which_words_were_exchanged_or_how_it_matched() -> None:
    assert why(HIT, SAY) == ""
    assert why(replace(HIT, spans=(Span(0, 1, "sound"),)), SAY) == "by sound"
    assert why(replace(HIT, note="埠頭=港"), SAY) == "埠頭 = 港"


async def test_the_cursor_begins_at_the_best_hit_under_the_suggestions() -> None:
    class Suggesting(FakeLibrary):
        def search(self, query: str, **options: object) -> Answer:
            return replace(super().search(query), suggestions=("灯台",))

    async with explorer(Suggesting()) as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        assert inyo.app.desk.results.current == 0
        await inyo.press("k", "enter")
        assert inyo.app.desk.search_box.value == "灯台"


async def test_a_failed_search_is_not_waited_for() -> None:
    class Broken(FakeLibrary):
        def search(self, *_: object, **__: object) -> Answer:
            raise OSError("the index is gone")

    async with explorer(Broken()) as inyo:
        await inyo.type("港")
        assert any(SAY("results.failed") in row for row in inyo.screen())


async def test_the_title_says_in_how_many_documents_the_passages_stand() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        assert any("4 passages in 2 documents" in row for row in inyo.screen())
    async with explorer(size=(34, 12)) as inyo:
        await inyo.type("港")
        assert any(row.endswith("4 passages ") for row in inyo.screen())


async def test_a_marked_passage_has_its_sign() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "j", "m")
        assert inyo.app.desk.results.list.marked == {inyo.app.desk.results.list.cursor}
        await inyo.press("m")
        assert inyo.app.desk.results.list.marked == set()


async def test_at_the_end_of_the_list_the_rest_of_the_hits_comes() -> None:
    many = document("多.txt", "\n".join(f"{number}番目の港。" for number in range(450)))
    async with explorer(FakeLibrary((many,))) as inyo:
        await inyo.type("港")
        assert any("best 200 of 450" in row for row in inyo.screen())
        await inyo.press("enter", "end")
        assert len(inyo.app.desk.state.answer.hits) == 450
        assert inyo.app.desk.results.current == 199
        await inyo.press("j")
        assert inyo.app.desk.results.current == 200


async def test_where_no_speaker_is_found_the_list_of_people_is_pointed_to() -> None:
    async with explorer() as inyo:
        await inyo.type("by:誰か")
        assert any("5 lists who is named" in row for row in inyo.screen())


async def test_an_empty_search_box_leads_to_the_first_screen() -> None:
    async with explorer() as inyo:
        await inyo.press("down")
        assert inyo.focus == "start"


async def test_the_paragraph_of_a_hit_is_whole_where_there_is_no_room_for_why_it_was_found() -> None:
    class ByReading(FakeLibrary):
        def search(self, query: str, **options: object) -> Answer:
            answer = super().search(query)
            return replace(answer, hits=tuple(replace(hit, note="minatomachi=港町と埠頭") for hit in answer.hits))

    async with explorer(ByReading(), size=(30, 12)) as inyo:
        await inyo.type("港")
        assert [row.rstrip()[-2:] for row in inyo.screen() if "¶" in row] == ["¶1", "¶2", "¶4", "¶3"]


FAR = "港の工事は" + "長い話を挟んで" * 20 + "静かな灯台を望む町。"


def row(text: str, *words: str, width: int = 60) -> str:
    spans = sorted((text.index(word), text.index(word) + len(word)) for word in words)
    return "".join(piece for piece, _ in snippet(text, spans, width))


def test_a_row_shows_each_of_the_words_that_were_found() -> None:
    assert row(FAR, "港", "灯台") == "港の工事は長い話を挟んで長い話を挟…で静かな灯台を望む町。"
    assert row(FAR, "工事", "町") == "港の工事は長い話を挟んで長い話を挟…台を望む町。"


def test_a_row_of_two_pieces_is_no_wider_than_it_may_be() -> None:
    for width in range(20, 120):
        assert cell_width(row(FAR, "港", "灯台", width=width)) <= width


@pytest.mark.parametrize(("words", "width"), [(("港",), 60), (("港", "工事"), 60), (("港", "灯台"), 30)])
def test_one_piece_is_enough_where_all_is_in_sight_or_where_there_is_no_room(
    words: tuple[str, ...], width: int
) -> None:
    assert row(FAR, *words, width=width).count("…") == 1


def test_another_form_of_a_word_is_no_other_word() -> None:
    assert row(FAR.replace("灯台", "港町"), "港の", "港", width=60).count("…") == 1


def test_a_long_match_has_the_row_to_itself() -> None:
    assert row(FAR, "港の工事は長い話を挟んで", "灯台", width=60).count("…") == 1


class Weak(FakeLibrary):
    """Finds what it finds in some documents below the line."""

    below: tuple[str, ...] = ("灯台.txt",)

    def search(self, query: str, **options: Any) -> Answer:
        found = super().search(query)
        hits = tuple(sorted((replace(hit, below=hit.file in self.below) for hit in found.hits), key=lambda h: h.below))
        weaker = sum(hit.below for hit in hits)
        return replace(found, hits=hits, total=len(hits) - weaker, weaker=weaker)


async def test_n_walks_and_counts_only_what_stands_above_the_line() -> None:
    async with explorer(Weak()) as inyo:
        await inyo.type("港")
        assert any("3 passages (1 weaker)" in row for row in inyo.screen())
        await inyo.press("enter", "enter")
        for key in ("n",) * 8 + ("N",) * 8:
            await inyo.press(key)
            assert inyo.app.desk.state.view.file == "港.txt"
        assert any("hit 1/3" in row or "hit 2/3" in row or "hit 3/3" in row for row in inyo.screen())


async def test_a_weaker_hit_is_opened_from_the_list_and_n_leads_from_it_back_above_the_line() -> None:
    async with explorer(Weak()) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "end", "enter")
        state = inyo.app.desk.state
        assert state.opened is not None
        assert (state.opened.file, state.opened.spans) == ("灯台.txt", ())
        assert state.opened.document.text[state.view.start : state.view.end] == "港"
        await inyo.press("n")
        assert (state.opened.file, len(state.opened.spans)) == ("港.txt", 4)


async def test_with_nothing_above_the_line_the_weaker_are_counted_listed_and_not_walked() -> None:
    class AllWeak(Weak):
        below = ("灯台.txt", "港.txt")

    async with explorer(AllWeak()) as inyo:
        await inyo.type("港")
        assert any("0 found · 4 weaker" in row for row in inyo.screen())
        assert any(SAY("results.below") in row for row in inyo.screen())
        await inyo.press("enter", "n")
        assert (inyo.app.desk.state.opened, inyo.message) == (None, inyo.app.desk.say("hit.weaker"))


async def test_documents_of_one_title_tell_their_files_in_results_documents_and_the_head_of_the_text() -> None:
    docs = tuple(document(f"/collection/{name}/港.txt", "港の会議\n港は静かだ。") for name in ("春", "秋"))
    async with explorer(FakeLibrary(docs)) as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        assert any("春/港.txt" in row and "港の会議" in row for row in inyo.screen())
        await inyo.press("enter")
        assert any("港の会議  春/港.txt" in row and "3 " in row for row in inyo.screen())
        await inyo.press("1")
        assert any("港の会議  秋/港.txt" in row for row in inyo.screen())


async def test_a_hit_and_the_head_of_the_text_tell_the_place_in_the_original() -> None:
    text = document("漁.pdf", "漁の記録\n港に船が着いた。")
    paged = replace(text, places=(Place(page="4"), Place(page="4", chapter="漁の記録")))

    class Paged(FakeLibrary):
        def search(self, query: str, **options: Any) -> Answer:
            found = super().search(query)
            return replace(found, hits=tuple(replace(hit, place=paged.place(hit.paragraph)) for hit in found.hits))

    async with explorer(Paged((paged,))) as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        assert any("p. 4 ¶2" in row for row in inyo.screen())
        await inyo.press("enter")
        assert any("漁の記録" in row and "p. 4 ¶2/2" in row for row in inyo.screen())


async def test_a_narrow_list_has_the_day_of_documents_of_one_year_and_the_year_of_those_of_several() -> None:
    texts = (document("a.txt", "港の話。", date="1931-11-02"), document("b.txt", "港の話。", date="2025-06-10"))
    async with explorer(FakeLibrary(texts), size=(120, 30)) as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        shown = "".join(row[:43] for row in inyo.screen() if "▾" in row)
        assert "1931" in shown and "2025" in shown and "11-02" not in shown
    async with explorer(FakeLibrary(texts[:1]), size=(120, 30)) as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        shown = "".join(row[:43] for row in inyo.screen() if "▾" in row)
        assert "11-02" in shown and "1931" not in shown


async def test_where_nothing_was_found_the_status_line_offers_nothing_that_is_done_to_passages() -> None:
    async with explorer() as inyo:
        await inyo.type("ほあす")
        await inyo.press("enter")
        assert offered(inyo.app.desk.state) == ("list.open", "search", "help", "quit")
        await inyo.press("4")
        await inyo.until(lambda: inyo.focus == "quotations" and not inyo.app.desk.state.quotes)
        assert offered(inyo.app.desk.state) == ("quotations.next_list", "help")


async def test_where_passages_were_found_it_offers_what_is_done_to_them() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        assert {"list.open", "hit.next", "results.copy", "results.mark"} <= set(offered(inyo.app.desk.state))
