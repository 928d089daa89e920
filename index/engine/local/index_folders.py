"""The folders that hold indexes: private, ours, one for each set of paths; and the lock of the one who writes."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from inyo.index.engine.interface import EngineError
from inyo.index.own.atomic_files import own_folder, read_plain, sync_folder
from inyo.index.own.sections import DamagedFile
from inyo.index.values.problems import why

_GENERATION = re.compile(r"index-[0-9a-f]{12}")


class StoreError(EngineError):
    """The index on disk cannot be used at all."""


class NoPlaceError(StoreError):
    """The folder for indexes cannot be made or written. `base` is that folder, `reason` a clause of the system's."""

    def __init__(self, base: Path, reason: str) -> None:
        advice = "Set XDG_CACHE_HOME to a folder that can be written."
        super().__init__(f"No folder for the index can be made in {base}: {reason}. {advice}")
        self.base, self.reason = base, reason


class LockedError(Exception):
    """Another process is writing. `pid` and `since` as it wrote them down, '?' where it did not."""

    def __init__(self, pid: str, since: str) -> None:
        super().__init__(f"process {pid} has been writing since {since}")
        self.pid, self.since = pid, since


def cache_folder() -> Path:
    """inyo under the XDG cache folder."""
    return own_folder("cache")


def collection_folder(paths: Sequence[Path], cache: Path | None = None) -> Path:
    """The private folder for a set of paths, made where it is missing. Raises StoreError.

    The order of the paths does not matter, nor how they are written.
    """
    base = cache or cache_folder()
    try:
        folder = base / _name(paths)
        make(folder)
    except OSError as error:
        raise NoPlaceError(base, why(error)) from error
    return folder


def spare_folders(paths: Sequence[Path]) -> Iterator[Path]:
    """Other private folders for a set of paths that can be written, for while the cache cannot: they go when the
    machine is switched off."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    bases = [runtime / "inyo"] if runtime.is_absolute() else []
    with contextlib.suppress(OSError):  # where no temporary folder can be written at all
        bases.append(Path(tempfile.gettempdir()) / f"inyo-{os.geteuid()}")
    for base in bases:
        with contextlib.suppress(OSError, StoreError):
            folder = base / _name(paths)
            make(folder)
            write_file(folder / "trial.new", bytes(4096))
            yield folder


def _name(paths: Sequence[Path]) -> str:
    names = sorted({os.fsencode(os.path.realpath(path)) for path in paths})
    return blake2b(b"\0".join(names), digest_size=10).hexdigest()


def make(folder: Path) -> None:
    """Have a folder for an index, private, also the one above it. Raises StoreError, OSError."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    check_private(folder)


def _make_private(folder: Path) -> None:
    """Take what others may write away from a folder of ours; refuse what another laid there. Through a link, which may
    be our own, nothing is changed."""
    ours, link = (os.geteuid(), 0), stat.S_ISLNK(folder.lstat().st_mode)
    if folder.lstat().st_uid not in ours:
        what = "is a link that another user laid" if link else "belongs to another user"
        raise StoreError(f"{folder} {what}; set XDG_CACHE_HOME to a folder of your own.")
    status = folder.stat()
    if status.st_uid not in ours:
        raise StoreError(f"{folder} belongs to another user; set XDG_CACHE_HOME to a folder of your own.")
    if status.st_mode & 0o022 and link:
        raise StoreError(f"{folder} is a link to a folder that other users can write; set XDG_CACHE_HOME to another.")
    if status.st_mode & 0o022 and status.st_uid == os.geteuid():
        folder.chmod(status.st_mode & 0o755)


def check_private(path: Path) -> None:
    """Refuse a folder or file that others could have written. Raises StoreError, FileNotFoundError."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise StoreError(f"{path} is a link; remove it, and the index will be built anew.")
    if status.st_uid != os.geteuid():
        raise StoreError(f"{path} belongs to another user; remove it or set XDG_CACHE_HOME to a folder of your own.")
    if status.st_mode & 0o022:
        raise StoreError(
            f"{path} can be written by other users, so its content cannot be trusted; remove it, "
            "and the index will be built anew."
        )


def live(folder: Path) -> Path | None:
    """The folder of the index in use, None where there is none. Raises StoreError, DamagedFile where the file that
    names it does not."""
    try:
        check_private(folder / "current")
        name = read_plain(folder / "current").decode("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedFile(f"the file that names it cannot be read ({why(error)})") from error
    if not _GENERATION.fullmatch(name):
        raise DamagedFile("the file that names it is damaged")
    try:
        check_private(folder / name)
    except FileNotFoundError:
        raise DamagedFile(f"its folder {name} is missing") from None
    return folder / name


def in_use(folder: Path) -> Path | None:
    """As `live`, None also where the file that names it is damaged. Raises StoreError."""
    try:
        return live(folder)
    except DamagedFile:
        return None


def fresh(folder: Path) -> Path:
    """A new empty folder beside the one in use."""
    path = folder / f"index-{secrets.token_hex(6)}"
    path.mkdir(mode=0o700)
    return path


def switch(folder: Path, to: Path) -> None:
    """Make `to` the index in use, at once and for good."""
    current = folder / "current"
    if current.is_dir() and not current.is_symlink():
        current.rename(fresh(folder) / "current")  # swept with it
    write_file(current, to.name.encode())


def sweep(folder: Path, spared: Path | None = None) -> None:
    """Remove what does not belong to the index in use, but `spared`. Only for the holder of the lock."""
    current = in_use(folder)
    for path in folder.iterdir():
        if _GENERATION.fullmatch(path.name) and path not in (current, spared):
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.endswith(".new"):
            with contextlib.suppress(OSError):
                path.unlink()


def write_file(path: Path, content: bytes) -> None:
    """Replace a file as a whole: its old content or its new one is there, whatever happens."""
    new = path.with_name(path.name + ".new")
    try:
        with os.fdopen(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()
        raise
    sync_folder(path.parent)


class Lock:
    """The right to write an index. Held by an open file, so it ends with the processes that hold it, however they end.

    A child that inherits `fileno()` holds it too. Raises LockedError, OSError.
    """

    def __init__(self, folder: Path) -> None:
        flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW  # what a link leads to would be emptied
        self._handle = os.open(folder / "lock", flags, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._handle, 1000, 0)
            os.close(self._handle)
            if isinstance(error, BlockingIOError):
                raise LockedError(*_holder(holder)) from None
            raise
        with contextlib.suppress(OSError):  # a full disk must not keep us from making room
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, json.dumps({"pid": os.getpid(), "since": time.time()}).encode(), 0)

    def fileno(self) -> int:
        """The open file, to be inherited."""
        return self._handle

    def release(self) -> None:
        """Let others write."""
        os.close(self._handle)

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _holder(content: bytes) -> tuple[str, str]:
    try:
        holder = json.loads(content)
        since = datetime.fromtimestamp(float(holder["since"])).astimezone()
        return str(int(holder["pid"])), since.strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, KeyError, TypeError, OverflowError, OSError):
        return "?", "?"
