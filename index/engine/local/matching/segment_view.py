"""A segment with what search derives from it once: documents by number, the readings by their loose form, names."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inyo.index.engine.local.matching.sound_table import SoundIndex
from inyo.index.engine.segments import CHARACTER_FIELDS, Positions, Segment
from inyo.index.engine.terms.term_keys import NUMBER, SKELETON
from inyo.index.engine.terms.word_edges import at_edge
from inyo.index.japanese.consonants import of_katakana
from inyo.index.japanese.folding import Folded
from inyo.index.japanese.kana import KATAKANA_WORD, loose, without_small

Numbers = NDArray[np.int64]
_NONE: Positions = np.empty(0, np.uint32)
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

    def positions(self, field: str, term: str) -> Positions:
        """Ascending positions of a term."""
        found = self._remembered.get((field, term))
        if found is None:
            found = self.segment.positions(field, term)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[field, term] = found
        return found

    @cached_property
    def _remembered(self) -> dict[tuple[str, str], Positions]:
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

    @cached_property
    def _matches(self) -> dict[Hashable, tuple[Positions, Positions]]:
        return {}

    def beginning(self, field: str, prefix: str, most: int = _MOST_PREFIXED) -> list[str]:
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
            terms = self.segment.terms("g", character)
            found = self._following[character] = frozenset(term[1] for term in terms if len(term) == 2)
        return found

    @cached_property
    def _following(self) -> dict[str, frozenset[str]]:
        return {}

    def positions_beginning(self, field: str, prefix: str) -> Positions:
        """Ascending positions of all terms that begin with a prefix."""
        between = getattr(self.segment, "positions_between", None)
        if between is not None:
            found: Positions = between(field, *self.segment.prefixed(field, prefix))  # type: ignore[attr-defined]
            return np.sort(found)
        arrays = [self.positions(field, term) for term in self.segment.terms(field, prefix)]
        return np.sort(np.concatenate(arrays)) if arrays else _NONE

    def bases(self, space: str) -> Positions:
        """First position of each passage in token space 't' or character space 'g'; one more at the end."""
        return self._bases["g" if space in CHARACTER_FIELDS else "t"]

    @cached_property
    def _bases(self) -> dict[str, Positions]:
        return {space: np.ascontiguousarray(self.segment.bases(space), np.uint32) for space in ("t", "g")}

    def passages_of(self, space: str, starts: Positions) -> Numbers:
        """The passage of each position."""
        return (np.searchsorted(self.bases(space), starts, "right") - 1).astype(np.int64)

    def with_any(self, space: str, positions: Positions) -> NDArray[np.bool_]:
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
    def norms(self) -> NDArray[np.float64]:
        """By passage: its length over the mean length."""
        lengths = self.segment.lengths("t").astype(np.float64)
        mean = float(lengths.mean()) if len(lengths) else 1.0
        return lengths / (mean or 1.0)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The documents of the segment, in order."""
        return tuple(self._documents[0])

    @cached_property
    def firsts(self) -> Numbers:
        """The first passage of each document."""
        return self._documents[1]

    @cached_property
    def _documents(self) -> tuple[list[str], Numbers]:
        keys: list[str] = []
        firsts: list[int] = []
        key_of = getattr(self.segment, "document_number", None)
        at = 0
        while at < self.size:
            keys.append(self.segment.document(at))
            firsts.append(at)
            if key_of is not None:
                at = self.segment.passages_of(key_of(at))[1]  # type: ignore[attr-defined]
                continue
            at += 1
            while at < self.size and self.segment.document(at) == keys[-1]:
                at += 1
        return keys, np.array(firsts, np.int64)

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
        return frozenset(self.segment.terms("r"))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words among the terms of t: no numbers, no skeletons."""
        return tuple(term for term in self.segment.terms("t") if len(term) > 1 and term[0] not in (NUMBER, SKELETON))

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
        return frozenset(self.segment.terms("t", SKELETON))

    @cached_property
    def loose_readings(self) -> dict[str, tuple[str, ...]]:
        """Loose form → the readings that have it."""
        found: dict[str, list[str]] = {}
        for reading in self.readings:
            found.setdefault(loose(reading), []).append(reading)
            older = without_small(reading)
            if older != reading:
                found.setdefault(loose(older), []).append(reading)
        return {key: tuple(readings) for key, readings in found.items()}

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
    def consonants(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The consonants of names and words in katakana → the terms (field, term) that have them."""
        found: dict[str, list[tuple[str, str]]] = {}
        for term in self.segment.terms("k"):
            found.setdefault(of_katakana(term.rstrip("23")), []).append(("k", term))
        for term in self.segment.terms("t"):
            if KATAKANA_WORD.fullmatch(term):
                found.setdefault(of_katakana(term), []).append(("t", term))
        return {key: tuple(terms) for key, terms in found.items()}

    @cached_property
    def sounds(self) -> SoundIndex:
        """The phonetic keys of names."""
        return SoundIndex(self.segment.terms("k"))
