"""Documents are untrusted: nothing in one is ever markup, a control, or a crash."""

from __future__ import annotations

from inyo.index.values.problems import LibraryError
from tests.tui.explorer import explorer
from tests.tui.fake_library import FakeLibrary, document

TITLES = [
    "[/]", "[bold]太[/bold]", "[@click=app.quit]押す[/]", "\x1b]52;c;aGk=\x07", "\x1b[2J題", "a\u202eb", "題\n名",
    "\ud800", "​", "🇯🇵❤️", "x" * 100_000, "[link=file:///etc/passwd]", "$accent", "{title}", "", "\x9b31m",
]  # fmt: skip


async def test_a_title_is_shown_as_text_wherever_it_stands() -> None:
    hostile = tuple(
        document(
            f"{number}{title[:20]}.txt", f"{title}\n{title}氏は「{title}港」と述べた。", title,
            source=title, author=title, date=title,
        )
        for number, title in enumerate(TITLES)
    )  # fmt: skip
    async with explorer(FakeLibrary(hostile), size=(80, 24)) as inyo:
        seen = set()
        await inyo.type("港")
        await inyo.press("enter")
        for number in range(len(TITLES)):
            inyo.app.desk.results.point(number)
            await inyo.press("enter", "right_square_bracket", "4", "m", "w", "y", "W", "2")
            seen.add(inyo.app.desk.state.view.file)
            shown = "\n".join(inyo.screen())
            assert not any(char in shown for char in "\x1b\x07\x9b\u202e\x00")
        assert inyo.app.is_running
        assert len(seen) == len(TITLES)
        assert len(inyo.copied) == len(TITLES)


async def test_brackets_of_a_title_are_not_lost() -> None:
    async with explorer(FakeLibrary((document("a.txt", "港", "[note] 港"),))) as inyo:
        await inyo.press("escape", "1")
        assert any("[note] 港" in row for row in inyo.screen())


async def test_a_document_of_one_giant_line_is_read() -> None:
    giant = document("g.txt", "港の文。" * 100_000)
    async with explorer(FakeLibrary((giant,))) as inyo:
        await inyo.press("tab", "enter", "G", "g", "v", "escape")
        assert inyo.app.is_running


async def test_an_error_of_many_lines_stays_on_one() -> None:
    class Broken(FakeLibrary):
        def people(self) -> None:  # type: ignore[override]
            raise LibraryError("one\ntwo [/] \x1b[31m")

    async with explorer(Broken()) as inyo:
        await inyo.press("tab", "5")
        assert "\x1b" not in inyo.message
        assert inyo.message.startswith("The people cannot be listed: one two [/]")
