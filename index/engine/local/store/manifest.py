"""Our own table of what an index is made of, read and checked before Whoosh touches a file.

One file for each generation, `manifest-N.json`: a line with the digest of the rest, then JSON. It is written before the
table of contents of that generation gets its name, so a table of contents without its manifest is damage.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inyo.index.engine.local.store.index_folders import write_file
from inyo.index.own.atomic_files import digest, open_plain, read_plain, sealed, unsealed
from inyo.index.own.sections import DamagedFile
from inyo.index.values.document import document_key
from inyo.index.values.problems import Problem, ProblemKind

FORMAT = 6
"""Of files, manifest and class paths together: an index of another format is not opened but built anew."""
_TRAILER = 16
"""The last bytes of a file of arrays: the checksum of its table, which holds those of all arrays."""


class OtherFormat(Exception):
    """An index that another version of inyo wrote."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was when read: when its content and when its entry was changed last (who copies a file may set the
    first, nobody the second). A time is 0 where it was so young that a later change could hide. `parts` are the
    documents that it gave, in order."""

    size: int
    mtime_ns: int
    digest: str = ""
    ctime_ns: int = 0
    parts: tuple[str, ...] = ("",)


def keys_of(path: str, source: Source) -> list[str]:
    """The keys of the documents that a file gave, in order."""
    return [document_key(path, part) for part in source.parts]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be read, or not whole, as it was then, and why."""

    source: Source
    problem: Problem


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is made of. `files` are the segments' files with size and trailer; `toc` the digest of Whoosh's
    table of contents of this generation; `rules` see `versions.rules`."""

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

    def write(self, folder: Path) -> None:
        """Write it where `read` finds it. Raises OSError."""
        content = json.dumps(
            {
                "format": self.format,
                "rules": self.rules,
                "paths": self.paths,
                "generation": self.generation,
                "toc": self.toc,
                "files": self.files,
                "sources": {key: _source(source) for key, source in self.sources.items()},
                "skipped": [[_source(each.source), _problem(each.problem)] for each in self.skipped.values()],
                "folders": [_problem(problem) for problem in self.folders],
                "documents": self.documents,
                "passages": self.passages,
            }
        ).encode("ascii")
        write_file(_path(folder, self.generation), sealed(content))

    @classmethod
    def read(cls, folder: Path, generation: int) -> Manifest:
        """The manifest of a generation. Raises DamagedFile, OtherFormat, OSError."""
        data = read_plain(_path(folder, generation))
        try:
            plain = json.loads(unsealed(data))
            if plain["format"] != FORMAT:
                raise OtherFormat(f"its format is {plain['format']}, this program's {FORMAT}")
            return _read(plain)
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
    plain = [source.size, source.mtime_ns, source.digest, source.ctime_ns]
    return plain if source.parts == ("",) else [*plain, *source.parts]


def _problem(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.kind.value, problem.detail


def _read(plain: dict[str, Any]) -> Manifest:
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
        sources={key: _read_source(source) for key, source in plain["sources"].items()},
        skipped={each.problem.path: each for each in skipped},
        folders=tuple(Problem(path, ProblemKind(kind), detail) for path, kind, detail in plain["folders"]),
        documents=int(plain["documents"]),
        passages=int(plain["passages"]),
    )


def _read_source(plain: Any) -> Source:
    size, mtime, check, ctime, *parts = plain
    return Source(int(size), int(mtime), str(check), int(ctime), tuple(map(str, parts)) or ("",))
