"""The people of a collection, how a word that somebody types finds them, and where they are kept beside the index."""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from inyo.index.japanese.kana import KATAKANA_WORD, from_romaji, katakana, loose
from inyo.index.japanese.katakana import consonants_of_katakana, consonants_of_latin
from inyo.index.japanese.readings import all_kanji, may_be_read
from inyo.index.japanese.tokens import tokenize
from inyo.index.own.atomic_files import read_plain, replace_file, sealed, unsealed
from inyo.index.people.aliases import name_key, phonetic_key, plain_name
from inyo.index.people.name_shapes import foreign_surname, is_katakana, parts

_SHORTEST_FULL = 3
_FEWEST_CONSONANTS = 2
_LOOSE = "~"
"""Marks keys without long vowels, for romaji typed without them (Toru)."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One human being: the name to show, the other spellings (commonest first), titles without country, the number of
    mentions and of quotations, the files in the order of the collection."""

    name: str
    aliases: tuple[str, ...]
    titles: tuple[str, ...]
    mentions: int
    quotations: int
    files: tuple[str, ...]

    @property
    def spellings(self) -> tuple[str, ...]:
        """All names that stand in the texts, the one to show first if it does."""
        return (self.name, *self.aliases)


class People:
    """Everybody a collection names, most mentioned first (`persons`); `of`: by file and key of a canonical name there,
    the name of the person."""

    def __init__(self, persons: tuple[PersonEntry, ...], of: Mapping[tuple[str, str], str]) -> None:
        self.persons = persons
        self.of = of
        self._by_name = {person.name: person for person in persons}

    def person_of(self, file: str, canonical: str) -> str:
        """The person whom a document calls `canonical` (a mention's canonical name, a quotation's speaker); '' if it
        names no such person."""
        found = self.of.get((file, name_key(canonical)))
        return found or self.of.get((file, name_key(plain_name(canonical))), "")

    def person(self, name: str) -> PersonEntry | None:
        """The person shown under a name."""
        return self._by_name.get(name)

    def find(self, word: str) -> tuple[PersonEntry, ...]:
        """The people a word may mean: a spelling, a surname, a name with its title, kana or romaji; the best kind of
        match only, most mentioned first."""
        word = word.strip()
        if not word:
            return ()
        found = self._known(word) or self._by_kanji(word) or self._by_letters(word)
        pieces = parts(word) if is_katakana(word) and not found else ()
        return self.find(pieces[-1]) if len(pieces) > 1 else found

    def _known(self, word: str) -> tuple[PersonEntry, ...]:
        """By spelling; else by how names are read, whichever part comes first."""
        for key in dict.fromkeys((name_key(word), name_key(plain_name(word)))):
            for table in (self._names, self._surnames):
                if key in table:
                    return tuple(self.persons[number] for number in table[key])
        spoken = _spoken(word)
        numbers = {number for sound in spoken for number in self._sounds.get(phonetic_key(sound), ())}
        if not numbers and word.isascii():
            numbers = {number for sound in spoken for number in self._sounds.get(_LOOSE + loose(sound), ())}
        return tuple(self.persons[number] for number in sorted(numbers))

    def _by_kanji(self, word: str) -> tuple[PersonEntry, ...]:
        """By a reading that the dictionary does not know of a name, kanji by kanji."""
        spoken = [] if is_katakana(word) else [sound for sound in _spoken(word) if len(sound) > 1]
        return tuple(
            self.persons[number]
            for number, names in self._in_kanji
            if any(may_be_read(name, sound) for name in names for sound in spoken)
        )

    @cached_property
    def _in_kanji(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Who has names of kanji alone: those and their family names."""
        found = ((number, tuple(_kanji_parts(person.spellings))) for number, person in enumerate(self.persons))
        return tuple((number, names) for number, names in found if names)

    def _by_letters(self, word: str) -> tuple[PersonEntry, ...]:
        """By a foreign name in its own spelling: Bush, ブッシュ."""
        consonants = consonants_of_latin(word.lower()) if word.isascii() and word.isalpha() else ""
        if word.islower() and from_romaji(word):
            return ()
        if len(consonants) < _FEWEST_CONSONANTS:
            return ()
        return tuple(
            person
            for person in self.persons
            if any(
                consonants_of_katakana(piece) == consonants
                for spelling in person.spellings
                if is_katakana(spelling)
                for piece in parts(spelling)
            )
        )

    def aliases(self, word: str) -> tuple[str, ...]:
        """All spellings of the one person a word means; nothing where it may mean two."""
        found = self._known(word.strip()) or self._by_letters(word.strip())
        return found[0].spellings if len(found) == 1 else ()

    @cached_property
    def _names(self) -> dict[str, list[int]]:
        table: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(self.persons):
            for key in dict.fromkeys(map(name_key, person.spellings)):
                table[key].append(number)
        return dict(table)

    @cached_property
    def _surnames(self) -> dict[str, list[int]]:
        table: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(self.persons):
            for key in dict.fromkeys(name_key(piece) for spelling in person.spellings for piece in _pieces(spelling)):
                table[key].append(number)
        return dict(table)

    @cached_property
    def _sounds(self) -> dict[str, list[int]]:
        """By phonetic key of how a name or its surname is read, and by its loose form, marked."""
        table: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(self.persons):
            sounds = [katakana(sound) for spelling in person.spellings for sound in _read(spelling)]
            for key in dict.fromkeys(way for sound in sounds for way in (phonetic_key(sound), _LOOSE + loose(sound))):
                table[key].append(number)
        return dict(table)


def _spoken(word: str) -> list[str]:
    """What a word in kana or romaji may sound like, in katakana, its parts in either order; nothing for others."""
    orders = [katakana("".join(order)) for order in (word.split(), reversed(word.split()))]
    if word.isascii():
        orders = [kana for sound in orders for kana in from_romaji(sound.lower())]
    return [sound for sound in dict.fromkeys(orders) if KATAKANA_WORD.fullmatch(sound)]


def _pieces(name: str) -> tuple[str, ...]:
    """The parts of a name by which it may be called."""
    pieces = parts(name)
    if len(pieces) > 1:
        return pieces
    foreign = foreign_surname(name)
    if foreign or not all_kanji(name) or len(name) < _SHORTEST_FULL:
        return (foreign,) if foreign else ()
    first = tokenize(name)[0]
    return (first.surface,) if "人名-姓" in first.pos and first.surface != name else ()


def _kanji_parts(names: Sequence[str]) -> Iterator[str]:
    """Names of kanji alone, and their family names."""
    for name in names:
        if all_kanji(name):
            yield name
            yield from _pieces(name)


def _read(name: str) -> tuple[str, ...]:
    """How a name and its first and last part are read, in katakana as far as the dictionary knows."""
    if is_katakana(name):
        pieces = parts(name)
        return tuple(dict.fromkeys(("".join(pieces), *pieces)))
    tokens = tokenize(name)
    readings = [token.reading for token in tokens]
    if not readings or not all(readings):
        return ()
    return tuple(dict.fromkeys(("".join(readings), readings[0])))


FILE = "people.json"


def linked(folder: Path, key: str, link: Callable[[], People]) -> People:
    """The people kept in a folder under a key; where there are none, what `link` gives, which is kept for next time.

    `key` stands for everything the result depends on. A file that cannot be read, is not whole, or cannot be written is
    no error.
    """
    path = folder / FILE
    kept = _kept(path, key)
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


def _kept(path: Path, key: str) -> People | None:
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
