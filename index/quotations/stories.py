"""A story being read: its words in their places, what it tells between them, and its turns.

The narration names speakers; between turns whose speakers it names two people take turns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from inyo.index.japanese.grammar import COMMAS
from inyo.index.japanese.sentences import Sentence
from inyo.index.japanese.wordlists import any_of
from inyo.index.people.actors import INTRODUCING, SAYS_I
from inyo.index.people.discourse import NOBODY, Discourse, Speaker
from inyo.index.people.names import Names
from inyo.index.quotations.clauses import WHOLE, Frame, Inner
from inyo.index.quotations.narration import Narration, narration
from inyo.index.quotations.scenes import Words, words_of
from inyo.index.reading.brackets import Pair
from inyo.index.reading.zones import Line
from inyo.index.values.quotation import QUOTED


@dataclass(slots=True)
class Spoken:
    """A quotation of a story in its place.

    `row` is the line of the text it begins on, `manner` how its words are spoken. `before` and `behind` are the
    narration beside it on that line, `lead` the last sentence of the narration on the lines before it. `stated` is the
    speaker that its own clause gives, `clause` whether a clause with と governs it at all.
    """

    pair: int
    row: int
    words: str
    manner: Words
    stated: Speaker = NOBODY
    clause: bool = False
    before: Narration | None = None
    behind: Narration | None = None
    lead: Narration | None = None
    speaker: Speaker = NOBODY
    not_by: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of narration in its place; `row` is the line of the text it begins on."""

    row: int
    narration: Narration


_UTTERED = re.compile(r"[。！？!?…―─、][」]$")
_CLAUSE = ("direct", "noun", "do")


class Story:
    """The words and the narration of one text, in order. `lines` are those of the text."""

    def __init__(self, text: str, pairs: Sequence[Pair], lines: Sequence[Line], discourse: Discourse) -> None:
        self._text = text
        self._pairs = pairs
        self._lines = lines
        self._rows = [line.start for line in lines]
        self._discourse = discourse
        self._items: list[Spoken | Told] = []

    def tell(self, number: int, sentence: Sentence, spoken: Mapping[int, tuple[Frame, Speaker]]) -> None:
        """Keep sentence `number`: the words `spoken` in it, by their units, and what it tells between them."""
        units = sentence.units
        start = 0
        for place in (*spoken, len(units)):
            told = narration(sentence, number, start, place, self._discourse)
            if told is not None:
                self._items.append(Told(self._row(units[start].start), told))
            if place < len(units):
                frame, speaker = spoken[place]
                pair = self._pairs[units[place].pair]
                stated = speaker if not speaker.inferred else NOBODY
                words = self._text[pair.start + 1 : pair.end - 1]
                row = self._row(pair.start)
                self._items.append(
                    Spoken(units[place].pair, row, words, words_of(words), stated, frame.mode in _CLAUSE)
                )
            start = place + 1

    def is_spoken(self, sentence: Sentence, place: int, frame: Frame, inner: Inner) -> bool:
        """Whether a span is somebody's words in a scene: a quotation, or words that no particle joins to anything."""
        if frame.kind in QUOTED:
            return frame.kind != "thought" and not frame.withdrawn and frame.mode != "fragment"
        units = sentence.units
        pair = self._pairs[units[place].pair]
        if pair.opener != "「" or (place and units[place - 1].surface not in COMMAS):
            return False
        following = units[place + 1] if place + 1 < len(units) else None
        if following is not None and not place and following.surface in ("と", "って") and sentence.begins_line:
            return True
        if following is not None and following.pos.startswith(("助詞", "助動詞", "接尾辞", "補助記号")):
            return False
        return inner in WHOLE or bool(_UTTERED.search(self._text[pair.start : pair.end]))

    def narrator(self) -> str:
        """The pronoun with which the one who tells the story speaks of himself; '' where nobody in it tells it."""
        told = [item.narration.text for item in self._items if isinstance(item, Told)]
        found = Counter(match["I"] for text in told for match in SAYS_I.finditer(text))
        best = found.most_common(1)
        return best[0][0] if best and best[0][1] >= max(3, len(told) // 40) else ""

    def scenes(self) -> tuple[Sequence[Spoken | Told], frozenset[int]]:
        """What was kept, in order, and the lines of the text with which a new scene begins."""
        usual = Counter(line.blank for line in self._lines).most_common(1)[0][0]
        return self._items, frozenset(row for row, line in enumerate(self._lines) if line.blank > usual)

    def _row(self, place: int) -> int:
        return bisect_right(self._rows, place) - 1


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


@dataclass(slots=True)
class Turn:
    """What one line of the text says.

    `told` is what is narrated on lines of their own between the turn before it in the same scene and this one, `after`
    between this one and the next or the end of the scene; `joined`: nothing stands before it, or only what leads on
    to it with a comma.
    """

    lines: list[Spoken]
    told: list[Narration]
    joined: bool
    scene: int
    after: list[Narration] = field(default_factory=list)

    @property
    def speaker(self) -> Speaker:
        return self.lines[0].speaker

    @property
    def last(self) -> Speaker:
        return self.lines[-1].speaker

    @property
    def not_by(self) -> set[str]:
        return set().union(*(line.not_by for line in self.lines))


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
                line.speaker = replace(following.speaker, inferred=True)


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
            return replace(previous.speaker, inferred=True)
        return NOBODY
    if previous is not None and previous.speaker.name:
        return replace(previous.speaker, inferred=True)
    if lead is not None and lead.other.name:
        line.not_by.add(lead.other.name)
    if lead is not None and lead.subject.name and lead.subject.name not in line.not_by:
        if lead.open:
            return lead.subject
        if line.clause:
            return replace(lead.subject, inferred=True)
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
        turn.lines[0].speaker = replace(cast[left[0]], inferred=True)


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
                line.speaker = replace(speaker, inferred=True)


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
