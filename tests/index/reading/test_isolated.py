"""The process that reads strangers' formats: whatever happens to it is a sentence, and the next file is read."""

from __future__ import annotations

import os
import random
import signal
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count
from pathlib import Path
from unittest.mock import Mock, call

import pytest

from inyo.index.library import Library
from inyo.index.processes import Child
from inyo.index.reading import isolated, serving
from inyo.index.reading.documents import read_all
from inyo.index.values.extracts import UnreadableFormat
from inyo.index.values.problems import ProblemKind, UnreadableDocument
from tests.processes import needs_proc, running
from tests.waiting import until

STRANGE = "tests.index.reading.strange_readers:serve"


@pytest.fixture(autouse=True)
def own_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A reader for each test, ended with it."""
    reader = isolated._Reader()
    monkeypatch.setattr(isolated, "_reader", reader)
    yield
    reader.stop()


def said(path: Path, patience: float = 20.0) -> str:
    with pytest.raises(UnreadableFormat) as error:
        isolated.read_isolated(path, target=STRANGE, patience=patience)
    return error.value.detail


def test_one_process_reads_file_after_file(tmp_path: Path) -> None:
    numbers = {said(tmp_path / f"{number}.x") for number in range(20)}
    assert len(numbers) == 1


@pytest.mark.parametrize("name", ["dies", "garbage", "lies", "invents"])
def test_a_reader_that_dies_or_lies_is_a_sentence_and_the_next_file_is_read(tmp_path: Path, name: str) -> None:
    before = said(tmp_path / "a")
    assert "may be damaged" in said(tmp_path / name)
    after = said(tmp_path / "b")
    assert after.startswith("process") and after != before


@needs_proc
def test_a_reader_that_was_ended_between_two_files_is_no_fault_of_the_second(tmp_path: Path) -> None:
    before = said(tmp_path / "a")
    number = int(before.removeprefix("process "))
    os.kill(number, signal.SIGKILL)
    until(lambda: not running({number}))
    after = said(tmp_path / "b")
    assert after.startswith("process") and after != before


def test_a_reader_that_waits_is_given_up_in_time(tmp_path: Path) -> None:
    said(tmp_path / "a")
    assert "took more than 1 second" in said(tmp_path / "sleeps", patience=1.0)  # it would answer in the end
    assert said(tmp_path / "b").startswith("process")


def test_a_file_that_was_begun_is_read_once_and_one_that_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    before = said(tmp_path / "a")
    isolated.begin(tmp_path / "b", target=STRANGE)
    assert said(tmp_path / "b") == before
    isolated.begin(tmp_path / "sleeps", target=STRANGE)
    assert said(tmp_path / "c").startswith("process")


def test_a_file_that_was_begun_and_has_changed_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "letter"
    file.write_text("old")
    isolated.begin(file, target=STRANGE)
    before = said(tmp_path / "other")
    isolated.begin(file, target=STRANGE)
    file.write_text("newer")
    assert said(file) != before


@pytest.mark.parametrize(("ticks", "waits"), [(0, 1), (isolated.TICKS // 2, isolated._TIMES)])
def test_a_reader_that_computes_nothing_is_waited_for_once_and_any_other_a_few_times(ticks: int, waits: int) -> None:
    child = Mock()
    child.connection.poll.return_value = False
    child.computed.side_effect = count(0, ticks)
    with pytest.raises(TimeoutError) if ticks else nullcontext():
        assert not isolated._answers(child, 25.0)
    assert child.connection.poll.mock_calls == [call(1.0)] * 25 * waits


def test_a_machine_that_gives_a_reader_little_time_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(tmp_path / "a")
    looks = count(step=isolated.TICKS)
    monkeypatch.setattr(Child, "computed", lambda _: next(looks))
    with pytest.raises(TimeoutError, match="too little of its time"):
        isolated.read_isolated(tmp_path / "sleeps", target=STRANGE, patience=0.1)
    assert said(tmp_path / "b").startswith("process")


def test_while_this_process_is_stopped_a_reader_is_not_late() -> None:
    """However long one wait took by the clock, the others are still waited."""
    child = Mock()
    child.connection.poll.side_effect = [False] * 24 + [True]
    assert isolated._answers(child, 25.0)


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="this system does not tell what a process has computed"
)
def test_a_reader_that_computes_on_a_busy_machine_gets_its_time_again(tmp_path: Path) -> None:
    said(tmp_path / "a")
    assert said(tmp_path / "slow", patience=3.0).startswith("process")


def test_a_small_file_that_holds_more_text_than_a_document_may_have_is_left_out_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "LARGEST", 3_000)
    for name, text in (("small.html", "港の朝。" * 10), ("large.html", "港の朝。" * 1_000)):
        (tmp_path / name).write_text(f"<html><body><p>{text}</p></body></html>")
    assert serving.answer(tmp_path / "small.html").extracts[0].blocks
    (left,) = serving.answer(tmp_path / "large.html").extracts
    assert not left.blocks and "more than" in left.losses[0]


def test_a_reader_that_cannot_be_started_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_: str) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(isolated, "Child", none)
    with pytest.raises(BlockingIOError):
        isolated.read_isolated(tmp_path / "book.pdf")


def test_half_an_answer_is_not_waited_for(tmp_path: Path) -> None:
    said(tmp_path / "a")
    given_up = said(tmp_path / "half", patience=1.0)
    assert "signal 9" in given_up or "took more than" in given_up
    assert said(tmp_path / "b").startswith("process")


def test_no_file_is_waited_for_longer_than_25_seconds_or_eight_times_that() -> None:
    assert isolated.PATIENCE <= 25 and isolated.SECONDS <= 20 and isolated._TIMES <= 8


def test_a_reader_that_computes_without_end_is_ended_by_the_system(tmp_path: Path) -> None:
    assert "seconds of computing" in said(tmp_path / "computes")


def test_a_reader_has_little_memory_and_writes_nothing(tmp_path: Path) -> None:
    assert said(tmp_path / "hungry") == "no memory"
    assert "large" in said(tmp_path / "writes").lower()
    assert not (tmp_path / "written").exists() or (tmp_path / "written").stat().st_size == 0


def test_a_folder_of_broken_files_of_all_formats_is_read_with_a_sentence_for_each(tmp_path: Path) -> None:
    chance = random.Random(5)
    docs = tmp_path / "docs"
    docs.mkdir()
    heads = [b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1 ", b"<html><body>", b"<?xml version='1.0'?>", b"WEBVTT\n", b""]
    ends = (
        "pdf",
        "docx",
        "odt",
        "epub",
        "rtf",
        "html",
        "xml",
        "vtt",
        "srt",
        "eml",
        "xlsx",
        "json",
        "csv",
        "zip",
        "txt",
    )
    for number in range(90):
        body = chance.choice(heads) + chance.randbytes(chance.randrange(0, 600))
        (docs / f"{number}.{ends[number % len(ends)]}").write_bytes(body)
    with zipfile.ZipFile(docs / "empty.docx", "w") as archive:
        archive.writestr("word/document.xml", "<w:document" + "<a>" * 5000)
    (docs / "good.txt").write_text("港の灯台\n\n灯台が見えた。\n")
    library = Library.open([docs], cache=tmp_path / "cache", data=tmp_path / "data")
    report = library.update()
    assert report.complete and library.search("灯台").documents >= 1
    assert all(problem.detail and "Traceback" not in problem.detail for problem in report.problems)
    assert len(report.problems) > 30


def test_half_a_character_in_a_record_costs_that_character_alone(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(r'{"title": "港\ud83d", "text": "港の灯台\udc80が見えた。"}', "utf-8")
    (document,) = read_all(tmp_path / "rows.jsonl")
    assert document.title == "港\ufffd" and document.text.strip().endswith("港の灯台\ufffdが見えた。")


def test_a_file_that_is_too_large_is_said_to_be_that_and_not_damaged(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.zip", "a.txt"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(serving.LARGEST_FILE + 1)
        with pytest.raises(UnreadableDocument) as error:
            list(read_all(tmp_path / name))
        assert error.value.problem.kind is ProblemKind.TOO_LARGE
