"""Files of named arrays."""

from __future__ import annotations

import errno
import gc
import io
import mmap
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inyo.index.own.sections import SMALL, Aside, DamagedFile, Sections, SectionWriter


def written(arrays: dict[str, np.ndarray], values: dict[str, int]) -> bytes:
    file = io.BytesIO()
    writer = SectionWriter(file)
    for name, array in arrays.items():
        writer.add(name, array)
    writer.close(values)
    return file.getvalue()


def descriptors() -> int:
    return len(list(Path("/dev/fd").iterdir()))


EXAMPLE = written({"a": np.arange(5, dtype=np.uint32), "b": np.array([1, 255], np.uint8)}, {"n": 7})


@given(
    st.dictionaries(st.text(min_size=1, max_size=5), st.lists(st.integers(0, 2**32 - 1), max_size=20), max_size=5),
    st.sampled_from([np.uint8, np.uint16, np.uint32, np.uint64]),
)
def test_what_is_written_is_read_back(content: dict[str, list[int]], kind: type[np.unsignedinteger]) -> None:
    arrays = {name: (np.array(values, np.uint64) % np.iinfo(kind).max).astype(kind) for name, values in content.items()}
    sections = Sections(written(arrays, {"n": 3}))
    sections.verify()
    assert sections.values == {"n": 3}
    for name, array in arrays.items():
        assert np.array_equal(sections.array(name), array)


def test_any_flipped_bit_is_noticed() -> None:
    for place in range(len(EXAMPLE)):
        for bit in (0, 7):
            data = bytearray(EXAMPLE)
            data[place] ^= 1 << bit
            try:
                sections = Sections(bytes(data))
                sections.verify()
            except DamagedFile:
                continue
            filling = np.array_equal(sections.array("a"), np.arange(5)) and sections.array("b").tolist() == [1, 255]
            assert filling, f"byte {place}, bit {bit} changed an array and nobody noticed"


def test_a_file_cut_short_anywhere_is_damaged() -> None:
    for size in range(len(EXAMPLE)):
        with pytest.raises(DamagedFile):
            Sections(EXAMPLE[:size])


def test_a_part_that_is_not_there_is_damage_and_not_a_key_error() -> None:
    with pytest.raises(DamagedFile, match="part c"):
        Sections(EXAMPLE).array("c")


@pytest.mark.parametrize(("numbers", "mapped"), [(5, False), (SMALL // 4, True)])
def test_a_small_file_is_read_and_holds_no_descriptor_and_a_large_one_is_mapped(
    tmp_path: Path, numbers: int, mapped: bool
) -> None:
    (tmp_path / "file").write_bytes(written({"a": np.arange(numbers, dtype=np.uint32)}, {}))
    before = descriptors()
    sections = Sections.map(tmp_path / "file")
    sections.verify()
    assert np.array_equal(sections.array("a"), np.arange(numbers))
    assert isinstance(sections.buffer, mmap.mmap) is mapped
    assert descriptors() == before + mapped


def test_a_pipe_is_not_waited_for_and_an_empty_file_is_damage(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError):
        Sections.map(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    with pytest.raises(DamagedFile, match="too short"):
        Sections.map(tmp_path / "empty")


MANY = [
    written({"a": np.arange(size, dtype=np.uint32), "b": np.array([size % 256], np.uint8)}, {"n": size})
    for size in (5, 0, 900)
]


def check_aside(aside: Aside) -> list[Sections]:
    """Whether what is put aside is there afterwards, in order."""
    for content in MANY:
        aside.add(content)
    found = aside.sections()
    for size, each in zip((5, 0, 900), found, strict=True):
        each.verify()
        assert each.values == {"n": size} and np.array_equal(each.array("a"), np.arange(size))
        assert each.buffer[each.place("b") : each.place("b") + 1] == bytes([size % 256])
    return found


def test_what_is_put_aside_takes_no_memory_and_outlives_whoever_put_it_there() -> None:
    before = descriptors()
    found = check_aside(Aside())
    assert all(isinstance(each.buffer, mmap.mmap) for each in found)
    found[2].forget()
    assert found[2].array("a")[-1] == 899
    del found
    gc.collect()
    assert descriptors() == before
    assert not Aside() and Aside().sections() == []


def test_where_no_file_can_be_made_it_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert all(isinstance(each.buffer, bytes) for each in check_aside(Aside()))


class Small(io.FileIO):
    """A file on a disk that has room for so much."""

    ROOM = 400

    def write(self, data: Any) -> int:
        left = self.ROOM - self.tell()
        if left <= 0:
            raise OSError(errno.ENOSPC, "no room")
        return super().write(bytes(data)[:left])


def test_what_the_disk_has_no_room_for_stays_in_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Small(tmp_path / "small", "w+"))
    found = check_aside(Aside())
    assert [type(each.buffer) for each in found] == [mmap.mmap, mmap.mmap, bytes]
