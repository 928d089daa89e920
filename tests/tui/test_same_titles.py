"""Documents of one title are told apart wherever a title stands."""

from __future__ import annotations

import pytest

from inyo.tui.terminal.cells import cell_width
from tests.tui.explorer import Driven, explorer
from tests.tui.fake_library import FakeLibrary, document

SAME = tuple(
    document(name, f"港の行方\n帆足氏は「港は{word}」と述べた。", date="2025-06-10")
    for name, word in (("/collection/a/朝刊.txt", "渡さない"), ("/collection/b/夕刊.txt", "守る"))
)


def shown(inyo: Driven) -> list[str]:
    rows = inyo.app.desk.list
    return [rows.render_line(y).text for y in range(rows.size.height)]


@pytest.mark.parametrize(
    ("keys", "size"),
    [(("enter",), (80, 24)), (("enter", "4"), (80, 24)), (("enter", "4", "o"), (80, 24)), (("enter", "c"), (140, 40)),
     (("escape", "5", "i"), (80, 24)), (("escape", "1"), (80, 24))],
)  # fmt: skip
async def test_the_file_stands_beside_a_title_that_two_documents_have(
    keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with explorer(FakeLibrary(SAME), size=size) as inyo:
        if keys[0] == "enter":
            await inyo.type("港")
        await inyo.press(*keys)
        rows = shown(inyo)
        assert all(any(name in row for row in rows) for name in ("a/朝刊.txt", "b/夕刊.txt")), rows


async def test_what_tells_them_apart_is_not_what_is_cut() -> None:
    long = tuple(
        document(each.path, each.text, "長い題名の文書がもう一つあるときの話" * 4, date=each.date) for each in SAME
    )
    async with explorer(FakeLibrary(long), size=(60, 20)) as inyo:
        await inyo.press("escape", "1")
        rows = shown(inyo)
        assert sum("朝刊.txt" in row or "夕刊.txt" in row for row in rows) == 2
        assert all(cell_width(row) <= 60 for row in rows)


async def test_a_long_path_beside_a_title_leaves_half_of_the_row_to_the_title() -> None:
    title = "港の行方を長く長く見守った人々の記録"
    deep = tuple(
        document(
            f"/collection/資料/二〇二四年度の議事録/{folder}/とても長いファイルの名前.txt",
            f"{title}\n帆足氏は「港」と述べた。",
        )
        for folder in ("朝", "夕")
    )
    async with explorer(FakeLibrary(deep), size=(60, 20)) as inyo:
        await inyo.press("escape", "1")
        rows = shown(inyo)[:2]
        assert all("港の行方を長く長く" in row and "資料/" in row and "名前.txt" in row for row in rows), rows
