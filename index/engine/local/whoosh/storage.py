"""Where Whoosh keeps its files: a private folder, synchronised in order, read without running anything.

A commit becomes visible when the table of contents gets its name; before that all files it names are on the disk, and
the hook `before_commit` has run (the manifest is written there).

Whoosh 2.7.4 pickles its list of segments. Ours are unpickled with one class allowed, whose state is plain numbers,
strings and bytes; anything else in the stream is damage.
"""

from __future__ import annotations

import io
import os
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inyo.index.engine.local.whoosh.imports import FileStorage, StructFile
from inyo.index.own.atomic_files import open_plain, sync_folder
from inyo.index.own.sections import DamagedFile

TOC = re.compile(r"_MAIN_([0-9]+)\.toc")


class PrivateStorage(FileStorage):  # type: ignore[misc]
    """A folder of ours. `before_commit(generation, content)` is called with the bytes of the new table of contents."""

    def __init__(self, folder: Path, before_commit: Callable[[int, bytes], None] | None = None) -> None:
        FileStorage.__init__(self, str(folder), readonly=False)
        self._path = folder
        self._before_commit = before_commit

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any) -> Any:
        flags = os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
        return _SyncedFile(os.fdopen(os.open(self._path / name, flags, 0o600), "wb"), name=name)

    def open_file(self, name: str, **kwargs: Any) -> Any:
        return _PlainFile(open_plain(self._path / name), name=name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        toc = TOC.fullmatch(newname)
        if toc and self._before_commit:
            self._before_commit(int(toc[1]), (self._path / oldname).read_bytes())
        sync_folder(self._path)
        FileStorage.rename_file(self, oldname, newname, safe)
        sync_folder(self._path)

    def let_go(self) -> None:
        """Forget the hook, and with it what it knows: Whoosh's writers are circles, which may stay for hours."""
        self._before_commit = None

    def lock(self, name: str) -> Any:
        """No lock of Whoosh's: `index_folders.Lock` already keeps other writers out, and tells who holds it."""
        return _NoLock()


class _SyncedFile(StructFile):  # type: ignore[misc]
    """A file that is on the disk when it is closed."""

    def close(self) -> None:
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
        finally:
            StructFile.close(self)


class _PlainFile(StructFile):  # type: ignore[misc]
    """A file whose pickles are of our segments or damaged."""

    def read_pickle(self) -> Any:
        return load_segments(self.file.read())


class _NoLock:
    def acquire(self, blocking: bool = False) -> bool:
        return True

    def release(self) -> None:
        pass


_ALLOWED = frozenset({("inyo.index.engine.local.whoosh.codec", "ArraySegment")})


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise DamagedFile(f"its table of contents names {module}.{name}")
        from inyo.index.engine.local.whoosh.codec import ArraySegment

        return ArraySegment

    def persistent_load(self, pid: Any) -> Any:
        raise DamagedFile("its table of contents refers outside")


def load_segments(data: bytes) -> list[Any]:
    """The segments in a table of contents. Raises DamagedFile for anything but a list of our segments."""
    from inyo.index.engine.local.whoosh.codec import ArraySegment

    try:
        segments = _Unpickler(io.BytesIO(data)).load()
    except DamagedFile:
        raise
    except Exception as error:
        raise DamagedFile("its table of contents is damaged") from error
    if type(segments) is not list or not all(type(segment) is ArraySegment for segment in segments):
        raise DamagedFile("its table of contents is no list of segments")
    return segments
