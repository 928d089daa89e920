"""The index of a folder: what it holds follows the files, and nothing on disk is trusted."""

from __future__ import annotations

import errno
import gc
import os
import pickle
import random
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from inyo.index.engine.interface import Knowledge
from inyo.index.engine.local import file_analysis, versions
from inyo.index.engine.local import manifest as manifest_module
from inyo.index.engine.local import store as store_module
from inyo.index.engine.local.analysed import Analysed, content_digest
from inyo.index.engine.local.codec import schema
from inyo.index.engine.local.disk import DiskSegment
from inyo.index.engine.local.index_folders import Lock, StoreError, live
from inyo.index.engine.local.manifest import FORMAT
from inyo.index.engine.local.segment_blocks import Block
from inyo.index.engine.local.store import Store
from inyo.index.engine.local.update import IndexWriter
from inyo.index.engine.segments import Field
from inyo.index.japanese import tokens
from inyo.index.library import Library
from inyo.index.own.atomic_files import digest
from inyo.index.values.document import Document
from inyo.index.values.problems import READ, Problem, ProblemKind
from inyo.index.values.progress import Progress, Report, sentence
from tests.index.engine.builders import some_document
from tests.index.engine.test_folders import Bomb

TEXTS = {
    "01.txt": "港の灯台\n\n古い灯台の明かりが消えたのは、嵐の夜だった。\n\n島田町長は「来月までに直す」と話した。\n",
    "02.txt": "魚市場の朝\n\n市場では朝の四時から競りが始まる。今朝は鯖が多い。\n",
    "sub/10.md": "# 祭りの夜\n\n花火は八時に上がる。\n",
    "sub/9.md": "# 祭りの朝\n\n神輿は九時に出る。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return tmp_path / "docs"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def filled(folder: Path, cache: Path) -> Store:
    store = Store.open([folder], cache)
    assert store.update().complete
    return store


def names(store: Store) -> list[str]:
    return [Path(document.key).name for document in store.documents()]


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


def holders(store: Store, text: str) -> set[str]:
    """The names of the documents with a live passage that has two characters side by side."""
    found = set()
    for segment in store.segments():
        for position in segment.positions(Field.PAIR, text):
            passage = int(segment.bases(Field.PAIR).searchsorted(position, "right")) - 1
            if segment.live[passage]:
                found.add(Path(segment.document(passage)).name)
    return found


def test_a_new_index_is_empty_and_an_update_fills_it(folder: Path, cache: Path) -> None:
    store = Store.open([folder], cache)
    assert (store.segments(), store.documents(), store.notice) == ((), (), None)
    assert counts(store.update()) == (4, 0, 0, 0)
    assert names(store) == ["01.txt", "02.txt", "9.md", "10.md"]
    assert holders(store, "灯台") == {"01.txt"}


def test_documents_come_back_as_they_were_read(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    key = str(folder / "01.txt")
    document = store.document(key)
    assert document.text == TEXTS["01.txt"]
    assert document.title == "港の灯台"
    assert [document.text[p.start : p.end][:5] for p in document.paragraphs] == ["港の灯台", "古い灯台の", "島田町長は"]
    assert store.document(key) is document
    info = store.documents()[0]
    assert (info.characters, info.paragraphs) == (len(document.text), 3)
    for quotation in store.quotations(key):
        assert document.text[quotation.start : quotation.end] == quotation.text
    for mention in store.mentions(key):
        assert document.text[mention.name_start : mention.name_end] == mention.name
    with pytest.raises(KeyError):
        store.document(str(folder / "none.txt"))


def test_spans_of_passages_and_tokens_point_into_the_document(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    for segment in store.segments():
        for passage in range(segment.passages):
            start, end, paragraph = segment.span(passage)
            document = store.document(segment.document(passage))
            assert document.paragraphs[paragraph - 1].start <= start < end <= document.paragraphs[paragraph - 1].end
            for first, last in segment.token_offsets(passage).tolist():
                assert 0 <= first < last <= end - start
                assert not document.text[start + first : start + last].isspace()


def test_a_second_update_reads_nothing(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(folder, cache)
    generation = store.generation
    monkeypatch.setattr(file_analysis, "analyse", lambda key: pytest.fail(f"{key} was read again"))
    said: list[Progress] = []
    assert counts(store.update(said.append)) == (0, 0, 0, 4)
    assert {progress.phase for progress in said} <= {"scan"}
    assert store.generation == generation


def test_only_changed_files_are_read_and_vanished_ones_go(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    (folder / "02.txt").write_text("魚市場の昼\n\n昼には誰もいない。\n")
    (folder / "01.txt").unlink()
    (folder / "03.txt").write_text("山の湖\n\n湖の水は冷たい。\n")
    assert counts(store.update()) == (1, 1, 1, 2)
    assert names(store) == ["02.txt", "03.txt", "9.md", "10.md"]
    assert holders(store, "灯台") == holders(store, "競り") == set()
    assert holders(store, "昼に") == {"02.txt"}
    assert store.documents()[0].title == "魚市場の昼"


def test_a_folder_that_is_away_takes_nothing_with_it_and_that_is_said(folder: Path, cache: Path) -> None:
    (folder / "05.txt").write_bytes("港の協定\n".encode() * 30 + b"\xff\n")  # damaged: a document and a problem
    store = filled(folder, cache)
    before = names(store)
    folder.rename(folder.with_name("elsewhere"))
    report = store.update()
    assert (report.removed, report.notices) == (0, (("away", str(folder)),))
    assert names(store) == before and holders(store, "灯台")
    assert {each.kind for each in report.problems} == {ProblemKind.MISSING, ProblemKind.DAMAGED}
    folder.with_name("elsewhere").rename(folder)
    (folder / "01.txt").unlink()
    again = store.update()
    assert (again.changed, again.removed, again.notices) == (0, 1, ())


def test_a_folder_of_many_files_that_is_empty_is_taken_for_a_disk_that_is_not_mounted(
    folder: Path, cache: Path, tmp_path: Path
) -> None:
    for number in range(60):
        (folder / f"x{number}.txt").write_text(f"波止場{number}\n")
    store = filled(folder, cache)
    before, aside = names(store), tmp_path / "aside"
    aside.mkdir()
    for file in folder.iterdir():
        file.rename(aside / file.name)
    report = store.update()
    assert (report.removed, report.notices) == (0, (("emptied", str(folder)),)) and "not mounted" in sentence(
        report.notices[0]
    )
    assert names(store) == before and holders(store, "灯台")
    (aside / "x7.txt").rename(folder / "x7.txt")
    again = store.update()  # it is there, and the others are gone
    assert (again.changed, again.removed, again.notices) == (0, len(before) - 1, ())
    (folder / "x7.txt").unlink()
    assert store.update().removed == 1 and store.documents() == ()  # few files are simply gone


def test_a_rebuild_forgets_what_was_in_a_folder_that_is_empty(folder: Path, cache: Path) -> None:
    for number in range(60):
        (folder / f"x{number}.txt").write_text(f"波止場{number}\n")
    store = filled(folder, cache)
    shutil.rmtree(folder)
    folder.mkdir()
    assert store.update(rebuild=True).notices == () and store.documents() == ()


def test_what_was_verified_is_not_read_through_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(folder, cache)
    verified: list[str] = []
    verify = DiskSegment.verify

    def counted(segment: DiskSegment) -> None:
        verified.append(segment.name)
        verify(segment)

    monkeypatch.setattr(DiskSegment, "verify", counted)
    for number in range(3):
        (folder / "new.txt").write_text(f"新しい灯台\n\n灯台は{number}つある。\n")
        store.update()
    assert verified and len(verified) == len(set(verified))
    assert store.verify() is None  # whoever asks for it has all read again
    assert {segment.name for segment in store.segments()} <= set(verified)


TRIED_AGAIN = {ProblemKind.PERMISSION, ProblemKind.MISSING, ProblemKind.LINK}


@pytest.mark.parametrize("kind", [each for each in ProblemKind if each not in READ])
def test_a_file_is_tried_again_where_the_reason_is_not_in_it(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, kind: ProblemKind
) -> None:
    read: list[str] = []

    def refused(key: str) -> Analysed:
        read.append(key)
        return Analysed(key, content_digest(key), problem=Problem(key, kind, "is no good"))

    monkeypatch.setattr(file_analysis, "analyse", refused)
    store = filled(folder, cache)
    assert len(read) == len(TEXTS)
    store.update()
    assert len(read) == len(TEXTS) * (2 if kind in TRIED_AGAIN else 1)
    assert {each.kind for each in store.problems()} == {kind}


def test_a_system_that_has_no_more_of_something_is_no_fault_of_the_files(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Any:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(file_analysis, "read_all", fail)
    store = filled(folder, cache)
    assert store.documents() == () and len(store.problems()) == len(TEXTS)
    monkeypatch.undo()
    assert counts(store.update()) == (len(TEXTS), 0, 0, 0) and store.problems() == ()


def test_without_a_dictionary_no_file_is_given_up(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Any:
        raise RuntimeError("Failed initializing MeCab\n" * 20)

    tokens._tagger.cache_clear()
    monkeypatch.setattr(tokens.fugashi, "GenericTagger", fail)
    store = Store.open([folder], cache)
    report = store.update()
    assert not report.complete and store.problems() == ()
    assert sentence(report.notices[0]).startswith(
        "The update stopped: The dictionary of Japanese words cannot be loaded"
    )
    monkeypatch.undo()
    assert counts(store.update()) == (len(TEXTS), 0, 0, 0)


def test_what_the_system_cannot_list_keeps_what_was_read_of_it(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "下").mkdir()
    (folder / "下" / "x.txt").write_text("灯台の下\n\n灯台の下は暗い。\n")
    store = filled(folder, cache)
    before, list_folder = names(store), os.scandir

    def fail(path: str | Path) -> Any:
        if str(path).endswith("下"):
            raise OSError(errno.EMFILE, "Too many open files", str(path))
        return list_folder(path)

    monkeypatch.setattr("inyo.index.reading.discovery.os.scandir", fail)
    assert store.update().notices == (("away", str(folder / "下")),)
    assert names(store) == before
    monkeypatch.undo()
    shutil.rmtree(folder / "下")
    assert store.update().removed == 1


def test_a_changed_file_costs_one_look_at_the_new_commit_and_none_at_the_old(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(folder, cache)
    read: list[int] = []
    whole = manifest_module.Manifest.read

    def counted(path: Path, generation: int, *known: manifest_module.Table | None) -> manifest_module.Manifest:
        read.append(generation)
        return whole(path, generation, *known)

    monkeypatch.setattr(manifest_module.Manifest, "read", counted)
    before = store.generation
    (folder / "01.txt").write_text("港の灯台\n\n新しい灯台がともった。\n")
    assert counts(store.update()) == (0, 1, 0, 3)
    assert len(read) == 1 and store.generation == before + 1
    assert "新しい灯台" in store.document(str(folder / "01.txt")).text


def test_a_file_with_another_time_and_the_same_content_is_not_read_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(folder, cache)
    os.utime(folder / "01.txt", (1_700_000_500, 1_700_000_500))
    monkeypatch.setattr(file_analysis, "analyse", lambda key: pytest.fail(f"{key} was read again"))
    assert counts(store.update()) == (0, 0, 0, 4)
    assert live(store.folder)
    assert (
        store._snapshot and store._snapshot.manifest.sources[str(folder / "01.txt")].mtime_ns == 1_700_000_500 * 10**9
    )


def test_a_change_within_the_same_tick_of_the_clock_is_seen(folder: Path, cache: Path) -> None:
    path = folder / "02.txt"
    path.write_text("今朝は鯖が多い。\n")
    stamp = time.time_ns()
    os.utime(path, ns=(stamp, stamp))
    store = filled(folder, cache)
    path.write_text("今朝は鯛が多い。\n")
    os.utime(path, ns=(stamp, stamp))
    assert counts(store.update()) == (0, 1, 0, 3)
    assert holders(store, "鯛が") == {"02.txt"}


def test_a_change_that_leaves_size_and_time_as_they_were_is_seen(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest_module, "_YOUNG", 0)
    path = folder / "02.txt"
    path.write_text("今朝は鯖が多い。\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    store = filled(folder, cache)
    assert counts(store.update()) == (0, 0, 0, 4)
    time.sleep(0.02)  # the clock of a file system ticks slowly
    path.write_text("今朝は鯛が多い。\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert counts(store.update()) == (0, 1, 0, 3)
    assert holders(store, "鯛が") == {"02.txt"}


def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "01.txt")
    assert content_digest(str(tmp_path / "01.txt")) == ""
    assert file_analysis.analyse(str(tmp_path / "01.txt")).problem


def test_a_pipe_is_no_folder_that_is_away(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    empty = manifest_module.Manifest(FORMAT, "", (str(tmp_path),))
    plan = manifest_module.scan([tmp_path], empty, lambda number, path: None, lambda: False)
    assert plan is not None
    assert [problem.path for problem in plan.folders] == [str(tmp_path / "pipe.txt")]
    assert plan.away == ()


def test_an_index_goes_on_after_its_folder_was_deleted_while_it_was_open(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    shutil.rmtree(cache)
    assert counts(store.update()) == (4, 0, 0, 0)
    assert names(Store.open([folder], cache)) == names(store)
    assert len(names(store)) == 4


def test_another_object_sees_a_commit_when_it_looks(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    other = Store.open([folder], cache)
    segments = other.segments()
    (folder / "01.txt").unlink()
    store.update()
    assert holders(other, "灯台") == {"01.txt"}
    assert other.refresh()
    assert holders(other, "灯台") == set()
    assert not other.refresh()
    assert segments[0].document(0).endswith("01.txt"), "what was open stays readable"


def test_names_that_no_encoding_has_are_keys_too(folder: Path, cache: Path) -> None:
    name = os.fsdecode("壊れた名前".encode("cp932"))
    (folder / f"{name}.txt").write_text("名前の読めない書類。\n")
    (folder / "esc\x1b[31m[b].txt").write_text("色のついた名前。\n")
    store = filled(folder, cache)
    assert holders(Store.open([folder], cache), "読め") == {f"{name}.txt"}
    assert store.document(str(folder / "esc\x1b[31m[b].txt")).text == "色のついた名前。\n"


def test_what_cannot_be_read_is_a_problem_once_and_not_read_again(folder: Path, cache: Path) -> None:
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    os.utime(folder / "noise.txt", (1_700_000_000, 1_700_000_000))
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    store = filled(folder, cache)
    kinds = {Path(problem.path).name: problem.kind for problem in store.problems()}
    assert kinds == {"noise.txt": ProblemKind.BINARY, "gone.txt": ProblemKind.LINK}
    assert len(store.documents()) == 4
    again = Store.open([folder], cache)
    assert counts(again.update()) == (0, 0, 0, 4)
    assert {Path(problem.path).name for problem in again.problems()} == {"noise.txt", "gone.txt"}
    (folder / "noise.txt").write_text("もう雑音ではない。\n")
    assert counts(again.update()) == (1, 0, 0, 4)
    assert {Path(problem.path).name for problem in again.problems()} == {"gone.txt"}


def test_a_document_that_becomes_unreadable_leaves_the_index(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    (folder / "01.txt").write_bytes(bytes(range(256)) * 40)
    report = store.update()
    assert (report.removed, len(report.problems)) == (1, 1)
    assert holders(store, "灯台") == set()


def test_a_document_on_which_the_analysis_fails_is_a_problem_and_the_rest_goes_on(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = file_analysis.analysed_part

    def analysed_part(document: Document) -> Any:
        if document.path.endswith("02.txt"):
            raise RecursionError("too deep")
        return real(document)

    monkeypatch.setattr(file_analysis, "analysed_part", analysed_part)
    store = filled(folder, cache)
    assert names(store) == ["01.txt", "9.md", "10.md"]
    (problem,) = store.problems()
    assert problem.kind is ProblemKind.UNREADABLE and "RecursionError" in problem.detail


def test_cancelling_keeps_what_was_done_and_the_next_update_goes_on(folder: Path, cache: Path) -> None:
    store = Store.open([folder], cache)
    done = 0

    def progress(said: Progress) -> None:
        nonlocal done
        done = max(done, said.done if said.phase == "read" else 0)

    store_module._SAID_EVERY, before = 0.0, store_module._SAID_EVERY
    try:
        report = store.update(progress, lambda: done >= 2)
    finally:
        store_module._SAID_EVERY = before
    assert not report.complete and report.notices == (("cancelled",),)
    assert report.added == len(store.documents()) == 2
    report = store.update()
    assert counts(report) == (2, 0, 0, 2) and report.complete


def test_one_process_writes_and_the_other_can_search(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    (folder / "01.txt").unlink()
    with Lock(store.folder):
        report = store.update()
        assert not report.complete
        assert str(os.getpid()) in sentence(report.notices[0])
        assert holders(store, "灯台") == {"01.txt"}
    assert store.update().removed == 1


def test_a_rebuild_reads_everything_and_shows_the_old_index_until_then(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    old = live(store.folder)
    seen: set[Path | None] = set()
    report = store.update(lambda _: seen.add(live(store.folder)), rebuild=True)
    assert counts(report) == (4, 0, 0, 0)
    assert seen == {old} and live(store.folder) != old
    assert old and not old.exists()
    assert holders(store, "灯台") == {"01.txt"}


def test_a_cancelled_rebuild_leaves_the_old_index(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    old = live(store.folder)
    assert not store.update(cancelled=lambda: True, rebuild=True).complete
    assert live(store.folder) == old
    assert len(store.documents()) == 4
    assert len([path for path in store.folder.iterdir() if path.is_dir()]) == 1


def test_an_index_of_another_format_is_built_anew(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (store_module, manifest_module):
        monkeypatch.setattr(module, "FORMAT", FORMAT - 1)
    filled(folder, cache)
    monkeypatch.undo()
    store = Store.open([folder], cache)
    assert store.segments() == () and store.notice and store.notice[0] == "outdated"
    assert counts(store.update()) == (4, 0, 0, 0)
    assert Store.open([folder], cache).notice is None


def test_an_index_made_by_other_rules_is_built_anew(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(folder, cache)
    monkeypatch.setattr(store_module, "rules", lambda: "other")
    store = Store.open([folder], cache)
    assert store.segments() == () and store.notice and store.notice[0] == "outdated"
    report = store.update()
    assert counts(report) == (4, 0, 0, 0) and report.notices[0][0] == "outdated"
    assert store.notice is None


def test_versions_that_are_open_side_by_side_do_not_take_the_index_from_each_other(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = filled(folder, cache)
    monkeypatch.setattr(store_module, "rules", lambda: "newer")
    Store.open([folder], cache).update()
    monkeypatch.undo()
    built = live(older.folder)
    assert not older.refresh() and len(older.documents()) == 4
    assert all(older.document(each.key).text for each in older.documents())
    report = older.update()
    assert not report.complete and report.notices == (("superseded",),)
    assert live(older.folder) == built
    assert holders(older, "灯台") == {"01.txt"}


def test_the_rules_change_with_the_dictionary_and_with_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    first = versions.rules()
    versions.rules.cache_clear()
    try:
        assert versions.rules() == first
        monkeypatch.setattr(versions, "_version", lambda name: "another")
        versions.rules.cache_clear()
        assert versions.rules() != first
    finally:
        versions.rules.cache_clear()


def damage_everywhere(root: Path, work: Path, chance: random.Random) -> list[tuple[str, Path]]:
    """Copies of an index, each with one kind of damage."""
    cases: list[tuple[str, Path]] = []
    for path in sorted(path for path in root.rglob("*") if path.is_file() and path.name != "lock"):
        relative = path.relative_to(root)
        size = path.stat().st_size
        kinds = ["missing", "pipe", "folder", "empty", "half"] + ["flip"] * (5 if path.suffix == ".arrays" else 2)
        for number, kind in enumerate(kinds):
            copy = work / f"{len(cases)}"
            shutil.copytree(root, copy)
            target = copy / relative
            if kind in ("missing", "pipe", "folder"):
                target.unlink()
                if kind != "missing":
                    (os.mkfifo if kind == "pipe" else os.mkdir)(target)
            elif kind == "flip":
                data = bytearray(target.read_bytes())
                data[chance.randrange(size)] ^= 1 << chance.randrange(8)
                target.write_bytes(data)
            else:
                os.truncate(target, 0 if kind == "empty" else size // 2)
            cases.append((f"{relative} {kind} {number}", copy))
    return cases


def test_damage_anywhere_is_said_and_repaired_and_never_raises(folder: Path, cache: Path, tmp_path: Path) -> None:
    store = filled(folder, cache)
    expected = {name: holders(store, name) for name in ("灯台", "市場", "神輿")}
    for name, copy in damage_everywhere(store.folder, tmp_path / "copies", random.Random(7)):
        shutil.rmtree(store.folder)
        copy.rename(store.folder)
        damaged = Store.open([folder], cache)
        notice = damaged.verify()
        whole = not notice and {text: holders(damaged, text) for text in expected} == expected
        unseen = not notice and not damaged.segments()
        assert notice or whole or unseen, name
        report = damaged.update()
        assert report.complete, name
        assert {text: holders(damaged, text) for text in expected} == expected, name
        assert damaged.verify() is None, name
        assert names(damaged) == ["01.txt", "02.txt", "9.md", "10.md"], name


def test_damage_found_while_updating_is_repaired_at_once(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    path = live(store.folder)
    assert path
    arrays = next(path.glob("*.arrays"))
    data = bytearray(arrays.read_bytes())
    data[len(data) // 3] ^= 4
    arrays.write_bytes(data)
    report = Store.open([folder], cache).update()
    assert report.notices[0][0] == "damaged" and report.added == 4


def test_a_crafted_table_of_contents_runs_nothing(folder: Path, cache: Path, tmp_path: Path) -> None:
    """Even one whose manifest agrees with it."""
    store = filled(folder, cache)
    path = live(store.folder)
    assert path and store._snapshot
    mark = tmp_path / "mark"
    toc = path / "_MAIN_1.toc"
    toc.unlink()
    TOC(schema(), [Bomb(mark)], 1).write(FileStorage(str(path)), "MAIN")
    replace(store._snapshot.manifest, toc=digest(toc.read_bytes())).write(path)
    opened = Store.open([folder], cache)
    assert opened.notice and opened.notice[0] == "damaged"
    assert not mark.exists()
    schema_bomb = toc.read_bytes().replace(pickle.dumps(schema(), 2), pickle.dumps(Bomb(mark), 2))
    toc.write_bytes(schema_bomb)
    replace(store._snapshot.manifest, toc=digest(toc.read_bytes())).write(path)
    assert Store.open([folder], cache).notice
    assert not mark.exists()
    assert opened.update().complete
    assert not mark.exists()


def test_a_folder_that_became_writable_for_others_is_refused_with_a_sentence(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    path = live(store.folder)
    assert path
    path.chmod(0o777)
    with pytest.raises(StoreError, match="cannot be trusted"):
        Store.open([folder], cache)


def test_every_file_of_an_index_is_private(folder: Path, cache: Path) -> None:
    before = os.umask(0)
    try:
        store = filled(folder, cache)
    finally:
        os.umask(before)
    for path in store.folder.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_replacing_one_document_writes_no_other_anew(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "docs").mkdir()
    store = filled(tmp_path / "docs", cache)
    assert store._snapshot
    writer = IndexWriter(store._snapshot)
    chance = random.Random(4)
    documents = [some_document(f"/d{number:04}", chance, 3)[1] for number in range(300)]
    writer.commit(documents, sources={}, skipped={})
    large = max(writer.snapshot.segments, key=lambda segment: segment.passages).name
    writer.commit([some_document("/d0200", chance, 3)[1]], sources={}, skipped={})
    assert large in [segment.name for segment in writer.snapshot.segments]
    assert sum(segment.passages for segment in writer.snapshot.segments if segment.name != large) < 20
    assert sum(len(segment.numbers) - len(segment.dead) for segment in writer.snapshot.segments) == 300


def test_the_store_can_be_closed_and_then_is_empty(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    store.close()
    assert store.segments() == () and store.documents() == ()


def test_files_of_old_segments_are_let_go_though_they_were_searched(folder: Path, cache: Path) -> None:
    gc.collect()
    before = {id(each) for each in gc.get_objects() if isinstance(each, Block)}
    gc.disable()  # what goes must go by itself: a collector may not come for hours
    try:
        library = Library.open([folder], cache=cache, data=cache.parent / "data")
        for number in range(20):
            (folder / "01.txt").write_text(f"港の灯台\n\n{number}番目の灯台が見える。\n")
            library.update()
            assert library.search("灯台 見える").total == 1
        blocks = [each for each in gc.get_objects() if isinstance(each, Block) and id(each) not in before]
        assert len(blocks) == len(library._store.segments())
    finally:
        gc.enable()


def test_what_search_derived_of_a_segment_outlives_a_change_elsewhere(folder: Path, cache: Path) -> None:
    store = filled(folder, cache)
    store.searching(Knowledge())
    assert store._snapshot
    derived = store._snapshot.views[0]._katakana
    (folder / "02.txt").write_text("魚市場の夜\n")
    store.update()
    assert store._snapshot.views[0]._katakana is derived and store._snapshot.views[0].live is not None
