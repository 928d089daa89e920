"""What a story tells of who speaks each of its quotations: a few features a candidate, what tells of its habits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from inyo.index.people.actors import FIRST_PERSON, names_a_person_or_body
from inyo.index.people.discourse import Speaker
from inyo.index.people.names import Names
from inyo.index.quotations.candidates import Candidate, Item
from inyo.index.quotations.narration import Narration
from inyo.index.quotations.scenes import Place, Words, sex_of
from inyo.index.quotations.stories import Turn

_NEAR = 6
"""How many turns before and behind make the surroundings in which people act."""
_KEPT = (
    "first",
    "rule",
    "near 1|cleft",
    "near -1|name line",
    "front に|passive",
    "front から|passive",
    "pronoun",
    "nobody",
)
"""What the features begin with, of those that hold in every text, that say something in a story too."""
_DROPPED = ("rule carried", "first carried", "rule previous", "nobody|")


class Cast:
    """Who acts where in a story: turn by turn, and how each whose turns are certain speaks."""

    def __init__(self, turns: Sequence[Turn], names: Names, narrator: str) -> None:
        self.names = names
        self.narrator = narrator
        self._suits: dict[tuple[str, Words], tuple[str, ...]] = {}
        self.acts: list[Counter[str]] = []
        self.total: Counter[str] = Counter()
        self.polite: dict[str, Counter[str]] = defaultdict(Counter)
        self.pronouns: dict[str, Counter[str]] = defaultdict(Counter)
        self.voices: dict[str, Counter[str]] = defaultdict(Counter)
        for turn in turns:
            here: Counter[str] = Counter()
            for told in turn.told:
                here.update(_once(told.subject, told.head, told.other))
            for line in turn.lines:
                for beside in (line.before, line.behind):
                    if beside is not None:
                        here.update(_once(beside.subject, beside.head))
                if line.stated.name:
                    here[line.stated.name] += 1
                if line.speaker.name and not line.speaker.inferred:
                    self.polite[line.speaker.name][line.manner.polite] += 1
                    self.pronouns[line.speaker.name][line.manner.pronoun] += 1
                    self.voices[line.speaker.name][line.manner.voice] += 1
            self.acts.append(here)
            self.total.update(here)
        self._spoken = [
            [line.speaker.name for line in turn.lines if line.speaker.name and not line.speaker.inferred]
            for turn in turns
        ]

    def around(self, turns: Sequence[Turn], place: int) -> dict[str, int]:
        """How often each acts in the turns around one of the same scene, the busiest first."""
        out: dict[str, int] = {}
        for other in range(max(0, place - _NEAR), min(len(turns), place + _NEAR + 2)):
            if turns[other].scene == turns[place].scene or other == place + 1:
                for name, times in self.acts[other].items():
                    out[name] = out.get(name, 0) + times
        return dict(sorted(out.items(), key=itemgetter(1), reverse=True))

    def speaking(self, turns: Sequence[Turn], place: int) -> dict[str, int]:
        """How often each is said to speak in the turns around one of the same scene."""
        out: dict[str, int] = {}
        for other in range(max(0, place - _NEAR), min(len(turns), place + _NEAR + 1)):
            if other != place and turns[other].scene == turns[place].scene:
                for name in self._spoken[other]:
                    out[name] = out.get(name, 0) + 1
        return out

    def suits(self, name: str, manner: Words) -> tuple[str, ...]:
        """What kind of person of the story somebody is, and how words of a manner go with how he talks elsewhere."""
        asked = name, manner
        known = self._suits.get(asked)
        if known is None:
            known = self._suits[asked] = tuple(self._kind(name, manner))
        return known

    def _kind(self, name: str, manner: Words) -> Iterator[str]:
        names = self.names
        if name in FIRST_PERSON:
            kind = "I" if name == self.narrator else "other I"
        elif names.is_named(name):
            kind = "person"
        else:
            kind = "human" if names_a_person_or_body(name) else "acts" if names.acts(name) else "thing"
        yield f"scene kind {kind}"
        yield f"scene total {min(self.total[name], 5)}"
        polite = self.polite.get(name)
        if polite and manner.polite and sum(polite.values()) - polite[""] > 1:
            share = polite[manner.polite] / (sum(polite.values()) - polite[""])
            yield f"scene manner {'like' if share > 0.8 else 'unlike' if share < 0.2 else 'mixed'}"
        pronouns = self.pronouns.get(name)
        if manner.pronoun:
            if name in FIRST_PERSON:
                yield f"scene says I {'same' if manner.pronoun == name else 'other'}"
            if pronouns and any(pronouns):
                yield f"scene pronoun {'same' if manner.pronoun in pronouns else 'other'}"
        if manner.voice:
            yield from self._voice(name, manner.voice)

    def _voice(self, name: str, voice: str) -> Iterator[str]:
        """How the voice of the words goes with a candidate: with his name, and with how he talks elsewhere."""
        sex = sex_of(name)
        if sex and voice[0] in "fm":
            yield f"scene voice {voice[0]} of {sex}"
        own = self.voices.get(name)
        heard = sum(own.values()) - own[""] if own else 0
        if own and heard:
            share = own[voice] / heard
            yield f"scene voice {'like' if share > 0.5 else 'unlike' if not own[voice] else 'mixed'} {min(heard, 3)}"


def _once(*speakers: Speaker) -> list[str]:
    """The names of those who are somebody, each once, in order: who is first counts where two act equally often."""
    return list(dict.fromkeys(each.name for each in speakers if each.name))


def add_story_features(items: Mapping[int, Item], turns: Sequence[Turn], names: Names, narrator: str) -> None:
    """Say of the quotations of a story what the narration around each tells of who speaks; drop what only holds
    elsewhere. `narrator`: the pronoun with which the one who tells the story speaks of himself, '' for none."""
    for item in items.values():
        for candidate in item.candidates.values():
            candidate.features = [
                f"story {feature}" for feature in candidate.features
                if feature.startswith(_KEPT) and not feature.startswith(_DROPPED)
            ]  # fmt: skip
    cast = Cast(turns, names, narrator)
    habit = habit_features(turns)
    for item in items.values():
        item.habit = habit
    for place, turn in enumerate(turns):
        for number, line in enumerate(turn.lines):
            found = items.get(line.pair)
            if found is not None:
                _Told(found, turns, place, number, cast).add()


class _Told:
    """The features of one quotation."""

    def __init__(self, item: Item, turns: Sequence[Turn], place: int, number: int, cast: Cast) -> None:
        self.item = item
        self.turns = turns
        self.place = place
        self.turn = turns[place]
        self.number = number
        self.line = self.turn.lines[number]
        self.cast = cast
        self.narrator = cast.narrator
        self.manner = self.line.manner

    def add(self) -> None:
        line = self.line
        stated = bool(line.stated.name or (line.behind and line.behind.head.name and line.behind.governed))
        self.item.place = Place(
            self.place, self.number, self.turn.scene, self._beat(), self.manner, stated, self._between()
        )
        if line.speaker.name:
            self._give(line.speaker, f"scene rule {line.speaker.inferred}")
        self._beside()
        self._told()
        self._words()
        self._around()
        for name, candidate in self.item.candidates.items():
            if name:
                candidate.features += self.cast.suits(name, self.manner)

    def _give(self, speaker: Speaker, *features: str) -> None:
        if not speaker.name:
            return
        found = self.item.candidates.get(speaker.name)
        if found is None:
            found = self.item.candidates[speaker.name] = Candidate(speaker, [])
        found.features += [feature for feature in features if feature not in found.features]

    def _give_by_name(self, name: str, *features: str) -> None:
        """`_give` for somebody of whom no mention is at hand."""
        known = self.item.candidates.get(name)
        self._give(Speaker(name, "", None, True) if known is None else known.speaker, *features)

    def _beat(self) -> str:
        if self.number:
            return "line"
        told = self.turn.told
        if not told:
            return "joined"
        who = {each.subject.name or each.head.name for each in told} - {""}
        return f"{min(len(told), 3)}{'s' if len(who) == 1 else 'm' if who else 'z'}"

    def _between(self) -> str:
        """What is done in the sentence before the words, or in the one sentence between them and those before."""
        told = [self.line.before] if self.line.before is not None else [] if self.number else self.turn.told
        if len(told) != 1:
            return str(min(len(told), 2))
        does = "".join(does for _, does in told[0].does[:2]) or f"z{told[0].zero}"
        return does + ("b" if told[0].back else "f" if told[0].forward or told[0].open else "")

    def _beside(self) -> None:
        """Whose doing the narration on the same line is."""
        line = self.line
        if line.stated.name:
            self._give(line.stated, "scene stated")
        for where, narration in (("before", line.before), ("behind", line.behind)):
            if narration is None:
                continue
            for which in ("head", "subject", "other"):
                self._give(
                    getattr(narration, which), f"scene {where} {which}", f"scene {where} {which} {narration.marks}"
                )
            self._doings(where, narration, "")

    def _doings(self, where: str, narration: Narration, free: str) -> None:
        """What each does in a stretch of narration, and how it names the others."""
        many = len(narration.does)
        for number, (speaker, does) in enumerate(narration.does):
            order = "only" if many == 1 else "first" if not number else "last" if number == many - 1 else "mid"
            self._give(speaker, f"scene {where} does {does}{free}", f"scene {where} does {does}{free} {order}")
        for name, how in narration.mentions:
            self._give_by_name(name, f"scene {where} as {how}")
        if narration.zero and self.narrator:
            self._give_by_name(self.narrator, f"scene {where} zero {narration.zero}{free}")

    def _told(self) -> None:
        """Whom the sentences on lines of their own before and behind the turn are about."""
        free = "free" if not (self.line.stated.name or self.line.before or self.line.behind) else "bound"
        if not self.number:
            for back, narration in enumerate(reversed(self.turn.told[-4:])):
                self._sentence(f"lead {min(back, 2)}", narration, len(self.turn.told), free)
        if self.number == len(self.turn.lines) - 1:
            for ahead, narration in enumerate(self.turn.after[:3]):
                self._sentence(f"after {min(ahead, 2)}", narration, len(self.turn.after), free)

    def _sentence(self, where: str, narration: Narration, many: int, free: str) -> None:
        many = min(many, 3)
        for which in ("head", "subject", "other"):
            self._give(
                getattr(narration, which),
                f"scene {where} {which} {free}",
                f"scene {where} {which} {free} {many}",
                f"scene {where} {which} {narration.marks}",
            )
        self._doings(where, narration, f" {free}")

    def _words(self) -> None:
        """Who is called or named in the words, and in those of the turns beside them."""
        for step in (-2, -1, 0, 1, 2):
            other = self.place + step
            if not 0 <= other < len(self.turns) or self.turns[other].scene != self.turn.scene:
                continue
            called = self.line.not_by if not step else self.turns[other].not_by
            for name in sorted(called):
                self._give_by_name(name, f"scene called {step}")
            said = self.line.words if not step else "".join(line.words for line in self.turns[other].lines)
            for name in self.item.candidates:
                if len(name) > 1 and name in said and name not in called:
                    self.item.candidates[name].features.append(f"scene named in {step}")

    def _around(self) -> None:
        """Who acts in the turns around."""
        around = self.cast.around(self.turns, self.place)
        for rank, (name, times) in enumerate(around.items()):
            self._give_by_name(name, f"scene acts {min(times, 4)}", f"scene rank {min(rank, 3)}")
        speaks = self.cast.speaking(self.turns, self.place)
        for name, candidate in self.item.candidates.items() if speaks else ():
            if name:
                candidate.features.append(f"scene speaks {min(speaks.get(name, 0), 2)} of {min(len(speaks), 3)}")
        if self.narrator:
            times = min(around.get(self.narrator, 0), 3)
            self._give_by_name(self.narrator, "scene narrator", f"scene narrator {times}")


def habit_features(turns: Sequence[Turn]) -> list[str]:
    """What tells of the habit of a story: how its scenes begin, and where its sentences of speaking point."""
    begins = [turn for place, turn in enumerate(turns) if not place or turns[place - 1].scene != turn.scene]
    first = sum(not turn.told for turn in begins) / max(1, len(begins))
    back = sum(bool(turn.after) and turn.after[0].back for turn in turns)
    ahead = sum(bool(turn.told) and (turn.told[-1].forward or turn.told[-1].open) for turn in turns)
    bare = sum(bool(turn.after) and turn.after[0].says for turn in turns)
    return [
        f"habit begins {0 if first < 0.2 else 1 if first < 0.6 else 2}",
        f"habit points {'-' if back == ahead else 'back' if back > ahead else 'ahead'}",
        f"habit says {min(bare, 3)}",
    ]
