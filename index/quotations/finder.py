"""Quotation → item: everybody who may have said it, each with how he stands to the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from inyo.index.japanese.grammar import SUBJECTS
from inyo.index.japanese.sentences import Sentence
from inyo.index.people.actors import names_a_relay
from inyo.index.people.anaphora import THIRD_PERSON, may_mean
from inyo.index.people.discourse import Discourse, Speaker
from inyo.index.quotations.candidates import Candidate, Candidates, Item
from inyo.index.quotations.clauses import Clause, Frame, clauses_of
from inyo.index.quotations.in_sentence import against, by_rules, byline, named, phrases_around
from inyo.index.quotations.neighbours import Neighbours, plain_mode
from inyo.index.quotations.relations import segment_start
from inyo.index.quotations.rules import Case


@lru_cache(maxsize=1 << 12)
def _is_own(feature: str) -> bool:
    """Whether a feature says that somebody stands in the clauses around the words."""
    return feature.startswith(("front", "mid", "first"))


class Finder:
    """Finds the candidates of the quotations of one document."""

    def __init__(self, sentences: Sequence[Sentence], discourse: Discourse, story: bool) -> None:
        self._sentences = sentences
        self._discourse = discourse
        self._story = story
        self._neighbours = Neighbours(sentences, discourse, story)
        self._clauses: dict[int, tuple[Clause, ...]] = {}

    def clauses(self, number: int) -> tuple[Clause, ...]:
        if number not in self._clauses:
            self._clauses[number] = clauses_of(self._sentences[number].units)
        return self._clauses[number]

    def item(
        self, pair: int, frame: Frame, number: int, clock: int, previous: Speaker | None, inner: str
    ) -> tuple[Item, Speaker]:
        """The item of a quotation, and whom the first rule that knows names (for the memory of the reading)."""
        sentence = self._sentences[number]
        units = sentence.units
        phrases = self._discourse.phrases(number, sentence)
        self._discourse.at_hand(phrases)
        start = segment_start(units, frame.first)
        segment = [phrase for phrase in phrases if start <= phrase.first and phrase.at < frame.first]
        case = Case(frame, sentence, clock, self._discourse, phrases, start, segment, previous)
        found = Candidates(self._discourse, self._story)
        first, given = by_rules(case, found)
        phrases_around(case, self.clauses(number), found)
        byline(case, found)
        if not self._story:
            against(case, found)
        named(case, found)
        self._neighbours.around(case, number, found)
        self._neighbours.recent(case, found)
        if not self._story:
            self._neighbours.beside(case, number, given, found)
        own = any(phrase.weight >= 2 and phrase.role in SUBJECTS for phrase in segment)
        self._finish(case, found, own, inner)
        if not self._story:
            begins = "own" if sentence.begins_line and frame.first == 0 else ""
            for name, candidate in found.by_name.items():
                candidate.features.append(self._neighbours.between(name, f"{begins}{plain_mode(frame)}|{given}"))
        return self._made(pair, case, found, number, own), first

    def _finish(self, case: Case, found: Candidates, own: bool, inner: str) -> None:
        """What is said of every candidate once all are known, and of nobody."""
        if self._story:
            found.nobody.features.append("nobody")
            return
        pronouns = [
            phrase.text
            for phrase in case.phrases
            if phrase.text in THIRD_PERSON and phrase.person is None and phrase.role in SUBJECTS
        ]
        for name, candidate in found.by_name.items():
            if name:
                candidate.features += self._kind(name, candidate)
                if pronouns and not any(may_mean(pronoun, name) for pronoun in pronouns):
                    candidate.features.append("not meant by the pronoun")
        found.nobody.features += self._nobody(case, own, inner)

    def _made(self, pair: int, case: Case, found: Candidates, number: int, own: bool) -> Item:
        frame, units, sentence = case.frame, case.units, case.sentence
        alone = frame.first == 0 and frame.last >= len(units) - 2 and frame.quotative < 0
        return Item(
            pair,
            units[frame.first].start,
            units[frame.last].end,
            frame,
            found.by_name,
            sentence.paragraph,
            case.clock,
            number,
            alone and sentence.begins_line and sentence.ends_line,
            own,
            sentence.region >= 0,
            sentence.begins_line and frame.first == 0,
            self._story,
        )

    def _kind(self, name: str, candidate: Candidate) -> Iterator[str]:
        names = self._discourse.names
        person = names.is_person(name)
        yield f"is person {person}"
        if not person:
            yield "acts" if names.acts(name) else "relay" if names_a_relay(name) else "no person"
        rank = self._discourse.rank(name)
        own = any(map(_is_own, candidate.features))
        yield f"rank {rank}|{'own' if own else 'far'}"

    def _nobody(self, case: Case, own: bool, inner: str) -> Iterator[str]:
        frame = case.frame
        yield "nobody"
        yield f"nobody|{frame.mode}"
        yield f"nobody|{frame.mode}|{frame.form}|{own}"
        yield f"nobody|own {own}"
        yield f"nobody|{inner}"
        if frame.withdrawn:
            yield f"nobody|withdrawn|{own}"
        if frame.passive:
            yield "nobody|passive"
        if frame.mode == "noun":
            yield f"nobody|taken {frame.taken}|{own}"
        if frame.mode in ("noun", "bare") and frame.cue and not frame.taken and not own:
            yield "nobody|noun of nobody here"
        if case.sentence.region >= 0:
            yield f"nobody|nested|{own}"
