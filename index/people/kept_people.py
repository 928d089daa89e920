"""Who is who in a collection, where each speaks and is named, and the words for one thing: kept beside its index.

Linking the people of hundreds of books takes seconds, and every process that opens the index would do it again. A file
of arrays (see `own.sections`), mapped and read where it is asked: whatever a name is found by has a checksum of eight
bytes among the sorted ones of all, with the number of the person.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from inyo.index.own.atomic_files import replace_file
from inyo.index.own.sections import Array, DamagedFile, Sections, SectionWriter
from inyo.index.people.persons import By, People, PersonEntry, kanji_names, keys_of

FILE = "people.arrays"
SHARED = "people"
"""Under which name readers of one index share it."""

Spoken: TypeAlias = Mapping[str, Sequence[tuple[str, int, int]]]
"""Of names: where (document key, start, end) in the order of the collection."""


@dataclass(frozen=True)
class Known:
    """What a state of a collection says of people: `said` by the name of a speaker, `named` by that of a person; and
    `pairs`, the words for one thing that its texts give, and `own_pairs`, those that hold in some of them alone."""

    people: People
    said: Places
    named: Places
    pairs: tuple[tuple[str, str], ...]
    own_pairs: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What `keep` is given: everything of `Known`, as plain values."""

    people: People
    said: Spoken
    named: Spoken
    pairs: Sequence[tuple[str, str]]
    own_pairs: Sequence[tuple[str, str, tuple[str, ...]]]


class Others(Protocol):
    """The other readers of a collection, who may have worked it out before (see `Index`)."""

    def shared(self, name: str, key: str) -> bytes | None: ...

    def share(self, name: str, key: str, content: bytes) -> None: ...


def known(folder: Path, key: str, find: Callable[[], Found], others: Others | None = None) -> Known:
    """What is kept in a folder under a key, or else shared by others; where there is nothing, what `find` gives, which
    is kept for next time and shared.

    `key` stands for everything the result depends on. A file that cannot be read, is not whole, or cannot be written is
    no error.
    """
    found = _read(folder / FILE, key)
    if found is None:
        content = others.shared(SHARED, key) if others is not None else None
        found = _whole(content, key) if content is not None else None
        if content is None or found is None:
            content = packed(key, find())
            found = Sections(content)
            if others is not None:
                others.share(SHARED, key, content)
        with contextlib.suppress(OSError):
            replace_file(folder / FILE, content)
    return _known(found)


def kept(folder: Path, key: str) -> Known | None:
    """What is kept in a folder, where it is under a key."""
    found = _read(folder / FILE, key)
    return _known(found) if found is not None else None


def _known(kept: Sections) -> Known:
    names = _Strings(kept, "said.names")
    people = KeptPeople(kept)
    return Known(
        people, Places(kept, "said", names), Places(kept, "named", people.shown), _pairs(kept), _own_pairs(kept)
    )


def _read(path: Path, key: str) -> Sections | None:
    try:
        return _of(Sections.map(path), key)
    except (OSError, DamagedFile):
        return None


def _whole(content: bytes, key: str) -> Sections | None:
    try:
        return _of(Sections(content), key)
    except DamagedFile:
        return None


def _of(sections: Sections, key: str) -> Sections | None:
    sections.verify()
    return sections if bytes(sections.array("key")) == key.encode() else None


def _pairs(kept: Sections) -> tuple[tuple[str, str], ...]:
    return tuple((str(word), str(other)) for word, other in json.loads(bytes(kept.array("pairs"))))


def _own_pairs(kept: Sections) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = json.loads(bytes(kept.array("own_pairs")))
    return tuple((str(word), str(other), tuple(map(str, keys))) for word, other, keys in rows)


def packed(key: str, found: Found) -> bytes:
    """The file's content."""
    file = io.BytesIO()
    writer = SectionWriter(file)
    writer.add("key", np.frombuffer(key.encode(), np.uint8))
    writer.add("pairs", np.frombuffer(json.dumps(list(found.pairs)).encode(), np.uint8))
    writer.add("own_pairs", np.frombuffer(json.dumps(list(found.own_pairs)).encode(), np.uint8))
    persons = found.people.persons
    numbers = {person.name: number for number, person in enumerate(persons)}
    files = list(dict.fromkeys(name for person in persons for name in person.files))
    of = {name: at for at, name in enumerate(files)}
    rows = [_row(each, [of[name] for name in each.files]) for each in persons]
    _add_strings(writer, "persons", [json.dumps(row, separators=(",", ":")) for row in rows])
    _add_strings(writer, "shown", [person.name for person in persons])
    _add_strings(writer, "files", files)
    _add_hashes(
        writer,
        "keys",
        ((_hash(*found_by), number) for number, each in enumerate(persons) for found_by in keys_of(each)),
    )
    _add_hashes(
        writer, "of", ((_hash(*pair), numbers[name]) for pair, name in found.people.of.items() if name in numbers)
    )
    kanji = [(name, number) for number, person in enumerate(persons) for name in kanji_names(person)]
    _add_strings(writer, "kanji", [name for name, _ in kanji])
    writer.add("kanji.person", np.array([number for _, number in kanji], np.uint32))
    writer.add("kanji.first", np.array([ord(name[0]) for name, _ in kanji], np.uint32))
    documents = list(
        dict.fromkeys(key for spoken in (found.said, found.named) for rows in spoken.values() for key, _, _ in rows)
    )
    _add_strings(writer, "documents", documents)
    _add_places(writer, "said", list(found.said), found.said, documents)
    _add_strings(writer, "said.names", list(found.said))
    _add_places(writer, "named", [person.name for person in persons], found.named, documents)
    writer.close({})
    return file.getvalue()


def _add_strings(writer: SectionWriter, name: str, strings: Sequence[str]) -> None:
    octets = [string.encode("utf-8", "surrogatepass") for string in strings]
    writer.add(name, np.frombuffer(b"".join(octets), np.uint8))
    writer.add(f"{name}.bounds", np.cumsum([0, *map(len, octets)]).astype(np.uint32))


def _add_hashes(writer: SectionWriter, name: str, pairs: Iterable[tuple[int, int]]) -> None:
    found = sorted(dict.fromkeys(pairs))
    writer.add(f"{name}.hash", np.array([key for key, _ in found], np.uint64))
    writer.add(f"{name}.person", np.array([number for _, number in found], np.uint32))


def _add_places(
    writer: SectionWriter, name: str, names: Sequence[str], places: Spoken, documents: Sequence[str]
) -> None:
    of = {key: at for at, key in enumerate(documents)}
    rows = [places.get(each, ()) for each in names]
    flat = np.array([(of[key], start, end) for row in rows for key, start, end in row], np.uint32).reshape(-1, 3)
    writer.add(f"{name}.starts", np.cumsum([0, *map(len, rows)]).astype(np.uint32))
    for column, values in zip(("document", "start", "end"), flat.T, strict=True):
        writer.add(f"{name}.{column}", values)


@lru_cache(maxsize=1 << 12)
def _hash(*parts: str) -> int:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(joined, digest_size=8).digest(), "little")


def _row(person: PersonEntry, files: Sequence[int]) -> list[object]:
    """Somebody as he is written; `files` by their numbers."""
    counts = person.mentions, person.quotations
    return [person.name, person.aliases, person.titles, *counts, files, person.readings]


class _Strings(Sequence[str]):
    """Strings of the file, read one by one."""

    def __init__(self, sections: Sections, name: str) -> None:
        self._octets, self._bounds = sections.array(name), sections.array(f"{name}.bounds")

    def __len__(self) -> int:
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        start, end = self._bounds[at % len(self)], self._bounds[at % len(self) + 1]
        return self._octets[start:end].tobytes().decode("utf-8", "surrogatepass")


class _Persons(Sequence[PersonEntry]):
    """The people of the file, read one by one."""

    def __init__(self, sections: Sections) -> None:
        self._rows, self._files = _Strings(sections, "persons"), _Strings(sections, "files")

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> PersonEntry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[PersonEntry]: ...
    def __getitem__(self, at: int | slice) -> PersonEntry | Sequence[PersonEntry]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        name, aliases, titles, mentions, quotations, files, readings = json.loads(self._rows[at])
        return PersonEntry(
            name, tuple(aliases), tuple(titles), mentions, quotations, tuple(self._files[file] for file in files),
            tuple(readings),
        )  # fmt: skip


class KeptPeople(People):
    """The people of the file."""

    def __init__(self, sections: Sections) -> None:
        self.persons = _Persons(sections)
        self.shown = _Strings(sections, "shown")
        self._keys = sections.array("keys.hash"), sections.array("keys.person")
        self._of = sections.array("of.hash"), sections.array("of.person")
        self._kanji = _Strings(sections, "kanji")
        self._kanji_of, self._kanji_first = sections.array("kanji.person"), sections.array("kanji.first")

    def _named_in(self, file: str, key: str) -> str:
        found = _numbers(self._of, _hash(file, key))
        return self.shown[found[0]] if found else ""

    def _numbers(self, by: By, key: str) -> list[int]:
        return _numbers(self._keys, _hash(by, key))

    def _names_beginning(self, letters: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
        firsts = np.unique(self._kanji_first)
        good = np.array([code for code in firsts.tolist() if letters(chr(code))], np.uint32)
        for at in np.flatnonzero(np.isin(self._kanji_first, good)).tolist():
            yield int(self._kanji_of[at]), self._kanji[at]


def _numbers(table: tuple[Array, Array], wanted: int) -> list[int]:
    hashes, numbers = table
    first = int(np.searchsorted(hashes, np.uint64(wanted)))
    last = int(np.searchsorted(hashes, np.uint64(wanted), "right"))
    found: list[int] = numbers[first:last].tolist()
    return found


class Places:
    """Where those of some names speak, or are named."""

    def __init__(self, sections: Sections, kind: str, names: Sequence[str]) -> None:
        self._names = names
        self._documents = _Strings(sections, "documents")
        self._starts: NDArray[Any] = sections.array(f"{kind}.starts")
        self._columns = [sections.array(f"{kind}.{column}") for column in ("document", "start", "end")]

    @cached_property
    def names(self) -> dict[str, int]:
        """The names, and their numbers here."""
        return {name: number for number, name in enumerate(self._names)}

    def of(self, names: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
        """By key of a document: where in it, ascending."""
        rows: set[tuple[int, int, int]] = set()
        for number in (self.names[name] for name in names if name in self.names):
            first, last = self._starts[number : number + 2].tolist()
            rows.update(zip(*(column[first:last].tolist() for column in self._columns), strict=True))
        places: dict[str, list[tuple[int, int]]] = {}
        for document, start, end in sorted(rows):
            places.setdefault(self._documents[document], []).append((start, end))
        return places
