"""Two nouns as a compound and with a particle between: 大統領選挙 and 大統領の選挙, 人権侵害 and 人権を侵害."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inyo.index.engine.matching.word_patterns import Grams
from inyo.index.engine.terms.positions import Cell
from inyo.index.engine.words.alternatives import PHONETIC, Alternative, Tier
from inyo.index.engine.words.spelling import is_name

_LONGEST = 14
_SHORTEST_SIDE = 2
_MOST = 6
_NOUNS = ("名詞-普通名詞", "名詞-固有名詞", "接尾辞-名詞的", "接頭辞")
_OF_DEEDS = ("を", "が")
"""What stands before a noun that is also a verb."""


def joined_otherwise(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A compound of two nouns with の between, before deeds with を or が; and without what stands there. Of names that
    is not sure: 日本銀行 is no 日本の銀行."""
    if len(folded) > _LONGEST or len(found) < 2 or found[0].start or found[-1].end != len(folded):
        return
    tier = Tier.LOOSE if is_name(found) else Tier.SURE
    for way in dict.fromkeys((*_with_particle(folded, found), *_without_particle(folded, found))):
        yield Alternative(Grams(way), PHONETIC, "spelling", whole=True, tier=tier)


def _with_particle(folded: str, found: Sequence[Cell]) -> Iterator[str]:
    if not all(cell.keys.key and cell.pos.startswith(_NOUNS) for cell in found) or len(found) > _MOST:
        return
    for cell in found[1:]:
        first, second = folded[: cell.start], folded[cell.start :]
        if min(len(first), len(second)) < _SHORTEST_SIDE or not cell.pos.startswith("名詞"):
            continue
        for particle in ("の", *(_OF_DEEDS if "サ変可能" in found[-1].pos else ())):
            yield first + particle + second


def _without_particle(folded: str, found: Sequence[Cell]) -> Iterator[str]:
    joints = [at for at, cell in enumerate(found) if not cell.keys.key]
    if len(joints) != 1 or not all(cell.pos.startswith(_NOUNS) for cell in found if cell.keys.key):
        return
    joint = found[joints[0]]
    first, second = folded[: joint.start], folded[joint.end :]
    if min(len(first), len(second)) >= _SHORTEST_SIDE and joint.surface in ("の", *_OF_DEEDS):
        yield first + second
