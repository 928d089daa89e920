"""Who may have said it: the candidates of a quotation, each with what is said of him; how probable kinds and speakers
are under the weights that were learnt, and why somebody is named.

`weights.tsv` is made by `python -m tests.bench.train`. A row is a table, a feature and a weight. Tables: `speaker`
(features of candidates), the five kinds of steps between quotations, the six kinds of bracketed spans, `sure` (how a
probability is read: factor and shift of its log-odds, in stories and elsewhere, and from where on a name is shown).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import repeat

import numpy as np

from inyo.index.japanese.tokens import Remembered
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.people.titles import (
    DOCUMENT,
    PERSON,
    THIRD_PERSON,
    fits,
    is_pronoun,
    may_mean,
    names_a_relay,
    title_at_end,
)
from inyo.index.people.weighing import Phrase
from inyo.index.quotations.clauses import Frame
from inyo.index.quotations.scenes import (
    HABITS,
    NOWHERE,
    STEPS,
    Array,
    Place,
    by_habit,
    joints,
    read_chain,
    read_row,
    signs_of,
    step_features,
)
from inyo.index.values.quotation import Kind

KINDS: tuple[Kind, ...] = ("speech", "written", "thought", "term", "title", "other")
_LIKELY = 0.02
"""The probability from which on it is asked what makes somebody likelier than that."""
MOST = (18, 9)
"""Candidates of one quotation that are weighed together, elsewhere and in stories."""


@dataclass(slots=True)
class Weights:
    """The tables. `kinds` and `steps` hold the weights of a feature for every kind in turn."""

    speaker: dict[str, float] = field(default_factory=dict)
    steps: dict[str, list[float]] = field(default_factory=dict)
    kinds: dict[str, list[float]] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)

    def add(self, table: str, feature: str, weight: float) -> None:
        """Take in a row."""
        if table == "speaker":
            self.speaker[feature] = weight
        elif table == "sure":
            self.sure[feature] = weight
        elif table in STEPS:
            self.steps.setdefault(feature, [0.0] * len(STEPS))[STEPS.index(table)] = weight
        else:
            kinds: Sequence[str] = KINDS
            self.kinds.setdefault(feature, [0.0] * len(KINDS))[kinds.index(table)] = weight

    def kind(self, features: Iterable[str]) -> dict[Kind, float]:
        """How probable each kind of a span is."""
        rows = list(filter(None, map(self.kinds.get, features)))
        sums = list(map(sum, zip(*rows, strict=True))) if rows else [0.0] * len(KINDS)
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        total = sum(powers)
        return {kind: power / total for kind, power in zip(KINDS, powers, strict=True)}

    def score(self, features: Iterable[str]) -> float:
        """What speaks for a candidate."""
        return sum(map(self.speaker.get, features, repeat(0.0)))

    def speakers(self, links: Sequence[Link]) -> list[dict[str, float]]:
        """How probable every candidate of every link is, calibrated, the likeliest first. Words in others' words stand
        by themselves."""
        found: dict[int, dict[str, float]] = {}
        told = [number for number, link in enumerate(links) if not link.item.nested]
        for chain in (told, *([number] for number, link in enumerate(links) if link.item.nested)):
            found.update(zip(chain, self._read([links[number] for number in chain]), strict=True))
        return [self._calibrated(found[number], link) for number, link in enumerate(links)]

    def _read(self, links: Sequence[Link]) -> list[dict[str, float]]:
        """The probabilities in a chain; those of a story under its habits, each weighed by how well it explains it."""
        if not links:
            return []
        steps = np.exp(np.array([self._step(link) for link in links]))
        if not links[0].item.story:
            names, scores = self._best(links, ("",))
            factors = [np.exp(np.maximum(own[0] - own[0].max(), -60.0)) for own in scores]
            rows = read_row(names, factors, steps) if len(links) > 1 else [factors[0] / factors[0].sum()]
            return [dict(zip(own, each.tolist(), strict=True)) for own, each in zip(names, rows, strict=True)]
        names, scores = self._best(links, HABITS)
        tops = [own.max(1, keepdims=True) for own in scores]
        factors = [np.exp(np.maximum(own - top, -60.0)) for own, top in zip(scores, tops, strict=True)]
        logs, found = read_chain(factors, joints(names), steps)
        logs += np.concatenate(tops, 1).sum(1)
        logs += [self.score(f"{each}|{habit}" for each in links[0].item.habit) for habit in HABITS]
        shares = np.exp(logs - logs.max())
        shares /= shares.sum()
        return [dict(zip(own, (shares @ each).tolist(), strict=True)) for own, each in zip(names, found, strict=True)]

    def _best(self, links: Sequence[Link], habits: Sequence[str]) -> tuple[list[list[str]], list[Array]]:
        """The best candidates of each link, and what speaks for each under each habit (rows)."""
        names: list[list[str]] = []
        scores: list[Array] = []
        for link in links:
            own = self._scores(link, habits)
            names.append(sorted(own, key=lambda name: (-max(own[name]), name))[: MOST[link.item.story]])
            scores.append(np.array([own[name] for name in names[-1]]).T)
        return names, scores

    def _scores(self, link: Link, habits: Sequence[str]) -> dict[str, list[float]]:
        """What speaks for each candidate under each habit."""
        out = {}
        for name, features in link.features.items():
            score = self.score(features)
            more = by_habit(features) if link.item.story else ()
            out[name] = [score + self.score(own) for own in zip(*more, strict=True)] if more else [score] * len(habits)
        return out

    def _step(self, link: Link) -> list[float]:
        """The logarithms of the factors of the kinds of steps to a link."""
        rows = [row for row in map(self.steps.get, link.step) if row is not None]
        sums: list[float] = list(map(sum, zip(*rows, strict=True))) if rows else [0.0] * len(STEPS)
        return sums

    def _calibrated(self, probabilities: Mapping[str, float], link: Link) -> dict[str, float]:
        story = link.item.story
        told = {
            name: self.sure_of(value, story, signs(link, name) if value > _LIKELY else ()) if name or story else value
            for name, value in probabilities.items()
        }
        ranked = sorted(told, key=lambda name: (-probabilities[name], name))
        if ranked[0] and not story:  # of several that are somebody the likeliest as calibrated
            ranked.sort(key=lambda name: (not name, -told[name], name))
        return {name: told[name] for name in ranked}

    def sure_of(self, probability: float, story: bool, signs: Sequence[str]) -> float:
        """A probability as calibrated; `signs` are those that `signs` gives of him."""
        where, factor, shift = _HOW_SURE[story]
        odds = self.sure.get(factor, 1.0) * _logit(probability) + self.sure.get(shift, 0.0)
        return _sigmoid(odds + sum(self.sure.get(f"{where} {sign}", 0.0) for sign in signs) if signs else odds)

    def shown_from(self, story: bool) -> float:
        """From which probability on a name is shown."""
        return self.sure.get("story shown" if story else "other shown", 0.5)


_HOW_SURE = (("other", "other factor", "other shift"), ("story", "story factor", "story shift"))
"""How the rows of the table `sure` are called elsewhere and in stories."""


def _logit(value: float) -> float:
    value = min(1 - 1e-6, max(1e-6, value))
    return math.log(value / (1 - value))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def read_weights(text: str) -> Weights:
    """The weights of a table's text."""
    weights = Weights()
    for line in text.splitlines():
        if line and not line.startswith("#"):
            table, feature, weight = line.split("\t")
            weights.add(table, feature, float(weight))
    return weights


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of the package."""
    return read_weights(files(__package__).joinpath("weights.tsv").read_text("utf-8"))


REASONS: dict[str, str] = {
    "subject": "subject of the clause that holds the words",
    "behind": "named right behind the words",
    "source": "named as the source of the words",
    "byline": "named in parentheses behind the words",
    "pronoun": "whom a pronoun there most likely means",
    "named": "named in the same sentence",
    "continues": "goes on speaking",
    "before": "subject of a sentence before",
    "next": "subject of the sentence behind",
    "topic": "the one whom the passage is about",
    "narration": "acts in the narration beside the words",
    "label": "stands as the label of the words",
    "kind": "the kind of speaker that this way of speaking has",
}
"""The codes, and what each says."""

_OF = (
    ("first byline", "byline"),
    ("pronoun", "pronoun"),
    ("front \u306b", "source"),
    ("front relay", "source"), ("front \u304b\u3089", "source"), ("front \u3067\u306f", "source"),
    ("beyond relay", "source"),
    ("first asked", "source"), ("first of_a_noun", "source"), ("first owner", "source"),
    ("first subject_behind", "behind"), ("first final_name", "behind"), ("first cleft", "behind"),
    ("first modified", "behind"), ("rule cleft", "behind"), ("first before_colon", "label"),
    ("first previous", "continues"), ("first carried", "continues"),
    ("front", "subject"), ("beyond", "subject"), ("first", "subject"),
    ("mid", "behind"), ("after", "behind"), ("named at once", "behind"),
    ("rule label", "label"),
    ("named", "named"),
    ("carry", "continues"), ("only carried", "continues"),
    ("near -", "before"), ("near", "next"),
    ("recent", "topic"), ("rank", "topic"),
    ("scene only", "continues"), ("scene carry", "continues"),
    ("scene ahead", "continues"), ("scene kind", "kind"), ("scene manner", "kind"), ("scene voice", "kind"),
    ("scene speaks", "topic"),
    ("scene pronoun", "kind"), ("scene says", "kind"), ("scene acts", "topic"), ("scene rank", "topic"),
    ("scene total", "topic"), ("scene called", "topic"), ("scene narrator", "topic"), ("scene named", "kind"),
    ("scene", "narration"),
)  # fmt: skip
"""The codes of features by what these begin with."""


def _code_of(feature: str) -> str:
    """The code of a feature."""
    bare = feature.removeprefix("story ")
    return next((code for start, code in _OF if bare.startswith(start)), "kind")


_CODES: Remembered[str, str] = Remembered(_code_of, 1 << 16)


def reasons_of(link: Link, names: Mapping[str, float], weights: Weights) -> tuple[str, ...]:
    """The codes of the two that speak most for the likeliest candidate of a link against the next."""
    best, *rest = names
    against = set(link.features.get(rest[0], ())) if rest else set()
    sums: dict[str, float] = defaultdict(float)
    for feature in link.features.get(best, ()):
        weight = weights.speaker.get(feature)
        if weight and feature not in against:
            sums[_CODES[feature]] += weight
    ranked = sorted(sums, key=lambda code: (code == "kind", -sums[code]))
    return tuple(code for code in ranked if sums[code] > 0)[:2]


@dataclass(slots=True)
class Candidate:
    """Somebody who may have spoken: with the mention that is nearest, and how he stands to the words."""

    speaker: Speaker
    features: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """A quotation whose speaker is looked for. `candidates` by name, '' for nobody; `paragraph` and `clock` say where
    it stands, `alone` that it has its line to itself, `begins` that it begins one, `own` that its clause has a subject.
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

    In a story few features of the clause count (see `stories`): the others need not be made.
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

_WEAK = ("near -1", "near -2", "near 1", "recent 0")
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
                features.append(_carried(link.item, other, name, back))
            elif name not in seen:
                seen.add(name)
                features.append(f"scene carry {min(back, 5)}")


def _carried(item: Item, other: Item, name: str, back: int) -> str:
    """How somebody stood to the words `back` quotations before, and how far that is."""
    known = other.candidates[name].features
    first, strong = _IS_FIRST.__getitem__, _IS_STRONG.__getitem__
    stood = "named" if any(map(first, known)) else "near" if any(map(strong, known)) else "beside"
    gap = item.clock - other.clock
    far = gap if gap < 3 else 3 if gap < 6 else 4
    lines = min(2, item.paragraph - other.paragraph)
    return f"carry {min(back, 2)}|{stood}|{far}|{lines}"


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
    )


_GUESSED = ("first carried", "first suspect", "first previous")
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
    if not features:
        return []
    if link.item.story:
        return signs_of(features)
    tells = set(map(_TOLD_BY.__getitem__, features))
    told = next((way for way in ("stated", "beside", "around") if way in tells), "afar")
    person = "person" in tells
    mode = link.item.frame.mode
    standing = mode if mode in ("direct", "alone", "fragment", "none") else "other"
    form = "partial" if link.item.frame.form == "partial" else "whole"
    return [told, f"{told} {standing}", f"{told} {form}", f"{'person' if person else 'other'} {told}"]
