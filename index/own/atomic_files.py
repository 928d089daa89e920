"""Files that are replaced whole, and by one process at a time; the home folder."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pwd
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal


def home() -> Path:
    """The reader's home folder: HOME, or if that is no absolute path, as the password file says. Raises OSError where
    none is known."""
    named = Path(os.environ.get("HOME", ""))
    if named.is_absolute():
        return named
    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        raise OSError(errno.ENOENT, "no home folder is known: set HOME, or XDG_CACHE_HOME and the like") from None


_XDG = {
    "cache": ("XDG_CACHE_HOME", ".cache"),
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


def own_folder(kind: Literal["cache", "config", "data", "state"]) -> Path:
    """Where inyo keeps what is the reader's, by the XDG base folders, on every system; a relative value is ignored, as
    the specification asks. Raises OSError where no home is known."""
    variable, fallback = _XDG[kind]
    value = Path(os.environ.get(variable, ""))
    return (value if value.is_absolute() else home() / fallback) / "inyo"


def expanded(name: str) -> Path:
    """A path as it was written, ~ as the home folder; where there is no such home, as it is."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)


def is_folder(path: Path) -> bool:
    """Whether a folder is there, as far as one may look: a folder above it that may not be entered raises nothing."""
    try:
        return path.is_dir()
    except OSError:
        return False


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """While this lasts no other inyo changes a file of the reader's: what the other wrote is kept. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path.parent / f".{path.name}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        with contextlib.suppress(OSError):  # a file system without locks is no reason to keep nothing
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file readable by its owner only: after a crash the old or the new content stands. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
