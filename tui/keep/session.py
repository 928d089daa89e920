"""What is kept for the next session: the place of each collection, the line read last in each document, queries,
saved searches, and what was marked.

Three files in inyo's XDG state folder, readable by their owner only and replaced whole. Marks and saved searches are
written at each change, the place every few seconds: a terminal that is torn away leaves no time to save. Another
explorer may have written meanwhile, so each change is made to what is on the disk now. A file that cannot be read is
set aside and said so, and never another one that was set aside before; one of a newer inyo is left as it is.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from inyo.index.library import Quote
from inyo.index.own.atomic_files import alone, own_folder
from inyo.tui.keep.serialiser import BadFile, NewerFile, read, write
from inyo.tui.state import MarkKey, Note, View, mark_key

_MOST = 50
"""Collections whose place is remembered."""
_DOCUMENTS = 2000
"""Documents whose last line is remembered."""
QUERIES = 500
"""Queries that are remembered."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a collection was left: the view, whether the text followed the list, when (seconds since 1970), and the row
    under the cursor of the list that was in use (-1: there was none)."""

    view: View = field(default_factory=View)
    preview: bool | None = None
    at: float = 0.0
    row: int = -1


@dataclass(frozen=True, slots=True)
class Line:
    """The code point at the top of the reader when a document was read last, of how many, and when."""

    top: int
    of: int = 0
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that is kept for a collection, and how many passages it had when its answer was last looked at (-1: that
    was while documents were still being read)."""

    query: str
    total: int = 0
    documents: int = 0


@dataclass
class _Session:
    version: int = 2
    places: dict[str, Place] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    queries: list[str] = field(default_factory=list)


@dataclass
class _Searches:
    version: int = 1
    searches: dict[str, list[SavedSearch]] = field(default_factory=dict)


@dataclass
class _Noted:
    file: str
    start: int
    words: str
    note: Note


@dataclass
class _Marks:
    version: int = 1
    marks: list[Quote] = field(default_factory=list)
    notes: list[_Noted] = field(default_factory=list)


@dataclass
class Session:
    """The places of collections, the latest last, and the marks. `unreadable` says which files could not be read, and
    why, under the names they were set aside with; `newer` are those that a newer inyo wrote."""

    places: dict[str, Place] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    queries: list[str] = field(default_factory=list)
    """The last ones, oldest first, of all collections."""
    searches: dict[str, list[SavedSearch]] = field(default_factory=dict)
    marks: dict[MarkKey, Quote] = field(default_factory=dict)
    notes: dict[MarkKey, Note] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()
    newer: tuple[Path, ...] = ()
    _unwritten: dict[MarkKey, Quote | None] = field(default_factory=dict)

    def place(self, paths: Sequence[Path]) -> Place:
        """Where this collection was left; an empty place when it is new."""
        return self.places.get(_key(paths), Place())

    def leave(
        self, paths: Sequence[Path], place: Place, lines: Mapping[str, Line] | None = None, queries: Iterable[str] = ()
    ) -> None:
        """Remember a place, the lines read last and queries, and write the file. Raises OSError."""
        lines, queries = dict(lines or {}), list(queries)
        with alone(_session_file()):
            _take(self, _session_file(), _Session, self._read_session)
            self.places = _latest({**self.places, _key(paths): place}, _key(paths), _MOST)
            for file, line in lines.items():
                self.lines = _latest({**self.lines, file: line}, file, _DOCUMENTS)
            self.queries = list(reversed(dict.fromkeys(reversed([*self.queries, *queries]))))[-QUERIES:]
            self._write(_session_file(), _Session(2, self.places, self.lines, self.queries))

    def saved(self, paths: Sequence[Path]) -> list[SavedSearch]:
        """The searches that are kept for a collection, oldest first."""
        return self.searches.get(_key(paths), [])

    def save_search(self, paths: Sequence[Path], search: SavedSearch, *, keep: bool = True) -> None:
        """Keep a search, with what it found now, or keep it no more. Raises OSError."""
        with alone(_searches_file()):
            _take(self, _searches_file(), _Searches, self._read_searches)
            others = [each for each in self.saved(paths) if each.query != search.query]
            before = next((at for at, each in enumerate(self.saved(paths)) if each.query == search.query), len(others))
            self.searches[_key(paths)] = [*others[:before], *([search] if keep else []), *others[before:]]
            self._write(_searches_file(), _Searches(1, self.searches))

    def change_mark(self, key: MarkKey, quote: Quote | None) -> None:
        """Mark a quotation, or take the mark away (None): here, and in what is on the disk now. Raises OSError; what
        could not be written is with the next change."""
        self.change_marks({key: quote})

    def change_marks(self, changes: Mapping[MarkKey, Quote | None]) -> None:
        """Several changes as one; see `change_mark`. Raises OSError."""
        self._unwritten.update(changes)
        self.marks = _changed(self.marks, self._unwritten)
        with alone(_marks_file()):
            _take(self, _marks_file(), _Marks, self._read_marks)
            self.marks = _changed(self.marks, self._unwritten)
            self._write_marks()
        self._unwritten = {}

    @property
    def unwritten(self) -> int:
        """How many marks, and marks taken away, could not be written yet; the next change writes them too."""
        return len(self._unwritten)

    def change_note(self, key: MarkKey, note: Note | None) -> None:
        """Write beside a mark, or take that away (None). Raises OSError."""
        with alone(_marks_file()):
            _take(self, _marks_file(), _Marks, self._read_marks)
            self.marks = _changed(self.marks, self._unwritten)
            self.notes = _changed(self.notes, {key: note})
            self._write_marks()

    def _write_marks(self) -> None:
        notes = [_Noted(*key, note) for key, note in self.notes.items() if key in self.marks]
        self._write(_marks_file(), _Marks(1, list(self.marks.values()), notes))

    def _write(self, file: Path, value: Any) -> None:
        if file in self.newer:
            raise OSError(errno.EPERM, "a newer inyo wrote it, and only that one can change it", str(file))
        write(file, value)

    def _read_session(self, kept: _Session) -> None:
        if kept.version == 2:
            self.places, self.lines, self.queries = kept.places, kept.lines, kept.queries

    def _read_searches(self, kept: _Searches) -> None:
        self.searches = kept.searches

    def _read_marks(self, kept: _Marks) -> None:
        self.marks = {mark_key(quote): quote for quote in kept.marks}
        self.notes = {(noted.file, noted.start, noted.words): noted.note for noted in kept.notes}


def load() -> Session:
    """The last session; empty where there is none. Never raises."""
    session = Session()
    _take(session, _session_file(), _Session, session._read_session)
    _take(session, _searches_file(), _Searches, session._read_searches)
    _take(session, _marks_file(), _Marks, session._read_marks)
    return session


def _take(session: Session, file: Path, kind: type[T], put: Callable[[T], None]) -> None:
    """Read a file into the session. What cannot be read is set aside; the session keeps what it had."""
    session.newer = tuple(each for each in session.newer if each != file)
    try:
        kept = read(file, kind)
        if kept is not None:
            put(kept)
    except NewerFile:
        session.newer += (file,)
    except BadFile as error:
        names = (f"{file.name}.unreadable{number or ''}" for number in count())
        aside = next(each for name in names if not os.path.lexists(each := file.with_name(name)))
        with contextlib.suppress(OSError):
            file.replace(aside)  # the next save must not overwrite what a person may still mend
        session.unreadable += (f"{aside} ({error.reason})",)


def _changed(kept: Mapping[MarkKey, T], changes: Mapping[MarkKey, T | None]) -> dict[MarkKey, T]:
    return {key: value for key, value in {**kept, **changes}.items() if value is not None}


def _latest(kept: dict[str, Any], key: str, most: int) -> dict[str, Any]:
    """With one moved to the end, and no more than so many."""
    kept[key] = kept.pop(key)
    return dict(list(kept.items())[-most:])


def _key(paths: Sequence[Path]) -> str:
    return "\n".join(str(path.absolute()) for path in paths)


def _session_file() -> Path:
    return own_folder("state") / "session.json"


def _searches_file() -> Path:
    return own_folder("state") / "searches.json"


def _marks_file() -> Path:
    return own_folder("state") / "marks.json"
