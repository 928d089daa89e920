"""Text dumps of pages of several columns: what stands side by side is read one after the other."""

from __future__ import annotations

import textwrap
import time
import unicodedata
from itertools import zip_longest
from pathlib import Path

import pytest

from inyo.index.reading.documents import read
from inyo.index.reading.paged_text import unfolded
from inyo.index.reading.prose import plain_blocks

HARBOUR = (
    "港の工事は三度目の冬を迎えた。市は防波堤を二百メートル延ばし、沖の波を防ぐ。費用は国と市が半分ずつ負担する。",
    "漁師の帆足さんは「波が静かになるのは助かるが、潮の流れが変わらないか心配だ」と話した。市の担当者は「流れは毎月測っている」と答えた。",
    "完成は再来年の春になる見込みだ。市は完成後、古い桟橋を歩道として残すことを考えている。",
)
LIBRARY = (
    "図書館は夜の八時まで開くことになった。仕事帰りの人の声に応えたもので、司書を二人増やす。",
    "館長の潮田さんは「本を借りるだけの場所でなく、座っていられる場所にしたい」と述べた。",
    "机は四十席ある。試しに開いた一週間には、延べ三百人が訪れた。高校生が半分を占めた。",
)


def cut(paragraphs: tuple[str, ...], width: int) -> list[str]:
    """Lines of so many characters, the first of a paragraph one shorter: its indent is lost."""
    lines: list[str] = []
    for paragraph in paragraphs:
        indented = "\u3000" + paragraph
        lines += [indented[at : at + width].lstrip("\u3000") for at in range(0, len(indented), width)]
    return lines


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "FWA" else 1 for character in text)


def beside(*columns: list[str], by_cells: bool, place: int) -> str:
    """Columns that begin every `place` characters, or columns of a terminal."""
    rows = []
    for row in zip_longest(*columns, fillvalue=""):
        line = ""
        for number, words in enumerate(row):
            size = cells(line) if by_cells else len(line)
            line += " " * (number * place - size) + words if words else ""
        rows.append(line)
    return "\n".join(rows)


@pytest.mark.parametrize(("by_cells", "place"), [(False, 24), (True, 46)])
def test_columns_are_read_one_after_the_other(by_cells: bool, place: int) -> None:
    page = beside(cut(HARBOUR, 20), cut(LIBRARY, 20), by_cells=by_cells, place=place)
    assert tuple(block.text for block in plain_blocks(page)) == HARBOUR + LIBRARY


def test_a_heading_over_columns_stands_before_them_and_pages_follow_one_another() -> None:
    heading = "港町だより　秋の号　工事と図書館と、この町のこれからのこと"
    first = heading + "\n\n" + beside(cut(HARBOUR, 20), cut(LIBRARY, 20), by_cells=False, place=24)
    second = beside(cut(LIBRARY, 20), cut(HARBOUR, 20), by_cells=False, place=24)
    found = tuple(block.text for block in plain_blocks(f"{first}\n\f{second}"))
    assert found == (heading, *HARBOUR, *LIBRARY, *LIBRARY, *HARBOUR)


def test_a_headline_over_one_column_and_a_number_below_all_are_no_part_of_a_sentence() -> None:
    text = (cut((part,), 20) for part in HARBOUR)
    left = ["防波堤の工事、三度目の冬を迎えた港で", *(line for first, *rest in text for line in (" " + first, *rest))]
    page = beside(left, cut(LIBRARY, 20), by_cells=False, place=24) + "\n\n" + " " * 20 + "- 12 -"
    found = tuple(block.text for block in plain_blocks(page))
    assert found == ("防波堤の工事、三度目の冬を迎えた港で", *HARBOUR, *LIBRARY, "- 12 -")


def test_paragraphs_tell_in_which_line_of_the_file_they_begin(tmp_path: Path) -> None:
    page = beside(cut(HARBOUR, 20), cut(LIBRARY, 20), by_cells=False, place=24)
    page = f"{page}\n\f{page}\n\f{page}"
    (tmp_path / "dump.txt").write_text(page, encoding="utf-8")
    document = read(tmp_path / "dump.txt")
    lines = page.split("\n")
    for paragraph, place in zip(document.paragraphs, document.places, strict=True):
        assert document.text[paragraph.start : paragraph.start + 8] in lines[place.line - 1]


def test_lines_that_are_counted_are_read_without_their_count() -> None:
    turns = (
        "○議長（帆足潮）\u3000" + HARBOUR[0],
        "○八番（潮田渚）\u3000" + LIBRARY[0],
        "○港湾課長（磯部健）\u3000" + HARBOUR[2],
    )
    lines = [line.replace("\u3000", "   ") for turn in turns for line in textwrap.wrap(turn, 24, drop_whitespace=False)]
    page = [f"{number:<5}{line}" for number, line in enumerate(lines, 1)]
    for between in ("\n", "\n\n"):
        found = tuple(block.text for block in plain_blocks("港町議会会議録\n\n" + between.join(page)))
        assert found == ("港町議会会議録", *turns)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{number}    港の清掃は朝八時に始まり、昼には終わる予定です。" for number in range(1, 15)),
        "\n".join(f"{1900 + number}    港に灯台が建ち、船の行き来が増えていった" for number in range(0, 60, 4)),
        "\n".join(f"第{number}回  港の清掃と灯台の見学    集合は八時、雨の日は中止" for number in range(12)),
        "\n".join(f"{number}月      {number * 12}      {number * 31}" for number in range(1, 13)),
        "\n".join(cut(HARBOUR + LIBRARY, 20)),
        "\n".join("議長    それでは始めます、よろしいですか。" for _ in range(12)),
    ],
)
def test_tables_lists_and_single_columns_are_none(text: str) -> None:
    assert unfolded(text) is None


def test_a_large_dump_costs_as_much_as_it_is_long() -> None:
    page = beside(cut(HARBOUR, 20), cut(LIBRARY, 20), by_cells=True, place=46)
    began = time.process_time()
    assert unfolded("\n\f".join([page] * 400)) is not None
    unfolded("港  " * 200_000)
    unfolded("\n".join(["港は  " * 100] * 2_000))
    assert time.process_time() - began < 20
