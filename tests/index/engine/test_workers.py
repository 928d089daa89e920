"""Processes that analyse: none is waited for in vain, no file is lost, a bad file costs only itself."""

from __future__ import annotations

import errno
import io
import os
import time
from itertools import chain, count, repeat
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from inyo.index import pipeline, processes
from inyo.index.engine.local import file_analysis, worker_pool
from inyo.index.engine.local.analysed import Analysed
from inyo.index.engine.local.disk import DiskSegment, load_mentions, load_pairs, load_quotations
from inyo.index.engine.local.segment_blocks import Block, Selection, concatenate
from inyo.index.engine.local.store import Store
from inyo.index.engine.local.update import SMALL
from inyo.index.engine.local.worker_pool import analyse_all
from inyo.index.engine.segments import Field
from inyo.index.processes import Child
from inyo.index.values.document import Document, Paragraph
from inyo.index.values.extracts import Place
from inyo.index.values.problems import LibraryError
from tests.processes import children, needs_proc
from tests.waiting import PATIENCE

GREEDY = "tests.index.engine.strange_workers:greedy"
LACKING = "tests.index.engine.strange_workers:lacking"
STRANGE = "tests.index.engine.strange_workers:serve"


def never() -> bool:
    return False


def results(files: list[str], **options: object) -> dict[str, Analysed]:
    found = list(analyse_all(dict.fromkeys(files, 1), never, target=STRANGE, **options))  # type: ignore[arg-type]
    assert len(found) == len(files)
    return {result.key: result for result in found}


def test_every_file_has_one_answer(tmp_path: Path) -> None:
    files = [f"/good{number}" for number in range(60)]
    assert set(results(files, processes=2)) == set(files)


def test_files_that_kill_their_process_are_problems_and_their_neighbours_are_not_lost(tmp_path: Path) -> None:
    files = ["/good1", "/dies1", "/good2", "/good3", "/dies2", "/good4"]
    found = results(files, processes=2)
    assert {key for key, result in found.items() if result.problem} == {"/dies1", "/dies2"}
    assert "signal 11" in found["/dies1"].problem.detail


def test_a_process_that_dies_once_is_no_fault_of_its_file(tmp_path: Path) -> None:
    weak = str(tmp_path / "weak")
    found = results(["/good1", weak, "/good2"], processes=1)
    assert not any(result.problem for result in found.values())


def test_a_file_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    computed = count(step=100 * processes.TICKS)  # however little of its time the machine gives
    monkeypatch.setattr(Child, "computed", lambda _: next(computed))
    found = results(["/hangs", "/good1", "/good2", "/good3"], processes=1, patience=4.0)
    assert {key for key, result in found.items() if result.problem} == {"/hangs"}
    assert "too long" in found["/hangs"].problem.detail


def test_a_file_for_which_the_machine_gave_little_time_is_tried_again_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    computed = chain([0, 0], repeat(3 * processes.TICKS // 10))
    monkeypatch.setattr(Child, "computed", lambda _: next(computed))
    found = results(["/hangs"], processes=1, patience=0.5)["/hangs"]
    assert found.digest == "" and "too little of its time" in found.problem.detail


def test_while_the_program_is_stopped_no_file_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped for a day (^Z) at the first look at the clock: the file that is under way is still waited for."""
    looks, clock = count(), time.monotonic
    stopped = Mock(monotonic=lambda: clock() + (86_400 if next(looks) >= 3 else 0))
    monkeypatch.setattr(processes, "time", stopped)
    assert not results(["/naps", "/good"], processes=1)["/naps"].problem
    assert next(looks) > 4


def test_processes_that_cannot_start_are_an_error_and_no_problem_of_the_files() -> None:
    files = dict.fromkeys([f"/good{number}" for number in range(50)], 1)
    with pytest.raises(LibraryError, match="status 3"):
        list(analyse_all(files, never, processes=2, target="tests.index.engine.strange_workers:die"))


def test_what_no_process_has_is_said_and_no_problem_of_the_files() -> None:
    with pytest.raises(LibraryError, match=r"^The dictionary cannot be loaded$"):
        list(analyse_all(dict.fromkeys(["/lacks1", "/lacks2", "/lacks3"], 1), never, processes=2, target=LACKING))


def test_what_a_process_did_not_have_for_a_file_is_tried_again_the_next_time() -> None:
    files = dict.fromkeys(["/good1", "/good2", "/lacks", "/good3"], 1)
    found = {each.key: each for each in analyse_all(files, never, processes=1, target=LACKING)}
    assert {key for key, result in found.items() if result.problem} == {"/lacks"}
    assert found["/lacks"].digest == "" and "The dictionary cannot be loaded" in found["/lacks"].problem.detail


def only(most: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The system starts no more processes than these; what was begun."""
    begun: list[str] = []

    def scarce(target: str) -> Child:
        begun.append(target)
        if len(begun) > most:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return Child(target)

    monkeypatch.setattr(worker_pool, "Child", scarce)
    return begun


def test_fewer_processes_than_were_wanted_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = only(1, monkeypatch)
    assert len(results([f"/good{number}" for number in range(9)], processes=4)) == 9
    assert len(begun) == 4


def test_files_of_a_process_that_cannot_be_replaced_are_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(2, monkeypatch)
    files = dict.fromkeys([str(tmp_path / "weak"), "/good"], 1)
    until = time.monotonic() + PATIENCE
    found: list[str] = []
    with pytest.raises(LibraryError, match="no process can be started"):
        for each in analyse_all(files, lambda: time.monotonic() > until, target=STRANGE, processes=2):
            found.append(each.key)
    assert found == [str(tmp_path / "weak")]


def test_no_process_at_all_is_said_and_the_index_stays_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(4):
        (docs / f"{number}.txt").write_text("港の灯台が見えた。\n" * 4_000, "utf-8")
    assert sum(file.stat().st_size for file in docs.iterdir()) > SMALL

    def none(*_: object, **__: object) -> Child:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(processes, "Child", none)
    monkeypatch.setattr(worker_pool, "Child", none)
    store = Store.open([docs], tmp_path / "cache")
    before = store.folder
    report = store.update()
    assert [notice[0] for notice in report.notices] == ["failed"] and store.folder == before
    assert "no process can be started (Resource temporarily unavailable)" in report.notices[0][1]
    assert not report.complete and store.problems() == ()


@needs_proc
def test_cancelling_ends_the_processes() -> None:
    before = children(os.getpid())  # those of other tests are among them
    files = dict.fromkeys([f"/good{number}" for number in range(50)], 1)
    done: list[Analysed] = []
    for result in analyse_all(files, lambda: len(done) >= 3, processes=2, target=STRANGE):
        done.append(result)
    assert 3 <= len(done) < 50
    assert children(os.getpid()) <= before


def test_a_child_never_takes_modules_from_the_folder_it_starts_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger was imported')")
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "__init__.py").write_text("raise SystemExit('a stranger was imported')")
    monkeypatch.syspath_prepend("")
    child = Child("tests.index.engine.strange_workers:tell")
    folder, path, ignored, modules = child.connection.recv()
    child.stop()
    assert Path(folder) == tmp_path
    assert str(tmp_path) not in path and "" not in path
    assert ignored
    assert not {"textual", "rich", "whoosh", "fugashi", "numpy"} & set(modules)


def test_a_child_ends_with_the_conversation() -> None:
    child = Child("tests.index.engine.strange_workers:tell")
    child.connection.recv()
    child.connection.close()
    assert child.ended() == "status 0"


def test_large_files_are_begun_one_at_a_time_and_small_ones_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    together: list[int] = []
    real = worker_pool._next

    def watched(waiting: Any, sizes: Any, workers: Any) -> str | None:
        found = real(waiting, sizes, workers)
        there = [file for worker in workers for file in worker.files] + ([found] if found else [])
        together.append(sum(sizes[file] >= worker_pool.LARGE for file in there))
        return found

    monkeypatch.setattr(worker_pool, "_next", watched)
    files = {f"/good{number}": worker_pool.LARGE if number % 3 == 0 else 1 for number in range(20)}
    found = [result.key for result in analyse_all(files, never, target=STRANGE, processes=2)]
    assert sorted(found) == sorted(files) and max(together) == 1


def test_a_process_that_takes_too_much_memory_ends_alone() -> None:
    files = dict.fromkeys(("/good1", "/greedy", "/good2"), 1)
    found = {each.key: each for each in analyse_all(files, never, target=GREEDY, processes=2)}
    assert found["/greedy"].problem and "memory" in found["/greedy"].problem.detail
    assert not found["/good2"].problem


def said(segment: DiskSegment) -> list[tuple[object, ...]]:
    found = load_quotations(segment.block.stored(0, "quotations"))
    return [(each.start, each.end, each.text, each.kind, each.speaker, each.speaker_span) for each in found]


def test_a_long_document_is_analysed_in_stretches_and_found_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        f"港の{number}番目の灯台について島田町長は「{number}日までに直す」と話し、岸本氏（六十）は市場（しじょう）の前で静かに聞いていたが、"
        "やがて船に乗って沖へ出て、夜まで帰らなかったと人々は噂した。" + "雨だった。" * (number % 7)
        for number in range(60)
    ]
    text = "題\n\n" + "\n\n".join(lines)
    paragraphs = tuple(Paragraph(at, at + len(line)) for line in ["題", *lines] for at in [text.index(line)])
    places = tuple(Place(page=str(number)) for number in range(61))
    document = Document("長.txt", text, "題", paragraphs=paragraphs, places=places)
    whole = DiskSegment("", Block.read(file_analysis.in_stretches(document, "k")))
    monkeypatch.setattr(pipeline, "STRETCH", 700)
    assert len(list(pipeline.stretches(document))) > 6
    cut = DiskSegment("", Block.read(file_analysis.in_stretches(document, "k")))
    assert cut.block.documents == 1 and cut.keys == whole.keys
    assert [cut.span(number) for number in range(cut.passages)] == [whole.span(n) for n in range(whole.passages)]
    for field in Field:
        assert list(cut.terms(field)) == list(whole.terms(field))
        assert all((cut.positions(field, term) == whole.positions(field, term)).all() for term in whole.terms(field))
    for load, name in ((load_mentions, "mentions"), (load_pairs, "pairs")):
        assert load(cut.block.stored(0, name)) == load(whole.block.stored(0, name)), name
    assert said(cut) == said(whole) and len(said(cut)) == 60
    assert cut.block.stored(0, "places") == whole.block.stored(0, "places")


def test_a_giant_paragraph_is_analysed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(
        f"島田町長は「{number}日までに灯台を直す」と話した。" + "雨だった。" * (number % 7) for number in range(90)
    )
    document = Document("長.txt", text, "題", paragraphs=(Paragraph(0, len(text)),), places=(Place(page="3"),))
    whole = DiskSegment("", Block.read(file_analysis.in_stretches(document, "k")))
    monkeypatch.setattr(pipeline, "STRETCH", 700)
    assert max(len(part.text) for part, _, _ in pipeline.stretches(document)) <= 700
    cut = DiskSegment("", Block.read(file_analysis.in_stretches(document, "k")))
    spans = [cut.span(number) for number in range(cut.passages)]
    assert "".join(text[start:end] for start, end, _ in spans) == text and {paragraph for *_, paragraph in spans} == {1}
    assert said(cut) == said(whole) and len(said(cut)) == 90
    assert cut.block.stored(0, "places") == whole.block.stored(0, "places")


def test_short_documents_of_a_file_share_a_block_and_each_is_what_it_is_alone(tmp_path: Path) -> None:
    rows = [f"第{number}回の会議で港町さんは「予算は{number}万円だ」と述べた。" for number in range(7)]
    long = "長い記事の一段落である。" * 8_000
    documents = [
        Document(f"{number}.txt", text, "会議", paragraphs=(Paragraph(0, len(text)),))
        for number, text in enumerate([*rows[:3], long, *rows[3:]])
    ]
    made = list(map(Block.read, file_analysis.in_blocks([(each, each.path) for each in documents])))
    assert [each.documents for each in made] == [3, 1, 4]
    alone = [Block.read(file_analysis.in_stretches(each, each.path)) for each in documents]
    for name in ("key", "info", "body", "quotations", "mentions", "pairs", "sketch"):
        together = [each.stored(number, name) for each in made for number in range(each.documents)]
        assert together == [each.stored(0, name) for each in alone]
    assert joined(made) == joined(alone)


def joined(blocks: list[Block]) -> bytes:
    """What becomes of blocks that are written as one."""
    file = io.BytesIO()
    concatenate([Selection(each) for each in blocks], file)
    return file.getvalue()
