"""Which documents to open: the paths given, else the collection opened last, else the demo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inyo.index.own.atomic_files import expanded, own_folder
from inyo.tui.keep.serialiser import BadFile, read, write


class NoSuchPath(Exception):
    """A path that was given does not exist; the message says which."""


@dataclass(frozen=True, slots=True)
class _Last:
    paths: list[str] = field(default_factory=list)


def demo_folder() -> Path:
    """The demo collection, in an installed wheel as in a checkout."""
    here = Path(__file__).resolve().parents[1]
    installed = here / "demo"
    return installed if installed.is_dir() else here.parent / "seeds"


def last_collection() -> tuple[Path, ...]:
    """The paths remembered last, if all of them still exist."""
    try:
        kept = read(_file(), _Last)
        paths = tuple(map(Path, kept.paths)) if kept else ()
        return paths if paths and all(path.exists() for path in paths) else ()
    except (OSError, ValueError, BadFile):
        return ()


def remember(paths: Sequence[Path]) -> None:
    """Make these paths what `inyo` opens next. A state folder that cannot be written is no reason to stop."""
    import contextlib

    with contextlib.suppress(OSError):
        write(_file(), _Last([str(path.absolute()) for path in paths]))


def choose(given: Sequence[str]) -> tuple[Path, ...]:
    """The paths to open. Raises NoSuchPath."""
    paths = tuple(map(expanded, given))
    for path in paths:
        if not path.is_absolute() and not _is_here():
            raise NoSuchPath(f"{path}: the current folder was deleted; change to another, or give a whole path")
        if not path.exists():
            raise NoSuchPath(f"{path}: no such file or folder; give a folder of documents")
    return paths or last_collection() or (demo_folder(),)


def _is_here() -> bool:
    """Whether the current folder is still there."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return False
    return True


def anchored(path: Path) -> Path:
    """A path that means the same wherever inyo is started: what is marked in a document is kept under it."""
    return path.resolve() if ".." in path.parts else path.absolute()


def _file() -> Path:
    return own_folder("state") / "last-collection.json"
