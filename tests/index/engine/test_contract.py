"""What every engine promises a collection, kept by the one on disk and by the smallest one that can be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

import pytest

from inyo.index.collection import Collection, Said
from inyo.index.engine.interface import Index, Knowledge
from inyo.index.engine.local.store import Store
from inyo.index.engine.words.synonyms import Synonyms
from inyo.index.own.corrections import Corrections
from inyo.index.people.aliases import AliasRules
from inyo.index.values.document import FileNames
from tests.index.engine.memory_index import MemoryIndex

ARTICLE = "港の工事\n\n港町市の山田太郎市長は「工事は終わった」と述べた。\n\n別の日、市長は港を見た。\n"
Maker = Callable[[], Index]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(ARTICLE, "utf-8")
    (texts / "b.txt").write_text("雨の話\n\n雨が降る。\n", "utf-8")
    return texts


@pytest.fixture(params=["disk", "memory", "cluster"])
def make(request: pytest.FixtureRequest, tmp_path: Path, folder: Path) -> Maker:
    if request.param == "cluster":
        from inyo.index.engine.opensearch.engine import ClusterIndex

        address = f"{request.getfixturevalue('cluster')}/{token_hex(6)}"
        return lambda: ClusterIndex.open((folder,), address, tmp_path / "cache")
    if request.param == "memory":
        return lambda: MemoryIndex(folder)
    return lambda: Store.open((folder,), tmp_path / "cache")


def test_an_index_is_empty_until_it_is_updated(make: Maker) -> None:
    index = make()
    assert index.documents() == ()
    report = index.update()
    assert (report.added, report.changed, report.removed, report.complete) == (2, 0, 0, True)
    assert [Path(each.key).name for each in index.documents()] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("query", ["雨", "あめがふる", "in:title 雨", "-雨"])
def test_in_an_index_that_is_empty_nothing_is_found(make: Maker, query: str) -> None:
    found = make().searching(Knowledge())
    assert found.search(query).total == 0
    assert found.highlights("a", query) == ()
    assert found.word_counts(["雨"]) == ((0,), 0)


def test_a_second_update_reads_only_what_changed_and_drops_what_is_gone(make: Maker, folder: Path) -> None:
    index = make()
    index.update()
    before = index.generation
    (folder / "a.txt").write_text(ARTICLE + "続きがある。\n", "utf-8")
    (folder / "b.txt").unlink()
    report = index.update()
    assert (report.added, report.changed, report.removed) == (0, 1, 1)
    assert index.generation != before
    assert "続きがある" in index.document(index.documents()[0].key).text


def test_what_is_kept_of_a_document_has_offsets_in_its_text(make: Maker) -> None:
    index = make()
    index.update()
    key = index.documents()[0].key
    text = index.document(key).text
    assert {text[each.start : each.end] for each in index.quotations(key)} == {"「工事は終わった」"}
    assert any(text[each.start : each.end].startswith("山田") for each in index.mentions(key))
    starts, paragraphs = index.places(key)
    assert starts == sorted(starts) and paragraphs == sorted(paragraphs) and len(starts) == len(paragraphs)


def test_a_document_that_is_not_there_is_a_key_error(make: Maker) -> None:
    index = make()
    index.update()
    for ask in (index.document, index.quotations, index.mentions, index.pairs, index.places):
        with pytest.raises(KeyError):
            ask("nowhere")


def test_a_search_finds_passages_with_spans_in_the_documents_text(make: Maker) -> None:
    index = make()
    index.update()
    answer = index.searching(Knowledge()).search("雨")
    assert answer.total == 2 and answer.documents == 1
    for hit in answer.hits:
        text = index.document(hit.file).text
        assert text[hit.start : hit.end] == hit.text
        assert [text[span.start : span.end] for span in hit.spans] == ["雨"]


def test_highlights_are_all_spans_of_one_document_in_order(make: Maker) -> None:
    index = make()
    index.update()
    search, key = index.searching(Knowledge()), index.documents()[0].key
    text = index.document(key).text
    spans = search.highlights(key, "港")
    assert [span.start for span in spans] == [at for at, letter in enumerate(text) if letter == "港"]
    assert search.highlights("nowhere", "港") == ()


def test_the_passages_of_one_document_are_those_that_an_answer_counts_there(make: Maker) -> None:
    index = make()
    index.update()
    search, key = index.searching(Knowledge()), index.documents()[0].key
    asked = search.passages(key, "港")  # before anything was searched
    found = sorted((hit.start, hit.end) for hit in search.search("港").hits if hit.file == key and not hit.below)
    assert found and list(asked) == list(search.passages(key, "港")) == found
    assert search.passages("nowhere", "港") == search.passages(key, "") == ()


def test_words_are_counted_over_all_documents_as_they_are_now(make: Maker, folder: Path) -> None:
    index = make()
    index.update()
    (counts, before) = index.searching(Knowledge()).word_counts(("雨", "港", "無い語"))
    assert counts == (2, 2, 0)
    (folder / "b.txt").unlink()
    index.update()
    (counts, after) = index.searching(Knowledge()).word_counts(("雨",))
    assert counts == (0,)
    assert 0 < after < before


def test_a_search_that_is_cancelled_gives_nothing(make: Maker) -> None:
    index = make()
    index.update()
    assert index.searching(Knowledge()).search("雨", cancelled=lambda: True).hits == ()


def test_a_collection_works_over_any_engine(make: Maker, folder: Path, tmp_path: Path) -> None:
    index = make()
    index.update()
    said = Said(Corrections(tmp_path / "corrections.jsonl"), AliasRules(), Synonyms())
    collection = Collection(index, FileNames((folder,)), said)
    assert [each.quotations for each in collection.documents] == [1, 0]
    quotes = list(collection.quotations(None, None, None, ("speech",), None))
    assert [quote.person for quote in quotes] == ["山田太郎"]
    assert collection.passages_of("山田太郎").total >= 1
