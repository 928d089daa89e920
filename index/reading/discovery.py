"""Folders → the files that are documents, each once, in a stable order; and hearing of it when they change."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from threading import Event

from inyo.index.reading.formats import ENDINGS, ending_of, is_hidden
from inyo.index.values.problems import NO_NAME, Problem, ProblemKind, problem_from

_README = re.compile(r"readme(?:[._-].*)?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)")


def discover(paths: Sequence[Path]) -> Iterator[str | Problem]:
    """The document files under `paths` (files or folders), each once, in a stable order; what is skipped as Problem.

    Order: `paths` as given; in a folder by name, numbers by value, a subfolder's files at its place. Left out without
    a word: hidden names (those of the system too), links to what is found under its own name, and a README at the top
    of a folder that has other documents (it tells about the collection and is not of it). Reported: other endings
    (ProblemKind.FORMAT), links that leave the folder, lead nowhere or in a circle, folders that cannot be listed, and
    pipes, sockets and devices with a document's name. Of 20,000 files no object is made but their names.
    """
    seen: set[str] = set()
    roots = [_real(str(path)) for path in paths]
    for path, root in zip(paths, roots, strict=True):
        for item, real in _root(path, root, roots):
            if isinstance(item, str):
                if real in seen:
                    continue
                seen.add(real)
            yield item


_Natural = tuple[str | int, ...]
"""Letters and numbers by turns, letters first."""
_Found = tuple[tuple[_Natural, ...], str, str | Problem]
"""Where something stands: the names of the folders above and its own; its path; what it is."""


def natural(name: str) -> _Natural:
    """A key that sorts names as people expect: width and case do not count, 第2回 stands before 第10回."""
    plain = name if name.isascii() else unicodedata.normalize("NFKC", name)
    parts: list[str | int] = list(_NUMBER.split(plain.casefold()))
    parts[1::2] = map(int, parts[1::2])
    return tuple(parts)


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _root(path: Path, real_root: str, roots: Sequence[str]) -> Iterator[tuple[str | Problem, str]]:
    """What is found at a path, and of files where they really are.

    No link is followed on the way to an entry of a folder, so that its real path needs no look at the disk: asking for
    it cost two thirds of the time in which nothing changed is established.
    """
    root = str(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _unreachable(root, error), ""
        return
    if not stat.S_ISDIR(mode):
        yield root if stat.S_ISREG(mode) else _special(root), real_root
        return
    found, links = _walk(root)
    above, below = len(root.rstrip(os.sep)) + 1, real_root.rstrip(os.sep) + os.sep
    linked: dict[str, str] = {}
    if links:
        there = {below + item[above:] for _, _, item in found if isinstance(item, str)}
        for key, link in links:
            item = _linked(link, there, roots)
            if item is not None:
                found.append((key, link, item))
                linked[link] = _real(link)
    files = sum(isinstance(item, str) for _, _, item in found)
    top = (place for key, place, item in found if len(key) == 1 and item is place)
    readmes = {place for place in top if _README.fullmatch(place[above:])}
    if len(readmes) == files:
        readmes = set()
    found.sort(key=itemgetter(0, 1))
    for _, place, item in found:
        if place not in readmes:
            yield item, linked.get(place) or below + place[above:]


_MAIL_FOLDERS = frozenset(("cur", "new"))
"""Where a Maildir keeps mails, whose names have no ending."""


def _walk(root: str) -> tuple[list[_Found], list[tuple[tuple[_Natural, ...], str]]]:
    """What lies below a folder, and the links there, in no order."""
    found: list[_Found] = []
    links: list[tuple[tuple[_Natural, ...], str]] = []
    folders: list[tuple[tuple[_Natural, ...], str]] = [((), root)]
    while folders:
        above, folder = folders.pop()
        try:
            with os.scandir(folder) as listing:
                entries = [entry for entry in listing if not is_hidden(entry.name)]
        except OSError as error:
            found.append((above or (natural(Path(root).name),), folder, problem_from(error, folder)))
            continue
        any_name = Path(folder).name in _MAIL_FOLDERS
        for entry in entries:
            key, path = (*above, natural(entry.name)), entry.path
            try:
                if entry.is_symlink():
                    links.append((key, path))
                elif entry.is_dir(follow_symlinks=False):
                    folders.append((key, path))
                elif ending_of(entry.name) not in ENDINGS and not any_name:
                    if entry.is_file(follow_symlinks=False):
                        found.append((key, path, _left_out(path)))
                else:
                    found.append((key, path, path if entry.is_file(follow_symlinks=False) else _special(path)))
            except OSError as error:
                found.append((key, path, problem_from(error, path)))
    return found, links


def _linked(link: str, found: set[str], roots: Sequence[str]) -> str | Problem | None:
    """What a link in a folder stands for: a file not found otherwise, a problem, or nothing new."""
    real = _real(link)
    try:
        mode = os.stat(link).st_mode  # noqa: PTH116
    except (OSError, ValueError) as error:
        return _unreachable(link, error) if Path(link).suffix.lower() in ENDINGS | {""} else None
    file = stat.S_ISREG(mode)
    if (file and ending_of(Path(link).name) not in ENDINGS) or real in found:
        return None
    if not any(real == root or real.startswith(root.rstrip(os.sep) + os.sep) for root in roots):
        return _link(link, f"is a link that leaves the folder (to {real}); give its target itself to read it")
    if file:
        return link
    if not stat.S_ISDIR(mode):
        return _special(link)
    if _real(str(Path(link).parent)).startswith(real):
        return _link(link, "is a link to a folder it lies in; it was not followed")
    return None


def _unreachable(path: str, error: OSError | ValueError) -> Problem:
    if isinstance(error, ValueError):
        return Problem(path, ProblemKind.UNREADABLE, NO_NAME)
    if isinstance(error, FileNotFoundError) and Path(path).is_symlink():
        return _link(path, f"is a link to {Path(path).readlink()}, which does not exist; restore or delete it")
    if error.errno == errno.ELOOP:
        return _link(path, "is a link that leads in a circle; delete it")
    return problem_from(error, path)


def _left_out(path: str) -> Problem:
    ending = ending_of(Path(path).name)
    what = f"is a {ending} file, which is not read" if ending else "has a name without an ending that tells its format"
    return Problem(path, ProblemKind.FORMAT, f"{what}; convert it to text, PDF or the like to have it found")


def _link(path: str, detail: str) -> Problem:
    return Problem(path, ProblemKind.LINK, detail)


def _special(path: str) -> Problem:
    return Problem(path, ProblemKind.UNREADABLE, "is a pipe, socket or device and no file; it was not opened")


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
