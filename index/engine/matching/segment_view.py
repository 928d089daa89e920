"""A segment with what search derives from it once: documents by number, the readings by their loose form, names."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from copy import copy
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.matching.sound_table import ShapeIndex, SoundIndex
from inyo.index.engine.segments import Field, Positions, Segment, Space, Term
from inyo.index.engine.terms.term_keys import NUMBER, SKELETON
from inyo.index.engine.terms.word_edges import at_edge
from inyo.index.japanese.folding import Folded
from inyo.index.japanese.kana import KATAKANA_WORD, loose_all, without_small
from inyo.index.japanese.katakana import consonants_of_katakana

Numbers = NDArray[np.int64]
_T = TypeVar("_T")
_MOST_PREFIXED = 400
_REMEMBERED = 4_096
"""Arrays kept at hand: views on the segment, not copies."""

_TEXTS_REMEMBERED = 4_096


class View:
    """One segment, read only. Everything derived is computed at first use and kept as long as the view."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.size = segment.passages
        self._places: tuple[weakref.ref[View], Numbers] | None = None

    def over(self, segment: Segment) -> View:
        """A view of the same segment after other deletions: with all that does not depend on them."""
        if segment is self.segment:
            return self
        view = copy(self)
        view.segment = segment
        for name in ("live", "alive"):
            view.__dict__.pop(name, None)
        return view

    def positions(self, field: Field, term: str) -> Positions:
        """Ascending positions of a term."""
        found = self._remembered.get((field, term))
        if found is None:
            found = self.segment.positions(field, term)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[field, term] = found
        return found

    @cached_property
    def _remembered(self) -> dict[Term, Positions]:
        return {}

    def remember(self, key: Hashable, find: Callable[[], tuple[Positions, Positions]]) -> tuple[Positions, Positions]:
        """What `find` gives, asked once for a key as long as it is remembered."""
        found = self._matches.get(key)
        if found is None:
            found = find()
            if len(self._matches) >= _REMEMBERED:
                self._matches.clear()
            self._matches[key] = found
        return found

    def derive(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, made once for a key as long as it is remembered."""
        found = self._derived.get(key)
        if found is None:
            if len(self._derived) >= _REMEMBERED:
                self._derived.clear()
            found = self._derived[key] = make()
        return found

    @cached_property
    def _derived(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def _matches(self) -> dict[Hashable, tuple[Positions, Positions]]:
        return {}

    def beginning(self, field: Field, prefix: str, most: int = _MOST_PREFIXED) -> list[str]:
        """At most `most` terms that begin with a prefix."""
        found = []
        for term in self.segment.terms(field, prefix):
            found.append(term)
            if len(found) >= most:
                break
        return found

    def following(self, character: str) -> frozenset[str]:
        """The characters that stand behind a character."""
        found = self._following.get(character)
        if found is None:
            terms = self.segment.terms(Field.PAIR, character)
            found = self._following[character] = frozenset(term[1] for term in terms if len(term) == 2)
        return found

    @cached_property
    def _following(self) -> dict[str, frozenset[str]]:
        return {}

    def positions_beginning(self, field: Field, prefix: str) -> Positions:
        """Ascending positions of all terms that begin with a prefix."""
        return np.sort(self.segment.positions_beginning(field, prefix))

    def bases(self, space: Space) -> Positions:
        """First position of each passage in a space; one more at the end."""
        return self._bases[space]

    @cached_property
    def _bases(self) -> dict[Space, Positions]:
        fields = {Space.TOKENS: Field.LEMMA, Space.CHARACTERS: Field.PAIR}
        return {space: np.ascontiguousarray(self.segment.bases(field), np.uint32) for space, field in fields.items()}

    def passages_of(self, space: Space, starts: Positions) -> Numbers:
        """The passage of each position."""
        return (np.searchsorted(self.bases(space), starts, "right") - 1).astype(np.int64)

    def with_any(self, space: Space, positions: Positions) -> NDArray[np.bool_]:
        """By passage: whether one of some positions is in it."""
        found = np.zeros(self.size, np.bool_)
        found[self.passages_of(space, positions)] = True
        return found

    def folded(self, passage: int) -> Folded:
        """The folded text of a passage, which the positions of character space count."""
        found = self._texts.get(passage)
        if found is None:
            if len(self._texts) >= _TEXTS_REMEMBERED:
                self._texts.clear()
            found = self._texts[passage] = self.segment.folded(passage)
        return found

    @cached_property
    def _texts(self) -> dict[int, Folded]:
        return {}

    def token_places(self, passage: int) -> Positions:
        """(tokens, 2): start and end of every token of a passage in its folded text."""
        found = self._token_places.get(passage)
        if found is None:
            if len(self._token_places) >= _TEXTS_REMEMBERED:
                self._token_places.clear()
            offsets, starts = self.segment.token_offsets(passage), self.folded(passage).starts
            found = np.searchsorted(starts, offsets).astype(np.uint32) if starts else offsets
            self._token_places[passage] = found
        return found

    @cached_property
    def _token_places(self) -> dict[int, Positions]:
        return {}

    def at_edge(self, positions: Positions) -> NDArray[np.bool_]:
        """By position of character space: whether a word starts or ends there."""
        return at_edge(self.segment.edges, positions)

    @cached_property
    def live(self) -> NDArray[np.bool_] | None:
        """By passage: not deleted; None where nothing is deleted."""
        live = self.segment.live
        return None if bool(live.all()) else live

    @cached_property
    def lengths(self) -> NDArray[np.float64]:
        """By passage: its length for ranking."""
        return self.segment.lengths(Field.LEMMA).astype(np.float64)

    @cached_property
    def alive(self) -> tuple[int, float]:
        """The number of passages that are not deleted, and the sum of their lengths."""
        lengths = self.lengths if self.live is None else self.lengths[self.live]
        return len(lengths), float(lengths.sum())

    def of_the_living(self, space: Space, starts: Positions, ends: Positions) -> tuple[Positions, Positions]:
        """Matches without those in passages that are deleted."""
        if self.live is None or not len(starts):
            return starts, ends
        stay = self.live[self.passages_of(space, starts)]
        return starts[stay], ends[stay]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The documents of the segment that have passages, in order."""
        return tuple(self.segment.keys[number] for number in np.flatnonzero(np.diff(self.segment.firsts)).tolist())

    @cached_property
    def firsts(self) -> Numbers:
        """The first passage of each of `keys`."""
        firsts = self.segment.firsts.astype(np.int64)
        return firsts[:-1][np.diff(firsts) > 0]

    def document_numbers(self, passages: Numbers) -> Numbers:
        """The document (its place in `keys`) of each passage."""
        return (np.searchsorted(self.firsts, passages, "right") - 1).astype(np.int64)

    def places_in(self, titles: View) -> Numbers:
        """By passage: the number of its document's passage in a view that has one for each; -1 where it has none."""
        if self._places is None or self._places[0]() is not titles:
            rows = {key: row for row, key in enumerate(titles.keys)}
            by_document = np.array([rows.get(key, -1) for key in self.keys], np.int64)
            self._places = weakref.ref(titles), by_document[self.document_numbers(np.arange(self.size))]
        return self._places[1]

    @cached_property
    def readings(self) -> frozenset[str]:
        """The terms of r."""
        return frozenset(self.segment.terms(Field.READING))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words among the terms of t: no numbers, no skeletons."""
        return tuple(
            term for term in self.segment.terms(Field.LEMMA) if len(term) > 1 and term[0] not in (NUMBER, SKELETON)
        )

    @cached_property
    def words_by_size(self) -> dict[int, tuple[str, ...]]:
        """The words by their number of characters."""
        found: dict[int, list[str]] = {}
        for word in self.words:
            found.setdefault(len(word), []).append(word)
        return {size: tuple(words) for size, words in found.items()}

    @cached_property
    def skeletons(self) -> frozenset[str]:
        """The terms of t that are the kanji of words with okurigana."""
        return frozenset(self.segment.terms(Field.LEMMA, SKELETON))

    @cached_property
    def loose_readings(self) -> dict[str, tuple[str, ...]]:
        """Loose form → the readings that have it."""
        found: dict[str, tuple[str, ...]] = {}
        readings = list(self.segment.terms(Field.READING))
        older = [(way, each) for each in readings if "ィ" in each and (way := without_small(each)) != each]
        spelled = [*readings, *(way for way, _ in older)]
        for key, reading in zip(loose_all(spelled), [*readings, *(each for _, each in older)], strict=True):
            found[key] = (*found.get(key, ()), reading)
        return found

    @cached_property
    def loose_by_ends(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """(First letter, length) and (last two letters, length) → loose readings."""
        found: dict[tuple[str, int], list[str]] = {}
        for key in self.loose_readings:
            if len(key) > 1:
                found.setdefault((key[0], len(key)), []).append(key)
                found.setdefault((key[-2:], len(key)), []).append(key)
        return {where: tuple(keys) for where, keys in found.items()}

    @cached_property
    def consonants(self) -> dict[str, tuple[Term, ...]]:
        """The consonants of names and words in katakana → the terms (field, term) that have them."""
        found: dict[str, list[Term]] = {}
        for term in self.segment.terms(Field.SOUND):
            found.setdefault(consonants_of_katakana(term.rstrip("23")), []).append((Field.SOUND, term))
        for term in self.segment.terms(Field.LEMMA):
            if KATAKANA_WORD.fullmatch(term):
                found.setdefault(consonants_of_katakana(term), []).append((Field.LEMMA, term))
        return {key: tuple(terms) for key, terms in found.items()}

    @cached_property
    def katakana(self) -> ShapeIndex:
        """The words in katakana as they are written, without the last long vowel."""
        return ShapeIndex(term for term in self.segment.terms(Field.LEMMA) if KATAKANA_WORD.fullmatch(term))

    @cached_property
    def sounds(self) -> SoundIndex:
        """The phonetic keys of names."""
        return SoundIndex(self.segment.terms(Field.SOUND))
