"""The people of a collection, how a word that somebody types finds them, and how their names are read where only the
text tells: 堀内千佳（ほりうち・ちか）, ruby over a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache

from inyo.index.japanese.kana import HIRAGANA_WORD, KANA_WORD, KATAKANA_WORD, from_romaji, katakana, loose
from inyo.index.japanese.katakana import (
    consonants_of_katakana,
    consonants_of_name,
    is_likely_spelling,
    nearest_spellings,
)
from inyo.index.japanese.readings import all_kanji, has_kanji, may_be_read, readings_of
from inyo.index.japanese.tokens import tokenize
from inyo.index.people.aliases import name_key, phonetic_key, plain_name
from inyo.index.people.name_shapes import foreign_surname, is_katakana, parts
from inyo.index.values.document import Document, Ruby
from inyo.index.values.mention import Mention

_SHORTEST_FULL = 3
_FEWEST_CONSONANTS = 2
_LOOSE = "~"
"""Marks keys without long vowels, for romaji typed without them (Toru)."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One human being: the name to show, the other spellings (commonest first), titles without country, the number of
    mentions and of quotations, the files in the order of the collection, how texts say that the name or a part of it
    is read (katakana)."""

    name: str
    aliases: tuple[str, ...]
    titles: tuple[str, ...]
    mentions: int
    quotations: int
    files: tuple[str, ...]
    readings: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """All names that stand in the texts, the one to show first if it does."""
        return (self.name, *self.aliases)


class By(StrEnum):
    """What a person is found by: the name shown, any spelling, a part of a name, how a name or part is read, the
    consonants of a foreign one."""

    SHOWN = "shown"
    NAME = "name"
    SURNAME = "surname"
    SOUND = "sound"
    CONSONANTS = "consonants"


class People:
    """Everybody a collection names, most mentioned first (`persons`); `of`: by file and key of a canonical name there,
    the name of the person."""

    persons: Sequence[PersonEntry]

    def __init__(self, persons: tuple[PersonEntry, ...], of: Mapping[tuple[str, str], str]) -> None:
        self.persons = persons
        self.of = of

    def person_of(self, file: str, canonical: str) -> str:
        """The person whom a document calls `canonical` (a mention's canonical name, a quotation's speaker); '' if it
        names no such person."""
        return self._named_in(file, name_key(canonical)) or self._named_in(file, name_key(plain_name(canonical)))

    def _named_in(self, file: str, key: str) -> str:
        return self.of.get((file, key), "")

    def _numbers(self, by: By, key: str) -> Sequence[int]:
        """The places among `persons` of those who are found so, ascending."""
        return self._tables.get((by, key), ())

    @cached_property
    def _tables(self) -> dict[tuple[By, str], list[int]]:
        tables: dict[tuple[By, str], list[int]] = defaultdict(list)
        for number, person in enumerate(self.persons):
            for found_by in dict.fromkeys(keys_of(person)):
                tables[found_by].append(number)
        return dict(tables)

    def _names_beginning(self, letters: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
        """(place among `persons`, name) of the names of kanji alone and of their family names, by first kanji."""
        for number, person in enumerate(self.persons):
            yield from ((number, name) for name in kanji_names(person) if letters(name[0]))

    def person(self, name: str) -> PersonEntry | None:
        """The person shown under a name."""
        numbers = self._numbers(By.SHOWN, name)
        return self.persons[numbers[0]] if numbers else None

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
            for by in (By.NAME, By.SURNAME):
                if found := self._numbers(by, key):
                    return tuple(self.persons[number] for number in found)
        spoken = _spoken(word)
        numbers = {number for sound in spoken for number in self._numbers(By.SOUND, phonetic_key(sound))}
        if not numbers and word.isascii():
            numbers = {number for sound in spoken for number in self._numbers(By.SOUND, _LOOSE + loose(sound))}
        return tuple(self.persons[number] for number in sorted(numbers))

    def _by_kanji(self, word: str) -> tuple[PersonEntry, ...]:
        """By a reading that the dictionary does not know of a name, kanji by kanji."""
        spoken = [] if is_katakana(word) else [sound for sound in _spoken(word) if len(sound) > 1]
        if not spoken:
            return ()

        def may_begin(letter: str) -> bool:
            return any(sound.startswith(way) for way in readings_of(letter, False) for sound in spoken)

        beginning = self._names_beginning(may_begin)
        numbers = {number for number, name in beginning if any(may_be_read(name, sound) for sound in spoken)}
        return tuple(self.persons[number] for number in sorted(numbers))

    def _by_letters(self, word: str) -> tuple[PersonEntry, ...]:
        """By a foreign name in its own spelling: Bush, ブッシュ."""
        if not (word.isascii() and word.isalpha()) or (word.islower() and from_romaji(word)):
            return ()
        bearers: dict[str, set[int]] = defaultdict(set)
        for consonants in consonants_of_name(word.lower()):
            for number in self._numbers(By.CONSONANTS, consonants) if len(consonants) >= _FEWEST_CONSONANTS else ():
                for piece in foreign_parts(self.persons[number]):
                    bearers[piece].add(number)
        near = nearest_spellings(word.lower(), bearers)
        numbers = {
            number for name, apart in near.items() if is_likely_spelling(name, apart) for number in bearers[name]
        }
        return tuple(self.persons[number] for number in sorted(numbers))

    def aliases(self, word: str) -> tuple[str, ...]:
        """All spellings of the one person a word means; nothing where it may mean two."""
        found = self._known(word.strip()) or self._by_letters(word.strip())
        return found[0].spellings if len(found) == 1 else ()


def keys_of(person: PersonEntry) -> Iterator[tuple[By, str]]:
    """What somebody is found by; a loose form of a sound is marked."""
    yield By.SHOWN, person.name
    for spelling in person.spellings:
        pieces = _pieces(spelling)
        yield By.NAME, name_key(spelling)
        yield from ((By.SURNAME, name_key(piece)) for piece in pieces)
        for sound in map(katakana, _read(spelling)):
            yield By.SOUND, phonetic_key(sound)
            yield By.SOUND, _LOOSE + loose(sound)
    yield from ((By.CONSONANTS, consonants_of_katakana(piece)) for piece in foreign_parts(person))
    for sound in person.readings:
        yield By.SOUND, phonetic_key(sound)
        yield By.SOUND, _LOOSE + loose(sound)


def foreign_parts(person: PersonEntry) -> Iterator[str]:
    """The parts of somebody's names in katakana."""
    return (piece for spelling in person.spellings if is_katakana(spelling) for piece in parts(spelling))


def with_readings(people: People, given: Mapping[str, Sequence[str]]) -> People:
    """The same people with the readings that texts give, by key of a name or a part of one."""
    if not given:
        return people
    persons = tuple(
        replace(person, readings=found) if (found := _given(person, given)) else person for person in people.persons
    )
    return People(persons, people.of)


def _given(person: PersonEntry, given: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    names = (name for spelling in person.spellings for name in (spelling, *_pieces(spelling)))
    return tuple(dict.fromkeys(way for name in names for way in given.get(name_key(name), ())))


def kanji_names(person: PersonEntry) -> tuple[str, ...]:
    """Names of kanji alone, and their family names."""
    return tuple(dict.fromkeys(_kanji_parts(person.spellings)))


def _spoken(word: str) -> list[str]:
    """What a word in kana or romaji may sound like, in katakana, its parts in either order; nothing for others."""
    orders = [katakana("".join(order)) for order in (word.split(), reversed(word.split()))]
    if word.isascii():
        orders = [kana for sound in orders for kana in from_romaji(sound.lower())]
    return [sound for sound in dict.fromkeys(orders) if KATAKANA_WORD.fullmatch(sound)]


@lru_cache(maxsize=1 << 14)
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


@lru_cache(maxsize=1 << 14)
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


_BEHIND = re.compile(r"[（(]\s*([ぁ-ゖァ-ヺー]+(?:[・･=＝ \u3000][ぁ-ゖァ-ヺー]+)?)\s*[）)、，,]")
_DIVIDED = re.compile(r"[・･=＝ \u3000]")
_FEWEST_KANA = 3
_LONGEST_OF_A_KANJI = 5
"""Kana that one kanji of a name is read as, at most."""


def given_readings(document: Document, mentions: Sequence[Mention]) -> dict[tuple[str, str], None]:
    """(name, reading) of the people of a document, the reading in katakana, its parts divided by a dot; also of a part
    of a name over which a ruby stands."""
    found: dict[tuple[str, str], None] = {}
    for mention in mentions:
        if not has_kanji(mention.name):
            continue
        behind = _BEHIND.match(document.text, mention.name_end)
        if behind and _may_be_of(mention.name, behind[1]):
            found[mention.name, "・".join(map(katakana, _DIVIDED.split(behind[1])))] = None
        found.update(dict.fromkeys(_over(document, mention)))
    return found


def _may_be_of(name: str, kana: str) -> bool:
    """Whether kana in brackets are a reading rather than a remark: as long as a name, in hiragana or divided."""
    letters = len(_DIVIDED.sub("", kana))
    plain = bool(HIRAGANA_WORD.fullmatch(kana))
    return _FEWEST_KANA <= letters <= _LONGEST_OF_A_KANJI * len(name) and (plain or bool(_DIVIDED.search(kana)))


def _over(document: Document, mention: Mention) -> Iterator[tuple[str, str]]:
    """What the rubies over a name say, from its beginning on: of the first of its parts, and of all of it."""
    rubies = document.rubies
    at = bisect_left(rubies, mention.name_start, key=_start)
    end, reading = mention.name_start, ""
    for ruby in rubies[at:]:
        between = document.text[end : ruby.start]
        if ruby.end > mention.name_end or not KANA_WORD.fullmatch(ruby.reading) or (between and has_kanji(between)):
            break
        reading += katakana(between + ruby.reading)
        end = ruby.end
        yield document.text[mention.name_start : end], reading
    rest = document.text[end : mention.name_end]
    if reading and rest and KANA_WORD.fullmatch(rest):
        yield mention.name, reading + katakana(rest)


def _start(ruby: Ruby) -> int:
    return ruby.start


def readings_of_names(given: Sequence[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """By key of a name, or of a family name of kanji before a divided reading: how it is read, in katakana."""
    found: dict[str, dict[str, None]] = {}
    for name, reading in given:
        pieces = reading.split("・")
        for way in dict.fromkeys(("".join(pieces), *(pieces if all_kanji(name) else ()))):
            found.setdefault(name_key(name), {})[way] = None
    return {key: tuple(ways) for key, ways in found.items()}
