"""People: their passages and quotations, and which entries are one."""

from __future__ import annotations

from inyo.index.library import Person, Report
from inyo.tui.panes.collection import is_named
from tests.tui.explorer import explorer
from tests.tui.fake_library import FakeLibrary


async def test_the_pane_lists_everybody_with_other_names() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "5")
        assert [person.name for person in inyo.app.desk.state.people] == ["帆足", "鷺沢"]
        assert any("帆足" in row and "ホアシ" in row for row in inyo.screen())


async def test_what_was_decided_in_another_explorer_is_taken_in_and_said() -> None:
    class Elsewhere(FakeLibrary):
        def people(self) -> tuple[Person, ...]:
            return super().people()[: 1 if self.others else 2]

    library = Elsewhere()
    async with explorer(library) as inyo:
        await inyo.press("escape", "5")
        assert inyo.app.desk.people.list.count == 2
        library.others = 1
        library.reports.append(Report(0, 0, 0, 3, (), 0.1))
        inyo.app.desk.indexing.update()
        await inyo.until(lambda: inyo.app.desk.people.list.count == 1)
        await inyo.settle()
        assert inyo.message == inyo.app.desk.say("said.elsewhere")


async def test_enter_shows_the_passages_and_the_quotations_follow() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "5", "enter")
        assert inyo.focus == "results"
        assert [hit.file for hit in inyo.app.desk.state.answer.hits] == ["港.txt", "灯台.txt"]
        assert [item.quotation.text for item in inyo.app.desk.state.quotes] == ["「港は渡さない」", "「灯台は残す」"]


async def test_escape_comes_back_from_a_person_to_the_query_before() -> None:
    async with explorer() as inyo:
        await inyo.type("畑")
        await inyo.press("escape", "5", "enter", "escape")
        assert (inyo.focus, inyo.app.desk.state.answer.query) == ("people", "畑")


async def test_a_persons_passage_opens_with_the_name_lit_up() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "5", "enter", "enter")
        assert inyo.app.desk.reader.text.hits != []
        await inyo.press("n")
        assert inyo.app.desk.state.opened.file == "灯台.txt"


async def test_two_entries_are_merged_by_pressing_twice_when_that_is_confirmed() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "5", "M", "down", "M")
        assert inyo.library.merged == []
        await inyo.press("enter")
        assert inyo.library.merged == [("帆足", "鷺沢")]


async def test_a_merge_half_done_is_left_with_escape() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "5", "M", "escape", "down", "M")
        assert inyo.library.merged == []


async def test_a_name_is_split_off_from_a_menu() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "5", "S", "enter")
        assert inyo.library.split == [("帆足", "ホアシ")]


async def test_somebody_with_one_name_cannot_be_split_and_it_is_said() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "5", "down", "S")
        assert inyo.message == "鷺沢 has no other names."


async def test_a_part_of_a_name_narrows_the_list() -> None:
    async with explorer() as inyo:
        await inyo.press("tab", "5", "backslash", *"ホア", "enter")
        assert inyo.app.desk.people.list.count == 1


def test_the_pane_of_people_hears_it_too() -> None:
    person = Person("月見里昂", (), ("市長",), 1, 1, (), ("ヤマナシスバル", "ヤマナシ", "スバル"))
    assert all(is_named(person, [typed]) for typed in ("やまなし", "yamanashi", "月見里"))
    assert not is_named(person, ["みなと"])
