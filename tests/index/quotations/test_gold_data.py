"""The annotated texts of our own (tests/data/gold/own, aside) keep the rules that their README states."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any, get_args

import pytest

from inyo.index.reading.documents import read
from inyo.index.values.quotation import QUOTED, Form, Kind, Zone
from tests.bench.gold import placed

GOLD = Path(__file__).resolve().parents[2] / "data" / "gold"
PAIRS = {"「": "」", "『": "』", "“": "”", "〝": "〟", "｢": "｣"}
FIELDS = {"doc", "start", "end", "text", "class", "form", "zone", "bracket"}
FIELDS |= {"speaker_text", "speaker", "cue", "aliases"}

Record = dict[str, Any]


def records(part: str, name: str) -> list[Record]:
    return [json.loads(line) for line in (GOLD / part / name).read_text("utf-8").splitlines()]


def text_of(part: str, record: Record) -> str:
    return (GOLD / part / str(record["doc"])).read_text("utf-8")


def plain(name: str) -> str:
    """A name as it is looked for in a text: NFKC, without readings in parentheses, spaces, middle dots and hyphens."""
    return re.sub(r"\([ぁ-ゖ]+\)|[\s・=\-]", "", unicodedata.normalize("NFKC", name))


def pairs(text: str) -> set[tuple[int, int]]:
    """The spans of the bracket pairs of a text, nested ones too."""
    opened: list[tuple[str, int]] = []
    spans = set()
    for place, character in enumerate(text):
        if character in PAIRS:
            opened.append((PAIRS[character], place))
        elif opened and character == opened[-1][0]:
            spans.add((opened.pop()[1], place + 1))
    return spans


@pytest.fixture(params=["own", "aside"])
def part(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["gold.jsonl", "indirect.jsonl"])
def annotated(part: str, request: pytest.FixtureRequest) -> list[Record]:
    return records(part, request.param)


def test_a_record_cites_its_text_to_the_character(part: str, annotated: list[Record]) -> None:
    for record in annotated:
        assert text_of(part, record)[record["start"] : record["end"]] == record["text"] != ""


def test_a_record_has_every_field_and_perhaps_a_doubt(annotated: list[Record]) -> None:
    assert all(record.keys() - {"doubt"} == FIELDS for record in annotated)


def test_kinds_forms_and_zones_are_those_of_the_program(part: str) -> None:
    for record in records(part, "gold.jsonl"):
        assert record["class"] in get_args(Kind)
        assert record["form"] in get_args(Form)
        assert record["zone"] in get_args(Zone)


def test_somebody_s_words_have_a_form_and_other_spans_no_form_speaker_or_cue(part: str) -> None:
    for record in records(part, "gold.jsonl"):
        if record["class"] in QUOTED:
            assert record["form"], record
        else:
            assert not record["form"] + record["speaker"] + record["speaker_text"] + record["cue"], record


def test_every_pair_of_brackets_is_annotated_once(part: str) -> None:
    gold = records(part, "gold.jsonl")
    for path in (GOLD / part).glob("*.txt"):
        bracketed = [record for record in gold if record["doc"] == path.name and record["bracket"]]
        spans = [(record["start"], record["end"]) for record in bracketed]
        assert len(spans) == len(set(spans))
        assert set(spans) == pairs(path.read_text("utf-8")), path.name


def test_a_block_has_no_brackets_around_it(part: str) -> None:
    for record in records(part, "gold.jsonl"):
        assert (record["form"] == "block") == (not record["bracket"])
        assert record["bracket"] in ("", record["text"][0] + record["text"][-1])
        assert record["text"] == record["text"].strip("\n 　")


def test_a_speaker_can_be_read_in_the_text_unless_a_blank_is_accepted(part: str, annotated: list[Record]) -> None:
    for record in annotated:
        assert record["speaker"] not in record["aliases"]
        if "" not in record["aliases"]:
            assert plain(record["speaker"]) in plain(text_of(part, record)), record


def test_mentions_and_cues_stand_in_the_text(part: str, annotated: list[Record]) -> None:
    for record in annotated:
        assert record["speaker_text"] in text_of(part, record)
        assert record["cue"] in text_of(part, record)


def test_an_indirect_clause_holds_no_words_that_are_annotated_as_somebody_s(part: str) -> None:
    quoted = [record for record in records(part, "gold.jsonl") if record["class"] in QUOTED]
    for clause in records(part, "indirect.jsonl"):
        assert (clause["class"], clause["form"], clause["bracket"]) == ("indirect", "clause", "")
        assert not [
            record
            for record in quoted
            if record["doc"] == clause["doc"] and clause["start"] <= record["start"] < record["end"] <= clause["end"]
        ]


def test_no_text_is_both_learnt_on_and_kept_aside() -> None:
    own, aside = ({path.name for path in (GOLD / part).glob("*.txt")} for part in ("own", "aside"))
    assert own and aside
    assert not own & aside


def test_every_text_has_records_and_every_record_a_text() -> None:
    for part in ("own", "aside"):
        texts = {path.name for path in (GOLD / part).glob("*.txt")}
        assert texts == {record["doc"] for record in records(part, "gold.jsonl")}
        assert texts >= {record["doc"] for record in records(part, "indirect.jsonl")}


def test_a_record_keeps_its_words_where_a_reader_leaves_out_times_and_marks(part: str) -> None:
    gold = records(part, "gold.jsonl")
    for path in (GOLD / part).glob("*.txt"):
        text = read(path).text
        annotated = [record for record in gold if record["doc"] == path.name]
        found = placed(annotated, path, text)
        assert len(found) == len(annotated)
        for record in found:
            words = re.sub(r"[\s>]", "", record["text"])
            assert re.sub(r"[\s>]", "", text[record["start"] : record["end"]]) == words
