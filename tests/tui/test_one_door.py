"""Nothing of a document, a file name or a query reaches a terminal raw, whatever command prints it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

from inyo.index.library import Hit, Person, Place, Quotation, Quote, Span
from inyo.index.values.hits import ConcordanceLine
from inyo.tui.commands import counting, output, plain
from inyo.tui.commands.output import cell, csv_text, hit_record, line_record, person_record, shown, shown_line
from inyo.tui.keep.export import export, record
from inyo.tui.keep.filenames import json_line
from tests.paths import SEARCH_PATH


@cache
def hostile() -> str:
    """All of Cc, Cf and Cs, between letters, so that each stands alone."""
    wanted = (chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs"))
    return "港" + "".join(f"{character}港" for character in wanted)


def raw(text: str, allowed: str = "\n") -> set[str]:
    """What of Cc, Cf and Cs stands in a text, but for what is allowed."""
    return {each for each in text if unicodedata.category(each) in ("Cc", "Cf", "Cs") and each not in allowed}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@contextlib.contextmanager
def terminal() -> Iterator[Terminal]:
    """Standard output and error as one terminal. (No fixture: pytest sets them anew after those.)"""
    screen = Terminal()
    with patch.object(sys, "stdout", screen), patch.object(sys, "stderr", screen):
        yield screen


def everything_hostile() -> tuple[Hit, Quote, Person, ConcordanceLine]:
    """A hit, a quotation, a person and a line of a concordance that bear it all in every field."""
    text = hostile()
    place = Place(chapter=text, time=text)
    span = Span(1, 5, "written")
    quotation = Quotation(0, len(text), text, "speech", "full", "body", text, text, None, text)
    return (
        Hit(text, text, 1, 0, len(text), text, (span,), 1.0, note=text, place=place, part=text),
        Quote(text, text, text, text, text, 1, quotation, text, place=place, part=text),
        Person(text, (text,), (text,), 1, 1, (text,)),
        ConcordanceLine(text, text, text, 1, 1, 2, text, text, text, (text,), (text,), place, text),
    )


def printed() -> Iterator[tuple[str, str]]:
    """Every form of every command that prints what a document holds: its name, and its output for a terminal."""
    hit, quote, person, line = everything_hostile()
    for name, form in plain._SEARCH_FORMS.items():
        yield f"search {name}", "".join(form([hit], False))
    yield "search csv", "".join(plain._hits_csv([hit], ()))
    for form_name, quotes_form in plain._QUOTE_FORMS.items():
        text = export([quote], quotes_form)
        yield f"quotes {form_name}", text if form_name == "json" else shown(text)
    for name, people_form in plain._PEOPLE_FORMS.items():
        yield f"people {name}", "".join(people_form([person]))
    yield "kwic text", counting._kwic_line(line, 10, False)
    yield "kwic csv", "".join(counting._csv(counting._LINE_COLUMNS, [counting._line_row(line, ())]))
    yield "kwic json", json_line(line_record(line))
    yield "batch csv", "".join(counting._csv(["query", "x"], [(hostile(), 1)]))
    yield "batch text", "".join(counting._columns(["query", hostile()], [(hostile(), 1)]))
    output.tell(hostile())


def test_every_command_shows_a_terminal_nothing_that_is_an_order() -> None:
    with terminal() as screen:
        found = {name: raw(text, "\n\t" if name == "people text" else "\n") for name, text in printed()}
    assert {name: sorted(map(hex, map(ord, left))) for name, left in found.items() if left} == {}
    assert raw(screen.getvalue()) == set()


def test_a_document_is_shown_to_a_terminal_without_orders() -> None:
    with terminal() as screen:
        plain._show_text(hostile(), shown_line(hostile()))
    assert raw(screen.getvalue()) == set()


def test_a_pipe_gets_no_controls_and_no_marks_of_direction() -> None:
    turning = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    with patch.object(sys, "stdout", io.StringIO()):
        pieces = list(printed())
    for name, text in pieces:
        bad = {each for each in raw(text, "\n\t") if unicodedata.category(each) == "Cc" or each in turning}
        assert bad == set(), name


@pytest.mark.parametrize("number", range(4))
def test_json_keeps_everything_and_shows_nothing_of_it(number: int) -> None:
    value = everything_hostile()[number]
    kept = {Hit: hit_record, Quote: record, Person: person_record, ConcordanceLine: line_record}[type(value)](value)  # type: ignore[operator]
    line = json_line(kept)
    assert raw(line, "") == set()
    assert json.loads(line) == json.loads(json.dumps(kept))
    line.encode("utf-8")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_table_is_a_formula(first: str) -> None:
    assert cell(f"{first}1+1") == f"'{first}1+1"
    ((written,),) = csv.reader(io.StringIO(csv_text([[f"{first}cmd"]])))
    assert written.startswith("'") or written == "cmd"


def test_a_number_of_a_table_stays_a_number() -> None:
    assert csv_text([[-1, 2.5, "-1"]]) == "-1,2.5,'-1\n"


def test_a_terminal_gets_no_order_of_a_document_or_its_name(tmp_path: Path) -> None:
    """The whole way, through a pty: search, quotes, people, show, kwic and batch over one hostile file."""
    orders = "\x1b]0;x\x07\x9b2J\u202e\u2066\u200f\ufeff"
    name = f"港{orders[1:6]}\u202e.txt"
    text = f"港の{orders}協定\n\n帆足澪知事は「港{orders}は渡さない」と述べた。\n"
    often = f"\n港{orders}の協定を灯台{orders}で結んだ。\n" * 6  # so that words come together
    (tmp_path / name).write_text(text + often, "utf-8")
    (tmp_path / f"壊れた港{orders[1:6]}\u202e.pdf").write_text("%PDF-1.7\nbroken", "utf-8")
    (tmp_path / "terms.lst").write_text(f"港{orders}協定\n協定\n", "utf-8")
    for command in (
        ["search", "協定"], ["search", "協定", "--json"], ["search", "協定", "--csv"], ["search", "協定", "-l"],
        ["search", "協定", "--count"], ["quotes"], ["quotes", "--markdown"], ["quotes", "--csv"], ["quotes", "--json"],
        ["people"], ["people", "--json"], ["people", "--csv"], ["kwic", "協定"], ["kwic", "協定", "--csv"],
        ["kwic", "協定", "--json"], ["kwic", "協定", "--frequency", "document"],
        ["kwic", "協定", "--collocations", "9"],
        ["batch", str(tmp_path / "terms.lst"), "--by", "document"], ["batch", str(tmp_path / "terms.lst"), "--json"],
        ["batch", str(tmp_path / "terms.lst"), "--csv"], ["show", str(tmp_path / name)],
        ["show", "--raw", str(tmp_path / name)], ["index", "--rebuild"],
    ):  # fmt: skip
        where = [] if command[0] == "show" else [str(tmp_path)]
        said = _through_pty([*command, *where])
        assert any(word in said for word in ("港", "協定", "帆足")), command
        ours = re.sub(r"\x1b\[(?:[0-9;]*m|K)", "", said).replace("\r", "").replace("\n", "").replace("\t", "")
        assert raw(ours) == set(), command


def _through_pty(arguments: list[str]) -> str:
    """What a terminal gets of a command."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": SEARCH_PATH}
    with subprocess.Popen(
        [sys.executable, "-m", "inyo.tui", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ):
        os.close(theirs)
        got = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux's way of saying that the other end is closed
                break
            if not piece:
                break
            got += piece
    os.close(ours)
    return got.decode("utf-8")
