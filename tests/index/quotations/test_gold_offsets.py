"""Annotated texts that lie in the shared folder are told by offsets and names alone (tests/data/gold/README.md)."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from inyo.index.values.quotation import QUOTED, Form, Kind, Zone
from tests.bench import treebank
from tests.index.quotations.test_gold_data import FIELDS, Record, pairs, plain

GOLD = treebank.GOLD
NEWS = (*sorted(GOLD.glob("wikinews-*.jsonl")), GOLD / "aside" / "wikinews.jsonl")
READ_TWICE = (GOLD / "wikinews-h.jsonl", GOLD / "aside" / "wikinews.jsonl", *treebank.SETS)
KEPT = FIELDS - {"text"}
LINES = {"first_line", "last_line"}


def records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def documents(path: Path) -> set[str]:
    return {record["doc"] for record in records(path)}


def texts(path: Path, shared: Path) -> dict[str, str]:
    """The texts that a set annotates, by name; skips where the shared folder lacks them."""
    folder = treebank.articles(shared) if path in treebank.SETS else shared / "quotes" / "dev"
    if not all((folder / name).is_file() for name in documents(path)):
        pytest.skip(f"no texts of {path.name} in {shared}: they are not kept here")
    return {name: (folder / name).read_text("utf-8") for name in documents(path)}


@pytest.fixture(params=READ_TWICE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def gold(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_an_article_is_a_run_of_lines_without_the_marks_of_split_sentences() -> None:
    assert treebank.article(["甲。", "-1乙、", "-2丙。", "丁。"], 2, 3) == "乙、\n丙。\n"


def test_records_have_offsets_and_names_but_no_text(gold: Path) -> None:
    for record in records(gold):
        assert record.keys() - {"doubt"} == (KEPT | LINES if gold in treebank.SETS else KEPT)
        assert record["class"] in get_args(Kind)
        assert record["form"] in get_args(Form)
        assert record["zone"] in get_args(Zone)


def test_somebody_s_words_have_a_form_and_other_spans_no_form_speaker_or_cue(gold: Path) -> None:
    for record in records(gold):
        if record["class"] in QUOTED:
            assert record["form"] in ("full", "partial"), record
        else:
            assert not record["form"] + record["speaker"] + record["speaker_text"] + record["cue"], record


def test_every_pair_of_brackets_is_annotated_once(gold: Path, shared: Path) -> None:
    for name, text in texts(gold, shared).items():
        mine = [record for record in records(gold) if record["doc"] == name]
        spans = [(record["start"], record["end"]) for record in mine]
        assert len(spans) == len(set(spans)), name
        assert set(spans) == pairs(text), name
        assert all(record["bracket"] == text[record["start"]] + text[record["end"] - 1] for record in mine), name


def test_speakers_mentions_and_cues_can_be_read_in_the_text(gold: Path, shared: Path) -> None:
    text_of = texts(gold, shared)
    for record in records(gold):
        text = text_of[record["doc"]]
        assert record["speaker_text"] in text
        assert record["cue"] in text
        assert record["speaker"] not in record["aliases"]
        assert all(plain(name) in plain(text) for name in (record["speaker"], *record["aliases"])), record


def test_no_line_of_the_treebank_belongs_to_two_articles() -> None:
    every = [record for path in treebank.SETS for record in records(path)]
    runs = sorted({(record["first_line"], record["last_line"], record["doc"]) for record in every})
    assert len(runs) == sum(len(documents(path)) for path in treebank.SETS)
    assert all(first[1] < second[0] for first, second in pairwise(runs))
    assert all(first <= last and name == f"alt_{first:05d}.txt" for first, last, name in runs)


@pytest.mark.parametrize("sets", [NEWS, treebank.SETS], ids=["wikinews", "treebank"])
def test_no_text_is_annotated_in_two_sets(sets: tuple[Path, ...]) -> None:
    names = [name for path in sets for name in documents(path)]
    assert names and len(names) == len(set(names))
