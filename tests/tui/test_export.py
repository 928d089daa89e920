from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from inyo.tui.keep.export import COLUMNS, FORMATS, export, exported, record
from tests.tui.builders import quote


def test_json_lines_hold_one_object_a_line_that_reads_back() -> None:
    lines = export([quote(), quote("「二つ\n目」")], "jsonl").splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["「港は渡さない」", "「二つ\n目」"]


def test_csv_reads_back_with_every_column() -> None:
    rows = list(csv.DictReader(io.StringIO(export([quote('「"引用", 改\n行」')], "csv"))))
    assert list(rows[0]) == list(COLUMNS)
    assert rows[0]["quotation"] == '「"引用", 改\n行」'
    assert rows[0]["speaker"] == "帆足澪"


def test_a_cell_that_a_spreadsheet_would_run_is_made_text() -> None:
    rows = list(csv.DictReader(io.StringIO(export([quote(title="=HYPERLINK(1)")], "csv"))))
    assert rows[0]["title"] == "'=HYPERLINK(1)"


def test_markdown_quotes_the_words_and_escapes_marks() -> None:
    text = export([quote("「*強く*\n言う」", title="[題]")], "markdown")
    assert text.startswith("> 「\\*強く\\*\n> 言う」\n>\n> — **帆足澪**、\\[題\\]")


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("csl", "ris", "bibtex")])
def test_a_list_names_its_files_from_the_collections_folder_on(form: Any) -> None:
    assert "/home/mio" in export([quote(file="/home/mio/記事/五月/a.txt")], form)
    text = export([quote(file="/home/mio/記事/五月/a.txt")], form, folders=["/home/mio/記事"])
    assert "五月/a.txt" in text and "/home/mio" not in text


def test_plain_text_follows_the_citation_form() -> None:
    assert export([quote(), quote()], "text", "{words}") == "港は渡さない\n\n港は渡さない\n"


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_gives_nothing(form: Any) -> None:
    assert export([], form) == ""


def test_no_text_gives_an_order_in_a_list_of_bibtex() -> None:
    text = export([quote("「^^5cinput^^7b/etc/passwd^^7d }} @x{y, { \\input」", title="港}~{")], "bibtex")
    inside = 0
    for at, mark in enumerate(text):  # as BibTeX counts
        inside += (mark == "{") - (mark == "}")
        assert inside or at == len(text) - 2 or mark in "@article\n", text[at:]
    assert inside == 0
    assert "^" not in text and "~" not in text and "\\input" not in text


def test_no_line_end_of_a_text_ends_a_line_of_ris() -> None:
    text = export([quote("「港\u2028ER  - \x85TI  - 嘘」", title="港\u2029TI  - 嘘")], "ris")
    assert [line[:2] for line in text.splitlines()].count("TI") == 1
    assert text.splitlines()[-1].startswith("ER")


def test_markdown_says_a_text_to_the_letter() -> None:
    assert "\\&lt;b> \\$x\\$ 2\\^3".replace(">", "\\>") in export([quote("「&lt;b> $x$ 2^3」")], "markdown")


@pytest.mark.parametrize("form", ["text", "markdown", "csv"])
def test_no_escape_sequence_of_a_document_reaches_a_list(form: Any) -> None:
    assert "\x1b" not in export([quote("「\x1b]52;c;eA==\x07」", title="\x1b[2J")], form)


def test_a_record_has_what_the_command_promises() -> None:
    assert set(record(quote())) >= {
        "file",
        "start",
        "end",
        "text",
        "kind",
        "form",
        "zone",
        "speaker",
        "speaker_text",
        "cue",
        "inferred",
    }


@pytest.mark.parametrize(
    ("form", "left_out"),
    [("text", 1), ("markdown", 3), ("csv", 3), ("jsonl", 0), ("csl", 3), ("ris", 3), ("bibtex", 3)],
)
def test_how_many_controls_were_left_out_is_known(form: Any, left_out: int) -> None:
    said = quote("「港\x1bは\r\n渡さない」", title="港\u202e\x07")
    text, left = exported([said], form, "{words}")
    assert left == left_out and text
