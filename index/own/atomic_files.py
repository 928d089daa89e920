"""Files of our own: replaced whole, by one process at a time, read only where they are files; the home folder; and the
reader's own small files, in any encoding, of which what is wrong becomes a sentence.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pwd
import re
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from inyo.index.reading.documents import bytes_of, read_text, text_in
from inyo.index.values.problems import ProblemKind, UnreadableDocument

if TYPE_CHECKING:
    from inyo.index.reading.encodings import Decoded


NOBODY_S = Path(os.devnull, "HOME is not set")
"""The home folder where none is known: below a device nothing is found and nothing made, and its name says why."""


def home() -> Path:
    """The reader's home folder: HOME, or if that is no absolute path, as the password file says, or NOBODY_S."""
    named = Path(os.environ.get("HOME", ""))
    if named.is_absolute():
        return named
    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return NOBODY_S


_XDG = {
    "cache": ("XDG_CACHE_HOME", ".cache"),
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


def own_folder(kind: Literal["cache", "config", "data", "state"]) -> Path:
    """Where inyo keeps what is the reader's, by the XDG base folders, on every system; a relative value is ignored, as
    the specification asks."""
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
    """While this lasts no other inyo changes a file of the reader's: what the other wrote is kept. Raises OSError, also
    where another one that hangs does not let go of it."""
    _make(path.parent)
    # no link that somebody laid is followed, and no pipe waited for
    flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    handle = os.open(path.parent / f".{path.name}.lock", flags, 0o600)
    try:
        _lock(handle, path)
        yield
    finally:
        os.close(handle)


_PATIENCE = 5.0
"""Seconds that another process is waited for: it writes a small file."""


def _lock(handle: int, path: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise OSError(errno.EBUSY, "another inyo that hangs keeps it; end that one", str(path)) from None
            time.sleep(0.02)
        except OSError:
            return  # a file system without locks is no reason to keep nothing
        else:
            return


def replace_file(path: Path, data: bytes) -> None:
    """Write a file readable by its owner only: after a crash the old or the new content stands. Raises OSError."""
    _make(path.parent)
    _sweep(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)  # where what is written finds no room the system names no file
        raise
    sync_folder(path.parent)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None


def write_new(path: Path, text: str) -> None:
    """Write a file that was not there, as UTF-8: whole and on the disk, or not at all, also where inyo is killed.
    Raises FileExistsError, and OSError with the file's name."""
    temporary = path.parent / f".inyo-{os.urandom(6).hex()}"
    try:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        with temporary.open("xb") as file:
            file.write(text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        _name_new(temporary, path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    sync_folder(path.parent)


_NO_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK})


def _name_new(temporary: Path, path: Path) -> None:
    """Give a file its name, where nothing has that name. Raises OSError."""
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        temporary.rename(path)  # a file system without hard links; that the name is free was asked just before


_FORSAKEN = 3600.0
"""Seconds after which nobody writes a temporary file any more: who began it was killed."""


def _sweep(path: Path) -> None:
    """Remove the temporary files that were left by programs killed while they replaced this file."""
    left = re.compile(rf"\.{re.escape(path.name)}\.[a-z0-9_]{{8}}")
    with contextlib.suppress(OSError):
        for entry in os.scandir(path.parent):
            if left.fullmatch(entry.name) and time.time() - entry.stat(follow_symlinks=False).st_mtime > _FORSAKEN:
                Path(entry).unlink()


def sync_folder(path: Path) -> None:
    """Have the names in a folder on the disk. Does nothing where folders cannot be synchronised."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def open_plain(path: Path) -> BinaryIO:
    """A file of ours, to read. Raises OSError, also for what is no file: a pipe would be waited for."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is no ordinary file", str(path))
    return os.fdopen(handle, "rb")


def read_plain(path: Path) -> bytes:
    """The content of a file of ours. Raises OSError as `open_plain`."""
    with open_plain(path) as file:
        return file.read()


def stamp_of(path: Path) -> tuple[int, int, int]:
    """What another state of a file differs in: when it was written, its bytes, its place on the disk; zeros where it is
    not."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0, 0
    return status.st_mtime_ns, status.st_size, status.st_ino


def digest(content: bytes) -> str:
    """A digest of some bytes, in hexadecimal."""
    return blake2b(content, digest_size=16).hexdigest()


def sealed(content: bytes) -> bytes:
    """Content with a line before it that tells whether it is whole; see `unsealed`."""
    return digest(content).encode() + b"\n" + content


def unsealed(data: bytes) -> bytes:
    """The content that was sealed. Raises ValueError where a bit of it is another."""
    head, _, content = data.partition(b"\n")
    if head != digest(content).encode():
        raise ValueError("the content is not what was written")
    return content


_LARGEST = 5_000_000
"""Bytes; more is no list that somebody wrote."""


def read_own_file(path: Path, *, needed: bool) -> tuple[str, tuple[str, ...]]:
    """The text of a file ('' where it cannot be read) and sentences on what is wrong with it.

    A file that is missing is a problem only where it is `needed`: named by the reader, not merely possible.
    """
    if not needed and not os.path.lexists(path):
        return "", ()
    if is_folder(path):
        return "", (f"{path} is a folder; name a text file",)
    return _told(path, lambda: read_text(path, largest=_LARGEST))


def read_own_stream(stream: BinaryIO, name: str) -> tuple[str, tuple[str, ...]]:
    """The same for what comes through a pipe or from a keyboard; the sentences call it `name`."""
    path = Path(name)
    return _told(path, lambda: text_in(path, bytes_of(stream, path, _LARGEST)))


def _told(path: Path, read: Callable[[], Decoded]) -> tuple[str, tuple[str, ...]]:
    try:
        decoded = read()
    except UnreadableDocument as error:
        kind = error.problem.kind
        if kind is ProblemKind.EMPTY:
            return "", ()
        return "", (f"{path} {error.problem.detail}",)
    if decoded.broken:
        return decoded.text, (f"{path} is damaged as {decoded.encoding} in {decoded.broken} places; save it as UTF-8",)
    return decoded.text, ()
