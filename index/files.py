"""Files that are replaced whole; the home folder."""

from __future__ import annotations

import errno
import os
import pwd
import tempfile
from pathlib import Path


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


def expanded(name: str) -> Path:
    """A path as it was written, ~ as the home folder; where there is no such home, as it is."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)


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
