"""Who may have said it: the candidates of a quotation, each with what is said of him."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from inyo.index.people.actors import DOCUMENT, PERSON_END, names_a_relay
from inyo.index.people.anaphora import THIRD_PERSON, is_pronoun, may_mean
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.people.titles import title_at_end
from inyo.index.people.weighing import Phrase
from inyo.index.quotations.clauses import Frame
from inyo.index.quotations.scenes import NOWHERE, Place


@dataclass(slots=True)
class Candidate:
    """Somebody who may have spoken: with the mention that is nearest, and how he stands to the words."""

    speaker: Speaker
    features: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """A quotation whose speaker is looked for. `candidates` by name, '' for nobody. `row` is its line, `gap` how many
    sentences of the page lie between it and the one before; `traits` say how it stands to the one before it."""

    pair: int
    start: int
    end: int
    frame: Frame
    candidates: dict[str, Candidate]
    paragraph: int
    clock: int
    number: int
    alone: bool
    own: bool
    nested: bool
    begins: bool
    story: bool
    place: Place = NOWHERE
    habit: Sequence[str] = ()


def type_of(phrase: Phrase) -> str:
    """What a phrase names: person, role, body, pronoun, relay, document, or how little is known of it."""
    if phrase.person is not None:
        return "person"
    if is_pronoun(phrase.text):
        return "pronoun"
    if names_a_relay(phrase.text):
        return "relay"
    if phrase.weight >= 2:
        return "role" if title_at_end(phrase.text) >= 0 or PERSON_END.search(phrase.text) else "body"
    if DOCUMENT.search(phrase.text):
        return "document"
    return f"w{phrase.weight}"


class Candidates:
    """The candidates of one quotation by name, '' for nobody, as the sources find them.

    In a story few features of the clause count (see `story_features`): the others need not be made.
    """

    def __init__(self, discourse: Discourse, story: bool) -> None:
        self._discourse = discourse
        self.story = story
        self.nobody = Candidate(NOBODY)
        self.by_name: dict[str, Candidate] = {"": self.nobody}

    def add(self, speaker: Speaker, *features: str) -> None:
        """Say something of somebody, who becomes a candidate; of nobody where no name is known, nothing."""
        if not speaker.name:
            return
        known = self.by_name.get(speaker.name)
        if known is None:
            known = self.by_name[speaker.name] = Candidate(speaker)
        elif known.speaker.inferred and not speaker.inferred:
            known.speaker = speaker
        known.features += [feature for feature in features if feature not in known.features]

    def resolve(self, phrase: Phrase, features: Sequence[str], *, inferred: bool = False) -> None:
        """Give what is said of a phrase to whoever it means: a pronoun may mean several."""
        if phrase.person is None and phrase.text in THIRD_PERSON:
            here = self._discourse.resolve(phrase)
            if here.name:
                self.add(here, "pronoun resolved", *features)
            for rank, name in enumerate(self._discourse.antecedents()):
                if may_mean(phrase.text, name):
                    self.add(Speaker(name, phrase.text, (phrase.start, phrase.end)), f"pronoun {rank}", *features)
            return
        speaker = self._discourse.resolve(phrase)
        self.add(replace(speaker, inferred=True) if inferred else speaker, *features)
