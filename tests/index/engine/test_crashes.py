"""Whatever happens while writing, the index is the old or the new one, and whole."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from inyo.index.engine.local import manifest, update
from inyo.index.engine.local import store as store_module
from inyo.index.engine.local.index_folders import Lock, fresh, switch
from inyo.index.engine.local.manifest import Plan
from inyo.index.engine.local.snapshot import PrivateStorage, Snapshot, open_snapshot
from inyo.index.engine.local.store import Store
from inyo.index.engine.local.update import IndexWriter
from inyo.index.engine.local.versions import rules
from tests.index.engine.builders import empty_index, some_document
from tests.processes import below, children, needs_proc, running
from tests.recorded_disk import recorded
from tests.waiting import until

BLOCKS = {key: some_document(key, random.Random(key), 3)[1] for key in (f"/d{number}" for number in range(24))}


@pytest.fixture(autouse=True)
def tables_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of sources are written anew as often as in a collection of thousands."""
    monkeypatch.setattr(manifest, "_SHORT", 0)


def keys_in(snapshot: Snapshot) -> tuple[str, ...]:
    """The keys of the documents of an index."""
    return tuple(sorted(key for each in snapshot.segments for key, at in each.numbers.items() if at not in each.dead))


def state(snapshot: Snapshot) -> tuple[str, ...]:
    """The documents of an index, after reading all of it."""
    for segment in snapshot.segments:
        segment.verify()
        for passage in range(segment.passages):
            segment.token_offsets(passage)
    assert len(keys_in(snapshot)) == snapshot.manifest.documents
    assert tuple(sorted(snapshot.manifest.sources)) == keys_in(snapshot)
    return keys_in(snapshot)


def change(writer: IndexWriter, turn: int) -> tuple[str, ...]:
    """Some commits: documents in, replaced and out, segments joined. Returns the documents that are there then."""
    first = 3 * (turn % 8)
    keys = [f"/d{number}" for number in range(first, first + 3)]
    gone = {f"/d{(first + 9) % 24}"}
    there = {**writer.snapshot.manifest.sources, **{key: manifest.Source(turn, 7) for key in keys}}
    sources = {key: source for key, source in there.items() if key not in gone}
    writer.commit([BLOCKS[key] for key in keys], gone, sources=sources, skipped={})
    return keys_in(writer.snapshot)


def in_child(work: Callable[[], None]) -> int:
    """Run something in a forked child. Returns its process id."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    finally:
        os._exit(1)


@pytest.mark.parametrize("moment", range(15))
def test_a_writer_killed_at_any_moment_leaves_the_old_or_the_new_state(tmp_path: Path, moment: int) -> None:
    writer = empty_index(tmp_path)
    for turn in range(3):
        change(writer, turn)
    read, write = os.pipe()

    def work() -> None:
        with Lock(tmp_path):
            mine = IndexWriter(open_snapshot(writer.path))
            for turn in range(3, 10_000):
                os.write(write, b".")
                change(mine, turn)
                if turn % 3 == 0:
                    mine.merge(many=4, few=2)

    pid = in_child(work)
    os.read(read, 1)
    time.sleep(random.Random(moment).random() * 0.08)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    turns = 3 + len(os.read(read, 10_000)) if select(read) else 3
    found = state(open_snapshot(writer.path))
    expected = expected_states(turns)
    assert found in expected
    with Lock(tmp_path):
        again = IndexWriter(open_snapshot(writer.path))
        assert state(again.snapshot) == found
        assert leftovers(again.path, again.snapshot) == set()
        change(again, 1)
        state(again.snapshot)
    os.close(read)
    os.close(write)


def select(handle: int) -> bool:
    import select as selecting

    return bool(selecting.select([handle], [], [], 0)[0])


def expected_states(turns: int) -> set[tuple[str, ...]]:
    """The documents after the turn that was under way and after the one before it."""
    there: set[str] = set()
    states = []
    for turn in range(turns + 1):
        first = 3 * (turn % 8)
        there.discard(f"/d{(first + 9) % 24}")
        there |= {f"/d{number}" for number in range(first, first + 3)}
        states.append(tuple(sorted(there)))
    return set(states[-3:])


def leftovers(path: Path, snapshot: Snapshot) -> set[str]:
    """Files in an index folder that no commit names."""
    generation = snapshot.manifest.generation
    table = snapshot.manifest.table.name
    named = {f"_MAIN_{generation}.toc", f"manifest-{generation}.json", *snapshot.manifest.files, table}
    return {entry.name for entry in path.iterdir()} - named


open_file: Callable[..., object] = os.open


class Broken:
    """Lets `count` operations pass and fails in all later ones as a full disk does, which lets files be read."""

    def __init__(self, count: int, real: Callable[..., object]) -> None:
        self.count, self.real = count, real

    def __call__(self, *arguments: object, **options: object) -> object:
        if self.real is open_file and not int(str(arguments[1])) & os.O_CREAT:
            return self.real(*arguments, **options)
        self.count -= 1
        if self.count < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.real(*arguments, **options)


@pytest.mark.parametrize("operation", ["fsync", "open", "replace", "rename", "create_file"])
@pytest.mark.parametrize("count", range(4))
def test_a_disk_that_is_full_at_any_step_leaves_the_old_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str, count: int
) -> None:
    writer = empty_index(tmp_path)
    before = change(writer, 0)
    with monkeypatch.context() as broken:
        if operation == "create_file":
            real = PrivateStorage.create_file
            fail = Broken(count, real)
            broken.setattr(PrivateStorage, "create_file", lambda self, *a, **o: fail(self, *a, **o))
        elif operation == "replace":
            real_replace = Path.replace
            fail = Broken(count, real_replace)
            broken.setattr(Path, "replace", lambda self, target: fail(self, target))
        else:
            broken.setattr(os, operation, Broken(count, getattr(os, operation)))
        try:
            change(writer, 1)
            raised = False
        except OSError as error:
            raised = error.errno == errno.ENOSPC
            assert raised
    after = open_snapshot(writer.path)
    if raised:
        assert state(after) == before
        assert leftovers(writer.path, after) == set()
    assert change(IndexWriter(after), 1) == state(open_snapshot(writer.path))


def test_every_file_of_a_commit_is_on_the_disk_before_the_table_of_contents_gets_its_name(tmp_path: Path) -> None:
    writer = empty_index(tmp_path)
    with recorded() as disk:
        change(writer, 0)
    generation = writer.snapshot.manifest.generation
    toc = writer.path / f"_MAIN_{generation}.toc"
    disk.assert_durable(toc)
    disk.assert_durable(writer.path / f"manifest-{generation}.json")
    files = [writer.path / name for name in writer.snapshot.manifest.files]
    table = writer.path / writer.snapshot.manifest.table.name
    disk.assert_durable(table)
    assert disk.named(table) < disk.named(writer.path / f"manifest-{generation}.json")
    last = max(at for at in range(disk.named(toc)) if disk.asked[at][1] != writer.path.stat().st_ino)
    assert files and all(disk.synced(file, last=disk.named(toc)) for file in files)
    assert disk.synced(writer.path, first=last, last=disk.named(toc)), "the folder must be there before its contents"


def test_the_pointer_to_an_index_is_on_the_disk_before_and_after_it_gets_its_name(tmp_path: Path) -> None:
    with recorded() as disk:
        switch(tmp_path, fresh(tmp_path))
    disk.assert_durable(tmp_path / "current")


def test_a_full_disk_is_a_sentence_and_leaves_the_index_whole_and_unlocked(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(3):
        (docs / f"{number}.txt").write_text(f"第{number}の手紙\n\n港に船が着いた。\n")
    store = Store.open([docs], tmp_path / "cache")
    store.update()
    before = [document.key for document in store.documents()]
    (docs / "long.txt").write_text("".join(f"{number}番目の船が港に着いた。\n\n" for number in range(900)))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        report = store.update()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not report.complete and report.notices[0][0] == "disk"
    assert [document.key for document in store.documents()] == before
    assert store.verify() is None
    Lock(store.folder).release()
    assert store._snapshot and leftovers(store._snapshot.path, store._snapshot) == set()
    assert store.update().added == 1


SMALL = 10_000
LINES = [f"{number}人の船員が港の宿で嵐の話をした。宿の主人は黙って聞いていた。\n\n" for number in range(600)]


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is large enough for processes of its own (the limit is lowered)."""
    monkeypatch.setattr(store_module, "SMALL", SMALL)
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text("".join(LINES[number::40]))
    return folder


@needs_proc
def test_a_large_update_runs_aside_and_a_killed_writer_is_reported(tmp_path: Path, large: Path) -> None:
    store = Store.open([large], tmp_path / "cache")
    killed: list[int] = []
    others = children(os.getpid())  # other tests of this process may have begun some

    def progress(said: object) -> None:
        if not killed and getattr(said, "done", 0) >= 8 and (found := children(os.getpid()) - others):
            killed.extend(found)
            os.kill(killed[0], signal.SIGKILL)

    report = store.update(progress)
    assert len(killed) == 1
    assert not report.complete and report.notices[0][0] == "writer" and "signal 9" in report.notices[0][1]
    assert store.verify() is None
    report = store.update()
    assert report.complete
    assert len(store.documents()) == 40
    until(lambda: children(os.getpid()) <= others)


@needs_proc
def test_when_the_program_is_killed_its_processes_end_and_the_index_opens(tmp_path: Path, large: Path) -> None:
    code = (
        "import sys; from pathlib import Path; import inyo.index.engine.local.store as module; "
        f"module.SMALL = {SMALL}; "
        "module.rules = lambda: sys.argv[3]; store = module.Store.open([Path(sys.argv[1])], Path(sys.argv[2])); "
        "store.update(lambda said: print(said.phase, flush=True))"
    )
    arguments = [sys.executable, "-c", code, str(large), str(tmp_path / "cache"), rules()]
    root = Path(__file__).parents[3]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=root) as program:
        assert program.stdout
        assert b"read\n" in iter(program.stdout.readline, b"")
        found = below(program.pid)
        assert len(found) >= 2
        program.kill()
    store = Store.open([large], tmp_path / "cache")
    until(lambda: not running(found))
    Lock(store.folder).release()
    store.refresh()
    assert store.verify() is None
    assert ("cancelled",) in store.update(cancelled=lambda: True).notices


def test_a_writer_that_is_silent_is_stopped_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "WRITE", "tests.index.engine.silent_writer:write")
    plan = Plan({}, frozenset(), (), {}, {}, {}, ())
    with Lock(tmp_path) as lock:
        done = update.apply_aside(tmp_path, plan, lock.fileno(), lambda _: None, lambda: True, lambda: None)
    assert not done.complete and done.notices == [("cancelled",)]
