"""Folders → the files that are documents, each once, in a stable order; and hearing of it when they change."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

from inyo.index.reading.formats import ENDINGS, ending_of, is_hidden
from inyo.index.values.problems import NO_NAME, Problem, ProblemKind, problem_from

_README = re.compile(r"readme(?:[._-].*)?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)")


def discover(paths: Sequence[Path]) -> Iterator[Path | Problem]:
    """The document files under `paths` (files or folders), each once, in a stable order; what is skipped as Problem.

    Order: `paths` as given; in a folder by name, numbers by value, a subfolder's files at its place. Left out without
    a word: hidden names (those of the system too), links to what is found under its own name, and a README at the top
    of a folder that has other documents (it tells about the collection and is not of it). Reported: other endings
    (ProblemKind.FORMAT), links that leave the folder, lead nowhere or in a circle, folders that cannot be listed, and
    pipes, sockets and devices with a document's name.
    """
    seen: set[str] = set()
    roots = [_real(path) for path in paths]
    for path, root in zip(paths, roots, strict=True):
        for item, real in _root(path, root, roots):
            if isinstance(item, Path):
                if real in seen:
                    continue
                seen.add(real)
            yield item


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts names as people expect: width and case do not count, 第2回 stands before 第10回."""
    plain = name if name.isascii() else unicodedata.normalize("NFKC", name)
    parts = _NUMBER.split(plain.casefold())
    return tuple((0, int(part), "") if number % 2 else (1, 0, part) for number, part in enumerate(parts) if part)


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return os.fspath(path)


def _root(path: Path, real_root: str, roots: Sequence[str]) -> Iterator[tuple[Path | Problem, str]]:
    """What is found at a path, and of files where they really are.

    No link is followed on the way to an entry of a folder, so that its real path needs no look at the disk: asking for
    it cost two thirds of the time in which nothing changed is established.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _unreachable(path, error), ""
        return
    if not stat.S_ISDIR(mode):
        yield path if stat.S_ISREG(mode) else _special(path), real_root
        return
    found: list[tuple[tuple[object, ...], Path | Problem]] = []
    links: list[tuple[tuple[object, ...], Path]] = []
    _walk(path, found, links)
    above, below = len(str(path / "x")) - 1, real_root.rstrip(os.sep) + os.sep
    real = {item: below + str(item)[above:] for _, item in found if isinstance(item, Path)}
    there = set(real.values())
    for key, link in links:
        item = _linked(link, there, roots)
        if item is not None:
            found.append((key, item))
            if isinstance(item, Path):
                real[item] = _real(item)
    readmes = [item for key, item in found if len(key) == 1 and isinstance(item, Path) and _README.fullmatch(item.name)]
    if len(readmes) == sum(isinstance(item, Path) for _, item in found):
        readmes = []
    found.sort(key=lambda pair: (pair[0], str(pair[1])))
    yield from ((item, real[item] if isinstance(item, Path) else "") for _, item in found if item not in readmes)


_MAIL_FOLDERS = frozenset(("cur", "new"))
"""Where a Maildir keeps mails, whose names have no ending."""


def _walk(
    root: Path,
    found: list[tuple[tuple[object, ...], Path | Problem]],
    links: list[tuple[tuple[object, ...], Path]],
) -> None:
    folders: list[tuple[tuple[object, ...], Path]] = [((), root)]
    while folders:
        above, folder = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = [entry for entry in listing if not is_hidden(entry.name)]
        except OSError as error:
            found.append((above or (natural(root.name),), problem_from(error, str(folder))))
            continue
        for entry in entries:
            key, path = (*above, natural(entry.name)), folder / entry.name
            try:
                if entry.is_symlink():
                    links.append((key, path))
                elif entry.is_dir(follow_symlinks=False):
                    folders.append((key, path))
                elif ending_of(entry.name) not in ENDINGS and folder.name not in _MAIL_FOLDERS:
                    if entry.is_file(follow_symlinks=False):
                        found.append((key, _left_out(path)))
                else:
                    found.append((key, path if entry.is_file(follow_symlinks=False) else _special(path)))
            except OSError as error:
                found.append((key, problem_from(error, str(path))))


def _linked(link: Path, found: set[str], roots: Sequence[str]) -> Path | Problem | None:
    """What a link in a folder stands for: a file not found otherwise, a problem, or nothing new."""
    real = _real(link)
    try:
        mode = link.stat().st_mode
    except (OSError, ValueError) as error:
        return _unreachable(link, error) if link.suffix.lower() in ENDINGS | {""} else None
    file = stat.S_ISREG(mode)
    if (file and ending_of(link.name) not in ENDINGS) or real in found:
        return None
    if not any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in roots):
        return _link(link, f"is a link that leaves the folder (to {real}); give its target itself to read it")
    if file:
        return link
    if not stat.S_ISDIR(mode):
        return _special(link)
    if _real(link.parent).startswith(real):
        return _link(link, "is a link to a folder it lies in; it was not followed")
    return None


def _unreachable(path: Path, error: OSError | ValueError) -> Problem:
    if isinstance(error, ValueError):
        return Problem(str(path), ProblemKind.UNREADABLE, NO_NAME)
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return _link(path, f"is a link to {path.readlink()}, which does not exist; restore or delete it")
    if error.errno == errno.ELOOP:
        return _link(path, "is a link that leads in a circle; delete it")
    return problem_from(error, str(path))


def _left_out(path: Path) -> Problem:
    ending = ending_of(path.name)
    what = f"is a {ending} file, which is not read" if ending else "has a name without an ending that tells its format"
    return Problem(str(path), ProblemKind.FORMAT, f"{what}; convert it to text, PDF or the like to have it found")


def _link(path: Path, detail: str) -> Problem:
    return Problem(str(path), ProblemKind.LINK, detail)


def _special(path: Path) -> Problem:
    return Problem(str(path), ProblemKind.UNREADABLE, "is a pipe, socket or device and no file; it was not opened")


QUIET = 800
"""Milliseconds within which changes are told as one."""


def watch_files(
    paths: Sequence[Path], changed: Callable[[], None], stopped: Event, look: Callable[[], None] = lambda: None
) -> bool:
    """Call `changed` after files under the paths came, went or were written, until `stopped` is set; also after a path
    went, and came back. `look` is called every second or so, also while no path is there. False at once where nothing
    can be watched: no such path, or no watcher for this system."""
    there = _there(paths)
    if not there:
        return False
    try:
        from watchfiles import watch
    except ImportError:  # a system for which it is not made
        return False
    while not stopped.is_set():
        if (now := _there(paths)) != there:
            there = now
            changed()
        if not there:
            look()
            stopped.wait(_AWAY)
            continue
        try:
            for changes in watch(
                *there, debounce=4 * QUIET, step=QUIET, stop_event=stopped, rust_timeout=500, yield_on_timeout=True,
                raise_interrupt=False, ignore_permission_denied=True,
            ):  # fmt: skip
                look()
                if changes:
                    changed()
                if _there(paths) != there:
                    break
        except FileNotFoundError:  # it went just now, or cannot be watched yet
            stopped.wait(_AWAY)
        except (OSError, RuntimeError):  # no more watches are to be had
            return False
    return True


_AWAY = 1.0
"""Seconds between two looks whether a path is back."""


def _there(paths: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    """The paths that are there, and what stands there: another folder of the same name is another."""
    found = {}
    for path in paths:
        with contextlib.suppress(OSError):
            status = path.stat()
            found[path] = (status.st_dev, status.st_ino)
    return found
