"""Patterns: phrases, strings of characters, chains of readings. Each finds itself in a segment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.arrays import distinct
from inyo.index.engine.matching.chains import (
    LONGEST_READING,
    Arcs,
    Heard,
    Ranges,
    arcs_to_end,
    cells_of,
    chain,
    heard_as,
    sounding_arcs,
    spelled_out,
)
from inyo.index.engine.matching.segment_view import Numbers, View
from inyo.index.engine.matching.strings import (
    NONE,
    aligned,
    beginning_at,
    beginning_with,
    can_be_starred,
    contained,
    find_starred,
    followed_by,
    holding,
    standing,
    stem_starts,
    string_starts,
    union,
)
from inyo.index.engine.segments import Field, Positions, Space, Term
from inyo.index.engine.term_keys import SKELETON
from inyo.index.japanese.kana import KATAKANA_WORD
from inyo.index.japanese.wordlists import lazily

_LONGEST_SKELETON = 6
_FEW = 1 << 12
"""The letters of so many matches are sooner looked at than all places of a string."""
_MANY_TERMS = 32
_MOST_BEHIND = 2
_FIRST_KANJI, _LAST_KANJI = 0x4E00, 0x9FFF
_GOES_ON = lazily(lambda: "[一-鿿々ァ-ヺーa-z0-9]")


@dataclass(frozen=True, slots=True)
class Matches:
    """Starts (ascending) and ends of matches, in a space."""

    space: Space
    starts: Positions
    ends: Positions

    def __len__(self) -> int:
        return len(self.starts)


class Pattern(Protocol):
    """What can be looked for. Hashable: a search asks for the same pattern once."""

    def find(self, view: View) -> Matches:
        """Everywhere the pattern matches in a segment, deleted passages included."""

    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a phrase: any of some terms, `offset` cells behind the first."""

    offset: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """A phrase in token space; its last term covers `longer` further cells, or with -1 only shows what is before it.

    `letter` narrows the span to that letter of the word.
    """

    slots: tuple[Slot, ...]
    letter: str = ""
    longer: int = 0

    @classmethod
    def of(cls, field: Field, term: str, shown: str = "") -> Terms:
        """One word; `shown` is the letter of it that the span is narrowed to."""
        return cls((Slot(0, ((field, term),)),), shown)

    @property
    def size(self) -> int:
        """Cells from the first to the last."""
        return self.slots[-1].offset + 1 + self.longer

    def find(self, view: View) -> Matches:
        starts = _phrase_starts(view, self.slots)
        return Matches(Space.TOKENS, starts, starts + np.uint32(self.size))


def _phrase_starts(view: View, slots: Sequence[Slot]) -> Positions:
    parts = []
    for slot in slots:
        found = _places(view, slot.terms)
        if not len(found):
            return NONE
        parts.append((slot.offset, found))
    return aligned(parts)


def _places(view: View, terms: tuple[Term, ...]) -> Positions:
    """Where any of some terms stands; of many it is remembered."""
    if len(terms) < _MANY_TERMS:
        return union([view.positions(field, term) for field, term in terms])
    return view.remember(terms, lambda: (union([view.positions(field, term) for field, term in terms]), NONE))[0]


@dataclass(frozen=True, slots=True)
class Grams:
    """A folded string in character space, wherever it stands."""

    text: str

    def find(self, view: View) -> Matches:
        starts = string_starts(view, self.text)
        return Matches(Space.CHARACTERS, starts, starts + np.uint32(len(self.text)))


@dataclass(frozen=True, slots=True)
class Sounds:
    """A katakana reading, as a chain of readings of adjoining words. `loosely`: without long vowels and ッ;
    `beginning`: the last word may go on."""

    kana: str
    loosely: bool = False
    beginning: bool = False

    @property
    def size(self) -> int:
        """The last place."""
        return len(self.kana)

    def arcs(self, view: View) -> Arcs:
        """The words that lead from place to place."""
        return sounding_arcs(view, self.kana, self.loosely, self.beginning)

    def find(self, view: View) -> Matches:
        heard = Heard.of(view, self.kana, self.loosely)
        if self.beginning:
            return Matches(Space.TOKENS, *heard.going_on(view))
        found = heard.until(view, self.size)
        return Matches(Space.TOKENS, *(_not_cut(view, *found) if self.kana.endswith(("テイ", "デイ")) else found))


_TE, _I = np.array([ord("て"), ord("で")], np.uint32), ord("い")


def _not_cut(view: View, starts: Positions, ends: Positions) -> Ranges:
    """Words side by side that do not end amid a predicate: 書い|て|い of 書いています is read as 海底 is."""
    several = np.flatnonzero(ends - starts > 1)
    if not len(several):
        return starts, ends
    passages = view.passages_of(Space.TOKENS, starts[several])
    places = view.places_of_edges(ends[several] - np.uint32(1), passages, False)
    cut = view.segment.letters(passages, places) == _I
    cut &= np.isin(view.segment.letters(passages, places - 1), _TE)
    keep = np.ones(len(starts), np.bool_)
    keep[several[cut]] = False
    return starts[keep], ends[keep]


@dataclass(frozen=True, slots=True)
class Linked:
    """Katakana readings of words with a particle of one letter between each two: キ, ツケル with を for 気を付ける."""

    words: tuple[str, ...]
    particles: tuple[str, ...]

    def find(self, view: View) -> Matches:
        starts, ends = self._read(view, self.words[0])
        for particle, word in zip(self.particles, self.words[1:], strict=True):
            behind, last = self._read(view, word)
            good = contained(ends + np.uint32(1), behind)
            starts, ends = starts[good], ends[good]
            passages = view.passages_of(Space.TOKENS, starts)
            letters = view.segment.letters(passages, view.places_of_edges(ends, passages, False))
            there = letters == ord(particle)
            starts, ends = starts[there], ends[there]
            if not len(starts):
                break
            ends = last[np.searchsorted(behind, ends + np.uint32(1), "right") - 1]
        return Matches(Space.TOKENS, starts, ends)

    @staticmethod
    def _read(view: View, kana: str) -> Ranges:
        return Heard.of(view, kana, False).until(view, len(kana))


@dataclass(frozen=True, slots=True)
class Around:
    """Two strings of characters with at most `gap` characters between: a family name and the title behind the name.
    `apart` are words before the title that do not belong to the name."""

    first: str
    last: str
    gap: int
    apart: tuple[str, ...] = ()

    def find(self, view: View) -> Matches:
        first, last = string_starts(view, self.first), string_starts(view, self.last)
        size = np.uint32(len(self.first))
        if not len(first) or not len(last):
            return Matches(Space.CHARACTERS, NONE, NONE)
        places = np.minimum(np.searchsorted(last, first + size), len(last) - 1)
        behind = last[places]
        good = (behind >= first + size) & (behind - first - size <= self.gap)
        first, behind = first[good], behind[good].copy()
        for word in self.apart if len(first) else ():
            length = np.uint32(len(word))
            stands = contained(behind - length, string_starts(view, word))
            behind[stands & (behind >= first + size + length)] -= length
        return Matches(Space.CHARACTERS, first, behind)


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Two kanji or more, as words of which these are all the kanji, with any okurigana (値上, 値上げ)."""

    kanji: str

    def arcs(self, view: View) -> Arcs:
        """The words that lead from place to place."""

        def between(at: int, stop: int) -> list[Term]:
            piece = self.kanji[at:stop]
            marked = SKELETON + piece
            return [(Field.LEMMA, each) for each in ((marked, piece) if view.has(Field.LEMMA, marked) else (piece,))]

        return arcs_to_end(self.size, _LONGEST_SKELETON, between)

    @property
    def size(self) -> int:
        """The last place."""
        return len(self.kanji)

    def find(self, view: View) -> Matches:
        return Matches(Space.TOKENS, *chain(view, self.size, self.arcs(view)))


@dataclass(frozen=True, slots=True)
class Mixed:
    """A word of which a part is typed in kana: `text` with its kana as katakana, `words` what the rest is found by
    (start, stop, lemma keys)."""

    text: str
    words: tuple[tuple[int, int, tuple[str, ...]], ...]

    @property
    def size(self) -> int:
        """The last place."""
        return len(self.text)

    def arcs(self, view: View) -> Arcs:
        """The words that lead from place to place."""
        words = {(start, stop): keys for start, stop, keys in self.words}
        size = self.size

        def between(at: int, stop: int) -> list[Term]:
            terms = [(Field.LEMMA, key) for key in words.get((at, stop), ())]
            piece = self.text[at:stop]
            heard = heard_as(view, piece, at > 0, stop < size) if KATAKANA_WORD.fullmatch(piece) else []
            return terms + [(Field.READING, reading) for reading in heard]

        return arcs_to_end(size, LONGEST_READING, between)

    def find(self, view: View) -> Matches:
        return Matches(Space.TOKENS, *chain(view, self.size, self.arcs(view)))


@dataclass(frozen=True, slots=True)
class Followed:
    """Words with a string of characters directly behind: a stem with its ending (たべ|ました)."""

    words: Pattern
    ending: str

    def find(self, view: View) -> Matches:
        stems = self.words.find(view)
        if not len(stems):
            return Matches(Space.CHARACTERS, NONE, NONE)
        starts, ends = stems.starts, stems.ends
        if len(starts) > _FEW and len(self.ending) > 1:
            there = view.with_any(Space.CHARACTERS, string_starts(view, self.ending))
            some = there[view.passages_of(Space.TOKENS, starts)]
            starts, ends = starts[some], ends[some]
        starts, ends = followed_by(view, starts, ends, self.ending)
        return Matches(Space.CHARACTERS, starts, ends + np.uint32(len(self.ending)))


@dataclass(frozen=True, slots=True)
class Holding:
    """Words written with one of some letters (釣り針, 釣鉤 share 釣), or with `first` beginning with all of them."""

    words: Pattern
    letters: str
    first: bool = False

    def find(self, view: View) -> Matches:
        words = self.words.find(view)
        if not len(words):
            return words
        if self.first and len(words) > _FEW:
            kept = beginning_at(view, words.starts, string_starts(view, self.letters))
            return Matches(Space.TOKENS, words.starts[kept], words.ends[kept])
        strings = [self.letters] if self.first else list(dict.fromkeys(self.letters))
        kept = holding(view, words.starts, words.ends, strings, first=self.first)
        return Matches(Space.TOKENS, words.starts[kept], words.ends[kept])


@dataclass(frozen=True, slots=True)
class Compounds:
    """What words in a row are called by their first letters: a phrase of which the words at some places (`initials`)
    are of two kanji at least. `between` is a word that may stand behind the first, `behind` two behind the last."""

    words: Terms
    initials: tuple[int, ...]
    between: tuple[Term, ...] = ()
    behind: tuple[Term, ...] = ()

    def find(self, view: View) -> Matches:
        found = [(self.words, self.words.find(view).starts)]
        if self.between:
            first, *rest = self.words.slots
            apart = Terms((first, *(Slot(slot.offset + 1, slot.terms) for slot in rest)))
            starts = _phrase_starts(view, apart.slots)
            found.append((apart, starts[standing(view, self.between, starts + np.uint32(1))]))
        pairs = []
        for words, starts in found:
            starts = self._of_kanji(view, words, starts)
            ends = starts + np.uint32(words.size)
            for _ in range(_MOST_BEHIND if self.behind and len(ends) else 0):
                ends = ends + standing(view, self.behind, ends).astype(np.uint32)
            pairs.append((starts, ends))
        starts, ends = (np.concatenate(side) for side in zip(*pairs, strict=True))
        order = starts.argsort(kind="stable")
        return Matches(Space.TOKENS, starts[order], ends[order])

    def _of_kanji(self, view: View, words: Terms, starts: Positions) -> Positions:
        """The matches whose words are of two kanji at least."""
        for place in self.initials:
            if not len(starts):
                break
            tokens = starts + np.uint32(words.slots[place].offset)
            passages = view.passages_of(Space.TOKENS, tokens)
            places = view.first_characters(tokens, passages).astype(np.int64) + 1
            letters = view.segment.letters(passages, places - view.bases(Space.CHARACTERS)[passages])
            starts = starts[(letters >= _FIRST_KANJI) & (letters <= _LAST_KANJI)]
        return starts


@dataclass(frozen=True, slots=True)
class Lattice:
    """Words from place 0 to place `size`, whichever way: arcs (start, stop, terms). A sound says in its last digit
    how many cells it covers."""

    size: int
    arcs: tuple[tuple[int, int, tuple[Term, ...]], ...]

    @classmethod
    def of(cls, *terms: Term) -> Lattice:
        """One word or run of words, by any of some terms."""
        return cls(1, ((0, 1, terms),))

    def steps(self) -> Arcs:
        """The words that lead from place to place, those of one size together."""
        arcs: Arcs = {}
        for start, stop, terms in self.arcs:
            by_size: dict[int, list[Term]] = {}
            for term in terms:
                by_size.setdefault(cells_of(*term), []).append(term)
            arcs.setdefault(start, []).extend((stop, same) for same in by_size.values())
        return arcs

    def find(self, view: View) -> Matches:
        return Matches(Space.TOKENS, *chain(view, self.size, self.steps()))


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """A katakana reading of words with kanji beside them that are read one by one. `loosely` as in `Sounds`."""

    kana: str
    loosely: bool = False

    def find(self, view: View) -> Matches:
        return Matches(Space.CHARACTERS, *spelled_out(view, self.kana, self.loosely))


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression over folded text, inside a passage. `literals`: strings that every match holds, in this
    order and with at most `gap` characters between two. `stars`: what stands between its stars, where it is a word
    with no other wildcards."""

    pattern: str
    literals: tuple[str, ...] = ()
    gap: int = 0
    stars: tuple[str, ...] = ()

    def find(self, view: View) -> Matches:
        if not can_be_starred(self.stars):
            return Matches(Space.CHARACTERS, *self._in_texts(view, self._possible(view)))
        found = find_starred(view, self.stars)
        sure = ~np.isin(found.passages, found.doubtful)
        starts, ends = self._in_texts(view, found.doubtful)
        starts = np.concatenate((starts, found.starts[sure].astype(np.uint32)))
        order = starts.argsort(kind="stable")
        return Matches(
            Space.CHARACTERS, starts[order], np.concatenate((ends, found.ends[sure].astype(np.uint32)))[order]
        )

    def _in_texts(self, view: View, passages: Numbers) -> tuple[Positions, Positions]:
        """Starts and ends in some passages, whose texts are looked through."""
        if not len(passages):
            return NONE, NONE
        expression = re.compile(self.pattern, re.IGNORECASE if self.pattern != self.pattern.lower() else 0)
        bases = view.bases(Space.CHARACTERS)[passages].tolist()
        found = [
            (base + match.start(), base + match.end())
            for base, text in zip(bases, view.segment.folded_texts(passages), strict=True)
            for match in expression.finditer(text)
            if match.end() > match.start()
        ]
        starts, ends = np.array(found, np.uint32).reshape(-1, 2).T
        return starts, ends

    def _possible(self, view: View) -> Numbers:
        """The passages that have all literals, each not too far behind the one before."""
        places = [string_starts(view, literal) for literal in self.literals]
        if not places:
            return np.arange(view.size)
        if len(places) == 1:
            return np.flatnonzero(view.with_any(Space.CHARACTERS, places[0]))
        near = np.ones(view.size, np.bool_)
        for literal, first, second in zip(self.literals, places, places[1:], strict=False):
            if not len(second):
                return np.empty(0, np.int64)
            behind = first + np.uint32(len(literal))
            following = second[np.minimum(np.searchsorted(second, behind), len(second) - 1)]
            good = np.flatnonzero((following >= behind) & (following - behind <= self.gap))
            if r"\w" not in self.pattern:  # a `?` may be anything
                good = good[(following[good] == behind[good]) | self._may_go_on(view, behind[good])]
            near &= view.with_any(Space.CHARACTERS, first[good])
        return np.flatnonzero(near)

    @staticmethod
    def _may_go_on(view: View, places: Positions) -> NDArray[np.bool_]:
        """Whether at places of character space there is what a `*` may stand for: no hiragana, no mark."""
        passages = view.passages_of(Space.CHARACTERS, places)
        inside = places.astype(np.int64) - view.bases(Space.CHARACTERS)[passages]
        letters = view.segment.letters(passages, inside)
        kinds = distinct(letters)
        good = np.array([bool(_GOES_ON().match(chr(code))) for code in kinds.tolist()], np.bool_)
        return good[np.searchsorted(kinds, letters)] if len(kinds) else np.zeros(0, np.bool_)


def beginning(view: View, matches: Matches, strings: tuple[str, ...]) -> NDArray[np.bool_]:
    """By match: whether it begins where one of some strings begins. A string of one kanji is the stem of a verb or
    adjective, behind which no other kanji stands."""
    if not strings or not len(matches):
        return np.zeros(len(matches), np.bool_)
    if len(matches) <= _FEW:
        return beginning_with(view, matches.space, matches.starts, strings)

    def find() -> tuple[Positions, Positions]:
        starts = [stem_starts(view, string) if len(string) == 1 else string_starts(view, string) for string in strings]
        return union(starts), NONE

    places = view.remember(strings, find)[0]
    if not len(places):
        return np.zeros(len(matches), np.bool_)
    if matches.space is Space.CHARACTERS:
        return contained(matches.starts, places)
    return beginning_at(view, matches.starts, places)
