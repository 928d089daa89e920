"""Search, quotations, people and counts as tables, as JSON by its schemas, and for other programs."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from inyo.index.library import Library
from inyo.tui.commands.cli import main

PAPERS = {
    "a.txt": ("港湾協定、署名へ", "2025-05-02",
              "帆足澪知事は「港は誰にも渡さない」と述べた。\n港の協定は港の未来だと会田氏は語った。"),
    "b.txt": ("新しい港", "2025-06-10", "新しい港が開いた。古い港は静かだ。"),
    "c.txt": ("丘の畑", "", "=畑の話だけがある。"),
}  # fmt: skip
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "記事"
    folder.mkdir()
    for name, (title, date, text) in PAPERS.items():
        head = f"---\ntitle: {title}\n" + (f"date: {date}\n" if date else "") + "---\n\n"
        (folder / name).with_suffix(".md").write_text(head + text.replace("\n", "\n\n") + "\n", "utf-8")
    return folder


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the folder: exit status, output, what was told."""

    def run(*arguments: str, where: bool = True) -> tuple[int, str, str]:
        status = main([*arguments, *([str(folder)] if where else [])])
        said = capsys.readouterr()
        return int(status), said.out, said.err

    return run


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_search_as_csv_has_a_row_a_passage(run: Run, folder: Path) -> None:
    rows = table(run("search", "協定", "--csv")[1])
    assert {row["file"] for row in rows} == {"a.md"}
    assert rows[0]["matches"] == "協定"
    assert int(rows[0]["end"]) - int(rows[0]["start"]) == len(rows[0]["text"])


def test_tables_name_files_from_the_folder_on_and_objects_as_they_were_given(run: Run, folder: Path) -> None:
    for command in (("search", "港"), ("quotes",), ("kwic", "港")):
        assert {row["file"] for row in table(run(*command, "--csv")[1])} <= {"a.md", "b.md"}
        assert {each["file"] for each in objects(run(*command, "--json")[1])} <= {f"{folder}/a.md", f"{folder}/b.md"}
    rows = table(run("kwic", "港", "--frequency", "document", "--csv")[1])
    assert {row["document"] for row in rows} == {"a.md", "b.md"}


def test_count_and_files_name_each_document_once(run: Run, folder: Path) -> None:
    assert run("search", "港", "--count", "--sort", "path")[1] == f"{folder}/a.md:2\n{folder}/b.md:1\n"
    assert run("search", "港", "-l", "--sort", "path")[1] == f"{folder}/a.md\n{folder}/b.md\n"


@pytest.mark.parametrize(("order", "first"), [("date", "a.md"), ("-date", "b.md"), ("path", "a.md"), ("title", "b.md")])
def test_passages_come_in_the_order_asked_for(run: Run, order: str, first: str) -> None:
    assert run("search", "港", "-l", "--sort", order)[1].splitlines()[0].endswith(first)


def test_an_order_that_does_not_exist_is_refused_with_those_that_do(run: Run) -> None:
    with pytest.raises(SystemExit) as ended:
        run("search", "港", "--sort", "size")
    assert ended.value.code == 2


def test_a_csv_file_begins_with_a_byte_order_mark_and_none_is_overwritten(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    assert run("quotes", "--csv", "-o", str(file))[:2] == (0, "")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfquotation,")
    before = file.read_bytes()
    status, _, told = run("quotes", "--csv", "-o", str(file))
    assert (status, file.read_bytes()) == (2, before)
    assert "exists already" in told


def test_printed_csv_has_the_mark_only_where_it_is_asked_for(run: Run) -> None:
    assert run("people", "--csv")[1].startswith("name,")
    assert run("people", "--csv", "--bom")[1].startswith("\ufeffname,")


def test_the_mark_is_refused_where_there_is_no_table(run: Run) -> None:
    for form in ("--json", "--count", "-l"):
        status, out, told = run("search", "港", form, "--bom")
        assert (status, out) == (2, "")
        assert "--csv" in told


def test_a_cell_that_a_spreadsheet_would_run_is_defused(run: Run) -> None:
    assert [row["text"] for row in table(run("search", "畑の話", "--csv")[1])] == ["'=畑の話だけがある。"]


def test_kwic_shows_every_place_with_its_neighbours(run: Run) -> None:
    lines = objects(run("kwic", "港", "--json", "--left", "3", "--right", "2")[1])
    shown = [(line["left"], line["node"], line["right"]) for line in lines if line["file"].endswith("b.md")]
    assert ("新しい", "港", "が開") in shown
    assert ("。古い", "港", "は静") in shown


def test_kwic_is_sorted_by_the_words_beside_it(run: Run) -> None:
    lines = objects(run("kwic", "港", "--json", "--sort", "left1,right1")[1])
    keys = [(line["before"][:1], line["after"][:1]) for line in lines]
    assert keys == sorted(keys)


def test_collocations_name_what_stands_beside(run: Run) -> None:
    found = {row["lemma"]: row for row in objects(run("kwic", "港", "--collocations", "2", "--json")[1])}
    assert "古い" in found
    assert found["古い"]["together"] == 1


def test_a_path_behind_collocations_is_no_number_of_words(run: Run) -> None:
    _, behind, _ = run("kwic", "--collocations", "港", "--json")
    assert behind == run("kwic", "港", "--json", "--collocations", "5")[1]


def test_frequency_is_by_month_and_by_size(run: Run) -> None:
    rows = objects(run("kwic", "港", "--frequency", "month", "--json")[1])
    assert [row["month"] for row in rows] == ["2025-05", "2025-06", ""]
    assert rows[-1]["count"] == 0
    june = rows[1]
    assert june["per_10000"] == pytest.approx(10_000 * june["count"] / june["characters"], abs=0.001)


def test_batch_counts_what_search_counts(run: Run, tmp_path: Path) -> None:
    terms = tmp_path / "terms.txt"
    terms.write_text("# 語の一覧\n港\n\n港 -協定\n無い語彙\n", "utf-8")
    rows = table(run("batch", str(terms), "--csv")[1])
    assert [row["query"] for row in rows] == ["港", "港 -協定", "無い語彙"]
    for row in rows:
        counted = run("search", row["query"], "--count")[1]
        assert int(row["total"]) == sum(int(line.rpartition(":")[2]) for line in counted.splitlines())
    assert [rows[0][month] for month in ("2025-05", "2025-06", "undated")] == ["2", "1", "0"]


def test_batch_by_document_has_a_column_a_document_that_has_some(run: Run, tmp_path: Path, folder: Path) -> None:
    terms = tmp_path / "terms.txt"
    terms.write_text("港\n", "utf-8")
    assert list(table(run("batch", str(terms), "--by", "document", "--csv")[1])[0]) == [
        "query", "total", "a.md", "b.md",
    ]  # fmt: skip


def test_a_list_without_a_query_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text("# nothing\n", "utf-8")
    status, out, told = run("batch", str(tmp_path / "none.txt"))
    assert (status, out) == (2, "")
    assert "holds no query" in told


@pytest.mark.parametrize(
    ("schema", "command"),
    [
        ("search", ["search", "港"]),
        ("quotes", ["quotes", "--all"]),
        ("people", ["people"]),
        ("kwic", ["kwic", "港"]),
        ("kwic-collocations", ["kwic", "港", "--collocations"]),
        ("kwic-frequency", ["kwic", "港", "--frequency", "month"]),
        ("kwic-frequency", ["kwic", "港", "--frequency", "document"]),
        ("batch", ["batch", "TERMS"]),
    ],
)
def test_json_is_what_its_schema_says(run: Run, tmp_path: Path, schema: str, command: list[str]) -> None:
    validator = pytest.importorskip("jsonschema", reason="jsonschema is not installed").Draft202012Validator
    (tmp_path / "terms.txt").write_text("港\n協定\n", "utf-8")
    said = json.loads((resources.files("inyo.tui.commands") / "schemas" / f"{schema}.json").read_text("utf-8"))
    validator.check_schema(said)
    printed = run(*(str(tmp_path / "terms.txt") if word == "TERMS" else word for word in command), "--json")[1]
    lines = objects(printed)
    assert lines
    for line in lines:
        validator(said).validate(line)
    assert all(validator(said).is_valid({**line, "unheard": 1}) is False for line in lines)


def test_what_was_said_of_quotations_is_printed_and_taken_in_elsewhere(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "d.md").write_text("会田氏は「島へ渡る」と述べた。\n", "utf-8")
    library = Library.open([folder])
    library.update()
    for quote in library.quotations():
        library.set_speaker(quote, "編集部")
    status, printed, _ = run("corrections", where=False)
    records = objects(printed)
    assert (status, {record["speaker"] for record in records}) == (0, {"編集部"})
    assert len(records) == 2
    file = tmp_path / "said.jsonl"
    file.write_text(printed + "{broken\n", "utf-8")

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    assert run("corrections", where=False) == (1, "", "")
    status, _, told = run("corrections", "--import", str(file), where=False)
    assert (status, "2 corrections" in told, "1 line" in told) == (2, True, True)
    assert objects(run("corrections", where=False)[1]) == records
    there = Library.open([folder])
    there.update()
    assert [quote.person for quote in there.quotations()] == ["編集部", "編集部"]


def test_corrections_reach_a_terminal_without_orders(run: Run, tmp_path: Path) -> None:
    record = {"key": "k", "speaker": "会\u202e田", "dropped": False, "words": "「沖\u2028の\x9b島」"}
    (tmp_path / "said.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    assert run("corrections", "--import", str(tmp_path / "said.jsonl"), where=False)[0] == 0
    printed = run("corrections", where=False)[1]
    assert [json.loads(line) for line in printed.split("\n") if line] == [record]
    assert not set(printed) & {"\u202e", "\u2028", "\x9b"}


def test_corrections_are_taken_from_a_file_that_can_be_read(run: Run, folder: Path) -> None:
    status, _, told = run("corrections", "--import", str(folder / "none.jsonl"), where=False)
    assert status == 2 and "none.jsonl" in told and told.count("\n") == 1


def test_commands_speak_japanese_where_the_locale_does(run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    (folder / "空.txt").touch()
    (folder / "絵.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    assert "追加 3" in run("index")[1]
    status, _, told = run("search", "存在しない語彙")
    assert status == 1
    assert "空.txt: 中身がありません" in told
    assert "絵.txt: テキストではありません" in told
    assert "見つかりませんでした" in told or "該当なし" in told
    assert not [line for line in told.splitlines() if line.isascii()]


def test_the_setting_of_the_language_is_stronger_than_the_locale(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from inyo.tui.keep.config import config_file

    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('language = "ja"\n', "utf-8")
    with pytest.raises(SystemExit) as ended:
        run("search", "--help", where=False)
    assert ended.value.code == 0
    helped = capsys.readouterr().out
    assert "使い方: inyo search" in helped
    assert "段落" in helped


@pytest.mark.parametrize("arguments", [("search",), ("search", "港", "--limit", "x"), ("quotes", "--json", "--csv")])
def test_a_wrong_command_line_is_one_sentence_in_japanese_too(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    with pytest.raises(SystemExit) as ended:
        run(*arguments, where=False)
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert told.count("\n") == 1
    assert "--help を参照" in told


def test_the_server_answers_its_own_client_and_changes_nothing(folder: Path) -> None:
    pytest.importorskip("mcp", reason="the extra inyo[mcp] is not installed")
    import asyncio

    from mcp import Client, StdioServerParameters, stdio_client

    async def talk() -> dict[str, Any]:
        command = ["-m", "inyo.tui", "mcp", str(folder)]
        ours = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))
        async with Client(stdio_client(ours)) as client:
            tools = (await client.list_tools()).tools
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
            found: dict[str, Any] = {"tools": sorted(tool.name for tool in tools)}
            for name, arguments in (
                ("search", {"query": "協定"}), ("quotes", {"by": "帆足"}), ("people", {}),
                ("show", {"file": str(folder / "b.md"), "end": 4}), ("show", {"file": "/etc/passwd"}),
            ):  # fmt: skip
                answer = await client.call_tool(name, arguments)
                found[f"{name} {answer.is_error}"] = answer
            return found

    before = {path: path.read_bytes() for path in folder.iterdir()}
    found = asyncio.run(talk())
    assert found["tools"] == ["people", "quotes", "search", "show"]
    assert "港は誰にも渡さない" in str(found["quotes False"].structured_content)
    assert "協定" in str(found["search False"].structured_content)
    assert "帆足" in str(found["people False"].structured_content)
    assert found["show False"].structured_content["characters"] > 4
    assert "is not in the collection" in str(found["show True"].content)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
