"""What a program asks of the disk, in order: files synchronised, files that get a name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch


@dataclass
class RecordedDisk:
    """`asked`: ("sync", inode, "") and ("name", inode of what gets it, the name), in order."""

    asked: list[tuple[str, int, str]] = field(default_factory=list)
    sizes: dict[int, int] = field(default_factory=dict)
    """By inode: the bytes that were there when it was synchronised last."""

    def named(self, path: Path) -> int:
        """When a path got its name last."""
        return max(at for at, (what, _, name) in enumerate(self.asked) if what == "name" and name == str(path))

    def synced(self, path: Path, *, first: int = 0, last: int | None = None) -> bool:
        """Whether a file or folder was synchronised between two moments."""
        return ("sync", path.stat().st_ino, "") in self.asked[first:last]

    def assert_durable(self, path: Path) -> None:
        """A file was whole on the disk before it got its name, and the name was put there too."""
        at = self.named(path)
        assert self.synced(path, last=at), f"{path.name} got its name before it was on the disk"
        self.assert_whole(path)
        assert self.synced(path.parent, first=at), f"the name {path.name} was never put on the disk"

    def assert_whole(self, path: Path) -> None:
        """All of a file was there when it was synchronised, and none of it in a buffer of ours."""
        there = path.stat()
        assert self.sizes[there.st_ino] == there.st_size, f"{path.name} was put on the disk before it was written"


@contextmanager
def recorded() -> Iterator[RecordedDisk]:
    """Record while this lasts."""
    disk, fsync, real = RecordedDisk(), os.fsync, {"replace": os.replace, "rename": os.rename}

    def syncing(handle: int) -> None:
        there = os.fstat(handle)
        disk.asked.append(("sync", there.st_ino, ""))
        disk.sizes[there.st_ino] = there.st_size
        fsync(handle)

    def naming(how: str) -> object:
        def name(source: str | Path, target: str | Path) -> None:
            disk.asked.append(("name", Path(source).stat().st_ino, str(target)))
            real[how](source, target)

        return name

    with (
        patch.object(os, "fsync", syncing),
        patch.object(os, "replace", naming("replace")),
        patch.object(os, "rename", naming("rename")),
    ):
        yield disk
