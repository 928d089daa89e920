"""What search asks of an index: term postings as arrays, whatever stores them.

Two position spaces. Token space: a passage's tokens count from its base, one position each. Character space (pairs of
characters, and the edges of words): a passage's folded characters count from its base. Bases leave a gap between
passages, so that no phrase runs from one into the next. A term's postings are one sorted array of positions; the
passage of a position is found by `searchsorted` in the bases.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from inyo.index.japanese.folding import Folded

Positions = NDArray[np.uint32]
Ends: TypeAlias = NDArray[np.bool_] | bool
"""Of some tokens the ends are asked for rather than the starts."""


class Space(StrEnum):
    """What positions count: the tokens of passages, or the characters of their folded texts."""

    __hash__ = str.__hash__  # that of an Enum is a function in Python, asked for every term that is looked up

    TOKENS = "token"
    CHARACTERS = "character"


class Field(StrEnum):
    """Where terms are kept; the value is the field's name in files.

    LEMMA lemma keys, numbers, and the kanji of words with okurigana; READING readings of single words; SOUND phonetic
    keys of names in katakana; ORIGIN source words of loans; COUNTRY country letters; PAIR two adjoining characters.
    """

    __hash__ = str.__hash__  # as above

    LEMMA = "t"
    READING = "r"
    SOUND = "k"
    ORIGIN = "x"
    COUNTRY = "c"
    PAIR = "g"

    @property
    def space(self) -> Space:
        """What the field's positions count."""
        return Space.CHARACTERS if self is Field.PAIR else Space.TOKENS


Term: TypeAlias = tuple[Field, str]
TOKEN_FIELDS = tuple(each for each in Field if each.space is Space.TOKENS)
GAP = 16
"""Positions left free after each passage."""


class Word(Protocol):
    """What stands at a position of token space: one object at every place of a word, by which they are gathered."""

    @property
    def entries(self) -> Sequence[Term]:
        """The fields and terms by which the word is found, none twice."""


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """What indexing one passage yields.

    `words` are what stands at its positions in token space, from 0; `starts` and `ends` where, as code points relative
    to the passage's start; `added` further terms with their fields and positions; `folded` the folded text, whose pairs
    of characters are the terms of PAIR; `lengths` the length of a field for ranking (defaults to its number of
    positions).
    """

    words: Sequence[Word]
    starts: Sequence[int]
    ends: Sequence[int]
    folded: Folded
    added: Sequence[tuple[Field, str, int]] = ()
    lengths: dict[Field, int] = field(default_factory=dict)

    @property
    def characters(self) -> int:
        """The size of the passage in character space."""
        return len(self.folded.text)

    def by_term(self) -> dict[Field, dict[str, list[int]]]:
        """The positions of every term of token space, ascending, by field and term."""
        found: dict[Field, dict[str, list[int]]] = {name: {} for name in TOKEN_FIELDS}
        for position, word in enumerate(self.words):
            for name, term in word.entries:
                found[name].setdefault(term, []).append(position)
        for name, term, position in self.added:
            insort(found[name].setdefault(term, []), position)
        return found


class Excerpt(NamedTuple):
    """A passage: the key of its document, its start and end there, its paragraph's number from 1, its text."""

    document: str
    start: int
    end: int
    paragraph: int
    text: str


class Segment(Protocol):
    """An immutable part of an index. Passages are numbered from 0 in document order."""

    @property
    def passages(self) -> int:
        """Number of passages, deleted ones included."""

    @property
    def live(self) -> NDArray[np.bool_]:
        """By passage: not deleted."""

    @property
    def keys(self) -> Sequence[str]:
        """The keys (absolute paths) of the documents, in order; deleted ones and those without passages included."""

    @property
    def firsts(self) -> NDArray[np.uint32]:
        """By document: its first passage; one more at the end."""

    def positions(self, field: Field, term: str) -> Positions:
        """All positions of a term in the field's space, ascending; empty where it does not occur."""

    def has(self, field: Field, term: str) -> bool:
        """Whether a term occurs, be it in deleted passages."""

    def prefixed(self, field: Field, prefix: str) -> tuple[int, int]:
        """The numbers of the terms that begin with `prefix`, in code point order: the first, and the one behind."""

    def term(self, field: Field, number: int) -> str:
        """A term of a field by its number."""

    def flat_terms(self, field: Field, first: int, last: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """The UTF-8 of the terms from number `first` up to `last`, end to end, and their bounds in it."""

    def joined_terms(self, field: Field, first: int, last: int) -> str:
        """The terms from number `first` up to `last`, end to end."""

    def counted(self, field: Field, first: int, last: int) -> tuple[NDArray[np.int64], Positions]:
        """How many positions each of the terms from number `first` up to `last` has, and these, term by term."""

    def table(self, name: str) -> NDArray[Any]:
        """A table of what the words sound like (see `matching.sound_tables`)."""

    def positions_beginning(self, field: Field, prefix: str) -> Positions:
        """The positions of all terms that begin with a prefix, ascending for each term, not over all."""

    def bases(self, field: Field) -> NDArray[np.uint32]:
        """By passage: its first position in the field's space; one more at the end."""

    def lengths(self, field: Field) -> NDArray[np.uint32]:
        """By passage: the field's length for ranking."""

    def terms(self, field: Field, prefix: str = "") -> Iterator[str]:
        """The field's terms that begin with `prefix`, in code point order."""

    @property
    def edges(self) -> NDArray[np.uint8]:
        """By position of character space: whether a word starts or ends there. Packed, eight to a byte, the first in
        the highest bit."""

    def token_offsets(self, passage: int) -> NDArray[np.uint32]:
        """(tokens, 2): start and end of every token, relative to the passage's start."""

    def token_spans(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        """How many tokens each of some passages has, and where all of them start and end, relative to its start."""

    def character_places(self, passages: NDArray[np.int64], tokens: NDArray[np.int64], ends: Ends) -> NDArray[np.int64]:
        """Where tokens start (or end, as `ends` says) in the folded texts of their passages; `tokens` by their number
        in these."""

    def character_spans(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        """How many tokens each of some passages has, and where all of them start and end in the folded texts."""

    def letters(self, passages: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.uint32]:
        """The characters (code points) at places of the folded texts of passages; 0 where there is none."""

    def text(self, passage: int) -> str:
        """A passage's text."""

    def excerpts(self, passages: NDArray[np.int64]) -> list[Excerpt]:
        """Some passages as they stand in their documents."""

    def folded_texts(self, passages: NDArray[np.int64]) -> Iterator[str]:
        """The folded text of each of some passages."""

    def folded(self, passage: int) -> Folded:
        """The folded text of a passage, which the positions of character space count."""

    def document(self, passage: int) -> str:
        """The key of the document a passage belongs to."""

    def spans(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """By passage: start and end in the document's text."""

    def span(self, passage: int) -> tuple[int, int, int]:
        """start and end in the document's text, and the paragraph's number from 1."""
