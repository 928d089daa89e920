"""Ways to give words to somebody × who is named beside him × how both are called × the style of the text:
`python -m tests.bench.attributions [--seen | --aside] [--texts N] [--show GROUP]`.

The sentences of tests/data/gold/composed/attributions.tsv are put together to short texts by chance, the same ones in
every run; whose words they are is known by how they were made. Of the names, of the words and of the variants of each
sentence one half is to learn from (tests.bench.composed) and to look at; of the other half, and of every fourth
sentence, only figures are looked at. A cell is right where words are found with their speaker, or are shown as
nobody's.
"""

from __future__ import annotations

import argparse
import random
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from inyo.index.japanese.tokens import tokenize
from inyo.index.people.mentions import find_mentions
from inyo.index.quotations.extract import extract
from inyo.index.values.document import Document
from inyo.index.values.quotation import QUOTED, SHOWN, Quotation
from tests.bench.gold import GOLD, Record, same_speaker
from tests.bench.tables import Table, percent, show
from tests.bench.tsv import rows, words_by_kind

TABLES = GOLD / "composed"
_WORDS = TABLES / "attribution_words.tsv"
KINDS = ("titled", "titled", "full", "foreign", "newcomer", "unnamed", "role")
"""How somebody may be called, as often as it is drawn: family name and title, full name and title, foreign name,
introduced where he speaks, without a name (近くに住む女性), a role alone (市の担当者)."""
_KNOWN = ("titled", "full", "foreign")
_CHOICE = re.compile(r"\{((?:[^{}|]|\{\w\})*\|(?:[^{}]|\{\w\})*)\}")
_PLACE = re.compile(r"\{(\w)\}")
_HOUSES = {"電機": "同社", "省": "同省", "社": "同社", "病院": "同病院", "局": "同局"}
_NO_TITLE_ABROAD = ("さん", "先生", "被告", "容疑者", "投手", "主将")


class Way(NamedTuple):
    """A way to give words to somebody: its sentences, and whose the words in each place are, and of what kind."""

    group: str
    text: str
    whose: tuple[tuple[str, str, str], ...]

    @property
    def withheld(self) -> bool:
        """Whether it is never learnt from."""
        return zlib.crc32(self.text.encode()) % 4 == 0


class Somebody(NamedTuple):
    """How somebody is introduced ('' where that is not needed), how he is called, and the names accepted for him."""

    kind: str
    introduced: str
    called: str
    accepted: tuple[str, ...]


class Cell(NamedTuple):
    """Words of a text with the names accepted ('' nobody), and where they stand in the grid."""

    quoted: str
    kind: str
    accepted: tuple[str, ...]
    way: Way
    beside: str
    called: str
    scene: str


@dataclass(slots=True)
class _Text:
    """A text in the making."""

    chance: random.Random
    half: int
    scene: str
    titles: Sequence[str]
    others: Sequence[str]
    known: list[Somebody] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    left: dict[str, list[str]] = field(default_factory=dict)

    def one(self, what: str) -> str:
        """A word of a sort that the text does not have yet."""
        if not self.left.get(what):
            mine = _half(words_by_kind(_WORDS)[what], self.half)
            self.left[what] = self.chance.sample(mine, len(mine))
        return self.left[what].pop()

    def chosen(self, text: str) -> str:
        """A text with one of the variants of each choice."""
        while found := _CHOICE.search(text):
            options = found[1].split("|")
            pick = self.chance.choice(_half(options, self.half) or options)
            text = text[: found.start()] + pick + text[found.end() :]
        return text

    def somebody(self, kind: str, titles: Sequence[str]) -> Somebody:
        """Somebody new."""
        chance, title = self.chance, self.chance.choice(titles)
        age = f"（{chance.randint(21, 79)}）" if chance.random() < 0.5 else ""
        if kind == "unnamed":
            noun = self.one("unnamed")
            return Somebody(kind, "", noun + age, (noun, re.split("[たむ]", noun)[-1], noun[-2:]))
        if kind == "role":
            noun = self.one("role")
            return Somebody(kind, "", noun, (noun, noun.rpartition("の")[2]))
        if kind == "foreign":
            name = self.one("foreign")
            family = name.rpartition("・")[2]
            title = "氏" if title in _NO_TITLE_ABROAD else title
            return Somebody(kind, name + title, family + title, (name, family))
        family, given = self.one("surname"), self.one("given")
        if kind == "newcomer":
            called = f"{self.one('job')}{family}{given}さん（{chance.randint(21, 79)}）"
            return Somebody(kind, "", called, (family + given,))
        short = family + title if kind == "titled" else family + given + title
        return Somebody(kind, family + given + title + age, short, (family + given, family, family + title))

    def drawn(self, kinds: Sequence[str], titles: Sequence[str], taken: Iterable[Somebody]) -> Somebody:
        """Somebody for a place: one whom the text knows, or somebody new; nobody in `taken`."""
        free = [each for each in self.known if each not in taken and each.kind in kinds]
        if free and self.chance.random() < 0.5:
            return self.chance.choice(free)
        return self.somebody(self.chance.choice(kinds), titles)


def _half(options: Sequence[str], half: int) -> list[str]:
    return [each for place, each in enumerate(options) if place % 2 == half]


def compose(half: int, number: int, ways: Sequence[Way]) -> tuple[str, list[Cell]]:
    """Text `number` of a half with some ways in it, and its cells."""
    chance = random.Random(f"attributions {half} {number}")
    scene, opening, titles, others = chance.choice(rows(TABLES / "attribution_scenes.tsv"))
    text = _Text(chance, half, scene, titles.split("|"), others.split("|"))
    about = text.somebody(chance.choice(_KNOWN), text.titles)
    text.known.append(about)
    whole = opening.format(I=about.introduced, B=text.one("body"), d=chance.randint(2, 29))
    cells: list[Cell] = []
    for way in ways:
        heading = way.group == "heading"
        passage, found = _passage(text, way)
        cells += found
        apart = chance.random() < 0.6 or whole.endswith("」")
        whole = f"{passage}\n{whole}" if heading else whole + ("\n\n" if apart else "") + passage
        if chance.random() < 0.4:
            whole += ("\n" if whole.endswith("」") else "") + text.one("fact")
    return whole + "\n", cells


def _passage(text: _Text, way: Way) -> tuple[str, list[Cell]]:
    """The sentences of a way, with whoever is named before them."""
    beside = text.chance.choice(words_by_kind(_WORDS)["beside"]) if way.group != "heading" else ""
    body = text.chosen(beside) + ("¶" if beside and text.chance.random() < 0.25 else "") + text.chosen(way.text)
    fillers, people = _people(text, body, KINDS if way.group in _ANYBODY else _KNOWN)
    lead = ""
    for place in "OP":
        other = people[place]
        named = any(each.called == fillers[place] for each in text.known)
        if (
            (f"{{{place}}}" in body or (place == "O" and "{H}" in body))
            and not named
            and other.introduced not in ("", other.called)
        ):
            lead += f"{other.introduced}も招かれている。"
            text.known.append(other)
    for word, what in (("Q", "words"), ("R", "words"), ("U", "words"), ("X", "words"), ("F", "phrase"), ("W", "work"),
                       ("N", "fact"), ("M", "fact"), ("Z", "medium"), ("Y", "police"), ("T", "heading")):  # fmt: skip
        if f"{{{word}}}" in body:
            fillers[word] = text.one(what)
    if "{H}" in body:
        fillers["H"] = text.one("about").format(O=fillers["O"])
    if "{I}" in body:
        fillers["I"] = text.one("himself").format(I=people["S"].accepted[0])
    names = _accepted(body, fillers, people)
    called, stands = people["S"].kind, _STANDS[words_by_kind(_WORDS)["beside"].index(beside)]
    whose = [*way.whose, *([("X", "O", "speech")] if "X" in fillers else ())]
    cells = [Cell(fillers[word], kind, names[who], way, stands, called, text.scene) for word, who, kind in whose]
    return lead + _PLACE.sub(lambda place: fillers[place[1]], body).replace("¶", "\n"), cells


_ANYBODY = ("subject", "behind", "goes on", "dropped", "in turn", "on stage", "on a line")
"""The groups in whose sentences speakers need not be named before."""
_STANDS = ("nobody", "topic", "object", "possessive", "agent", "too", "speaks")
"""How somebody stands in the sentences `beside` of the words, in their order."""


def _people(text: _Text, body: str, kinds: Sequence[str]) -> tuple[dict[str, str], dict[str, Somebody]]:
    """Who is meant by S, O and P, and how they and a body are called there."""
    speaker = text.drawn(kinds, text.titles, ())
    if speaker.introduced and speaker not in text.known:
        speaker = speaker._replace(called=speaker.introduced)
        text.known.append(speaker._replace(called=_short(speaker)))
    other = text.drawn(_KNOWN, text.others, (speaker, *text.known[-1:]))
    third = text.drawn(("full",), text.others, (speaker, other, *text.known))
    body_name = text.one("body")
    house = next((same for end, same in _HOUSES.items() if body_name.endswith(end)), "同会")
    fillers = {"S": speaker.called, "O": other.called, "P": third.called, "B": body_name, "D": house}
    fillers |= {"f": text.one("surname"), "G": text.one("given"), "V": f"{text.one('surname')}裁判長"}
    fillers["s"] = re.sub("さん$|（.*?）", "", speaker.called.rpartition("、")[2])
    return fillers, {"S": speaker, "O": other, "P": third}


def _short(speaker: Somebody) -> str:
    """How somebody who was introduced with everything is called from then on."""
    return re.sub("（.*?）", "", speaker.introduced)


def _accepted(body: str, fillers: Mapping[str, str], who: Mapping[str, Somebody]) -> dict[str, tuple[str, ...]]:
    """The names accepted for each that words may be given to; '' where a blank is right, or right too."""
    speaker, other = who["S"], who["O"]
    one, two = ((*each.accepted, each.called) for each in (speaker, other))
    both = tuple(f"{first}{joint}{second}" for first in one for second in two for joint in "とや")
    of_body = re.search(r"\{B\}の(?!\{)(.+?)[はが]", body)
    kin = re.search(r"\{S\}の(母親|長男|側近|代理人|秘書|友人|広報担当者|関係者|スポークスマン)", body)
    crowd = re.search(
        r"(住民|会場|若手|周囲|客席|観客|スタンド|ファン|視聴者|フォロワー|読者)(?:から|たち|の声|の?コメント)", body
    )
    sign = re.search(r"(看板|札|のれん|張り紙)が", body)
    relative = kin[1] if kin else ""
    crew = (*speaker.accepted, speaker.called + "ら", *(f"{name}ら" for name in speaker.accepted))
    return {
        "S": (*crew, f"{fillers['B']}の{speaker.called}") if "ら" in body or "{B}の{S}" in body else speaker.accepted,
        "O": other.accepted, "P": who["P"].accepted, "-": ("",), "SO": (*both, *speaker.accepted, *other.accepted, ""),
        "B": (fillers["B"], fillers["D"]), "ME": ("", "私", "筆者", "記者"), "V": (fillers["V"], fillers["V"][:-3]),
        "K": tuple(f"{front}{of_body[1]}" for front in ("", f"{fillers['B']}の", fillers["B"])) if of_body else ("",),
        "夫妻": (f"{fillers['f']}夫妻", fillers["f"], ""), "両氏": ("両氏", ""), "report": ("報告書", ""),
        "sign": ("", sign[1] if sign else ""), "crowd": (crowd[1], f"{crowd[1]}たち", "") if crowd else ("",),
        "kin": (*(f"{name}の{relative}" for name in (*speaker.accepted, speaker.called)), relative),
        "G": (fillers["G"], f"{speaker.accepted[-1]}の妻", f"{speaker.accepted[0]}{fillers['G']}"),
    }  # fmt: skip


@lru_cache(maxsize=1)
def ways() -> tuple[Way, ...]:
    """The rows of the table."""
    out = []
    for group, text, whose in rows(TABLES / "attributions.tsv"):
        told = [each.partition("=") for each in whose.split(";")]
        split = [(word, *who.partition("/")) for word, _, who in told]
        out.append(Way(group, text, tuple((word, who, kind or "speech") for word, who, _, kind in split)))
    return tuple(out)


def texts(half: int, size: int, mine: Sequence[Way], per_text: int = 4) -> Iterator[tuple[str, list[Cell]]]:
    """`size` texts of a half, every way as often as every other."""
    chance = random.Random(f"order {half}")
    line: list[Way] = []
    for number in range(size):
        while len(line) < per_text:
            line += chance.sample(mine, len(mine))
        yield compose(half, number, line[:per_text])
        line = line[per_text:]


@lru_cache(maxsize=1)
def learnt(size: int) -> tuple[tuple[str, list[Cell]], ...]:
    """The texts to learn from: of the first half, without the ways that are withheld."""
    return tuple(texts(0, size, [way for way in ways() if not way.withheld]))


def record_of(text: str, cell: Cell) -> Record:
    """A cell as a record of the gold."""
    start = text.index(cell.quoted) - 1
    end = start + len(cell.quoted) + 2
    first, *more = dict.fromkeys(cell.accepted)
    return {
        "start": start, "end": end, "text": text[start:end], "class": cell.kind, "speaker": first, "aliases": more,
        "form": "full" if cell.kind in QUOTED else "", "bracket": text[start] + text[end - 1],
        "zone": "headline" if cell.way.group == "heading" else "body",
    }  # fmt: skip


def judged(cell: Cell, found: Quotation | None) -> str:
    """right, wrong (another's name), blank, missed, or false (nobody's words shown)."""
    wanted, shown = cell.kind in SHOWN, found is not None and found.kind in SHOWN
    if not wanted or not shown:
        return "missed" if wanted else "false" if shown else "right"
    assert found is not None
    right = same_speaker(found.speaker, {"speaker": cell.accepted[0], "aliases": list(cell.accepted)})
    return "right" if right else "wrong" if found.speaker else "blank"


def outcomes(half: int, size: int, mine: Sequence[Way]) -> Iterator[tuple[str, Cell, str, Quotation | None]]:
    """Every cell of the texts with what became of it."""
    for text, cells in texts(half, size, mine):
        tokens = tokenize(text)
        document = Document("a.txt", text, "a")
        found = extract(document, tokens, find_mentions(document, tokens))
        by_words = {text[each.start : each.end].strip("「」『』"): each for each in found if each.kind != "indirect"}
        for cell in cells:
            quotation = by_words.get(cell.quoted)
            yield text, cell, judged(cell, quotation), quotation


_BY: Mapping[str, Callable[[Cell], str]] = {
    "group": lambda cell: cell.way.group,
    "beside": lambda cell: cell.beside,
    "called": lambda cell: cell.called,
    "scene": lambda cell: cell.scene,
    "never learnt": lambda cell: str(cell.way.withheld),
    "all": lambda cell: "all",
}


def tables(half: int, size: int) -> Iterator[Table]:
    """The cells of a half by what they have in common, the worst first, and by sentence what is not right."""
    every = list(outcomes(half, size, ways()))
    title = "kept aside" if half else "worked on"
    for name, feature in _BY.items():
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for _, cell, verdict, _ in every:
            counts[feature(cell)][verdict] += 1
        yield Table(
            f"{title}, by {name}",
            [_row(name, key, counts[key]) for key in sorted(counts, key=lambda key: _share(counts[key]))],
        )
    if not half:
        counts = defaultdict(Counter)
        for _, cell, verdict, _ in every:
            counts[cell.way.text][verdict] += 1
        worst = sorted(counts, key=lambda key: _share(counts[key]))
        yield Table(
            f"{title}, by sentence", [_row("right", key, counts[key]) for key in worst if _share(counts[key]) < 1]
        )


def _share(counts: Counter[str]) -> float:
    return counts["right"] / counts.total()


def _row(name: str, key: str, counts: Counter[str]) -> dict[str, object]:
    verdicts = {verdict: counts[verdict] for verdict in ("wrong", "blank", "missed", "false")}
    return {"right %": percent(counts["right"], counts.total()), "words": counts.total(), **verdicts, name: key}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seen", action="store_true", help="only the half to learn from")
    parser.add_argument("--aside", action="store_true", help="only the half kept aside")
    parser.add_argument("--texts", type=int, default=600)
    parser.add_argument("--show", metavar="GROUP", help="what is not right in a group, of the half to learn from")
    options = parser.parse_args()
    if options.show:
        for text, cell, verdict, found in outcomes(0, options.texts, ways()):
            if cell.way.group == options.show and verdict != "right":
                ours = (found.kind, found.speaker, found.suggestion, found.probability) if found else None
                print(
                    verdict,
                    cell.called,
                    cell.beside,
                    cell.quoted,
                    cell.accepted[:2],
                    ours,
                    cell.way.text,
                    "\n   ",
                    text,
                )
        return
    for half in (0, 1):
        if not (options.seen and half) and not (options.aside and not half):
            for table in tables(half, options.texts):
                show(table, 0)


if __name__ == "__main__":
    main()
