"""Who is who in a collection, kept beside its index: linking the people of hundreds of books takes a second and a half,
and every process that opens the index would do it again."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

from inyo.index.own.atomic_files import read_plain, replace_file, sealed, unsealed
from inyo.index.people.persons import People, PersonEntry

FILE = "people.json"


def linked(folder: Path, key: str, link: Callable[[], People]) -> People:
    """The people kept in a folder under a key; where there are none, what `link` gives, which is kept for next time.

    `key` stands for everything the result depends on. A file that cannot be read, is not whole, or cannot be written is
    no error.
    """
    path = folder / FILE
    kept = _read(path, key)
    if kept is not None:
        return kept
    people = link()
    plain = {
        "key": key,
        "persons": [
            [each.name, each.aliases, each.titles, each.mentions, each.quotations, each.files]
            for each in people.persons
        ],
        "of": [[file, name, person] for (file, name), person in people.of.items()],
    }
    with contextlib.suppress(OSError):
        replace_file(path, sealed(json.dumps(plain, separators=(",", ":")).encode("ascii")))
    return people


def _read(path: Path, key: str) -> People | None:
    try:
        plain = json.loads(unsealed(read_plain(path)))
        if plain["key"] != key:
            return None
        persons = tuple(
            PersonEntry(str(name), tuple(aliases), tuple(titles), int(mentions), int(quotations), tuple(files))
            for name, aliases, titles, mentions, quotations, files in plain["persons"]
        )
        return People(persons, {(str(file), str(name)): str(person) for file, name, person in plain["of"]})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
