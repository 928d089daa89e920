"""The annotated articles of the Asian Language Treebank keep the rules of tests/data/gold/README.md."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from inyo.index.values.quotation import QUOTED, Form, Kind
from tests.bench import treebank
from tests.index.quotations.test_gold_data import FIELDS, Record, pairs, plain

KEPT = (FIELDS - {"text"}) | {"first_line", "last_line"}


def records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


EVERY = [record for path in treebank.SETS for record in records(path)]


@pytest.fixture
def texts(shared: Path) -> dict[str, str]:
    """The annotated articles by name."""
    if not (shared / "quotes" / "alt" / "train.ja").is_file():
        pytest.skip(f"no treebank in {shared}: its sentences are not kept here")
    return {path.name: path.read_text("utf-8") for path in treebank.articles(shared).iterdir()}


def test_an_article_is_a_run_of_lines_without_the_marks_of_split_sentences() -> None:
    assert treebank.article(["甲。", "-1乙、", "-2丙。", "丁。"], 2, 3) == "乙、\n丙。\n"


def test_records_have_offsets_and_names_but_no_text() -> None:
    for record in EVERY:
        assert record.keys() - {"doubt"} == KEPT
        assert record["class"] in get_args(Kind)
        assert record["form"] in get_args(Form)
        assert record["zone"] == "body"


def test_somebody_s_words_have_a_form_and_other_spans_no_form_speaker_or_cue() -> None:
    for record in EVERY:
        if record["class"] in QUOTED:
            assert record["form"] in ("full", "partial"), record
        else:
            assert not record["form"] + record["speaker"] + record["speaker_text"] + record["cue"], record


def test_no_line_belongs_to_two_articles_and_no_article_is_both_learnt_on_and_kept_aside() -> None:
    own, aside = ({record["doc"] for record in records(path)} for path in treebank.SETS)
    assert own and aside and not own & aside
    runs = sorted({(record["first_line"], record["last_line"], record["doc"]) for record in EVERY})
    assert len(runs) == len(own | aside)
    assert all(first[1] < second[0] for first, second in pairwise(runs))
    assert all(first <= last and name == f"alt_{first:05d}.txt" for first, last, name in runs)


def test_every_pair_of_brackets_is_annotated_once(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        mine = [record for record in EVERY if record["doc"] == name]
        spans = [(record["start"], record["end"]) for record in mine]
        assert len(spans) == len(set(spans)), name
        assert set(spans) == pairs(text), name
        assert all(record["bracket"] == text[record["start"]] + text[record["end"] - 1] for record in mine), name


def test_speakers_mentions_and_cues_can_be_read_in_the_article(texts: dict[str, str]) -> None:
    for record in EVERY:
        text = texts[record["doc"]]
        assert record["speaker_text"] in text
        assert record["cue"] in text
        assert record["speaker"] not in record["aliases"]
        assert all(plain(name) in plain(text) for name in (record["speaker"], *record["aliases"])), record
