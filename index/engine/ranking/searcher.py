"""Search: a query over segments → an answer. The one door to all that this package knows of finding; and did you mean:
the words that do occur and are nearest to what was typed, by sound and by shape.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import TypeAlias

import numpy as np

from inyo.index.engine.arrays import distinct
from inyo.index.engine.interface import Knowledge
from inyo.index.engine.matching.segment_view import View
from inyo.index.engine.matching.strings import kanji_strings, standing_at, string_starts
from inyo.index.engine.matching.word_patterns import Terms
from inyo.index.engine.query_language import (
    And,
    Filter,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Wild,
    Word,
    parse,
    with_joined,
    with_literal,
    with_names,
)
from inyo.index.engine.ranking import evaluation
from inyo.index.engine.ranking.attempt import BELOW, NAMED, Attempt, DocumentFacts, Scope, once, repeats, scope_of
from inyo.index.engine.ranking.evaluation import Reading, World
from inyo.index.engine.ranking.memory_segment import MemorySegment, placed_titles
from inyo.index.engine.ranking.scoring import Found, find, spans_of
from inyo.index.engine.segments import Field, Segment, Space
from inyo.index.engine.words.alternatives import LEMMA, Alternative, Tier, Vocabulary
from inyo.index.engine.words.expansion import (
    LONGEST_WORD,
    as_written,
    expand,
    expression,
    other_word,
    plainly,
    read_elsewhere,
)
from inyo.index.engine.words.relaxation import (
    Said,
    as_meant,
    asked_for,
    compounds,
    is_crumb,
    is_sentence,
    parts,
    slight_words,
    words_of,
)
from inyo.index.japanese.folding import fold
from inyo.index.japanese.kana import KANA_WORD, from_romaji, katakana, loose, mended_romaji
from inyo.index.japanese.katakana import phonetic_key
from inyo.index.japanese.readings import all_kanji, has_kanji
from inyo.index.values.hits import Answer, DocumentHits, Hit, Instead, Order, Relaxed, Span

_MOST = 5
_LONGEST = 24
_LONGEST_EXCHANGED = 10
_SHORTEST_EXCHANGED = 4
_FARTHEST = 1.0
"""The greatest distance of sounds."""


def suggestions(words: Sequence[str], views: Sequence[View]) -> tuple[str, ...]:
    """The nearest words that occur, nearest first; of each word typed that does not occur itself."""
    found: dict[str, float] = {}
    for word in words[:4]:
        folded = fold(word[:_LONGEST]).text.strip()
        if len(folded) < 2:
            continue
        if _count(folded, views):
            continue
        for other, cost in (*_by_sound(folded, views), *_by_shape(folded, views), *_one_other(folded, views)):
            if other != folded:
                found[other] = min(cost, found.get(other, cost))
    return tuple(sorted(found, key=lambda other: (found[other], other))[:_MOST])


def _count(string: str, views: Sequence[View]) -> int:
    """How often a string stands in what is not deleted."""
    return sum(view.living(Space.CHARACTERS, string_starts(view, string)) for view in views)


def _by_sound(folded: str, views: Sequence[View]) -> Iterator[tuple[str, float]]:
    readings = (katakana(folded),) if KANA_WORD.fullmatch(folded) else from_romaji(folded)
    for reading in mended_romaji(folded):
        for word in _read(reading, views):
            yield word, 0.45
    for reading in readings[:2]:
        key = loose(reading)
        if len(key) < 2:
            continue
        for word in _exchanged(reading, views):
            yield word, 0.5
        names = {pair for view in views for pair in view.near_names(phonetic_key(reading))}
        for other, cost in sorted(names, key=lambda pair: (pair[1], pair[0]))[:_MOST]:
            yield other, 0.4 + cost / 2
        near: dict[str, tuple[float, set[str]]] = {}
        for view in views:
            for form, cost, there in view.near_loosely(key, _FARTHEST):
                near.setdefault(form, (cost, set()))[1].update(there)
        for cost, every in near.values():
            for word in sorted(every)[:2]:
                yield word, 0.5 + cost / 2


def _read(reading: str, views: Sequence[View]) -> Iterator[str]:
    """A reading, and the sound of a name, where they occur."""
    if any(view.lives(Field.READING, reading) for view in views):
        yield reading
    sound = phonetic_key(reading)
    if any(view.lives(Field.SOUND, sound) for view in views):
        yield sound


def _exchanged(reading: str, views: Sequence[View]) -> Iterator[str]:
    """The readings of words with two kana beside each other exchanged (フインキ, フンイキ)."""
    if not _SHORTEST_EXCHANGED <= len(reading) <= _LONGEST:
        return
    for at in range(len(reading) - 1):
        other = reading[:at] + reading[at + 1] + reading[at] + reading[at + 2 :]
        if other != reading and any(view.lives(Field.READING, other) for view in views):
            yield other


def _by_shape(folded: str, views: Sequence[View]) -> Iterator[tuple[str, float]]:
    """Words that differ in one or two characters, more alike the more they share."""
    typed = set(folded)
    allowed = 1 if len(folded) < 5 else 2
    fewest = max(1, len(typed) - allowed)
    known = has_kanji(folded)
    for view in views:
        for word in view.words_with(typed, fewest):
            if abs(len(word) - len(folded)) > allowed:
                continue
            edits = _edits(folded, word, allowed)
            if edits <= allowed and (edits < len(folded) - 1 or known) and view.lives(Field.LEMMA, word):
                yield word, 0.6 + edits / len(folded)


def _one_other(folded: str, views: Sequence[View]) -> Iterator[tuple[str, float]]:
    """Strings of the collection, words or not, that have one other character (希士類, 希土類)."""
    if not 3 <= len(folded) <= _LONGEST_EXCHANGED or not has_kanji(folded):
        return
    for at in range(1, len(folded)):
        before, after = folded[:at], folded[at + 1 :]
        found: Counter[str] = Counter()
        for view in views:
            found.update(_between(view, before, after))
        for letter, count in found.items():
            if letter.isalnum() and has_kanji(letter):
                yield before + letter + after, 0.5 + 0.5 / len(folded) + 0.1 / (1 + count)


def _between(view: View, before: str, after: str) -> dict[str, int]:
    """The letters that stand between two strings where it is not deleted, with how often each does. Looked for from the
    longer string, of single letters from the kanji."""
    from_before = (len(before), has_kanji(before)) >= (len(after), has_kanji(after))
    starts = string_starts(view, before if from_before else after)
    starts, _ = view.of_the_living(Space.CHARACTERS, starts, starts)
    passages = view.passages_of(Space.CHARACTERS, starts)
    places = starts.astype(np.int64) - view.bases(Space.CHARACTERS)[passages] + (len(before) if from_before else -1)
    other, first = (after, places + 1) if from_before else (before, places - len(before))
    good = np.flatnonzero(standing_at(view, other, passages, first)) if other else np.arange(len(places))
    letters = view.segment.letters(passages[good], places[good])
    codes = np.sort(letters[letters > 0])
    kinds = distinct(codes)
    ends = np.searchsorted(codes, kinds, "right")
    return dict(zip(map(chr, kinds.tolist()), np.diff(ends, prepend=0).tolist(), strict=True))


def _edits(first: str, second: str, most: int) -> int:
    """Edit distance, or `most` + 1 where it is more."""
    previous = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        current = [row]
        for column, other in enumerate(second, 1):
            current.append(min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (letter != other)))
        if min(current) > most:
            return most + 1
        previous = current
    return previous[-1]


_REMEMBERED = 256
_AHEAD = 200
"""How many passages more than are wanted may, at most, take the places of those that repeat a better one."""
_CAPITALS = re.compile(r"[A-ZＡ-Ｚ]{2,}$")
_SHORTEST_INSTEAD = 3
"""Shorter words have too many that are near them."""
_MOST_ALIKE = 8
"""Strings of kanji read as what was typed that are looked for where they are cut otherwise: the commonest."""


Titles: TypeAlias = Sequence[tuple[str, str]]
"""Of documents, in order: the key and the title."""


def in_memory(titles: Titles) -> Segment:
    """The segment of some titles."""
    return MemorySegment(placed_titles(titles))


@dataclass
class Searcher:
    """Searches a snapshot of a collection. Cheap to make anew for each generation; safe in several threads.

    `documents` in collection order (ties are broken by it); `views` of the segments, where there are some already;
    `title_segment` makes a segment of titles, one passage each; `known_titles` is a view of one, where that of the
    state before is good enough.
    """

    segments: Sequence[Segment]
    documents: Sequence[DocumentFacts]
    knowledge: Knowledge = field(default_factory=Knowledge)
    views: Sequence[View] = ()
    title_segment: Callable[[Titles], Segment] = in_memory
    known_titles: View | None = None

    def __post_init__(self) -> None:
        self.views = self.views or tuple(map(View, self.segments))
        self._expanded: dict[Node, Reading] = {}
        self._names: dict[str, Searcher] = {}

    @cached_property
    def _facts(self) -> dict[str, DocumentFacts]:
        return {facts.key: facts for facts in self.documents}

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {facts.key: rank for rank, facts in enumerate(self.documents)}

    @cached_property
    def titles(self) -> View:
        """One passage for each document: its title."""
        return self.known_titles or View(self.title_segment([(facts.key, facts.title) for facts in self.documents]))

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.views, self.knowledge.synonyms, self.knowledge.aliases)

    def search(
        self,
        text: str,
        *,
        limit: int = 100,
        order: Order = "relevance",
        cancelled: Callable[[], bool] | None = None,
    ) -> Answer:
        """The best passages for a query. Never raises for anything typed; an empty answer where it was cancelled."""
        query = _query(text)
        if query.tree is None:
            return Answer(text, (), 0, query.notices)
        cancelled = cancelled or (lambda: False)
        if cancelled():
            return Answer(text, (), 0, query.notices)
        attempt = self._without_copies(self._run(query))
        notices = query.notices
        found: tuple[str, ...] = ()
        missing = [word for word in attempt.missing if word in _words(query.tree)]
        if missing and not cancelled():
            found = self._nearest(missing)
        guessed = attempt.guessed
        if guessed and not cancelled():
            attempt = self._without_copies(self._run_instead(query, guessed, found))
        elif missing and not attempt.total and not cancelled():
            instead = self._without_copies(self._run_instead(query, missing, found))
            meant = tuple(dict.fromkeys(_meant(instead)))
            if meant or instead.weaker > attempt.weaker:
                found = tuple(dict.fromkeys((*meant, *found)))
                attempt, notices = instead, (*notices, Instead(tuple(missing), found))
        if cancelled():
            return Answer(text, (), 0, notices)
        if attempt.weaker and not attempt.total:
            notices = (*notices, Relaxed("any word"))
        by_document = self._by_document(attempt)
        documents = sum(each.passages > 0 for each in by_document) or len(by_document)
        hits = self._hits(attempt, limit, order)
        return Answer(text, hits, attempt.total, notices, found, documents, attempt.weaker, by_document)

    def _without_copies(self, attempt: Attempt) -> Attempt:
        return once(attempt, self.knowledge.copies) if self.knowledge.copies else attempt

    def highlights(self, key: str, text: str) -> tuple[Span, ...]:
        """Every span of a document that a query matches, in order; words of it anywhere in the document. What stands
        below the line counts only where nothing in the document stands above it."""
        query = _query(text)
        if query.tree is None:
            return ()
        attempt = self._run(query)  # first: on a cluster this is what fetches the document
        number, passages = self._document(key)
        return self._spans_in(attempt, number, passages) if passages else ()

    def passages(self, key: str, text: str) -> tuple[tuple[int, int], ...]:
        """The passages of a document that a query finds above the line, in order."""
        query = _query(text)
        if query.tree is None:
            return ()
        attempt = self._run(query)  # first, as above
        number, passages = self._document(key)
        if not passages:
            return ()
        segment = self.views[number].segment
        above = (passage for passage in passages if attempt.tier(number, passage) > BELOW)
        return tuple(segment.span(passage)[:2] for passage in above)

    def _document(self, key: str) -> tuple[int, range]:
        """A document's segment and the numbers of its passages there, none where there is no such document."""
        for number, view in enumerate(self.views):
            if key not in view.keys:
                continue
            document = view.keys.index(key)
            first = int(view.firsts[document])
            last = int(view.firsts[document + 1]) if document + 1 < len(view.firsts) else view.size
            if view.live is None or view.live[first]:
                return number, range(first, last)
        return -1, range(0)

    def _spans_in(self, attempt: Attempt, number: int, passages: Sequence[int]) -> tuple[Span, ...]:
        found = self._in_view(attempt, number, list(passages), [0.0] * len(passages), sure=True)
        if not any(hit.spans for hit in found):
            shown = [passage for passage in passages if attempt.match[number][passage]]
            found = self._in_view(attempt, number, shown, [0.0] * len(shown))
        return tuple(span for hit in found for span in hit.spans)

    def word_counts(self, keys: Sequence[str]) -> tuple[tuple[int, ...], int]:
        """How often the words of each lemma key stand in all documents, and how many words of content there are."""
        counts, words = [0] * len(keys), 0
        for segment in self.segments:
            bases, live = segment.bases(Field.LEMMA), segment.live
            words += int(segment.lengths(Field.LEMMA)[: len(live)][live].sum())
            for number, key in enumerate(keys):
                positions = segment.positions(Field.LEMMA, key)
                counts[number] += int(live[np.searchsorted(bases, positions, "right") - 1].sum())
        return tuple(counts), words

    def attempt(self, text: str) -> Attempt | None:
        """The passages that match, without their texts; None for an empty query."""
        query = _query(text)
        return None if query.tree is None else self._run(query)

    def hit_at(self, attempt: Attempt, number: int, passage: int) -> Hit:
        """A passage of an attempt as a hit."""
        return self._in_view(attempt, number, [passage], [float(attempt.score[number][passage])])[0]

    def _by_document(self, attempt: Attempt) -> tuple[DocumentHits, ...]:
        counted = attempt.by_document()
        return tuple(
            DocumentHits(key, *counted[key]) for key in sorted(counted, key=lambda key: self._ranks.get(key, 0))
        )

    def _nearest(self, missing: Sequence[str]) -> tuple[str, ...]:
        """The words that do occur and are nearest to some that do not."""
        return suggestions(missing, self.views)

    def _run(self, query: Query) -> Attempt:
        """The query with all it may be read as."""
        return evaluation.run(self._tree(query), self._world, {})

    def _tree(self, query: Query) -> Node:
        assert query.tree is not None
        tree = with_joined(query.tree, lambda word: bool(self.knowledge.synonyms.of(fold(word).text)))
        return with_literal(with_names(tree), query.text, self._stands)

    def _run_instead(self, query: Query, missing: Sequence[str], found: Sequence[str]) -> Attempt:
        """The query with its missing words also as those nearest to them, which are never sure."""
        assert query.tree is not None
        world = replace(self._world, reading=lambda node: self._reading_instead(node, missing, found))
        return evaluation.run(query.tree, world, {})

    def _reading_instead(self, node: Node, missing: Sequence[str], found: Sequence[str]) -> Reading:
        reading = self._reading(node)
        if not isinstance(node, Word) or node.text not in missing or _has_acronym(node.text):
            return reading
        some = found if len(node.text) >= _SHORTEST_INSTEAD else ()
        near = [other_word(word, node.text) for word in some if len(word) >= _SHORTEST_INSTEAD]
        known = {way.pattern for way in reading.ways}
        meant = [way for way in as_meant(node.text, found, self._vocabulary) if way.pattern not in known]
        return replace(reading, ways=(*reading.ways, *chain.from_iterable(near), *meant))

    @property
    def _world(self) -> World:
        """Not kept: it knows this object, and a circle keeps files open until a collector comes."""
        return World(self.views, self.titles, self._ranks, self._reading, self._alike, self._scope)

    def _stands(self, phrase: Phrase) -> bool:
        """Whether a phrase stands anywhere."""
        return any(find(self._reading(phrase).ways, view) for view in self.views)

    def _alike(self, found: Sequence[tuple[Found, ...]]) -> tuple[Alternative, ...]:
        """The strings of kanji that a word was read as somewhere, for where they are cut into other words."""
        strings: Counter[str] = Counter()
        for view, ways in zip(self.views, found, strict=True):
            read = [
                each.matches
                for each in ways
                if each.why == "reading"
                and each.tier is Tier.SURE
                and not each.below
                and each.matches.space is Space.TOKENS
            ]
            if read:
                starts = np.concatenate([matches.starts for matches in read])
                strings += kanji_strings(view, starts, np.concatenate([matches.ends for matches in read]))
        most = sorted(strings, key=lambda string: (-strings[string], string))[:_MOST_ALIKE]
        return read_elsewhere(most) if most else ()

    def _reading(self, node: Node) -> Reading:
        found = self._expanded.get(node)
        if found is None:
            if len(self._expanded) >= _REMEMBERED:
                self._expanded.clear()
            found = self._expanded[node] = self._read(node)
        return found

    def _read(self, node: Node) -> Reading:
        if isinstance(node, Phrase):
            return Reading(as_written(node.text))
        if isinstance(node, Wild):
            return Reading((expression(node.text, node.pattern),))
        assert isinstance(node, Word)
        if isinstance(node, _Piece):
            return Reading(self._ways_of_piece(node))
        ways = expand(node.text, self._vocabulary)
        folded = fold(node.text).text
        if is_sentence(node.text):
            words = [each for each in words_of(node.text, letters=True) if fold(each.text).text != folded]
            others = [word for word in compounds(node.text) if self.knowledge.synonyms.of(fold(word).text)]
            if len(words) < 2:
                return Reading(ways, sentence=True)
            slight = tuple(_Piece(word.text, word.key, slight=True) for word in slight_words(node.text))
            return Reading(ways, tuple(map(_piece, (*words, *map(Said, others)))), sentence=True, slight=slight)
        pieces = [each for each in parts(node.text) if fold(each).text != folded]
        made_of = tuple(map(_Piece, pieces)) if len(node.text) <= LONGEST_WORD else ()
        return Reading(ways, made_of, crumb=is_crumb(node.text))

    def _ways_of_piece(self, node: _Piece) -> tuple[Alternative, ...]:
        """A word of a sentence by its key there, and in all its ways where it says something."""
        lemma = (Alternative(Terms.of(Field.LEMMA, node.key), LEMMA, "inflected"),) if node.key else ()
        if node.slight:
            return tuple(replace(way, tier=Tier.WEAK) for way in lemma or plainly(node.text))
        ways = plainly(node.text) if all_kanji(node.text) else expand(node.text, self._vocabulary)
        known = {way.pattern for way in ways if way.weight >= LEMMA}
        return (*ways, *(way for way in lemma if way.pattern not in known))

    def _scope(self, node: Filter) -> Scope:
        return scope_of(node, self.documents, self.knowledge, self._names_like)

    def _names_like(self, field: str, wanted: str) -> frozenset[str]:
        """The names of documents that a filter may mean: those in which its value is found as a word is in texts."""
        names = self._names.get(field)
        if names is None:
            every = dict.fromkeys(name for name in map(NAMED[field], self.documents) if name)
            facts = [DocumentFacts(name, name) for name in every]
            known = Knowledge(aliases=self.knowledge.aliases, synonyms=self.knowledge.synonyms)
            names = Searcher([in_memory([(name, name) for name in every])], facts, known)
            self._names[field] = names
        attempt = evaluation.run(Word(wanted), names._world, {})
        levels = zip(names.views, attempt.level, strict=True)
        return frozenset(
            view.segment.document(passage)
            for view, level in levels
            for passage in np.flatnonzero(level > BELOW).tolist()
        )

    def _in_order(self, order: Order) -> Mapping[str, int] | None:
        """The ranks of documents in an order; None for that of relevance. Without a date they come last."""
        if order == "relevance":
            return None
        if order == "path":
            return self._ranks
        documents = sorted(self.documents, key=lambda facts: fold(facts.title).text if order == "title" else facts.date)
        if order == "newest":
            documents.reverse()
        if order != "title":
            documents.sort(key=lambda facts: not facts.date)
        return {facts.key: rank for rank, facts in enumerate(documents)}

    def _hits(self, attempt: Attempt, limit: int, order: Order) -> tuple[Hit, ...]:
        if limit <= 0:
            return ()
        ranks = self._in_order(order)
        if ranks is None:
            best = self._repeats_last(attempt, attempt.best(limit + min(limit, _AHEAD)))[:limit]
        else:
            best = attempt.best(limit, ranks)
        by_view: dict[int, list[tuple[int, float]]] = {}
        for number, passage, value in best:
            by_view.setdefault(number, []).append((passage, value))
        made: dict[tuple[int, int], Hit] = {}
        for number, pairs in by_view.items():
            passages = [passage for passage, _ in pairs]
            hits = self._in_view(attempt, number, passages, [value for _, value in pairs])
            made.update({(number, passage): hit for passage, hit in zip(passages, hits, strict=True)})
        return tuple(made[number, passage] for number, passage, _ in best)

    def _repeats_last(self, attempt: Attempt, best: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
        """Passages with each text once, then the others with a text that was there already; apart by level. A filter
        without words is no ranking and keeps the order of the documents."""
        if not attempt.shown:
            return best
        again = repeats(self.views, [(number, passage) for number, passage, _ in best])
        if not any(again):
            return best
        levels = [attempt.tier(number, passage) for number, passage, _ in best]
        order = sorted(range(len(best)), key=lambda at: (-levels[at], again[at], at))
        return [best[at] for at in order]

    def _in_view(
        self, attempt: Attempt, number: int, passages: list[int], scores: list[float], sure: bool = False
    ) -> list[Hit]:
        """Passages as hits; with `sure` only what stands above the line is marked."""
        view = self.views[number]
        excerpts = view.segment.excerpts(np.array(passages, np.int64))
        texts, begins = [each.text for each in excerpts], [each.start for each in excerpts]
        ways = attempt.ways(number)
        if sure:
            ways = [tuple(each for each in some if not each.below or each.typed) for some in ways]
        found = spans_of(ways, view, passages, texts, begins)
        hits = []
        for passage, value, (key, start, end, paragraph, text), (spans, note) in zip(
            passages, scores, excerpts, found, strict=True
        ):
            placed = attempt.scoped(key, start, text, spans)
            title = self._facts[key].title if key in self._facts else ""
            below = attempt.tier(number, passage) == BELOW
            hits.append(Hit(key, title, paragraph, start, end, text, placed, round(value, 4), below, note))
        return hits


def _query(text: str) -> Query:
    """A query in which a short question or a wish to know is the word that it is about."""
    query = parse(text)
    return query if query.tree is None else replace(query, tree=_without_asking(query.tree))


def _without_asking(node: Node) -> Node:
    if isinstance(node, Word):
        core = asked_for(node.text)
        return Word(core) if core else node
    if isinstance(node, Not):
        return Not(_without_asking(node.node))
    if isinstance(node, And | Or):
        return type(node)(tuple(dict.fromkeys(map(_without_asking, node.nodes))))
    return node


def _meant(attempt: Attempt) -> Iterator[str]:
    """The words that were found in the place of those that were typed."""
    for leaf in attempt.leaves.values():
        notes = (each.note for word in leaf.scores for each in word.found if each.tier is Tier.WEAK)
        yield from (note.partition("→")[2] for note in notes if "→" in note)


def _has_acronym(text: str) -> bool:
    """Whether a word is or ends in capitals, for which one letter more or less is something else."""
    return bool(_CAPITALS.search(text))


@dataclass(frozen=True, slots=True)
class _Piece(Word):
    """A part of a word, looked for as it is written and inflected; of a sentence by its key there. `slight`: it only
    tells apart what other words have found."""

    key: str = ""
    slight: bool = False


def _piece(word: Said) -> _Piece:
    return _Piece(word.text, word.key)


def _words(node: Node) -> list[str]:
    if isinstance(node, Word | Phrase):
        return [node.text]
    if isinstance(node, And | Or):
        return [word for each in node.nodes for word in _words(each)]
    return []
