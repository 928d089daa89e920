"""An answer as a survey: order, position, forms."""

from __future__ import annotations

import errno
import re
import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.library import Answer, DocumentHits, DocumentInfo, Facets, FacetValue, Hit, Span
from inyo.tui.messages import Messages
from inyo.tui.panes.facets import facet_rows, narrowed, widened
from inyo.tui.survey import FoundForm, Position, course, files_in, forms, position, surveyed, without
from inyo.tui.terminal.cells import bar, time_bar
from tests.tui.explorer import Driven, explorer
from tests.tui.fake_library import FakeLibrary, document
from tests.tui.rest import rest


def hit(file: str, start: int = 0, why: str = "written", *, below: bool = False) -> Hit:
    return Hit(file, file.upper(), 1, start, start + 4, "港の話。", (Span(start, start + 1, why),), 1.0, below)  # type: ignore[arg-type]


def info(file: str, date: str) -> DocumentInfo:
    return DocumentInfo(file, file.upper(), "", date, "", 9, 1, 0)


HITS = (hit("c", 8), hit("a"), hit("c"), hit("b"), hit("a", 4, below=True))
ANSWER = Answer("港", HITS, 9)
INFOS = {"a": info("a", "2025-01-05"), "b": info("b", ""), "c": info("c", "2024-12")}


def test_documents_are_in_order_of_their_best_passage_of_their_date_or_title() -> None:
    assert [group.file for group in surveyed(ANSWER, INFOS, "relevance")] == ["c", "a", "b", "a"]
    assert [group.file for group in surveyed(ANSWER, INFOS, "date")] == ["a", "c", "b", "a"]
    assert [group.file for group in surveyed(ANSWER, INFOS, "title")] == ["a", "b", "c", "a"]


def test_a_place_has_its_number_among_all_passages_and_documents() -> None:
    way = course(ANSWER, surveyed(ANSWER, INFOS, "relevance"))
    assert position(way, "c", 9) == Position(2, 9, 1, 3)
    assert position(way, "c", 5) == Position(2, 9, 1, 3)
    assert position(way, "b", 99) == Position(4, 9, 3, 3)
    assert position(way, "z", 0) is None
    assert position(course(None, ()), "z", 0) is None


COUNTED = replace(
    ANSWER, documents=4,
    by_document=(DocumentHits("a", 1, 1), DocumentHits("b", 1, 0), DocumentHits("c", 4, 0), DocumentHits("d", 3, 0)),
)  # fmt: skip
"""The same answer where two passages of c, and all of d, are not among the best that are listed."""


def test_a_place_is_counted_in_the_whole_answer_though_only_its_best_passages_are_listed() -> None:
    groups = surveyed(COUNTED, INFOS, "relevance")
    assert [(group.file, group.passages) for group in groups] == [("c", 4), ("a", 1), ("b", 1), ("a", 1)]
    way, whole = course(COUNTED, groups), ((0, 4), (8, 12), (20, 24), (30, 34))
    assert [position(way, "c", at, whole) for at in (0, 8, 20, 33)] == [Position(n, 9, 1, 4) for n in (1, 2, 3, 4)]
    assert position(way, "a", 0) == Position(5, 9, 2, 4)
    assert position(way, "b", 0) == Position(6, 9, 3, 4)
    assert position(way, "d", 9, ((0, 4), (8, 12), (20, 24))) == Position(8, 9, 4, 4)


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9), min_size=1),
    st.integers(0, 60),
    st.sampled_from(["relevance", "date", "title"]),
)
def test_all_passages_of_an_answer_have_a_number_of_their_own(counts: dict[str, int], most: int, sorting: str) -> None:
    hits = [hit(file, 8 * n) for file, count in counts.items() for n in range(count)]
    counted = tuple(DocumentHits(file, count, 0) for file, count in counts.items())
    answer = Answer("港", tuple(hits[:most]), len(hits), documents=len(counts), by_document=counted)
    way = course(answer, surveyed(answer, INFOS, sorting))  # type: ignore[arg-type]
    places = {file: tuple((8 * n, 8 * n + 4) for n in range(count)) for file, count in counts.items()}
    found = [position(way, file, start, places[file]) for file in way.files for start, _ in places[file]]
    assert [(each.hit, each.hits) for each in found if each] == [(n + 1, len(hits)) for n in range(len(hits))]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50), st.booleans())),
    st.sampled_from(["relevance", "date", "title"]),
)
def test_every_passage_is_listed_once_in_every_order(found: list[tuple[str, int, bool]], sorting: str) -> None:
    hits = tuple(hit(file, start, below=below) for file, start, below in found)
    groups = surveyed(Answer("港", hits, len(hits)), INFOS, sorting)  # type: ignore[arg-type]
    assert sorted(number for group in groups for number in group.numbers) == list(range(len(hits)))
    assert set(files_in(groups)) == {file for file, _, _ in found}


def test_the_forms_that_were_found_are_counted_by_passages() -> None:
    found = forms([hit("a"), hit("b"), hit("a", why="reading")])
    assert found == (FoundForm(("港", "written"), 2, 2), FoundForm(("港", "reading"), 1, 1))


def test_a_form_that_is_found_below_the_line_alone_comes_last_however_often() -> None:
    found = forms([hit("a"), *(replace(hit(name, why="reading"), below=True) for name in "bcd")])
    assert [(each.form[1], each.passages, each.surely) for each in found] == [("written", 1, 1), ("reading", 3, 0)]


@pytest.mark.parametrize(
    ("query", "wider"),
    [
        ("許可制　by:白立岳", "許可制 by:白立岳 in:document"),
        ('by:"A B" 許可', 'by:"A B" 許可 in:document'),
        ("許可制", ""),
        ("by:白立岳", ""),
        ("in:title 許可 by:白", ""),
    ],
)
def test_words_and_somebody_may_stand_anywhere_in_a_document(query: str, wider: str) -> None:
    assert widened(query) == wider


async def test_where_nobody_says_a_word_the_documents_that_have_both_are_one_key_away() -> None:
    class Both(FakeLibrary):
        def _answer(self, query: str, limit: int, order: str = "relevance") -> Answer:
            return super()._answer("港" if query.endswith("in:document") else query, limit, order)

    async with explorer(Both()) as inyo:
        await inyo.type("港 by:帆足")
        await inyo.press("enter", "enter")
        assert inyo.app.desk.search_box.value == "港 by:帆足 in:document"
        assert inyo.app.desk.state.answer.total == 4


def test_bars_are_as_high_as_their_counts() -> None:
    assert bar([0, 1, 4, 8]) == " ▁▄█"


@pytest.mark.parametrize(
    ("counts", "width", "bars"),
    [
        ([("2025-06", 2), ("2025-10", 1)], 40, "2025-06 █   ▄ 2025-10"),
        ([("2024-11", 1), ("2025-02", 1)], 40, "2024-11 █  █ 2025-02"),
        ([("1890", 1), ("1893", 2)], 40, "1890 ▄  █ 1893"),
        ([("2025", 9), ("2025-06", 1), ("2025-07", 1)], 40, "2025-06 ██ 2025-07"),
        ([("2025-06", 3)], 40, "2025-06 █"),
        ([("2025-06", 3), ("\x1b[2J", 1), ("昨日", 1), ("2025-13", 1)], 40, "2025-06 █"),
        ([], 40, ""),
    ],
)
def test_a_bar_of_dates_has_a_place_for_each_between_the_first_and_the_last(
    counts: list[tuple[str, int]], width: int, bars: str
) -> None:
    assert time_bar(counts, width) == bars


@given(st.dictionaries(st.integers(1800, 2100).map(str), st.integers(1, 99), min_size=2), st.integers(12, 90))
def test_a_bar_of_dates_has_its_ends_and_fits(counts: dict[str, int], width: int) -> None:
    shown = time_bar(counts.items(), width)
    assert shown.startswith(min(counts)) and shown.endswith(max(counts))
    assert len(shown) <= width


def test_where_not_all_is_listed_documents_are_counted_as_passages_are() -> None:
    answer = Answer("港", HITS, 90, documents=40)
    assert position(course(answer, surveyed(answer, INFOS, "relevance")), "c", 9) == Position(2, 90, 1, 40)


async def test_the_documents_of_an_answer_are_sorted_folded_and_walked_in_their_order() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "o")
        assert [group.file for group in inyo.app.desk.results.groups] == ["灯台.txt", "港.txt"]
        await inyo.press("home", "enter")
        assert inyo.app.desk.state.view.file == "灯台.txt"
        await inyo.press("n")
        assert inyo.app.desk.state.view.file == "港.txt"
        assert any("document 2/2 · hit 2/4" in row for row in inyo.screen())
        await inyo.press("2", "left")
        assert sum("▸ 港の行方" in row for row in inyo.screen()) == 1
        await inyo.press("z", "z")
        assert inyo.app.desk.state.folded == {"灯台.txt", "港.txt"}
        await inyo.press("right")
        assert len(inyo.app.desk.state.folded) == 1


async def test_of_a_speaker_who_was_chosen_the_words_in_the_documents_found_are_listed() -> None:
    class Documents(FakeLibrary):
        def search(self, query: str, **options: object) -> Answer:
            asked = super().search(query.partition(" ")[0], **options)  # type: ignore[arg-type]
            return replace(asked, query=query)

    async with explorer(Documents()) as inyo:
        await inyo.send("港から in:document by:帆足")
        await inyo.press("enter", "4")
        assert [quote.quotation.text for quote in inyo.app.desk.state.quotes] == ["「灯台は残す」"]


async def test_with_a_query_4_lists_the_quotations_of_the_answer_at_once_and_again_those_of_the_document() -> None:
    async with explorer() as inyo:
        await inyo.open("港")
        await inyo.press("4")
        assert inyo.app.desk.state.view.choice.listing == "results"
        await inyo.press("4")
        assert inyo.app.desk.state.view.choice.listing == "document"


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_month_or_a_speaker_that_is_chosen_narrows_the_query(size: tuple[int, int]) -> None:
    """From a menu, and where there is room for it from a pane of its own."""
    async with explorer(size=size) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "F", "enter")
        assert inyo.app.desk.search_box.value == "港 date:2025-06"


@pytest.mark.parametrize(
    ("query", "term", "then"),
    [
        ("港", "date:2025-06", "港 date:2025-06"),
        ("港 date:2025-06", "date:2025-06", "港"),
        ("港", "by:帆足", "港 in:document by:帆足"),
        ("港", 'by:"ヴィクター ハーベセン"', '港 in:document by:"ヴィクター ハーベセン"'),
        ('港 in:document by:"ヴィクター ハーベセン"', 'by:"ヴィクター ハーベセン"', "港"),
        ("港 in:document by:帆足", "person:鷺沢", "港 in:document by:帆足 person:鷺沢"),
        ("港 in:document by:帆足 person:鷺沢", "by:帆足", "港 in:document person:鷺沢"),
        ("港 by:帆足", "person:鷺沢", "港 by:帆足 person:鷺沢"),
    ],
)
def test_a_value_that_is_chosen_narrows_to_the_documents_that_have_it(query: str, term: str, then: str) -> None:
    assert narrowed(query, term) == then


def passage(file: str, text: str, *found: tuple[str, str]) -> Hit:
    spans = tuple(Span(text.index(words), text.index(words) + len(words), why) for words, why in found)  # type: ignore[arg-type]
    return Hit(file, file, 1, 0, len(text), text, spans, 1.0)


def test_without_a_form_its_passages_are_gone_and_those_of_the_others_stay() -> None:
    hits = (passage("a", "許可制だ", ("許可制", "written")), passage("b", "きょかせい", ("きょかせい", "reading")),
            passage("c", "許可制ときょかせい", ("許可制", "written"), ("きょかせい", "reading")))  # fmt: skip
    left = without(Answer("許可制", hits, 3, documents=3), {("きょかせい", "reading")})
    assert [hit.file for hit in left.hits] == ["a", "c"] and (left.total, left.documents) == (2, 2)
    assert [span.why for span in left.hits[1].spans] == ["written"]


def test_a_passage_goes_when_one_word_of_the_query_was_found_in_no_other_form() -> None:
    hits = (passage("a", "港の町長", ("港", "written"), ("町長", "written")),
            passage("b", "湊の町長", ("湊", "spelling"), ("町長", "written")))  # fmt: skip
    terms = [frozenset({("港", "written"), ("湊", "spelling")}), frozenset({("町長", "written")})]
    left = without(Answer("港 町長", hits, 2, documents=2), {("湊", "spelling")}, terms)
    assert [hit.file for hit in left.hits] == ["a"]


def test_what_was_found_without_a_word_is_not_touched() -> None:
    hits = (passage("a", "町長の話"),)
    assert without(Answer("by:町長", hits, 1, documents=1), {("港", "written")}).hits == hits


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_form_of_the_query_is_switched_off_and_on_again(size: tuple[int, int]) -> None:
    async with explorer(size=size) as inyo:
        await inyo.open("港")
        assert inyo.app.desk.state.opened.spans
        await inyo.press("=")
        assert inyo.app.screen.rows == [("[x] 港  as written", "4")]
        await inyo.press("enter")
        assert inyo.app.screen.rows == [("[ ] 港  as written", "4")]
        assert (inyo.app.desk.state.answer.total, inyo.app.desk.state.opened.spans) == (0, ())
        await inyo.press("enter", "escape")
        assert inyo.app.desk.state.answer.total == 4 and len(inyo.app.desk.state.opened.spans) == 4


async def test_another_query_looks_for_all_its_forms_again() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "=", "enter", "escape")
        await inyo.type("灯台")
        await inyo.press("ctrl+u")
        await inyo.type("港")
        assert inyo.app.desk.state.answer.total == 4


async def test_a_value_that_was_chosen_has_a_sign_and_is_taken_away_again() -> None:
    async with explorer() as inyo:
        await inyo.type("港")
        await inyo.press("enter", "F")
        inyo.app.desk.state.look(query="港 date:2025-06")
        inyo.app.desk.facets.draw(inyo.app.desk.state)
        rows = inyo.app.desk.facets.list
        assert any("•2025-06" in rows.render_line(y).text.replace(" ", "") for y in range(rows.size.height))
        inyo.app.desk.searching.narrow("date:2025-06")
        assert inyo.app.desk.search_box.value == "港"


SPEAKERS = Facets(
    speaker=tuple(FacetValue(f"話者{at}", 1, 1) for at in range(20)),
    kind=(FacetValue("pdf", 3, 3), FacetValue("txt", 2, 2)),
)


def test_of_a_facet_with_many_values_the_first_are_listed_and_how_many_more_so_that_each_facet_is_in_sight() -> None:
    rows = [row.text for row in facet_rows(SPEAKERS, Messages("en"), ())]
    assert rows == ["Speakers", *(f"話者{at}" for at in range(5)), "… 15 more", "Kinds", "pdf", "txt"]


def test_a_value_that_the_query_has_is_listed_wherever_it_comes() -> None:
    rows = [row.term for row in facet_rows(SPEAKERS, Messages("en"), (), ["by:話者17"])]
    assert "by:話者17" in rows and "by:話者16" not in rows


def test_no_row_tells_of_a_single_value_that_could_stand_there_itself() -> None:
    six = Facets(speaker=SPEAKERS.speaker[:6])
    assert len([row for row in facet_rows(six, Messages("en"), ()) if row.value]) == 6


async def test_enter_on_how_many_more_lists_them_where_it_stood() -> None:
    async with explorer(size=(140, 40)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "F")
        pane, state = inyo.app.desk.facets, inyo.app.desk.state
        state.change(facets=SPEAKERS)
        pane.draw(state)
        pane.list.move_to(6)
        assert pane.current is not None and pane.current.rest == "speakers"
        await inyo.press("enter")
        assert pane.current is not None and pane.current.text == "話者5"
        assert pane.list.count == 1 + 20 + 3


async def test_after_a_resize_facets_leave_the_results_the_rows_that_these_need() -> None:
    towns = tuple(document(f"{at:02}.txt", f"題{at}\n港の話。") for at in range(10))
    async with explorer(FakeLibrary(towns), size=(200, 50)) as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        frame, state = inyo.app.desk.frame, inyo.app.desk.state
        state.change(facets=replace(SPEAKERS, person=SPEAKERS.speaker, source=SPEAKERS.speaker))
        frame.facets.draw(state)
        frame.fit()
        assert frame.facets.list.count > 20 and frame.results.size.height > frame.results.list.count
        await inyo.pilot.resize_terminal(140, 36)
        await rest(inyo.pilot)
        assert frame.results.size.height == frame.results.list.count + 1


class Counted(FakeLibrary):
    """Says of each document how many passages are found there, though it gives only the best."""

    def search(self, query: str, **options: object) -> Answer:
        answer = super().search(query, **options)  # type: ignore[arg-type]
        counts = {each.path: len(self.passages(each.path, query)) for each in self.docs}
        counted = tuple(DocumentHits(file, count, 0) for file, count in counts.items() if count)
        return replace(answer, documents=len(counted), by_document=counted)


TOWNS = tuple(
    document(f"{number}.txt", "\n".join([f"{number}番の町", *(f"港の話{line}。" for line in range(4))]))
    for number in range(5)
)
TWENTY = [f"hit {number}/20" for number in range(1, 21)]


async def where_one_stands(inyo: Driven) -> str:
    """What the title of the text says of the hit."""
    await inyo.settle()
    return next(
        (found[0] for row in inyo.screen() if (found := re.search(r"hit [0-9]+/[0-9]+", row))), "\n".join(inyo.screen())
    )


@pytest.mark.parametrize("limits", [(3,), (3, 10), (2, 30)])
async def test_n_reaches_every_passage_and_counts_it_however_few_are_listed(
    limits: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inyo.tui.controllers.searching.LIMITS", limits)
    async with explorer(Counted(TOWNS), size=(120, 34)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "enter")
        seen = [await where_one_stands(inyo)]
        for _ in range(19):
            await inyo.press("n")
            seen.append(await where_one_stands(inyo))
        assert seen == TWENTY
        await inyo.press("n")
        assert await where_one_stands(inyo) == "hit 1/20"
        await inyo.press("N")
        assert await where_one_stands(inyo) == "hit 20/20"


async def test_the_next_result_is_reached_though_it_is_not_listed_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inyo.tui.controllers.searching.LIMITS", (2, 30))
    async with explorer(Counted(TOWNS), size=(120, 34)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "enter", "J")
        assert await where_one_stands(inyo) == "hit 2/20"
        await inyo.press("J")
        assert await where_one_stands(inyo) == "hit 3/20"


async def test_a_title_over_passages_counts_all_that_its_document_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inyo.tui.controllers.searching.LIMITS", (2,))
    async with explorer(Counted(TOWNS), size=(120, 34)) as inyo:
        await inyo.type("港")
        assert any(re.search("▾ 0番の町 +4 ", row) for row in inyo.screen())


async def test_by_date_the_newest_of_all_documents_are_listed_not_of_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inyo.tui.controllers.searching.LIMITS", (2,))
    dated = tuple(replace(each, date=f"202{number}-01-01") for number, each in enumerate(TOWNS))
    async with explorer(Counted(dated), size=(120, 34)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "o")
        await inyo.settle()
        assert [group.file for group in inyo.app.desk.results.groups] == ["4.txt"]
        assert "newest" in inyo.message or "date" in inyo.message


async def test_the_quotations_of_an_answer_are_those_of_all_its_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inyo.tui.controllers.searching.LIMITS", (2, 30))
    said = tuple(document(f"{n}.txt", f"{n}番の町\n帆足氏は「港{n}」と述べた。") for n in range(6))
    async with explorer(Counted(said), size=(120, 34)) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "4")
        await inyo.until(lambda: bool(inyo.app.desk.state.quotes))
        assert [quote.quotation.text for quote in inyo.app.desk.state.quotes] == [f"「港{n}」" for n in range(6)]


class Long(FakeLibrary):
    """1,500 passages; `counting` keeps back what asks for all of them."""

    counting: threading.Event | None = None

    def search(self, query: str, **options: object) -> Answer:
        limit = int(options.get("limit", 100))  # type: ignore[call-overload]
        if limit >= 1500 and self.counting is not None:
            self.counting.wait(60)
        hits = tuple(hit("灯台.txt", 5 * number) for number in range(1500))
        return Answer(query, hits[:limit], 1500, documents=1)


async def test_the_forms_of_a_long_answer_are_counted_of_all_of_it() -> None:
    async with explorer(Long()) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "equals_sign")
        await inyo.until(lambda: any("1,500" in row and "港" in row for row in inyo.screen()))


async def test_forms_that_are_counted_when_something_else_is_looked_for_are_not_shown() -> None:
    library = Long()
    library.counting = threading.Event()
    async with explorer(library) as inyo:
        await inyo.type("港")
        await inyo.press("enter")
        await inyo.pilot.press("equals_sign", "slash", *"町")
        library.counting.set()
        await inyo.until(lambda: not inyo.app.desk.jobs.busy("understood"))
        assert not inyo.app.screen.is_modal


async def test_what_fails_while_forms_are_counted_is_not_said_of_a_document() -> None:
    class Broken(Long):
        def search(self, query: str, **options: object) -> Answer:
            if int(options.get("limit", 100)) >= 1500:  # type: ignore[call-overload]
                raise OSError(errno.EIO, "the disk is gone")
            return super().search(query, **options)

    async with explorer(Broken()) as inyo:
        await inyo.type("港")
        await inyo.press("enter", "equals_sign")
        await inyo.until(lambda: "the disk is gone" in inyo.message)
        assert inyo.message.startswith("This could not be done: the disk is gone; check the disk")


def test_a_long_time_without_any_is_left_out_of_a_bar_of_dates() -> None:
    counts = [("1931-11", 1), ("2025-04", 4), ("2025-06", 8)]
    assert time_bar(counts, 60) == "1931-11 ▁ … 2025-04 ▄ █ 2025-06"
