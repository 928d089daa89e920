"""What is done to a thing and what becomes of it: 火を消す and 火が消える, by the endings of the two verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from inyo.index.engine.segments import Field
from inyo.index.engine.terms.positions import Cell
from inyo.index.engine.terms.term_keys import lemma_key
from inyo.index.engine.words.alternatives import REDUCED, Alternative, Tier, phrase
from inyo.index.japanese.readings import has_kanji
from inyo.index.japanese.tokens import single_words

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
_LONGEST = 20


def becoming_and_doing(folded: str, found: Sequence[Cell]) -> Iterator[Alternative]:
    """A noun with the verb behind を or が exchanged for the one of its pair."""
    if not len(found) >= 3 or len(folded) > _LONGEST or not found[-1].pos.startswith("動詞"):
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
