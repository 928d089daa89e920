from __future__ import annotations

from tests.tui.explorer import explorer


async def test_esc_in_an_empty_search_box_goes_to_the_documents_where_keys_work() -> None:
    async with explorer() as inyo:
        assert inyo.app.desk.state.view.focus == "search"
        await inyo.press("escape")
        assert inyo.app.desk.state.view.focus == "documents"
        await inyo.press("5")
        assert inyo.app.desk.state.view.focus == "people"
