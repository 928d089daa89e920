"""The ways to match a word: what an alternative is, the weights of the kinds, phrases of keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.strings import aligned
from inyo.index.engine.matching.word_patterns import Pattern, Slot, Terms
from inyo.index.engine.segments import Field, Term
from inyo.index.engine.term_keys import NUMBER, Cell, keys_of
from inyo.index.engine.words.synonyms import Synonyms
from inyo.index.japanese.readings import has_kanji, kanji_of
from inyo.index.japanese.tokens import single_words
from inyo.index.values.hits import Why

WRITTEN = 2.2
LEMMA = 2.0
KANA = 1.0
ROMAJI = 0.8
SYNONYM = 0.8
PHONETIC = 0.7
PART = 0.6
LOOSE = 0.55
NEAR = 0.5
NEAR_BY_DISTANCE = 0.3
REDUCED = 0.4
FOREIGN = 0.35
OKURIGANA = 1.4
SHADE = 0.9
ACROSS = 0.3
"""Weights of the ways to match, best first (measured, see the project's search notes)."""


_MOST_SHAPED = 6
_SHORTEST_HALF = 2


class Tier(IntEnum):
    """How sure it is that a way to match a word is that word: SURE stands above the line; LOOSE does where the word was
    found nowhere surely, FAINT where it was found in neither of these ways; WEAK never does."""

    SURE = 0
    LOOSE = 1
    FAINT = 2
    WEAK = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """A pattern with its weight, its reason and what to tell the reader of it. `whole`: only as whole words;
    `as_typed`: the very string that was typed, which may also be a part of a word or stand across words; `single`: a
    word of the dictionary, which two words in a row only seem to hold (党首 in 党首脳). What begins with one of `apart`
    is another word of the same lemma, with one of `shades` the same in another shade of its meaning.
    """

    pattern: Pattern
    weight: float
    why: Why
    note: str = ""
    whole: bool = False
    as_typed: bool = False
    single: bool = False
    apart: tuple[str, ...] = ()
    shades: tuple[str, ...] = ()
    tier: Tier = Tier.SURE
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """What the collection knows: its segments (for names that sound alike), synonyms, and names of people."""

    views: Sequence[View]
    synonyms: Synonyms = field(default_factory=Synonyms)
    aliases: Callable[[str], Sequence[str]] | None = None

    def near(self, sound: str) -> list[tuple[str, float]]:
        """Phonetic keys of names in the collection that are near one: (key, distance), nearest first."""
        found: dict[str, float] = {}
        for view in self.views:
            for key, distance in view.near_names(sound):
                found[key] = min(distance, found.get(key, distance))
        return sorted(found.items(), key=lambda pair: (pair[1], pair[0]))[:12]

    def near_in_shape(self, word: str) -> list[str]:
        """Words in katakana of the collection that differ from one in a letter or two."""
        found = sorted({pair for view in self.views for pair in view.shaped_like(word)})
        return [near for _, near in found[:_MOST_SHAPED]]

    def standing(self, readings: Sequence[str]) -> list[str]:
        """Those of some readings in katakana that a word has, then those that two have which stand side by side."""
        halves = {way: [(way[:at], way[at:]) for at in range(_SHORTEST_HALF, len(way) - 1)] for way in readings}
        wanted = {piece for way, cuts in halves.items() for piece in (way, *(half for cut in cuts for half in cut))}
        self.expect([(Field.READING, piece) for piece in sorted(wanted)])
        there = {piece for piece in wanted if self.has(Field.READING, piece)}
        whole = [way for way in halves if way in there]
        parted = (way for way in halves if way not in there)
        return [*whole, *(way for way in parted if any(there.issuperset(c) and self._adjoin(*c) for c in halves[way]))]

    def _adjoin(self, first: str, second: str) -> bool:
        """Whether words of two readings stand side by side."""
        places = ((view.positions(Field.READING, first), view.positions(Field.READING, second)) for view in self.views)
        return any(len(aligned(((0, before), (1, behind)))) for before, behind in places)

    def expect(self, terms: Sequence[Term]) -> None:
        """Hear which terms are about to be asked for (see `View.expect`)."""
        for view in self.views:
            view.expect(terms)

    def has(self, field: Field, term: str) -> bool:
        """Whether a term occurs."""
        return any(len(view.positions(field, term)) for view in self.views)


def content(found: Sequence[Cell]) -> Sequence[Cell]:
    """Cells without particles, auxiliaries and marks at either end."""
    first, last = 0, len(found)
    while first < last and not found[first].keys.key:
        first += 1
    while last > first and not found[last - 1].keys.key:
        last -= 1
    return found[first:last]


def phrase(found: Sequence[Cell], wider: Callable[[Cell], Sequence[Term]] | None = None) -> Terms | None:
    """The phrase of the keys of cells; `wider` gives further terms for a cell."""
    slots = []
    for offset, cell in enumerate(found):
        if cell.keys.key:
            terms = [(Field.LEMMA, key) for key in keys_in(cell)]
            if wider:
                terms.extend(wider(cell))
            slots.append(Slot(offset, tuple(dict.fromkeys(terms))))
    return Terms(tuple(slots)) if slots else None


def keys_in(cell: Cell) -> tuple[str, ...]:
    """The keys of a word and of the dictionary's other words of that spelling that share a kanji with it (申し込み:
    noun and verb; 小人 is not 子供)."""
    if len(cell.surface) < 2 or not has_kanji(cell.surface) or cell.keys.key.startswith(NUMBER):
        return (cell.keys.key,)
    kanji = set(kanji_of(cell.surface))
    words = (word for word in single_words(cell.surface)[:4] if not has_kanji(word.lemma) or kanji & set(word.lemma))
    others = (keys_of(word).key for word in words)
    return tuple(dict.fromkeys(key for key in (cell.keys.key, *others) if key))
