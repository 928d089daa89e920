"""The plain commands as a person or a script runs them: a process, its output and its exit status."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from inyo.index.library import Library, Report
from inyo.tui.commands import plain as commands
from inyo.tui.commands.cli import main
from tests.paths import ROOT, SEARCH_PATH

ARTICLE = """港湾協定、署名へ

帆足澪知事は10日、記者団に「港は誰にも渡さない」と述べた。
一方、灘社の会田社長は「協定は双方の利益になる」と語った。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "記事"
    documents.mkdir()
    (documents / "港.txt").write_text(ARTICLE, "utf-8")
    return documents


def inyo(*arguments: str, options: Sequence[str] = (), **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": SEARCH_PATH, **changes}
    return subprocess.run(
        [sys.executable, *options, "-m", "inyo.tui", *arguments],
        capture_output=True,
        env=environment,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=300,
        check=False,
    )


def inyo_in_ascii(*arguments: str) -> subprocess.CompletedProcess[str]:
    """In a locale without Japanese, and without Python's own ways out of it.

    Packages are named by PYTHONPATH alone: Python 3.11 and 3.12 cannot start in such a locale where an editable install
    lies in a folder with a Japanese name.
    """
    paths = os.pathsep.join([SEARCH_PATH, *(path for path in sys.path if path.endswith("site-packages"))])
    odd = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    return inyo(*arguments, options=["-S"], PYTHONPATH=paths, **odd)


def test_search_prints_file_paragraph_and_passage(folder: Path) -> None:
    done = inyo("search", "協定", str(folder))
    assert done.returncode == 0
    assert f"{folder}/港.txt:3: 一方、灘社の会田社長は" in done.stdout


def test_search_json_gives_an_object_a_line_whose_spans_hold_to_the_letter(folder: Path) -> None:
    done = inyo("search", "知事", str(folder), "--json")
    hit = json.loads(done.stdout.splitlines()[0])
    assert set(hit) >= {"file", "title", "paragraph", "start", "end", "text", "spans", "score"}
    assert hit["file"] == f"{folder}/港.txt"
    assert ARTICLE[hit["start"] : hit["end"]] == hit["text"]
    assert [ARTICLE[start:end] for start, end in hit["spans"]] == ["知事"]


def test_nothing_found_is_exit_status_1(folder: Path) -> None:
    done = inyo("search", "存在しない語彙", str(folder))
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing found" in done.stderr


def test_a_path_that_does_not_exist_is_exit_status_2_and_one_sentence(tmp_path: Path) -> None:
    done = inyo("search", "港", str(tmp_path / "none"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no such file or folder" in done.stderr


def test_quotes_json_has_the_promised_fields(folder: Path) -> None:
    done = inyo("quotes", str(folder), "--json")
    first = json.loads(done.stdout.splitlines()[0])
    assert first["text"] == "「港は誰にも渡さない」" == ARTICLE[first["start"] : first["end"]]
    assert first["speaker"] == "帆足澪"


def test_quotes_can_be_asked_by_speaker_and_subject(folder: Path) -> None:
    assert "双方の利益" in inyo("quotes", str(folder), "--by", "会田").stdout
    assert "双方の利益" not in inyo("quotes", str(folder), "--by", "帆足").stdout
    assert "渡さない" in inyo("quotes", str(folder), "--about", "港").stdout


def test_quotes_come_as_markdown_and_csv_too(folder: Path) -> None:
    assert inyo("quotes", str(folder), "--markdown").stdout.startswith("> 「")
    assert inyo("quotes", str(folder), "--csv").stdout.startswith("quotation,speaker")


def test_people_lists_everybody_named(folder: Path) -> None:
    names = [json.loads(line)["name"] for line in inyo("people", str(folder), "--json").stdout.splitlines()]
    assert "帆足澪" in names


def test_show_prints_what_offsets_count_in(folder: Path) -> None:
    assert inyo("show", str(folder / "港.txt")).stdout == ARTICLE


def test_index_says_at_once_that_nothing_changed(folder: Path) -> None:
    assert "1 added" in inyo("index", str(folder)).stdout
    assert inyo("index", str(folder)).stdout == "nothing changed: 1 document is up to date\n"


def test_a_file_that_cannot_be_read_is_reported_in_one_line_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "bild.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    done = inyo("search", "協定", str(folder))
    assert done.returncode == 0
    assert [line for line in done.stderr.splitlines() if "bild.txt" in line]


def test_many_files_that_cannot_be_read_do_not_bury_an_answer(folder: Path) -> None:
    for number in range(9):
        (folder / f"{number}.txt").write_bytes(b"")
    assert inyo("index", str(folder)).stderr.count("is empty") == 9
    said = inyo("search", "協定", str(folder)).stderr
    assert said == "inyo: left out: 9 empty .txt; inyo index names each\n"


def test_without_an_index_nothing_is_said_to_be_found_or_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> Report:
        return Report(0, 0, 0, 0, (), 0.0, (("disk", "/x", "No space left on device"),), complete=False)

    monkeypatch.setattr(Library, "update", full)
    for command in (["search", "港"], ["quotes"], ["people"], ["index"]):
        assert main([*command, str(folder)]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert "No space left" in said.err


def test_the_explorer_refuses_without_a_keyboard_in_one_sentence() -> None:
    done = inyo()
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "plain commands" in done.stderr


def test_a_bad_settings_file_is_named_and_nothing_runs(folder: Path, tmp_path: Path) -> None:
    settings = tmp_path / "inyo" / "config.toml"
    settings.parent.mkdir()
    settings.write_text("langage = 1", "utf-8")
    done = inyo("search", "港", str(folder), XDG_CONFIG_HOME=str(tmp_path))
    assert done.returncode == 2
    assert "config.toml" in done.stderr


def test_output_is_utf_8_in_any_locale(folder: Path) -> None:
    assert "会田社長" in inyo_in_ascii("search", "協定", str(folder)).stdout


def test_file_names_and_help_come_whole_in_any_locale(folder: Path) -> None:
    hit = json.loads(inyo_in_ascii("search", "協定", str(folder), "--json").stdout.splitlines()[0])
    assert hit["file"] == f"{folder}/港.txt"
    assert "inyo [PATH…]" in inyo_in_ascii("--help").stdout


def test_json_gives_back_a_file_name_that_is_no_utf_8(folder: Path) -> None:
    name = os.fsencode(folder) + b"/\xfe\xff.txt"
    with contextlib.suppress(OSError):  # some file systems take no such name
        Path(os.fsdecode(name)).write_text("密約の文書", "utf-8")
        hit = json.loads(inyo("search", "密約", str(folder), "--json").stdout)
        assert os.fsencode(hit["file"]) == name


@pytest.mark.parametrize(
    "arguments",
    [
        ("--bad",),
        ("index",),
        ("search",),
        ("search", "港", "--limit", "x"),
        ("search", "港", "--limit", "-1"),
        ("search", "港", "-台湾"),
        ("quotes", "--json", "--csv"),
        ("show", "nosuch\nfile"),
        ("show", "."),
        ("show", "a", "b"),
        ("index", ""),
        ("search", "港", ""),
        ("search", "港", "no\nsuch"),
    ],
)
def test_a_wrong_command_line_is_exit_status_2_and_one_sentence(arguments: tuple[str, ...]) -> None:
    done = inyo(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("inyo")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("digits", ["9" * 30, "9" * 5_000])
def test_a_number_that_no_machine_holds_is_as_many_as_there_are(folder: Path, digits: str) -> None:
    assert inyo("search", "協定", str(folder), "--limit", digits).stderr == ""
    assert inyo("kwic", "協定", str(folder), "--collocations", digits).returncode == 0


def test_what_is_counted_and_is_nowhere_is_0(folder: Path) -> None:
    done = inyo("search", "鯨鯢", str(folder), "--count")
    assert (done.returncode, done.stdout) == (1, "0\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("港", "PATH", "--limit", "1"),
        ("港", "--limit", "1", "PATH"),
        ("--limit", "1", "港", "PATH"),
        ("--limit", "1", "--", "-存在しない語彙", "PATH"),
    ],
)
def test_options_may_stand_anywhere(folder: Path, arguments: tuple[str, ...]) -> None:
    done = inyo("search", *(str(folder) if word == "PATH" else word for word in arguments))
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert "1 of" in done.stderr


@pytest.mark.parametrize("arguments", [("-台湾",), ("-台湾", "."), ("港", "-台湾")])
def test_a_query_that_begins_with_a_dash_is_told_how_to_be_one(arguments: tuple[str, ...]) -> None:
    assert "begins with a dash stands --" in inyo("search", *arguments).stderr


def test_a_query_that_was_read_otherwise_than_typed_is_told(folder: Path) -> None:
    done = inyo("search", "date:2025-13 港", str(folder), "--json")
    assert "could not be read as a query" in done.stderr
    assert "could not be read" not in inyo("search", "港", str(folder), "--json").stderr


def test_of_an_expression_that_python_wonders_at_nothing_but_the_answer_is_said(folder: Path) -> None:
    done = inyo("search", "/[[港]/", str(folder), "--count")
    assert (done.returncode, done.stderr) == (0, "")


def test_show_raw_prints_the_file_as_it_is(tmp_path: Path) -> None:
    raw = "港の朝は\u200b早い。\n\f｜北の鬼《ノーズオーガ》が来た。\n"
    (tmp_path / "原.txt").write_text(raw, "utf-8")
    assert inyo("show", "--raw", str(tmp_path / "原.txt")).stdout == raw
    assert "《" not in inyo("show", str(tmp_path / "原.txt")).stdout


def test_show_tells_what_was_lost_in_reading(folder: Path) -> None:
    (folder / "傷.txt").write_bytes("港の協定\n".encode() * 30 + b"\xff\n")
    done = inyo("show", str(folder / "傷.txt"))
    assert done.returncode == 0
    assert "傷.txt: is damaged" in done.stderr


def in_shell(line: str, *arguments: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """inyo with some arguments in a line of bash, as {}."""
    command = shlex.join((sys.executable, "-m", "inyo.tui", *arguments))
    environment = {**os.environ, "PYTHONPATH": SEARCH_PATH, **changes}
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line.format(command)}"], capture_output=True, env=environment, check=False
    )


@pytest.mark.parametrize(
    "arguments", [("search", "協定"), ("--help",), ("--version",), ("keys",)], ids=lambda each: each[0]
)
def test_where_output_is_closed_a_sentence_says_so_and_no_file_takes_its_place(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    if arguments[0] == "search":
        arguments = (*arguments, str(folder))
    for closed, status in ((">&-", 2), ("2>&-", 0), ("<&-", 0), (">&- 2>&- <&-", 2)):
        done = in_shell(f"{{}} {closed}", *arguments)
        assert done.returncode == status, closed
        assert b"Traceback" not in done.stderr
        assert (b"standard output is closed" in done.stderr) == (closed == ">&-")


FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full")


@FULL
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments", [("search", "協定"), ("--help",), ("--version",), ("keys",)], ids=lambda each: each[0]
)
def test_what_a_full_disk_or_a_reader_that_has_gone_does_not_take_is_no_noise(
    folder: Path, arguments: tuple[str, ...], unbuffered: str
) -> None:
    if arguments[0] == "search":
        arguments = (*arguments, str(folder))
    full = in_shell("{} >/dev/full", *arguments, PYTHONUNBUFFERED=unbuffered)
    assert (full.returncode, full.stderr.count(b"\n")) == (2, 1)
    assert b"No space left on device" in full.stderr
    gone = in_shell("{} | true", *arguments, PYTHONUNBUFFERED=unbuffered)
    assert (gone.returncode, gone.stderr) == (0, b"")


@FULL
def test_what_cannot_be_told_is_told_by_the_exit_status(folder: Path) -> None:
    for arguments, status in (
        (("search", "灯台守", str(folder)), 1),
        (("search", "--nonsense"), 2),
        (("index", "/無"), 2),
    ):
        done = in_shell("{} 2>/dev/full", *arguments)
        assert (done.returncode, done.stderr) == (status, b"")


def test_a_current_folder_that_was_deleted_is_named(folder: Path, tmp_path: Path) -> None:
    done = in_shell(f"mkdir {tmp_path}/無 && cd {tmp_path}/無 && rmdir {tmp_path}/無 && {{}}", "search", "協定", ".")
    assert done.returncode == 2
    assert "the current folder was deleted" in done.stderr.decode()
    whole = in_shell(
        f"mkdir {tmp_path}/無 && cd {tmp_path}/無 && rmdir {tmp_path}/無 && {{}}", "search", "協定", str(folder)
    )
    assert (whole.returncode, whole.stderr) == (0, b"")


def test_a_home_that_is_no_folder_is_one_without_settings(folder: Path, tmp_path: Path) -> None:
    nowhere = dict.fromkeys(("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), "")
    done = inyo("search", "協定", str(folder), HOME="/dev/null", TMPDIR=str(tmp_path), XDG_RUNTIME_DIR="", **nowhere)
    assert done.returncode == 0
    assert "協定" in done.stdout
    assert done.stderr.count("\n") == 1 and "/dev/null/.cache/inyo cannot be written" in done.stderr


def test_memory_that_is_not_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "run", lambda _: bytearray(1 << 62))
    assert main(["people"]) == 2
    assert "not enough memory" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_queries_come_through_a_pipe_in_any_encoding(folder: Path, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "terms").write_bytes("記者団に述べた\n港湾協定\n双方の利益\n".encode(encoding))
    done = in_shell(f"{{}} < {tmp_path / 'terms'}", "batch", "-", str(folder), "--csv")
    assert done.returncode == 0
    assert "\n港湾協定,1," in done.stdout.decode()


@pytest.mark.parametrize(
    ("line", "said"),
    [("{} <&-", "standard input is closed"), ("{} </dev/zero", "standard input has 5.0 MB, more than the 5 MB")],
)
@pytest.mark.parametrize("arguments", [("batch", "-"), ("corrections", "--import", "-")], ids=lambda each: each[0])
def test_what_standard_input_cannot_give_is_one_sentence(arguments: tuple[str, ...], line: str, said: str) -> None:
    done = in_shell(line, *arguments)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert said in done.stderr.decode()


def test_a_mistake_of_our_own_is_a_sentence_and_its_traceback_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> int:
        raise ValueError("no such\x1b[2J luck")

    monkeypatch.setattr(commands, "run", fail)
    assert main(["people"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert re.search(r"\(ValueError, test_cli\.py line \d+\)", said) and "luck" not in said
    file = Path(os.environ["XDG_STATE_HOME"]) / "inyo" / "last-error.txt"
    assert str(file) in said
    assert re.search("^Traceback.*no such\x1b\\[2J luck", file.read_text("utf-8"), re.DOTALL)


def test_help_tells_of_every_command_and_the_query_language() -> None:
    text = inyo("--help").stdout
    for word in ("index", "search", "quotes", "people", "show", "doctor", "by:", "date:", "exit status"):
        assert word in text


def test_help_comes_without_importing_anything_heavy() -> None:
    heavy = ("textual", "whoosh", "numpy", "fugashi", "importlib.metadata")
    code = (
        "import sys; from inyo.tui.commands import arguments, output; arguments.explorer_parser(output.messages()); "
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_no_escape_sequence_of_a_document_or_file_name_is_printed(folder: Path) -> None:
    (folder / "悪\x1b]0;x\x07.txt").write_text("協定\x1b[2J協定", "utf-8")
    done = inyo("search", "協定", str(folder))
    assert "\x1b" not in done.stdout + done.stderr


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Write what the file holds and run with XDG_CONFIG_HOME at its grandparent."""
    file = tmp_path / "config" / "inyo" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


@pytest.mark.parametrize("setting", ["synonyms", "aliases"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "does not exist"),
        ("folder", "is a folder"),
        (b"\x89PNG" + bytes(range(256)), "no text but a binary file"),
        ("港 = 埠頭, 波止場\n港だけ\n".encode(), "line 2"),
        (b"\xe6\xb8\xaf = \xff\n" * 30, "save it"),
    ],
)
def test_what_is_wrong_with_a_file_named_in_the_settings_is_one_sentence_and_the_rest_goes_on(
    folder: Path, settings: Path, tmp_path: Path, setting: str, content: bytes | str | None, said: str
) -> None:
    named = tmp_path / "mine.txt"
    if isinstance(content, bytes):
        named.write_bytes(content)
    elif content:
        named.mkdir()
    settings.write_text(f'{setting} = "{named}"\n', "utf-8")
    done = inyo("search", "協定", str(folder), XDG_CONFIG_HOME=str(settings.parents[1]))
    assert done.returncode == 0
    assert "港.txt:3" in done.stdout
    about = [line for line in done.stderr.splitlines() if str(named) in line]
    assert len(about) == 1
    assert said in about[0]


def test_a_synonym_file_in_shift_jis_is_read(folder: Path, settings: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes("取り決め = 協定\n".encode("cp932"))
    settings.write_text(f'synonyms = "{tmp_path / "mine.txt"}"\n', "utf-8")
    done = inyo("search", "取り決め", str(folder), XDG_CONFIG_HOME=str(settings.parents[1]))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_home_that_nobody_has_is_no_mistake(folder: Path, settings: Path) -> None:
    settings.write_text('synonyms = "~nobody-of-that-name/words.txt"\n', "utf-8")
    done = inyo("search", "協定", str(folder), XDG_CONFIG_HOME=str(settings.parents[1]))
    assert done.returncode == 0
    assert "~nobody-of-that-name/words.txt does not exist" in done.stderr
    assert "no such file or folder" in inyo("index", "~nobody-of-that-name").stderr


def test_a_damaged_document_is_read_and_named_each_time(folder: Path) -> None:
    (folder / "傷.txt").write_bytes(ARTICLE.encode() + b"\xff\n" + ARTICLE.encode())
    for _ in range(2):
        done = inyo("search", "協定", str(folder))
        assert "傷.txt:3" in done.stdout
        assert "傷.txt: is damaged: one place was broken" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    (folder / "傷.txt").write_text(ARTICLE, "utf-8")
    assert inyo("search", "協定", str(folder)).stderr == ""


@pytest.mark.parametrize(("make", "said"), [(Path.mkdir, "is a folder"), (os.mkfifo, "is a pipe"), (str, "not exist")])
def test_show_says_what_is_no_document(tmp_path: Path, make: object, said: str) -> None:
    path = tmp_path / "x.txt"
    make(path)  # type: ignore[operator]
    done = inyo("show", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
