"""Reading a file: what the document holds, and the sentence where there is none."""

from __future__ import annotations

import errno
import json
import os
import stat
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inyo.index.reading.discovery import discover
from inyo.index.reading.documents import parse, read, read_all
from inyo.index.reading.encodings import Decoded
from inyo.index.values.document import Document
from inyo.index.values.problems import ProblemKind, UnreadableDocument
from tests.waiting import computing


def problem_of(path: Path, **options: int) -> tuple[ProblemKind, str]:
    with pytest.raises(UnreadableDocument) as raised:
        read(path, **options)
    assert raised.value.problem.path == str(path)
    return raised.value.problem.kind, raised.value.problem.detail


def paragraphs(document: Document) -> list[str]:
    return [document.text[paragraph.start : paragraph.end] for paragraph in document.paragraphs]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cf"], exclude_characters="《［｜|>＞"), min_size=1))
def test_paragraphs_hold_all_that_a_plain_file_holds(text: str) -> None:
    if not text.strip():
        return
    document = parse(Path("a.txt"), Decoded(text, "utf-8"))
    assert document.title
    covered = "".join(paragraphs(document))
    assert "".join(covered.split()) == "".join(document.text.split())
    assert all(part == part.strip() and part for part in paragraphs(document))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
def test_marks_and_line_ends_of_every_encoding_are_gone(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("見出し\r\n\r\n本文です。\r終わり。\n".encode(encoding))
    assert read(path).text == "見出し\n\n本文です。\n終わり。\n"


def test_control_characters_stay_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("赤い\x1b[31m字と\0空の字がここにある。", "utf-8")
    assert "\x1b[31m" in read(tmp_path / "a.txt").text
    assert "\0" in read(tmp_path / "a.txt").text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", ProblemKind.EMPTY),
        ("　\n \r\n\t".encode(), ProblemKind.EMPTY),
        (b"\xef\xbb\xbf", ProblemKind.EMPTY),
        (b"%PDF-1.7 abc", ProblemKind.BROKEN),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, ProblemKind.BINARY),
        (bytes(range(256)) * 8, ProblemKind.BINARY),
        (b"abc\0\0\0\0\0\0\0\0\0\0\0def", ProblemKind.BINARY),
        (b"\xff" * 300, ProblemKind.ENCODING),
    ],
)
def test_what_is_no_text_is_reported_in_a_sentence(tmp_path: Path, data: bytes, kind: ProblemKind) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    found, detail = problem_of(tmp_path / "a.txt")
    assert found == kind
    assert len(detail) > 15


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(50_000_000)
    assert computing(lambda: problem_of(tmp_path / "a.txt")) < 0.5
    kind, detail = problem_of(tmp_path / "a.txt")
    assert (kind, "50.0 MB" in detail) == (ProblemKind.TOO_LARGE, True)
    assert problem_of(tmp_path / "a.txt", largest=1000)[0] == ProblemKind.TOO_LARGE


def test_a_folder_a_pipe_and_nothing_are_problems_and_never_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert problem_of(tmp_path / "pipe.txt")[0] == ProblemKind.UNREADABLE
    assert problem_of(tmp_path)[0] == ProblemKind.UNREADABLE
    assert problem_of(tmp_path / "gone.txt")[0] == ProblemKind.MISSING
    assert problem_of(Path("nul\0.txt"))[0] == ProblemKind.UNREADABLE


def test_a_file_without_permission_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("本文。", "utf-8")

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert problem_of(tmp_path / "a.txt")[0] == ProblemKind.PERMISSION


def test_a_file_that_grows_while_it_is_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("本文。", "utf-8")
    looked = os.fstat
    calls: list[int] = []

    def grow(descriptor: int) -> os.stat_result:
        calls.append(descriptor)
        if len(calls) == 3:
            with path.open("a", encoding="utf-8") as file:
                file.write("続き。")
        return looked(descriptor)

    monkeypatch.setattr(os, "fstat", grow)
    kind, detail = problem_of(path)
    assert (kind, "while it was read" in detail) == (ProblemKind.UNREADABLE, True)


def test_isolated_broken_bytes_are_reported_beside_the_document(tmp_path: Path) -> None:
    prose = "港の朝は早い。船が次々に戻り、魚の匂いが町に流れる。" * 50
    (tmp_path / "a.txt").write_bytes(prose.encode() + b"\xe3\x81\n" + prose.encode())
    document = read(tmp_path / "a.txt")
    (loss,) = document.problems
    assert loss.kind == ProblemKind.DAMAGED
    assert document.text.count("\ufffd") == 1


def test_reading_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("本文です。", "cp932")
    path.chmod(stat.S_IRUSR)
    before = (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
    read(path)
    assert before == (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)


def test_a_name_in_bytes_that_are_no_utf_8_can_be_read_and_titled(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\x83e\x83X\x83g.txt"))
    try:
        path.write_text("港の朝は早い。\n船が戻る。", "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    (name,) = discover([tmp_path])
    assert isinstance(name, str)
    found = Path(name)
    assert read(found).title.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "あ" * 5_000_000,
        " " * 4_000_000 + "あ",
        "あ\n" * 200_000,
        "「" * 1_000_000,
        "港 " * 400_000,
        "- 3 -\n港の\n" * 60_000,
    ],
)
def test_giant_texts_are_read_in_proportion_to_their_length(text: str) -> None:
    start = time.process_time()
    document = parse(Path("a.txt"), Decoded(text, "utf-8"))
    assert time.process_time() - start < 25
    assert document.paragraphs


def test_the_demo_reads_right_and_its_gold_holds(demo: Path) -> None:
    gold = demo / ".gold.jsonl"
    if not gold.exists():
        pytest.skip("the demo collection has no gold yet")
    files = [Path(path) for path in discover([demo]) if isinstance(path, str)]
    documents = {file.relative_to(demo).as_posix(): read(file) for file in files}
    assert len(documents) >= 20
    assert {document.encoding for document in documents.values()} >= {"shift_jis", "euc-jp", "iso-2022-jp", "utf-16-le"}
    assert any(document.rubies for document in documents.values())
    for line in gold.read_text("utf-8").splitlines():
        quotation = json.loads(line)
        text = documents[quotation["doc"]].text
        assert text[quotation["start"] : quotation["end"]] == quotation["text"]


def test_the_gold_of_the_shared_articles_holds(shared: Path) -> None:
    for line in (shared / "quotes/gold-seeds.jsonl").read_text("utf-8").splitlines():
        quotation = json.loads(line)
        text = read(shared / "seeds" / quotation["doc"]).text
        assert text[quotation["start"] : quotation["end"]] == quotation["text"]


def test_a_book_of_aozora_bunko_in_its_archive_is_read_as_one(tmp_path: Path) -> None:
    book = (
        "渡し場\n鵜飼松\n\n-------------------------------------------------------\n【テキスト中に現れる記号について】\n\n"
        "《》：ルビ\n（例）暖簾《のれん》\n-------------------------------------------------------\n\n"
        "　古い暖簾《のれん》が揺れた。\n\n底本：「渡し場」架空書房\n　　　2001（平成13）年5月10日第1刷\n"
    )
    with zipfile.ZipFile(tmp_path / "watashiba_ruby.zip", "w") as archive:
        archive.writestr("watashiba.txt", book.encode("cp932"))
        archive.writestr("覚え書き.md", "---\nauthor: 佐原和\n---\n# 舟の数\n\n舟は三艘\nあった。\n")
    found, note = read_all(tmp_path / "watashiba_ruby.zip")
    assert (found.title, found.author) == ("渡し場", "鵜飼松")
    assert "　古い暖簾が揺れた。".strip() in paragraphs(found)
    assert [(found.text[ruby.start : ruby.end], ruby.reading) for ruby in found.rubies] == [("暖簾", "のれん")]
    assert found.places[2].line == 11
    assert (note.title, note.author, paragraphs(note)[-1]) == ("舟の数", "佐原和", "舟は三艘あった。")


def test_an_empty_file_is_called_empty_whatever_its_ending(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.docx", "a.zip"):
        (tmp_path / name).touch()
        with pytest.raises(UnreadableDocument) as error:
            read_all(tmp_path / name)
        assert error.value.problem.kind is ProblemKind.EMPTY


def test_what_a_disk_left_behind_a_text_is_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("谷の橋は流された。\n".encode() + bytes(512))
    assert paragraphs(read(tmp_path / "a.txt")) == ["谷の橋は流された。"]
