"""How the words of a story are spoken, who acts where in it, and a run of quotations read together: two who take turns,
a third who joins.

Each speaker of a story depends on the two before him: in talk the one who speaks next is most often the one who spoke
last but one. Forward and backward over pairs of speakers (a linear chain of second order); elsewhere over speakers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from operator import itemgetter

import numpy as np

from inyo.index.japanese.tokens import Remembered
from inyo.index.people.discourse import Speaker
from inyo.index.people.names import Names
from inyo.index.people.titles import FIRST_PERSON, SAYS_I, names_a_person_or_body
from inyo.index.quotations.narration import Turn

_CLOSE = r"[。！？!?…―─、 　]*$"
_WOMAN = re.compile(
    rf"(?:わよ|わね|わねえ|かしら|てよ|ですの|ますの|ましたの|だわ|[すん]わ|たわ|ないわ|のよ|遊ばせ|あそばせ|ことよ|ですもの|ますもの){_CLOSE}|"
    r"あたし|あたくし|妾(?=[はがの])|わたしゃ|あらッ|あらっ|^あら|^まあ[、！]|あなた様|旦那様"
)
_MAN = re.compile(
    rf"(?:ぜ|ぞ|だぜ|だぞ|じゃねえ|じゃねえか|ねえか|たまえ|給え|やがる|やがれ|だな|だなあ|だナ|さね|んだ|だろう|だろうな|のさ|まい|てくれ|ろ|けえ){_CLOSE}|"
    r"俺|おれ|オレ|僕|ぼく|ボク|拙者|それがし|我輩|吾輩|わし|儂|君[はがのをも、]|貴様|てめえ|手前[はがの]|おめえ|きさま|貴公|貴殿|うぬ"
)
_OF_OLD = re.compile(
    rf"(?:じゃ|のう|ぞよ|ござる|ござった|ござろう|申す|申した|まいる|候|じゃな|じゃろう|おるか|おる|ませぬ|まする|ぬか|ぬわ|であろう){_CLOSE}|"
    r"ござ(?:る|り|い)|拙者|それがし|某[はが]|御身|其方|そなた|身共"
)


@lru_cache(maxsize=1 << 12)
def voice_of(text: str) -> str:
    """What kind of voice speaks words, without their brackets: f or m, with o for old; '' where none shows."""
    sentences = [part for part in re.split(r"(?<=[。！？!?])", text) if part.strip("。！？!?…―─ 　")]
    woman = sum(bool(_WOMAN.search(part)) for part in sentences)
    man = sum(bool(_MAN.search(part)) for part in sentences)
    old = any(_OF_OLD.search(part) for part in sentences)
    sex = "f" if woman > man else "m" if man > woman else ""
    return sex + ("o" if old else "")


_WOMEN = re.compile(
    r"^お[一-龥ぁ-ん]{1,2}$|(?:^|[一-龥ぁ-んァ-ヴー])(?:子|枝|江|代|美|恵|奈|乃|緒|香|菜|咲|絵|世|姫|娘|女|母|妻|姉|妹|夫人|女房|婆|婆さん|嬢|女史|女中|"
    r"細君|家内|女将|花魁|芸者|巫女|尼|令嬢|母さん|おばさん|おばあさん|姉さん|奥さん|奥様|お内儀|内儀|おかみ|おかみさん|娘さん|姐さん|嬢さん|母親|祖母|叔母|伯母|老婆|"
    r"少女|美人|婦人|女の子|下女|乳母|御母さん|妻君|魔女|王女|女王|腰元)$"
)
_MEN = re.compile(
    r"(?:郎|助|介|吉|蔵|衛|衛門|之|之丞|男|夫|雄|太|平|次|治|作|蔵|七|八|六|五|父|兄|弟|爺|爺さん|侍|武士|浪人|警部|巡査|博士|親分|王|僧|和尚|坊主|探偵|刑事|大佐|"
    r"少佐|大尉|少尉|中尉|少将|大将|将軍|少年|青年|君|彦|紀|樹|斗|也|哉|司|父さん|おじさん|おじいさん|兄さん|父親|祖父|叔父|伯父|老人|老爺|旦那|主人|亭主|"
    r"若者|紳士|書生|番頭|手代|小僧|職人|教授|課長|社長|隊長|船長|団長|殿|公|守)$"
)


@lru_cache(maxsize=1 << 12)
def sex_of(name: str) -> str:
    """Whether a name or a role is a woman's (f) or a man's (m), as far as its end tells; '' where it does not."""
    if _WOMEN.search(name):
        return "f"
    return "m" if _MEN.search(name) else ""


STEPS = ("nobody goes on", "after nobody", "to nobody", "goes on", "changes", "returns", "third")
"""The kinds of steps between quotations: nobody speaks either, the first, the second; one speaks both; two do, and of
the one before them nothing is known; the second also spoke before the first; all three are different people."""

HABITS = ("lead", "after")
"""What the sentences on lines of their own do in a story, by habit: tell who speaks next, or who has spoken."""

_ASKS = re.compile(
    r"(?:[？?]|(?:です|ます|でしょう|だろう|の|ん)か|かい|かね|かな|[何誰どいつ][^。]{0,6}か)[。…―！!]*$"
)
_ANSWERS = re.compile(
    r"^[…―\s　]*(?:はい|はあ|はッ|はっ|ええ|えゝ|うん|うむ|ううん|いや|いいえ|いえ|いゝえ|へえ|へい|ああ|あゝ|"
    r"そう|さう|さよう|左様|なるほど|なに|何[、，。！？]|だって|でも|もちろん|勿論|まさか|どうして|なぜ|何故|それ[はがでじな])"
)
_SILENT = re.compile(r"^[…―─・\s　。！？!?]*$")
_POLITE = re.compile(
    r"(?:です|ます|でし|まし|ませ|ましょう|でしょう|ございま|下さい|ください|なさい|さうで)[^。]{0,4}[。！？!?…―]*$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """How words are spoken: whether they ask, answer, are polite; the pronoun of the first person in them, and the
    voice (index.quotations.voices)."""

    asks: bool = False
    answers: bool = False
    silent: bool = False
    polite: str = ""
    pronoun: str = ""
    voice: str = ""


def words_of(text: str) -> Words:
    """The manner of the words of a quotation, without its brackets."""
    text = text.strip("「」『』 　\n")
    last = re.split(r"(?<=[。！？!?])", text.rstrip("。！？!?…―"))[-1]
    own = SAYS_I.search(text)
    silent = bool(_SILENT.match(text))
    polite = "" if silent or len(text) < 5 else "p" if _POLITE.search(last[-14:]) or _POLITE.search(text) else "n"
    return Words(
        bool(_ASKS.search(text)), bool(_ANSWERS.match(text)), silent, polite, own["I"] if own else "", voice_of(text)
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands in its story: which turn and which line of it; how it is joined to the turn before
    (`beat`), what is told between them (`between`), and its manner."""

    turn: int
    line: int
    scene: int
    beat: str
    manner: Words
    stated: bool
    between: str = ""


NOWHERE = Place(-9, 0, -1, "?", Words(), False)


def step_features(earlier: Place | None, before: Place, own: Place) -> tuple[str, ...]:
    """How a quotation follows the one before it, and that the one before that."""
    gap = _gap(before, own)
    two = _gap(earlier, before) if earlier is not None else "-"
    manner, last = own.manner, before.manner
    out = [
        f"gap {gap}",
        f"gap {gap}|two {two}",
        f"gap {gap}|{own.between}",
        f"gap {gap}|stated {before.stated}{own.stated}",
        f"gap {gap}|asks {last.asks}{manner.answers}",
        f"asks {last.asks}{manner.asks}",
    ]
    if last.polite and manner.polite:
        out.append(f"polite {'same' if last.polite == manner.polite else 'other'}")
    if last.pronoun and manner.pronoun:
        out.append(f"pronoun {'same' if last.pronoun == manner.pronoun else 'other'}")
    if last.voice and manner.voice:
        out.append(f"voice {'same' if last.voice == manner.voice else 'other'}")
    if earlier is not None and gap == "joined" == two and earlier.manner.polite and manner.polite:
        out.append(f"polite two {'same' if earlier.manner.polite == manner.polite else 'other'}")
    if earlier is not None and gap == "joined" == two and earlier.manner.voice and manner.voice:
        out.append(f"voice two {'same' if earlier.manner.voice == manner.voice else 'other'}")
    if manner.silent or last.silent:
        out.append(f"silent {gap}")
    return tuple(f"scene {feature}" for feature in out)


def _gap(before: Place, own: Place) -> str:
    if own.turn == before.turn and own.turn >= 0:
        return "line"
    if own.scene != before.scene:
        return "scene"
    return own.beat if own.turn == before.turn + 1 else "apart"


_SIGNS = {
    "stated": ("scene stated", "scene rule False"),
    "beside": ("scene before", "scene behind"),
    "tied": ("scene lead 0", "scene after 0"),
    "called": ("scene called -1",),
    "person": ("scene kind person", "scene kind acts"),
    "I": ("scene kind I",),
}


@lru_cache(maxsize=1 << 12)
def _sign_of(feature: str) -> str:
    return next((sign for sign, starts in _SIGNS.items() if feature.startswith(starts)), "")


def signs_of(features: Iterable[str]) -> list[str]:
    """What makes a speaker surer than his probability says: he is stated, acts beside the words or in the sentence next
    to them, was called, is a person of the story, or tells it."""
    seen = set(map(_sign_of, features))
    return [sign for sign in _SIGNS if sign in seen]


def _by_habit(feature: str) -> tuple[str, ...]:
    return tuple(f"{feature}|{habit}" for habit in HABITS) if feature.startswith(("scene lead", "scene after")) else ()


_UNDER_HABITS: Remembered[str, tuple[str, ...]] = Remembered(_by_habit, 1 << 14)


def by_habit(features: Iterable[str]) -> list[tuple[str, ...]]:
    """Those features, of a quotation of a story, that mean more under one habit than under the other, each as it reads
    under every habit."""
    return list(filter(None, map(_UNDER_HABITS.__getitem__, features)))


Array = np.ndarray
_NAMED = 4
"""The first kind of step between two who are named and differ: the others are told apart by the one before them."""


@dataclass(slots=True)
class Joint:
    """How the candidates of a quotation stand to those of the one before (rows), and to those of the one before that.

    `kinds`: the kind of step for each pair, _NAMED where the one before the last decides; `named` is one there; `again`
    is one where a name stands among the candidates before the last (columns), `nobody` where one of these is nobody.
    """

    kinds: Array
    named: Array
    again: Array
    nobody: Array


def joints(names: Sequence[Sequence[str]]) -> list[Joint]:
    """The joints between the quotations of a chain, in order."""
    rows = _numbered(names)
    out, earlier = [], np.zeros(1, int)
    for last, here in pairwise(rows):
        kinds = _kinds(last, here)
        again = (here[:, None] == earlier) & (earlier > 0)
        out.append(Joint(kinds, kinds == _NAMED, again.astype(float), (earlier == 0).astype(float)))
        earlier = last
    return out


def _numbered(names: Sequence[Sequence[str]]) -> list[Array]:
    """Names as numbers, nobody as 0."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(["", *chain.from_iterable(names)]))}
    return [np.array([numbers[name] for name in here]) for here in names]


def _kinds(last: Array, here: Array) -> Array:
    kinds = np.where(last[:, None] == here, 3, _NAMED)
    kinds[last == 0] = 1
    kinds[:, here == 0] = np.where(last == 0, 0, 2)[:, None]
    return kinds


def read_row(names: Sequence[Sequence[str]], factors: Sequence[Array], steps: Array) -> list[Array]:
    """How probable every candidate of every quotation is where a step depends on the last speaker alone."""
    rows = _numbered(names)
    moves = [step[_kinds(last, here)] for (last, here), step in zip(pairwise(rows), steps[1:], strict=True)]
    forward = [factors[0] / factors[0].sum()]
    for own, move in zip(factors[1:], moves, strict=True):
        came = (forward[-1] @ move) * own
        forward.append(came / came.sum())
    backward = np.ones_like(forward[-1])
    for place in range(len(moves), -1, -1):
        forward[place] *= backward
        forward[place] /= forward[place].sum()
        if place:
            backward = moves[place - 1] @ (factors[place] * backward)
            backward /= backward.sum()
    return forward


def read_chain(
    factors: Sequence[Array],
    between: Sequence[Joint],
    steps: Array,
    met: Callable[[int, Array, Array], None] | None = None,
) -> tuple[Array, list[Array]]:
    """Read a chain in several ways at once: for each the logarithm of the sum over all who may speak, and how probable
    every candidate of every quotation is.

    `factors` hold, a quotation, the ways (rows) and candidates; `steps` the factors of the kinds of steps to each, in
    the order of STEPS (the first is unused). `met` is told of every step: its place, how probable the pairs before it
    are, and what comes back to those behind it.
    """
    pairs = [factors[0][:, None, :].copy()]
    logs = _normed(pairs[0])
    for own, joint, step in zip(factors[1:], between, steps[1:], strict=True):
        onward = _onward(pairs[-1], joint, step) * own[:, None, :]
        logs = logs + _normed(onward)
        pairs.append(onward)
    candidates = list(factors)
    backward = np.ones_like(pairs[-1])
    for place in range(len(factors) - 1, -1, -1):
        weighed = (pairs[place] * backward).sum(1)
        candidates[place] = weighed / weighed.sum(1, keepdims=True)
        if place:
            coming = factors[place][:, None, :] * backward
            if met is not None:
                met(place, pairs[place - 1], coming)
            backward = _back(coming, between[place - 1], steps[place])
            _normed(backward)
    return logs, candidates


def _onward(pairs: Array, joint: Joint, step: Array) -> Array:
    """What comes from the pairs (before, last) to the pairs (last, name). Of who spoke before only this matters:
    whether anybody did, and whether it is he who speaks again."""
    ways: Array = _fixed(joint, step) * pairs.sum(1)[:, :, None]
    ways += joint.named * ((step[4] - step[6]) * (joint.nobody @ pairs))[:, :, None]
    ways += (step[5] - step[6]) * joint.named * (pairs.transpose(0, 2, 1) @ joint.again.T)
    np.maximum(ways, 0.0, out=ways)
    return ways


def _back(coming: Array, joint: Joint, step: Array) -> Array:
    """What comes back to the pairs (before, last) from the pairs (last, name)."""
    named = joint.named * coming
    out: Array = (step[5] - step[6]) * (named @ joint.again).transpose(0, 2, 1)
    out += (_fixed(joint, step) * coming).sum(2)[:, None, :]
    out += ((step[4] - step[6]) * joint.nobody)[:, None] * named.sum(2)[:, None, :]
    np.maximum(out, 0.0, out=out)
    return out


def _fixed(joint: Joint, step: Array) -> Array:
    """The factor of each pair, as if the one before the last were a third."""
    factors: Array = step[_FIXED][joint.kinds]
    return factors


_FIXED = np.array([0, 1, 2, 3, 6])


def _normed(values: Array) -> Array:
    """Scale every way to the sum one, in place; the logarithms of the sums."""
    total = np.maximum(values.sum((1, 2)), 1e-300)
    values /= total[:, None, None]
    logs: Array = np.log(total)
    return logs


_NEAR = 6
"""How many turns before and behind make the surroundings in which people act."""


class Cast:
    """Who acts where in a story: turn by turn, and how each whose turns are certain speaks."""

    def __init__(self, turns: Sequence[Turn], names: Names, narrator: str) -> None:
        self.names = names
        self.narrator = narrator
        self.manners = {line.pair: words_of(line.words) for turn in turns for line in turn.lines}
        self._suits: dict[tuple[str, Words], tuple[str, ...]] = {}
        self.acts: list[Counter[str]] = []
        self.total: Counter[str] = Counter()
        self.polite: dict[str, Counter[str]] = defaultdict(Counter)
        self.pronouns: dict[str, Counter[str]] = defaultdict(Counter)
        self.voices: dict[str, Counter[str]] = defaultdict(Counter)
        self.sexes = _sexes(names)
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
                    manner = self.manners[line.pair]
                    self.polite[line.speaker.name][manner.polite] += 1
                    self.pronouns[line.speaker.name][manner.pronoun] += 1
                    self.voices[line.speaker.name][manner.voice] += 1
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
        sex = self.sexes.get(name) or sex_of(name)
        if sex and voice[0] in "fm":
            yield f"scene voice {voice[0]} of {sex}"
        own = self.voices.get(name)
        heard = sum(own.values()) - own[""] if own else 0
        if own and heard:
            share = own[voice] / heard
            yield f"scene voice {'like' if share > 0.5 else 'unlike' if not own[voice] else 'mixed'} {min(heard, 3)}"


def _sexes(names: Names) -> dict[str, str]:
    """Who is a woman (f) or a man (m) by what else he is called (姉 of 佐和), where all that tells it says the same."""
    told: dict[str, set[str]] = defaultdict(set)
    for form, full in names.full.items():
        if form != full and (sex := sex_of(form)):
            told[full].add(sex)
    return {full: next(iter(sexes)) for full, sexes in told.items() if len(sexes) == 1}


def _once(*speakers: Speaker) -> list[str]:
    """The names of those who are somebody, each once, in order: who is first counts where two act equally often."""
    return list(dict.fromkeys(each.name for each in speakers if each.name))


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
