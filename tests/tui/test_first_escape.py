from __future__ import annotations

from tests.tui.explorer import explorer
from tests.tui.fake_library import FakeLibrary


async def test_esc_in_an_empty_search_box_goes_to_the_first_screen_where_keys_work() -> None:
    async with explorer() as inyo:
        assert inyo.app.desk.state.view.focus == "search"
        await inyo.press("escape")
        assert inyo.app.desk.state.view.focus == "start"
        await inyo.press("5")
        assert inyo.app.desk.state.view.focus == "people"


async def test_where_there_is_nothing_to_go_on_with_it_goes_to_the_documents() -> None:
    class Nobody(FakeLibrary):
        def people(self):  # type: ignore[no-untyped-def]
            return ()

    async with explorer(Nobody(docs=())) as inyo:
        await inyo.press("escape")
        assert inyo.app.desk.state.view.focus == "documents"
