"""What is kept for the next session: the query and place of each collection, and the marked quotations.

Two files in inyo's XDG state folder, readable by their owner only and replaced whole. Marks are written at each
change: a terminal that is torn away leaves no time to save, and another explorer may have marked something else. A file
that cannot be read is set aside and said so.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from inyo.index.library import Quotation, Quote
from inyo.index.own.atomic_files import alone, replace_file
from inyo.tui.keep.folders import state_folder
from inyo.tui.state import MarkKey, mark_key

_MOST = 50
"""Collections whose place is remembered."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a collection was left, and whether the text followed the results."""

    query: str = ""
    file: str = ""
    start: int = 0
    end: int = 0
    preview: bool = False


@dataclass
class Session:
    """The places of collections, the latest last, and the marks. `unreadable` names files that could not be read,
    under the names they were set aside with."""

    places: dict[str, Place] = field(default_factory=dict)
    marks: dict[MarkKey, Quote] = field(default_factory=dict)
    unreadable: tuple[Path, ...] = ()
    _unwritten: dict[MarkKey, Quote | None] = field(default_factory=dict)

    def place(self, paths: Sequence[Path]) -> Place:
        """Where this collection was left; an empty place when it is new."""
        return self.places.get(_key(paths), Place())

    def leave(self, paths: Sequence[Path], place: Place) -> None:
        """Remember a place and write the file. Raises OSError."""
        self.places.pop(_key(paths), None)
        self.places[_key(paths)] = place
        for key in list(self.places)[:-_MOST]:
            del self.places[key]
        _write(_places_file(), {"version": 1, "places": {key: asdict(place) for key, place in self.places.items()}})

    def change_mark(self, key: MarkKey, quote: Quote | None) -> None:
        """Mark a quotation, or take the mark away (None): here, and in what is on the disk now. Raises OSError; what
        could not be written is with the next change."""
        self._unwritten[key] = quote
        self.marks = _changed(self.marks, self._unwritten)
        with alone(_marks_file()):
            _take(self, _marks_file(), _read_marks)
            self.marks = _changed(self.marks, self._unwritten)
            _write(_marks_file(), {"version": 1, "marks": [asdict(quote) for quote in self.marks.values()]})
        self._unwritten = {}


def load() -> Session:
    """The last session; empty where there is none. Never raises."""
    session = Session()
    _take(session, _places_file(), _read_places)
    _take(session, _marks_file(), _read_marks)
    return session


def _take(session: Session, file: Path, read: Callable[[Session, Mapping[str, Any]], None]) -> None:
    """Read a file into the session. What cannot be read is set aside; the session keeps what it had."""
    try:
        read(session, json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        kept = file.with_name(file.name + ".unreadable")
        with contextlib.suppress(OSError):
            file.replace(kept)  # the next save must not overwrite what a person may still mend
        session.unreadable += (kept,)


def _changed(marks: Mapping[MarkKey, Quote], changes: Mapping[MarkKey, Quote | None]) -> dict[MarkKey, Quote]:
    return {key: quote for key, quote in {**marks, **changes}.items() if quote is not None}


def _read_places(session: Session, raw: Mapping[str, Any]) -> None:
    session.places = {str(key): _make(Place, value) for key, value in raw["places"].items()}


def _read_marks(session: Session, raw: Mapping[str, Any]) -> None:
    marks = {}
    for item in raw["marks"]:
        quotation = dict(item["quotation"])
        span = quotation.get("speaker_span")
        quotation["speaker_span"] = (int(span[0]), int(span[1])) if span else None
        quote = _make(Quote, {**item, "quotation": _make(Quotation, quotation)})
        marks[mark_key(quote)] = quote
    session.marks = marks


def _make(kind: type[T], values: Mapping[str, Any]) -> T:
    """A dataclass from a mapping; fields of another version are ignored, of another type refused (TypeError)."""
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
    made = kind(**{name: value for name, value in values.items() if name in known})
    for name, item in known.items():
        wanted = {"str": str, "int": int, "bool": bool}.get(str(item.type))
        if wanted and not isinstance(getattr(made, name), wanted):
            raise TypeError(name)
    return made


def _key(paths: Sequence[Path]) -> str:
    return "\n".join(str(path.absolute()) for path in paths)


def _write(file: Path, content: Mapping[str, Any]) -> None:
    replace_file(file, json.dumps(content).encode("ascii"))


def _places_file() -> Path:
    return state_folder() / "session.json"


def _marks_file() -> Path:
    return state_folder() / "marks.json"
