"""Layouts of publications: talks of two or three people, laid out by the rows of tests/data/layout_forms.tsv.

In a row A asks, B and C answer; each has a template for a first turn and one for later turns ({full} the name, {s} the
surname, {t} the office, {w} the words, ...), and the names under which he may be given, between |. Every form is filled
with talks of layout_casts.json in four ways: four turns, ten, two and ten; words on one line, in paragraphs, broken at
a width. Every second row was set aside until the work on the others was done.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tests.bench.tsv import rows
from tests.paths import ROOT

_DATA = ROOT / "tests" / "data"
_LENGTHS = (4, 10, 2, 10)
_BREAKS = ("line", "paragraphs", "width", "paragraphs")
_WIDTH = 36
_BEGIN, _END = "\0", "\1"
"""Around the words of a turn until their places are known."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to lay out a talk: `templates` of the first and the later turns, and `who` may be given, by role; what
    stands behind a turn, between paragraphs, and what is told behind some turns."""

    name: str
    number: int
    talks: tuple[str, ...]
    head: str
    templates: dict[str, tuple[str, str]]
    who: dict[str, str]
    behind: str
    between: str
    narration: str
    told_behind: frozenset[int]
    kind: str
    mark: str

    @property
    def aside(self) -> bool:
        return self.number % 2 == 1


class Person:
    """Somebody in a talk, as a template writes him: {A} is the whole name, {A.s} the surname."""

    def __init__(self, fields: dict[str, str]) -> None:
        whole = fields["s"] + fields["g"]
        parted = whole if fields["g"].startswith("・") else f"{fields['s']}\u3000{fields['g']}"
        self.fields = {**fields, "full": whole, "sp": parted}

    def __getattr__(self, name: str) -> str:
        return self.fields[name]

    def __format__(self, spec: str) -> str:
        return self.fields["full"]


@dataclass(frozen=True, slots=True)
class Laid:
    """A talk in a layout, and its turns: where the words begin and end, and who may be given as their speaker."""

    text: str
    turns: tuple[tuple[int, int, frozenset[str]], ...]


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """The rows of the table."""
    out = []
    for number, row in enumerate(rows(_DATA / "layout_forms.tsv")):
        cells = ["" if cell == "-" else cell.replace("\\n", "\n").replace("\\t", "\t") for cell in row]
        name, talks, head, *turns = cells[:9]
        templates = dict(zip("ABC", zip(turns[::2], turns[1::2], strict=True), strict=True))
        behind, between, narration, places, kind, mark = cells[12:]
        told = frozenset(map(int, places.split(",")))
        who = dict(zip("ABC", cells[9:12], strict=True))
        out.append(
            Form(name, number, tuple(talks.split()), head, templates, who, behind, between, narration, told, kind, mark)
        )
    return tuple(out)


@lru_cache(maxsize=1)
def _casts() -> dict[str, dict[str, Any]]:
    found = json.loads((_DATA / "layout_casts.json").read_text(encoding="utf-8"))
    return {cast["key"]: cast for cast in found}


def laid_out(form: Form) -> Iterator[Laid]:
    """The form, filled in four ways."""
    for number, length in enumerate(_LENGTHS):
        cast = _casts()[form.talks[number % len(form.talks)]]
        broken = "line" if "lines" in form.kind else _BREAKS[(number + form.number) % len(_BREAKS)]
        yield _filled(form, cast, length, broken)


def _filled(form: Form, cast: dict[str, Any], length: int, broken: str) -> Laid:
    people = {role: Person(fields) for role, fields in cast["people"].items()}
    fields = {**people, "Z": "三田村薫", **{name: cast[name] for name in ("title", "date", "place")}}
    said = [turn for turn in cast["turns"] if turn[0] != "C" or "two" not in form.kind][:length]
    text, names, spoken, questions = form.head.format(**fields), [], set(), 0
    for number, (role, paragraphs) in enumerate(said, 1):
        questions += role == "A"
        words = _BEGIN + _broken(form, paragraphs, broken) + _END
        own = {**fields, **people[role].fields, **_counted(number, questions), "w": words}
        block = form.templates[role][role in spoken].format(**own)
        spoken.add(role)
        text += _answered(form.mark, block, number) if form.mark else block
        names.append(frozenset(form.who[role].format(**own).split("|")) | {people[role].s, people[role].full})
        text += form.behind if number < len(said) else "\n"
        text += form.narration.format(**fields) if number in form.told_behind and number < len(said) else ""
    return _placed(text, names[1:] if form.mark else names, skip=bool(form.mark))


def _broken(form: Form, paragraphs: list[str], broken: str) -> str:
    if broken == "line":
        return "".join(paragraphs)
    if broken == "width":
        paragraphs = ["\n".join(text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)) for text in paragraphs]
    return form.between.join(paragraphs)


def _counted(number: int, questions: int) -> dict[str, Any]:
    """The numbers and the times of a turn."""
    second = number * 37
    hour = f"{10 + number // 6}:{number * 7 % 60:02}"
    return {
        "n": number,
        "qn": questions,
        "qc": "①②③④⑤⑥⑦⑧⑨"[questions - 1],
        "ts": f"00:{second // 60:02}:{second % 60:02}",
        "ts2": f"00:{(second + 9) // 60:02}:{(second + 9) % 60:02}",
        "ms": f"{second // 60}:{second % 60:02}",
        "hm": hour,
        "hms": f"{hour}:{number * 13 % 60:02}",
    }


def _answered(mark: str, block: str, number: int) -> str:
    """A mail among those it answers: the words of the newest unmarked, each older one marked once more."""

    def marks(depth: int) -> str:
        return mark.strip() * depth + " " * (depth > 0 and mark.endswith(" "))

    head, *words = block.split("\n")
    above = [marks(number - 2) + head] if number > 1 else []
    return "\n".join([*above, *(marks(number - 1) + line for line in words)])


def _placed(text: str, names: list[frozenset[str]], *, skip: bool) -> Laid:
    """The text without the signs around words; `skip`: the first words are no turn (the mail itself)."""
    parts = text.replace(_END, _BEGIN).split(_BEGIN)
    starts = [sum(map(len, parts[: 2 * turn + 1])) for turn in range(len(parts) // 2)]
    spans = [(start, start + len(parts[2 * turn + 1])) for turn, start in enumerate(starts)][skip:]
    return Laid("".join(parts), tuple((*span, who) for span, who in zip(spans, names, strict=True)))
