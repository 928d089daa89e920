"""Sentence → clauses: where a predicate ends one, and how it is joined to what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from inyo.index.quotations.grammar import COMMAS, CONJUNCTIVE, NEW_NOUNS
from inyo.index.quotations.sentences import Unit

Joint = Literal["same", "turn", "adnominal", "quoted", "main", "loose"]
"""How a clause goes on: with the same subject (て, 連用形, ながら); in a way that lets another act (ので, が, と, たら,
ため); as a modifier of a noun; as what is quoted; not at all; unclear."""

_SAME = frozenset(("て", "で", "ながら", "つつ"))
_ADVERBIAL = frozenset(
    (
        "ため",
        "為",
        "時",
        "とき",
        "際",
        "後",
        "あと",
        "前",
        "場合",
        "折",
        "所",
        "ところ",
        "間",
        "うち",
        "中",
        "一方",
        "反面",
    )
)
_KEEPING = frozenset(("上", "うえ", "ほか", "他", "まま"))
_CONDITIONS = frozenset(("たら", "だら", "なら", "れば"))


@dataclass(frozen=True, slots=True)
class Clause:
    """The units `first`–`last` of a sentence, of which the last ones are the predicate; `joint` is what follows it."""

    first: int
    last: int
    joint: Joint


def clauses_of(units: Sequence[Unit]) -> tuple[Clause, ...]:
    """The clauses of a sentence in order of their predicates. What stands behind the last predicate belongs to none."""
    out: list[Clause] = []
    first = at = 0
    count = len(units)
    while at < count:
        if not _begins_predicate(units, at):
            at += 1
            continue
        stop = _predicate_end(units, at)
        joint, stop = _joint(units, stop)
        out.append(Clause(first, stop, joint))
        first = at = stop
    return tuple(out)


def path(clauses: Sequence[Clause], start: int, stop: int) -> str:
    """What joints lie between two units of a sentence: '' where both are of one clause, else letters in order, each
    kind once (at: first a modifier of a noun, then a turn)."""
    letters = [clause.joint[0] for clause in clauses if start < clause.last <= stop]
    return "".join(dict.fromkeys(letters))


def _begins_predicate(units: Sequence[Unit], at: int) -> bool:
    pos = units[at].pos
    if pos.startswith(("動詞", "形容詞")):
        return True
    return pos.startswith("助動詞") and units[at].lemma in ("だ", "です") and units[at].surface not in ("な", "に")


def _predicate_end(units: Sequence[Unit], at: int) -> int:
    stop = at + 1
    while stop < len(units):
        unit = units[stop]
        joined = unit.pos.startswith("助動詞") or (
            unit.pos.startswith("動詞-非自立") and units[stop - 1].surface in ("て", "で", "ん")
        )
        if not joined and unit.surface in ("て", "で") and unit.pos.startswith(CONJUNCTIVE):
            following = units[stop + 1] if stop + 1 < len(units) else None
            joined = following is not None and following.pos.startswith("動詞-非自立")
        if not joined:
            break
        stop += 1
    return stop


def _joint(units: Sequence[Unit], stop: int) -> tuple[Joint, int]:
    """How the predicate that ends before unit `stop` is joined to what follows, and where that begins."""
    last = units[stop - 1]
    if stop >= len(units):
        return "main", stop
    unit = units[stop]
    if unit.pos.startswith(CONJUNCTIVE):
        return ("same" if unit.surface in _SAME else "turn"), stop + 1
    if last.surface in _CONDITIONS:
        return "turn", stop
    if unit.surface in ("と", "って") and unit.pos.startswith("助詞"):
        return "quoted", stop
    if "連用" in last.conjugation:
        return "same", stop
    if unit.surface in _ADVERBIAL:
        return "turn", stop + 1
    if unit.surface in _KEEPING:
        return "same", stop + 1
    if unit.pos.startswith((*NEW_NOUNS, "接頭辞", "連体詞")) or unit.surface == "の":
        return "adnominal", stop
    if unit.surface in COMMAS:
        return "loose", stop
    if unit.pos.startswith("補助記号") or unit.pos.startswith("助詞-終助詞"):
        return "main", stop
    return "loose", stop
