"""Which files are new, changed or gone since the index was written: by size and times, then by content."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from inyo.index.engine.local.store.manifest import Manifest, Skipped, Source
from inyo.index.engine.local.workers import content_digest
from inyo.index.reading.discovery import discover
from inyo.index.values.problems import Problem, ProblemKind
from inyo.index.values.progress import Notice

_YOUNG = 2_000_000_000
"""A file younger than this (nanoseconds) may change again without getting another time; see `Source`."""
_MANY = 50
"""Files that nobody deletes one by one: they are sooner away than gone, and take long to be read again."""
_RETRIED = frozenset({ProblemKind.PERMISSION, ProblemKind.MISSING, ProblemKind.LINK})


@dataclass(frozen=True, slots=True)
class Plan:
    """What an update has to do.

    `read` are the files to read, in order, as they are now; `new` those of them that the index does not have;
    `removed` the documents whose files are gone; `sources` and `skipped` what stays true without reading (a damaged
    file is in both), also under a folder that is away; `order` all files found; `folders` what was skipped before it
    was a file; `bytes` what is to be read; `away` those of these folders whose files may be there all the same;
    `emptied` folders of the collection of which the same is true: they had many files and have nothing.
    """

    read: dict[str, Source]
    new: frozenset[str]
    removed: tuple[str, ...]
    sources: dict[str, Source]
    skipped: dict[str, Skipped]
    order: dict[str, int]
    folders: tuple[Problem, ...]
    bytes: int = field(default=0)
    away: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()

    @property
    def notices(self) -> list[Notice]:
        """What is to be said of it: the folders that are away, or look as if they were."""
        return [*(("away", folder) for folder in self.away), *(("emptied", folder) for folder in self.emptied)]


def scan(
    paths: Sequence[Path], manifest: Manifest, found: Callable[[int, str], None], cancelled: Callable[[], bool]
) -> Plan | None:
    """Compare the files under `paths` with the manifest; None when cancelled. `found` is called for every file."""
    read: dict[str, Source] = {}
    sources: dict[str, Source] = {}
    skipped: dict[str, Skipped] = {}
    order: dict[str, int] = {}
    folders: list[Problem] = []
    now = time.time_ns()
    for item in discover(paths):
        if cancelled():
            return None
        if isinstance(item, Problem):
            folders.append(item)
            continue
        key = str(item)
        found(len(order), key)
        order[key] = len(order)
        source = look(key, now)
        known, before = manifest.sources.get(key), manifest.skipped.get(key)
        if known and same_file(known, source, key):
            sources[key] = replace(source, digest=known.digest, parts=known.parts)
            if before:
                skipped[key] = before
        elif before and _passed_over(before, source, key):
            skipped[key] = replace(before, source=replace(source, digest=before.source.digest))
        else:
            read[key] = source
    away, emptied = _away(folders, paths), _emptied(paths, manifest, order)
    below = tuple(folder.rstrip(os.sep) + os.sep for folder in (*away, *emptied))
    for key, known in manifest.sources.items():
        if below and key not in order and key.startswith(below):
            sources[key] = known
            if before := manifest.skipped.get(key):
                skipped[key] = before
    removed = tuple(key for key in manifest.sources if key not in order and key not in sources)
    new = frozenset(key for key in read if key not in manifest.sources)
    size = sum(source.size for source in read.values())
    return Plan(read, new, removed, sources, skipped, order, tuple(folders), size, away, emptied)


def _away(folders: Sequence[Problem], paths: Sequence[Path]) -> tuple[str, ...]:
    """The folders under which files may be all the same: those of the collection that are not there (a disk that was
    taken out), and those that the system cannot list."""
    roots = set(map(str, paths))
    return tuple(
        each.path
        for each in folders
        if (each.kind is ProblemKind.UNREADABLE and _may_hold_files(each.path))
        or (each.kind is ProblemKind.MISSING and each.path in roots)
    )


def _may_hold_files(path: str) -> bool:
    """Whether what could not be read is a folder, as far as the system tells: a pipe or a device holds nothing."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116
    except OSError:
        return True


def _emptied(paths: Sequence[Path], manifest: Manifest, order: Mapping[str, int]) -> tuple[str, ...]:
    """The folders of the collection that are empty and had many files, as where a disk is not mounted."""
    if len(order) + _MANY > len(manifest.sources):
        return ()
    found = []
    for root in map(str, paths):
        below = root.rstrip(os.sep) + os.sep
        had = sum(key.startswith(below) for key in manifest.sources)
        with contextlib.suppress(OSError):
            if had >= _MANY and not any(os.scandir(root)):
                found.append(root)
    return tuple(found)


def look(path: str, now: int) -> Source:
    """A file's size and times as they are. `now` in nanoseconds, for files so young that a time proves nothing."""
    try:
        status = os.stat(path)  # noqa: PTH116  (a Path for each of 20,000 files costs more than the look)
    except OSError:
        return Source(-1, 0)
    mtime, ctime = (0 if abs(now - at) < _YOUNG else at for at in (status.st_mtime_ns, status.st_ctime_ns))
    return Source(status.st_size, mtime, ctime_ns=ctime)


def in_order(values: Mapping[str, Source], order: Mapping[str, int]) -> dict[str, Source]:
    """The sources in the order in which their files were found."""
    last = len(order)
    return dict(sorted(values.items(), key=lambda pair: order.get(pair[0], last)))


def same_file(known: Source, now: Source, path: str) -> bool:
    """Whether a file is as it was when it was read: by its times, or by its content where it is too young for these."""
    if known.size != now.size:
        return False
    if _untouched(known, now):
        return True
    return bool(known.digest) and content_digest(path) == known.digest


def _passed_over(before: Skipped, now: Source, path: str) -> bool:
    """The file failed as it is now, and for a reason that lies in its content."""
    kind = before.problem.kind
    if kind in _RETRIED or (kind is ProblemKind.UNREADABLE and not before.source.digest):
        return False
    return same_file(before.source, now, path)


def _untouched(known: Source, now: Source) -> bool:
    times = (now.mtime_ns, now.ctime_ns)
    return all(times) and times == (known.mtime_ns, known.ctime_ns)
