"""Our own table of what an index is made of, read and checked before Whoosh touches a file; and which files are new,
changed or gone since it was written: by size and times, then by content.

One file for each generation, `manifest-N.json`: a line with the digest of the rest, then JSON. It is written before the
table of contents of that generation gets its name, so a table of contents without its manifest is damage. Of the files
that documents came from it says which are others than those of a table that it shares with the manifests before: where
one of 20,000 files changed, one is written down.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from inyo.index.engine.local.analysed import content_digest
from inyo.index.engine.local.index_folders import write_file
from inyo.index.own.atomic_files import digest, open_plain, read_plain, sealed, unsealed
from inyo.index.own.sections import DamagedFile
from inyo.index.reading.discovery import discover
from inyo.index.values.document import document_key
from inyo.index.values.problems import Problem, ProblemKind
from inyo.index.values.progress import Notice

FORMAT = 8
"""Of files, manifest and class paths together: an index of another format is not opened but built anew."""
_TRAILER = 16
"""The last bytes of a file of arrays: the checksum of its table, which holds those of all arrays."""


_SHARE, _SHORT = 8, 512
"""A manifest says which sources are others than in its table where these are one in so many, or all are few."""


class OtherFormat(Exception):
    """An index that another version of inyo wrote."""


_WHOLE = ("",)


class Source(NamedTuple):
    """A file as it was when read: when its content and when its entry was changed last (who copies a file may set the
    first, nobody the second). A time is 0 where it was so young that a later change could hide. `parts` are the
    documents that it gave, in order."""

    size: int
    mtime_ns: int
    digest: str = ""
    ctime_ns: int = 0
    parts: tuple[str, ...] = _WHOLE


def keys_of(path: str, source: Source) -> list[str]:
    """The keys of the documents that a file gave, in order."""
    return [path] if source.parts == _WHOLE else [document_key(path, part) for part in source.parts]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be read, or not whole, as it was then, and why."""

    source: Source
    problem: Problem


@dataclass(frozen=True, slots=True)
class Table:
    """Sources in order, in a file that is named by the digest of its content."""

    digest: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of its file, '' where it is empty and has none."""
        return f"sources-{self.digest}.json" if self.digest else ""

    @classmethod
    def write(cls, folder: Path, sources: Mapping[str, Source]) -> Table:
        """A table of some sources, in a folder. Raises OSError."""
        content = json.dumps([[key, *_source(source)] for key, source in sources.items()]).encode("ascii")
        table = cls(digest(content), sources)
        write_file(folder / table.name, content)
        return table

    @classmethod
    def read(cls, folder: Path, name: str) -> Table:
        """The table with a digest. Raises DamagedFile, OSError."""
        if not name:
            return cls()
        content = read_plain(folder / cls(name).name)
        if digest(content) != name:
            raise DamagedFile("the table of its files is not the one that was written")
        return cls(name, {key: _read_source(row) for key, *row in json.loads(content)})


Edits = tuple[list[str], list[list[Any]], list[list[Any]]]
"""What makes other sources of some: the keys that go; those that change, with what they are then; new ones, each with
its place among all."""


def _edits(old: Mapping[str, Source], new: Mapping[str, Source]) -> Edits | None:
    """What makes `new` of `old`; None where those that stay are in another order."""
    stay = [key for key in old if key in new]
    if stay != [key for key in new if key in old]:
        return None
    changed = [[key, *_source(new[key])] for key in stay if new[key] is not old[key] and new[key] != old[key]]
    added = [[at, key, *_source(source)] for at, (key, source) in enumerate(new.items()) if key not in old]
    return [key for key in old if key not in new], changed, added


def _edited(old: Mapping[str, Source], edits: Edits) -> dict[str, Source]:
    """The inverse of `_edits`."""
    gone, changed, added = edits
    others = {key: _read_source(row) for key, *row in changed}
    if not gone and not added:
        return {**old, **others}
    left = set(gone)
    rows = [(key, others.get(key, source)) for key, source in old.items() if key not in left]
    for at, key, *row in added:
        rows.insert(int(at), (str(key), _read_source(row)))
    return dict(rows)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is made of. `files` are the segments' files with size and trailer; `toc` the digest of Whoosh's
    table of contents of this generation; `rules` see `versions.rules`; `table` is shared with those before."""

    format: int
    rules: str
    paths: tuple[str, ...]
    generation: int = 0
    toc: str = ""
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    skipped: dict[str, Skipped] = field(default_factory=dict)
    folders: tuple[Problem, ...] = ()
    documents: int = 0
    passages: int = 0
    table: Table = field(default_factory=Table, compare=False)

    def write(self, folder: Path) -> None:
        """Write it where `read` finds it, and another table where few sources are those of its own. Raises OSError."""
        table, edits = self.table, _edits(self.table.sources, self.sources)
        if edits is None or _SHARE * len([*edits[0], *edits[1], *edits[2]]) > len(self.sources) + _SHORT:
            table, edits = Table.write(folder, self.sources), ([], [], [])
        content = json.dumps(
            {
                "format": self.format,
                "rules": self.rules,
                "paths": self.paths,
                "generation": self.generation,
                "toc": self.toc,
                "files": self.files,
                "table": table.digest,
                "edits": edits,
                "skipped": [[_source(each.source), _problem(each.problem)] for each in self.skipped.values()],
                "folders": [_problem(problem) for problem in self.folders],
                "documents": self.documents,
                "passages": self.passages,
            }
        ).encode("ascii")
        write_file(_path(folder, self.generation), sealed(content))

    @classmethod
    def read(cls, folder: Path, generation: int, known: Table | None = None) -> Manifest:
        """The manifest of a generation; a table that is `known` is not read again. Raises DamagedFile, OtherFormat,
        OSError."""
        data = read_plain(_path(folder, generation))
        try:
            plain = json.loads(unsealed(data))
            if plain["format"] != FORMAT:
                raise OtherFormat(f"its format is {plain['format']}, this program's {FORMAT}")
            name = str(plain["table"])
            return _read(plain, known if known and known.digest == name else Table.read(folder, name))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedFile("its manifest is damaged") from error

    def check_files(self, folder: Path, content: bytes) -> None:
        """Compare the table of contents and the segments' files with what was written down.

        Raises DamagedFile, FileNotFoundError.
        """
        if digest(content) != self.toc:
            raise DamagedFile("its table of contents is not the one that was written")
        for name, expected in self.files.items():
            if file_state(folder / name) != expected:
                raise DamagedFile(f"the file {name} is not the one that was written")


def file_state(path: Path) -> tuple[int, str]:
    """Size and trailer of a file of arrays. Raises OSError."""
    with open_plain(path) as file:
        size = file.seek(0, 2)
        file.seek(max(size - _TRAILER, 0))
        return size, file.read().hex()


def manifest_stamp(folder: Path, generation: int) -> tuple[int, int]:
    """What tells a manifest's file from one that replaced it. Raises FileNotFoundError."""
    status = _path(folder, generation).stat()
    return status.st_ino, status.st_mtime_ns


def _path(folder: Path, generation: int) -> Path:
    return folder / f"manifest-{generation}.json"


def _source(source: Source) -> list[Any]:
    *plain, parts = source
    return plain if parts == _WHOLE else [*plain, *parts]


def _problem(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.kind.value, problem.detail


def _read(plain: dict[str, Any], table: Table) -> Manifest:
    skipped = (
        Skipped(_read_source(source), Problem(path, ProblemKind(kind), detail))
        for source, (path, kind, detail) in plain["skipped"]
    )
    return Manifest(
        format=int(plain["format"]),
        rules=str(plain["rules"]),
        paths=tuple(plain["paths"]),
        generation=int(plain["generation"]),
        toc=str(plain["toc"]),
        files={name: (int(size), str(trailer)) for name, (size, trailer) in plain["files"].items()},
        sources=_edited(table.sources, plain["edits"]),
        skipped={each.problem.path: each for each in skipped},
        folders=tuple(Problem(path, ProblemKind(kind), detail) for path, kind, detail in plain["folders"]),
        documents=int(plain["documents"]),
        passages=int(plain["passages"]),
        table=table,
    )


def _read_source(plain: Sequence[Any]) -> Source:
    """The inverse of `_source`; there are thousands, and checksums have told what they are."""
    size, mtime, check, ctime, *parts = plain
    return Source(size, mtime, check, ctime, tuple(parts) or _WHOLE)


_YOUNG = 2_000_000_000
"""A file younger than this (nanoseconds) may change again without getting another time; see `Source`."""
_MANY = 50
"""Files that nobody deletes one by one: they are sooner away than gone, and take long to be read again."""
_TOLD_EVERY = 64
"""Files between two words of progress."""
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
    """Compare the files under `paths` with the manifest; None when cancelled. `found` is called now and then."""
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
        if not len(order) % _TOLD_EVERY:
            found(len(order), item)
        order[item] = len(order)
        known, before, status = manifest.sources.get(item), manifest.skipped.get(item), _status(item)
        if known and status and _untouched(known, status, now):
            sources[item] = known
            if before:
                skipped[item] = before
            continue
        source = look(status, now)
        if known and same_file(known, source, item):
            sources[item] = source._replace(digest=known.digest, parts=known.parts)
            if before:
                skipped[item] = before
        elif before and _passed_over(before, source, item):
            skipped[item] = replace(before, source=source._replace(digest=before.source.digest))
        else:
            read[item] = source
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


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116  (a Path for each of 20,000 files costs more than the look)
    except OSError:
        return None


def _untouched(known: Source, status: os.stat_result, now: int) -> bool:
    """Whether a file has the size and the times that are known, and these are old enough to prove something."""
    times = status.st_mtime_ns, status.st_ctime_ns
    same = times == (known.mtime_ns, known.ctime_ns) and status.st_size == known.size
    return same and abs(now - times[0]) >= _YOUNG and abs(now - times[1]) >= _YOUNG and all(times)


def look(status: os.stat_result | None, now: int) -> Source:
    """A file's size and times as they are. `now` in nanoseconds, for files so young that a time proves nothing."""
    if status is None:
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
    times = now.mtime_ns, now.ctime_ns
    if all(times) and times == (known.mtime_ns, known.ctime_ns):
        return True
    return bool(known.digest) and content_digest(path) == known.digest


def _passed_over(before: Skipped, now: Source, path: str) -> bool:
    """The file failed as it is now, and for a reason that lies in its content."""
    kind = before.problem.kind
    if kind in _RETRIED or (kind is ProblemKind.UNREADABLE and not before.source.digest):
        return False
    return same_file(before.source, now, path)
