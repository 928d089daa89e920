"""The people of a collection, and how a word that somebody types finds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from index.japanese.aliases import name_key, plain_name
from index.japanese.kana import KATAKANA_WORD, from_romaji, katakana
from index.japanese.names import foreign_surname, is_katakana, parts
from index.japanese.sound import phonetic_key
from index.japanese.tokens import tokenize


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
        for key in dict.fromkeys((name_key(word), name_key(plain_name(word)))):
            for table in (self._names, self._surnames):
                if key in table:
                    return tuple(self.persons[number] for number in table[key])
        sounds = [katakana(word)] if not word.isascii() else [katakana(kana) for kana in from_romaji(word.lower())]
        sounds = [sound for sound in sounds if KATAKANA_WORD.fullmatch(sound)]
        if not sounds:
            return ()
        numbers = {number for sound in sounds for number in self._sounds.get(phonetic_key(sound), ())}
        return tuple(self.persons[number] for number in sorted(numbers))

    def aliases(self, word: str) -> tuple[str, ...]:
        """All spellings of the one person a word means; nothing where it may mean two."""
        found = self.find(word)
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
        """By phonetic key of how a name or its surname is read."""
        table: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(self.persons):
            keys = [phonetic_key(katakana(sound)) for spelling in person.spellings for sound in _read(spelling)]
            for key in dict.fromkeys(keys):
                table[key].append(number)
        return dict(table)


def _pieces(name: str) -> tuple[str, ...]:
    """The parts of a name by which it may be called."""
    pieces = parts(name)
    if len(pieces) > 1:
        return pieces
    foreign = foreign_surname(name)
    return (foreign,) if foreign else ()


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
