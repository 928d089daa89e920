"""How the words of a story are spoken, and a run of quotations read together: two who take turns, a third who joins.

Each speaker of a story depends on the two before him: in talk the one who speaks next is most often the one who spoke
last but one. Forward and backward over pairs of speakers (a linear chain of second order); elsewhere over speakers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

import numpy as np

from inyo.index.japanese.tokens import Remembered
from inyo.index.people.actors import SAYS_I

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
