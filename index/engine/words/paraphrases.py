"""Phrases of the same words put otherwise: two nouns as a compound and with a particle between (大統領選挙 and
大統領の選挙, 人権侵害 and 人権を侵害); what is done to a thing and what becomes of it (火を消す and 火が消える)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from inyo.index.engine.matching.word_patterns import Grams
from inyo.index.engine.segments import Field
from inyo.index.engine.terms.term_keys import Cell, lemma_key
from inyo.index.engine.words.alternatives import PHONETIC, REDUCED, Alternative, Tier, phrase
from inyo.index.engine.words.spelling import is_name
from inyo.index.japanese.readings import has_kanji
from inyo.index.japanese.tokens import single_words

_LONGEST_COMPOUND = 14
_SHORTEST_SIDE = 2
_MOST_WORDS = 6
_NOUNS = ("名詞-普通名詞", "名詞-固有名詞", "接尾辞-名詞的", "接頭辞")
_OF_DEEDS = ("を", "が")
"""What stands before a noun that is also a verb."""


def joined_otherwise(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A compound of two nouns with の between, before deeds with を or が; and without what stands there. Of names that
    is not sure: 日本銀行 is no 日本の銀行."""
    if len(folded) > _LONGEST_COMPOUND or len(found) < 2 or found[0].start or found[-1].end != len(folded):
        return
    tier = Tier.LOOSE if is_name(found) else Tier.SURE
    for way in dict.fromkeys((*_with_particle(folded, found), *_without_particle(folded, found))):
        yield Alternative(Grams(way), PHONETIC, "spelling", whole=True, tier=tier)


def _with_particle(folded: str, found: Sequence[Cell]) -> Iterator[str]:
    if not all(cell.keys.key and cell.pos.startswith(_NOUNS) for cell in found) or len(found) > _MOST_WORDS:
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


_ROWS = tuple(zip("わかがさざただなばまら", "えけげせぜてでねべめれ", "うくぐすずつづぬぶむる", strict=True))
"""By consonant: the letters of its syllables with a, e and u."""
_ENDINGS = (
    *((f"{a}る", f"{e}る") for a, e, _ in _ROWS),
    ("わる", "える"), ("れる", "す"), ("れる", "る"), ("る", "す"), ("える", "やす"), ("える", "す"), ("る", "せる"),
    *((f"{u}", f"{e}る") for _, e, u in _ROWS),
    *((f"{u}", f"{a}す") for a, _, u in _ROWS),
    *((f"{e}る", f"{a}す") for a, e, _ in _ROWS),
    ("きる", "かす"), ("きる", "こす"), ("ぎる", "ごす"), ("ちる", "とす"), ("りる", "ろす"), ("びる", "ばす"),
    ("ちる", "たす"), ("びる", "ぼす"), ("う", "える"), ("じる", "ざす"), ("く", "かせる"),
)  # fmt: skip
"""How a verb ends of what becomes, and of what somebody does."""
_BEFORE_VERB = frozenset("をがもは")
_LONGEST_WITH_VERB = 20


def becoming_and_doing(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A noun with the verb behind を or が exchanged for the one of its pair."""
    if not len(found) >= 3 or len(folded) > _LONGEST_WITH_VERB or not found[-1].pos.startswith("動詞"):
        return
    if found[-2].keys.key or found[-2].surface not in _BEFORE_VERB or not found[0].keys.key:
        return
    lemma = found[-1].keys.key
    others = [lemma_key(other) for other in _others(lemma)]
    spelled = phrase(found, lambda cell: ()) if others else None
    if spelled is not None:
        *rest, last = spelled.slots
        verbs = tuple((Field.LEMMA, other) for other in dict.fromkeys(others))
        changed = type(last)(last.offset, verbs)
        yield Alternative(type(spelled)((*rest, changed)), REDUCED, "inflected", tier=Tier.LOOSE)


@lru_cache(maxsize=1 << 10)
def _others(verb: str) -> tuple[str, ...]:
    """The lemmas of the dictionary that are one of a pair with a verb: its kanji with the other ending."""
    if not has_kanji(verb[:1]):
        return ()
    ways = dict.fromkeys(
        verb.removesuffix(one) + other
        for pair in _ENDINGS
        for one, other in (pair, pair[::-1])
        if verb.endswith(one) and len(verb) > len(one)
    )
    lemmas = (word.lemma for way in ways for word in single_words(way) if word.pos.startswith("動詞"))
    return tuple(lemma for lemma in dict.fromkeys(lemmas) if lemma != verb and lemma[:1] == verb[:1])
