"""Quotations are made when they are looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from inyo.index import quotes as of_collection
from inyo.index.library import Library, Quote
from inyo.index.quotes import QuoteList


def _quotes(count: int, tmp_path: Path) -> Library:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(count):
        words = "".join(f"帆足さんは「{number}番の{place}を待つ」と話した。\n" for place in ("港", "船", "駅"))
        (folder / f"{number}.txt").write_text(words, "utf-8")
    library = Library.open([folder], cache=tmp_path / "cache", data=tmp_path / "data")
    library.update()
    return library


def test_a_list_makes_the_quotations_of_the_documents_it_is_asked_for_alone(tmp_path: Path) -> None:
    whole = tuple(_quotes(3, tmp_path).quotations())
    made: list[int] = []

    def quotes_of(document: int) -> tuple[Quote, ...]:
        made.append(document)
        return whole[3 * document : 3 * document + 3]

    quotes = QuoteList(((document, number) for document in range(3) for number in range(3)), quotes_of)
    assert (len(quotes), made) == (9, [])
    assert (quotes[4], made) == (whole[4], [1])
    assert (quotes[-1], quotes[5:7]) == (whole[8], whole[5:7])
    assert made == [1, 2, 1, 2]
    assert (quotes, list(quotes), quotes[:]) == (whole, list(whole), whole)
    assert quotes != whole[:-1]
    assert quotes != whole[::-1]
    with pytest.raises(IndexError):
        quotes[9]


def test_those_of_a_library_are_a_list_like_any_other(tmp_path: Path) -> None:
    library = _quotes(4, tmp_path)
    quotes = library.quotations()
    assert [quote.quotation.text for quote in quotes[3:5]] == ["「1番の港を待つ」", "「1番の船を待つ」"]
    assert quotes.index(quotes[7]) == 7
    assert library.quotations(file=quotes[3].file) == quotes[3:6]
    assert not library.quotations(by="誰か")


def test_they_are_the_same_where_hardly_any_are_kept_at_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = _quotes(4, tmp_path)
    known = tuple(library.quotations())
    monkeypatch.setattr(of_collection, "AT_HAND", 1)
    again = Library.open(library.paths, cache=tmp_path / "cache", data=tmp_path / "data")
    assert again.quotations() == known
    assert again.facets() == library.facets()
