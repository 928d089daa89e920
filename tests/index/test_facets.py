"""What documents of an answer differ by, and the orders of hits."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index.library import FacetValue, Library

TEXTS = {
    "a.txt": "港の工事\n2025年2月1日\n\n港町市の山田太郎市長は「港の工事は終わった」と述べた。\n\n古い港の工事は長い。",
    "b.txt": "雨の話\n2024年6月3日\n\n雨が降る。古い港も濡れた。",
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    opened = Library.open([folder], cache=tmp_path / "cache", data=tmp_path / "data")
    opened.update()
    return opened


def test_facets_count_the_documents_of_an_answer(library: Library) -> None:
    facets = library.facets("港")
    assert [each.value for each in facets.year] == ["2024", "2025"]
    assert facets.kind == (FacetValue("txt", 2, facets.kind[0].passages),)
    assert [each.value for each in facets.speaker] == ["山田太郎"]
    assert library.facets("雨").speaker == ()
    assert sum(each.documents for each in library.facets().month) == 2


def test_an_order_by_date_puts_the_newest_first(library: Library) -> None:
    files = [Path(hit.file).name for hit in library.search("古い", order="newest").hits]
    assert files == ["a.txt", "b.txt"]
