"""An index as of one commit: checked by its manifest, opened through Whoosh, its segments mapped; and the titles of its
documents as one more segment, kept beside it: tokenizing 20,000 of them takes nearly three seconds.

Whoosh keeps its files in a private folder, synchronised in order, read without running anything. A commit becomes
visible when the table of contents gets its name; before that all files it names are on the disk, and the hook
`before_commit` has run (the manifest is written there). Whoosh 2.7.4 pickles its list of segments. Ours are unpickled
with one class allowed, whose state is plain numbers, strings and bytes; anything else in the stream is damage.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import chain, starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from inyo.index.engine.interface import StoredDocument
from inyo.index.engine.local.codec import TOC, FileStorage, StructFile, open_block, schema
from inyo.index.engine.local.disk import DiskSegment
from inyo.index.engine.local.manifest import Manifest, keys_of, manifest_stamp
from inyo.index.engine.local.segment_blocks import Block, Selection, concatenate, encode, pack_all
from inyo.index.engine.local.versions import rules
from inyo.index.engine.ranking.memory_segment import MemorySegment, placed_titles
from inyo.index.engine.segments import Segment
from inyo.index.own.atomic_files import digest, open_plain, read_plain, replace_file, sealed, sync_folder, unsealed
from inyo.index.own.sections import DamagedFile
from inyo.index.values.document import Passage

if TYPE_CHECKING:  # only who searches needs it, and it takes its time
    from inyo.index.engine.matching.segment_view import View

TOC_NAME = re.compile(r"_MAIN_([0-9]+)\.toc")


class PrivateStorage(FileStorage):  # type: ignore[misc]
    """A folder of ours. `before_commit(generation, content)` is called with the bytes of the new table of contents."""

    def __init__(self, folder: Path, before_commit: Callable[[int, bytes], None] | None = None) -> None:
        FileStorage.__init__(self, str(folder), readonly=False)
        self._path = folder
        self._before_commit = before_commit

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any) -> Any:
        flags = os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0)
        return _SyncedFile(os.fdopen(os.open(self._path / name, flags, 0o600), "wb"), name=name)

    def open_file(self, name: str, **kwargs: Any) -> Any:
        return _PlainFile(open_plain(self._path / name), name=name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        toc = TOC_NAME.fullmatch(newname)
        if toc and self._before_commit:
            self._before_commit(int(toc[1]), (self._path / oldname).read_bytes())
        sync_folder(self._path)
        FileStorage.rename_file(self, oldname, newname, safe)
        sync_folder(self._path)

    def let_go(self) -> None:
        """Forget the hook, and with it what it knows: Whoosh's writers are circles, which may stay for hours."""
        self._before_commit = None

    def lock(self, name: str) -> Any:
        """No lock of Whoosh's: `index_folders.Lock` already keeps other writers out, and tells who holds it."""
        return _NoLock()


class _SyncedFile(StructFile):  # type: ignore[misc]
    """A file that is on the disk when it is closed."""

    def close(self) -> None:
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
        finally:
            StructFile.close(self)


class _PlainFile(StructFile):  # type: ignore[misc]
    """A file whose pickles are of our segments or damaged."""

    def read_pickle(self) -> Any:
        return load_segments(self.file.read())


class _NoLock:
    def acquire(self, blocking: bool = False) -> bool:
        return True

    def release(self) -> None:
        pass


_ALLOWED = frozenset({("inyo.index.engine.local.codec", "ArraySegment")})


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise DamagedFile(f"its table of contents names {module}.{name}")
        from inyo.index.engine.local.codec import ArraySegment

        return ArraySegment

    def persistent_load(self, pid: Any) -> Any:
        raise DamagedFile("its table of contents refers outside")


def load_segments(data: bytes) -> list[Any]:
    """The segments in a table of contents. Raises DamagedFile for anything but a list of our segments."""
    from inyo.index.engine.local.codec import ArraySegment

    try:
        segments = _Unpickler(io.BytesIO(data)).load()
    except DamagedFile:
        raise
    except Exception as error:
        raise DamagedFile("its table of contents is damaged") from error
    if type(segments) is not list or not all(type(segment) is ArraySegment for segment in segments):
        raise DamagedFile("its table of contents is no list of segments")
    return segments


_TRIES = 20
_PAUSE = 0.02


@dataclass(frozen=True)
class Snapshot:
    """The state of one commit. Holds the files open: they can be read even after a later commit removed them.

    `stamp` tells a manifest from one written over it (see `IndexWriter.note`); `known` are views of the state before.
    """

    path: Path
    manifest: Manifest
    segments: tuple[DiskSegment, ...]
    stamp: tuple[int, int] = (0, 0)
    known: Mapping[str, View] = field(default_factory=dict)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """What search derives from the segments, as far as they are of the state before derived already. They live as
        long as a snapshot or a search that has them, and the files with them."""
        from inyo.index.engine.matching.segment_view import View

        kept = [(self.known.get(segment.name), segment) for segment in self.segments]
        return tuple(view.over(segment) if view else View(segment) for view, segment in kept)

    @cached_property
    def state(self) -> str:
        """Differs from commit to commit, and where the documents' order does."""
        return digest("\0".join([self.manifest.toc, *self.manifest.sources]).encode("utf-8", "surrogatepass"))

    def derived(self) -> dict[str, View]:
        """The views that there are, by the names of their segments."""
        names = [segment.name for segment in self.segments]
        if "views" in self.__dict__:
            return dict(zip(names, self.views, strict=True))
        return {name: self.known[name] for name in names if name in self.known}

    def find(self, key: str) -> tuple[DiskSegment, int] | None:
        """The segment of a document and its number there; None where there is no such document, or it is deleted."""
        for segment in self.segments:
            number = segment.numbers.get(key, -1)
            if number >= 0 and number not in segment.dead:
                return segment, number
        return None

    @cached_property
    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents in the order in which their files were found."""
        infos: dict[str, StoredDocument] = {}
        for segment in self.segments:
            infos.update(segment.living(zip(segment.keys, segment.infos, strict=True)))
        order = chain.from_iterable(starmap(keys_of, self.manifest.sources.items()))
        return tuple([infos[key] for key in order if key in infos])


def generation_in(path: Path) -> int:
    """The last commit of an index folder, -1 where there is none."""
    found = (TOC_NAME.fullmatch(entry.name) for entry in path.iterdir())
    return max((int(match[1]) for match in found if match), default=-1)


def open_snapshot(path: Path, before: Snapshot | None = None) -> Snapshot:
    """The last commit in an index folder; segments that `before` has open are not opened again.

    Raises DamagedFile where anything is not as the manifest says, OtherFormat.
    """
    for attempt in range(_TRIES):
        try:
            return _open(path, before)
        except FileNotFoundError as error:  # a writer committed and cleaned up while we were looking
            if attempt + 1 == _TRIES or not path.is_dir():
                raise DamagedFile(f"the file {Path(str(error.filename)).name} is missing") from error
            time.sleep(_PAUSE)
    raise AssertionError


def _open(path: Path, before: Snapshot | None) -> Snapshot:
    generation = generation_in(path)
    if generation < 0:
        raise DamagedFile("it has no table of contents")
    stamp = manifest_stamp(path, generation)
    if before and before.path == path and before.manifest.generation == generation and before.stamp == stamp:
        return before
    manifest = Manifest.read(path, generation, before.manifest.table if before else None)
    if manifest.generation != generation:
        raise DamagedFile("its manifest is of another commit")
    manifest.check_files(path, read_plain(path / f"_MAIN_{generation}.toc"))
    storage = PrivateStorage(path)
    toc = _read_toc(storage, generation)
    known = {segment.name: segment for segment in before.segments} if before and before.path == path else {}
    segments = tuple(_open_segment(storage, each, known) for each in toc.segments)
    if manifest.passages != sum(int(segment.live.sum()) for segment in segments):
        raise DamagedFile("the number of its passages is not what was written down")
    views = before.derived() if before and before.path == path else {}
    names = {segment.name for segment in segments}
    return Snapshot(path, manifest, segments, stamp, {name: view for name, view in views.items() if name in names})


def _read_toc(storage: PrivateStorage, generation: int) -> Any:
    try:
        return TOC.read(storage, "MAIN", gen=generation, schema=schema())
    except (DamagedFile, FileNotFoundError):
        raise
    except Exception as error:
        raise DamagedFile("its table of contents cannot be read") from error


def _open_segment(storage: PrivateStorage, segment: Any, known: dict[str, DiskSegment]) -> DiskSegment:
    name = segment.segment_id()
    block = known[name].block if name in known else open_block(storage, segment)
    if segment.doc_count_all() != block.passages + block.documents:
        raise DamagedFile(f"the file {name} is of another size than was written down")
    dead = [number - block.passages for number in segment.deleted_docs() if number >= block.passages]
    return known[name].with_dead(dead) if name in known else DiskSegment(name, block, dead)


FILE = "titles.block"
FEW = 8
"""Fewer titles are sooner tokenized than a file is read."""
_MOST_RUNS = 16
"""Stretches of titles that are as they were, and others between them, that are joined sooner than all are tokenized."""
_DIGEST = 16


def segment_of_titles(folder: Path, titles: Sequence[tuple[str, str]]) -> Segment:
    """The segment of some titles (key, title), one passage each: the one kept in a folder where it is of these titles
    and rules, else made and kept there, of the other titles that are kept as far as these are the same. A file that
    cannot be read, is not whole, or cannot be written is no error."""
    if len(titles) < FEW:
        return MemorySegment(placed_titles(titles))
    head = _head(titles)
    kept, before = _read(folder / FILE)
    if kept is not None and before == head:
        return kept
    known = kept if kept is not None and before[:_DIGEST] == head[:_DIGEST] else None
    content = _joined(known, titles) if known else _packed(titles)
    with contextlib.suppress(OSError):
        replace_file(folder / FILE, sealed(head + content))
    return DiskSegment(FILE, Block.read(content))


def _head(titles: Sequence[tuple[str, str]]) -> bytes:
    """Digests of what the segment depends on: the rules, and the titles."""
    texts = list(chain.from_iterable(titles))
    found = blake2b(encode("".join(texts)), digest_size=_DIGEST)
    found.update(np.fromiter(map(len, texts), np.int64, len(texts)).tobytes())
    return blake2b(encode(rules()), digest_size=_DIGEST).digest() + found.digest()


def _read(path: Path) -> tuple[DiskSegment | None, bytes]:
    """The segment that is kept and its head."""
    try:
        content = unsealed(read_plain(path))
        return DiskSegment(FILE, Block.read(content[2 * _DIGEST :])), content[: 2 * _DIGEST]
    except (OSError, ValueError, DamagedFile):
        return None, b""


def _joined(kept: DiskSegment, titles: Sequence[tuple[str, str]]) -> bytes:
    """The block of some titles, of which those that are kept are not tokenized again where they stand in few runs."""
    there = kept.excerpts(np.arange(kept.passages))
    places = {(each.document, each.text): at for at, each in enumerate(there)}
    runs: list[tuple[list[int], list[tuple[str, str]]]] = []
    for pair in titles:
        at = places.get(pair, -1)
        old, new = runs[-1] if runs else ([], [])
        if runs and (at < 0) == bool(new) and (new or old[-1] + 1 == at):
            (new.append(pair) if new else old.append(at))
        elif len(runs) == _MOST_RUNS:
            return _packed(titles)
        else:
            runs.append(([], [pair]) if at < 0 else ([at], []))
    others = set(range(kept.passages))
    selections = [
        Selection(Block.read(_packed(new))) if new else Selection(kept.block, tuple(others.difference(old)))
        for old, new in runs
    ]
    file = io.BytesIO()
    concatenate(selections, file)
    return file.getvalue()


def _packed(titles: Sequence[tuple[str, str]]) -> bytes:
    placed = placed_titles(titles)
    return pack_all(
        [Passage(each.start, each.end, each.paragraph) for each in placed],
        [each.terms for each in placed],
        [each.text for each in placed],
        range(len(placed) + 1),
        [{"key": encode(each.key)} for each in placed],
    )
