"""The turns of a story, and what it tells of who speaks each of its quotations: a few features a candidate.

The narration names speakers; between turns whose speakers it names two people take turns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from inyo.index.japanese.wordlists import any_of
from inyo.index.people.discourse import NOBODY, Speaker
from inyo.index.people.names import Names
from inyo.index.people.titles import INTRODUCING
from inyo.index.quotations.narration import Narration, Spoken, Told, Turn
from inyo.index.quotations.scenes import Cast, Place, habit_features
from inyo.index.quotations.scorer import Candidate, Item

_SELF = re.compile(
    rf"(?:^(?!何|なん|誰|どう|[そこ]う|かく)(?P<bare>[^、。！？「」は]{{1,8}})と(?:申[しす]|いう者)|(?:{any_of(INTRODUCING)})(?:は|が|こそ|こそは)、?"
    r"(?P<name>[^、。！？「」は]{1,10}?)(?:でござ|と申|と[言い]|という者|という(?:もの|名)|だ[。よ]|です[。よ]|じゃ。|である。|。|だ$|です$|$))"
)
_CALLED = r"(?:さん|様|さま|君|くん|殿|どの|ちゃん|先生|よ|や)?"
_CALL = re.compile(
    r"(?:^|[。！？!?…―　])(?:(?:おい|なあ|ねえ|ねぇ|これ|おお|もし|さあ|やい|いや|ああ|そこで|では|じゃあ)、?)?"
    rf"(?P<first>[^\s、。！？!?…―「」]{{1,8}}?){_CALLED}(?=[、！!])"
    rf"|(?<=[、…　])(?P<last>[^\s、。！？!?…―「」]{{1,8}}?){_CALLED}(?=[。！？!?…―]|$)"
    rf"|^(?P<who>[^\s、。！？!?…―「」]{{1,8}}?){_CALLED}(?:では|じゃ)(?:ない|ねえ|ありませ|ございませ)"
)


def turns_of(items: Sequence[Spoken | Told], breaks: frozenset[int]) -> list[Turn]:
    """Turns, each line with the narration around it."""
    turns: list[Turn] = []
    told: list[Told] = []
    scene, row = 0, -1
    apart = True
    previous: Spoken | None = None
    for item in items:
        if any(at in breaks for at in range(row + 1, item.row + 1)):
            scene += 1
            apart, told, previous = True, [], None
        row = max(row, item.row)
        if isinstance(item, Told):
            beside = previous is not None and not told and (previous.row == item.row or item.narration.governed)
            if beside and previous is not None:
                previous.behind = item.narration
                if previous.row == item.row:
                    told.append(item)
                continue
            told.append(item)
            if turns and previous is not None:
                turns[-1].after.append(item.narration)
            continue
        turn = turns[-1] if turns and previous is not None else None
        if turn is not None and turn.lines[-1].row == item.row:
            item.before = told[-1].narration if told else None
            turn.lines.append(item)
        else:
            own = [each for each in told if previous is None or each.row != previous.row]
            if own and own[-1].row == item.row:
                item.before = own[-1].narration
            elif own:
                item.lead = own[-1].narration
            leading = [each for each in own if each.row < item.row]
            joined = not apart and (not own or (len(own) == 1 and (own[0].row == item.row or own[0].narration.open)))
            turns.append(Turn([item], [each.narration for each in leading], joined, scene))
        apart, told, previous = False, [], item
    return turns


def anchor(turn: Turn, names: Names) -> None:
    """Give the lines of a turn the speakers that stand beside them."""
    previous: Spoken | None = None
    for line in turn.lines:
        _exclude(line, names)
        line.speaker = _beside(line, previous, names)
        previous = line
    for line, following in zip(reversed(turn.lines[:-1]), reversed(turn.lines[1:]), strict=True):
        if not line.speaker.name and following.speaker.name and following.speaker.name not in line.not_by:
            acts = line.behind is not None and (line.behind.subject.name or line.behind.other.name)
            if not acts:
                line.speaker = following.speaker._replace(inferred=True)


def _beside(line: Spoken, previous: Spoken | None, names: Names) -> Speaker:
    if line.stated.name:
        return line.stated
    behind, before, lead = line.behind, line.before, line.lead
    if behind is not None and behind.head.name and behind.head.name not in line.not_by:
        return behind.head
    if before is not None:
        if before.subject.name and before.subject.name not in line.not_by:
            return before.subject
        if before.other.name:
            line.not_by.add(before.other.name)
        elif previous is not None and previous.speaker.name and previous.speaker.name not in line.not_by:
            return previous.speaker._replace(inferred=True)
        return NOBODY
    if previous is not None and previous.speaker.name:
        return previous.speaker._replace(inferred=True)
    if lead is not None and lead.other.name:
        line.not_by.add(lead.other.name)
    if lead is not None and lead.subject.name and lead.subject.name not in line.not_by:
        if lead.open:
            return lead.subject
        if line.clause:
            return lead.subject._replace(inferred=True)
    own = _SELF.search(line.words)
    if own and (own["bare"] or names.known(own["name"])):
        return Speaker(names.canonical(own["bare"] or own["name"]), "", None, not own["bare"])
    return NOBODY


def _exclude(line: Spoken, names: Names) -> None:
    """Whoever a line addresses does not speak it."""
    for found in _CALL.finditer(line.words):
        name = found["first"] or found["last"] or found["who"]
        if names.known(name):
            line.not_by.add(names.canonical(name))
    for name in names.called_in(line.words):
        line.not_by.add(name)


def point(turns: Sequence[Turn]) -> None:
    """Sentences of speaking on lines of their own: what they point at is the turn before them or the one behind.

    Where both could be meant, the habit of the text decides: where its other sentences of the kind stand.
    """
    habit: Counter[str] = Counter()
    unclear: list[tuple[Turn, Turn, Narration]] = []
    for place, turn in enumerate(turns):
        if turn.lines[-1].clause:
            turn.after = []
        front = turns[place - 1] if place and turns[place - 1].scene == turn.scene else None
        if turn.after and turn.after[0].back:
            habit["back"] += _give(
                turn.lines[-1], turn.after[0].head if turn.after[0].head.name else turn.after[0].subject
            )
        elif turn.after and turn.after[0].says and not turn.after[0].pointing:
            following = turns[place + 1] if place + 1 < len(turns) else None
            if len(turn.after) > 1 or following is None or following.scene != turn.scene:
                habit["back"] += _give(turn.lines[-1], turn.after[0].subject)
        if not turn.told or not turn.told[-1].says or turn.told[-1].back:
            continue
        last = turn.told[-1]
        if front is None or len(turn.told) > 1 or (last.polite and not last.pointing):
            habit["forward"] += _give(turn.lines[0], last.subject)
        elif last.forward or not last.pointing:
            unclear.append((front, turn, last))
    for front, behind, told in unclear:
        if front.last.name and not behind.speaker.name and front.last.name != told.subject.name:
            _give(behind.lines[0], told.subject)
        elif behind.speaker.name and not front.last.name and behind.speaker.name != told.subject.name:
            _give(front.lines[-1], told.subject)
        elif max(habit.values(), default=0) >= max(2, 3 * min(habit["back"], habit["forward"])):
            line = front.lines[-1] if habit["back"] > habit["forward"] else behind.lines[0]
            _give(line, told.subject)


def _give(line: Spoken, speaker: Speaker) -> int:
    """Give a line the speaker that a sentence points at; 1 where he may be, else 0."""
    if line.speaker.name or not speaker.name or speaker.name in line.not_by:
        return 0
    line.speaker = speaker
    return 1


REACH = 7
"""How many turns around a turn make the scene in which its speakers are looked for."""
BEYOND = 4
"""How many turns past an anchor two people who speak in a scene are taken to alternate."""


def casts_of(turns: Sequence[Turn]) -> list[dict[str, Speaker]]:
    """Who speaks around each turn of the same scene, with a mention of each."""
    out = []
    for place, turn in enumerate(turns):
        near = [other for other in turns[max(0, place - REACH) : place + REACH + 1] if other.scene == turn.scene]
        here: dict[str, Speaker] = {}
        for other in near:
            for line in other.lines:
                if line.speaker.name:
                    here.setdefault(line.speaker.name, line.speaker)
        if len(here) == 1:
            here |= _partner(here, near)
        out.append(here)
    return out


def _partner(here: Mapping[str, Speaker], near: Sequence[Turn]) -> dict[str, Speaker]:
    """The other of two where only one is known to speak: whom that one addresses, or the only other who acts.

    Nobody where several could be meant, or where one is only called.
    """
    addressed = set().union(*(_addressed(turn) for turn in near if turn.speaker.name)) - here.keys()
    if len(addressed) == 1:
        return {name: Speaker(name, "", None, True) for name in addressed}
    acting = {each.subject.name: each.subject for turn in near for each in turn.told if each.subject.name}
    acting |= {each.other.name: each.other for turn in near for each in turn.told if each.other.name}
    called = set().union(*(turn.not_by for turn in near))
    about = (acting.keys() | called) - here.keys()
    return {name: acting[name] for name in about if name in acting} if len(about) == 1 else {}


def _addressed(turn: Turn) -> set[str]:
    """Whom a turn says something to: a cry that is nothing but a name is an answer to nobody."""
    return {
        name
        for line in turn.lines
        for name in line.not_by
        if any(char.isalnum() for char in line.words.replace(name, ""))
    }


def by_exclusion(turn: Turn, cast: dict[str, Speaker]) -> None:
    """Of two who speak in a scene, the one whom a turn does not address."""
    if turn.speaker.name or len(cast) != 2:
        return
    left = [name for name in cast if name not in turn.not_by]
    if len(left) == 1 and len(turn.lines) == 1:
        turn.lines[0].speaker = cast[left[0]]._replace(inferred=True)


def runs_of(turns: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """Stretches of turns that follow each other without narration."""
    first = 0
    for place in range(1, len(turns) + 1):
        if place == len(turns) or not turns[place].joined:
            yield first, place
            first = place


def alternate(turns: Sequence[Turn], first: int, last: int, casts: Sequence[dict[str, Speaker]]) -> None:
    """Fill the turns between two anchors, and a few beyond the outermost, where two people take turns."""
    for left, right in pairwise(_known(turns, first, last)):
        pair = _pair_between(turns, left, right, casts[left])
        if pair is not None:
            _fill(turns, range(left + 1, right), pair, whole=True)
    known = _known(turns, first, last)
    if not known:
        return
    for places, edge in ((range(known[-1] + 1, last), known[-1]), (range(known[0] - 1, first - 1, -1), known[0])):
        mine = turns[edge].last if places.step > 0 else turns[edge].speaker
        others = [speaker for name, speaker in casts[edge].items() if name != mine.name]
        if len(others) == 1:
            _fill(turns, places[:BEYOND], (others[0], mine), whole=False)


def _known(turns: Sequence[Turn], first: int, last: int) -> list[int]:
    """The turns whose speaker is known."""
    return [place for place in range(first, last) if turns[place].speaker.name]


def _pair_between(
    turns: Sequence[Turn], left: int, right: int, cast: Mapping[str, Speaker]
) -> tuple[Speaker, Speaker] | None:
    """Who speaks first and second between two anchors; None where their number or the cast does not tell."""
    gap = right - left
    one, other = turns[left].last, turns[right].speaker
    if gap < 2 or (one.name != other.name) != (gap % 2 == 1):
        return None
    if one.name != other.name:
        return other, one
    others = [speaker for name, speaker in cast.items() if name != one.name]
    return (others[0], one) if len(others) == 1 else None


def _fill(turns: Sequence[Turn], places: Sequence[int], pair: tuple[Speaker, Speaker], *, whole: bool) -> None:
    """Give turns to two people by turns, up to the one before where that makes somebody address himself.

    Nothing where that happens and the `whole` stretch was to be filled.
    """
    chosen = [(turns[place], pair[number % 2]) for number, place in enumerate(places)]
    wrong = next((number for number, (turn, speaker) in enumerate(chosen) if speaker.name in turn.not_by), len(chosen))
    if wrong < len(chosen):
        chosen = [] if whole else chosen[: max(0, wrong - 1)]
    for turn, speaker in chosen:
        for line in turn.lines:
            if not line.speaker.name:
                line.speaker = speaker._replace(inferred=True)


def attribute(items: Sequence[Spoken | Told], breaks: frozenset[int], names: Names) -> list[Turn]:
    """The turns of a story with their speakers, as far as the story tells.

    `items` in the order of the text; `breaks` are the lines of the text with which a new scene begins.
    """
    turns = turns_of(items, breaks)
    for turn in turns:
        anchor(turn, names)
    point(turns)
    casts = casts_of(turns)
    for place, turn in enumerate(turns):
        by_exclusion(turn, casts[place])
    for first, last in runs_of(turns):
        alternate(turns, first, last, casts)
    return turns


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
_DROPPED = ("first carried", "nobody|")


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
        self.manner = cast.manners[self.line.pair]

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
