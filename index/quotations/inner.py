"""What stands in a bracket: a clause with its predicate, a clause that ends in a noun, a phrase, a bare noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from inyo.index.quotations.brackets import Pair
from inyo.index.quotations.grammar import CONJUNCTIVE, PREDICATES
from inyo.index.quotations.sentences import Sentence, Unit

Inner = Literal["clause", "long", "terse", "phrase", "noun"]
"""`terse` is a phrase that a headline uses for a clause: its verb left in a noun (町民に深くおわび)."""
WHOLE: tuple[Inner, ...] = ("clause", "long")

_FULL_STOP = re.compile(r"[。！？!?｡]")
_ENDINGS = (*PREDICATES, "助詞-終助詞", CONJUNCTIVE, "感動詞")


_TERSE = frozenset(("に", "へ", "から", "まで", "だけ", "しか", "と", "より"))


def _acts(content: Sequence[Unit]) -> bool:
    """Whether a phrase ends in a noun or a stem that does something."""
    final = content[-1]
    polite = len(content) > 1 and content[-2].pos.startswith("接頭辞") and content[-2].surface in ("お", "ご")
    return polite or "サ変可能" in final.pos or (final.pos.startswith("動詞") and "連用" in final.conjugation)


def inners_of(pairs: Sequence[Pair], sentences: Sequence[Sentence]) -> list[Inner]:
    """What stands in each pair."""
    inside: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        if sentence.region >= 0 and not sentence.in_parentheses:
            inside.setdefault(sentence.region, []).append(sentence)
    return [_inner(inside.get(place, ())) for place in range(len(pairs))]


def _is_call(sentence: Sentence) -> bool:
    """Whether a sentence is a noun with a mark of exclamation, or the noun behind one, as in the names of works."""
    return (
        len(sentence) < 12
        and all(
            unit.pos.startswith(("名詞", "接", "記号", "補助記号", "空白", "感動詞", "形状詞"))
            or unit.surface in ("の", "と")
            for unit in sentence.units
        )
        and "。" not in sentence.skeleton
    )


def _inner(inside: Sequence[Sentence]) -> Inner:
    if not inside:
        return "noun"
    sentence = inside[-1]
    if len(inside) > 1:
        ends_open = not _FULL_STOP.search(sentence.skeleton)
        return "noun" if ends_open and all(map(_is_call, inside)) else "clause"
    if _FULL_STOP.search(sentence.skeleton) and len(sentence) > 1:
        return "clause"
    content = [unit for unit in sentence.units if not unit.pos.startswith(("補助記号", "空白"))]
    if not content:
        return "noun"
    final = content[-1]
    continuative = final.pos.startswith("動詞") and "連用" in final.conjugation
    if len(content) == 1 and continuative:
        return "noun"
    if final.surface == "な" and len(content) < 6 and not final.pos.endswith("終助詞"):
        return "phrase"
    if final.pos.startswith(_ENDINGS) or final.surface in ("ください", "下さい", "の", "か", "って"):
        return "phrase" if continuative and len(content) < 4 else "clause"
    if final.pos.startswith("助詞") and len(content) > 1:
        return "clause" if len(sentence.skeleton) >= 8 else "phrase"
    particles = [unit.surface for unit in content if unit.pos.startswith("助詞")]
    if any(particle in ("は", "が", "を", "も") for particle in particles):
        if "は" in particles or len(sentence.skeleton) > 14:
            return "long"
        return "terse" if _acts(content) else "phrase"
    if _TERSE.intersection(particles) and _acts(content):
        return "long" if len(sentence.skeleton) > 24 else "terse"
    if particles or any(unit.pos.startswith(PREDICATES) for unit in content):
        return "long" if len(sentence.skeleton) > 24 else "phrase"
    return "noun"
