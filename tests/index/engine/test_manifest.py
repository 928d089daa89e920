"""The table of what an index is made of: read back whole, or damage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inyo.index.engine.local import manifest as module
from inyo.index.engine.local.manifest import (
    FORMAT,
    Manifest,
    OtherFormat,
    Skipped,
    Source,
    file_state,
    keys_of,
    manifest_stamp,
)
from inyo.index.own.atomic_files import digest
from inyo.index.own.sections import DamagedFile
from inyo.index.values.problems import Problem, ProblemKind

FULL = Manifest(
    FORMAT,
    "rules",
    ("/港", "/灯台"),
    generation=3,
    toc=digest(b"toc"),
    files={"MAIN_a.arrays": (20, bytes(range(4, 20)).hex())},
    sources={"/港/a.txt": Source(5, 7, "d", 9), "/港/b.zip": Source(6, 8, "e", 0, ("一.txt", "二.txt"))},
    skipped={"/港/c": Skipped(Source(1, 2, "f", 3), Problem("/港/c", ProblemKind.BINARY, "is no text"))},
    folders=(Problem("/港/d", ProblemKind.PERMISSION, "may not be read"),),
    documents=3,
    passages=17,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "MAIN_a.arrays").write_bytes(bytes(range(20)))
    FULL.write(tmp_path)
    return tmp_path


def test_what_is_written_is_read_back(folder: Path) -> None:
    assert Manifest.read(folder, 3) == FULL
    with pytest.raises(FileNotFoundError):
        Manifest.read(folder, 2)


def test_a_file_that_gave_several_documents_has_a_key_for_each_in_order() -> None:
    assert keys_of("/港/a.txt", FULL.sources["/港/a.txt"]) == ["/港/a.txt"]
    first, second = keys_of("/港/b.zip", FULL.sources["/港/b.zip"])
    assert first != second and "一.txt" in first and "二.txt" in second


def test_any_bit_that_is_another_is_damage(folder: Path) -> None:
    path = folder / "manifest-3.json"
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 7]) + whole[at + 1 :])
        with pytest.raises(DamagedFile):
            Manifest.read(folder, 3)


def test_of_many_sources_those_are_written_down_that_are_others_than_in_a_table_it_shares(tmp_path: Path) -> None:
    many = {f"/港/{number:04}.txt": Source(number, 7, "d", 9) for number in range(2000)}
    replace(FULL, sources=many).write(tmp_path)
    first = Manifest.read(tmp_path, 3)
    gone, changed = "/港/0007.txt", {"/港/0100.txt": Source(1, 2, "e", 3)}
    others = {"/港/0000a.txt": Source(4, 5), **{key: source for key, source in many.items() if key != gone}, **changed}
    in_order = dict(sorted(others.items()))
    replace(first, sources=in_order, generation=4).write(tmp_path)
    second = Manifest.read(tmp_path, 4, first.table)
    assert list(second.sources.items()) == list(in_order.items()) and second.table is first.table
    assert (tmp_path / "manifest-4.json").stat().st_size < 2000
    assert Manifest.read(tmp_path, 4) == second
    replace(second, sources=dict(reversed(in_order.items())), generation=5).write(tmp_path)
    third = Manifest.read(tmp_path, 5, second.table)
    assert list(third.sources) == list(reversed(in_order)) and third.table.name != second.table.name


def test_any_bit_of_a_table_that_is_another_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SHORT", 0)
    FULL.write(tmp_path)
    path = tmp_path / Manifest.read(tmp_path, 3).table.name
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 7]) + whole[at + 1 :])
        with pytest.raises(DamagedFile, match="table of its files"):
            Manifest.read(tmp_path, 3)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        Manifest.read(tmp_path, 3)


def test_one_of_another_format_is_told_from_a_damaged_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FORMAT", FORMAT + 1)
    with pytest.raises(OtherFormat, match=f"its format is {FORMAT}, this program's {FORMAT + 1}"):
        Manifest.read(folder, 3)


def test_one_without_a_part_is_damaged(folder: Path) -> None:
    content = module.json.dumps({"format": FORMAT, "rules": "rules"}).encode()
    (folder / "manifest-3.json").write_bytes(module.sealed(content))
    with pytest.raises(DamagedFile, match="manifest is damaged"):
        Manifest.read(folder, 3)


def test_files_and_table_of_contents_are_those_that_were_written_down(folder: Path) -> None:
    FULL.check_files(folder, b"toc")
    with pytest.raises(DamagedFile, match="table of contents"):
        FULL.check_files(folder, b"other")


@pytest.mark.parametrize("content", [bytes(range(21)), bytes(range(19)), bytes(19) + b"\x14", b""])
def test_a_file_of_another_size_or_end_is_damage(folder: Path, content: bytes) -> None:
    (folder / "MAIN_a.arrays").write_bytes(content)
    with pytest.raises(DamagedFile, match=r"MAIN_a\.arrays is not the one"):
        FULL.check_files(folder, b"toc")


def test_a_file_that_is_missing_is_said_to_be(folder: Path) -> None:
    (folder / "MAIN_a.arrays").unlink()
    with pytest.raises(FileNotFoundError):
        FULL.check_files(folder, b"toc")


def test_the_state_of_a_file_is_its_size_and_its_last_sixteen_bytes(tmp_path: Path) -> None:
    for size in (0, 3, 16, 40):
        content = bytes(range(size))
        (tmp_path / "file").write_bytes(content)
        assert file_state(tmp_path / "file") == (size, content[-16:].hex())


def test_one_that_replaced_another_has_another_stamp(folder: Path) -> None:
    before = manifest_stamp(folder, 3)
    assert manifest_stamp(folder, 3) == before
    replace(FULL, rules="others").write(folder)
    assert manifest_stamp(folder, 3) != before


def test_a_new_one_is_of_nothing_and_knows_no_time() -> None:
    new = Manifest(FULL.format, FULL.rules, FULL.paths)
    assert (new.generation, new.documents, new.passages, new.files, new.sources) == (0, 0, 0, {}, {})
    assert (Source(9, 7).ctime_ns, Source(9, 7).digest, keys_of("/a.txt", Source(9, 7))) == (0, "", ["/a.txt"])
