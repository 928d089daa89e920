"""What is kept for the next session: the query and place of each collection, and the marked quotations.

Two files in inyo's XDG state folder, readable by their owner only and replaced whole. Marks are written at each
change: a terminal that is torn away leaves no time to save. A file that cannot be read is set aside and said so.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from index.files import replace_file
from index.library import Quotation, Quote
from tui.folders import state_folder
from tui.state import mark_key

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
    marks: dict[tuple[str, int, str], Quote] = field(default_factory=dict)
    unreadable: tuple[Path, ...] = ()

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

    def keep_marks(self, quotes: Iterable[Quote]) -> None:
        """Write the marked quotations. Raises OSError."""
        self.marks = {mark_key(quote): quote for quote in quotes}
        _write(_marks_file(), {"version": 1, "marks": [asdict(quote) for quote in self.marks.values()]})


def load() -> Session:
    """The last session; empty where there is none. Never raises."""
    session = Session()
    for file, read in ((_places_file(), _read_places), (_marks_file(), _read_marks)):
        try:
            raw = json.loads(file.read_text("utf-8"))
            read(session, raw)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            kept = file.with_name(file.name + ".unreadable")
            with contextlib.suppress(OSError):
                file.replace(kept)  # the next save must not overwrite what a person may still mend
            session.unreadable += (kept,)
    return session


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
