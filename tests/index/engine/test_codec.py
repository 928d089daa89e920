"""Whoosh's own queries over our codec, against answers counted by hand."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import whoosh.index
from whoosh import query, scoring
from whoosh.fields import ID, TEXT, Schema

from inyo.index.engine.local.codec import ArrayCodec, add_records, add_selection, schema
from inyo.index.engine.local.disk import store
from inyo.index.engine.local.segment_blocks import Block, Selection, pack
from inyo.index.engine.local.snapshot import PrivateStorage
from inyo.index.engine.local.update import IndexWriter
from inyo.index.engine.ranking.memory_segment import Placed
from inyo.index.engine.segments import TOKEN_FIELDS, Field, PassageTerms
from inyo.index.japanese.folding import Folded
from inyo.index.pipeline import AnalysedDocument
from inyo.index.values.document import Document, Paragraph, Passage
from tests.index.engine.builders import WORDS, SomeWord, empty_index, some_document


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[IndexWriter, dict[str, list[Placed]]]:
    """Three segments, with documents deleted and replaced in each."""
    chance = random.Random(2025)
    writer = empty_index(tmp_path_factory.mktemp("index"))
    documents: dict[str, list[Placed]] = {}
    for batch in (range(12), range(10, 20), range(18, 30)):
        blocks = []
        for number in batch:
            documents[f"/d{number:02}"], data = some_document(f"/d{number:02}", chance)
            blocks.append(data)
        writer.commit(blocks, {f"/d{batch.start + 5:02}"}, sources={}, skipped={})
        del documents[f"/d{batch.start + 5:02}"]
        if f"/d{batch.start + 5:02}" in {f"/d{number:02}" for number in batch}:
            writer.commit([], {f"/d{batch.start + 5:02}"}, sources={}, skipped={})
    return writer, documents


def opened(writer: IndexWriter) -> whoosh.index.FileIndex:
    return PrivateStorage(writer.path).open_index(schema=schema())


def found(writer: IndexWriter, asked: query.Query) -> list[tuple[str, int]]:
    """The (key, start) of the passages that Whoosh finds."""
    answer = []
    with opened(writer).searcher(weighting=scoring.BM25F()) as searcher:
        numbers = {hit.docnum for hit in searcher.search(asked, limit=None)}
        at = 0
        for segment in writer.snapshot.segments:
            for passage in range(segment.passages):
                if at + passage in numbers:
                    answer.append((segment.document(passage), segment.span(passage)[0]))
            at += segment.passages + segment.block.documents
    return sorted(answer)


def words_of(placed: Placed, field: Field) -> dict[int, set[str]]:
    places: dict[int, set[str]] = {}
    for word, at in placed.terms.by_term()[field].items():
        for place in at:
            places.setdefault(place, set()).add(word)
    return places


def passages(documents: dict[str, list[Placed]]) -> Iterator[Placed]:
    return itertools.chain.from_iterable(documents.values())


def terms_of(placed: Placed, field: Field) -> set[str]:
    if field == Field.PAIR:
        text = placed.terms.folded.text
        return {text[at : at + 2] for at in range(len(text))}
    return set(placed.terms.by_term()[field])


WORDS_AND_PAIRS = [
    *((field, word) for field in TOKEN_FIELDS for word in (*WORDS[:4], "ない")),
    *((Field.PAIR, pair) for pair in ("雨空", "𠮷風", "。", "ない")),
]


def test_a_term_that_only_one_segment_has_is_counted_there_and_nowhere_else(tmp_path: Path) -> None:
    writer = empty_index(tmp_path)
    for key, word in (("/a", "雨"), ("/b", "雪")):
        passage = PassageTerms([SomeWord(((Field.LEMMA, word),))], [0], [1], Folded(word))
        document = Document(key, word, key, paragraphs=(Paragraph(0, 1),))
        record = store(AnalysedDocument(document, (), (Passage(0, 1, 1),), (), ()), key)
        writer.commit([pack([Passage(0, 1, 1)], [passage], [word], record)], sources={}, skipped={})
    with opened(writer).reader() as reader:
        assert [(reader.frequency("t", word), reader.doc_frequency("t", word)) for word in "雨雪風"] == [
            (1, 1),
            (1, 1),
            (0, 0),
        ]


@pytest.mark.parametrize(("field", "word"), WORDS_AND_PAIRS)
def test_a_term_is_found_in_the_passages_that_hold_it(world: Any, field: Field, word: str) -> None:
    writer, documents = world
    expected = sorted((each.key, each.start) for each in passages(documents) if word in terms_of(each, field))
    assert found(writer, query.Term(field, word)) == expected
    arrays = set()
    for segment in writer.snapshot.segments:
        for position in segment.positions(field, word):
            passage = int(segment.bases(field).searchsorted(position, "right")) - 1
            if segment.live[passage]:
                arrays.add((segment.document(passage), segment.span(passage)[0]))
    assert sorted(arrays) == expected


@pytest.mark.parametrize("words", list(itertools.product(WORDS[:5], repeat=2))[::3])
def test_a_phrase_is_found_where_its_words_follow_one_another(world: Any, words: tuple[str, str]) -> None:
    writer, documents = world
    expected = sorted(
        (each.key, each.start)
        for each in passages(documents)
        if any(
            words[0] in here and words[1] in words_of(each, Field.LEMMA).get(place + 1, ())
            for place, here in words_of(each, Field.LEMMA).items()
        )
    )
    assert found(writer, query.Phrase("t", list(words))) == expected


def test_prefix_and_or_not_and_near_give_the_passages_counted_by_hand(world: Any) -> None:
    writer, documents = world

    def by_hand(holds: Any) -> list[tuple[str, int]]:
        return sorted(
            (each.key, each.start) for each in passages(documents) if holds(set(each.terms.by_term()[Field.LEMMA]))
        )

    rain, wind, sea = (query.Term("t", word) for word in ("雨", "風", "sea"))
    assert found(writer, query.And([rain, wind])) == by_hand(lambda words: {"雨", "風"} <= words)
    assert found(writer, query.Or([rain, sea])) == by_hand(lambda words: bool({"雨", "sea"} & words))
    assert found(writer, query.And([rain, query.Not(wind)])) == by_hand(lambda w: "雨" in w and "風" not in w)
    assert found(writer, query.Prefix("t", "s")) == by_hand(lambda words: "sea" in words)
    assert found(writer, query.FuzzyTerm("t", "seo")) == by_hand(lambda words: "sea" in words)


def test_scores_are_those_of_whooshs_formula(world: Any) -> None:
    writer, documents = world
    with opened(writer).searcher(weighting=scoring.Frequency()) as searcher:
        scores = sorted(hit.score for hit in searcher.search(query.Term("t", "雪"), limit=None))
    assert scores == sorted(
        float(len(each.terms.by_term()[Field.LEMMA]["雪"]))
        for each in passages(documents)
        if "雪" in each.terms.by_term()[Field.LEMMA]
    )


def test_statistics_of_terms_and_fields_are_right(world: Any) -> None:
    writer, _ = world
    for segment, (reader, _) in zip(writer.snapshot.segments, opened(writer).reader().leaf_readers(), strict=True):
        assert reader.field_length("t") == int(segment.lengths(Field.LEMMA).sum())
        assert [term.decode() for _, term in reader.terms_from("t", "") if _ == "t"] == list(segment.terms(Field.LEMMA))
        info = reader.term_info("t", "空")
        positions = segment.positions(Field.LEMMA, "空")
        holding = set((segment.bases(Field.LEMMA).searchsorted(positions, "right") - 1).tolist())
        assert (info.weight(), info.doc_frequency()) == (len(positions), len(holding))
        assert (info.min_id(), info.max_id()) == (min(holding), max(holding))
        assert info.max_length() == max(int(segment.lengths(Field.LEMMA)[passage]) for passage in holding)


def test_records_are_stored_fields_of_documents(world: Any) -> None:
    writer, documents = world
    with opened(writer).searcher() as searcher:
        keys = [fields["key"].decode() for fields in searcher.reader().all_stored_fields() if fields]
    assert sorted(keys) == sorted(documents)


def test_an_open_searcher_keeps_its_state_and_refreshes_to_the_new_one_without_doubles(tmp_path: Path) -> None:
    chance = random.Random(9)
    writer = empty_index(tmp_path)
    writer.commit([some_document(f"/d{n}", chance, 2)[1] for n in range(10)], sources={}, skipped={})
    searcher = opened(writer).searcher()
    writer.commit([some_document(f"/d{n}", chance, 2)[1] for n in range(5)], {"/d9"}, sources={}, skipped={})
    writer.merge(many=0, few=1)
    old = [fields["key"] for fields in searcher.reader().all_stored_fields() if fields]
    assert len(old) == 10
    new = [fields["key"] for fields in searcher.refresh().reader().all_stored_fields() if fields]
    assert sorted(new) == [f"/d{n}".encode() for n in range(9)]


def test_whooshs_own_index_keeps_no_doubles_after_update_and_optimize(tmp_path: Path) -> None:
    """Why it is Whoosh 2.7.4: later forks fail here. A successor must pass before it is taken."""
    index = whoosh.index.create_in(str(tmp_path), Schema(path=ID(unique=True, stored=True), text=TEXT))
    for text in ("one", "two"):
        writer = index.writer()
        for number in range(10):
            writer.update_document(path=str(number), text=text)
        searcher = index.searcher()
        writer.commit(optimize=True)
        searcher = searcher.refresh()
    assert sorted(fields["path"] for fields in searcher.reader().all_stored_fields()) == sorted(map(str, range(10)))
    assert len(searcher.search(query.Term("text", "one"))) == 0
    assert len(searcher.search(query.Term("text", "two"))) == 10


def test_postings_that_come_one_by_one_are_refused_and_not_lost(tmp_path: Path) -> None:
    index = PrivateStorage(tmp_path).create_index(schema())
    writer = index.writer(codec=ArrayCodec(), compound=False)
    with pytest.raises(TypeError, match="blocks"):
        writer.add_document(t="雨")
    writer.cancel()


def test_a_block_whose_passages_are_not_all_added_is_refused(tmp_path: Path) -> None:
    index = PrivateStorage(tmp_path).create_index(schema())
    writer = index.writer(codec=ArrayCodec(), compound=False)
    selection = Selection(Block.read(some_document("/d", random.Random(1), 3)[1]))
    add_selection(writer, selection)
    with pytest.raises(ValueError, match="not all added"):
        writer.commit(merge=False)
    writer.cancel()
    writer = index.writer(codec=ArrayCodec(), compound=False)
    add_selection(writer, selection)
    add_records(writer, [selection])
    writer.commit(merge=False)
    assert index.doc_count() == 4


def test_whoosh_is_imported_without_a_warning(tmp_path: Path) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-W",
            "always",
            "-X",
            f"pycache_prefix={tmp_path}",
            "-c",
            "import inyo.index.engine.local.codec",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert run.stderr == ""
