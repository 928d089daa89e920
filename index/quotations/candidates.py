"""Who may have said it: the candidates of a quotation, each with what is said of him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from inyo.index.japanese.tokens import Remembered
from inyo.index.people.actors import DOCUMENT, PERSON, THIRD_PERSON, fits, is_pronoun, may_mean, names_a_relay
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.people.titles import title_at_end
from inyo.index.people.weighing import Phrase
from inyo.index.quotations.clauses import Frame
from inyo.index.quotations.scenes import NOWHERE, Place, signs_of, step_features


@dataclass(slots=True)
class Candidate:
    """Somebody who may have spoken: with the mention that is nearest, and how he stands to the words."""

    speaker: Speaker
    features: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """A quotation whose speaker is looked for. `candidates` by name, '' for nobody; `paragraph` and `clock` say where
    it stands, `alone` that it has its line to itself, `begins` that it begins one, `own` that its clause has a subject;
    `passed` how its sentence passes it on: as heard, or as what somebody used to say.
    """

    pair: int
    start: int
    end: int
    frame: Frame
    candidates: dict[str, Candidate]
    paragraph: int
    clock: int
    alone: bool
    own: bool
    nested: bool
    begins: bool
    story: bool
    passed: str = ""
    place: Place = NOWHERE
    habit: Sequence[str] = ()


def type_of(phrase: Phrase) -> str:
    """What a phrase names: person, role, body, pronoun, relay, document, or how little is known of it."""
    if phrase.person is not None:
        return "person"
    return _type_of(phrase.text, phrase.weight)


@lru_cache(maxsize=1 << 14)
def _type_of(text: str, weight: int) -> str:
    if is_pronoun(text):
        return "pronoun"
    if names_a_relay(text):
        return "relay"
    if weight >= 2:
        return "role" if title_at_end(text) >= 0 or PERSON.end(text) else "body"
    return "document" if DOCUMENT.search(text) else f"w{weight}"


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
                    sure = ("pronoun fits",) if fits(phrase.text, name) else ()
                    self.add(
                        Speaker(name, phrase.text, (phrase.start, phrase.end)), f"pronoun {rank}", *sure, *features
                    )
            return
        speaker = self._discourse.resolve(phrase)
        self.add(speaker.carried() if inferred else speaker, *features)


_STRONG = (
    "first", "front", "mid", "named at once", "named before", "after", "beyond", "against", "owner",
    "story first", "scene rule", "scene before", "scene behind", "scene lead 0", "scene after 0", "scene stated",
)  # fmt: skip
"""What the features begin with that make a candidate one of the people of the scene."""
_BACK, _BACK_IN_STORIES, _AHEAD = 3, 10, 8
_FAR, _FAR_IN_STORIES, _FAR_AHEAD = 12, 30, 16
"""How many quotations, and how many sentences, away somebody may have been named who speaks."""


@dataclass(slots=True)
class Link:
    """A quotation in its chain: its item, the features of each candidate by name ('' nobody), and what the step from
    the link before looks like (empty where there is none)."""

    item: Item
    features: dict[str, list[str]]
    step: tuple[str, ...] = ()


def chain(items: Sequence[Item]) -> list[Link]:
    """The chain of quotations in the order of the text."""
    strong = [_strong(item) for item in items]
    out: list[Link] = []
    told: list[tuple[list[str], Item]] = []
    for number, item in enumerate(items):
        link = Link(item, {name: list(candidate.features) for name, candidate in item.candidates.items()})
        if not item.nested:
            _carry(link, told)
            if item.story:
                coming = slice(number + 1, number + 1 + _AHEAD)
                _look_ahead(link, zip(strong[coming], items[coming], strict=True))
            previous = out[-1].item if out else None
            if item.story:
                earlier = told[-2][1].place if len(told) > 1 else None
                link.step = step_features(earlier, told[-1][1].place, item.place) if told else ()
            elif previous is not None and not previous.nested:
                link.step = _step(previous, item)
            told.append((strong[number], item))
        out.append(link)
    return out


_IS_STRONG: Remembered[str, bool] = Remembered(lambda feature: feature.startswith(_STRONG), 1 << 16)


_WEAK = ("near -1", "near -2", "near 1", "recent 0", "dim")
_IS_WEAK: Remembered[str, bool] = Remembered(lambda feature: feature.startswith(_WEAK), 1 << 16)


def _strong(item: Item) -> list[str]:
    """Who may well have spoken: whom the words' own sentence names; where it names nobody, those beside it."""
    for tells in (_IS_STRONG,) if item.story else (_IS_STRONG, _IS_WEAK):
        known = tells.__getitem__
        found = [name for name, candidate in item.candidates.items() if name and any(map(known, candidate.features))]
        if found:
            return found
    return []


def _carry(link: Link, told: Sequence[tuple[list[str], Item]]) -> None:
    """The people of the quotations before."""
    item = link.item
    seen: set[str] = set()
    for back in range(1, min(len(told), _BACK_IN_STORIES if item.story else _BACK) + 1):
        names, other = told[-back]
        if item.clock - other.clock > (_FAR_IN_STORIES if item.story else _FAR):
            break
        for name in names:
            features = link.features.setdefault(name, ["scene only carried" if item.story else "only carried"])
            if not item.story:
                features.append(f"carry {min(back, 3)}|{item.frame.mode}|{item.own}")
                features += _carried(link.item, other, name, back)
                if back == 2 and told[-1][1].passed:
                    features.append(f"carry beyond {told[-1][1].passed}|{item.frame.mode}")
            elif name not in seen:
                seen.add(name)
                features.append(f"scene carry {min(back, 5)}")


def _carried(item: Item, other: Item, name: str, back: int) -> Iterator[str]:
    """How somebody stood to the words `back` quotations before, and how far that is."""
    known = other.candidates[name].features
    first, strong = _IS_FIRST.__getitem__, _IS_STRONG.__getitem__
    stood = "named" if any(map(first, known)) else "near" if any(map(strong, known)) else "beside"
    gap = item.clock - other.clock
    far = gap if gap < 3 else 3 if gap < 6 else 4
    lines = min(2, item.paragraph - other.paragraph)
    yield f"carry {min(back, 2)}|{stood}|{far}|{lines}"
    yield f"carry {min(back, 2)}|{stood}|{item.frame.mode}|{item.begins}|{lines}"
    if other.passed:
        yield f"carry {min(back, 2)}|{other.passed}|{stood}|{item.frame.mode}"


_IS_FIRST: Remembered[str, bool] = Remembered(lambda feature: feature.startswith("first"), 1 << 16)


def _look_ahead(link: Link, coming: Iterable[tuple[list[str], Item]]) -> None:
    """The people of the quotations behind, in a story."""
    seen: set[str] = set()
    for ahead, (names, other) in enumerate(coming, 1):
        if other.clock - link.item.clock > _FAR_AHEAD:
            break
        for name in names:
            features = link.features.setdefault(name, ["scene only ahead"])
            if name not in seen:
                seen.add(name)
                features.append(f"scene ahead {min(ahead, 4)}")


def _step(previous: Item, item: Item) -> tuple[str, ...]:
    """How a quotation follows the one before it."""
    gap = item.clock - previous.clock
    far = gap if gap < 3 else 3 if gap < 5 else 4
    lines = min(2, item.paragraph - previous.paragraph)
    return (
        f"{item.frame.mode}|{item.own}|{far}",
        f"own {item.own}|{far}|{lines}",
        f"alone {item.alone}{previous.alone}|{far}|{lines}",
        f"{previous.frame.mode}>{item.frame.mode}|{lines}",
        f"begins {item.begins}|{previous.begins}|{far}|{lines}",
        f"sub {previous.frame.subordinate}|{item.own}|{min(far, 1)}",
        *((f"passive {item.own}|{min(far, 1)}",) if item.frame.passive else ()),
        *((f"passed {previous.passed}|{item.own}|{min(far, 3)}",) if previous.passed else ()),
    )


_GUESSED = ("first carried", "first suspect", "first earlier_topic", "first previous")
_BESIDE = ("against", "owner", "named at once")
_AROUND = ("near", "ends", "worded", "last 0", "coming 0")


def _told_by(feature: str) -> str:
    """What a feature says of how a text tells who speaks; '' for nothing."""
    if feature.startswith("first "):
        return "" if feature in _GUESSED else "stated"
    if feature == "is person True":
        return "person"
    return "beside" if feature.startswith(_BESIDE) else "around" if feature.startswith(_AROUND) else ""


_TOLD_BY: Remembered[str, str] = Remembered(_told_by, 1 << 16)


def signs(link: Link, name: str) -> list[str]:
    """What makes somebody likelier, or less likely, than his probability says. Outside stories: what tells of him (the
    clause, something right beside the words, a sentence next to them, only the quotations before), whether he is a
    named person, and how the words stand."""
    features = link.features.get(name, ()) if name else ()
    if not features or link.item.story:
        return signs_of(features)
    tells = set(map(_TOLD_BY.__getitem__, features))
    told = next((way for way in ("stated", "beside", "around") if way in tells), "afar")
    person = "person" in tells
    mode = link.item.frame.mode
    standing = mode if mode in ("direct", "alone", "fragment", "none") else "other"
    form = "partial" if link.item.frame.form == "partial" else "whole"
    return [told, f"{told} {standing}", f"{told} {form}", f"{'person' if person else 'other'} {told}"]
