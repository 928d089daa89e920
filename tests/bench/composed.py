"""Texts composed from patterns, annotated by how they were made: what real texts have too few of to learn from.

Three families, a text of each mixes patterns by chance, the same ones in every run. In `speakers` one person is spoken
of, and others come beside him: who speaks depends on how each is named (手紙を贈られる, 背中を押される, そう言われる);
words in words are among them. In `kinds` words are said, thought, written, supposed, a term or a title. In
`attributions` somebody of any sort is given words in any way beside others (tests.bench.attributions). The patterns and
the words stand as tables in tests/data/gold/composed. They are learnt from and never measured on.
"""

from __future__ import annotations

import atexit
import json
import random
import re
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tests.bench import attributions
from tests.bench.gold import GOLD, GoldDocument, Record
from tests.bench.tsv import rows, words_by_kind

TABLES = GOLD / "composed"
_WORDS = TABLES / "words.tsv"
COMPOSED = "composed"
"""The genre of these texts."""
SIZES = {"speakers": 36, "kinds": 36, "attributions": 72}
"""How many texts of each family: so many that what a pattern shows is learnt, and no more."""
_CHOICE = re.compile(r"\{((?:[^{}|]|\{cue\})*\|(?:[^{}]|\{cue\})*)\}")


class Pattern(NamedTuple):
    """A sentence with words in it: of what kind they are, who says them, which words fit, and where it stands."""

    kind: str
    who: str
    words: str
    zone: str
    text: str


class _Said(NamedTuple):
    """Words in a text with their brackets, their kind, and who says them: a name and the ways to call him."""

    quoted: str
    kind: str
    names: tuple[str, ...]
    zone: str


@dataclass(slots=True)
class _Text:
    """One text in the making: a field of life, the one it is about with his other names, words that are left."""

    chance: random.Random
    about: tuple[str, ...]
    fillers: dict[str, str]
    field_of: dict[str, list[str]]
    others: list[str]
    left: dict[str, list[str]]
    paragraphs: list[str]
    said: list[_Said] = field(default_factory=list)

    def filled(self, pattern: str, **more: str) -> str:
        """A pattern with its choices made and its places filled."""
        while found := _CHOICE.search(pattern):
            pattern = pattern[: found.start()] + self.chance.choice(found[1].split("|")) + pattern[found.end() :]
        cue, thing = self.chance.choice(words_by_kind(_WORDS)["cue"]), self.chance.choice(self.field_of["thing"])
        return pattern.format(**self.fillers, cue=cue, thing=thing, **more)

    def add(self, sentence: str, chance_of_paragraph: float) -> None:
        """Put a sentence behind what there is, sometimes in a paragraph of its own."""
        if self.chance.random() < chance_of_paragraph:
            self.paragraphs.append("")
        self.paragraphs[-1] += sentence

    def other(self) -> tuple[str, str]:
        """Somebody else: his name, and how he is called."""
        name = self.others.pop()
        return name, name + self.chance.choice(self.field_of["other"])

    def names(self, who: str, other: tuple[str, str]) -> tuple[str, ...]:
        return {"who": self.about, "other": other}.get(who, ("",))


@lru_cache(maxsize=1)
def composed_documents() -> tuple[GoldDocument, ...]:
    """The texts as documents, in a folder that goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="inyo-composed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    out = []
    for family, size in SIZES.items():
        for number in range(size):
            text, records = compose(family, number)
            path = folder / f"{family}_{number:02d}.txt"
            path.write_text(text, "utf-8")
            out.append(GoldDocument(path, COMPOSED, tuple({**each, "doc": path.name} for each in records)))
    return tuple(out)


def compose(family: str, number: int) -> tuple[str, list[Record]]:
    """Text `number` of a family, and its records."""
    if family == "attributions":
        composed, cells = attributions.learnt(SIZES[family])[number]
        return composed, [attributions.record_of(composed, cell) for cell in cells]
    text = _begun(random.Random(f"{family} {number}"), number)
    (_speakers if family == "speakers" else _kinds)(text, number)
    whole = "\n\n".join(text.paragraphs) + "\n"
    records = []
    for said in text.said:
        start = whole.index(said.quoted)
        quoted = said.kind in ("speech", "written")
        records.append(
            {
                "start": start, "end": start + len(said.quoted), "text": said.quoted, "class": said.kind,
                "speaker": said.names[0], "aliases": list(said.names[1:]), "form": "full" if quoted else "",
                "zone": said.zone, "bracket": said.quoted[0] + said.quoted[-1],
            }
        )  # fmt: skip
    return whole, records


def _begun(chance: random.Random, number: int) -> _Text:
    words, fields = words_by_kind(_WORDS), _fields()
    mine = fields[sorted(fields)[number % len(fields)]]
    family, own, title = chance.choice(words["surname"]), chance.choice(words["given"]), chance.choice(mine["title"])
    fillers = {"full": family + own, "title": title, "who": family + title}
    fillers |= {"age": str(chance.randint(19, 84)), "day": str(chance.randint(2, 29))}
    left = {each: chance.sample(words[each], len(words[each])) for each in ("clause", "phrase", "term", "work")}
    others = chance.sample(words["other surname"], len(words["other surname"]))
    text = _Text(chance, (family + own, family, family + title), fillers, mine, others, left, [""])
    text.paragraphs[0] = text.filled(chance.choice(mine["opening"]))
    return text


def _speakers(text: _Text, number: int) -> None:
    chance, last = text.chance, "who"
    for _ in range(chance.randint(4, 6)):
        words, other = text.left["clause"].pop(), text.other()
        nested = chance.random() < 0.2
        inner = chance.choice(_patterns("nested")) if nested else None
        pattern = chance.choice(_patterns("turns" if nested else "speakers"))
        lead = _lead(text, "act") if last == "other" and "{who}" not in pattern.text else ""
        lead = lead or (_lead(text, chance.choice(("fact", "act"))) if chance.random() < 0.35 else "")
        if inner is not None:
            other = (kin := chance.choice(words_by_kind(_WORDS)["kin"]), kin) if chance.random() < 0.3 else other
            said = text.filled(inner.text, other=other[1], words=words)
            text.add(lead + text.filled(pattern.text, words=said), 0.6)
            text.said += [
                _Said(f"「{said}」", "speech", text.about, "body"),
                _Said(f"『{words}』", "speech", text.names(inner.who, other), "body"),
            ]
        else:
            text.add(lead + text.filled(pattern.text, other=other[1], words=words), 0.6)
            text.said.append(_Said(f"「{words}」", "speech", text.names(pattern.who, other), "body"))
        last = pattern.who


def _lead(text: _Text, what: str) -> str:
    return text.filled(text.chance.choice(text.field_of[what]))


def _kinds(text: _Text, number: int) -> None:
    chance = text.chance
    by_kind: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in _patterns("kinds"):
        if pattern.zone == "body":
            by_kind[pattern.kind].append(pattern)
    picked = [chance.choice(patterns) for kind, patterns in sorted(by_kind.items()) if kind != "title" or number % 2]
    picked += [chance.choice(by_kind["speech"]), chance.choice(by_kind[chance.choice(("other", "speech", "thought"))])]
    chance.shuffle(picked)
    for pattern in picked:
        lead = _lead(text, chance.choice(("fact", "act"))) if chance.random() < 0.6 else ""
        text.add(lead + _said(text, pattern), 0.5)
    if chance.random() < 0.5:
        headings = [pattern for pattern in _patterns("kinds") if pattern.zone == "headline"]
        text.paragraphs.insert(0, _said(text, chance.choice(headings)))


def _said(text: _Text, pattern: Pattern) -> str:
    """The sentence of a pattern with words that were not used yet; what they are is noted."""
    used = {said.quoted[1:-1] for said in text.said}
    words = next(each for each in iter(text.left[pattern.words].pop, None) if each not in used)
    other = text.other()
    sentence = text.filled(pattern.text, other=other[1], words=words)
    at = sentence.index(words)
    quoted = sentence[at - 1 : at + len(words) + 1]
    names = text.names(pattern.who, other) if pattern.kind in ("speech", "written", "thought") else ("",)
    text.said.append(_Said(quoted, pattern.kind, names, pattern.zone))
    return sentence


@lru_cache(maxsize=1)
def _fields() -> dict[str, dict[str, list[str]]]:
    out: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, what, text in rows(TABLES / "fields.tsv"):
        out[name][what].append(text)
    return out


@lru_cache(maxsize=4)
def _patterns(name: str) -> list[Pattern]:
    return [Pattern(*row) for row in rows(TABLES / f"{name}.tsv")]


if __name__ == "__main__":
    for each in composed_documents():
        print(f"== {each.path.name}\n{each.path.read_text('utf-8')}")
        for record in each.records:
            print(json.dumps(record, ensure_ascii=False))
