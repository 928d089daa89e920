"""The list: keys, marks, headers, and how little it draws."""

from rich.style import Style

from inyo.tui.terminal.cells import cell_width
from inyo.tui.widgets.list_rows import Row
from inyo.tui.widgets.virtual_list import VirtualList
from tests.tui.widgets.harness import Harness, refreshed, resize, screen


def numbered(index: int, width: int) -> Row:
    return Row(f"row {index}")


def styles(widget: VirtualList, y: int, words: str) -> Style:
    """The style of the segment that holds some words."""
    return next(segment.style for segment in widget.render_line(y) if words in segment.text and segment.style)


async def test_keys_move_the_cursor() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 10)) as pilot:
        rows.set_rows(100, numbered)
        seen = []
        for key in ("j", "j", "j", "k", "k", "k", "G", "g"):
            await pilot.press(key)
            seen.append(rows.cursor)
        assert seen == [1, 2, 3, 2, 1, 0, 99, 0]


async def test_pages_move_cursor_and_view() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 10)) as pilot:
        rows.set_rows(100, numbered)
        seen = []
        for key in ("space", "space", "b", "b"):
            await pilot.press(key)
            seen.append(rows.cursor)
        assert seen == [9, 18, 9, 0]
        assert screen(rows)[0] == "> row 0"


async def test_under_a_reversed_cursor_no_colour_becomes_the_ground_of_a_word() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 10)):
        rows.set_rows(2, lambda index, width: Row("港 帆足", [(0, 1, "hit"), (2, 4, "speaker")], sign="*"))
        cursor = [styles(rows, 0, words) for words in ("港", "帆足", "*")]
        assert all(style.reverse and style.color == styles(rows, 0, ">").color for style in cursor)
        assert cursor[0].underline
        assert styles(rows, 1, "帆足").color != styles(rows, 0, "帆足").color


async def test_a_move_draws_two_rows() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 10)) as pilot:
        rows.set_rows(100, numbered)
        await pilot.pause()
        drawn = refreshed(rows)
        await pilot.press("j")
        assert sorted(drawn) == [0, 1]


async def test_at_the_edge_the_view_goes_one_row_on_and_from_afar_to_its_middle() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 10)) as pilot:
        rows.set_rows(100, numbered, cursor=9)
        await pilot.press("j")
        assert (screen(rows)[0], screen(rows)[9]) == ("  row 1", "> row 10")
        await pilot.press(*"k" * 9)
        assert (screen(rows)[0], screen(rows)[1]) == ("> row 1", "  row 2")
        await pilot.press("k")
        assert screen(rows)[0] == "> row 0"
        rows.move_to(50)
        assert screen(rows)[5] == "> row 50"


async def test_only_rows_in_view_are_asked_for() -> None:
    asked = set()

    def source(index: int, width: int) -> Row:
        asked.add(index)
        return Row(str(index))

    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 10)) as pilot:
        rows.set_rows(100_000, source)
        await pilot.press("G")
        await pilot.pause()
        assert screen(rows)[-1] == "> 99999"
        assert len(asked) <= 30


async def test_headers_are_shown_but_never_under_the_cursor() -> None:
    rows = VirtualList(row_height=2)

    def source(index: int, width: int) -> Row:
        return Row(f"group {index}") if index in (0, 3) else Row(f"row {index}", below="second")

    async with Harness(rows).run_test(size=(40, 10)) as pilot:
        rows.set_rows(6, source, headers=(0, 3))
        await pilot.pause()
        assert screen(rows) == [
            " group 0", "> row 1", "  second", "  row 2", "  second", " group 3", "  row 4", "  second", "  row 5",
            "  second",
        ]  # fmt: skip
        seen = []
        for key in ("j", "j", "j", "j", "k", "k", "k", "k"):
            await pilot.press(key)
            seen.append(rows.cursor)
        assert seen == [2, 4, 5, 5, 4, 2, 1, 1]


async def test_the_cursor_comes_up_together_with_the_header_above_it() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 5)) as pilot:
        rows.set_rows(50, numbered, headers=(0, 20), cursor=30)
        for _ in range(9):
            await pilot.press("k")
        rows.scroll_to_row(21)
        await pilot.press("j", "k")
        assert rows.cursor == 21
        rows.move_to(40)
        rows.move_to(1)
        assert screen(rows)[0] == " row 0"


async def test_a_header_stays_in_the_first_line_while_a_row_of_its_group_is_in_view() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 5)) as pilot:
        rows.set_rows(50, numbered, headers=(0, 20), cursor=1)
        await pilot.press(*"jjjjj")
        assert screen(rows) == [" row 0", "  row 3", "  row 4", "  row 5", "> row 6"]
        await pilot.press(*"kkkk")
        assert screen(rows)[:2] == [" row 0", "> row 2"]
        rows.scroll_to_row(30)
        assert screen(rows)[:2] == [" row 20", "  row 31"]


async def test_a_click_on_a_header_that_stayed_chooses_no_row() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 5)) as pilot:
        rows.set_rows(50, numbered, headers=(0, 20), cursor=1)
        rows.scroll_to_row(30)
        await pilot.click(VirtualList, offset=(4, 0))
        assert rows.cursor == 1


async def test_enter_selects_and_moves_are_told() -> None:
    rows = VirtualList()
    app = Harness(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        rows.set_rows(5, numbered)
        await pilot.press("j", "enter", "G", "j")
        assert [message.index for message in app.of(VirtualList.Highlighted)] == [1, 4]
        assert [message.index for message in app.of(VirtualList.Selected)] == [1]


async def test_a_click_moves_the_cursor_and_a_second_one_selects() -> None:
    rows = VirtualList()
    app = Harness(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        rows.set_rows(5, numbered)
        await pilot.pause()
        await pilot.click(rows, offset=(4, 3))
        assert rows.cursor == 3 and not app.of(VirtualList.Selected)
        await pilot.click(rows, offset=(4, 3))
        assert [message.index for message in app.of(VirtualList.Selected)] == [3]
        await pilot.click(rows, offset=(4, 8))
        assert rows.cursor == 3


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 10)):
        rows.set_rows(100, numbered)
        rows.scroll_rows(3)
        assert rows.cursor == 0 and screen(rows)[0] == "  row 3"


async def test_wide_text_is_cut_by_cells_and_the_note_stays() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(31, 3)) as pilot:
        rows.set_rows(1, lambda index, width: Row("港の朝の霧が晴れるまで船は出ない", note="6月"))
        await pilot.pause()
        line = rows.render_line(0)
        assert line.text.rstrip() == "> 港の朝の霧が晴れるまで…  6月" and line.cell_length == 31
        assert all(rows.render_line(y).cell_length == 31 for y in range(3))


async def test_hit_cursor_and_mark_differ_without_colour() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 5)) as pilot:
        rows.set_rows(3, lambda index, width: Row("霧の港", [(2, 3, "hit")]), marked={1})
        await pilot.pause()
        assert [line[:2] for line in screen(rows)[:3]] == ["> ", " *", "  "]
        assert styles(rows, 0, "霧の").reverse and not styles(rows, 1, "霧の").reverse
        assert styles(rows, 1, "港").underline and styles(rows, 1, "港").bold
        assert not styles(rows, 1, "霧の").underline


async def test_marking_draws_only_rows_that_changed() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 10)) as pilot:
        rows.set_rows(9, numbered, marked={1, 2})
        await pilot.pause()
        drawn = refreshed(rows)
        rows.set_marked({2, 3})
        assert sorted(drawn) == [1, 3]
        assert [y for y, line in enumerate(screen(rows)) if line[1:2] == "*"] == [2, 3]


async def test_text_of_a_document_is_neither_markup_nor_control() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(60, 3)) as pilot:
        rows.set_rows(1, lambda index, width: Row("[bold]題[/] \x1b]52;c;eA==\x07\n次", [(6, 7, "hit")], note="\x9b"))
        await pilot.pause()
        assert screen(rows)[0] == "> [bold]題[/] ␛]52;c;eA==␇ 次" + " " * 29 + "␦"
        assert styles(rows, 0, "題").underline


async def test_spans_point_at_their_words_after_what_is_not_shown() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 3)) as pilot:
        rows.set_rows(1, lambda index, width: Row("\u200b\u200b霧\t港", [(4, 5, "hit")]))
        await pilot.pause()
        assert [segment.text for segment in rows.render_line(0) if segment.style and segment.style.underline] == ["港"]


async def test_an_empty_list_says_so_and_keys_do_no_harm() -> None:
    rows = VirtualList(empty="nothing [here]")
    app = Harness(rows)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.press("j", "k", "G", "g", "space", "b", "enter")
        assert screen(rows)[2].strip() == "nothing [here]"
        assert rows.cursor == -1 and not app.posted


async def test_changed_rows_are_asked_for_again() -> None:
    words = ["one", "two"]
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 5)) as pilot:
        rows.set_rows(2, lambda index, width: Row(words[index]))
        await pilot.pause()
        screen(rows)
        words[1] = "other"
        rows.update_rows([1])
        assert screen(rows)[1] == "  other"


async def test_a_smaller_screen_keeps_the_cursor_in_view_down_to_one_cell() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 20)) as pilot:
        rows.set_rows(100, numbered, cursor=18)
        for size in ((40, 5), (3, 2), (1, 1), (40, 5)):
            await resize(pilot, rows, *size)
            assert all(rows.render_line(y).cell_length == size[0] for y in range(size[1]))
        assert "> row 18" in screen(rows)


async def test_rows_hold_whole_characters_at_every_width() -> None:
    rows = VirtualList(row_height=2)
    async with Harness(rows).run_test(size=(40, 4)) as pilot:
        rows.set_rows(1, lambda index, width: Row("港の霧 fog が晴れた朝", note="六月", below="船長は「まだ早い」と"))
        for width in (*range(1, 16), 25, 39):
            await resize(pilot, rows, width, 4)
            for y in range(4):
                assert cell_width(rows.render_line(y).text) == width


async def test_the_focus_draws_the_cursors_row_and_the_bar_alone() -> None:
    rows = VirtualList()
    async with Harness(rows).run_test(size=(40, 10)) as pilot:
        rows.set_rows(100, numbered, cursor=5)
        await pilot.pause()
        drawn = refreshed(rows)
        rows.screen.set_focus(None)
        await pilot.pause()
        assert sorted(drawn) == [0, 5]
        assert not rows.has_focus and not styles(rows, 5, "row 5").reverse
        rows.focus()
        await pilot.pause()
        assert rows.has_focus and styles(rows, 5, "row 5").reverse
