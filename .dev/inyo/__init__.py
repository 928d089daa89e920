"""inyo: search and who said what in collections of Japanese documents.

The Python interface: `open` gives a `Library`; `search`, `quotations` and `people` ask one in a line; `rows` makes
plain dictionaries of what they give. Importing it loads nothing of the index.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inyo.index.library import Answer, Hit, Library, LibraryError, Person, Quote

__all__ = ["Library", "LibraryError", "open", "people", "quotations", "rows", "search"]


def open(*paths: Path | str) -> Library:
    """The collection of files or folders, its index brought up to date. Raises LibraryError, FileNotFoundError."""
    from inyo.index.library import Library

    for path in map(Path, paths):
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file or folder")
    library = Library.open(paths)
    library.update()
    return library


def search(query: str, *paths: Path | str, limit: int = 100) -> Answer:
    """The passages of a collection that match a query, best first. Raises as `open` does."""
    return open(*paths).search(query, limit=limit)


def quotations(*paths: Path | str, by: str | None = None, about: str | None = None) -> tuple[Quote, ...]:
    """Who said what in a collection: all, by a speaker under any name, whose words match a query. Raises as `open`."""
    return tuple(open(*paths).quotations(by=by, about=about))


def people(*paths: Path | str) -> tuple[Person, ...]:
    """Everybody a collection names, most mentioned first. Raises as `open` does."""
    return open(*paths).people()


def rows(values: Iterable[Hit | Quote | Person]) -> list[dict[str, Any]]:
    """Hits, quotations or people as plain dictionaries, those that `--json` prints: for a table or a data frame."""
    from inyo.index.library import Hit, Quote
    from inyo.tui.commands.output import hit_record, person_record
    from inyo.tui.keep.export import record

    return [
        record(each) if isinstance(each, Quote) else hit_record(each) if isinstance(each, Hit) else person_record(each)
        for each in values
    ]


def __getattr__(name: str) -> object:
    if name in ("Library", "LibraryError"):
        from inyo.index import library

        return getattr(library, name)
    raise AttributeError(f"module 'inyo' has no attribute {name!r}")
