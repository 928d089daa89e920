"""A place by its address: 石川県輪島市 as 輪島市, and, where that is found nowhere, as 輪島."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inyo.index.engine.matching.word_patterns import Grams
from inyo.index.engine.words.alternatives import REDUCED, SYNONYM, Alternative, Tier
from inyo.index.japanese.tokens import single_words

_PREFECTURE = re.compile("(?:北海道|東京都|(?:京都|大阪)府|[\u4e00-\u9fff]{2,3}県)(?=[\u4e00-\u9fffぁ-ゖァ-ヺー]{2})")
_DISTRICT = re.compile("[\u4e00-\u9fffぁ-ゖァ-ヺ]{1,5}郡(?=[\u4e00-\u9fffぁ-ゖァ-ヺー]{2})")
_TOWN = re.compile("([\u4e00-\u9fffぁ-ゖァ-ヺー]{1,6}?)([市区町村])(.*)")


def in_address(folded: str) -> Iterator[Alternative]:
    """A place without the prefecture and the district that stand before it."""
    before = _PREFECTURE.match(folded)
    if not before or not _is_prefecture(before[0]):
        return
    rest = folded[before.end() :]
    district = _DISTRICT.match(rest)
    ways = (rest, rest[district.end() :]) if district else (rest,)
    town = _TOWN.fullmatch(ways[-1])
    if not town:
        return
    for way in ways:
        yield Alternative(Grams(way), SYNONYM, "alias", whole=True)
    if town[3]:
        yield Alternative(Grams(town[1] + town[2]), REDUCED, "alias", whole=True, tier=Tier.LOOSE)
    elif len(town[1]) > 1:
        yield Alternative(Grams(town[1]), REDUCED, "alias", whole=True, tier=Tier.LOOSE)


def _is_prefecture(name: str) -> bool:
    return name == "北海道" or any("地名" in word.pos for word in single_words(name[:-1]))
