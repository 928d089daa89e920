"""Whatever is typed or pasted has an answer, in time."""

from __future__ import annotations

import pytest

from inyo.index.library import Library
from tests.waiting import computing

PROSE = "".join(f"港の{number}番目の灯台が見えたと町長は話し、市場の人々は聞いていた。" for number in range(1100))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("queries")
    (folder / "docs").mkdir()
    for number in range(12):
        lines = (f"{number}番の港と灯台の話が{line}回あった。「市場だ」と島田町長は述べた。" for line in range(20))
        (folder / "docs" / f"{number}.txt").write_text("\n\n".join(lines))
    library = Library.open([folder / "docs"], cache=folder / "cache", data=folder / "data")
    library.update()
    return library


@pytest.mark.parametrize(
    "typed",
    ["NOT " * 1000, "NOT " * 999 + "港", "-" * 5000 + "港", "(" * 5000 + "港", "港 NEAR " * 1000, "港 OR " * 3000,
     '"' * 3000, "港\udc80", "\ud800", "\0" * 100, "*" * 500, "?*" * 200 + "港", "in:" * 500, "/(港+)+$/", "[" * 1000,
     "\u202e港", "a" * 20_000, "港" * 20_000],
    ids=lambda typed: ascii(typed[:8]),
)  # fmt: skip
def test_no_query_raises(library: Library, typed: str) -> None:
    library.search(typed)
    library.highlights(library.documents()[0].file, typed)
    library.quotations(about=typed)


def test_a_book_that_is_pasted_is_answered_within_a_second(library: Library) -> None:
    assert len(PROSE) > 33_000
    library.search("港")
    file = library.documents()[0].file

    def answer() -> None:
        library.search(PROSE[:33_000])
        library.highlights(file, PROSE[:33_000])

    assert computing(answer, runs=1) < 1.0
